//! Words that the sheet itself contributes, by language of the release.

use crate::model::Lang;

/// The fixed words of one language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Words {
    language: Language,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Language {
    German,
    English,
    French,
}

impl Words {
    /// The words of a language; English for those without words of their own.
    pub fn new(lang: &Lang) -> Self {
        let language = match lang.primary() {
            "de" => Language::German,
            "fr" => Language::French,
            _ => Language::English,
        };
        Self { language }
    }

    /// "Korrektur zu: Medieninformation 201 vom 16. Februar 2021".
    pub fn reference(
        self,
        withdrawn: bool,
        kind: &str,
        number: &str,
        date: Option<&str>,
    ) -> String {
        let number = number.trim_end_matches('.');
        let verb = match (withdrawn, self.language) {
            (false, Language::German) => "Korrektur zu:",
            (true, Language::German) => "Zurückgezogen:",
            (false, Language::English) => "Correction to:",
            (true, Language::English) => "Withdrawn:",
            (false, Language::French) => "Rectificatif :",
            (true, Language::French) => "Retiré :",
        };
        let of = self.choose("vom", "of", "du");
        let date = date.map(|date| format!(" {of} {date}")).unwrap_or_default();
        format!("{verb} {kind} {number}{date}")
    }

    /// "Foto: Stadt Dortmund"; as written when it already says so.
    pub fn photo_credit(self, credit: &str) -> String {
        let label = self.choose("Foto", "Photo", "Photo");
        let says_so = ["Foto", "Photo", "Bild", "©"].iter().any(|word| credit.starts_with(word));
        match (says_so, self.language) {
            (true, _) => credit.to_owned(),
            (false, Language::French) => format!("{label}\u{a0}: {credit}"),
            (false, _) => format!("{label}: {credit}"),
        }
    }

    /// "Datei: westphal.jpg".
    pub fn file_name(self, name: &str) -> String {
        match self.language {
            Language::German => format!("Datei: {name}"),
            Language::English => format!("File: {name}"),
            Language::French => format!("Fichier\u{a0}: {name}"),
        }
    }

    /// "Zeichen: 1.234", blanks included.
    pub fn character_count(self, count: usize) -> String {
        let (separator, words) = match self.language {
            Language::German => (".", "Zeichen (mit Leerzeichen): "),
            Language::English => (",", "Characters (with spaces): "),
            Language::French => ("\u{202f}", "Signes (espaces compris)\u{a0}: "),
        };
        format!("{words}{}", grouped(count, separator))
    }

    fn choose(
        self,
        german: &'static str,
        english: &'static str,
        french: &'static str,
    ) -> &'static str {
        match self.language {
            Language::German => german,
            Language::English => english,
            Language::French => french,
        }
    }
}

/// A number in groups of three digits.
fn grouped(number: usize, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_language() {
        let german = Words::new(&Lang::german());
        assert_eq!(german.character_count(1_234_567), "Zeichen (mit Leerzeichen): 1.234.567");
        assert_eq!(grouped(999, "."), "999");
    }

    #[test]
    fn a_correction_names_what_it_corrects() {
        let german = Words::new(&Lang::german());
        assert_eq!(
            german.reference(false, "Medieninformation", "201.", Some("16.2.2021")),
            "Korrektur zu: Medieninformation 201 vom 16.2.2021"
        );
    }

    #[test]
    fn a_credit_is_labelled_once() {
        let german = Words::new(&Lang::german());
        assert_eq!(german.photo_credit("Stadt Dortmund"), "Foto: Stadt Dortmund");
        assert_eq!(german.photo_credit("Foto: Stadt Dortmund"), "Foto: Stadt Dortmund");
    }
}
