//! Whether an embargo is still in force, and what the layout says about it.

use jiff::{SignedDuration, Timestamp};

use crate::model::clocks;
use crate::model::layout::EmbargoPolicy;
use crate::model::release::Embargo;

/// What an embargo asks of a sending.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Embargoed {
    /// No embargo, or it is over, or the house only marks.
    No,
    /// Somebody has to confirm.
    Ask,
    /// The house does not send before.
    Refused,
}

/// Judges the embargo of a release at a moment; `zone` is the time zone of the
/// house. What ends with an event is in force for ever: only a person knows
/// when it took place.
pub fn embargoed(
    embargo: Option<&Embargo>,
    zone: Option<&str>,
    policy: EmbargoPolicy,
    now: Timestamp,
) -> Embargoed {
    if !embargo.is_some_and(|embargo| in_force(embargo, zone, now)) {
        return Embargoed::No;
    }
    match policy {
        EmbargoPolicy::Mark => Embargoed::No,
        EmbargoPolicy::Ask => Embargoed::Ask,
        EmbargoPolicy::Refuse => Embargoed::Refused,
    }
}

fn in_force(embargo: &Embargo, zone: Option<&str>, now: Timestamp) -> bool {
    let Embargo::Until { at, offset_minutes, .. } = embargo else { return true };
    // Without an offset the clocks of the house count, as on the sheet.
    let zone = zone.filter(|_| offset_minutes.is_none());
    let house = zone.and_then(|zone| clocks::moment_of(*at, zone));
    let end = house.or_else(|| {
        // Where nobody knows them, the last zone on Earth (UTC-12): rather too
        // long than too short.
        let east = offset_minutes.unwrap_or(-12 * 60);
        let utc = at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        utc.checked_sub(SignedDuration::from_mins(i64::from(east))).ok()
    });
    end.is_none_or(|end| now < end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    #[test]
    fn an_embargo_ends_at_its_moment_in_its_zone() {
        let until = |offset_minutes| Embargo::Until {
            at: jiff::civil::datetime(2026, 9, 17, 18, 0, 0, 0),
            offset_minutes,
            text: Text::synthetic(""),
        };
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        for (offset, zone, last, end) in [
            (Some(120), None, "2026-09-17T15:59:59Z", "2026-09-17T16:00:00Z"),
            (Some(120), Some("America/New_York"), "2026-09-17T15:59:59Z", "2026-09-17T16:00:00Z"),
            (None, Some("Europe/Berlin"), "2026-09-17T15:59:59Z", "2026-09-17T16:00:00Z"),
            (None, Some("America/New_York"), "2026-09-17T21:59:59Z", "2026-09-17T22:00:00Z"),
            // Nobody knows whose clocks are meant.
            (None, None, "2026-09-18T05:59:59Z", "2026-09-18T06:00:00Z"),
            (None, Some("Mars/Base"), "2026-09-18T05:59:59Z", "2026-09-18T06:00:00Z"),
        ] {
            assert!(in_force(&until(offset), zone, at(last)), "{offset:?} {zone:?}");
            assert!(!in_force(&until(offset), zone, at(end)), "{offset:?} {zone:?}");
        }
        let event = Embargo::Event(Text::synthetic("Redebeginn"));
        let now = at("2030-01-01T00:00:00Z");
        for (policy, verdict) in [
            (EmbargoPolicy::Mark, Embargoed::No),
            (EmbargoPolicy::Ask, Embargoed::Ask),
            (EmbargoPolicy::Refuse, Embargoed::Refused),
        ] {
            assert_eq!(embargoed(Some(&event), Some("Europe/Berlin"), policy, now), verdict);
            assert_eq!(embargoed(None, None, policy, now), Embargoed::No);
        }
    }
}
