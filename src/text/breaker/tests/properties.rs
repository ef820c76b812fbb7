//! Properties that hold for every paragraph.

use super::*;
use crate::text::breaker::{Alignment, Hyphen, Measure, Pass};
use proptest::prelude::*;

fn any_length() -> impl Strategy<Value = Length> {
    prop_oneof![
        8 => (-20_i64..200).prop_map(Length::pt),
        1 => any::<i64>().prop_map(Length::from_units),
    ]
}

fn any_item() -> impl Strategy<Value = Item> {
    let hyphen = prop_oneof![Just(Hyphen::None), Just(Hyphen::Written), Just(Hyphen::Inserted)];
    let cost = prop_oneof![8 => -200..500, 1 => any::<i32>(), 1 => Just(Item::FORCED)];
    let lengths = (any_length(), any_length(), any_length(), any_length(), any_length());
    (0..5, lengths, hyphen, cost).prop_map(|(kind, (width, a, b, c, d), hyphen, cost)| match kind {
        0 | 1 => Item::Box { width, stretch: a, shrink: b, left: c, right: d },
        2 | 3 => Item::Glue { width, stretch: a, shrink: b },
        _ => Item::Penalty { cost, hyphen, width, right: a, next: b },
    })
}

fn any_widths() -> impl Strategy<Value = LineWidths> {
    let measure = || any_length().prop_map(|width| Measure { indent: Length::ZERO, width });
    let lines = prop::collection::vec(0_usize..6, 0..3);
    (prop::collection::vec(measure(), 0..4), measure(), lines).prop_map(|(first, rest, lines)| {
        LineWidths::listed(first, rest).without_hyphen_after(lines)
    })
}

fn any_params() -> impl Strategy<Value = Params> {
    let alignment = prop_oneof![
        Just(Alignment::Justified),
        any_length().prop_map(|zone| Alignment::Ragged { zone })
    ];
    (alignment, -1.0..5.0, any_length(), -2..3, any_length()).prop_map(
        |(alignment, tolerance, emergency_stretch, looseness, min_last_line)| Params {
            alignment,
            tolerance,
            emergency_stretch,
            looseness,
            min_last_line,
            ..Params::default()
        },
    )
}

/// Whether the line breaking rules allow a break at this item.
fn is_legal(items: &[Item], at: usize) -> bool {
    match items.get(at) {
        None => at == items.len(),
        Some(Item::Box { .. }) => false,
        Some(Item::Glue { .. }) => at > 0 && matches!(items[at - 1], Item::Box { .. }),
        Some(Item::Penalty { cost, .. }) => *cost < Item::FORBIDDEN,
    }
}

/// All ways to choose from the optional breaks of a small paragraph.
fn all_ways(items: &[Item]) -> Vec<Vec<usize>> {
    let mut ways = vec![Vec::new()];
    for at in (0..items.len()).filter(|&at| is_legal(items, at)) {
        let with: Vec<Vec<usize>> = ways.iter().map(|way| [&way[..], &[at]].concat()).collect();
        if items[at].is_forced() {
            ways = with;
        } else {
            ways.extend(with);
        }
    }
    ways
}

/// A paragraph of ordinary lengths, few enough breaks to try them all.
fn small_paragraph() -> impl Strategy<Value = Vec<Item>> {
    let flexible = (2_i64..30, 0_i64..2, 0_i64..2, 0_i64..2, 0_i64..2).prop_map(
        |(width, stretch, shrink, left, right)| Item::Box {
            width: pt(width),
            stretch: pt(stretch),
            shrink: pt(shrink),
            left: pt(left),
            right: pt(right),
        },
    );
    let joint = prop_oneof![
        6 => Just(space()),
        4 => Just(hyphen()),
        1 => Just(Item::after_written_hyphen()),
        1 => (-60..60).prop_map(Item::penalty),
        1 => Just(Item::forced_break()),
    ];
    prop::collection::vec((flexible, joint), 1..11)
        .prop_map(|pairs| pairs.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

proptest! {
    #[test]
    fn ends_keeps_all_boxes_and_breaks_only_where_allowed(
        items in prop::collection::vec(any_item(), 0..80),
        widths in any_widths(),
        params in any_params(),
    ) {
        let breaks = broken(&items, &widths, &params);
        let forced = items.iter().filter(|item| item.is_forced()).count();
        prop_assert!(breaks.lines.len() >= forced);
        prop_assert_eq!(breaks.lines.is_empty(), items.is_empty());
        for line in &breaks.lines {
            prop_assert!(is_legal(&items, line.break_at), "break at {}", line.break_at);
            prop_assert!(line.glue_ratio >= -1.0 && line.glue_ratio.is_finite());
            prop_assert!(line.box_ratio.abs() <= 1.0);
        }
    }

    #[test]
    fn a_used_breaker_breaks_like_a_new_one(
        items in prop::collection::vec(any_item(), 0..60),
        widths in any_widths(),
        params in any_params(),
    ) {
        let mut breaker = Breaker::default();
        breaker.break_lines(&prose(50), &uniform(90), &Params::default());
        let used = breaker.break_lines(&items, &widths, &params);
        prop_assert_eq!(used, broken(&items, &widths, &params));
    }

    #[test]
    fn the_ratios_fill_the_line(words in 5_usize..80, width in 60_i64..300) {
        let items = prose(words);
        let breaks = broken(&items, &uniform(width), &Params::default());
        for line in &breaks.lines[..breaks.lines.len() - 1] {
            let set = line.natural + items[line.items()].iter().map(|item| match *item {
                Item::Glue { stretch, .. } if line.glue_ratio > 0.0 => stretch.times(line.glue_ratio),
                Item::Glue { shrink, .. } => shrink.times(line.glue_ratio),
                _ => Length::ZERO,
            }).sum();
            prop_assert!(line.loose || line.overfull.is_some() || set.approx_eq(pt(width)));
        }
    }

    #[test]
    fn the_total_is_the_least_of_all_ways(
        items in small_paragraph(),
        width in 20_i64..90,
        later in 20_i64..90,
        page_end in 0_usize..4,
        ragged in any::<bool>(),
    ) {
        let params = Params { tolerance_plain: -1.0, tolerance: -1.0, tolerance_wide: -1.0, ..Params::default() };
        let params = if ragged { params.ragged(pt(10)) } else { params };
        let first = Measure { indent: Length::ZERO, width: pt(width) };
        let rest = Measure { indent: Length::ZERO, width: pt(later) };
        let widths = LineWidths::listed(vec![first, first], rest).without_hyphen_after([page_end]);
        let mut breaker = Breaker::default();
        let least = all_ways(&items).iter()
            .filter_map(|way| breaker.set_lines(&items, &widths, &params, way))
            .filter(|breaks| breaks.report.overfull == 0)
            .map(|breaks| breaks.report.demerits)
            .fold(f64::INFINITY, f64::min);
        if least.is_infinite() {
            return Ok(()); // some box does not fit at all
        }
        let found = broken(&items, &widths, &params).report;
        prop_assert_eq!(found.overfull, 0);
        prop_assert!((found.demerits - least).abs() <= 1e-9 * least.abs(), "{} is not {least}", found.demerits);
    }

    /// What narrow and bounded sweeps find is the best of what the tolerance
    /// allows, with prices as justified text has them.
    #[test]
    fn within_a_tolerance_the_total_is_the_least_of_all_ways(
        items in small_paragraph(),
        width in 20_i64..90,
        later in 20_i64..90,
        page_ends in prop::collection::vec(0_usize..5, 0..3),
        (ragged, hyphen_penalty) in (any::<bool>(), 30.0..500.0),
    ) {
        let params = Params {
            tolerance_plain: -1.0,
            tolerance: 5.0,
            tolerance_wide: -1.0,
            evenness: 50.0,
            hyphen_penalty,
            min_last_line: pt(15),
            ..Params::default()
        };
        let params = if ragged { params.ragged(pt(10)) } else { params };
        let first = Measure { indent: Length::ZERO, width: pt(width) };
        let rest = Measure { indent: Length::ZERO, width: pt(later) };
        let widths = LineWidths::listed(vec![first], rest).without_hyphen_after(page_ends);
        let mut breaker = Breaker::default();
        let best = all_ways(&items).iter()
            .filter_map(|way| breaker.set_lines(&items, &widths, &params, way))
            .filter(|breaks| breaks.report.overfull == 0 && breaks.report.loose == 0)
            .min_by(|a, b| a.report.demerits.total_cmp(&b.report.demerits));
        let found = broken(&items, &widths, &params).report;
        prop_assert_eq!(found.pass == Pass::Hyphens, best.is_some());
        let Some(best) = best.map(|breaks| breaks.report) else {
            return Ok(()); // some line fits in no way
        };
        let near = |a: f64| (a - best.demerits).abs() <= 1e-9 * best.demerits.abs();
        prop_assert!(near(found.demerits), "{} is not {}", found.demerits, best.demerits);
        prop_assert_eq!(found.blemishes, best.blemishes);
        if let Some(nearby) = breaker.break_near(&items, &widths, &params) {
            prop_assert!(near(nearby.report.demerits));
        }
    }
}
