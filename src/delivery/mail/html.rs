//! The text/html part: one column, inline styles of the layout, no script,
//! nothing from outside. Structure is in the elements, so that it reads well
//! where styles are dropped or spoken.

use std::sync::Arc;

use super::content::{Content, Figure, Item};
use super::style::Sheet;
use crate::markup::{
    Block, ColumnAlign, Inline, Inlines, Link, ListItem, ParagraphRole, Prose, Run, Table,
};
use crate::model::Layout;

/// A picture that the message shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The photo's file as the release writes it.
    pub file: String,
    /// Its `Content-ID` without brackets.
    pub cid: String,
    /// Its width in pixels.
    pub width: u32,
}

/// The whole document; lines end with `\n`.
pub(super) fn html(content: &Content, layout: &Layout, title: &str, shown: &[Shown]) -> String {
    let mut writer = Writer { out: String::new(), css: Sheet::new(layout), shown };
    writer.document(content, title);
    writer.out
}

struct Writer<'a> {
    out: String,
    css: Sheet<'a>,
    shown: &'a [Shown],
}

impl Writer<'_> {
    fn document(&mut self, content: &Content, title: &str) {
        let lang = escape(content.lang.as_str());
        self.line("<!DOCTYPE html>");
        self.line(&format!("<html lang=\"{lang}\">"));
        self.line("<head>");
        self.line("<meta charset=\"utf-8\">");
        self.line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        self.line("<meta name=\"color-scheme\" content=\"light\">");
        self.line(&format!("<title>{}</title>", escape(title)));
        self.line("</head>");
        self.line("<body style=\"margin:0;padding:0;background:#ffffff\">");
        // Web mail drops html and body: language and font stand here again.
        self.line(&format!(
            "<div lang=\"{lang}\" style=\"max-width:640px;margin:0 auto;padding:24px 20px;{}\">",
            self.css.base()
        ));
        self.letterhead(content);
        for item in &content.items {
            self.item(item);
        }
        self.contact(&content.contact);
        self.line("</div>");
        self.line("</body>");
        self.line("</html>");
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn letterhead(&mut self, content: &Content) {
        self.line(&format!(
            "<div style=\"border-top:4px solid {};padding-top:16px;margin-bottom:20px\">",
            self.css.accent()
        ));
        for (text, style) in [(&content.organisation, "organisation"), (&content.kind, "kind")] {
            if !text.trim().is_empty() {
                self.element("p", style, &escape(&tidy(text)));
            }
        }
        self.line("</div>");
    }

    fn contact(&mut self, lines: &[Inlines]) {
        if lines.is_empty() {
            return;
        }
        self.line(&format!(
            "<div style=\"border-top:1px solid {};margin-top:28px;padding-top:14px\">",
            self.css.accent()
        ));
        let lines: Vec<String> = lines.iter().map(|line| inlines(line)).collect();
        self.element("p", "contact", &lines.join("<br>\n"));
        self.line("</div>");
    }

    fn element(&mut self, name: &str, style: &str, inner: &str) {
        self.line(&format!("<{name} style=\"{}\">{inner}</{name}>", self.css.block(style)));
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Title { kicker, headline, subhead } => self.title(kicker, headline, subhead),
            Item::Embargo(text) => {
                self.line(&format!("<p style=\"{}\">{}</p>", self.css.embargo(), inlines(text)));
            }
            Item::Line(text, style) => self.element("p", style, &inlines(text)),
            Item::Heading(text) => self.element("h2", "heading", &inlines(text)),
            Item::Prose(prose, style, level) => self.prose(prose, style, *level),
            Item::Facts(facts) => self.facts(facts),
            Item::Photo(figure) => self.figure(figure),
            Item::Files(files) => {
                self.line("<ul style=\"margin:0 0 12px 0;padding-left:24px\">");
                for file in files {
                    self.line(&format!("<li>{}</li>", escape(&tidy(file))));
                }
                self.line("</ul>");
            }
        }
    }

    fn title(&mut self, kicker: &Inlines, headline: &Inlines, subhead: &Inlines) {
        let mut inner = String::new();
        if !kicker.is_empty() {
            let css = self.css.text("kicker");
            let css = css.trim_start_matches(';');
            inner.push_str(&format!("<span style=\"{css}\">{}</span><br>\n", one_line(kicker)));
        }
        inner.push_str(&one_line(headline));
        self.element("h1", "headline", &inner);
        if !subhead.is_empty() {
            self.element("p", "subhead", &one_line(subhead));
        }
    }

    fn prose(&mut self, prose: &Prose, style: &str, level: u8) {
        // The highest heading written is the next below what stands above.
        let top = prose.blocks.iter().filter_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        let shift = level.saturating_sub(top.min().unwrap_or(1));
        self.blocks(&prose.blocks, style, shift);
    }

    fn blocks(&mut self, blocks: &[Block], style: &str, shift: u8) {
        for block in blocks {
            self.block(block, style, shift);
        }
    }

    fn block(&mut self, block: &Block, style: &str, shift: u8) {
        match block {
            Block::Paragraph(paragraph) => {
                let style = match paragraph.role {
                    ParagraphRole::Plain => style,
                    ParagraphRole::Speaker => "speaker",
                    ParagraphRole::Quotation => "quote",
                };
                self.element("p", style, &inlines(&paragraph.text));
            }
            Block::Heading { level, text } => {
                let level = level.saturating_add(shift).clamp(2, 6);
                let style = if level == 2 { "heading" } else { "subheading" };
                self.element(&format!("h{level}"), style, &inlines(text));
            }
            Block::List { start, items } => self.list(*start, items, style, shift, 12),
            Block::Quote(inner) => {
                self.line(&format!(
                    "<blockquote style=\"margin:0 0 14px 0;padding:2px 0 2px 16px;border-left:3px solid {}\">",
                    self.css.accent()
                ));
                self.blocks(inner, "quote", shift);
                self.line("</blockquote>");
            }
            Block::Table(table) => self.table(table),
            Block::Break => {
                self.line("<hr style=\"border:0;border-top:1px solid #767676;margin:20px 0\">");
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[ListItem], style: &str, shift: u8, below: u8) {
        let (name, start) = match start {
            None => ("ul", String::new()),
            Some(1) => ("ol", String::new()),
            Some(start) => ("ol", format!(" start=\"{start}\"")),
        };
        self.line(&format!("<{name}{start} style=\"margin:0 0 {below}px 0;padding-left:28px\">"));
        for item in items {
            let mut blocks = item.blocks.as_slice();
            let mut first = String::new();
            if let [Block::Paragraph(paragraph), rest @ ..] = blocks {
                first = inlines(&paragraph.text);
                blocks = rest;
            }
            self.line(&format!("<li style=\"margin:0 0 4px 0\">{first}"));
            for block in blocks {
                match block {
                    // A list inside an item ends with it.
                    Block::List { start, items } => self.list(*start, items, style, shift, 4),
                    block => self.block(block, style, shift),
                }
            }
            self.line("</li>");
        }
        self.line(&format!("</{name}>"));
    }

    fn open_table(&mut self) {
        self.line(&format!(
            "<table style=\"border-collapse:collapse;margin:0 0 16px 0;line-height:1.4;{}\">",
            self.css.font()
        ));
    }

    fn table(&mut self, table: &Table) {
        self.open_table();
        let line = format!("border-bottom:1px solid {}", self.css.accent());
        if !table.header.is_empty() {
            self.line("<thead>");
            self.row(
                ("th scope=\"col\"", "th scope=\"col\""),
                &table.header,
                &table.columns,
                &format!("{line};border-bottom-width:2px"),
            );
            self.line("</thead>");
        }
        self.line("<tbody>");
        for row in &table.rows {
            let headed = table.row_headers && row.first().is_some_and(|cell| !cell.is_empty());
            let first = if headed { "th scope=\"row\"" } else { "td" };
            self.row((first, "td"), row, &table.columns, &line);
        }
        self.line("</tbody>");
        self.line("</table>");
    }

    /// One row; the tag of its first cell and that of the others.
    fn row(
        &mut self,
        (first, others): (&str, &str),
        cells: &[Inlines],
        columns: &[ColumnAlign],
        css: &str,
    ) {
        self.line("<tr>");
        for (index, text) in cells.iter().enumerate() {
            let align = match columns.get(index) {
                Some(ColumnAlign::Right | ColumnAlign::Decimal) => "right",
                Some(ColumnAlign::Center) => "center",
                _ => "left",
            };
            let cell = if index == 0 { first } else { others };
            let name = cell.split(' ').next().unwrap_or(cell);
            // Mail programs set header cells in bold.
            let weight = if cell.ends_with("\"row\"") { "font-weight:normal;" } else { "" };
            let css = format!(
                "{weight}padding:5px 14px 5px 0;text-align:{align};vertical-align:top;{css}"
            );
            self.line(&format!("<{cell} style=\"{css}\">{}</{name}>", inlines(text)));
        }
        self.line("</tr>");
    }

    fn facts(&mut self, facts: &[(Inlines, Inlines)]) {
        self.open_table();
        self.line("<tbody>");
        for (label, value) in facts {
            self.line("<tr>");
            let css = format!(
                "padding:3px 18px 3px 0;text-align:left;vertical-align:top{}",
                self.css.text("fact-label")
            );
            self.line(&format!("<th scope=\"row\" style=\"{css}\">{}</th>", inlines(label)));
            let css = "padding:3px 0;vertical-align:top";
            self.line(&format!("<td style=\"{css}\">{}</td>", inlines(value)));
            self.line("</tr>");
        }
        self.line("</tbody>");
        self.line("</table>");
    }

    fn figure(&mut self, figure: &Figure) {
        let shown = self.shown.iter().find(|s| figure.shown && s.file == figure.file);
        if let Some(Shown { cid, width, .. }) = shown {
            self.line(&format!(
                "<p style=\"margin:0 0 6px 0\"><img src=\"cid:{}\" alt=\"{}\" width=\"{}\" \
                 style=\"display:block;max-width:100%;height:auto;border:0\"></p>",
                escape(cid),
                escape(&tidy(&figure.alt)),
                width.min(&640)
            ));
        } else if !figure.alt.is_empty() {
            let alt = escape(&tidy(&figure.alt));
            self.line(&format!("<p style=\"margin:0 0 4px 0;font-style:italic\">{alt}</p>"));
        }
        let mut lines = Vec::new();
        if !figure.caption.is_empty() {
            lines.push(inlines(&figure.caption));
        }
        lines.extend(figure.notes.iter().map(|note| {
            let css = self.css.text("credit");
            format!(
                "<span style=\"{}\">{}</span>",
                css.trim_start_matches(';'),
                escape(&tidy(note))
            )
        }));
        self.element("p", "caption", &lines.join("<br>\n"));
    }
}

/// Runs as HTML; runs of one link share one element.
fn inlines(inlines: &[Inline]) -> String {
    let mut out = String::new();
    let mut link: Option<&Arc<Link>> = None;
    for inline in inlines {
        let own = match inline {
            Inline::Text(run) => run.link.as_ref().filter(|link| is_safe(&link.target)),
            // A break inside a link stays inside.
            Inline::Break => link,
        };
        let goes_on = link.zip(own).is_some_and(|(a, b)| Arc::ptr_eq(a, b));
        if !goes_on {
            if link.is_some() {
                out.push_str("</a>");
            }
            if let Some(own) = own {
                out.push_str(&format!("<a href=\"{}\">", escape(&own.target)));
            }
            link = own;
        }
        match inline {
            Inline::Text(run) => out.push_str(&run_html(run)),
            Inline::Break => out.push_str("<br>\n"),
        }
    }
    if link.is_some() {
        out.push_str("</a>");
    }
    out
}

/// As [`inlines`], forced breaks as spaces: those of headlines are for the
/// width of the sheet.
fn one_line(text: &[Inline]) -> String {
    inlines(text).replace("<br>\n", " ")
}

fn run_html(run: &Run) -> String {
    let mut text = escape(&tidy(&run.text));
    if let Some(expansion) = &run.expansion {
        text = format!(
            "<abbr title=\"{}\" style=\"text-decoration:none\">{text}</abbr>",
            escape(expansion)
        );
    }
    if run.unbreakable {
        text = format!("<span style=\"white-space:nowrap\">{text}</span>");
    }
    if run.emphasis {
        text = format!("<em>{text}</em>");
    }
    if run.strong {
        text = format!("<strong>{text}</strong>");
    }
    if let Some(lang) = &run.lang {
        text = format!("<span lang=\"{}\">{text}</span>", escape(lang.as_str()));
    }
    text
}

/// Only addresses that a release may name become links.
fn is_safe(target: &str) -> bool {
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}

/// Text for element content and attribute values.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Without hyphenation points, which some programs show, and with one kind of
/// no-break space.
fn tidy(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}'))
        .map(|c| if matches!(c, '\u{202f}' | '\u{2009}' | '\u{200a}') { '\u{a0}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_written_becomes_an_element_or_an_attribute() {
        assert_eq!(escape("<b a=\"x\" c='y'>&"), "&lt;b a=&quot;x&quot; c=&#39;y&#39;&gt;&amp;");
        assert!(!is_safe("javascript:alert(1)") && !is_safe("data:text/html,x"));
    }
}
