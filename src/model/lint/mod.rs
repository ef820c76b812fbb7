//! What looks wrong in a release that can be set: one table, one small check
//! each. Nothing is ever corrected; a hint says how to mend it or silence it.

mod abbreviations;
mod calendar;
mod dashes;
mod embargo;
mod foreign;
mod headline;
mod house;
mod letters;
mod links;
mod passage;
mod phone;
mod photos;
mod quotes;
mod reference;
mod spaces;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use crate::diag::{Diagnostic, Diagnostics, Origin, Severity, nearest};
use crate::model::{Layout, Release, Text};
use passage::Passage;

/// A check with a stable name, by which a release or layout silences it.
pub struct Lint {
    /// Kebab-case, stable.
    pub name: &'static str,
    /// Whether it is a warning or a note.
    pub severity: Severity,
    /// What it reports, in one sentence.
    pub about: &'static str,
    /// How to mend it.
    pub hint: &'static str,
    /// The check; `None` where another stage knows enough to make it.
    check: Option<Check>,
}

type Check = fn(&Context<'_>, &mut Report<'_>);

const fn lint(name: &'static str, about: &'static str, hint: &'static str, check: Check) -> Lint {
    Lint { name, severity: Severity::Warning, about, hint, check: Some(check) }
}

/// All lints, in the order in which they run and are documented.
pub const LINTS: &[Lint] = &[
    lint(
        "missing-responsible-person",
        "nobody is named who answers for the release (V. i. S. d. P.)",
        "add responsible: \"...\" to the letterhead or the release",
        house::responsible,
    ),
    lint(
        "field-not-shown",
        "the layout leaves out something that the release has",
        "add the step to the flow of the layout, or delete the field",
        house::shown,
    ),
    lint(
        "no-such-face",
        "a style asks for a weight or italic that its font has no file for",
        "add the font file to the family, or change weight and italic of the style",
        house::faces,
    ),
    lint(
        "language-without-words",
        "a language in which the program has no months, weekdays and headings",
        "write dates and headings in the release, or silence this",
        house::words,
    ),
    lint("no-text", "the release is only a headline", "write a lead or a body", house::text),
    lint(
        "embargo-without-zone",
        "an embargo without UTC offset in a layout without time zone",
        "write the offset, Until(\"2021-02-19T10:00+01:00\"), or give the layout a time_zone",
        embargo::zone,
    ),
    lint(
        "embargo-time-twice",
        "an embargo without UTC offset at a time that clocks set back show twice",
        "write the offset, Until(\"2026-10-25T02:30+01:00\")",
        embargo::twice,
    ),
    lint(
        "embargo-offset",
        "an embargo with another UTC offset than clocks have in the time zone of the layout",
        "write the local time with its offset, Until(\"2026-01-17T15:00+01:00\")",
        embargo::offset,
    ),
    lint(
        "embargo-before-date",
        "an embargo that ends before the date of the release",
        "check both dates",
        embargo::order,
    ),
    lint(
        "number-year-differs",
        "the year of the number is not that of the date",
        "check number and date",
        reference::year,
    ),
    lint(
        "corrects-itself",
        "a release corrects or withdraws its own number",
        "name the number of the release that was wrong",
        reference::own_number,
    ),
    lint(
        "headline-over-three-lines",
        "a headline of more than three lines",
        "shorten it; move details to the subhead or the lead",
        headline::length,
    ),
    lint(
        "headline-in-capitals",
        "a headline typed in capitals; screen readers may spell it",
        "type it normally; capitals are a matter of the style (uppercase: true)",
        headline::capitals,
    ),
    lint(
        "straight-quotes",
        "straight quotation marks or apostrophes",
        "write „...“ and ’ in German, “...” and ’ in English",
        quotes::straight,
    ),
    lint(
        "english-quotes",
        "English quotation marks in German text",
        "write „...“; mark a quotation in another language with [...]{lang=en}",
        quotes::english,
    ),
    lint(
        "quote-without-end-mark",
        "a quotation that is not closed, or closed without being opened",
        "add the missing mark; a quotation over several paragraphs opens each of them \
         and closes the last",
        quotes::unclosed,
    ),
    lint(
        "hyphen-as-dash",
        "a hyphen where a dash belongs",
        "write an en dash: „ – “ between words, „10–12 Uhr“ without spaces",
        dashes::hyphen,
    ),
    lint("dots-not-ellipsis", "three dots instead of an ellipsis", "write …", dashes::dots),
    lint("double-spaces", "two spaces in a row", "delete one", spaces::double),
    lint(
        "space-before-punctuation",
        "a space before a punctuation mark",
        "delete the space",
        spaces::before_punctuation,
    ),
    lint(
        "space-inside-marks",
        "a space inside quotation marks or brackets",
        "delete the space",
        spaces::inside_marks,
    ),
    lint(
        "repeated-punctuation",
        "several exclamation or question marks in a row",
        "one is enough",
        spaces::repeated,
    ),
    lint("repeated-word", "the same word twice in a row", "delete one", words::repeated),
    lint(
        "decomposed-letters",
        "a letter and its accent as two characters, which not every program puts together",
        "type the letter again; text pasted from file names on macOS looks like this",
        letters::decomposed,
    ),
    lint(
        "direction-control",
        "an invisible character that turns the direction of the text round",
        "delete it; text pasted from web pages may hold some",
        letters::directed,
    ),
    lint(
        "phone-not-din-5008",
        "a phone number not written as in DIN 5008",
        "groups by spaces, extension after a hyphen, no brackets or slashes: +49 231 50-22134",
        phone::din_5008,
    ),
    lint(
        "weekday-wrong",
        "a date in the text that falls on another day of the week",
        "check the date in a calendar",
        calendar::weekday,
    ),
    lint(
        "no-such-date",
        "a date in the text that does not exist",
        "check the date in a calendar",
        calendar::exists,
    ),
    lint(
        "abbreviation-unexplained",
        "an abbreviation in capitals that is explained nowhere",
        "explain it in the text, „Oberbürgermeister (OB)“, or in abbreviations: { \"OB\": \"...\" }",
        abbreviations::unexplained,
    ),
    lint(
        "language-span-missing",
        "a phrase that looks like another language, which a screen reader would mispronounce",
        "mark it: [Urban Diplomacy]{lang=en}",
        foreign::spans,
    ),
    lint(
        "link-text-says-nothing",
        "a link text that does not say where it leads",
        "name the target: [Anmeldung zum Pressetermin](https://...)",
        links::text,
    ),
    lint(
        "table-for-layout",
        "a table that only arranges text",
        "write paragraphs or a list; for label and value use event",
        tables::layout,
    ),
    lint(
        "missing-alt-text",
        "a photo without alt text; accessible editions refuse it",
        "add alt: \"...\": what must somebody know who cannot see it?",
        photos::alt,
    ),
    lint(
        "alt-equals-file-name",
        "an alt text that is the file name",
        "describe what the photo shows",
        photos::alt_is_file,
    ),
    lint(
        "alt-equals-caption",
        "an alt text that repeats the caption",
        "describe what is seen; the caption is read out anyway",
        photos::alt_is_caption,
    ),
    lint(
        "photo-without-rights",
        "a photo without terms of use",
        "add rights: \"...\", e.g. \"honorarfrei für redaktionelle Zwecke\"",
        photos::rights,
    ),
    lint("missing-credit", "a photo without a credit", "add credit: \"...\"", photos::credit),
    Lint {
        name: "unknown-lint",
        severity: Severity::Warning,
        about: "allow names a lint that does not exist",
        hint: "correct the name",
        check: None,
    },
];

/// Cross-checks release and layout and runs all lints that neither silences.
/// Findings are warnings; errors have been found while reading, but for a time
/// that does not exist where the house is.
pub fn check(release: &Release, layout: &Layout, diags: &mut Diagnostics) {
    let context = Context::new(release, layout);
    unknown_lints(&context, diags);
    embargo::skipped(&context, diags);
    for lint in LINTS {
        let Some(check) = lint.check else { continue };
        if !context.allows(lint.name) {
            check(&context, &mut Report { lint, diags });
        }
    }
}

/// Whether release or layout silences findings of this name, for stages
/// that make findings of their own.
pub fn allowed(name: &str, release: &Release, layout: &Layout) -> bool {
    let mut allow = release.allow.iter().chain(&layout.allow);
    allow.any(|allowed| allowed.as_str().trim() == name)
}

fn unknown_lints(context: &Context<'_>, diags: &mut Diagnostics) {
    if context.allows("unknown-lint") {
        return;
    }
    for text in context.release.allow.iter().chain(&context.layout.allow) {
        let name = text.as_str().trim();
        // Nobody wrote what stands in for a field that could not be read.
        if text.origin().source.name.is_empty() {
            continue;
        }
        let names = || LINTS.iter().map(|lint| lint.name).chain(OF_OTHER_STAGES.iter().copied());
        if names().any(|known| known == name) {
            continue;
        }
        let hint = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the documentation lists all lints".to_owned(),
        };
        let message = format!("there is no lint `{name}`");
        diags.push(Diagnostic::warning("unknown-lint", message).at(text.origin()).hint(hint));
    }
}

/// Warnings that stages after this one make and that may be silenced too.
pub const OF_OTHER_STAGES: &[&str] = &[
    "frame-over-text",
    "image-damaged",
    "image-resolution",
    "message-size",
    "missing-glyph",
    "overfull-line",
    "overset-frame",
    "photo-metadata-differs",
    "text-near-trim",
    "total-ink",
];

/// What a lint looks at.
struct Context<'a> {
    release: &'a Release,
    layout: &'a Layout,
    /// All texts that are set, in the order of the release.
    passages: Vec<Passage<'a>>,
}

impl<'a> Context<'a> {
    fn new(release: &'a Release, layout: &'a Layout) -> Self {
        Self { release, layout, passages: passage::all(release, layout) }
    }

    fn allows(&self, name: &str) -> bool {
        allowed(name, self.release, self.layout)
    }

    /// Contact lines: the release's own or the house's.
    fn contact(&self) -> &'a [Text] {
        self.release.contact.as_deref().unwrap_or(&self.layout.letterhead.contact)
    }
}

/// Where a check puts what it finds.
struct Report<'a> {
    lint: &'static Lint,
    diags: &'a mut Diagnostics,
}

impl Report<'_> {
    fn at(&mut self, origin: &Origin, message: impl Into<String>) {
        self.hinted(origin, message, self.lint.hint);
    }

    /// With a hint of its own.
    fn hinted(&mut self, origin: &Origin, message: impl Into<String>, hint: impl Into<String>) {
        let finding = match self.lint.severity {
            Severity::Note => Diagnostic::note(self.lint.name, message),
            _ => Diagnostic::warning(self.lint.name, message),
        };
        self.diags.push(finding.at(origin).hint(hint));
    }
}
