//! Figures with text beside them.
//!
//! A figure stands at a side of the column, its top at the capitals of the
//! first line; the paragraphs after it run beside it, in narrow lines as far
//! as it reaches. The lines beside it stand on one page. Which lines these
//! are depends on the paragraphs before, so all of a group are planned at
//! once, for the width of the column; the plan is asked for by each block.

use std::sync::Arc;

use super::aside::{Aside, Inset};
use super::figure::{CAPTION_GAP, MAX_HEIGHT_PERCENT, absorb, thumbnail};
use super::line::strut;
use super::{Setter, spaces};
use crate::compose::block::{Beside, BesidePart, Block, BlockKind, FigureBlock};
use crate::compose::pages::{Cursor, Grid};
use crate::compose::slice::Slice;
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Point, Rect};
use crate::model::layout::Edge;
use crate::unit::Length;

/// A line of fewer ems is no sensible measure: three or four words of German.
const LEAST_EMS: i64 = 18;
/// What indents of a later paragraph may take from that.
const INDENT_EMS: i64 = 3;
/// A figure is no narrower than this: its caption needs room.
const LEAST_WIDTH: Length = Length::mm(25);
/// With its caption it takes no more of the column than this, in percent.
const MAX_TOTAL_PERCENT: i64 = 60;
/// More lines than this stand on no page.
const MOST_LINES: usize = 2_000;
/// The text covers at least this part of it, in percent; below a smaller part
/// would be a hole.
const LEAST_COVER_PERCENT: i64 = 66;

/// A group at a width.
pub(in crate::compose) struct Planned {
    group: usize,
    width: Length,
    plan: Result<Arc<Plan>, String>,
}

/// How a figure and the paragraphs beside it are set.
struct Plan {
    /// The figure with its caption, where it stands in the column.
    figure: Slice,
    /// What was found in its caption.
    found: Diagnostics,
    /// What it takes from a line.
    inset: Inset,
    /// Of each paragraph that has lines beside it.
    parts: Vec<Part>,
}

/// Lines of a paragraph beside a figure.
#[derive(Clone, Copy, Default)]
struct Part {
    /// So many are narrow.
    narrow: usize,
    /// So many are kept with what follows them.
    kept: usize,
    /// What the figure reaches below the last one, if no text follows.
    filler: Length,
}

/// The lines of a paragraph beside a figure, and the figure with the first.
#[derive(Default)]
pub(super) struct BesideLines {
    /// What is taken from them.
    pub insets: Vec<Inset>,
    /// The figure, in the first paragraph.
    pub aside: Aside,
}

impl Setter<'_> {
    /// Whether a figure stands beside the text after it, and so is set with
    /// that. If it was to and cannot, that is said.
    pub(super) fn stands_beside(&mut self, part: &BesidePart) -> bool {
        match self.planned(&part.group) {
            Ok(plan) => {
                self.diags.extend(plan.found.clone());
                self.standing.insert(part.group.id, self.width);
                true
            }
            Err(reason) => {
                self.standing.remove(&part.group.id);
                let message = format!("no text runs beside the photo: {reason}");
                let finding = Diagnostic::note("not-beside", message)
                    .hint("state another `width` of `LeadPhotos`, or `beside: No` of the photo");
                self.diags.push(match &part.group.block.origin {
                    Some(origin) => finding.at(origin),
                    None => finding,
                });
                false
            }
        }
    }

    /// Notes that a paragraph stands in the column that its figure stands in.
    pub(super) fn follows_figure(&mut self, part: &BesidePart) {
        if self.planned(&part.group).is_ok() {
            self.standing.insert(part.group.id, self.width);
        }
    }

    /// The lines of a paragraph that run beside a figure. Where it is set in
    /// another width than the figure, it stands on another page.
    pub(super) fn lines_beside(&mut self, part: &BesidePart) -> Option<BesideLines> {
        if self.standing.get(&part.group.id) != Some(&self.width) {
            return None;
        }
        let plan = self.planned(&part.group).ok()?;
        let index = part.part.checked_sub(1)?;
        let own = *plan.parts.get(index)?;
        let mut lines = BesideLines {
            insets: vec![plan.inset; own.narrow],
            aside: Aside { kept: own.kept, filler: own.filler, ..Aside::default() },
        };
        if index == 0 {
            let aside = &mut lines.aside;
            aside.items.clone_from(&plan.figure.items);
            aside.figures.clone_from(&plan.figure.figures);
            aside.before = plan.figure.before;
        }
        Some(lines)
    }

    fn planned(&mut self, group: &Beside) -> Result<Arc<Plan>, String> {
        let width = self.width;
        let known = self.besides.iter().find(|p| (p.group, p.width) == (group.id, width));
        if let Some(known) = known {
            return known.plan.clone();
        }
        let (over, outer) = (self.over.take(), std::mem::take(self.diags));
        let plan = self.plan(group).map(Arc::new);
        (self.over, *self.diags) = (over, outer);
        self.besides.push(Planned { group: group.id, width, plan: plan.clone() });
        plan
    }

    fn plan(&mut self, group: &Beside) -> Result<Plan, String> {
        let BlockKind::Figures(figures) = &group.block.kind else { return Err(String::new()) };
        let [figure] = figures.as_slice() else { return Err(String::new()) };
        let tallest = self.height.scale(MAX_HEIGHT_PERCENT, 100).max(Length::mm(1));
        let (width, height) = thumbnail(figure, group.width.of(self.width), tallest);
        if width < LEAST_WIDTH {
            return Err(format!("it would be only {width} wide"));
        }
        let taken = width + group.gap;
        self.mind_measure(group, taken)?;
        let (left, inset) = match group.edge {
            Edge::Left => (Length::ZERO, (taken, Length::ZERO)),
            Edge::Right => (self.width - width, (Length::ZERO, taken)),
        };
        let rect = Rect::new(left, Length::ZERO, width, height);
        let slice = self.figure_beside(group, figure, rect);
        let found = std::mem::take(self.diags);
        if slice.height > self.height.scale(MAX_TOTAL_PERCENT, 100) {
            return Err(format!("with its caption it is {} high", slice.height));
        }
        let parts = self.parts(group, &slice, inset)?;
        Ok(Plan { figure: slice, found, inset, parts })
    }

    /// Refuses what leaves too little room for lines.
    fn mind_measure(&mut self, group: &Beside, taken: Length) -> Result<(), String> {
        for (index, block) in group.paragraphs.iter().enumerate() {
            let least = LEAST_EMS - if index == 0 { 0 } else { INDENT_EMS };
            let width = self.measure_of(block).width - taken;
            if width < block.style.size * least {
                let ems = width.max(Length::ZERO).ratio(block.style.size.max(Length::pt(1)));
                return Err(format!("lines would be {ems:.0} ems wide, less than {least}"));
            }
        }
        Ok(())
    }

    /// Refuses a paragraph with a word that would run into the figure, or leave
    /// holes in the lines before it.
    fn mind_words(&mut self, block: &Block, (left, right): Inset) -> Result<(), String> {
        let BlockKind::Text(text) = &block.kind else { return Ok(()) };
        let width = self.measure_of(block).width - left - right;
        let widest = self.typesetter.measure(self.scratch, &text.pieces).min_width;
        if width.fits(widest) {
            return Ok(());
        }
        // It may be hyphenated.
        let setting = self.setting(&block.style, width, false);
        let mut said = Diagnostics::new();
        self.typesetter.set_paragraph(self.scratch, &text.pieces, &setting, &mut said);
        match said.iter().any(|finding| finding.code == "overfull-line") {
            true => Err(format!("a word is wider than the lines, which would be {width}")),
            false => Ok(()),
        }
    }

    /// The figure at a place, its caption below it.
    fn figure_beside(&mut self, group: &Beside, figure: &FigureBlock, rect: Rect) -> Slice {
        let mut slice = Slice::default();
        self.place_figure(figure, rect, &group.block, &mut slice);
        let stack = self.captions(figure, rect.size.width);
        let top = rect.size.height + CAPTION_GAP;
        slice.height = if stack.items.is_empty() { rect.size.height } else { top + stack.height };
        absorb(&mut slice, stack, Point::new(rect.left(), top));
        slice.before = group.block.style.leading / 2;
        slice
    }

    /// Which lines stand beside the figure.
    fn parts(&mut self, group: &Beside, figure: &Slice, inset: Inset) -> Result<Vec<Part>, String> {
        let bottom = figure.height;
        // A line of the caption stays free below it, so that wide lines do not
        // read on from there.
        let clear = bottom + group.block.style.leading;
        let mut cursor: Option<Cursor> = None;
        let mut parts: Vec<Part> = Vec::new();
        let mut reached = Length::ZERO;
        for (index, block) in group.paragraphs.iter().enumerate() {
            let line = self.first_line(block);
            let pitch = line.lead + line.height;
            let cursor = cursor.get_or_insert_with(|| self.cursor_from(&line));
            let mut ahead = *cursor;
            let top = ahead.place(&line);
            if top >= clear {
                break;
            }
            self.mind_words(block, inset)?;
            let narrow = lines_above(clear - top, pitch);
            let previous = index.checked_sub(1).and_then(|i| group.paragraphs.get(i));
            let count = self.count_beside((block, previous), vec![inset; narrow]);
            let end = line.height + line.depth;
            let beside = narrow.min(count);
            // A narrow line on the next page would stand beside nothing.
            if let Some(above) = parts.last_mut() {
                above.kept = above.narrow;
            }
            let kept = lines_above(bottom - top - end, pitch).min(count);
            let kept = kept.max(beside.saturating_sub(1));
            parts.push(Part { narrow: beside, kept, filler: Length::ZERO });
            reached = top + pitch * (count as i64 - 1) + end;
            if count > narrow {
                return Ok(parts);
            }
            for at in 0..count {
                let before = if at == 0 { line.before } else { Length::ZERO };
                let after = if at + 1 == count { line.after } else { Length::ZERO };
                cursor.place(&Slice { before, after, ..line.bare() });
            }
        }
        if reached >= bottom {
            return Ok(parts);
        }
        if reached < bottom.scale(LEAST_COVER_PERCENT, 100) {
            let (text, figure) = (reached, bottom);
            return Err(format!("there is too little text: {text} beside {figure}"));
        }
        if let Some(last) = parts.last_mut() {
            last.filler = bottom - reached;
        }
        Ok(parts)
    }

    /// The first line of a paragraph, without its text.
    fn first_line(&self, block: &Block) -> Slice {
        let pieces = match &block.kind {
            BlockKind::Text(text) => text.pieces.as_slice(),
            _ => &[],
        };
        let (before, after) = spaces(block);
        let line = self.empty_line(block, strut(pieces, block.style.size));
        Slice { before, after, ..line }
    }

    /// The top of a column that begins with a line.
    fn cursor_from(&self, line: &Slice) -> Cursor {
        let step = self.grid.filter(|_| line.snap);
        Cursor::new(step.map(|step| Grid { step, start: line.height }))
    }

    fn count_beside(
        &mut self,
        (block, previous): (&Block, Option<&Block>),
        insets: Vec<Inset>,
    ) -> usize {
        let BlockKind::Text(text) = &block.kind else { return 0 };
        let measure = self.measure_of(block);
        let setting = self.flow_setting(block, text, previous, measure);
        let lines = BesideLines { insets, aside: Aside::default() };
        let opened = self.opened_beside((block, text), setting, measure, lines);
        self.count(&opened.text, &opened.setting)
    }
}

/// How many lines begin within a height.
fn lines_above(height: Length, pitch: Length) -> usize {
    let (height, pitch) = (height.units().max(0), pitch.units().max(1));
    usize::try_from((height + pitch - 1) / pitch).map_or(0, |lines| lines.min(MOST_LINES))
}
