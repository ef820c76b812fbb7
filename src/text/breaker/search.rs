//! The search for the cheapest way through the legal breaks
//! (Knuth-Plass pp. 1137-1141 and 1156-1164).

use super::demerits::{Before, Config, LADDER_LIMIT, LineSize};
use super::prepare::{Point, Sums, signed};
use super::setting::{Setting, Target};
use super::{Fitness, Hyphen};

/// The most nodes kept active. Ordinary text needs some dozens; without a
/// limit a paragraph of boxes without width would take quadratic time.
const ACTIVE_LIMIT: usize = 512;

/// Marks the node of the paragraph start.
const NONE: usize = usize::MAX;

/// A way to end a line that the line after it can start from.
#[derive(Clone, Copy, Debug)]
struct Active {
    /// Sums at the start of the next line.
    after: Sums,
    /// First item of the next line.
    start: usize,
    /// Index of the next line, counted no further than `Config::distinct`.
    line: usize,
    before: Before,
    demerits: f64,
    node: usize,
}

/// A break on a way that is or was active, for tracing it back.
#[derive(Clone, Copy, Debug)]
struct Node {
    point: usize,
    previous: usize,
}

/// The cheapest way so far into one state at the break looked at.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    demerits: f64,
    previous: usize,
}

impl Candidate {
    const NONE: Self = Self { demerits: f64::INFINITY, previous: NONE };
}

/// Working memory of the search, reused from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    active: Vec<Active>,
    fresh: Vec<Active>,
    nodes: Vec<Node>,
}

/// Finds the breaks with the fewest demerits under `config`, as indices into
/// `points`, the last one included. Gives by how many lines the looseness is
/// missed; none if the pass has no solution. Adds the lines looked at to
/// `steps`.
pub(super) fn search(
    points: &[Point],
    config: &Config,
    scratch: &mut Scratch,
    chosen: &mut Vec<usize>,
    steps: &mut u64,
) -> Option<usize> {
    chosen.clear();
    let Some(first) = points.first() else { return Some(0) };
    scratch.start(first);
    let mut search = Search { config, scratch, steps };
    for (index, point) in points.iter().enumerate().skip(1) {
        if point.hyphen == Hyphen::Inserted && !point.forced && !config.hyphens {
            continue;
        }
        if !search.advance(index, point) {
            return None;
        }
    }
    let (last, missed) = search.scratch.pick(config.looseness)?;
    search.scratch.trace(last, chosen);
    Some(missed)
}

struct Search<'a> {
    config: &'a Config<'a>,
    scratch: &'a mut Scratch,
    steps: &'a mut u64,
}

impl Search<'_> {
    /// Looks at all lines that could end at `point`, retires the nodes from
    /// which nothing more can follow and adds the new ones. False if no node
    /// is left.
    fn advance(&mut self, index: usize, point: &Point) -> bool {
        let config = self.config;
        let Scratch { active, fresh, nodes } = &mut *self.scratch;
        *self.steps += active.len() as u64;
        let mut arrivals = Arrivals::new(index, point, config, nodes, fresh);
        let mut rescue: Option<(Active, Step)> = None;
        let mut line = NONE;
        let mut width = 0;
        active.retain(|node| {
            if node.line != line {
                arrivals.settle(line);
                line = node.line;
                width = signed(config.widths.measure(line).width);
            }
            match judge(config, node, point, width) {
                Verdict::Feasible(step) => {
                    arrivals.offer(node, step);
                    !point.forced
                }
                Verdict::NotHere => true,
                Verdict::NoMore(step) => {
                    if rescue.is_none_or(|(_, least)| step.demerits < least.demerits) {
                        rescue = Some((*node, step));
                    }
                    false
                }
            }
        });
        arrivals.settle(line);
        // Nothing fits any more: the last resort takes the overfull line that
        // hurts least (TeX's "artificial demerits").
        if let Some((node, step)) = rescue
            && config.last_resort
            && active.is_empty()
            && arrivals.fresh.is_empty()
        {
            arrivals.offer(&node, step);
            arrivals.settle(node.line);
        }
        self.scratch.merge();
        !self.scratch.active.is_empty()
    }
}

/// A line added to a way: the state it leaves and the demerits so far.
#[derive(Clone, Copy, Debug)]
struct Step {
    before: Before,
    demerits: f64,
}

/// What an active node comes to at a break.
enum Verdict {
    /// The line could end here.
    Feasible(Step),
    /// Not here, perhaps later.
    NotHere,
    /// Too long here and at all later breaks; what it costs all the same.
    NoMore(Step),
}

fn judge(config: &Config, node: &Active, point: &Point, width: i64) -> Verdict {
    let target = Target { width, fill: point.forced };
    let mut line = Sums::default();
    if point.end > node.start {
        line = point.before.minus(&node.after);
    } else if !point.forced {
        return Verdict::NotHere; // nothing between the two breaks
    }
    if config.rules.underfull(&line, target) {
        return Verdict::NotHere;
    }
    if !config.rules.overfull(&line, width) {
        let setting = config.rules.set(&line, target);
        return match setting.cost <= config.rules.tolerance {
            true => Verdict::Feasible(price(config, node, point, &line, &setting)),
            false => Verdict::NotHere,
        };
    }
    let reach = Sums { width: point.reach - node.after.width, ..line };
    if !point.forced && !config.rules.overfull(&reach, width) {
        return Verdict::NotHere;
    }
    let setting = config.rules.set(&line, target);
    Verdict::NoMore(price(config, node, point, &line, &setting))
}

fn price(config: &Config, node: &Active, point: &Point, line: &Sums, setting: &Setting) -> Step {
    let before = node.before;
    let size = LineSize { width: line.width, spaces: line.spaces, index: node.line };
    let blemishes = config.blemishes(before, point, size);
    let demerits = node.demerits + config.demerits(before, point, setting, blemishes);
    Step { before: config.after(before, point, setting), demerits }
}

/// The ways that arrive at one break: the best for each line number, fitness
/// class and ladder, of which those become nodes that later lines could
/// still prefer.
struct Arrivals<'a> {
    index: usize,
    point: &'a Point,
    config: &'a Config<'a>,
    nodes: &'a mut Vec<Node>,
    fresh: &'a mut Vec<Active>,
    best: [[Candidate; LADDER_LIMIT + 1]; Fitness::COUNT],
    any: bool,
}

impl<'a> Arrivals<'a> {
    fn new(
        index: usize,
        point: &'a Point,
        config: &'a Config<'a>,
        nodes: &'a mut Vec<Node>,
        fresh: &'a mut Vec<Active>,
    ) -> Self {
        let best = [[Candidate::NONE; LADDER_LIMIT + 1]; Fitness::COUNT];
        Self { index, point, config, nodes, fresh, best, any: false }
    }

    fn offer(&mut self, node: &Active, step: Step) {
        let slot = &mut self.best[step.before.fitness as usize][usize::from(step.before.ladder)];
        if step.demerits < slot.demerits {
            *slot = Candidate { demerits: step.demerits, previous: node.node };
            self.any = true;
        }
    }

    /// Turns the best of what was offered for the line with this index into
    /// nodes.
    fn settle(&mut self, line: usize) {
        if !self.any {
            return;
        }
        self.any = false;
        for fitness in Fitness::ALL {
            for ladder in 0..=self.config.max_ladder {
                let candidate = self.best[fitness as usize][usize::from(ladder)];
                if candidate.demerits < f64::INFINITY
                    && !self.dominated((fitness, ladder), candidate.demerits)
                {
                    self.add(line, fitness, ladder, candidate);
                }
            }
        }
        self.best = [[Candidate::NONE; LADDER_LIMIT + 1]; Fitness::COUNT];
    }

    fn dominated(&self, state: (Fitness, u8), demerits: f64) -> bool {
        Fitness::ALL.into_iter().any(|fitness| {
            (0..=self.config.max_ladder).any(|ladder| {
                let other = (fitness, ladder);
                let rival = self.best[fitness as usize][usize::from(ladder)].demerits;
                rival < demerits && rival + self.config.most_made_up(state, other) <= demerits
            })
        })
    }

    fn add(&mut self, line: usize, fitness: Fitness, ladder: u8, candidate: Candidate) {
        let Candidate { demerits, previous } = candidate;
        let before = Before { fitness, ladder, forced: self.point.forced };
        self.fresh.push(Active {
            after: self.point.after,
            start: self.point.start,
            line: line.saturating_add(1).min(self.config.distinct),
            before,
            demerits,
            node: self.nodes.len(),
        });
        self.nodes.push(Node { point: self.index, previous });
    }
}

impl Scratch {
    fn start(&mut self, first: &Point) {
        self.active.clear();
        self.fresh.clear();
        self.nodes.clear();
        self.active.push(Active {
            after: first.after,
            start: first.start,
            line: 0,
            before: Before::START,
            demerits: 0.0,
            node: NONE,
        });
    }

    /// Takes the new nodes in among the old, by line and then by place.
    fn merge(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        self.active.append(&mut self.fresh);
        if !self.active.is_sorted_by_key(|node| node.line) {
            self.active.sort_by_key(|node| node.line);
        }
        if self.active.len() > ACTIVE_LIMIT {
            self.thin();
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

    /// The node to end with: the cheapest, or of those whose number of lines
    /// is nearest to that of the cheapest plus `looseness` the cheapest
    /// (Knuth-Plass p. 1163). With it how many lines are missing or too many.
    fn pick(&self, looseness: i32) -> Option<(usize, usize)> {
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

    fn trace(&self, last: usize, chosen: &mut Vec<usize>) {
        let mut at = self.nodes.get(last);
        while let Some(node) = at {
            chosen.push(node.point);
            at = self.nodes.get(node.previous);
        }
        chosen.reverse();
    }
}
