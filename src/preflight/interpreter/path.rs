//! Path construction: curves are flattened at once, in page space.

use super::matrix::{Bounds, Matrix, Pt};

/// Straight pieces of one curve. Bounds of a curve flattened into 16 are
/// short by less than 0.2 % of its extent.
const CURVE_STEPS: usize = 16;

/// The current path in default user space.
#[derive(Clone, Debug, Default)]
pub(super) struct PathBuilder {
    pub subpaths: Vec<Vec<Pt>>,
    /// Current point in the space of the operators.
    current: Pt,
    start: Pt,
    /// Points since the last call of `take_points`.
    added: usize,
}

impl PathBuilder {
    fn push(&mut self, ctm: Matrix, point: Pt) {
        self.added += 1;
        let mapped = ctm.apply(point);
        match self.subpaths.last_mut() {
            Some(subpath) => subpath.push(mapped),
            None => self.subpaths.push(vec![mapped]),
        }
        self.current = point;
    }

    pub(super) fn move_to(&mut self, ctm: Matrix, point: Pt) {
        self.subpaths.push(Vec::new());
        self.push(ctm, point);
        self.start = point;
    }

    pub(super) fn line_to(&mut self, ctm: Matrix, point: Pt) {
        self.push(ctm, point);
    }

    pub(super) fn curve_to(&mut self, ctm: Matrix, c1: Pt, c2: Pt, end: Pt) {
        let from = self.current;
        for step in 1..CURVE_STEPS {
            let t = step as f64 / CURVE_STEPS as f64;
            let u = 1.0 - t;
            let weight = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            let point = (weight(from.0, c1.0, c2.0, end.0), weight(from.1, c1.1, c2.1, end.1));
            self.push(ctm, point);
        }
        self.push(ctm, end);
    }

    pub(super) fn rect(&mut self, ctm: Matrix, x: f64, y: f64, w: f64, h: f64) {
        self.move_to(ctm, (x, y));
        self.line_to(ctm, (x + w, y));
        self.line_to(ctm, (x + w, y + h));
        self.line_to(ctm, (x, y + h));
        self.close(ctm);
    }

    pub(super) fn close(&mut self, ctm: Matrix) {
        if !self.subpaths.is_empty() {
            let start = self.start;
            self.push(ctm, start);
        }
    }

    pub(super) fn current(&self) -> Pt {
        self.current
    }

    pub(super) fn bounds(&self) -> Bounds {
        self.subpaths.iter().flatten().fold(Bounds::EMPTY, |b, p| b.with(*p))
    }

    /// Number of points added since the last call.
    pub(super) fn take_points(&mut self) -> usize {
        std::mem::take(&mut self.added)
    }
}

/// A stroke as filled quadrilaterals, one for each straight piece; caps and
/// joins are left out.
pub(super) fn stroke_outline(subpaths: &[Vec<Pt>], width: f64) -> Vec<Vec<Pt>> {
    let half = width / 2.0;
    let pieces = subpaths.iter().flat_map(|s| s.windows(2));
    pieces
        .filter_map(|piece| {
            let &[(ax, ay), (bx, by)] = piece else { return None };
            let (dx, dy) = (bx - ax, by - ay);
            let length = (dx * dx + dy * dy).sqrt();
            if !(length > 0.0) {
                return None;
            }
            let (nx, ny) = (-dy / length * half, dx / length * half);
            Some(vec![(ax + nx, ay + ny), (bx + nx, by + ny), (bx - nx, by - ny), (ax - nx, ay - ny)])
        })
        .collect()
}
