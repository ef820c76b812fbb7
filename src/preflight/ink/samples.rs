//! Image samples for the ink raster.

use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::preflight::interpreter::painted::Placed;
use crate::preflight::interpreter::space::Space;
use crate::preflight::reader::Pdf;
use crate::preflight::reader::filter;
use crate::preflight::reader::object::Dict;

/// Most pixels that are decoded.
const MAX_PIXELS: usize = 64 << 20;

/// Decoded samples, `components` to a pixel, 0 to 255 before `Decode`.
#[derive(Debug)]
pub(super) struct Samples {
    pub width: usize,
    pub height: usize,
    pub components: usize,
    bits: usize,
    data: Vec<u8>,
    /// Lowest value and range of each component.
    decode: Vec<(f64, f64)>,
}

/// Decodes an image; `None` if its filter or depth is not supported.
pub(super) fn decode(pdf: &Pdf<'_>, placed: &Placed, space: &Space, mask: bool) -> Option<Samples> {
    let width = usize::try_from(placed.width).ok()?;
    let height = usize::try_from(placed.height).ok()?;
    if width == 0 || height == 0 || width.checked_mul(height)? > MAX_PIXELS {
        return None;
    }
    let dict = &placed.stream.dict;
    let components = if mask { 1 } else { space.components() };
    let raw = filter::decode(pdf, &placed.stream, pdf.budget.limits.stream_bytes).ok()?;
    let (data, bits, width, height) = match raw.image_filter.as_deref() {
        None => (raw.data, usize::try_from(placed.bits).ok()?, width, height),
        Some(b"DCTDecode" | b"DCT") => {
            let (data, width, height) = jpeg(&raw.data, components)?;
            (data, 8, width, height)
        }
        Some(_) => return None,
    };
    if !matches!(bits, 1 | 2 | 4 | 8) || components == 0 {
        return None;
    }
    Some(Samples { width, height, components, bits, data, decode: decode_ranges(pdf, dict, space, components, bits) })
}

fn decode_ranges(pdf: &Pdf<'_>, dict: &Dict, space: &Space, components: usize, bits: usize) -> Vec<(f64, f64)> {
    let stated = match pdf.numbers(dict.get(b"Decode")) {
        Some(values) => Some(values),
        None => pdf.numbers(dict.get(b"D")),
    };
    let most = ((1u32 << bits) - 1) as f64;
    let default = match space {
        Space::Indexed { .. } => (0.0, most),
        _ => (0.0, 1.0),
    };
    let stated = stated.unwrap_or_default();
    (0..components)
        .map(|i| match (stated.get(2 * i), stated.get(2 * i + 1)) {
            (Some(low), Some(high)) => (*low, high - low),
            // Lab: lightness 0 to 100; the colour axes do not matter for ink.
            _ if *space == Space::Lab => (0.0, 100.0),
            _ => default,
        })
        .collect()
}

/// Decodes a JPEG to the components that the colour space has. Inverted CMYK,
/// as Adobe writes it, is undone by `Decode` of the image dictionary.
fn jpeg(data: &[u8], components: usize) -> Option<(Vec<u8>, usize, usize)> {
    let options = DecoderOptions::default().set_max_width(30_000).set_max_height(30_000);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(data), options);
    decoder.decode_headers().ok()?;
    let input = decoder.input_colorspace()?;
    let (out, ycck) = match (input, components) {
        (ColorSpace::CMYK, 4) => (ColorSpace::CMYK, false),
        (ColorSpace::YCCK, 4) => (ColorSpace::YCCK, true),
        (ColorSpace::Luma, 1) => (ColorSpace::Luma, false),
        (_, 3) => (ColorSpace::RGB, false),
        _ => return None,
    };
    let (width, height) = decoder.dimensions()?;
    if width.checked_mul(height)? > MAX_PIXELS {
        return None;
    }
    let mut decoder =
        JpegDecoder::new_with_options(ZCursor::new(data), options.jpeg_set_out_colorspace(out));
    let mut pixels = decoder.decode().ok()?;
    if ycck {
        pixels.as_chunks_mut::<4>().0.iter_mut().for_each(ycc_to_rgb);
    }
    Some((pixels, width, height))
}

/// ITU-T T.871 conversion of the first three channels; the fourth stays.
fn ycc_to_rgb(pixel: &mut [u8; 4]) {
    let [y, cb, cr, _] = pixel.map(f32::from);
    let (cb, cr) = (cb - 128.0, cr - 128.0);
    let values = [y + 1.402 * cr, y - 0.344_136 * cb - 0.714_136 * cr, y + 1.772 * cb];
    for (slot, value) in pixel.iter_mut().zip(values) {
        *slot = value.round().clamp(0.0, 255.0) as u8;
    }
}

impl Samples {
    /// The colour of a pixel after `Decode`.
    pub(super) fn pixel(&self, x: usize, y: usize, out: &mut Vec<f64>) {
        out.clear();
        let row = (self.width * self.components * self.bits).div_ceil(8);
        let most = ((1u32 << self.bits) - 1) as f64;
        for (i, (low, range)) in self.decode.iter().enumerate() {
            let bit = (x * self.components + i) * self.bits;
            let byte = self.data.get(y * row + bit / 8).copied().unwrap_or(0);
            let value = (u32::from(byte) >> (8 - self.bits - bit % 8)) & ((1 << self.bits) - 1);
            out.push(low + f64::from(value) / most * range);
        }
    }
}
