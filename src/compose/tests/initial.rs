//! Initials: where they stand, how they read, what has none.

use std::sync::Arc;

use super::fixture::*;
use crate::compose::document::ItemKind;
use crate::diag::Diagnostics;
use crate::geom::Point;
use crate::model::layout::{Align, FitLimits, Initial, Layout, Style};
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

const LONG: &str = "Die Stadt und ihre Nachbarn haben sich am Freitag auf einen gemeinsamen Plan \
für den Fluss geeinigt. Er sieht vor, dass die Ufer in den kommenden Jahren wieder allen offen \
stehen und dass die Wege an ihnen entlang nicht mehr unterbrochen sind. Das Land trägt die Hälfte \
der Kosten, den Rest teilen sich die Gemeinden nach der Länge ihrer Ufer.";

/// The layout with an initial of so many lines in the body.
fn house(lines: u8, align: Align) -> Layout {
    let mut layout = layout();
    let body = layout.style("body");
    let initial = Initial {
        lines,
        family: None,
        weight: None,
        italic: None,
        color: layout.palette.find("accent").unwrap(),
        gap: Length::mm(1),
    };
    let body = Style { initial: Some(initial), align, ..(*body).clone() };
    layout.styles.insert("body".into(), Arc::new(body));
    layout
}

/// All runs of text of the flow in painting order.
fn runs(sheet: &Sheet) -> Vec<(usize, Point, Arc<GlyphRun>)> {
    let pages = sheet.document.pages.iter().enumerate();
    let items = pages.flat_map(|(page, found)| found.items.iter().map(move |item| (page, item)));
    items
        .filter_map(|(page, item)| match &item.kind {
            ItemKind::Glyphs(at, run) => Some((page, *at, Arc::clone(run))),
            _ => None,
        })
        .collect()
}

/// The initial, if there is one: the first run that reads as nothing and is
/// no quotation mark, with its place among the runs.
fn initial(sheet: &Sheet) -> Option<usize> {
    let is_initial = |run: &GlyphRun| {
        run.read_as.as_deref() == Some("") && run.text.contains(char::is_alphabetic)
    };
    runs(sheet).iter().position(|(_, _, run)| is_initial(run))
}

/// What a reader that minds `read_as` makes of the body.
fn read(sheet: &Sheet) -> String {
    runs(sheet).iter().map(|(_, _, run)| run.read_as.as_deref().unwrap_or(&run.text)).collect()
}

#[test]
fn an_initial_has_the_height_of_its_lines() {
    for lines in 2..=5 {
        let sheet = sheet(&with_body(LONG), &house(lines, Align::Left));
        let runs = runs(&sheet);
        let at = initial(&sheet).expect("an initial");
        let (_, place, letter) = &runs[at];
        assert_eq!(letter.text, "D");
        let baselines: Vec<Length> = {
            let mut ys: Vec<_> = runs[at + 1..].iter().map(|(_, at, _)| at.y).collect();
            ys.dedup();
            ys
        };
        assert!(place.y.approx_eq(baselines[usize::from(lines) - 1]), "{lines}");
        let (_, _, text) = &runs[at + 1];
        let capitals = |run: &GlyphRun| {
            let em = i64::from(run.face.units_per_em);
            run.size.scale(i64::from(run.face.cap_height), em)
        };
        let (top, first) = (place.y - capitals(letter), baselines[0] - capitals(text));
        assert!((top - first).abs() < Length::from_pt(0.01), "{lines}: {top} {first}");
        // The lines beside it begin on one edge, the next at the column's.
        let column = Length::mm(25);
        let starts: Vec<Length> = baselines
            .iter()
            .map(|y| runs[at + 1..].iter().find(|(_, at, _)| at.y == *y).unwrap().1.x)
            .collect();
        for (line, start) in starts.iter().enumerate().take(usize::from(lines) + 1) {
            let beside = line < usize::from(lines);
            assert_eq!(*start > column + Length::mm(3), beside, "{lines} {line}");
        }
        // What is drawn of it begins at the edge of the column.
        let ink = letter.face.ink(letter.glyphs[0].id).unwrap();
        let em = i64::from(letter.face.units_per_em);
        let left = place.x + letter.size.scale(i64::from(ink.left), em);
        assert!((left - column).abs() < Length::from_pt(0.01), "{left}");
    }
}

#[test]
fn the_word_is_one_word_and_the_paragraph_one_leaf() {
    for align in [Align::Left, Align::Justify] {
        let sheet = sheet(&with_body(LONG), &house(3, align));
        let tags = sheet.tags().replace("\\u{ad}", "");
        assert!(tags.contains(&format!("- {LONG:?}")), "{tags}");
        assert!(read(&sheet).contains("Die Stadt und ihre Nachbarn haben"), "{}", read(&sheet));
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap();
        assert_eq!(runs[at + 1].2.text, "ie");
        assert_eq!(runs[at + 1].2.read_as.as_deref(), Some("Die"));
    }
}

#[test]
fn a_quotation_mark_hangs_before_it_in_the_size_of_the_text() {
    let body = format!("„{LONG}“");
    let sheet = sheet(&with_body(&body), &house(3, Align::Left));
    let runs = runs(&sheet);
    let at = initial(&sheet).unwrap();
    let (_, mark, run) = &runs[at - 1];
    assert_eq!((run.text.as_str(), run.size), ("„", pt(11.0)));
    assert!(mark.x < Length::mm(25) && mark.x > Length::mm(22));
    assert_eq!(mark.y, runs[at + 1].1.y, "on the first line");
    assert!(read(&sheet).contains("„Die Stadt"));
    assert!(sheet.tags().contains("\"„Die Stadt"));
}

/// Spanish marks, brackets and marks with a space within hang as well.
#[test]
fn other_marks_before_it_hang_too() {
    let cases = [
        ("¿", "¿Die"),
        ("¡", "¡Die"),
        ("(", "(Die"),
        ("«\u{202f}", "«\u{202f}Die"),
        ("„¿", "„¿Die"),
    ];
    for (mark, word) in cases {
        let sheet = sheet(&with_body(&format!("{mark}{LONG}")), &house(3, Align::Left));
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap_or_else(|| panic!("{mark}"));
        assert!(runs[at - 1].1.x < Length::mm(25), "{mark}");
        assert_eq!(runs[at + 1].2.read_as.as_deref(), Some(word));
    }
}

/// The letter looks like its word, unless its style says how it looks.
#[test]
fn it_takes_the_emphasis_of_its_word() {
    let face = |body: &str, layout: &Layout| {
        let sheet = sheet(&with_body(body), layout);
        let runs = runs(&sheet);
        let face = &runs[initial(&sheet).unwrap()].2.face;
        (face.weight, face.italic)
    };
    let open = house(3, Align::Left);
    assert_eq!(face(LONG, &open), (400, false));
    assert_eq!(face(&format!("**Fett** ist {LONG}"), &open), (700, false));
    assert_eq!(face(&format!("*Kursiv* ist {LONG}"), &open), (400, true));
    assert_eq!(face(&format!("„**Fett**“ ist {LONG}"), &open), (700, false));
    let stated = |change: fn(&mut Initial)| {
        let mut layout = house(3, Align::Left);
        let mut body = (*layout.style("body").clone()).clone();
        change(body.initial.as_mut().unwrap());
        layout.styles.insert("body".into(), Arc::new(body));
        layout
    };
    let upright = stated(|initial| initial.italic = Some(false));
    assert_eq!(face(&format!("*Kursiv* ist {LONG}"), &upright), (400, false));
    let light = stated(|initial| initial.weight = Some(400));
    assert_eq!(face(&format!("**Fett** ist {LONG}"), &light), (400, false));
}

/// Its sign stays clear of the line above it, of which it is no part.
#[test]
fn a_sign_above_the_letter_has_room() {
    let gap = |letter: &str| {
        let mut release = with_body(&format!("{letter}{}", &LONG[1..]));
        release.lead = Some(text("Ein Satz vorweg."));
        let mut layout = house(3, Align::Left);
        for name in ["lead", "body"] {
            let mut style = (*layout.style(name).clone()).clone();
            (style.space_before, style.space_after) = (Length::ZERO, Length::ZERO);
            layout.styles.insert(name.into(), Arc::new(style));
        }
        let sheet = sheet(&release, &layout);
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap();
        let (_, place, run) = &runs[at];
        let em = i64::from(run.face.units_per_em);
        let top = run.face.ink(run.glyphs[0].id).unwrap().top;
        let above = runs[at - 1].1.y;
        (runs[at + 1].1.y - above, place.y - run.size.scale(i64::from(top), em) - above)
    };
    assert_eq!(gap("O").0, pt(15.0), "a round letter needs none");
    for letter in ["Ä", "Ő", "Č", "À", "Ї", "İ"] {
        let (pitch, air) = gap(letter);
        assert!(pitch > pt(16.0), "{letter}: {pitch}");
        assert!(air > pt(4.0), "{letter}: {air} below the baseline above");
    }
}

#[test]
fn a_short_paragraph_has_a_smaller_initial_or_none() {
    let lines_beside = |body: &str| {
        let sheet = sheet(&with_body(body), &house(5, Align::Left));
        let runs = runs(&sheet);
        let at = initial(&sheet)?;
        let mut ys: Vec<_> = runs[at + 1..].iter().map(|(_, at, _)| at.y).collect();
        ys.dedup();
        ys.iter().position(|y| y.approx_eq(runs[at].1.y)).map(|line| line + 1)
    };
    let sentence = "Das Rathaus ist am Freitag geschlossen, die Ämter sind es auch. ";
    assert_eq!(lines_beside(&sentence.repeat(8)), Some(5));
    assert_eq!(lines_beside(&sentence.repeat(4)), Some(3));
    assert_eq!(lines_beside(&sentence.repeat(2)), Some(2));
    assert_eq!(lines_beside("Ein Satz."), None);
}

#[test]
fn what_begins_otherwise_has_none() {
    let rest = &LONG["Die ".len()..];
    let others = [
        format!("118 {rest}"),
        format!("– {rest}"),
        format!("[Die Stadt](https://a.example) {rest}"),
        format!("- {LONG}\n- {LONG}"),
        format!("## Eine Überschrift\n\n{LONG}"),
        format!("**Der Oberbürgermeister der Stadt Musterstadt:**\n\n{LONG}"),
        "| A | B |\n|---|---|\n| 1 | 2 |".to_owned(),
        "D".to_owned(),
        "„“".to_owned(),
        "„".to_owned(),
        String::new(),
    ];
    for (index, body) in others.iter().enumerate() {
        let sheet = sheet(&with_body(body), &house(3, Align::Justify));
        assert_eq!(initial(&sheet), None, "{body}");
        // A number, a dash and a link are no start that a house foresaw.
        let said = sheet.diags.iter().any(|finding| finding.code == "without-initial");
        assert_eq!(said, index < 3 || body.starts_with('„'), "{body}");
    }
    // Other paragraphs and other fields have none either.
    let mut release = with_body(&format!("{LONG}\n\n{LONG}"));
    release.background = Some(text(LONG));
    let sheet = sheet(&release, &house(3, Align::Justify));
    let read = runs(&sheet).iter().filter(|(_, _, run)| run.read_as.is_some()).count();
    assert_eq!(read, 2);
}

#[test]
fn letters_with_marks_capitals_and_two_letters_in_one() {
    let cases = [
        ("Ämter", "Ä", "Ämter"),
        ("A\u{308}mter", "A\u{308}", "A\u{308}mter"),
        ("mit", "m", "mit"),
        ("**D**ie", "D", "Die"),
        ("**Die**", "D", "Die"),
        ("*Die", "D", ""),
        ("Q", "Q", "Q neue"),
    ];
    for (start, letter, word) in cases {
        let body = format!("{start} neue {LONG}");
        let sheet = sheet(&with_body(&body), &house(3, Align::Justify));
        assert!(!sheet.diags.has_errors(), "{start}");
        let Some(at) = initial(&sheet) else {
            assert!(word.is_empty(), "{start}");
            continue;
        };
        let runs = runs(&sheet);
        assert_eq!(
            (runs[at].2.text.as_str(), runs[at + 1].2.read_as.as_deref()),
            (letter, Some(word))
        );
    }
    let mut dutch = with_body(&format!("IJssel {LONG}"));
    dutch.language = crate::model::Lang::new("nl");
    let sheet = sheet(&dutch, &house(3, Align::Justify));
    let at = initial(&sheet).unwrap();
    assert_eq!(runs(&sheet)[at].2.text, "IJ");
}

/// A tail comes down into the line below, which makes room for it too.
#[test]
fn no_line_touches_the_tail_of_a_letter() {
    let indented = |letter: &str| {
        let body = format!("{letter}{}", &LONG[1..]);
        let sheet = sheet(&with_body(&body), &house(3, Align::Left));
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap();
        let beside = runs[at + 1..].iter().filter(|(_, at, _)| at.x > Length::mm(28));
        let mut ys: Vec<_> = beside.map(|(_, at, _)| at.y).collect();
        ys.sort_unstable();
        ys.dedup();
        ys.len()
    };
    assert_eq!((indented("D"), indented("Q")), (3, 4));
}

/// Every word once and in order, at every width.
#[test]
fn nothing_is_lost_at_any_width() {
    let plain = |text: &str| text.replace('\u{ad}', "");
    for mm in (20..160).step_by(7) {
        for lines in [2, 3, 8] {
            let mut layout = house(lines, Align::Justify);
            for master in [&mut layout.first, &mut layout.follow] {
                master.margins.right = Length::mm(210 - 25 - mm);
            }
            let (document, _) = try_compose(&with_body(LONG), &layout, &fonts());
            let Some(document) = document else { continue };
            let sheet = Sheet { document, diags: Diagnostics::new() };
            let tags = sheet.tags().replace("\\u{ad}", "");
            assert!(tags.contains(LONG), "{mm} {lines}: {tags}");
            assert!(plain(&read(&sheet)).contains(LONG), "{mm} {lines}: {}", read(&sheet));
        }
    }
}

#[test]
fn the_lines_beside_it_stay_on_one_page() {
    let filler = "Zeile für Zeile.\n\n";
    for count in 20..40 {
        let mut release = with_body(LONG);
        release.lead = Some(text(&filler.repeat(count)));
        let sheet = sheet(&release, &house(4, Align::Left));
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap();
        let (page, place, _) = &runs[at];
        let beside = runs[at + 1..].iter().take_while(|(_, at, _)| at.y <= place.y);
        let mut ys: Vec<_> =
            beside.filter(|(on, _, _)| on == page).map(|(_, at, _)| at.y).collect();
        ys.dedup();
        assert_eq!(ys.len(), 4, "{count}");
    }
}

#[test]
fn it_follows_when_the_release_is_set_tighter() {
    let mut layout = house(3, Align::Left);
    layout.fit = Some(FitLimits { leading: 60, tracking: 0, margin: Length::ZERO });
    let tightened = (20..50).any(|count| {
        let body = format!("{LONG}\n\n{}", "Zeile für Zeile.\n\n".repeat(count));
        let sheet = sheet(&with_body(&body), &layout);
        let runs = runs(&sheet);
        let at = initial(&sheet).unwrap();
        let mut ys: Vec<_> = runs[at + 1..].iter().map(|(_, at, _)| at.y).collect();
        ys.dedup();
        assert!(runs[at].1.y.approx_eq(ys[2]));
        ys[1] - ys[0] < pt(15.0)
    });
    assert!(tightened);
}
