//! No page ends in a hyphen where that can be helped.
//!
//! Page breaks avoid a hyphen where another end costs little. Where one
//! remains, the paragraph is broken again with that line end closed to hyphens,
//! if it comes out as good (see [`Ease`]); else another end is taken that
//! leaves more of the page empty; else the paragraph may lose some of its
//! evenness. What is left after that is reported. Nothing is taken that needs
//! more pages or has other faults instead, each step leaves fewer hyphens than
//! the one before, and a flow without them is left alone.

use super::pages::{DEAR_HYPHEN, PagePlan, paginate, paginate_after};
use super::set::{Ease, Over, Rebreak, Setter};
use super::slice::Slice;
use super::turn::{self, Divided, Flow};

// The next three bound the work and were chosen by hand, not measured.

/// Settings are looked for in so many rounds: one moves what follows.
const ROUNDS: usize = 6;
/// So often what was moved to a page end is broken again as well.
const CHASE: usize = 3;
/// With more hyphens than this all or the steady ones are broken again at once:
/// in a book each change moves hundreds of pages.
const FEW: usize = 8;
/// A paragraph of more lines is left as it is: one closed line end makes the
/// breaker tell all lines before it apart. Chosen by hand: only low and narrow
/// pages have such paragraphs.
const MANY_LINES: usize = 300;

/// Sets a flow and divides it into pages.
pub(super) fn divide(setter: &mut Setter<'_>, flow: Flow<'_>) -> Divided {
    let mut divided = turn::divide(setter, flow);
    if hyphens(&divided.plans) > 0 {
        divided = mend(setter, flow, divided);
    }
    setter.diags.extend(std::mem::take(&mut divided.found));
    divided
}

fn mend(setter: &mut Setter<'_>, flow: Flow<'_>, divided: Divided) -> Divided {
    let mut mender = Mender { flow, best: divided, closed: Vec::new() };
    mender.rebreak_all(setter, Ease::TIDY);
    if mender.break_elsewhere(setter) {
        mender.rebreak_all(setter, Ease::TIDY);
    }
    mender.rebreak_all(setter, Ease::TOLERABLE);
    mender.best
}

/// The pages that end in a hyphen.
fn hyphens(plans: &[PagePlan]) -> usize {
    plans.iter().filter(|plan| plan.faults.hyphen).count()
}

/// A line of a block.
type LineOf = (usize, usize);

/// A paragraph broken again.
struct Rebroken {
    block: usize,
    /// Where its slices stand in the strip.
    place: std::ops::Range<usize>,
    slices: Vec<Slice>,
}

impl Rebroken {
    /// Whether everything that follows stays where it is.
    fn is_steady(&self) -> bool {
        self.slices.len() == self.place.len()
    }
}

struct Mender<'f> {
    flow: Flow<'f>,
    best: Divided,
    /// The line ends that are closed to hyphens, ascending.
    closed: Vec<LineOf>,
}

impl Mender<'_> {
    /// Breaks paragraphs again that leave a hyphen at a page end.
    fn rebreak_all(&mut self, setter: &mut Setter<'_>, ease: Ease) {
        for _ in 0..ROUNDS {
            if !self.chase(setter, ease) && !self.rebreak_some(setter, ease) {
                return;
            }
        }
    }

    /// Breaks all of them again, then those that this moves to a page end.
    fn chase(&mut self, setter: &mut Setter<'_>, ease: Ease) -> bool {
        let mut trial = Self { best: self.best.clone(), closed: self.closed.clone(), ..*self };
        let depth = if hyphens(&self.best.plans) > FEW { 1 } else { CHASE };
        for _ in 0..depth {
            let ends = trial.page_ends();
            let rebroken = trial.rebroken(setter, &ends, ease);
            let all: Vec<&Rebroken> = rebroken.iter().collect();
            let Some(found) = trial.replaced(&all).filter(|_| !all.is_empty()) else {
                return false;
            };
            trial.close(&ends, &all);
            trial.best = found;
            if is_better(&trial.best.plans, &self.best.plans) {
                *self = trial;
                return true;
            }
        }
        false
    }

    /// Breaks those again that move nothing, or one of them.
    fn rebreak_some(&mut self, setter: &mut Setter<'_>, ease: Ease) -> bool {
        let ends = self.page_ends();
        let rebroken = self.rebroken(setter, &ends, ease);
        let steady = rebroken.iter().filter(|new| new.is_steady()).collect();
        let few = if ends.len() > FEW { 0 } else { FEW };
        let singles = rebroken.iter().take(few).map(|new| vec![new]);
        for chosen in std::iter::once(steady).chain(singles) {
            if !chosen.is_empty() && self.take(self.replaced(&chosen)) {
                self.close(&ends, &chosen);
                return true;
            }
        }
        false
    }

    /// The blocks of some page ends broken again, as far as they can be.
    fn rebroken(&self, setter: &mut Setter<'_>, ends: &[LineOf], ease: Ease) -> Vec<Rebroken> {
        let mut closed = [&*self.closed, ends].concat();
        closed.sort_unstable();
        let mut blocks: Vec<usize> = ends.iter().map(|(block, _)| *block).collect();
        blocks.dedup();
        blocks.into_iter().filter_map(|block| self.rebreak(setter, block, &closed, ease)).collect()
    }

    /// Closes the ends of what was broken again.
    fn close(&mut self, ends: &[LineOf], rebroken: &[&Rebroken]) {
        let is_new = |end: &&LineOf| rebroken.iter().any(|new| new.block == end.0);
        self.closed.extend(ends.iter().filter(is_new));
        self.closed.sort_unstable();
        self.closed.dedup();
    }

    /// The lines of blocks that end pages in a hyphen, in order.
    fn page_ends(&self) -> Vec<LineOf> {
        let Divided { strip, plans, .. } = &self.best;
        let ends = plans.iter().filter(|plan| plan.faults.hyphen).map(|plan| plan.slices.end);
        let line = |end: usize| {
            let slice = end.checked_sub(1)?;
            let block = strip.block_of(slice)?;
            Some((block, slice - strip.starts.get(block)?))
        };
        ends.filter_map(line).collect()
    }

    /// A block broken again with its closed line ends.
    fn rebreak(
        &self,
        setter: &mut Setter<'_>,
        block: usize,
        closed: &[LineOf],
        ease: Ease,
    ) -> Option<Rebroken> {
        let Divided { strip, turned, .. } = &self.best;
        let place = strip.slices_of(block).filter(|place| place.len() <= MANY_LINES)?;
        let page_ends: Vec<usize> =
            closed.iter().filter(|(of, _)| *of == block).map(|(_, line)| *line).collect();
        let Flow { blocks, widths, .. } = self.flow;
        let turn = turned.map(|(turn, _)| turn);
        let over = turn.filter(|turn| turn.block == block).and_then(|turn| turn.slices);
        let rebreak = Rebreak {
            block: blocks.get(block)?,
            previous: block.checked_sub(1).and_then(|before| blocks.get(before)),
            over: over.map(|slices| Over { slices, width: widths.follow }),
            page_ends: &page_ends,
        };
        let mut slices = match turn {
            Some(turn) if block > turn.block => {
                setter.at_width(widths.follow, |setter| setter.rebreak(rebreak, ease))?
            }
            _ => setter.rebreak(rebreak, ease)?,
        };
        // What stands before the turn was counted.
        let counted = turn.is_some_and(|turn| block <= turn.block);
        if counted && slices.len() != place.len() {
            return None;
        }
        // What the blocks around it asked for.
        slices.first_mut()?.extra = strip.slices.get(place.start)?.extra;
        slices.last_mut()?.end = strip.slices.get(place.clone())?.last()?.end;
        Some(Rebroken { block, place, slices })
    }

    /// The best so far with paragraphs replaced, which are in order.
    fn replaced(&self, rebroken: &[&Rebroken]) -> Option<Divided> {
        let Divided { strip, turned, found, .. } = &self.best;
        let (mut strip, turned, found) = (strip.clone(), *turned, found.clone());
        for new in rebroken.iter().rev() {
            let (before, after) = (new.place.len(), new.slices.len());
            strip.slices.splice(new.place.clone(), new.slices.iter().cloned());
            for start in strip.starts.iter_mut().skip(new.block + 1) {
                *start = *start + after - before;
            }
        }
        let columns = self.flow.columns;
        let plans = match turned {
            Some((_, end)) => paginate_after(&strip, columns, end)?.1,
            None => paginate(&strip, columns),
        };
        Some(Divided { strip, plans, turned, found })
    }

    /// Takes what leaves fewer hyphens.
    fn take(&mut self, found: Option<Divided>) -> bool {
        let Some(found) = found else { return false };
        let better = is_better(&found.plans, &self.best.plans);
        if better {
            self.best = found;
        }
        better
    }

    /// Breaks pages elsewhere although they are left emptier.
    fn break_elsewhere(&mut self, setter: &mut Setter<'_>) -> bool {
        if hyphens(&self.best.plans) == 0 {
            return false;
        }
        self.flow.columns.hyphen = DEAR_HYPHEN;
        let mut moved = self.take(self.replaced(&[]));
        let turns_at_hyphen = self.best.turned.is_some()
            && self.best.plans.first().is_some_and(|plan| plan.faults.hyphen);
        if turns_at_hyphen {
            let width = setter.width;
            if self.take(Some(turn::divide(setter, self.flow))) {
                self.closed.clear();
                moved = true;
            } else {
                setter.width = width;
            }
        }
        moved
    }
}

/// Whether there are fewer hyphens and no other fault is there more often.
fn is_better(plans: &[PagePlan], than: &[PagePlan]) -> bool {
    let mut others = faults(plans).into_iter().zip(faults(than));
    hyphens(plans) < hyphens(than)
        && plans.len() <= than.len()
        && others.all(|(count, known)| count <= known)
}

/// How many pages have each of the other faults.
fn faults(plans: &[PagePlan]) -> [usize; 5] {
    let kinds: [fn(&PagePlan) -> bool; 5] = [
        |plan| plan.faults.orphan,
        |plan| plan.faults.widow,
        |plan| plan.faults.keep,
        |plan| plan.faults.edge,
        PagePlan::is_lonely,
    ];
    kinds.map(|has| plans.iter().filter(|plan| has(plan)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::slice::Faults;
    use crate::unit::Length;

    #[test]
    fn no_fault_is_taken_for_another() {
        let page = |slices, faults| PagePlan {
            slices,
            faults,
            ends_part: false,
            lines: 6,
            over: Length::ZERO,
        };
        let pages = |first, second| [page(0..6, first), page(6..12, second)];
        let fine = Faults::default();
        let hyphen = Faults { hyphen: true, ..fine };
        let widow = Faults { widow: true, ..fine };
        let orphan = Faults { orphan: true, ..fine };
        assert!(is_better(&pages(fine, widow), &pages(hyphen, widow)));
        assert!(is_better(&pages(widow, fine), &pages(hyphen, widow)));
        // An orphan costs less than a widow, and is another one's fault.
        assert!(!is_better(&pages(orphan, fine), &pages(hyphen, widow)));
        assert!(!is_better(&pages(hyphen, fine), &pages(fine, hyphen)));
        let mut lonely = pages(fine, fine);
        (lonely[1].ends_part, lonely[1].lines) = (true, 1);
        assert!(!is_better(&lonely, &pages(hyphen, fine)));
    }
}
