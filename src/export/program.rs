//! Font programs ready for embedding: subset, compressed, with their widths.

use pdf_writer::Str;
use subsetter::GlyphRemapper;

use super::cff::Cff;
use super::font_file::{FontFile, table};
use super::number;
use super::objects::Deflater;
use crate::text::face::Face;

/// The character collection of all composite fonts here.
pub(super) const IDENTITY: pdf_writer::types::SystemInfo<'static> = pdf_writer::types::SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// A glyph with a text it shows. Sorted by text, so that neighbours in the
/// alphabet get neighbouring codes and the map becomes a few ranges.
pub(super) type Shows<'a> = (&'a str, u16);

/// A subset of a face with its ToUnicode maps.
pub(super) struct Program {
    /// Text and glyph, each with its place, in order.
    places: Vec<(String, u16, Place)>,
    /// Widths by CID, beginning with .notdef, in thousandths of an em.
    pub(super) widths: Vec<i64>,
    /// The font file: bare CFF as it is, TrueType compressed. A CFF subset is
    /// packed tightly already: a sixth could be saved, and with that of little
    /// streams it took 4 % of a sheet's instructions.
    pub(super) file: Vec<u8>,
    /// The length of TrueType before compression.
    pub(super) unpacked: Option<usize>,
    /// BLAKE3 of face, glyphs and texts.
    pub(super) digest: [u8; 32],
    /// ToUnicode maps. One, unless a glyph shows several texts in a font
    /// where it cannot stand twice.
    pub(super) maps: Vec<PackedMap>,
}

/// Where a text is found in a program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The CID, which is also the code.
    pub(super) cid: u16,
    /// The number of the map.
    pub(super) map: u16,
}

/// A ToUnicode map.
pub(super) struct PackedMap {
    pub(super) cmap: Vec<u8>,
    /// The same compressed, if there is enough of it.
    pub(super) packed: Option<Vec<u8>>,
}

impl Program {
    /// Subsets a face to the glyphs of a sorted list; `None` when that fails.
    pub(super) fn subset(
        face: &Face,
        file: &FontFile,
        shown: &[Shows<'_>],
        digest: [u8; 32],
        deflater: &mut Deflater,
    ) -> Option<Self> {
        let ours = || table(&face.data, *b"CFF ").and_then(|data| own_subset(data, file, shown));
        let ours = if face.is_cff { ours() } else { None };
        let (font, places, glyphs) = match ours {
            Some(ours) => ours,
            None => library_subset(face, shown)?,
        };
        let widths = std::iter::once(0).chain(glyphs).map(|g| file.width(g)).collect();
        let (file, unpacked) = match face.is_cff {
            true => (font, None),
            false => (deflater.compress(&font), Some(font.len())),
        };
        let named = shown.iter().zip(&places);
        let named = named.map(|((text, glyph), place)| ((*text).to_owned(), *glyph, *place));
        let mut program =
            Self { places: named.collect(), widths, file, unpacked, digest, maps: Vec::new() };
        program.add_maps(deflater);
        Some(program)
    }

    fn add_maps(&mut self, deflater: &mut Deflater) {
        let count = self.places.iter().map(|(_, _, place)| place.map + 1).max().unwrap_or(1);
        for number in 0..count {
            let of_map = self.places.iter().filter(|(_, _, place)| place.map == number);
            let mut pairs: Vec<_> = of_map.map(|(text, _, p)| (p.cid, text.as_str())).collect();
            pairs.sort_unstable();
            let cmap = to_unicode(pairs.into_iter());
            let packed = deflater.shrink(&cmap);
            self.maps.push(PackedMap { cmap, packed });
        }
    }

    /// Where a glyph shows a text.
    pub(super) fn place(&self, glyph: u16, text: &str) -> Option<Place> {
        let key = |(known, id, _): &(String, u16, Place)| (known.as_str(), *id).cmp(&(text, glyph));
        let at = self.places.binary_search_by(key).ok()?;
        self.places.get(at).map(|(_, _, place)| *place)
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

/// A font, the place of every text, and the glyphs by CID from 1 on.
type Subset = (Vec<u8>, Vec<Place>, Vec<u16>);

/// Every text has a glyph of its own; `.notdef` stands again for its texts.
fn own_subset(data: &[u8], file: &FontFile, shown: &[Shows<'_>]) -> Option<Subset> {
    let glyphs: Vec<u16> = shown.iter().map(|(_, glyph)| *glyph).collect();
    let font = Cff::read(data)?.subset(&file.flat, &glyphs)?;
    let places = (1..).take(glyphs.len()).map(|cid| Place { cid, map: 0 }).collect();
    Some((font, places, glyphs))
}

/// Every glyph stands once; its second text is in the second map.
fn library_subset(face: &Face, shown: &[Shows<'_>]) -> Option<Subset> {
    let mut glyphs: Vec<u16> = shown.iter().map(|(_, glyph)| *glyph).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    glyphs.retain(|glyph| *glyph != 0);
    let remapper = GlyphRemapper::new_from_glyphs(&glyphs);
    let mut texts = vec![0u16; glyphs.len() + 1];
    let places = shown.iter().map(|(_, glyph)| {
        let cid = remapper.get(*glyph)?;
        let count = texts.get_mut(usize::from(cid))?;
        *count += 1;
        Some(Place { cid, map: *count - 1 })
    });
    let places = places.collect::<Option<_>>()?;
    let font = subsetter::subset(&face.data, 0, &remapper).ok()?;
    let font = if face.is_cff { table(&font, *b"CFF ")?.to_vec() } else { font };
    Some((font, places, glyphs))
}

/// Identifies a subset.
pub(super) fn subset_digest(face: &Face, shown: &[Shows<'_>]) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(32 + shown.len() * 8);
    bytes.extend_from_slice(&face.hash);
    for (text, glyph) in shown {
        bytes.extend_from_slice(&glyph.to_be_bytes());
        bytes.extend_from_slice(&(text.len() as u32).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    *blake3::hash(&bytes).as_bytes()
}

/// A ToUnicode CMap (ISO 32000-1, 9.10.3) of pairs in order of CID.
/// Neighbours in both code and character become ranges.
pub(super) fn to_unicode<'a>(pairs: impl Iterator<Item = (u16, &'a str)>) -> Vec<u8> {
    let (mut ranges, mut singles) = (Vec::<(u16, u16, u16)>::new(), Vec::new());
    for (cid, text) in pairs {
        let mut units = text.encode_utf16();
        match (units.next(), units.next()) {
            (Some(unit), None) => match ranges.last_mut() {
                // A range may not leave the block of its first high byte.
                Some((first, last, start))
                    if *last + 1 == cid
                        && *start + (cid - *first) == unit
                        && *first >> 8 == cid >> 8
                        && *start >> 8 == unit >> 8 =>
                {
                    *last = cid;
                }
                _ => ranges.push((cid, cid, unit)),
            },
            _ => singles.push((cid, text)),
        }
    }
    let mut out = CMAP_HEAD.to_vec();
    section(&mut out, "bfrange", &ranges, |out, &(first, last, start)| {
        hex(out, [first]);
        hex(out, [last]);
        hex(out, [start]);
    });
    section(&mut out, "bfchar", &singles, |out, (cid, text)| {
        hex(out, [*cid]);
        hex(out, text.encode_utf16());
    });
    out.extend_from_slice(CMAP_TAIL);
    out
}

const CMAP_HEAD: &[u8] = b"/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
";

const CMAP_TAIL: &[u8] = b"endcmap
CMapName currentdict /CMap defineresource pop
end
end
";

/// Writes entries in sections of at most 100, as the format allows.
fn section<T>(out: &mut Vec<u8>, name: &str, entries: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    for group in entries.chunks(100) {
        out.extend_from_slice(format!("{} begin{name}\n", group.len()).as_bytes());
        for entry in group {
            write(out, entry);
            out.push(b'\n');
        }
        out.extend_from_slice(format!("end{name}\n").as_bytes());
    }
}

fn hex(out: &mut Vec<u8>, units: impl IntoIterator<Item = u16>) {
    out.push(b'<');
    for unit in units {
        number::hex(out, unit);
    }
    out.push(b'>');
}
