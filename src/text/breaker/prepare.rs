//! The legal breaks of a paragraph with the running sums on either side.
//!
//! Knuth-Plass, "The algorithm itself", keep running totals of width, stretch
//! and shrink so that each line is judged by differences; here they are
//! prefix sums, laid down once for all passes.

use super::{Hyphen, Item};
use crate::unit::Length;

/// Largest length of one item; keeps 2^20 items free of overflow.
const ITEM_LIMIT: i64 = 1 << 40;

/// Limit of a prefix sum, so that differences of two cannot overflow.
const SUM_LIMIT: i64 = 1 << 60;

/// Sums of no more items keep within their limit by themselves.
const FEW: usize = (SUM_LIMIT / ITEM_LIMIT) as usize;

/// Sums over all items before a place, in base units.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Sums {
    pub width: i64,
    pub glue_stretch: i64,
    pub glue_shrink: i64,
    pub box_stretch: i64,
    pub box_shrink: i64,
    pub spaces: i32,
    /// Spaces that the line could end at.
    pub gaps: i32,
}

impl Sums {
    /// Adds an item. A space that the line cannot end at joins what stands
    /// beside it: `2. Juli` has a space and no gap.
    fn add<const MANY: bool>(&mut self, item: &Item, after_box: bool) {
        match *item {
            Item::Box { width, stretch, shrink, .. } => {
                grow::<MANY>(&mut self.width, signed(width));
                grow::<MANY>(&mut self.box_stretch, positive(stretch));
                grow::<MANY>(&mut self.box_shrink, positive(shrink));
            }
            Item::Glue { width, stretch, shrink } => {
                grow::<MANY>(&mut self.width, signed(width));
                grow::<MANY>(&mut self.glue_stretch, positive(stretch));
                grow::<MANY>(&mut self.glue_shrink, positive(shrink));
                let space = i32::from(width > Length::ZERO);
                self.spaces += space;
                self.gaps += if after_box { space } else { 0 };
            }
            Item::Penalty { .. } => {}
        }
    }

    /// The sums of a line, from those at its end and its start.
    pub(super) const fn minus(&self, start: &Self) -> Self {
        Self {
            width: self.width - start.width,
            glue_stretch: self.glue_stretch - start.glue_stretch,
            glue_shrink: self.glue_shrink - start.glue_shrink,
            box_stretch: self.box_stretch - start.box_stretch,
            box_shrink: self.box_shrink - start.box_shrink,
            spaces: self.spaces - start.spaces,
            gaps: self.gaps - start.gaps,
        }
    }
}

fn grow<const MANY: bool>(sum: &mut i64, by: i64) {
    *sum += by;
    if MANY {
        *sum = (*sum).clamp(-SUM_LIMIT, SUM_LIMIT);
    }
}

/// A length within the limit for one item.
pub(super) fn signed(length: Length) -> i64 {
    length.units().clamp(-ITEM_LIMIT, ITEM_LIMIT)
}

fn positive(length: Length) -> i64 {
    length.units().clamp(0, ITEM_LIMIT)
}

/// A place where a line may end and the next one start.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Point {
    /// Index of the glue or penalty broken at; the number of items for the
    /// end of a paragraph without forced break.
    pub item: usize,
    /// One past the last item that stays on the line ending here.
    pub end: usize,
    /// First item of the line starting here.
    pub start: usize,
    /// Sums before `end`, with the width that the break adds less the right
    /// protrusion.
    pub before: Sums,
    /// Sums before `start`, less the width that the break adds there, with
    /// the left protrusion.
    pub after: Sums,
    /// Width before `end` less the largest protrusion of all: if this is too
    /// wide then so is every later end.
    pub reach: i64,
    /// How far the line ending here hangs out.
    pub right: i64,
    /// How far the line starting here hangs out.
    pub left: i64,
    /// What the break adds to the start of the next line.
    pub next: i64,
    /// Cost of the penalty, zero for glue.
    pub cost: i32,
    pub hyphen: Hyphen,
    pub forced: bool,
}

/// Fills `points` with the start of the paragraph, every legal break in
/// order, and the end as a forced break. No items give no points.
pub(super) fn legal_points(items: &[Item], points: &mut Vec<Point>) {
    if items.len() <= FEW { fill::<false>(items, points) } else { fill::<true>(items, points) }
}

fn fill<const MANY: bool>(items: &[Item], points: &mut Vec<Point>) {
    points.clear();
    let Some(first) = items.first() else { return };
    let mut sums = Sums::default();
    let mut tail = Tail::default();
    let mut after_box = false;
    points.push(Point { forced: true, ..Point::default() });
    // The paragraph starts with item 0 whatever that is: leading glue stays.
    let mut settled = start_points(points, 0, 0, sums, Some(first));
    for (index, item) in items.iter().enumerate() {
        if !item.is_discardable() {
            settled = start_points(points, settled, index, sums, Some(item));
        }
        if is_legal(item, after_box) {
            points.push(tail.point(index, item));
        }
        sums.add::<MANY>(item, after_box);
        if !item.is_discardable() {
            tail = Tail { end: index + 1, sums, right: right_protrusion(item) };
        }
        after_box = matches!(item, Item::Box { .. });
    }
    if !items.last().is_some_and(Item::is_forced) {
        points.push(tail.point(items.len(), &Item::forced_break()));
    }
    start_points(points, settled, items.len(), sums, None);
    let most = points.iter().map(|point| point.right).fold(0, i64::max);
    for point in points {
        point.reach -= most;
    }
}

/// The legal breaks ("Formulating the problem"): at a penalty that does not
/// forbid it, and at glue directly after a box.
const fn is_legal(item: &Item, after_box: bool) -> bool {
    match *item {
        Item::Glue { .. } => after_box,
        Item::Penalty { cost, .. } => cost < Item::FORBIDDEN,
        Item::Box { .. } => false,
    }
}

/// The end of the last item that does not vanish at a line end.
#[derive(Default)]
struct Tail {
    end: usize,
    sums: Sums,
    right: i64,
}

impl Tail {
    /// A break at an item, but for what follows it. Glue before a break
    /// vanishes, also before a penalty (TeX drops it only at the glue broken
    /// at).
    fn point(&self, index: usize, item: &Item) -> Point {
        let mut point = Point { item: index, end: self.end, right: self.right, ..Point::default() };
        let mut added = 0;
        if let Item::Penalty { cost, hyphen, width, right, next } = *item {
            added = signed(width);
            (point.hyphen, point.next, point.forced) = (hyphen, signed(next), item.is_forced());
            if hyphen == Hyphen::Inserted {
                point.right = signed(right);
            }
            if !point.forced {
                point.cost = cost;
            }
        }
        point.before = self.sums;
        point.before.width += added - point.right;
        point.reach = self.sums.width + added.min(0);
        point
    }
}

/// Completes the right side of the points from `from` on: the next line
/// starts at item `index`, the first that does not vanish there. Returns how
/// many points are complete.
fn start_points(
    points: &mut [Point],
    from: usize,
    index: usize,
    sums: Sums,
    item: Option<&Item>,
) -> usize {
    for point in points.iter_mut().skip(from) {
        point.start = index;
        point.left = if point.next == 0 { item.map_or(0, left_protrusion) } else { 0 };
        point.after = sums;
        point.after.width += point.left - point.next;
    }
    points.len()
}

fn left_protrusion(item: &Item) -> i64 {
    if let Item::Box { left, .. } = item { signed(*left) } else { 0 }
}

fn right_protrusion(item: &Item) -> i64 {
    if let Item::Box { right, .. } = item { signed(*right) } else { 0 }
}
