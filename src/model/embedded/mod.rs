//! What a photo says about itself: alt text, credit, rights and whether a
//! machine made it, as XMP and IPTC in JPEG and PNG files.
//!
//! Agencies and cameras write these; a release that leaves a field out takes
//! it from there. Where both say something, the release wins and a lint tells.

mod compare;
mod iptc;
mod xmp;

pub use compare::Said;
use compare::{Field, Languages, differ};

use super::release::{Photo, Release};
use super::{Assets, Lang, Layout, Text, lint};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;

/// Texts longer than this are no alt texts or credits (bytes).
const MAX_TEXT: usize = 4000;

/// What a photo says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Embedded {
    /// IPTC Alt Text (Accessibility), else Extended Description.
    pub alt: Option<Said>,
    /// IPTC Credit Line.
    pub credit: Option<Said>,
    /// Rights Usage Terms, else Copyright Notice.
    pub rights: Option<Said>,
    /// Digital Source Type names a trained model.
    pub generated: bool,
}

impl Embedded {
    /// Reads the metadata of a JPEG or PNG; XMP before IPTC, as the IPTC and
    /// the Metadata Working Group say, and of texts in several languages that
    /// in the `wanted` one. Damaged metadata counts as none.
    pub fn read(bytes: &[u8], wanted: &Lang) -> Self {
        let mut found = Self::default();
        if bytes.starts_with(&[0xFF, 0xD8]) {
            for (marker, data) in jpeg_segments(bytes) {
                if marker == 0xE1
                    && let Some(packet) = data.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0")
                {
                    found.complete(xmp::read(packet, wanted));
                }
            }
            for (marker, data) in jpeg_segments(bytes) {
                if marker == 0xED
                    && let Some(resources) = data.strip_prefix(b"Photoshop 3.0\0")
                {
                    found.complete(iptc::read(resources));
                }
            }
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            for text in png_texts(bytes) {
                // Keyword, no compression, no language, no translation.
                if let Some(packet) = text.strip_prefix(b"XML:com.adobe.xmp\0\0\0\0\0") {
                    found.complete(xmp::read(packet, wanted));
                }
            }
        }
        found
    }

    fn take(&mut self, field: Field) -> Option<Said> {
        match field {
            Field::Alt => self.alt.take(),
            Field::Credit => self.credit.take(),
            Field::Rights => self.rights.take(),
        }
    }

    fn complete(&mut self, other: Self) {
        let take = |own: &mut Option<Said>, other: Option<Said>| {
            if own.is_none() {
                *own = other.and_then(|said| Some(Said { text: usable(&said.text)?, ..said }));
            }
        };
        take(&mut self.alt, other.alt);
        take(&mut self.credit, other.credit);
        take(&mut self.rights, other.rights);
        self.generated |= other.generated;
    }
}

/// A text in one line, if it says anything.
fn usable(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    let text = words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    (!text.is_empty() && text.len() <= MAX_TEXT).then_some(text)
}

/// Segments before the picture data: marker and content (ITU-T T.81, B.1).
fn jpeg_segments(jpeg: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while jpeg.get(at..at + 2)? == [0xFF, 0xFF] {
            at += 1;
        }
        let [0xFF, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let data = jpeg.get(at + 4..end).filter(|_| marker != 0xDA)?;
        at = end;
        Some((marker, data))
    })
}

/// The `iTXt` chunks of a PNG (PNG, 11.3.4.5).
fn png_texts(png: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 8;
    let chunks = std::iter::from_fn(move || {
        let length = u32::from_be_bytes(png.get(at..at + 4)?.try_into().ok()?) as usize;
        let kind = png.get(at + 4..at + 8)?;
        let data = png.get(at + 8..at.checked_add(8)?.checked_add(length)?)?;
        at += 12 + length;
        Some((kind, data))
    });
    chunks.filter(|(kind, _)| *kind == b"iTXt").map(|(_, data)| data)
}

/// Completes the photos of a release from what their files say, and reports
/// where the two differ. A file that cannot be read is reported when it is
/// placed.
pub fn complete(
    release: &mut Release,
    layout: &Layout,
    assets: &dyn Assets,
    diags: &mut Diagnostics,
) {
    let silent = lint::allowed("photo-metadata-differs", release, layout);
    let language = release.language.clone().unwrap_or_else(|| layout.language.clone());
    let languages = Languages { release: &language, house: &layout.language };
    for photo in &mut release.photos {
        let Ok(bytes) = assets.read(Root::Release, photo.file.as_str()) else { continue };
        let mut found = Embedded::read(&bytes, &language);
        photo.generated |= found.generated;
        for name in Field::ALL {
            let Some(said) = found.take(name) else { continue };
            let file = photo.file.clone();
            let field = field(photo, name);
            match field {
                None => *field = Some(Text::new(said.text, file.origin().clone(), Vec::new())),
                Some(text) if !silent && differ(name, text.as_str(), &said, languages) => {
                    let (file, name) = (file.as_str(), name.name());
                    let message = format!("`{file}` itself gives another {name}: “{}”", said.text);
                    diags.push(
                        Diagnostic::warning("photo-metadata-differs", message)
                            .at(text.origin())
                            .hint("the release wins; correct whichever is wrong"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

fn field(photo: &mut Photo, name: Field) -> &mut Option<Text> {
    match name {
        Field::Alt => &mut photo.alt,
        Field::Credit => &mut photo.credit,
        Field::Rights => &mut photo.rights,
    }
}

#[cfg(test)]
mod tests;
