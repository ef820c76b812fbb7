//! The search for the cheapest way through the legal breaks
//! (Knuth-Plass, "Introduction to the algorithm" and "The algorithm itself").

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
        // A way to the end is known. Where a sweep with a bound does not come
        // there (hostile paragraphs have more nodes than are kept, or others
        // within a rounding error), that way is gone again.
        if demerits > config.least_beyond(tolerance)
            && sweep(points, &config.bounded(demerits), scratch, steps).is_none()
        {
            sweep(points, &narrowed, scratch, steps)?;
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

#[cfg(test)]
mod tests {
    use super::super::prepare::legal_points;
    use super::super::{Item, LineWidths, Params, Pass};
    use super::*;
    use crate::unit::Length;
    use proptest::prelude::*;

    #[test]
    fn no_points_give_no_lines_after_another_paragraph() {
        let word = Item::rigid(Length::mm(10));
        let space = Item::glue(Length::mm(2), Length::mm(1), Length::mm(1));
        let mut points = Vec::new();
        legal_points(&[word, space, word, space, word], &mut points);
        let widths = LineWidths::uniform(Length::mm(22));
        let params = Params { blemish_demerits: 0.0, ..Params::default() };
        let config = Config::new(&params, &widths, Pass::Wide);
        let (mut scratch, mut chosen, mut steps) = (Scratch::default(), Vec::new(), 0);
        assert_eq!(search(&points, &config, &mut scratch, &mut chosen, &mut steps), Some(0));
        assert_eq!(chosen.len(), 2);
        steps = 0;
        assert_eq!(search(&[], &config, &mut scratch, &mut chosen, &mut steps), Some(0));
        assert_eq!((chosen.len(), steps), (0, 0));
    }

    /// Words of parts that hyphens may part, some spaces that stretch a lot.
    fn paragraph() -> impl Strategy<Value = Vec<Item>> {
        let word = prop::collection::vec(3_i64..40, 1..5);
        prop::collection::vec((word, 1_i64..12), 1..200).prop_map(|words| {
            let mut items = Vec::new();
            for (parts, stretch) in words {
                for (index, width) in parts.into_iter().enumerate() {
                    if index > 0 {
                        items.push(Item::hyphen(Length::pt(4), Length::pt(2)));
                    }
                    let (width, give) = (Length::pt(width), Length::pt(width) / 50);
                    items.push(Item::flexible(width, give, give / 2));
                }
                items.push(Item::glue(Length::pt(4), Length::pt(stretch), Length::pt(1)));
            }
            items.pop();
            items
        })
    }

    proptest! {
        #[test]
        fn narrow_and_bounded_sweeps_are_no_worse_than_the_whole_one(
            items in paragraph(),
            (width, first) in (60_i64..400, 60_i64..400),
            page_ends in prop::collection::vec(0_usize..40, 0..4),
            (ragged, hyphen_penalty) in (any::<bool>(), 30.0..500.0),
        ) {
            let params =
                Params { hyphen_penalty, tolerance: 5.0, evenness: 50.0, ..Params::default() };
            let params = if ragged { params.ragged(Length::pt(40)) } else { params };
            let widths = LineWidths::indented(Length::pt(width), Length::pt(width - first))
                .without_hyphen_after(page_ends);
            let config = Config::new(&params, &widths, Pass::Hyphens);
            let (mut points, mut chosen, mut steps) = (Vec::new(), Vec::new(), 0);
            legal_points(&items, &mut points);
            let mut scratch = Scratch::default();
            let whole = sweep(&points, &config, &mut scratch, &mut steps)
                .and_then(|()| scratch.least_demerits());
            let found = search(&points, &config, &mut scratch, &mut chosen, &mut steps)
                .and_then(|_| scratch.least_demerits());
            // The whole one keeps no more nodes than others and may miss the best.
            if let Some(whole) = whole {
                let found = found.unwrap_or(f64::INFINITY);
                prop_assert!(found <= whole * (1.0 + 1e-9), "{} above {}", found, whole);
            }
        }
    }
}
