//! Traces a line: where it could have ended and at which ratio.

use super::super::breaker::{self, Alignment, Hyphen, Item, Params, Pass};
use super::super::trace::{LineTrace, Place};
use crate::unit::Length;

/// The trace of a line. With `last` it ends the paragraph or stands before a
/// forced break.
pub(super) fn line(
    items: &[Item],
    line: &breaker::Line,
    (pass, last): (Pass, bool),
    params: &Params,
) -> LineTrace {
    LineTrace {
        start: line.indent,
        target: line.target,
        boxes: line.box_ratio,
        demerits: line.demerits,
        hyphen: match items.get(line.break_at) {
            Some(Item::Penalty { hyphen, .. }) => *hyphen,
            _ => Hyphen::None,
        },
        pass,
        last,
        blemishes: line.blemishes,
        places: places(items, line, params),
    }
}

/// The legal breaks before the end of the line.
fn places(items: &[Item], line: &breaker::Line, params: &Params) -> Vec<Place> {
    let mut so_far = SoFar { x: line.indent - line.left, ..SoFar::default() };
    let mut places = Vec::new();
    let mut after_box = false;
    for item in items.get(line.items()).unwrap_or_default() {
        let (legal, hyphen, width) = match item {
            Item::Box { .. } => (false, Hyphen::None, Length::ZERO),
            Item::Glue { .. } => (after_box, Hyphen::None, Length::ZERO),
            Item::Penalty { cost, hyphen, width, .. } => (*cost < Item::FORBIDDEN, *hyphen, *width),
        };
        if legal {
            let ratio = so_far.ratio(line, width, params);
            places.push(Place { x: so_far.x, hyphen, ratio });
        }
        after_box = matches!(item, Item::Box { .. });
        so_far.add(item, line);
    }
    places
}

/// The line up to a place: as it is set, and what it could take.
#[derive(Clone, Copy, Default)]
struct SoFar {
    x: Length,
    natural: Length,
    box_stretch: Length,
    box_shrink: Length,
    stretch: Length,
    shrink: Length,
}

impl SoFar {
    fn add(&mut self, item: &Item, line: &breaker::Line) {
        match *item {
            Item::Box { width, stretch, shrink, .. } => {
                self.natural += width;
                self.box_stretch += stretch;
                self.box_shrink += shrink;
                self.x += width + flexed(line.box_ratio, stretch, shrink);
            }
            Item::Glue { width, stretch, shrink } => {
                self.natural += width;
                self.stretch += stretch;
                self.shrink += shrink;
                self.x += width + flexed(line.glue_ratio, stretch, shrink);
            }
            Item::Penalty { .. } => {}
        }
    }

    /// The ratio of a line that ends here; letters give way before spaces.
    fn ratio(&self, line: &breaker::Line, hyphen: Length, params: &Params) -> Option<f64> {
        let room = line.target + line.left - self.natural - hyphen;
        let none = Length::ZERO;
        if let Alignment::Ragged { zone } = params.alignment {
            let ratio = if zone > none { room.ratio(zone) } else { 0.0 };
            return (0.0..=params.tolerance.min(3.0)).contains(&ratio).then_some(ratio);
        }
        let (rest, most, limit) = if room >= none {
            ((room - self.box_stretch).max(none), self.stretch, params.tolerance)
        } else {
            ((-room - self.box_shrink).max(none), self.shrink, 1.0)
        };
        let ratio = match rest {
            Length::ZERO => 0.0,
            _ if most <= none => return None,
            _ => rest.ratio(most),
        };
        (ratio <= limit).then_some(if room >= none { ratio } else { -ratio })
    }
}

fn flexed(ratio: f64, stretch: Length, shrink: Length) -> Length {
    if ratio >= 0.0 { stretch.times(ratio) } else { shrink.times(ratio) }
}
