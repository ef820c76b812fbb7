//! Embedded font programs: are they whole, may they be embedded, and do
//! their advance widths agree with the font dictionary?

use crate::preflight::interpreter::font::{Font, Program};
use crate::preflight::reader::Pdf;
use crate::preflight::reader::object::Stream;

/// Difference of widths, in thousandths of an em, that is rounding.
const WIDTH_SLACK: f64 = 1.5;

/// What an embedded program says.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Verdict {
    /// Why it cannot be used, if so.
    pub damage: Option<&'static str>,
    /// OS/2 `fsType` forbids embedding.
    pub restricted: bool,
    /// A code whose stated width differs from the program's: code, stated, actual.
    pub width_conflict: Option<(u32, f64, f64)>,
}

/// Examines the program of a font. Widths are compared for composite
/// TrueType fonts with the identity map, where code, CID and glyph agree;
/// other kinds would need an encoding and are not compared.
pub(crate) fn examine(pdf: &Pdf<'_>, font: &Font) -> Verdict {
    let damaged = |damage| Verdict { damage: Some(damage), ..Verdict::default() };
    let decode = |stream: &Stream| pdf.decode(stream).ok();
    match &font.program {
        Program::Missing | Program::Type3 => Verdict::default(),
        Program::Type1(stream) => match decode(stream) {
            Some(data) if data.starts_with(b"%!") || data.first() == Some(&0x80) => Verdict::default(),
            _ => damaged("no Type 1 program in FontFile"),
        },
        Program::TrueType(stream) => decode(stream)
            .and_then(|data| sfnt(&data, font))
            .unwrap_or_else(|| damaged("the table directory of the TrueType program is damaged")),
        Program::Compact(stream, subtype) => match (decode(stream), subtype.as_slice()) {
            (Some(data), b"OpenType") => sfnt(&data, font)
                .unwrap_or_else(|| damaged("the table directory of the OpenType program is damaged")),
            (Some(data), _) if cff_is_whole(&data) => Verdict::default(),
            _ => damaged("the CFF program is damaged"),
        },
    }
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<usize> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?) as usize)
}

/// A table of an sfnt; `None` when the directory is damaged.
fn table<'d>(data: &'d [u8], tag: &[u8; 4]) -> Option<Option<&'d [u8]>> {
    let count = usize::from(u16_at(data, 4)?);
    let mut found = None;
    for index in 0..count {
        let at = 12 + index * 16;
        let record = data.get(at..at + 16)?;
        let start = u32_at(record, 8)?;
        let body = data.get(start..start.checked_add(u32_at(record, 12)?)?)?;
        if record.starts_with(tag) {
            found = Some(body);
        }
    }
    Some(found)
}

fn sfnt(data: &[u8], font: &Font) -> Option<Verdict> {
    let head = table(data, b"head")?;
    if u16_at(data, 4)? == 0 {
        return None;
    }
    let mut verdict = Verdict::default();
    if let Some(os2) = table(data, b"OS/2")? {
        // fsType bit 1 alone: restricted licence embedding.
        verdict.restricted = u16_at(os2, 8).is_some_and(|t| t & 0x000F == 0x0002);
    }
    let identity = font.composite && font.subtype == b"CIDFontType2" && font.cid_to_gid.is_name(b"Identity");
    if identity && let (Some(head), Some(hhea), Some(hmtx)) = (head, table(data, b"hhea")?, table(data, b"hmtx")?) {
        verdict.width_conflict = width_conflict(font, head, hhea, hmtx);
    }
    Some(verdict)
}

fn width_conflict(font: &Font, head: &[u8], hhea: &[u8], hmtx: &[u8]) -> Option<(u32, f64, f64)> {
    let em = f64::from(u16_at(head, 18)?.max(1));
    let metrics = usize::from(u16_at(hhea, 34)?);
    font.stated_widths().find_map(|(code, stated)| {
        let glyph = (code as usize).min(metrics.checked_sub(1)?);
        let actual = f64::from(u16_at(hmtx, glyph * 4)?) * 1000.0 / em;
        ((stated - actual).abs() > WIDTH_SLACK).then_some((code, stated, actual))
    })
}

/// Whether header and the four leading INDEX structures lie inside the data
/// (Adobe Technical Note 5176, sections 6 to 10).
fn cff_is_whole(data: &[u8]) -> bool {
    let walk = || -> Option<()> {
        if *data.first()? != 1 {
            return None;
        }
        let mut at = usize::from(*data.get(2)?);
        for _ in 0..4 {
            at = index_end(data, at)?;
        }
        Some(())
    };
    walk().is_some()
}

fn index_end(data: &[u8], at: usize) -> Option<usize> {
    let count = usize::from(u16_at(data, at)?);
    if count == 0 {
        return Some(at + 2);
    }
    let size = usize::from(*data.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let last = at + 3 + count * size;
    let offset = data.get(last..last + size)?.iter().fold(0usize, |n, b| n << 8 | usize::from(*b));
    let end = (last + size).checked_add(offset)?.checked_sub(1)?;
    (end <= data.len()).then_some(end)
}
