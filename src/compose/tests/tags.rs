//! The tag tree: order of the release, roles, attributes.

use super::fixture::*;
use crate::compose::document::{ItemKind, Owner};
use crate::compose::tags::{NodeKind, Role};
use crate::model::Lang;
use crate::model::release::{Embargo, Statement};

fn heads(yaml: &str) -> Vec<&str> {
    yaml.lines()
        .filter(|line| line.starts_with("  - "))
        .map(|line| line.trim().trim_start_matches("- "))
        .collect()
}

#[test]
fn the_tree_follows_the_release() {
    let yaml = sheet(&example(), &layout()).tags();
    let expected = [
        "Sect:",
        "P:",
        "P:",
        "H1:",
        "P:",
        "P:",
        "BlockQuote:",
        "P:",
        "BlockQuote:",
        "Sect:",
        "Sect:",
    ];
    assert_eq!(heads(&yaml), expected);
}

#[test]
fn one_h1_holds_kicker_and_headline() {
    let yaml = sheet(&example(), &layout()).tags();
    assert_eq!(yaml.matches("H1:").count(), 1);
    let title = "  - H1:\n    - Span:\n      - \"Städtediplomatie: Statement der OB von Dortmund \
                 und Pittsburgh/USA \"\n    - \"„Ein Neustart";
    assert!(yaml.contains(title), "{yaml}");
}

#[test]
fn languages_become_spans() {
    let yaml = sheet(&example(), &layout()).tags();
    assert!(yaml.contains("- Span: lang=en\n        - \"Urban Diplomacy\""), "{yaml}");
}

#[test]
fn abbreviations_are_expanded() {
    let mut release = with_body("Der OB spricht.");
    release.abbreviations = vec![(text("OB"), text("Oberbürgermeister"))];
    let yaml = sheet(&release, &layout()).tags();
    assert!(yaml.contains("Span: E=\"Oberbürgermeister\""), "{yaml}");
}

#[test]
fn a_link_is_an_element_with_an_area() {
    let sheet = sheet(&with_body("Mehr unter [Presse](https://example.org/presse)."), &layout());
    let pages = &sheet.document.pages;
    let links: Vec<_> = pages
        .iter()
        .flat_map(|page| &page.items)
        .filter_map(|item| match (&item.kind, item.owner) {
            (ItemKind::Link { target, contents, .. }, Owner::Node(node)) => {
                Some((node, target.to_string(), contents.to_string()))
            }
            _ => None,
        })
        .filter(|(_, target, _)| target.starts_with("https"))
        .collect();
    let [(node, target, contents)] = &links[..] else { panic!("{links:?}") };
    assert_eq!(target, "https://example.org/presse");
    assert!(!contents.is_empty());
    let NodeKind::Element(element) = &sheet.document.tags.get(*node).kind else { panic!() };
    assert_eq!(element.role, Role::Link);
}

#[test]
fn a_link_over_two_lines_has_two_areas_of_one_element() {
    let words = "Verwaltung ".repeat(14);
    let body = format!(
        "{words} [die lange Seite der städtischen Pressestelle im Netz](https://example.org)"
    );
    let sheet = sheet(&with_body(&body), &layout());
    let nodes: Vec<_> = sheet.document.pages[0]
        .items
        .iter()
        .filter(|item| {
            matches!(&item.kind, ItemKind::Link { target, .. } if target.starts_with("https"))
        })
        .map(|item| item.owner)
        .collect();
    assert_eq!(nodes.len(), 2);
    assert_eq!(nodes[0], nodes[1]);
}

#[test]
fn headings_skip_no_level() {
    let body = "### Tief\n\nText\n\n###### Tiefer\n\nText\n\n# Hoch\n\nText";
    let yaml = sheet(&with_body(body), &layout()).tags();
    let headings: Vec<_> =
        yaml.lines().map(str::trim).filter(|line| line.starts_with("- H")).collect();
    assert_eq!(headings, ["- H1:", "- H2:", "- H3:", "- H2:"]);
}

#[test]
fn the_embargo_is_text_once_and_furniture_on_later_pages() {
    let mut release = example();
    release.embargo = Some(Embargo::Event(text("Redebeginn")));
    let sheet = sheet(&release, &layout());
    let dump = sheet.document.dump();
    let lines: Vec<_> = dump.lines().filter(|line| line.contains("Redebeginn")).collect();
    assert_eq!(lines.len(), 2, "{dump}");
    assert!(lines[0].starts_with("p1") && !lines[0].contains('['));
    assert!(lines[1].starts_with("p2") && lines[1].ends_with("[header]"));
    assert_eq!(sheet.tags().matches("Redebeginn").count(), 1);
    // A frame on each page.
    assert_eq!(dump.matches("stroke black 1pt").count(), 2);
}

#[test]
fn statements_are_block_quotes_in_their_language() {
    let mut release = release("Titel");
    release.statements = vec![Statement {
        speaker: text("Die Bürgermeisterin"),
        function: Some(text("Vorsitz")),
        organisation: Some(text("Stadt Pittsburgh")),
        text: text("“We build bridges.”"),
        language: Lang::new("en"),
    }];
    let yaml = sheet(&release, &layout()).tags();
    assert!(yaml.contains("\"Die Bürgermeisterin, Vorsitz, Stadt Pittsburgh:\""), "{yaml}");
    assert!(yaml.contains("- BlockQuote: lang=en"), "{yaml}");
}

#[test]
fn every_painted_text_has_a_content_node() {
    let sheet = sheet(&example(), &layout());
    for item in sheet.document.pages.iter().flat_map(|page| &page.items) {
        if let (Owner::Node(node), ItemKind::Glyphs(_, run)) = (item.owner, &item.kind) {
            let node = sheet.document.tags.get(node);
            assert_eq!(node.kind, NodeKind::Content, "{}", run.text);
        }
    }
}

#[test]
fn bookmarks_name_title_sections_and_headings() {
    let mut release = example();
    release.body = Some(text("Text\n\n## Zwischentitel\n\nText"));
    let outline = sheet(&release, &layout()).document.outline;
    let entries: Vec<_> =
        outline.iter().map(|entry| (entry.level, entry.page, entry.title.as_str())).collect();
    assert_eq!(entries.len(), 4);
    assert_eq!(entries[1], (2, 0, "Zwischentitel"));
    assert_eq!(entries[2], (2, 1, "Hintergrund"));
    assert!(entries[0].2.starts_with("Städtediplomatie: Statement"));
}
