//! Output intents: what the colours of an edition are meant for.

use std::sync::Arc;

use pdf_writer::types::OutputIntentSubtype;
use pdf_writer::writers::OutputIntent;
use pdf_writer::{Dict, Filter, Finish, Name, Ref, TextStr};

use super::cache::{Bundled, Exporter, Profile};
use super::objects::File;
use super::{Edition, Options};
use crate::compose::document::Document;

/// The screen profile of mail and archive.
pub(super) const SRGB: &[u8] = include_bytes!("../../profiles/srgb.icc");

/// The bundled printing condition: sheet-fed offset on coated paper.
pub(super) const COATED: &[u8] = include_bytes!("../../profiles/coated-fogra39-300.icc");

const SCREEN: Bundled = Bundled { data: SRGB, packed: None };
const PRESS: Bundled = Bundled {
    data: COATED,
    packed: Some(include_bytes!("../../profiles/coated-fogra39-300.icc.zlib")),
};

/// The registry that names printing conditions (PDF/X-4 O1).
const REGISTRY: &str = "http://www.color.org";

/// An output intent, ready to be written.
pub(super) struct Intent {
    edition: Edition,
    identifier: String,
    info: String,
    registered: bool,
    profile: Ref,
}

/// The profile the print edition is separated for.
pub(super) fn print_profile(options: &Options, exporter: &Exporter) -> Arc<Profile> {
    match &options.output_profile {
        Some(profile) => exporter.house_profile(profile),
        None => exporter.bundled_profile(PRESS),
    }
}

impl Intent {
    /// Writes the profile and prepares its entry in the catalog.
    pub(super) fn write(
        file: &mut File<'_>,
        exporter: &Exporter,
        document: &Document,
        edition: Edition,
        options: &Options,
    ) -> Self {
        let (source, channels) = match edition {
            Edition::Mail | Edition::Archive => (exporter.bundled_profile(SCREEN), 3),
            Edition::Print | Edition::Triple => (print_profile(options, exporter), 4),
        };
        let profile = file.alloc();
        file.identify(&source.hash);
        let packed = source.packed(file.deflater());
        let mut stream = file.ready_stream(profile, packed.unwrap_or(source.data()));
        if packed.is_some() {
            stream.filter(Filter::FlateDecode);
        }
        stream.pair(Name(b"N"), channels).finish();
        let (identifier, info) = match edition {
            Edition::Mail | Edition::Archive => ("sRGB".to_owned(), "sRGB IEC61966-2.1".to_owned()),
            Edition::Print | Edition::Triple => condition(document, options),
        };
        let registered = edition.is_printed() && is_registered(&identifier);
        Self { edition, identifier, info, registered, profile }
    }

    /// Adds `OutputIntents` to the catalog.
    pub(super) fn write_entry(&self, catalog: &mut Dict<'_>) {
        let mut intents = catalog.insert(Name(b"OutputIntents")).array();
        let subtypes: &[OutputIntentSubtype<'_>] = match self.edition {
            Edition::Mail | Edition::Archive => &[OutputIntentSubtype::PDFA],
            Edition::Print => &[OutputIntentSubtype::PDFX],
            // Several intents have to share one profile object
            // (ISO 19005-2, 6.2.3).
            Edition::Triple => &[OutputIntentSubtype::PDFX, OutputIntentSubtype::PDFA],
        };
        for &subtype in subtypes {
            let mut intent: OutputIntent<'_> = intents.push().start();
            intent.subtype(subtype);
            intent.output_condition_identifier(TextStr(&self.identifier));
            intent.info(TextStr(&self.info));
            if self.registered {
                intent.registry_name(TextStr(REGISTRY));
            }
            intent.dest_output_profile(self.profile);
        }
    }
}

/// Identifier and description of the printing condition.
pub(super) fn condition(document: &Document, options: &Options) -> (String, String) {
    let stated = document.print.output_condition.as_ref().map(|text| text.as_str().to_owned());
    match (&options.output_profile, stated) {
        (None, stated) => {
            let info = "Sheet-fed offset, coated paper, 300 % total ink (FOGRA39)".to_owned();
            (stated.unwrap_or_else(|| "FOGRA39".to_owned()), info)
        }
        (Some(_), Some(stated)) => (stated.clone(), stated),
        (Some(_), None) => {
            ("Custom".to_owned(), "Printing condition of the embedded profile".to_owned())
        }
    }
}

/// Whether a name is spelled as the ICC registry spells its conditions.
fn is_registered(identifier: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    identifier.strip_prefix("FOGRA").is_some_and(digits)
        || identifier.strip_prefix("CGATS TR ").is_some_and(digits)
        || identifier.starts_with("CGATS21-2-CRPC")
}

/// Whether bytes are a CMYK output profile that a print file may embed
/// (PDF/X-4 O2; ICC.1:2004-10, 7.2).
pub(super) fn is_output_profile(data: &[u8]) -> bool {
    let field = |at: usize| data.get(at..at + 4).unwrap_or_default();
    let length = data.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes);
    let version = data.get(8).copied().unwrap_or(0);
    length as usize == data.len()
        && field(36) == b"acsp"
        && field(12) == b"prtr"
        && field(16) == b"CMYK"
        && (2..=4).contains(&version)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn output_profiles_are_told_from_screen_profiles() {
        assert!(is_output_profile(COATED));
        assert!(!is_output_profile(SRGB));
        assert!(!is_output_profile(COATED.get(..1000).unwrap_or_default()));
        assert!(!is_output_profile(b""));
    }

    #[test]
    fn the_compressed_profile_is_the_profile() {
        let mut data = Vec::new();
        let mut packed = flate2::read::ZlibDecoder::new(PRESS.packed.unwrap_or_default());
        assert!(packed.read_to_end(&mut data).is_ok() && data == COATED);
    }

    #[test]
    fn registered_names_are_spelled_exactly() {
        assert!(is_registered("FOGRA51") && is_registered("CGATS TR 001"));
        assert!(!is_registered("CGATS TR001") && !is_registered("House offset"));
    }
}
