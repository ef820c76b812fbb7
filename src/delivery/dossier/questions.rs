//! The questions that only a person can answer, put about this very file.

use std::collections::BTreeSet;

use super::human;
use super::table::{Subject, Verdict};
use crate::compose::document::{ImageId, ItemKind, Owner};
use crate::compose::tags::{NodeKind, Role};
use crate::geom::Rect;

/// A question, or why there is none to ask.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// The condition it comes from; none for the quality of descriptions,
    /// which the protocol does not list.
    pub condition: Option<&'static str>,
    /// Whether there is something to judge in this file.
    pub open: bool,
    /// In German.
    pub de: Vec<Part>,
    /// In English.
    pub en: Vec<Part>,
}

/// A piece of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Our words.
    Ours(String),
    /// Words of the release with their language, to be set in quotation marks.
    Quoted(String, String),
}

/// All questions about a file: descriptions first, they are the most work.
pub fn all(subject: &Subject<'_>) -> Vec<Question> {
    let mut questions = descriptions(subject);
    for condition in human::CONDITIONS {
        if let Verdict::ToJudge(ask) = condition.verdict {
            let asked = ask(subject).into_iter();
            questions.extend(asked.map(|q| Question { condition: Some(condition.id), ..q }));
        }
    }
    questions
}

fn ours(text: impl Into<String>) -> Part {
    Part::Ours(text.into())
}

fn ask(de: Vec<Part>, en: Vec<Part>) -> Question {
    Question { condition: None, open: true, de, en }
}

/// Nothing to judge, and why.
fn settled(de: &str, en: &str) -> Vec<Question> {
    vec![Question { condition: None, open: false, de: vec![ours(de)], en: vec![ours(en)] }]
}

/// One question with quotations in its middle.
fn around(de: [&str; 2], quoted: &[Part], en: [&str; 2]) -> Question {
    let parts = |[before, after]: [&str; 2]| {
        let mut parts = vec![ours(before)];
        parts.extend(quoted.iter().cloned());
        parts.push(ours(after));
        parts
    };
    ask(parts(de), parts(en))
}

/// Quality of alternate descriptions: one question a figure.
pub fn descriptions(subject: &Subject<'_>) -> Vec<Question> {
    let document = subject.document;
    let mut lang_of = vec![document.info.lang.clone(); document.tags.len()];
    let mut questions = Vec::new();
    for (id, node) in document.tags.iter() {
        let NodeKind::Element(element) = &node.kind else { continue };
        // Parents come before children, so theirs is known.
        let inherited = lang_of.get(node.parent.0 as usize).cloned();
        let lang = element.lang.clone().or(inherited);
        let lang = lang.unwrap_or_else(|| document.info.lang.clone());
        if let Some(alt) = element.alt.as_ref().filter(|_| element.role == Role::Figure) {
            let name = picture_of(subject, &node.children).unwrap_or("?");
            let alt = Part::Quoted(alt.to_string(), lang.as_str().to_owned());
            questions.push(around(
                ["Ist ", &format!(" eine gute Beschreibung von {name}?")],
                &[alt],
                ["Is ", &format!(" a good description of {name}?")],
            ));
        }
        if let Some(slot) = lang_of.get_mut(id.0 as usize) {
            *slot = lang;
        }
    }
    questions
}

/// Name of the picture that one of these places for content holds.
fn picture_of<'a>(
    subject: &Subject<'a>,
    places: &[crate::compose::tags::NodeId],
) -> Option<&'a str> {
    let document = subject.document;
    document.pages.iter().flat_map(|page| &page.items).find_map(|item| match item.kind {
        ItemKind::Image(image, _) if places.iter().any(|p| item.owner == Owner::Node(*p)) => {
            image_name(subject, image)
        }
        _ => None,
    })
}

fn image_name<'a>(subject: &Subject<'a>, image: ImageId) -> Option<&'a str> {
    let name = subject.document.images.get(image.0 as usize)?.name.as_str();
    Some(name.rsplit('/').next().unwrap_or(name))
}

/// 06-004: the title.
pub fn title(subject: &Subject<'_>) -> Vec<Question> {
    let info = &subject.document.info;
    let title = Part::Quoted(info.title.clone(), info.lang.as_str().to_owned());
    let de = ["Sagt der Titel ", ", worum es geht?"];
    vec![around(de, &[title], ["Does the title ", " say what this is about?"])]
}

/// 11-007: languages.
pub fn languages(subject: &Subject<'_>) -> Vec<Question> {
    let lang = &subject.document.info.lang;
    let mut marked: Vec<(String, String)> = Vec::new();
    for (id, node) in subject.document.tags.iter() {
        let NodeKind::Element(element) = &node.kind else { continue };
        let Some(own) = element.lang.as_ref().filter(|own| *own != lang) else { continue };
        let span = (subject.text(id), own.as_str().to_owned());
        if !span.0.is_empty() && !marked.contains(&span) {
            marked.push(span);
        }
    }
    let mut de = vec![ours(format!(
        "Ist der Text in der Sprache „{}“ geschrieben, und steht kein anderssprachiger Ausdruck ohne Kennzeichnung darin? ",
        lang.as_str()
    ))];
    let mut en = vec![ours(format!(
        "Is the text written in the language “{}”, with no expression of another language left unmarked? ",
        lang.as_str()
    ))];
    if marked.is_empty() {
        de.push(ours("Gekennzeichnet ist keiner."));
        en.push(ours("None is marked."));
        return vec![ask(de, en)];
    }
    de.push(ours("Gekennzeichnet sind: "));
    en.push(ours("Marked are: "));
    for (index, (text, lang)) in marked.into_iter().enumerate() {
        let gap = if index == 0 { "" } else { ", " };
        for parts in [&mut de, &mut en] {
            parts.push(ours(gap));
            parts.push(Part::Quoted(text.clone(), lang.clone()));
            parts.push(ours(format!(" ({lang})")));
        }
    }
    vec![ask(de, en)]
}

/// 04-001: meaning by look alone.
pub fn look(subject: &Subject<'_>) -> Vec<Question> {
    let mut colors = BTreeSet::new();
    for item in subject.document.pages.iter().flat_map(|page| &page.items) {
        if let (Owner::Node(_), ItemKind::Glyphs(_, run)) = (item.owner, &item.kind) {
            colors.insert(run.color);
        }
    }
    let names = colors.into_iter().map(|id| subject.document.palette.get(id).name.to_string());
    let names = names.collect::<Vec<_>>().join(", ");
    vec![ask(
        vec![ours(format!(
            "Sagt der Text alles auch ohne Farbe, Fettung, Kursive und Stellung (etwa: „die roten Termine entfallen“)? Farben des Textes: {names}."
        ))],
        vec![ours(format!(
            "Does the text say everything without colour, weight, slant and position, too (such as “dates in red are cancelled”)? Colours of the text: {names}."
        ))],
    )]
}

/// 13-002: links on pictures.
pub fn links_on_pictures(subject: &Subject<'_>) -> Vec<Question> {
    let mut questions = Vec::new();
    for page in &subject.document.pages {
        for item in &page.items {
            let ItemKind::Link { rect, contents, .. } = &item.kind else { continue };
            let under = page.items.iter().find_map(|other| match other.kind {
                ItemKind::Image(image, place) if overlap(*rect, place) => Some(image),
                _ => None,
            });
            let Some(picture) = under.and_then(|image| image_name(subject, image)) else {
                continue;
            };
            let lang = subject.document.info.lang.as_str().to_owned();
            questions.push(around(
                [
                    "Sagt ",
                    &format!(", wohin der Verweis führt und was {picture} unter ihm bedeutet?"),
                ],
                &[Part::Quoted(contents.to_string(), lang)],
                ["Does ", &format!(" say where the link leads and what {picture} below it means?")],
            ));
        }
    }
    if questions.is_empty() {
        return settled(
            "Kein Verweis dieser Datei liegt auf einem Bild: nichts zu beurteilen.",
            "No link of this file lies on a picture: nothing to judge.",
        );
    }
    questions
}

fn overlap(a: Rect, b: Rect) -> bool {
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

/// 13-007: pictures of text.
pub fn pictures_of_text(subject: &Subject<'_>) -> Vec<Question> {
    let mut seen = BTreeSet::new();
    for item in subject.document.pages.iter().flat_map(|page| &page.items) {
        if let ItemKind::Image(image, _) = item.kind {
            seen.insert(image);
        }
    }
    let names: Vec<_> = seen.into_iter().filter_map(|image| image_name(subject, image)).collect();
    if names.is_empty() {
        return settled(
            "Diese Datei enthält kein Bild: nichts zu beurteilen.",
            "This file holds no picture: nothing to judge.",
        );
    }
    let one = |name: &str| {
        ask(
            vec![ours(format!(
                "Ist {name} frei von Text, Tabellen und Schaubildern, die besser als Text dastünden?"
            ))],
            vec![ours(format!(
                "Is {name} free of text, tables and charts that had better be given as text?"
            ))],
        )
    };
    names.into_iter().map(one).collect()
}
