//! Local times that clocks skip or show twice, in the time zones of press
//! offices.
//!
//! The rules are those of the IANA time zone database 2025b as POSIX strings
//! (IEEE Std 1003.1, 8.3), kept by hand: nothing of the machine decides what a
//! release says. What is in no row is not judged.

use jiff::SignedDuration;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};

/// Zones that change their clocks alike.
struct Rule {
    posix: &'static str,
    /// The first year in which they do.
    since: i16,
    zones: &'static [&'static str],
}

/// Directive 2000/84/EC and its forerunners set the days for all of Europe; the
/// Energy Policy Act of 2005 those of the United States.
const RULES: &[Rule] = &[
    Rule {
        posix: "CET-1CEST,M3.5.0,M10.5.0/3",
        since: 1996,
        zones: &[
            "Europe/Amsterdam",
            "Europe/Andorra",
            "Europe/Belgrade",
            "Europe/Berlin",
            "Europe/Bratislava",
            "Europe/Brussels",
            "Europe/Budapest",
            "Europe/Busingen",
            "Europe/Copenhagen",
            "Europe/Ljubljana",
            "Europe/Luxembourg",
            "Europe/Madrid",
            "Europe/Malta",
            "Europe/Monaco",
            "Europe/Oslo",
            "Europe/Paris",
            "Europe/Prague",
            "Europe/Rome",
            "Europe/Stockholm",
            "Europe/Vaduz",
            "Europe/Vienna",
            "Europe/Warsaw",
            "Europe/Zagreb",
            "Europe/Zurich",
        ],
    },
    Rule {
        posix: "EET-2EEST,M3.5.0/3,M10.5.0/4",
        since: 2003,
        zones: &[
            "Asia/Nicosia",
            "Europe/Athens",
            "Europe/Bucharest",
            "Europe/Helsinki",
            "Europe/Kiev",
            "Europe/Kyiv",
            "Europe/Riga",
            "Europe/Sofia",
            "Europe/Tallinn",
            "Europe/Vilnius",
        ],
    },
    Rule { posix: "WET0WEST,M3.5.0/1,M10.5.0", since: 1996, zones: &["Europe/Lisbon"] },
    Rule {
        posix: "GMT0BST,M3.5.0/1,M10.5.0",
        since: 1996,
        zones: &["Europe/Belfast", "Europe/Dublin", "Europe/London"],
    },
    Rule {
        posix: "EST5EDT,M3.2.0,M11.1.0",
        since: 2007,
        zones: &["America/New_York", "America/Toronto"],
    },
    Rule { posix: "CST6CDT,M3.2.0,M11.1.0", since: 2007, zones: &["America/Chicago"] },
    Rule { posix: "MST7MDT,M3.2.0,M11.1.0", since: 2007, zones: &["America/Denver"] },
    Rule { posix: "PST8PDT,M3.2.0,M11.1.0", since: 2007, zones: &["America/Los_Angeles"] },
];

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
/// where nothing is known of the zone.
pub(crate) fn odd(at: DateTime, zone: &str) -> Option<Odd> {
    let rule = RULES.iter().find(|rule| rule.zones.contains(&zone))?;
    let zone = TimeZone::posix(rule.posix).ok().filter(|_| at.year() >= rule.since)?;
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
fn written(at: DateTime, offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
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
    fn every_rule_is_one() {
        for rule in RULES {
            assert!(TimeZone::posix(rule.posix).is_ok(), "{}", rule.posix);
            assert!(rule.zones.is_sorted(), "{:?}", rule.zones);
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
            (datetime(1990, 3, 25, 2, 30, 0, 0), "Europe/Berlin", None),
        ] {
            assert_eq!(odd(at, zone), expected, "{at} {zone}");
        }
    }
}
