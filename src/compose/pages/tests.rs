//! Page breaks on abstract slices.

use super::breaker::{Columns, HYPHEN, PagePlan, paginate};
use super::report::report;
use crate::compose::slice::{PageEnd, Slice, Strip};
use crate::diag::Diagnostics;
use crate::model::Text;
use crate::unit::Length;

/// Lines of 10 pt on a 10 pt leading.
fn line() -> Slice {
    Slice { lead: Length::pt(3), height: Length::pt(7), lines: 1, ..Slice::default() }
}

/// A paragraph with the faults that setting gives it.
fn paragraph(lines: usize) -> Vec<Slice> {
    let mut slices = vec![line(); lines];
    for (index, slice) in slices.iter_mut().enumerate() {
        slice.end.add(|faults| {
            faults.orphan = lines > 1 && index == 0;
            faults.widow = lines > 1 && index + 2 == lines;
        });
    }
    slices
}

fn strip(paragraphs: &[usize]) -> Strip {
    let mut strip = Strip::default();
    for lines in paragraphs {
        paragraph(*lines).into_iter().for_each(|slice| strip.push(slice));
    }
    strip
}

/// Columns that hold so many lines.
fn columns(first: i64, follow: i64) -> Columns {
    let height = |lines: i64| Length::pt(lines * 10 - 3);
    Columns { first: height(first), follow: height(follow), grid: None, hyphen: HYPHEN }
}

fn counts(plans: &[PagePlan]) -> Vec<usize> {
    plans.iter().map(|plan| plan.slices.len()).collect()
}

#[test]
fn a_short_flow_is_one_page() {
    assert_eq!(counts(&paginate(&strip(&[3, 4]), columns(20, 20))), [7]);
    assert!(paginate(&Strip::default(), columns(20, 20)).is_empty());
}

#[test]
fn no_widow_and_no_orphan_where_lines_can_move() {
    // First fit would leave line 21 of the second paragraph alone.
    let plans = paginate(&strip(&[10, 11]), columns(20, 20));
    assert_eq!(counts(&plans), [17, 4]);
    // The first line of the second paragraph does not stay behind.
    let plans = paginate(&strip(&[19, 8]), columns(20, 20));
    assert_eq!(counts(&plans), [19, 8]);
    assert!(plans.iter().all(|plan| plan.faults == Default::default()));
}

#[test]
fn a_lonely_last_line_takes_company() {
    let plans = paginate(&strip(&[20, 1]), columns(20, 20));
    assert_eq!(plans.last().map(|plan| plan.lines), Some(4));
}

#[test]
fn a_heading_goes_over_with_its_text() {
    let mut flow = strip(&[18]);
    let mut heading = line();
    heading.end.add(|faults| faults.keep = true);
    flow.push(heading);
    paragraph(6).into_iter().for_each(|slice| flow.push(slice));
    assert_eq!(counts(&paginate(&flow, columns(20, 20))), [18, 7]);
}

#[test]
fn a_forced_end_is_kept_and_costs_nothing() {
    let mut flow = strip(&[5]);
    if let Some(slice) = flow.slices.last_mut() {
        slice.end = PageEnd::Forced;
    }
    paragraph(6).into_iter().for_each(|slice| flow.push(slice));
    let plans = paginate(&flow, columns(20, 20));
    assert_eq!(counts(&plans), [5, 6]);
    assert!(plans.iter().all(|plan| plan.ends_part));
}

#[test]
fn what_is_taller_than_a_page_gets_its_own_and_is_reported() {
    let mut flow = strip(&[2]);
    flow.push(Slice { height: Length::pt(900), ..Slice::default() });
    paragraph(5).into_iter().for_each(|slice| flow.push(slice));
    let plans = paginate(&flow, columns(20, 20));
    assert_eq!(counts(&plans), [2, 1, 5]);
    assert_eq!(plans.get(1).map(|plan| plan.over), Some(Length::pt(900 - 197)));
}

#[test]
fn a_page_within_a_table_makes_room_for_the_header() {
    let row = Slice { height: Length::pt(10), header: Some(0), ..Slice::default() };
    let mut flow = Strip::default();
    flow.slices = vec![row; 6];
    flow.headers.push(Slice { height: Length::pt(10), ..Slice::default() });
    let columns =
        Columns { first: Length::pt(30), follow: Length::pt(30), grid: None, hyphen: HYPHEN };
    // Page one repeats too here, since its first slice is a body row.
    assert_eq!(counts(&paginate(&flow, columns)), [2, 2, 2]);
}

#[test]
fn the_follow_column_may_differ() {
    assert_eq!(counts(&paginate(&strip(&[10, 10, 10]), columns(10, 20))), [10, 20]);
}

#[test]
fn every_slice_is_on_exactly_one_page() {
    for total in 1..80usize {
        let flow = strip(&[total, 3, total / 2 + 1]);
        let plans = paginate(&flow, columns(7, 11));
        let mut next = 0;
        for plan in &plans {
            assert_eq!(plan.slices.start, next);
            next = plan.slices.end;
        }
        assert_eq!(next, flow.slices.len());
    }
}

#[test]
fn a_column_without_height_still_ends() {
    let columns = Columns { first: Length::ZERO, follow: Length::ZERO, grid: None, hyphen: HYPHEN };
    assert_eq!(paginate(&strip(&[30]), columns).len(), 30);
}

/// The codes of what is said of two pages of five lines.
fn said(change: impl Fn(&mut PagePlan)) -> Vec<&'static str> {
    let flow = strip(&[10]);
    let mut plans = paginate(&flow, columns(5, 5));
    assert_eq!(counts(&plans), [5, 5]);
    plans.iter_mut().take(1).for_each(change);
    let mut diags = Diagnostics::new();
    report(&plans, &flow, Text::synthetic("").origin(), &mut diags);
    assert!(diags.iter().all(|d| d.message.ends_with("page 1") || d.message.contains("page 1 ")));
    diags.into_iter().map(|d| d.code).collect()
}

#[test]
fn what_page_breaks_could_not_avoid_is_said() {
    assert!(said(|_| {}).is_empty());
    assert_eq!(said(|plan| plan.faults.orphan = true), ["orphan"]);
    assert_eq!(said(|plan| plan.faults.widow = true), ["widow"]);
    assert_eq!(said(|plan| plan.faults.keep = true), ["kept-apart"]);
    assert_eq!(said(|plan| plan.faults.hyphen = true), ["page-end-hyphen"]);
    assert_eq!(said(|plan| plan.over = Length::pt(3)), ["too-tall"]);
    // Three lines on pages of two cannot be parted well.
    let flow = strip(&[3]);
    let mut diags = Diagnostics::new();
    report(&paginate(&flow, columns(2, 2)), &flow, Text::synthetic("").origin(), &mut diags);
    assert!(diags.iter().any(|d| ["widow", "orphan"].contains(&d.code)));
}
