//! Placeholders of frames and lines: `{organisation}`, `Seite {page} von {pages}`.
//!
//! Braces that are no placeholder: `{{` and `}}` stand for one brace, and
//! `{...}` right after `]` belongs to a language span of the inline dialect.

use std::ops::Range;

/// What a placeholder stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Placeholder {
    /// The organisation of the letterhead, or the release's own.
    Organisation,
    /// What the release is called ("Medieninformation").
    Kind,
    /// The running number, in the house's form.
    Number,
    /// The date, in the house's form.
    Date,
    /// The place of the dateline.
    Place,
    /// The number of the page.
    Page,
    /// How many pages there are.
    Pages,
    /// The headline, forced breaks as spaces.
    Headline,
    /// The embargo sentence.
    Embargo,
    /// Who answers for the release.
    Responsible,
}

/// Name and meaning, in the order of the documentation.
const TABLE: &[(&str, Placeholder)] = &[
    ("organisation", Placeholder::Organisation),
    ("kind", Placeholder::Kind),
    ("number", Placeholder::Number),
    ("date", Placeholder::Date),
    ("place", Placeholder::Place),
    ("page", Placeholder::Page),
    ("pages", Placeholder::Pages),
    ("headline", Placeholder::Headline),
    ("embargo", Placeholder::Embargo),
    ("responsible", Placeholder::Responsible),
];

/// All names, for hints and documentation.
pub const NAMES: &[&str] = &[
    "organisation",
    "kind",
    "number",
    "date",
    "place",
    "page",
    "pages",
    "headline",
    "embargo",
    "responsible",
];

/// A piece of a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part<'t> {
    /// Text as written; `range` is its place in the template.
    Literal {
        /// The text, doubled braces already single.
        text: &'t str,
        /// Byte range in the template.
        range: Range<usize>,
    },
    /// To be filled in; `range` includes the braces.
    Value {
        /// What stands here.
        placeholder: Placeholder,
        /// Byte range in the template.
        range: Range<usize>,
    },
}

/// A placeholder that nobody knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown<'t> {
    /// Its name as written.
    pub name: &'t str,
    /// Byte range in the template, braces included.
    pub range: Range<usize>,
}

/// The parts of a template in order. Unknown placeholders stay literal; a
/// checked layout has none.
pub fn parse(template: &str) -> Vec<Part<'_>> {
    let pieces = Scanner { template, at: 0 };
    pieces
        .map(|piece| match (piece.name, known(piece.name.unwrap_or(""))) {
            (Some(_), Some(placeholder)) => Part::Value { placeholder, range: piece.range },
            _ => Part::Literal { text: piece.text, range: piece.range },
        })
        .collect()
}

/// The placeholders of a template that nobody knows.
pub fn unknown(template: &str) -> Vec<Unknown<'_>> {
    Scanner { template, at: 0 }
        .filter_map(|piece| {
            let name = piece.name.filter(|name| known(name).is_none())?;
            Some(Unknown { name, range: piece.range })
        })
        .collect()
}

/// The template with every placeholder replaced by `value`. An empty one takes
/// the separator after it along, and at the end the one before it: without a
/// place, `{place}, {date}` is the date alone. `None` when there are
/// placeholders and all of them are empty: such a line vanishes.
pub fn expand(template: &str, mut value: impl FnMut(Placeholder) -> String) -> Option<String> {
    let mut text = String::with_capacity(template.len());
    let (mut asked, mut filled) = (false, false);
    // Whether nothing followed an empty value yet, and where the last value ended.
    let (mut empty, mut end) = (false, 0);
    for part in parse(template) {
        match part {
            Part::Literal { text: literal, .. } => {
                let first = text.is_empty();
                let goes = |c: char| separates(c) || (first && c == '.');
                let shown = if empty { literal.trim_start_matches(goes) } else { literal };
                text.push_str(shown);
                empty &= shown.is_empty();
            }
            Part::Value { placeholder, .. } => {
                let value = value(placeholder);
                asked = true;
                empty = value.is_empty();
                filled |= !empty;
                text.push_str(&value);
                end = if empty { end } else { text.len() };
            }
        }
    }
    if empty {
        let kept = text.get(end..).unwrap_or_default().trim_end_matches(separates).len();
        text.truncate(end + kept);
    }
    (filled || !asked).then_some(text)
}

/// Whether a character stands between values and says nothing by itself.
fn separates(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '/' | '·' | '•' | '–' | '—' | '-')
}

fn known(name: &str) -> Option<Placeholder> {
    TABLE.iter().find(|(known, _)| *known == name).map(|(_, placeholder)| *placeholder)
}

struct Piece<'t> {
    text: &'t str,
    /// The name inside the braces, when it is a placeholder.
    name: Option<&'t str>,
    range: Range<usize>,
}

struct Scanner<'t> {
    template: &'t str,
    at: usize,
}

impl<'t> Scanner<'t> {
    fn piece(&mut self, end: usize, shown: usize, name: Option<&'t str>) -> Piece<'t> {
        let range = self.at..end;
        self.at = end;
        Piece { text: &self.template[range.start..range.start + shown], name, range }
    }
}

impl<'t> Iterator for Scanner<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let rest = &self.template[self.at..];
        if rest.is_empty() {
            return None;
        }
        if rest.starts_with("{{") || rest.starts_with("}}") {
            return Some(self.piece(self.at + 2, 1, None));
        }
        let after_span = self.template[..self.at].ends_with(']');
        if let Some(name) = rest.strip_prefix('{').filter(|_| !after_span) {
            let end = name.find(['{', '}', '\n']).filter(|end| name[*end..].starts_with('}'));
            if let Some(end) = end {
                return Some(self.piece(self.at + end + 2, end + 2, Some(&name[..end])));
            }
        }
        // Up to the next brace; a brace that means nothing is text.
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let length = rest[first..].find(['{', '}']).map_or(rest.len(), |i| i + first);
        Some(self.piece(self.at + length, length, None))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(template: &str) -> Option<String> {
        expand(template, |placeholder| match placeholder {
            Placeholder::Page => "1".into(),
            Placeholder::Pages => "2".into(),
            _ => String::new(),
        })
    }

    #[test]
    fn names_are_those_of_the_table() {
        let names: Vec<_> = TABLE.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, NAMES);
    }

    #[test]
    fn templates_are_filled() {
        assert_eq!(fill("Seite {page} von {pages}").as_deref(), Some("Seite 1 von 2"));
        assert_eq!(fill("– {number} –"), None);
        assert_eq!(fill("fest").as_deref(), Some("fest"));
        assert_eq!(fill("{{page}} {page}").as_deref(), Some("{page} 1"));
        assert_eq!(fill("[Press]{lang=en} {page}").as_deref(), Some("[Press]{lang=en} 1"));
        assert_eq!(fill("a { b } ü{").as_deref(), Some("a { b } ü{"));
    }

    #[test]
    fn empty_values_take_their_separator_along() {
        let both = |template: &str, full: &str| {
            expand(template, |name| match name {
                Placeholder::Place | Placeholder::Number => String::new(),
                _ => full.to_owned(),
            })
        };
        for (template, filled) in [
            ("{place}, {date}", "3. Mai 2026"),
            ("{date}, {place}", "3. Mai 2026"),
            ("{place} | {number} | {date}", "3. Mai 2026"),
            ("{kind} {number} vom Mai", "3. Mai 2026 vom Mai"),
            ("{kind} {number}", "3. Mai 2026"),
            ("{number}. {date}", "3. Mai 2026"),
            ("– {date} –", "– 3. Mai 2026 –"),
            ("{kind}, {date}", "3. Mai 2026, 3. Mai 2026"),
        ] {
            assert_eq!(both(template, "3. Mai 2026").as_deref(), Some(filled), "{template}");
        }
        assert_eq!(both("{place}, {number}", "x"), None);
        assert_eq!(both("{kind} {number}", "x – ").as_deref(), Some("x – "));
    }

    #[test]
    fn unknown_names_have_their_place() {
        let found = unknown("Seite {seite} von {pages}");
        assert_eq!(found, [Unknown { name: "seite", range: 6..13 }]);
    }
}
