//! Whole paragraphs, set with the bundled faces.

mod breaks;
mod glyphs;
mod hostile;
mod lines;
mod near;
mod recent;
mod trace;

use super::super::glyph::Line;
use super::super::testing::*;
use crate::model::layout::Align;

/// A paragraph with what German press releases are made of.
const RELEASE: &str = "Am kommenden Freitag treffen sich auf Einladung der Städte Dortmund und \
    Pittsburgh Entscheidungsträger*innen auf der virtuellen Konferenz „Post-Industrial-Cities“, \
    um über die transatlantischen Beziehungen, den Klimaschutz und die Pandemiebekämpfung zu \
    sprechen – ein Neustart, wie Oberbürgermeister und Bürgermeister betonen.";

/// Columns from absurdly narrow to the width of a sheet, in millimetres.
fn columns() -> impl Iterator<Item = i64> {
    (12..60).chain((60..170).step_by(7))
}

/// The texts of the lines of a German paragraph at every width.
fn all_settings(text: &str) -> impl Iterator<Item = Vec<String>> {
    let aligns = [Align::Justify, Align::Left];
    columns().flat_map(move |mm| aligns.map(|align| texts(&set(text, mm, align))))
}

/// All glyphs of a line.
fn glyphs(line: &Line) -> Vec<super::super::glyph::Glyph> {
    line.runs.iter().flat_map(|run| run.glyphs.glyphs.clone()).collect()
}
