//! Which letter of a paragraph is its initial.

use super::Collector;
use crate::compose::block::{BlockKind, Letter};
use crate::compose::fonts::Emphasis;
use crate::compose::tags::NodeId;
use crate::diag::Diagnostic;
use crate::model::Lang;
use crate::model::layout::{Initial, Style};
use crate::text::style::Piece;

/// What stands before a letter and hangs: quotation marks that open in one of
/// the languages, what opens Spanish sentences, brackets.
const OPENING: &[char] = &['„', '“', '"', '«', '»', '‚', '‘', '‹', '›', '¿', '¡', '(', '['];
/// Spaces that French sets within its marks.
const WITHIN: &[char] = &['\u{a0}', '\u{202f}', ' '];

impl Collector<'_, '_> {
    /// Gives the paragraph that a field begins with its initial, where the
    /// style of the field has one. A list, a heading or the name of a speaker
    /// has none; nor has what begins with a number or a link, which is said.
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
        let found = if is_link { Err("a link".into()) } else { letter(&text.pieces, &lang) };
        let (hung, end) = match found {
            Ok(found) => found,
            Err(start) => {
                let message = format!("a paragraph that begins with {start} has no initial");
                let finding = Diagnostic::note("without-initial", message)
                    .hint("begin it with a word, or leave it as it is");
                self.diags.push(match &block.origin {
                    Some(origin) => finding.at(origin),
                    None => finding,
                });
                return;
            }
        };
        let of_word = piece_at(&text.pieces, hung).unwrap_or(first);
        let emphasis = taken(initial, self.fonts.emphasis(&of_word.setting));
        let setting = self.fonts.apart(&drawn(style, initial), emphasis, &lang, self.diags);
        let (lines, gap) = (initial.lines, initial.gap);
        text.initial = Some(Box::new(Letter { lines, gap, setting, hung, end }));
    }
}

/// The style of the letter. It is drawn as a capital, whatever is written.
fn drawn(style: &Style, initial: &Initial) -> Style {
    Style {
        family: initial.family.as_ref().unwrap_or(&style.family).clone(),
        weight: initial.weight.unwrap_or(style.weight),
        italic: initial.italic.unwrap_or(style.italic),
        color: initial.color,
        tracking: crate::unit::Em::ZERO,
        features: Vec::new(),
        uppercase: true,
        ..style.clone()
    }
}

/// What of the emphasis of its word the letter takes: what its style does not
/// say itself. A font of its own is taken as it is.
fn taken(initial: &Initial, word: Emphasis) -> Emphasis {
    let open = initial.family.is_none();
    Emphasis {
        strong: word.strong && open && initial.weight.is_none(),
        emphasis: word.emphasis && open && initial.italic.is_none(),
        color: None,
    }
}

/// The piece that a byte of the text belongs to.
fn piece_at(pieces: &[Piece], byte: usize) -> Option<&Piece> {
    let mut end = 0;
    pieces.iter().find(|piece| {
        end += piece.text.len();
        end > byte
    })
}

/// Where the marks before the first letter end and where it ends itself, in
/// bytes of the pieces; what the text begins with when that is no letter.
fn letter(pieces: &[Piece], lang: &Lang) -> Result<(usize, usize), String> {
    let id = pieces.first().map_or(0, |first| first.id);
    let of_first = pieces.iter().take_while(|piece| piece.id == id && !piece.address);
    let text: String = of_first.map(|piece| piece.text.as_str()).collect();
    let marks = text.trim_start_matches(OPENING);
    let quoted = marks.len() < text.len();
    let start = if quoted { marks.trim_start_matches(WITHIN) } else { marks };
    let hung = text.len() - start.len();
    if start.starts_with(char::is_numeric) {
        return Err("a number".into());
    }
    if !start.starts_with(char::is_alphabetic) {
        let sign = text.chars().next();
        return Err(sign.map_or_else(|| "an address".into(), |sign| format!("`{sign}`")));
    }
    // In Dutch, ij is one letter.
    let is_ij = lang.primary() == "nl" && (start.starts_with("IJ") || start.starts_with("ij"));
    let letters = if is_ij { 2 } else { 1 };
    let mut rest = start.char_indices().skip(letters).skip_while(|(_, c)| is_mark(*c));
    let length = rest.next().map_or(start.len(), |(at, _)| at);
    Ok((hung, hung + length))
}

/// Whether a character is written onto the one before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}')
}
