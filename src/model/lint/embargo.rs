//! Embargoes: a moment needs a zone, is one there, and lies after the release.

use super::{Context, Report};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Text;
use crate::model::clocks::{Odd, odd};
use crate::model::release::Embargo;

/// An embargo without offset at a time of day that is not one moment in the
/// zone of the house.
fn odd_time<'a>(cx: &Context<'a>) -> Option<(Odd, &'a Text, &'a Text)> {
    let Some(Embargo::Until { at, offset_minutes: None, text }) = &cx.release.embargo else {
        return None;
    };
    let zone = cx.layout.time_zone.as_ref()?;
    Some((odd(*at, zone.as_str())?, text, zone))
}

/// `no-such-time`: no lint, since such an embargo never ends.
pub(super) fn skipped(cx: &Context<'_>, diags: &mut Diagnostics) {
    if let Some((Odd::Skipped(last, first), text, zone)) = odd_time(cx) {
        let (at, zone) = (text.as_str().trim(), zone.as_str());
        let message = format!("embargo: clocks in {zone} skip `{at}`");
        let hint = format!("the moments next to it are Until(\"{last}\") and Until(\"{first}\")");
        diags.push(Diagnostic::error("no-such-time", message).at(text.origin()).hint(hint));
    }
}

/// `embargo-time-twice`
pub(super) fn twice(cx: &Context<'_>, report: &mut Report<'_>) {
    if let Some((Odd::Twice(first, second), text, zone)) = odd_time(cx) {
        let (at, zone) = (text.as_str().trim(), zone.as_str());
        let message = format!("clocks in {zone} show `{at}` twice; the later moment is meant");
        let hint =
            format!("write Until(\"{second}\") for the later, Until(\"{first}\") for the earlier");
        report.hinted(text.origin(), message, hint);
    }
}

/// `embargo-without-zone`
pub(super) fn zone(cx: &Context<'_>, report: &mut Report<'_>) {
    if let Some(Embargo::Until { offset_minutes: None, text, .. }) = &cx.release.embargo
        && cx.layout.time_zone.is_none()
    {
        report.at(text.origin(), "the embargo ends at a different moment in every time zone");
    }
}

/// `embargo-before-date`
pub(super) fn order(cx: &Context<'_>, report: &mut Report<'_>) {
    if let Some(Embargo::Until { at, text, .. }) = &cx.release.embargo
        && at.date() < cx.release.date
    {
        let message = format!("the embargo ends before the release of {}", cx.release.date);
        report.at(text.origin(), message);
    }
}
