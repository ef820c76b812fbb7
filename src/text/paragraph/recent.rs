//! Short paragraphs that were set lately.
//!
//! The lines of a letterhead stand on every page and on every sheet of a
//! house; they are set once. What is kept is a pure function of text and
//! setting, so it changes no byte, and there is little of it.

use std::sync::Arc;

use super::super::glyph::Line;
use super::super::style::{ParagraphSetting, Piece, TextSetting};

/// The longest text that is kept, in bytes.
const LONGEST: usize = 120;
/// So many paragraphs are kept; then the oldest makes room.
const KEPT: usize = 64;

/// The paragraphs kept.
#[derive(Default)]
pub(in crate::text) struct Recent {
    paragraphs: Vec<Paragraph>,
    /// Where the next one goes when there is no room left.
    oldest: usize,
}

struct Paragraph {
    parts: Vec<Part>,
    setting: ParagraphSetting,
    lines: Vec<Line>,
}

/// What of a piece decides how it is set, and the number it had.
struct Part {
    text: String,
    setting: Arc<TextSetting>,
    unbreakable: bool,
    address: bool,
    id: u32,
}

impl Part {
    fn is(&self, piece: &Piece) -> bool {
        self.text == piece.text
            && (self.unbreakable, self.address) == (piece.unbreakable, piece.address)
            && same(&self.setting, &piece.setting)
    }
}

/// Whether two settings are equal; faces are when they are the same.
fn same(a: &Arc<TextSetting>, b: &Arc<TextSetting>) -> bool {
    let mut pairs = a.faces.iter().zip(&b.faces);
    Arc::ptr_eq(a, b)
        || (a.size, a.color, a.tracking, a.uppercase) == (b.size, b.color, b.tracking, b.uppercase)
            && a.features == b.features
            && a.lang == b.lang
            && a.faces.len() == b.faces.len()
            && pairs.all(|(a, b)| Arc::ptr_eq(a, b))
}

/// Whether paragraphs of these pieces are kept.
pub(super) fn is_short(pieces: &[Piece]) -> bool {
    pieces.iter().map(|piece| piece.text.len()).sum::<usize>() <= LONGEST
}

impl Recent {
    /// The lines of a paragraph, with the numbers of its own pieces.
    pub(super) fn lines(&self, pieces: &[Piece], setting: &ParagraphSetting) -> Option<Vec<Line>> {
        let kept = self.paragraphs.iter().find(|kept| {
            kept.parts.len() == pieces.len()
                && kept.parts.iter().zip(pieces).all(|(part, piece)| part.is(piece))
                && kept.setting == *setting
        })?;
        let mut lines = kept.lines.clone();
        for run in lines.iter_mut().flat_map(|line| &mut line.runs) {
            let at = kept.parts.iter().position(|part| part.id == run.piece)?;
            run.piece = pieces.get(at)?.id;
        }
        Some(lines)
    }

    /// Keeps the lines of a paragraph whose pieces can be told apart by their
    /// numbers.
    pub(super) fn keep(&mut self, pieces: &[Piece], setting: &ParagraphSetting, lines: &[Line]) {
        let twice = |(at, piece): (usize, &Piece)| pieces.iter().take(at).any(|p| p.id == piece.id);
        if pieces.iter().enumerate().any(twice) {
            return;
        }
        let part = |piece: &Piece| Part {
            text: piece.text.clone(),
            setting: Arc::clone(&piece.setting),
            unbreakable: piece.unbreakable,
            address: piece.address,
            id: piece.id,
        };
        let parts = pieces.iter().map(part).collect();
        let paragraph = Paragraph { parts, setting: setting.clone(), lines: lines.to_vec() };
        match self.paragraphs.get_mut(self.oldest) {
            Some(oldest) => *oldest = paragraph,
            None => self.paragraphs.push(paragraph),
        }
        self.oldest = (self.oldest + 1) % KEPT;
    }
}
