//! Runs: many releases in one file, and pages on sheets.

use std::collections::BTreeSet;

use lopdf::Object;

use super::drawings::logo;
use super::reader::{load, numbers, operations, pages};
use super::sample::{Builder, release, tiny};
use crate::compose::document::Document;
use crate::compose::tags::{Role, TagTree};
use crate::diag::Diagnostics;
use crate::export::run::impose::{Imposition, Up, Way};
use crate::export::run::{Run, RunOutput, export_run};
use crate::export::scale::Scale;
use crate::export::{Exporter, Options};
use crate::geom::Size;
use crate::model::layout::PrintProfile;
use crate::unit::Length;

const SRA3: Size = Size::new(Length::mm(320), Length::mm(450));
const A3: Size = Size::new(Length::mm(297), Length::mm(420));

fn run(documents: &[Document], imposition: Option<Imposition>) -> Result<RunOutput, Diagnostics> {
    let run = Run { name: "Lauf 7", documents, imposition };
    export_run(&run, &Options::default(), &Exporter::new())
}

fn two_sided() -> [Document; 3] {
    [tiny(), release(), tiny()].map(|d| Document { two_sided: true, ..d })
}

#[test]
fn releases_start_on_fronts_and_blanks_are_empty_but_boxed() {
    let output = run(&two_sided(), None).unwrap();
    assert_eq!(output.parts, [(1, 1), (3, 4), (5, 5)]);
    assert_eq!(output.blanks, [2]);
    let file = load(&output.bytes);
    let pages = pages(&file);
    assert_eq!(pages.len(), 5);
    assert!(operations(&file, pages[1]).is_empty());
    let blank = file.get_dictionary(pages[1]).unwrap();
    for name in ["MediaBox", "BleedBox", "TrimBox"] {
        let like = file.get_dictionary(pages[0]).unwrap().get(name.as_bytes()).unwrap();
        assert_eq!(numbers(blank.get(name.as_bytes()).unwrap()), numbers(like));
    }
}

#[test]
fn one_sided_releases_follow_each_other() {
    let output = run(&[tiny(), release()], None).unwrap();
    assert_eq!((output.parts, output.blanks.len()), (vec![(1, 1), (2, 3)], 0));
}

#[test]
fn profile_and_fonts_are_there_once() {
    let output = run(&[release(), release(), release()], None).unwrap();
    let single = run(&[release()], None).unwrap();
    let count = |bytes: &[u8]| {
        let file = load(bytes);
        let streams = file.objects.values().filter_map(|o| o.as_stream().ok());
        let names: Vec<Vec<u8>> = file
            .objects
            .values()
            .filter_map(|o| o.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
            .map(<[u8]>::to_vec)
            .collect();
        let is_profile = |dict: &lopdf::Dictionary| {
            dict.get(b"Type").is_err() && dict.get(b"N").and_then(Object::as_i64).ok() == Some(4)
        };
        (streams.filter(|s| is_profile(&s.dict)).count(), names)
    };
    let (profiles, fonts) = count(&output.bytes);
    assert_eq!(profiles, 1);
    assert_eq!(fonts, count(&single.bytes).1);
    assert_eq!(fonts.iter().collect::<BTreeSet<_>>().len(), fonts.len());
    assert!(output.bytes.len() < 2 * single.bytes.len());
}

#[test]
fn a_logo_is_there_once_and_keeps_its_colours_among_other_palettes() {
    let sheet = |names: &[(&str, &str, Option<&str>)]| {
        let mut builder = Builder::new();
        let inks = |hex: &str| if hex == "#0055aa" { [100.0, 50.0, 0.0, 0.0] } else { [0.0; 4] };
        let of = |&(name, hex, spot)| builder.color(name, inks(hex), hex, spot);
        let color = names.iter().map(of).next_back().unwrap();
        builder.block(TagTree::ROOT, Role::H(1), "Logo");
        builder.image(TagTree::ROOT, logo(color), Some("Das Logo"), Length::mm(20));
        builder.document
    };
    let blue = ("house", "#0055aa", Some("HKS 41 K"));
    let documents = [
        sheet(&[blue]),
        sheet(&[("paper", "#ffffff", None), ("other", "#0055aa", Some("HKS 41 K"))]),
        sheet(&[blue]),
    ];
    let file = load(&run(&documents, None).unwrap().bytes);
    let streams = file.objects.values().filter_map(|o| o.as_stream().ok());
    let forms: Vec<_> = streams
        .filter(|s| s.dict.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Form"))
        .collect();
    let [form] = forms.as_slice() else { panic!("{} forms", forms.len()) };
    let content = String::from_utf8(form.get_plain_content().unwrap()).unwrap();
    assert!(content.contains("/C0 cs 1 scn"), "{content}");
}

#[test]
fn one_ink_with_two_looks_is_told() {
    let sheet = |cyan| {
        let mut builder = Builder::new();
        builder.color("house", [cyan, 50.0, 0.0, 0.0], "#0055aa", Some("HKS 41 K"));
        builder.block(TagTree::ROOT, Role::H(1), "Tinte");
        builder.document
    };
    for (other, told) in [(100.0, false), (90.0, true)] {
        let warnings = run(&[sheet(100.0), sheet(other)], None).unwrap().warnings;
        assert_eq!(warnings.iter().any(|d| d.message.contains("HKS 41 K")), told);
    }
}

#[test]
fn houses_with_other_marks_do_not_share_a_run() {
    let mut other = release();
    other.print.profile = PrintProfile::Offset;
    let found = run(&[release(), other], None).unwrap_err();
    assert!(found.iter().all(|d| d.code == "mixed-run" && d.hint.is_some()));
    assert!(run(&[], None).unwrap_err().iter().any(|d| d.code == "empty-run"));
}

#[test]
fn leaves_are_worked_and_turned_on_two_up_sheets() {
    let imposition = Imposition { up: Up::Two, sheet: SRA3, scale: Scale::TRUE };
    let output = run(&two_sided(), Some(imposition)).unwrap();
    let plan = output.plan.unwrap();
    assert_eq!(plan.way, Way::WorkAndTurn);
    assert_eq!(plan.sheets, [[Some(1), Some(2)], [Some(3), Some(4)], [Some(5), None]]);
    let file = load(&output.bytes);
    let pages = pages(&file);
    assert_eq!(pages.len(), 3);
    let sheet = file.get_dictionary(pages[0]).unwrap();
    let mm = |name: &[u8]| {
        let b = numbers(sheet.get(name).unwrap());
        [b[2] - b[0], b[3] - b[1]].map(|pt| (pt / 72.0 * 254.0).round() / 10.0)
    };
    assert_eq!(mm(b"MediaBox"), [450.0, 320.0]);
    assert_eq!(mm(b"TrimBox"), [426.0, 297.0]);
    assert_eq!(mm(b"BleedBox"), [432.0, 303.0]);
    let shown = |page| {
        let all = operations(&file, page).into_iter().filter(|o| o.operator == "Do");
        all.map(|o| o.operands[0].as_name().unwrap().to_vec()).collect::<Vec<_>>()
    };
    // Page 2 is blank, so nothing is placed for it.
    assert_eq!(shown(pages[0]), [b"P1".to_vec()]);
    assert_eq!(shown(pages[1]), [b"P3".to_vec(), b"P4".to_vec()]);
}

#[test]
fn pages_keep_their_size_on_the_sheet() {
    let imposition = Imposition { up: Up::Two, sheet: SRA3, scale: Scale::TRUE };
    let file = load(&run(&[release()], Some(imposition)).unwrap().bytes);
    for operation in operations(&file, pages(&file)[0]) {
        if operation.operator == "cm" {
            let scale: Vec<f32> =
                operation.operands[..4].iter().map(|n| Object::as_float(n).unwrap()).collect();
            assert_eq!(scale, [1.0, 0.0, 0.0, 1.0]);
        }
    }
}

#[test]
fn sheets_that_are_full_have_no_bleed_and_small_ones_are_refused() {
    let full =
        run(&[release()], Some(Imposition { up: Up::Two, sheet: A3, scale: Scale::TRUE })).unwrap();
    assert!(full.warnings.iter().any(|d| d.code == "sheet-without-bleed"));
    assert!(!full.marks);
    let found =
        run(&[release()], Some(Imposition { up: Up::Four, sheet: SRA3, scale: Scale::TRUE }))
            .unwrap_err();
    let error = found.iter().next().unwrap();
    assert_eq!(error.code, "sheet-too-small");
    assert!(error.hint.as_ref().unwrap().contains("444 x 618 mm"), "{error:?}");
    let sra2 = Size::new(Length::mm(450), Length::mm(640));
    let four =
        run(&two_sided(), Some(Imposition { up: Up::Four, sheet: sra2, scale: Scale::TRUE }))
            .unwrap();
    let sheets = four.plan.unwrap().sheets;
    assert_eq!(sheets[0], [Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(sheets[1], [Some(5), None, None, None]);
}

/// Four A4 pages as A5 on one sheet: with bleed and marks on SRA3, without on A3.
#[test]
fn reduced_pages_lie_by_four_on_small_sheets() {
    for (sheet, marks) in [(SRA3, true), (A3, false)] {
        let scale = Scale::STEP_DOWN;
        let output = run(&two_sided(), Some(Imposition { up: Up::Four, sheet, scale })).unwrap();
        let plan = output.plan.unwrap();
        assert_eq!((plan.marks, plan.sheet, plan.sheets.len()), (marks, sheet, 2));
        let file = load(&output.bytes);
        let first = pages(&file)[0];
        let placed: Vec<_> =
            operations(&file, first).into_iter().filter(|o| o.operator == "cm").collect();
        // Page 2 is blank.
        assert_eq!(placed.len(), 3);
        for matrix in placed {
            assert_eq!(numbers(&Object::Array(matrix.operands))[0] as f32, 0.70707);
        }
        let trim = numbers(file.get_dictionary(first).unwrap().get(b"TrimBox").unwrap());
        let mm = (trim[3] - trim[1]) / 72.0 * 25.4;
        assert!((mm - if marks { 424.2 } else { 420.0 }).abs() < 0.1, "{mm}");
    }
}

#[test]
fn runs_are_the_same_bytes_every_time() {
    let imposition = Some(Imposition { up: Up::Two, sheet: SRA3, scale: Scale::TRUE });
    let documents = two_sided();
    assert!(run(&documents, imposition).unwrap() == run(&documents, imposition).unwrap());
}
