//! What page breaks could not avoid, as findings.

use super::breaker::PagePlan;
use crate::compose::slice::Strip;
use crate::diag::{Diagnostic, Diagnostics, Origin};

/// Reports faults of page ends and slices higher than a page.
pub(in crate::compose) fn report(
    plans: &[PagePlan],
    strip: &Strip,
    origin: &Origin,
    diags: &mut Diagnostics,
) {
    for (index, plan) in plans.iter().enumerate() {
        let number = index + 1;
        let faults = plan.faults;
        let findings = [
            (faults.orphan, "orphan", "the first line of a paragraph stands alone at the end"),
            (faults.widow, "widow", "the last line of a paragraph went over alone at the end"),
            (faults.keep, "kept-apart", "what belongs together is parted at the end"),
            (faults.hyphen, "page-end-hyphen", "a word is parted at the end"),
        ];
        let last = plan.slices.end.checked_sub(1);
        let place = last.and_then(|at| place(strip, at)).unwrap_or(origin);
        for (_, code, what) in findings.into_iter().filter(|(on, ..)| *on) {
            diags.push(
                Diagnostic::warning(code, format!("{what} of page {number}"))
                    .at(place)
                    .hint("shorten or lengthen the text above by a line"),
            );
        }
        if plan.is_lonely() {
            diags.push(
                Diagnostic::warning("lonely-line", format!("page {number} holds a single line"))
                    .at(place)
                    .hint("shorten the text by a line, or set `fit` in the layout"),
            );
        }
        if plan.over > crate::unit::Length::ZERO {
            diags.push(
                Diagnostic::error(
                    "too-tall",
                    format!("something on page {number} is {} higher than the page", plan.over),
                )
                .at(place)
                .hint("split it or make it smaller"),
            );
        }
    }
}

/// Where the text of a slice was written.
fn place(strip: &Strip, at: usize) -> Option<&Origin> {
    strip.slices.get(at)?.items.iter().find_map(|item| item.origin.as_ref())
}
