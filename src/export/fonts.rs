//! Composite fonts: which subsets a sheet embeds, and which code shows which
//! text.
//!
//! **Base subset.** Subsetting and deflating fonts is most of the work of a
//! sheet. So each face has one base subset, made once per process, of the
//! glyphs nearly every release uses. A sheet that uses many of them embeds it
//! ready-compressed and adds a small exact subset for the rest; a sheet that
//! uses few embeds an exact subset only. The choice depends on the sheet
//! alone, so its bytes never depend on the batch.
//!
//! **One glyph, several texts.** The hyphen glyph shows U+002D and, at line
//! ends, U+00AD; the space glyph also U+00A0; a capital may stand for a
//! letter written small. ToUnicode maps a code to one text. Instead of
//! ActualText around every such glyph, which several viewers ignore when text
//! is copied, or a private CMap, which some cannot read, the second text gets
//! a second Type 0 dictionary over the *same* CIDFont with its own ToUnicode:
//! plain Identity-H everywhere, no byte of font data twice.
//!
//! **Clusters of several glyphs** (a letter and a combining mark, ß set as
//! SS) get an ActualText span; their glyphs still map to something, as PDF/A
//! level A asks of every glyph.

use std::sync::Arc;

use pdf_writer::types::FontFlags;
use pdf_writer::writers::{CidFont, FontDescriptor, Type0Font};
use pdf_writer::{Filter, Finish, Name, Rect, Ref, Str};

use super::cache::{Exporter, FaceCache};
use super::clusters::{FOLLOWER, clusters};
use super::objects::{Deflater, File};
use super::program::{IDENTITY, Program, to_unicode};
use crate::text::face::Face;
use crate::text::glyph::GlyphRun;

/// From how many used base glyphs on the base subset is embedded.
const BASE_FROM: usize = 48;

/// All fonts of a sheet.
#[derive(Default)]
pub(super) struct Fonts<'a> {
    faces: Vec<FaceUse<'a>>,
    resources: Vec<Resource<'a>>,
}

/// What a sheet uses of a face.
struct FaceUse<'a> {
    face: &'a Arc<Face>,
    cache: Option<Arc<FaceCache>>,
    /// Index into `glyphs` plus one, by glyph id.
    slots: Vec<u16>,
    glyphs: Vec<GlyphUse<'a>>,
    programs: Vec<Arc<Program>>,
}

/// What a sheet uses of a glyph.
struct GlyphUse<'a> {
    id: u16,
    program: u8,
    code: u16,
    width: i64,
    /// The texts it shows, each with the resource that maps it.
    texts: Vec<(&'a str, u16)>,
}

/// A font dictionary.
struct Resource<'a> {
    face: usize,
    program: u8,
    map: Map<'a>,
}

/// Its ToUnicode map.
enum Map<'a> {
    /// One of the program's fixed maps.
    Fixed(usize),
    /// One of this sheet: CID and text.
    Own(Vec<(u16, &'a str)>),
}

/// How a glyph is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// Number of the font resource.
    pub(super) font: u16,
    /// The code.
    pub(super) code: u16,
    /// Its width in thousandths of an em, as `W` states it.
    pub(super) width: i64,
}

impl<'a> Fonts<'a> {
    /// Notes the glyphs of a run.
    pub(super) fn collect(&mut self, run: &'a GlyphRun) {
        let index = self.index(&run.face).unwrap_or_else(|| {
            self.faces.push(FaceUse {
                face: &run.face,
                cache: None,
                slots: Vec::new(),
                glyphs: Vec::new(),
                programs: Vec::new(),
            });
            self.faces.len() - 1
        });
        let Some(face) = self.faces.get_mut(index) else { return };
        for (range, text) in clusters(run) {
            let glyphs = run.glyphs.get(range).unwrap_or_default();
            for (position, glyph) in glyphs.iter().enumerate() {
                face.note(glyph.id, if position == 0 { text } else { FOLLOWER });
            }
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
        for index in 0..self.faces.len() {
            let Some(face) = self.faces.get_mut(index) else { continue };
            face.cache = exporter.face(face.face, deflater);
            if face.choose(exporter, deflater).is_none() {
                broken.push(face.face);
            }
            face.assign(index, &mut self.resources);
        }
        broken
    }

    /// The face a run is set in, for [`Fonts::show`].
    pub(super) fn face_index(&self, run: &GlyphRun) -> usize {
        self.index(&run.face).unwrap_or(0)
    }

    /// How a glyph of a face shows a text.
    pub(super) fn show(&self, face: usize, glyph: u16, text: &str) -> Shown {
        let found = self.faces.get(face).and_then(|f| f.find(glyph));
        let Some(found) = found else { return Shown { font: 0, code: 0, width: 0 } };
        let font = match found.texts.as_slice() {
            [(_, font)] => *font,
            texts => texts.iter().find(|(t, _)| *t == text).map_or(0, |(_, font)| *font),
        };
        Shown { font, code: found.code, width: found.width }
    }

    /// How many font resources there are.
    pub(super) fn len(&self) -> usize {
        self.resources.len()
    }

    /// Writes all font objects; font resource `n` gets `refs[n]`.
    pub(super) fn write(&self, file: &mut File<'_>, refs: &[Ref]) {
        let mut descendants: Vec<((usize, u8), Ref)> = Vec::new();
        for (resource, &id) in self.resources.iter().zip(refs) {
            let Some(face) = self.faces.get(resource.face) else { continue };
            let Some(program) = face.programs.get(usize::from(resource.program)) else { continue };
            let key = (resource.face, resource.program);
            let known = descendants.iter().find(|(k, _)| *k == key).map(|(_, id)| *id);
            let descendant = known.unwrap_or_else(|| {
                let id = write_cid_font(file, face.face, program);
                descendants.push((key, id));
                id
            });
            let map = file.alloc();
            match &resource.map {
                Map::Fixed(index) => {
                    let Some(fixed) = program.maps.get(*index) else { continue };
                    if file.is_pretty() {
                        file.ready_stream(map, &fixed.cmap);
                    } else {
                        file.ready_stream(map, &fixed.packed).filter(Filter::FlateDecode);
                    }
                }
                Map::Own(pairs) => file.stream(map, &to_unicode(pairs.iter().copied()), |_| {}),
            }
            let mut font: Type0Font<'_> = file.object(id).start();
            font.base_font(Name(program.name(face.face).as_bytes()));
            font.encoding_predefined(Name(b"Identity-H"));
            font.descendant_font(descendant).to_unicode(map);
        }
    }
}

impl<'a> FaceUse<'a> {
    fn note(&mut self, id: u16, text: &'a str) {
        let at = usize::from(id);
        if self.slots.len() <= at {
            self.slots.resize((at + 1).next_multiple_of(256), 0);
        }
        let Some(slot) = self.slots.get_mut(at) else { return };
        if *slot == 0 {
            self.glyphs.push(GlyphUse { id, program: 0, code: 0, width: 0, texts: Vec::new() });
            *slot = self.glyphs.len() as u16;
        }
        let Some(glyph) = self.glyphs.get_mut(usize::from(*slot) - 1) else { return };
        if !glyph.texts.iter().any(|(known, _)| *known == text) {
            glyph.texts.push((text, 0));
        }
    }

    fn find(&self, id: u16) -> Option<&GlyphUse<'a>> {
        let slot = self.slots.get(usize::from(id)).copied().unwrap_or(0);
        self.glyphs.get(usize::from(slot).checked_sub(1)?)
    }

    /// Takes the base subset, an exact one, or both.
    fn choose(&mut self, exporter: &Exporter, deflater: &mut Deflater) -> Option<()> {
        let cache = Arc::clone(self.cache.as_ref()?);
        let in_base = |g: &GlyphUse<'_>| {
            cache.base.as_ref().is_some_and(|base| g.id == 0 || base.cid(g.id).is_some())
        };
        let used = self.glyphs.iter().filter(|g| in_base(g)).count();
        let with_base = used >= BASE_FROM;
        if with_base && let Some(base) = &cache.base {
            self.programs.push(Arc::clone(base));
        }
        let rest = self.glyphs.iter().filter(|g| !with_base || !in_base(g)).map(|g| g.id);
        let mut rest: Vec<u16> = rest.filter(|&id| id != 0).collect();
        rest.sort_unstable();
        if !rest.is_empty() || self.programs.is_empty() {
            self.programs.push(exporter.subset(self.face, &cache.file, &rest, deflater)?);
        }
        Some(())
    }

    /// Gives every glyph its code and every text a resource that maps it.
    fn assign(&mut self, face: usize, resources: &mut Vec<Resource<'a>>) {
        let first = resources.len();
        for glyph in &mut self.glyphs {
            let place = self.programs.iter().enumerate().find_map(|(index, program)| {
                let cid = if glyph.id == 0 { Some(0) } else { program.cid(glyph.id) };
                Some((index, program, cid?))
            });
            let Some((index, program, cid)) = place else { continue };
            glyph.program = index as u8;
            glyph.code = cid;
            glyph.width = program.width(cid);
            for (text, font) in &mut glyph.texts {
                let of_face = resources.get_mut(first..).unwrap_or_default();
                let known = of_face
                    .iter_mut()
                    .position(|r| r.program == index as u8 && r.takes(program, cid, text));
                let at = known.map_or_else(
                    || {
                        resources.push(Resource::of(face, index, program, cid, text));
                        resources.len() - 1
                    },
                    |at| first + at,
                );
                *font = at as u16;
            }
        }
        for resource in resources.get_mut(first..).unwrap_or_default() {
            if let Map::Own(pairs) = &mut resource.map {
                pairs.sort_unstable();
            }
        }
    }
}

impl<'a> Resource<'a> {
    /// A new dictionary whose map holds a pair.
    fn of(face: usize, index: usize, program: &Program, cid: u16, text: &'a str) -> Self {
        let fixed = program.maps.iter().position(|m| m.has(cid, text));
        let map = fixed.map_or_else(|| Map::Own(vec![(cid, text)]), Map::Fixed);
        Self { face, program: index as u8, map }
    }

    /// Whether this map holds the pair, or can take it.
    fn takes(&mut self, program: &Program, cid: u16, text: &'a str) -> bool {
        match &mut self.map {
            Map::Fixed(index) => program.maps.get(*index).is_some_and(|m| m.has(cid, text)),
            // Pairs that a fixed map holds belong there.
            Map::Own(_) if program.maps.iter().any(|m| m.has(cid, text)) => false,
            Map::Own(pairs) => match pairs.iter().find(|(known, _)| *known == cid) {
                Some((_, known)) => *known == text,
                None => {
                    pairs.push((cid, text));
                    true
                }
            },
        }
    }
}

/// Writes the CIDFont of a program with its descriptor and file.
fn write_cid_font(file: &mut File<'_>, face: &Face, program: &Program) -> Ref {
    let (font, descriptor, data) = (file.alloc(), file.alloc(), file.alloc());
    let name = program.name(face);
    file.identify(&program.digest);
    let mut stream = file.ready_stream(data, &program.file);
    stream.filter(Filter::FlateDecode);
    if face.is_cff {
        stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        stream.pair(Name(b"Length1"), program.length as i32);
    }
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
