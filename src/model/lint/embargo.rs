//! Embargoes: a moment needs a zone, and lies after the release.

use super::{Context, Report};
use crate::model::release::Embargo;

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
