//! Which words a line could end in: only those are hyphenated and listed in
//! parts.

use super::super::breaker::{Item, LineWidths, Near};
use super::collect::{Kind, Token};
use super::metrics::Metrics;
use crate::model::layout::Align;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// Where lines could end that are near their natural width; `None` where all
/// words have to be listed in parts anyway.
pub(super) fn near<'a>(
    tokens: &[Token],
    metrics: &[Metrics<'_>],
    setting: &ParagraphSetting,
    widths: &'a LineWidths,
) -> Option<Near<'a>> {
    let plain = setting.align == Align::Justify
        && setting.hyphenate
        && setting.first_widths.is_empty()
        && !tokens.iter().any(|token| matches!(token.kind, Kind::Forced));
    if !plain {
        return None;
    }
    let size = metrics.iter().map(Metrics::size).max()?;
    let tracking = metrics.iter().map(|metrics| metrics.tracking.abs()).max()?;
    let spaces = metrics.iter().map(|metrics| match metrics.space() {
        Item::Glue { width, .. } => width,
        Item::Box { .. } | Item::Penalty { .. } => Length::ZERO,
    });
    let hyphens = metrics.iter().map(|metrics| metrics.scaled(metrics.style.hyphen_width(), 0));
    // Two marks that hang out are together within half an em, or, in a face
    // with one width for all, not much wider than the hyphen.
    let margin = (size / 2).max(hyphens.max()? * 5 / 4) + tracking * 2;
    Some(Near::new(widths, margin, spaces.max()?))
}
