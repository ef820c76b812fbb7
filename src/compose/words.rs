//! What the sheet itself says: the words of [`words`] put together with what
//! the release says.

use crate::model::Lang;
use crate::model::release::{Photo, PhotoKind};
use crate::model::words::{self, Row};

/// What is said in one language.
#[derive(Clone, Debug)]
pub struct Words {
    lang: Lang,
}

impl Words {
    /// What is said in a language; in English for those without words.
    pub fn new(lang: &Lang) -> Self {
        Self { lang: lang.clone() }
    }

    /// "Korrektur zu: Medieninformation 201 vom 16. Februar 2021".
    pub fn reference(
        &self,
        withdrawn: bool,
        kind: &str,
        number: &str,
        date: Option<&str>,
    ) -> String {
        let label = if withdrawn { &words::WITHDRAWN } else { &words::CORRECTION };
        let number = number.trim_end_matches('.');
        let dated = |date: &str| self.say(&words::DATED).replace("{}", date);
        let date = date.map(dated).unwrap_or_default();
        self.labelled(label, &format!("{kind} {number}{date}"))
    }

    /// "Foto: Stadt Dortmund"; as written when it already says so. What a
    /// trained model made says so too (EU 2024/1689, article 50).
    pub fn photo_credit(&self, photo: &Photo) -> Option<String> {
        let label = match photo.kind {
            PhotoKind::Photo => &words::PHOTO,
            PhotoKind::Graphic => &words::GRAPHIC,
            PhotoKind::Map => &words::MAP,
            PhotoKind::Rendering => &words::RENDERING,
        };
        let credit = photo.credit.as_ref().map(|credit| credit.as_str().trim());
        let credit = credit.filter(|credit| !credit.is_empty());
        let line = credit.map(|credit| match says_so(credit, self.say(label)) {
            true => credit.to_owned(),
            false => self.labelled(label, credit),
        });
        match (line, photo.generated) {
            (line, false) => line,
            (Some(line), true) => Some(format!("{line} ({})", self.say(&words::GENERATED))),
            (None, true) => Some(self.say(&words::GENERATED_ALONE).replace("{}", self.say(label))),
        }
    }

    /// "Rechte: honorarfrei".
    pub fn photo_rights(&self, rights: &str) -> String {
        self.labelled(&words::RIGHTS, rights.trim())
    }

    /// "Datei: westphal.jpg".
    pub fn file_name(&self, name: &str) -> String {
        self.labelled(&words::FILE, name)
    }

    /// "Datei: bruecke.jpg, 1536 × 960 Pixel".
    pub fn photo_file(&self, name: &str, (width, height): (u32, u32)) -> String {
        let pixels = self.say(&words::PIXELS);
        let size = format!("{width}\u{a0}×\u{a0}{height}\u{a0}{pixels}");
        format!("{}, {size}", self.file_name(name))
    }

    /// "Zeichen (mit Leerzeichen): 1.234".
    pub fn character_count(&self, count: usize) -> String {
        let group = if count < 10_000 { &words::GROUP_OF_FOUR } else { &words::GROUP };
        self.labelled(&words::CHARACTERS, &words::grouped(count, self.say(group)))
    }

    /// "Verantwortlich im Sinne des Presserechts: ...".
    pub fn responsible(&self, name: &str) -> String {
        self.labelled(&words::RESPONSIBLE, name)
    }

    /// "Foto: der Rathausplatz im Winter".
    pub fn photo_shows(&self, alt: &str) -> String {
        self.labelled(&words::PHOTO, alt)
    }

    /// "Adressen:", before addresses too long to stand in the text.
    pub fn addresses(&self) -> String {
        self.labelled(&words::ADDRESSES, "").trim_end().to_owned()
    }

    fn labelled(&self, label: &Row, text: &str) -> String {
        format!("{}{}{text}", self.say(label), self.say(&words::COLON))
    }

    fn say(&self, row: &Row) -> &'static str {
        row.of(&self.lang)
    }
}

/// Whether a credit begins with the label that it would get, or with one that
/// agencies write.
fn says_so(credit: &str, label: &str) -> bool {
    let known = ["Foto", "Photo", "Bild", "Grafik", "Fot.", "©"];
    let rest = credit.strip_prefix(label);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        || known.iter().any(|word| credit.starts_with(word))
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
        assert_eq!(words::grouped(999, "."), "999");
        let count = |tag: &str, count| {
            let said = Words::new(&Lang::new(tag).unwrap()).character_count(count);
            said.rsplit(": ").next().unwrap().to_owned()
        };
        for (tag, four, five) in [
            ("en", "1,234", "12,345"),
            ("fr", "1\u{202f}234", "12\u{202f}345"),
            ("de-AT", "1\u{a0}234", "12\u{a0}345"),
            ("de-CH", "1’234", "12’345"),
            ("es", "1234", "12.345"),
            ("pl", "1234", "12\u{a0}345"),
            ("pt", "1234", "12\u{a0}345"),
            ("pt-BR", "1.234", "12.345"),
            ("da", "1.234", "12.345"),
        ] {
            assert_eq!((count(tag, 1234), count(tag, 12_345)), (four.into(), five.into()), "{tag}");
        }
    }

    #[test]
    fn a_correction_names_what_it_corrects() {
        let german = Words::new(&Lang::german());
        assert_eq!(
            german.reference(false, "Medieninformation", "201.", Some("16.2.2021")),
            "Korrektur zu: Medieninformation 201 vom 16.2.2021"
        );
        for (tag, said) in [
            ("fr", "Rectificatif\u{a0}: x 7 du 1/2/2021"),
            ("it", "Rettifica: x 7 in data 1/2/2021"),
            ("pl", "Sprostowanie: x 7 z dnia 1/2/2021"),
            ("sv", "Rättelse: x 7 av den 1/2/2021"),
            ("el", "Διόρθωση: x 7 (1/2/2021)"),
            ("hu", "Helyesbítés: x 7 (1/2/2021)"),
        ] {
            let words = Words::new(&Lang::new(tag).unwrap());
            assert_eq!(words.reference(false, "x", "7.", Some("1/2/2021")), said);
        }
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
                beside: None,
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
        let works = Some("Kartenwerk Ruhr");
        assert_eq!(credit(works, PhotoKind::Map, false), said("Karte: Kartenwerk Ruhr"));
        let made = said("Foto: Stadt Dortmund (mit KI erzeugt)");
        assert_eq!(credit(stadt, PhotoKind::Photo, true), made);
        assert_eq!(credit(None, PhotoKind::Photo, true), said("Foto mit KI erzeugt"));
        assert_eq!(credit(None, PhotoKind::Photo, false), None);
    }
}
