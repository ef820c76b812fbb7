//! A shaped word, in font units, ready for any size.

use std::sync::OnceLock;

use super::breaker::Hyphen;
use super::chars;
use super::font_style::FontStyle;
use super::opportunity::{self, Opportunity};
use super::protrusion;
use super::shape::{Fonts, Shaper};

/// What stands between two spaces (and between changes of setting).
#[derive(Debug)]
pub(super) struct Word {
    text: Box<str>,
    glyphs: Box<[WordGlyph]>,
    /// Where soft hyphens stood in the text, ascending.
    soft: Box<[u32]>,
    /// Characters that no face has, as often as they occur.
    missing: Box<[char]>,
    /// Whether it has letters that run to the left.
    leftwards: bool,
    /// All of it as one box.
    whole: Option<Extent>,
    /// Breaks without and with hyphenation.
    breaks: [OnceLock<Breaks>; 2],
}

/// The places where a word may break, and the box that follows the last one.
#[derive(Debug)]
pub(super) struct Breaks {
    pub places: Box<[Break]>,
    pub tail: Option<Extent>,
}

/// What some glyphs of one face measure when they are set as one box.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Extent {
    pub face: u8,
    /// The sum of the advances, in units of the face.
    pub advance: i32,
    pub clusters: u16,
    /// What hangs out where the box starts a line, and where it ends one.
    pub left: Hang,
    pub right: Hang,
}

/// How much of a glyph hangs out of the line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Hang {
    /// The advance of the glyph, in units of its face.
    pub advance: i32,
    /// The part of it, per mille.
    pub part: u16,
}

/// A glyph of a word. Lengths are in units of its face.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct WordGlyph {
    pub id: u16,
    /// Index into the faces of the style.
    pub face: u8,
    /// Whether a break before it changes the shapes on either side.
    pub unsafe_to_break: bool,
    pub advance: i32,
    pub dx: i32,
    pub dy: i32,
    /// The bytes of the word's text that it shows; empty for all but the
    /// first glyph of a cluster.
    pub start: u32,
    pub end: u32,
}

/// A place within a word where the line may break.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Break {
    /// Offset in the word's text.
    pub at: u32,
    /// The first glyph after the break. When the break parts a ligature, the
    /// first one after that.
    pub glyph: u32,
    pub hyphen: Hyphen,
    /// Price on top of that of a hyphen.
    pub cost: i32,
    /// What the break adds to the end of the line, the hyphen included, in
    /// units of the first face.
    pub width: i32,
    /// What it adds to the start of the next line.
    pub next: i32,
    /// The box between the break before and this one.
    pub part: Option<Extent>,
}

impl Extent {
    /// None for glyphs of several faces, and for no glyphs.
    pub fn of(text: &str, glyphs: &[WordGlyph]) -> Option<Self> {
        let (first, last) = glyphs.first().zip(glyphs.last())?;
        let clusters = glyphs.iter().filter(|glyph| glyph.end > glyph.start).count();
        glyphs.iter().all(|glyph| glyph.face == first.face).then_some(())?;
        Some(Self {
            face: first.face,
            advance: glyphs.iter().map(|glyph| glyph.advance).sum(),
            clusters: u16::try_from(clusters).ok()?,
            left: Hang::of(text, first, protrusion::left),
            right: Hang::of(text, last, protrusion::right),
        })
    }

    /// This and the box right after it as one.
    pub fn joined(self, next: Self) -> Option<Self> {
        Some(Self {
            advance: self.advance.checked_add(next.advance)?,
            clusters: self.clusters.checked_add(next.clusters)?,
            right: next.right,
            ..self
        })
        .filter(|_| self.face == next.face)
    }
}

impl Hang {
    /// Of a glyph of a text by its first character.
    fn of(text: &str, glyph: &WordGlyph, table: fn(char) -> u16) -> Self {
        let shown = text.get(glyph.start as usize..glyph.end as usize);
        let part = shown.and_then(|text| text.chars().next()).map_or(0, table);
        Self { advance: glyph.advance, part }
    }
}

impl Word {
    pub fn new(text: String, glyphs: Box<[WordGlyph]>, soft: Vec<u32>, missing: Vec<char>) -> Self {
        Self {
            leftwards: !text.is_ascii() && text.chars().any(chars::runs_left),
            whole: Extent::of(&text, &glyphs),
            text: text.into(),
            glyphs,
            soft: soft.into(),
            missing: missing.into(),
            breaks: Default::default(),
        }
    }

    /// The text as it is extracted, without soft hyphens.
    pub const fn text(&self) -> &str {
        &self.text
    }

    pub const fn glyphs(&self) -> &[WordGlyph] {
        &self.glyphs
    }

    pub const fn missing(&self) -> &[char] {
        &self.missing
    }

    pub const fn leftwards(&self) -> bool {
        self.leftwards
    }

    /// The sum of the advances, in units of the first face.
    pub fn advance(&self) -> i32 {
        self.glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// All of the word as one box.
    pub const fn whole(&self) -> Option<Extent> {
        self.whole
    }

    /// The places where the word may break.
    pub fn breaks(&self, style: &FontStyle, shaper: &mut Shaper, hyphenate: bool) -> &Breaks {
        let [plain, hyphenated] = &self.breaks;
        let breaks = if hyphenate { hyphenated } else { plain };
        breaks.get_or_init(|| {
            let soft = if hyphenate { &*self.soft } else { &[] };
            let patterns = hyphenate.then(|| style.patterns());
            let places = opportunity::in_word(&self.text, soft, patterns, style.repeat());
            self.resolve_all(style, shaper, &places)
        })
    }

    /// Whether a hyphen here would leave fewer than four letters on either
    /// side, and the author has not asked for it.
    pub fn leaves_stump(&self, place: &Break) -> bool {
        let (before, after) = self.text.split_at_checked(place.at as usize).unwrap_or_default();
        let few = |letters: &mut dyn Iterator<Item = char>| {
            letters.take_while(|c| c.is_alphabetic()).count() < 4
        };
        place.hyphen == Hyphen::Inserted
            && !self.soft.contains(&place.at)
            && (few(&mut before.chars().rev()) || few(&mut after.chars()))
    }

    /// The breaks of an address.
    pub fn address_breaks(&self, style: &FontStyle, shaper: &mut Shaper) -> Breaks {
        self.resolve_all(style, shaper, &opportunity::in_address(&self.text))
    }

    fn resolve_all(
        &self,
        style: &FontStyle,
        shaper: &mut Shaper,
        places: &[Opportunity],
    ) -> Breaks {
        let mut start = 0;
        let places = places.iter().map(|place| {
            let mut found = self.resolve(style, shaper, place);
            found.part = self.extent(start, found.glyph as usize);
            start = found.glyph as usize;
            found
        });
        let places = places.collect();
        Breaks { places, tail: self.extent(start, self.glyphs.len()) }
    }

    fn extent(&self, from: usize, to: usize) -> Option<Extent> {
        Extent::of(&self.text, self.glyphs.get(from..to)?)
    }

    /// Measures a break. Kerning across it goes, which the advance of the
    /// glyph before it tells; only where it parts a ligature are both sides
    /// shaped. What the breaker is told may so be off by a kern with the
    /// hyphen; lines are set with the shapes that they really have.
    fn resolve(&self, style: &FontStyle, shaper: &mut Shaper, place: &Opportunity) -> Break {
        let at = place.at;
        let glyph = self.glyphs.partition_point(|glyph| glyph.start < at);
        let (left, right) = self.glyphs.split_at_checked(glyph).unwrap_or_default();
        let mut width = if place.hyphen == Hyphen::Inserted { style.hyphen_width() } else { 0 };
        let mut next = 0;
        if let (Some(last), Some(first)) = (left.last(), right.first())
            && first.start == at
        {
            if first.unsafe_to_break && last.end > last.start {
                let face = style.faces().get(usize::from(last.face));
                width += face.map_or(0, |face| face.advance(last.id) - last.advance);
            }
        } else {
            let (start, end) = self.text.split_at_checked(at as usize).unwrap_or_default();
            let sum = |glyphs: &[WordGlyph]| glyphs.iter().map(|g| g.advance).sum::<i32>();
            let fonts = Fonts::new(style);
            width += shaper.word(&fonts, start, false).advance() - sum(left);
            next = shaper.word(&fonts, end, false).advance() - sum(right);
        }
        let glyph = u32::try_from(glyph).unwrap_or(u32::MAX);
        Break { at, glyph, hyphen: place.hyphen, cost: place.cost, width, next, part: None }
    }
}

/// Whether a word that starts with this character and stands close to
/// another forms a gendered word with it.
pub(super) fn joins(before: &str, after: &str) -> bool {
    let last = before.chars().next_back();
    let first = after.chars().next();
    last.is_some_and(chars::is_gender_sign) || first.is_some_and(chars::is_gender_sign)
}
