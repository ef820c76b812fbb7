//! Points, sizes, rectangles and paths in [`Length`], x to the right and y down.
//!
//! The origin of a page is the top left corner of its trim box; the bleed
//! lies at negative coordinates.

use crate::unit::Length;

/// A position on the page.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Point {
    /// Distance from the left trim edge.
    pub x: Length,
    /// Distance from the top trim edge, growing downwards.
    pub y: Length,
}

impl Point {
    /// The top left corner of the trim box.
    pub const ORIGIN: Self = Self { x: Length::ZERO, y: Length::ZERO };

    /// A point from its coordinates.
    pub const fn new(x: Length, y: Length) -> Self {
        Self { x, y }
    }

    /// This point moved by a distance.
    pub fn shifted(self, dx: Length, dy: Length) -> Self {
        Self { x: self.x + dx, y: self.y + dy }
    }
}

/// A width and a height.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Size {
    /// Horizontal extent.
    pub width: Length,
    /// Vertical extent.
    pub height: Length,
}

impl Size {
    /// A size from its extents.
    pub const fn new(width: Length, height: Length) -> Self {
        Self { width, height }
    }
}

/// A rectangle by its top left corner and size.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Rect {
    /// Top left corner.
    pub origin: Point,
    /// Extents.
    pub size: Size,
}

impl Rect {
    /// A rectangle from its edges and extents.
    pub const fn new(x: Length, y: Length, width: Length, height: Length) -> Self {
        Self { origin: Point::new(x, y), size: Size::new(width, height) }
    }

    /// The left edge.
    pub const fn left(self) -> Length {
        self.origin.x
    }

    /// The top edge.
    pub const fn top(self) -> Length {
        self.origin.y
    }

    /// The right edge.
    pub fn right(self) -> Length {
        self.origin.x + self.size.width
    }

    /// The bottom edge.
    pub fn bottom(self) -> Length {
        self.origin.y + self.size.height
    }

    /// The smallest rectangle that holds both.
    pub fn union(self, other: Self) -> Self {
        let left = self.left().min(other.left());
        let top = self.top().min(other.top());
        let right = self.right().max(other.right());
        let bottom = self.bottom().max(other.bottom());
        Self::new(left, top, right - left, bottom - top)
    }
}

/// One length for each side.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Sides {
    /// Left.
    pub left: Length,
    /// Top.
    pub top: Length,
    /// Right.
    pub right: Length,
    /// Bottom.
    pub bottom: Length,
}

impl Sides {
    /// The same length on all sides.
    pub const fn splat(length: Length) -> Self {
        Self { left: length, top: length, right: length, bottom: length }
    }
}

/// One step of a path; coordinates are absolute page positions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Segment {
    /// Start a new subpath.
    Move(Point),
    /// A straight line.
    Line(Point),
    /// A cubic Bézier curve: two control points and the end.
    Curve(Point, Point, Point),
    /// Close the subpath.
    Close,
}

/// A vector path.
#[derive(Clone, PartialEq, Eq, Hash, Default, Debug)]
pub struct Path {
    /// Its steps in order.
    pub segments: Vec<Segment>,
}

impl Path {
    /// The rectangle around all points, control points included.
    pub fn bounds(&self) -> Option<Rect> {
        let corners = self.segments.iter().flat_map(|segment| match *segment {
            Segment::Move(p) | Segment::Line(p) => [Some(p), None, None],
            Segment::Curve(a, b, c) => [Some(a), Some(b), Some(c)],
            Segment::Close => [None; 3],
        });
        let points = corners.flatten().map(|p| Rect::new(p.x, p.y, Length::ZERO, Length::ZERO));
        points.reduce(Rect::union)
    }

    /// A closed rectangle.
    pub fn rect(rect: Rect) -> Self {
        let (left, top, right, bottom) = (rect.left(), rect.top(), rect.right(), rect.bottom());
        Self {
            segments: vec![
                Segment::Move(Point::new(left, top)),
                Segment::Line(Point::new(right, top)),
                Segment::Line(Point::new(right, bottom)),
                Segment::Line(Point::new(left, bottom)),
                Segment::Close,
            ],
        }
    }
}
