//! What a line costs (Knuth-Plass, "Desirability criteria"; TeX: The Program,
//! section 859).

use super::prepare::Point;
use super::setting::{Rules, Setting};
use super::{Fitness, Hyphen, LineWidths, Params, Pass};
use crate::unit::Length;

/// The highest ladder that can be asked for.
pub(super) const LADDER_LIMIT: usize = 4;

/// Cost of a line that does not fit, before its excess.
const OVERFULL: f64 = 1e12;

/// What a line needs to know of the line before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Before {
    pub fitness: Fitness,
    /// How many lines up to here end in a hyphen, at most the highest ladder.
    pub ladder: u8,
    /// Whether it ends at a forced break, or there is none.
    pub forced: bool,
}

impl Before {
    /// Before the first line.
    pub(super) const START: Self = Self { fitness: Fitness::Normal, ladder: 0, forced: true };
}

/// What is wrong with a line beside its spaces.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Blemishes {
    pub runt: bool,
    pub high_ladder: bool,
    pub page_end_hyphen: bool,
}

impl Blemishes {
    pub(super) fn count(self) -> usize {
        usize::from(self.runt) + usize::from(self.high_ladder) + usize::from(self.page_end_hyphen)
    }
}

/// The settings of one pass, resolved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Config<'a> {
    pub widths: &'a LineWidths,
    pub rules: Rules,
    /// Whether hyphens may be inserted.
    pub hyphens: bool,
    /// Whether the pass has to find something.
    pub last_resort: bool,
    /// The largest ratio that any pass but the last allows.
    pub widest: f64,
    /// From this line on lines are not told apart.
    pub distinct: usize,
    pub looseness: i32,
    /// Ways of more demerits are not gone.
    pub most: f64,
    line: f64,
    hyphen: f64,
    written: f64,
    ladder: f64,
    pub max_ladder: u8,
    fitness: f64,
    final_hyphen: f64,
    blemish: f64,
    expansion: f64,
    evenness: f64,
    min_last_line: i64,
    min_last_word: i64,
    min_last_group: i64,
}

impl<'a> Config<'a> {
    pub(super) fn new(params: &Params, widths: &'a LineWidths, pass: Pass) -> Self {
        let (tolerance, emergency) = match pass {
            Pass::Plain => (sane(params.tolerance_plain), Length::ZERO),
            Pass::Hyphens => (sane(params.tolerance), Length::ZERO),
            Pass::Wide => (sane(params.tolerance_wide), Length::ZERO),
            Pass::Emergency => (f64::INFINITY, params.emergency_stretch),
        };
        let rules = Rules::new(params, tolerance, emergency);
        let inserted =
            if rules.justified() { params.hyphen_penalty } else { params.ragged_hyphen_penalty };
        Self {
            widths,
            rules,
            hyphens: pass != Pass::Plain,
            last_resort: pass == Pass::Emergency,
            widest: sane(params.tolerance_plain)
                .max(sane(params.tolerance))
                .max(sane(params.tolerance_wide)),
            distinct: if params.looseness == 0 { widths.distinct() } else { usize::MAX },
            looseness: params.looseness,
            most: f64::INFINITY,
            line: sane(params.line_penalty),
            hyphen: sane(inserted),
            written: sane(params.written_hyphen_penalty),
            ladder: sane(params.ladder_demerits),
            max_ladder: params.max_ladder.clamp(1, LADDER_LIMIT as u8),
            fitness: if rules.justified() { sane(params.fitness_demerits) } else { 0.0 },
            final_hyphen: sane(params.final_hyphen_demerits),
            blemish: sane(params.blemish_demerits),
            expansion: sane(params.expansion_badness),
            evenness: sane(params.evenness),
            min_last_line: params.min_last_line.units(),
            min_last_word: params.min_last_word.units(),
            min_last_group: params.min_last_group.units(),
        }
    }

    /// Whether a search with a smaller tolerance can prove anything: no break
    /// may have a negative price, and the cheapest way has to be wanted.
    pub(super) fn can_narrow(&self, tolerance: f64, points: &[Point]) -> bool {
        self.rules.tolerance > tolerance
            && self.rules.tolerance < f64::INFINITY
            && self.looseness == 0
            && points.iter().all(|point| point.cost >= 0)
    }

    /// The same with a smaller tolerance.
    pub(super) const fn narrowed(mut self, tolerance: f64) -> Self {
        self.rules.tolerance = tolerance;
        self
    }

    /// What a line costs at least that is looser than this.
    pub(super) fn least_beyond(&self, tolerance: f64) -> f64 {
        let setting = Setting { cost: tolerance, ..Setting::default() };
        let line = self.line + self.badness(&setting);
        line * line
    }

    /// The same, looking only for ways of at most so many demerits: no line
    /// of theirs costs more alone.
    pub(super) fn bounded(mut self, demerits: f64) -> Self {
        self.most = demerits;
        let mut tolerance = self.rules.tolerance.min(1.0);
        while tolerance < self.rules.tolerance && self.least_beyond(tolerance) <= demerits {
            tolerance *= 1.2;
        }
        self.rules.tolerance = tolerance.min(self.rules.tolerance);
        self
    }

    /// Demerits of the line that ends at `end`.
    pub(super) fn demerits(
        &self,
        before: Before,
        end: &Point,
        setting: &Setting,
        blemishes: Blemishes,
    ) -> f64 {
        let mut demerits = self.own_demerits(end, setting);
        if end.hyphen != Hyphen::None && before.ladder > 0 {
            demerits += self.ladder;
        }
        if end.forced && before.ladder > 0 {
            demerits += self.final_hyphen;
        }
        if before.fitness.is_far_from(Fitness::of(setting.glue)) {
            demerits += self.fitness;
        }
        demerits + blemishes.count() as f64 * self.blemish
    }

    /// `(l + b)^2` and the squared penalty, added as TeX does rather than
    /// inside the square: a hyphen is no dearer on a line that is bad anyway.
    fn own_demerits(&self, end: &Point, setting: &Setting) -> f64 {
        let line = self.line + self.badness(setting);
        let demerits = line * line;
        let penalty = match end.hyphen {
            Hyphen::None => f64::from(end.cost),
            Hyphen::Written => f64::from(end.cost) + self.written,
            Hyphen::Inserted => f64::from(end.cost) + self.hyphen,
        };
        let squared = if penalty < 0.0 { -(penalty * penalty) } else { penalty * penalty };
        match setting.excess {
            0 if end.forced => demerits,
            0 => demerits + squared,
            excess => OVERFULL + excess as f64,
        }
    }

    /// Badness of a line: `100 |r|^3`, what unevenness costs on top of it, and
    /// a little for expansion.
    fn badness(&self, setting: &Setting) -> f64 {
        let ratio = setting.cost.abs();
        let expansion = self.expansion * setting.boxes * setting.boxes;
        100.0 * ratio * ratio * ratio + self.evenness * ratio + expansion
    }

    /// What is wrong with a line that ends at `end`.
    pub(super) fn blemishes(&self, before: Before, end: &Point, line: LineSize) -> Blemishes {
        let hyphen = end.hyphen != Hyphen::None;
        let short = line.width < self.min_last_line
            || line.spaces == 0 && line.width < self.min_last_word
            || line.spaces > 0 && line.gaps == 0 && line.width < self.min_last_group;
        Blemishes {
            runt: end.forced && !before.forced && short,
            high_ladder: hyphen && before.ladder >= self.max_ladder,
            page_end_hyphen: hyphen && !self.widths.allows_hyphen(line.index),
        }
    }

    /// What a line leaves to the next one.
    pub(super) fn after(&self, before: Before, end: &Point, setting: &Setting) -> Before {
        let ladder = match end.hyphen {
            Hyphen::None => 0,
            _ => before.ladder.saturating_add(1).min(self.max_ladder),
        };
        Before { fitness: Fitness::of(setting.glue), ladder, forced: end.forced }
    }

    /// By how much a way that is dearer so far can still become cheaper than
    /// another that ends at the same break in another state. If it is dearer
    /// by more it is of no use: the bound of TeX: The Program, section 836
    /// (classes within gamma of the best), extended to ladders.
    pub(super) fn most_made_up(&self, worse: (Fitness, u8), better: (Fitness, u8)) -> f64 {
        let fitness = if worse.0 == better.0 { 0.0 } else { self.fitness };
        fitness + f64::from(better.1.saturating_sub(worse.1)) * self.blemish
    }
}

/// The natural width and number of spaces of a line and its index; gaps are
/// the spaces that it could end at.
#[derive(Clone, Copy, Debug)]
pub(super) struct LineSize {
    pub width: i64,
    pub spaces: i32,
    pub gaps: i32,
    pub index: usize,
}

/// A cost that the search can rely on: not negative, not NaN, finite sums.
fn sane(cost: f64) -> f64 {
    match cost {
        _ if cost > 0.0 && cost < 1e15 => cost,
        _ if cost >= 1e15 => 1e15,
        _ => 0.0,
    }
}
