//! Figures: side by side over the column, on the photo sheet, logos.

use super::{Setter, spaces};
use crate::compose::block::{Block, FigureBlock, Mode};
use crate::compose::document::{ImageId, Item, ItemKind, Owner};
use crate::compose::slice::Slice;
use crate::compose::tags::NodeId;
use crate::geom::{Point, Rect};
use crate::unit::Length;

use super::stack::{Stack, moved, shift};
use crate::compose::slice::Strip;

/// Space between figures and between a figure and its caption.
const GUTTER: Length = Length::mm(5);
pub(super) const CAPTION_GAP: Length = Length::mm(2);
/// Pictures are no higher than this part of the column, in percent.
pub(super) const MAX_HEIGHT_PERCENT: i64 = 45;
/// Pictures side by side are no higher than this.
const MAX_ROW_HEIGHT: Length = Length::mm(70);
/// Thumbnails of the photo sheet are no higher than this.
const THUMBNAIL: Length = Length::mm(42);
/// Cells of the photo sheet are no narrower than this: a caption needs room.
const MIN_CELL: Length = Length::mm(48);
/// Pictures in a row.
const MAX_IN_ROW: usize = 3;

impl Setter<'_> {
    /// Figures in rows of equal height.
    pub(super) fn figures(&mut self, block: &Block, figures: &[FigureBlock], strip: &mut Strip) {
        if block.beside.as_ref().is_some_and(|part| self.stands_beside(part)) {
            return;
        }
        let (before, after) = spaces(block);
        let air = block.style.leading.max(GUTTER);
        for row in rows(figures.len()).map(|range| figures.get(range).unwrap_or(&[])) {
            let mut slice = self.figure_row(block, row);
            slice.before = before.max(air);
            slice.after = after.max(air);
            strip.push(slice);
        }
    }

    fn figure_row(&mut self, block: &Block, figures: &[FigureBlock]) -> Slice {
        let gutters = GUTTER * (figures.len() as i64 - 1).max(0);
        let room = (self.width - gutters).max(Length::mm(1));
        let limit = self.height.scale(MAX_HEIGHT_PERCENT, 100).max(Length::mm(1));
        let limit = if figures.len() > 1 { limit.min(MAX_ROW_HEIGHT) } else { limit };
        let height = common_height(figures, room).min(limit);
        let mut slice = Slice::default();
        let mut x = Length::ZERO;
        for figure in figures {
            let width = width_at(figure, height);
            let rect = Rect::new(x, Length::ZERO, width, height);
            self.place_figure(figure, rect, block, &mut slice);
            // A lone picture that had to shrink still has the whole column
            // for its caption.
            let column = if figures.len() == 1 { self.width } else { width };
            let stack = self.captions(figure, column);
            let at = Point::new(x, height + CAPTION_GAP);
            let bottom = if stack.items.is_empty() { height } else { at.y + stack.height };
            slice.depth = slice.depth.max(stack.depth);
            slice.height = slice.height.max(bottom);
            absorb(&mut slice, stack, at);
            x += width + GUTTER;
        }
        slice
    }

    /// Thumbnails in a grid, their text below; a lone one has it beside.
    pub(super) fn sheet(&mut self, block: &Block, figures: &[FigureBlock], strip: &mut Strip) {
        if let [figure] = figures {
            let mut slice = self.sheet_alone(block, figure);
            self.space_sheet(block, &mut slice);
            strip.push(slice);
            return;
        }
        let columns = self.sheet_columns(figures.len());
        let gutters = GUTTER * (columns as i64 - 1);
        let cell = ((self.width - gutters) / columns as i64).max(Length::mm(1));
        for row in figures.chunks(columns) {
            let mut slice = self.sheet_row(block, row, cell);
            self.space_sheet(block, &mut slice);
            strip.push(slice);
        }
    }

    /// How many figures of a contact sheet stand side by side.
    pub(super) fn sheet_columns(&self, figures: usize) -> usize {
        cells(self.width).min(figures).max(1)
    }

    fn space_sheet(&self, block: &Block, slice: &mut Slice) {
        let (before, after) = spaces(block);
        slice.before = before.max(GUTTER);
        slice.after = after.max(GUTTER);
    }

    /// The pictures of a row stand on one line, so their captions begin on one.
    fn sheet_row(&mut self, block: &Block, figures: &[FigureBlock], cell: Length) -> Slice {
        let side = THUMBNAIL.min(cell);
        let sizes: Vec<_> = figures.iter().map(|figure| thumbnail(figure, cell, side)).collect();
        let line = sizes.iter().map(|size| size.1).max().unwrap_or(Length::ZERO);
        let mut slice = Slice::default();
        let mut x = Length::ZERO;
        for (figure, (width, height)) in figures.iter().zip(sizes) {
            let rect = Rect::new(x, line - height, width, height);
            self.place_figure(figure, rect, block, &mut slice);
            let stack = self.captions(figure, cell);
            let at = Point::new(x, line + CAPTION_GAP);
            slice.depth = slice.depth.max(stack.depth);
            slice.height = slice.height.max(at.y + stack.height);
            absorb(&mut slice, stack, at);
            x += cell + GUTTER;
        }
        slice
    }

    fn sheet_alone(&mut self, block: &Block, figure: &FigureBlock) -> Slice {
        let side = THUMBNAIL.min(self.width.scale(2, 5)).max(Length::mm(1));
        let (width, height) = thumbnail(figure, side, side);
        let rect = Rect::new(Length::ZERO, Length::ZERO, width, height);
        let mut slice = Slice::default();
        self.place_figure(figure, rect, block, &mut slice);
        let left = side + GUTTER;
        let stack = self.captions(figure, self.width - left);
        slice.height = height.max(stack.height);
        absorb(&mut slice, stack, Point::new(left, Length::ZERO));
        slice
    }

    pub(super) fn captions(&mut self, figure: &FigureBlock, width: Length) -> Stack {
        let blocks: Vec<Block> = figure
            .captions
            .iter()
            .map(|(style, pieces)| Block::text(pieces.clone(), style.clone()))
            .collect();
        self.column(&blocks, width)
    }

    pub(super) fn place_figure(
        &self,
        figure: &FigureBlock,
        rect: Rect,
        block: &Block,
        slice: &mut Slice,
    ) {
        slice.items.push(self.image(figure.image, rect, figure.content, block));
        slice.figures.push((figure.figure, rect));
    }

    fn image(&self, image: ImageId, rect: Rect, content: NodeId, block: &Block) -> Item {
        Item {
            kind: ItemKind::Image(image, rect),
            owner: Owner::Node(content),
            letterhead: self.letterhead,
            origin: block.origin.clone(),
        }
    }

    /// A picture without text.
    pub(super) fn logo(
        &self,
        block: &Block,
        image: ImageId,
        (width, height): (Length, Length),
        nodes: Option<(NodeId, NodeId)>,
    ) -> Slice {
        let rect = Rect::new(Length::ZERO, Length::ZERO, width, height);
        let mut slice = Slice { height, ..Slice::default() };
        (slice.before, slice.after) = spaces(block);
        match nodes {
            Some((figure, content)) => {
                slice.items.push(self.image(image, rect, content, block));
                slice.figures.push((figure, rect));
            }
            None => {
                let mut item = self.decoration(ItemKind::Image(image, rect));
                if let Mode::Artifact(kind) = block.mode {
                    item.owner = Owner::Artifact(kind);
                }
                slice.items.push(item);
            }
        }
        slice
    }
}

/// Adds a stack to a slice at a place.
pub(super) fn absorb(slice: &mut Slice, mut stack: Stack, at: Point) {
    stack.items.iter_mut().for_each(|item| shift(item, at.x, at.y));
    slice.items.append(&mut stack.items);
    let figures = stack.figures.into_iter();
    slice.figures.extend(figures.map(|(node, rect)| (node, moved(rect, at.x, at.y))));
    slice.lines = slice.lines.max(stack.lines);
}

/// The height at which the figures fill a width side by side.
fn common_height(figures: &[FigureBlock], room: Length) -> Length {
    // Sum of the aspect ratios in units of 1/10000.
    let aspects: i64 =
        figures.iter().map(|f| i64::from(f.pixels.0) * 10_000 / i64::from(f.pixels.1.max(1))).sum();
    room.scale(10_000, aspects.max(1))
}

fn width_at(figure: &FigureBlock, height: Length) -> Length {
    height.scale(i64::from(figure.pixels.0), i64::from(figure.pixels.1.max(1)))
}

/// Cells of the photo sheet side by side.
fn cells(width: Length) -> usize {
    let fitting = (width + GUTTER).units() / (MIN_CELL + GUTTER).units();
    usize::try_from(fitting).unwrap_or(1).clamp(1, MAX_IN_ROW)
}

/// The size at which a picture fits into a box.
pub(super) fn thumbnail(figure: &FigureBlock, width: Length, height: Length) -> (Length, Length) {
    let full = width_at(figure, height);
    if full <= width {
        return (full, height);
    }
    (width, width.scale(i64::from(figure.pixels.1), i64::from(figure.pixels.0.max(1))))
}

/// Rows of at most three figures, as even as can be.
fn rows(count: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let rows = count.div_ceil(MAX_IN_ROW).max(1);
    (0..rows).map(move |row| row * count / rows..(row + 1) * count / rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_even() {
        let split = |count| rows(count).map(|r| r.len()).collect::<Vec<_>>();
        assert_eq!(split(1), [1]);
        assert_eq!(split(4), [2, 2]);
        assert_eq!(split(7), [2, 2, 3]);
    }

    #[test]
    fn the_sheet_has_as_many_cells_as_captions_need() {
        assert_eq!([40, 101, 115, 160, 250].map(|w| cells(Length::mm(w))), [1, 2, 2, 3, 3]);
    }
}
