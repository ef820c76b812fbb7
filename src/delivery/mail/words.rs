//! Words that the message contributes, by language of the release; those
//! that the sheet says too come from there.

use crate::compose::words::Words as SheetWords;
use crate::model::Lang;
use crate::model::release::Photo;

/// The fixed words of one language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    sheet: SheetWords,
    /// German, English or French.
    row: usize,
}

impl Words {
    /// The words of a language; English for those without words of their own.
    pub fn new(lang: &Lang) -> Self {
        let row = match lang.primary() {
            "de" => 0,
            "fr" => 2,
            _ => 1,
        };
        Self { sheet: SheetWords::new(lang), row }
    }

    fn choose(self, rows: [&'static str; 3]) -> &'static str {
        rows.get(self.row).copied().unwrap_or_default()
    }

    /// "Korrektur zu: Medieninformation 201 vom 16. Februar 2021".
    pub fn reference(
        self,
        withdrawn: bool,
        kind: &str,
        number: &str,
        date: Option<&str>,
    ) -> String {
        self.sheet.reference(withdrawn, kind, number, date)
    }

    /// "Foto: Stadt Dortmund".
    pub fn photo_credit(self, photo: &Photo) -> Option<String> {
        self.sheet.photo_credit(photo)
    }

    /// "Rechte: honorarfrei".
    pub fn photo_rights(self, rights: &str) -> String {
        self.sheet.photo_rights(rights)
    }

    /// "Datei: westphal.jpg".
    pub fn file_name(self, name: &str) -> String {
        self.sheet.file_name(name)
    }

    /// "Verantwortlich im Sinne des Presserechts: ...".
    pub fn responsible(self, name: &str) -> String {
        let label = self.choose([
            "Verantwortlich im Sinne des Presserechts: ",
            "Responsible for the content: ",
            "Responsable de la publication\u{a0}: ",
        ]);
        format!("{label}{name}")
    }

    /// Before addresses too long to stand in the text.
    pub fn links(self) -> &'static str {
        self.choose(["Adressen:", "Addresses:", "Adresses\u{a0}:"])
    }

    /// Before the alternative text of a photo.
    pub fn photo_shows(self, alt: &str) -> String {
        match self.row {
            0 => format!("[Foto: {alt}]"),
            _ => format!("[Photo: {alt}]"),
        }
    }
}
