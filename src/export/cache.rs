//! The long-lived part of exporting: what sheets of one process share.
//!
//! Everything here is a pure function of its key, so a cache never changes
//! bytes, and every store is bounded: full means emptied.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::font_file::FontFile;
use super::images::Encoded;
use super::objects::Deflater;
use super::program::{Program, Shows, subset_digest};
use crate::text::face::Face;

/// Subsets kept, of about 8 kB each. The editions of one sheet use the same
/// ones, and so do sheets that differ in a date or a number.
const MAX_SUBSETS: usize = 512;
/// Faces kept; a house has six to ten.
const MAX_FACES: usize = 64;
/// Bytes of encoded pictures kept.
const MAX_IMAGE_BYTES: usize = 64 << 20;
/// Compressed profiles kept.
const MAX_PROFILES: usize = 8;

/// Caches and buffers of exporting, shared by all threads of a process.
#[derive(Default)]
pub struct Exporter {
    faces: Mutex<BTreeMap<[u8; 32], Arc<FontFile>>>,
    subsets: Mutex<BTreeMap<[u8; 32], Arc<Program>>>,
    images: Mutex<ImageStore>,
    profiles: Mutex<Vec<Arc<Profile>>>,
    deflaters: Mutex<Vec<Deflater>>,
}

#[derive(Default)]
struct ImageStore {
    encoded: BTreeMap<[u8; 32], Arc<Encoded>>,
    bytes: usize,
}

/// A profile with its hash, compressed unless it is little.
pub(super) struct Profile {
    data: ProfileData,
    pub(super) hash: [u8; 32],
    packed: OnceLock<Option<Vec<u8>>>,
}

/// A profile of the program.
#[derive(Clone, Copy)]
pub(super) struct Bundled {
    /// The profile.
    pub(super) data: &'static [u8],
    /// The same compressed, where doing that takes longer than all else.
    pub(super) packed: Option<&'static [u8]>,
}

/// From this size on a profile deserves a compressor of its own.
const LARGE_PROFILE: usize = 64 << 10;

enum ProfileData {
    Bundled(Bundled),
    House(Arc<[u8]>),
}

impl Profile {
    /// The profile as it was delivered.
    pub(super) fn data(&self) -> &[u8] {
        match &self.data {
            ProfileData::Bundled(bundled) => bundled.data,
            ProfileData::House(data) => data,
        }
    }

    /// The profile compressed, if there is enough of it: a large one as well
    /// as can be, a small one with the compressor at hand.
    pub(super) fn packed(&self, sheet: &mut Deflater) -> Option<&[u8]> {
        if let ProfileData::Bundled(Bundled { packed: Some(packed), .. }) = self.data {
            return Some(packed);
        }
        let data = self.data();
        let packed = self.packed.get_or_init(|| match data.len() {
            LARGE_PROFILE.. => Some(Deflater::new(Deflater::KEPT).compress(data)),
            _ => sheet.shrink(data),
        });
        packed.as_deref()
    }
}

impl Exporter {
    /// Nothing cached yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A compressor; give it back with [`Exporter::put_deflater`].
    pub(super) fn take_deflater(&self) -> Deflater {
        lock(&self.deflaters).pop().unwrap_or_else(|| Deflater::new(Deflater::SHEET))
    }

    /// Returns a compressor for the next sheet.
    pub(super) fn put_deflater(&self, deflater: Deflater) {
        lock(&self.deflaters).push(deflater);
    }

    /// What is known of a face; `None` when the file is damaged.
    pub(super) fn face(&self, face: &Face) -> Option<Arc<FontFile>> {
        if let Some(known) = lock(&self.faces).get(&face.hash) {
            return Some(Arc::clone(known));
        }
        let file = FontFile::open(face)?;
        Some(insert(&self.faces, MAX_FACES, face.hash, Arc::new(file)))
    }

    /// The subset of exactly these glyphs and texts, sorted.
    pub(super) fn subset(
        &self,
        face: &Face,
        file: &FontFile,
        shown: &[Shows<'_>],
        deflater: &mut Deflater,
    ) -> Option<Arc<Program>> {
        let digest = subset_digest(face, shown);
        if let Some(known) = lock(&self.subsets).get(&digest) {
            return Some(Arc::clone(known));
        }
        let program = Arc::new(Program::subset(face, file, shown, digest, deflater)?);
        Some(insert(&self.subsets, MAX_SUBSETS, digest, program))
    }

    /// A bundled profile.
    pub(super) fn bundled_profile(&self, profile: Bundled) -> Arc<Profile> {
        self.profile(profile.data, || ProfileData::Bundled(profile))
    }

    /// A house profile.
    pub(super) fn house_profile(&self, data: &Arc<[u8]>) -> Arc<Profile> {
        self.profile(data, || ProfileData::House(Arc::clone(data)))
    }

    /// A profile, known by its address: the store keeps its bytes alive, so
    /// no other profile can come to lie there.
    fn profile(&self, data: &[u8], keep: impl FnOnce() -> ProfileData) -> Arc<Profile> {
        let mut profiles = lock(&self.profiles);
        let same = |p: &&Arc<Profile>| std::ptr::eq(p.data(), data);
        if let Some(known) = profiles.iter().find(same) {
            return Arc::clone(known);
        }
        if profiles.len() >= MAX_PROFILES {
            profiles.clear();
        }
        let hash = *blake3::hash(data).as_bytes();
        let profile = Arc::new(Profile { data: keep(), hash, packed: OnceLock::new() });
        profiles.push(Arc::clone(&profile));
        profile
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
fn insert<T>(
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
