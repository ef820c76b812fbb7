//! Damaged good inputs go the same ways as those of a fuzzer: a photo, a logo,
//! a message. The damage is drawn from a fixed seed, so every run is the same.

use std::fs;
use std::io::Cursor;

use image::{DynamicImage, ImageFormat, RgbImage, RgbaImage};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::harness::root;

#[path = "../../fuzz/src/lib.rs"]
mod entries;

/// One change of bytes; places are parts of 65536 of the length.
#[derive(Clone, Debug)]
enum Damage {
    Set(u16, u8),
    Flip(u16, u8),
    Cut(u16),
    Remove(u16, u8),
    Repeat(u16, u8),
    Insert(u16, Vec<u8>),
}

impl Damage {
    fn any() -> impl Strategy<Value = Self> {
        prop_oneof![
            (any::<u16>(), any::<u8>()).prop_map(|(at, byte)| Self::Set(at, byte)),
            (any::<u16>(), 0..8u8).prop_map(|(at, bit)| Self::Flip(at, bit)),
            any::<u16>().prop_map(Self::Cut),
            (any::<u16>(), any::<u8>()).prop_map(|(at, count)| Self::Remove(at, count)),
            (any::<u16>(), any::<u8>()).prop_map(|(at, count)| Self::Repeat(at, count)),
            (any::<u16>(), words()).prop_map(|(at, bytes)| Self::Insert(at, bytes)),
        ]
    }

    fn apply(&self, data: &mut Vec<u8>) {
        let place = |at: u16| usize::from(at) * data.len() / 65536;
        let end = |at: usize, count: u8| (at + usize::from(count)).min(data.len());
        match self {
            Self::Set(at, byte) => {
                let at = place(*at);
                data.splice(at..end(at, 1), [*byte]);
            }
            Self::Flip(at, bit) => {
                let at = place(*at);
                data.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << bit);
            }
            Self::Cut(at) => data.truncate(place(*at)),
            Self::Remove(at, count) => {
                let at = place(*at);
                data.drain(at..end(at, *count));
            }
            Self::Repeat(at, count) => {
                let at = place(*at);
                let piece = data[at..end(at, *count)].to_vec();
                data.splice(at..at, piece);
            }
            Self::Insert(at, bytes) => {
                let at = place(*at);
                data.splice(at..at, bytes.iter().copied());
            }
        }
    }
}

/// What breaks careless programs.
fn words() -> impl Strategy<Value = Vec<u8>> {
    let words = [
        "\r\nBcc: evil@example.org\r\n",
        "\r\n\r\n",
        "\0",
        "=?utf-8?q?=0D=0A?=",
        "<a href=\"",
        "\u{202e}",
        "-- \n",
        "--m",
        "\u{feff}",
        "&#10;",
        "\"",
        "]](mailto:x@y)",
        "1e999",
        "NaN",
        "-0",
        "url(#a)",
        "<g>",
        "</g>",
        "99999999999",
        "\u{ff}\u{d8}",
        "IHDR",
    ];
    let words = words.map(|word| word.as_bytes().to_vec());
    prop_oneof![
        proptest::sample::select(words.to_vec()),
        proptest::collection::vec(any::<u8>(), 1..9),
    ]
}

/// More cases than usual, for a long run by hand.
#[expect(clippy::disallowed_methods, reason = "asked for by hand, never set in a usual run")]
fn asked() -> Option<u32> {
    std::env::var("PRESSBLATT_MUTATIONS").ok()?.parse().ok()
}

/// Calls an entry with every seed as it is, then with `cases` damaged ones.
fn drive(seeds: &[Vec<u8>], cases: u32, entry: fn(&[u8])) {
    let cases = asked().unwrap_or(cases);
    seeds.iter().for_each(|seed| entry(seed));
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let chosen = (0..seeds.len(), proptest::collection::vec(Damage::any(), 1..6));
    let result = TestRunner::new_with_rng(config, rng).run(&chosen, |(seed, damages)| {
        let mut data = seeds[seed].clone();
        damages.iter().for_each(|damage| damage.apply(&mut data));
        entry(&data);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}

fn encoded(picture: DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).expect("encoded");
    out.into_inner()
}

/// Small pictures of each kind; one with the metadata of a press photo.
fn pictures() -> Vec<Vec<u8>> {
    let rgb = RgbImage::from_fn(24, 16, |x, y| image::Rgb([x as u8 * 9, y as u8 * 15, 80]));
    let rgba = RgbaImage::from_fn(16, 16, |x, y| image::Rgba([x as u8 * 9, 0, 80, y as u8 * 15]));
    let (rgb, rgba) = (DynamicImage::from(rgb), DynamicImage::from(rgba));
    let jpeg = encoded(rgb.clone(), ImageFormat::Jpeg);
    let photo = fs::read(root().join("releases/kanalbruecke-uferweg.jpg")).expect("a photo");
    // Up to the first table: EXIF, ICC, XMP, IPTC.
    let tables = photo.windows(2).position(|w| w == [0xff, 0xdb]).expect("a table");
    let told = [&photo[..tables], &jpeg[2..]].concat();
    let gray = DynamicImage::from(rgb.to_luma16());
    vec![
        jpeg,
        told,
        encoded(DynamicImage::from(rgb.to_luma8()), ImageFormat::Jpeg),
        encoded(rgb, ImageFormat::Png),
        encoded(rgba, ImageFormat::Png),
        encoded(gray, ImageFormat::Png),
    ]
}

#[test]
fn a_damaged_photo_is_an_error_or_a_picture() {
    drive(&pictures(), 96, entries::image);
}

#[test]
fn a_damaged_logo_is_an_error_or_a_drawing() {
    let logo = |name: &str| fs::read(root().join("layouts").join(name)).expect("a logo");
    drive(&[logo("museum-logo.svg"), logo("kreis-logo.svg")], 160, entries::svg);
}

#[test]
fn no_text_of_a_release_breaks_a_message() {
    let plain = [
        "„Übergang“ – Müller*innen",
        "Kicker",
        "Ein [Link](https://stadt.example/ä) und **fett**.",
        "## Zwischentitel\n\n- eins\n- zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> Zitat",
        "Stadt Ä",
        "Tel. 1",
        "Ort",
        "a.jpg",
        "Bild",
        "Unterschrift",
        "Foto: Ä",
        "frei",
        "Anlage „ä“.pdf",
        "Titel",
        "a@redaktion.example,\"Redaktion, Ä\",de,yes",
        "b@redaktion.example;;en;no",
    ];
    drive(&[plain.join("\0").into_bytes(), Vec::new()], 128, entries::message);
}
