//! All that decides how a word looks apart from its size: faces, features,
//! language, capitals. One per combination, with the caches of its words.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use harfrust::{Direction, Feature, Language, Script, ShapePlan, Tag};

use super::casing::Casing;
use super::chars;
use super::face::Face;
use super::hyphenate::Patterns;
use super::opportunity::{self, Guillemets, Repeat};
use super::plain::{Asked, Plain};
use super::shape::Plan;
use super::style::TextSetting;
use super::word_cache::WordCache;
use crate::model::Lang;

/// What tells styles apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StyleKey {
    faces: Vec<Arc<Face>>,
    features: Vec<[u8; 4]>,
    lang: Lang,
    uppercase: bool,
    /// Set with letter-spacing, hence without ligatures.
    spaced: bool,
}

impl StyleKey {
    pub fn new(setting: &TextSetting) -> Self {
        Self {
            faces: setting.faces.clone(),
            features: setting.features.clone(),
            lang: setting.lang.clone(),
            uppercase: setting.uppercase,
            spaced: setting.tracking != crate::unit::Em::ZERO,
        }
    }

    /// Whether this is the key of a setting, without making one.
    pub fn fits(&self, setting: &TextSetting) -> bool {
        self.faces == setting.faces
            && self.features == setting.features
            && self.lang == setting.lang
            && self.uppercase == setting.uppercase
            && self.spaced == (setting.tracking != crate::unit::Em::ZERO)
    }
}

/// See the module.
pub(super) struct FontStyle {
    key: StyleKey,
    features: Vec<Feature>,
    language: Option<Language>,
    casing: Option<Casing>,
    patterns: Patterns,
    script: Script,
    space: (u8, u16),
    hyphen: char,
    guillemets: Guillemets,
    repeat: Repeat,
    plans: RwLock<Vec<(u8, Script, Plan)>>,
    /// Of each face.
    plain: Box<[OnceLock<Option<Arc<Plain>>>]>,
    /// Width of the hyphen, in units of the first face.
    hyphen_width: i32,
    /// Words as they stand in the text.
    pub words: WordCache,
    /// Parts of words that end in a hyphen.
    pub hyphenated: WordCache,
}

impl FontStyle {
    pub fn new(key: StyleKey) -> Self {
        let on = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 1, ..);
        let off = |tag: &[u8; 4]| Feature::new(Tag::new(tag), 0, ..);
        let mut features: Vec<_> = key.features.iter().map(on).collect();
        if key.spaced {
            features.extend([off(b"liga"), off(b"clig")]);
        }
        let space = key.faces.iter().zip(0..).find_map(|(f, i)| Some((i, f.glyph(' ')?)));
        let has_hyphen = key.faces.first().is_none_or(|face| face.glyph('-').is_some());
        let hyphen = if has_hyphen { '-' } else { '\u{2010}' };
        let hyphen_width = key.faces.first().and_then(|f| Some(f.advance(f.glyph(hyphen)?)));
        Self {
            features,
            language: Language::new(key.lang.as_str()),
            casing: key.uppercase.then(|| Casing::of(&key.lang)),
            patterns: Patterns::of(&key.lang),
            script: script_of(&key.lang),
            space: space.unwrap_or((0, 0)),
            hyphen,
            guillemets: opportunity::guillemets(&key.lang),
            repeat: Repeat::of(&key.lang),
            plans: RwLock::default(),
            plain: key.faces.iter().map(|_| OnceLock::new()).collect(),
            hyphen_width: hyphen_width.unwrap_or(0),
            words: WordCache::default(),
            hyphenated: WordCache::default(),
            key,
        }
    }

    pub const fn key(&self) -> &StyleKey {
        &self.key
    }

    /// The language of the text.
    pub const fn lang(&self) -> &Lang {
        &self.key.lang
    }

    pub fn faces(&self) -> &[Arc<Face>] {
        &self.key.faces
    }

    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The language as the shaper knows it.
    pub const fn language(&self) -> Option<&Language> {
        self.language.as_ref()
    }

    pub const fn casing(&self) -> Option<Casing> {
        self.casing
    }

    /// Whether written hyphens are repeated on the next line.
    pub const fn repeat(&self) -> Repeat {
        self.repeat
    }

    pub const fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// The script of characters that have none of their own.
    pub const fn script(&self) -> Script {
        self.script
    }

    /// Face and glyph of the word space.
    pub const fn space(&self) -> (u8, u16) {
        self.space
    }

    /// Width of the word space in units of its face; a quarter of an em if
    /// no face has one.
    pub fn space_width(&self) -> i32 {
        let (face, glyph) = self.space;
        let Some(face) = self.faces().get(usize::from(face)) else { return 0 };
        if glyph == 0 { i32::from(face.units_per_em) / 4 } else { face.advance(glyph) }
    }

    /// The character drawn where a word is hyphenated.
    pub const fn hyphen_char(&self) -> char {
        self.hyphen
    }

    /// Its width, in units of the first face. Kerning before it is left to
    /// the setting of the line that ends there.
    pub const fn hyphen_width(&self) -> i32 {
        self.hyphen_width
    }

    /// Which guillemets open and close a quotation.
    pub const fn guillemets(&self) -> &Guillemets {
        &self.guillemets
    }

    /// The first face that has a character.
    pub fn face_of(&self, c: char) -> Option<u8> {
        let has = |face: &Face| face.glyph(c).is_some() || chars::is_synthesized(c);
        self.faces().iter().zip(0..).find_map(|(face, index)| has(face).then_some(index))
    }

    /// Whether a face that set `base` also sets what follows: marks that it
    /// has or can compose, and signs that show nothing.
    pub fn continues(&self, face: u8, base: char, c: char) -> bool {
        if chars::is_ignorable(c) {
            return true;
        }
        if harfrust::unicode::combining_class(c.into()) == 0 {
            return false;
        }
        let Some(face) = self.faces().get(usize::from(face)) else { return false };
        let composed = harfrust::unicode::compose(base.into(), c.into()).and_then(char::from_u32);
        face.glyph(c).is_some() || composed.is_some_and(|c| face.glyph(c).is_some())
    }

    /// Plain setting of Latin words in the face with this index, if that face
    /// allows it.
    pub fn plain(&self, face: &Face, index: u8) -> Option<&Plain> {
        let asked = Asked { language: self.language.as_ref(), features: &self.features };
        self.plain.get(usize::from(index))?.get_or_init(|| Plain::of(face, asked)).as_deref()
    }

    /// The shaping plan for the face with this index, and a script.
    pub fn plan(&self, face: &Face, index: u8, script: Script, direction: Direction) -> Plan {
        let plans = self.plans.read().unwrap_or_else(PoisonError::into_inner);
        let known = plans.iter().find(|(i, s, _)| (*i, *s) == (index, script));
        if let Some((_, _, plan)) = known {
            return Arc::clone(plan);
        }
        drop(plans);
        let (font, lang) = (&face.font.0, self.language.as_ref());
        let plan = Arc::new(ShapePlan::new(font, direction, Some(script), lang, &self.features));
        let mut plans = self.plans.write().unwrap_or_else(PoisonError::into_inner);
        plans.push((index, script, Arc::clone(&plan)));
        plan
    }
}

/// The script a language is written in, for digits and punctuation.
fn script_of(lang: &Lang) -> Script {
    match lang.primary() {
        "el" => Script::GREEK,
        "uk" | "ru" | "bg" | "be" | "sr" | "mk" => Script::CYRILLIC,
        _ => Script::LATIN,
    }
}
