//! What release and layout must agree on.

use super::{Context, Report};
use crate::model::layout::{FlowItem, FrameContent, PageMaster, Section};
use crate::model::words::Language;
use crate::model::{Text, release::PhotoPlace};

/// Ways to name the responsible person in a contact line.
const RESPONSIBLE: [&str; 4] = ["verantwortlich", "visdp", "responsible", "impressum"];

/// `missing-responsible-person`
pub(super) fn responsible(cx: &Context<'_>, report: &mut Report<'_>) {
    let stated = cx.release.responsible.is_some() || cx.layout.letterhead.responsible.is_some();
    if stated {
        return;
    }
    let in_contact = cx.contact().iter().any(|line| {
        let line: String = line
            .as_str()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        RESPONSIBLE.iter().any(|word| line.contains(word))
    });
    if !in_contact {
        let origin = cx.release.headline.origin();
        report.at(origin, "nobody is named who answers for this release");
    }
}

/// `field-not-shown`
pub(super) fn shown(cx: &Context<'_>, report: &mut Report<'_>) {
    let (release, flow) = (cx.release, &cx.layout.flow);
    let step = |wanted: &str| flow.iter().any(|item| step_name(item) == wanted);
    let template = |placeholder: &str| templates(cx).any(|t| t.as_str().contains(placeholder));
    let lead_photo = release.photos.iter().find(|photo| photo.place == PhotoPlace::Lead);
    let row_photo = release.photos.iter().find(|photo| photo.place == PhotoPlace::Row);
    let sheet_photo = release.photos.iter().find(|photo| photo.place == PhotoPlace::Sheet);
    let embargo = release.embargo.as_ref().map(|embargo| match embargo {
        crate::model::release::Embargo::Until { text, .. } => text,
        crate::model::release::Embargo::Event(text) => text,
    });
    let correction = release.corrects.as_ref().or(release.withdraws.as_ref()).map(|r| &r.number);
    let fields: [(&str, Option<&Text>, bool); 16] = [
        ("number", release.number.as_ref().map(|n| &n.text), template("{number}")),
        ("headline", Some(&release.headline), step("Title")),
        ("embargo", embargo, step("Embargo")),
        ("corrects", correction, step("Correction")),
        ("lead", release.lead.as_ref(), step("Lead")),
        ("body", release.body.as_ref(), step("Body")),
        ("statements", release.statements.first().map(|s| &s.text), step("Statements")),
        ("event", release.event.first().map(|fact| &fact.label), step("Event")),
        ("background", release.background.as_ref(), step("Background")),
        ("editors_note", release.editors_note.as_ref(), step("EditorsNote")),
        ("boilerplate", release.boilerplate.as_ref(), step("Boilerplate")),
        ("photos", lead_photo.map(|photo| &photo.file), step("LeadPhotos")),
        ("photos", row_photo.map(|photo| &photo.file), step("PhotoRow")),
        ("photos", sheet_photo.map(|photo| &photo.file), step("Photos")),
        ("attachments", release.attachments.first().map(|a| &a.file), step("Attachments")),
        (
            "contact",
            release.contact.as_ref().and_then(|c| c.first()),
            contact(cx) || step("Contact"),
        ),
    ];
    for (field, text, is_shown) in fields {
        if let Some(text) = text.filter(|_| !is_shown) {
            let house = cx.layout.name.as_str();
            report.at(text.origin(), format!("layout `{house}` does not show `{field}`"));
        }
    }
}

/// `language-without-words`
pub(super) fn words(cx: &Context<'_>, report: &mut Report<'_>) {
    let language = cx.release.language.as_ref().unwrap_or(&cx.layout.language);
    if Language::of(language).is_none() {
        let message = format!("dates and headings come out in English, not in `{language}`");
        report.at(cx.release.headline.origin(), message);
    }
}

/// The name of a flow step as layouts write it.
fn step_name(item: &FlowItem) -> &'static str {
    match item {
        FlowItem::Embargo => "Embargo",
        FlowItem::Correction => "Correction",
        FlowItem::Title => "Title",
        FlowItem::Lead => "Lead",
        FlowItem::LeadPhotos(_) => "LeadPhotos",
        FlowItem::Event => "Event",
        FlowItem::Body => "Body",
        FlowItem::Statements => "Statements",
        FlowItem::PhotoRow => "PhotoRow",
        FlowItem::Section { section: Section::Background, .. } => "Background",
        FlowItem::Section { section: Section::EditorsNote, .. } => "EditorsNote",
        FlowItem::Section { section: Section::Boilerplate, .. } => "Boilerplate",
        FlowItem::Section { section: Section::Contact, .. } => "Contact",
        FlowItem::Section { section: Section::Photos, .. } => "Photos",
        FlowItem::Section { section: Section::Attachments, .. } => "Attachments",
        FlowItem::Section { section: Section::Event, .. }
        | FlowItem::Line { .. }
        | FlowItem::EndMark(_)
        | FlowItem::CharacterCount
        | FlowItem::Space(_)
        | FlowItem::Rule { .. } => "",
    }
}

fn pages<'a>(cx: &Context<'a>) -> [&'a PageMaster; 2] {
    [&cx.layout.first, &cx.layout.follow]
}

fn contents<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a FrameContent> {
    let frames = pages(cx).into_iter().flat_map(|page| &page.frames);
    frames.flat_map(|frame| &frame.blocks).map(|block| &block.content)
}

/// All templates of frames and flow.
fn templates<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a Text> {
    let frames = contents(cx).filter_map(|content| match content {
        FrameContent::Template(text) => Some(text),
        _ => None,
    });
    let flow = cx.layout.flow.iter().filter_map(|item| match item {
        FlowItem::Line { template, .. } => Some(template),
        _ => None,
    });
    frames.chain(flow)
}

fn contact(cx: &Context<'_>) -> bool {
    contents(cx).any(|content| matches!(content, FrameContent::Contact))
}

/// `no-such-face`: heavier than semibold counts as bold, so that a house
/// with regular and bold may ask for either.
pub(super) fn faces(cx: &Context<'_>, report: &mut Report<'_>) {
    for style in cx.layout.styles.values() {
        let Some(family) = cx.layout.families.get(&style.family) else { continue };
        let fits = |weight: u16, italic: bool| {
            italic == style.italic && (weight > 500) == (style.weight > 500)
        };
        if !family.faces.iter().any(|face| fits(face.weight, face.italic)) {
            let slant = if style.italic { " italic" } else { "" };
            let message = format!(
                "style `{}` asks for weight {}{slant}, which font `{}` does not have",
                style.name, style.weight, style.family
            );
            report.at(&family.origin, message);
        }
    }
}

/// `no-text`
pub(super) fn text(cx: &Context<'_>, report: &mut Report<'_>) {
    let release = cx.release;
    let prose = [&release.lead, &release.body, &release.background, &release.editors_note];
    let silent = prose.iter().all(|text| text.is_none());
    if silent && release.statements.is_empty() && release.event.is_empty() {
        report.at(release.headline.origin(), "the release is only a headline");
    }
}
