//! Commented starting files for `new release` and `new layout`.

use jiff::civil::Date;

const RELEASE: &str = include_str!("template/release.ron");
const LAYOUT: &str = include_str!("template/layout.ron");

/// The date of a starting file that nobody dates.
const DATE: &str = "2026-01-15";

/// A release to start from.
pub fn release() -> String {
    RELEASE.to_owned()
}

/// A release to start from, of this date.
pub fn release_on(date: Date) -> String {
    RELEASE.replacen(DATE, &date.to_string(), 1)
}

/// A layout to start from; `name` is its name and organisation.
pub fn layout(name: &str) -> String {
    LAYOUT.replace("{{name}}", &escaped(name))
}

/// A name as part of a RON text: one line, no quotes that would end it. An
/// empty name would be an empty field, which is an error.
fn escaped(name: &str) -> String {
    let plain: String =
        name.chars().filter(|c| !c.is_control() && !matches!(c, '"' | '\\')).collect();
    if plain.trim().is_empty() { "Neu".to_owned() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, Source};
    use crate::model::{check, read_layout, read_release};
    use jiff::civil::date;
    use std::sync::Arc;

    fn source(text: String) -> Arc<Source> {
        Arc::new(Source { name: "new.ron".into(), text })
    }

    /// All findings of a starting pair.
    fn findings(release_text: String, layout_text: String) -> Diagnostics {
        let mut diags = Diagnostics::new();
        let release = read_release(&source(release_text), &mut diags);
        let layout = read_layout(&source(layout_text), &mut diags);
        if let (Some(release), Some(layout)) = (release, layout) {
            check(&release, &layout, &mut diags);
        }
        diags
    }

    #[test]
    fn starting_files_read_and_check_clean() {
        let found = findings(release(), layout("Stadt Musterstadt"));
        assert!(found.is_empty(), "{found:#?}");
    }

    #[test]
    fn no_name_breaks_them() {
        for name in ["", "a\"b", "\\", "x\n)", "ü/ö", "{page}", "{{name}}"] {
            let found = findings(release(), layout(name));
            assert!(!found.has_errors(), "{name}: {found:#?}");
        }
    }

    /// Every field that the comments show is right, too.
    #[test]
    fn commented_fields_are_right() {
        let uncomment = |text: &str, twice: &[&str]| -> String {
            let is_field = |line: &str| {
                let code = line.trim_start().strip_prefix("// ").unwrap_or("");
                let word = code.trim_start().split([':', '(']).next().unwrap_or("");
                let field =
                    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
                let bracket = code.trim_start().starts_with(['(', ')', ']']);
                let value = code.contains([':', '(']) || bracket;
                (field && value && !twice.iter().any(|t| code.contains(t))) || bracket
            };
            let lines = text.lines().map(|line| match is_field(line) {
                true => line.replacen("// ", "", 1),
                false => line.to_owned(),
            });
            lines.collect::<Vec<_>>().join("\n")
        };
        let release = uncomment(RELEASE, &["Redebeginn", "push:"]);
        assert!(
            release.contains("\n    photos: [") && release.contains("\n        (\n"),
            "{release}"
        );
        let mut diags = Diagnostics::new();
        read_release(&source(release), &mut diags);
        assert!(!diags.has_errors(), "{diags:#?}");
    }

    /// What the README promises of it.
    #[test]
    fn a_release_shows_all_fields() {
        for field in [
            "layout",
            "number",
            "date",
            "place",
            "kind",
            "language",
            "organisation",
            "embargo",
            "kicker",
            "headline",
            "subhead",
            "lead",
            "body",
            "background",
            "editors_note",
            "statements",
            "event",
            "photos",
            "attachments",
            "corrects",
            "withdraws",
            "contact",
            "responsible",
            "boilerplate",
            "abbreviations",
            "hyphenation",
            "keep_together",
            "keywords",
            "overrides",
            "allow",
        ] {
            let shown = RELEASE.lines().any(|line| {
                line.trim_start().trim_start_matches("// ").starts_with(&format!("{field}: "))
            });
            assert!(shown, "{field}");
        }
    }

    #[test]
    fn a_layout_names_who_is_responsible_and_has_a_light_subhead() {
        let mut diags = Diagnostics::new();
        let layout = read_layout(&source(layout("haus")), &mut diags).unwrap();
        let (head, sub) = (layout.style("headline"), layout.style("subhead"));
        assert!(sub.size < head.size && sub.weight < head.weight);
        assert!(LAYOUT.contains("Line(text: \"V. i. S. d. P.: {responsible}\""));
    }

    #[test]
    fn the_date_may_be_set() {
        assert!(release_on(date(2026, 11, 23)).contains("    date: \"2026-11-23\","));
    }
}
