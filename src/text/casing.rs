//! Capitals by language (Unicode SpecialCasing.txt and the CLDR root
//! collection of casing rules), character by character, so that every
//! capital knows the letter it stands for.

use crate::model::Lang;

/// How a language makes capitals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Casing {
    /// As Unicode has it, but ß becomes ẞ (Duden, official since 2017).
    Plain,
    /// Turkish and Azerbaijani: i becomes İ, ı becomes I.
    Turkic,
    /// Greek: capitals carry no tonos.
    Greek,
}

impl Casing {
    /// The rules of a language.
    pub fn of(lang: &Lang) -> Self {
        match lang.primary() {
            "tr" | "az" => Self::Turkic,
            "el" => Self::Greek,
            _ => Self::Plain,
        }
    }

    /// Calls `out` with each capital of `c`.
    pub fn upper(self, c: char, mut out: impl FnMut(char)) {
        match (self, c) {
            (_, 'ß') => out('ẞ'),
            (Self::Turkic, 'i') => out('İ'),
            (Self::Greek, _) if is_tonos(c) => {}
            (Self::Greek, _) => c.to_uppercase().for_each(|c| {
                if !is_tonos(c) {
                    out(without_tonos(c));
                }
            }),
            _ => c.to_uppercase().for_each(out),
        }
    }
}

/// Combining acute, grave, tonos and perispomeni, and the breathings.
const fn is_tonos(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{313}' | '\u{314}' | '\u{342}')
}

/// A Greek capital without its accent; the dialytika stays.
const fn without_tonos(c: char) -> char {
    match c {
        'Ά' | 'Ὰ' | 'Ἀ' | 'Ἁ' => 'Α',
        'Έ' | 'Ὲ' | 'Ἐ' | 'Ἑ' => 'Ε',
        'Ή' | 'Ὴ' | 'Ἠ' | 'Ἡ' => 'Η',
        'Ί' | 'Ὶ' | 'Ἰ' | 'Ἱ' => 'Ι',
        'Ό' | 'Ὸ' | 'Ὀ' | 'Ὁ' => 'Ο',
        'Ύ' | 'Ὺ' | 'Ὑ' => 'Υ',
        'Ώ' | 'Ὼ' | 'Ὠ' | 'Ὡ' => 'Ω',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upper(lang: &str, text: &str) -> String {
        let casing = Casing::of(&Lang::new(lang).unwrap());
        let mut out = String::new();
        text.chars().for_each(|c| casing.upper(c, |c| out.push(c)));
        out
    }

    #[test]
    fn german_keeps_its_sharp_s() {
        assert_eq!(upper("de", "Straße, größer"), "STRAẞE, GRÖẞER");
    }

    #[test]
    fn turkish_keeps_its_dots() {
        assert_eq!(upper("tr", "ısı işçi"), "ISI İŞÇİ");
        assert_eq!(upper("de", "ısı işçi"), "ISI IŞÇI");
    }

    #[test]
    fn greek_drops_its_accents() {
        assert_eq!(upper("el", "Ανακοίνωση τύπου μαΐου"), "ΑΝΑΚΟΙΝΩΣΗ ΤΥΠΟΥ ΜΑΪΟΥ");
        assert_eq!(upper("el", "ΐ"), "Ϊ");
    }

    #[test]
    fn ligature_characters_come_apart() {
        assert_eq!(upper("de", "ﬁ"), "FI");
    }
}
