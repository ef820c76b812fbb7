//! Whether an embargo is still in force, and what the layout says about it.

use jiff::{SignedDuration, Timestamp};

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

/// Judges the embargo of a release at a moment. What ends with an event is
/// in force for ever: only a person knows when it took place.
pub fn embargoed(embargo: Option<&Embargo>, policy: EmbargoPolicy, now: Timestamp) -> Embargoed {
    if !embargo.is_some_and(|embargo| in_force(embargo, now)) {
        return Embargoed::No;
    }
    match policy {
        EmbargoPolicy::Mark => Embargoed::No,
        EmbargoPolicy::Ask => Embargoed::Ask,
        EmbargoPolicy::Refuse => Embargoed::Refused,
    }
}

fn in_force(embargo: &Embargo, now: Timestamp) -> bool {
    let Embargo::Until { at, offset_minutes, .. } = embargo else { return true };
    // Without an offset the last zone on Earth counts (UTC-12): rather too
    // long than too short.
    let east = offset_minutes.unwrap_or(-12 * 60);
    let utc = at.to_zoned(jiff::tz::TimeZone::UTC).map(|zoned| zoned.timestamp());
    let end = utc.and_then(|utc| utc.checked_sub(SignedDuration::from_mins(i64::from(east))));
    end.map_or(true, |end| now < end)
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
        let berlin = until(Some(120));
        assert!(in_force(&berlin, at("2026-09-17T15:59:59Z")));
        assert!(!in_force(&berlin, at("2026-09-17T16:00:00Z")));
        assert!(in_force(&until(None), at("2026-09-18T05:59:59Z")));
        assert!(!in_force(&until(None), at("2026-09-18T06:00:00Z")));
        let event = Embargo::Event(Text::synthetic("Redebeginn"));
        let now = at("2030-01-01T00:00:00Z");
        for (policy, verdict) in [
            (EmbargoPolicy::Mark, Embargoed::No),
            (EmbargoPolicy::Ask, Embargoed::Ask),
            (EmbargoPolicy::Refuse, Embargoed::Refused),
        ] {
            assert_eq!(embargoed(Some(&event), policy, now), verdict);
            assert_eq!(embargoed(None, policy, now), Embargoed::No);
        }
    }
}
