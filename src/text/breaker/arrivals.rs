//! The ways that arrive at one break, and which of them to keep.

use super::Fitness;
use super::demerits::{Before, Config, LADDER_LIMIT};
use super::nodes::{Active, Node};
use super::prepare::Point;

/// States of the ladder: none, and one to the highest.
const LADDERS: usize = LADDER_LIMIT + 1;

/// A line added to a way: the state it leaves and the demerits so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub before: Before,
    pub demerits: f64,
}

/// The cheapest way so far into one state at the break looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Candidate {
    demerits: f64,
    previous: usize,
}

/// The best ways into each state at one break for one line number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Table {
    slots: [Candidate; Fitness::COUNT * LADDERS],
    /// A bit for each slot in use.
    used: u32,
}

impl Table {
    fn offer(&mut self, before: Before, candidate: Candidate) {
        let index = before.fitness as usize * LADDERS + usize::from(before.ladder);
        let bit = 1 << index;
        if self.used & bit == 0 || candidate.demerits < self.slots[index].demerits {
            self.used |= bit;
            self.slots[index] = candidate;
        }
    }

    /// The slots in use with their states.
    fn entries(&self) -> impl Iterator<Item = ((Fitness, u8), Candidate)> {
        let mut left = self.used;
        std::iter::from_fn(move || {
            let index = left.trailing_zeros() as usize;
            let candidate = *self.slots.get(index)?;
            left &= left - 1;
            Some(((Fitness::ALL[index / LADDERS], (index % LADDERS) as u8), candidate))
        })
    }

    /// Whether another slot is so much cheaper that no later line could still
    /// prefer this one.
    fn dominates(&self, state: (Fitness, u8), demerits: f64, config: &Config) -> bool {
        self.entries().any(|(other, rival)| {
            rival.demerits < demerits
                && rival.demerits + config.most_made_up(state, other) <= demerits
        })
    }
}

/// The ways that arrive at one break: the best for each line number, fitness
/// class and ladder, of which those become nodes that later lines could
/// still prefer.
pub(super) struct Arrivals<'a> {
    pub index: usize,
    pub point: &'a Point,
    pub config: &'a Config<'a>,
    pub nodes: &'a mut Vec<Node>,
    pub fresh: &'a mut Vec<Active>,
    pub table: &'a mut Table,
}

impl Arrivals<'_> {
    pub(super) fn offer(&mut self, node: &Active, step: Step) {
        let candidate = Candidate { demerits: step.demerits, previous: node.node };
        self.table.offer(step.before, candidate);
    }

    /// Turns the best of what was offered for the line with this index into
    /// nodes.
    pub(super) fn settle(&mut self, line: usize) {
        let table = &*self.table;
        if table.used == 0 {
            return;
        }
        let next = line.saturating_add(1).min(self.config.distinct);
        let alone = table.used.is_power_of_two();
        for (state, Candidate { demerits, previous }) in table.entries() {
            if !alone && table.dominates(state, demerits, self.config) {
                continue;
            }
            let before = Before { fitness: state.0, ladder: state.1, forced: self.point.forced };
            let node = self.nodes.len();
            let point = (self.index, self.point);
            self.fresh.push(Active::new(point, next, before, demerits, node, self.config));
            self.nodes.push(Node { point: self.index, previous });
        }
        self.table.used = 0;
    }
}
