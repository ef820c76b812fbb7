//! PDF/X-4 rows, one damaged sheet each.

use lopdf::{Dictionary, Object, Stream, dictionary};

use super::sheet::{numbers, truetype};
use super::trips;
use crate::preflight::{Limits, Options};

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|w| w == from).expect("the bytes to replace");
    [&bytes[..at], to, &bytes[at + from.len()..]].concat()
}

trips!(rd_unreadable, "RD-unreadable", |s| s.patch = Some(|_| b"Dear printer, see attachment".to_vec()));
trips!(rd_damaged, "RD-damaged", |s| s.patch = Some(|b| replace(&b, b"startxref\n", b"startxref\n9")));
trips!(rd_content, "RD-content", |s| s.paint("/Nowhere gs"));

#[test]
fn rd_limits() {
    let limits = Limits { operators: 30, ..Limits::default() };
    let options = Options { limits, ..Options::default() };
    super::assert_trips("RD-limits", "", &options, |s| s.paint(&"q Q ".repeat(20)));
}

trips!(x4_f1_version, "X4-F1.version", |s| s.doc.version = "1.7".to_owned());
trips!(x4_f1_id, "X4-F1.id", |s| {
    s.doc.trailer.remove(b"ID");
});
trips!(x4_f1_encrypt, "X4-F1.encrypt", |s| {
    s.doc.trailer.set("Encrypt", dictionary! { "Filter" => "Standard", "V" => 1 });
});
trips!(x4_f1_lzw, "X4-F1.lzw", |s| {
    s.stream_resource("XObject", "Z", dictionary! { "Filter" => "LZWDecode" }, &[0x80, 0x40]);
});
trips!(x4_f1_external, "X4-F1.external", |s| {
    s.stream_resource("XObject", "Z", dictionary! { "F" => Object::string_literal("photo.jpg") }, b"");
});
trips!(x4_f1_crypt, "X4-F1.crypt", |s| {
    s.stream_resource("XObject", "Z", dictionary! { "Filter" => "Crypt" }, b"");
});
trips!(x4_f2_filter, "X4-F2.filter", |s| {
    s.stream_resource("XObject", "Z", dictionary! { "Filter" => "BrotliDecode" }, b"");
});

trips!(x4_m1_packet, "X4-M1.packet", |s| {
    let catalog = s.catalog;
    s.dict(catalog).remove(b"Metadata");
});
trips!(x4_m1_version, "X4-M1.version", |s| s.xmp("PDF/X-4", "PDF/X-3:2002"));
trips!(x4_m2_title, "X4-M2.title", |s| s.xmp("dc:title", "dc:subject"));
trips!(x4_m2_dates, "X4-M2.dates", |s| s.xmp("MetadataDate", "OtherDate"));
trips!(x4_m2_ids, "X4-M2.ids", |s| s.xmp("VersionID", "OtherID"));
trips!(x4_m2_trapped, "X4-M2.trapped", |s| s.xmp("<pdf:Trapped>False</pdf:Trapped>", ""));
trips!(x4_m3_title, "X4-M3.title", |s| {
    let info = s.info;
    s.dict(info).set("Title", Object::string_literal("Other"));
});
trips!(x4_m3_dates, "X4-M3.dates", |s| {
    let info = s.info;
    s.dict(info).set("ModDate", Object::string_literal("D:20210217100001+01'00'"));
});
trips!(x4_m3_trapped, "X4-M3.trapped", |s| {
    let info = s.info;
    s.dict(info).set("Trapped", "Unknown");
});
trips!(x4_m3_producer, "X4-M3.producer", |s| {
    let info = s.info;
    s.dict(info).set("Creator", Object::string_literal("Other"));
});

trips!(x4_o1_one, "X4-O1.one", |s| {
    let (catalog, intent) = (s.catalog, s.intent);
    s.dict(catalog).set("OutputIntents", vec![intent.into(), intent.into()]);
});
trips!(x4_o1_identifier, "X4-O1.identifier", |s| {
    let intent = s.intent;
    s.dict(intent).remove(b"OutputConditionIdentifier");
});
trips!(x4_o1_info, "X4-O1.info", |s| {
    let intent = s.intent;
    s.dict(intent).remove(b"RegistryName");
});
trips!(x4_o1_profile, "X4-O1.profile", |s| {
    let intent = s.intent;
    s.dict(intent).remove(b"DestOutputProfile");
});
trips!(x4_o2_class, "X4-O2.class", |s| {
    let profile = s.profile;
    s.stream(profile).content[12..16].copy_from_slice(b"mntr");
});
trips!(x4_o2_space, "X4-O2.space", |s| {
    let profile = s.profile;
    s.stream(profile).dict.set("N", 3);
});
trips!(x4_o2_version, "X4-O2.version", |s| {
    let profile = s.profile;
    s.stream(profile).content[8] = 5;
});
trips!(x4_o2_name, "X4-O2.name", |s| {
    let intent = s.intent;
    s.dict(intent).set("OutputConditionIdentifier", Object::string_literal("CGATS TR001"));
});

trips!(x4_b1_media, "X4-B1.media", |s| {
    let page = s.page;
    s.dict(page).remove(b"MediaBox");
});
trips!(x4_b1_trim, "X4-B1.trim", |s| {
    let page = s.page;
    s.dict(page).set("ArtBox", numbers([20, 20, 280, 380]));
});
trips!(x4_b2_nesting, "X4-B2.nesting", |s| {
    s.repaint("/Over gs 0 0 0 1 k BT /F1 10 Tf 40 200 Td <0001> Tj ET");
    let page = s.page;
    s.dict(page).set("BleedBox", numbers([-5, 11, 289, 389]));
});
trips!(x4_b3_preferences, "X4-B3.preferences", |s| {
    let catalog = s.catalog;
    s.dict(catalog).set("ViewerPreferences", dictionary! { "PrintArea" => "TrimBox" });
});
trips!(x4_z1_media, "X4-Z1.media", |s| s.paint("0 0 0 1 k 400 100 20 20 re f"));

trips!(x4_c1_rgb, "X4-C1.rgb", |s| s.paint("/Knock gs 1 0 0 rg 40 300 30 30 re f"));
trips!(x4_c2_spot, "X4-C2.spot", "max_spots: 1", |s| {
    s.spot("S1", b"HKS 41 K", [1.0, 0.7, 0.0, 0.1]);
    s.spot("S2", b"HKS 41 K", [1.0, 0.6, 0.0, 0.1]);
});
trips!(x4_c3_group, "X4-C3.group", |s| {
    let page = s.page;
    s.dict(page).set("Group", dictionary! { "S" => "Transparency", "CS" => "DeviceRGB" });
});
trips!(x4_c4_icc, "X4-C4.icc", |s| {
    let mut header = vec![0u8; 128];
    header[8] = 5;
    let profile = s.doc.add_object(Stream::new(dictionary! { "N" => 3 }, header));
    s.resource("ColorSpace", "Icc", vec!["ICCBased".into(), profile.into()]);
});
trips!(x4_c4_intent, "X4-C4.intent", |s| s.paint("/Photographic ri"));

/// The clean sheet is DeviceCMYK, so its intent is changed instead; that it is
/// not CMYK would be a second finding of GWG.
#[test]
fn x4_c1_cmyk() {
    let mut sheet = super::Sheet::new();
    let profile = sheet.profile;
    sheet.stream(profile).content[16..20].copy_from_slice(b"RGB ");
    sheet.stream(profile).dict.set("N", 3);
    let preset = "rules: {\"GWG-R0035\": Off}";
    super::assert_trips("X4-C1.cmyk", preset, &Options::default(), |s| *s = sheet);
}

trips!(x4_t1_blend, "X4-T1.blend", |s| s.resource("ExtGState", "Odd", dictionary! { "BM" => "Shiny" }));
trips!(x4_l1_config, "X4-L1.config", |s| {
    let catalog = s.catalog;
    s.dict(catalog).set("OCProperties", dictionary! { "OCGs" => Vec::<Object>::new(), "D" => Dictionary::new() });
});
trips!(x4_l1_automatic, "X4-L1.automatic", |s| {
    let catalog = s.catalog;
    let usage = dictionary! { "Event" => "Print" };
    let default = dictionary! { "Name" => Object::string_literal("Print"), "AS" => vec![usage.into()] };
    s.dict(catalog).set("OCProperties", dictionary! { "OCGs" => Vec::<Object>::new(), "D" => default });
});
trips!(x4_p1_transfer, "X4-P1.transfer", |s| {
    s.resource("ExtGState", "Curve", dictionary! { "TR" => "Identity" });
});
trips!(x4_p1_halftone, "X4-P1.halftone", |s| {
    s.resource("ExtGState", "Screen", dictionary! { "HT" => dictionary! { "HalftoneType" => 6 } });
});
trips!(x4_p1_opi, "X4-P1.opi", |s| {
    let form = dictionary! { "Subtype" => "Form", "OPI" => Dictionary::new() };
    s.stream_resource("XObject", "Z", form, b"");
});
trips!(x4_p1_postscript, "X4-P1.postscript", |s| {
    s.stream_resource("XObject", "Z", dictionary! { "Subtype" => "PS" }, b"showpage");
});
trips!(x4_p1_reference, "X4-P1.reference", |s| {
    let form = dictionary! { "Subtype" => "Form", "Ref" => Dictionary::new() };
    s.stream_resource("XObject", "Z", form, b"");
});
trips!(x4_p1_alternates, "X4-P1.alternates", |s| {
    let alternate = dictionary! { "DefaultForPrinting" => true };
    let image = dictionary! { "Subtype" => "Image", "Alternates" => vec![alternate.into()] };
    s.stream_resource("XObject", "Z", image, b"");
});

trips!(x4_a1_annotation, "X4-A1.annotation", |s| {
    let page = s.page;
    let note = dictionary! { "Subtype" => "Text", "Rect" => numbers([50, 50, 70, 70]) };
    s.dict(page).set("Annots", vec![note.into()]);
});
trips!(x4_a1_printermark, "X4-A1.printermark", |s| {
    let page = s.page;
    let mark = dictionary! { "Subtype" => "PrinterMark", "Rect" => numbers([50, 50, 70, 70]) };
    s.dict(page).set("Annots", vec![mark.into()]);
});
trips!(x4_a1_form, "X4-A1.form", |s| {
    let catalog = s.catalog;
    s.dict(catalog).set("AcroForm", dictionary! { "Fields" => Vec::<Object>::new() });
});
trips!(x4_a1_action, "X4-A1.action", |s| {
    let catalog = s.catalog;
    let action = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.beep()") };
    s.dict(catalog).set("OpenAction", action);
});
trips!(x4_a3_files, "X4-A3.files", |s| {
    let catalog = s.catalog;
    let file = dictionary! { "Type" => "Filespec", "EF" => Dictionary::new() };
    s.dict(catalog).set("AF", vec![file.into()]);
});

trips!(x4_n1_embedded, "X4-N1.embedded", |s| {
    let cid_font = s.cid_font;
    s.dict(cid_font).remove(b"FontDescriptor");
});
trips!(x4_n1_program, "X4-N1.program", |s| {
    let file = s.font_file;
    s.stream(file).set_content(truetype(0)[..100].to_vec());
});
trips!(x4_n1_widths, "X4-N1.widths", |s| {
    let cid_font = s.cid_font;
    s.dict(cid_font).set("W", vec![1.into(), vec![600.into(), 710.into()].into()]);
});
trips!(x4_n1_cidtogid, "X4-N1.cidtogid", |s| {
    let cid_font = s.cid_font;
    s.dict(cid_font).remove(b"CIDToGIDMap");
});
trips!(x4_n1_licence, "X4-N1.licence", |s| {
    let file = s.font_file;
    s.stream(file).set_content(truetype(2));
});
