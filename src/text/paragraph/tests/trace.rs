//! What is kept of the breaker's decisions.

use super::*;
use crate::text::Scratch;
use crate::text::breaker::Hyphen;
use crate::unit::Length;

fn traced(mm: i64, align: Align) -> Vec<Line> {
    let mut scratch = Scratch::new();
    scratch.trace_lines(true);
    let pieces = [piece(RELEASE, &setting("de"))];
    let mut diags = crate::diag::Diagnostics::new();
    TYPESETTER.set_paragraph(&mut scratch, &pieces, &column(mm, align), &mut diags)
}

#[test]
fn a_trace_is_kept_only_where_it_is_asked_for() {
    assert!(set(RELEASE, 75, Align::Justify).iter().all(|line| line.trace.is_none()));
    assert!(traced(75, Align::Justify).iter().all(|line| line.trace.is_some()));
}

#[test]
fn places_to_end_lie_on_the_line_from_left_to_right() {
    for (mm, align) in [(50, Align::Justify), (75, Align::Justify), (110, Align::Left)] {
        let mut hyphens = 0;
        for line in traced(mm, align) {
            let trace = line.trace.as_deref().unwrap();
            assert_eq!((trace.start, trace.target), (Length::ZERO, Length::mm(mm)));
            assert!(trace.places.is_sorted_by_key(|place| place.x));
            let slack = Length::pt(6);
            assert!(trace.places.iter().all(|place| place.x < line.width + slack));
            hyphens += trace.places.iter().filter(|p| p.hyphen == Hyphen::Inserted).count();
            assert_eq!(trace.hyphen != Hyphen::None, line.hyphenated);
        }
        assert!(hyphens > 5, "{mm}: {hyphens}");
    }
}

#[test]
fn the_nearer_a_place_to_the_end_the_less_would_be_stretched() {
    for line in traced(75, Align::Justify) {
        let trace = line.trace.as_deref().unwrap();
        let ratios: Vec<f64> = trace
            .places
            .iter()
            .filter(|place| place.hyphen == Hyphen::None)
            .filter_map(|place| place.ratio)
            .collect();
        assert!(ratios.is_sorted_by(|a, b| a >= b), "{ratios:?}");
    }
}
