//! Font programs ready for embedding: subset, compressed, with their widths.

use pdf_writer::types::UnicodeCmap;
use pdf_writer::{Name, Str};
use subsetter::GlyphRemapper;

use super::font_file::{FontFile, table};
use super::objects::Deflater;
use crate::text::face::Face;

/// The character collection of all composite fonts here.
pub(super) const IDENTITY: pdf_writer::types::SystemInfo<'static> = pdf_writer::types::SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// A subset of a face. CIDs are positions in `glyphs` plus one.
pub(super) struct Program {
    /// Glyph id and CID, by glyph id.
    cids: Vec<(u16, u16)>,
    /// Widths by CID, beginning with .notdef, in thousandths of an em.
    pub(super) widths: Vec<i64>,
    /// The compressed font file: bare CFF, or TrueType.
    pub(super) file: Vec<u8>,
    /// Its length before compression.
    pub(super) length: usize,
    /// BLAKE3 of face and glyph list.
    pub(super) digest: [u8; 32],
    /// Fixed ToUnicode maps, the main one first.
    pub(super) maps: Vec<FixedMap>,
}

/// A ToUnicode map that never changes.
pub(super) struct FixedMap {
    /// CID and text, by CID.
    pairs: Vec<(u16, String)>,
    /// The map.
    pub(super) cmap: Vec<u8>,
    /// The map, compressed.
    pub(super) packed: Vec<u8>,
}

impl FixedMap {
    pub(super) fn has(&self, cid: u16, text: &str) -> bool {
        let at = self.pairs.binary_search_by_key(&cid, |(cid, _)| *cid);
        at.ok().and_then(|at| self.pairs.get(at)).is_some_and(|(_, known)| known == text)
    }
}

impl Program {
    /// Subsets a face to the glyphs of a list; `None` when that fails.
    pub(super) fn subset(
        face: &Face,
        file: &FontFile,
        glyphs: &[u16],
        digest: [u8; 32],
        deflater: &mut Deflater,
    ) -> Option<Self> {
        let remapper = GlyphRemapper::new_from_glyphs(glyphs);
        let subset = subsetter::subset(&face.data, 0, &remapper).ok()?;
        let program = if face.is_cff { table(&subset, *b"CFF ")? } else { subset.as_slice() };
        let mut cids: Vec<(u16, u16)> =
            glyphs.iter().filter_map(|&g| Some((g, remapper.get(g)?))).collect();
        cids.sort_unstable();
        let widths = std::iter::once(0).chain(glyphs.iter().copied());
        let widths = widths.map(|g| file.width(g)).collect();
        let packed = deflater.compress(program);
        Some(Self { cids, widths, file: packed, length: program.len(), digest, maps: Vec::new() })
    }

    /// Adds a ToUnicode map that never changes.
    pub(super) fn add_map(&mut self, texts: &[(u16, String)], deflater: &mut Deflater) {
        let pairs = texts.iter().filter_map(|(g, text)| Some((self.cid(*g)?, text.clone())));
        let mut pairs: Vec<(u16, String)> = pairs.collect();
        pairs.sort_unstable();
        let cmap = to_unicode(pairs.iter().map(|(cid, text)| (*cid, text.as_str())));
        let packed = deflater.compress(&cmap);
        self.maps.push(FixedMap { pairs, cmap, packed });
    }

    /// The CID of a glyph.
    pub(super) fn cid(&self, glyph: u16) -> Option<u16> {
        let at = self.cids.binary_search_by_key(&glyph, |(g, _)| *g).ok()?;
        self.cids.get(at).map(|(_, cid)| *cid)
    }

    /// The width of a CID in thousandths of an em.
    pub(super) fn width(&self, cid: u16) -> i64 {
        self.widths.get(usize::from(cid)).copied().unwrap_or(0)
    }

    /// Six capital letters and the PostScript name (ISO 32000-1, 9.6.4); the
    /// letters come from the face and its glyphs.
    pub(super) fn name(&self, face: &Face) -> String {
        let mut number = u32::from_be_bytes([0, self.digest[0], self.digest[1], self.digest[2]]);
        let mut name = String::with_capacity(7 + face.postscript_name.len());
        for _ in 0..5 {
            name.push(char::from(b'A' + (number % 26) as u8));
            number /= 26;
        }
        name.push(char::from(b'A' + self.digest[3] % 26));
        name.push('+');
        name.extend(face.postscript_name.chars().filter(char::is_ascii_graphic).take(100));
        name
    }
}

/// Identifies a subset.
pub(super) fn subset_digest(face: &Face, glyphs: &[u16]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&face.hash);
    let bytes: Vec<u8> = glyphs.iter().flat_map(|g| g.to_be_bytes()).collect();
    hasher.update(&bytes);
    *hasher.finalize().as_bytes()
}

/// A ToUnicode CMap.
pub(super) fn to_unicode<'a>(pairs: impl Iterator<Item = (u16, &'a str)>) -> Vec<u8> {
    let mut cmap = UnicodeCmap::<u16>::new(Name(b"Adobe-Identity-UCS"), IDENTITY);
    for (cid, text) in pairs {
        cmap.pair_with_multiple(cid, text.chars());
    }
    cmap.finish().into_vec()
}
