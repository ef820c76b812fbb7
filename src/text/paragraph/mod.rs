//! A paragraph: collect, shape, list boxes and glue, break, assemble lines.

mod assemble;
mod collect;
mod cut;
mod items;
mod letters;
mod line;
mod measure;
mod metrics;
mod near;
mod recent;
mod report;
#[cfg(test)]
mod tests;
mod trace;

pub use measure::Measure;
pub use report::STRETCHED;

use super::breaker::{Alignment, LineWidths, Measure as Room, Params};
use super::glyph::Line;
use super::style::{ParagraphSetting, Piece};
use super::typesetter::{Scratch, Typesetter};
use crate::diag::Diagnostics;
use crate::model::layout::Align;
use crate::unit::Length;
use letters::Letters;
pub(super) use recent::Recent;

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
        if scratch.trace || !recent::is_short(pieces) {
            return self.set_uncached(scratch, pieces, setting, diags);
        }
        if let Some(lines) = scratch.recent.lines(pieces, setting) {
            return lines;
        }
        // Only what nothing is to be said of is kept.
        let mut said = Diagnostics::new();
        let lines = self.set_uncached(scratch, pieces, setting, &mut said);
        if !said.is_empty() {
            return self.set_uncached(scratch, pieces, setting, diags);
        }
        scratch.recent.keep(pieces, setting, &lines);
        lines
    }

    fn set_uncached(
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
        let metrics = metrics::of_pieces(pieces, collected, setting);
        let tokens = &collected.tokens;
        let (widths, params) = (widths(setting), params(pieces, setting));
        let Scratch { shaper, breaker, trace, .. } = scratch;
        // A trace shows all places where a line could have ended.
        let near = if *trace { None } else { near::near(tokens, &metrics, setting, &widths) };
        let nearby = near.and_then(|near| {
            items::list(tokens, &metrics, (true, Some(near)), shaper, listed);
            breaker.break_near(&listed.items, &widths, &params)
        });
        let mut breaks = nearby.unwrap_or_else(|| {
            items::list(tokens, &metrics, (setting.hyphenate, None), shaper, listed);
            breaker.break_lines(&listed.items, &widths, &params)
        });
        let mut cuts = Vec::new();
        if breaks.report.overfull > 0 {
            let (source, lines) = ((tokens.as_slice(), &*metrics), (&widths, setting));
            cuts = cut::cut(source, lines, shaper, listed);
            if !cuts.is_empty() {
                let params = cut::params(&params, size(pieces));
                breaks = breaker.break_lines(&listed.items, &widths, &params);
                report::cuts(pieces, tokens, &cuts, diags);
            }
        }
        let mut lines = Vec::with_capacity(breaks.lines.len());
        for (index, line) in breaks.lines.iter().enumerate() {
            let next = breaks.lines.get(index + 1).map_or(listed.items.len(), |next| next.start);
            let letters = Letters::new(line.box_ratio, setting);
            let source = (tokens.as_slice(), &*listed);
            slots.gather(source, &metrics, (line, next), letters, &mut scratch.shaper);
            // A line of letters alone has nothing to stretch.
            if cuts.is_empty() || !slots.spaces.is_empty() {
                report::line(pieces, slots, line, setting, diags);
            }
            let fill = listed.ends_paragraph(line.break_at);
            let mut set = assemble::line(&metrics, slots, (line, fill), (letters, setting));
            if scratch.trace {
                let how = (breaks.report.pass, fill);
                set.trace = Some(Box::new(trace::line(&listed.items, line, how, &params)));
            }
            lines.push(set);
        }
        scratch.work = work;
        lines
    }
}

/// The room for each line. Lengths beyond any sheet are cut, so that sums of
/// a few of them cannot overflow.
fn widths(setting: &ParagraphSetting) -> LineWidths {
    const LIMIT: Length = Length::mm(1_000_000);
    let room = |(indent, width): (Length, Length)| Room {
        indent: indent.clamp(-LIMIT, LIMIT),
        width: width.clamp(-LIMIT, LIMIT),
    };
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
    LineWidths::listed(first, rest).without_hyphen_after(setting.no_hyphen_after.iter().copied())
}

/// The size of the largest text.
fn size(pieces: &[Piece]) -> Length {
    pieces.iter().map(|piece| piece.setting.size).max().unwrap_or_default()
}

/// The breaker's settings, scaled by the largest text.
///
/// Justified text is meant to be even before it is free of hyphens. Only
/// what comes out nearly ideal without hyphens is left so; otherwise a hyphen
/// costs little, and one search with a wide tolerance weighs spaces, hyphens
/// and blemishes against each other. The values are the best of a grid over
/// the sample release at three widths (`docs/typography.md`): with cheaper
/// hyphens there are more of them and the spaces are hardly more even, with
/// dearer ones the wide column is half as even again. A narrow column is
/// another matter: there a third of all lines would end in a hyphen, and a
/// dearer one leaves the spaces still more even than those of other programs.
/// What other prices and limits give is in `docs/hyphens.md`.
fn params(pieces: &[Piece], setting: &ParagraphSetting) -> Params {
    let size = size(pieces);
    let params = Params {
        max_ladder: setting.fit.max_hyphen_ladder,
        min_last_line: (size * 2).max(setting.first_indent),
        ..Params::for_size(size)
    };
    // No hyphen at all, except where a line cannot be set without.
    let avoid = setting.fit.max_hyphen_ladder == 0;
    match setting.align {
        Align::Justify => Params {
            alignment: Alignment::Justified,
            tolerance_plain: if avoid { 5.0 } else { 0.1 },
            tolerance: 5.0,
            tolerance_wide: 5.0,
            hyphen_penalty: hyphen_penalty(setting.width, size),
            evenness: 50.0,
            ..params
        },
        Align::Left | Align::Right | Align::Center if avoid => {
            Params { tolerance_plain: 3.0, tolerance_wide: 3.0, ..params.ragged(size * 4) }
        }
        Align::Left | Align::Right | Align::Center => params.ragged(size * 4),
    }
}

/// The price of a hyphen in justified text: dearer the narrower the column
/// is below [`NARROW`] ems.
fn hyphen_penalty(width: Length, size: Length) -> f64 {
    /// Where a column begins to be narrow.
    const NARROW: f64 = 28.0;
    let ems = if size > Length::ZERO { width.ratio(size) } else { NARROW };
    30.0 + 25.0 * (NARROW - ems.clamp(0.0, NARROW))
}
