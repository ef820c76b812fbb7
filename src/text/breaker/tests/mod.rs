//! Tests of the breaker on abstract boxes; one point is one unit of width.

mod demerits;
mod features;
mod hostile;
mod oracle;
mod properties;

use super::{Breaker, Breaks, Item, LineWidths, Params};
use crate::unit::Length;

/// A length of so many points.
fn pt(points: i64) -> Length {
    Length::pt(points)
}

/// A rigid box.
fn word(width: i64) -> Item {
    Item::rigid(pt(width))
}

/// A space of 4 that stretches by 2 and shrinks by 1.
fn space() -> Item {
    Item::glue(pt(4), pt(2), pt(1))
}

/// A hyphenation point with a hyphen of 2.
fn hyphen() -> Item {
    Item::hyphen(pt(2), Length::ZERO)
}

/// Words of the given widths with spaces between them.
fn words(widths: &[i64]) -> Vec<Item> {
    let mut items = Vec::new();
    for &width in widths {
        if !items.is_empty() {
            items.push(space());
        }
        items.push(word(width));
    }
    items
}

/// Parameters that know no runts.
fn plain() -> Params {
    Params { min_last_line: Length::ZERO, min_last_word: Length::ZERO, ..Params::default() }
}

fn uniform(width: i64) -> LineWidths {
    LineWidths::uniform(pt(width))
}

fn broken(items: &[Item], widths: &LineWidths, params: &Params) -> Breaks {
    let breaks = Breaker::default().break_lines(items, widths, params);
    assert_whole(items, &breaks);
    breaks
}

/// The items broken at.
fn at(breaks: &Breaks) -> Vec<usize> {
    breaks.lines.iter().map(|line| line.break_at).collect()
}

/// Every box is on one line, and in order.
fn assert_whole(items: &[Item], breaks: &Breaks) {
    let mut next = 0;
    for line in &breaks.lines {
        assert!(next <= line.start && line.start <= line.end && line.end <= items.len());
        assert!(!has_box(&items[next..line.start]), "lost before line at {}", line.start);
        next = line.end;
    }
    assert!(!has_box(&items[next..]), "lost after the last line");
}

fn has_box(items: &[Item]) -> bool {
    items.iter().any(|item| matches!(item, Item::Box { .. }))
}

/// Text-like words from a fixed sequence of numbers: boxes of 2 to 9 with
/// hyphenation points in the longer ones.
fn prose(count: usize) -> Vec<Item> {
    let mut state = 12345_u64;
    let mut items = Vec::new();
    for _ in 0..count {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let syllables = 1 + (state >> 33) % 4;
        if !items.is_empty() {
            items.push(space());
        }
        for syllable in 0..syllables {
            if syllable > 0 {
                items.push(hyphen());
            }
            items.push(word(7 + ((state >> (40 + 4 * syllable)) % 14) as i64));
        }
    }
    items
}
