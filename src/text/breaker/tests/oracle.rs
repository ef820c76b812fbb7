//! Never worse than the crate `paragraph-breaker`, by our own demerits.

use super::*;
use paragraph_breaker as oracle;
use proptest::prelude::*;

/// The same item for the oracle, in points.
fn translated(item: &Item) -> oracle::Item<()> {
    let points = |length: Length| (length.units() / Length::pt(1).units()) as i32;
    match *item {
        Item::Box { width, .. } => oracle::Item::Box { width: points(width), data: () },
        Item::Glue { width, stretch, shrink } => oracle::Item::Glue {
            width: points(width),
            stretch: points(stretch),
            shrink: points(shrink),
        },
        Item::Penalty { cost, hyphen, width, .. } => oracle::Item::Penalty {
            width: points(width),
            penalty: if hyphen == Default::default() { cost } else { cost + 50 },
            flagged: hyphen != Default::default(),
        },
    }
}

fn paragraph() -> impl Strategy<Value = Vec<Item>> {
    let syllables = prop::collection::vec(7_i64..30, 1..4);
    prop::collection::vec(syllables, 1..120).prop_map(|words| {
        let mut items = Vec::new();
        for syllables in words {
            for (index, width) in syllables.into_iter().enumerate() {
                if index > 0 {
                    items.push(hyphen());
                }
                items.push(word(width));
            }
            items.push(Item::glue(pt(6), pt(3), pt(2)));
        }
        items.pop();
        items.push(Item::no_break());
        items.push(Item::glue(Length::ZERO, pt(10_000), Length::ZERO));
        items.push(Item::forced_break());
        items
    })
}

/// The oracle knows nothing of runts and high ladders, and takes breaks up
/// to a ratio of 8.6.
fn comparable() -> Params {
    Params {
        tolerance_plain: -1.0,
        tolerance: 8.6,
        tolerance_wide: -1.0,
        blemish_demerits: 0.0,
        ladder_demerits: 30_000.0,
        fitness_demerits: 10_000.0,
        ..plain()
    }
}

proptest! {
    #[test]
    fn total_demerits_never_above_the_oracles(items in paragraph(), width in 60_i32..400) {
        let theirs: Vec<_> = items.iter().map(translated).collect();
        let theirs = oracle::total_fit(&theirs, &[width], 8.6, 0);
        if theirs.is_empty() {
            return Ok(()); // nothing fits within the oracle's limit
        }
        let at: Vec<_> = theirs.iter().map(|line| line.index).collect();
        let widths = uniform(i64::from(width));
        let params = comparable();
        let theirs = Breaker::default().set_lines(&items, &widths, &params, &at).unwrap();
        let ours = broken(&items, &widths, &params);
        prop_assert!(
            ours.report.demerits <= theirs.report.demerits * (1.0 + 1e-9),
            "{} above {}", ours.report.demerits, theirs.report.demerits
        );
    }

    #[test]
    fn with_all_rules_on_still_never_above(items in paragraph(), width in 60_i32..400) {
        let theirs: Vec<_> = items.iter().map(translated).collect();
        let theirs = oracle::total_fit(&theirs, &[width], 8.6, 0);
        if theirs.is_empty() {
            return Ok(()); // nothing fits within the oracle's limit
        }
        let at: Vec<_> = theirs.iter().map(|line| line.index).collect();
        let widths = uniform(i64::from(width));
        let params = Params { tolerance_plain: -1.0, tolerance: 8.6, ..Params::default() };
        let theirs = Breaker::default().set_lines(&items, &widths, &params, &at).unwrap();
        let ours = broken(&items, &widths, &params);
        prop_assert!(ours.report.demerits <= theirs.report.demerits * (1.0 + 1e-9));
        prop_assert!(ours.report.blemishes <= theirs.report.blemishes);
    }
}
