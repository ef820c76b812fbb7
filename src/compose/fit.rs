//! Tightening a release that runs a few lines over, within the limits of
//! the house.

use super::pages::PagePlan;
use super::set::Tightening;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::model::Release;
use crate::model::layout::{FitLimits, Layout};

/// More lines than this over onto a new page are beyond tightening.
const MOST_LINES_OVER: u32 = 14;
/// Steps between the natural setting and the limits.
const STEPS: u16 = 4;

/// A way of setting: the strip (or what carries it) and its pages.
pub(super) trait Attempt {
    /// Its pages.
    fn plans(&self) -> &[PagePlan];
}

/// The limits when tightening is asked for.
pub(super) fn limits(release: &Release, layout: &Layout) -> Option<FitLimits> {
    layout.fit.filter(|_| release.overrides.fit != Some(false))
}

/// The natural attempt, or a tighter one that saves a page.
pub(super) fn settle<A: Attempt>(
    limits: Option<FitLimits>,
    origin: &Origin,
    diags: &mut Diagnostics,
    mut attempt: impl FnMut(Tightening, &mut Diagnostics) -> A,
) -> A {
    let mut found = Diagnostics::new();
    let natural = attempt(Tightening::default(), &mut found);
    let over = lines_over(natural.plans());
    let (Some(limits), Some(over)) = (limits, over) else {
        diags.extend(found);
        return natural;
    };
    let pages = natural.plans().len();
    // The tightest setting tells whether it is possible at all.
    let mut quiet = Diagnostics::new();
    if attempt(step(limits, STEPS), &mut quiet).plans().len() >= pages {
        diags.extend(found);
        diags.push(
            Diagnostic::note("fit", format!("{over} lines go over onto page {pages}; tightening to the limits of the layout does not save the page"))
                .at(origin)
                .hint("shorten the text, or allow more in `fit` of the layout"),
        );
        return natural;
    }
    for tight in (1..=STEPS).map(|n| step(limits, n)) {
        let mut found = Diagnostics::new();
        let tighter = attempt(tight, &mut found);
        if tighter.plans().len() < pages {
            diags.extend(found);
            diags.push(Diagnostic::note("fit", saved(tight, over)).at(origin));
            return tighter;
        }
    }
    diags.extend(found);
    natural
}

/// Lines on the shortest page that might be saved: one that ends a part and
/// does not begin one.
fn lines_over(plans: &[PagePlan]) -> Option<u32> {
    let pairs = plans.iter().zip(plans.iter().skip(1));
    pairs
        .filter(|(before, page)| !before.ends_part && page.ends_part)
        .map(|(_, page)| page.lines)
        .filter(|lines| *lines <= MOST_LINES_OVER)
        .min()
}

fn step(limits: FitLimits, n: u16) -> Tightening {
    let part = |limit: u16| (u32::from(limit) * u32::from(n) / u32::from(STEPS)) as u16;
    Tightening {
        leading: part(limits.leading),
        tracking: part(limits.tracking),
        margin: limits.margin.scale(i64::from(n), i64::from(STEPS)),
    }
}

fn saved(tight: Tightening, over: u32) -> String {
    let percent = f64::from(tight.leading) / 10.0;
    format!(
        "set tighter to take in {over} lines and save a page: leading by {percent:.1} %, \
         tracking by {}/1000 em, bottom margin by {}",
        tight.tracking, tight.margin
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Length;

    struct Pages(Vec<PagePlan>);

    impl Attempt for Pages {
        fn plans(&self) -> &[PagePlan] {
            &self.0
        }
    }

    fn page(lines: u32, ends_part: bool) -> PagePlan {
        PagePlan { slices: 0..1, faults: Default::default(), ends_part, lines, over: Length::ZERO }
    }

    const LIMITS: FitLimits = FitLimits { leading: 40, tracking: 8, margin: Length::mm(4) };

    /// Three lines over; they fit once the leading shrinks by `needs`.
    fn run(needs: u16, diags: &mut Diagnostics) -> usize {
        let origin = crate::compose::fonts::no_origin();
        let attempt = |tight: Tightening, _: &mut Diagnostics| {
            if tight.leading >= needs {
                Pages(vec![page(50, true)])
            } else {
                Pages(vec![page(50, false), page(3, true)])
            }
        };
        settle(Some(LIMITS), &origin, diags, attempt).plans().len()
    }

    #[test]
    fn the_gentlest_step_that_saves_the_page_is_taken() {
        let mut diags = Diagnostics::new();
        assert_eq!(run(15, &mut diags), 1);
        let message = diags.iter().map(|d| d.message.clone()).next().unwrap_or_default();
        assert!(message.contains("3 lines") && message.contains("2.0 %"), "{message}");
    }

    #[test]
    fn what_cannot_be_saved_is_left_and_said() {
        let mut diags = Diagnostics::new();
        assert_eq!(run(41, &mut diags), 2);
        assert!(diags.iter().any(|d| d.message.contains("does not save")));
    }

    #[test]
    fn a_page_that_begins_a_part_is_no_overflow() {
        assert_eq!(lines_over(&[page(20, true), page(3, true)]), None);
        assert_eq!(lines_over(&[page(50, false), page(20, true)]), None);
        assert_eq!(lines_over(&[page(50, false), page(3, true)]), Some(3));
    }
}
