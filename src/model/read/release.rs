//! `Release( ... )`.

use jiff::civil::Date;

use super::fields::{Fields, not_blank};
use super::kind::Kind;
use super::node::{Node, Reader};
use crate::model::layout::{Edge, Section};
use crate::model::release::{
    Attachment, Fact, Overrides, Photo, PhotoBeside, PhotoKind, PhotoPlace, Reference, Release,
    Statement,
};

/// The release of a file. What is missing or wrong has been reported.
pub(super) fn release(reader: &Reader<'_>) -> Option<Release> {
    let file = Node::file(reader);
    if file.is_not(Kind::Release) {
        return None;
    }
    file.fields("Release", |f| read(reader, f))
}

fn read(reader: &Reader<'_>, f: &mut Fields<'_>) -> Release {
    let date = f.required("date", "\"2021-02-17\"").and_then(|node| node.date());
    let (date, date_text) = date.unwrap_or_else(|| (Date::ZERO, crate::model::Text::synthetic("")));
    Release {
        source: reader.source().clone(),
        faulty: false,
        layout: f.filled("layout"),
        language: f.language("language"),
        organisation: f.filled("organisation"),
        kind: f.filled("kind"),
        number: f.optional("number").and_then(|node| node.release_number()),
        date,
        date_text,
        place: f.filled("place"),
        embargo: f.optional("embargo").and_then(|node| node.embargo()),
        kicker: f.filled("kicker"),
        headline: f.required_text("headline", "\"Was geschehen ist\""),
        subhead: f.filled("subhead"),
        lead: f.filled("lead"),
        body: f.filled("body"),
        statements: f.list("statements", statement),
        event: f.list("event", fact),
        background: f.filled("background"),
        editors_note: f.filled("editors_note"),
        boilerplate: f.filled("boilerplate"),
        contact: contact(f),
        responsible: f.filled("responsible"),
        corrects: f.optional("corrects").and_then(reference),
        withdraws: f.optional("withdraws").and_then(reference),
        photos: f.list("photos", photo),
        attachments: f.list("attachments", attachment),
        abbreviations: f.text_map("abbreviations"),
        hyphenation: f.texts("hyphenation"),
        keep_together: f.texts("keep_together"),
        allow: f.texts("allow"),
        keywords: f.texts("keywords"),
        overrides: f.optional("overrides").and_then(overrides).unwrap_or_default(),
    }
}

fn contact(f: &mut Fields<'_>) -> Option<Vec<crate::model::Text>> {
    let node = f.optional("contact")?;
    Some(node.list(|line| line.text().filter(|text| not_blank(&line, text))))
}

fn statement(node: Node<'_>) -> Option<Statement> {
    node.fields("Statement", |f| Statement {
        speaker: f.required_text("speaker", "\"Name\""),
        function: f.filled("function"),
        organisation: f.filled("organisation"),
        text: f.required_text("text", "\"„...“\""),
        language: f.language("language"),
    })
}

fn fact(node: Node<'_>) -> Option<Fact> {
    let [label, value] = node.tuple("a label and a value", "(\"Ort\", \"Rathaus\")")?;
    let filled = |node: &Node<'_>| node.text().filter(|text| not_blank(node, text));
    let (label, value) = (filled(&label), filled(&value));
    Some(Fact { label: label?, value: value? })
}

fn reference(node: Node<'_>) -> Option<Reference> {
    node.fields("Reference", |f| Reference {
        kind: f.filled("kind"),
        number: f.required_text("number", "\"201\""),
        date: f.optional("date").and_then(|node| node.date()).map(|(date, _)| date),
        reason: f.filled("reason"),
    })
}

fn photo(node: Node<'_>) -> Option<Photo> {
    node.fields("Photo", |f| {
        let place = f.choice("place", PHOTO_PLACES).unwrap_or_default();
        Photo {
            file: f.required_text("file", "\"photo.jpg\""),
            alt: f.filled("alt"),
            caption: f.filled("caption"),
            credit: f.filled("credit"),
            rights: f.filled("rights"),
            place,
            beside: f.optional("beside").and_then(|node| beside(&node, place)),
            kind: f.choice("kind", PHOTO_KINDS).unwrap_or_default(),
            generated: f.boolean("generated", false),
        }
    })
}

/// Only a photo in the running text has text to stand beside.
fn beside(node: &Node<'_>, place: PhotoPlace) -> Option<PhotoBeside> {
    let chosen = node.choice(PHOTO_BESIDE)?;
    if place != PhotoPlace::Lead {
        let message = format!("{}text runs only beside photos after the lead", node.label());
        node.error("beside-nothing", message, "write place: Lead, or delete `beside`");
    }
    Some(chosen)
}

const PHOTO_BESIDE: &[(&str, PhotoBeside)] = &[
    ("Left", PhotoBeside::At(Edge::Left)),
    ("Right", PhotoBeside::At(Edge::Right)),
    ("No", PhotoBeside::No),
];

const PHOTO_KINDS: &[(&str, PhotoKind)] = &[
    ("Photo", PhotoKind::Photo),
    ("Graphic", PhotoKind::Graphic),
    ("Map", PhotoKind::Map),
    ("Rendering", PhotoKind::Rendering),
];

const PHOTO_PLACES: &[(&str, PhotoPlace)] = &[
    ("Sheet", PhotoPlace::Sheet),
    ("Lead", PhotoPlace::Lead),
    ("Row", PhotoPlace::Row),
    ("Attached", PhotoPlace::Attached),
];

fn attachment(node: Node<'_>) -> Option<Attachment> {
    node.fields("Attachment", |f| Attachment {
        file: f.required_text("file", "\"beitrag.pdf\""),
        title: f.filled("title"),
    })
}

fn overrides(node: Node<'_>) -> Option<Overrides> {
    node.fields("Overrides", |f| Overrides {
        background_on_new_page: f.optional("background_on_new_page").and_then(|n| n.boolean()),
        headings: f.optional("headings").map_or_else(Vec::new, headings),
        fit: f.optional("fit").and_then(|node| node.boolean()),
    })
}

/// Field names of the section headings.
pub(super) const SECTIONS: &[(&str, Section)] = &[
    ("background", Section::Background),
    ("editors_note", Section::EditorsNote),
    ("boilerplate", Section::Boilerplate),
    ("contact", Section::Contact),
    ("photos", Section::Photos),
    ("attachments", Section::Attachments),
    ("event", Section::Event),
];

/// `(background: "Hintergrund:", ...)`.
pub(super) fn headings(node: Node<'_>) -> Vec<(Section, crate::model::Text)> {
    let read = |f: &mut Fields<'_>| {
        SECTIONS.iter().filter_map(|(name, section)| Some((*section, f.filled(name)?))).collect()
    };
    node.fields("Headings", read).unwrap_or_default()
}
