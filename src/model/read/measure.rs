//! Lengths, percentages and byte sizes, written with their unit.

use super::node::{Node, Shape};
use crate::unit::Length;

/// No sheet is larger than this.
const LARGEST: Length = Length::mm(5000);

/// What a length may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bounds {
    /// Zero or more.
    NotNegative,
    /// More than zero.
    Positive,
    /// Any sign: positions may lie in the bleed, lines may move together.
    Any,
}

impl Node<'_> {
    /// A length such as `"25mm"`, `"11pt"`, `"1in"` or `"2.5cm"`.
    pub(super) fn length(&self, bounds: Bounds) -> Option<Length> {
        if self.shape() == Shape::Number {
            let message = format!("{}a length needs a unit", self.label());
            self.error(
                "bad-length",
                message,
                "write it in quotes with its unit: \"25mm\", \"11pt\"",
            );
            return None;
        }
        let text = self.short_text()?;
        match parse(&text, bounds) {
            Ok(length) => Some(length),
            Err((reason, hint)) => {
                let message = format!("{}`{text}` {reason}", self.label());
                self.error("bad-length", message, hint);
                None
            }
        }
    }

    /// A percentage such as `"2.5%"`, in thousandths.
    pub(super) fn per_mille(&self, most: u16) -> Option<u16> {
        let text = self.text()?;
        let digits = text.as_str().trim().strip_suffix('%').map(str::trim_end);
        let value = digits.and_then(decimal).map(|percent| (percent * 10.0).round());
        let value = value.filter(|v| (0.0..=f64::from(most)).contains(v));
        if value.is_none() {
            let message =
                format!("{}`{}` is not a percentage in range", self.label(), text.as_str());
            let most = f64::from(most) / 10.0;
            self.error("bad-percentage", message, &format!("write \"0%\" to \"{most}%\""));
        }
        value.map(|v| v as u16)
    }

    /// A file size such as `"1.5 MB"`, in bytes; kB and MB are decimal.
    pub(super) fn byte_size(&self) -> Option<u64> {
        let text = self.text()?;
        let (digits, unit) = split_unit(text.as_str());
        let factor = match unit {
            "kB" | "KB" => Some(1e3),
            "MB" => Some(1e6),
            _ => None,
        };
        let bytes = decimal(digits).zip(factor).map(|(n, factor)| (n * factor).round());
        let bytes = bytes.filter(|b| (1.0..=1e9).contains(b));
        if bytes.is_none() {
            let message = format!("{}`{}` is not a file size", self.label(), text.as_str());
            self.error("bad-size", message, "write \"900 kB\" or \"1.5 MB\"");
        }
        bytes.map(|b| b as u64)
    }
}

type Refusal = (&'static str, &'static str);

fn parse(text: &str, bounds: Bounds) -> Result<Length, Refusal> {
    let (digits, unit) = split_unit(text);
    let per_unit: i64 = match unit {
        "mm" => Length::mm(1).units(),
        "cm" => Length::mm(10).units(),
        "pt" => Length::pt(1).units(),
        "in" => Length::inches(1).units(),
        "" => return Err(("has no unit", "write mm, cm, pt or in after the number: \"25mm\"")),
        _ => return Err(("is not a length", "units are mm, cm, pt and in: \"25mm\", \"11pt\"")),
    };
    if digits.contains(',') {
        return Err(("has a decimal comma", "write a decimal point: \"7.5mm\""));
    }
    let (negative, digits) = match digits.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, digits),
    };
    let value = decimal(digits)
        .ok_or(("is not a length", "write a number and a unit: \"25mm\", \"11pt\""))?;
    let units = value * per_unit as f64;
    if units > LARGEST.units() as f64 {
        return Err(("is larger than any sheet", "the largest length is 5000mm"));
    }
    let length = Length::from_units(units.round() as i64);
    match bounds {
        Bounds::NotNegative | Bounds::Positive if negative && length > Length::ZERO => {
            Err(("is negative", "write a length of zero or more"))
        }
        Bounds::Positive if length == Length::ZERO => {
            Err(("must be more than zero", "write a length such as \"11pt\""))
        }
        _ => Ok(if negative { -length } else { length }),
    }
}

/// The number and the unit that follows it.
fn split_unit(text: &str) -> (&str, &str) {
    let text = text.trim();
    let at = text.find(|c: char| c.is_alphabetic() || c == '%').unwrap_or(text.len());
    (text[..at].trim_end(), text[at..].trim())
}

/// Digits with at most one point: no sign, no exponent, no NaN.
fn decimal(text: &str) -> Option<f64> {
    let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if plain && text.len() <= 20 { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_exact() {
        for (text, length) in [
            ("25mm", Length::mm(25)),
            ("11 pt", Length::pt(11)),
            ("1in", Length::inches(1)),
            ("2.5cm", Length::mm(25)),
            ("0.25pt", Length::from_units(127_000 / 4)),
            ("148.5mm", Length::from_units(360_000 / 2 * 297)),
            ("-3mm", Length::mm(-3)),
        ] {
            assert_eq!(parse(text, Bounds::Any), Ok(length), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_says_why() {
        for (text, reason) in [
            ("25", "has no unit"),
            ("", "has no unit"),
            ("7,5mm", "has a decimal comma"),
            ("NaNmm", "is not a length"),
            ("1e9mm", "is not a length"),
            ("--5mm", "is not a length"),
            ("12px", "is not a length"),
            ("99999999mm", "is larger than any sheet"),
            ("-1mm", "is negative"),
            ("0pt", "must be more than zero"),
        ] {
            assert_eq!(parse(text, Bounds::Positive).map_err(|(r, _)| r), Err(reason), "{text}");
        }
    }
}
