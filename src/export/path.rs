//! Paths as operators (ISO 32000-1, 8.5.2), on pages and in drawings.

use super::number::milli;
use crate::geom::{Path, Point, Segment};

/// Writes the segments of a path; `place` gives a point in thousandths of a
/// point of the space that is written in.
pub(super) fn write(out: &mut Vec<u8>, path: &Path, place: impl Fn(Point) -> (i64, i64)) {
    let put = |out: &mut Vec<u8>, at: Point, operator: &[u8]| point(out, place(at), operator);
    for segment in &path.segments {
        match *segment {
            Segment::Move(p) => put(out, p, b"m\n"),
            Segment::Line(p) => put(out, p, b"l\n"),
            Segment::Curve(a, b, c) => {
                put(out, a, b"");
                put(out, b, b"");
                put(out, c, b"c\n");
            }
            Segment::Close => out.extend_from_slice(b"h\n"),
        }
    }
}

/// Writes a point, in thousandths, and the operator after it.
pub(super) fn point(out: &mut Vec<u8>, (x, y): (i64, i64), operator: &[u8]) {
    milli(out, x);
    out.push(b' ');
    milli(out, y);
    out.push(b' ');
    out.extend_from_slice(operator);
}
