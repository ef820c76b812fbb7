//! Paragraphs into slices, one a line, with labels, panels and rules.

use super::aside::Opened;
use super::line::{Strut, strut};
use super::trace::Place;
use super::{Setter, spaces};
use crate::compose::block::{Block, BlockKind, Label, LabelKind, TextBlock};
use crate::compose::document::ItemKind;
use crate::compose::slice::{Panel, Slice, Strip};
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::Point;
use crate::model::layout::{Align, Style};
use crate::text::glyph::Line;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// A forced line break in the text of a piece.
const FORCED: char = '\u{2028}';

/// Text in a narrower column than this is reported.
const LEAST_WIDTH: Length = Length::mm(8);

/// The column that a paragraph is set in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    /// Its left edge in the column of the page.
    pub left: Length,
    /// Its width.
    pub width: Length,
}

impl Setter<'_> {
    pub(super) fn paragraph(
        &mut self,
        block: &Block,
        text: &TextBlock,
        previous: Option<&Block>,
        strip: &mut Strip,
    ) {
        let measure = self.measure_of(block);
        let opened = self.opened(block, text, previous, measure);
        let lines = self.lines(block, &opened.text, &opened.setting);
        self.lined(block, opened, (measure, lines), strip);
    }

    /// How a paragraph of the flow is set.
    pub(super) fn flow_setting(
        &mut self,
        block: &Block,
        text: &TextBlock,
        previous: Option<&Block>,
        measure: Measure,
    ) -> ParagraphSetting {
        let indented = text.running && text.label.is_none() && continues(block, previous);
        let mut setting = self.setting(&block.style, measure.width, indented);
        if let Some(over) = self.over {
            setting.first_widths = vec![(Length::ZERO, measure.width); over.slices];
            setting.width = self.at_width(over.width, |setter| setter.measure_of(block)).width;
        }
        setting
    }

    /// Adds a paragraph whose lines are set.
    pub(super) fn lined(
        &mut self,
        block: &Block,
        Opened { text, mut aside, .. }: Opened<'_>,
        (measure, mut lines): (Measure, Vec<Line>),
        strip: &mut Strip,
    ) {
        let labels = match &text.label {
            Some(label) => self.label_lines(block, label, measure),
            None => Vec::new(),
        };
        let pieces = if text.pieces.is_empty() {
            text.label.as_ref().map_or(&[][..], |label| &label.pieces)
        } else {
            &text.pieces
        };
        let strut = strut(pieces, block.style.size);
        if let Some(aside) = &aside {
            aside.read_first(&mut lines);
        }
        let mut slices = self.slices(block, lines, labels, measure, strut);
        mark_faults(&mut slices);
        if let Some(aside) = &mut aside {
            aside.join(&block.style, &mut slices);
        }
        self.dress(block, &mut slices, strut, strip);
        if let Some(aside) = &aside {
            aside.clear(&mut slices);
        }
        slices.into_iter().for_each(|slice| strip.push(slice));
    }

    /// The lines of a paragraph. A title whose forced breaks leave lines that
    /// do not fit would end in stumps; it is broken again without them.
    fn lines(&mut self, block: &Block, text: &TextBlock, setting: &ParagraphSetting) -> Vec<Line> {
        if !text.soft_breaks {
            return self.typesetter.set_paragraph(self.scratch, &text.pieces, setting, self.diags);
        }
        let mut found = Diagnostics::new();
        let lines = self.typesetter.set_paragraph(self.scratch, &text.pieces, setting, &mut found);
        let breaks = text.pieces.iter().map(|piece| piece.text.matches(FORCED).count());
        let breaks: usize = breaks.sum();
        if breaks == 0 || lines.len() <= breaks + 1 {
            self.diags.extend(found);
            return lines;
        }
        let message = "the forced breaks of the title leave lines that do not fit; \
                       it is broken again";
        let finding = Diagnostic::note("title-breaks", message);
        self.diags.push(match &block.origin {
            Some(origin) => finding.at(origin),
            None => finding,
        });
        let mut pieces = text.pieces.clone();
        for piece in &mut pieces {
            piece.text = piece.text.replace(FORCED, " ");
        }
        self.typesetter.set_paragraph(self.scratch, &pieces, setting, self.diags)
    }

    /// Left edge and width after hanging columns, indents and padding.
    pub(super) fn measure_of(&mut self, block: &Block) -> Measure {
        let style = &block.style;
        let hangs: Length = block.inside.iter().map(|id| self.hang(*id)).sum();
        let border = style.border.map_or(Length::ZERO, |(width, _)| width);
        let left = style.left_indent + block.inset + hangs + style.padding.left + border;
        let right = style.right_indent + block.inset + style.padding.right + border;
        let width = self.width - left - right;
        if width >= LEAST_WIDTH {
            return Measure { left, width };
        }
        let finding = Diagnostic::error(
            "column-too-narrow",
            format!("only {width} are left for text of style `{}`", style.name),
        )
        .hint("nest less deeply, or make indents or margins of the layout smaller");
        self.diags.push(match &block.origin {
            Some(origin) => finding.at(origin),
            None => finding,
        });
        let left = left.min(self.width - LEAST_WIDTH).max(Length::ZERO);
        Measure { left, width: LEAST_WIDTH }
    }

    pub(super) fn setting(
        &self,
        style: &Style,
        width: Length,
        continues: bool,
    ) -> ParagraphSetting {
        ParagraphSetting {
            width,
            first_widths: Vec::new(),
            no_hyphen_after: Vec::new(),
            first_indent: if continues { style.first_indent } else { Length::ZERO },
            align: style.align,
            hyphenate: style.hyphenate,
            fit: style.fit,
            extra_tracking: -i16::try_from(self.tight.tracking).unwrap_or(i16::MAX),
        }
    }

    /// The leading of a style, tightened.
    pub(super) fn leading(&self, style: &Style) -> Length {
        style.leading.scale(1000 - i64::from(self.tight.leading.min(500)), 1000)
    }

    /// The lines of a label and the left edge of its column.
    fn label_lines(
        &mut self,
        block: &Block,
        label: &Label,
        measure: Measure,
    ) -> Vec<(Line, Length)> {
        let gap = label.kind.gap(block.style.size);
        let hang = self.hang(label.hang);
        let mut setting = self.setting(&block.style, hang - gap, false);
        setting.align = if label.kind == LabelKind::Number { Align::Right } else { Align::Left };
        setting.hyphenate = false;
        setting.fit.protrude = false;
        let lines =
            self.typesetter.set_paragraph(self.scratch, &label.pieces, &setting, self.diags);
        let left = measure.left - hang;
        lines.into_iter().map(|line| (line, left)).collect()
    }

    /// One slice a line; lines of the label go beside those of the text.
    fn slices(
        &mut self,
        block: &Block,
        lines: Vec<Line>,
        labels: Vec<(Line, Length)>,
        measure: Measure,
        strut: Strut,
    ) -> Vec<Slice> {
        let count = lines.len().max(labels.len());
        let leading = self.leading(&block.style);
        let mut lines = lines.into_iter();
        let mut labels = labels.into_iter();
        let mut slices = Vec::with_capacity(count);
        for index in 0..count {
            let mut slice = self.empty_line(block, strut);
            if let Some((label, left)) = labels.next() {
                self.paint_line(label, block, left, strut.cap, &mut slice.items);
            }
            if let Some(line) = lines.next() {
                slice.end.add(|faults| faults.hyphen = line.hyphenated);
                let place = Place { left: measure.left, line: (index, count), leading };
                self.traced_line(line, block, (place, strut), &mut slice.items);
            }
            slices.push(slice);
        }
        slices
    }

    /// A line without its text.
    pub(super) fn empty_line(&self, block: &Block, strut: Strut) -> Slice {
        let leading = self.leading(&block.style);
        Slice {
            lead: (leading - strut.cap).max(Length::from_units(1)),
            height: strut.cap,
            depth: strut.depth,
            lines: 1,
            snap: self.grid == Some(leading),
            ..Slice::default()
        }
    }

    /// Adds white space, rules, border and fill of the style.
    fn dress(&mut self, block: &Block, slices: &mut [Slice], strut: Strut, strip: &mut Strip) {
        let style = &block.style;
        let (before, after) = spaces(block);
        let boxed = style.border.is_some() || style.fill.is_some();
        if boxed {
            let id = strip.panel();
            for (index, slice) in slices.iter_mut().enumerate() {
                slice.panel = Some(self.panel(block, id, self.width_of(index)));
                slice.end.add(|faults| faults.keep = true);
            }
        }
        if let Some(first) = slices.first_mut() {
            first.before = before;
            self.dress_top(style, first, boxed, strut);
        }
        let width = self.width_of(slices.len().saturating_sub(1));
        if let Some(last) = slices.last_mut() {
            last.after = after;
            self.dress_bottom(style, last, boxed, (strut, width));
            if boxed {
                last.end.add(|faults| faults.keep = false);
            }
        }
    }

    fn panel(&self, block: &Block, id: usize, width: Length) -> Panel {
        let style = &block.style;
        let hangs: Length = block.inside.iter().map(|id| self.hang(*id)).sum();
        let left = style.left_indent + block.inset + hangs;
        let width = width - left - style.right_indent - block.inset;
        Panel { id, border: style.border, fill: style.fill, left, width }
    }

    fn dress_top(&self, style: &Style, slice: &mut Slice, boxed: bool, strut: Strut) {
        let mut top = Length::ZERO;
        if boxed {
            top += style.border.map_or(Length::ZERO, |(width, _)| width) + style.padding.top;
        }
        if let Some((width, color)) = style.rule_above {
            let air = match boxed {
                true => Length::ZERO,
                false => self.rule_air(style, style.padding.top, strut),
            };
            top += width + air;
            slice.items.iter_mut().for_each(|item| super::stack::shift(item, Length::ZERO, top));
            slice.items.push(self.style_rule(style, width / 2, (width, color), self.width));
        } else {
            slice.items.iter_mut().for_each(|item| super::stack::shift(item, Length::ZERO, top));
        }
        if boxed || style.rule_above.is_some() {
            slice.height += top;
            slice.lead = Length::ZERO;
            slice.snap = false;
        }
    }

    fn dress_bottom(
        &self,
        style: &Style,
        slice: &mut Slice,
        boxed: bool,
        (strut, column): (Strut, Length),
    ) {
        if let Some((width, color)) = style.rule_below {
            let air = self.rule_air(style, style.padding.bottom, strut).max(strut.depth);
            let y = slice.height + air + width / 2;
            slice.items.push(self.style_rule(style, y, (width, color), column));
            slice.height += air + width;
            slice.depth = Length::ZERO;
        }
        if boxed {
            slice.height +=
                style.padding.bottom + style.border.map_or(Length::ZERO, |(width, _)| width);
            slice.depth = Length::ZERO;
        }
    }

    /// Distance of a rule from the capitals below it or the baseline above
    /// it: the padding, or as much as makes both look alike.
    fn rule_air(&self, style: &Style, padding: Length, strut: Strut) -> Length {
        if padding > Length::ZERO {
            return padding;
        }
        ((self.leading(style) - strut.cap + strut.depth) / 2).max(Length::ZERO)
    }

    fn style_rule(
        &self,
        style: &Style,
        y: Length,
        (width, color): (Length, crate::color::ColorId),
        column: Length,
    ) -> crate::compose::document::Item {
        self.decoration(ItemKind::Rule {
            from: Point::new(style.left_indent, y),
            to: Point::new(column - style.right_indent, y),
            width,
            color,
        })
    }
}

/// Whether a paragraph continues the text above it, so that its first line
/// is indented; after headings, lists and figures it is not.
fn continues(block: &Block, previous: Option<&Block>) -> bool {
    previous.is_some_and(|previous| {
        matches!(&previous.kind, BlockKind::Text(text) if text.label.is_none())
            && previous.style.name == block.style.name
            && previous.inside == block.inside
    })
}

/// Widow, orphan and hyphen at the end of a page.
fn mark_faults(slices: &mut [Slice]) {
    let count = slices.len();
    for (index, slice) in slices.iter_mut().enumerate() {
        let last = index + 1 == count;
        slice.end.add(|faults| {
            faults.orphan = index == 0 && !last;
            faults.widow = index + 2 == count;
            faults.hyphen &= !last;
        });
    }
}
