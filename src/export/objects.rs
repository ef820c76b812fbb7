//! The file around the objects: object streams, cross-reference stream, trailer.
//!
//! `pdf-writer` writes objects but not object streams (ISO 32000-1, 7.5.7).
//! A tagged file is mostly small structure objects, so everything that is no
//! stream goes into compressed object streams here; the typed writers stay
//! in use, this module only cuts their output at the object borders.
//!
//! A pretty file has plain objects and a classic table instead, for goldens
//! and for people with a text editor.

use libdeflater::{CompressionLvl, Compressor};
use pdf_writer::writers::EmbeddedFile;
use pdf_writer::{Chunk, Filter, Name, Obj, Ref, Settings, Stream};

use super::number;

/// Objects of one object stream; readers unpack a stream as a whole.
const OBJECTS_PER_STREAM: usize = 400;

/// Data of fewer bytes goes in as it is: the codes of a stream have to be made
/// before anything is saved, and here that is a third of a kilobyte.
const LITTLE: usize = 1024;

/// A reusable compressor and its output buffer.
pub(super) struct Deflater {
    state: Compressor,
    out: Vec<u8>,
}

impl Deflater {
    /// Level of what is compressed for every sheet: half of the work of 2 and
    /// 2 % larger.
    pub(super) const SHEET: i32 = 1;
    /// Level of what is compressed once and kept: profiles and pictures.
    pub(super) const KEPT: i32 = 8;

    pub(super) fn new(level: i32) -> Self {
        // A level the library does not have would be replaced by its default.
        let level = CompressionLvl::new(level).unwrap_or_default();
        Self { state: Compressor::new(level), out: Vec::new() }
    }

    /// Compresses to a zlib stream.
    pub(super) fn compress(&mut self, data: &[u8]) -> Vec<u8> {
        let bound = self.state.zlib_compress_bound(data.len());
        if self.out.len() < bound {
            self.out.resize(bound, 0);
        }
        // The only error is a buffer below the bound.
        let length = self.state.zlib_compress(data, &mut self.out).unwrap_or(0);
        self.out.get(..length).unwrap_or_default().to_vec()
    }

    /// The data compressed, if there is enough of it.
    pub(super) fn shrink(&mut self, data: &[u8]) -> Option<Vec<u8>> {
        (data.len() >= LITTLE).then(|| self.compress(data))
    }
}

/// A file in the making.
pub(super) struct File<'d> {
    pretty: bool,
    next: i32,
    objects: Chunk,
    starts: Vec<(Ref, usize)>,
    streams: Chunk,
    stream_starts: Vec<(Ref, usize)>,
    digest: blake3::Hasher,
    deflater: &'d mut Deflater,
}

impl<'d> File<'d> {
    pub(super) fn new(pretty: bool, deflater: &'d mut Deflater) -> Self {
        let settings = Settings { pretty };
        Self {
            pretty,
            next: 1,
            objects: Chunk::with_settings_and_capacity(settings, 32 * 1024),
            starts: Vec::with_capacity(256),
            streams: Chunk::with_settings_and_capacity(settings, 64 * 1024),
            stream_starts: Vec::with_capacity(32),
            digest: blake3::Hasher::new(),
            deflater,
        }
    }

    /// Whether the file is meant for reading by people.
    pub(super) fn is_pretty(&self) -> bool {
        self.pretty
    }

    /// A new object number.
    pub(super) fn alloc(&mut self) -> Ref {
        let id = Ref::new(self.next);
        self.next += 1;
        id
    }

    /// Starts an object that is no stream.
    pub(super) fn object(&mut self, id: Ref) -> Obj<'_> {
        self.starts.push((id, self.objects.len()));
        self.objects.indirect(id)
    }

    /// Starts a stream of data that is known elsewhere in the file by its
    /// hash (fonts, profiles, images), which keeps it out of the file id.
    pub(super) fn ready_stream<'a>(&'a mut self, id: Ref, data: &'a [u8]) -> Stream<'a> {
        self.stream_starts.push((id, self.streams.len()));
        self.streams.stream(id, data)
    }

    /// Starts an embedded file.
    pub(super) fn embedded_file<'a>(&'a mut self, id: Ref, data: &'a [u8]) -> EmbeddedFile<'a> {
        self.stream_starts.push((id, self.streams.len()));
        self.streams.embedded_file(id, data)
    }

    /// Writes a stream, compressed unless little or pretty, with entries of its own.
    pub(super) fn stream(&mut self, id: Ref, data: &[u8], entries: impl FnOnce(&mut Stream<'_>)) {
        self.stream_starts.push((id, self.streams.len()));
        let packed = if self.pretty { None } else { self.deflater.shrink(data) };
        // Packed it is less, and as good to tell the data from any other.
        let written = packed.as_deref().unwrap_or(data);
        self.digest.update(written);
        let mut stream = self.streams.stream(id, written);
        if packed.is_some() {
            stream.filter(Filter::FlateDecode);
        }
        entries(&mut stream);
    }

    /// Compresses data that a caller writes itself.
    pub(super) fn compress(&mut self, data: &[u8]) -> Vec<u8> {
        self.deflater.compress(data)
    }

    /// The compressor of this sheet, for what is compressed once and kept.
    pub(super) fn deflater(&mut self) -> &mut Deflater {
        self.deflater
    }

    /// Adds something to the file id that no stream holds.
    pub(super) fn identify(&mut self, data: &[u8]) {
        self.digest.update(data);
    }

    /// 16 bytes that depend on everything written so far.
    pub(super) fn content_id(&mut self) -> [u8; 16] {
        self.digest.update(self.objects.as_bytes());
        let mut id = [0; 16];
        self.digest.finalize_xof().fill(&mut id);
        id
    }

    /// The finished file.
    pub(super) fn finish(self, version: (u8, u8), trailer: &Trailer) -> Vec<u8> {
        if self.pretty {
            self.finish_plain(version, trailer)
        } else {
            self.finish_packed(version, trailer)
        }
    }

    fn finish_plain(self, version: (u8, u8), trailer: &Trailer) -> Vec<u8> {
        let mut out = header(version);
        let mut offsets = vec![0usize; usize::try_from(self.next).unwrap_or(0)];
        for (chunk, starts) in [(&self.objects, &self.starts), (&self.streams, &self.stream_starts)]
        {
            for &(id, start) in starts {
                if let Some(slot) = offsets.get_mut(id.get() as usize) {
                    *slot = out.len() + start;
                }
            }
            out.extend_from_slice(chunk.as_bytes());
        }
        let table = out.len();
        out.extend_from_slice(
            format!("xref\n0 {}\n0000000000 65535 f\r\n", offsets.len()).as_bytes(),
        );
        for offset in offsets.iter().skip(1) {
            let entry = if *offset == 0 {
                "0000000000 65535 f\r\n".to_owned()
            } else {
                format!("{offset:010} 00000 n\r\n")
            };
            out.extend_from_slice(entry.as_bytes());
        }
        let mut dict = Chunk::with_settings(Settings { pretty: true });
        let mut entries = dict.indirect(Ref::new(1)).dict();
        trailer.write(&mut entries, self.next);
        drop(entries);
        out.extend_from_slice(b"trailer\n");
        out.extend_from_slice(body(dict.as_bytes()));
        finish(out, table)
    }

    fn finish_packed(mut self, version: (u8, u8), trailer: &Trailer) -> Vec<u8> {
        let mut entries: Vec<Entry> = Vec::with_capacity(self.starts.len() + 64);
        let mut packs: Vec<(Ref, usize, usize)> = Vec::new();
        let starts = std::mem::take(&mut self.starts);
        for group in starts.chunks(OBJECTS_PER_STREAM) {
            let id = self.alloc();
            let end = starts.get(packs.len() * OBJECTS_PER_STREAM + group.len());
            let end = end.map_or(self.objects.len(), |&(_, start)| start);
            let (data, first) = pack(self.objects.as_bytes(), group, end);
            for (index, (object, _)) in group.iter().enumerate() {
                entries.push(Entry { id: object.get(), kind: 2, place: id.get() as usize, index });
            }
            let packed = self.deflater.compress(&data);
            self.stream_starts.push((id, self.streams.len()));
            let mut stream = self.streams.stream(id, &packed);
            stream.filter(Filter::FlateDecode);
            stream.pair(Name(b"Type"), Name(b"ObjStm"));
            stream.pair(Name(b"N"), group.len() as i32).pair(Name(b"First"), first as i32);
            packs.push((id, first, group.len()));
        }
        let mut out = header(version);
        let base = out.len();
        out.extend_from_slice(self.streams.as_bytes());
        for &(id, start) in &self.stream_starts {
            entries.push(Entry { id: id.get(), kind: 1, place: base + start, index: 0 });
        }
        let table = out.len();
        let id = self.alloc();
        entries.push(Entry { id: id.get(), kind: 1, place: table, index: 0 });
        let width = if table > 0xFF_FFFF { 4 } else { 3 };
        let data = cross_references(&mut entries, self.next, width);
        let packed = self.deflater.shrink(&data);
        let mut chunk = Chunk::with_settings(Settings { pretty: false });
        let mut stream = chunk.stream(id, packed.as_deref().unwrap_or(&data));
        if packed.is_some() {
            stream.filter(Filter::FlateDecode);
        }
        stream.pair(Name(b"Type"), Name(b"XRef"));
        trailer.write(&mut stream, self.next);
        stream.insert(Name(b"W")).array().items([1, width as i32, 2]);
        drop(stream);
        out.extend_from_slice(chunk.as_bytes());
        finish(out, table)
    }
}

/// Where an object is (ISO 32000-1, table 18).
struct Entry {
    id: i32,
    kind: u8,
    place: usize,
    index: usize,
}

/// What the trailer names.
pub(super) struct Trailer {
    pub(super) root: Ref,
    pub(super) info: Ref,
    pub(super) id: [u8; 16],
}

impl Trailer {
    fn write(&self, dict: &mut pdf_writer::Dict<'_>, size: i32) {
        dict.pair(Name(b"Size"), size);
        dict.pair(Name(b"Root"), self.root).pair(Name(b"Info"), self.info);
        let id = pdf_writer::Str(&self.id);
        dict.insert(Name(b"ID")).array().item(id).item(id);
    }
}

fn header((major, minor): (u8, u8)) -> Vec<u8> {
    let mut out = Vec::with_capacity(96 * 1024);
    out.extend_from_slice(format!("%PDF-{major}.{minor}\n").as_bytes());
    // Four bytes above 127 mark the file as binary (ISO 19005-3, 6.1.2).
    out.extend_from_slice(b"%\xE2\xE3\xCF\xD3\n");
    out
}

fn finish(mut out: Vec<u8>, table: usize) -> Vec<u8> {
    out.extend_from_slice(b"startxref\n");
    number::int(&mut out, table as i64);
    out.extend_from_slice(b"\n%%EOF\n");
    out
}

/// The object between `N 0 obj` and `endobj`.
fn body(object: &[u8]) -> &[u8] {
    let start = object.iter().position(|&b| b == b'\n').map_or(0, |at| at + 1);
    let object = object.get(start..).unwrap_or_default().trim_ascii_end();
    object.strip_suffix(b"endobj").unwrap_or(object).trim_ascii_end()
}

/// The data of an object stream and the offset of its first object.
fn pack(bytes: &[u8], group: &[(Ref, usize)], end: usize) -> (Vec<u8>, usize) {
    let ends = group.iter().skip(1).map(|&(_, start)| start).chain([end]);
    let mut bodies = Vec::with_capacity(end.saturating_sub(group.first().map_or(0, |g| g.1)));
    let mut data = Vec::with_capacity(bodies.capacity() + group.len() * 10);
    for (&(id, start), end) in group.iter().zip(ends) {
        number::int(&mut data, i64::from(id.get()));
        data.push(b' ');
        number::int(&mut data, bodies.len() as i64);
        data.push(b' ');
        bodies.extend_from_slice(body(bytes.get(start..end).unwrap_or_default()));
        bodies.push(b'\n');
    }
    let first = data.len();
    data.extend_from_slice(&bodies);
    (data, first)
}

/// The rows of the cross-reference stream for objects 0 to `size - 1`.
fn cross_references(entries: &mut [Entry], size: i32, width: usize) -> Vec<u8> {
    entries.sort_unstable_by_key(|e| e.id);
    let row = width + 3;
    let mut data = vec![0; usize::try_from(size).unwrap_or(0) * row];
    if let Some(free) = data.get_mut(row - 2..row) {
        free.copy_from_slice(&[0xFF, 0xFF]);
    }
    for entry in entries {
        let at = entry.id as usize * row;
        if let Some(slot) = data.get_mut(at..at + row) {
            let place = (entry.place as u32).to_be_bytes();
            let index = (entry.index as u16).to_be_bytes();
            let (kind, rest) = slot.split_at_mut(1);
            let (place_slot, index_slot) = rest.split_at_mut(width);
            kind.fill(entry.kind);
            place_slot.copy_from_slice(place.get(4 - width..).unwrap_or(&place));
            index_slot.copy_from_slice(&index);
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_is_what_stands_between_the_keywords() {
        assert_eq!(body(b"12 0 obj\n<</A 1>>\nendobj\n"), b"<</A 1>>");
    }

    #[test]
    fn deflate_is_the_same_after_reuse() {
        let mut deflater = Deflater::new(Deflater::SHEET);
        let data: Vec<u8> = (0..50_000u32).flat_map(|n| n.to_le_bytes()).collect();
        let first = deflater.compress(&data);
        deflater.compress(b"something else");
        assert_eq!(first, deflater.compress(&data));
    }

    #[test]
    fn packed_objects_are_found_by_lopdf() -> Result<(), Box<dyn std::error::Error>> {
        let mut deflater = Deflater::new(Deflater::SHEET);
        let mut file = File::new(false, &mut deflater);
        let (root, info) = (file.alloc(), file.alloc());
        file.object(root).dict().pair(Name(b"Type"), Name(b"Catalog"));
        for _ in 0..2 * OBJECTS_PER_STREAM {
            let id = file.alloc();
            file.object(id).primitive(id.get());
        }
        file.object(info).dict().pair(Name(b"Title"), pdf_writer::Str(b"T"));
        let bytes = file.finish((1, 7), &Trailer { root, info, id: [7; 16] });
        let read = lopdf::Document::load_mem(&bytes)?;
        assert_eq!(read.catalog()?.get(b"Type")?.as_name()?, b"Catalog");
        let last = 2 * OBJECTS_PER_STREAM as u32 + 2;
        assert_eq!(read.get_object((last, 0))?.as_i64()?, i64::from(last));
        Ok(())
    }
}
