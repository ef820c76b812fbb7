//! Builds the tree of blocks from a flat row of openings and closings.

use super::roles::role;
use super::table::TableBuilder;
use super::tree::{Block, ColumnAlign, Inlines, ListItem, Paragraph, Prose};
use crate::diag::Origin;
use crate::model::Lang;

/// The blocks under way. Nothing recurses; what nests too deep is laid into
/// its parent.
pub(super) struct Blocks {
    stack: Vec<Frame>,
    limit: usize,
    /// Open lists, items and quotes beyond the limit.
    flattened: usize,
    table: Option<TableBuilder>,
}

enum Frame {
    Root(Vec<Block>),
    Quote(Vec<Block>),
    List { start: Option<u64>, items: Vec<ListItem> },
    Item(Vec<Block>),
}

impl Blocks {
    /// An empty field; lists and quotes may nest `limit` levels deep.
    pub(super) fn new(limit: usize) -> Self {
        Self { stack: vec![Frame::Root(Vec::new())], limit, flattened: 0, table: None }
    }

    /// Opens a block quote; false when it nests too deep.
    pub(super) fn open_quote(&mut self) -> bool {
        self.open(Frame::Quote(Vec::new()))
    }

    /// Opens a list; false when it nests too deep.
    pub(super) fn open_list(&mut self, start: Option<u64>) -> bool {
        self.open(Frame::List { start, items: Vec::new() })
    }

    /// Opens an item of the list just opened.
    pub(super) fn open_item(&mut self) {
        if self.flattened > 0 {
            self.flattened += 1;
        } else {
            self.stack.push(Frame::Item(Vec::new()));
        }
    }

    fn open(&mut self, frame: Frame) -> bool {
        let depth = self.stack.iter().filter(|f| !matches!(f, Frame::Item(_))).count();
        let fits = self.flattened == 0 && depth <= self.limit;
        if fits {
            self.stack.push(frame);
        } else {
            self.flattened += 1;
        }
        // One finding for the outermost level is enough.
        fits || self.flattened > 1
    }

    /// Closes the list, item or quote opened last.
    pub(super) fn close(&mut self) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        match self.stack.pop() {
            Some(Frame::Quote(blocks)) if !blocks.is_empty() => self.push(Block::Quote(blocks)),
            Some(Frame::List { start, items }) if !items.is_empty() => {
                self.push(Block::List { start, items });
            }
            Some(Frame::Item(blocks)) => {
                if let Some(Frame::List { items, .. }) = self.stack.last_mut() {
                    items.push(ListItem { blocks });
                }
            }
            Some(root @ Frame::Root(_)) => self.stack.push(root),
            _ => {}
        }
    }

    /// Appends a block where the text stands now.
    pub(super) fn push(&mut self, block: Block) {
        if let Some(blocks) = self.siblings() {
            blocks.push(block);
        }
    }

    /// Appends a paragraph, or a heading when it has a level.
    pub(super) fn push_text(&mut self, level: Option<u8>, text: Inlines) {
        let Some(blocks) = self.siblings() else { return };
        blocks.push(match level {
            Some(level) => Block::Heading { level, text },
            None => Block::Paragraph(Paragraph { role: role(&text, blocks.last()), text }),
        });
    }

    fn siblings(&mut self) -> Option<&mut Vec<Block>> {
        self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Root(blocks) | Frame::Quote(blocks) | Frame::Item(blocks) => Some(blocks),
            Frame::List { .. } => None,
        })
    }

    /// Opens a table; its first row is the header.
    pub(super) fn open_table(&mut self, columns: Vec<ColumnAlign>, origin: Origin) {
        self.table = Some(TableBuilder::new(columns, origin));
    }

    /// Opens a row of the body.
    pub(super) fn open_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.open_row();
        }
    }

    /// Appends a cell to the row.
    pub(super) fn push_cell(&mut self, cell: Inlines) {
        if let Some(table) = &mut self.table {
            table.push_cell(cell);
        }
    }

    /// Closes the table.
    pub(super) fn close_table(&mut self, lang: &Lang) {
        if let Some(table) = self.table.take() {
            self.push(Block::Table(table.finish(lang)));
        }
    }

    /// Closes everything.
    pub(super) fn finish(mut self) -> Prose {
        self.flattened = 0;
        while self.stack.len() > 1 {
            self.close();
        }
        match self.stack.pop() {
            Some(Frame::Root(blocks)) => Prose { blocks },
            _ => Prose::default(),
        }
    }
}
