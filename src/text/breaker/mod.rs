//! The total-fit line breaker, on abstract boxes, glue and penalties.
//!
//! Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into Lines",
//! Software: Practice and Experience 11 (1981), pp. 1119-1184: the lines of a
//! paragraph are chosen together such that the sum of their demerits is the
//! least. Titles in quotes, at the code that follows them, are sections of
//! that paper. Added to it are what microtypography knows (expansion of
//! boxes, protrusion; see [`Item`]), ladders and runts as part of the
//! optimum, ragged setting by the same search, and a bound on the work for
//! hostile input.
//!
//! A paragraph is tried in up to four [passes](Pass), from strict to
//! anything goes. Every paragraph gets lines; what could not be kept is in
//! the [`Report`] and at the [`Line`]. Nothing here knows fonts or languages.
//!
//! ```
//! use pressblatt::text::breaker::{Breaker, Item, LineWidths, Params};
//! use pressblatt::unit::Length;
//!
//! let word = Item::rigid(Length::mm(10));
//! let space = Item::glue(Length::mm(2), Length::mm(1), Length::mm(1));
//! let items = [word, space, word, space, word];
//! let widths = LineWidths::uniform(Length::mm(22));
//! let breaks = Breaker::default().break_lines(&items, &widths, &Params::default());
//! assert_eq!(breaks.lines.len(), 2);
//! assert_eq!(breaks.lines[0].items(), 0..3);
//! ```

mod arrivals;
mod demerits;
mod item;
mod lines;
mod measure;
mod near;
mod nodes;
mod params;
mod prepare;
mod search;
mod setting;
#[cfg(test)]
mod tests;

pub use item::{Hyphen, Item};
pub use measure::{LineWidths, Measure};
pub use near::Near;
pub use params::{Alignment, Params};

use std::ops::Range;

use crate::unit::Length;
use demerits::Config;
use prepare::Point;
use search::Nearby;

/// The line breaker with its working memory; keep one per thread.
#[derive(Debug, Default)]
pub struct Breaker {
    points: Vec<Point>,
    scratch: nodes::Scratch,
    chosen: Vec<usize>,
}

/// The largest adjustment ratio of lines that [`Near`] and [`Breaker::break_near`]
/// look at.
pub const NEAR: u8 = 1;

/// The lines of a paragraph.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Breaks {
    /// The lines from top to bottom; none only for a paragraph of no items.
    pub lines: Vec<Line>,
    /// How it went.
    pub report: Report,
}

/// One line of a paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// The first item on the line.
    pub start: usize,
    /// One past the last item on the line.
    pub end: usize,
    /// The item broken at, which is not on the line itself but may add a
    /// hyphen to it; the number of items at the end of the paragraph.
    pub break_at: usize,
    /// What each glue takes of its stretch (positive) or shrink (negative,
    /// to -1).
    pub glue_ratio: f64,
    /// What each box takes of its stretch or shrink, from -1 to 1. An
    /// inserted hyphen does not expand.
    pub box_ratio: f64,
    /// The width before stretching and shrinking, with what the breaks add,
    /// without what hangs out.
    pub natural: Length,
    /// The width to fill.
    pub target: Length,
    /// Where the line starts in the region; the first glyph is set further
    /// left by [`left`](Self::left).
    pub indent: Length,
    /// How far the line hangs out to the left.
    pub left: Length,
    /// How far the line hangs out to the right.
    pub right: Length,
    /// Whether the line ends in a hyphen, inserted or written.
    pub hyphenated: bool,
    /// By how much the line is too wide although shrunk.
    pub overfull: Option<Length>,
    /// Whether the line is looser than every tolerance, or has nothing to
    /// stretch.
    pub loose: bool,
    /// Whether this is a last line that is too short.
    pub runt: bool,
    /// How many things were to be avoided wherever possible: a runt, one
    /// hyphen too many in a row, a hyphen at a page end.
    pub blemishes: usize,
    /// The fitness class.
    pub fitness: Fitness,
    /// What the line adds to the total.
    pub demerits: f64,
}

impl Line {
    /// The indices of the items on the line.
    pub const fn items(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// How tight or loose the spaces of a line are ("More bells and whistles").
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fitness {
    /// Ratio below -0.5.
    Tight,
    /// Up to 0.5.
    Normal,
    /// Up to 1.
    Loose,
    /// Above 1.
    VeryLoose,
}

impl Fitness {
    const ALL: [Self; 4] = [Self::Tight, Self::Normal, Self::Loose, Self::VeryLoose];
    const COUNT: usize = Self::ALL.len();

    /// Whether the two should not stand one above the other.
    const fn is_far_from(self, other: Self) -> bool {
        (self as u8).abs_diff(other as u8) > 1
    }
}

/// The pass that found the breaks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Pass {
    /// Without inserted hyphens.
    #[default]
    Plain,
    /// With hyphens.
    Hyphens,
    /// With hyphens and a wider tolerance.
    Wide,
    /// Whatever it takes: lines may be looser than any tolerance or overfull.
    Emergency,
}

/// What there is to say of a broken paragraph.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Report {
    /// The pass that the lines are from.
    pub pass: Pass,
    /// The total of demerits under the rules of that pass.
    pub demerits: f64,
    /// How many lines are overfull.
    pub overfull: usize,
    /// How many lines are looser than every tolerance.
    pub loose: usize,
    /// How many last lines are runts.
    pub runts: usize,
    /// How many things were to be avoided wherever possible, runts included.
    pub blemishes: usize,
    /// The most successive lines that end in a hyphen.
    pub ladder: usize,
    /// How many lines were looked at in all passes, a measure of the work.
    pub steps: u64,
}

impl Breaker {
    /// Breaks a paragraph into lines. Forced breaks within it, and its end,
    /// end lines that need not be full. Never fails: see [`Line::overfull`]
    /// and [`Line::loose`] for what did not fit.
    pub fn break_lines(&mut self, items: &[Item], widths: &LineWidths, params: &Params) -> Breaks {
        prepare::legal_points(items, &mut self.points);
        let mut steps = 0;
        let mut best: Option<(usize, Breaks)> = None;
        for pass in passes(params) {
            if pass == Pass::Emergency && best.is_some() {
                break;
            }
            let config = Config::new(params, widths, pass);
            let Self { points, scratch, chosen } = self;
            let Some(missed) = search::search(points, &config, scratch, chosen, &mut steps) else {
                continue;
            };
            let found = lines::lines(points, chosen, &config, pass);
            let faults = found.report.blemishes + missed;
            if best.as_ref().is_none_or(|(least, _)| faults < *least) {
                best = Some((faults, found));
            }
            if faults == 0 {
                break;
            }
        }
        let mut breaks = best.map(|(_, breaks)| breaks).unwrap_or_default();
        breaks.report.steps = steps;
        breaks
    }

    /// As [`break_lines`](Self::break_lines) for items that lack the breaks in
    /// words which no line of an adjustment ratio up to [`NEAR`] can reach;
    /// `None` when it takes looser lines to be sure of the best breaks.
    pub fn break_near(
        &mut self,
        items: &[Item],
        widths: &LineWidths,
        params: &Params,
    ) -> Option<Breaks> {
        prepare::legal_points(items, &mut self.points);
        let mut steps = 0;
        for pass in passes(params) {
            let config = Config::new(params, widths, pass);
            let Self { points, scratch, chosen } = self;
            match search::search_near(points, &config, scratch, chosen, &mut steps) {
                Nearby::Found => {
                    let mut breaks = lines::lines(points, chosen, &config, pass);
                    breaks.report.steps = steps;
                    return (breaks.report.blemishes == 0).then_some(breaks);
                }
                Nearby::Nothing => {}
                Nearby::Unsure => return None,
            }
        }
        None
    }

    /// Sets a paragraph with breaks at the given items, priced as in the last
    /// pass. None if they are not legal breaks in order or leave out a forced
    /// one; the end of the paragraph need not be listed.
    pub fn set_lines(
        &mut self,
        items: &[Item],
        widths: &LineWidths,
        params: &Params,
        at: &[usize],
    ) -> Option<Breaks> {
        prepare::legal_points(items, &mut self.points);
        self.chosen.clear();
        let mut wanted = at.iter().copied().peekable();
        for (index, point) in self.points.iter().enumerate().skip(1) {
            let listed = wanted.next_if_eq(&point.item).is_some();
            let last = index + 1 == self.points.len();
            if listed || last {
                self.chosen.push(index);
            } else if point.forced {
                return None;
            }
        }
        let config = Config::new(params, widths, Pass::Emergency);
        let lines = || lines::lines(&self.points, &self.chosen, &config, Pass::Emergency);
        wanted.peek().is_none().then(lines)
    }
}

/// The passes to try in turn.
fn passes(params: &Params) -> impl Iterator<Item = Pass> {
    let asked = move |tolerance: f64| tolerance >= 0.0;
    [
        (Pass::Plain, asked(params.tolerance_plain)),
        (Pass::Hyphens, asked(params.tolerance)),
        (Pass::Wide, asked(params.tolerance_wide) && params.tolerance_wide > params.tolerance),
        (Pass::Emergency, true),
    ]
    .into_iter()
    .filter_map(|(pass, asked)| asked.then_some(pass))
}
