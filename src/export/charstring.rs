//! Type 2 charstrings (Adobe Technical Note 5177) without subroutines: every
//! call is replaced by what it calls. Bytes are copied, not interpreted; only
//! as much is counted as is needed to find the ends of hint masks and the
//! numbers of subroutines.

use std::sync::OnceLock;

use super::cff::Index;

/// Calls may be nested this deep (Technical Note 5177, appendix B).
const MAX_DEPTH: usize = 10;

/// No glyph of a text face is larger than this; a hostile one would be.
const MAX_LENGTH: usize = 64 * 1024;

/// Values from `endchar` on that make it compose an accented letter.
const ACCENT_VALUES: usize = 4;

/// No glyph of a text face calls more often; subroutines that call each other
/// and draw nothing would never come to an end.
const MAX_CALLS: usize = 4096;

/// Nearly all glyphs of text faces take less.
const ROOM: usize = 384;

/// The subroutines of a font.
pub(super) struct Charstrings<'f, 'a> {
    /// Shared by all fonts of a table.
    pub(super) global: &'f Index<'a>,
    /// Of this font.
    pub(super) local: &'f Index<'a>,
}

/// Charstrings without calls of the glyphs of one face that were asked for so
/// far, by glyph id: every sheet needs nearly the same ones. They are few of
/// thousands, so there are pages of them, made when they are needed.
pub(super) struct FlatGlyphs(Box<[OnceLock<FlatPage>]>);

type FlatPage = Box<[OnceLock<Box<[u8]>>; PAGE]>;

/// Glyphs of a page.
const PAGE: usize = 64;

impl FlatGlyphs {
    /// None yet, of a face with so many glyphs.
    pub(super) fn new(glyphs: usize) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(glyphs.div_ceil(PAGE)).collect())
    }

    /// The charstring of a glyph as `flatten` gives it, which is asked once.
    pub(super) fn get(
        &self,
        glyph: u16,
        flatten: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Option<&[u8]> {
        let glyph = usize::from(glyph);
        let page = self.0.get(glyph / PAGE)?;
        let page = page.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        let kept = page.get(glyph % PAGE)?;
        if let Some(known) = kept.get() {
            return Some(known);
        }
        let flat = flatten()?;
        Some(kept.get_or_init(|| flat.into()))
    }
}

/// A charstring in the making.
#[derive(Default)]
struct Flat {
    out: Vec<u8>,
    /// Values on the stack.
    values: usize,
    /// The last value and where it begins, if it was just written.
    last: Option<(usize, i32)>,
    stems: usize,
    calls: usize,
}

/// How a piece of a charstring ends.
#[derive(PartialEq)]
enum End {
    Return,
    Glyph,
}

impl Charstrings<'_, '_> {
    /// A charstring without calls; `None` when it is damaged or uses what
    /// text faces do not.
    pub(super) fn flat(&self, code: &[u8]) -> Option<Vec<u8>> {
        let mut flat = Flat { out: Vec::with_capacity(ROOM), ..Flat::default() };
        (self.append(&mut flat, code, 0)? == End::Glyph).then_some(flat.out)
    }

    /// Appends what lies between calls in one piece.
    fn append(&self, flat: &mut Flat, code: &[u8], depth: usize) -> Option<End> {
        if depth > MAX_DEPTH {
            return None;
        }
        let (mut from, mut at) = (0, 0);
        while let Some(&first) = code.get(at) {
            at += match first {
                10 | 29 => {
                    flat.copy(code.get(from..at)?)?;
                    let subroutines = if first == 10 { self.local } else { self.global };
                    let called = subroutines.get(flat.take_call(subroutines.count)?)?;
                    if self.append(flat, called, depth + 1)? == End::Glyph {
                        return Some(End::Glyph);
                    }
                    from = at + 1;
                    1
                }
                11 => break,
                14 => {
                    flat.copy(code.get(from..=at)?)?;
                    return (flat.values < ACCENT_VALUES).then_some(End::Glyph);
                }
                28 | 32..=255 => {
                    let (value, length) = number(code.get(at..)?)?;
                    flat.last = Some((flat.out.len() + at - from, value));
                    flat.values += 1;
                    length
                }
                _ => flat.operator(first, code.get(at + 1).copied())?,
            };
        }
        flat.copy(code.get(from..at)?)?;
        Some(End::Return)
    }
}

impl Flat {
    /// Appends bytes, if that does not make it too long.
    fn copy(&mut self, bytes: &[u8]) -> Option<()> {
        self.out.extend_from_slice(bytes);
        (self.out.len() <= MAX_LENGTH).then_some(())
    }

    /// Takes the number of a subroutine off the stack.
    fn take_call(&mut self, count: usize) -> Option<usize> {
        let (start, value) = self.last.take()?;
        self.out.truncate(start);
        self.values = self.values.checked_sub(1)?;
        self.calls += 1;
        if self.calls > MAX_CALLS {
            return None;
        }
        let bias = match count {
            0..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        usize::try_from(value.checked_add(bias)?).ok()
    }

    /// Counts an operator; returns its length with the mask that follows it.
    fn operator(&mut self, operator: u8, second: Option<u8>) -> Option<usize> {
        let length = match operator {
            // hstem, vstem, hstemhm, vstemhm
            1 | 3 | 18 | 23 => {
                self.stems += self.values / 2;
                1
            }
            // hintmask and cntrmask, which may follow vertical stems unsaid
            19 | 20 => {
                self.stems += self.values / 2;
                1 + self.stems.div_ceil(8)
            }
            // moves, lines and curves
            4..=8 | 21 | 22 | 24..=27 | 30 | 31 => 1,
            // flexes
            12 if matches!(second, Some(34..=37)) => 2,
            _ => return None,
        };
        self.values = 0;
        self.last = None;
        Some(length)
    }
}

/// The number at the beginning of a charstring, with its length.
fn number(code: &[u8]) -> Option<(i32, usize)> {
    match code {
        [28, high, low, ..] => Some((i32::from(i16::from_be_bytes([*high, *low])), 3)),
        // 16.16: never the number of a subroutine.
        [255, _, _, _, _, ..] => Some((i32::MIN, 5)),
        [first, rest @ ..] => {
            let (value, more) = small(*first, rest.first().copied())?;
            Some((value, 1 + more))
        }
        [] => None,
    }
}

/// A number of one or two bytes, with the length of what follows the first;
/// charstrings and dictionaries write them alike.
pub(super) fn small(first: u8, second: Option<u8>) -> Option<(i32, usize)> {
    let wide = i32::from(first);
    match first {
        32..=246 => Some((wide - 139, 0)),
        247..=250 => Some(((wide - 247) * 256 + i32::from(second?) + 108, 1)),
        251..=254 => Some((-(wide - 251) * 256 - i32::from(second?) - 108, 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(code: &[u8]) -> Option<Vec<u8>> {
        Charstrings { global: &Index::default(), local: &Index::default() }.flat(code)
    }

    #[test]
    fn masks_are_as_long_as_there_are_stems() {
        // Two horizontal stems, then seven vertical ones before the mask: two
        // bytes, of which the first looks like `endchar`.
        let mut code = vec![139; 4];
        code.push(18);
        code.extend([139; 14]);
        code.extend([19, 14, 11, 14]);
        assert_eq!(flat(&code), Some(code));
    }

    /// The charstring of a glyph in a font with these subroutines, the first
    /// of which has the number -107, written as 32.
    fn flat_with(subroutines: &[&[u8]], code: &[u8]) -> Option<Vec<u8>> {
        let mut table = vec![0, subroutines.len() as u8, 2];
        let mut end = 1;
        for length in std::iter::once(0).chain(subroutines.iter().map(|s| s.len() as u16)) {
            end += length;
            table.extend(end.to_be_bytes());
        }
        table.extend(subroutines.concat());
        let local = Index::read(&table, 0).expect("an index");
        Charstrings { global: &Index::default(), local: &local }.flat(code)
    }

    #[test]
    fn calls_are_replaced_by_what_they_call() {
        let (line, two) = ([140, 141, 5, 11], [32, 10, 32, 10, 11]);
        let found = flat_with(&[&line, &two], &[139, 4, 33, 10, 14]);
        assert_eq!(found, Some(vec![139, 4, 140, 141, 5, 140, 141, 5, 14]));
    }

    #[test]
    fn calls_that_draw_nothing_come_to_an_end() {
        let calls = |number: u8| [[number, 10].repeat(900), vec![11]].concat();
        let (first, second, third) = (calls(32), calls(33), calls(34));
        let font: [&[u8]; 4] = [&[11], &first, &second, &third];
        assert_eq!(flat_with(&font, &[33, 10, 14]), Some(vec![14]));
        assert_eq!(flat_with(&font, &[35, 10, 14]), None);
    }

    #[test]
    fn what_is_rare_or_damaged_is_left_alone() {
        assert_eq!(flat(&[14]), Some(vec![14]));
        for code in [&[139, 139, 139, 139, 14][..], &[12, 10, 14], &[139, 10, 14], &[10], &[28, 1]]
        {
            assert_eq!(flat(code), None, "{code:?}");
        }
        assert_eq!(flat(&[139, 4]), None);
    }
}
