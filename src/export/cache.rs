//! The long-lived part of exporting: what sheets of one process share.
//!
//! Everything here is a pure function of its key, so a cache never changes
//! bytes, and every store is bounded: full means emptied.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::font_file::{FontFile, base_glyphs, shared_texts};
use super::images::Encoded;
use super::objects::Deflater;
use super::program::{Program, subset_digest};
use crate::text::face::Face;

/// Exact subsets kept; three editions of one sheet use the same ones.
const MAX_SUBSETS: usize = 64;
/// Faces kept; a house has six to ten.
const MAX_FACES: usize = 64;
/// Bytes of encoded pictures kept.
const MAX_IMAGE_BYTES: usize = 64 << 20;
/// Bytes of compressed profiles kept.
const MAX_PROFILES: usize = 8;

/// Caches and buffers of exporting, shared by all threads of a process.
#[derive(Default)]
pub struct Exporter {
    faces: Mutex<BTreeMap<[u8; 32], Arc<FaceCache>>>,
    subsets: Mutex<BTreeMap<[u8; 32], Arc<Program>>>,
    images: Mutex<ImageStore>,
    profiles: Mutex<BTreeMap<[u8; 32], Arc<[u8]>>>,
    deflaters: Mutex<Vec<Deflater>>,
}

#[derive(Default)]
struct ImageStore {
    encoded: BTreeMap<[u8; 32], Arc<Encoded>>,
    bytes: usize,
}

/// What is known of a face.
pub(super) struct FaceCache {
    pub(super) file: FontFile,
    /// The base subset: the glyphs nearly every release uses, compressed once.
    pub(super) base: Option<Arc<Program>>,
}

impl Exporter {
    /// Nothing cached yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A compressor; give it back with [`Exporter::put_deflater`].
    pub(super) fn take_deflater(&self) -> Deflater {
        lock(&self.deflaters).pop().unwrap_or_else(|| Deflater::new(Deflater::LEVEL))
    }

    /// Returns a compressor for the next sheet.
    pub(super) fn put_deflater(&self, deflater: Deflater) {
        lock(&self.deflaters).push(deflater);
    }

    /// What is known of a face; `None` when the file is damaged.
    pub(super) fn face(&self, face: &Face, deflater: &mut Deflater) -> Option<Arc<FaceCache>> {
        if let Some(known) = lock(&self.faces).get(&face.hash) {
            return Some(Arc::clone(known));
        }
        let file = FontFile::open(face)?;
        let texts = base_glyphs(face);
        let glyphs: Vec<u16> = texts.iter().map(|(g, _)| *g).collect();
        let digest = subset_digest(face, &glyphs);
        let base = Program::subset(face, &file, &glyphs, digest, deflater).map(|mut program| {
            program.add_map(&texts, deflater);
            program.add_map(&shared_texts(&texts), deflater);
            Arc::new(program)
        });
        let entry = Arc::new(FaceCache { file, base });
        Some(insert(&self.faces, MAX_FACES, face.hash, entry))
    }

    /// The subset of exactly these glyphs.
    pub(super) fn subset(
        &self,
        face: &Face,
        file: &FontFile,
        glyphs: &[u16],
        deflater: &mut Deflater,
    ) -> Option<Arc<Program>> {
        let digest = subset_digest(face, glyphs);
        if let Some(known) = lock(&self.subsets).get(&digest) {
            return Some(Arc::clone(known));
        }
        let program = Arc::new(Program::subset(face, file, glyphs, digest, deflater)?);
        Some(insert(&self.subsets, MAX_SUBSETS, digest, program))
    }

    /// A profile, compressed.
    pub(super) fn profile(&self, hash: [u8; 32], data: &[u8]) -> Arc<[u8]> {
        if let Some(known) = lock(&self.profiles).get(&hash) {
            return Arc::clone(known);
        }
        let packed: Arc<[u8]> = Deflater::new(9).compress(data).into();
        insert(&self.profiles, MAX_PROFILES, hash, packed)
    }

    /// An encoded picture, from the store or made now.
    pub(super) fn image<E>(
        &self,
        key: [u8; 32],
        encode: impl FnOnce() -> Result<Encoded, E>,
    ) -> Result<Arc<Encoded>, E> {
        if let Some(known) = lock(&self.images).encoded.get(&key) {
            return Ok(Arc::clone(known));
        }
        let encoded = Arc::new(encode()?);
        let mut store = lock(&self.images);
        let size = encoded.size();
        if store.bytes + size > MAX_IMAGE_BYTES {
            *store = ImageStore::default();
        }
        if store.encoded.insert(key, Arc::clone(&encoded)).is_none() {
            store.bytes += size;
        }
        Ok(encoded)
    }
}

/// Inserts into a bounded store and returns what is in it now; another
/// thread may have been faster, with an equal value.
fn insert<T: ?Sized>(
    store: &Mutex<BTreeMap<[u8; 32], Arc<T>>>,
    limit: usize,
    key: [u8; 32],
    value: Arc<T>,
) -> Arc<T> {
    let mut store = lock(store);
    if store.len() >= limit {
        store.clear();
    }
    Arc::clone(store.entry(key).or_insert(value))
}

/// A panic in another thread leaves caches whole: values go in finished.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
