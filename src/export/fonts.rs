//! Composite fonts: which subsets a sheet embeds, and which code shows which
//! text.
//!
//! A face has one subset, of exactly the glyphs of the sheet: its bytes
//! depend on nothing else, and nothing is embedded that is not shown.
//!
//! **One glyph, several texts.** The hyphen glyph shows U+002D and, at line
//! ends, U+00AD; the space glyph also U+00A0; a capital may stand for a
//! letter written small. ToUnicode maps a code to one text. Instead of
//! ActualText around every such glyph, which several viewers ignore when text
//! is copied, or a private CMap, which some cannot read, the glyph stands in
//! the subset once for each text. TrueType outlines cannot be repeated so
//! easily: there the second text gets a second Type 0 dictionary over the
//! *same* CIDFont with its own ToUnicode.
//!
//! **Clusters of several glyphs** (a letter and a combining mark, ß set as
//! SS) get an ActualText span; their glyphs still map to something, as PDF/A
//! level A asks of every glyph.

use std::sync::Arc;

use pdf_writer::types::FontFlags;
use pdf_writer::writers::{CidFont, FontDescriptor, Type0Font};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};

use super::cache::Exporter;
use super::clusters::{FOLLOWER, leads};
use super::objects::{Deflater, File};
use super::program::{IDENTITY, Program, Shows};
use crate::text::face::Face;
use crate::text::glyph::GlyphRun;

/// All fonts of a sheet.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    faces: Vec<FaceUse<'a>>,
    /// How many font dictionaries there are.
    count: usize,
}

/// What a sheet uses of a face.
pub(super) struct FaceUse<'a> {
    face: &'a Arc<Face>,
    /// By glyph id.
    slots: Vec<Slot>,
    glyphs: Vec<GlyphUse<'a>>,
    program: Option<Arc<Program>>,
    /// The number of its first font dictionary.
    first: usize,
}

/// Where the use of a glyph is found.
#[derive(Clone, Copy, Default)]
struct Slot {
    /// Index into the glyphs plus one; zero for a glyph that is not used.
    number: u16,
    /// The ASCII character that is the only text it shows; zero for others.
    letter: u8,
}

/// What a sheet uses of a glyph.
pub(super) struct GlyphUse<'a> {
    id: u16,
    width: i64,
    /// The text it shows.
    text: (&'a str, Shown),
    /// Other texts that it shows as well.
    more: Vec<(&'a str, Shown)>,
}

/// How a glyph is shown.
#[derive(Clone, Copy, Default)]
pub(super) struct Shown {
    /// Number of the font resource.
    pub(super) font: u16,
    /// The code.
    pub(super) code: u16,
    /// Its width in thousandths of an em, as `W` states it.
    pub(super) width: i64,
    /// Whether no byte of the code needs an escape in a string.
    pub(super) plain: bool,
}

impl Shown {
    fn new(font: u16, code: u16, width: i64) -> Self {
        let plain = code.to_be_bytes().iter().all(|b| !matches!(b, b'(' | b')' | b'\\' | b'\r'));
        Self { font, code, width, plain }
    }
}

impl GlyphUse<'_> {
    /// Its width in thousandths of an em.
    pub(super) fn width(&self) -> i64 {
        self.width
    }

    /// How it shows a text, which is asked for when it matters.
    pub(super) fn show<'t>(&self, text: impl FnOnce() -> &'t str) -> Shown {
        if self.more.is_empty() {
            return self.text.1;
        }
        let text = text();
        let known = self.texts().find(|(known, _)| same(known.as_bytes(), text.as_bytes()));
        known.map_or_else(Shown::default, |(_, shown)| *shown)
    }
}

impl<'a> GlyphUse<'a> {
    fn texts(&self) -> impl Iterator<Item = &(&'a str, Shown)> {
        std::iter::once(&self.text).chain(&self.more)
    }
}

impl<'a> Fonts<'a> {
    /// Notes the glyphs of a run.
    pub(super) fn collect(&mut self, run: &'a GlyphRun) {
        let index = self.index(&run.face).unwrap_or_else(|| {
            self.faces.push(FaceUse {
                face: &run.face,
                slots: Vec::new(),
                glyphs: Vec::with_capacity(128),
                program: None,
                first: 0,
            });
            self.faces.len() - 1
        });
        let Some(face) = self.faces.get_mut(index) else { return };
        // The first glyph of a cluster shows its text, the others follow.
        for (position, glyph) in run.glyphs.iter().enumerate() {
            let range = glyph.text.start as usize..glyph.text.end as usize;
            let text = run.text.as_bytes().get(range).unwrap_or_default();
            if let [letter] = text
                && face.shows_only(glyph.id, *letter)
            {
                continue;
            }
            let text = match position == 0 || leads(glyph) {
                true => glyph.text_in(run),
                false => FOLLOWER,
            };
            face.note(glyph.id, text);
        }
    }

    fn index(&self, face: &Arc<Face>) -> Option<usize> {
        let same = self.faces.iter().position(|f| Arc::ptr_eq(f.face, face));
        same.or_else(|| self.faces.iter().position(|f| f.face.hash == face.hash))
    }

    /// Chooses subsets and codes. Returns the faces that cannot be subset.
    pub(super) fn prepare(
        &mut self,
        exporter: &Exporter,
        deflater: &mut Deflater,
    ) -> Vec<&'a Arc<Face>> {
        let mut broken = Vec::new();
        for face in &mut self.faces {
            face.first = self.count;
            match face.choose(exporter, deflater) {
                Some(program) => {
                    self.count += program.maps.len();
                    face.assign(&program);
                    face.program = Some(program);
                }
                None => broken.push(face.face),
            }
        }
        broken
    }

    /// What the sheet uses of the face a run is set in.
    pub(super) fn face(&self, run: &GlyphRun) -> Option<&FaceUse<'a>> {
        self.faces.get(self.index(&run.face)?)
    }

    /// How many font resources there are.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// Writes all font objects; font resource `n` gets `refs[n]`.
    pub(super) fn write(&self, file: &mut File<'_>, refs: &[Ref]) {
        for face in &self.faces {
            let Some(program) = &face.program else { continue };
            let descendant = write_cid_font(file, face.face, program);
            let name = program.name(face.face);
            for (packed, &id) in program.maps.iter().zip(refs.iter().skip(face.first)) {
                let map = file.alloc();
                match packed.packed.as_ref().filter(|_| !file.is_pretty()) {
                    Some(packed) => {
                        file.ready_stream(map, packed).filter(Filter::FlateDecode);
                    }
                    None => drop(file.ready_stream(map, &packed.cmap)),
                }
                let mut font: Type0Font<'_> = file.object(id).start();
                font.base_font(Name(name.as_bytes()));
                font.encoding_predefined(Name(b"Identity-H"));
                font.descendant_font(descendant).to_unicode(map);
            }
        }
    }
}

impl<'a> FaceUse<'a> {
    /// Whether a glyph is known to show an ASCII character and nothing else, as
    /// nearly all are from their second time on.
    fn shows_only(&self, id: u16, letter: u8) -> bool {
        letter != 0 && self.slots.get(usize::from(id)).is_some_and(|slot| slot.letter == letter)
    }

    fn note(&mut self, id: u16, text: &'a str) {
        let at = usize::from(id);
        if self.slots.len() <= at {
            self.slots.resize((at + 1).next_multiple_of(256), Slot::default());
        }
        let Some(slot) = self.slots.get_mut(at) else { return };
        let known = usize::from(slot.number).checked_sub(1).and_then(|i| self.glyphs.get_mut(i));
        let Some(glyph) = known else {
            let text = (text, Shown::default());
            self.glyphs.push(GlyphUse { id, width: 0, text, more: Vec::new() });
            let letter = match text.0.as_bytes() {
                [letter @ 1..0x80] => *letter,
                _ => 0,
            };
            *slot = Slot { number: self.glyphs.len() as u16, letter };
            return;
        };
        if !glyph.texts().any(|(known, _)| same(known.as_bytes(), text.as_bytes())) {
            glyph.more.push((text, Shown::default()));
            slot.letter = 0;
        }
    }

    /// What the sheet uses of a glyph.
    pub(super) fn find(&self, id: u16) -> Option<&GlyphUse<'a>> {
        let slot = self.slots.get(usize::from(id)).copied().unwrap_or_default();
        self.glyphs.get(usize::from(slot.number).checked_sub(1)?)
    }

    /// The subset of what the sheet uses.
    fn choose(&self, exporter: &Exporter, deflater: &mut Deflater) -> Option<Arc<Program>> {
        let file = exporter.face(self.face)?;
        let mut shown: Vec<Shows<'a>> = Vec::with_capacity(self.glyphs.len() + 8);
        for glyph in &self.glyphs {
            shown.extend(glyph.texts().map(|(text, _)| (*text, glyph.id)));
        }
        shown.sort_unstable();
        exporter.subset(self.face, &file, &shown, deflater)
    }

    /// Gives every text of every glyph its code and its font dictionary.
    fn assign(&mut self, program: &Program) {
        for glyph in &mut self.glyphs {
            for (text, shown) in std::iter::once(&mut glyph.text).chain(&mut glyph.more) {
                let Some(place) = program.place(glyph.id, text) else { continue };
                let font = (self.first + usize::from(place.map)) as u16;
                glyph.width = program.width(place.cid);
                *shown = Shown::new(font, place.cid, glyph.width);
            }
        }
    }
}

/// Whether two texts are equal; nearly all are one letter, for which calling
/// the comparison of byte strings costs more than comparing.
fn same(a: &[u8], b: &[u8]) -> bool {
    match (a, b) {
        ([a], [b]) => a == b,
        ([a, c], [b, d]) => a == b && c == d,
        (a, b) => a == b,
    }
}

/// Writes the CIDFont of a program with its descriptor and file.
fn write_cid_font(file: &mut File<'_>, face: &Face, program: &Program) -> Ref {
    let (font, descriptor, data) = (file.alloc(), file.alloc(), file.alloc());
    let name = program.name(face);
    file.identify(&program.digest);
    let mut stream = file.ready_stream(data, &program.file);
    match program.unpacked {
        None => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
        Some(length) => stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), length as i32),
    };
    stream.finish();
    write_descriptor(file, descriptor, data, face, &name);
    let mut cid: CidFont<'_> = file.object(font).start();
    let kind = if face.is_cff {
        pdf_writer::types::CidFontType::Type0
    } else {
        pdf_writer::types::CidFontType::Type2
    };
    cid.subtype(kind).base_font(Name(name.as_bytes())).system_info(IDENTITY);
    cid.font_descriptor(descriptor).default_width(0.0);
    if !face.is_cff {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    cid.widths().consecutive(0, program.widths.iter().map(|&w| w as f32));
    cid.finish();
    font
}

fn write_descriptor(file: &mut File<'_>, id: Ref, data: Ref, face: &Face, name: &str) {
    let em = f32::from(face.units_per_em.max(1));
    let scaled = |units: i16| (f32::from(units) * 1000.0 / em).round();
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::ITALIC, face.italic);
    flags.set(FontFlags::FIXED_PITCH, face.fixed_pitch);
    let [left, bottom, right, top] = face.bbox.map(scaled);
    let mut descriptor: FontDescriptor<'_> = file.object(id).start();
    descriptor.name(Name(name.as_bytes())).family(Str(face.family_name.as_bytes())).flags(flags);
    descriptor.bbox(Rect::new(left, bottom, right, top));
    descriptor.italic_angle(face.italic_angle as f32 / 65536.0);
    descriptor.ascent(scaled(face.ascender)).descent(scaled(face.descender));
    descriptor.cap_height(scaled(face.cap_height)).x_height(scaled(face.x_height));
    // No table states stem widths; this grows with the weight as usual text
    // faces do (80 at 400, 140 at 700) and only serves substitution.
    descriptor.stem_v(f32::from(face.weight) / 5.0);
    if face.is_cff {
        descriptor.font_file3(data);
    } else {
        descriptor.font_file2(data);
    }
}
