//! The text/plain part: reads well as it stands, in any client, in a
//! screen reader, and when somebody copies it into an editorial system.

use super::content::{Content, Figure, Item};
use super::flowed::{Flowed, WIDTH};
use crate::compose::words::Words;
use crate::markup::{Block, ColumnAlign, Inline, Inlines, Link, ListItem, Prose, Table};
use std::sync::Arc;

/// Addresses longer than this go to the end of the message.
const LONGEST_ADDRESS: usize = 60;

/// The whole text; lines end with `\n`.
pub(super) fn text(content: &Content) -> String {
    let mut writer =
        Writer { out: Flowed::default(), words: Words::new(&content.lang), notes: Vec::new() };
    writer.plain(&content.organisation);
    writer.plain(&content.kind);
    writer.out.blank(0);
    for item in &content.items {
        writer.item(item);
    }
    if !content.contact.is_empty() {
        writer.out.blank(0);
        for line in &content.contact {
            let line = writer.inlines(line);
            writer.plain(&line);
        }
    }
    writer.footnotes();
    writer.out.finish()
}

struct Writer {
    out: Flowed,
    words: Words,
    /// Addresses for the end.
    notes: Vec<String>,
}

impl Writer {
    fn plain(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.out.paragraph(0, "", &tidy(text));
        }
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Title { kicker, headline, subhead } => {
                self.out.blank(0);
                for part in [kicker, headline, subhead] {
                    // Breaks in a headline are for the sheet's width.
                    let part = self.inlines(part).replace('\n', " ");
                    self.plain(&part);
                }
                self.out.blank(0);
            }
            Item::Embargo(text) | Item::Line(text, _) => {
                if matches!(item, Item::Embargo(_)) {
                    self.out.blank(0);
                }
                let text = self.inlines(text);
                self.plain(&text);
                if !matches!(item, Item::Line(_, style) if style == "contact") {
                    self.out.blank(0);
                }
            }
            Item::Heading(text) => {
                self.out.blank(0);
                let text = self.inlines(text);
                self.plain(&text);
                self.out.blank(0);
            }
            Item::Prose(prose, ..) => self.prose(prose),
            Item::Facts(facts) => {
                self.out.blank(0);
                for (label, value) in facts {
                    let label = self.inlines(label);
                    let value = self.inlines(value).replace('\n', ", ");
                    self.plain(&format!("{}: {value}", label.trim_end_matches(':')));
                }
                self.out.blank(0);
            }
            Item::Photo(figure) => self.figure(figure),
            Item::Files(files) => {
                for file in files {
                    self.out.paragraph(0, "- ", &tidy(file));
                }
                self.out.blank(0);
            }
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.out.blank(0);
        if !figure.alt.is_empty() {
            self.plain(&format!("[{}]", self.words.photo_shows(&figure.alt)));
        }
        let caption = self.inlines(&figure.caption);
        self.plain(&caption);
        for note in &figure.notes {
            self.plain(note);
        }
        self.out.blank(0);
    }

    fn prose(&mut self, prose: &Prose) {
        self.blocks(&prose.blocks, 0, 0);
        self.out.blank(0);
    }

    fn blocks(&mut self, blocks: &[Block], quote: usize, depth: usize) {
        for (index, block) in blocks.iter().enumerate() {
            // Lists stay close to what introduces them inside lists.
            if depth == 0 && index > 0 {
                self.out.blank(quote);
            }
            self.block(block, quote, depth);
        }
    }

    fn block(&mut self, block: &Block, quote: usize, depth: usize) {
        match block {
            Block::Paragraph(paragraph) => {
                let text = self.inlines(&paragraph.text);
                self.out.paragraph(quote, &indent(depth), &text);
            }
            Block::Heading { text, .. } => {
                let text = self.inlines(text);
                self.out.blank(quote);
                self.out.paragraph(quote, &indent(depth), &text);
            }
            Block::List { start, items } => self.list(*start, items, quote, depth),
            Block::Quote(inner) => {
                if depth > 0 {
                    self.out.blank(quote);
                }
                self.blocks(inner, quote + 1, 0);
            }
            Block::Table(table) => self.table(table, quote),
            Block::Break => self.out.fixed(quote, "* * *"),
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem], quote: usize, depth: usize) {
        for (number, item) in (start.unwrap_or(0)..).zip(items) {
            let mark = match start {
                Some(_) => format!("{}{number}. ", indent(depth)),
                None => format!("{}- ", indent(depth)),
            };
            let mut blocks = item.blocks.as_slice();
            let mut first = String::new();
            if let [Block::Paragraph(paragraph), rest @ ..] = blocks {
                first = self.inlines(&paragraph.text);
                blocks = rest;
            }
            self.out.paragraph(quote, &mark, &first);
            self.blocks(blocks, quote, depth + 1);
        }
    }

    /// Columns where they fit the line, else one line a row that names its
    /// columns.
    fn table(&mut self, table: &Table, quote: usize) {
        let mut row = |cells: &[Inlines]| -> Vec<String> {
            cells
                .iter()
                .map(|cell| self.inlines(cell).replace('\n', " ").trim().to_owned())
                .collect()
        };
        let header = row(&table.header);
        let rows: Vec<Vec<String>> = table.rows.iter().map(|cells| row(cells)).collect();
        let widths: Vec<usize> = (0..table.columns.len())
            .map(|column| {
                let cells = rows.iter().chain([&header]).filter_map(|row| row.get(column));
                cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
            })
            .collect();
        let total = widths.iter().sum::<usize>() + GAP.len() * widths.len().saturating_sub(1);
        if total + quote + 2 > WIDTH {
            return self.records(&header, &rows, quote);
        }
        if !header.is_empty() {
            self.out.fixed(quote, &columns(&header, &widths, &table.columns));
            let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            self.out.fixed(quote, &rule.join(GAP));
        }
        for cells in &rows {
            self.out.fixed(quote, &columns(cells, &widths, &table.columns));
        }
    }

    fn records(&mut self, header: &[String], rows: &[Vec<String>], quote: usize) {
        for cells in rows {
            let mut parts = Vec::new();
            for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                match header.get(column).filter(|name| column > 0 && !name.is_empty()) {
                    Some(name) => parts.push(format!("{name}: {cell}")),
                    None => parts.push(cell.clone()),
                }
            }
            self.out.paragraph(quote, "- ", &parts.join("; "));
        }
    }

    /// Runs as text; addresses follow what they belong to.
    fn inlines(&mut self, inlines: &[Inline]) -> String {
        let mut out = String::new();
        let mut link: Option<(Arc<Link>, String)> = None;
        for inline in inlines {
            let (text, own) = match inline {
                Inline::Text(run) => (run.text.as_str(), run.link.as_ref()),
                Inline::Break => ("\n", None),
            };
            let goes_on = match (&link, own) {
                (Some((open, _)), Some(own)) => Arc::ptr_eq(open, own),
                _ => false,
            };
            if !goes_on {
                self.close(link.take(), &mut out);
                link = own.map(|own| (Arc::clone(own), String::new()));
            }
            match &mut link {
                Some((_, shown)) => shown.push_str(text),
                None => out.push_str(text),
            }
        }
        self.close(link, &mut out);
        tidy(&out)
    }

    fn close(&mut self, link: Option<(Arc<Link>, String)>, out: &mut String) {
        let Some((link, shown)) = link else { return };
        let shown = tidy(&shown);
        let target = link.target.as_str();
        let bare = target.split_once(':').map_or(target, |(_, rest)| rest).trim_start_matches('/');
        if shown.trim_end_matches('/') == bare.trim_end_matches('/') {
            // Mail programs make a link only of what has its scheme.
            let web = target.starts_with("http:") || target.starts_with("https:");
            out.push_str(if web { target } else { &shown });
        } else if shown == target || target.starts_with("tel:") {
            out.push_str(&shown);
        } else if target.len() <= LONGEST_ADDRESS {
            out.push_str(&format!(
                "{shown} ({})",
                target.strip_prefix("mailto:").unwrap_or(target)
            ));
        } else {
            let known = self.notes.iter().position(|note| note == target);
            let number = known.unwrap_or_else(|| {
                self.notes.push(target.to_owned());
                self.notes.len() - 1
            });
            out.push_str(&format!("{shown} [{}]", number + 1));
        }
    }

    fn footnotes(&mut self) {
        let notes = std::mem::take(&mut self.notes);
        if notes.is_empty() {
            return;
        }
        self.out.blank(0);
        self.plain(&self.words.addresses());
        for (index, note) in notes.iter().enumerate() {
            self.out.paragraph(0, &format!("[{}] ", index + 1), note);
        }
    }
}

/// Between the columns of a table.
const GAP: &str = "   ";

fn columns(cells: &[String], widths: &[usize], aligns: &[ColumnAlign]) -> String {
    let cells = cells.iter().zip(widths).enumerate().map(|(index, (cell, width))| {
        match aligns.get(index) {
            Some(ColumnAlign::Right | ColumnAlign::Decimal) => format!("{cell:>width$}"),
            Some(ColumnAlign::Center) => format!("{cell:^width$}"),
            _ => format!("{cell:<width$}"),
        }
    });
    cells.collect::<Vec<_>>().join(GAP)
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth.min(8))
}

/// Without hyphenation points and spaces that few fonts have; no control
/// character but the line end.
fn tidy(text: &str) -> String {
    let kept = text.chars().filter_map(|c| match c {
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        '\u{202f}' | '\u{2009}' | '\u{200a}' => Some('\u{a0}'),
        '\n' => Some('\n'),
        '\t' => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    });
    kept.collect()
}
