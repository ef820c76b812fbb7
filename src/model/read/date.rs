//! Dates, embargoes and release numbers.

use jiff::civil::{Date, DateTime, Time, time};

use super::node::{Node, Shape, Variant};
use crate::model::Text;
use crate::model::release::{Embargo, Number};

impl Node<'_> {
    /// A calendar date `"2021-02-17"`.
    pub(super) fn date(&self) -> Option<(Date, Text)> {
        let text = self.text()?;
        match parse_date(text.as_str()) {
            Ok(date) => Some((date, text)),
            Err(refusal) => {
                self.refuse("bad-date", text.as_str(), &refusal);
                None
            }
        }
    }

    /// `Until("2021-02-19T10:00+01:00")` or `Event("Redebeginn")`.
    pub(super) fn embargo(&self) -> Option<Embargo> {
        if self.shape() == Shape::Text {
            self.expected("`Until(...)` or `Event(...)`", FORMS);
            return None;
        }
        match self.variant() {
            Some(Variant { name: "Until", content: Some(content) }) => {
                let [at] = content.tuple("one moment", "Until(\"2021-02-19T10:00+01:00\")")?;
                at.moment()
            }
            Some(Variant { name: "Event", content: Some(content) }) => {
                let [event] = content.tuple("one event", "Event(\"Redebeginn\")")?;
                let text = event.text()?;
                super::fields::not_blank(&event, &text).then_some(Embargo::Event(text))
            }
            Some(Variant { name: name @ ("Until" | "Event"), content: None }) => {
                let lacking = if name == "Until" { "moment" } else { "occasion" };
                let message = format!("{}`{name}` names no {lacking}", self.label());
                self.error("wrong-type", message, FORMS);
                None
            }
            _ => {
                self.unknown_value(["Until", "Event"].into_iter());
                None
            }
        }
    }

    fn moment(&self) -> Option<Embargo> {
        let text = self.text()?;
        match parse_moment(text.as_str()) {
            Ok((at, offset_minutes)) => Some(Embargo::Until { at, offset_minutes, text }),
            Err(refusal) => {
                self.refuse("bad-date", text.as_str(), &refusal);
                None
            }
        }
    }

    /// A release number `"202."`, `"202"` or `"202/2021"`.
    pub(super) fn release_number(&self) -> Option<Number> {
        let text = self.text()?;
        let parsed = parse_number(text.as_str());
        if parsed.is_none() {
            let message = format!("{}`{}` is not a release number", self.label(), text.as_str());
            self.error("bad-number", message, "write \"202\", \"202.\" or \"202/2021\"");
        }
        parsed.map(|(value, year)| Number { value, year, text })
    }

    fn refuse(&self, code: &'static str, written: &str, (reason, hint): &Refusal) {
        self.error(code, format!("{}`{written}` {reason}", self.label()), hint);
    }
}

/// The forms of an embargo.
const FORMS: &str = "write Until(\"2021-02-19T10:00+01:00\") for a moment, Event(\"Redebeginn\") for \
                     an occasion";

const NO_DATE: &str = "is not a date";

type Refusal = (String, String);

fn refusal<T>(reason: impl Into<String>, hint: impl Into<String>) -> Result<T, Refusal> {
    Err((reason.into(), hint.into()))
}

/// Year, month and day of `2021-02-17`.
fn parse_date(text: &str) -> Result<Date, Refusal> {
    let text = text.trim();
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return not_iso(text) };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return not_iso(text);
    };
    calendar_date(year, month, day)
}

fn calendar_date(year: u16, month: u16, day: u16) -> Result<Date, Refusal> {
    if !(1800..=2200).contains(&year) {
        return refusal("is not a date of our time", "write a year from 1800 to 2200");
    }
    let first = i16::try_from(year).ok().zip(i8::try_from(month).ok());
    let first = first.and_then(|(year, month)| Date::new(year, month, 1).ok());
    let Some(first) = first else {
        return refusal("does not exist", format!("there is no month {month}; write 01 to 12"));
    };
    let last = first.days_in_month();
    match i8::try_from(day).ok().and_then(|day| Date::new(first.year(), first.month(), day).ok()) {
        Some(date) => Ok(date),
        None => refusal("does not exist", format!("that month has {last} days")),
    }
}

/// What was meant by `17.2.2021`.
fn meant_date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('.').map(str::trim).collect();
    let [day, month, year] = parts[..] else { return None };
    calendar_date(digits(year, 4)?, number(month)?, number(day)?).ok()
}

fn not_iso<T>(text: &str) -> Result<T, Refusal> {
    match meant_date(text) {
        Some(date) => refusal("is not written year-month-day", format!("write \"{date}\"")),
        None => refusal(NO_DATE, "write year-month-day, e.g. \"2021-02-17\""),
    }
}

fn digits(text: &str, count: usize) -> Option<u16> {
    (text.len() == count).then(|| number(text)).flatten()
}

fn number(text: &str) -> Option<u16> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Local date and time, and minutes east of UTC when they are written.
fn parse_moment(text: &str) -> Result<(DateTime, Option<i32>), Refusal> {
    let text = text.trim();
    if text.contains('[') {
        return refusal("names a zone", "write the offset only: \"2021-02-19T10:00+01:00\"");
    }
    // A word such as `morgen` has no letter that could be that between date and time.
    let parts = text.split_once(['T', 't', ' ']).filter(|_| text.starts_with(is_digit));
    let (date, time) = parts.map_or((text, None), |(date, time)| (date, Some(time.trim())));
    let date = match parse_date(date) {
        Ok(date) => date,
        Err(other) => return Err(moment_refusal(date, time, other)),
    };
    let Some(time) = time else {
        return refusal("has no time", shown(date, None));
    };
    let (clock, offset) = match time.find(['+', '-', '−', 'Z', 'z']) {
        Some(at) => (&time[..at], Some(&time[at..])),
        None => (time, None),
    };
    let Some(clock) = parse_clock(clock.trim()) else {
        let hint = match meant_clock(time) {
            Some(clock) => shown(date, Some(clock)),
            None => "write hours and minutes from 00:00 to 23:59".to_owned(),
        };
        return refusal("has no valid time", hint);
    };
    let offset = match offset.map(parse_offset) {
        Some(None) => {
            let hint = "write it as +01:00, or leave it out where the layout has a time_zone";
            return refusal("has no valid offset", hint);
        }
        Some(offset) => offset,
        None => None,
    };
    Ok((date.to_datetime(clock), offset))
}

/// Why the date of a moment is none, with a hint that shows the whole moment.
fn moment_refusal(date: &str, time: Option<&str>, (reason, hint): Refusal) -> Refusal {
    match meant_date(date) {
        Some(meant) => (reason, shown(meant, time.and_then(meant_clock))),
        None if reason == NO_DATE => ("is no date with a time".to_owned(), FORMS.to_owned()),
        None => (reason, hint),
    }
}

/// How a moment is written, with the time that was meant or an example.
fn shown(date: Date, clock: Option<Time>) -> String {
    let words = if clock.is_some() { "write" } else { "write date and time, e.g." };
    let clock = clock.unwrap_or(time(10, 0, 0, 0));
    format!("{words} Until(\"{date}T{:02}:{:02}\")", clock.hour(), clock.minute())
}

/// What was meant by `10 Uhr`, `10.00`, `9:30 h`.
fn meant_clock(text: &str) -> Option<Time> {
    let figures = text.find(|c: char| !is_digit(c) && c != ':' && c != '.').unwrap_or(text.len());
    let (figures, unit) = text.split_at(figures);
    let known = ["", "uhr", "h"].contains(&unit.trim().to_lowercase().as_str());
    let (hour, minute) = figures.trim().split_once([':', '.']).unwrap_or((figures, "00"));
    let part = |text| number(text).and_then(|n| i8::try_from(n).ok());
    let clock = Time::new(part(hour)?, part(minute)?, 0, 0).ok();
    clock.filter(|_| known && minute.len() == 2)
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// `10:00` or `10:00:00`.
fn parse_clock(text: &str) -> Option<Time> {
    let parts: Vec<&str> = text.split(':').collect();
    let (hour, minute, second) = match parts[..] {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    let field = |text| digits(text, 2).and_then(|n| i8::try_from(n).ok());
    Time::new(field(hour)?, field(minute)?, field(second)?, 0).ok()
}

/// `Z`, `+01:00` or `+0100`, in minutes east of UTC.
fn parse_offset(text: &str) -> Option<i32> {
    if text.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let east = text.starts_with('+');
    let clock: String = text.chars().skip(1).filter(|c| *c != ':').collect();
    let (hours, minutes) = clock.split_at_checked(2)?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let total = i32::from(hours) * 60 + i32::from(minutes);
    let valid = minutes < 60 && total <= 14 * 60;
    valid.then_some(if east { total } else { -total })
}

/// The number and the year of its long form.
fn parse_number(text: &str) -> Option<(u32, Option<u16>)> {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    let (value, year) = match text.split_once('/') {
        Some((value, year)) => {
            let year = digits(year.trim(), 4).or_else(|| digits(year.trim(), 2).map(|y| 2000 + y));
            (value.trim(), Some(year?))
        }
        None => (text, None),
    };
    let plain = !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit());
    Some((if plain { value.parse().ok()? } else { return None }, year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn dates_that_do_not_exist_say_why() {
        assert_eq!(parse_date("2021-02-17"), Ok(date(2021, 2, 17)));
        for (text, reason, hint) in [
            ("2021-02-30", "does not exist", "that month has 28 days"),
            ("2021-13-01", "does not exist", "there is no month 13; write 01 to 12"),
            ("2021-00-01", "does not exist", "there is no month 0; write 01 to 12"),
            ("17.2.2021", "is not written year-month-day", "write \"2021-02-17\""),
            ("31.2.2021", "is not a date", "write year-month-day, e.g. \"2021-02-17\""),
            ("0021-02-17", "is not a date of our time", "write a year from 1800 to 2200"),
            ("gestern", "is not a date", "write year-month-day, e.g. \"2021-02-17\""),
            ("+021-02-17", "is not a date", "write year-month-day, e.g. \"2021-02-17\""),
        ] {
            assert_eq!(parse_date(text), Err((reason.into(), hint.into())), "{text}");
        }
    }

    #[test]
    fn moments_have_a_time_and_perhaps_an_offset() {
        let ten = datetime(2021, 2, 19, 10, 0, 0, 0);
        for (text, offset) in [
            ("2021-02-19T10:00+01:00", Some(60)),
            ("2021-02-19 10:00:00 -0330", Some(-210)),
            ("2021-02-19T10:00Z", Some(0)),
            ("2021-02-19T10:00", None),
        ] {
            assert_eq!(parse_moment(text), Ok((ten, offset)), "{text}");
        }
        for (text, reason) in [
            ("2021-02-19", "has no time"),
            ("2021-02-30T10:00", "does not exist"),
            ("2021-02-19T25:00", "has no valid time"),
            ("2021-02-19T10", "has no valid time"),
            ("2021-02-19T10:00+99:00", "has no valid offset"),
            ("2021-02-19T10:00+01:00[Europe/Berlin]", "names a zone"),
        ] {
            assert_eq!(parse_moment(text).map_err(|(r, _)| r), Err(reason.into()), "{text}");
        }
    }

    /// What the hint says is accepted.
    #[test]
    fn what_was_meant_by_an_embargo_is_shown() {
        for (text, hint) in [
            ("morgen", FORMS),
            ("morgen um 10 Uhr", FORMS),
            ("heute T", FORMS),
            ("17. Februar 2021, 10 Uhr", FORMS),
            ("2021-02-19", "write date and time, e.g. Until(\"2021-02-19T10:00\")"),
            ("19.2.2021", "write date and time, e.g. Until(\"2021-02-19T10:00\")"),
            ("19.2.2021 9:30 Uhr", "write Until(\"2021-02-19T09:30\")"),
            ("19.2.2021 9.30", "write Until(\"2021-02-19T09:30\")"),
            ("2021-02-19 10 Uhr", "write Until(\"2021-02-19T10:00\")"),
            ("2021-02-19T25:00", "write hours and minutes from 00:00 to 23:59"),
            ("2021-02-30T10:00", "that month has 28 days"),
        ] {
            assert_eq!(parse_moment(text).map_err(|(_, hint)| hint), Err(hint.into()), "{text}");
            if let Some((_, moment)) = hint.split_once("Until(\"") {
                let moment = moment.split('"').next().unwrap();
                assert!(parse_moment(moment).is_ok(), "{moment}");
            }
        }
    }

    #[test]
    fn numbers_come_with_or_without_dot_and_year() {
        for (text, number) in [
            ("202", Some((202, None))),
            ("202.", Some((202, None))),
            ("202/2021", Some((202, Some(2021)))),
            ("7/21", Some((7, Some(2021)))),
            ("0045", Some((45, None))),
            ("zwei", None),
            ("-3", None),
            ("202/", None),
            ("99999999999", None),
        ] {
            assert_eq!(parse_number(text), number, "{text}");
        }
    }
}
