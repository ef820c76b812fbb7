//! Documents and tag trees as text, for goldens and for people.

use std::fmt::Write as _;

use super::document::{ArtifactKind, Document, Item, ItemKind, Owner};
use super::tags::{Element, ListNumbering, NodeId, NodeKind, Role, Scope, TagTree};
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

impl Document {
    /// All pages as lines such as
    /// `p1 12.00mm 34.50mm "Medieninformation" SourceSans3-Bold 18pt`:
    /// page, start of the baseline from the left and top trim edges, text,
    /// face, size. Artifacts say so at the end.
    pub fn dump(&self) -> String {
        let mut out = String::new();
        for (index, page) in self.pages.iter().enumerate() {
            for item in &page.items {
                self.dump_item(index + 1, item, &mut out);
            }
        }
        out
    }

    fn dump_item(&self, page: usize, item: &Item, out: &mut String) {
        let _ = write!(out, "p{page} ");
        let _ = match &item.kind {
            ItemKind::Glyphs(at, run) => {
                write!(out, "{} {} {}", mm(at.x), mm(at.y), self.run(run))
            }
            ItemKind::Rule { from, to, width, color } => write!(
                out,
                "{} {} rule to {} {} {}pt {}",
                mm(from.x),
                mm(from.y),
                mm(to.x),
                mm(to.y),
                points(*width),
                self.palette.get(*color).name
            ),
            ItemKind::Path { fill, stroke, path } => write!(
                out,
                "path of {} segments{}{}",
                path.segments.len(),
                fill.map(|(color, _)| format!(" fill {}", self.palette.get(color).name))
                    .unwrap_or_default(),
                stroke
                    .map(|(color, width)| {
                        format!(" stroke {} {}pt", self.palette.get(color).name, points(width))
                    })
                    .unwrap_or_default()
            ),
            ItemKind::Image(image, rect) => write!(
                out,
                "{} {} image {} {} x {}",
                mm(rect.left()),
                mm(rect.top()),
                self.images.get(image.0 as usize).map_or("?", |image| image.name.as_str()),
                mm(rect.size.width),
                mm(rect.size.height)
            ),
            ItemKind::Link { rect, target, .. } => write!(
                out,
                "{} {} link {} x {} {target}",
                mm(rect.left()),
                mm(rect.top()),
                mm(rect.size.width),
                mm(rect.size.height)
            ),
        };
        if let Owner::Artifact(kind) = item.owner {
            let _ = write!(out, " [{}]", artifact(kind));
        }
        out.push('\n');
    }

    fn run(&self, run: &GlyphRun) -> String {
        let mut line =
            format!("{:?} {} {}pt", run.text, run.face.postscript_name, points(run.size));
        if run.color != crate::color::Palette::BLACK {
            let _ = write!(line, " {}", self.palette.get(run.color).name);
        }
        line
    }
}

/// Millimetres with two decimals.
fn mm(length: Length) -> String {
    // No "-0.00": it would differ from 0.00 for nothing.
    let text = format!("{:.2}mm", length.to_mm());
    if text == "-0.00mm" { "0.00mm".to_owned() } else { text }
}

/// Points without useless zeros.
fn points(length: Length) -> String {
    let text = format!("{:.2}", length.to_pt());
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn artifact(kind: ArtifactKind) -> &'static str {
    match kind {
        ArtifactKind::Header => "header",
        ArtifactKind::Footer => "footer",
        ArtifactKind::Layout => "layout",
        ArtifactKind::Background => "background",
        ArtifactKind::Link => "link",
    }
}

impl TagTree {
    /// The tree as YAML: elements as keys, content as the text that the
    /// pages of the document show for it.
    pub fn dump_yaml(&self, document: &Document) -> String {
        let mut texts: Vec<String> = vec![String::new(); self.len()];
        for item in document.pages.iter().flat_map(|page| &page.items) {
            let Owner::Node(node) = item.owner else { continue };
            let Some(text) = texts.get_mut(node.0 as usize) else { continue };
            match &item.kind {
                ItemKind::Glyphs(_, run) => text.push_str(&run.text),
                ItemKind::Image(..) => text.push_str("(image)"),
                ItemKind::Link { target, .. } => {
                    let _ = write!(text, " -> {target}");
                }
                ItemKind::Rule { .. } | ItemKind::Path { .. } => {}
            }
        }
        let mut out = String::new();
        self.dump_node(Self::ROOT, 0, &texts, &mut out);
        out
    }

    fn dump_node(&self, id: NodeId, depth: usize, texts: &[String], out: &mut String) {
        let indent = "  ".repeat(depth);
        let node = self.get(id);
        let text = texts.get(id.0 as usize).map_or("", String::as_str);
        match &node.kind {
            NodeKind::Content => {
                let _ = writeln!(out, "{indent}- {text:?}");
            }
            NodeKind::Element(element) => {
                let target = text.trim_start();
                let mut notes = attributes(element);
                if !target.is_empty() {
                    let _ = write!(notes, " {target}");
                }
                let _ = writeln!(out, "{indent}- {}:{notes}", role(element.role));
            }
        }
        for child in &node.children {
            self.dump_node(*child, depth + 1, texts, out);
        }
    }
}

fn attributes(element: &Element) -> String {
    let mut out = String::new();
    if let Some(lang) = &element.lang {
        let _ = write!(out, " lang={lang}");
    }
    let texts =
        [("alt", &element.alt), ("actual", &element.actual_text), ("E", &element.expansion)];
    for (name, text) in texts {
        if let Some(text) = text {
            let _ = write!(out, " {name}={text:?}");
        }
    }
    if let Some((page, _)) = element.bbox {
        let _ = write!(out, " page={}", page + 1);
    }
    out
}

fn role(role: Role) -> String {
    match role {
        Role::H(level) => format!("H{level}"),
        Role::L(ListNumbering::None) => "L none".to_owned(),
        Role::L(ListNumbering::Disc) => "L disc".to_owned(),
        Role::L(ListNumbering::Decimal) => "L decimal".to_owned(),
        Role::TH(Scope::Column) => "TH column".to_owned(),
        Role::TH(Scope::Row) => "TH row".to_owned(),
        other => format!("{other:?}"),
    }
}
