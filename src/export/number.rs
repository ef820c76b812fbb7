//! Numbers of content streams, written without floats.
//!
//! Coordinates are whole thousandths of a point: 0.001 pt is a third of a
//! micrometre, and differences of integers never drift.

use crate::unit::Length;

const UNITS_PER_MILLI_PT: i64 = Length::pt(1).units() / 1000;

/// A length in thousandths of a point, rounded to nearest.
pub(super) const fn milli_pt(length: Length) -> i64 {
    let units = length.units();
    let half = if units < 0 { -UNITS_PER_MILLI_PT / 2 } else { UNITS_PER_MILLI_PT / 2 };
    units.saturating_add(half) / UNITS_PER_MILLI_PT
}

/// The same as the `f32` that object writers take.
pub(super) fn pt(length: Length) -> f32 {
    milli_pt(length) as f32 / 1000.0
}

/// Writes a whole number.
pub(super) fn int(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    digits(out, value.unsigned_abs());
}

/// Writes thousandths as a decimal number of up to three places.
pub(super) fn milli(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    decimal(out, value.unsigned_abs(), 1000);
}

/// Writes ten-thousandths (tints) as a decimal number of up to four places.
pub(super) fn tenth_milli(out: &mut Vec<u8>, value: u16) {
    decimal(out, u64::from(value), 10_000);
}

/// Writes 10^-8 (spacing of em parts times size) as a decimal number.
pub(super) fn hundred_millionths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    decimal(out, value.unsigned_abs(), 100_000_000);
}

/// Writes `value / one` without trailing zeros; `one` is a power of ten.
fn decimal(out: &mut Vec<u8>, value: u64, one: u64) {
    let (whole, mut part) = (value / one, value % one);
    if whole > 0 || part == 0 {
        digits(out, whole);
    }
    if part > 0 {
        out.push(b'.');
        let mut place = one / 10;
        while part > 0 {
            out.push(b'0' + (part / place) as u8);
            part %= place;
            place = (place / 10).max(1);
        }
    }
}

/// Writes millionths as a decimal number of up to six places.
pub(super) fn millionths(out: &mut Vec<u8>, value: i64) {
    if value < 0 {
        out.push(b'-');
    }
    decimal(out, value.unsigned_abs(), 1_000_000);
}

/// Writes four hexadecimal digits.
pub(super) fn hex(out: &mut Vec<u8>, unit: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(unit >> shift & 15)]);
    }
}

fn digits(out: &mut Vec<u8>, mut value: u64) {
    let start = out.len();
    loop {
        out.push(b'0' + (value % 10) as u8);
        value /= 10;
        if value == 0 {
            break;
        }
    }
    if let Some(written) = out.get_mut(start..) {
        written.reverse();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn numbers_are_short_and_exact() {
        assert_eq!(written(|o| int(o, -1204)), "-1204");
        assert_eq!(written(|o| int(o, i64::MIN)), "-9223372036854775808");
        assert_eq!(written(|o| milli(o, 0)), "0");
        assert_eq!(written(|o| milli(o, 12_000)), "12");
        assert_eq!(written(|o| milli(o, -50)), "-.05");
        assert_eq!(written(|o| milli(o, 595_276)), "595.276");
        assert_eq!(written(|o| tenth_milli(o, 10_000)), "1");
        assert_eq!(written(|o| tenth_milli(o, 525)), ".0525");
        assert_eq!(written(|o| hundred_millionths(o, -2_530_000)), "-.0253");
    }

    #[test]
    fn millipoints_round_to_nearest_on_both_sides() {
        assert_eq!(milli_pt(Length::mm(210)), 595_276);
        assert_eq!(milli_pt(-Length::mm(210)), -595_276);
        assert_eq!(milli_pt(Length::from_units(64)), 1);
        assert_eq!(milli_pt(Length::from_units(-64)), -1);
        assert_eq!(milli_pt(Length::from_units(62)), 0);
    }
}
