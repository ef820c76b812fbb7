//! Total fit over page breaks (M. F. Plass, Optimal Pagination Techniques,
//! 1981, ch. 2): dynamic programming over all legal page ends.
//!
//! Every slice may end a page at a price; nothing is forbidden outright, so
//! a solution always exists and what could not be avoided is reported.

use std::ops::Range;

use super::cursor::{Cursor, Grid};
use crate::compose::slice::{Faults, PageEnd, Slice, Strip};
use crate::unit::Length;

/// No page holds more slices than this; the search stays linear.
const MAX_SLICES_PER_PAGE: usize = 2_000;
/// Price of one more page.
const PAGE_COST: u64 = 300;
/// Price of a final page with a single line.
const LONELY_COST: u64 = 20_000;
/// Price of each line missing to a decent final page.
const SHORT_COST: u64 = 400;
/// Price of a hyphen at the end of a page as long as the paragraph may still
/// be set anew without it: as much as an eighth of the page left empty.
pub(in crate::compose) const HYPHEN: u64 = 150;
/// The same where no setting is without it: as much as a third of the page,
/// and less than any other fault that parts a paragraph.
pub(in crate::compose) const DEAR_HYPHEN: u64 = 1_100;
/// Lines a final page should have.
const DECENT_LINES: u32 = 4;

/// The columns to fill.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::compose) struct Columns {
    /// Height of the column on page one.
    pub first: Length,
    /// Height of the column on all other pages.
    pub follow: Length,
    /// Baseline grid.
    pub grid: Option<Grid>,
    /// Price of a hyphen at the end of a page.
    pub hyphen: u64,
}

/// What one page holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::compose) struct PagePlan {
    /// Slices on it.
    pub slices: Range<usize>,
    /// Faults of its end, for the report.
    pub faults: Faults,
    /// Whether the page ends a part: the last one or one before a forced end.
    pub ends_part: bool,
    /// Lines of text on it.
    pub lines: u32,
    /// How much sticks out below the column.
    pub over: Length,
}

impl PagePlan {
    /// A page of a flow without anything in it.
    pub fn empty() -> Self {
        let faults = Faults::default();
        Self { slices: 0..0, faults, ends_part: true, lines: 0, over: Length::ZERO }
    }
}

/// Price of leaving a part of a page empty: the square of the percentage.
pub(in crate::compose) fn fill_cost(free: Length, height: Length) -> u64 {
    let height = height.units().max(1);
    let percent = (free.units().max(0).saturating_mul(100) / height).min(100) as u64;
    percent * percent
}

/// The cheapest way to a break so far.
#[derive(Clone, Copy, Debug)]
struct Best {
    cost: u64,
    from: usize,
    faults: Faults,
    ends_part: bool,
    lines: u32,
    over: Length,
}

/// Divides the strip into pages; empty for an empty strip.
pub(in crate::compose) fn paginate(strip: &Strip, columns: Columns) -> Vec<PagePlan> {
    let mut best = first_page(strip, columns);
    complete(strip, columns, &mut best);
    trace_back(&best)
}

/// The price of each end that page one may have, in order.
pub(in crate::compose) fn first_ends(strip: &Strip, columns: Columns) -> Vec<(usize, u64)> {
    let best = first_page(strip, columns);
    best.iter().enumerate().filter_map(|(end, found)| Some((end, (*found)?.cost))).collect()
}

/// As [`paginate`], where page one holds just so many slices, and the price
/// of all pages; `None` when they do not fit on it.
pub(in crate::compose) fn paginate_after(
    strip: &Strip,
    columns: Columns,
    end: usize,
) -> Option<(u64, Vec<PagePlan>)> {
    let mut best = first_page(strip, columns);
    best.iter_mut().enumerate().filter(|(at, _)| *at != end).for_each(|(_, found)| *found = None);
    complete(strip, columns, &mut best);
    let cost = best.last().copied().flatten()?.cost;
    Some((cost, trace_back(&best)))
}

/// All ends of page one.
fn first_page(strip: &Strip, columns: Columns) -> Vec<Option<Best>> {
    let mut best = vec![None; strip.slices.len() + 1];
    extend(strip, columns, 0, 0, &mut best);
    best
}

/// Goes on from the ends of page one.
fn complete(strip: &Strip, columns: Columns, best: &mut [Option<Best>]) {
    for start in 1..strip.slices.len() {
        if let Some(Some(found)) = best.get(start) {
            extend(strip, columns, start, found.cost, best);
        }
    }
}

/// Tries every end of a page that starts at `start`.
fn extend(strip: &Strip, columns: Columns, start: usize, base: u64, best: &mut [Option<Best>]) {
    let height = if start == 0 { columns.first } else { columns.follow };
    let mut cursor = Cursor::new(columns.grid);
    if let Some(header) = repeated_header(strip, start) {
        cursor.place(header);
    }
    let mut lines = 0u32;
    let slices = strip.slices.iter().enumerate().skip(start).take(MAX_SLICES_PER_PAGE);
    for (index, slice) in slices {
        cursor.place(slice);
        let bottom = cursor.bottom();
        let over = (bottom - height).max(Length::ZERO);
        if index > start && !height.fits(bottom) {
            return;
        }
        lines += u32::from(slice.lines);
        let last = index + 1 == strip.slices.len();
        let (cost, faults, ends_part) = match slice.end {
            PageEnd::Forced => (short_cost(lines, start), Faults::default(), true),
            _ if last => (short_cost(lines, start), Faults::default(), true),
            PageEnd::Faults(faults) => {
                (fill_cost(height - bottom, height) + faults.cost(columns.hyphen), faults, false)
            }
        };
        let cost = base.saturating_add(cost).saturating_add(PAGE_COST);
        let over = if height.fits(bottom) { Length::ZERO } else { over };
        relax(best, index + 1, Best { cost, from: start, faults, ends_part, lines, over });
        if ends_part && !last {
            return;
        }
    }
}

fn relax(best: &mut [Option<Best>], at: usize, candidate: Best) {
    if let Some(entry) = best.get_mut(at)
        && entry.is_none_or(|known| candidate.cost < known.cost)
    {
        *entry = Some(candidate);
    }
}

/// Price of few lines on a page that ends a part; page one may be short.
fn short_cost(lines: u32, start: usize) -> u64 {
    match lines {
        _ if start == 0 => 0,
        1 => LONELY_COST,
        _ => u64::from(DECENT_LINES.saturating_sub(lines)) * SHORT_COST,
    }
}

/// The table header to repeat above a slice that starts a page.
pub(in crate::compose) fn repeated_header(strip: &Strip, start: usize) -> Option<&Slice> {
    let index = strip.slices.get(start)?.header?;
    strip.headers.get(index)
}

fn trace_back(best: &[Option<Best>]) -> Vec<PagePlan> {
    let mut plans = Vec::new();
    let mut at = best.len().saturating_sub(1);
    while at > 0 {
        let Some(Some(found)) = best.get(at) else { break };
        plans.push(PagePlan {
            slices: found.from..at,
            faults: found.faults,
            ends_part: found.ends_part,
            lines: found.lines,
            over: found.over,
        });
        at = found.from;
    }
    plans.reverse();
    plans
}
