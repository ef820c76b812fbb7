//! Affine maps and bounds in PDF user space (points, y up), as `f64`.
//!
//! PDF coordinates are decimal numbers; they become exact lengths only where
//! a finding leaves this module.

/// A point in user space.
pub(crate) type Pt = (f64, f64);

/// `[a b c d e f]` as in PDF: x' = a x + c y + e, y' = b x + d y + f.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// From six operands; anything not finite gives the identity.
    pub(crate) fn from_slice(values: &[f64]) -> Self {
        match values {
            &[a, b, c, d, e, f] if values.iter().all(|v| v.is_finite()) => Self([a, b, c, d, e, f]),
            _ => Self::IDENTITY,
        }
    }

    /// First `self`, then `next`.
    pub(crate) fn then(self, next: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [na, nb, nc, nd, ne, nf] = next.0;
        Self([
            a * na + b * nc,
            a * nb + b * nd,
            c * na + d * nc,
            c * nb + d * nd,
            e * na + f * nc + ne,
            e * nb + f * nd + nf,
        ])
    }

    pub(crate) fn apply(self, (x, y): Pt) -> Pt {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// Length of the image of the unit vector in x.
    pub(crate) fn x_scale(self) -> f64 {
        let [a, b, ..] = self.0;
        (a * a + b * b).sqrt()
    }

    /// Length of the image of the unit vector in y.
    pub(crate) fn y_scale(self) -> f64 {
        let [_, _, c, d, ..] = self.0;
        (c * c + d * d).sqrt()
    }

    /// The geometric mean of both scales, for line widths.
    pub(crate) fn mean_scale(self) -> f64 {
        self.determinant().abs().sqrt()
    }

    pub(crate) fn determinant(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        a * d - b * c
    }

    pub(crate) fn inverse(self) -> Option<Self> {
        let det = self.determinant();
        if !det.is_finite() || det.abs() < 1e-12 {
            return None;
        }
        let [a, b, c, d, e, f] = self.0;
        Some(Self([
            d / det,
            -b / det,
            -c / det,
            a / det,
            (c * f - d * e) / det,
            (b * e - a * f) / det,
        ]))
    }

    /// The image of a rectangle as four corners.
    pub(crate) fn quad(self, b: Bounds) -> Vec<Pt> {
        [(b.x0, b.y0), (b.x1, b.y0), (b.x1, b.y1), (b.x0, b.y1)].map(|p| self.apply(p)).to_vec()
    }
}

/// An axis-parallel rectangle in points; empty when `x0 > x1` or `y0 > y1`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bounds {
    pub x0: f64,
    pub y0: f64,
    pub x1: f64,
    pub y1: f64,
}

impl Bounds {
    pub(crate) const EMPTY: Self =
        Self { x0: f64::INFINITY, y0: f64::INFINITY, x1: f64::NEG_INFINITY, y1: f64::NEG_INFINITY };
    /// Everything.
    pub(crate) const ALL: Self = Self { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 };
    /// The unit square, into which images are painted.
    pub(crate) const UNIT: Self = Self { x0: 0.0, y0: 0.0, x1: 1.0, y1: 1.0 };

    /// From two opposite corners in any order.
    pub(crate) fn corners(values: &[f64]) -> Option<Self> {
        match values {
            &[ax, ay, bx, by] if values.iter().all(|v| v.is_finite()) => {
                Some(Self { x0: ax.min(bx), y0: ay.min(by), x1: ax.max(bx), y1: ay.max(by) })
            }
            _ => None,
        }
    }

    pub(crate) fn of(points: &[Pt]) -> Self {
        points.iter().fold(Self::EMPTY, |b, p| b.with(*p))
    }

    /// Grown to hold a point; points that are not finite are left out.
    pub(crate) fn with(self, (x, y): Pt) -> Self {
        if !x.is_finite() || !y.is_finite() {
            return self;
        }
        Self { x0: self.x0.min(x), y0: self.y0.min(y), x1: self.x1.max(x), y1: self.y1.max(y) }
    }

    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    pub(crate) fn intersect(self, other: Self) -> Self {
        Self {
            x0: self.x0.max(other.x0),
            y0: self.y0.max(other.y0),
            x1: self.x1.min(other.x1),
            y1: self.y1.min(other.y1),
        }
    }

    pub(crate) fn grown(self, by: f64) -> Self {
        Self { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    pub(crate) fn is_empty(self) -> bool {
        !(self.x0 <= self.x1 && self.y0 <= self.y1)
    }

    pub(crate) fn width(self) -> f64 {
        (self.x1 - self.x0).max(0.0)
    }

    pub(crate) fn height(self) -> f64 {
        (self.y1 - self.y0).max(0.0)
    }

    /// Whether the other lies inside, with a slack in points.
    pub(crate) fn contains(self, other: Self, slack: f64) -> bool {
        other.x0 >= self.x0 - slack
            && other.y0 >= self.y0 - slack
            && other.x1 <= self.x1 + slack
            && other.y1 <= self.y1 + slack
    }

    /// Whether both share an area (or a line of it).
    pub(crate) fn meets(self, other: Self) -> bool {
        !self.intersect(other).is_empty()
    }

    /// Whether all edges agree within a slack in points.
    pub(crate) fn agrees(self, other: Self, slack: f64) -> bool {
        self.contains(other, slack) && other.contains(self, slack)
    }
}
