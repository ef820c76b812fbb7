//! Bare CFF subsets of OpenType faces with PostScript outlines (Adobe
//! Technical Note 5176): the header, the glyphs in a given order, one
//! private dictionary.
//!
//! `subsetter` reads every charstring into operators and writes them again,
//! which was half the work of a sheet, and it gives a glyph one place. Here
//! subroutines are put in place of their calls by copying bytes
//! ([`super::charstring`]), and a glyph may stand at several places: a
//! hyphen that shows U+002D here and U+00AD there needs no second font.
//! Whatever is rare (several private dictionaries, accents composed by
//! `endchar`, arithmetic) is left to `subsetter`.

use super::charstring::{Charstrings, FlatGlyphs};

/// Operators of a Top DICT (Technical Note 5176, table 9).
mod op {
    pub(super) const NOTICE: u16 = 1;
    pub(super) const FONT_BBOX: u16 = 5;
    pub(super) const CHARSET: u16 = 15;
    pub(super) const CHAR_STRINGS: u16 = 17;
    pub(super) const PRIVATE: u16 = 18;
    pub(super) const SUBRS: u16 = 19;
    pub(super) const COPYRIGHT: u16 = 0x0C00;
    pub(super) const CHARSTRING_TYPE: u16 = 0x0C06;
    pub(super) const FONT_MATRIX: u16 = 0x0C07;
    pub(super) const ROS: u16 = 0x0C1E;
    pub(super) const CID_COUNT: u16 = 0x0C22;
    pub(super) const FD_ARRAY: u16 = 0x0C24;
    pub(super) const FD_SELECT: u16 = 0x0C25;
}

/// How many strings every CFF font knows (Technical Note 5176, appendix A).
const STANDARD_STRINGS: i32 = 391;

/// The ROS operator with strings 391 and 392 and supplement 0, as short as
/// can be: readers tell a CID-keyed font by exactly these first bytes.
const ADOBE_IDENTITY_0: [u8; 7] = [0xF8, 0x1B, 0xF8, 0x1C, 0x8B, 0x0C, 0x1E];

/// A CFF table, read as far as subsetting needs it.
pub(super) struct Cff<'a> {
    name: &'a [u8],
    top: Dict<'a>,
    strings: Index<'a>,
    glyphs: Index<'a>,
    private: Dict<'a>,
    global: Index<'a>,
    local: Index<'a>,
}

impl<'a> Cff<'a> {
    /// Reads a table; `None` when it is damaged or not of the common kind.
    pub(super) fn read(data: &'a [u8]) -> Option<Self> {
        let (major, header) = (*data.first()?, usize::from(*data.get(2)?));
        let names = Index::read(data, header)?;
        let tops = Index::read(data, names.end)?;
        let strings = Index::read(data, tops.end)?;
        let global = Index::read(data, strings.end)?;
        let top = Dict::read(tops.get(0)?)?;
        let common = major == 1 && !top.has(op::ROS) && !top.has(op::CHARSTRING_TYPE);
        if !common || names.count != 1 {
            return None;
        }
        let glyphs = Index::read(data, offset(top.integers(op::CHAR_STRINGS)?.first()?)?)?;
        let place = top.integers(op::PRIVATE)?;
        let (size, start) = (offset(place.first()?)?, offset(place.get(1)?)?);
        let private = Dict::read(data.get(start..start.checked_add(size)?)?)?;
        let local = match private.integers(op::SUBRS) {
            Some(at) => Index::read(data, start.checked_add(offset(at.first()?)?)?)?,
            None => Index::default(),
        };
        Some(Self { name: names.get(0)?, top, strings, glyphs, private, global, local })
    }

    /// A font of these glyphs, in this order, as CIDs from 1 on; CID 0 is
    /// `.notdef`. `None` when a glyph is damaged or of a rare kind.
    pub(super) fn subset(&self, known: &FlatGlyphs, glyphs: &[u16]) -> Option<Vec<u8>> {
        let charstrings = Charstrings { global: &self.global, local: &self.local };
        let flat = |id: u16| charstrings.flat(self.glyphs.get(usize::from(id))?);
        let all = std::iter::once(0).chain(glyphs.iter().copied());
        let all: Vec<&[u8]> = all.map(|id| known.get(id, || flat(id))).collect::<Option<_>>()?;
        let count = u16::try_from(all.len()).ok()?;
        let mut out = vec![1, 0, 4, 4];
        write_index(&mut out, &[self.name]);
        // All numbers of places have one length, so a first draft tells it.
        let (draft, texts) = self.top_dict(count, Places::default());
        let head = out.len() + index_size(draft.len());
        let mut rest = Vec::new();
        write_index(&mut rest, &texts);
        write_index(&mut rest, &[]);
        let at = |rest: &Vec<u8>| i32::try_from(head + rest.len()).unwrap_or(i32::MAX);
        let mut places = Places { charset: at(&rest), ..Places::default() };
        write_charset(&mut rest, count);
        places.select = at(&rest);
        rest.extend_from_slice(&[3, 0, 1, 0, 0, 0]);
        rest.extend_from_slice(&count.to_be_bytes());
        let private = (self.write_private(&mut rest, at), places.select + 8);
        places.array = at(&rest);
        let mut dict = Vec::new();
        integer(&mut dict, private.0);
        integer(&mut dict, private.1);
        operator(&mut dict, op::PRIVATE);
        write_index(&mut rest, &[&dict]);
        places.glyphs = at(&rest);
        write_index(&mut rest, &all);
        write_index(&mut out, &[&self.top_dict(count, places).0]);
        out.extend_from_slice(&rest);
        Some(out)
    }

    /// The private dictionary without its subroutines; returns its size.
    fn write_private(&self, out: &mut Vec<u8>, at: impl Fn(&Vec<u8>) -> i32) -> i32 {
        let start = at(out);
        for entry in self.private.entries.iter().filter(|e| e.operator != op::SUBRS) {
            out.extend_from_slice(entry.operands);
            operator(out, entry.operator);
        }
        at(out) - start
    }

    /// The Top DICT and the texts it names.
    fn top_dict(&self, count: u16, places: Places) -> (Vec<u8>, Vec<&'a [u8]>) {
        let mut texts: Vec<&[u8]> = vec![b"Adobe", b"Identity"];
        let mut out = ADOBE_IDENTITY_0.to_vec();
        for name in [op::NOTICE, op::COPYRIGHT] {
            let text = self.top.integers(name).and_then(|n| self.text(*n.first()?));
            if let Some(text) = text {
                integer(&mut out, STANDARD_STRINGS + texts.len() as i32);
                operator(&mut out, name);
                texts.push(text);
            }
        }
        for name in [op::FONT_BBOX, op::FONT_MATRIX] {
            if let Some(entry) = self.top.get(name) {
                out.extend_from_slice(entry.operands);
                operator(&mut out, name);
            }
        }
        let Places { charset, select, array, glyphs } = places;
        for (value, name) in [
            (i32::from(count), op::CID_COUNT),
            (charset, op::CHARSET),
            (select, op::FD_SELECT),
            (array, op::FD_ARRAY),
            (glyphs, op::CHAR_STRINGS),
        ] {
            integer(&mut out, value);
            operator(&mut out, name);
        }
        (out, texts)
    }

    fn text(&self, id: i32) -> Option<&'a [u8]> {
        self.strings.get(usize::try_from(id.checked_sub(STANDARD_STRINGS)?).ok()?)
    }
}

/// Where the parts of a font begin.
#[derive(Clone, Copy, Default)]
struct Places {
    charset: i32,
    select: i32,
    array: i32,
    glyphs: i32,
}

/// An INDEX (Technical Note 5176, section 5).
#[derive(Default)]
pub(super) struct Index<'a> {
    /// How many objects there are.
    pub(super) count: usize,
    offsets: &'a [u8],
    width: usize,
    /// The byte before the first object, which has offset 1.
    data: &'a [u8],
    end: usize,
}

impl<'a> Index<'a> {
    pub(super) fn read(data: &'a [u8], start: usize) -> Option<Self> {
        let rest = data.get(start..)?;
        let count = usize::from(u16::from_be_bytes(rest.get(..2)?.try_into().ok()?));
        if count == 0 {
            return Some(Self { end: start + 2, ..Self::default() });
        }
        let width = usize::from(*rest.get(2)?);
        if !(1..=4).contains(&width) {
            return None;
        }
        let head = 3 + (count + 1) * width;
        let mut index =
            Self { count, offsets: rest.get(3..head)?, width, data: rest.get(head - 1..)?, end: 0 };
        index.end = start.checked_add(head - 1)?.checked_add(index.offset(count)?)?;
        (index.end <= data.len()).then_some(index)
    }

    fn offset(&self, number: usize) -> Option<usize> {
        let at = number * self.width;
        let bytes = self.offsets.get(at..at + self.width)?;
        Some(bytes.iter().fold(0, |value, byte| value << 8 | usize::from(*byte)))
    }

    /// An object.
    pub(super) fn get(&self, number: usize) -> Option<&'a [u8]> {
        if number >= self.count {
            return None;
        }
        self.data.get(self.offset(number)?..self.offset(number + 1)?)
    }
}

/// An entry of a DICT.
struct Entry<'a> {
    operator: u16,
    operands: &'a [u8],
}

/// A DICT (Technical Note 5176, section 4).
struct Dict<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Dict<'a> {
    fn read(data: &'a [u8]) -> Option<Self> {
        let (mut entries, mut start, mut at) = (Vec::new(), 0, 0);
        while let Some(&first) = data.get(at) {
            match first {
                0..=21 => {
                    let operands = data.get(start..at)?;
                    let (operator, length) = match first {
                        12 => (0x0C00 | u16::from(*data.get(at + 1)?), 2),
                        _ => (u16::from(first), 1),
                    };
                    entries.push(Entry { operator, operands });
                    at += length;
                    start = at;
                }
                30 => {
                    let last = data.get(at + 1..)?.iter().position(|b| b & 0x0F == 0x0F)?;
                    at += last + 2;
                }
                28 => at += 3,
                29 => at += 5,
                32..=246 => at += 1,
                247..=254 => at += 2,
                _ => return None,
            }
        }
        Some(Self { entries })
    }

    fn get(&self, operator: u16) -> Option<&Entry<'a>> {
        self.entries.iter().find(|e| e.operator == operator)
    }

    fn has(&self, operator: u16) -> bool {
        self.get(operator).is_some()
    }

    /// The operands of an entry, if all of them are integers.
    fn integers(&self, operator: u16) -> Option<Vec<i32>> {
        let mut operands = self.get(operator)?.operands;
        let mut values = Vec::new();
        while let Some((&first, rest)) = operands.split_first() {
            let (value, length) = match first {
                28 => (i32::from(i16::from_be_bytes(rest.get(..2)?.try_into().ok()?)), 2),
                29 => (i32::from_be_bytes(rest.get(..4)?.try_into().ok()?), 4),
                _ => super::charstring::small(first, rest.first().copied())?,
            };
            values.push(value);
            operands = rest.get(length..)?;
        }
        Some(values)
    }
}

fn offset(value: &i32) -> Option<usize> {
    usize::try_from(*value).ok()
}

/// A number of five bytes, so that it never changes its length.
fn integer(out: &mut Vec<u8>, value: i32) {
    out.push(29);
    out.extend_from_slice(&value.to_be_bytes());
}

fn operator(out: &mut Vec<u8>, operator: u16) {
    let [high, low] = operator.to_be_bytes();
    if high != 0 {
        out.push(high);
    }
    out.push(low);
}

/// A charset that gives glyph `n` the CID `n`.
fn write_charset(out: &mut Vec<u8>, count: u16) {
    match count.checked_sub(2) {
        Some(left) => {
            out.extend_from_slice(&[2, 0, 1]);
            out.extend_from_slice(&left.to_be_bytes());
        }
        None => out.push(0),
    }
}

/// The bytes of one offset of an INDEX of so much data.
fn offset_width(data: usize) -> usize {
    match data + 1 {
        0..=0xFF => 1,
        0x100..=0xFFFF => 2,
        0x1_0000..=0xFF_FFFF => 3,
        _ => 4,
    }
}

/// The size of an INDEX of one object.
fn index_size(object: usize) -> usize {
    3 + 2 * offset_width(object) + object
}

fn write_index(out: &mut Vec<u8>, objects: &[&[u8]]) {
    out.extend_from_slice(&(objects.len() as u16).to_be_bytes());
    if objects.is_empty() {
        return;
    }
    let width = offset_width(objects.iter().map(|o| o.len()).sum());
    out.push(width as u8);
    let mut offset = 1usize;
    let mut write = |offset: usize| {
        let bytes = (offset as u32).to_be_bytes();
        out.extend_from_slice(bytes.get(4 - width..).unwrap_or(&bytes));
    };
    write(offset);
    for object in objects {
        offset += object.len();
        write(offset);
    }
    objects.iter().for_each(|object| out.extend_from_slice(object));
}

#[cfg(test)]
mod tests {
    use super::super::font_file::table;
    use super::*;

    fn fonts() -> Vec<Vec<u8>> {
        ["source-sans/SourceSans3-Regular.otf", "libertinus-serif/LibertinusSerif-BoldItalic.otf"]
            .map(|name| std::fs::read(format!("fonts/{name}")).unwrap())
            .into()
    }

    #[test]
    fn glyphs_are_those_that_subsetter_writes() {
        for font in fonts() {
            let cff = Cff::read(table(&font, *b"CFF ").unwrap()).unwrap();
            let glyphs: Vec<u16> = (1..cff.glyphs.count as u16).collect();
            for group in glyphs.chunks(500) {
                let ours = cff.subset(&FlatGlyphs::new(cff.glyphs.count), group).unwrap();
                let remapper = subsetter::GlyphRemapper::new_from_glyphs(group);
                let theirs = subsetter::subset(&font, 0, &remapper).unwrap();
                let theirs = table(&theirs, *b"CFF ").unwrap();
                assert_eq!(charstrings(&ours), charstrings(theirs));
            }
        }
    }

    /// The charstrings of a CID-keyed font.
    fn charstrings(font: &[u8]) -> Vec<&[u8]> {
        let names = Index::read(font, 4).unwrap();
        let tops = Index::read(font, names.end).unwrap();
        let top = Dict::read(tops.get(0).unwrap()).unwrap();
        let at = top.integers(op::CHAR_STRINGS).unwrap()[0];
        let glyphs = Index::read(font, at as usize).unwrap();
        (0..glyphs.count).map(|n| glyphs.get(n).unwrap()).collect()
    }

    #[test]
    fn a_glyph_may_stand_twice() {
        let font = fonts().remove(0);
        let cff = Cff::read(table(&font, *b"CFF ").unwrap()).unwrap();
        let known = FlatGlyphs::new(cff.glyphs.count);
        let subset = cff.subset(&known, &[36, 36, 7]).unwrap();
        let glyphs = charstrings(&subset);
        assert_eq!((glyphs.len(), glyphs[1]), (4, glyphs[2]));
        assert!(cff.subset(&known, &[65_000]).is_none());
    }

    #[test]
    fn damaged_tables_never_panic() {
        let font = fonts().remove(0);
        let whole = table(&font, *b"CFF ").unwrap();
        for length in (0..whole.len()).step_by(997) {
            let known = FlatGlyphs::new(4);
            let _ = Cff::read(&whole[..length]).map(|cff| cff.subset(&known, &[1, 2, 3]));
        }
        for seed in 0..200usize {
            let mut bytes = whole.to_vec();
            for step in 0..40 {
                let at = (seed * 7919 + step * 104_729) % bytes.len();
                bytes[at] = bytes[at].wrapping_mul(31).wrapping_add(seed as u8);
            }
            let (known, glyphs) = (FlatGlyphs::new(200), (1..200).collect::<Vec<_>>());
            let _ = Cff::read(&bytes).map(|cff| cff.subset(&known, &glyphs));
        }
    }
}
