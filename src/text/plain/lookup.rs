//! What one subtable of a lookup would do to a glyph and the one after it.
//!
//! Chapters "GSUB" and "GPOS" of the OpenType specification 1.9.1. Pair
//! kerning and ligatures are carried out; for all else it is enough to know
//! that nothing happens, so a context is judged by its first two glyphs and
//! glyphs before it are taken to fit.

use super::table::Table;

/// A subtable, by where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Subtable {
    pub substitutes: bool,
    /// Offset in its table.
    at: u32,
    /// Offset of the coverage of the first glyph, and the first and the last
    /// glyph in it.
    coverage: u32,
    covered: (u16, u16),
    kind: Kind,
    /// The lookup it belongs to.
    pub lookup: u16,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// Does something to every glyph covered, or may.
    Single,
    Ligature,
    /// The number is the format.
    Context(u16),
    ChainedContext(u16),
    PairKern(u16),
}

/// What a subtable does to a glyph when another one follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Effect {
    Nothing,
    /// Adds to the advance, perhaps zero, and ends the lookup.
    Kern(i16),
    /// May make a ligature of it and the next one.
    Ligature,
    /// Something else.
    Other,
}

/// `LookupFlag`: ignoreBaseGlyphs, ignoreLigatures.
const SKIPS_LETTERS: u16 = 0x0006;

/// `ValueFormat`: xAdvance.
const ADVANCE: u16 = 0x0004;

impl Subtable {
    /// Adds the subtables of a lookup to `out`; `None` if there is one that is
    /// not known here.
    pub fn of_lookup(
        table: Table<'_>,
        substitutes: bool,
        index: u16,
        out: &mut Vec<Self>,
    ) -> Option<()> {
        let list = table.u16(8)?;
        if index >= table.from(list.into())?.u16(0)? {
            return Some(());
        }
        let lookup = usize::from(table.from(list.into())?.u16(2 + 2 * usize::from(index))?);
        let lookup = usize::from(list) + lookup;
        let header = table.from(lookup)?;
        let (kind, flags) = (header.u16(0)?, header.u16(2)?);
        for offset in header.list(4)? {
            let mut at = lookup + usize::from(offset);
            let mut kind = kind;
            let extension = if substitutes { 7 } else { 9 };
            if kind == extension {
                let extended = table.from(at)?;
                kind = extended.u16(2)?;
                at = at.checked_add(usize::try_from(extended.u32(4)?).ok()?)?;
            }
            let known = Self::new(table, substitutes, kind, at, index)?;
            // Where letters are passed over, any glyph may be the next one.
            let skips = flags & SKIPS_LETTERS != 0;
            out.push(if skips { Self { kind: Kind::Single, ..known } } else { known });
        }
        Some(())
    }

    fn new(table: Table<'_>, substitutes: bool, kind: u16, at: usize, lookup: u16) -> Option<Self> {
        let subtable = table.from(at)?;
        let format = subtable.u16(0)?;
        let kind = match (substitutes, kind, format) {
            (true, 4, 1) => Kind::Ligature,
            (true, 1, 1 | 2) | (true, 2 | 3 | 8, 1) => Kind::Single,
            (false, 1, 1 | 2) | (false, 3..=6, 1) => Kind::Single,
            (false, 2, 1 | 2) => match (subtable.u16(4)?, subtable.u16(6)?) {
                (ADVANCE, 0) => Kind::PairKern(format),
                _ => Kind::Single,
            },
            (true, 5, 1..=3) | (false, 7, 1..=3) => Kind::Context(format),
            (true, 6, 1..=3) | (false, 8, 1..=3) => Kind::ChainedContext(format),
            _ => return None,
        };
        let coverage = match kind {
            Kind::Context(3) => 6,
            Kind::ChainedContext(3) => 6 + 2 * usize::from(subtable.u16(2)?),
            _ => 2,
        };
        let coverage = Some(subtable.u16(coverage)?).filter(|offset| *offset != 0)?;
        Some(Self {
            substitutes,
            at: u32::try_from(at).ok()?,
            coverage: u32::try_from(at).ok()?.checked_add(coverage.into())?,
            covered: subtable.from(coverage.into())?.extent()?,
            kind,
            lookup,
        })
    }

    /// The index that its coverage gives a glyph, if it covers it.
    pub fn index(&self, table: Table<'_>, glyph: u16) -> Option<Option<u16>> {
        let (first, last) = self.covered;
        if glyph < first || glyph > last {
            return Some(None);
        }
        table.from(self.coverage as usize)?.covered(glyph)
    }

    /// What it does to a glyph that it covers, given the one after it. `None`:
    /// cannot be read.
    pub fn effect(
        &self,
        table: Table<'_>,
        (first, index): (u16, u16),
        next: Option<u16>,
    ) -> Option<Effect> {
        let index = usize::from(index);
        let subtable = table.from(self.at as usize)?;
        let acts = match (self.kind, next) {
            (Kind::PairKern(_), None) => false,
            (Kind::PairKern(1), Some(next)) => return kern_of_pair(subtable, index, next),
            (Kind::PairKern(_), Some(next)) => return kern_of_classes(subtable, first, next),
            (Kind::Single, _) => true,
            (Kind::Ligature, _) => return ligates(subtable.child(6 + 2 * index)?, next),
            (Kind::Context(1), _) => rules(subtable.u16(4)?, 6, index, subtable, |rule| {
                context(rule, |glyph| Some(next == Some(glyph)))
            })?,
            (Kind::Context(2), _) => {
                let classes = subtable.child(4)?;
                let class = classes.class(first)?.into();
                rules(subtable.u16(6)?, 8, class, subtable, |rule| {
                    context(rule, |class| of_class(classes, next, class))
                })?
            }
            (Kind::Context(_), _) => subtable.u16(2)? < 2 || is_covered(subtable.child(8)?, next)?,
            (Kind::ChainedContext(1), _) => {
                let same = |glyph| Some(next == Some(glyph));
                rules(subtable.u16(4)?, 6, index, subtable, |rule| chained(rule, same, same))?
            }
            (Kind::ChainedContext(2), _) => {
                let (input, ahead) = (subtable.child(6)?, subtable.child(8)?);
                let class = input.class(first)?.into();
                rules(subtable.u16(10)?, 12, class, subtable, |rule| {
                    let input = |class| of_class(input, next, class);
                    chained(rule, input, |class| of_class(ahead, next, class))
                })?
            }
            (Kind::ChainedContext(_), _) => {
                let input = 4 + 2 * usize::from(subtable.u16(2)?);
                let ahead = input + 2 + 2 * usize::from(subtable.u16(input)?);
                let second = match (subtable.u16(input)?, subtable.u16(ahead)?) {
                    (0 | 1, 0) => None,
                    (0 | 1, _) => Some(ahead + 2),
                    _ => Some(input + 4),
                };
                match second {
                    Some(at) => is_covered(subtable.child(at)?, next)?,
                    None => true,
                }
            }
        };
        Some(if acts { Effect::Other } else { Effect::Nothing })
    }

    /// The ligature that it makes of a glyph that it covers and those that
    /// follow, and of how many glyphs; the first one that fits counts.
    pub fn ligature(
        &self,
        table: Table<'_>,
        index: u16,
        rest: impl Iterator<Item = u16> + Clone,
    ) -> Option<Option<(u16, usize)>> {
        if self.kind != Kind::Ligature {
            return Some(None);
        }
        let set = table.from(self.at as usize)?.child(6 + 2 * usize::from(index))?;
        for at in (0..usize::from(set.u16(0)?)).map(|index| 2 + 2 * index) {
            let ligature = set.child(at)?;
            let count = ligature.u16(2)?;
            let parts = ligature.records::<2>(4, count.checked_sub(1)?)?;
            let parts = parts.iter().map(|part| u16::from_be_bytes(*part));
            if rest.clone().take(parts.len()).eq(parts) {
                return Some(Some((ligature.u16(0)?, count.into())));
            }
        }
        Some(None)
    }
}

/// Pair adjustment, format 1.
fn kern_of_pair(subtable: Table<'_>, index: usize, next: u16) -> Option<Effect> {
    if index >= usize::from(subtable.u16(8)?) {
        return Some(Effect::Nothing);
    }
    let set = subtable.child(10 + 2 * index)?;
    let pairs = set.records::<4>(2, set.u16(0)?)?;
    let found = pairs.binary_search_by_key(&next, |pair| u16::from_be_bytes([pair[0], pair[1]]));
    let pair = found.ok().and_then(|at| pairs.get(at));
    Some(pair.map_or(Effect::Nothing, |pair| Effect::Kern(i16::from_be_bytes([pair[2], pair[3]]))))
}

/// Pair adjustment, format 2.
fn kern_of_classes(subtable: Table<'_>, first: u16, next: u16) -> Option<Effect> {
    let (first, next) = (subtable.child(8)?.class(first)?, subtable.child(10)?.class(next)?);
    let (firsts, nexts) = (subtable.u16(12)?, subtable.u16(14)?);
    if first >= firsts || next >= nexts {
        return Some(Effect::Nothing);
    }
    let at = usize::from(first) * usize::from(nexts) + usize::from(next);
    Some(Effect::Kern(subtable.u16(16 + 2 * at)?.cast_signed()))
}

/// Whether a set has a ligature that begins so.
fn ligates(set: Table<'_>, next: Option<u16>) -> Option<Effect> {
    let mut effect = Effect::Nothing;
    for at in (0..usize::from(set.u16(0)?)).map(|index| 2 + 2 * index) {
        let ligature = set.child(at)?;
        if ligature.u16(2)? < 2 {
            return Some(Effect::Other);
        }
        if next.is_some() && next == ligature.u16(4) {
            effect = Effect::Ligature;
        }
    }
    Some(effect)
}

/// Whether one of the rules of a set fits, of `count` sets whose offsets begin
/// at `at`.
fn rules<'a>(
    count: u16,
    at: usize,
    index: usize,
    subtable: Table<'a>,
    fits: impl Fn(Table<'a>) -> Option<bool>,
) -> Option<bool> {
    if index >= usize::from(count) {
        return Some(false);
    }
    any(subtable.child(at + 2 * index)?, fits)
}

/// Whether one of the tables of a list fits.
fn any<'a>(set: Table<'a>, fits: impl Fn(Table<'a>) -> Option<bool>) -> Option<bool> {
    for index in 0..usize::from(set.u16(0)?) {
        if fits(set.child(2 + 2 * index)?)? {
            return Some(true);
        }
    }
    Some(false)
}

/// Whether the second glyph of a rule fits.
fn context(rule: Table<'_>, fits: impl Fn(u16) -> Option<bool>) -> Option<bool> {
    if rule.u16(0)? < 2 { Some(true) } else { fits(rule.u16(4)?) }
}

/// Whether the second glyph of a chained rule fits, be it input or what
/// follows the input.
fn chained(
    rule: Table<'_>,
    input: impl Fn(u16) -> Option<bool>,
    ahead: impl Fn(u16) -> Option<bool>,
) -> Option<bool> {
    let at = 2 + 2 * usize::from(rule.u16(0)?);
    if rule.u16(at)? > 1 {
        return input(rule.u16(at + 2)?);
    }
    if rule.u16(at + 2)? == 0 { Some(true) } else { ahead(rule.u16(at + 4)?) }
}

fn of_class(classes: Table<'_>, glyph: Option<u16>, class: u16) -> Option<bool> {
    glyph.map_or(Some(false), |glyph| Some(classes.class(glyph)? == class))
}

fn is_covered(coverage: Table<'_>, glyph: Option<u16>) -> Option<bool> {
    glyph.map_or(Some(false), |glyph| Some(coverage.covered(glyph)?.is_some()))
}
