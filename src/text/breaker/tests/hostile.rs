//! Paragraphs that no one writes.

use super::*;

/// The most lines that may be looked at for so many legal breaks: each pass
/// with a full list of active nodes.
fn assert_bounded(breaks: &Breaks, points: usize) {
    let bound = 4 * 520 * points as u64;
    assert!(breaks.report.steps <= bound, "{} steps of {bound}", breaks.report.steps);
}

#[test]
fn boxes_without_width_take_bounded_work() {
    let elastic = Item::glue(Length::ZERO, pt(1), Length::ZERO);
    let items: Vec<_> = (0..20_000).flat_map(|_| [word(0), elastic]).collect();
    let breaks = broken(&items, &uniform(100), &Params::default());
    assert_bounded(&breaks, 20_001);
    let rigid: Vec<_> = (0..50_000).flat_map(|_| [word(0), Item::penalty(0)]).collect();
    assert_bounded(&broken(&rigid, &uniform(100), &Params::default()), 50_001);
}

#[test]
fn nothing_but_glue_penalties_or_forced_breaks() {
    for item in [space(), hyphen(), Item::penalty(5), Item::no_break(), Item::forced_break()] {
        let items = vec![item; 10_000];
        let breaks = broken(&items, &uniform(100), &Params::default());
        let expected = if item.is_forced() { 10_000 } else { 1 };
        assert_eq!(breaks.lines.len(), expected, "{item:?}");
        assert_eq!(breaks.report.overfull, 0);
    }
}

#[test]
fn every_line_overfull() {
    let breaks = broken(&words(&[50; 3000]), &uniform(10), &Params::default());
    assert_eq!(breaks.lines.len(), 3000);
    assert_eq!(breaks.report.overfull, 3000);
    assert_bounded(&breaks, 3001);
}

#[test]
fn no_room_at_all() {
    for width in [0, -50] {
        let breaks = broken(&words(&[10; 20]), &uniform(width), &Params::default());
        assert_eq!((breaks.lines.len(), breaks.report.overfull), (20, 20));
    }
}

#[test]
fn lengths_beyond_all_measure() {
    let most = Length::from_units(i64::MAX);
    let least = Length::from_units(i64::MIN);
    for (a, b) in [(most, most), (most, least), (least, most), (least, least)] {
        let wild = Item::Box { width: a, stretch: b, shrink: a, left: b, right: a };
        let items: Vec<_> = (0..500).flat_map(|_| [wild, Item::glue(a, b, a), hyphen()]).collect();
        for width in [most, least, pt(10)] {
            let breaks = broken(&items, &LineWidths::uniform(width), &Params::default());
            assert!(breaks.report.demerits.is_finite());
        }
    }
}

#[test]
fn parameters_that_are_no_numbers() {
    for wild in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -1.0, f64::MAX] {
        let params = Params {
            tolerance: wild,
            tolerance_wide: wild,
            line_penalty: wild,
            hyphen_penalty: wild,
            ladder_demerits: wild,
            fitness_demerits: wild,
            blemish_demerits: wild,
            expansion_badness: wild,
            max_ladder: 200,
            ..Params::default()
        };
        let breaks = broken(&prose(200), &uniform(120), &params);
        assert!(breaks.lines.len() > 10, "{wild}");
    }
}

#[test]
fn looseness_beyond_reach() {
    for looseness in [i32::MIN, i32::MAX] {
        let params = Params { looseness, ..Params::default() };
        let breaks = broken(&prose(300), &uniform(200), &params);
        assert!(breaks.report.overfull == 0 && breaks.lines.len() > 10);
    }
}

#[test]
fn twice_the_text_is_about_twice_the_work() {
    // Only the last pass: it looks at most lines, and always the same share.
    let params = Params {
        tolerance_plain: -1.0,
        tolerance: -1.0,
        tolerance_wide: -1.0,
        ..Params::default()
    };
    for width in [100, 300, 900] {
        let steps = |words| broken(&prose(words), &uniform(width), &params).report.steps as f64;
        let (once, twice) = (steps(2000), steps(4000));
        assert!(1.8 * once < twice && twice < 2.2 * once, "{width}: {once} then {twice}");
    }
}
