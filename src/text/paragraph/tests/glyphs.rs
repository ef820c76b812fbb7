//! Glyphs and the text they stand for.

use super::*;
use crate::model::Lang;
use crate::unit::{Em, Length};

fn one_line(text: &str, setting: &crate::text::style::TextSetting) -> Line {
    let (lines, diags) = set_pieces(&[piece(text, setting)], &column(500, Align::Left));
    assert!(diags.is_empty(), "{diags:?}");
    lines.into_iter().next().unwrap()
}

#[test]
fn text_comes_back_as_it_was_written() {
    for align in [Align::Justify, Align::Left, Align::Center, Align::Right] {
        for mm in columns() {
            let lines = set(RELEASE, mm, align);
            let text = texts(&lines).concat().replace('\u{AD}', "");
            assert_eq!(text, RELEASE, "{align:?} {mm}");
        }
    }
}

#[test]
fn clusters_cover_the_text_without_gaps() {
    for lines in
        columns().map(|mm| set("Auflage ﬁnal e\u{301}te\u{301} „so“ fjord", mm, Align::Left))
    {
        for run in lines.iter().flat_map(|line| &line.runs) {
            let mut end = 0;
            for glyph in &run.glyphs.glyphs {
                assert!(glyph.text.start == end || glyph.text.is_empty());
                assert!(run.glyphs.text.is_char_boundary(glyph.text.end as usize));
                end = end.max(glyph.text.end);
            }
            assert_eq!(end as usize, run.glyphs.text.len());
        }
    }
}

#[test]
fn ligatures_carry_their_whole_cluster() {
    let serif = crate::text::style::TextSetting { faces: vec![serif()], ..setting("de") };
    let line = one_line("Auflage", &serif);
    let ligature = glyphs(&line).iter().position(|glyph| glyph.text == (2..4)).unwrap();
    assert_eq!((ligature, glyphs(&line).len()), (2, 6));
    let apart = one_line("Auf\u{AD}lage", &serif);
    assert_eq!((line_text(&apart).as_str(), glyphs(&apart).len()), ("Auflage", 7));
    let spaced = crate::text::style::TextSetting { tracking: Em::milli(50), ..serif };
    assert_eq!(glyphs(&one_line("Auflage", &spaced)).len(), 7);
}

#[test]
fn a_break_in_a_ligature_parts_it() {
    let serif = crate::text::style::TextSetting { faces: vec![serif()], ..setting("en") };
    let text = "shufflingly waffling offloading affluent";
    let mut hyphenated = 0;
    for mm in 12..40 {
        let (lines, _) = set_pieces(&[piece(text, &serif)], &column(mm, Align::Justify));
        hyphenated += lines.iter().filter(|line| line_text(line).ends_with("f\u{AD}")).count();
        assert_eq!(texts(&lines).concat().replace('\u{AD}', ""), text);
    }
    assert!(hyphenated > 0);
}

#[test]
fn letters_are_kerned() {
    let sum = |text: &str| one_line(text, &setting("de")).runs[0].glyphs.width();
    assert!(sum("AV") < sum("A") + sum("V"));
    assert!(sum("Te") < sum("T") + sum("e"));
}

#[test]
fn capitals_leave_the_text_alone() {
    let capitals =
        |lang: &str| crate::text::style::TextSetting { uppercase: true, ..setting(lang) };
    let id = |c: char| sans().glyph(c).unwrap();
    let line = one_line("Straße", &capitals("de"));
    assert_eq!(line_text(&line), "Straße");
    assert_eq!(glyphs(&line)[4].id, id('ẞ'));
    let dotted = glyphs(&one_line("kısıtlı işçi", &capitals("tr")));
    assert_eq!((dotted[1].id, dotted[8].id), (id('I'), id('İ')));
    let greek = glyphs(&one_line("τύπος", &capitals("el")));
    assert_eq!(greek[1].id, id('Υ'));
}

#[test]
fn features_choose_other_glyphs() {
    let old_style = crate::text::style::TextSetting { features: vec![*b"onum"], ..setting("de") };
    let id = |setting| glyphs(&one_line("2021", setting))[0].id;
    assert_ne!(id(&old_style), id(&setting("de")));
}

#[test]
fn characters_that_no_face_has_are_one_error_of_their_word_at_their_place() {
    let text = "Dann 😀 folgen. مرحبا بكم مرحبا";
    let file = format!("body: \"{text}\"");
    let source = std::sync::Arc::new(crate::diag::Source { name: "a.ron".to_owned(), text: file });
    let range = 7..7 + text.len();
    let origin = crate::diag::Origin { source, field: "body".into(), range };
    let piece = crate::text::style::Piece { origin, ..piece(text, &setting("de")) };
    let (_, diags) = set_pieces(&[piece], &column(100, Align::Left));
    let found: Vec<_> = diags
        .iter()
        .map(|d| (d.severity, d.message.as_str(), d.origin.as_ref().unwrap().line_column()))
        .collect();
    let is = |message, column| (crate::diag::Severity::Warning, message, (1, column));
    assert_eq!(
        found,
        [
            is("no font of this text has the character “😀” (U+1F600)", 13),
            is(
                "no font of this text has the characters “ا” (U+0627), “ب” (U+0628), “ح” (U+062D), \
                 “ر” (U+0631), “م” (U+0645) in “مرحبا”",
                27
            ),
            is("no font of this text has the character “ك” (U+0643) in “بكم”", 30),
        ]
    );
}

#[test]
fn a_character_that_no_face_has_is_drawn_and_reported_once() {
    let text = "Ruf \u{260E} an, ja \u{260E}!";
    let pieces = [piece(text, &setting("de")), piece(" \u{260E}", &setting("de"))];
    let (lines, diags) = set_pieces(&pieces, &column(100, Align::Left));
    assert_eq!(diags.len(), 1);
    let diagnostic = diags.iter().next().unwrap();
    assert_eq!(diagnostic.code, "missing-glyph");
    assert!(diagnostic.message.contains("U+260E") && diagnostic.message.contains('\u{260E}'));
    assert_eq!(diagnostic.origin.as_ref(), Some(&pieces[0].origin));
    assert!(diagnostic.hint.is_some());
    let missing: Vec<_> = glyphs(&lines[0]).into_iter().filter(|glyph| glyph.id == 0).collect();
    assert_eq!(missing.len(), 3);
    assert!(missing.iter().all(|glyph| glyph.advance > Length::ZERO && !glyph.text.is_empty()));
}

#[test]
fn missing_glyphs_come_from_the_next_face() {
    let both = crate::text::style::TextSetting { faces: vec![sans(), serif()], ..setting("de") };
    let line = one_line("Drei ⁂ Sterne", &both);
    let faces: Vec<_> = line.runs.iter().map(|run| run.glyphs.face.hash).collect();
    assert_eq!(faces, [sans().hash, serif().hash, sans().hash]);
    assert_eq!(line_text(&line), "Drei ⁂ Sterne");
}

#[test]
fn settings_change_inside_a_word() {
    let other = crate::text::style::TextSetting {
        faces: vec![serif()],
        lang: Lang::new("en").unwrap(),
        ..setting("de")
    };
    let mut pieces =
        [piece("„", &setting("de")), piece("Urban Diplomacy", &other), piece("“)", &setting("de"))];
    for (id, piece) in (7..).zip(&mut pieces) {
        piece.id = id;
    }
    let (lines, _) = set_pieces(&pieces, &column(100, Align::Left));
    let runs: Vec<_> =
        lines[0].runs.iter().map(|run| (run.piece, run.glyphs.text.as_str())).collect();
    assert_eq!(runs, [(7, "„"), (8, "Urban Diplomacy"), (9, "“)")]);
    let narrow = texts(&set_pieces(&pieces, &column(5, Align::Left)).0);
    assert!(narrow[0].starts_with("„U") && narrow.last().unwrap().ends_with("y“)"));
}

#[test]
fn spaces_at_line_ends_keep_their_text_but_no_width() {
    let lines = set(RELEASE, 75, Align::Left);
    for line in lines.iter().filter(|line| line_text(line).ends_with(' ')) {
        let glyphs = glyphs(line);
        assert_eq!(glyphs.last().unwrap().advance, Length::ZERO);
        assert_eq!(glyphs.last().unwrap().id, sans().glyph(' ').unwrap());
    }
}

#[test]
fn the_hyphen_at_a_line_end_is_a_soft_one() {
    let lines = set(RELEASE, 50, Align::Justify);
    let hyphenated: Vec<_> =
        lines.iter().filter(|line| line_text(line).ends_with('\u{AD}')).collect();
    assert!(!hyphenated.is_empty() && hyphenated.iter().all(|line| line.hyphenated));
    for line in hyphenated {
        let last = glyphs(line).pop().unwrap();
        assert_eq!((last.id, last.text.len()), (sans().glyph('-').unwrap(), 2));
    }
}
