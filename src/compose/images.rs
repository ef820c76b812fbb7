//! Pictures by handle: only their headers are decoded here.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageFormat as Format, ImageReader};

use super::document::{Image, ImageFormat, ImageId};
use super::svg;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;
use crate::model::layout::Layout;
use crate::model::{Assets, Text};
use crate::unit::Length;

/// Sides beyond this many pixels are refused.
const MAX_SIDE: u32 = 30_000;

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
                Diagnostic::error("image-unreadable", format!("picture `{name}`: {error}"))
                    .at(file.origin())
                    .hint("file names are relative to the folder of the file that names them"),
            );
            return None;
        }
    };
    if svg::is_svg(&bytes) {
        return drawn(layout, root, file, bytes, diags);
    }
    let image = header(name, bytes);
    if image.is_none() {
        diags.push(
            Diagnostic::error("image-broken", format!("`{name}` is not a usable JPEG or PNG"))
                .at(file.origin())
                .hint("save the picture again as JPEG or PNG"),
        );
    }
    image
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

fn header(name: &str, bytes: Arc<[u8]>) -> Option<Image> {
    let reader = ImageReader::new(Cursor::new(&bytes[..])).with_guessed_format().ok()?;
    let format = match reader.format()? {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        _ => return None,
    };
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, |o| o.to_exif());
    let usable = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
    usable.then(|| Image {
        name: name.to_owned(),
        bytes: Arc::clone(&bytes),
        format,
        width,
        height,
        orientation,
        drawing: None,
    })
}
