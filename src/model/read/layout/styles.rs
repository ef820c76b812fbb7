//! `styles: { "body": (font: "...", size: "11pt"), "lead": (based_on: "body") }`.
//!
//! A style starts from the one it is based on (`body` when it names none) and
//! changes what it states.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::{Node, Shape};
use super::fonts::weight;
use super::page::{length, sides};
use super::{Families, color, unknown_name};
use crate::color::{ColorId, Palette};
use crate::model::Text;
use crate::model::layout::{Align, Initial, LineFit, Style};
use crate::unit::{Em, Length};

/// A longer chain of `based_on` is a mistake, or an attack on the stack.
const LONGEST_CHAIN: usize = 16;

pub(super) fn styles(
    f: &mut Fields<'_>,
    palette: &Palette,
    families: &Families,
) -> BTreeMap<Arc<str>, Arc<Style>> {
    let example = "{ \"body\": (font: \"Source Sans\", size: \"11pt\", leading: \"15pt\") }";
    let node = f.required("styles", example);
    let entries = node.as_ref().map_or_else(Vec::new, Node::map);
    let has_body = entries.iter().any(|(name, _)| name.as_str() == "body");
    if let Some(node) = node.filter(|_| !has_body) {
        node.error("missing-style", "style `body` is missing", "add \"body\": (font: \"...\")");
    }
    let cx = Context { entries: &entries, palette, families, done: RefCell::default() };
    for (name, _) in &entries {
        cx.resolve(name.as_str(), &mut Vec::new());
    }
    cx.done.into_inner()
}

struct Context<'a, 's> {
    entries: &'a [(Text, Node<'s>)],
    palette: &'a Palette,
    families: &'a Families,
    done: RefCell<BTreeMap<Arc<str>, Arc<Style>>>,
}

impl Context<'_, '_> {
    /// The style of a name; `chain` holds those that are based on it.
    fn resolve(&self, name: &str, chain: &mut Vec<Arc<str>>) -> Option<Arc<Style>> {
        if let Some(style) = self.done.borrow().get(name) {
            return Some(Arc::clone(style));
        }
        let (_, node) = self.entries.iter().find(|(known, _)| known.as_str() == name)?;
        chain.push(name.into());
        let style = node.fields("Style", |f| {
            let parent = self.parent(name, f, chain);
            self.style(name, f, &parent)
        });
        chain.pop();
        let style = Arc::new(style.unwrap_or_default());
        self.done.borrow_mut().insert(name.into(), Arc::clone(&style));
        Some(style)
    }

    fn parent(&self, name: &str, f: &mut Fields<'_>, chain: &mut Vec<Arc<str>>) -> Arc<Style> {
        let stated = f.optional("based_on").and_then(|node| Some((node.text()?, node)));
        let Some((parent, node)) = stated else {
            let body = (name != "body").then(|| self.resolve_implied(chain)).flatten();
            return body.unwrap_or_default();
        };
        let parent = parent.as_str();
        let path =
            || chain.iter().map(|name| &**name).chain([parent]).collect::<Vec<_>>().join(" → ");
        if chain.iter().any(|known| &**known == parent) {
            let message = format!("style `{name}` is based on itself: {}", path());
            node.error("style-cycle", message, "base one of them on another style");
            return Arc::default();
        }
        if chain.len() > LONGEST_CHAIN {
            let message = format!("style `{name}` stands in too long a chain: {}", path());
            node.error("style-cycle", message, "base it on a style nearer to `body`");
            return Arc::default();
        }
        self.resolve(parent, chain).unwrap_or_else(|| {
            let known = self.entries.iter().map(|(name, _)| name.as_str());
            unknown_name(&node, "unknown-style", "style", parent, known);
            Arc::default()
        })
    }

    /// `body`, unless it is itself based on the style that asks.
    fn resolve_implied(&self, chain: &mut Vec<Arc<str>>) -> Option<Arc<Style>> {
        let cycle = chain.iter().any(|name| &**name == "body");
        if cycle { None } else { self.resolve("body", chain) }
    }

    fn style(&self, name: &str, f: &mut Fields<'_>, parent: &Style) -> Style {
        let size = f.optional("size").and_then(|node| font_size(&node)).unwrap_or(parent.size);
        // A style that states its size only keeps the proportion of its parent.
        let leading = parent.leading.scale(size.units(), parent.size.units());
        let initial = f.optional("initial");
        let style = Style {
            name: name.into(),
            family: self.family(name, f, parent),
            weight: f.optional("weight").and_then(|n| weight(&n)).unwrap_or(parent.weight),
            italic: f.boolean("italic", parent.italic),
            size,
            leading: f.optional("leading").and_then(|n| own_leading(&n, size)).unwrap_or(leading),
            color: f.optional("color").map_or(parent.color, |node| color(&node, self.palette)),
            tracking: f.optional("tracking").and_then(tracking).unwrap_or(parent.tracking),
            features: f.optional("features").map_or_else(|| parent.features.clone(), features),
            uppercase: f.boolean("uppercase", parent.uppercase),
            align: f.choice("align", ALIGNS).unwrap_or(parent.align),
            hyphenate: f.boolean("hyphenate", parent.hyphenate),
            first_indent: length(f, "first_indent", Bounds::Any).unwrap_or(parent.first_indent),
            left_indent: length(f, "left_indent", Bounds::NotNegative)
                .unwrap_or(parent.left_indent),
            right_indent: length(f, "right_indent", Bounds::NotNegative)
                .unwrap_or(parent.right_indent),
            space_before: length(f, "space_before", Bounds::NotNegative)
                .unwrap_or(parent.space_before),
            space_after: length(f, "space_after", Bounds::NotNegative)
                .unwrap_or(parent.space_after),
            keep_with_next: f.boolean("keep_with_next", parent.keep_with_next),
            fit: f
                .optional("fit")
                .and_then(|node| line_fit(&node, parent.fit))
                .unwrap_or(parent.fit),
            border: self.rule(f, "border").or(parent.border),
            fill: f.optional("fill").map(|node| color(&node, self.palette)).or(parent.fill),
            padding: f.optional("padding").and_then(|n| sides(&n)).unwrap_or(parent.padding),
            rule_above: self.rule(f, "rule_above").or(parent.rule_above),
            rule_below: self.rule(f, "rule_below").or(parent.rule_below),
            initial: None,
        };
        let initial = initial.and_then(|node| self.initial(&node, &style));
        Style { initial, ..style }
    }

    /// `(lines: 3, font: "...", color: "red", gap: "1mm")`; what it leaves
    /// open is as in its word.
    fn initial(&self, node: &Node<'_>, style: &Style) -> Option<Initial> {
        let (least, most) = Initial::LINES;
        let initial = node.fields("Initial", |f| {
            let lines = f.required("lines", "3");
            let lines = lines.and_then(|node| node.integer(least.into(), most.into()));
            let gap = Length::from_units(style.size.units() / 4);
            Initial {
                lines: lines.map_or(least, |lines| lines as u8),
                family: self.named_family(f),
                weight: f.optional("weight").and_then(|n| weight(&n)),
                italic: f.optional("italic").and_then(|node| node.boolean()),
                color: f.optional("color").map_or(style.color, |node| color(&node, self.palette)),
                gap: length(f, "gap", Bounds::NotNegative).unwrap_or(gap),
            }
        });
        let refuse = |message: String, hint: &str| node.error("no-initial", message, hint);
        if !matches!(&*style.name, "lead" | "body") {
            let message = format!("style `{}` has no initial", style.name);
            refuse(message, "write `initial` into `lead` or `body`");
        } else if matches!(style.align, Align::Right | Align::Center) {
            let message = format!("the lines of style `{}` have no left edge", style.name);
            refuse(message, "write align: Left or align: Justify, or delete `initial`");
        }
        initial
    }

    /// The stated family, the parent's, or the only one there is.
    fn family(&self, name: &str, f: &mut Fields<'_>, parent: &Style) -> Arc<str> {
        if let Some(family) = self.named_family(f) {
            return family;
        }
        let known = self.families.keys().map(|name| &**name);
        let only = self.families.keys().next().filter(|_| self.families.len() == 1);
        match only {
            _ if !parent.family.is_empty() => Arc::clone(&parent.family),
            Some(only) => Arc::clone(only),
            None => {
                // One finding at `body` is enough; the others follow it.
                if name == "body" && !self.families.is_empty() {
                    let hint = format!("add font: one of {}", super::quoted(known));
                    f.node().error("missing-field", "style `body` names no font", &hint);
                }
                "".into()
            }
        }
    }

    fn named_family(&self, f: &mut Fields<'_>) -> Option<Arc<str>> {
        let node = f.optional("font")?;
        let Some(text) = node.text() else { return Some("".into()) };
        if !self.families.contains_key(text.as_str()) {
            let known = self.families.keys().map(|name| &**name);
            unknown_name(&node, "unknown-font", "font", text.as_str(), known);
        }
        Some(text.as_str().into())
    }

    /// `(thickness: "0.5pt", color: "black")`.
    fn rule(&self, f: &mut Fields<'_>, name: &'static str) -> Option<(Length, ColorId)> {
        f.optional(name)?.fields("Rule", |f| {
            let thickness = super::page::required_length(f, "thickness", Bounds::Positive);
            let color = f.optional("color").map_or(Palette::BLACK, |n| color(&n, self.palette));
            (thickness, color)
        })
    }
}

const ALIGNS: &[(&str, Align)] = &[
    ("Left", Align::Left),
    ("Right", Align::Right),
    ("Center", Align::Center),
    ("Justify", Align::Justify),
];

fn font_size(node: &Node<'_>) -> Option<Length> {
    let size = node.length(Bounds::Positive)?;
    if size < Length::pt(2) || size > Length::pt(400) {
        let message = format!("{}no text is set at this size", node.label());
        node.error("bad-length", message, "write a font size from \"2pt\" to \"400pt\"");
        return None;
    }
    Some(size)
}

/// The distance from one line to the next. Below half of the size lines would
/// stand on each other.
fn own_leading(node: &Node<'_>, size: Length) -> Option<Length> {
    let factor = factor(node);
    let leading = if factor.is_some() { None } else { Some(node.length(Bounds::Positive)?) };
    if let Some(leading) = leading.filter(|leading| *leading >= size / 2) {
        return Some(leading);
    }
    let usual = factor.filter(|factor| (1.0..=3.0).contains(factor)).unwrap_or(1.3);
    let usual = size.scale((usual * 100.0).round() as i64, 100);
    let hint = format!("write the distance from line to line, e.g. \"{}\"", points(usual));
    let what = match leading {
        Some(_) => format!("lines of {} would stand on each other", points(size)),
        None => "a leading is a length and needs a unit".to_owned(),
    };
    node.error("bad-length", format!("{}{what}", node.label()), &hint);
    None
}

/// A leading without a unit, as some programs take it.
fn factor(node: &Node<'_>) -> Option<f64> {
    match node.shape() {
        Shape::Number => Some(node.number().unwrap_or_default()),
        Shape::Text => node.short_text()?.trim().parse().ok(),
        _ => None,
    }
}

/// A length as a layout writes it, to half a point.
fn points(length: Length) -> String {
    let halves = (length / (Length::pt(1).units() / 2)).units();
    format!("{}pt", halves as f64 / 2.0)
}

/// Thousandths of an em, as in other typesetting programs.
fn tracking(node: Node<'_>) -> Option<Em> {
    node.integer(-200, 1000).map(Em::milli)
}

fn features(node: Node<'_>) -> Vec<[u8; 4]> {
    node.list(|node| {
        let text = node.text()?;
        let tag = <[u8; 4]>::try_from(text.as_str().as_bytes()).ok();
        let tag = tag.filter(|tag| tag.iter().all(u8::is_ascii_alphanumeric));
        if tag.is_none() {
            let message = format!("{}`{}` is not an OpenType feature", node.label(), text.as_str());
            node.error("bad-feature", message, "write a tag of four letters, e.g. \"onum\"");
        }
        tag
    })
}

fn line_fit(node: &Node<'_>, parent: LineFit) -> Option<LineFit> {
    node.fields("LineFit", |f| {
        let mut share = |name, default| {
            f.optional(name).and_then(|node| node.per_mille(100)).unwrap_or(default)
        };
        LineFit {
            expand: share("expand", parent.expand),
            condense: share("condense", parent.condense),
            letter_stretch: share("letter_stretch", parent.letter_stretch),
            letter_shrink: share("letter_shrink", parent.letter_shrink),
            protrude: f.boolean("protrude", parent.protrude),
            max_hyphen_ladder: f
                .optional("max_hyphen_ladder")
                .and_then(|node| node.integer(0, 20))
                .map_or(parent.max_hyphen_ladder, |n| n as u8),
        }
    })
}
