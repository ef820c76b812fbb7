//! Photos of a message: originals, smaller versions, what the HTML shows.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::content::base_name;
use super::entity::File;
use super::header::Mailbox;
use super::html::Shown;
use crate::compose::Document;
use crate::delivery::hash::Hash;
use crate::export::reduce;
use crate::model::release::{Photo, PhotoPlace};

/// Pictures in the text are sent as they are up to this size.
const PREVIEW_BYTES: usize = 200_000;
/// Larger ones get this longest side in pixels: twice the column's width.
const PREVIEW_SIDE: u32 = 1200;
/// Photos with more pixels are left as they are.
const PIXEL_LIMIT: u32 = 20_000;
/// Memory that decoding one photo may take.
const MEMORY_LIMIT: u64 = 512 << 20;
/// Quality of smaller versions.
const QUALITY: u8 = 85;

/// The bytes of a photo, which the sheet has already read.
pub(super) fn bytes(photo: &Photo, document: &Document) -> Option<Arc<[u8]>> {
    let origin = Some(photo.file.origin());
    let attached = document.attachments.iter().find(|a| a.origin.as_ref() == origin);
    let shown = || document.images.iter().find(|image| image.name == photo.file.as_str());
    attached.map(|a| Arc::clone(&a.bytes)).or_else(|| shown().map(|i| Arc::clone(&i.bytes)))
}

/// The MIME type by the first bytes.
pub(super) fn mime(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => "image/jpeg",
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [b'I', b'I', b'*', 0, ..] | [b'M', b'M', 0, b'*', ..] => "image/tiff",
        _ => "application/octet-stream",
    }
}

/// A picture that the HTML part shows.
pub(super) struct Preview {
    file: String,
    name: String,
    bytes: Arc<[u8]>,
    width: u32,
}

impl Preview {
    /// How the HTML refers to it.
    pub fn shown(&self, from: &Mailbox) -> Shown {
        let hash: String = Hash::of(&self.bytes).to_string().chars().take(16).collect();
        Shown {
            file: self.file.clone(),
            cid: format!("{hash}@{}", from.domain()),
            width: self.width,
        }
    }

    /// What goes into the message.
    pub fn as_file(&self) -> File<'_> {
        File { name: &self.name, mime: mime(&self.bytes), description: "", bytes: &self.bytes }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// The pictures that the text shows, each file once.
pub(super) fn previews(photos: &[Photo], document: &Document) -> Vec<Preview> {
    let mut previews: Vec<Preview> = Vec::new();
    let in_text = |p: &&Photo| matches!(p.place, PhotoPlace::Lead | PhotoPlace::Row);
    for photo in photos.iter().filter(in_text) {
        let file = photo.file.as_str();
        if previews.iter().any(|preview| preview.file == file) {
            continue;
        }
        let Some(original) = bytes(photo, document) else { continue };
        let bytes = match original.len() {
            0..=PREVIEW_BYTES => original,
            _ => shrink(&original, PREVIEW_SIDE).map_or(original, Into::into),
        };
        if let Some(width) = upright_width(&bytes) {
            let (file, name) = (file.to_owned(), base_name(file).to_owned());
            previews.push(Preview { file, name, bytes, width });
        }
    }
    previews
}

/// Width as people see it: orientations 5 to 8 lie on their side.
fn upright_width(bytes: &[u8]) -> Option<u32> {
    let mut decoder = reader(bytes)?.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let turned = decoder.orientation().is_ok_and(|o| o.to_exif() >= 5);
    Some(if turned { height } else { width })
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(PIXEL_LIMIT);
    limits.max_image_height = Some(PIXEL_LIMIT);
    limits.max_alloc = Some(MEMORY_LIMIT);
    reader.limits(limits);
    Some(reader)
}

/// A JPEG whose longest side is at most `side` pixels, with the metadata of
/// the original (EXIF, XMP, IPTC with the rights; the ICC profile). `None`
/// when it would not be smaller, is no JPEG, or has four colours.
pub(super) fn shrink(bytes: &[u8], side: u32) -> Option<Vec<u8>> {
    let reader = reader(bytes)?;
    if reader.format() != Some(ImageFormat::Jpeg) {
        return None;
    }
    let decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if !matches!(components(bytes), Some(1 | 3)) || width.max(height) <= side {
        return None;
    }
    let image = DynamicImage::from_decoder(decoder).ok()?;
    // No filter with a sine: the last digits differ between platforms.
    let small = reduce::fit(image, side, side, FilterType::Triangle);
    let mut coded = Vec::new();
    small.write_with_encoder(JpegEncoder::new_with_quality(&mut coded, QUALITY)).ok()?;
    let whole = with_metadata(&coded, bytes)?;
    (whole.len() < bytes.len()).then_some(whole)
}

/// The picture of `coded` with the application segments of `original`.
fn with_metadata(coded: &[u8], original: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![0xff, 0xd8];
    for (marker, segment) in segments(original) {
        // APP1: EXIF and XMP, APP2: ICC, APP13: IPTC.
        if matches!(marker, 0xe1 | 0xe2 | 0xed) {
            out.extend_from_slice(segment);
        }
    }
    out.extend_from_slice(coded.get(2..)?);
    Some(out)
}

/// How many colours a JPEG has (T.81, B.2.2: the frame header).
fn components(jpeg: &[u8]) -> Option<u8> {
    let frame = |marker: u8| matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
    let (_, header) = segments(jpeg).into_iter().find(|(marker, _)| frame(*marker))?;
    header.get(9).copied()
}

/// Segments before the picture data, each with marker and length.
fn segments(jpeg: &[u8]) -> Vec<(u8, &[u8])> {
    let mut found = Vec::new();
    let mut at = 2;
    while let Some([0xff, marker, high, low]) = jpeg.get(at..at + 4) {
        let length = usize::from(*high) << 8 | usize::from(*low);
        let end = at + 2 + length;
        match jpeg.get(at..end) {
            Some(segment) if length >= 2 && *marker != 0xda => found.push((*marker, segment)),
            _ => break,
        }
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut picture = image::RgbImage::new(width, height);
        for (x, y, pixel) in picture.enumerate_pixels_mut() {
            // Not smooth, so that size follows the number of pixels.
            pixel.0 = [(x * 7 % 256) as u8, (y * 13 % 256) as u8, (x * y % 251) as u8];
        }
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
        picture.write_with_encoder(encoder).expect("encoded");
        bytes
    }

    #[test]
    fn a_smaller_photo_keeps_its_rights() {
        let mut original = jpeg(400, 200);
        let note = b"\xff\xed\x00\x10Photoshop 3.0\x00";
        original.splice(2..2, note.iter().copied());
        let small = shrink(&original, 100).expect("smaller");
        assert!(small.len() < original.len());
        assert!(small.windows(note.len()).any(|w| w == note));
        assert_eq!(upright_width(&small), Some(100));
        assert_eq!(shrink(&original, 400), None);
    }

    #[test]
    fn what_is_no_photo_stays_as_it_is() {
        for bytes in [&b""[..], b"\xff\xd8\xff", b"%PDF-1.7", &jpeg(300, 300)[..200]] {
            assert_eq!(shrink(bytes, 100), None);
        }
    }
}
