//! Which lookups of a font are at work in Latin text of a language: script,
//! language system and features are chosen as `harfrust` chooses them
//! (`ShapePlanner`, `OtMapBuilder`).

use harfrust::{Language, Script};

use super::table::Table;

/// The features that `harfrust` switches on in horizontal text from left to
/// right. `frac`, `numr` and `dnom` are not among them: they wait for a
/// fraction slash, which is no plain character.
const USUAL: [[u8; 4]; 23] = [
    *b"rvrn", *b"ltra", *b"ltrm", *b"rand", *b"trak", *b"Harf", *b"HARF", *b"Buzz", *b"BUZZ",
    *b"abvm", *b"blwm", *b"ccmp", *b"locl", *b"mark", *b"mkmk", *b"rlig", *b"calt", *b"clig",
    *b"curs", *b"dist", *b"kern", *b"liga", *b"rclt",
];

/// What decides about lookups, as a style has it.
#[derive(Clone, Copy)]
pub(in super::super) struct Asked<'a> {
    pub language: Option<&'a Language>,
    /// Features beyond the usual ones, and usual ones switched off; the last
    /// one of a tag counts.
    pub features: &'a [harfrust::Feature],
}

impl Asked<'_> {
    fn wants(&self, tag: [u8; 4]) -> bool {
        let said = self.features.iter().rev().find(|feature| feature.tag.to_be_bytes() == tag);
        said.map_or_else(|| USUAL.contains(&tag), |feature| feature.value != 0)
    }
}

/// The lookups of one table.
#[derive(Default)]
pub(super) struct Lookups {
    /// Their indices, ascending.
    pub indices: Vec<u16>,
    /// Whether there is a `kern` feature among those that list them.
    pub kerns: bool,
}

/// The lookups of a `GSUB` or `GPOS` table. `None` for tables of a kind that
/// is not known here.
pub(super) fn lookups(table: Table<'_>, asked: Asked<'_>) -> Option<Lookups> {
    let variations = table.u16(2)? == 1 && table.u32(10)? != 0;
    if table.u16(0)? != 1 || table.u16(2)? > 1 || variations {
        return None;
    }
    let features = table.child(6)?;
    let mut found = Lookups::default();
    let Some(system) = system(table.child(4)?, asked.language)? else { return Some(found) };
    let mut seen = Vec::new();
    let required = system.u16(2)?;
    for index in system.list(4)?.chain((required != u16::MAX).then_some(required)) {
        let at = 2 + 6 * usize::from(index);
        let tag = features.tag(at)?;
        // Of several features of one name only the first one counts.
        let wanted = asked.wants(tag) && !seen.contains(&tag);
        if wanted {
            seen.push(tag);
        }
        if wanted || index == required {
            found.kerns |= tag == *b"kern";
            found.indices.extend(features.child(at + 4)?.list(2)?);
        }
    }
    found.indices.sort_unstable();
    found.indices.dedup();
    Some(found)
}

/// The language system of Latin text.
fn system<'a>(scripts: Table<'a>, language: Option<&Language>) -> Option<Option<Table<'a>>> {
    let (script_tags, language_tags) = Script::tags_for_language(Some(Script::LATIN), language);
    let wanted = script_tags.as_slice().iter().map(|tag| tag.to_be_bytes());
    let Some(script) = pick(scripts, 0, wanted.chain([*b"DFLT", *b"dflt", *b"latn"]))? else {
        return Some(None);
    };
    let wanted = language_tags.as_slice().iter().map(|tag| tag.to_be_bytes());
    if let Some(system) = pick(script, 2, wanted.chain([*b"dflt"]))? {
        return Some(Some(system));
    }
    Some(if script.u16(0)? == 0 { None } else { Some(script.child(0)?) })
}

/// The first of the wanted tags that a list of tagged offsets has. Lists out
/// of order are not for us: what a search finds in them is chance.
fn pick<'a>(
    table: Table<'a>,
    at: usize,
    wanted: impl Iterator<Item = [u8; 4]>,
) -> Option<Option<Table<'a>>> {
    let places = (0..usize::from(table.u16(at)?)).map(|index| at + 2 + 6 * index);
    let tags: Vec<_> =
        places.map(|place| Some((table.tag(place)?, place))).collect::<Option<_>>()?;
    if !tags.is_sorted_by(|a, b| a.0 < b.0) {
        return None;
    }
    for wanted in wanted {
        if let Some((_, place)) = tags.iter().find(|(tag, _)| *tag == wanted) {
            return Some(Some(table.child(place + 4)?));
        }
    }
    Some(None)
}
