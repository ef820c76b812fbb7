//! GWG rows, one damaged sheet each.

use std::collections::BTreeSet;

use lopdf::{Object, Stream, dictionary};

use super::sheet::{PROFILE, Sheet, numbers};
use super::{judge, tripped, trips};
use crate::preflight::Options;

trips!(gwg_r0002, "GWG-R0002", |s| {
    let page = s.page;
    s.dict(page).set("UserUnit", 2);
});
trips!(gwg_r0003, "GWG-R0003", |s| {
    let page = s.page;
    s.dict(page).set("CropBox", numbers([5, 5, 295, 395]));
});
trips!(gwg_r0004, "GWG-R0004", |s| {
    let page = s.page;
    s.dict(page).set("Rotate", 90);
});
trips!(gwg_r0005, "GWG-R0005", |s| s.repaint("/Over gs /All cs 1 scn 150 392 0.5 8 re f"));
trips!(gwg_r0034, "GWG-R0034", "forbid_layer_configs: true", |s| {
    let catalog = s.catalog;
    let default = dictionary! { "Name" => Object::string_literal("Print") };
    let layers = dictionary! {
        "OCGs" => Vec::<Object>::new(), "D" => default.clone(), "Configs" => vec![default.into()],
    };
    s.dict(catalog).set("OCProperties", layers);
});

trips!(gwg_r0007, "GWG-R0007", |s| {
    s.paint("/Over gs 0 0 0 0 k BT /F1 10 Tf 40 350 Td <0001> Tj ET");
});
trips!(gwg_r0008, "GWG-R0008", |s| s.paint("/Over gs 0 0 0 0 k 40 345 20 20 re f"));
trips!(gwg_r0009, "GWG-R0009", |s| {
    s.paint("/Knock gs 0 0 0 1 k BT /F1 10 Tf 40 250 Td <0001> Tj ET");
});
trips!(gwg_r0010, "GWG-R0010", |s| s.paint("/Knock gs 0 0 0 1 K 1 w 40 250 m 90 250 l S"));
#[test]
fn black_of_rgb_is_not_asked_to_overprint() {
    // Sheets in sRGB and ICC colours are faults of their own, and only those.
    for (space, rule) in [("DeviceRGB", "X4-C1.rgb"), ("Lab", "GWG-R0027"), ("Icc", "GWG-R0027")] {
        for mark in ["1 w 40 250 m 90 250 l S", "BT /F1 10 Tf 40 250 Td <0001> Tj ET"] {
            let mut sheet = Sheet::new();
            let white = vec![0.95.into(), 1.into(), 1.08.into()];
            let lab = vec!["Lab".into(), dictionary! { "WhitePoint" => white }.into()];
            sheet.resource("ColorSpace", "Lab", lab);
            let profile =
                sheet.doc.add_object(Stream::new(dictionary! { "N" => 4 }, PROFILE.into()));
            sheet.resource("ColorSpace", "Icc", vec!["ICCBased".into(), profile.into()]);
            let black = if space == "Icc" { "0 0 0 1" } else { "0 0 0" };
            sheet.paint(&format!(
                "/Knock gs /{space} CS /{space} cs {black} SCN {black} scn {mark}"
            ));
            let report = judge(&sheet.bytes(), "", &Options::default());
            assert_eq!(
                tripped(&report),
                BTreeSet::from([rule]),
                "{space} {mark}: {:#?}",
                report.findings
            );
        }
    }
}

trips!(gwg_r0011, "GWG-R0011", |s| s.paint("/Knock gs 0 g BT /F1 10 Tf 40 250 Td <0001> Tj ET"));
trips!(gwg_r0012, "GWG-R0012", |s| s.paint("/Knock gs 0 G 1 w 40 250 m 90 250 l S"));
trips!(gwg_r0013, "GWG-R0013", |s| s.paint("/Over gs 0.5 g 40 250 20 20 re f"));
trips!(gwg_r0014, "GWG-R0014", |s| {
    let font = s.font;
    s.dict(font).set("BaseFont", "ABCDEF+CourierNew");
});
trips!(gwg_r0015, "GWG-R0015", |s| {
    s.paint("/Knock gs 0.7 0.7 0.7 0.9 k BT /F1 20 Tf 40 250 Td <0001> Tj ET");
});
trips!(gwg_r0016, "GWG-R0016", |s| {
    s.paint("/Knock gs 0 0 0 0 k BT /F1 4 Tf 40 350 Td <0001> Tj ET");
});
trips!(gwg_r0017, "GWG-R0017", |s| {
    s.paint("/Knock gs 1 0.7 0 0 k BT /F1 1 Tf 6 0 0 6 40 250 Tm <0001> Tj ET");
});
trips!(gwg_r0018, "GWG-R0018", |s| s.paint("/Knock gs 0 0 0 0 K 0.2 w 40 350 m 90 350 l S"));
trips!(gwg_r0019, "GWG-R0019", |s| s.paint("/Knock gs 1 0.7 0 0 K 0.2 w 40 250 m 90 250 l S"));

trips!(gwg_r0020, "GWG-R0020", |s| {
    s.spot("S1", b"HKS 41 K", [1.0, 0.7, 0.0, 0.1]);
    s.paint("/Knock gs /S1 cs 1 scn 40 250 30 30 re f");
});
trips!(gwg_r0021, "GWG-R0021", "max_spots: 2", |s| {
    s.spot("S1", b"HKS 41 K", [1.0, 0.7, 0.0, 0.1]);
    s.spot("S2", b"hks 41K", [1.0, 0.7, 0.0, 0.1]);
    s.paint("/Knock gs /S1 cs 1 scn 40 250 30 30 re f /S2 cs 1 scn 80 250 30 30 re f");
});
trips!(gwg_r0022, "GWG-R0022", "max_spots: 1", |s| {
    s.spot("S1", b"HKS 41 K ", [1.0, 0.7, 0.0, 0.1]);
    s.paint("/Knock gs /S1 cs 1 scn 40 250 30 30 re f");
});
trips!(gwg_r0023, "GWG-R0023", "max_spots: 1", |s| {
    s.spot("S1", b"Process Black", [0.0, 0.0, 0.0, 1.0]);
    s.paint("/Knock gs /S1 cs 1 scn 40 250 30 30 re f");
});
trips!(gwg_r0024, "GWG-R0024", |s| s.paint("/Knock gs /All cs 1 scn 40 250 20 20 re f"));
trips!(gwg_r0027, "GWG-R0027", |s| {
    let white = vec![0.95.into(), 1.into(), 1.08.into()];
    let lab = vec!["Lab".into(), dictionary! { "WhitePoint" => white }.into()];
    s.resource("ColorSpace", "Lab", lab);
    s.paint("/Knock gs /Lab cs 50 0 0 scn 40 250 30 30 re f");
});
trips!(gwg_r0028, "GWG-R0028", "allow_icc_rgb_images: true", |s| {
    let profile = s.doc.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 128]));
    s.resource("ColorSpace", "Icc", vec!["ICCBased".into(), profile.into()]);
    s.paint("/Knock gs /Icc cs 1 0 0 scn 40 250 30 30 re f");
});
trips!(gwg_r0030, "GWG-R0030", |s| {
    let page = s.page;
    s.dict(page).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceGray" });
});
trips!(gwg_r0035, "GWG-R0035", |s| {
    let profile = s.profile;
    s.stream(profile).content[16..20].copy_from_slice(b"RGB ");
    s.stream(profile).dict.set("N", 3);
    s.repaint("/Knock gs 0.5 g 40 250 30 30 re f");
});

#[test]
fn gwg_r0026() {
    let options = Options { ink: true, ..Options::default() };
    super::assert_trips("GWG-R0026", "", &options, |s| {
        s.paint("/Knock gs 0.9 0.9 0.9 0.8 k 40 250 30 30 re f");
    });
}

/// Plate means agree with Ghostscript's separations (tiffsep, 72 dpi,
/// overprint simulated): 9.31, 7.34, 6.51 and 8.77 % of the trim.
#[test]
fn separations_agree_with_ghostscript() {
    let mut sheet = super::Sheet::new();
    let multiply = dictionary! { "op" => false, "OP" => false, "BM" => "Multiply" };
    sheet.resource("ExtGState", "Mul", multiply);
    sheet.repaint(
        "0.4 0.2 0 0 k 11 340 278 49 re f 0.9 0.8 0.7 0.6 k 60 60 m 160 60 l 160 160 l h f \
         /Over gs 0 0 0 1 k 40 100 200 30 re f 0 0.5 0 0 K 4 w 40 200 m 140 280 240 120 260 300 c S \
         /Mul gs 0 0 0.5 0 k 100 100 80 80 re f",
    );
    let report = super::judge(&sheet.bytes(), "", &Options { ink: true, ..Options::default() });
    let plates = &report.pages[0].plates;
    assert_eq!(plates.len(), 4);
    let expected = [("Cyan", 9.31), ("Magenta", 7.34), ("Yellow", 6.51), ("Black", 8.77)];
    for ((name, mean), (ink, expected)) in plates.iter().zip(expected) {
        assert!(
            name == ink && (mean - expected).abs() < 0.3,
            "{name}: {mean}, expected {expected}"
        );
    }
    // Under the black bar lie the inks of the triangle: 90 + 80 + 85 + 100.
    let peak = report.pages[0].peak_ink_percent.unwrap_or(0.0);
    assert!((peak - 355.0).abs() < 1.0, "{peak}");
}

/// 100 pixels on 60 pt are 120 ppi, on 40 pt 180 ppi.
const BIG: &str = "/Knock gs q 60 0 0 60 40 230 cm /Im1 Do Q";
trips!(gwg_r0031_error, "GWG-R0031.error", |s| s.paint(BIG));
trips!(gwg_r0031_warning, "GWG-R0031.warning", |s| s
    .paint("/Knock gs q 40 0 0 40 40 230 cm /Im1 Do Q"));

/// An inline stencil of 32 x 32 pixels: 288 ppi on 8 pt, 768 ppi on 3 pt.
fn stencil(size: u32) -> String {
    let data = "ff".repeat(128);
    format!(
        "/Over gs 0 0 0 1 k q {size} 0 0 {size} 40 250 cm BI /IM true /W 32 /H 32 /F /AHx ID\n{data}> EI Q"
    )
}
trips!(gwg_r0032_error, "GWG-R0032.error", |s| s.paint(&stencil(8)));
trips!(gwg_r0032_warning, "GWG-R0032.warning", |s| s.paint(&stencil(3)));
