//! A paragraph: collect, shape, list boxes and glue, break, assemble lines.

mod assemble;
mod collect;
mod items;
mod line;
mod measure;
mod report;
#[cfg(test)]
mod tests;

pub use measure::Measure;

use super::breaker::{Alignment, LineWidths, Measure as Room, Params};
use super::glyph::Line;
use super::style::{ParagraphSetting, Piece};
use super::typesetter::{Scratch, Typesetter};
use crate::diag::Diagnostics;
use crate::model::layout::Align;
use crate::unit::Length;

/// Working memory of a paragraph, reused for the next one.
#[derive(Default)]
pub(super) struct Work {
    collected: collect::Collected,
    listed: items::Listed,
    slots: line::Slots,
}

impl Typesetter {
    /// Sets a paragraph. Never fails: missing glyphs, lines that stick out
    /// and lines stretched beyond tolerance are reported to `diags`.
    ///
    /// The texts of the runs of all lines, one after the other, are the texts
    /// of the pieces, but for soft hyphens: one at which a line ends is kept
    /// (and drawn as a hyphen), hyphenation adds others, the rest is left
    /// out. A forced break (U+2028) becomes a space without width. A space at
    /// a line end is kept as a glyph without width.
    pub fn set_paragraph(
        &self,
        scratch: &mut Scratch,
        pieces: &[Piece],
        setting: &ParagraphSetting,
        diags: &mut Diagnostics,
    ) -> Vec<Line> {
        let mut work = std::mem::take(&mut scratch.work);
        collect::collect(self, scratch, pieces, &mut work.collected);
        report::missing_glyphs(pieces, &work.collected, diags);
        let Work { collected, listed, slots } = &mut work;
        items::list(pieces, collected, setting, &mut scratch.shaper, listed);
        let (widths, params) = (widths(setting), params(pieces, setting));
        let breaks = scratch.breaker.break_lines(&listed.items, &widths, &params);
        let mut lines = Vec::with_capacity(breaks.lines.len());
        for (index, line) in breaks.lines.iter().enumerate() {
            let next = breaks.lines.get(index + 1).map_or(listed.items.len(), |next| next.start);
            slots.gather(collected, listed, (line, next), &mut scratch.shaper);
            report::line(pieces, slots, line, setting, diags);
            let fill = listed.ends_paragraph(line.break_at);
            lines.push(assemble::line((pieces, collected), slots, (line, fill), setting));
        }
        scratch.work = work;
        lines
    }
}

/// The room for each line.
fn widths(setting: &ParagraphSetting) -> LineWidths {
    let room = |(indent, width)| Room { indent, width };
    let rest = room((Length::ZERO, setting.width));
    let mut first: Vec<_> = setting.first_widths.iter().copied().map(room).collect();
    if setting.first_indent != Length::ZERO {
        if first.is_empty() {
            first.push(rest);
        }
        if let Some(line) = first.first_mut() {
            line.indent += setting.first_indent;
            line.width -= setting.first_indent;
        }
    }
    LineWidths::listed(first, rest)
}

/// The breaker's settings: those of the layout, scaled by the largest text.
fn params(pieces: &[Piece], setting: &ParagraphSetting) -> Params {
    let size = pieces.iter().map(|piece| piece.setting.size).max().unwrap_or_default();
    let params = Params {
        max_ladder: setting.fit.max_hyphen_ladder,
        emergency_stretch: size,
        min_last_line: (size * 2).max(setting.first_indent),
        ..Params::for_size(size)
    };
    match setting.align {
        Align::Justify => Params { alignment: Alignment::Justified, ..params },
        Align::Left | Align::Right | Align::Center => params.ragged(size * 4),
    }
}
