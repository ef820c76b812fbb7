//! Lists, tables, quotes, figures, facts, notices.

use std::sync::Arc;

use super::fixture::*;
use crate::compose::document::{ArtifactKind, ItemKind, Owner, Relationship};
use crate::model::assets::Root;
use crate::model::layout::Style;
use crate::model::release::{Attachment, Fact, Photo, PhotoPlace, Reference};
use crate::unit::Length;

/// Where a text starts: page, x and y.
fn place(sheet: &Sheet, wanted: &str) -> (usize, Length, Length) {
    for (index, page) in sheet.document.pages.iter().enumerate() {
        for item in &page.items {
            if let ItemKind::Glyphs(at, run) = &item.kind
                && run.text.trim().starts_with(wanted)
            {
                return (index, at.x, at.y);
            }
        }
    }
    panic!("no `{wanted}` in\n{}", sheet.document.dump());
}

/// Where a text ends.
fn end(sheet: &Sheet, wanted: &str) -> Length {
    let items = sheet.document.pages.iter().flat_map(|page| &page.items);
    let found = items.filter_map(|item| match &item.kind {
        ItemKind::Glyphs(at, run) if run.text.trim() == wanted => Some(at.x + run.width()),
        _ => None,
    });
    found.reduce(|_, last| last).unwrap()
}

#[test]
fn marks_hang_and_nest() {
    let sheet = sheet(&with_body("- eins\n- zwei\n    - tief\n- drei"), &layout());
    let (_, mark, y) = place(&sheet, "•");
    let (_, text, text_y) = place(&sheet, "eins");
    let (_, deep, _) = place(&sheet, "tief");
    assert_eq!(y, text_y);
    assert!(mark < text && text < deep);
    let yaml = sheet.tags();
    assert!(
        yaml.contains("L disc:\n    - LI:\n      - Lbl:\n        - \"•\"\n      - LBody:"),
        "{yaml}"
    );
    assert_eq!(yaml.matches("L disc:").count(), 2);
}

/// Where an indent alone marks paragraphs, the one after a list has none.
#[test]
fn the_text_after_a_list_stands_clear_of_it() {
    let gap = |space_after: f64| {
        let mut layout = layout();
        let body = Style {
            first_indent: Length::mm(5),
            space_after: pt(space_after),
            ..style("body", 11.0, 15.0)
        };
        layout.styles.insert("body".into(), Arc::new(body));
        let sheet = sheet(&with_body("- eins\n- zwei\n\nDanach."), &layout);
        let y = |wanted| place(&sheet, wanted).2;
        (y("zwei") - y("eins"), y("Danach") - y("zwei"))
    };
    assert_eq!(gap(0.0), (pt(18.0), pt(22.5)));
    assert_eq!(gap(5.0), (pt(18.0), pt(20.0)));
}

#[test]
fn a_first_line_beside_its_mark_is_not_indented() {
    let mut layout = layout();
    let indent = |size| Style { first_indent: Length::mm(5), ..style("body", size, 15.0) };
    layout.styles.insert("body".into(), Arc::new(indent(11.0)));
    let list = Style { name: "list".into(), ..indent(11.0) };
    layout.styles.insert("list".into(), Arc::new(list));
    let sheet = sheet(&with_body("1. eins\n\n   Mehr davon.\n\n2. zwei\n"), &layout);
    assert_eq!(place(&sheet, "eins").1, place(&sheet, "zwei").1);
}

#[test]
fn numbers_are_flush_right() {
    let body: String = (8..=11).map(|n| format!("{n}. Punkt\n")).collect();
    let sheet = sheet(&with_body(&body), &layout());
    assert!(end(&sheet, "9.").approx_eq(end(&sheet, "10.")));
    assert!(sheet.tags().contains("L decimal:"));
}

const TABLE: &str =
    "| Ort | Euro |\n|:----|----:|\n| Schule | 1.234,50 |\n| Rad | 7 |\n| Bad | 12,5 |";

#[test]
fn decimals_stand_under_each_other() {
    let sheet = sheet(&with_body(TABLE), &layout());
    assert_eq!(sheet.codes(), [""; 0]);
    // The widths of ",50" and ",5" differ by one figure.
    let (long, short, whole) = (end(&sheet, "1.234,50"), end(&sheet, "12,5"), end(&sheet, "7"));
    assert!(whole < short && short < long, "{}", sheet.document.dump());
}

#[test]
fn tables_are_tagged_with_scope() {
    let yaml = sheet(&with_body(TABLE), &layout()).tags();
    let head = "- Table:\n    - THead:\n      - TR:\n        - TH column:\n          - \"Ort\"";
    assert!(yaml.contains(head), "{yaml}");
    // Names before a column of numbers head their rows.
    assert_eq!(yaml.matches("- TH row:").count(), 3);
    assert_eq!(yaml.matches("- TD:").count(), 3);
}

#[test]
fn row_headers_are_read_from_the_markup() {
    let rows = |table: &str| sheet(&with_body(table), &layout()).tags().matches("TH row:").count();
    assert_eq!(rows("| Wer | Was |\n|---|---|\n| Amt | Rat |\n| Rat | Amt |"), 0);
    assert_eq!(rows("| Wer | Was |\n|---|---|\n| **Amt** | Rat |\n| **Rat** | Amt |"), 2);
    assert_eq!(rows("| Wer | Was |\n|---|---|\n| **Amt** | Rat |\n| Rat | Amt |"), 0);
    assert_eq!(rows("| | Was |\n|---|---|\n| Amt | Rat |\n| | Amt |"), 1);
    assert_eq!(rows("| Jahr | Euro |\n|--:|--:|\n| 2026 | 3 |\n| 2027 | 4 |"), 0);
    assert_eq!(rows("| Wer |\n|---|\n| **Amt** |\n| **Rat** |"), 0);
}

#[test]
fn a_long_table_repeats_its_header_as_an_artifact() {
    let rows: String = (1..=80).map(|n| format!("| Zeile {n} | {n} |\n")).collect();
    let sheet = sheet(&with_body(&format!("| Kopf | Wert |\n|---|--:|\n{rows}")), &layout());
    let dump = sheet.document.dump();
    let pages = sheet.document.pages.len();
    assert!(pages > 1);
    let heads: Vec<_> = dump.lines().filter(|line| line.contains("\"Kopf\"")).collect();
    assert_eq!(heads.len(), pages);
    assert!(heads.iter().skip(1).all(|line| line.ends_with("[header]")), "{heads:?}");
    assert_eq!(sheet.tags().matches("\"Kopf\"").count(), 1);
    assert_eq!(sheet.tags().matches("THead").count(), 1);
}

#[test]
fn a_table_that_cannot_fit_is_an_error() {
    let word = "Donaudampfschifffahrtsgesellschaft";
    let cells = [word; 8].join(" | ");
    let rule = ["---"; 8].join(" | ");
    let sheet = sheet(&with_body(&format!("| {cells} |\n| {rule} |\n| {cells} |")), &layout());
    assert!(sheet.codes().contains(&"table-too-wide"), "{:?}", sheet.codes());
    assert!(sheet.diags.iter().all(|d| d.code != "table-too-wide" || d.hint.is_some()));
    // That its words stick out, or run off the paper, is not told as well.
    assert_eq!(sheet.codes(), ["table-too-wide"]);
}

#[test]
fn headings_of_numbers_are_flush_right_where_they_wrap() {
    let long =
        "Straßen und Wege, Plätze und Brücken sowie Kanäle im ganzen Stadtgebiet ".repeat(12);
    for alignment in ["--:", ":-:"] {
        let table = format!(
            "| Posten | Haushaltsplanentwurf Haushaltsjahr |\n|---|{alignment}|\n| {long} | 1,50 |"
        );
        let sheet = sheet(&with_body(&table), &layout());
        let (first, second) = ("Haushaltsplanentwurf", "Haushaltsjahr");
        let (start, next) = (place(&sheet, first), place(&sheet, second));
        assert!(start.2 < next.2 && start.1 < next.1, "{alignment}: {start:?}, {next:?}");
        let even = end(&sheet, first).approx_eq(end(&sheet, second));
        assert_eq!(even, alignment == "--:", "{alignment}");
    }
}

#[test]
fn short_cells_stay_on_one_line_beside_prose() {
    let prose = "Die Halle wird für die Dauer der Arbeiten geschlossen und öffnet danach wieder. ";
    let rows = format!("| 1 | Bürgerhaus Dorstfeld Nord | {} |\n", prose.repeat(3)).repeat(5);
    let table = format!("| Nr. | Ort | Bemerkung |\n|---|---|---|\n{rows}");
    let sheet = sheet(&with_body(&table), &layout());
    let dump = sheet.document.dump();
    assert_eq!(dump.matches("\"Bürgerhaus Dorstfeld Nord\"").count(), 5, "{dump}");
}

#[test]
fn quotes_are_indented() {
    let sheet = sheet(&with_body("Vorher\n\n> Zitiert\n\nNachher"), &layout());
    let (outer, inner) = (place(&sheet, "Vorher").1, place(&sheet, "Zitiert").1);
    assert!(outer < inner);
    assert!(sheet.tags().contains("- BlockQuote:\n    - P:\n      - \"Zitiert\""));
}

#[test]
fn event_facts_stand_in_two_columns() {
    let mut release = release("Einladung");
    let fact = |label, value| Fact { label: text(label), value: text(value) };
    release.event = vec![fact("Wann", "Freitag, 11 Uhr"), fact("Treffpunkt", "Rathaus")];
    let sheet = sheet(&release, &layout());
    let (when, place_) = (place(&sheet, "Freitag"), place(&sheet, "Rathaus"));
    assert_eq!(when.1, place_.1);
    assert_eq!(place(&sheet, "Wann").2, when.2);
    assert!(sheet.tags().contains("L none:"));
}

#[test]
fn a_correction_says_what_it_corrects() {
    let mut release = release("Neues Datum");
    release.kind = Some(text("Korrektur"));
    for (kind, named) in [(None, "Medieninformation"), (Some(text("Einladung")), "Einladung")] {
        release.corrects = Some(Reference {
            kind,
            number: text("201."),
            date: Some(jiff::civil::date(2021, 2, 16)),
            reason: Some(text("falsches Datum")),
        });
        let yaml = sheet(&release, &layout()).tags().replace("\\u{a0}", "\u{a0}");
        let expected =
            format!("Korrektur zu: {named} 201 vom 16.\u{a0}Februar 2021: falsches Datum");
        assert!(yaml.contains(&expected), "{yaml}");
    }
}

/// A grey PNG of a size.
pub(super) fn png(width: u32, height: u32) -> Arc<[u8]> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let picture = image::GrayImage::from_pixel(width, height, image::Luma([128]));
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner().into()
}

pub(super) fn photo(file: &str, place: PhotoPlace) -> Photo {
    Photo {
        file: text(file),
        alt: Some(text("Ein graues Bild")),
        caption: Some(text("Die Brücke am Morgen")),
        credit: Some(text("Stadt Dortmund")),
        rights: Some(text("honorarfrei")),
        place,
        beside: None,
        kind: Default::default(),
        generated: false,
    }
}

fn with_pictures(photos: Vec<Photo>) -> Sheet {
    let mut files = fonts();
    files.0.insert((Root::Release, "quer.png".to_owned()), png(300, 200));
    files.0.insert((Root::Release, "hoch.png".to_owned()), png(200, 300));
    let release = crate::model::Release { photos, ..with_body("Text") };
    sheet_with(&release, &layout(), &files)
}

fn images(sheet: &Sheet) -> Vec<crate::geom::Rect> {
    let items = sheet.document.pages.iter().flat_map(|page| &page.items);
    items
        .filter_map(|item| match &item.kind {
            ItemKind::Image(_, rect) => Some(*rect),
            _ => None,
        })
        .collect()
}

#[test]
fn narrow_photos_stand_side_by_side() {
    let sheet =
        with_pictures(vec![photo("quer.png", PhotoPlace::Row), photo("hoch.png", PhotoPlace::Row)]);
    let rects = images(&sheet);
    let [left, right] = rects[..] else { panic!("{rects:?}") };
    assert_eq!(left.top(), right.top());
    assert!(left.right() < right.left());
    assert!(left.size.height.approx_eq(right.size.height));
    assert!(left.size.width.approx_eq(left.size.height.scale(3, 2)));
    assert!(Length::mm(210 - 25).fits(right.right()));
}

#[test]
fn a_figure_has_alt_place_and_caption() {
    let sheet = with_pictures(vec![photo("quer.png", PhotoPlace::Lead)]);
    let yaml = sheet.tags();
    let figure =
        "- Figure: alt=\"Ein graues Bild\" page=1\n    - \"(image)\"\n  - Caption:\n    - P:";
    assert!(yaml.contains(figure), "{yaml}");
    assert!(yaml.contains("\"Foto: Stadt Dortmund\""));
    let bottom = images(&sheet)[0].bottom();
    assert!(place(&sheet, "Die Brücke").2 > bottom);
}

#[test]
fn the_photo_sheet_lists_what_editors_need_and_attaches_it() {
    let sheet = with_pictures(vec![photo("hoch.png", PhotoPlace::Sheet)]);
    let yaml = sheet.tags();
    for part in ["Fotos zur Meldung", "honorarfrei", "Datei: hoch.png"] {
        assert!(yaml.contains(part), "{part} in {yaml}");
    }
    let attached = &sheet.document.attachments[0];
    assert_eq!((attached.name.as_str(), attached.mime.as_str()), ("hoch.png", "image/png"));
    assert_eq!(attached.description, "Die Brücke am Morgen");
    assert_eq!(attached.relationship, Relationship::Supplement);
}

#[test]
fn broken_and_missing_pictures_are_errors_with_hints() {
    let mut files = fonts();
    files.0.insert((Root::Release, "kaputt.png".to_owned()), Arc::from(&b"no picture"[..]));
    let mut release = with_body("Text");
    release.photos =
        vec![photo("kaputt.png", PhotoPlace::Lead), photo("fehlt.png", PhotoPlace::Lead)];
    let sheet = sheet_with(&release, &layout(), &files);
    assert_eq!(sheet.codes(), ["image-broken", "image-unreadable"]);
    assert!(sheet.diags.iter().all(|diagnostic| diagnostic.hint.is_some()));
}

#[test]
fn attachments_are_listed_and_attached() {
    let mut files = fonts();
    files.0.insert((Root::Release, "a/beitrag.pdf".to_owned()), Arc::from(&b"%PDF"[..]));
    let mut release = with_body("Text");
    release.attachments =
        vec![Attachment { file: text("a/beitrag.pdf"), title: Some(text("Beitrag")) }];
    let sheet = sheet_with(&release, &layout(), &files);
    assert!(sheet.tags().contains("\"Beitrag (beitrag.pdf)\""));
    assert_eq!(sheet.document.attachments[0].mime, "application/pdf");
}

#[test]
fn a_boxed_block_has_its_frame_around_the_text() {
    let mut release = release("Titel");
    release.embargo = Some(crate::model::release::Embargo::Event(text("Redebeginn")));
    let sheet = sheet(&release, &layout());
    let frame = sheet.document.pages[0].items.iter().find_map(|item| match &item.kind {
        ItemKind::Path { path, stroke: Some(_), .. } => Some(path.clone()),
        _ => None,
    });
    let frame = frame.unwrap();
    let ys: Vec<Length> = frame
        .segments
        .iter()
        .filter_map(|segment| match segment {
            crate::geom::Segment::Move(p) | crate::geom::Segment::Line(p) => Some(p.y),
            _ => None,
        })
        .collect();
    let (top, bottom) = (*ys.iter().min().unwrap(), *ys.iter().max().unwrap());
    let baseline = place(&sheet, "Sperrfrist").2;
    assert!(top < baseline && baseline < bottom);
}

#[test]
fn links_have_the_line_and_colour_of_their_style() {
    let mut layout = layout();
    let accent = layout.palette.find("accent").unwrap();
    let release = with_body("Mehr unter [der Anmeldung](https://a.example/b) und *danach*.");
    let marks = |layout: &crate::model::Layout| {
        let sheet = sheet(&release, layout);
        let items = sheet.document.pages[0].items.clone();
        let line = items.iter().find_map(|item| match item.kind {
            ItemKind::Rule { from, to, .. }
                if item.owner == Owner::Artifact(ArtifactKind::Link) =>
            {
                Some((from.x, to.x))
            }
            _ => None,
        });
        let color = |wanted: &str| {
            items.iter().find_map(|item| match &item.kind {
                ItemKind::Glyphs(_, run) if run.text.contains(wanted) => Some(run.color == accent),
                _ => None,
            })
        };
        let start = place(&sheet, "der Anmeldung").1;
        (line.map(|(from, to)| from == start && to > from), color("Anmeldung"), color("Mehr"))
    };
    assert_eq!(marks(&layout), (None, Some(false), Some(false)));
    let link = Style { rule_below: Some((pt(0.4), accent)), ..style("link", 11.0, 15.0) };
    layout.styles.insert("link".into(), Arc::new(link.clone()));
    assert_eq!(marks(&layout), (Some(true), Some(false), Some(false)));
    let link = Style { color: accent, rule_below: None, ..link };
    layout.styles.insert("link".into(), Arc::new(link));
    assert_eq!(marks(&layout), (None, Some(true), Some(false)));
}
