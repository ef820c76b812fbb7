//! Demerits computed by hand.

use super::*;
use crate::text::breaker::{Fitness, Hyphen, Pass};

/// Demerits of a paragraph broken at the given items.
fn priced(items: &[Item], width: i64, params: &Params, at: &[usize]) -> f64 {
    let breaks = Breaker::default().set_lines(items, &uniform(width), params, at);
    breaks.expect("legal breaks").report.demerits
}

fn assert_close(a: f64, b: f64) {
    assert!((a - b).abs() < 1e-6 * b.abs().max(1.0), "{a} is not {b}");
}

#[test]
fn a_line_of_natural_width_costs_the_line_penalty_squared() {
    // 10 + 4 + 10 = 24, then a last line: twice (10 + 0)^2.
    assert_close(priced(&words(&[10, 10, 10]), 24, &plain(), &[3]), 200.0);
}

#[test]
fn stretch_counts_by_its_cube() {
    // Slack 1 on a stretch of 2: r = 1/2, badness 12.5, (10 + 12.5)^2.
    let breaks =
        Breaker::default().set_lines(&words(&[10, 10, 10]), &uniform(25), &plain(), &[3]).unwrap();
    assert_eq!(breaks.lines[0].glue_ratio, 0.5);
    assert_eq!(breaks.lines[0].natural, pt(24));
    assert_close(breaks.report.demerits, 506.25 + 100.0);
}

#[test]
fn shrink_counts_by_its_cube() {
    // 24 into 23.5 on a shrink of 1: r = -1/2.
    let items = words(&[10, 10, 10]);
    let widths = LineWidths::uniform(Length::from_pt(23.5));
    let breaks = Breaker::default().set_lines(&items, &widths, &plain(), &[3]).unwrap();
    assert_eq!(breaks.lines[0].glue_ratio, -0.5);
    assert_eq!(breaks.lines[0].fitness, Fitness::Normal);
    assert_close(breaks.report.demerits, 506.25 + 100.0);
}

#[test]
fn boxes_expand_before_spaces_stretch() {
    // Slack 3: the boxes take their 2, the space 1 of its 2.
    let elastic = Item::flexible(pt(10), pt(1), pt(1));
    let items = [elastic, space(), elastic, space(), word(10)];
    let breaks = Breaker::default().set_lines(&items, &uniform(27), &plain(), &[3]).unwrap();
    assert_eq!((breaks.lines[0].box_ratio, breaks.lines[0].glue_ratio), (1.0, 0.5));
    // Badness 12.5 and 1 for the expansion.
    assert_close(breaks.report.demerits, 23.5 * 23.5 + 100.0);
    // Surplus 1: the boxes narrow by half of their 2, the space stays.
    let breaks = Breaker::default().set_lines(&items, &uniform(23), &plain(), &[3]).unwrap();
    assert_eq!((breaks.lines[0].box_ratio, breaks.lines[0].glue_ratio), (-0.5, 0.0));
    assert_close(breaks.report.demerits, 10.25 * 10.25 + 100.0);
}

#[test]
fn a_hyphen_costs_its_penalty_squared_and_more_on_the_last_line_but_one() {
    // 10 + 4 + 6 and a hyphen of 2 fill 22: 10^2 + 50^2, then 10^2 + 5000.
    let items = [word(10), space(), word(6), hyphen(), word(5)];
    assert_close(priced(&items, 22, &plain(), &[3]), 2600.0 + 5100.0);
}

#[test]
fn a_penalty_adds_to_that_of_its_hyphen_and_a_bonus_is_taken_off() {
    let seam = Item::Penalty {
        cost: -20,
        hyphen: Hyphen::Inserted,
        width: pt(2),
        right: Length::ZERO,
        next: Length::ZERO,
    };
    let items = [word(10), space(), word(6), seam, word(5)];
    assert_close(priced(&items, 22, &plain(), &[3]), 100.0 + 900.0 + 5100.0);
    let items = [word(10), space(), word(8), Item::penalty(-5), word(5)];
    assert_close(priced(&items, 22, &plain(), &[3]), 100.0 - 25.0 + 100.0);
}

#[test]
fn hyphens_in_a_row_cost_more_each() {
    let part = word(8);
    let items = [part, hyphen(), part, hyphen(), part, hyphen(), part];
    let params = Params { blemish_demerits: 1e6, ..plain() };
    // Three lines 8 + 2 in 10: 100 + 2500 each, the second and the third with
    // 10000, the third also one too many; the last follows a hyphen.
    let expected = 3.0 * 2600.0 + 2.0 * 10_000.0 + 1e6 + 5100.0;
    assert_close(priced(&items, 10, &params, &[1, 3, 5]), expected);
}

#[test]
fn neighbours_two_fitness_classes_apart_cost_extra() {
    // Lines of 24 and 23 in a width of 24, 27 for the second: ratio 0, then 2.
    let items = words(&[10, 10, 10, 9, 5]);
    let widths = LineWidths::listed(
        vec![super::super::Measure { indent: Length::ZERO, width: pt(24) }],
        super::super::Measure { indent: Length::ZERO, width: pt(27) },
    );
    let breaks = Breaker::default().set_lines(&items, &widths, &plain(), &[3, 7]).unwrap();
    let classes: Vec<_> = breaks.lines.iter().map(|line| line.fitness).collect();
    assert_eq!(classes, [Fitness::Normal, Fitness::VeryLoose, Fitness::Normal]);
    // Very loose is two from normal on both sides.
    assert_close(breaks.report.demerits, 100.0 + 810.0 * 810.0 + 5000.0 + 100.0 + 5000.0);
}

#[test]
fn a_runt_costs_a_blemish() {
    let items = words(&[10, 10, 10]);
    assert_close(priced(&items, 24, &Params::default(), &[3]), 200.0 + 1e9);
}

#[test]
fn only_legal_breaks_can_be_set() {
    let items = [word(9), Item::no_break(), space(), word(9), Item::forced_break(), word(9)];
    let mut breaker = Breaker::default();
    let mut set = |at: &[usize]| breaker.set_lines(&items, &uniform(50), &plain(), at);
    assert_eq!(set(&[2]), None, "glue after a penalty");
    assert_eq!(set(&[1]), None, "forbidden penalty");
    assert_eq!(set(&[0]), None, "a box");
    assert_eq!(set(&[]), None, "forced break left out");
    assert_eq!(at(&set(&[4]).unwrap()), [4, 6]);
    assert_eq!(set(&[4]).unwrap().report.pass, Pass::Emergency);
}
