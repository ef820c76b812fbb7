//! Findings on stderr: in rustc's shape or as JSON lines.

use std::borrow::Cow;
use std::io::Write;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::json;

use super::high::Common;
use super::{DONE, FAILED};
use crate::diag::{Diagnostic, Diagnostics, Lines, Origin, Severity, Source};
use crate::model::words::grouped;

/// Of a line of so many bytes only the place of a finding is shown: the
/// renderer measures the whole line for each, and there may be thousands.
const LONG_LINE: usize = 16 << 10;

/// Prints findings and counts them. Everything goes to stderr, since stdout
/// belongs to what was asked for.
pub struct Reporter {
    json: bool,
    quiet: bool,
    renderer: Renderer,
    /// What was shown before: a layout's findings come with each of its releases.
    shown: Diagnostics,
    /// The lines of the file that the last finding was in.
    lines: Option<(Arc<Source>, Lines)>,
    errors: Count,
    warnings: Count,
    failed: bool,
    /// The exit code that a signal asks for.
    signalled: Option<u8>,
}

/// How many findings there are of a kind.
#[derive(Clone, Copy, Default)]
struct Count {
    shown: usize,
    /// Found, but too many to be shown.
    more: usize,
}

impl Count {
    /// `1,300 warnings (42 shown)`; nothing for none.
    fn said(self, word: &str) -> Option<String> {
        let shown = match self.more {
            0 => String::new(),
            _ => format!(" ({} shown)", grouped(self.shown, ",")),
        };
        match self.shown + self.more {
            0 => None,
            1 => Some(format!("1 {word}{shown}")),
            found => Some(format!("{} {word}s{shown}", grouped(found, ","))),
        }
    }
}

impl Reporter {
    /// A reporter for a run.
    pub fn new(common: &Common) -> Self {
        let renderer = if common.color { Renderer::styled() } else { Renderer::plain() };
        Self {
            json: common.json,
            quiet: common.quiet,
            renderer,
            shown: Diagnostics::new(),
            lines: None,
            errors: Count::default(),
            warnings: Count::default(),
            failed: false,
            signalled: None,
        }
    }

    /// Shows all findings, each once in a run.
    pub fn show(&mut self, diags: &Diagnostics) {
        for diagnostic in diags.iter() {
            if self.shown.insert(diagnostic.clone()) {
                self.show_one(diagnostic);
            }
        }
    }

    fn show_one(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors.shown += 1,
            Severity::Warning => self.warnings.shown += 1,
            Severity::Note => {}
        }
        if self.quiet && diagnostic.severity != Severity::Error {
            return;
        }
        self.find_lines(diagnostic);
        let text = if self.json { self.as_json(diagnostic) } else { self.as_human(diagnostic) };
        self.line(&text);
    }

    /// A line for people; nothing when quiet or JSON is wanted.
    pub fn say(&self, text: &str) {
        if !self.quiet && !self.json {
            self.line(&visible(text));
        }
    }

    /// The last line of a run, with `fields` for programs.
    pub fn sum_up(&self, text: &str, fields: &serde_json::Value) {
        if self.json && !self.quiet {
            self.line(
                &json!({ "code": "summary", "message": text, "summary": fields }).to_string(),
            );
        }
        self.say(text);
    }

    /// So many errors and warnings were found in all, of which those shown are
    /// a part.
    pub fn found(&mut self, errors: usize, warnings: usize) {
        self.errors.more = errors.saturating_sub(self.errors.shown);
        self.warnings.more = warnings.saturating_sub(self.warnings.shown);
    }

    /// How many errors and warnings were found, in words; `None` for none.
    pub fn tally(&self) -> Option<String> {
        let counts = [self.errors.said("error"), self.warnings.said("warning")];
        let parts: Vec<String> = counts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    /// The run failed for a reason that is no finding.
    pub fn fail(&mut self) {
        self.failed = true;
    }

    /// The run was stopped before its end, by a signal that asks for an exit
    /// code or by itself.
    pub fn stopped(&mut self, signalled: Option<u8>) {
        self.failed = true;
        self.signalled = signalled;
    }

    /// Whether a signal stopped the run.
    pub fn was_signalled(&self) -> bool {
        self.signalled.is_some()
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self.signalled {
            Some(code) => code,
            None if self.failed || self.errors.shown > 0 => FAILED,
            None => DONE,
        }
    }

    // A closed stderr is no reason to fail.
    fn line(&self, text: &str) {
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Finds the lines of the file that a finding is in, unless it is the file
    /// of the finding before: a file may have thousands.
    fn find_lines(&mut self, diagnostic: &Diagnostic) {
        let Some(Origin { source, .. }) = &diagnostic.origin else { return };
        if self.lines.as_ref().is_none_or(|(known, _)| !Arc::ptr_eq(known, source)) {
            self.lines = Some((Arc::clone(source), Lines::of(&source.text)));
        }
    }

    fn as_human(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group =
            Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code));
        if let Some(origin) = &diagnostic.origin {
            if origin.range.is_empty() && origin.range.start == 0 {
                group =
                    group.element(annotate_snippets::Origin::path(visible(&origin.source.name)));
            } else if let Some(place) = self.place(origin) {
                group = group.element(place);
            } else {
                group = group.element(self.snippet(origin));
            }
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(hint.as_str()));
        }
        format!("{}\n", self.renderer.render(&[group]))
    }

    /// Only the place of a finding, where its line is too long to be drawn.
    fn place(&self, origin: &Origin) -> Option<annotate_snippets::Origin<'_>> {
        let (source, lines) = self.lines.as_ref()?;
        let line = source.text.get(lines.start(lines.index(origin.range.start))..)?;
        if line.as_bytes().get(..LONG_LINE)?.contains(&b'\n') {
            return None;
        }
        let (line, column) = lines.line_column(&source.text, origin.range.start);
        let place = annotate_snippets::Origin::path(visible(&source.name));
        Some(place.line(line).char_column(column))
    }

    /// The line that a finding is on; the renderer reads all that it is given.
    fn snippet<'a>(&self, origin: &'a Origin) -> Snippet<'a, Annotation<'a>> {
        let text = origin.source.text.as_str();
        let range = char_range(text, origin.range.clone());
        let lines = self.lines.as_ref().map(|(_, lines)| lines);
        let index = lines.map_or(0, |lines| lines.index(range.start));
        let start = lines.map_or(0, |lines| lines.start(index));
        let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
        Snippet::source(&text[start..end])
            .line_start(index + 1)
            .path(visible(&origin.source.name))
            .annotation(AnnotationKind::Primary.span(range.start - start..range.end - start))
    }

    fn as_json(&self, diagnostic: &Diagnostic) -> String {
        let severity = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let mut object = json!({
            "severity": severity,
            "code": diagnostic.code,
            "message": diagnostic.message,
            "hint": diagnostic.hint,
        });
        let lines = self.lines.as_ref().map(|(_, lines)| lines);
        if let (Some(origin), Some(lines), Some(fields)) =
            (&diagnostic.origin, lines, object.as_object_mut())
        {
            let (line, column) = lines.line_column(&origin.source.text, origin.range.start);
            fields.insert("file".into(), json!(origin.source.name));
            fields.insert("line".into(), json!(line));
            fields.insert("column".into(), json!(column));
            fields.insert("field".into(), json!(&*origin.field));
            fields.insert("start".into(), json!(origin.range.start));
            fields.insert("end".into(), json!(origin.range.end));
        }
        object.to_string()
    }
}

/// With pictures of control characters, which a file name may hold and a
/// terminal would obey. Titles are drawn so by the renderer.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return text.into();
    }
    let picture = |c: char| match u32::from(c) {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(c),
        0x7f => '\u{2421}',
        _ if c.is_control() => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    text.chars().map(picture).collect::<String>().into()
}

/// A range that lies on character boundaries and on one line, so that a
/// finding about a long text shows where it starts and not all of it.
fn char_range(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let mut start = range.start.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = range.end.clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let line_end = text[start..end].find('\n').map_or(end, |at| start + at);
    start..line_end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_counted_and_what_is_shown_of_it() {
        let said = |shown, more| Count { shown, more }.said("warning");
        assert_eq!(said(0, 0), None);
        assert_eq!(said(1, 0).as_deref(), Some("1 warning"));
        assert_eq!(said(42, 0).as_deref(), Some("42 warnings"));
        assert_eq!(said(42, 1258).as_deref(), Some("1,300 warnings (42 shown)"));
        assert_eq!(grouped(1_002_003, ","), "1,002,003");
    }

    #[test]
    fn control_characters_of_names_are_drawn() {
        assert_eq!(visible("Mein Blatt ä.ron"), "Mein Blatt ä.ron");
        assert_eq!(visible("a\u{1b}[31m\nb\u{7f}\u{9b}.ron"), "a␛[31m␊b␡\u{fffd}.ron");
    }
}
