//! Shaping of single words.
//!
//! A word is shaped without its neighbours and without the spaces around it,
//! always. So a word looks the same wherever it stands, and a cache of
//! shaped words can never change a byte of the output. What is given up is
//! kerning with the space: TeX has none either, and the bundled faces define
//! none (but for a handful of capitals in one Libertinus italic).

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::Arc;

use harfrust::unicode::script;
use harfrust::{Buffer, BufferFlags, Direction, Script, ShapeOptions, ShaperFont, shape};

use super::chars;
use super::font_style::FontStyle;
use super::word::{Word, WordGlyph};

/// Marks where a soft hyphen shows a joint: U+200C, ZERO WIDTH NON-JOINER,
/// stops ligatures and lets kerning through.
const JOINT: char = '\u{200C}';

/// A character as it is to be drawn.
#[derive(Clone, Copy, Debug)]
struct Drawn {
    c: char,
    /// Offset in the word's text of the character it stands for.
    source: u32,
    face: u8,
    script: Script,
}

/// The shaper with its working memory.
#[derive(Default)]
pub(super) struct Shaper {
    buffer: Option<Buffer>,
    drawn: Vec<Drawn>,
    glyphs: Vec<WordGlyph>,
    /// Glyphs of right-to-left runs.
    leftwards: Vec<Range<usize>>,
}

impl Shaper {
    /// Shapes a word of raw text: soft hyphens become possible breaks and
    /// vanish. With `hyphen`, a hyphen is drawn at the end whose text is
    /// U+00AD.
    pub fn word(&mut self, fonts: &Fonts<'_>, raw: &str, hyphen: bool) -> Word {
        let style = fonts.style;
        if let Some(word) = self.plain_word(fonts, raw, hyphen) {
            return word;
        }
        self.drawn.clear();
        self.glyphs.clear();
        self.leftwards.clear();
        let mut text = String::with_capacity(raw.len());
        let mut soft = Vec::new();
        let mut source = 0;
        for c in raw.chars() {
            if c == chars::SOFT_HYPHEN {
                soft.push(offset(text.len()));
                self.draw(JOINT, source);
                continue;
            }
            source = offset(text.len());
            match style.casing() {
                Some(casing) => casing.upper(c, |c| self.draw(c, source)),
                None => self.draw(c, source),
            }
            text.push(c);
        }
        soft.retain(|at| (1..offset(text.len())).contains(at));
        if hyphen {
            self.draw(style.hyphen_char(), offset(text.len()));
            text.push(chars::SOFT_HYPHEN);
        }
        self.replace_missing_capitals(style);
        self.choose_faces(style);
        self.resolve_scripts(style);
        let joints = !soft.is_empty();
        self.shape_runs(fonts, joints);
        self.reverse_leftwards();
        self.close_clusters(style, offset(text.len()));
        self.reverse_leftwards();
        let missing = self.missing(&text);
        Word::new(text, self.glyphs.as_slice().into(), soft, missing)
    }

    /// A word that the first face has all letters of: a glyph for each, and
    /// ligatures.
    fn plain_word(&mut self, fonts: &Fonts<'_>, raw: &str, hyphen: bool) -> Option<Word> {
        let style = fonts.style;
        let face = style.faces().first().filter(|_| fonts.plain)?;
        if style.casing().is_some() || style.script() != Script::LATIN || raw.is_empty() {
            return None;
        }
        let shown = |(at, c): (usize, char)| (c, offset(at), offset(at + c.len_utf8()));
        let end = raw.len();
        let hyphen_end = offset(end + chars::SOFT_HYPHEN.len_utf8());
        let added = hyphen.then_some((style.hyphen_char(), offset(end), hyphen_end));
        self.glyphs.clear();
        let text = raw.char_indices().map(shown).chain(added);
        style.plain(face, 0)?.set(face, 0, text, &mut self.glyphs)?;
        let mut text = String::from(raw);
        if hyphen {
            text.push(chars::SOFT_HYPHEN);
        }
        Some(Word::new(text, self.glyphs.as_slice().into(), Vec::new(), Vec::new()))
    }

    fn draw(&mut self, c: char, source: u32) {
        self.drawn.push(Drawn { c, source, face: 0, script: Script::COMMON });
    }

    /// Faces without ẞ get SS.
    fn replace_missing_capitals(&mut self, style: &FontStyle) {
        let mut at = 0;
        while let Some(drawn) = self.drawn.get(at).copied() {
            if drawn.c == 'ẞ' && style.casing().is_some() && style.face_of('ẞ').is_none() {
                self.drawn.splice(at..=at, [Drawn { c: 'S', ..drawn }; 2]);
            }
            at += 1;
        }
    }

    fn choose_faces(&mut self, style: &FontStyle) {
        if style.faces().len() < 2 {
            return;
        }
        let mut previous: Option<(char, u8)> = None;
        for drawn in &mut self.drawn {
            drawn.face = match previous {
                Some((base, face)) if style.continues(face, base, drawn.c) => face,
                _ => style.face_of(drawn.c).unwrap_or(0),
            };
            previous = Some((drawn.c, drawn.face));
        }
    }

    /// Gives characters that all scripts share the script of what stands
    /// before them, else of what follows, else that of the language.
    fn resolve_scripts(&mut self, style: &FontStyle) {
        let own = |c: char| {
            let script = if c.is_ascii_alphabetic() { Script::LATIN } else { script(c.into()) };
            let shared = [Script::COMMON, Script::INHERITED, Script::UNKNOWN];
            (!shared.contains(&script)).then_some(script)
        };
        let first = self.drawn.iter().find_map(|drawn| own(drawn.c));
        let mut current = first.unwrap_or_else(|| style.script());
        for drawn in &mut self.drawn {
            current = own(drawn.c).unwrap_or(current);
            drawn.script = current;
        }
    }

    fn shape_runs(&mut self, fonts: &Fonts<'_>, joints: bool) {
        let Self { buffer, drawn, glyphs, leftwards } = self;
        let mut start = 0;
        for run in drawn.chunk_by(|a, b| a.face == b.face && a.script == b.script) {
            let Some(first) = run.first() else { continue };
            if fonts.set_plain(first, run, glyphs).is_some() {
                start += run.len();
                continue;
            }
            let mut input = buffer.take().unwrap_or_else(Buffer::new);
            input.clear();
            for (index, drawn) in run.iter().enumerate() {
                input.push(drawn.c.into(), offset(start + index));
            }
            start += run.len();
            let remove = BufferFlags::REMOVE_DEFAULT_IGNORABLES;
            input.set_flags(if joints { remove } else { BufferFlags::empty() });
            let direction = direction(first.script);
            input.set_direction(direction);
            input.set_script(Some(first.script));
            input.set_language(fonts.style.language().cloned());
            fonts.shape(first, &mut input);
            let from = glyphs.len();
            glyphs.extend(read(&input, drawn, first.face));
            if direction == Direction::RightToLeft {
                leftwards.push(from..glyphs.len());
            }
            *buffer = Some(input);
        }
    }

    /// Turns right-to-left runs from drawing into reading order and back.
    fn reverse_leftwards(&mut self) {
        for run in &self.leftwards {
            self.glyphs.get_mut(run.clone()).unwrap_or_default().reverse();
        }
    }

    /// Gives each first glyph of a cluster the text up to the next cluster.
    /// Text whose glyphs were removed goes to the cluster before it.
    fn close_clusters(&mut self, style: &FontStyle, end: u32) {
        if self.glyphs.is_empty() && end > 0 {
            let (face, id) = style.space();
            self.glyphs.push(WordGlyph { face, id, ..WordGlyph::default() });
        }
        if let Some(first) = self.glyphs.first().map(|glyph| glyph.start) {
            self.glyphs.iter_mut().take_while(|g| g.start == first).for_each(|g| g.start = 0);
        }
        let mut next = end;
        let mut at = self.glyphs.len();
        while at > 0 {
            let start = self.glyphs.get(at - 1).map_or(0, |glyph| glyph.start);
            let cluster = self.glyphs.iter().take(at).rev().take_while(|g| g.start == start);
            let from = at - cluster.count().max(1);
            for (index, glyph) in self.glyphs.iter_mut().enumerate().take(at).skip(from) {
                glyph.end = if index == from { next.max(start) } else { start };
            }
            next = start;
            at = from;
        }
    }

    fn missing(&self, text: &str) -> Vec<char> {
        let holes = self.glyphs.iter().filter(|glyph| glyph.id == 0);
        let sources = holes.filter_map(|glyph| text.get(glyph.start as usize..)?.chars().next());
        sources.collect()
    }
}

/// A style with its faces ready for shaping; made for a batch of words.
pub(super) struct Fonts<'a> {
    style: &'a FontStyle,
    ready: Vec<OnceCell<ShaperFont<'a, 'static>>>,
    /// Whether plain words are set without the shaper.
    plain: bool,
}

impl<'a> Fonts<'a> {
    pub fn new(style: &'a FontStyle) -> Self {
        let ready = style.faces().iter().map(|_| OnceCell::new()).collect();
        Self { style, ready, plain: true }
    }

    /// All words go to the shaper.
    #[cfg(test)]
    pub fn shaped(style: &'a FontStyle) -> Self {
        Self { plain: false, ..Self::new(style) }
    }

    /// Adds the glyphs of a run of Latin characters, if they need no shaping.
    fn set_plain(&self, first: &Drawn, run: &[Drawn], out: &mut Vec<WordGlyph>) -> Option<()> {
        if first.script != Script::LATIN || !self.plain {
            return None;
        }
        let face = self.style.faces().get(usize::from(first.face))?;
        let plain = self.style.plain(face, first.face)?;
        plain.set(face, first.face, run.iter().map(|drawn| (drawn.c, drawn.source, 0)), out)
    }

    fn shape(&self, first: &Drawn, input: &mut Buffer) {
        let index = usize::from(first.face);
        let (Some(face), Some(ready)) = (self.style.faces().get(index), self.ready.get(index))
        else {
            return;
        };
        let font = ready.get_or_init(|| ShaperFont::new(&face.font.0));
        let plan = self.style.plan(face, first.face, first.script, direction(first.script));
        let options = ShapeOptions::new().plan(Some(&plan)).features(self.style.features());
        // Fails only for a plan of another direction or script.
        let _ = shape(font, input, options);
    }
}

/// The shaped glyphs, `start` being the source offset of their cluster.
fn read(input: &Buffer, drawn: &[Drawn], face: u8) -> impl Iterator<Item = WordGlyph> {
    let glyphs = input.glyph_infos().iter().zip(input.glyph_positions());
    glyphs.map(move |(info, position)| WordGlyph {
        id: u16::try_from(info.glyph_id).unwrap_or(0),
        face,
        unsafe_to_break: info.unsafe_to_break(),
        advance: position.x_advance,
        dx: position.x_offset,
        dy: position.y_offset,
        start: drawn.get(info.cluster as usize).map_or(0, |drawn| drawn.source),
        end: 0,
    })
}

/// The direction of a script; everything not listed runs to the right.
fn direction(script: Script) -> Direction {
    let leftwards = [Script::HEBREW, Script::ARABIC, Script::SYRIAC, Script::THAANA, Script::NKO];
    if leftwards.contains(&script) { Direction::RightToLeft } else { Direction::LeftToRight }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Shared so that a plan outlives the lock it was found under.
pub(super) type Plan = Arc<harfrust::ShapePlan>;
