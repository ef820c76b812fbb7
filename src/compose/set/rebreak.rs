//! A paragraph broken into lines again so that lines which end pages end in no hyphen.

use super::{Over, Setter};
use crate::compose::block::{Block, BlockKind, TextBlock};
use crate::compose::slice::{Slice, Strip};
use crate::diag::Diagnostics;
use crate::text::STRETCHED;
use crate::text::glyph::Line;
use crate::text::style::ParagraphSetting;

/// What a paragraph may lose for the end of a page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(in crate::compose) struct Ease {
    /// The largest adjustment ratio of a line that was not as loose before.
    ratio: f64,
}

impl Ease {
    /// Word spaces up to one and a half times their width: nobody sees it.
    pub const TIDY: Self = Self { ratio: 1.0 };
    /// All that is not reported as stretched.
    pub const TOLERABLE: Self = Self { ratio: STRETCHED };
}

/// A paragraph that may be broken again.
#[derive(Clone, Copy, Debug)]
pub(in crate::compose) struct Rebreak<'b> {
    /// The paragraph.
    pub block: &'b Block,
    /// What stands before it.
    pub previous: Option<&'b Block>,
    /// When it goes over to a page of another width.
    pub over: Option<Over>,
    /// Its lines that end pages, ascending.
    pub page_ends: &'b [usize],
}

impl Setter<'_> {
    /// The slices of a paragraph whose lines at page ends end in no hyphen;
    /// `None` when it cannot be set so with ease, or is no plain paragraph.
    pub(in crate::compose) fn rebreak(
        &mut self,
        rebreak: Rebreak<'_>,
        ease: Ease,
    ) -> Option<Vec<Slice>> {
        let BlockKind::Text(text) = &rebreak.block.kind else { return None };
        let style = &rebreak.block.style;
        let boxed = style.border.is_some() || style.fill.is_some();
        // Titles and boxes are kept together anyway.
        if text.soft_breaks || rebreak.block.outline.is_some() || boxed {
            return None;
        }
        self.over = rebreak.over;
        let slices = self.rebreak_text(rebreak, text, ease);
        self.over = None;
        slices
    }

    fn rebreak_text(
        &mut self,
        rebreak: Rebreak<'_>,
        text: &TextBlock,
        ease: Ease,
    ) -> Option<Vec<Slice>> {
        let Rebreak { block, previous, page_ends, .. } = rebreak;
        let measure = self.measure_of(block);
        let mut opened = self.opened(block, text, previous, measure);
        let (natural, said) = self.silent_lines(&opened.text, &opened.setting);
        opened.setting.no_hyphen_after = page_ends.to_vec();
        let (lines, to_say) = self.silent_lines(&opened.text, &opened.setting);
        let free = page_ends.iter().all(|at| lines.get(*at).is_none_or(|line| !line.hyphenated));
        let ladder = opened.setting.fit.max_hyphen_ladder;
        if !free || to_say != said || !ease.takes(&lines, &natural, ladder) {
            return None;
        }
        let mut strip = Strip::default();
        self.lined(block, opened, (measure, lines), &mut strip);
        Some(strip.slices)
    }

    /// Lines and what would be said of them. What is to be said of the
    /// paragraph was said before, and a setting with other findings is not
    /// taken.
    fn silent_lines(
        &mut self,
        text: &TextBlock,
        setting: &ParagraphSetting,
    ) -> (Vec<Line>, Diagnostics) {
        let mut said = Diagnostics::new();
        let lines = self.typesetter.set_paragraph(self.scratch, &text.pieces, setting, &mut said);
        (lines, said)
    }
}

impl Ease {
    /// Whether lines may stand in place of others.
    fn takes(self, lines: &[Line], natural: &[Line], ladder: u8) -> bool {
        let loosest = |lines: &[Line]| lines.iter().map(|line| line.ratio).fold(0.0, f64::max);
        loosest(lines) <= self.ratio.max(loosest(natural))
            && highest_ladder(lines) <= highest_ladder(natural).max(ladder.into())
            && (!ends_in_one_word(lines) || ends_in_one_word(natural))
    }
}

/// The most successive lines that end in a hyphen.
fn highest_ladder(lines: &[Line]) -> usize {
    let mut ladder = 0;
    let ladders = lines.iter().map(|line| {
        ladder = if line.hyphenated { ladder + 1 } else { 0 };
        ladder
    });
    ladders.max().unwrap_or(0)
}

/// Whether the last line is a single word or what is as hard to part.
fn ends_in_one_word(lines: &[Line]) -> bool {
    let Some(last) = lines.last() else { return false };
    let text: String = last.runs.iter().map(|run| run.glyphs.text.as_str()).collect();
    !text.trim().contains(' ')
}
