//! Layouts and releases that nobody should write: findings, never a panic.

use super::fixture::*;
use crate::diag::Severity;
use crate::geom::Size;
use crate::model::layout::Style;
use crate::unit::Length;
use std::sync::Arc;

#[test]
fn a_page_without_room_is_an_error() {
    let mut layout = layout();
    layout.first.margins.bottom = Length::mm(400);
    let (document, diags) = try_compose(&release("Titel"), &layout, &fonts());
    assert!(document.is_none());
    assert!(diags.iter().any(|d| d.code == "no-room" && d.severity == Severity::Error));
}

#[test]
fn a_page_of_no_size_is_an_error() {
    let mut layout = layout();
    layout.page.size = Size::default();
    let (document, diags) = try_compose(&release("Titel"), &layout, &fonts());
    assert!(document.is_none() && diags.has_errors());
}

#[test]
fn without_fonts_there_is_no_sheet() {
    let (document, diags) = try_compose(&release("Titel"), &layout(), &Files::default());
    assert!(document.is_none());
    assert!(diags.iter().all(|d| d.code == "font-unreadable"), "{diags:?}");
    assert!(diags.has_errors());
}

#[test]
fn absurd_styles_end_in_findings_or_pages() {
    // Beyond what reading a layout lets through.
    let sizes = [Length::ZERO, Length::from_units(1), Length::mm(5000), Length::mm(-1)];
    for (size, leading) in sizes.into_iter().flat_map(|s| sizes.map(|l| (s, l))) {
        let mut layout = layout();
        let body = Style { size, leading, ..style("body", 11.0, 15.0) };
        layout.styles.insert("body".into(), Arc::new(body));
        let (document, diags) = try_compose(&with_body("Ein Wort"), &layout, &fonts());
        assert!(document.is_some() || diags.has_errors(), "{size} {leading}");
    }
}

#[test]
fn deep_nesting_ends() {
    let body: String = (0..200).map(|n| format!("{}- tief\n", "  ".repeat(n))).collect();
    let (document, _) = try_compose(&with_body(&body), &layout(), &fonts());
    assert!(document.is_some());
}

#[test]
fn an_empty_release_is_one_page() {
    let mut layout = layout();
    layout.flow.clear();
    let sheet = sheet(&release("Titel"), &layout);
    assert_eq!(sheet.document.pages.len(), 1);
    assert!(sheet.document.outline.is_empty());
}

#[test]
fn three_hundred_one_word_paragraphs_are_pages() {
    let body = "Wort\n\n".repeat(300);
    let sheet = sheet(&with_body(&body), &layout());
    assert_eq!(sheet.codes(), [""; 0]);
    assert!(sheet.document.pages.len() > 5);
}

#[test]
fn an_unknown_family_is_named() {
    let mut layout = layout();
    let odd = Style { family: "Nirgends".into(), ..style("headline", 13.0, 17.0) };
    layout.styles.insert("headline".into(), Arc::new(odd));
    let sheet = sheet(&release("Titel"), &layout);
    assert_eq!(sheet.codes(), ["unknown-family"]);
}
