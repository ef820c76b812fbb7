//! From chosen breaks to lines, and what is to be reported of them.

use super::demerits::{Before, Config, LineSize};
use super::prepare::{Point, Sums, signed};
use super::setting::Target;
use super::{Breaks, Fitness, Hyphen, Line, Pass, Report};
use crate::unit::Length;

/// Sets the lines that end at the `chosen` points, by the rules of `config`.
pub(super) fn lines(points: &[Point], chosen: &[usize], config: &Config, pass: Pass) -> Breaks {
    let mut breaks = Breaks { lines: Vec::with_capacity(chosen.len()), report: Report::new(pass) };
    let mut before = Before::START;
    let mut start = points.first();
    let mut ladder = 0;
    for end in chosen.iter().filter_map(|&index| points.get(index)) {
        let Some(from) = start else { break };
        let line = set_line(from, end, before, config, breaks.lines.len());
        ladder = if line.hyphenated { ladder + 1 } else { 0 };
        breaks.report.add(&line, ladder);
        before.fitness = line.fitness;
        before.ladder = ladder.min(usize::from(config.max_ladder)) as u8;
        before.forced = end.forced;
        breaks.lines.push(line);
        start = Some(end);
    }
    breaks
}

fn set_line(start: &Point, end: &Point, before: Before, config: &Config, index: usize) -> Line {
    let measure = config.widths.measure(index);
    let width = signed(measure.width);
    let empty = end.end <= start.start;
    let sums = if empty { Sums::default() } else { end.before.minus(&start.after) };
    let setting = config.rules.set(&sums, Target { width, fill: end.forced });
    let size = LineSize { width: sums.width, spaces: sums.spaces, gaps: sums.gaps, index };
    let blemishes = config.blemishes(before, end, size);
    let excess = (setting.excess > 0).then(|| Length::from_units(setting.excess));
    Line {
        start: start.start,
        end: end.end.max(start.start),
        break_at: end.item,
        glue_ratio: setting.glue,
        box_ratio: setting.boxes,
        natural: Length::from_units(sums.width),
        target: measure.width,
        indent: measure.indent,
        left: if empty { Length::ZERO } else { Length::from_units(start.left) },
        right: if empty { Length::ZERO } else { Length::from_units(end.right) },
        hyphenated: end.hyphen != Hyphen::None,
        overfull: excess,
        loose: setting.ratio > config.widest,
        runt: blemishes.runt,
        blemishes: blemishes.count(),
        fitness: Fitness::of(setting.glue),
        demerits: config.demerits(before, end, &setting, blemishes),
    }
}

impl Report {
    fn new(pass: Pass) -> Self {
        Self { pass, ..Self::default() }
    }

    fn add(&mut self, line: &Line, ladder: usize) {
        self.demerits += line.demerits;
        self.overfull += usize::from(line.overfull.is_some());
        self.loose += usize::from(line.loose);
        self.runts += usize::from(line.runt);
        self.blemishes += line.blemishes;
        self.ladder = self.ladder.max(ladder);
    }
}
