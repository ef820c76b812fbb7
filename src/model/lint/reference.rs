//! Numbers of this and of other releases.

use super::{Context, Report};

/// `number-year-differs`
pub(super) fn year(cx: &Context<'_>, report: &mut Report<'_>) {
    let date = i32::from(cx.release.date.year());
    if let Some(number) = &cx.release.number
        && let Some(year) = number.year
        && i32::from(year) != date
    {
        let message = format!("the number is of {year}, the release of {date}");
        report.at(number.text.origin(), message);
    }
}

/// `corrects-itself`
pub(super) fn own_number(cx: &Context<'_>, report: &mut Report<'_>) {
    let Some(own) = &cx.release.number else { return };
    let figures = |text: &str| text.trim().trim_end_matches('.').to_owned();
    for reference in cx.release.corrects.iter().chain(&cx.release.withdraws) {
        let same_date = reference.date.is_none_or(|date| date == cx.release.date);
        if same_date && figures(reference.number.as_str()) == figures(own.text.as_str()) {
            let message = format!("this is number {} itself", own.text.as_str());
            report.at(reference.number.origin(), message);
        }
    }
}
