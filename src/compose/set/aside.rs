//! What stands beside the first lines of a paragraph: its initial, a figure,
//! or both. The breaker is told the room of each line; the letter and the
//! figure are painted with the first one.

use std::borrow::Cow;

use super::Setter;
use super::beside::BesideLines;
use super::paragraph::Measure;
use super::stack::shift;
use crate::compose::block::{Block, TextBlock};
use crate::compose::document::Item;
use crate::compose::slice::Slice;
use crate::compose::tags::NodeId;
use crate::diag::Diagnostics;
use crate::geom::Rect;
use crate::model::layout::Style;
use crate::text::glyph::Line;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// A paragraph as it is broken into lines.
pub(super) struct Opened<'t> {
    /// Its text; without the letter that is its initial.
    pub text: Cow<'t, TextBlock>,
    /// With the room of each line.
    pub setting: ParagraphSetting,
    /// What stands beside it, if anything does.
    pub aside: Option<Box<Aside>>,
}

/// What stands beside the first lines. Items are relative to the left edge
/// of the column and the top of the first line.
#[derive(Default)]
pub(super) struct Aside {
    /// What is painted, in the order in which it is read, all of it before
    /// the first line.
    pub items: Vec<Item>,
    /// Figures among it.
    pub figures: Vec<(NodeId, Rect)>,
    /// So many lines must not be parted from what follows them.
    pub kept: usize,
    /// Least white space above.
    pub before: Length,
    /// What stays free above the capitals of the first line.
    pub rise: Length,
    /// What a figure reaches below the last line, if no text follows there.
    pub filler: Length,
    /// What the first word is read with: its initial.
    pub read: String,
}

/// Room taken from a line, left and right.
pub(super) type Inset = (Length, Length);

impl<'t> Opened<'t> {
    /// A paragraph with nothing beside it.
    pub fn plain(text: &'t TextBlock, setting: ParagraphSetting) -> Self {
        Self { text: Cow::Borrowed(text), setting, aside: None }
    }
}

impl Setter<'_> {
    /// How a paragraph of the flow is broken into lines.
    pub(super) fn opened<'t>(
        &mut self,
        block: &Block,
        text: &'t TextBlock,
        previous: Option<&Block>,
        measure: Measure,
    ) -> Opened<'t> {
        let setting = self.flow_setting(block, text, previous, measure);
        if block.beside.is_none() && text.initial.is_none() {
            return Opened::plain(text, setting);
        }
        let beside = block.beside.as_ref().and_then(|part| self.lines_beside(part));
        self.opened_beside((block, text), setting, measure, beside.unwrap_or_default())
    }

    /// The same with some lines beside a figure.
    pub(super) fn opened_beside<'t>(
        &mut self,
        (block, text): (&Block, &'t TextBlock),
        mut setting: ParagraphSetting,
        measure: Measure,
        beside: BesideLines,
    ) -> Opened<'t> {
        let BesideLines { insets, mut aside } = beside;
        inset(&mut setting, measure, &insets);
        let first = insets.first().copied().unwrap_or_default();
        let initial = text.initial.as_ref();
        let set = initial
            .and_then(|letter| self.initial((block, text, letter), &setting, (measure, first)));
        let Some(initial) = set else {
            return Opened { text: Cow::Borrowed(text), setting, aside: Some(aside.into()) };
        };
        aside.items.extend(initial.items);
        aside.kept = aside.kept.max(initial.kept);
        aside.rise = initial.rise;
        aside.read = initial.read;
        let aside = Some(aside.into());
        Opened { text: Cow::Owned(initial.text), setting: initial.setting, aside }
    }

    /// How many lines a paragraph has.
    pub(super) fn count(&mut self, text: &TextBlock, setting: &ParagraphSetting) -> usize {
        let mut said = Diagnostics::new();
        self.typesetter.set_paragraph(self.scratch, &text.pieces, setting, &mut said).len()
    }
}

/// Takes room from the first lines.
pub(super) fn inset(setting: &mut ParagraphSetting, measure: Measure, insets: &[Inset]) {
    if setting.first_widths.len() < insets.len() {
        setting.first_widths.resize(insets.len(), (Length::ZERO, measure.width));
    }
    for ((start, width), (left, right)) in setting.first_widths.iter_mut().zip(insets) {
        *start += *left;
        *width -= *left + *right;
    }
}

impl Aside {
    /// Has the first word read together with its initial.
    pub fn read_first(&self, lines: &mut [Line]) {
        let first = lines.first_mut().and_then(|line| line.runs.first_mut());
        if let Some(run) = first.filter(|_| !self.read.is_empty()) {
            let glyphs = std::sync::Arc::make_mut(&mut run.glyphs);
            glyphs.read_as = Some([self.read.as_str(), &glyphs.text].concat().into());
        }
    }

    /// Paints it with the first line and keeps the lines beside it together.
    pub fn join(&mut self, style: &Style, slices: &mut [Slice]) {
        for slice in slices.iter_mut().take(self.kept) {
            slice.end.add(|faults| faults.keep = true);
        }
        if let Some(first) = slices.first_mut() {
            let lines = std::mem::replace(&mut first.items, std::mem::take(&mut self.items));
            first.items.extend(lines);
            first.figures.append(&mut self.figures);
            self.make_room(style, first);
        }
    }

    /// Keeps free what rises above the first line: below the upper edge of
    /// its box, or else below the descenders of what stands above.
    fn make_room(&mut self, style: &Style, first: &mut Slice) {
        if self.rise == Length::ZERO {
            return;
        }
        if style.border.is_none() && style.fill.is_none() && style.rule_above.is_none() {
            self.before = self.before.max(self.rise + first.depth - first.lead);
            return;
        }
        let room = (self.rise - style.padding.top).max(Length::ZERO);
        first.height += room;
        first.items.iter_mut().for_each(|item| shift(item, Length::ZERO, room));
        first.figures.iter_mut().for_each(|(_, rect)| rect.origin.y += room);
    }

    /// Keeps the white space that it needs above and below.
    pub fn clear(&self, slices: &mut Vec<Slice>) {
        if let Some(first) = slices.first_mut() {
            first.before = first.before.max(self.before);
        }
        if let Some(last) = slices.last_mut().filter(|_| self.filler > Length::ZERO) {
            let filler = Slice {
                height: self.filler,
                after: std::mem::take(&mut last.after),
                ..Slice::default()
            };
            last.end.add(|faults| faults.keep = true);
            slices.push(filler);
        }
    }
}
