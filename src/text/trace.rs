//! What the breaker decided for a line and what it had to choose from, for
//! people who look at how text is set.

use super::breaker::{Hyphen, Pass};
use crate::unit::Length;

/// The decision for one line.
#[derive(Clone, PartialEq, Debug)]
pub struct LineTrace {
    /// Where the line begins, from the left edge of its column.
    pub start: Length,
    /// The width it was to fill.
    pub target: Length,
    /// What its letters take of their stretch or shrink, -1 to 1.
    pub boxes: f64,
    /// What it costs, neighbours included.
    pub demerits: f64,
    /// The hyphen it ends in.
    pub hyphen: Hyphen,
    /// The pass that found the lines of the paragraph.
    pub pass: Pass,
    /// Whether it ends the paragraph or stands before a forced break.
    pub last: bool,
    /// How many things were to be avoided: a runt, a ladder, a hyphen at a
    /// page end.
    pub blemishes: usize,
    /// Where else it could have ended, from left to right.
    pub places: Vec<Place>,
}

/// A place on a line where it could have ended.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Place {
    /// Where, from the left edge of the column.
    pub x: Length,
    /// The hyphen it would have ended in.
    pub hyphen: Hyphen,
    /// The adjustment ratio its spaces would have had; `None` where it would
    /// have been too loose or too wide.
    pub ratio: Option<f64>,
}
