//! Sweeps within bounds and without.

use proptest::prelude::*;

use super::super::prepare::legal_points;
use super::super::{Item, LineWidths, Params, Pass};
use super::*;
use crate::unit::Length;

#[test]
fn no_points_give_no_lines_after_another_paragraph() {
    let word = Item::rigid(Length::mm(10));
    let space = Item::glue(Length::mm(2), Length::mm(1), Length::mm(1));
    let mut points = Vec::new();
    legal_points(&[word, space, word, space, word], &mut points);
    let widths = LineWidths::uniform(Length::mm(22));
    let params = Params { blemish_demerits: 0.0, ..Params::default() };
    let config = Config::new(&params, &widths, Pass::Wide);
    let (mut scratch, mut chosen, mut steps) = (Scratch::default(), Vec::new(), 0);
    assert_eq!(search(&points, &config, &mut scratch, &mut chosen, &mut steps), Some(0));
    assert_eq!(chosen.len(), 2);
    steps = 0;
    assert_eq!(search(&[], &config, &mut scratch, &mut chosen, &mut steps), Some(0));
    assert_eq!((chosen.len(), steps), (0, 0));
}

#[test]
fn a_bound_that_no_way_keeps_gives_the_way_known() {
    let word = Item::rigid(Length::mm(10));
    let space = Item::glue(Length::mm(2), Length::mm(1), Length::mm(1));
    let mut points = Vec::new();
    legal_points(&[word, space, word, space, word], &mut points);
    let widths = LineWidths::uniform(Length::mm(22));
    let config = Config::new(&Params::default(), &widths, Pass::Wide);
    let mut scratch = Scratch::default();
    let narrowed = config.narrowed(1.0);
    let bounded = config.bounded(0.0);
    assert_eq!(sweep(&points, &bounded, &mut scratch, &mut 0), None);
    let swept = sweep_bounded(&points, (&bounded, &narrowed), &mut scratch, &mut 0);
    assert_eq!(swept, Some(()));
    let mut chosen = Vec::new();
    assert_eq!(end(&config, &scratch, &mut chosen), Some(0));
    assert_eq!(chosen.len(), 2);
}

/// Words of parts that hyphens may part, some spaces that stretch a lot.
fn paragraph() -> impl Strategy<Value = Vec<Item>> {
    let word = prop::collection::vec(3_i64..40, 1..5);
    prop::collection::vec((word, 1_i64..12), 1..200).prop_map(|words| {
        let mut items = Vec::new();
        for (parts, stretch) in words {
            for (index, width) in parts.into_iter().enumerate() {
                if index > 0 {
                    items.push(Item::hyphen(Length::pt(4), Length::pt(2)));
                }
                let (width, give) = (Length::pt(width), Length::pt(width) / 50);
                items.push(Item::flexible(width, give, give / 2));
            }
            items.push(Item::glue(Length::pt(4), Length::pt(stretch), Length::pt(1)));
        }
        items.pop();
        items
    })
}

proptest! {
    #[test]
    fn narrow_and_bounded_sweeps_are_no_worse_than_the_whole_one(
        items in paragraph(),
        (width, first) in (60_i64..400, 60_i64..400),
        page_ends in prop::collection::vec(0_usize..40, 0..4),
        (ragged, hyphen_penalty) in (any::<bool>(), 30.0..500.0),
    ) {
        let params =
            Params { hyphen_penalty, tolerance: 5.0, evenness: 50.0, ..Params::default() };
        let params = if ragged { params.ragged(Length::pt(40)) } else { params };
        let widths = LineWidths::indented(Length::pt(width), Length::pt(width - first))
            .without_hyphen_after(page_ends);
        let config = Config::new(&params, &widths, Pass::Hyphens);
        let (mut points, mut chosen, mut steps) = (Vec::new(), Vec::new(), 0);
        legal_points(&items, &mut points);
        let mut scratch = Scratch::default();
        let whole = sweep(&points, &config, &mut scratch, &mut steps)
            .and_then(|()| scratch.least_demerits());
        let found = search(&points, &config, &mut scratch, &mut chosen, &mut steps)
            .and_then(|_| scratch.least_demerits());
        // The whole one keeps no more nodes than others and may miss the best.
        if let Some(whole) = whole {
            let found = found.unwrap_or(f64::INFINITY);
            prop_assert!(found <= whole * (1.0 + 1e-9), "{} above {}", found, whole);
        }
    }
}
