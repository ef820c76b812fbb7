//! Pages: keeps, widows, numbers, determinism.

use std::sync::{Arc, LazyLock};

use super::fixture::*;
use crate::compose::document::ItemKind;
use crate::model::layout::{FitLimits, FlowItem, Style};
use crate::unit::Length;

/// A paragraph of so many words, a line or so for every dozen.
fn paragraph(words: usize) -> String {
    let list = ["Stadt", "und", "Rat", "bauen", "die", "neue", "Schule", "am", "Ring", "weiter"];
    let words: Vec<_> = (0..words).map(|index| list[index % list.len()]).collect();
    format!("{}.", words.join(" "))
}

/// The fewest words that need a second page.
static OVER: LazyLock<usize> = LazyLock::new(|| {
    let pages = |words| sheet(&with_body(&paragraph(words)), &layout()).document.pages.len();
    (400..1500).step_by(4).find(|words| pages(*words) == 2).unwrap()
});

/// The texts of the lines of a page's flow, top to bottom.
fn lines(sheet: &Sheet, page: usize) -> Vec<String> {
    let mut lines: Vec<(Length, String)> = Vec::new();
    for item in &sheet.document.pages[page].items {
        let ItemKind::Glyphs(at, run) = &item.kind else { continue };
        if !matches!(item.owner, crate::compose::document::Owner::Node(_)) {
            continue;
        }
        match lines.last_mut() {
            Some((y, text)) if *y == at.y => text.push_str(&run.text),
            _ => lines.push((at.y, run.text.clone())),
        }
    }
    lines.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn the_example_is_two_pages_without_findings() {
    let sheet = sheet(&example(), &layout());
    assert_eq!(sheet.codes(), [""; 0]);
    assert_eq!(sheet.document.pages.len(), 2);
    assert_eq!(lines(&sheet, 1)[0], "Hintergrund");
}

#[test]
fn composing_twice_gives_the_same_dump() {
    let (first, second) = (sheet(&example(), &layout()), sheet(&example(), &layout()));
    assert_eq!(first.document.dump(), second.document.dump());
    assert_eq!(first.tags(), second.tags());
}

#[test]
fn every_page_says_its_number() {
    let dump = sheet(&example(), &layout()).document.dump();
    for number in ["\"Seite\\u{a0}1 von 2\"", "\"Seite\\u{a0}2 von 2\""] {
        let line = dump.lines().find(|line| line.contains(number)).unwrap();
        assert!(line.ends_with("[footer]"), "{line}");
    }
}

#[test]
fn a_heading_never_ends_a_page() {
    // However long the text above, the heading stands with two lines of text.
    for words in (*OVER - 120..*OVER).step_by(7) {
        let body = format!("{}\n\n## Zwischentitel\n\n{}", paragraph(words), paragraph(90));
        let sheet = sheet(&with_body(&body), &layout());
        for page in 0..sheet.document.pages.len() {
            let lines = lines(&sheet, page);
            let heading = lines.iter().position(|line| line == "Zwischentitel");
            assert!(heading.is_none_or(|at| at + 2 < lines.len()), "{words} words");
        }
    }
}

#[test]
fn no_line_of_a_paragraph_stands_alone() {
    for words in (*OVER - 40..*OVER + 40).step_by(5) {
        let body = format!("{}\n\n{}", paragraph(words), paragraph(60));
        let sheet = sheet(&with_body(&body), &layout());
        assert_eq!(sheet.codes(), [""; 0], "{words} words");
        if sheet.document.pages.len() > 1 {
            assert!(lines(&sheet, 1).len() >= 2, "{words} words");
        }
    }
}

#[test]
fn a_speaker_stays_with_the_quotation() {
    for words in (*OVER - 90..*OVER).step_by(7) {
        let body =
            format!("{}\n\n**Die Bürgermeisterin:**\n\n„{}“", paragraph(words), paragraph(80));
        let sheet = sheet(&with_body(&body), &layout());
        let first = lines(&sheet, 0);
        assert_ne!(first.last().map(String::as_str), Some("Die Bürgermeisterin:"), "{words}");
    }
}

#[test]
fn text_never_reaches_below_the_region() {
    let sheet = sheet(&with_body(&paragraph(2000)), &layout());
    assert!(sheet.document.pages.len() > 2, "{} pages", sheet.document.pages.len());
    let bottom = Length::mm(297 - 25);
    for page in &sheet.document.pages {
        for item in &page.items {
            if let (ItemKind::Glyphs(at, run), true) =
                (&item.kind, matches!(item.owner, crate::compose::document::Owner::Node(_)))
            {
                assert!(bottom.fits(at.y), "{} at {:?}", run.text, at.y);
            }
        }
    }
}

#[test]
fn fit_takes_in_a_few_lines() {
    let mut layout = layout();
    let words = *OVER;
    layout.fit = Some(FitLimits { leading: 40, tracking: 5, margin: Length::mm(4) });
    let tight = sheet(&with_body(&paragraph(words)), &layout);
    assert_eq!(tight.document.pages.len(), 1);
    assert_eq!(tight.codes(), ["fit"]);
    let mut release = with_body(&paragraph(words));
    release.overrides.fit = Some(false);
    assert_eq!(sheet(&release, &layout).document.pages.len(), 2);
}

#[test]
fn lines_stand_on_the_baseline_grid() {
    let mut layout = layout();
    layout.baseline_grid = Some(pt(15.0));
    let body = format!("{}\n\n## Titel\n\n{}", paragraph(60), paragraph(60));
    let sheet = sheet(&with_body(&body), &layout);
    let mut baselines: Vec<Length> = Vec::new();
    for item in &sheet.document.pages[0].items {
        if let ItemKind::Glyphs(at, run) = &item.kind
            && run.text.contains("Schule")
        {
            baselines.push(at.y);
        }
    }
    assert!(baselines.len() > 6);
    let first = baselines[0];
    for baseline in baselines {
        assert_eq!((baseline - first).units() % pt(15.0).units(), 0, "{baseline:?}");
    }
}

#[test]
fn the_end_mark_never_begins_a_page() {
    let mut layout = layout();
    layout.flow.push(FlowItem::EndMark(text("– Ende –")));
    layout.flow.push(FlowItem::CharacterCount);
    for words in (*OVER - 60..*OVER + 60).step_by(5) {
        let sheet = sheet(&with_body(&paragraph(words)), &layout);
        if sheet.document.pages.len() > 1 {
            let second = lines(&sheet, 1);
            assert_ne!(second.first().map(String::as_str), Some("– Ende –"), "{words}");
        }
    }
}

#[test]
fn only_paragraphs_that_continue_are_indented() {
    let mut layout = layout();
    let body = Style { first_indent: Length::mm(5), ..style("body", 11.0, 15.0) };
    layout.styles.insert("body".into(), Arc::new(body));
    let body = "Eins steht vorn.\n\nZwei ist eingezogen.\n\n## Titel\n\nDrei steht vorn.";
    let sheet = sheet(&with_body(body), &layout);
    let x = |wanted: &str| {
        let items = &sheet.document.pages[0].items;
        let found = items.iter().find_map(|item| match &item.kind {
            ItemKind::Glyphs(at, run) if run.text.starts_with(wanted) => Some(at.x),
            _ => None,
        });
        found.unwrap()
    };
    let indent = |wanted| (x(wanted) - Length::mm(25)).to_mm().round() as i64;
    assert_eq!([indent("Eins"), indent("Zwei"), indent("Drei")], [0, 5, 0]);
}

#[test]
fn forced_breaks_of_a_title_give_way_where_they_leave_stumps() {
    let mut narrow = layout();
    narrow.first.margins.right = Length::mm(110);
    let narrow = sheet(&example(), &narrow);
    assert!(narrow.codes().contains(&"title-breaks"), "{:?}", narrow.codes());
    let stump = lines(&narrow, 0).into_iter().any(|line| line.trim() == "Beziehungen");
    assert!(!stump);
    let wide = lines(&sheet(&example(), &layout()), 0);
    let kept = "zwischen Deutschland und der USA wird nur Erfolg";
    assert!(wide.iter().any(|line| line.trim() == kept), "{wide:?}");
}
