//! The few fields of an OpenType file that decide whether it may be used.
//!
//! Offsets and names as in the OpenType specification 1.9.1: "OpenType Font
//! File" (table directory), "OS/2" (`fsType`), "head", "fvar".

use std::fmt;

/// Why a font file cannot be used. The words name neither file nor place;
/// whoever asked for the font adds those.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaceError {
    /// Neither OpenType nor TrueType.
    NotAFont,
    /// A web font (WOFF, WOFF2), which PDF cannot embed as it is.
    WebFont,
    /// Tables reach beyond the end of the file.
    Truncated,
    /// A table that every font needs is missing or unreadable.
    MissingTable([u8; 4]),
    /// Several faces in one file (TTC, OTC).
    Collection,
    /// A variable font: the weight to use would have to be cut out first.
    Variable,
    /// Colour or bitmap glyphs only, without outlines.
    NoOutlines,
    /// `fsType` bit 1, Restricted License embedding: must not be embedded.
    Restricted,
    /// `fsType` bit 9, Bitmap embedding only: outlines must not be embedded.
    BitmapOnly,
    /// `fsType` bit 8, No subsetting: every sheet would carry the whole font.
    NoSubsetting,
}

impl FaceError {
    /// A stable name for diagnostics.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Restricted | Self::BitmapOnly | Self::NoSubsetting => "font-licence",
            Self::WebFont | Self::Collection | Self::Variable | Self::NoOutlines => {
                "font-unsupported"
            }
            Self::NotAFont | Self::Truncated | Self::MissingTable(_) => "font-broken",
        }
    }

    /// How to mend it.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::NotAFont | Self::WebFont => "use the .otf or .ttf file of the family",
            Self::Truncated | Self::MissingTable(_) => "fetch the font file again, it is damaged",
            Self::Collection => "use the single .otf or .ttf files of the family",
            Self::Variable => "use the static .otf or .ttf file of the weight that is needed",
            Self::NoOutlines => "choose a font with outlines",
            Self::Restricted | Self::BitmapOnly | Self::NoSubsetting => {
                "ask the maker of the font for a licence that allows embedding, or choose another font"
            }
        }
    }
}

impl fmt::Display for FaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAFont => "this is not an OpenType or TrueType font",
            Self::WebFont => "this is a web font (WOFF), which cannot be embedded in a PDF",
            Self::Truncated => "the font file ends before its tables do",
            Self::MissingTable(tag) => {
                return write!(f, "the font lacks a usable \"{}\" table", tag.escape_ascii());
            }
            Self::Collection => "this is a font collection, not a single face",
            Self::Variable => "this is a variable font",
            Self::NoOutlines => "the font has no outlines",
            Self::Restricted => "the font forbids embedding (OS/2 fsType: restricted licence)",
            Self::BitmapOnly => "the font allows only bitmaps to be embedded (OS/2 fsType)",
            Self::NoSubsetting => "the font forbids subsets (OS/2 fsType)",
        })
    }
}

impl std::error::Error for FaceError {}

/// What the checked file says about itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Facts {
    pub is_cff: bool,
    pub fs_type: u16,
    pub weight: u16,
    pub italic: bool,
    pub bbox: [i16; 4],
}

/// Checks a font file as far as its table directory and permissions go.
pub(super) fn check(data: &[u8]) -> Result<Facts, FaceError> {
    let directory = Directory::new(data)?;
    for tag in [*b"cmap", *b"head", *b"hhea", *b"hmtx", *b"maxp"] {
        if directory.table(tag).is_none() {
            return Err(FaceError::MissingTable(tag));
        }
    }
    if directory.table(*b"fvar").is_some() {
        return Err(FaceError::Variable);
    }
    let is_cff = directory.table(*b"CFF ").is_some();
    if !is_cff && (directory.table(*b"glyf").is_none() || directory.table(*b"loca").is_none()) {
        return Err(FaceError::NoOutlines);
    }
    let os2 = directory.table(*b"OS/2").unwrap_or_default();
    let fs_type = u16_at(os2, 8).unwrap_or(0);
    permitted(fs_type)?;
    let head = directory.table(*b"head").unwrap_or_default();
    let coordinate = |at| u16_at(head, at).map(u16::cast_signed);
    let bbox = || Some([coordinate(36)?, coordinate(38)?, coordinate(40)?, coordinate(42)?]);
    Ok(Facts {
        is_cff,
        fs_type,
        weight: u16_at(os2, 4).filter(|w| (1..=1000).contains(w)).unwrap_or(400),
        italic: u16_at(os2, 62).unwrap_or(0) & 1 != 0 || u16_at(head, 44).unwrap_or(0) & 2 != 0,
        bbox: bbox().ok_or(FaceError::MissingTable(*b"head"))?,
    })
}

/// OS/2 `fsType`: bits 0 to 3 are the usage permission, of which the least
/// restrictive one set counts; bits 8 and 9 add to it.
fn permitted(fs_type: u16) -> Result<(), FaceError> {
    if fs_type & 0x000F == 0x0002 {
        Err(FaceError::Restricted)
    } else if fs_type & 0x0200 != 0 {
        Err(FaceError::BitmapOnly)
    } else if fs_type & 0x0100 != 0 {
        Err(FaceError::NoSubsetting)
    } else {
        Ok(())
    }
}

/// The table directory, with every table inside the file.
pub(super) struct Directory<'a> {
    data: &'a [u8],
    count: usize,
}

impl<'a> Directory<'a> {
    pub fn new(data: &'a [u8]) -> Result<Self, FaceError> {
        match data.get(..4) {
            Some(b"OTTO" | b"\0\x01\0\0" | b"true") => {}
            Some(b"ttcf") => return Err(FaceError::Collection),
            Some(b"wOFF" | b"wOF2") => return Err(FaceError::WebFont),
            _ => return Err(FaceError::NotAFont),
        }
        let count = usize::from(u16_at(data, 4).ok_or(FaceError::Truncated)?);
        let directory = Self { data, count };
        for index in 0..count {
            let (_, range) = directory.record(index).ok_or(FaceError::Truncated)?;
            if data.get(range).is_none() {
                return Err(FaceError::Truncated);
            }
        }
        Ok(directory)
    }

    fn record(&self, index: usize) -> Option<([u8; 4], std::ops::Range<usize>)> {
        let record = self.data.get(12 + 16 * index..28 + 16 * index)?;
        let tag = record.get(..4)?.try_into().ok()?;
        let start = usize::try_from(u32_at(record, 8)?).ok()?;
        let length = usize::try_from(u32_at(record, 12)?).ok()?;
        Some((tag, start..start.checked_add(length)?))
    }

    pub fn table(&self, tag: [u8; 4]) -> Option<&'a [u8]> {
        self.data.get(self.place(tag)?)
    }

    /// Where a table stands in the file.
    pub fn place(&self, tag: [u8; 4]) -> Option<std::ops::Range<usize>> {
        let mut records = (0..self.count).filter_map(|index| self.record(index));
        records.find(|(t, _)| *t == tag).map(|(_, range)| range)
    }
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?))
}
