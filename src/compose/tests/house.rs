//! What the house wrote in a release of another language.

use super::fixture::*;
use crate::compose::document::ItemKind;
use crate::model::layout::{FlowItem, Section};
use crate::model::release::Reference;
use crate::model::{Lang, Layout, Release, Text};

const BOILERPLATE: &str = "Das Museum am Strom zeigt auf 2.400 Quadratmetern Kunst und Alltag der \
Flusslandschaft vom Mittelalter bis heute, Schifffahrtsgeschichte und Wasserwirtschaft, \
Uferbefestigungen und Landschaftsmalereien, Handwerkstraditionen und Flusslandschaften.";

fn lang(tag: &str) -> Option<Lang> {
    Lang::new(tag)
}

fn english() -> Release {
    Release { language: lang("en-GB"), ..with_body("The scheme covers nursing.") }
}

fn house() -> Layout {
    let mut house = layout();
    house.letterhead.boilerplate = Some(text(BOILERPLATE));
    house.flow.push(FlowItem::Section { section: Section::Boilerplate, new_page: false });
    house
}

/// The tag tree of a release with one more line in the flow.
fn tags_of_line(template: &str, release: &Release) -> String {
    let mut house = layout();
    house.flow.push(FlowItem::Line { template: text(template), style: "date".into() });
    sheet(release, &house).tags()
}

/// The lines of the boilerplate as they are broken.
fn lines(release: &Release) -> Vec<String> {
    let mut house = house();
    // A narrow column, so that there is something to hyphenate.
    house.first.margins.right = crate::unit::Length::mm(130);
    let sheet = sheet(release, &house);
    let items = sheet.document.pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| match &item.kind {
        ItemKind::Glyphs(_, run) => Some(run.text.to_string()),
        _ => None,
    });
    texts.skip_while(|text| !text.starts_with("Das Museum")).collect()
}

#[test]
fn texts_of_the_house_carry_its_language() {
    let yaml = sheet(&english(), &house()).tags();
    for text in ["Stadt Dortmund", "Medieninformation", "Pressestelle der Stadt", "Das Museum"] {
        assert!(yaml.contains(&format!("- P: lang=de\n      - \"{text}")), "{text}\n{yaml}");
    }
    // What the release and the program say does not.
    for text in ["17\\u{a0}February 2021", "The scheme covers nursing."] {
        assert!(yaml.contains(&format!("- P:\n    - \"{text}")), "{text}\n{yaml}");
    }
    assert!(yaml.contains("- H2:\n      - \"About us\""), "{yaml}");
}

#[test]
fn texts_of_the_house_are_hyphenated_by_its_rules() {
    let german = lines(&with_body("Kurz."));
    assert!(german.iter().any(|line| line.ends_with('\u{ad}')), "{german:?}");
    assert_eq!(lines(&english()), german);
    // The same words written by the release are English to the program.
    let own = Release { boilerplate: Some(text(BOILERPLATE)), ..english() };
    assert_ne!(lines(&own), german);
}

#[test]
fn what_the_release_overrides_is_its_own() {
    let release = Release {
        organisation: Some(text("City of Dortmund")),
        kind: Some(text("Press release")),
        boilerplate: Some(text("Dortmund is a city.")),
        contact: Some(vec![text("Press office")]),
        ..english()
    };
    let yaml = sheet(&release, &house()).tags();
    assert!(!yaml.contains("lang="), "{yaml}");
}

#[test]
fn variants_of_one_language_are_one() {
    let release = Release { language: lang("de-AT"), ..example() };
    let yaml = sheet(&release, &house()).tags();
    assert!(!yaml.contains("lang=de"), "{yaml}");
}

#[test]
fn a_line_is_of_the_house_that_has_a_word_in_it() {
    let tags = |template: &str| tags_of_line(template, &english());
    let yaml = tags("{kind} {number}");
    assert!(yaml.contains("- P: lang=de\n    - \"Medieninformation 202."), "{yaml}");
    let yaml = tags("vom {date}");
    let spans =
        "- P: lang=de\n    - \"vom \"\n    - Span: lang=en-GB\n      - \"17\\u{a0}February 2021\"";
    assert!(yaml.contains(spans), "{yaml}");
    let yaml = tags("– {number}, {date} –");
    assert!(yaml.contains("- P:\n    - \"–"), "{yaml}");

    let own = Release { kind: Some(text("Press release")), ..english() };
    let yaml = tags_of_line("{kind} {number}", &own);
    assert!(yaml.contains("- P:\n    - \"Press release 202.\""), "{yaml}");
}

#[test]
fn values_with_brackets_are_no_spans() {
    let release = Release { place: Some(text("Leith [by] the sea")), ..english() };
    let sheet = sheet(&release, &{
        let mut house = layout();
        house.flow.push(FlowItem::Line { template: text("aus {place}"), style: "date".into() });
        house
    });
    assert!(sheet.tags().contains("\"aus Leith [by] the sea\""), "{}", sheet.tags());
    assert_eq!(sheet.codes(), [""; 0]);
}

#[test]
fn the_kind_in_a_correction_is_of_the_house() {
    let reference =
        |kind: Option<Text>| Reference { kind, number: text("201"), date: None, reason: None };
    let release = Release { corrects: Some(reference(None)), ..english() };
    let yaml = sheet(&release, &layout()).tags();
    assert!(yaml.contains("- Span: lang=de\n      - \"Medieninformation\""), "{yaml}");
    let release = Release { corrects: Some(reference(Some(text("Press release")))), ..english() };
    let yaml = sheet(&release, &layout()).tags();
    assert!(yaml.contains("Press release 201"), "{yaml}");
}

#[test]
fn end_marks_have_a_language_when_they_have_words() {
    let tags = |mark: &str| {
        let mut house = layout();
        house.flow.push(FlowItem::EndMark(text(mark)));
        sheet(&english(), &house).tags()
    };
    assert!(tags("Ende der Meldung").contains("- P: lang=de\n    - \"Ende der Meldung\""));
    assert!(tags("* * *").contains("- P:\n    - \"* * *\""));
}
