//! Prose blocks into flow blocks.

use std::sync::Arc;

use super::{Collector, Place};
use crate::compose::block::{Block, BlockKind, HangId, Label, LabelKind, TableBlock, TextBlock};
use crate::compose::tags::{Element, ListNumbering, NodeId, Role, Scope};
use crate::diag::{Diagnostic, Origin};
use crate::markup::{self, Inlines, ListItem, Paragraph, ParagraphRole, Prose, Table};
use crate::model::Text;
use crate::model::layout::Style;
use crate::text::style::Piece;
use crate::unit::Length;

/// Lists and quotes nested deeper than this are set at this depth.
const MAX_DEPTH: usize = 24;

/// Where in the nesting a block of prose stands.
#[derive(Clone, Default)]
struct Nest {
    inside: Vec<HangId>,
    inset: Length,
    depth: usize,
    /// Style of its paragraphs, when an outer block decides.
    style: Option<Arc<Style>>,
}

impl Collector<'_, '_> {
    /// The blocks of a prose field under the current parent; returns what was
    /// read.
    pub(super) fn prose(&mut self, text: &Text, style: &str) -> Prose {
        let prose = markup::read(text, &self.context, self.diags);
        let parent = self.parent;
        let nest = Nest { style: Some(self.layout.style(style)), ..Nest::default() };
        self.prose_blocks(&prose, parent, &nest);
        prose
    }

    fn prose_blocks(&mut self, prose: &Prose, parent: NodeId, nest: &Nest) {
        self.blocks_of(&prose.blocks, parent, nest);
    }

    fn blocks_of(&mut self, blocks: &[markup::Block], parent: NodeId, nest: &Nest) {
        let mut quotation: Option<NodeId> = None;
        for (index, block) in blocks.iter().enumerate() {
            let spoken =
                matches!(block, markup::Block::Paragraph(p) if p.role == ParagraphRole::Quotation);
            if !spoken {
                quotation = None;
            }
            let next = blocks.get(index + 1);
            match block {
                markup::Block::Paragraph(paragraph) if spoken => {
                    let quote = *quotation.get_or_insert_with(|| {
                        self.tags.element(parent, Element::new(Role::BlockQuote))
                    });
                    self.paragraph(paragraph, quote, nest, next);
                }
                markup::Block::Paragraph(paragraph) => {
                    self.paragraph(paragraph, parent, nest, next);
                }
                markup::Block::Heading { level, text } => {
                    self.prose_heading(*level, text, parent);
                }
                markup::Block::List { start, items } => {
                    self.list(*start, items, parent, nest);
                    let around = nest.style.as_ref();
                    self.end_list(around.map_or(Length::ZERO, |style| match nest.depth {
                        0 => below_list(style),
                        _ => style.space_after,
                    }));
                }
                markup::Block::Quote(inner) => self.quote(inner, parent, nest),
                markup::Block::Table(table) => self.table(table, parent, nest),
                markup::Block::Break => self.thematic_break(nest),
            }
        }
    }

    fn paragraph(
        &mut self,
        paragraph: &Paragraph,
        parent: NodeId,
        nest: &Nest,
        next: Option<&markup::Block>,
    ) {
        let style = match paragraph.role {
            ParagraphRole::Speaker => self.layout.style("speaker"),
            ParagraphRole::Quotation => self.layout.style("quote"),
            ParagraphRole::Plain => match &nest.style {
                Some(style) => Arc::clone(style),
                None => self.layout.style("body"),
            },
        };
        let node = self.tags.element(parent, Element::new(Role::P));
        let pieces = self.pieces(&paragraph.text, &style, Place::Under(node));
        let introduces = ends_in_colon(&pieces);
        let mut block = Block::text(pieces, style);
        if let BlockKind::Text(text) = &mut block.kind {
            text.running = true;
        }
        block.keep.with_next |= paragraph.role == ParagraphRole::Speaker;
        block.keep.prefer_next = introduces && matches!(next, Some(markup::Block::List { .. }));
        block.keep.with_next |= introduces && matches!(next, Some(markup::Block::Table(_)));
        self.nested(block, nest);
    }

    fn nested(&mut self, mut block: Block, nest: &Nest) {
        block.inside.clone_from(&nest.inside);
        block.inset = nest.inset;
        self.push(block);
    }

    fn prose_heading(&mut self, level: u8, text: &Inlines, parent: NodeId) {
        let wanted = self.section_level.saturating_add(level.max(1));
        self.heading(wanted, text, parent, "subheading");
    }

    /// A heading whose level never skips one (ISO 14289-1, 7.4.2).
    pub(super) fn heading(&mut self, wanted: u8, text: &Inlines, parent: NodeId, style: &str) {
        let level = wanted.min(self.last_heading.saturating_add(1)).clamp(2, 6);
        self.last_heading = level;
        let style = self.layout.style(style);
        let node = self.tags.element(parent, Element::new(Role::H(level)));
        let pieces = self.pieces(text, &style, Place::Under(node));
        let mut block = Block::text(pieces, style);
        block.keep.with_next = true;
        block.outline = Some((markup::plain(text), level));
        self.push(block);
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem], parent: NodeId, nest: &Nest) {
        let numbering = if start.is_some() { ListNumbering::Decimal } else { ListNumbering::Disc };
        let list = self.tags.element(parent, Element::new(Role::L(numbering)));
        let hang = self.new_hang();
        let style = self.layout.style("list");
        let mut inner = nest.clone();
        inner.depth += 1;
        inner.style = Some(Arc::clone(&style));
        if nest.depth < MAX_DEPTH {
            inner.inside.push(hang);
        }
        for (index, item) in items.iter().enumerate() {
            let li = self.tags.element(list, Element::new(Role::LI));
            let mark = match start {
                Some(first) => format!("{}.", first.saturating_add(index as u64)),
                None if nest.depth.is_multiple_of(2) => "•".to_owned(),
                None => "–".to_owned(),
            };
            let kind = if start.is_some() { LabelKind::Number } else { LabelKind::Mark };
            let lbl = self.tags.element(li, Element::new(Role::Lbl));
            let piece = self.plain_piece(mark, &style, Place::Under(lbl), &self.origin.clone());
            let label = Label { pieces: vec![piece], hang, kind };
            let body = self.tags.element(li, Element::new(Role::LBody));
            let from = self.blocks.len();
            self.blocks_of(&item.blocks, body, &inner);
            self.attach_label(from, label, &inner, &style);
            self.mind_list_edges(from, index, items.len());
        }
    }

    /// Below a list stands at least as much space as around it.
    pub(super) fn end_list(&mut self, around: Length) {
        if let Some(last) = self.blocks.last_mut() {
            let (before, after) =
                last.space.unwrap_or((last.style.space_before, last.style.space_after));
            last.space = Some((before, after.max(around)));
        }
    }

    /// Hangs the mark before the first block of an item; an item that starts
    /// with something else than a paragraph gets an empty line for it.
    fn attach_label(&mut self, from: usize, label: Label, nest: &Nest, style: &Arc<Style>) {
        if let Some(Block { kind: BlockKind::Text(text), .. }) = self.blocks.get_mut(from)
            && text.label.is_none()
        {
            text.label = Some(label);
            return;
        }
        let text = TextBlock { pieces: Vec::new(), label: Some(label), ..TextBlock::default() };
        let mut block = Block::new(BlockKind::Text(text), Arc::clone(style));
        block.inside.clone_from(&nest.inside);
        block.keep.with_next = self.blocks.len() > from;
        self.blocks.insert(from.min(self.blocks.len()), block);
    }

    /// The first and the last item of a list prefer company.
    fn mind_list_edges(&mut self, from: usize, index: usize, count: usize) {
        if count < 3 || !(index == 0 || index + 2 == count) || self.blocks.len() != from + 1 {
            return;
        }
        if let Some(block) = self.blocks.last_mut() {
            block.keep.prefer_next = true;
        }
    }

    fn quote(&mut self, blocks: &[markup::Block], parent: NodeId, nest: &Nest) {
        let quote = self.tags.element(parent, Element::new(Role::BlockQuote));
        let style = self.layout.style("quote");
        let mut inner = nest.clone();
        inner.depth += 1;
        if nest.depth < MAX_DEPTH && style.left_indent <= Length::ZERO {
            inner.inset += style.size.scale(3, 2);
        }
        inner.style = Some(style);
        self.blocks_of(blocks, quote, &inner);
    }

    fn thematic_break(&mut self, nest: &Nest) {
        let body = self.layout.style("body");
        let width = Length::from_units(Length::pt(1).units() / 2);
        let mut block = Block::new(BlockKind::Rule { width, color: body.color }, body);
        let space = block.style.leading;
        block.space = Some((space, space));
        self.nested(block, nest);
    }

    fn table(&mut self, table: &Table, parent: NodeId, nest: &Nest) {
        let style = self.layout.style("table");
        let head_style = self.layout.style("table-head");
        let node = self.tags.element(parent, Element::new(Role::Table));
        let has_header = !table.header.is_empty();
        let header = if has_header {
            let group = self.tags.element(node, Element::new(Role::THead));
            let column = Role::TH(Scope::Column);
            self.row(&table.header, group, (column, column), &head_style)
        } else {
            Vec::new()
        };
        let group = self.tags.element(node, Element::new(Role::TBody));
        let first = if table.row_headers { Role::TH(Scope::Row) } else { Role::TD };
        let mut rows = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            // An empty cell heads nothing.
            let named = row.first().is_some_and(|cell| !cell.is_empty());
            let first = if named { first } else { Role::TD };
            rows.push(self.row(row, group, (first, Role::TD), &style));
        }
        let kind = BlockKind::Table(TableBlock {
            columns: table.columns.clone(),
            header,
            head_style,
            rows,
            lang: self.lang.clone(),
            origin: table.origin.clone(),
        });
        let mut block = Block::new(kind, style);
        block.origin = Some(table.origin.clone());
        if table.columns.is_empty() {
            let message = "a table has no columns";
            self.diags.push(Diagnostic::warning("empty-table", message).at(&table.origin));
            return;
        }
        self.nested(block, nest);
    }

    /// One row; `first` is the role of its first cell.
    fn row(
        &mut self,
        cells: &[Inlines],
        group: NodeId,
        (first, others): (Role, Role),
        style: &Arc<Style>,
    ) -> Vec<Vec<Piece>> {
        let row = self.tags.element(group, Element::new(Role::TR));
        cells
            .iter()
            .enumerate()
            .map(|(index, cell)| {
                let role = if index == 0 { first } else { others };
                let node = self.tags.element(row, Element::new(role));
                self.pieces(cell, style, Place::Under(node))
            })
            .collect()
    }

    /// A paragraph of inline text under the current parent.
    pub(super) fn line(&mut self, inlines: &Inlines, style: &str, origin: &Origin) {
        let style = self.layout.style(style);
        let node = self.tags.element(self.parent, Element::new(Role::P));
        let pieces = self.pieces(inlines, &style, Place::Under(node));
        let mut block = Block::text(pieces, style);
        block.origin = Some(origin.clone());
        self.push(block);
    }
}

/// The space below a list among paragraphs of a style: as much as below each
/// of them. Where an indent alone marks paragraphs, the one after a list has
/// none, and half a line parts it from the items.
pub(super) fn below_list(style: &Style) -> Length {
    if style.space_after > Length::ZERO { style.space_after } else { style.leading / 2 }
}

/// Whether a paragraph announces what follows it.
fn ends_in_colon(pieces: &[Piece]) -> bool {
    pieces.last().is_some_and(|piece| piece.text.trim_end().ends_with(':'))
}
