//! Pictures by handle: their headers are decoded here, and whether they are
//! whole is seen by their frame.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageFormat as Format, ImageReader};

use super::document::{Image, ImageFormat, ImageId};
use super::{jpeg, svg};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;
use crate::model::layout::Layout;
use crate::model::{Assets, Text};
use crate::unit::Length;

/// The code of a picture that cannot be read.
pub(super) const UNREADABLE: &str = "image-unreadable";
/// Sides beyond this many pixels are refused.
const MAX_SIDE: u32 = 30_000;
/// Pictures of more pixels are refused: 250 megapixels decode to 750 MB.
const MAX_PIXELS: u64 = 250_000_000;

/// All pictures of a sheet; the same file is kept once.
#[derive(Clone, Debug, Default)]
pub(super) struct ImageShelf {
    names: Vec<(Root, String)>,
    images: Vec<Arc<Image>>,
}

impl ImageShelf {
    /// A picture and its upright size in pixels; `None` after a report.
    pub fn load(
        &mut self,
        (assets, layout): (&dyn Assets, &Layout),
        root: Root,
        file: &Text,
        diags: &mut Diagnostics,
    ) -> Option<(ImageId, (u32, u32))> {
        let name = file.as_str();
        let known = self.names.iter().position(|(r, n)| *r == root && n == name);
        let index = match known {
            Some(index) => index,
            None => {
                let image = read(assets, layout, root, file, diags)?;
                self.names.push((root, name.to_owned()));
                self.images.push(Arc::new(image));
                self.images.len() - 1
            }
        };
        let image = self.images.get(index)?;
        Some((ImageId(u32::try_from(index).ok()?), upright(image)))
    }

    /// All pictures by their ids.
    pub fn into_images(self) -> Vec<Arc<Image>> {
        self.images
    }
}

/// Size as people see it: orientations 5 to 8 lie on their side.
fn upright(image: &Image) -> (u32, u32) {
    match image.orientation {
        5..=8 => (image.height, image.width),
        _ => (image.width, image.height),
    }
}

fn read(
    assets: &dyn Assets,
    layout: &Layout,
    root: Root,
    file: &Text,
    diags: &mut Diagnostics,
) -> Option<Image> {
    let name = file.as_str();
    let bytes = match assets.read(root, name) {
        Ok(bytes) => bytes,
        Err(error) => {
            diags.push(
                Diagnostic::error(UNREADABLE, format!("picture `{name}`: {error}"))
                    .at(file.origin())
                    .hint("file names are relative to the folder of the file that names them"),
            );
            return None;
        }
    };
    if svg::is_svg(&bytes) {
        return drawn(layout, root, file, bytes, diags);
    }
    match header(name, bytes) {
        Ok(image) => Some(image),
        Err(Unusable { code, reason, hint }) => {
            let message = format!("`{name}` {reason}");
            diags.push(Diagnostic::error(code, message).at(file.origin()).hint(hint));
            None
        }
    }
}

/// Why a file is no picture for a sheet.
struct Unusable {
    code: &'static str,
    reason: String,
    hint: String,
}

impl Unusable {
    fn broken(reason: impl Into<String>) -> Self {
        let hint = "save the picture again as JPEG or PNG".to_owned();
        Self { code: "image-broken", reason: reason.into(), hint }
    }
}

/// An SVG of the house. Those of a release would need a colour map of their
/// own: what a chart paints is not limited to the colours of a letterhead.
fn drawn(
    layout: &Layout,
    root: Root,
    file: &Text,
    bytes: Arc<[u8]>,
    diags: &mut Diagnostics,
) -> Option<Image> {
    let name = file.as_str();
    if root != Root::Layout {
        let message = format!("`{name}` is an SVG; only layouts place those");
        let finding = Diagnostic::error("image-svg", message).at(file.origin());
        diags.push(finding.hint("save the picture as PNG at the size it is printed, 300 ppi"));
        return None;
    }
    let inks = svg::Inks { palette: &layout.palette, map: &layout.svg_colors };
    let drawing = svg::read(name, &bytes, file.origin(), inks, diags)?;
    // Only the shape counts; a thousandth of a point is close enough.
    let pixels = |side: Length| {
        u32::try_from(side.units() * 1000 / Length::pt(1).units()).unwrap_or(1).max(1)
    };
    let (width, height) = (pixels(drawing.size.width), pixels(drawing.size.height));
    let (name, drawing) = (name.to_owned(), Some(Arc::new(drawing)));
    let format = ImageFormat::Svg;
    Some(Image { name, bytes, format, width, height, orientation: 1, drawing })
}

fn header(name: &str, bytes: Arc<[u8]>) -> Result<Image, Unusable> {
    let damaged = |_| Unusable::broken("is damaged or cut off: its header cannot be read");
    let reader = ImageReader::new(Cursor::new(&bytes[..]));
    let reader = reader.with_guessed_format().map_err(|_| Unusable::broken("cannot be read"))?;
    let (format, extensions) = match reader.format() {
        Some(Format::Jpeg) => (ImageFormat::Jpeg, ["jpg", "jpeg"]),
        Some(Format::Png) => (ImageFormat::Png, ["png", "png"]),
        Some(other) => {
            return Err(Unusable::broken(format!("is {other:?}, not a JPEG or PNG")));
        }
        None => return Err(Unusable::broken("is not a usable JPEG or PNG")),
    };
    let [wanted, other] = extensions;
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if ![wanted, other].iter().any(|known| known.eq_ignore_ascii_case(extension)) {
        // Its type is derived from its name wherever it is attached.
        let reason = format!("is a {format:?} by its content, not what its name says");
        let hint = format!("rename it so that it ends in .{wanted}");
        return Err(Unusable { code: "image-mislabelled", reason, hint });
    }
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, |o| o.to_exif());
    let sides = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
    if !sides || u64::from(width) * u64::from(height) > MAX_PIXELS {
        let reason = format!("has {width} x {height} pixels, more than a sheet can use");
        let hint = "make it smaller; A4 at 300 ppi is 2480 x 3508".to_owned();
        return Err(Unusable { code: "image-too-large", reason, hint });
    }
    complete(format, &bytes)?;
    let name = name.to_owned();
    let bytes = Arc::clone(&bytes);
    Ok(Image { name, bytes, format, width, height, orientation, drawing: None })
}

/// Whether nothing is missing at the end of a picture, and a JPEG is of a kind
/// that PDF knows. Only decoding would tell more.
fn complete(format: ImageFormat, bytes: &[u8]) -> Result<(), Unusable> {
    let whole = match format {
        ImageFormat::Jpeg => jpeg::is_whole(bytes),
        ImageFormat::Png => png_is_whole(bytes),
        ImageFormat::Svg => true,
    };
    if !whole {
        return Err(Unusable::broken("is cut off: its end is missing"));
    }
    if format == ImageFormat::Jpeg && jpeg::parse(bytes).is_none() {
        return Err(Unusable::broken("is damaged, or a JPEG of a kind that PDF does not know"));
    }
    Ok(())
}

/// Whether the chunks of a PNG lead to its end (PNG, 5.3).
fn png_is_whole(png: &[u8]) -> bool {
    let mut at = 8;
    loop {
        let Some(head) = png.get(at..at + 8) else { return false };
        let (length, kind) = head.split_at(4);
        let length = length.try_into().map_or(0, u32::from_be_bytes) as usize;
        if kind == b"IEND" {
            return true;
        }
        at = at.saturating_add(12).saturating_add(length);
        if at >= png.len() {
            return false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG of 40 x 20 pixels with an EXIF orientation.
    fn turned(orientation: u8) -> Vec<u8> {
        let mut jpeg = Cursor::new(Vec::new());
        image::RgbImage::new(40, 20).write_to(&mut jpeg, Format::Jpeg).expect("encoded");
        let mut bytes = jpeg.into_inner();
        // One directory of one entry: tag 0x0112, SHORT, one value.
        let mut exif = b"\xFF\xE1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0".to_vec();
        exif.extend(b"\x12\x01\x03\0\x01\0\0\0");
        exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
        bytes.splice(2..2, exif);
        bytes
    }

    fn code(name: &str, bytes: &[u8]) -> &'static str {
        header(name, bytes.into()).map_or_else(|unusable| unusable.code, |_| "usable")
    }

    #[test]
    fn exif_says_which_side_is_up() {
        for orientation in 1..=8 {
            let image = header("a.jpg", turned(orientation).into());
            let Ok(image) = image else { panic!("unusable") };
            assert_eq!(image.orientation, orientation);
            let lying = orientation >= 5;
            assert_eq!(upright(&image), if lying { (20, 40) } else { (40, 20) });
        }
    }

    #[test]
    fn what_is_no_picture_says_why() {
        let jpeg = turned(1);
        assert_eq!(code("a.JPEG", &jpeg), "usable");
        assert_eq!(code("a.png", &jpeg), "image-mislabelled");
        assert_eq!(code("a.jpg", &jpeg[..30]), "image-broken");
        assert_eq!(code("a.jpg", &jpeg[..jpeg.len() - 2]), "image-broken");
        // SOF3: lossless coding.
        let sof = jpeg.windows(2).position(|w| w == [0xFF, 0xC0]).expect("a frame");
        let lossless = [&jpeg[..sof + 1], &[0xC3], &jpeg[sof + 2..]].concat();
        assert_eq!(code("a.jpg", &lossless), "image-broken");
        let mut png = Cursor::new(Vec::new());
        image::RgbImage::new(40, 20).write_to(&mut png, Format::Png).expect("encoded");
        let png = png.into_inner();
        assert_eq!(code("a.png", &png), "usable");
        assert_eq!(code("a.png", &png[..png.len() - 12]), "image-broken");
        assert_eq!(code("a.png", &png[..png.len() - 20]), "image-broken");
        assert_eq!(code("a.jpg", b"GIF89a\x01\0\x01\0"), "image-broken");
        assert_eq!(code("a.jpg", b""), "image-broken");
    }

    #[test]
    fn a_header_that_promises_too_much_is_refused() {
        let mut png = Cursor::new(Vec::new());
        image::RgbImage::new(1, 1).write_to(&mut png, Format::Png).expect("encoded");
        let mut png = png.into_inner();
        png.splice(16..24, [20_000u32.to_be_bytes(), 20_000u32.to_be_bytes()].concat());
        let crc = crc(&png[12..29]).to_be_bytes();
        png.splice(29..33, crc);
        assert_eq!(code("bomb.png", &png), "image-too-large");
    }

    fn crc(data: &[u8]) -> u32 {
        let mut crc = flate2::Crc::new();
        crc.update(data);
        crc.sum()
    }
}
