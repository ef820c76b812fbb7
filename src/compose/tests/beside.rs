//! Text beside figures: where lines run, what falls back, what stays together.

use std::sync::Arc;

use super::blocks::{photo, png};
use super::fixture::*;
use crate::compose::document::ItemKind;
use crate::diag::Severity;
use crate::geom::Rect;
use crate::model::assets::Root;
use crate::model::layout::{Align, Edge, Layout, Share};
use crate::model::release::{Photo, PhotoBeside, PhotoPlace};
use crate::unit::Length;

const SENTENCE: &str = "Die Stadt und ihre Nachbarn haben sich am Freitag auf einen gemeinsamen \
Plan für den Fluss geeinigt, der die Ufer wieder allen öffnet. ";

const COLUMN: (Length, Length) = (Length::mm(25), Length::mm(185));

fn beside(edge: Edge) -> Photo {
    Photo { beside: Some(PhotoBeside::At(edge)), ..photo("hoch.png", PhotoPlace::Lead) }
}

fn with_photos(photos: Vec<Photo>, body: &str, layout: &Layout) -> Sheet {
    let mut files = fonts();
    files.0.insert((Root::Release, "quer.png".to_owned()), png(300, 200));
    files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, 300));
    let release = crate::model::Release { photos, ..with_body(body) };
    sheet_with(&release, layout, &files)
}

/// The pictures with their pages.
fn images(sheet: &Sheet) -> Vec<(usize, Rect)> {
    let pages = sheet.document.pages.iter().enumerate();
    let items = pages.flat_map(|(page, found)| found.items.iter().map(move |item| (page, item)));
    items
        .filter_map(|(page, item)| match &item.kind {
            ItemKind::Image(_, rect) => Some((page, *rect)),
            _ => None,
        })
        .collect()
}

/// Lines of the body text: page, left edge, right edge, baseline.
fn lines(sheet: &Sheet) -> Vec<(usize, Length, Length, Length)> {
    let mut lines: Vec<(usize, Length, Length, Length)> = Vec::new();
    for (page, found) in sheet.document.pages.iter().enumerate() {
        for item in &found.items {
            let ItemKind::Glyphs(at, run) = &item.kind else { continue };
            if run.size != pt(11.0) || run.text.starts_with("17.") || run.text == "202." {
                continue;
            }
            let right = at.x + run.width();
            match lines.last_mut() {
                Some(line) if (line.0, line.3) == (page, at.y) => line.2 = right,
                _ => lines.push((page, at.x, right, at.y)),
            }
        }
    }
    lines
}

/// No line touches a picture of its page.
fn clear_of(sheet: &Sheet) {
    for (page, picture) in images(sheet) {
        for (on, left, right, y) in lines(sheet) {
            let over = y > picture.top() && y - pt(7.0) < picture.bottom();
            let beside = right < picture.left() || left > picture.right();
            assert!(on != page || !over || beside, "{y} {left} {right} {picture:?}");
        }
    }
}

#[test]
fn lines_beside_a_figure_are_narrow_and_those_below_are_wide() {
    for (edge, align) in [(Edge::Right, Align::Left), (Edge::Left, Align::Justify)] {
        let mut layout = layout();
        let body = crate::model::layout::Style { align, ..(*layout.style("body")).clone() };
        layout.styles.insert("body".into(), Arc::new(body));
        let body = format!("{}\n\n{}", SENTENCE.repeat(6), SENTENCE.repeat(12));
        let sheet = with_photos(vec![beside(edge)], &body, &layout);
        assert_eq!(sheet.codes(), [""; 0]);
        clear_of(&sheet);
        let (_, picture) = images(&sheet)[0];
        match edge {
            Edge::Left => assert_eq!(picture.left(), COLUMN.0),
            Edge::Right => assert!(picture.right().approx_eq(COLUMN.1)),
        }
        assert!(picture.size.width.approx_eq(Length::mm(64)), "two fifths of 160 mm");
        let lines = lines(&sheet);
        // The capitals of the first line are as high as the picture.
        assert!((lines[0].3 - picture.top() - pt(7.26)).abs() < pt(0.1));
        let narrow = lines.iter().filter(|(_, left, right, _)| *right - *left < Length::mm(95));
        assert!(narrow.count() > 15);
        let wide = lines.iter().filter(|(_, left, right, _)| *right - *left > Length::mm(140));
        assert!(wide.count() > 3);
    }
}

#[test]
fn several_paragraphs_run_beside_one_figure() {
    let body = format!("{}\n\n", SENTENCE.repeat(2)).repeat(8);
    let sheet = with_photos(vec![beside(Edge::Right)], &body, &layout());
    assert_eq!(sheet.codes(), [""; 0]);
    clear_of(&sheet);
    let tags = sheet.tags();
    let figure = tags.find("- Figure").unwrap();
    assert!(figure < tags.find("Die Stadt und").unwrap(), "the figure where it is written");
    assert_eq!(tags.matches("Die Stadt und").count(), 16);
}

#[test]
fn what_cannot_run_beside_a_figure_stands_below_it() {
    let long = SENTENCE.repeat(20);
    let few = "Ein Satz.\n\nNoch einer.";
    let others = [
        format!("- {long}\n- {long}"),
        format!("## Eine Überschrift\n\n{long}"),
        format!("| A | B |\n|---|---|\n| 1 | 2 |\n\n{long}"),
        format!("> {long}"),
        few.to_owned(),
        String::new(),
    ];
    for body in others {
        let sheet = with_photos(vec![beside(Edge::Left)], &body, &layout());
        assert_eq!(sheet.codes(), ["not-beside"], "{body}");
        assert!(sheet.diags.iter().all(|d| d.severity == Severity::Note && d.hint.is_some()));
        let (page, picture) = images(&sheet)[0];
        let beside = |y: Length| y > picture.top() && y < picture.bottom();
        assert!(lines(&sheet).iter().all(|line| line.0 != page || !beside(line.3)), "{body}");
    }
}

#[test]
fn a_measure_too_narrow_falls_back() {
    let body = SENTENCE.repeat(20);
    let mut layout = layout();
    for master in [&mut layout.first, &mut layout.follow] {
        master.margins.right = Length::mm(210 - 25 - 100);
    }
    let sheet = with_photos(vec![beside(Edge::Left)], &body, &layout);
    assert_eq!(sheet.codes(), ["not-beside"]);
    // A narrower figure leaves enough.
    let setup = crate::model::layout::LeadPhotos {
        beside: Some(Edge::Left),
        width: Share::Length(Length::mm(25)),
        gap: Length::mm(3),
    };
    for item in &mut layout.flow {
        if let crate::model::layout::FlowItem::LeadPhotos(known) = item {
            *known = setup;
        }
    }
    let plain = photo("hoch.png", PhotoPlace::Lead);
    let sheet = with_photos(vec![plain.clone()], &body, &layout);
    assert_eq!(sheet.codes(), [""; 0]);
    assert!(images(&sheet)[0].1.size.width.approx_eq(Length::mm(25)));
    clear_of(&sheet);
    // The release has the last word.
    let alone = Photo { beside: Some(PhotoBeside::No), ..plain };
    let sheet = with_photos(vec![alone], &body, &layout);
    assert!(images(&sheet)[0].1.size.width > Length::mm(25));
}

#[test]
fn of_ten_figures_the_one_before_the_text_has_it_beside() {
    let sheet = with_photos(vec![beside(Edge::Right); 10], &SENTENCE.repeat(30), &layout());
    // What is said of the nine is said at one place here, hence once.
    assert_eq!(sheet.codes(), ["not-beside"]);
    let lefts: Vec<bool> =
        images(&sheet).iter().map(|(_, picture)| picture.left() == COLUMN.0).collect();
    assert_eq!(lefts, [[true; 9].as_slice(), &[false]].concat());
    clear_of(&sheet);
}

#[test]
fn a_figure_and_a_caption_as_tall_as_the_page_fall_back() {
    let mut tall = beside(Edge::Left);
    tall.caption = Some(text(&SENTENCE.repeat(30)));
    let sheet = with_photos(vec![tall], &SENTENCE.repeat(30), &layout());
    assert!(sheet.codes().contains(&"not-beside"), "{:?}", sheet.codes());
    let mut low = layout();
    for master in [&mut low.first, &mut low.follow] {
        master.margins.bottom = Length::mm(297 - 100);
    }
    let sheet = with_photos(vec![beside(Edge::Left)], &SENTENCE.repeat(30), &low);
    clear_of(&sheet);
}

/// Wherever it falls, the lines beside the figure are on its page, and text
/// that ends beside it leaves room for it.
#[test]
fn a_figure_keeps_its_lines_on_every_page() {
    let mut layouts = vec![layout(), layout(), layout()];
    layouts[1].baseline_grid = Some(pt(15.0));
    layouts[2].follow.margins.right = Length::mm(45);
    for layout in &layouts {
        for count in (10..45).step_by(3) {
            let mut release = with_body(&format!(
                "{}\n\n{}\n\n- Ende\n- Schluss",
                SENTENCE.repeat(4),
                SENTENCE.repeat(5)
            ));
            release.lead = Some(text(&"Zeile für Zeile.\n\n".repeat(count)));
            release.photos = vec![beside(Edge::Right)];
            let mut files = fonts();
            files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, 300));
            let sheet = sheet_with(&release, layout, &files);
            clear_of(&sheet);
            let (page, picture) = images(&sheet)[0];
            assert!(picture.bottom() < Length::mm(297 - 25), "{count}");
            let first = lines(&sheet).into_iter().find(|line| line.3 > picture.top());
            assert!(!sheet.codes().contains(&"kept-apart"), "{count}");
            if !sheet.codes().contains(&"not-beside") {
                assert!(first.is_some(), "{count} {page}");
            }
        }
    }
}

#[test]
fn an_initial_stands_beside_a_figure() {
    let mut layout = layout();
    let style = layout.style("body");
    let initial = crate::model::layout::Initial {
        lines: 3,
        family: None,
        weight: Some(700),
        italic: None,
        color: style.color,
        gap: Length::mm(1),
    };
    let body = crate::model::layout::Style { initial: Some(initial), ..(*style).clone() };
    layout.styles.insert("body".into(), Arc::new(body));
    for edge in [Edge::Left, Edge::Right] {
        let sheet = with_photos(vec![beside(edge)], &SENTENCE.repeat(20), &layout);
        assert_eq!(sheet.codes(), [""; 0]);
        clear_of(&sheet);
        assert!(sheet.tags().contains("\"Die Stadt und ihre"));
    }
}

#[test]
fn absurd_styles_end_in_findings_or_pages() {
    let sizes = [Length::ZERO, Length::from_units(1), Length::mm(5000), Length::mm(-1)];
    for (size, leading) in sizes.into_iter().flat_map(|s| sizes.map(|l| (s, l))) {
        let mut layout = layout();
        let style = layout.style("body");
        let initial = crate::model::layout::Initial {
            lines: 8,
            family: None,
            weight: None,
            italic: None,
            color: style.color,
            gap: size,
        };
        let body = crate::model::layout::Style {
            size,
            leading,
            initial: Some(initial),
            ..(*style).clone()
        };
        layout.styles.insert("body".into(), Arc::new(body));
        let mut files = fonts();
        files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, 300));
        let photos = vec![beside(Edge::Left)];
        let release = crate::model::Release { photos, ..with_body(SENTENCE) };
        let (document, diags) = try_compose(&release, &layout, &files);
        assert!(document.is_some() || diags.has_errors(), "{size} {leading}");
    }
}

/// A page never ends within the narrow lines: those after it would stand
/// beside nothing.
#[test]
fn no_narrow_line_is_parted_from_its_figure() {
    let mut layouts = [layout(), layout(), layout(), layout()];
    layouts[1].baseline_grid = Some(pt(15.0));
    layouts[2].follow.margins.right = Length::mm(45);
    layouts[3].first.margins.right = Length::mm(45);
    let bodies = [
        SENTENCE.repeat(30),
        format!("{}\n\n{}", SENTENCE.repeat(6), SENTENCE.repeat(20)),
        format!("{}\n\n{}\n\n{SENTENCE}", SENTENCE.repeat(3), SENTENCE.repeat(4)),
    ];
    let mut bad = Vec::new();
    for (which, layout) in layouts.iter().enumerate() {
        for (count, height) in (10..45).flat_map(|c| [280, 290, 300, 310, 320].map(|h| (c, h))) {
            let mut release = with_body(&bodies[count % 3]);
            release.lead = Some(text(&"Zeile für Zeile.\n\n".repeat(count)));
            release.photos = vec![beside(Edge::Left)];
            let mut files = fonts();
            files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, height));
            let sheet = sheet_with(&release, layout, &files);
            let (page, picture) = images(&sheet)[0];
            let orphans: Vec<_> = lines(&sheet)
                .into_iter()
                .filter(|line| line.0 != page && line.1 > COLUMN.0 + Length::mm(20))
                .collect();
            if !orphans.is_empty() {
                bad.push((which, count, height, page, orphans.len(), picture.bottom()));
            }
        }
    }
    assert!(bad.is_empty(), "{} {bad:?}", bad.len());
}

/// Beside a word wider than the lines there is no figure.
#[test]
fn a_word_too_wide_for_the_lines_beside_a_figure_keeps_clear_of_it() {
    for align in [Align::Left, Align::Justify] {
        let mut layout = layout();
        let body = crate::model::layout::Style { align, ..(*layout.style("body")).clone() };
        layout.styles.insert("body".into(), Arc::new(body));
        for before in 0..6 {
            let word = "0123456789".repeat(6);
            let body = format!("{}{word} {}", SENTENCE.repeat(before), SENTENCE.repeat(8));
            let sheet = with_photos(vec![beside(Edge::Right)], &body, &layout);
            assert_eq!(sheet.codes(), ["not-beside"], "{before}");
            clear_of(&sheet);
        }
        // One that can be hyphenated is.
        let long = "Verkehrsinfrastrukturfinanzierungsgesellschaftsversammlung";
        let body = format!("{long} {}", SENTENCE.repeat(8));
        let sheet = with_photos(vec![beside(Edge::Right)], &body, &layout);
        assert!(!sheet.codes().contains(&"not-beside"));
        clear_of(&sheet);
    }
}

/// Where one page has room for text beside the figure and the next has not,
/// the figure stands there once all the same.
#[test]
fn a_figure_is_there_once_where_pages_differ_in_width() {
    let mut layouts = [layout(), layout()];
    layouts[0].follow.margins.right = Length::mm(210 - 25 - 100);
    layouts[1].first.margins.right = Length::mm(210 - 25 - 100);
    let mut bad = Vec::new();
    for (which, layout) in layouts.iter().enumerate() {
        for count in 5..45 {
            let mut release = with_body(&SENTENCE.repeat(20));
            release.lead = Some(text(&"Zeile für Zeile.\n\n".repeat(count)));
            release.photos = vec![beside(Edge::Left)];
            let mut files = fonts();
            files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, 300));
            let sheet = sheet_with(&release, layout, &files);
            clear_of(&sheet);
            let found = images(&sheet).len();
            if found != 1 {
                bad.push((which, count, found));
            }
        }
    }
    assert!(bad.is_empty(), "{bad:?}");
}
