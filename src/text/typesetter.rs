//! The font store and the caches: one per process, shared by all threads.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::breaker::Breaker;
use super::face::{Face, FaceError};
use super::font_style::{FontStyle, StyleKey};
use super::paragraph::Work;
use super::shape::Shaper;
use super::style::TextSetting;

/// How many styles keep their words. A layout has a dozen.
const STYLES: usize = 64;

/// How many settings a thread remembers the style of.
const SETTINGS: usize = 64;

/// Faces by their bytes, shape plans and shaped words.
///
/// Shared by all threads. Nothing that is set depends on what has been set
/// before: caches only save work. They are bounded, except that faces are
/// kept as long as the typesetter is.
#[derive(Default)]
pub struct Typesetter {
    faces: RwLock<Faces>,
    styles: RwLock<Vec<Arc<FontStyle>>>,
}

#[derive(Default)]
struct Faces {
    by_hash: HashMap<[u8; 32], Result<Arc<Face>, FaceError>>,
    /// Faces whose bytes somebody passed before, by the address of the
    /// bytes; the `Arc` keeps the address from being used again.
    by_address: HashMap<usize, (Arc<[u8]>, Result<Arc<Face>, FaceError>)>,
}

/// Working memory and the memory of recent settings; one per thread.
#[derive(Default)]
pub struct Scratch {
    pub(super) shaper: Shaper,
    pub(super) breaker: Breaker,
    pub(super) work: Work,
    settings: Vec<(Arc<TextSetting>, Arc<FontStyle>)>,
}

impl Scratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }
}

impl Typesetter {
    /// A typesetter without faces.
    pub fn new() -> Self {
        Self::default()
    }

    /// The face in these bytes, read once. Bytes passed again are known by
    /// their address, equal bytes elsewhere by their BLAKE3 hash.
    ///
    /// # Errors
    ///
    /// What is wrong with the font, see [`FaceError`]. `index` selects a face
    /// of a collection; collections are not supported, so it must be 0.
    pub fn face(&self, bytes: Arc<[u8]>, index: u32) -> Result<Arc<Face>, FaceError> {
        if index != 0 {
            return Err(FaceError::Collection);
        }
        let address = bytes.as_ptr().addr();
        let faces = self.faces.read().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, face)) = faces.by_address.get(&address)
            && known.len() == bytes.len()
        {
            return face.clone();
        }
        drop(faces);
        let hash = *blake3::hash(&bytes).as_bytes();
        let mut faces = self.faces.write().unwrap_or_else(PoisonError::into_inner);
        let read = || Face::read(Arc::clone(&bytes), hash).map(Arc::new);
        let face = faces.by_hash.entry(hash).or_insert_with(read).clone();
        faces.by_address.insert(address, (bytes, face.clone()));
        face
    }

    /// The style of a setting with its caches.
    pub(super) fn style(
        &self,
        scratch: &mut Scratch,
        setting: &Arc<TextSetting>,
    ) -> Arc<FontStyle> {
        let known = scratch.settings.iter().find(|(known, _)| Arc::ptr_eq(known, setting));
        if let Some((_, style)) = known {
            return Arc::clone(style);
        }
        let style = self.shared_style(setting);
        if scratch.settings.len() >= SETTINGS {
            scratch.settings.clear();
        }
        scratch.settings.push((Arc::clone(setting), Arc::clone(&style)));
        style
    }

    fn shared_style(&self, setting: &TextSetting) -> Arc<FontStyle> {
        let find = |styles: &[Arc<FontStyle>]| {
            styles.iter().find(|style| style.key().fits(setting)).cloned()
        };
        if let Some(style) = find(&self.styles.read().unwrap_or_else(PoisonError::into_inner)) {
            return style;
        }
        let mut styles = self.styles.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = find(&styles) {
            return style;
        }
        if styles.len() >= STYLES {
            styles.clear();
        }
        let style = Arc::new(FontStyle::new(StyleKey::new(setting)));
        styles.push(Arc::clone(&style));
        style
    }
}
