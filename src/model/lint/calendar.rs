//! Dates in the text, in German and English.

use jiff::civil::Date;
use std::ops::Range;

use super::passage::Passage;
use super::{Context, Report};
use crate::model::dates;

/// A date as found in a text.
struct Found<'a> {
    passage: &'a Passage<'a>,
    range: Range<usize>,
    /// Day of the week as written.
    weekday: Option<&'a str>,
    day: i8,
    month: i8,
    year: Option<i16>,
}

/// `weekday-wrong`
pub(super) fn weekday(cx: &Context<'_>, report: &mut Report<'_>) {
    for found in cx.passages.iter().flat_map(in_passage) {
        let Some(written) = found.weekday else { continue };
        let Some(date) = found.date(cx.release.date) else { continue };
        let right = dates::weekday(date, found.passage.language);
        let same = right == written || (written == "Sonnabend" && right == "Samstag");
        if !same {
            let message = format!("{date} is a {right}, not a {written}");
            report.at(&found.passage.origin_of(found.range), message);
        }
    }
}

/// `no-such-date`
pub(super) fn exists(cx: &Context<'_>, report: &mut Report<'_>) {
    for found in cx.passages.iter().flat_map(in_passage) {
        let year = found.year.unwrap_or(2024);
        if Date::new(year, found.month, found.day).is_err() {
            let message = format!("there is no day {} in that month", found.day);
            report.at(&found.passage.origin_of(found.range), message);
        }
    }
}

impl Found<'_> {
    /// The date; without a year the one nearest to the release.
    fn date(&self, release: Date) -> Option<Date> {
        if let Some(year) = self.year {
            return Date::new(year, self.month, self.day).ok();
        }
        let year = release.year();
        let days = |date: &Date| (*date - release).get_days().abs();
        [year - 1, year, year + 1]
            .into_iter()
            .filter_map(|year| Date::new(year, self.month, self.day).ok())
            .min_by_key(days)
    }
}

/// `Freitag, 19. Februar 2021`; `Friday, 19 February 2021`; with what may
/// stand between.
fn in_passage<'a>(passage: &'a Passage<'a>) -> Vec<Found<'a>> {
    let text = &*passage.own;
    let mut found = Vec::new();
    for i in 1..passage.count() {
        let (day_at, day) = passage.word(i - 1);
        let Some(day_number) = day_of(day) else { continue };
        let (at, word) = passage.word(i);
        let gap = &text[day_at + day.len()..at];
        if !matches!(gap, ". " | " " | ".\u{a0}" | "\u{a0}" | ".\u{202f}" | ".") {
            continue;
        }
        let Some(month) = dates::month(word, passage.language) else { continue };
        let next = (i + 1 < passage.count()).then(|| passage.word(i + 1));
        let year = next.filter(|(year_at, year)| {
            year.len() == 4 && text[at + word.len()..*year_at].trim().is_empty()
        });
        let weekday = weekday_before(passage, i - 1, day_at);
        let end = year.map_or(at + word.len(), |(year_at, year)| year_at + year.len());
        found.push(Found {
            passage,
            range: weekday.map_or(day_at, |(start, _)| start)..end,
            weekday: weekday.map(|(_, weekday)| weekday),
            day: day_number,
            month,
            year: year.and_then(|(_, year)| year.parse().ok()).filter(|year| *year > 0),
        });
    }
    found
}

/// The number of a day.
fn day_of(word: &str) -> Option<i8> {
    // Hardly a word begins with a figure; most need no closer look.
    let figures = word.len() <= 2 && word.as_bytes().first()?.is_ascii_digit();
    if figures { word.parse().ok().filter(|day| *day > 0) } else { None }
}

/// The day of the week right before a date, of which word `day` is the first;
/// `dem` and `den` may stand between.
fn weekday_before<'a>(
    passage: &'a Passage<'_>,
    day: usize,
    day_at: usize,
) -> Option<(usize, &'a str)> {
    let mut index = day.checked_sub(1)?;
    if matches!(passage.word(index).1, "den" | "dem" | "the") {
        index = index.checked_sub(1)?;
    }
    let (at, word) = passage.word(index);
    let gap = &passage.own[at + word.len()..day_at];
    let near = gap.chars().count() <= 7 && !gap.contains(['.', '\n', '(']);
    let known = dates::is_weekday(word, passage.language) || word == "Sonnabend";
    (near && known).then_some((at, word))
}
