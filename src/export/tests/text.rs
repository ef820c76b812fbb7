//! Text comes out as it was written, and lies where the document puts it.

use std::sync::Arc;

use super::reader::{glyphs, load};
use super::sample::{Builder, release, tiny};
use super::write;
use crate::compose::document::{Document, ItemKind};
use crate::compose::tags::{Role, TagTree};
use crate::export::Edition;
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// What each glyph should be: page, x, y, text; positions in points.
fn expected(document: &Document) -> Vec<(usize, f64, f64, String)> {
    let mut all = Vec::new();
    for (number, page) in document.pages.iter().enumerate() {
        for item in &page.items {
            let ItemKind::Glyphs(at, run) = &item.kind else { continue };
            let mut pen = at.x;
            for glyph in &run.glyphs {
                let text = &run.text[glyph.text.start as usize..glyph.text.end as usize];
                let (x, y) = (pen + glyph.dx, at.y + glyph.dy);
                all.push((number, x.to_pt(), y.to_pt(), text.to_owned()));
                pen += glyph.advance;
            }
        }
    }
    all
}

fn change_first_run(document: &mut Document, change: impl Fn(&mut GlyphRun)) {
    let item = &mut document.pages[0].items[0];
    if let ItemKind::Glyphs(_, run) = &mut item.kind {
        change(Arc::make_mut(run));
    }
}

#[test]
fn every_glyph_lies_where_the_document_puts_it_in_all_editions() {
    let document = release();
    let expected = expected(&document);
    for edition in Edition::ALL {
        let seen = glyphs(&load(&write(&document, edition)));
        assert_eq!(seen.len(), expected.len());
        for (seen, (page, x, y, text)) in seen.iter().zip(&expected) {
            assert_eq!((seen.page, &seen.text), (*page, text));
            // 0.75/1000 em at up to 18 pt, and half a thousandth of a point.
            assert!((seen.x - x).abs() < 0.0145, "{edition:?} {text}: {} not {x}", seen.x);
            assert!((seen.y - y).abs() < 0.0006, "{edition:?} {text}: {} not {y}", seen.y);
        }
    }
}

#[test]
fn scaled_and_shifted_glyphs_do_not_drift() {
    let mut document = release();
    change_first_run(&mut document, |run| {
        run.x_scale = 9_850;
        for (index, glyph) in run.glyphs.iter_mut().enumerate() {
            glyph.advance = glyph.advance.scale(9_850, 10_000) + Length::from_units(33);
            glyph.dx = Length::from_units(index as i64 * 100);
            glyph.dy = -Length::from_units(index as i64 * 5_000);
        }
    });
    let seen = glyphs(&load(&write(&document, Edition::Mail)));
    for (seen, (_, x, y, _)) in seen.iter().zip(expected(&document)) {
        assert!((seen.x - x).abs() < 0.0145 && (seen.y - y).abs() < 0.0011, "{seen:?}: {x} {y}");
    }
}

#[test]
fn one_glyph_shows_several_texts() {
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(1), "A-B C\u{A0}D");
    change_first_run(&mut b.document, |run| {
        // The hyphen as a soft one, as at a line end; a capital written small.
        run.text = "a\u{AD}B C\u{A0}D".into();
        let mut at = 0;
        for (glyph, c) in run.glyphs.iter_mut().zip("a\u{AD}B C\u{A0}D".chars()) {
            glyph.text = at..at + c.len_utf8() as u32;
            at += c.len_utf8() as u32;
        }
    });
    b.block(TagTree::ROOT, Role::H(2), "A-B");
    let file = load(&write(&b.document, Edition::Mail));
    let text: String = glyphs(&file).into_iter().map(|g| g.text).collect();
    assert_eq!(text, "a\u{AD}B C\u{A0}DA-B");
}

#[test]
fn clusters_of_several_glyphs_carry_their_text_whole() {
    let mut document = tiny();
    change_first_run(&mut document, |run| {
        run.text = "ßrz gesagt".into();
        // Two glyphs for one letter, then the rest as it is.
        let shown: [(u32, u32); 11] = [
            (0, 2),
            (2, 2),
            (2, 3),
            (3, 4),
            (4, 5),
            (5, 6),
            (6, 7),
            (7, 8),
            (8, 9),
            (9, 10),
            (10, 11),
        ];
        for (glyph, (start, end)) in run.glyphs.iter_mut().zip(shown) {
            glyph.text = start..end;
        }
    });
    let options = crate::export::Options { pretty: true, ..Default::default() };
    let exporter = crate::export::Exporter::new();
    let output = crate::export::export(&document, Edition::Mail, &options, &exporter).unwrap();
    let content = String::from_utf8_lossy(&output.bytes);
    assert!(content.contains("/Span<</ActualText<FEFF00DF>>>BDC"), "{content}");
    let text: String = glyphs(&load(&output.bytes)).into_iter().map(|g| g.text).collect();
    assert!(text.starts_with("ß\u{200B}rz"), "{text}");
}

/// An initial stands far from its word; the word is read where its rest is.
#[test]
fn a_run_may_be_read_otherwise_than_it_shows() {
    let options = crate::export::Options { pretty: true, ..Default::default() };
    let exporter = crate::export::Exporter::new();
    for edition in [Edition::Mail, Edition::Print] {
        for (read, span) in [("", "<FEFF>"), ("Die", "<FEFF004400690065>")] {
            let mut document = tiny();
            change_first_run(&mut document, |run| run.read_as = Some(read.into()));
            let output = crate::export::export(&document, edition, &options, &exporter).unwrap();
            let content = String::from_utf8_lossy(&output.bytes);
            let start = format!("/ActualText{span}>>BDC");
            assert_eq!(content.matches(&start).count(), 1, "{content}");
            assert_eq!(deepest(&content), 1, "no sequence stands in another: {content}");
            let plain = crate::export::export(&tiny(), edition, &options, &exporter).unwrap();
            let text = |bytes: &[u8]| -> String {
                glyphs(&load(bytes)).into_iter().map(|glyph| glyph.text).collect()
            };
            assert_eq!(text(&output.bytes), text(&plain.bytes), "glyphs keep their letters");
        }
    }
}

/// A cluster within what is read as a whole would be read once more.
#[test]
fn a_run_read_as_a_whole_has_no_clusters_of_its_own() {
    let mut document = tiny();
    change_first_run(&mut document, |run| {
        run.read_as = Some("".into());
        for glyph in run.glyphs.iter_mut().take(2) {
            glyph.text = 0..2;
        }
    });
    let options = crate::export::Options { pretty: true, ..Default::default() };
    let exporter = crate::export::Exporter::new();
    let output = crate::export::export(&document, Edition::Mail, &options, &exporter).unwrap();
    let content = String::from_utf8_lossy(&output.bytes);
    assert_eq!(content.matches("/ActualText").count(), 1, "{content}");
}

/// How deep sequences of marked content stand in one another.
fn deepest(content: &str) -> i32 {
    let steps = content.lines().map(|line| match line {
        _ if line.ends_with("BDC") => 1,
        "EMC" => -1,
        _ => 0,
    });
    let mut depth = 0;
    let depths = steps.map(|step| {
        depth += step;
        depth
    });
    depths.max().unwrap_or(0)
}
