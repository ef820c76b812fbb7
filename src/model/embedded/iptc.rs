//! IPTC-IIM in Photoshop image resources: what agencies wrote before XMP.

use super::{Embedded, Said};

/// Resource of the IPTC record (Adobe Photoshop File Formats, 1028).
const IPTC: u16 = 0x0404;
/// ISO 2022 announcement of UTF-8 in data set 1:90.
const UTF_8: &[u8] = b"\x1b%G";

pub(super) fn read(resources: &[u8]) -> Embedded {
    record(resources).map(data_sets).unwrap_or_default()
}

/// The IPTC record among the image resources.
fn record(mut rest: &[u8]) -> Option<&[u8]> {
    loop {
        let after = rest.strip_prefix(b"8BIM")?;
        let id = u16::from_be_bytes(after.get(..2)?.try_into().ok()?);
        // A Pascal string padded to an even length, its length byte included.
        let name = (usize::from(*after.get(2)?) + 2) & !1;
        let size = after.get(2 + name..6 + name)?;
        let size = u32::from_be_bytes(size.try_into().ok()?) as usize;
        let start = 6 + name;
        let data = after.get(start..start.checked_add(size)?)?;
        if id == IPTC {
            return Some(data);
        }
        rest = after.get(start + size + size % 2..)?;
    }
}

fn data_sets(mut rest: &[u8]) -> Embedded {
    let mut found = Embedded::default();
    let mut utf_8 = false;
    while let Some([0x1C, record, set, high, low]) = rest.get(..5) {
        let size = usize::from(u16::from_be_bytes([*high, *low]));
        // The top bit announces a longer length; no text needs one.
        let Some(data) = rest.get(5..5 + size).filter(|_| high & 0x80 == 0) else { break };
        match (record, set) {
            (1, 90) => utf_8 = data == UTF_8,
            (2, 110) => found.credit = found.credit.or_else(|| said(data, utf_8)),
            (2, 116) => found.rights = found.rights.or_else(|| said(data, utf_8)),
            _ => {}
        }
        rest = rest.get(5 + size..).unwrap_or_default();
    }
    found
}

/// IPTC names no language of a text.
fn said(data: &[u8], utf_8: bool) -> Option<Said> {
    Some(Said { text: decode(data, utf_8), language: None })
}

/// UTF-8 where announced or valid, else Latin-1, which most programs wrote.
fn decode(data: &[u8], utf_8: bool) -> String {
    match std::str::from_utf8(data) {
        Ok(text) => text.to_owned(),
        Err(_) if utf_8 => String::from_utf8_lossy(data).into_owned(),
        Err(_) => data.iter().map(|&byte| char::from(byte)).collect(),
    }
}
