//! `Layout( ... )`: names first (colours, fonts, styles), then what uses them.

mod artwork;
mod flow;
mod fonts;
mod frames;
mod masters;
mod page;
mod palette;
mod settings;
mod styles;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Fields, not_blank};
use super::kind::Kind;
use super::node::{Node, Reader, quoted};
use super::release::headings;
use crate::color::{ColorId, Palette};
use crate::diag::{Diagnostic, nearest};
use crate::geom::Size;
use crate::model::layout::{BUILT_IN_STYLES, FontFamily, Layout, Letterhead, Section, Style};
use crate::model::{Lang, Text, clocks, headings as defaults, placeholder};

/// The layout of a file. What is missing or wrong has been reported.
pub(super) fn layout(reader: &Reader<'_>) -> Option<Layout> {
    let file = Node::file(reader);
    if file.is_not(Kind::Layout) {
        return None;
    }
    file.fields("Layout", |f| read(reader, f))
}

fn read(reader: &Reader<'_>, f: &mut Fields<'_>) -> Layout {
    let name = f.required_text("name", "\"Stadt Musterstadt\"");
    let language = f.language("language").unwrap_or_else(Lang::german);
    let time_zone = f.optional("time_zone").and_then(time_zone);
    let page = page::page(f);
    let palette = palette::palette(f);
    let svg_colors = palette::svg_colors(f, &palette);
    let families = fonts::fonts(f);
    let styles = styles::styles(f, &palette, &families);
    let house = House { size: page.size, palette: &palette, styles: &styles };
    let letterhead = letterhead(f);
    let (first, follow) = masters::masters(f, &house);
    let flow = flow::flow(f, &house);
    Layout {
        source: reader.source().clone(),
        name,
        time_zone,
        letterhead,
        first,
        follow,
        flow,
        headings: all_headings(f, &language),
        formats: settings::formats(f),
        baseline_grid: f.optional("baseline_grid").and_then(settings::grid),
        fit: f.optional("fit").and_then(settings::fit),
        hyphenation: f.texts("hyphenation"),
        keep_together: f.texts("keep_together"),
        abbreviations: f.text_map("abbreviations"),
        print: settings::print(f),
        mail: settings::mail(f),
        allow: f.texts("allow"),
        language,
        page,
        palette,
        svg_colors,
        families,
        styles,
    }
}

/// What the later parts of a layout refer to.
struct House<'a> {
    size: Size,
    palette: &'a Palette,
    styles: &'a BTreeMap<Arc<str>, Arc<Style>>,
}

impl House<'_> {
    /// The style that a value names, or the one it has when it names none.
    fn style(&self, f: &mut Fields<'_>, default: &str) -> Arc<str> {
        let Some(node) = f.optional("style") else { return default.into() };
        let Some(text) = node.text() else { return default.into() };
        let defined = self.styles.keys().map(|name| &**name);
        let known = || defined.clone().chain(BUILT_IN_STYLES.iter().copied());
        if !known().any(|name| name == text.as_str()) {
            unknown_name(&node, "unknown-style", "style", text.as_str(), known());
        }
        text.as_str().into()
    }

    /// The colour of field `color`; black when it names none.
    fn color(&self, f: &mut Fields<'_>) -> ColorId {
        f.optional("color").map_or(Palette::BLACK, |node| color(&node, self.palette))
    }

    /// A template with placeholders, every one known.
    fn template(&self, f: &mut Fields<'_>) -> Text {
        let Some(node) = f.required("text", "\"{organisation}\"") else {
            return Text::synthetic("");
        };
        let text = node.text().filter(|text| not_blank(&node, text));
        let text = text.unwrap_or_else(|| Text::synthetic(""));
        for unknown in placeholder::unknown(text.as_str()) {
            let hint = match nearest(unknown.name, placeholder::NAMES.iter().copied()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None => format!("known: {}", quoted(placeholder::NAMES.iter().copied())),
            };
            let message = format!("unknown placeholder `{{{}}}`", unknown.name);
            let finding = Diagnostic::error("unknown-placeholder", message);
            node.reader.push(finding.at(&text.origin_of(unknown.range)).hint(hint));
        }
        text
    }
}

/// The palette entry that a value names; black when there is none.
fn color(node: &Node<'_>, palette: &Palette) -> ColorId {
    let Some(text) = node.short_text() else { return Palette::BLACK };
    palette.find(&text).unwrap_or_else(|| {
        let known: Vec<_> = palette.iter().map(|(_, color)| &*color.name).collect();
        unknown_name(node, "unknown-colour", "colour", &text, known.into_iter());
        Palette::BLACK
    })
}

/// Reports a name that the layout does not define.
fn unknown_name<'a>(
    node: &Node<'_>,
    code: &'static str,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) {
    let hint = match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known: {}", quoted(known)),
    };
    node.error(code, format!("{}there is no {what} `{name}`", node.label()), &hint);
}

fn time_zone(node: Node<'_>) -> Option<Text> {
    let text = node.text()?;
    let zone = text.as_str();
    if clocks::known(zone) {
        return Some(text);
    }
    let hint = match clocks::meant(zone) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a name of the IANA database, such as \"Europe/Berlin\"".to_owned(),
    };
    node.error("bad-time-zone", format!("{}`{zone}` is not a time zone", node.label()), &hint);
    None
}

fn letterhead(f: &mut Fields<'_>) -> Letterhead {
    let example = "(organisation: \"...\", kind: \"Medieninformation\")";
    let node = f.required("letterhead", example);
    let read = |f: &mut Fields<'_>| Letterhead {
        organisation: f.required_text("organisation", "\"Stadt Musterstadt\""),
        kind: f.required_text("kind", "\"Medieninformation\""),
        contact: f.texts("contact"),
        responsible: f.filled("responsible"),
        boilerplate: f.filled("boilerplate"),
    };
    node.and_then(|node| node.fields("Letterhead", read)).unwrap_or_else(|| Letterhead {
        organisation: Text::synthetic(""),
        kind: Text::synthetic(""),
        contact: Vec::new(),
        responsible: None,
        boilerplate: None,
    })
}

/// Every section has a heading: the stated one or that of the language.
fn all_headings(f: &mut Fields<'_>, language: &Lang) -> BTreeMap<Section, Text> {
    let stated = f.optional("headings").map_or_else(Vec::new, headings);
    let mut all: BTreeMap<Section, Text> = super::release::SECTIONS
        .iter()
        .map(|(_, section)| (*section, Text::synthetic(defaults::default(*section, language))))
        .collect();
    all.extend(stated);
    all
}

/// The families a style may name.
type Families = BTreeMap<Arc<str>, FontFamily>;
