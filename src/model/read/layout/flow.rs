//! `flow: [Embargo, Title, Lead, Body, Background(new_page: true), ...]`.

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::{Node, Shape, Variant};
use super::House;
use super::artwork::HAIRLINE;
use super::frames::space;
use super::page::length;
use crate::model::layout::{Edge, FlowItem, LeadPhotos, Section, Share};

/// Steps that are only a name.
const STEPS: &[(&str, FlowItem)] = &[
    ("Embargo", FlowItem::Embargo),
    ("Correction", FlowItem::Correction),
    ("Title", FlowItem::Title),
    ("Lead", FlowItem::Lead),
    ("LeadPhotos", FlowItem::LeadPhotos(LeadPhotos::USUAL)),
    ("Event", FlowItem::Event),
    ("Body", FlowItem::Body),
    ("Statements", FlowItem::Statements),
    ("PhotoRow", FlowItem::PhotoRow),
    ("CharacterCount", FlowItem::CharacterCount),
];

/// Headed sections; `(new_page: true)` may follow the name.
const SECTIONS: &[(&str, Section)] = &[
    ("Background", Section::Background),
    ("EditorsNote", Section::EditorsNote),
    ("Boilerplate", Section::Boilerplate),
    ("Contact", Section::Contact),
    ("Photos", Section::Photos),
    ("Attachments", Section::Attachments),
];

/// Steps with content of their own.
const OTHERS: &[&str] = &["Line", "EndMark", "Space", "Rule"];

pub(super) fn flow(f: &mut Fields<'_>, house: &House<'_>) -> Vec<FlowItem> {
    match f.optional("flow") {
        Some(node) => steps(&node, house),
        None => standard(),
    }
}

/// The steps as listed. What has a heading of its own comes after the title:
/// headings start with the first level (PDF/UA-1, 7.4.2).
fn steps(node: &Node<'_>, house: &House<'_>) -> Vec<FlowItem> {
    let mut headed = None;
    let mut titled = false;
    let mut parts: Vec<Node<'_>> = Vec::new();
    node.list(|node| {
        let step = step(&node, house)?;
        match step {
            FlowItem::Title if !titled => {
                titled = true;
                if let Some(early) = headed.take() {
                    heading_before_title(&early);
                }
            }
            FlowItem::Section { .. } | FlowItem::Event if !titled && headed.is_none() => {
                headed = Some(node.clone());
            }
            _ => {}
        }
        if is_part(&step) {
            match parts.iter().find(|part| part.name() == node.name()) {
                Some(first) => part_twice(&node, first),
                None => parts.push(node),
            }
        }
        Some(step)
    })
}

/// Whether a step sets a part of the release, which would be told, tagged and
/// read aloud twice. Notices may stand at both ends of a sheet, lines, spaces
/// and rules anywhere.
fn is_part(step: &FlowItem) -> bool {
    match step {
        FlowItem::Title
        | FlowItem::Lead
        | FlowItem::LeadPhotos(_)
        | FlowItem::Event
        | FlowItem::Body
        | FlowItem::Statements
        | FlowItem::PhotoRow
        | FlowItem::Section { .. } => true,
        FlowItem::Embargo
        | FlowItem::Correction
        | FlowItem::CharacterCount
        | FlowItem::Line { .. }
        | FlowItem::EndMark(_)
        | FlowItem::Space(_)
        | FlowItem::Rule { .. } => false,
    }
}

fn part_twice(node: &Node<'_>, first: &Node<'_>) {
    let name = node.name();
    let (line, column) = first.origin().line_column();
    let message = format!("`{name}` stands in the flow twice and would be printed twice");
    let hint = format!("delete this one or that at {line}:{column}");
    node.error("duplicate-name", message, &hint);
}

fn heading_before_title(node: &Node<'_>) {
    let message = "this has a heading and stands before `Title`, the first heading of the sheet";
    node.error("heading-before-title", message, "move it behind `Title`");
}

/// The order of a release as most houses have it.
fn standard() -> Vec<FlowItem> {
    let steps = STEPS.iter().map(|(_, step)| step.clone());
    let steps = steps.filter(|step| !matches!(step, FlowItem::CharacterCount));
    let sections = SECTIONS.iter().map(|(_, section)| *section);
    let sections = sections.filter(|section| *section != Section::Contact);
    steps.chain(sections.map(|section| FlowItem::Section { section, new_page: false })).collect()
}

fn step(node: &Node<'_>, house: &House<'_>) -> Option<FlowItem> {
    let Some(Variant { name, content }) = node.variant() else {
        unknown(node);
        return None;
    };
    if let Some((_, section)) = SECTIONS.iter().find(|(known, _)| *known == name) {
        let new_page = |f: &mut Fields<'_>| f.boolean("new_page", false);
        let new_page = content.and_then(|content| content.fields(name, new_page));
        return Some(FlowItem::Section { section: *section, new_page: new_page.unwrap_or(false) });
    }
    match (name, content) {
        (_, None) => {
            let step = STEPS.iter().find(|(known, _)| *known == name);
            if step.is_none() {
                unknown(node);
            }
            step.map(|(_, step)| step.clone())
        }
        ("Line", Some(content)) => content.fields("Line", |f| FlowItem::Line {
            template: house.template(f),
            style: house.style(f, "body"),
        }),
        ("LeadPhotos", Some(content)) => {
            content.fields("LeadPhotos", lead_photos).map(FlowItem::LeadPhotos)
        }
        ("EndMark", Some(content)) => {
            let [mark] = content.tuple("one text", "EndMark(\"– Ende –\")")?;
            mark.text().map(FlowItem::EndMark)
        }
        ("Space", Some(content)) => space(&content).map(FlowItem::Space),
        ("Rule", Some(content)) => content.fields("Rule", |f| FlowItem::Rule {
            width: length(f, "thickness", Bounds::Positive).unwrap_or(HAIRLINE),
            color: house.color(f),
        }),
        _ => {
            unknown(node);
            None
        }
    }
}

/// `LeadPhotos(beside: Right, width: "40%", gap: "5mm")`.
fn lead_photos(f: &mut Fields<'_>) -> LeadPhotos {
    let usual = LeadPhotos::USUAL;
    LeadPhotos {
        beside: f.choice("beside", EDGES),
        width: f.optional("width").and_then(|node| share(&node)).unwrap_or(usual.width),
        gap: length(f, "gap", Bounds::NotNegative).unwrap_or(usual.gap),
    }
}

const EDGES: &[(&str, Edge)] = &[("Left", Edge::Left), ("Right", Edge::Right)];

/// The most of a column that a photo with text beside it may have, per mille.
const WIDEST: u16 = 750;

/// A length, or a percentage of the column.
fn share(node: &Node<'_>) -> Option<Share> {
    let percent = node.shape() == Shape::Text && node.short_text()?.trim().ends_with('%');
    if !percent {
        return node.length(Bounds::Positive).map(Share::Length);
    }
    let part = node.per_mille(WIDEST)?;
    if part == 0 {
        let message = format!("{}a photo has some width", node.label());
        node.error("bad-percentage", message, "write a part of the column such as \"40%\"");
        return None;
    }
    Some(Share::PerMille(part))
}

fn unknown(node: &Node<'_>) {
    let steps = STEPS.iter().map(|(name, _)| *name);
    let sections = SECTIONS.iter().map(|(name, _)| *name);
    node.unknown_value(steps.chain(sections).chain(OTHERS.iter().copied()));
}
