//! Lengths with an exact base: whole millimetres, points and inches are whole numbers.
//!
//! One point is 127 000 units and one millimetre 360 000 units, because
//! 1 in = 72 pt = 25.4 mm makes 1 mm = 360/127 pt. Integer arithmetic keeps
//! layout identical on every machine; the largest length (2^63 units) is
//! far beyond any sheet.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

const UNITS_PER_PT: i64 = 127_000;
const UNITS_PER_MM: i64 = 360_000;
const UNITS_PER_IN: i64 = 9_144_000;

/// An absolute length on the sheet, stored in 1/127000 pt.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Length(i64);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// The slack within which two lengths count as equal: 1/1000 mm.
    const SLACK: i64 = UNITS_PER_MM / 1000;

    /// A length of whole millimetres.
    pub const fn mm(mm: i64) -> Self {
        Self(mm * UNITS_PER_MM)
    }

    /// A length of whole points (1/72 in).
    pub const fn pt(pt: i64) -> Self {
        Self(pt * UNITS_PER_PT)
    }

    /// A length of whole inches.
    pub const fn inches(inches: i64) -> Self {
        Self(inches * UNITS_PER_IN)
    }

    /// A length in millimetres, rounded to the base unit. NaN gives zero;
    /// values out of range saturate.
    pub fn from_mm(mm: f64) -> Self {
        Self((mm * UNITS_PER_MM as f64).round() as i64)
    }

    /// A length in points, rounded to the base unit. NaN gives zero; values
    /// out of range saturate.
    pub fn from_pt(pt: f64) -> Self {
        Self((pt * UNITS_PER_PT as f64).round() as i64)
    }

    /// From the base unit (1/127000 pt).
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// In the base unit (1/127000 pt).
    pub const fn units(self) -> i64 {
        self.0
    }

    /// In millimetres.
    pub fn to_mm(self) -> f64 {
        self.0 as f64 / UNITS_PER_MM as f64
    }

    /// In points.
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / UNITS_PER_PT as f64
    }

    /// The absolute value.
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// Whether something of length `other` fits into this length, with a
    /// slack of 1/1000 mm.
    pub const fn fits(self, other: Self) -> bool {
        self.0 + Self::SLACK >= other.0
    }

    /// Whether both are equal within 1/1000 mm.
    pub const fn approx_eq(self, other: Self) -> bool {
        (self.0 - other.0).abs() <= Self::SLACK
    }

    /// This length times `numerator / denominator`, rounded to nearest; zero
    /// when the denominator is zero.
    pub const fn scale(self, numerator: i64, denominator: i64) -> Self {
        if denominator == 0 {
            return Self::ZERO;
        }
        if let Some(product) = self.0.checked_mul(numerator)
            && product.unsigned_abs() < 1 << 62
            && denominator.unsigned_abs() < 1 << 62
        {
            // Almost always; a division of 128 bits takes several times as long.
            let half = denominator.abs() / 2;
            let up = (product < 0) == (denominator < 0);
            let half = if up == (denominator < 0) { -half } else { half };
            return Self((product + half) / denominator);
        }
        let product = self.0 as i128 * numerator as i128;
        let half = (denominator as i128).abs() / 2;
        let rounded = if (product < 0) == (denominator < 0) {
            (product + if denominator < 0 { -half } else { half }) / denominator as i128
        } else {
            (product - if denominator < 0 { -half } else { half }) / denominator as i128
        };
        Self(rounded as i64)
    }

    /// This length times a factor, rounded to the base unit.
    pub fn times(self, factor: f64) -> Self {
        Self((self.0 as f64 * factor).round() as i64)
    }

    /// How often `other` goes into this length; zero when `other` is zero.
    pub fn ratio(self, other: Self) -> f64 {
        if other.0 == 0 { 0.0 } else { self.0 as f64 / other.0 as f64 }
    }
}

impl Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Length {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Length {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<i64> for Length {
    type Output = Self;
    fn mul(self, factor: i64) -> Self {
        Self(self.0.saturating_mul(factor))
    }
}

impl Div<i64> for Length {
    type Output = Self;
    fn div(self, divisor: i64) -> Self {
        if divisor == 0 { Self::ZERO } else { Self(self.0 / divisor) }
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}mm", self.to_mm())
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2} mm", self.to_mm())
    }
}

/// A length relative to the font size, in thousandths of an em. It becomes a
/// [`Length`] only at a font size.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Em(i64);

impl Em {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// From thousandths of an em.
    pub const fn milli(milli: i64) -> Self {
        Self(milli)
    }

    /// The thousandths of an em.
    pub const fn to_milli(self) -> i64 {
        self.0
    }

    /// The length at a font size.
    pub const fn at(self, size: Length) -> Length {
        size.scale(self.0, 1000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_is_exact() {
        assert_eq!(Length::inches(1), Length::pt(72));
        assert_eq!(Length::inches(5), Length::mm(127));
        assert_eq!(Length::pt(360), Length::mm(127));
    }

    #[test]
    fn scale_rounds_to_nearest_on_both_sides_of_zero() {
        assert_eq!(Length::from_units(5).scale(1, 2), Length::from_units(3));
        assert_eq!(Length::from_units(-5).scale(1, 2), Length::from_units(-3));
        assert_eq!(Length::from_units(5).scale(1, -2), Length::from_units(-3));
        assert_eq!(Length::from_units(5).scale(1, 0), Length::ZERO);
    }

    #[test]
    fn scale_is_the_same_for_short_and_long_products() {
        let (short, long) = (Length::from_units(1_000_003), Length::from_units(1 << 40));
        for (numerator, denominator) in [(7, 3), (-7, 3), (7, -3), (-7, -3), (1, 2), (-1, 2)] {
            let exact = |length: Length, numerator: i64, denominator: i64| {
                let product = i128::from(length.units()) * i128::from(numerator);
                let (p, d) = (product.abs(), i128::from(denominator).abs());
                let rounded = (p + d / 2) / d;
                let sign = if (product < 0) == (denominator < 0) { 1 } else { -1 };
                Length::from_units((rounded * sign) as i64)
            };
            assert_eq!(short.scale(numerator, denominator), exact(short, numerator, denominator));
            let far = numerator << 30;
            assert_eq!(long.scale(far, denominator << 20), exact(long, far, denominator << 20));
        }
    }

    #[test]
    fn fits_allows_rounding_slack_only() {
        let column = Length::mm(100);
        assert!(column.fits(Length::from_mm(100.0009)));
        assert!(!column.fits(Length::from_mm(100.01)));
    }

    #[test]
    fn hostile_floats_do_not_panic() {
        assert_eq!(Length::from_mm(f64::NAN), Length::ZERO);
        let _ = Length::from_mm(f64::INFINITY) + Length::from_mm(1e300);
    }
}
