//! Warnings as the manifest keeps them, so that those of a release that is not
//! rendered again can be told again.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::job::Sheet;
use crate::diag::{Diagnostic, Diagnostics, Origin, Severity, Source};

/// Warnings kept of a sheet, and of each of its editions: enough to be shown,
/// while a release full of them stays a line of the manifest.
const KEPT: usize = 20;

/// A warning that was told when its release was rendered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Told {
    code: String,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<Place>,
}

/// Where it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Place {
    file: File,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    field: String,
    start: usize,
    end: usize,
}

/// Which file it was written in. Their hashes are in the manifest, so that the
/// place still holds; their names may be typed otherwise by now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum File {
    Release,
    Layout,
}

/// The first warnings that were found of a sheet.
pub fn keep(found: &Diagnostics, sheet: &Sheet) -> Vec<Told> {
    let layout = sheet.layout.layout.as_deref().map(|layout| &layout.source);
    let warnings = found.iter().filter(|d| d.severity == Severity::Warning);
    warnings.take(KEPT).map(|d| Told::new(d, &sheet.release.source, layout)).collect()
}

impl Told {
    fn new(told: &Diagnostic, release: &Arc<Source>, layout: Option<&Arc<Source>>) -> Self {
        let Diagnostic { code, message, origin, hint, .. } = told;
        let at = origin.as_ref().and_then(|origin| {
            let is = |source: &Arc<Source>| Arc::ptr_eq(source, &origin.source);
            let file = match is(release) {
                true => File::Release,
                false => layout.is_some_and(is).then_some(File::Layout)?,
            };
            let (start, end) = (origin.range.start, origin.range.end);
            Some(Place { file, field: origin.field.to_string(), start, end })
        });
        Self { code: (*code).to_owned(), message: message.clone(), hint: hint.clone(), at }
    }

    /// The same as an error, with the files of the release as they are read now.
    pub fn denied(
        &self,
        codes: &mut Codes,
        release: Option<&Arc<Source>>,
        layout: Option<&Arc<Source>>,
    ) -> Diagnostic {
        let mut diagnostic = Diagnostic::error(codes.of(&self.code), self.message.as_str());
        diagnostic.hint.clone_from(&self.hint);
        diagnostic.origin = self.at.as_ref().and_then(|place| {
            let source = match place.file {
                File::Release => release?,
                File::Layout => layout?,
            };
            let range = place.start..place.end;
            source.text.get(range.clone())?;
            Some(Origin { source: Arc::clone(source), field: place.field.as_str().into(), range })
        });
        diagnostic
    }
}

/// The code of what is not known more closely.
pub const RECORDED: &str = "recorded-warning";

/// Codes of findings are words of the program. Those that a manifest names are
/// made such, each once and not too many: somebody may have written it.
#[derive(Default)]
pub struct Codes(BTreeSet<&'static str>);

impl Codes {
    const MOST: usize = 256;
    const LONGEST: usize = 64;

    fn of(&mut self, code: &str) -> &'static str {
        if let Some(known) = self.0.get(code) {
            return known;
        }
        if self.0.len() == Self::MOST || code.len() > Self::LONGEST {
            return RECORDED;
        }
        let code: &'static str = Box::leak(code.into());
        self.0.insert(code);
        code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(name: &str) -> Arc<Source> {
        Arc::new(Source { name: name.to_owned(), text: "Ein „Wort“ zu viel".to_owned() })
    }

    #[test]
    fn a_warning_comes_back_as_it_was_told() {
        let (release, layout, other) = (source("a.ron"), source("haus.ron"), source("b.ron"));
        let at = |source: &Arc<Source>| Origin {
            source: Arc::clone(source),
            field: "body".into(),
            range: 4..14,
        };
        let warning = Diagnostic::warning("some-lint", "too much").hint("take it away");
        for (origin, place) in [
            (Some(&release), Some("a.ron")),
            (Some(&layout), Some("haus.ron")),
            (Some(&other), None),
            (None, None),
        ] {
            let warning = Diagnostic { origin: origin.map(at), ..warning.clone() };
            let told = Told::new(&warning, &release, Some(&layout));
            let line = serde_json::to_string(&told).expect("written");
            let told: Told = serde_json::from_str(&line).expect("read");
            let again = told.denied(&mut Codes::default(), Some(&release), Some(&layout));
            let origin = warning.origin.filter(|_| place.is_some());
            assert_eq!(again, Diagnostic { severity: Severity::Error, origin, ..warning });
        }
    }

    #[test]
    fn a_place_that_is_none_is_left_out() {
        let release = source("a.ron");
        for (start, end) in [(4, 5), (3, 90), (6, 4), (usize::MAX, usize::MAX)] {
            let at = Some(Place { file: File::Release, field: String::new(), start, end });
            let told = Told { code: "x".into(), message: "y".into(), hint: None, at };
            assert_eq!(told.denied(&mut Codes::default(), Some(&release), None).origin, None);
        }
    }

    #[test]
    fn codes_are_made_once_and_not_without_end() {
        let mut codes = Codes::default();
        assert!(std::ptr::eq(codes.of("some-lint"), codes.of("some-lint")));
        assert_eq!(codes.of(&"x".repeat(Codes::LONGEST + 1)), RECORDED);
        for n in 0..2 * Codes::MOST {
            codes.of(&n.to_string());
        }
        assert_eq!((codes.of("one-more"), codes.of("some-lint")), (RECORDED, "some-lint"));
    }
}
