//! Hyphenation of single words by Liang's patterns (hypher).

use crate::model::Lang;

/// No fewer letters stay on the line.
const LEFT: usize = 2;

/// No fewer letters go to the next line.
const RIGHT: usize = 3;

/// The hyphenation patterns of a language; none where there are no patterns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patterns(Option<hypher::Lang>);

impl Patterns {
    /// The patterns of a language, by its primary subtag.
    pub fn of(lang: &Lang) -> Self {
        let [a, b] = lang.primary().as_bytes() else { return Self(None) };
        Self(hypher::Lang::from_iso([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
    }

    /// Whether they are those of German.
    pub fn is_german(&self) -> bool {
        self.0 == Some(hypher::Lang::German)
    }

    /// Whether the next line would begin with a trema that Dutch leaves out
    /// there (`geïnformeerd`, `ge-informeerd`): the word may not be changed, so
    /// it is not broken.
    fn loses_trema(&self, run: &str, at: usize) -> bool {
        self.0 == Some(hypher::Lang::Dutch) && run[at..].starts_with(['ä', 'ë', 'ï', 'ö', 'ü'])
    }

    /// Calls `out` with the offset of each hyphenation point of a run of
    /// letters, at least `left` letters from its start and `right` from its
    /// end (more where the language asks for more).
    ///
    /// Runs with a capital inside are names and abbreviations that patterns
    /// know nothing of (`ThyssenKrupp`, `UNESCO`) and have no points.
    pub fn points(&self, run: &str, left: usize, right: usize, mut out: impl FnMut(usize)) {
        let Some(lang) = self.0 else { return };
        let (own_left, own_right) = lang.bounds();
        let left = left.max(LEFT).max(own_left);
        let right = right.max(RIGHT).max(own_right);
        let short = run.chars().nth(left + right - 1).is_none();
        if short || run.chars().skip(1).any(char::is_uppercase) || run.len() > 200 {
            return;
        }
        let mut at = 0;
        for syllable in hypher::hyphenate_bounded(run, lang, left, right) {
            at += syllable.len();
            if at < run.len() && !self.loses_trema(run, at) {
                out(at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphenated(lang: &str, word: &str) -> String {
        let mut out = String::from(word);
        let mut points = Vec::new();
        Patterns::of(&Lang::new(lang).unwrap()).points(word, 0, 0, |at| points.push(at));
        points.iter().rev().for_each(|at| out.insert(*at, '-'));
        out
    }

    #[test]
    fn german_compounds() {
        assert_eq!(hyphenated("de", "Oberbürgermeister"), "Ober-bür-ger-meis-ter");
        assert_eq!(hyphenated("de-AT", "Entscheidungsträger"), "Ent-schei-dungs-trä-ger");
        assert_eq!(hyphenated("de", "Klimaschutz"), "Kli-ma-schutz");
    }

    #[test]
    fn no_fewer_than_two_and_three_letters() {
        assert_eq!(hyphenated("de", "Abend"), "Abend");
        assert_eq!(hyphenated("de", "Bauer"), "Bau-er".replace("-er", "er"));
        assert_eq!(hyphenated("de", "Ehe"), "Ehe");
    }

    #[test]
    fn names_with_capitals_inside_stay_whole() {
        for name in ["ThyssenKrupp", "UNESCO", "YouTube"] {
            assert_eq!(hyphenated("de", name), name);
        }
    }

    #[test]
    fn other_languages() {
        assert_eq!(hyphenated("en", "hyphenation"), "hy-phen-ation");
        assert_eq!(hyphenated("fr", "transatlantique"), "trans-at-lan-tique");
        assert_eq!(hyphenated("nl", "geïnformeerd"), "geïn-for-meerd");
        assert_eq!(hyphenated("uk", "демократія"), "де-мо-кра-тія");
        assert_eq!(hyphenated("el", "δημοκρατία"), "δη-μο-κρα-τία");
        assert_eq!(hyphenated("tr", "belediye"), "be-le-diye");
        assert_eq!(hyphenated("qaa", "belediye"), "belediye");
    }
}
