//! What a photo says about itself: alt text, credit, rights and whether a
//! machine made it, as XMP and IPTC in JPEG and PNG files.
//!
//! Agencies and cameras write these; a release that leaves a field out takes
//! it from there. Where both say something, the release wins and a lint tells.

mod iptc;
mod xmp;

use super::release::{Photo, Release};
use super::{Assets, Layout, Text, lint};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;

/// Texts longer than this are no alt texts or credits (bytes).
const MAX_TEXT: usize = 4000;

/// What a photo says about itself.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Embedded {
    /// IPTC Alt Text (Accessibility), else Extended Description.
    pub alt: Option<String>,
    /// IPTC Credit Line.
    pub credit: Option<String>,
    /// Rights Usage Terms, else Copyright Notice.
    pub rights: Option<String>,
    /// Digital Source Type names a trained model.
    pub generated: bool,
}

impl Embedded {
    /// Reads the metadata of a JPEG or PNG; XMP before IPTC, as the IPTC and
    /// the Metadata Working Group say. Damaged metadata counts as none.
    pub fn read(bytes: &[u8]) -> Self {
        let mut found = Self::default();
        if bytes.starts_with(&[0xFF, 0xD8]) {
            for (marker, data) in jpeg_segments(bytes) {
                if marker == 0xE1
                    && let Some(packet) = data.strip_prefix(b"http://ns.adobe.com/xap/1.0/\0")
                {
                    found.complete(xmp::read(packet));
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
                    found.complete(xmp::read(packet));
                }
            }
        }
        found
    }

    fn complete(&mut self, other: Self) {
        let take = |own: &mut Option<String>, other: Option<String>| {
            if own.is_none() {
                *own = other.as_deref().and_then(usable);
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
    for photo in &mut release.photos {
        let Ok(bytes) = assets.read(Root::Release, photo.file.as_str()) else { continue };
        let found = Embedded::read(&bytes);
        photo.generated |= found.generated;
        for (name, said) in [("alt", found.alt), ("credit", found.credit), ("rights", found.rights)]
        {
            let Some(said) = said else { continue };
            let file = photo.file.clone();
            let field = field(photo, name);
            match field {
                None => *field = Some(Text::new(said, file.origin().clone(), Vec::new())),
                Some(text) if !silent && !same(text.as_str(), &said) => {
                    let message =
                        format!("`{}` itself gives another {name}: “{said}”", file.as_str());
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

fn field<'a>(photo: &'a mut Photo, name: &str) -> &'a mut Option<Text> {
    match name {
        "alt" => &mut photo.alt,
        "credit" => &mut photo.credit,
        _ => &mut photo.rights,
    }
}

/// Whether two texts have the same letters and figures, or one holds the other.
fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (a, b) = (letters(a), letters(b));
    a.contains(&b) || b.contains(&a)
}

#[cfg(test)]
mod tests;
