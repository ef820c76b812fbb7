//! Pictures by handle: only their headers are decoded here.

use std::io::Cursor;
use std::sync::Arc;

use image::{ImageDecoder, ImageFormat as Format, ImageReader};

use super::document::{Image, ImageFormat, ImageId};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;
use crate::model::{Assets, Text};

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
        assets: &dyn Assets,
        root: Root,
        file: &Text,
        diags: &mut Diagnostics,
    ) -> Option<(ImageId, (u32, u32))> {
        let name = file.as_str();
        let known = self.names.iter().position(|(r, n)| *r == root && n == name);
        let index = match known {
            Some(index) => index,
            None => {
                let image = read(assets, root, file, diags)?;
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

fn read(assets: &dyn Assets, root: Root, file: &Text, diags: &mut Diagnostics) -> Option<Image> {
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
    })
}
