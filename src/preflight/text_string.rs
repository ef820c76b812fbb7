//! Text strings and dates of PDF and XMP, brought to one form.

/// Decodes a PDF text string: UTF-16BE or UTF-8 with byte order mark, else
/// PDFDocEncoding (taken as Latin-1, which differs in a few rare signs).
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|b| pdf_doc(*b)).collect(),
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .chunks_exact(2)
        .map(|pair| read([pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0)]))
        .collect();
    String::from_utf16_lossy(&units)
}

fn pdf_doc(byte: u8) -> char {
    match byte {
        0x80 => '•',
        0x83 => '…',
        0x84 => '—',
        0x85 => '–',
        0x8C => '„',
        0x8D => '“',
        0x8E => '”',
        0x8F => '‘',
        0x90 => '’',
        0x91 => '‚',
        0xA0 => '€',
        other => char::from(other),
    }
}

/// A point in time as written: seconds since 1970 on the local clock, and
/// the zone in minutes if one was stated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stamp {
    seconds: i64,
    zone: Option<i64>,
}

impl Stamp {
    /// Reads `D:20210217100000+01'00'` as well as `2021-02-17T10:00:00+01:00`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches("D:");
        let (date, time) = match text.split_once('T') {
            Some((date, time)) => (date.to_owned(), time.to_owned()),
            None => {
                let split = text.len().min(8);
                (text.get(..split)?.to_owned(), text.get(split..)?.to_owned())
            }
        };
        let date: String = date.chars().filter(char::is_ascii_digit).collect();
        let number = |t: &str, from: usize, len: usize, default: i64| -> Option<i64> {
            if from >= t.len() { Some(default) } else { t.get(from..from + len)?.parse().ok() }
        };
        let (year, month, day) =
            (date.get(..4)?.parse::<i64>().ok()?, number(&date, 4, 2, 1)?, number(&date, 6, 2, 1)?);
        let (clock, zone) = split_zone(&time);
        let clock = clock.split('.').next().unwrap_or("");
        let clock: String = clock.chars().filter(char::is_ascii_digit).collect();
        let (h, m, s) = (number(&clock, 0, 2, 0)?, number(&clock, 2, 2, 0)?, number(&clock, 4, 2, 0)?);
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || h > 24 || m > 59 || s > 60 {
            return None;
        }
        Some(Self { seconds: days(year, month, day) * 86_400 + h * 3600 + m * 60 + s, zone })
    }

    /// Whether both name the same second; without a zone on either side the
    /// local clocks are compared.
    pub(crate) fn same(self, other: Self) -> bool {
        match (self.zone, other.zone) {
            (Some(a), Some(b)) => self.seconds - a * 60 == other.seconds - b * 60,
            _ => self.seconds == other.seconds,
        }
    }
}

fn split_zone(time: &str) -> (&str, Option<i64>) {
    let Some(at) = time.find(['Z', '+', '-']) else { return (time, None) };
    let (clock, zone) = time.split_at(at);
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let part = |from: usize| digits.get(from..from + 2).and_then(|d| d.parse::<i64>().ok()).unwrap_or(0);
    let minutes = part(0) * 60 + part(2);
    (clock, Some(if zone.starts_with('-') { -minutes } else { minutes }))
}

/// Days since 1970-01-01 of a Gregorian date.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pdf_and_xmp_dates_compare_as_instants() {
        let pdf = Stamp::parse("D:20210217100000+01'00'").unwrap();
        assert!(pdf.same(Stamp::parse("2021-02-17T10:00:00+01:00").unwrap()));
        assert!(pdf.same(Stamp::parse("2021-02-17T09:00:00Z").unwrap()));
        assert!(!pdf.same(Stamp::parse("2021-02-17T10:00:00Z").unwrap()));
        assert!(Stamp::parse("D:2021").is_some());
        assert_eq!(Stamp::parse("yesterday"), None);
        assert_eq!(Stamp::parse("D:äö"), None);
        assert_eq!(days(1970, 1, 1), 0);
        assert_eq!(days(2000, 3, 1), 11_017);
    }

    #[test]
    fn text_strings_decode() {
        assert_eq!(decode(b"\xFE\xFF\x00S\x00t\x00\xE4"), "Stä");
        assert_eq!(decode(b"St\xE4dte \x85"), "Städte –");
    }
}
