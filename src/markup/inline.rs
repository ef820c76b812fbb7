//! The parser's inline events, collected into one flat text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::addresses;
use super::context::Context;
use super::flat::{Flat, Look};
use super::links;
use super::marks::Marks;
use super::prepare::{LINE_MARK, MAX_COLUMNS, Prepared, placeholder};
use super::spacing;
use super::tree::Inlines;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::model::Text;

/// So many findings of one field are reported.
const MAX_FINDINGS: usize = 20;

/// Collects the text of one block after another.
pub(super) struct Collector<'a> {
    field: &'a Text,
    prepared: &'a Prepared,
    context: &'a Context,
    diags: &'a mut Diagnostics,
    findings: usize,
    flat: Flat,
    strong: u32,
    emphasis: u32,
    /// See [`Look::link`].
    link: u32,
    /// How many images are open; they have been taken over literally.
    images: u32,
    /// Whether each line break of the source is a forced one.
    hard_lines: bool,
    /// Where the last asterisks ended that were looked at.
    unpaired_end: usize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(
        field: &'a Text,
        prepared: &'a Prepared,
        context: &'a Context,
        diags: &'a mut Diagnostics,
    ) -> Self {
        Self {
            field,
            prepared,
            context,
            diags,
            findings: 0,
            flat: Flat::default(),
            strong: 0,
            emphasis: 0,
            link: 0,
            images: 0,
            hard_lines: false,
            unpaired_end: 0,
        }
    }

    /// Takes each line break of the source for a forced one.
    pub(super) fn with_hard_lines(mut self) -> Self {
        self.hard_lines = true;
        self
    }

    pub(super) fn context(&self) -> &'a Context {
        self.context
    }

    /// Takes the text collected so far.
    pub(super) fn take(&mut self) -> Inlines {
        if self.flat.text.is_empty() {
            return Inlines::new();
        }
        let flat = std::mem::take(&mut self.flat);
        let mut marks = Marks::default();
        addresses::mark(&flat, self.context.lang(), &mut marks);
        self.context.lexicon().mark(&flat.text, &mut marks);
        spacing::mark(&flat, self.context.lang(), &self.prepared.spans, &mut marks);
        marks.finish();
        let lang = self.context.lang();
        let run_lang = |index| self.prepared.spans.lang(index).filter(|l| *l != lang).cloned();
        flat.cut(&marks, self.field, run_lang)
    }

    /// Takes over a text without any inline markup.
    pub(super) fn lines(&mut self) {
        let mut start = 0;
        for line in self.prepared.text.split('\n') {
            if start > 0 {
                self.line_break(start - 1..start);
            }
            self.push_prepared(start..start + line.len());
            start += line.len() + 1;
        }
    }

    pub(super) fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.image(&range),
            Event::End(TagEnd::Image) => self.images = self.images.saturating_sub(1),
            _ if self.images > 0 => {}
            Event::Start(Tag::Strong) => self.strong += 1,
            Event::End(TagEnd::Strong) => self.strong = self.strong.saturating_sub(1),
            Event::Start(Tag::Emphasis) => self.emphasis += 1,
            Event::End(TagEnd::Emphasis) => self.emphasis = self.emphasis.saturating_sub(1),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                self.open_link(link_type, &dest_url, &range);
            }
            Event::End(TagEnd::Link) => self.link = 0,
            Event::Start(_) | Event::End(_) => {}
            Event::Text(text) => self.text(&text, range),
            Event::SoftBreak if !self.hard_lines => {
                let source = self.prepared.field_offset(range.start);
                let look = self.look(range.start);
                self.flat.push_space(source, look);
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::InlineHtml(_) | Event::Html(_) => self.html(&range),
            _ => {
                let hint = "delete the backticks, or write \\` for a literal one";
                self.unsupported(Diagnostic::error, "code is not supported", hint, &range);
                self.push_literal(&range);
            }
        }
    }

    /// A paragraph that is indented like code, which happens by accident.
    pub(super) fn indented(&mut self, range: Range<usize>) {
        let message = "an indented paragraph is read without markup";
        let hint = "indent all lines of a field equally, by less than four spaces otherwise";
        self.unsupported(Diagnostic::warning, message, hint, &range);
        let mut start = range.start;
        for line in self.prepared.text.get(range).unwrap_or("").split_inclusive('\n') {
            self.push_prepared(start..start + line.trim_end().len());
            let source = self.prepared.field_offset(start + line.len() - 1);
            self.flat.push_space(source, Look::default());
            start += line.len();
        }
    }

    /// A block between lines of backticks or tildes.
    pub(super) fn fenced(&mut self, range: &Range<usize>) {
        let hint = "delete the lines of backticks or tildes";
        self.unsupported(Diagnostic::error, "code blocks are not supported", hint, range);
        self.push_literal(range);
    }

    /// HTML, in a line or as a block.
    pub(super) fn html(&mut self, range: &Range<usize>) {
        let hint = "for a forced break end the line with a backslash; for a literal < write \\<";
        self.unsupported(Diagnostic::error, "HTML is not supported", hint, range);
        self.push_literal(range);
    }

    fn image(&mut self, range: &Range<usize>) {
        if self.images == 0 {
            let hint = "name the photo in the field `photos` of the release";
            let message = "images inside the text are not supported";
            self.unsupported(Diagnostic::error, message, hint, range);
            self.push_literal(range);
        }
        self.images += 1;
    }

    fn open_link(&mut self, kind: LinkType, target: &str, range: &Range<usize>) {
        let target = match kind {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        match links::link(&target, self.context.lang()) {
            Ok(link) => {
                self.flat.links.push(link);
                self.link = u32::try_from(self.flat.links.len()).unwrap_or(0);
            }
            Err(hint) => {
                let shown: String = target.chars().take(60).collect();
                let message = format!("`{shown}` cannot be the target of a link");
                self.find(Diagnostic::error("link-target", message).hint(hint), range);
            }
        }
    }

    /// Reports a finding about a range of the prepared text.
    pub(super) fn find(&mut self, finding: Diagnostic, range: &Range<usize>) {
        self.findings += 1;
        if self.findings <= MAX_FINDINGS {
            self.diags.push(finding.at(&self.origin(range)));
        }
    }

    /// Where a range of the prepared text was written.
    pub(super) fn origin(&self, range: &Range<usize>) -> Origin {
        self.field.origin_of(self.prepared.field_range(range))
    }

    fn unsupported(
        &mut self,
        severity: fn(&'static str, &'static str) -> Diagnostic,
        message: &'static str,
        hint: &str,
        range: &Range<usize>,
    ) {
        self.find(severity("unsupported-markup", message).hint(hint), range);
    }

    fn look(&self, at: usize) -> Look {
        self.look_in(self.prepared.spans.from(at).1)
    }

    fn look_in(&self, lang: u16) -> Look {
        Look { strong: self.strong > 0, emphasis: self.emphasis > 0, lang, link: self.link }
    }

    fn line_break(&mut self, range: Range<usize>) {
        let look = self.look(range.start);
        let source = self.prepared.field_range(&range);
        self.flat.push_break(source, look);
    }

    /// Text as the parser decoded it, either copied or from an entity.
    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.prepared.text.get(range.clone()) == Some(text) {
            if text.starts_with('*') {
                self.unpaired(range.start);
            }
            if let Some(at) = text.find("**") {
                self.unpaired(range.start + at + 1);
            }
            match text.as_bytes().first() {
                Some(b']') => self.no_link(range.start),
                Some(b'|') => self.no_table(range.start),
                _ => {}
            }
            return self.push_prepared(range);
        }
        let look = self.look(range.start);
        let source = self.prepared.field_range(&range);
        let printable: String =
            text.chars().filter(|c| !c.is_control() && *c != LINE_MARK).collect();
        self.flat.push_as(&printable, source, look);
    }

    /// Two asterisks, the second at `at`, that the author surely did not mean
    /// to be printed. The parser may hand over each by itself.
    fn unpaired(&mut self, at: usize) {
        let bytes = self.prepared.text.as_bytes();
        let before = |n| at.checked_sub(n).and_then(|i| bytes.get(i));
        let both = at.saturating_sub(1)..at + 1;
        if before(1) != Some(&b'*') || before(2) == Some(&b'\\') {
            return;
        }
        if std::mem::replace(&mut self.unpaired_end, both.end) <= both.start {
            let message = "`**` has no counterpart and is printed as it stands";
            let hint = "put ** directly before and after the bold words, or write \\*\\*";
            self.find(Diagnostic::warning("unpaired-emphasis", message).hint(hint), &both);
        }
    }

    /// The middle of a link that the parser did not take for one.
    fn no_link(&mut self, at: usize) {
        if !self.prepared.text[at..].starts_with("](") || self.is_escaped(at) {
            return;
        }
        let message = "this is no link and is printed as it stands";
        let hint = "the address stands in brackets of its own, without spaces: \
                    [text](https://example.org); or write \\[ and \\]";
        self.find(Diagnostic::warning("broken-link", message).hint(hint), &(at..at + 2));
    }

    /// The start of a line that looks like a row of a table outside of one;
    /// told of the first of several.
    fn no_table(&mut self, at: usize) {
        let before = self.prepared.text[..at].trim_end_matches(' ');
        let above = before.strip_suffix('\n');
        // What is further away is no row that a person wrote.
        let near = above
            .map_or("", |text| &text[text.ceil_char_boundary(text.len().saturating_sub(1000))..]);
        let row = near.rsplit('\n').next().unwrap_or_default();
        let is_start = before.is_empty() || above.is_some();
        // That a table is too wide for any sheet is told already.
        let cells = self.prepared.text[at..].bytes().take_while(|byte| *byte != b'\n');
        if cells.filter(|byte| *byte == b'|').count() > MAX_COLUMNS {
            return;
        }
        if !is_start || row.trim_start().starts_with('|') || self.is_escaped(at) {
            return;
        }
        let message = "this is no table and is printed as it stands";
        let hint = "a table has a row such as |---|---:| below its header, with as many cells; \
                    or write \\|";
        self.find(Diagnostic::warning("broken-table", message).hint(hint), &(at..at + 1));
    }

    fn is_escaped(&self, at: usize) -> bool {
        self.prepared.text[..at].ends_with('\\')
    }

    /// Prepared text without the markers of language spans.
    fn push_prepared(&mut self, range: Range<usize>) {
        let prepared = self.prepared;
        let (cuts, mut lang) = prepared.spans.from(range.start);
        let mut at = range.start;
        for cut in cuts.iter().take_while(|c| c.marker.start < range.end) {
            self.push_plain(at..cut.marker.start.max(at), lang);
            at = cut.marker.end.clamp(at, range.end);
            lang = cut.lang;
        }
        self.push_plain(at..range.end, lang);
    }

    /// Prepared text with its placeholders; white space collapses.
    fn push_plain(&mut self, range: Range<usize>, lang: u16) {
        let prepared = self.prepared;
        let Some(text) = prepared.text.get(range.clone()) else { return };
        let source = |at: usize| prepared.field_offset(range.start + at);
        let look = self.look_in(lang);
        let bytes = text.as_bytes();
        let mut copied = 0;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let width = match byte {
                b' ' if at > copied && !matches!(bytes.get(at + 1), Some(b' ' | b'\t')) => 0,
                0..=b' ' => 1,
                0xE2 if text.get(at..).is_some_and(|t| t.starts_with(LINE_MARK)) => 3,
                _ => 0,
            };
            if width == 0 {
                at += 1;
                continue;
            }
            self.flat.push_exact(text.get(copied..at).unwrap_or(""), source(copied), look);
            match byte {
                b' ' | b'\t' | b'\n' => self.flat.push_space(source(at), look),
                _ => self.push_placeholder(byte, source(at), look),
            }
            at += width;
            copied = at;
        }
        if copied < text.len() {
            self.flat.push_exact(text.get(copied..).unwrap_or(""), source(copied), look);
        }
    }

    fn push_placeholder(&mut self, byte: u8, source: usize, look: Look) {
        match placeholder(byte) {
            Some(text) if text.len() == 1 => self.flat.push_exact(text, source, look),
            Some(text) => self.flat.push_as(text, source..source + 1, look),
            None => {}
        }
    }

    /// A part of the field as its author wrote it.
    fn push_literal(&mut self, range: &Range<usize>) {
        let look = self.look(range.start);
        let source = self.prepared.field_range(range);
        let mut at = source.start;
        for c in self.field.as_str().get(source).unwrap_or("").chars() {
            let mut buffer = [0; 4];
            match c {
                _ if c.is_whitespace() => self.flat.push_space(at, look),
                _ if c.is_control() => {}
                _ => self.flat.push_exact(c.encode_utf8(&mut buffer), at, look),
            }
            at += c.len_utf8();
        }
    }
}
