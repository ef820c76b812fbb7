//! The triple edition: what PDF/X-4, PDF/A-2a and PDF/UA-1 want of one file.

use std::collections::BTreeSet;

use super::reader::{dict, entry, glyphs, load, operations, pages};
use super::sample::{everything, release};
use super::write;
use crate::export::Edition;
use crate::model::layout::PrintProfile;

#[test]
fn two_intents_share_one_profile_object() {
    let bytes = write(&release(), Edition::Triple);
    assert!(bytes.starts_with(b"%PDF-1.6\n"));
    let file = load(&bytes);
    let catalog = file.catalog().unwrap();
    let intents = catalog.get(b"OutputIntents").unwrap().as_array().unwrap();
    let intents: Vec<_> = intents.iter().map(|o| dict(&file, o)).collect();
    let kinds: Vec<_> = intents.iter().map(|i| i.get(b"S").unwrap().as_name().unwrap()).collect();
    assert_eq!(kinds, [b"GTS_PDFX".as_slice(), b"GTS_PDFA1"]);
    let profiles: BTreeSet<_> = intents
        .iter()
        .map(|i| i.get(b"DestOutputProfile").unwrap().as_reference().unwrap())
        .collect();
    assert_eq!(profiles.len(), 1);
    for absent in ["Names", "AF", "OpenAction", "AA"] {
        assert!(catalog.get(absent.as_bytes()).is_err(), "{absent}");
    }
}

#[test]
fn it_is_tagged_without_links_and_named_by_all_three_standards() {
    let bytes = write(&everything(), Edition::Triple);
    let file = load(&bytes);
    let catalog = file.catalog().unwrap();
    assert!(entry(&file, catalog, "MarkInfo").as_dict().unwrap().get(b"Marked").is_ok());
    assert!(catalog.get(b"StructTreeRoot").is_ok());
    for page in pages(&file) {
        assert!(file.get_dictionary(page).unwrap().get(b"Annots").is_err());
    }
    let roles: BTreeSet<&[u8]> = file
        .objects
        .values()
        .filter_map(|o| o.as_dict().ok()?.get(b"S").ok()?.as_name().ok())
        .collect();
    assert!(roles.contains(b"Span".as_slice()) && !roles.contains(b"Link".as_slice()));
    let text = String::from_utf8_lossy(&bytes);
    for wanted in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        "<pdf:Trapped>False</pdf:Trapped>",
        "<pdfaProperty:name>GTS_PDFXVersion</pdfaProperty:name>",
        "<pdfaProperty:name>Trapped</pdfaProperty:name>",
    ] {
        assert!(text.contains(wanted), "{wanted}");
    }
}

#[test]
fn text_lies_where_print_has_it_and_marks_are_artifacts() {
    let mut document = release();
    document.print.profile = PrintProfile::Offset;
    let triple = load(&write(&document, Edition::Triple));
    let print = load(&write(&document, Edition::Print));
    // Slug lines differ: they name the edition.
    let on_the_sheet = |file| {
        let seen = glyphs(file).into_iter();
        seen.filter(|g| g.y < 842.0).collect::<Vec<_>>()
    };
    let (tagged, plain) = (on_the_sheet(&triple), on_the_sheet(&print));
    assert_eq!(tagged.len(), plain.len());
    for (a, b) in tagged.iter().zip(&plain) {
        assert_eq!(
            (a.page, &a.text, &a.fill, a.overprint),
            (b.page, &b.text, &b.fill, b.overprint)
        );
        assert!((a.x - b.x).abs() < 0.001 && (a.y - b.y).abs() < 0.001, "{a:?} {b:?}");
    }
    for page in pages(&triple) {
        let mut depth = 0;
        for operation in operations(&triple, page) {
            match operation.operator.as_str() {
                "BDC" | "BMC" => depth += 1,
                "EMC" => depth -= 1,
                "Tj" | "TJ" | "f" | "S" | "s" | "B" | "Do" => {
                    assert!(depth > 0, "{operation:?} is neither content nor artifact");
                }
                _ => {}
            }
        }
        assert_eq!(depth, 0);
    }
}
