//! Every kind of JPEG and PNG in every edition.

use std::io::Cursor;
use std::sync::Arc;

use image::{DynamicImage, Rgba, RgbaImage};
use lopdf::{Object, Stream};

use super::reader::load;
use super::sample::Builder;
use crate::compose::document::{Document, Image, ImageFormat, ItemKind};
use crate::compose::tags::{Role, TagTree};
use crate::diag::Origin;
use crate::export::content::upright;
use crate::export::{Edition, Exporter, Options, export};
use crate::unit::Length;

const SIDE: u32 = 320;

fn colours() -> DynamicImage {
    let pixel = |x: u32, y: u32| Rgba([(x % 256) as u8, (y % 256) as u8, 90, (x % 256) as u8]);
    DynamicImage::ImageRgba8(RgbaImage::from_fn(SIDE, SIDE, pixel))
}

fn encoded(picture: &DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn jpeg(color: jpeg_encoder::ColorType, progressive: bool, samples: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 90);
    encoder.set_progressive(progressive);
    encoder.encode(samples, SIDE as u16, SIDE as u16, color).unwrap();
    bytes
}

/// Cyan, with Adobe's marker or without.
fn cmyk(as_ycck: bool, marker: bool) -> Vec<u8> {
    let samples = [255, 0, 0, 0].repeat((SIDE * SIDE) as usize);
    let color =
        if as_ycck { jpeg_encoder::ColorType::CmykAsYcck } else { jpeg_encoder::ColorType::Cmyk };
    let mut bytes = jpeg(color, false, &samples);
    let at = bytes.windows(2).position(|pair| pair == [0xFF, 0xEE]);
    if let (false, Some(at)) = (marker, at) {
        let length = usize::from(u16::from_be_bytes([bytes[at + 2], bytes[at + 3]]));
        bytes.drain(at..at + 2 + length);
    }
    bytes
}

/// A PNG of one colour by hand: palette or truecolour, straight or Adam7.
fn flat_png(palette: bool, interlaced: bool) -> Vec<u8> {
    let passes: &[(u32, u32)] = if interlaced {
        // Every eighth column from 0, from 4, every fourth, ... (PNG, 8.2).
        &[(8, 8), (8, 8), (4, 8), (4, 4), (2, 4), (2, 2), (1, 2)]
    } else {
        &[(1, 1)]
    };
    let pixel: &[u8] = if palette { &[1] } else { &[200, 30, 40] };
    let mut rows = Vec::new();
    for (across, down) in passes {
        for _ in 0..SIDE / down {
            rows.push(0);
            rows.extend(pixel.repeat((SIDE / across) as usize));
        }
    }
    let mut deflated = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut deflated, &rows).unwrap();
    let mut header = [SIDE.to_be_bytes(), SIDE.to_be_bytes()].concat();
    header.extend([8, if palette { 3 } else { 2 }, 0, 0, u8::from(interlaced)]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &header);
    if palette {
        chunk(&mut png, b"PLTE", &[0, 0, 0, 200, 30, 40]);
    }
    chunk(&mut png, b"IDAT", &deflated.finish().unwrap());
    chunk(&mut png, b"IEND", b"");
    png
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(kind);
    png.extend(data);
    let mut crc = flate2::Crc::new();
    crc.update(&png[start..]);
    png.extend(crc.sum().to_be_bytes());
}

fn sheet(format: ImageFormat, bytes: &[u8]) -> Document {
    let mut builder = Builder::new();
    builder.block(TagTree::ROOT, Role::H(1), "Bild");
    let bytes = Arc::from(bytes);
    let (name, width, height) = ("bild".into(), SIDE, SIDE);
    let image = Image { name, bytes, format, width, height, orientation: 1, drawing: None };
    builder.image(TagTree::ROOT, image, Some("Verlauf"), Length::inches(1));
    builder.document
}

fn written(document: &Document, edition: Edition, ppi: Option<u16>) -> Vec<Stream> {
    let options = Options { image_ppi: ppi, ..Options::default() };
    let bytes = export(document, edition, &options, &Exporter::new()).unwrap().bytes;
    let file = load(&bytes);
    let streams = file.objects.values().filter_map(|object| object.as_stream().ok().cloned());
    let is_image = |stream: &Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    // The soft mask is an image too; the picture names it.
    let mut images: Vec<Stream> = streams.filter(is_image).collect();
    images.sort_by_key(|stream| stream.dict.get(b"SMask").is_err());
    images
}

fn space(stream: &Stream) -> &[u8] {
    stream.dict.get(b"ColorSpace").and_then(Object::as_name).unwrap()
}

#[test]
fn every_kind_is_shown_in_every_edition() {
    let rgb = colours().to_rgb8().into_raw();
    let grey = colours().to_luma8().into_raw();
    let png = |picture: DynamicImage| encoded(&picture, image::ImageFormat::Png);
    use jpeg_encoder::ColorType::{Luma, Rgb};
    let kinds: Vec<(&str, ImageFormat, Vec<u8>, bool, bool)> = vec![
        ("baseline", ImageFormat::Jpeg, jpeg(Rgb, false, &rgb), false, false),
        ("progressive", ImageFormat::Jpeg, jpeg(Rgb, true, &rgb), false, false),
        ("grey", ImageFormat::Jpeg, jpeg(Luma, false, &grey), true, false),
        ("grey progressive", ImageFormat::Jpeg, jpeg(Luma, true, &grey), true, false),
        ("CMYK", ImageFormat::Jpeg, cmyk(false, true), false, false),
        ("CMYK, no marker", ImageFormat::Jpeg, cmyk(false, false), false, false),
        ("YCCK", ImageFormat::Jpeg, cmyk(true, true), false, false),
        ("8 bit", ImageFormat::Png, png(colours().to_rgb8().into()), false, false),
        ("16 bit", ImageFormat::Png, png(colours().to_rgb16().into()), false, false),
        ("16 bit grey", ImageFormat::Png, png(colours().to_luma16().into()), true, false),
        ("alpha", ImageFormat::Png, png(colours()), false, true),
        ("16 bit alpha", ImageFormat::Png, png(colours().to_rgba16().into()), false, true),
        ("grey alpha", ImageFormat::Png, png(colours().to_luma_alpha8().into()), true, true),
        ("palette", ImageFormat::Png, flat_png(true, false), false, false),
        ("interlaced", ImageFormat::Png, flat_png(false, true), false, false),
        ("interlaced palette", ImageFormat::Png, flat_png(true, true), false, false),
    ];
    for (name, format, bytes, is_grey, has_alpha) in kinds {
        let document = sheet(format, &bytes);
        for edition in Edition::ALL {
            let images = written(&document, edition, None);
            let expected: &[u8] = match (is_grey, edition) {
                (true, _) => b"DeviceGray",
                (false, Edition::Print | Edition::Triple) => b"DeviceCMYK",
                (false, _) => b"DeviceRGB",
            };
            assert_eq!(images.len(), 1 + usize::from(has_alpha), "{name} {edition:?}");
            assert_eq!(space(&images[0]), expected, "{name} {edition:?}");
        }
    }
}

#[test]
fn a_jpeg_that_needs_no_change_keeps_its_bytes() {
    let rgb = jpeg(jpeg_encoder::ColorType::Rgb, false, &colours().to_rgb8().into_raw());
    let grey = jpeg(jpeg_encoder::ColorType::Luma, true, &colours().to_luma8().into_raw());
    let ycck = cmyk(true, true);
    for (bytes, edition) in [
        (&rgb, Edition::Mail),
        (&rgb, Edition::Archive),
        (&grey, Edition::Mail),
        (&grey, Edition::Print),
        (&ycck, Edition::Print),
    ] {
        let images = written(&sheet(ImageFormat::Jpeg, bytes), edition, None);
        assert!(images[0].content == *bytes, "{edition:?} wrote other bytes");
    }
    // At the resolution it has nothing is gained by writing it anew.
    let images = written(&sheet(ImageFormat::Jpeg, &rgb), Edition::Mail, Some(SIDE as u16));
    assert!(images[0].content == rgb);
}

#[test]
fn the_mail_edition_scales_to_the_placed_size() {
    for (format, kind) in
        [(ImageFormat::Jpeg, image::ImageFormat::Jpeg), (ImageFormat::Png, image::ImageFormat::Png)]
    {
        let bytes = encoded(&colours().to_rgb8().into(), kind);
        let document = sheet(format, &bytes);
        let width = |edition| {
            let images = written(&document, edition, Some(150));
            images[0].dict.get(b"Width").and_then(Object::as_i64).unwrap()
        };
        // One inch at 150 ppi.
        assert!((150..=151).contains(&width(Edition::Mail)), "{format:?}");
        assert_eq!(width(Edition::Print), i64::from(SIDE));
    }
}

/// The middle pixel of a JPEG as people see it.
fn middle(jpeg: &[u8]) -> [u8; 3] {
    let picture = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).unwrap();
    picture.to_rgb8().get_pixel(SIDE / 2, SIDE / 2).0
}

#[test]
fn cyan_stays_cyan_on_screen() {
    for (as_ycck, name) in [(false, "CMYK"), (true, "YCCK")] {
        let images = written(&sheet(ImageFormat::Jpeg, &cmyk(as_ycck, true)), Edition::Mail, None);
        let [r, g, b] = middle(&images[0].content);
        assert!(r < 60 && g > 120 && b > 180, "{name}: {r} {g} {b}");
    }
}

#[test]
fn a_header_without_its_pixels_is_refused() {
    let mut header = [29_999u32.to_be_bytes(), 29_999u32.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let mut bomb = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut bomb, b"IHDR", &header);
    chunk(&mut bomb, b"IDAT", b"x\x9c\x03\0\0\0\0\x01");
    chunk(&mut bomb, b"IEND", b"");
    let mut document = sheet(ImageFormat::Png, &bomb);
    let named = Origin { field: "photos[0].file".into(), ..Origin::nowhere() };
    let items = document.pages.iter_mut().flat_map(|page| &mut page.items);
    for item in items.filter(|item| matches!(item.kind, ItemKind::Image(..))) {
        item.origin = Some(named.clone());
    }
    for edition in Edition::ALL {
        let refused = export(&document, edition, &Options::default(), &Exporter::new());
        let found: Vec<_> = refused.err().into_iter().flatten().collect();
        let codes: Vec<_> = found.iter().map(|d| d.code).collect();
        assert_eq!(codes, ["broken-image"], "{edition:?}");
        // It is told where the picture is named, not at the head of the release.
        assert_eq!(found[0].origin.as_ref(), Some(&named), "{edition:?}");
    }
}

#[test]
fn orientations_turn_the_picture_upright() {
    let corner =
        |[a, b, c, d, e, f]: [i64; 6], x: i64, y: i64| (a * x + c * y + e, b * x + d * y + f);
    let (top_left, top_right, bottom_left, bottom_right) = ((0, 1), (1, 1), (0, 0), (1, 0));
    // Where the first row begins and ends when seen upright (EXIF 2.3, 4.6.4).
    let expected = [
        (top_left, top_right),
        (top_right, top_left),
        (bottom_right, bottom_left),
        (bottom_left, bottom_right),
        (top_left, bottom_left),
        (top_right, bottom_right),
        (bottom_right, top_right),
        (bottom_left, top_left),
    ];
    for (orientation, (begin, end)) in (1..).zip(expected) {
        let document = sheet(ImageFormat::Png, &flat_png(false, false));
        let matrix = upright(&Image { orientation, ..(*document.images[0]).clone() });
        assert_eq!((corner(matrix, 0, 1), corner(matrix, 1, 1)), (begin, end), "{orientation}");
    }
}
