//! Which words a line could end in: only those are hyphenated and listed in
//! parts.
//!
//! The end of the nth line lies between two places: not before the lines up
//! to it could be stretched to, and not behind where they could be shrunk to.
//! A word outside all of these windows is one box. That holds for lines up to
//! a ratio of [`NEAR`](breaker::NEAR); whoever looks further needs all parts
//! of all words ([`Breaker::break_near`](breaker::Breaker::break_near)).

use super::super::breaker::{self, Item, LineWidths};
use super::collect::{Kind, Token};
use super::metrics::Metrics;
use crate::model::layout::Align;
use crate::text::style::ParagraphSetting;
use crate::unit::Length;

/// The window in which the next line could end, and how far the words go.
pub(super) struct Near<'a> {
    widths: &'a LineWidths,
    /// Index of the line that ends in the window.
    line: usize,
    /// The window begins where what has been added can be as wide as this ...
    opens: Length,
    /// ... and ends where it cannot be as narrow as this.
    closes: Length,
    /// What has been added, stretched and shrunk.
    widest: Length,
    least: Length,
    /// What hyphens add to a line and what hangs out of it, at most.
    margin: Length,
    /// A space between words, which vanishes where a line ends.
    space: Length,
}

impl<'a> Near<'a> {
    /// The start of a paragraph; `None` where all words have to be listed in
    /// parts anyway.
    pub fn new(
        tokens: &[Token],
        metrics: &[Metrics<'_>],
        setting: &ParagraphSetting,
        widths: &'a LineWidths,
    ) -> Option<Self> {
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
        let mut near = Self {
            widths,
            line: 0,
            opens: Length::ZERO,
            closes: Length::ZERO,
            widest: Length::ZERO,
            least: Length::ZERO,
            margin,
            space: spaces.max()?,
        };
        near.next_window(Length::ZERO);
        Some(near)
    }

    fn next_window(&mut self, space: Length) {
        let width = self.widths.measure(self.line).width;
        self.opens += width - self.margin;
        self.closes += width + self.margin + space;
        self.line += 1;
    }

    /// Adds a word; whether a line could end within it.
    pub fn reaches(&mut self, word: &Item) -> bool {
        let start = self.least;
        self.add(word);
        // Windows of lines without width never end.
        while self.closes < start && self.line < usize::MAX {
            let before = self.closes;
            self.next_window(self.space);
            if self.closes <= before {
                return true;
            }
        }
        self.widest >= self.opens
    }

    /// Adds what stands between words.
    pub fn add(&mut self, item: &Item) {
        let (wider, narrower) = match *item {
            Item::Box { width, stretch, shrink, .. } => (width + stretch, width - shrink),
            // A row of spaces of fixed width is as wide as it likes, and all of
            // it vanishes where a line ends.
            Item::Glue { width, stretch: Length::ZERO, shrink: Length::ZERO } => {
                (width, Length::ZERO)
            }
            Item::Glue { width, stretch, shrink } => {
                (width + stretch * i64::from(breaker::NEAR), width - shrink)
            }
            Item::Penalty { .. } => return,
        };
        self.widest += wider;
        self.least += narrower;
    }
}
