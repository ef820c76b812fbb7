//! Where lines could end that are near their natural width: words outside of
//! these windows need not be listed in parts.
//!
//! The end of the nth line lies between two places: not before the lines up
//! to it could be stretched to, and not behind where they could be shrunk to.
//! That holds for lines up to a ratio of [`NEAR`], all of which
//! [`break_near`](super::Breaker::break_near) looks at; whoever looks further
//! needs all parts of all words.

use super::{Item, LineWidths, NEAR};
use crate::unit::Length;

/// The window in which the next line could end, and how far the items go.
#[derive(Clone, Debug)]
pub struct Near<'a> {
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
    margin: Length,
    space: Length,
}

impl<'a> Near<'a> {
    /// The start of a paragraph. What a break adds to its line and what hangs
    /// out of one is at most `margin`, and what stretches or shrinks between
    /// two words, and vanishes where a line ends, at most `space`.
    pub fn new(widths: &'a LineWidths, margin: Length, space: Length) -> Self {
        let zero = Length::ZERO;
        let mut near = Self {
            widths,
            line: 0,
            opens: zero,
            closes: zero,
            widest: zero,
            least: zero,
            margin,
            space,
        };
        near.next_window(zero);
        near
    }

    fn next_window(&mut self, space: Length) {
        let width = self.widths.measure(self.line).width;
        self.opens += width - self.margin;
        self.closes += width + self.margin + space;
        self.line += 1;
    }

    /// Adds a word as one box; whether a line could end within it.
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
                (width + stretch * i64::from(NEAR), width - shrink)
            }
            Item::Penalty { .. } => return,
        };
        self.widest += wider;
        self.least += narrower;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Breaker, Params};
    use super::*;
    use proptest::prelude::*;

    /// Parts of a word, and how many spaces of fixed width follow it; for none
    /// a space that stretches.
    type Word = (Vec<i64>, usize);

    fn word() -> impl Strategy<Value = Word> {
        let fixed = prop_oneof![8 => Just(0), 1 => 1_usize..16];
        (prop::collection::vec(8_i64..24, 1..5), fixed)
    }

    fn part(width: Length) -> Item {
        Item::flexible(width, width / 50, width / 100)
    }

    /// The items of words; with `near` those that it does not reach are whole.
    fn items(words: &[Word], hyphen: i64, mut near: Option<Near<'_>>) -> Vec<Item> {
        let mut items = Vec::new();
        for (parts, fixed) in words {
            let whole = part(Length::pt(parts.iter().sum()));
            if near.as_mut().is_some_and(|near| !near.reaches(&whole)) {
                items.push(whole);
            } else {
                let hyphen = Item::hyphen(Length::pt(hyphen), Length::ZERO);
                let parts = parts.iter().map(|width| [hyphen, part(Length::pt(*width))]);
                items.extend(parts.flatten().skip(1));
            }
            let row =
                std::iter::repeat_n(Item::glue(Length::pt(11), Length::ZERO, Length::ZERO), *fixed);
            let space = Item::glue(Length::pt(4), Length::pt(2), Length::pt(1));
            for glue in row.chain((*fixed == 0).then_some(space)) {
                near.iter_mut().for_each(|near| near.add(&glue));
                items.push(glue);
            }
        }
        items
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_found_is_the_best_of_all(
            words in prop::collection::vec(word(), 1..60),
            (width, indent) in (200_i64..500, 0_i64..30),
            hyphen in 1_i64..8,
        ) {
            let params = Params {
                tolerance_plain: 0.1,
                tolerance: 5.0,
                tolerance_wide: 5.0,
                evenness: 50.0,
                ..Params::default()
            };
            let widths = LineWidths::indented(Length::pt(width), Length::pt(indent));
            let near = Near::new(&widths, Length::pt(hyphen), Length::pt(4));
            let (some, all) = (items(&words, hyphen, Some(near)), items(&words, hyphen, None));
            let mut breaker = Breaker::default();
            if let Some(found) = breaker.break_near(&some, &widths, &params) {
                let best = breaker.break_lines(&all, &widths, &params);
                let (found, best) = (found.report.demerits, best.report.demerits);
                prop_assert!((found - best).abs() <= 1e-9 * best, "{} is not {}", found, best);
            }
        }
    }

    #[test]
    fn words_between_the_windows_are_whole() {
        let widths = LineWidths::uniform(Length::pt(300));
        let near = Near::new(&widths, Length::pt(2), Length::pt(4));
        let words = vec![(vec![20, 20], 0); 20];
        let (some, all) = (items(&words, 2, Some(near)).len(), items(&words, 2, None).len());
        assert!(some < all, "{some} of {all}");
    }

    #[test]
    fn windows_open_and_close_by_the_margin() {
        let widths = LineWidths::uniform(Length::pt(100));
        let reached = |margin: i64, before: i64, word: i64| {
            let mut near = Near::new(&widths, Length::pt(margin), Length::pt(4));
            near.add(&Item::rigid(Length::pt(before)));
            near.reaches(&Item::rigid(Length::pt(word)))
        };
        assert!(!reached(0, 40, 59) && reached(0, 40, 60) && reached(5, 40, 55));
        assert!(reached(0, 100, 20) && !reached(0, 101, 20) && reached(5, 105, 20));
        // The second line ends one space later at most.
        assert!(reached(0, 204, 20) && !reached(0, 205, 20));
    }
}
