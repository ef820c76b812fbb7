//! The slug line of print sheets with marks: number, date, edition and page,
//! in the document's own font.

use std::borrow::Cow;
use std::sync::Arc;

use super::Edition;
use super::boxes::Boxes;
use super::cache::Exporter;
use super::font_file::open;
use super::marks::are_painted;
use super::scale::Scale;
use crate::color::Palette;
use crate::compose::document::{Document, ItemKind};
use crate::text::face::Face;
use crate::text::glyph::{Glyph, GlyphRun};
use crate::unit::Length;

/// Size of the slug line.
const SIZE: Length = Length::pt(6);

/// The slug of every page; empty when no marks are painted.
pub(super) fn runs(document: &Document, edition: Edition, exporter: &Exporter) -> Vec<GlyphRun> {
    if !are_painted(document, edition) {
        return Vec::new();
    }
    let pages = 0..document.pages.len();
    lines(pages.map(|page| text(document, edition, page)), document, exporter)
}

/// Lines in the first font of a document.
pub(super) fn lines(
    texts: impl Iterator<Item = String>,
    document: &Document,
    exporter: &Exporter,
) -> Vec<GlyphRun> {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let face = items.into_iter().find_map(|item| match &item.kind {
        ItemKind::Glyphs(_, run) => Some(&run.face),
        _ => None,
    });
    let Some(face) = face else { return Vec::new() };
    texts.map(|text| set(&text, face, exporter)).collect()
}

fn text(document: &Document, edition: Edition, page: usize) -> String {
    let info = &document.info;
    let number = info.number.as_deref().map(|n| format!("{} {n}", info.kind));
    let size = document.pages.get(page).map(|p| p.size).unwrap_or_default();
    let profile = document.print.profile;
    let boxes = document.pages.get(page).map(|p| Boxes::new(p, edition, profile));
    let scale = boxes.map_or(Scale::TRUE, |boxes| boxes.frame.scale);
    let parts = [
        info.organisation.clone(),
        number.unwrap_or_else(|| info.kind.clone()),
        info.date.to_string(),
        edition.name().to_owned(),
        format!("{}/{}", page + 1, document.pages.len()),
        match scale {
            Scale::TRUE => format!("{:.0} x {:.0} mm", size.width.to_mm(), size.height.to_mm()),
            _ => format!("proof at {} %", scale.percent()),
        },
    ];
    parts.join("  -  ")
}

/// A line set smaller where it would run beyond its room: nothing on it may
/// be lost, not even the page number behind a long name.
pub(super) fn fitted(run: &GlyphRun, room: Length) -> Cow<'_, GlyphRun> {
    let width = run.glyphs.iter().fold(Length::ZERO, |sum, glyph| sum + glyph.advance);
    if width <= room {
        return Cow::Borrowed(run);
    }
    let smaller = |length: Length| length.scale(room.units().max(1), width.units());
    let mut run = GlyphRun { size: smaller(run.size), ..run.clone() };
    run.glyphs.iter_mut().for_each(|glyph| glyph.advance = smaller(glyph.advance));
    Cow::Owned(run)
}

/// Sets a text glyph by glyph, without kerning; characters the face lacks
/// are left out.
fn set(text: &str, face: &Arc<Face>, exporter: &Exporter) -> GlyphRun {
    let mut run = GlyphRun {
        face: Arc::clone(face),
        size: SIZE,
        color: Palette::BLACK,
        x_scale: 10_000,
        text: text.to_owned(),
        read_as: None,
        glyphs: Vec::with_capacity(text.len()),
    };
    let font = open(face);
    let (Some(font), Some(known)) = (font, exporter.face(face)) else { return run };
    for (at, character) in text.char_indices() {
        let glyph =
            font.charmap().map_unicode(character).and_then(|g| u16::try_from(g.to_u32()).ok());
        if let Some(id) = glyph {
            let advance = SIZE.scale(known.width(id), 1000);
            let range = at as u32..(at + character.len_utf8()) as u32;
            run.glyphs.push(Glyph { id, advance, dx: Length::ZERO, dy: Length::ZERO, text: range });
        }
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::sample::release;

    #[test]
    fn a_long_line_gets_smaller_and_loses_nothing() {
        let exporter = Exporter::new();
        let runs = lines(std::iter::once("Amt ".repeat(40)), &release(), &exporter);
        let run = &runs[0];
        let width = |run: &GlyphRun| run.glyphs.iter().fold(Length::ZERO, |w, g| w + g.advance);
        let room = Length::mm(90);
        assert!(width(run) > room);
        let fitted = fitted(run, room);
        assert_eq!((fitted.glyphs.len(), &fitted.text), (run.glyphs.len(), &run.text));
        assert!((width(&fitted) - room).abs() < Length::mm(1) && fitted.size < run.size);
        assert_eq!(*super::fitted(run, Length::mm(900)), *run);
    }
}
