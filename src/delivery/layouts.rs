//! Finding and reading layouts; each is read once per process.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::assets::{FolderAssets, FontCache, nearest_file, read_limited};
use super::bundled;
use super::hash::Hash;
use crate::diag::{Diagnostic, Diagnostics, nearest};
use crate::model::assets::Root;
use crate::model::{self, AssetError, Layout};

/// A layout that was looked for, with what reading it found.
#[derive(Clone)]
pub struct Loaded {
    /// Its file as people would type it.
    pub name: String,
    /// The layout, unless it has errors.
    pub layout: Option<Arc<Layout>>,
    /// What could be read of one that has errors.
    pub draft: Option<Arc<Layout>>,
    /// Its folder; `None` when it is bundled.
    pub folder: Option<PathBuf>,
    /// What reading it found.
    pub diags: Diagnostics,
    /// Its file, for the archive edition.
    pub bytes: Arc<[u8]>,
    hash: OnceLock<Hash>,
}

/// All layouts of a process by where they were found.
#[derive(Default)]
pub struct LayoutStore {
    loaded: Mutex<BTreeMap<Place, Arc<Loaded>>>,
    /// Where the layout of a name is for the releases of a folder.
    places: Mutex<BTreeMap<(PathBuf, String), Place>>,
}

/// Where a layout is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    File(PathBuf),
    Bundled(String),
}

impl LayoutStore {
    /// The layout that a release at `release` means by `wanted`: a path
    /// (with `.ron` or a `/`), or a name that is looked up as
    /// `layouts/NAME.ron` in the release's folder and all above it, in the
    /// working folder, and among the bundled ones.
    ///
    /// # Errors
    /// When there is no such layout; the message has no origin yet.
    pub fn load(&self, wanted: &str, release: &Path) -> Result<Arc<Loaded>, Diagnostic> {
        let place = self.locate(wanted, release).ok_or_else(|| unknown(wanted, release))?;
        Ok(self.at(place))
    }

    /// A bundled layout that stands in for one that cannot be had.
    pub fn stand_in(&self) -> Arc<Loaded> {
        let name = bundled::layout_names().next().unwrap_or_default();
        self.at(Place::Bundled(name.to_owned()))
    }

    fn at(&self, place: Place) -> Arc<Loaded> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = loaded.get(&place) {
            return Arc::clone(found);
        }
        let found = Arc::new(read(&place));
        loaded.insert(place, Arc::clone(&found));
        found
    }

    /// Looks for a layout, once for all releases of a folder.
    fn locate(&self, wanted: &str, release: &Path) -> Option<Place> {
        let folder = release.parent().unwrap_or(Path::new("")).to_owned();
        let key = (folder, wanted.to_owned());
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = places.get(&key) {
            return Some(place.clone());
        }
        let place = locate(wanted, release)?;
        places.insert(key, place.clone());
        Some(place)
    }
}

fn locate(wanted: &str, release: &Path) -> Option<Place> {
    // What is there but no file is told when it is read.
    if wanted.contains('/') || wanted.ends_with(".ron") {
        let beside = release.parent().unwrap_or(Path::new("")).join(wanted);
        let places = [beside, PathBuf::from(wanted)];
        let file = places.iter().find(|p| p.is_file()).or(places.iter().find(|p| p.exists()));
        return file.cloned().map(Place::File);
    }
    let file = format!("layouts/{wanted}.ron");
    let ancestors = release.ancestors().skip(1).map(|folder| folder.join(&file));
    let here = std::iter::once(PathBuf::from(&file));
    let found = ancestors.chain(here).find(|path| path.exists()).map(Place::File);
    found.or_else(|| bundled::layout(wanted).map(|_| Place::Bundled(wanted.to_owned())))
}

fn unknown(wanted: &str, release: &Path) -> Diagnostic {
    let known = release
        .ancestors()
        .skip(1)
        .filter_map(|f| nearest_file(&f.join(format!("layouts/{wanted}.ron"))))
        .find_map(|name| name.strip_suffix(".ron").map(str::to_owned));
    let near = known.or_else(|| nearest(wanted, bundled::layout_names()).map(str::to_owned));
    let hint = match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => {
            let names: Vec<_> = bundled::layout_names().collect();
            format!("name one of {} or a layout file", names.join(", "))
        }
    };
    Diagnostic::error("unknown-layout", format!("there is no layout `{wanted}`")).hint(hint)
}

fn read(place: &Place) -> Loaded {
    match place {
        Place::File(path) => {
            let name = path.display().to_string();
            let folder = Some(path.parent().unwrap_or(Path::new("")).to_owned());
            match read_limited(path) {
                Ok(bytes) => Loaded::from_bytes(&name, folder, bytes),
                Err(error) => {
                    let mut loaded = Loaded::from_bytes(&name, folder, Arc::from([]));
                    loaded.diags = unreadable(&name, &error).into();
                    loaded
                }
            }
        }
        Place::Bundled(name) => {
            let text = bundled::layout(name).unwrap_or_default();
            Loaded::from_bytes(&format!("layouts/{name}.ron"), None, text.as_bytes().into())
        }
    }
}

impl Loaded {
    /// BLAKE3 of its file; of the output profile that it names as well, which
    /// only print editions are made from.
    pub fn hash(&self) -> Hash {
        *self.hash.get_or_init(|| {
            let own = Hash::of(&self.bytes);
            match self.profile() {
                Some(profile) => Hash::of(&[own.to_bytes(), profile.to_bytes()].concat()),
                None => own,
            }
        })
    }

    /// BLAKE3 of the output profile; of nothing if it cannot be read.
    fn profile(&self) -> Option<Hash> {
        let name = self.layout.as_ref()?.print.output_profile.as_ref()?;
        let fonts = FontCache::default();
        let assets = FolderAssets::new(PathBuf::new(), self.folder.clone(), &fonts);
        let read = assets.read_hashed(Root::Layout, name.as_str());
        Some(read.map_or(Hash::default(), |(_, hash)| hash))
    }

    /// A layout from the bytes of its file.
    pub fn from_bytes(name: &str, folder: Option<PathBuf>, bytes: Arc<[u8]>) -> Self {
        let mut diags = Diagnostics::new();
        let read = match model::decode(name, &bytes) {
            Ok(source) => {
                let read = match bundled::is_layout(&bytes) {
                    true => model::read_judged_layout,
                    false => model::draft_layout,
                };
                read(&source, &mut diags).map(Arc::new)
            }
            Err(found) => {
                diags.extend(found);
                None
            }
        };
        let (layout, draft) = if diags.has_errors() { (None, read) } else { (read, None) };
        Self { name: name.to_owned(), layout, draft, folder, diags, bytes, hash: OnceLock::new() }
    }
}

/// A file that cannot be read.
pub fn unreadable(name: &str, error: &AssetError) -> Diagnostic {
    let hint = match error {
        AssetError::NotAFile("a folder") => "name a file in it",
        AssetError::NotAFile(_) => "write what comes from there into a file, and name that",
        _ if name == STDIN => STDIN_HINT,
        _ => "check its name, size and permissions",
    };
    Diagnostic::error("unreadable-file", format!("{name} cannot be read: {error}")).hint(hint)
}

/// What many programs take for standard input.
pub const STDIN: &str = "-";
/// Why it is not read here.
pub const STDIN_HINT: &str =
    "standard input is not read: a file has a name and others beside it; write it into one";
