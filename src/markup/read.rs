//! From the text of a field to its tree: the parser's block events.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::blocks::Blocks;
use super::context::Context;
use super::inline::Collector;
use super::prepare::{Mode, prepare, too_deep};
use super::table;
use super::tree::{Block, Inlines, Prose};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Text;

/// Reads a prose field: paragraphs, headings, lists, quotes, tables.
///
/// What the dialect does not have stays literally in the text and is
/// reported; raw HTML never passes.
pub fn read(text: &Text, context: &Context, diags: &mut Diagnostics) -> Prose {
    let prepared = prepare(text, Mode::Blocks, context, diags);
    let mut reader = Reader {
        inlines: Collector::new(text, &prepared, context, diags),
        blocks: Blocks::new(context.nesting_limit()),
        heading: None,
        literal: false,
    };
    let parser = Parser::new_ext(&prepared.text, Options::ENABLE_TABLES);
    for (event, range) in parser.into_offset_iter() {
        reader.event(event, range);
    }
    reader.flush();
    reader.blocks.finish()
}

/// Reads a single-line field: only inline markup, and each line break of the
/// value is a forced break.
pub fn read_inline(text: &Text, context: &Context, diags: &mut Diagnostics) -> Inlines {
    let prepared = prepare(text, Mode::Inline, context, diags);
    let mut inlines = Collector::new(text, &prepared, context, diags).with_hard_lines();
    if prepared.text.bytes().any(|b| b"\\*_[<&`".contains(&b)) {
        let parser = Parser::new_ext(&prepared.text, Options::empty());
        for (event, range) in parser.into_offset_iter() {
            inlines.event(event, range);
        }
    } else {
        inlines.lines();
    }
    inlines.take()
}

/// Reading a field with blocks.
struct Reader<'a> {
    inlines: Collector<'a>,
    blocks: Blocks,
    /// Level of the heading that is open.
    heading: Option<u8>,
    /// Inside a block that has been taken over literally.
    literal: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.literal = false;
                self.flush();
            }
            _ if self.literal => {}
            Event::Start(tag) if is_block(&tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Rule => {
                self.flush();
                self.blocks.push(Block::Break);
            }
            other => self.inlines.event(other, range),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.flush();
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(level as u8),
            Tag::BlockQuote(_) => self.open(range, Blocks::open_quote),
            Tag::List(first) => self.open(range, |blocks| blocks.open_list(first)),
            Tag::Item => self.blocks.open_item(),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.literal = true;
                self.inlines.indented(range);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.literal = true;
                self.inlines.fenced(&range);
            }
            Tag::HtmlBlock => {
                self.literal = true;
                self.inlines.html(&range);
            }
            Tag::Table(columns) => {
                let columns = columns.iter().map(|a| table::alignment(*a)).collect();
                self.blocks.open_table(columns, self.inlines.origin(&range));
            }
            Tag::TableRow => self.blocks.open_row(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.blocks.close();
            }
            TagEnd::TableCell => {
                let cell = self.inlines.take();
                self.blocks.push_cell(cell);
            }
            TagEnd::Table => {
                let lang = self.inlines.context().lang();
                self.blocks.close_table(lang);
            }
            TagEnd::TableHead | TagEnd::TableRow => {}
            other => self.inlines.event(Event::End(other), range),
        }
    }

    fn open(&mut self, range: Range<usize>, open: impl FnOnce(&mut Blocks) -> bool) {
        if !open(&mut self.blocks) {
            let finding: Diagnostic = too_deep(self.inlines.context().nesting_limit());
            self.inlines.find(finding, &(range.start..range.start + 1));
        }
    }

    /// Ends the open paragraph or heading.
    fn flush(&mut self) {
        let text = self.inlines.take();
        let level = self.heading.take();
        if !text.is_empty() {
            self.blocks.push_text(level, text);
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
    )
}
