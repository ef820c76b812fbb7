//! A vector picture: fills, strokes, clips and gradients in palette colours.
//!
//! Its coordinates are its own: x to the right, y down, the longer side
//! [`SIDE`] long, so that rounding to thousandths of a point is a millionth
//! of the picture, however large it is placed.

use crate::color::{ColorId, Tint};
use crate::geom::{Path, Size};
use crate::unit::Length;

/// The longer side of every drawing.
pub const SIDE: Length = Length::pt(1000);

/// A vector picture.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// Its extents; the longer side is [`SIDE`].
    pub size: Size,
    /// What is painted, in painting order.
    pub marks: Vec<Mark>,
}

/// One thing painted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Mark {
    /// The inside of a path.
    Fill {
        /// The path.
        path: Path,
        /// What counts as inside.
        rule: FillRule,
        /// With what.
        paint: Paint,
        /// How opaque.
        opacity: Tint,
    },
    /// The outline of a path.
    Stroke {
        /// The path.
        path: Path,
        /// How it is drawn.
        pen: Pen,
        /// In which colour.
        color: ColorId,
        /// How opaque.
        opacity: Tint,
    },
    /// Marks that are clipped or made transparent together.
    Group {
        /// The marks.
        marks: Vec<Mark>,
        /// They show only inside all of these.
        clips: Vec<Clip>,
        /// How opaque they are as a whole.
        opacity: Tint,
    },
}

/// What a fill is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Paint {
    /// One colour.
    Flat(ColorId),
    /// Colours that run into each other.
    Gradient(Gradient),
}

/// The inside of a path by its crossings (ISO 32000-1, 8.5.3.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FillRule {
    /// Nonzero winding number.
    NonZero,
    /// Odd number of crossings.
    EvenOdd,
}

/// A path that hides what lies outside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clip {
    /// The path.
    pub path: Path,
    /// What counts as inside.
    pub rule: FillRule,
}

/// How an outline is drawn.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pen {
    /// Thickness.
    pub width: Length,
    /// Ends of open lines.
    pub cap: Cap,
    /// Corners.
    pub join: Join,
    /// Longest mitre in thousandths of the thickness.
    pub miter_milli: i64,
    /// Lengths of dashes and gaps; empty for a solid line.
    pub dashes: Vec<Length>,
    /// Where in the dashes a line begins.
    pub dash_offset: Length,
}

/// Ends of open lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cap {
    /// Cut off.
    Butt,
    /// Half a circle.
    Round,
    /// Half a square.
    Square,
}

/// Corners of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Join {
    /// Pointed.
    Miter,
    /// Rounded.
    Round,
    /// Flattened.
    Bevel,
}

/// A number in millionths, so that a drawing has no floats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Micro(pub i64);

/// Colours that run into each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gradient {
    /// Along a line or between circles, in the gradient's own coordinates.
    pub kind: GradientKind,
    /// From those to the drawing's, in points (ISO 32000-1, 8.3.3).
    pub matrix: [Micro; 6],
    /// Offsets from 0 to 1, ascending, and the colour there; at least two.
    pub stops: Vec<(Tint, ColorId)>,
}

/// Shapes of gradients.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GradientKind {
    /// From a point to a point: x, y, x, y.
    Axial([Micro; 4]),
    /// From a circle to a circle: x, y, radius, x, y, radius.
    Radial([Micro; 6]),
}

impl Drawing {
    /// Whether anything lets shine through what lies below.
    pub fn is_transparent(&self) -> bool {
        let mut transparent = false;
        self.visit(&mut |mark| {
            transparent |= match mark {
                Mark::Fill { opacity, .. }
                | Mark::Stroke { opacity, .. }
                | Mark::Group { opacity, .. } => *opacity < Tint::FULL,
            };
        });
        transparent
    }

    /// All its gradients.
    pub fn gradients(&self) -> Vec<&Gradient> {
        let mut found = Vec::new();
        self.visit(&mut |mark| {
            if let Mark::Fill { paint: Paint::Gradient(gradient), .. } = mark {
                found.push(gradient);
            }
        });
        found
    }

    /// The same drawing with its colours exchanged.
    #[must_use]
    pub fn recolored(&self, of: &impl Fn(ColorId) -> ColorId) -> Self {
        Self { size: self.size, marks: recolored(&self.marks, of) }
    }

    fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Mark)) {
        let mut open: Vec<&Mark> = self.marks.iter().rev().collect();
        while let Some(mark) = open.pop() {
            see(mark);
            if let Mark::Group { marks, .. } = mark {
                open.extend(marks.iter().rev());
            }
        }
    }
}

fn recolored(marks: &[Mark], of: &impl Fn(ColorId) -> ColorId) -> Vec<Mark> {
    let mut marks = marks.to_vec();
    for mark in &mut marks {
        match mark {
            Mark::Fill { paint: Paint::Flat(color), .. } | Mark::Stroke { color, .. } => {
                *color = of(*color);
            }
            Mark::Fill { paint: Paint::Gradient(gradient), .. } => {
                gradient.stops.iter_mut().for_each(|(_, color)| *color = of(*color));
            }
            Mark::Group { marks, .. } => *marks = recolored(marks, of),
        }
    }
    marks
}
