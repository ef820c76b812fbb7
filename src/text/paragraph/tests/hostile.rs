//! Input that nobody means to write, and much of it.

use proptest::prelude::*;

use super::*;
use crate::text::{Scratch, Typesetter};
use crate::unit::{Em, Length};

/// What the runs say of a text: no soft hyphens, forced breaks as spaces.
fn extracted(text: &str) -> String {
    text.replace('\u{AD}', "").replace(['\u{2028}', '\u{2029}'], " ")
}

#[test]
fn nothing_gives_nothing() {
    assert!(set_pieces(&[], &column(100, Align::Justify)).0.is_empty());
    assert!(set("", 100, Align::Justify).is_empty());
    let spaces = set("   ", 100, Align::Justify);
    assert_eq!(texts(&spaces).concat(), "   ");
    assert!(spaces.iter().all(|line| line.width == Length::ZERO));
}

#[test]
fn extreme_widths_and_indents() {
    for width in [i64::MIN, -1, 0, 1, i64::MAX].map(Length::from_units) {
        for indent in [i64::MIN, 0, i64::MAX].map(Length::from_units) {
            let mut column = column(1, Align::Justify);
            (column.width, column.first_indent) = (width, indent);
            column.first_widths = vec![(indent, width)];
            let (lines, _) = set_pieces(&[piece(RELEASE, &setting("de"))], &column);
            assert_eq!(texts(&lines).concat().replace('\u{AD}', ""), RELEASE);
        }
    }
}

#[test]
fn words_that_run_to_the_left_keep_their_text_and_are_reported() {
    let hebrew = crate::text::style::TextSetting { faces: vec![sans(), serif()], ..setting("de") };
    let text = "in -אבג (שלום) und so";
    let (lines, diags) = set_pieces(&[piece(text, &hebrew)], &column(100, Align::Left));
    assert_eq!(texts(&lines), [text]);
    assert!(diags.iter().any(|diagnostic| diagnostic.code == "right-to-left"));
}

#[test]
fn a_setting_without_faces_sets_nothing() {
    let bare = crate::text::style::TextSetting { faces: Vec::new(), ..setting("de") };
    let (lines, _) =
        set_pieces(&[piece("kein Satz ohne Schrift", &bare)], &column(50, Align::Left));
    assert!(lines.iter().all(|line| line.runs.is_empty()));
}

#[test]
fn three_hundred_paragraphs_of_one_word() {
    let mut scratch = Scratch::new();
    let mut diags = crate::diag::Diagnostics::new();
    for index in 0..300 {
        let pieces = [piece(&format!("Wort{index}"), &setting("de"))];
        let setting = column(100, Align::Justify);
        let lines = TYPESETTER.set_paragraph(&mut scratch, &pieces, &setting, &mut diags);
        assert_eq!(texts(&lines), [format!("Wort{index}")]);
    }
    assert!(diags.is_empty());
}

#[test]
fn a_paragraph_of_forty_thousand_bytes() {
    let text = [RELEASE, " "].concat().repeat(40_000 / RELEASE.len());
    let lines = set(text.trim_end(), 110, Align::Justify);
    assert_eq!(texts(&lines).concat().replace('\u{AD}', ""), text.trim_end());
    assert!(lines.len() > 500 && lines.iter().all(|line| line.overfull.is_none()));
}

#[test]
fn words_without_end() {
    let long = "Donaudampfschifffahrt".repeat(500);
    assert_eq!(texts(&set(&long, 60, Align::Left)).concat().replace('\u{AD}', ""), long);
    let stars = "*".repeat(5_000);
    assert_eq!(texts(&set(&stars, 60, Align::Justify)).concat(), stars);
}

#[test]
fn caches_never_change_what_is_set() {
    let cold = Typesetter::new();
    let face = cold.face(font_bytes("source-sans/SourceSans3-Regular.otf"), 0).unwrap();
    let own = crate::text::style::TextSetting { faces: vec![face], ..setting("de") };
    let mut diags = crate::diag::Diagnostics::new();
    for mm in [40, 75, 165] {
        let column = column(mm, Align::Justify);
        let first =
            cold.set_paragraph(&mut Scratch::new(), &[piece(RELEASE, &own)], &column, &mut diags);
        assert_eq!(first, set(RELEASE, mm, Align::Justify));
    }
}

#[test]
fn threads_agree() {
    let expected = set(RELEASE, 75, Align::Justify);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(set(RELEASE, 75, Align::Justify), expected));
        }
    });
}

/// Characters that mean something to some stage, and any others.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        4 => prop::sample::select(" aeinrstfl".chars().collect::<Vec<_>>()),
        2 => prop::sample::select(
            "-–—*:_/·„“‚‘»«().,!?…'\u{AD}\u{A0}\u{202F}\u{2028}\u{2029}\u{200B}\u{200D}\u{2060}\
             \u{301}\u{FE0F}ßIiΐЖ中אا１👩\t\n\0\u{2009}"
                .chars()
                .collect::<Vec<_>>()
        ),
        1 => any::<char>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 0..80).prop_map(String::from_iter)
}

fn align() -> impl Strategy<Value = Align> {
    prop::sample::select(vec![Align::Left, Align::Right, Align::Center, Align::Justify])
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_text_is_set_once_and_in_order(
        texts_in in prop::collection::vec((text(), any::<[bool; 4]>()), 1..4),
        units in prop_oneof![-5_000_000i64..100_000_000, Just(0), Just(i64::MAX), Just(i64::MIN)],
        tracking in -200i64..200,
        lang in prop::sample::select(vec!["de", "en", "tr", "el", "zh", "qaa"]),
        align in align(),
    ) {
        let pieces: Vec<_> = texts_in
            .iter()
            .map(|(text, [unbreakable, address, uppercase, tracked])| {
                let mut setting = setting(lang);
                setting.uppercase = *uppercase;
                setting.tracking = if *tracked { Em::milli(tracking) } else { Em::ZERO };
                let mut piece = piece(text, &setting);
                (piece.unbreakable, piece.address) = (*unbreakable, *address);
                piece
            })
            .collect();
        let mut column = column(1, align);
        column.width = Length::from_units(units);
        let (lines, _) = set_pieces(&pieces, &column);
        let written: String = texts_in.iter().map(|(text, _)| extracted(text)).collect();
        let set: String = texts(&lines).concat().replace('\u{AD}', "");
        prop_assert_eq!(set, written);
        for run in lines.iter().flat_map(|line| &line.runs) {
            for glyph in &run.glyphs.glyphs {
                let range = glyph.text.start as usize..glyph.text.end as usize;
                prop_assert!(run.glyphs.text.get(range).is_some());
            }
        }
    }

    #[test]
    fn measuring_never_panics(text in text()) {
        let pieces = [piece(&text, &setting("de"))];
        let measure = TYPESETTER.measure(&mut Scratch::new(), &pieces);
        prop_assert!(measure.min_width <= measure.max_width);
    }
}
