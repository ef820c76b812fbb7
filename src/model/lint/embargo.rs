//! Embargoes: a moment needs a zone, is one there, is written as clocks show it
//! there, and lies after the release.

use super::{Context, Report};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Text;
use crate::model::clocks::{self, Odd, odd};
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

/// `embargo-offset`: the sheet shows another time than the release.
pub(super) fn offset(cx: &Context<'_>, report: &mut Report<'_>) {
    if let Some(Embargo::Until { at, offset_minutes: Some(east), text }) = &cx.release.embargo
        && let Some(zone) = cx.layout.zone()
        && let Some((shown, offset)) = clocks::local(*at, *east, zone)
        && clocks::minutes(offset) != *east
    {
        let (release, house) = (text.as_str().trim(), clocks::written(shown, offset));
        let message = format!("`{release}` is `{house}` in {zone}; the sheet shows that");
        let hint = match clocks::plain(*at, zone) {
            Some(meant) => {
                format!("write Until(\"{house}\"), or Until(\"{meant}\") if that is meant")
            }
            None => format!("write Until(\"{house}\")"),
        };
        report.hinted(text.origin(), message, hint);
    }
}

/// `embargo-before-date`
pub(super) fn order(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(Embargo::Until { at, offset_minutes, text }) = &cx.release.embargo else { return };
    let house = offset_minutes.zip(cx.layout.zone());
    let house = house.and_then(|(east, zone)| clocks::local(*at, east, zone));
    if house.map_or(*at, |(shown, _)| shown).date() < cx.release.date {
        let message = format!("the embargo ends before the release of {}", cx.release.date);
        report.at(text.origin(), message);
    }
}
