//! The tree as plain reading text, for titles, bookmarks, counts and mail.

use super::lexicon::SOFT_HYPHEN;
use super::tree::{Block, Inline, Prose};

/// The text of a row of inlines; forced breaks become spaces, hyphenation
/// points vanish.
pub fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    push_inlines(inlines, &mut out);
    out
}

/// The text of a field, one line per paragraph, heading, list item or table
/// row; cells are separated by tabs.
pub fn plain_prose(prose: &Prose) -> String {
    let mut out = String::new();
    push_blocks(&prose.blocks, &mut out);
    out.truncate(out.trim_end_matches('\n').len());
    out
}

fn push_inlines(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(run) => out.extend(run.text.chars().filter(|c| *c != SOFT_HYPHEN)),
            Inline::Break => out.push(' '),
        }
    }
}

/// Recursion is bounded: reading limits how deep blocks nest.
fn push_blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => push_line(&paragraph.text, out),
            Block::Heading { text, .. } => push_line(text, out),
            Block::List { items, .. } => items.iter().for_each(|i| push_blocks(&i.blocks, out)),
            Block::Quote(blocks) => push_blocks(blocks, out),
            Block::Table(table) => {
                let header = (!table.header.is_empty()).then_some(&table.header);
                for row in header.into_iter().chain(&table.rows) {
                    for (index, cell) in row.iter().enumerate() {
                        if index > 0 {
                            out.push('\t');
                        }
                        push_inlines(cell, out);
                    }
                    out.push('\n');
                }
            }
            Block::Break => {}
        }
    }
}

fn push_line(text: &[Inline], out: &mut String) {
    push_inlines(text, out);
    out.push('\n');
}
