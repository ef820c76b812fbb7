//! The rule tables. Each rule is one row: what it is, where it comes from,
//! how sure that is, how bad a breach is, what to do, and one check over the
//! gathered facts. `PDF_X4.md` is the ledger of all rows.

mod bleed;
mod boxes;
mod color;
mod document;
mod file;
mod fonts;
mod graphics;
mod gwg_color;
mod gwg_image;
mod gwg_page;
mod gwg_text;
mod intent;
mod metadata;
mod reading;

use super::facts::{Facts, Page};
use super::ink::Coverage;
use super::interpreter::matrix::Bounds;
use super::preset::Preset;
use super::report::{Finding, Spot};
use crate::diag::Severity;
use crate::geom::Rect;
use crate::unit::Length;

/// How well a rule is founded. ISO 15930-7 itself was not at hand.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize)]
pub enum Confidence {
    /// Application-note text and at least two independent implementations agree.
    High,
    /// One source, or inference.
    Medium,
    /// Weakly founded.
    Low,
}

impl Confidence {
    /// As in the ledger: H, M or L.
    pub const fn letter(self) -> char {
        match self {
            Self::High => 'H',
            Self::Medium => 'M',
            Self::Low => 'L',
        }
    }
}

/// One row of the rule tables.
#[derive(Debug)]
pub struct Rule {
    /// Stable identifier, e.g. `GWG-R0009`.
    pub id: &'static str,
    /// Who published it.
    pub source: &'static str,
    /// How well it is founded.
    pub confidence: Confidence,
    /// How bad a breach is, unless the preset says otherwise.
    pub severity: Severity,
    /// The rule in one line.
    pub text: &'static str,
    /// What to do about a breach.
    pub remedy: &'static str,
    pub(crate) check: fn(&Context<'_, '_, '_>, &mut Hits<'_>),
}

/// What checks look at.
pub(crate) struct Context<'c, 'p, 'a> {
    pub facts: &'c Facts<'p, 'a>,
    pub preset: &'c Preset,
    /// The ink raster, if it was asked for.
    pub coverage: &'c [Coverage],
}

/// Findings of one rule that say different things are listed up to this
/// number, and so are the places of one finding; what is more is counted.
const MAX_HITS: usize = 25;

/// Collects the findings of one rule.
pub(crate) struct Hits<'r> {
    rule: &'r Rule,
    severity: Severity,
    /// Each with its last place, which may be more than a finding names.
    found: Vec<(Finding, Spot)>,
    suppressed: usize,
}

impl Hits<'_> {
    /// A breach of the file as a whole.
    pub(crate) fn file(&mut self, message: impl Into<String>) {
        self.push(None, None, message.into());
    }

    /// A breach of a page as a whole.
    pub(crate) fn page(&mut self, page: &Page, message: impl Into<String>) {
        self.push(Some(page.number), None, message.into());
    }

    /// A breach at a place.
    pub(crate) fn at(&mut self, page: &Page, bounds: Bounds, message: impl Into<String>) {
        self.push(Some(page.number), Some(page.place(bounds)), message.into());
    }

    fn push(&mut self, page: Option<usize>, place: Option<Rect>, message: String) {
        let spot = Spot { page, place };
        if let Some((finding, last)) = self.found.iter_mut().find(|(f, _)| f.message == message) {
            return add(finding, last, spot);
        }
        if self.found.len() >= MAX_HITS {
            self.suppressed += 1;
            return;
        }
        let finding = Finding {
            rule: self.rule.id,
            source: self.rule.source,
            severity: self.severity,
            spots: vec![spot],
            count: 1,
            message,
            remedy: self.rule.remedy,
        };
        self.found.push((finding, spot));
    }

    fn finish(self) -> Vec<Finding> {
        let mut found: Vec<Finding> = self.found.into_iter().map(|(finding, _)| finding).collect();
        if self.suppressed > 0 {
            let message = format!("{} more findings of this rule are not listed", self.suppressed);
            let spots = vec![Spot { page: None, place: None }];
            let last = found.last().cloned();
            found.extend(last.map(|last| Finding { spots, count: 1, message, ..last }));
        }
        found
    }
}

/// The same thing said of one more place. Neighbouring pieces count once: in
/// the same place, and along a line, since some makers show every glyph on its
/// own.
fn add(finding: &mut Finding, last: &mut Spot, spot: Spot) {
    if *last == spot || finding.spots.contains(&spot) {
        return;
    }
    let is_named = finding.count == finding.spots.len();
    match joined(last.place, spot.place).filter(|_| last.page == spot.page) {
        Some(both) => {
            last.place = Some(both);
            finding.spots.last_mut().filter(|_| is_named).into_iter().for_each(|s| *s = *last);
        }
        None => {
            *last = spot;
            finding.count += 1;
            if finding.spots.len() < MAX_HITS {
                finding.spots.push(spot);
            }
        }
    }
}

/// Height up to which pieces may belong to one line.
const MAX_LINE: Length = Length::mm(20);

/// The place of two pieces that stand side by side on one line.
fn joined(a: Option<Rect>, b: Option<Rect>) -> Option<Rect> {
    let (a, b) = (a?, b?);
    let height = a.size.height.max(b.size.height);
    let near = |x: Length, y: Length| (x - y).abs() * 2 <= height;
    let level = near(a.top(), b.top()) && near(a.bottom(), b.bottom());
    let gap = b.left().max(a.left()) - a.right().min(b.right());
    if height > MAX_LINE || !level || gap * 2 > height {
        return None;
    }
    let (left, top) = (a.left().min(b.left()), a.top().min(b.top()));
    let (right, bottom) = (a.right().max(b.right()), a.bottom().max(b.bottom()));
    Some(Rect::new(left, top, right - left, bottom - top))
}

const TABLES: [&[Rule]; 14] = [
    reading::RULES,
    file::RULES,
    metadata::RULES,
    intent::RULES,
    boxes::RULES,
    color::RULES,
    graphics::RULES,
    document::RULES,
    fonts::RULES,
    gwg_page::RULES,
    gwg_text::RULES,
    gwg_color::RULES,
    gwg_image::RULES,
    bleed::RULES,
];

/// All rules in the order of the ledger.
pub fn all() -> impl Iterator<Item = &'static Rule> + Clone {
    TABLES.iter().flat_map(|table| table.iter())
}

/// The rule of an identifier.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}

/// Runs every rule that the preset has not switched off.
pub(crate) fn run(context: &Context<'_, '_, '_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in all() {
        let Some(severity) = context.preset.severity(rule) else { continue };
        let mut hits = Hits { rule, severity, found: Vec::new(), suppressed: 0 };
        (rule.check)(context, &mut hits);
        findings.extend(hits.finish());
    }
    findings
}

/// A single finding of a file that cannot be judged further.
pub(crate) fn verdict(preset: &Preset, id: &str, message: String) -> Vec<Finding> {
    let Some(rule) = find(id) else { return Vec::new() };
    let severity = preset.severity(rule).unwrap_or(Severity::Error);
    let mut hits = Hits { rule, severity, found: Vec::new(), suppressed: 0 };
    hits.file(message);
    hits.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect([left, top, width, height]: [i64; 4]) -> Option<Rect> {
        let [left, top, width, height] = [left, top, width, height].map(Length::mm);
        Some(Rect::new(left, top, width, height))
    }

    #[test]
    fn glyphs_of_a_line_are_one_finding_and_lines_are_not() {
        let first = rect([20, 20, 2, 4]);
        assert_eq!(joined(first, rect([23, 20, 2, 4])), rect([20, 20, 5, 4]));
        for other in [[30, 20, 2, 4], [20, 25, 2, 4], [23, 20, 2, 40]] {
            assert_eq!(joined(first, rect(other)), None, "{other:?}");
        }
        assert_eq!(joined(first, None), None);
    }

    #[test]
    fn the_same_thing_in_many_places_is_one_finding_with_a_count() {
        let rule = find("X4-C1.rgb").expect("a rule");
        let mut hits = Hits { rule, severity: Severity::Error, found: Vec::new(), suppressed: 0 };
        for line in 0..40 {
            hits.push(Some(1), rect([20, 10 * line, 50, 4]), "RGB".to_owned());
            hits.push(Some(1), rect([20, 10 * line, 50, 4]), "RGB".to_owned());
        }
        hits.push(Some(2), None, "Lab".to_owned());
        let found = hits.finish();
        let counts: Vec<_> = found.iter().map(|f| (f.count, f.spots.len())).collect();
        assert_eq!(counts, [(40, MAX_HITS), (1, 1)]);
    }
}
