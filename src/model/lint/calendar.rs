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
    for found in all(cx) {
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
    for found in all(cx) {
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

fn all<'a>(cx: &'a Context<'_>) -> Vec<Found<'a>> {
    cx.passages.iter().flat_map(in_passage).collect()
}

/// `Freitag, 19. Februar 2021`; `Friday, 19 February 2021`; with what may
/// stand between.
fn in_passage<'a>(passage: &'a Passage<'a>) -> Vec<Found<'a>> {
    let text = passage.own.as_str();
    let words: Vec<_> = passage.own_words().collect();
    let mut found = Vec::new();
    for (i, (at, word)) in words.iter().enumerate() {
        let Some((day_at, day)) = i.checked_sub(1).and_then(|i| words.get(i)).copied() else {
            continue;
        };
        let gap = &text[day_at + day.len()..*at];
        let near = matches!(gap, ". " | " " | ".\u{a0}" | "\u{a0}" | ".\u{202f}" | ".");
        let Some(day_number) = day.parse().ok().filter(|day: &i8| near && *day > 0) else {
            continue;
        };
        let Some(month) = dates::month(word, passage.language) else { continue };
        let year = words.get(i + 1).filter(|(year_at, year)| {
            year.len() == 4 && text[at + word.len()..*year_at].trim().is_empty()
        });
        let weekday = weekday_before(text, &words[..i - 1], day_at, passage);
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

/// The day of the week right before a date; `dem` and `den` may stand between.
fn weekday_before<'a>(
    text: &str,
    words: &[(usize, &'a str)],
    day_at: usize,
    passage: &Passage<'_>,
) -> Option<(usize, &'a str)> {
    let mut before = words.iter().rev();
    let mut next = *before.next()?;
    if matches!(next.1, "den" | "dem" | "the") {
        next = *before.next()?;
    }
    let (at, word) = next;
    let gap = &text[at + word.len()..day_at];
    let near = gap.chars().count() <= 7 && !gap.contains(['.', '\n', '(']);
    let known = dates::is_weekday(word, passage.language) || word == "Sonnabend";
    (near && known).then_some((at, word))
}
