//! Pages whose columns differ in width.

use std::sync::Arc;

use proptest::prelude::*;

use super::fixture::*;
use crate::compose::document::{ItemKind, Owner};
use crate::model::layout::{Align, Artwork, Layout, LineFit, Style};
use crate::unit::Length;

/// Pages with columns of these widths; the right edge is where they differ.
fn house(first: i64, follow: i64) -> Layout {
    let mut layout = layout();
    for (side, width) in [(&mut layout.first, first), (&mut layout.follow, follow)] {
        side.margins.right = Length::mm(185 - width);
        side.artwork.retain(|artwork| !matches!(artwork, Artwork::Area { .. }));
    }
    let fit = LineFit { protrude: false, ..LineFit::default() };
    let body =
        Style { space_after: pt(7.5), align: Align::Justify, fit, ..style("body", 11.0, 15.0) };
    layout.styles.insert("body".into(), Arc::new(body));
    layout
}

/// A word that stands for a number and can be hyphenated.
fn word(number: usize) -> String {
    let letters = ["a", "e", "i", "o", "u", "en", "er", "is", "um", "ol"];
    let code = format!("{number}");
    let code = code.bytes().map(|digit| letters[usize::from(digit - b'0')]);
    format!("wort{}t", code.collect::<Vec<_>>().join("t"))
}

/// So many words, counted on.
fn words(count: usize, next: &mut usize) -> String {
    let list = (0..count).map(|_| {
        *next += 1;
        word(*next)
    });
    list.collect::<Vec<_>>().join(" ")
}

/// The words of all pages in the order in which they are painted.
fn painted(sheet: &Sheet) -> Vec<String> {
    let mut text = String::new();
    for item in sheet.document.pages.iter().flat_map(|page| &page.items) {
        if let (ItemKind::Glyphs(_, run), Owner::Node(_)) = (&item.kind, item.owner) {
            text.push_str(&run.text);
        }
    }
    let text = text.replace('\u{AD}', "");
    let letters =
        |part: &str| part.chars().take_while(char::is_ascii_lowercase).collect::<String>();
    text.split("wort").skip(1).map(|part| format!("wort{}", letters(part))).collect()
}

/// Where the lines of body text on a page end, those that end a paragraph
/// left out.
fn right_edges(sheet: &Sheet, page: usize) -> Vec<f64> {
    let mut lines: Vec<(Length, Length)> = Vec::new();
    for item in &sheet.document.pages[page].items {
        let ItemKind::Glyphs(at, run) = &item.kind else { continue };
        if !run.text.contains("wort") {
            continue;
        }
        let right = at.x + run.width();
        match lines.last_mut() {
            Some((y, end)) if *y == at.y => *end = right,
            _ => lines.push((at.y, right)),
        }
    }
    lines.into_iter().map(|(_, end)| end.to_mm()).collect()
}

fn all_words(count: usize) -> Vec<String> {
    (1..=count).map(word).collect()
}

#[test]
fn lines_are_as_wide_as_the_column_of_their_page() {
    for (first, follow) in [(100, 160), (160, 100), (120, 121)] {
        let mut next = 0;
        let body = words(1500, &mut next);
        let sheet = sheet(&with_body(&body), &house(first, follow));
        assert_eq!(sheet.codes(), [""; 0]);
        let pages = sheet.document.pages.len();
        assert!(pages > 2, "{pages} pages");
        assert_eq!(painted(&sheet), all_words(next));
        for page in 0..pages {
            let width = if page == 0 { first } else { follow };
            let mut edges = right_edges(&sheet, page);
            // Page one fills its column; the last line of all may be short.
            assert!(edges.len() > 30 || page + 1 == pages, "page {page}: {}", edges.len());
            if page + 1 == pages {
                edges.pop();
            }
            for edge in edges {
                assert!((edge - (25 + width) as f64).abs() < 0.05, "page {page}: {edge}");
            }
        }
    }
}

#[test]
fn columns_of_one_width_are_set_as_ever() {
    let mut next = 0;
    let body: Vec<_> = (0..12).map(|n| words(60 + n * 13, &mut next)).collect();
    let release = with_body(&body.join("\n\n"));
    let (same, wider) = (sheet(&release, &house(120, 120)), sheet(&release, &house(120, 140)));
    let page = |sheet: &Sheet| {
        let dump = sheet.document.dump();
        dump.lines().filter(|line| line.starts_with("p1")).map(str::to_owned).collect::<Vec<_>>()
    };
    // What stands on page one stands there as it would if all were so wide,
    // but for the paragraph that goes over and the number of pages.
    let equal = page(&same).iter().zip(page(&wider)).filter(|(a, b)| *a == b).count();
    assert!(equal + 12 > page(&same).len(), "{equal} of {}", page(&same).len());
}

#[test]
fn tables_and_lists_go_over() {
    let mut next = 0;
    let mut table = "| Ort | Wert |\n|:---|---:|\n".to_owned();
    for row in 0..50 {
        table += &format!("| {} | {row} |\n", words(2, &mut next));
    }
    let list: String = (0..80).map(|_| format!("- {}\n", words(9, &mut next))).collect();
    let body = format!("{table}\n\n{list}");
    let sheet = sheet(&with_body(&body), &house(100, 160));
    assert_eq!(painted(&sheet), all_words(next));
    let rules = |page: usize| {
        let items = &sheet.document.pages[page].items;
        let widths = items.iter().filter_map(|item| match item.kind {
            ItemKind::Rule { from, to, .. } if from.y == to.y => {
                Some((to.x - from.x).to_mm().round() as i64)
            }
            _ => None,
        });
        widths.filter(|width| *width > 50).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(rules(0).into_iter().collect::<Vec<_>>(), [100]);
    assert_eq!(rules(1).into_iter().collect::<Vec<_>>(), [160]);
    // The header stands above the rows of the second page too.
    let heads = sheet.document.dump().matches("\"Ort\"").count();
    assert_eq!(heads, 2);
}

#[test]
fn a_forced_page_end_turns_too() {
    let mut next = 0;
    let mut release = with_body(&words(80, &mut next));
    release.background = Some(text(&words(120, &mut next)));
    let sheet = sheet(&release, &house(90, 150));
    assert_eq!(painted(&sheet), all_words(next));
    let widest = |page| right_edges(&sheet, page).into_iter().fold(0.0, f64::max).round();
    assert_eq!((widest(0), widest(1)), (115.0, 175.0));
}

/// One block of prose with so many words.
fn block(kind: usize, count: usize, next: &mut usize) -> String {
    match kind % 6 {
        0 => (0..count.div_ceil(5)).map(|_| format!("- {}\n", words(5, next))).collect(),
        1 => {
            let row = |next: &mut usize| format!("| {} | {} |\n", words(3, next), words(1, next));
            let rows: String = (0..count.div_ceil(12)).map(|_| row(next)).collect();
            format!("| Wer | Was |\n|---|---|\n{rows}")
        }
        2 => format!("> {}", words(count, next)),
        3 => format!("## {}\n\n{}", words(3, next), words(count, next)),
        _ => words(count, next),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn every_word_appears_once_and_in_order(
        blocks in prop::collection::vec((0usize..12, 1usize..220), 1..14),
        first in 40i64..170,
        follow in 40i64..170,
        fit in any::<bool>(),
    ) {
        let mut next = 0;
        let body: Vec<_> =
            blocks.iter().map(|(kind, count)| block(*kind, *count, &mut next)).collect();
        let mut layout = house(first, follow);
        if fit {
            layout.fit = Some(crate::model::layout::FitLimits {
                leading: 40, tracking: 5, margin: Length::mm(4),
            });
        }
        let sheet = sheet(&with_body(&body.join("\n\n")), &layout);
        prop_assert_eq!(painted(&sheet), all_words(next));
        // Hyphens and commas hang out a little.
        let widths = std::iter::once(first).chain(std::iter::repeat(follow));
        for (page, width) in (0..sheet.document.pages.len()).zip(widths) {
            let limit = (25 + width) as f64 + 1.2;
            let wide = right_edges(&sheet, page).into_iter().find(|edge| *edge > limit);
            let excused = |code| matches!(code, &"overfull-line" | &"table-too-wide");
            let excused = sheet.codes().iter().any(excused);
            prop_assert!(wide.is_none() || excused, "page {}: {:?} of {}", page, wide, limit);
        }
        prop_assert!(!sheet.codes().contains(&"too-tall"));
    }
}
