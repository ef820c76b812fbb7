//! Plain setting and the shaper agree, glyph by glyph.

use std::sync::Arc;

use super::super::face::Face;
use super::super::font_style::{FontStyle, StyleKey};
use super::super::shape::{Fonts, Shaper};
use super::super::testing::{face, font_bytes, sans, serif, setting};
use super::super::typesetter::Typesetter;
use super::rules::Cover;
use crate::unit::Em;

/// Characters of press releases, and some that no font or few have.
const COMMON: &str = "abcdefghijklmnopqrstuvwxyzäöüßABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÜẞ\
    0123456789.,:;!?-–—/()\"'„“”‚‘’»«›‹…*&%§€+#@·•°éèàçñåøæœłšžığŞİ";

/// Those and characters that only the shaper knows how to set.
const RARE: &str = "\u{200C}\u{200D}\u{301}\u{308}\u{327}\u{323}\u{2044}½\u{2011}\u{A0}\u{AD}ﬁ\
    ǆĳŀſƀȘɐαжא→№ª²₂−×";

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn word(&mut self) -> String {
        let length = 1 + self.roll(9);
        let character = |_| {
            let text = if self.roll(24) == 0 { RARE } else { COMMON };
            let count = text.chars().count();
            text.chars().nth(self.roll(count)).unwrap_or('x')
        };
        (0..length).map(character).collect()
    }
}

fn style(faces: Vec<Arc<Face>>, lang: &str, features: &[&[u8; 4]], spaced: bool) -> FontStyle {
    let features = features.iter().map(|tag| **tag).collect();
    let tracking = if spaced { Em::milli(20) } else { Em::ZERO };
    FontStyle::new(StyleKey::new(&super::super::style::TextSetting {
        faces,
        features,
        tracking,
        ..setting(lang)
    }))
}

/// Sets words in both ways.
fn compare(style: &FontStyle, words: impl Iterator<Item = String>) {
    let mut shaper = Shaper::default();
    for word in words {
        let plain = shaper.word(&Fonts::new(style), &word, false);
        let shaped = shaper.word(&Fonts::shaped(style), &word, false);
        let name = &style.faces()[0].postscript_name;
        assert_eq!(plain.glyphs(), shaped.glyphs(), "{word:?} ({word}) in {name}");
    }
}

#[test]
fn random_words_in_all_faces() {
    let sans = ["Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt"];
    let serif = ["Regular", "Italic", "Semibold", "SemiboldItalic", "Bold", "BoldItalic"];
    let sans = sans.map(|name| format!("source-sans/SourceSans3-{name}.otf"));
    let serif = serif.map(|name| format!("libertinus-serif/LibertinusSerif-{name}.otf"));
    let mut dice = Dice(2026);
    for path in sans.iter().chain(&serif) {
        let style = style(vec![face(path)], "de", &[], false);
        compare(&style, (0..1500).map(|_| dice.word()));
    }
}

#[test]
fn all_pairs_of_common_characters() {
    let pairs = COMMON.chars().flat_map(|a| COMMON.chars().map(move |b| format!("{a}{b}")));
    for face in [sans(), serif()] {
        compare(&style(vec![face], "de", &[], false), pairs.clone());
    }
}

#[test]
fn languages_and_features_that_change_glyphs() {
    let mut dice = Dice(7);
    for face in [sans(), serif()] {
        for lang in ["tr", "nl", "ro", "fi", "crh", "navajo", "de-x-hbot-TRK"] {
            if crate::model::Lang::new(lang).is_some() {
                let style = style(vec![Arc::clone(&face)], lang, &[], false);
                compare(&style, (0..300).map(|_| dice.word()));
            }
        }
        let features: [&[&[u8; 4]]; 7] = [
            &[b"smcp"],
            &[b"onum", b"tnum"],
            &[b"sups"],
            &[b"frac"],
            &[b"case", b"cpsp"],
            &[b"liga", b"dlig"],
            &[b"ss01", b"salt", b"zero"],
        ];
        for features in features {
            for spaced in [false, true] {
                let style = style(vec![Arc::clone(&face)], "de", features, spaced);
                compare(&style, (0..200).map(|_| dice.word()));
            }
        }
        let both = vec![face, sans()];
        compare(&style(both, "de", &[], false), (0..500).map(|_| dice.word()));
    }
}

/// Letters that ligate, in all orders.
#[test]
fn words_of_ligatures() {
    let mut dice = Dice(99);
    let mut word = |letters: &str| -> String {
        let letters: Vec<_> = letters.chars().collect();
        (0..2 + dice.roll(7)).map(|_| letters[dice.roll(letters.len())]).collect()
    };
    for face in [sans(), serif()] {
        for features in [&[][..], &[b"dlig"][..], &[b"hlig", b"liga"][..]] {
            let style = style(vec![Arc::clone(&face)], "de", features, false);
            compare(&style, (0..2000).map(|_| word("fffijltTThkbQucst")));
        }
    }
}

/// Most words need no shaper: a check of the check.
#[test]
fn ordinary_words_are_plain() {
    let text = "Am kommenden Dienstag beginnt die Stadt Dortmund mit dem Umbau der Kanalbrücke \
        (Kosten: 2,4 Millionen Euro). Die Bürgermeisterin sagt: „Träger*innen werden gehört.“ \
        Wer Fragen hat, ruft an, öffentlich oder in der Schifffahrt.";
    let words = text.split(' ').count();
    for face in [sans(), serif()] {
        let style = style(vec![Arc::clone(&face)], "de", &[], false);
        let plain = style.plain(&face, 0).unwrap();
        let set = |word: &&str| {
            let text = word.chars().map(|c| (c, 0, 0));
            plain.set(&face, 0, text, &mut Vec::new()).is_some()
        };
        let count = text.split(' ').filter(set).count();
        assert!(count * 10 >= words * 9, "{count} of {words} in {}", face.postscript_name);
    }
}

/// A typesetter sets words for as long as its process runs.
#[test]
fn what_is_known_stays_within_bounds() {
    for path in
        ["source-sans/SourceSans3-Regular.otf", "libertinus-serif/LibertinusSerif-Regular.otf"]
    {
        // One of its own, which no other test sets words in.
        let face = Typesetter::new().face(font_bytes(path), 0).unwrap();
        let style = style(vec![Arc::clone(&face)], "de", &[], false);
        let plain = style.plain(&face, 0).unwrap();
        let all = ('!'..'\u{250}').chain('\u{2010}'..'\u{203B}').rev().map(String::from);
        let words: Vec<_> = all.chain(["Schiff", "flach", "finden"].map(String::from)).collect();
        let sizes = || {
            for word in &words {
                let text = word.chars().map(|c| (c, 0, 0));
                plain.set(&face, 0, text, &mut Vec::new());
            }
            let known = plain.known.lock().unwrap();
            (known.letters.len(), known.covers.len(), known.pairs.len())
        };
        let first = sizes();
        assert!(first.0 > 255, "{} letters", first.0);
        assert_eq!(first, sizes());
    }
}

/// Where there is no room for what acts on a letter, the shaper sets it.
#[test]
fn covers_beyond_what_can_be_counted() {
    let bytes = font_bytes("source-sans/SourceSans3-Regular.otf");
    let face = Typesetter::new().face(bytes, 0).unwrap();
    let style = style(vec![Arc::clone(&face)], "de", &[], false);
    let plain = style.plain(&face, 0).unwrap();
    let full = usize::from(u16::MAX);
    plain.known.lock().unwrap().covers.resize(full, Cover { subtable: 0, index: 0 });
    for _ in 0..3 {
        let word = ['A', 'V'].map(|c| (c, 0, 0));
        assert!(plain.set(&face, 0, word.into_iter(), &mut Vec::new()).is_none());
        assert_eq!(plain.known.lock().unwrap().covers.len(), full);
    }
}
