//! Words that the sheet itself contributes, by language of the release.

use crate::model::Lang;
use crate::model::release::{Photo, PhotoKind};

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

    /// "Foto: Stadt Dortmund"; as written when it already says so. What a
    /// trained model made says so too (EU 2024/1689, article 50).
    pub fn photo_credit(self, photo: &Photo) -> Option<String> {
        let label = match photo.kind {
            PhotoKind::Photo => self.choose("Foto", "Photo", "Photo"),
            PhotoKind::Graphic => self.choose("Grafik", "Graphic", "Infographie"),
            PhotoKind::Map => self.choose("Karte", "Map", "Carte"),
            PhotoKind::Rendering => self.choose("Visualisierung", "Rendering", "Visualisation"),
        };
        let made = self.choose("mit KI erzeugt", "made with AI", "généré par IA");
        let credit = photo.credit.as_ref().map(|credit| credit.as_str().trim());
        let credit = credit.filter(|credit| !credit.is_empty());
        let known = [label, "Foto", "Photo", "Bild", "Grafik", "©"];
        let says_so = credit.is_some_and(|c| known.iter().any(|word| c.starts_with(word)));
        let colon = if self.language == Language::French { "\u{a0}: " } else { ": " };
        let line =
            credit.map(
                |credit| {
                    if says_so { credit.to_owned() } else { format!("{label}{colon}{credit}") }
                },
            );
        match (line, photo.generated) {
            (line, false) => line,
            (Some(line), true) => Some(format!("{line} ({made})")),
            (None, true) => Some(format!("{label} {made}")),
        }
    }

    /// "Rechte: honorarfrei".
    pub fn photo_rights(self, rights: &str) -> String {
        let rights = rights.trim();
        match self.language {
            Language::German => format!("Rechte: {rights}"),
            Language::English => format!("Rights: {rights}"),
            Language::French => format!("Droits\u{a0}: {rights}"),
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

    /// "Datei: bruecke.jpg, 1536 × 960 Pixel".
    pub fn photo_file(self, name: &str, (width, height): (u32, u32)) -> String {
        let pixels = self.choose("Pixel", "pixels", "pixels");
        let size = format!("{width}\u{a0}×\u{a0}{height}\u{a0}{pixels}");
        format!("{}, {size}", self.file_name(name))
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
    use crate::model::Text;
    use crate::model::release::PhotoPlace;

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
        let credit = |credit: Option<&str>, kind, generated| {
            german.photo_credit(&Photo {
                file: Text::synthetic("a.jpg"),
                alt: None,
                caption: None,
                credit: credit.map(Text::synthetic),
                rights: None,
                place: PhotoPlace::Row,
                kind,
                generated,
            })
        };
        let said = |text: &str| Some(text.to_owned());
        let stadt = Some("Stadt Dortmund");
        assert_eq!(credit(stadt, PhotoKind::Photo, false), said("Foto: Stadt Dortmund"));
        let labelled = Some("Foto: Stadt Dortmund");
        assert_eq!(credit(labelled, PhotoKind::Photo, false), said("Foto: Stadt Dortmund"));
        assert_eq!(credit(stadt, PhotoKind::Graphic, false), said("Grafik: Stadt Dortmund"));
        let made = said("Foto: Stadt Dortmund (mit KI erzeugt)");
        assert_eq!(credit(stadt, PhotoKind::Photo, true), made);
        assert_eq!(credit(None, PhotoKind::Photo, true), said("Foto mit KI erzeugt"));
        assert_eq!(credit(None, PhotoKind::Photo, false), None);
    }
}
