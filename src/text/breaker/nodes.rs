//! The active nodes and the way back from them.

use super::arrivals::Table;
use super::demerits::{Before, Config};
use super::prepare::{Point, Sums, signed};

/// The most nodes kept active. Ordinary text needs some dozens; without a
/// limit a paragraph of boxes without width would take quadratic time.
const ACTIVE_LIMIT: usize = 512;

/// The node of the paragraph start, which is not listed.
const START: usize = usize::MAX;

/// A way to end a line that the line after it can start from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Active {
    /// What the end of a line must reach at its widest to be far enough.
    pub opens: f64,
    /// What the end of a line may reach at its least; beyond, the node is
    /// done with.
    pub closes: i64,
    /// Index of the next line, counted no further than `Config::distinct`.
    pub line: usize,
    /// Width of the next line.
    pub width: i64,
    /// First item of the next line.
    pub start: usize,
    /// The break that the next line starts after.
    point: usize,
    pub before: Before,
    pub demerits: f64,
    pub node: usize,
}

impl Active {
    pub(super) fn new(
        (index, point): (usize, &Point),
        line: usize,
        before: Before,
        demerits: f64,
        node: usize,
        config: &Config,
    ) -> Self {
        let width = signed(config.widths.measure(line).width);
        let opens = config.rules.opens(&point.after, width);
        let closes = config.rules.closes(&point.after, width);
        let start = point.start;
        Self { opens, closes, line, width, start, point: index, before, demerits, node }
    }

    /// The sums of the line from here to one of the `points`.
    pub(super) fn line_to(&self, point: &Point, points: &[Point]) -> Sums {
        match points.get(self.point) {
            Some(start) if point.end > self.start => point.before.minus(&start.after),
            _ => Sums::default(),
        }
    }
}

/// A break on a way that is or was active, for tracing it back.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub point: usize,
    pub previous: usize,
}

/// Working memory of the search, reused from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// By line and then by place.
    pub active: Vec<Active>,
    /// What the break looked at adds to them.
    pub fresh: Vec<Active>,
    pub nodes: Vec<Node>,
    pub table: Table,
    /// The least of what the active nodes ask for.
    pub opens: f64,
    pub closes: i64,
}

impl Scratch {
    pub(super) fn start(&mut self, first: &Point, config: &Config) {
        self.active.clear();
        self.fresh.clear();
        self.nodes.clear();
        self.fresh.push(Active::new((0, first), 0, Before::START, 0.0, START, config));
        self.merge();
    }

    /// Takes the new nodes in among the old.
    pub(super) fn merge(&mut self) {
        if !self.fresh.is_empty() {
            self.active.append(&mut self.fresh);
            if !self.active.is_sorted_by_key(|node| node.line) {
                self.active.sort_by_key(|node| node.line);
            }
            if self.active.len() > ACTIVE_LIMIT {
                self.thin();
            }
        }
        (self.opens, self.closes) = (f64::INFINITY, i64::MAX);
        for node in &self.active {
            // Never NaN; a plain comparison is a fraction of `f64::min`.
            if node.opens < self.opens {
                self.opens = node.opens;
            }
            self.closes = self.closes.min(node.closes);
        }
    }

    /// Of each two neighbours keeps the cheaper one. Only hostile paragraphs
    /// come here; all places stay covered, so no way out is lost.
    fn thin(&mut self) {
        let mut kept = 0;
        for pair in 0..self.active.len().div_ceil(2) {
            let first = self.active[2 * pair];
            let second = self.active.get(2 * pair + 1).copied().unwrap_or(first);
            self.active[kept] = if second.demerits < first.demerits { second } else { first };
            kept += 1;
        }
        self.active.truncate(kept);
    }

    /// The demerits of the cheapest way.
    pub(super) fn least_demerits(&self) -> Option<f64> {
        self.active.iter().map(|node| node.demerits).min_by(f64::total_cmp)
    }

    /// The node to end with: the cheapest, or of those whose number of lines
    /// is nearest to that of the cheapest plus `looseness` the cheapest
    /// ("More bells and whistles"; TeX: The Program, section 875). With it how
    /// many lines are missing or too many.
    pub(super) fn pick(&self, looseness: i32) -> Option<(usize, usize)> {
        let cheapest = |nodes: &mut dyn Iterator<Item = &Active>| {
            nodes.min_by(|a, b| a.demerits.total_cmp(&b.demerits)).copied()
        };
        let best = cheapest(&mut self.active.iter())?;
        if looseness == 0 {
            return Some((best.node, 0));
        }
        let offset = isize::try_from(looseness).unwrap_or(0);
        let wanted = best.line.saturating_add_signed(offset).max(1);
        let miss = self.active.iter().map(|node| node.line.abs_diff(wanted)).min()?;
        let mut nearest = self.active.iter().filter(|node| node.line.abs_diff(wanted) == miss);
        cheapest(&mut nearest).map(|node| (node.node, miss))
    }

    /// The points on the way to a node, from first to last.
    pub(super) fn trace(&self, last: usize, chosen: &mut Vec<usize>) {
        let mut at = self.nodes.get(last);
        while let Some(node) = at {
            chosen.push(node.point);
            at = self.nodes.get(node.previous);
        }
        chosen.reverse();
    }
}
