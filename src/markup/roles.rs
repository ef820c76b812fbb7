//! What a paragraph does in a press release.

use super::tree::{Block, Inline, Paragraph, ParagraphRole};

/// Marks that open a quotation in any of the languages.
const OPENING: &[char] = &['„', '“', '”', '"', '«', '»', '‚', '‘', '‹', '›'];

/// The role of a paragraph that follows `previous`.
pub(super) fn role(text: &[Inline], previous: Option<&Block>) -> ParagraphRole {
    if is_speaker(text) {
        return ParagraphRole::Speaker;
    }
    let spoken = |p: &Paragraph| p.role != ParagraphRole::Plain;
    let follows = matches!(previous, Some(Block::Paragraph(p)) if spoken(p));
    let quoted = match text.first() {
        Some(Inline::Text(run)) => run.text.starts_with(OPENING),
        _ => false,
    };
    if follows && quoted { ParagraphRole::Quotation } else { ParagraphRole::Plain }
}

/// All bold and ending in a colon, which need not be bold itself.
fn is_speaker(text: &[Inline]) -> bool {
    let bold = text.iter().all(|inline| match inline {
        Inline::Text(run) => run.strong || matches!(run.text.trim(), "" | ":"),
        Inline::Break => true,
    });
    let any = text.iter().any(|i| matches!(i, Inline::Text(run) if run.strong));
    let colon = matches!(text.last(), Some(Inline::Text(run)) if run.text.ends_with(':'));
    bold && any && colon
}
