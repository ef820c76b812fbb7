//! The print edition: boxes, inks, overprint, marks.

use std::sync::Arc;

use lopdf::{Dictionary, Document as File, Object};

use super::reader::{dict, entry, glyphs, load, numbers, operations, pages};
use super::sample::{Builder, everything, picture, release, tiny};
use super::write;
use crate::color::Palette;
use crate::compose::document::{ArtifactKind, Document, ImageFormat, Item, ItemKind, Owner};
use crate::compose::tags::{Role, TagTree};
use crate::export::{Edition, Exporter, Options, export};
use crate::geom::Point;
use crate::model::layout::PrintProfile;
use crate::unit::Length;

fn with(profile: PrintProfile) -> Document {
    let mut document = release();
    document.print.profile = profile;
    document
}

fn first_page(file: &File) -> &Dictionary {
    file.get_dictionary(pages(file)[0]).unwrap()
}

fn boxed(file: &File, name: &str) -> Vec<f64> {
    numbers(first_page(file).get(name.as_bytes()).unwrap())
}

fn resources<'a>(file: &'a File, kind: &str) -> Vec<(&'a [u8], &'a Object)> {
    let all = entry(file, first_page(file), "Resources").as_dict().unwrap();
    let Ok(kind) = all.get(kind.as_bytes()) else { return Vec::new() };
    dict(file, kind).iter().map(|(n, o)| (n.as_slice(), file.dereference(o).unwrap().1)).collect()
}

#[test]
fn boxes_follow_the_print_profile() {
    for (profile, room) in [
        (PrintProfile::OnlineShop, 0.0),
        (PrintProfile::Stationery, 0.0),
        (PrintProfile::Offset, Length::mm(10).to_pt()),
    ] {
        let file = load(&write(&with(profile), Edition::Print));
        let bleed = Length::mm(3).to_pt();
        let expected = |distance: f64| {
            let low = room + bleed - distance;
            let (width, height) = (Length::mm(210).to_pt(), Length::mm(297).to_pt());
            [low, low, room + bleed + width + distance, room + bleed + height + distance]
        };
        for (name, distance) in [("TrimBox", 0.0), ("BleedBox", bleed), ("MediaBox", room + bleed)]
        {
            for (found, expected) in boxed(&file, name).iter().zip(expected(distance)) {
                assert!((found - expected).abs() < 0.003, "{profile:?} {name} {found} {expected}");
            }
        }
        for absent in ["CropBox", "ArtBox", "UserUnit", "Rotate", "Annots"] {
            assert!(first_page(&file).get(absent.as_bytes()).is_err(), "{absent}");
        }
    }
}

/// The whole page with its marks, on what an office printer can print of A4.
#[test]
fn a_proof_is_scaled_onto_a4_through_one_matrix() {
    for edition in [Edition::Print, Edition::Triple] {
        let file = load(&write(&with(PrintProfile::Proof), edition));
        let mm = |name: &str| boxed(&file, name).into_iter().map(|pt| pt / 72.0 * 25.4);
        let mm = |name: &str| mm(name).collect::<Vec<f64>>();
        let near = |a: f64, b: f64| assert!((a - b).abs() < 0.01, "{a} {b}");
        let media = mm("MediaBox");
        for (found, expected) in media.iter().zip([0.0, 0.0, 210.0, 297.0]) {
            near(*found, expected);
        }
        let (trim, bleed) = (mm("TrimBox"), mm("BleedBox"));
        let scale = 200.0 / (210.0 + 2.0 * (3.0 + 6.0));
        near(trim[2] - trim[0], 210.0 * scale);
        near(trim[3] - trim[1], 297.0 * scale);
        near(trim[0] - bleed[0], 3.0 * scale);
        near(trim[0] + trim[2], 210.0);
        for page in pages(&file) {
            let all = operations(&file, page);
            let matrix = all.iter().find(|o| o.operator == "cm").unwrap();
            let numbers = numbers(&Object::Array(matrix.operands.clone()));
            near(numbers[0], scale);
            near(numbers[4], trim[0] / 25.4 * 72.0);
            near(numbers[5], trim[1] / 25.4 * 72.0);
            assert_eq!(
                (all[0].operator.as_str(), all.last().unwrap().operator.as_str()),
                ("q", "Q")
            );
        }
    }
}

#[test]
fn header_intent_and_info_are_those_of_pdf_x4() {
    let bytes = write(&release(), Edition::Print);
    assert!(bytes.starts_with(b"%PDF-1.6\n"));
    let file = load(&bytes);
    let catalog = file.catalog().unwrap();
    let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
    assert_eq!(intents.len(), 1);
    let intent = dict(&file, &intents[0]);
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFX");
    let identifier = intent.get(b"OutputConditionIdentifier").unwrap();
    assert_eq!(identifier.as_str().unwrap(), b"FOGRA39");
    assert_eq!(intent.get(b"RegistryName").unwrap().as_str().unwrap(), b"http://www.color.org");
    let profile = entry(&file, intent, "DestOutputProfile").as_stream().unwrap();
    assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), 4);
    let data = profile.decompressed_content().unwrap();
    assert_eq!(data, crate::export::intents::COATED);
    let info = entry(&file, &file.trailer, "Info").as_dict().unwrap();
    assert_eq!(info.get(b"Trapped").unwrap().as_name().unwrap(), b"False");
    for absent in ["StructTreeRoot", "Names", "AF", "Outlines", "OpenAction", "AA"] {
        assert!(catalog.get(absent.as_bytes()).is_err(), "{absent}");
    }
}

#[test]
fn black_text_and_thin_rules_overprint_and_nothing_else_does() {
    let mut b = Builder::new();
    let white = b.color("white", [0.0; 4], "#ffffff", None);
    let blue = b.color("blue", [100.0, 40.0, 0.0, 0.0], "#0066cc", None);
    b.block(TagTree::ROOT, Role::H(1), "Schwarz");
    for (text, color) in
        [("Weiss", white), ("Blau", blue), ("Schwarz", crate::color::Palette::BLACK)]
    {
        b.block(TagTree::ROOT, Role::P, text);
        if let Some(ItemKind::Glyphs(_, run)) =
            b.document.pages[0].items.last_mut().map(|i| &mut i.kind)
        {
            Arc::make_mut(run).color = color;
        }
    }
    let bytes = write(&b.document, Edition::Print);
    let file = load(&bytes);
    let mut kinds: Vec<(String, bool)> =
        glyphs(&file).into_iter().map(|g| (g.fill, g.overprint)).collect();
    kinds.dedup();
    let overprints: Vec<bool> = kinds.iter().map(|(_, on)| *on).collect();
    assert_eq!(overprints, [true, false, false, true], "{kinds:?}");
    let states = resources(&file, "ExtGState");
    let on = states.iter().find(|(n, _)| *n == b"OP").unwrap().1.as_dict().unwrap();
    assert_eq!(on.get(b"OPM").unwrap().as_i64().unwrap(), 1);
    assert!(on.get(b"op").unwrap().as_bool().unwrap() && on.get(b"OP").unwrap().as_bool().unwrap());
}

#[test]
fn nothing_is_rgb_and_one_ink_is_one_object() {
    let mut document = everything();
    let again = crate::color::PaletteColor {
        name: "spot again".into(),
        ..document.palette.iter().find(|(_, c)| c.spot.is_some()).unwrap().1.clone()
    };
    document.palette.define(again).unwrap();
    let file = load(&write(&document, Edition::Print));
    for page in pages(&file) {
        for operation in operations(&file, page) {
            assert!(
                !["rg", "RG", "g", "G"].contains(&operation.operator.as_str()),
                "{operation:?}"
            );
        }
    }
    for object in file.objects.values().filter_map(|o| o.as_stream().ok()) {
        let space = object.dict.get(b"ColorSpace").ok().and_then(|s| s.as_name().ok());
        assert_ne!(space, Some(b"DeviceRGB".as_slice()));
    }
    let spaces = resources(&file, "ColorSpace");
    assert_eq!(spaces.len(), 1);
    let space = spaces[0].1.as_array().unwrap();
    assert_eq!(space[1].as_name().unwrap(), b"HKS 41 K");
    assert_eq!(space[2].as_name().unwrap(), b"DeviceCMYK");
    let group = first_page(&file).get(b"Group").unwrap().as_dict().unwrap();
    assert_eq!(group.get(b"CS").unwrap().as_name().unwrap(), b"DeviceCMYK");
}

#[test]
fn photos_keep_to_the_ink_limit_and_greys_to_the_black_plate() {
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(1), "Bilder");
    for (format, color) in [
        (ImageFormat::Png, image::ColorType::Rgb8),
        (ImageFormat::Png, image::ColorType::L8),
        (ImageFormat::Jpeg, image::ColorType::L8),
        (ImageFormat::Png, image::ColorType::Rgba8),
    ] {
        b.image(TagTree::ROOT, picture(format, 200, color), Some("Verlauf"), Length::mm(15));
    }
    let file = load(&write(&b.document, Edition::Print));
    let mut images = resources(&file, "XObject");
    images.sort_by_key(|(name, _)| *name);
    let spaces: Vec<&[u8]> = images
        .iter()
        .map(|(_, o)| o.as_stream().unwrap().dict.get(b"ColorSpace").unwrap().as_name().unwrap())
        .collect();
    assert_eq!(spaces, [b"DeviceCMYK".as_slice(), b"DeviceGray", b"DeviceGray", b"DeviceCMYK"]);
    let photo = images[0].1.as_stream().unwrap();
    let inks = photo.decompressed_content().unwrap();
    assert_eq!(inks.len(), 200 * 200 * 4);
    let most = inks.chunks(4).map(|p| p.iter().map(|&v| u32::from(v)).sum::<u32>()).max();
    assert!(most.is_some_and(|sum| (300..=765).contains(&sum)), "{most:?} of 765 (300 %)");
    assert!(images[3].1.as_stream().unwrap().dict.get(b"SMask").is_ok());
}

#[test]
fn stationery_leaves_the_letterhead_out_and_the_rest_in_place() {
    let mut document = with(PrintProfile::Stationery);
    let full = glyphs(&load(&write(&document, Edition::Print)));
    document.pages[0].items[1].letterhead = true;
    let left_out = match &document.pages[0].items[1].kind {
        ItemKind::Glyphs(_, run) => run.glyphs.len(),
        _ => 0,
    };
    let printed = glyphs(&load(&write(&document, Edition::Print)));
    assert!(left_out > 0);
    assert_eq!(printed.len(), full.len() - left_out);
    for (seen, before) in printed.iter().zip(full.iter().skip(left_out)) {
        assert_eq!((seen.page, &seen.text), (before.page, &before.text));
        assert!((seen.x - before.x).abs() < 0.0001 && (seen.y - before.y).abs() < 0.0001);
    }
    assert_eq!(glyphs(&load(&write(&document, Edition::Mail))).len(), full.len());
}

#[test]
fn lines_under_links_are_where_links_can_be_followed() {
    let rules = |document: &Document, edition| {
        let file = load(&write(document, edition));
        let all = operations(&file, pages(&file)[0]);
        all.iter().filter(|operation| operation.operator == "l").count()
    };
    let plain = with(PrintProfile::OnlineShop);
    let mut lined = plain.clone();
    let (from, to) = (Point::new(Length::mm(30), Length::mm(40)), Length::mm(60));
    lined.pages[0].items.push(Item {
        kind: ItemKind::Rule {
            from,
            to: Point::new(to, from.y),
            width: Length::pt(1),
            color: Palette::BLACK,
        },
        owner: Owner::Artifact(ArtifactKind::Link),
        letterhead: false,
        origin: None,
    });
    assert_eq!(rules(&lined, Edition::Mail), rules(&plain, Edition::Mail) + 1);
    assert_eq!(rules(&lined, Edition::Print), rules(&plain, Edition::Print));
}

#[test]
fn marks_lie_outside_the_bleed_and_print_on_every_plate() {
    let file = load(&write(&with(PrintProfile::Offset), Edition::Print));
    let spaces = resources(&file, "ColorSpace");
    let (_, registration) = spaces.iter().find(|(n, _)| *n == b"Registration").unwrap();
    assert_eq!(registration.as_array().unwrap()[1].as_name().unwrap(), b"All");
    let bleed = boxed(&file, "BleedBox");
    let media = boxed(&file, "MediaBox");
    let page = operations(&file, pages(&file)[0]);
    let start = page.iter().position(|o| o.operator == "SCN").unwrap();
    let ends = page[start..].iter().filter(|o| ["m", "l", "re"].contains(&o.operator.as_str()));
    let mut count = 0;
    for operation in ends {
        let at: Vec<f64> =
            operation.operands.iter().map(|n| f64::from(n.as_float().unwrap())).collect();
        let inside = |low: usize, v: f64| v > bleed[low] && v < bleed[low + 2];
        assert!(!(inside(0, at[0]) && inside(1, at[1])), "{at:?} is inside {bleed:?}");
        assert!(at[0] >= media[0] && at[0] <= media[2] && at[1] >= media[1] && at[1] <= media[3]);
        count += 1;
    }
    // 8 crop marks and 4 targets of two lines, circles, 7 fields.
    assert_eq!(count, 2 * (8 + 8) + 4 + 7);
    let slug: String = glyphs(&file)
        .iter()
        .filter(|g| g.page == 1 && g.y > 850.0)
        .map(|g| g.text.as_str())
        .collect();
    assert_eq!(
        slug,
        "Stadt Dortmund  -  Medieninformation 202.  -  2021-02-17  -  print  -  2/2  -  210 x 297 mm"
    );
}

#[test]
fn house_profile_replaces_the_bundled_one() {
    let mut profile = crate::export::intents::COATED.to_vec();
    // Another creation date makes it another profile.
    profile[25] = 0xE0;
    let options = Options { output_profile: Some(profile.clone().into()), ..Options::default() };
    let output = export(&tiny(), Edition::Print, &options, &Exporter::new()).unwrap();
    let file = load(&output.bytes);
    let intent =
        dict(&file, &file.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap()[0]);
    assert_eq!(intent.get(b"OutputConditionIdentifier").unwrap().as_str().unwrap(), b"Custom");
    assert!(intent.get(b"RegistryName").is_err());
    let embedded = entry(&file, intent, "DestOutputProfile").as_stream().unwrap();
    assert_eq!(embedded.decompressed_content().unwrap(), profile);
}
