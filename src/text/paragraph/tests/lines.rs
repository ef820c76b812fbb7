//! Where glyphs stand.

use super::*;
use crate::text::glyph::{Glyph, LineRun};
use crate::unit::{Em, Length};

#[test]
fn justified_lines_end_at_the_right_edge_to_the_unit() {
    for mm in [50, 75, 110, 165] {
        let lines = set(RELEASE, mm, Align::Justify);
        let (last, full) = lines.split_last().unwrap();
        assert!(!full.is_empty() && last.width < Length::mm(mm));
        for line in full {
            assert_eq!(line.width, Length::mm(mm), "{}", line_text(line));
            let run = line.runs.last().unwrap();
            assert!(run.x + run.glyphs.width() >= line.width, "protrusion only hangs out");
        }
    }
}

#[test]
fn punctuation_hangs_into_the_margin() {
    let ends = |text: char| move |line: &&Line| line_text(line).trim_end().ends_with(text);
    let mut hanging = 0;
    for mm in 50..110 {
        let lines = set(RELEASE, mm, Align::Justify);
        for line in lines.iter().filter(ends('\u{AD}')) {
            let run = line.runs.last().unwrap();
            assert!(run.x + run.glyphs.width() > Length::mm(mm));
            hanging += 1;
        }
    }
    assert!(hanging > 0);
    let quoted = set("„Neustart“", 75, Align::Left);
    assert!(quoted[0].runs[0].x < Length::ZERO);
}

#[test]
fn without_protrusion_nothing_hangs_out() {
    let mut flat = column(75, Align::Justify);
    flat.fit.protrude = false;
    let (lines, _) = set_pieces(&[piece(RELEASE, &setting("de"))], &flat);
    for line in &lines {
        let run = line.runs.last().unwrap();
        assert!(line.runs[0].x == Length::ZERO && run.x + run.glyphs.width() <= Length::mm(75));
    }
}

#[test]
fn letters_and_spaces_stay_within_their_limits() {
    for mm in [75, 110, 165] {
        for line in set(RELEASE, mm, Align::Justify) {
            assert!(line.overfull.is_none() && line.word_space > 0.66, "{}", line_text(&line));
            let scales = line.runs.iter().map(|run| run.glyphs.x_scale);
            assert!(scales.into_iter().all(|scale| (9_800..=10_200).contains(&scale)));
        }
    }
    for line in set(RELEASE, 75, Align::Left) {
        assert!(line.runs.iter().all(|run| run.glyphs.x_scale == 10_000));
        assert_eq!(line.word_space, 1.0);
    }
}

#[test]
fn runs_follow_each_other() {
    for line in set(RELEASE, 75, Align::Justify) {
        for pair in line.runs.windows(2) {
            assert_eq!(pair[0].x + pair[0].glyphs.width(), pair[1].x);
        }
    }
}

#[test]
fn right_and_centred_lines() {
    let width = |line: &Line| line.runs.iter().map(|run| run.glyphs.width()).sum::<Length>();
    for line in set("Stadt Dortmund", 100, Align::Center) {
        assert!(line.runs[0].x.approx_eq((Length::mm(100) - width(&line)) / 2));
    }
    for line in set("Stadt Dortmund", 100, Align::Right) {
        assert_eq!(line.runs[0].x + width(&line), Length::mm(100));
        assert_eq!(line.width, Length::mm(100));
    }
}

#[test]
fn indents_and_widths_of_the_first_lines() {
    let mut beside = column(100, Align::Justify);
    beside.first_indent = Length::mm(5);
    beside.first_widths = vec![(Length::mm(40), Length::mm(60)); 2];
    let (lines, _) = set_pieces(&[piece(RELEASE, &setting("de"))], &beside);
    let starts: Vec<_> = lines.iter().map(|line| line.runs[0].x.to_mm().round()).collect();
    assert_eq!(starts[..3], [45.0, 40.0, 0.0]);
    assert!(lines[..3].iter().all(|line| line.width == Length::mm(100)));
}

#[test]
fn hyphens_that_are_unwanted_are_left_for_words_that_do_not_fit() {
    let text = "Das Kreisarchiv nach der Fertigstellung, vom Kreishausplatz gesehen, eine \
                berechnete Ansicht der Landesentwicklungsgesellschaft";
    for align in [Align::Left, Align::Center] {
        for mm in [30, 40, 48, 60, 75, 100] {
            let mut sparing = column(mm, align);
            sparing.fit.max_hyphen_ladder = 0;
            let (lines, diags) = set_pieces(&[piece(text, &setting("de"))], &sparing);
            let hyphens = lines.iter().filter(|line| line.hyphenated).count();
            // The longest word has 61 mm.
            assert!(hyphens == 0 || mm < 62, "{align:?} {mm}: {:?}", texts(&lines));
            assert!(!diags.iter().any(|d| d.code == "overfull-line"), "{align:?} {mm}");
        }
    }
}

#[test]
fn tracking_widens_all_but_the_last_letter() {
    let width = |tracking: i64, extra: i16| {
        let setting = crate::text::style::TextSetting {
            tracking: Em::milli(tracking),
            size: Length::pt(10),
            ..setting("de")
        };
        let column = crate::text::style::ParagraphSetting {
            extra_tracking: extra,
            ..column(100, Align::Left)
        };
        set_pieces(&[piece("Hon on", &setting)], &column).0[0].width
    };
    assert!((width(100, 0) - width(0, 0)).approx_eq(Length::pt(5)));
    assert!((width(0, -10) - width(0, 0)).approx_eq(-Length::pt(1) / 2));
}

#[test]
fn overfull_lines_are_reported_with_word_and_amount() {
    let text = "Der 0123456789-0123456789-0123456789 ist lang";
    let mut piece = piece(text, &setting("de"));
    piece.unbreakable = true;
    let (lines, diags) = set_pieces(&[piece], &column(55, Align::Justify));
    let excess = lines.iter().find_map(|line| line.overfull).unwrap();
    let diagnostic = diags.iter().find(|d| d.code == "overfull-line").unwrap();
    assert!(diagnostic.message.contains(&excess.to_string()), "{}", diagnostic.message);
    assert!(diagnostic.message.contains("lang"), "{}", diagnostic.message);
    assert!(diagnostic.origin.is_some() && diagnostic.hint.is_some());
}

#[test]
fn lines_stretched_beyond_tolerance_are_reported() {
    let text = "Wir sind 1234567890123456789012 so 1234567890123456789012 weit";
    let (lines, diags) = set_pieces(&[piece(text, &setting("de"))], &column(52, Align::Justify));
    assert!(lines.iter().any(|line| line.word_space > 2.5));
    let diagnostic = diags.iter().find(|d| d.code == "stretched-line").unwrap();
    assert!(diagnostic.origin.is_some() && diagnostic.hint.is_some());
}

#[test]
fn measures_bound_what_can_be_set() {
    let pieces = [piece("Ein Oberbürgermeister\u{2028}kommt nach E-Mail-Anfrage", &setting("de"))];
    let measure = TYPESETTER.measure(&mut crate::text::Scratch::new(), &pieces);
    assert!(measure.min_width < measure.max_width);
    let mut plain = column(1, Align::Left);
    (plain.hyphenate, plain.fit.protrude) = (false, false);
    for (width, lines) in [(measure.max_width, 2), (measure.min_width, 4)] {
        plain.width = width;
        let (set, diags) = set_pieces(&pieces, &plain);
        assert_eq!((set.len(), diags.len()), (lines, 0), "{:?}", texts(&set));
        let widest = set.iter().map(|line| line.width).max().unwrap();
        assert!(widest.approx_eq(width), "{widest} {width}");
    }
    let mut diags = crate::diag::Diagnostics::new();
    let line = TYPESETTER.shape_line(&mut crate::text::Scratch::new(), &pieces, &mut diags);
    assert_eq!(line_text(&line), "Ein Oberbürgermeister kommt nach E-Mail-Anfrage");
    assert!(line.runs.len() == 1 && line.runs[0].x == Length::ZERO);
}

/// Widths of the spaces of a character in the lines that are full.
fn spaces(lines: &[Line], c: char) -> Vec<Length> {
    let (_, full) = lines.split_last().unwrap();
    let runs = full.iter().flat_map(|line| &line.runs);
    let shown = runs.flat_map(|run| run.glyphs.glyphs.iter().map(move |glyph| (run, glyph)));
    let is_space = |(run, glyph): &(&LineRun, &Glyph)| {
        let range = glyph.text.start as usize..glyph.text.end as usize;
        run.glyphs.text.get(range).is_some_and(|text| text.chars().eq([c]))
    };
    shown.filter(is_space).map(|(_, glyph)| glyph.advance).collect()
}

#[test]
fn spaces_in_numbers_keep_their_width_and_those_in_dates_stretch() {
    let fixed = "nach §\u{A0}5 um 25\u{A0}% auf Seite\u{A0}7 und 0231\u{A0}50-0 sowie 22\u{A0}Uhr ";
    let loose = "mit Dr.\u{A0}Müller am 17.\u{A0}Februar und Herrn\u{A0}Schmidt ";
    let natural = spaces(&set(&"a b ".repeat(50), 50, Align::Left), ' ');
    let mut stretched = 0;
    for mm in 50..110 {
        let lines = set(&fixed.repeat(4), mm, Align::Justify);
        let widths = spaces(&lines, '\u{A0}');
        assert!(!widths.is_empty() && widths.iter().all(|width| *width == natural[0]), "{mm}");
        let widths = spaces(&set(&loose.repeat(4), mm, Align::Justify), '\u{A0}');
        stretched += widths.iter().filter(|width| **width != natural[0]).count();
        assert!(lines.iter().rev().skip(1).all(|line| line.width == Length::mm(mm)));
    }
    assert!(stretched > 100, "{stretched}");
}
