//! Pictures: passed through where the edition allows, converted where not.
//!
//! Screen editions show sRGB, so a JPEG without a foreign profile keeps its
//! bytes. Print shows CMYK: photos are separated with the output profile
//! (perceptual, tetrahedral; the profile bounds the total ink), greys stay on
//! the black plate. Transparency becomes a soft mask.

use std::io::Cursor;

use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageReader, ImageResult, Limits};
use moxcms::{ColorProfile, InterpolationMethod, Layout, RenderingIntent, TransformOptions};
use pdf_writer::{Filter, Finish, Name, Ref};

use super::cache::Profile;
use super::objects::{Deflater, File};
use super::reduce;
use crate::compose::document::{Image, ImageFormat};
use crate::compose::jpeg::{self, JpegInfo};

/// Memory one picture may take while it is decoded.
const MAX_DECODED_BYTES: u64 = 1 << 30;
/// Longest side in pixels.
pub(super) const MAX_SIDE: u32 = 30_000;
/// Quality of JPEGs that have to be written anew.
const JPEG_QUALITY: u8 = 90;

/// Colour channels of a picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    Gray,
    Rgb,
    Cmyk,
}

impl Space {
    const fn channels(self) -> usize {
        match self {
            Self::Gray => 1,
            Self::Rgb => 3,
            Self::Cmyk => 4,
        }
    }
}

/// A picture ready for a file.
pub(super) struct Encoded {
    width: u32,
    height: u32,
    space: Space,
    /// JPEG data as it is; otherwise deflated rows with PNG predictors.
    jpeg: bool,
    /// Adobe's CMYK JPEGs store inverted values.
    inverted: bool,
    data: Vec<u8>,
    mask: Option<Vec<u8>>,
    digest: [u8; 32],
}

impl Encoded {
    /// Bytes it takes in memory and file.
    pub(super) fn size(&self) -> usize {
        self.data.len() + self.mask.as_ref().map_or(0, Vec::len)
    }

    /// Whether it lets shine through what lies below.
    pub(super) fn is_transparent(&self) -> bool {
        self.mask.is_some()
    }
}

/// What a picture is encoded for.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// sRGB, no larger than a number of pixels on either side.
    Screen { max: Option<(u32, u32)> },
    /// The inks of an output profile.
    Inks { profile: &'a Profile },
}

impl Target<'_> {
    /// Identifies a picture encoded for this target.
    pub(super) fn key(&self, image: &Image) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        match self {
            Self::Screen { max } => {
                let (width, height) = max.unwrap_or((0, 0));
                hasher.update(b"screen").update(&width.to_be_bytes()).update(&height.to_be_bytes());
            }
            Self::Inks { profile } => {
                hasher.update(b"inks").update(&profile.hash);
            }
        }
        hasher.update(&image.bytes);
        *hasher.finalize().as_bytes()
    }
}

/// A picture that cannot be decoded.
pub(super) struct Broken;

/// The channels a picture file states, without decoding it.
pub(super) fn stated_space(image: &Image) -> Option<Space> {
    match image.format {
        ImageFormat::Jpeg => match jpeg::parse(&image.bytes)?.components {
            1 => Some(Space::Gray),
            3 => Some(Space::Rgb),
            4 => Some(Space::Cmyk),
            _ => None,
        },
        // Byte 25 is the colour type; 0 and 4 are greys (PNG, 11.2.2).
        ImageFormat::Png => match image.bytes.get(25)? {
            0 | 4 => Some(Space::Gray),
            2 | 3 | 6 => Some(Space::Rgb),
            _ => None,
        },
        ImageFormat::Svg => None,
    }
}

/// Encodes a picture for a target.
pub(super) fn encode(image: &Image, target: Target<'_>) -> Result<Encoded, Broken> {
    let digest = target.key(image);
    let (info, format) = match image.format {
        ImageFormat::Jpeg => {
            (Some(jpeg::parse(&image.bytes).ok_or(Broken)?), image::ImageFormat::Jpeg)
        }
        ImageFormat::Png => (None, image::ImageFormat::Png),
        ImageFormat::Svg => return Err(Broken),
    };
    if let Some(info) = &info
        && let Some(encoded) = pass_through(image, info, target, digest)
    {
        return Ok(encoded);
    }
    let (decoded, profile) = decode(&image.bytes, format).map_err(|_| Broken)?;
    match target {
        Target::Screen { max } => encode_screen(image, decoded, profile, max, digest),
        Target::Inks { profile: output } => {
            encode_inks(image, &decoded, profile, output.data(), digest)
        }
    }
}

/// Takes a JPEG as it is where its colours are right already.
fn pass_through(
    image: &Image,
    info: &JpegInfo,
    target: Target<'_>,
    digest: [u8; 32],
) -> Option<Encoded> {
    let space = match (target, info.components) {
        (_, 1) => Space::Gray,
        (Target::Screen { .. }, 3) if info.is_srgb() => Space::Rgb,
        (Target::Inks { .. }, 4) => Space::Cmyk,
        _ => return None,
    };
    if let Target::Screen { max: Some((width, height)) } = target
        && (info.width > width || info.height > height)
    {
        return None;
    }
    Some(Encoded {
        width: info.width,
        height: info.height,
        space,
        jpeg: true,
        inverted: space == Space::Cmyk && info.adobe,
        data: image.bytes.to_vec(),
        mask: None,
        digest,
    })
}

/// The pixels of a file and the profile in it.
pub(super) fn decode(
    bytes: &[u8],
    format: image::ImageFormat,
) -> ImageResult<(DynamicImage, Option<Vec<u8>>)> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODED_BYTES);
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    reader.limits(limits);
    let mut decoder = reader.into_decoder()?;
    let profile = decoder.icc_profile().ok().flatten();
    Ok((DynamicImage::from_decoder(decoder)?, profile))
}

fn encode_screen(
    image: &Image,
    decoded: DynamicImage,
    profile: Option<Vec<u8>>,
    max: Option<(u32, u32)>,
    digest: [u8; 32],
) -> Result<Encoded, Broken> {
    let decoded = match max {
        Some((width, height)) => reduce::fit(decoded, width, height, FilterType::CatmullRom),
        None => decoded,
    };
    let mask = alpha(&decoded);
    let (width, height) = (decoded.width(), decoded.height());
    let gray = !decoded.color().has_color();
    let (space, mut samples) = if gray {
        (Space::Gray, decoded.to_luma8().into_raw())
    } else {
        (Space::Rgb, decoded.to_rgb8().into_raw())
    };
    if space == Space::Rgb
        && let Some(profile) = profile
    {
        samples = to_srgb(&samples, &profile).unwrap_or(samples);
    }
    let jpeg = image.format == ImageFormat::Jpeg;
    let data = if jpeg {
        write_jpeg(&samples, width, height, space)?
    } else {
        deflate_rows(&samples, width as usize, space.channels())
    };
    Ok(Encoded { width, height, space, jpeg, inverted: false, data, mask, digest })
}

fn encode_inks(
    image: &Image,
    decoded: &DynamicImage,
    profile: Option<Vec<u8>>,
    output: &[u8],
    digest: [u8; 32],
) -> Result<Encoded, Broken> {
    let mask = alpha(decoded);
    let (width, height) = (decoded.width(), decoded.height());
    let rgb = decoded.to_rgb8().into_raw();
    let is_gray = !decoded.color().has_color()
        || rgb.chunks_exact(3).all(|p| p.first() == p.get(1) && p.first() == p.get(2));
    let (space, samples) = if is_gray {
        (Space::Gray, rgb.chunks_exact(3).filter_map(|p| p.first().copied()).collect())
    } else {
        (Space::Cmyk, separate(&rgb, profile.as_deref(), output).ok_or(Broken)?)
    };
    // Photos stay JPEGs; drawings and screenshots keep every pixel.
    let jpeg = image.format == ImageFormat::Jpeg;
    let data = match (jpeg, space) {
        (false, _) => deflate_rows(&samples, width as usize, space.channels()),
        (true, Space::Cmyk) => write_cmyk_jpeg(&samples, width, height)?,
        (true, _) => write_jpeg(&samples, width, height, space)?,
    };
    let inverted = jpeg && space == Space::Cmyk;
    Ok(Encoded { width, height, space, jpeg, inverted, data, mask, digest })
}

/// The alpha channel, deflated, unless everything is opaque.
fn alpha(decoded: &DynamicImage) -> Option<Vec<u8>> {
    if !decoded.color().has_alpha() {
        return None;
    }
    let rgba = decoded.to_rgba8();
    let samples: Vec<u8> = rgba.pixels().map(|p| p.0[3]).collect();
    samples.iter().any(|&a| a < 255).then(|| deflate_rows(&samples, rgba.width() as usize, 1))
}

fn options() -> TransformOptions {
    TransformOptions {
        rendering_intent: RenderingIntent::Perceptual,
        // The default linear interpolation ripples in dark greys.
        interpolation_method: InterpolationMethod::Tetrahedral,
        ..TransformOptions::default()
    }
}

fn to_srgb(samples: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let source = ColorProfile::new_from_slice(profile).ok()?;
    let srgb = ColorProfile::new_srgb();
    let transform =
        source.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options()).ok()?;
    let mut out = vec![0; samples.len()];
    transform.transform(samples, &mut out).ok()?;
    Some(out)
}

/// RGB to the inks of the output profile. A source profile that cannot be
/// used counts as sRGB, as if it were absent.
fn separate(rgb: &[u8], profile: Option<&[u8]>, output: &[u8]) -> Option<Vec<u8>> {
    let target = ColorProfile::new_from_slice(output).ok()?;
    let mut out = vec![0; rgb.len() / 3 * 4];
    let mut run = |source: &ColorProfile| {
        let transform =
            source.create_transform_8bit(Layout::Rgb, &target, Layout::Rgba, options()).ok()?;
        transform.transform(rgb, &mut out).ok()
    };
    let own = profile.and_then(|p| ColorProfile::new_from_slice(p).ok());
    own.and_then(|p| run(&p)).or_else(|| run(&ColorProfile::new_srgb()))?;
    Some(out)
}

fn write_jpeg(samples: &[u8], width: u32, height: u32, space: Space) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let kind = match space {
        Space::Gray => image::ExtendedColorType::L8,
        Space::Rgb | Space::Cmyk => image::ExtendedColorType::Rgb8,
    };
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)
        .encode(samples, width, height, kind)
        .map_err(|_| Broken)?;
    Ok(out)
}

/// Inks as a JPEG of Adobe's inverted kind, without chroma subsampling.
fn write_cmyk_jpeg(samples: &[u8], width: u32, height: u32) -> Result<Vec<u8>, Broken> {
    let mut out = Vec::new();
    let (width, height) = (u16::try_from(width), u16::try_from(height));
    let (Ok(width), Ok(height)) = (width, height) else { return Err(Broken) };
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, JPEG_QUALITY);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_1_1);
    let color = jpeg_encoder::ColorType::CmykAsYcck;
    encoder.encode(samples, width, height, color).map_err(|_| Broken)?;
    Ok(out)
}

/// Rows with the PNG predictor Up, deflated.
fn deflate_rows(samples: &[u8], width: usize, channels: usize) -> Vec<u8> {
    let row = (width * channels).max(1);
    let mut filtered = Vec::with_capacity(samples.len() + samples.len() / row + 1);
    let mut above: &[u8] = &[];
    for line in samples.chunks_exact(row) {
        filtered.push(2);
        if above.is_empty() {
            filtered.extend_from_slice(line);
        } else {
            filtered.extend(line.iter().zip(above).map(|(now, before)| now.wrapping_sub(*before)));
        }
        above = line;
    }
    Deflater::new(Deflater::KEPT).compress(&filtered)
}

/// Writes a picture and its mask.
pub(super) fn write(file: &mut File<'_>, id: Ref, encoded: &Encoded) {
    file.identify(&encoded.digest);
    let mask = encoded.mask.as_ref().map(|data| (file.alloc(), data));
    let name = match encoded.space {
        Space::Gray => Name(b"DeviceGray"),
        Space::Rgb => Name(b"DeviceRGB"),
        Space::Cmyk => Name(b"DeviceCMYK"),
    };
    write_samples(file, id, encoded, &encoded.data, encoded.jpeg, name, mask.map(|(id, _)| id));
    if let Some((mask_id, data)) = mask {
        write_samples(file, mask_id, encoded, data, false, Name(b"DeviceGray"), None);
    }
}

fn write_samples(
    file: &mut File<'_>,
    id: Ref,
    encoded: &Encoded,
    data: &[u8],
    jpeg: bool,
    space: Name<'_>,
    mask: Option<Ref>,
) {
    let (width, height) = (encoded.width as i32, encoded.height as i32);
    let mut stream = file.ready_stream(id, data);
    stream.filter(if jpeg { Filter::DctDecode } else { Filter::FlateDecode });
    if !jpeg {
        let channels =
            if space == Name(b"DeviceGray") { 1 } else { encoded.space.channels() as i32 };
        let mut parameters = stream.insert(Name(b"DecodeParms")).dict();
        parameters.pair(Name(b"Predictor"), 15).pair(Name(b"Colors"), channels);
        parameters.pair(Name(b"BitsPerComponent"), 8).pair(Name(b"Columns"), width);
    }
    stream.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Image"));
    stream.pair(Name(b"Width"), width).pair(Name(b"Height"), height);
    stream.pair(Name(b"ColorSpace"), space).pair(Name(b"BitsPerComponent"), 8);
    if encoded.inverted {
        stream.insert(Name(b"Decode")).array().items([1, 0, 1, 0, 1, 0, 1, 0]);
    }
    if let Some(mask) = mask {
        stream.pair(Name(b"SMask"), mask);
    }
    stream.finish();
}
