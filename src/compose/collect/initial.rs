//! Which letter of a paragraph is its initial.

use super::Collector;
use crate::compose::block::{BlockKind, Letter};
use crate::compose::tags::NodeId;
use crate::model::Lang;
use crate::model::layout::{Initial, Style};
use crate::text::style::Piece;

/// Quotation marks that open in one of the languages.
const OPENING: &[char] = &['„', '“', '"', '«', '»', '‚', '‘', '‹', '›'];
/// Spaces that French sets within its marks.
const WITHIN: &[char] = &['\u{a0}', '\u{202f}'];

impl Collector<'_, '_> {
    /// Gives the paragraph that a field begins with its initial, where the
    /// style of the field has one. What begins with a number, a link, a list
    /// or the name of a speaker has none.
    pub(super) fn initial(&mut self, from: usize, style: &str) {
        let Some(style) = self.layout.styles.get(style) else { return };
        let Some(initial) = &style.initial else { return };
        let Some(block) = self.blocks.get_mut(from).filter(|block| block.style.name == style.name)
        else {
            return;
        };
        let BlockKind::Text(text) = &mut block.kind else { return };
        let Some(first) = text.pieces.first().filter(|_| text.label.is_none()) else { return };
        let node = NodeId(first.id);
        let is_link = self.links.binary_search_by_key(&node, |link| link.content).is_ok();
        let lang = first.setting.lang.clone();
        let Some((hung, end)) = letter(&text.pieces, &lang).filter(|_| !is_link) else { return };
        let setting = self.fonts.apart(&drawn(style, initial), &lang, self.diags);
        let (lines, gap) = (initial.lines, initial.gap);
        text.initial = Some(Box::new(Letter { lines, gap, setting, hung, end }));
    }
}

/// The style of the letter. It is drawn as a capital, whatever is written.
fn drawn(style: &Style, initial: &Initial) -> Style {
    Style {
        family: initial.family.clone(),
        weight: initial.weight,
        italic: initial.italic,
        color: initial.color,
        tracking: crate::unit::Em::ZERO,
        features: Vec::new(),
        uppercase: true,
        ..style.clone()
    }
}

/// Where the quotation marks before the first letter end and where it ends
/// itself, in bytes of the pieces; `None` when the text begins otherwise.
fn letter(pieces: &[Piece], lang: &Lang) -> Option<(usize, usize)> {
    let first = pieces.first()?;
    let of_first = pieces.iter().take_while(|piece| piece.id == first.id && !piece.address);
    let text: String = of_first.map(|piece| piece.text.as_str()).collect();
    let marks = text.trim_start_matches(OPENING);
    let quoted = marks.len() < text.len();
    let start = if quoted { marks.trim_start_matches(WITHIN) } else { marks };
    let hung = text.len() - start.len();
    if !start.starts_with(char::is_alphabetic) {
        return None;
    }
    // In Dutch, ij is one letter.
    let is_ij = lang.primary() == "nl" && (start.starts_with("IJ") || start.starts_with("ij"));
    let letters = if is_ij { 2 } else { 1 };
    let mut rest = start.char_indices().skip(letters).skip_while(|(_, c)| is_mark(*c));
    let length = rest.next().map_or(start.len(), |(at, _)| at);
    Some((hung, hung + length))
}

/// Whether a character is written onto the one before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}
