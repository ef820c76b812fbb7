//! The font store and the caches: one per process, shared by all threads.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use super::breaker::Breaker;
use super::face::{Face, FaceError};
use super::font_style::{FontStyle, StyleKey};
use super::paragraph::{Recent, Work};
use super::shape::Shaper;
use super::style::TextSetting;
use crate::model::assets::Bytes;

/// How many styles keep their words. A layout has a dozen.
const STYLES: usize = 64;

/// How many faces are kept.
const FACES: usize = 128;

/// How many settings a thread remembers the style of.
const SETTINGS: usize = 64;

/// Faces by their bytes, shape plans and shaped words.
///
/// Shared by all threads. Nothing that is set depends on what has been set
/// before: caches only save work. All of them are bounded.
#[derive(Default)]
pub struct Typesetter {
    faces: RwLock<Faces>,
    styles: RwLock<Vec<Arc<FontStyle>>>,
}

/// A face, or what is wrong with its file.
type Known = Result<Arc<Face>, FaceError>;

#[derive(Default)]
struct Faces {
    by_hash: HashMap<[u8; 32], Known>,
    /// Faces whose bytes somebody passed before, by the address of the
    /// bytes, which keep the address from being used again.
    by_address: HashMap<usize, (Bytes, Known)>,
}

impl Faces {
    /// Makes room for one more. A layout has a dozen faces; a caller that
    /// reads them anew each time must not fill the memory.
    fn make_room(&mut self) {
        if self.by_hash.len() >= FACES {
            self.by_hash.clear();
        }
        if self.by_address.len() >= FACES {
            self.by_address.clear();
        }
    }
}

/// Working memory and the memory of recent settings; one per thread.
#[derive(Default)]
pub struct Scratch {
    pub(super) shaper: Shaper,
    pub(super) breaker: Breaker,
    pub(super) work: Work,
    pub(super) trace: bool,
    pub(super) recent: Recent,
    settings: Vec<(Arc<TextSetting>, Arc<FontStyle>)>,
}

impl Scratch {
    /// Empty working memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether lines that are set from now on keep what the breaker decided
    /// ([`LineTrace`](super::trace::LineTrace)), and sheets show it.
    pub fn trace_lines(&mut self, on: bool) {
        self.trace = on;
    }

    /// Whether they do.
    pub fn traces(&self) -> bool {
        self.trace
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
    pub fn face(&self, bytes: impl Into<Bytes>, index: u32) -> Result<Arc<Face>, FaceError> {
        let bytes = bytes.into();
        if index != 0 {
            return Err(FaceError::Collection);
        }
        match self.known_face(&bytes) {
            Some(face) => face,
            None => {
                let hash = *blake3::hash(&bytes).as_bytes();
                self.new_face(bytes, hash)
            }
        }
    }

    /// The face in bytes whose BLAKE3 hash is known.
    ///
    /// # Errors
    ///
    /// As [`Typesetter::face`].
    pub fn hashed_face(&self, bytes: Bytes, hash: [u8; 32]) -> Result<Arc<Face>, FaceError> {
        self.known_face(&bytes).unwrap_or_else(|| self.new_face(bytes, hash))
    }

    /// The face of bytes that were passed before.
    fn known_face(&self, bytes: &Bytes) -> Option<Known> {
        let faces = self.faces.read().unwrap_or_else(PoisonError::into_inner);
        let (known, face) = faces.by_address.get(&bytes.as_ptr().addr())?;
        (known.len() == bytes.len()).then(|| face.clone())
    }

    fn new_face(&self, bytes: Bytes, hash: [u8; 32]) -> Known {
        let mut faces = self.faces.write().unwrap_or_else(PoisonError::into_inner);
        faces.make_room();
        let read = || Face::read(bytes.clone(), hash).map(Arc::new);
        let face = faces.by_hash.entry(hash).or_insert_with(read).clone();
        faces.by_address.insert(bytes.as_ptr().addr(), (bytes, face.clone()));
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

#[cfg(test)]
mod tests {
    use super::super::testing::font_bytes;
    use super::*;

    const SANS: &str = "source-sans/SourceSans3-Regular.otf";

    #[test]
    fn equal_bytes_are_one_face() {
        let typesetter = Typesetter::new();
        let bytes = font_bytes(SANS);
        let face = typesetter.face(Arc::clone(&bytes), 0).unwrap();
        assert!(Arc::ptr_eq(&face, &typesetter.face(bytes, 0).unwrap()));
        assert!(Arc::ptr_eq(&face, &typesetter.face(font_bytes(SANS), 0).unwrap()));
    }

    #[test]
    fn a_face_knows_itself() {
        let face = Typesetter::new().face(font_bytes(SANS), 0).unwrap();
        assert_eq!(face.postscript_name, "SourceSans3-Regular");
        assert!(face.family_name.starts_with("Source Sans 3"), "{}", face.family_name);
        assert_eq!((face.units_per_em, face.weight, face.fs_type), (1000, 400, 0));
        assert!(face.is_cff && !face.italic && !face.fixed_pitch);
        assert_eq!((face.cap_height, face.x_height), (660, 486));
        assert!(face.ascender > 600 && face.descender < -200 && face.bbox[0] < 0);
        let italic = font_bytes("source-sans/SourceSans3-It.otf");
        let italic = Typesetter::new().face(italic, 0).unwrap();
        assert!(italic.italic && italic.italic_angle < 0);
    }

    /// The sans with some bytes of a table changed.
    fn patched(table: &[u8; 4], at: usize, bytes: &[u8]) -> Arc<[u8]> {
        let mut font = font_bytes(SANS).to_vec();
        let record = (12..).step_by(16).find(|at| font[*at..at + 4] == *table).unwrap();
        let offset = u32::from_be_bytes(font[record + 8..record + 12].try_into().unwrap());
        let start = offset as usize + at;
        font[start..start + bytes.len()].copy_from_slice(bytes);
        font.into()
    }

    #[test]
    fn permission_to_embed_is_respected() {
        let face =
            |fs_type: u16| Typesetter::new().face(patched(b"OS/2", 8, &fs_type.to_be_bytes()), 0);
        assert_eq!(face(0x0002), Err(FaceError::Restricted));
        assert_eq!(face(0x0200), Err(FaceError::BitmapOnly));
        assert_eq!(face(0x0104), Err(FaceError::NoSubsetting));
        for allowed in [0x0004, 0x0008, 0x000A] {
            assert_eq!(face(allowed).unwrap().fs_type, allowed);
        }
    }

    #[test]
    fn broken_files_are_told_apart() {
        let face = |bytes: &[u8]| Typesetter::new().face(bytes.to_vec(), 0);
        assert_eq!(face(b""), Err(FaceError::NotAFont));
        assert_eq!(face(b"%PDF-1.7 is not a font"), Err(FaceError::NotAFont));
        assert_eq!(face(b"wOF2 and so on"), Err(FaceError::WebFont));
        assert_eq!(face(b"ttcf and so on"), Err(FaceError::Collection));
        let whole = font_bytes(SANS);
        assert_eq!(face(&whole[..whole.len() / 2]), Err(FaceError::Truncated));
        assert_eq!(face(&whole[..100]), Err(FaceError::Truncated));
        assert_eq!(Typesetter::new().face(whole, 1), Err(FaceError::Collection));
        assert_eq!(face(b"OTTO\0\0\0\0\0\0\0\0"), Err(FaceError::MissingTable(*b"cmap")));
    }

    #[test]
    fn every_error_has_words_and_a_hint() {
        use FaceError::*;
        let all = [
            NotAFont,
            WebFont,
            Truncated,
            MissingTable(*b"cmap"),
            Collection,
            Variable,
            NoOutlines,
            Restricted,
            BitmapOnly,
            NoSubsetting,
        ];
        for error in all {
            assert!(error.to_string().contains("font"), "{error}");
            assert!(error.code().starts_with("font-") && !error.hint().is_empty());
        }
    }

    #[test]
    fn damaged_bytes_never_panic() {
        let whole = font_bytes(SANS);
        let mut scratch = Scratch::new();
        for seed in 0..40usize {
            let mut font = whole.to_vec();
            for step in 0..200 {
                let at = (seed * 7919 + step * 104_729) % font.len().min(60_000);
                font[at] = font[at].wrapping_mul(31).wrapping_add(seed as u8);
            }
            let typesetter = Typesetter::new();
            let Ok(face) = typesetter.face(font, 0) else { continue };
            let mut setting = super::super::testing::setting("de");
            setting.faces = vec![face];
            let pieces = [super::super::testing::piece("Auflage für Größen", &setting)];
            let column = super::super::testing::column(30, crate::model::layout::Align::Justify);
            let mut diags = crate::diag::Diagnostics::new();
            let lines = typesetter.set_paragraph(&mut scratch, &pieces, &column, &mut diags);
            assert!(!lines.is_empty());
        }
    }
}
