//! How a line is set: what its boxes and its spaces take of the slack.
//!
//! Boxes go first: the slack of a line is given to the expansion of its boxes
//! up to their limits and only the rest to its spaces, as pdfTeX does (Hàn
//! Thế Thành, "Micro-typographic extensions to the TeX typesetting system",
//! TUGboat 21 (2000), on font expansion). Sharing it out in proportion would
//! leave the spaces of every line off their natural width; boxes first leaves
//! them natural wherever the limits suffice. That is the smallest deviation
//! of word spaces the limits allow, and limits are chosen such that the
//! reader does not see them used.

use super::prepare::Sums;
use super::{Alignment, Fitness, Params};
use crate::unit::Length;

/// How much wider than its measure a line may be by rounding.
const SLACK: i64 = 360;

/// The largest adjustment ratio that is priced; keeps demerits finite and
/// exact enough to add up.
const RATIO_LIMIT: f64 = 100.0;

/// A line as it is set.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Setting {
    /// Ratio of the spaces, at least -1.
    pub glue: f64,
    /// Ratio of the boxes, -1 to 1.
    pub boxes: f64,
    /// How bad the line is: the ratio of the spaces, or the shortfall of a
    /// ragged line in zones; the limit if there is nothing to stretch.
    pub ratio: f64,
    /// The ratio that is priced: `ratio`, eased by emergency stretch.
    pub cost: f64,
    /// By how much the line is too wide, above zero only if it does not fit.
    pub excess: i64,
}

/// What to set a line into.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    /// The width to fill.
    pub width: i64,
    /// Whether the line ends at a forced break and is not stretched.
    pub fill: bool,
}

/// The rules of setting in one pass.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules {
    /// Zone of ragged setting in base units, none when justified.
    zone: Option<f64>,
    /// The largest ratio that is feasible.
    pub tolerance: f64,
    /// Added to the stretch of the spaces.
    emergency: f64,
}

impl Rules {
    pub(super) fn new(params: &Params, tolerance: f64, emergency: Length) -> Self {
        let zone = match params.alignment {
            Alignment::Justified => None,
            Alignment::Ragged { zone } => Some(zone.units().max(1) as f64),
        };
        let emergency = emergency.units().max(0) as f64;
        Self { zone, tolerance, emergency }
    }

    /// Whether lines are flush on both sides.
    pub(super) const fn justified(&self) -> bool {
        self.zone.is_none()
    }

    /// By how much a line with these sums can shrink.
    pub(super) const fn shrink(&self, line: &Sums) -> i64 {
        if self.justified() { line.glue_shrink + line.box_shrink } else { 0 }
    }

    /// How wide everything up to a place may be set. A line can end where
    /// this is no less than what [`opens`](Self::opens) says of its start.
    pub(super) fn widest(&self, sums: &Sums) -> f64 {
        if self.tolerance == f64::INFINITY {
            return f64::INFINITY;
        }
        let stretch = sums.glue_stretch as f64 * self.tolerance + sums.box_stretch as f64;
        sums.width as f64 + if self.justified() { stretch } else { 0.0 }
    }

    /// What [`widest`](Self::widest) has to be at the end of a line that
    /// starts with `start`.
    pub(super) fn opens(&self, start: &Sums, width: i64) -> f64 {
        let before = if self.tolerance == f64::INFINITY { 0.0 } else { self.widest(start) };
        let short = self.zone.map_or(0.0, |zone| zone * self.tolerance);
        before + (width - SLACK) as f64 - short
    }

    /// How wide everything up to the end of a line that starts with `start`
    /// may be when it is shrunk.
    pub(super) const fn closes(&self, start: &Sums, width: i64) -> i64 {
        width + SLACK + start.width - self.shrink(start)
    }

    /// Sets a line.
    pub(super) fn set(&self, line: &Sums, target: Target) -> Setting {
        let slack = target.width - line.width;
        let short = slack >= 0;
        match self.zone {
            _ if short && target.fill => Setting::default(),
            Some(zone) if short => {
                let ratio = of_stretch(slack, zone);
                let cost = of_stretch(slack, zone + self.emergency);
                Setting { ratio, cost, ..Setting::default() }
            }
            Some(_) => Setting { excess: beyond_rounding(-slack), ..Setting::default() },
            None if short => self.stretched(line, slack),
            None => shrunk(line, -slack),
        }
    }

    fn stretched(&self, line: &Sums, slack: i64) -> Setting {
        let (boxes, rest) = boxes_first(slack, line.box_stretch);
        let stretch = line.glue_stretch as f64;
        let glue = if line.glue_stretch > 0 { rest as f64 / stretch } else { 0.0 };
        let ratio = of_stretch(rest, stretch);
        let cost =
            if self.emergency > 0.0 { of_stretch(rest, stretch + self.emergency) } else { ratio };
        Setting { glue, boxes, ratio, cost, excess: 0 }
    }
}

fn of_stretch(rest: i64, stretch: f64) -> f64 {
    match rest {
        ..=SLACK => 0.0,
        _ if stretch > 0.0 => (rest as f64 / stretch).min(RATIO_LIMIT),
        _ => RATIO_LIMIT,
    }
}

/// The ratio of the boxes and what is left for the spaces.
fn boxes_first(slack: i64, capacity: i64) -> (f64, i64) {
    match slack - capacity {
        rest if rest > 0 => (if capacity > 0 { 1.0 } else { 0.0 }, rest),
        _ if slack == 0 => (0.0, 0),
        _ => (slack as f64 / capacity as f64, 0),
    }
}

fn shrunk(line: &Sums, surplus: i64) -> Setting {
    let (boxes, rest) = boxes_first(surplus, line.box_shrink);
    let glue =
        if line.glue_shrink > 0 { (rest as f64 / line.glue_shrink as f64).min(1.0) } else { 0.0 };
    let excess = beyond_rounding(rest - line.glue_shrink);
    Setting { glue: 0.0 - glue, boxes: 0.0 - boxes, ratio: 0.0 - glue, cost: 0.0 - glue, excess }
}

fn beyond_rounding(excess: i64) -> i64 {
    if excess > SLACK { excess } else { 0 }
}

impl Fitness {
    /// The class of a line by its ratio ("More bells and whistles").
    pub(super) fn of(ratio: f64) -> Self {
        match ratio {
            _ if ratio < -0.5 => Self::Tight,
            _ if ratio <= 0.5 => Self::Normal,
            _ if ratio <= 1.0 => Self::Loose,
            _ => Self::VeryLoose,
        }
    }
}
