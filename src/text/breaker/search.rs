//! The search for the cheapest way through the legal breaks
//! (Knuth-Plass, "Introduction to the algorithm" and "The algorithm itself").

#[cfg(test)]
mod tests;

use super::arrivals::{Arrivals, Step};
use super::demerits::{Config, LineSize};
use super::nodes::{Active, Scratch};
use super::prepare::{Point, Sums};
use super::setting::{Setting, Target};
use super::{Hyphen, NEAR};

/// Tolerances to try before a wide one: few lines come near them, and the
/// work grows with the tolerance.
const NARROW: [f64; 2] = [NEAR as f64, 2.0];

/// What a search among near breaks says of a pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Nearby {
    /// The cheapest way of all.
    Found,
    /// The pass has no solution.
    Nothing,
    /// Looser lines might be cheaper.
    Unsure,
}

/// Finds the breaks with the fewest demerits under `config`, as indices into
/// `points`, the last one included. Gives by how many lines the looseness is
/// missed; none if the pass has no solution. Adds the lines looked at to
/// `steps`.
///
/// A wide tolerance is for the few paragraphs that need it. In all others a
/// narrow one finds a way that costs less than any single line beyond would,
/// which proves it the cheapest; or its cost says how far to look.
pub(super) fn search(
    points: &[Point],
    config: &Config,
    scratch: &mut Scratch,
    chosen: &mut Vec<usize>,
    steps: &mut u64,
) -> Option<usize> {
    chosen.clear();
    if points.is_empty() {
        return Some(0);
    }
    for tolerance in NARROW.into_iter().filter(|narrow| config.can_narrow(*narrow, points)) {
        let narrowed = config.narrowed(tolerance);
        let swept = sweep(points, &narrowed, scratch, steps);
        let Some(demerits) = swept.and_then(|()| scratch.least_demerits()) else { continue };
        if demerits > config.least_beyond(tolerance) {
            sweep_bounded(points, (&config.bounded(demerits), &narrowed), scratch, steps)?;
        }
        return end(config, scratch, chosen);
    }
    sweep(points, config, scratch, steps)?;
    end(config, scratch, chosen)
}

/// The same where only breaks within a ratio of [`NEAR`] are known.
pub(super) fn search_near(
    points: &[Point],
    config: &Config,
    scratch: &mut Scratch,
    chosen: &mut Vec<usize>,
    steps: &mut u64,
) -> Nearby {
    chosen.clear();
    let near = f64::from(NEAR);
    let narrow = config.can_narrow(near, points);
    if points.is_empty() || !narrow && config.rules.tolerance > near || config.looseness != 0 {
        return Nearby::Unsure;
    }
    let narrowed = if narrow { config.narrowed(near) } else { *config };
    let swept = sweep(points, &narrowed, scratch, steps);
    let cheapest = swept.and_then(|()| scratch.least_demerits());
    match cheapest {
        Some(demerits) if narrow && demerits > config.least_beyond(near) => Nearby::Unsure,
        Some(_) if end(config, scratch, chosen).is_some() => Nearby::Found,
        _ if narrow => Nearby::Unsure,
        _ => Nearby::Nothing,
    }
}

/// Sweeps within a bound that a narrow sweep has found. Where that does not come
/// to the end (hostile paragraphs have more nodes than are kept, or others
/// within a rounding error), the way of the narrow one is gone again.
fn sweep_bounded(
    points: &[Point],
    (bounded, narrowed): (&Config, &Config),
    scratch: &mut Scratch,
    steps: &mut u64,
) -> Option<()> {
    sweep(points, bounded, scratch, steps).or_else(|| sweep(points, narrowed, scratch, steps))
}

/// Traces the way to the end that is wanted; by how many lines the looseness
/// is missed.
fn end(config: &Config, scratch: &Scratch, chosen: &mut Vec<usize>) -> Option<usize> {
    let (last, missed) = scratch.pick(config.looseness)?;
    scratch.trace(last, chosen);
    Some(missed)
}

/// Goes through all points from first to last; none if no way leads there.
fn sweep(points: &[Point], config: &Config, scratch: &mut Scratch, steps: &mut u64) -> Option<()> {
    let Some(first) = points.first() else { return Some(()) };
    scratch.start(first, config);
    for (index, point) in points.iter().enumerate().skip(1) {
        if point.hyphen == Hyphen::Inserted && !point.forced && !config.hyphens {
            continue;
        }
        let reach = Reach::of(point, config);
        if reach.widest < scratch.opens && reach.least <= scratch.closes {
            continue; // too early for all nodes and too late for none
        }
        *steps += scratch.active.len() as u64;
        if !advance(points, (index, point), reach, config, scratch) {
            return None;
        }
    }
    Some(())
}

/// Between which widths a line that ends at a break can be set, counted from
/// the start of the paragraph. To be compared with what a node asks for;
/// with it most lines are judged without being set.
#[derive(Clone, Copy, Debug)]
struct Reach {
    widest: f64,
    least: i64,
}

impl Reach {
    fn of(point: &Point, config: &Config) -> Self {
        if point.forced {
            return Self { widest: f64::INFINITY, least: i64::MAX };
        }
        let widest = config.rules.widest(&point.before);
        let least = point.reach - config.rules.shrink(&point.before);
        Self { widest, least }
    }
}

/// Looks at all lines that could end at `point`, retires the nodes from which
/// nothing more can follow and adds the new ones. False if no node is left.
fn advance(
    points: &[Point],
    (index, point): (usize, &Point),
    reach: Reach,
    config: &Config,
    scratch: &mut Scratch,
) -> bool {
    let Scratch { active, fresh, nodes, table, .. } = scratch;
    let mut arrivals = Arrivals { index, point, config, nodes, fresh, table };
    let mut rescue: Option<(Active, Step)> = None;
    let mut line = usize::MAX;
    active.retain(|node| {
        if reach.widest < node.opens {
            return true;
        }
        if node.line != line {
            arrivals.settle(line);
            line = node.line;
        }
        let feasible = judge(config, node, point, points);
        if let Some(step) = feasible
            && step.demerits <= config.most
        {
            arrivals.offer(node, step);
        }
        let retired = reach.least > node.closes;
        if retired && feasible.is_none() && config.last_resort {
            let step = overfull(config, node, point, points);
            if rescue.is_none_or(|(_, least)| step.demerits < least.demerits) {
                rescue = Some((*node, step));
            }
        }
        !retired
    });
    arrivals.settle(line);
    // Nothing fits any more: the last resort takes the overfull line that
    // hurts least (TeX: The Program, section 854).
    if let Some((node, step)) = rescue
        && active.is_empty()
        && arrivals.fresh.is_empty()
    {
        arrivals.offer(&node, step);
        arrivals.settle(node.line);
    }
    scratch.merge();
    !scratch.active.is_empty()
}

/// The line from a node to a break if it is feasible.
fn judge(config: &Config, node: &Active, point: &Point, points: &[Point]) -> Option<Step> {
    if point.end <= node.start && !point.forced {
        return None; // nothing between the two breaks
    }
    let line = node.line_to(point, points);
    let setting = config.rules.set(&line, Target { width: node.width, fill: point.forced });
    let fits = setting.excess == 0 && setting.cost.abs() <= config.rules.tolerance;
    fits.then(|| price(config, node, point, &line, &setting))
}

/// The line from a node to a break that it does not fit.
fn overfull(config: &Config, node: &Active, point: &Point, points: &[Point]) -> Step {
    let line = node.line_to(point, points);
    let setting = config.rules.set(&line, Target { width: node.width, fill: point.forced });
    price(config, node, point, &line, &setting)
}

fn price(config: &Config, node: &Active, point: &Point, line: &Sums, setting: &Setting) -> Step {
    let before = node.before;
    let size =
        LineSize { width: line.width, spaces: line.spaces, gaps: line.gaps, index: node.line };
    let blemishes = config.blemishes(before, point, size);
    let demerits = node.demerits + config.demerits(before, point, setting, blemishes);
    Step { before: config.after(before, point, setting), demerits }
}
