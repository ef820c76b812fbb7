//! Initials: the first letter of a paragraph, as high as its first lines.
//!
//! The top of its capitals is that of the first line, its baseline that of
//! the last line beside it; accents rise above, into room that is made for
//! them. Its drawing, not its advance
//! width, begins at the edge of the column, since the white that a font keeps
//! beside its letters grows with them.
//!
//! An opening quotation mark is not left away (R. Bringhurst, The Elements of
//! Typographic Style, 4.1.5). It is set in the size of the text and hung into
//! the margin, on the first line: as large as the initial it would outweigh
//! the word, and before it in the column it would push the letter off the
//! edge that all other lines have.
//!
//! For a reader of the file the letter stands far from its word. The letter
//! reads as nothing, and what is left of the word as the whole word.

use std::sync::Arc;

use super::Setter;
use super::aside::{Inset, inset};
use super::line::strut;
use super::paragraph::Measure;
use crate::compose::block::{Block, Letter, TextBlock};
use crate::compose::document::Item;
use crate::diag::Diagnostics;
use crate::text::glyph::{GlyphRun, Line};
use crate::text::style::{ParagraphSetting, Piece, TextSetting};
use crate::unit::Length;

/// Wider than any letter.
const ROOM: Length = Length::mm(2000);

/// A paragraph with its initial.
pub(super) struct SetInitial {
    /// The paragraph without the letter; its first word is a piece by itself.
    pub text: TextBlock,
    /// With the room that is left.
    pub setting: ParagraphSetting,
    /// The letter and what hangs before it.
    pub items: Vec<Item>,
    /// So many lines are kept with the next.
    pub kept: usize,
    /// So much stays free above the capitals of the first line, for a sign
    /// above the letter.
    pub rise: Length,
    /// What the first word is read with.
    pub read: String,
}

/// The letter at a size.
struct Drawn {
    line: Line,
    /// From the pen position to the left edge of what is drawn.
    left: Length,
    /// How wide it is drawn.
    width: Length,
    /// How far it reaches above its capitals and below its baseline.
    reach: (Length, Length),
    /// What was found on the way.
    said: Diagnostics,
}

impl Setter<'_> {
    /// Sets a paragraph with its initial beside as many lines as there are,
    /// at most those that were asked for; `None` when there are too few, or
    /// too little room.
    pub(super) fn initial(
        &mut self,
        (block, text, letter): (&Block, &TextBlock, &Letter),
        setting: &ParagraphSetting,
        (measure, beside): (Measure, Inset),
    ) -> Option<SetInitial> {
        let rest = without(text, letter.end);
        let strut = strut(&rest.pieces, block.style.size);
        let leading = self.leading(&block.style);
        let lead = leading - strut.cap;
        let room = measure.width - beside.0 - beside.1;
        let mut lines = usize::from(letter.lines);
        while lines > 1 {
            let drop = leading * (lines as i64 - 1);
            let drawn = self.drawn(text, letter, strut.cap + drop)?;
            let width = drawn.width + letter.gap;
            if width * 2 > room {
                lines -= 1;
                continue;
            }
            // A tail comes down into the line below.
            let kept = lines - usize::from(drawn.reach.1 < lead);
            let setting = cut_in(setting, measure, (width, kept + 1), |first| {
                let word = rest.pieces.first().is_some_and(|piece| !starts_blank(piece));
                if word { first } else { first.max(drawn.width + block.style.size / 3) }
            });
            let count = self.count(&rest, &setting);
            if count > kept {
                let read = readable(text, letter, &rest);
                let left = measure.left + beside.0;
                let rise = room_above(&drawn, block.style.size);
                let mut items = self.hung((block, text, letter), (left, strut.cap), &read);
                self.paint(block, drawn, (left, strut.cap + drop), &read, &mut items);
                return Some(SetInitial { text: rest, setting, items, kept, rise, read });
            }
            lines = count.min(lines - 1);
        }
        None
    }

    /// The letter with capitals of a height.
    fn drawn(&mut self, text: &TextBlock, letter: &Letter, height: Length) -> Option<Drawn> {
        let face = letter.setting.faces.first()?;
        let capitals = i64::from(face.cap_height).max(1);
        let size = height.scale(i64::from(face.units_per_em), capitals);
        let setting = Arc::new(TextSetting { size, ..(*letter.setting).clone() });
        let piece = Piece { setting, ..slice(text, letter.hung, letter.end)? };
        let mut said = Diagnostics::new();
        let line = self.apart(piece, &mut said)?;
        let ink = ink(&line)?;
        let reach = (ink.top - height, ink.depth);
        Some(Drawn { line, left: ink.left, width: ink.right - ink.left, reach, said })
    }

    /// The quotation marks before the letter, hung into the margin.
    fn hung(
        &mut self,
        (block, text, letter): (&Block, &TextBlock, &Letter),
        (left, baseline): (Length, Length),
        read: &str,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        let marks = slice(text, 0, letter.hung).filter(|_| letter.hung > 0);
        let mut said = Diagnostics::new();
        if let Some(mut line) = marks.and_then(|piece| self.apart(piece, &mut said)) {
            self.diags.extend(said);
            let air = block.style.size / 16;
            let start = left - line.width - air;
            unread(&mut line, read);
            self.paint_line(line, block, start, baseline, &mut items);
        }
        items
    }

    fn paint(
        &mut self,
        block: &Block,
        drawn: Drawn,
        (left, baseline): (Length, Length),
        read: &str,
        items: &mut Vec<Item>,
    ) {
        self.diags.extend(drawn.said);
        let mut line = drawn.line;
        unread(&mut line, read);
        self.paint_line(line, block, left - drawn.left, baseline, items);
    }

    /// A line of one piece, nothing of it hanging out.
    fn apart(&mut self, piece: Piece, said: &mut Diagnostics) -> Option<Line> {
        let setting = ParagraphSetting::plain(ROOM);
        let lines = self.typesetter.set_paragraph(self.scratch, &[piece], &setting, said);
        lines.into_iter().next()
    }
}

/// Takes the room of the letter from the lines beside it; the first line may
/// ask for more.
fn cut_in(
    setting: &ParagraphSetting,
    measure: Measure,
    (width, lines): (Length, usize),
    first: impl Fn(Length) -> Length,
) -> ParagraphSetting {
    let mut setting = setting.clone();
    let insets: Vec<Inset> = (0..lines)
        .map(|line| (if line == 0 { first(width) } else { width }, Length::ZERO))
        .collect();
    inset(&mut setting, measure, &insets);
    setting.first_indent = Length::ZERO;
    setting
}

/// Whether a text begins with a space.
fn starts_blank(piece: &Piece) -> bool {
    piece.text.starts_with(char::is_whitespace)
}

/// Some bytes at the start of a text, in the setting they begin with.
fn slice(text: &TextBlock, from: usize, to: usize) -> Option<Piece> {
    let all: String = text.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut at = 0;
    let first = text.pieces.iter().find(|piece| {
        at += piece.text.len();
        at > from
    })?;
    let text = all.get(from..to)?.to_owned();
    Some(Piece { text, unbreakable: true, ..first.clone() })
}

/// A text without its first bytes. What is left of the first word is a piece
/// by itself, so that it comes out as a run by itself.
fn without(text: &TextBlock, bytes: usize) -> TextBlock {
    let mut rest = TextBlock { initial: None, ..text.clone() };
    let mut bytes = bytes;
    rest.pieces.retain_mut(|piece| {
        let taken = bytes.min(piece.text.len());
        bytes -= taken;
        piece.text.drain(..taken);
        taken == 0 || !piece.text.is_empty()
    });
    if let Some(first) = rest.pieces.first_mut() {
        let blank = first.text.len() - first.text.trim_start().len();
        let word = first.text.get(blank..).unwrap_or_default();
        if let Some(end) = word.find(char::is_whitespace) {
            let head: String = first.text.drain(..blank + end).collect();
            let piece = Piece { text: head, ..first.clone() };
            rest.pieces.insert(0, piece);
        }
    }
    rest
}

/// What the first word is read with: nothing where there is no word for it.
fn readable(text: &TextBlock, letter: &Letter, rest: &TextBlock) -> String {
    let word = rest.pieces.first().is_some_and(|piece| !piece.text.trim().is_empty());
    let read = slice(text, 0, letter.end).filter(|_| word);
    read.map_or_else(String::new, |piece| piece.text)
}

/// Has a line read as nothing, since the word that follows says it.
fn unread(line: &mut Line, read: &str) {
    if !read.is_empty() {
        for run in &mut line.runs {
            Arc::make_mut(&mut run.glyphs).read_as = Some("".into());
        }
    }
}

/// What stays free above an initial's capitals: nothing for a letter that is
/// only round at the top, else its sign and a little air.
fn room_above(drawn: &Drawn, size: Length) -> Length {
    let rise = drawn.reach.0;
    if rise > size / 4 { rise + size / 5 } else { Length::ZERO }
}

/// What is drawn, from the start of the line and its baseline.
struct Extent {
    left: Length,
    right: Length,
    top: Length,
    depth: Length,
}

/// What a line draws.
fn ink(line: &Line) -> Option<Extent> {
    let boxes = line.runs.iter().flat_map(|run| boxes(run.x, &run.glyphs));
    boxes.reduce(|a, b| Extent {
        left: a.left.min(b.left),
        right: a.right.max(b.right),
        top: a.top.max(b.top),
        depth: a.depth.max(b.depth),
    })
}

fn boxes(start: Length, run: &GlyphRun) -> impl Iterator<Item = Extent> + use<'_> {
    let em = i64::from(run.face.units_per_em).max(1);
    let at = move |units: i32| run.size.scale(i64::from(units), em);
    let mut pen = start;
    run.glyphs.iter().filter_map(move |glyph| {
        let origin = pen + glyph.dx;
        pen += glyph.advance;
        let ink = run.face.ink(glyph.id)?;
        Some(Extent {
            left: origin + at(ink.left),
            right: origin + at(ink.right),
            top: at(ink.top) - glyph.dy,
            depth: glyph.dy - at(ink.bottom),
        })
    })
}
