//! What the breaker chooses.

use super::*;
use crate::text::breaker::{Measure, Pass};

#[test]
fn no_items_give_no_lines() {
    let breaks = broken(&[], &uniform(10), &Params::default());
    assert_eq!(breaks, Breaks::default());
}

#[test]
fn total_fit_loosens_an_early_line_to_save_a_late_one() {
    // First fit sets five words of 6 exactly and leaves 34 alone on its line.
    let items = words(&[6, 6, 6, 6, 6, 34, 20, 10]);
    let params = Params { tolerance_plain: 3.0, ..plain() };
    let breaks = broken(&items, &uniform(46), &params);
    assert_eq!(breaks.report.pass, Pass::Plain);
    assert_eq!(at(&breaks), [7, 11, 15]);
}

#[test]
fn discardable_items_vanish_at_both_ends_of_a_line() {
    let mut items = words(&[10, 10]);
    items.extend([space(), Item::penalty(0), space(), word(10), space()]);
    let breaks = broken(&items, &uniform(24), &plain());
    assert_eq!(at(&breaks), [3, 8]);
    assert_eq!(breaks.lines[1].items(), 6..7);
    assert_eq!(breaks.lines[1].natural, pt(10));
}

#[test]
fn no_break_space_holds() {
    let bound = [word(10), Item::no_break(), space(), word(10)];
    let items = [&words(&[10])[..], &[space()], &bound].concat();
    let params = Params { tolerance_plain: f64::MAX, ..plain() };
    let breaks = broken(&items, &uniform(26), &params);
    assert_eq!(at(&breaks), [1, 6]);
}

#[test]
fn pass_one_needs_no_hyphen_pass_two_does() {
    let items = [word(10), space(), word(10), space(), word(6), hyphen(), word(6)];
    assert_eq!(broken(&items, &uniform(24), &plain()).report.pass, Pass::Plain);
    let breaks = broken(&items, &uniform(36), &plain());
    assert_eq!(breaks.report.pass, Pass::Hyphens);
    assert_eq!(at(&breaks), [5, 7]);
    assert!(breaks.lines[0].hyphenated && !breaks.lines[1].hyphenated);
    assert_eq!(breaks.lines[0].natural, pt(36));
}

#[test]
fn written_hyphens_are_open_to_pass_one() {
    let joint = Item::after_written_hyphen();
    let items = [word(10), space(), word(10), space(), word(8), joint, word(6)];
    let breaks = broken(&items, &uniform(36), &plain());
    assert_eq!((breaks.report.pass, at(&breaks)), (Pass::Plain, vec![5, 7]));
    assert!(breaks.lines[0].hyphenated);
}

#[test]
fn ladders_end_after_two() {
    // Lines from the middle of a word to the middle of the next but one are
    // of natural width, and each ends in a hyphen.
    let mut items = words(&[8]);
    for _ in 0..20 {
        items.extend([space(), word(8), hyphen(), word(8)]);
    }
    let params = Params { tolerance_plain: -1.0, tolerance: 8.0, ..plain() };
    let free = Params { ladder_demerits: 0.0, blemish_demerits: 0.0, ..params.clone() };
    assert!(broken(&items, &uniform(42), &free).report.ladder > 5);
    let breaks = broken(&items, &uniform(42), &params);
    assert_eq!((breaks.report.ladder, breaks.report.blemishes), (2, 0));
    let single = broken(&items, &uniform(42), &Params { max_ladder: 1, ..params });
    assert_eq!((single.report.ladder, single.report.blemishes), (1, 0));
}

#[test]
fn each_line_has_its_own_width() {
    let narrow = Measure { indent: pt(14), width: pt(24) };
    let wide = Measure { indent: Length::ZERO, width: pt(38) };
    let widths = LineWidths::listed(vec![narrow, narrow], wide);
    let breaks = broken(&words(&[10; 9]), &widths, &plain());
    let counts: Vec<_> = breaks.lines.iter().map(|line| line.items().len().div_ceil(2)).collect();
    assert_eq!(counts, [2, 2, 3, 2]);
    assert!(breaks.lines.iter().take(3).all(|line| line.glue_ratio == 0.0));
    assert_eq!((breaks.lines[1].indent, breaks.lines[2].indent), (pt(14), Length::ZERO));
}

#[test]
fn an_indent_narrows_the_first_line() {
    let widths = LineWidths::indented(pt(38), pt(14));
    let breaks = broken(&words(&[10; 5]), &widths, &plain());
    assert_eq!((breaks.lines[0].target, breaks.lines[1].target), (pt(24), pt(38)));
    assert_eq!(at(&breaks), [3, 9]);
}

#[test]
fn a_runt_is_avoided_within_the_tolerance() {
    // Four words a line fill it exactly and leave the last word alone.
    let items = words(&[10, 10, 10, 10, 10, 10, 10, 10, 5]);
    let careless = broken(&items, &uniform(52), &plain());
    assert_eq!((at(&careless), careless.report.runts), (vec![7, 15, 17], 0));
    let params = Params { min_last_line: Length::ZERO, ..Params::default() };
    let wide = Params { tolerance_wide: 4.0, ..params.clone() };
    let kept = broken(&items, &uniform(52), &wide);
    assert_eq!((kept.report.pass, kept.report.runts), (Pass::Wide, 0));
    assert_eq!(kept.lines[2].items(), 14..17);
    // Where no tolerance allows it the runt stays and is reported.
    let left = broken(&items, &uniform(52), &params);
    assert_eq!((left.report.pass, left.report.runts), (Pass::Plain, 1));
    assert!(left.lines[2].runt);
}

#[test]
fn a_last_line_shorter_than_asked_is_a_runt_even_with_two_words() {
    let items = words(&[10, 10, 10, 3, 3]);
    let short = Params { min_last_line: pt(11), ..Params::default() };
    assert_eq!(broken(&items, &uniform(38), &short).report.runts, 1);
    let enough = Params { min_last_line: pt(10), ..Params::default() };
    assert_eq!(broken(&items, &uniform(38), &enough).report.runts, 0);
}

#[test]
fn a_short_last_line_of_words_that_cannot_be_parted_is_a_runt() {
    // `10 10 10 / 4 4`, the last two without and with a break between them.
    let open = words(&[10, 10, 10, 4, 4]);
    let mut joined = open.clone();
    joined.insert(7, Item::no_break());
    let params = Params { min_last_line: Length::ZERO, min_last_group: pt(20), ..plain() };
    let runts = |items: &[Item]| broken(items, &uniform(38), &params).report.runts;
    assert_eq!((runts(&open), runts(&joined)), (0, 1));
    let long = Params { min_last_group: pt(9), ..params.clone() };
    assert_eq!(broken(&joined, &uniform(38), &long).report.runts, 0);
}

#[test]
fn a_line_by_itself_is_no_runt() {
    let items = [word(5), Item::forced_break(), word(5)];
    let breaks = broken(&items, &uniform(38), &Params::default());
    assert_eq!((breaks.report.runts, breaks.lines.len()), (0, 2));
    assert_eq!(breaks.report.pass, Pass::Plain);
}

#[test]
fn no_hyphen_at_a_page_end() {
    let items = [word(6), space(), word(6), space(), word(4), hyphen(), word(6), space(), word(12)];
    let params = Params { tolerance_plain: -1.0, tolerance: 6.0, ..plain() };
    assert_eq!(at(&broken(&items, &uniform(26), &params)), [5, 9]);
    let page = uniform(26).without_hyphen_after([0]);
    let breaks = broken(&items, &page, &params);
    assert_eq!((at(&breaks), breaks.report.blemishes), (vec![3, 9], 0));
    // A page end after another line does not matter.
    let later = uniform(26).without_hyphen_after([1]);
    assert_eq!(at(&broken(&items, &later, &params)), [5, 9]);
}

#[test]
fn looseness_sets_a_paragraph_longer_or_shorter() {
    let items = prose(60);
    let params = Params { tolerance_plain: -1.0, tolerance: 3.0, ..plain() };
    let lines = |looseness| {
        let params = Params { looseness, ..params.clone() };
        broken(&items, &uniform(300), &params).lines.len()
    };
    assert_eq!(lines(1), lines(0) + 1);
    assert!(lines(-1) < lines(1) && lines(-1) + 1 >= lines(0));
}

#[test]
fn protrusion_widens_the_line() {
    let hanging = Item::Box {
        width: pt(10),
        stretch: Length::ZERO,
        shrink: Length::ZERO,
        left: pt(1),
        right: pt(2),
    };
    let items = [hanging, space(), hanging, space(), word(10)];
    let breaks = broken(&items, &uniform(21), &plain());
    let first = &breaks.lines[0];
    assert_eq!((first.natural, first.glue_ratio), (pt(21), 0.0));
    assert_eq!((first.left, first.right), (pt(1), pt(2)));
    // An inserted hyphen hangs instead of the letter before it.
    let hung = Item::hyphen(pt(2), pt(1));
    let items = [hanging, hung, word(10)];
    let breaks = broken(&items, &uniform(10), &plain());
    assert_eq!((breaks.lines[0].natural, breaks.lines[0].right), (pt(10), pt(1)));
    assert_eq!(breaks.report.overfull, 0);
}

#[test]
fn a_repeated_hyphen_starts_the_next_line() {
    let repeat = Item::Penalty {
        cost: 0,
        hyphen: crate::text::breaker::Hyphen::Written,
        width: Length::ZERO,
        right: Length::ZERO,
        next: pt(2),
    };
    let breaks = broken(&[word(10), repeat, word(10)], &uniform(12), &plain());
    assert_eq!(breaks.lines[1].natural, pt(12));
}

#[test]
fn ragged_lines_keep_their_spaces_and_are_of_even_length() {
    let params = plain().ragged(pt(10));
    // First fit: 10 10 10 | 5 | 32; even: 10 10 | 10 5 | 32.
    let items = words(&[10, 10, 10, 5, 32, 3]);
    let breaks = broken(&items, &uniform(38), &params);
    assert_eq!(at(&breaks)[..2], [3, 7]);
    for line in &breaks.lines {
        assert_eq!((line.glue_ratio, line.box_ratio), (0.0, 0.0));
        assert!(line.target.fits(line.natural));
    }
}

#[test]
fn hyphens_are_dearer_in_ragged_setting() {
    let items = [word(10), space(), word(6), hyphen(), word(6)];
    let params = Params { tolerance_plain: -1.0, tolerance: 9.0, ..plain() };
    assert_eq!(at(&broken(&items, &uniform(22), &params.clone().ragged(pt(40))))[0], 1);
    let cheap = Params { ragged_hyphen_penalty: 0.0, final_hyphen_demerits: 0.0, ..params };
    assert_eq!(at(&broken(&items, &uniform(22), &cheap.ragged(pt(10))))[0], 3);
}

#[test]
fn the_emergency_pass_says_so() {
    let items = words(&[10, 20, 20]);
    let breaks = broken(&items, &uniform(30), &plain());
    assert_eq!(breaks.report.pass, Pass::Emergency);
    assert_eq!((breaks.report.loose, breaks.report.overfull), (2, 0));
    assert!(breaks.lines[0].loose);
    let eased = Params { emergency_stretch: pt(100), ..plain() };
    let eased = broken(&items, &uniform(30), &eased);
    assert_eq!((eased.report.pass, eased.report.loose), (Pass::Emergency, 2));
    assert!(eased.report.demerits < breaks.report.demerits);
}

#[test]
fn an_overfull_line_is_reported_and_keeps_its_box() {
    let items = words(&[10, 10, 50, 10, 10]);
    let breaks = broken(&items, &uniform(24), &plain());
    assert_eq!(breaks.report.overfull, 1);
    let overfull: Vec<_> = breaks.lines.iter().map(|line| line.overfull).collect();
    assert_eq!(overfull, [None, Some(pt(26)), None]);
    assert_eq!(breaks.lines[1].items(), 4..5);
}
