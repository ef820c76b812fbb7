//! Words that no line could end in are not hyphenated, and nobody sees it.

use proptest::prelude::*;

use super::*;
use crate::diag::Diagnostics;
use crate::text::Scratch;
use crate::text::style::{ParagraphSetting, Piece};
use crate::unit::{Em, Length};

/// The lines with all words listed in parts, as a trace needs them.
fn thorough(pieces: &[Piece], setting: &ParagraphSetting) -> Vec<String> {
    let mut scratch = Scratch::new();
    scratch.trace_lines(true);
    texts(&TYPESETTER.set_paragraph(&mut scratch, pieces, setting, &mut Diagnostics::new()))
}

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "und",
        "der",
        "Stadt",
        "Entscheidungsträger*innen",
        "„Post-Industrial-Cities“,",
        "Oberbürgermeister",
        "zu",
        "Pandemiebekämpfung,",
        "–",
        "17.\u{A0}Februar",
        "Städte-Diplomatie.",
        "Klimaschutz",
        "transatlantischen",
        "https://www.example.org/presse/2021",
        "Auf\u{AD}lage",
        "(0231)\u{A0}50-22135",
        "Biało-czerwona",
        "AVATAR",
        "…",
        "„Wir“",
        "\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}\u{2003}",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn lines_are_those_of_the_whole_search(
        words in prop::collection::vec((word(), 0..12u8), 1..150),
        mm in 20..180_i64,
        (indent, tracking) in (0..8_i64, -20..60_i64),
        lang in prop::sample::select(vec!["de", "pl", "en"]),
        serif_face in any::<bool>(),
    ) {
        let mut style = setting(lang);
        style.tracking = Em::milli(tracking);
        if serif_face {
            style.faces = vec![serif()];
        }
        let mut large = style.clone();
        large.size = Length::pt(16);
        // One word in twelve is larger; its neighbours stand apart.
        let pieces: Vec<Piece> = words
            .chunk_by(|a, b| (a.1 == 0) == (b.1 == 0))
            .map(|chunk| {
                let text: String = chunk.iter().map(|(word, _)| format!("{word} ")).collect();
                piece(&text, if chunk[0].1 == 0 { &large } else { &style })
            })
            .collect();
        let mut column = column(mm, Align::Justify);
        column.first_indent = Length::mm(indent);
        prop_assert_eq!(texts(&set_pieces(&pieces, &column).0), thorough(&pieces, &column));
    }
}

#[test]
fn many_words_of_a_short_paragraph_stay_whole() {
    let pieces = [piece(RELEASE, &setting("de"))];
    let listed = |trace| {
        let mut scratch = Scratch::new();
        scratch.trace_lines(trace);
        let column = column(165, Align::Justify);
        TYPESETTER.set_paragraph(&mut scratch, &pieces, &column, &mut Diagnostics::new());
        scratch.work.listed.items.len()
    };
    let (near, all) = (listed(false), listed(true));
    assert!(near * 4 < all * 3, "{near} of {all}");
}

/// A row of spaces that do not stretch takes no room where a line ends.
#[test]
fn wide_spaces_at_a_line_end() {
    let before = "Jahr nutzen, ein dauerhaftes Format zu entwickeln, Oberhäupter";
    let after = "der Städte in den politischen Prozess gemeinsam mit den Regierungen beider Länder die \
        Chance nutzen müssen, in diesem Prozess auf belastbare Strukturen der Städte und kommunalen \
        Netzwerke in den und Deutschland zurückzugreifen. Oberbürgermeister";
    for (space, count) in [("\u{2002}", 18), ("\u{2003}", 6), ("\u{2003}", 14), ("\u{3000}", 10)] {
        let text = [before, &space.repeat(count), after].concat();
        let pieces = [piece(&text, &setting("de"))];
        for mm in 96..114 {
            let column = column(mm, Align::Justify);
            let lines = texts(&set_pieces(&pieces, &column).0);
            assert_eq!(lines, thorough(&pieces, &column), "{count} spaces, {mm} mm");
        }
    }
}
