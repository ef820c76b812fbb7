//! Reading files for a release, confined to its folder, the layout's folder
//! and the fonts folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::bundled;
use super::hash::Hash;
use crate::diag::nearest;
use crate::model::assets::{AssetError, Assets, Bytes, Root};

/// No single file of a release may be larger than this (64 MiB).
pub const FILE_LIMIT: u64 = 64 << 20;

/// Fonts are kept in memory up to this many bytes (64 MiB); they are few and
/// every sheet needs them.
const FONT_CACHE_LIMIT: usize = 64 << 20;

/// Folder of the layout and name of the font.
type FontKey = (Option<PathBuf>, String);

/// A font file and its hash.
type HashedBytes = (Bytes, Hash);

/// Font files by the folder and name they were asked for, shared by all jobs
/// of a process, so that a batch touches each file once.
#[derive(Default)]
pub struct FontCache {
    files: Mutex<BTreeMap<FontKey, HashedBytes>>,
}

impl FontCache {
    fn get_or_read(
        &self,
        folder: Option<&Path>,
        name: &str,
        read: impl FnOnce() -> Result<HashedBytes, AssetError>,
    ) -> Result<HashedBytes, AssetError> {
        let key = (folder.map(Path::to_owned), name.to_owned());
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = files.get(&key) {
            return Ok(known.clone());
        }
        let (bytes, hash) = read()?;
        if files.values().map(|(b, _)| b.len()).sum::<usize>() + bytes.len() > FONT_CACHE_LIMIT {
            files.clear();
        }
        files.insert(key, (bytes.clone(), hash));
        Ok((bytes, hash))
    }
}

/// A file that a sheet was made from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Dependency {
    /// The folder it is in.
    pub root: DependencyRoot,
    /// Its name there.
    pub name: String,
    /// BLAKE3 of its bytes.
    pub hash: Hash,
}

/// [`Root`] as the manifest writes it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DependencyRoot {
    /// Beside the release.
    Release,
    /// Beside the layout.
    Layout,
    /// A font.
    Fonts,
}

impl From<Root> for DependencyRoot {
    fn from(root: Root) -> Self {
        match root {
            Root::Release => Self::Release,
            Root::Layout => Self::Layout,
            Root::Fonts => Self::Fonts,
        }
    }
}

impl From<DependencyRoot> for Root {
    fn from(root: DependencyRoot) -> Self {
        match root {
            DependencyRoot::Release => Self::Release,
            DependencyRoot::Layout => Self::Layout,
            DependencyRoot::Fonts => Self::Fonts,
        }
    }
}

/// [`Assets`] over folders; remembers what was read.
pub struct FolderAssets<'a> {
    /// Folder of the release file.
    release: PathBuf,
    /// Folder of the layout file; `None` for a bundled layout.
    layout: Option<PathBuf>,
    /// Fonts already read.
    fonts: &'a FontCache,
    read: Mutex<BTreeSet<Dependency>>,
}

impl Assets for FolderAssets<'_> {
    fn read(&self, root: Root, name: &str) -> Result<Arc<[u8]>, AssetError> {
        self.read_with_hash(root, name).map(|(bytes, _)| bytes.into())
    }

    fn read_with_hash(&self, root: Root, name: &str) -> Result<(Bytes, [u8; 32]), AssetError> {
        let (bytes, hash) = self.read_hashed(root, name)?;
        let dependency = Dependency { root: root.into(), name: name.to_owned(), hash };
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(dependency);
        Ok((bytes, hash.to_bytes()))
    }
}

impl<'a> FolderAssets<'a> {
    /// The files of a release and its layout.
    pub fn new(release: PathBuf, layout: Option<PathBuf>, fonts: &'a FontCache) -> Self {
        Self { release, layout, fonts, read: Mutex::default() }
    }

    /// What was read so far, sorted.
    pub fn dependencies(&self) -> Vec<Dependency> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// The bytes of a file with their hash; fonts are read and hashed once.
    ///
    /// # Errors
    /// As [`Assets::read`].
    pub fn read_hashed(&self, root: Root, name: &str) -> Result<(Bytes, Hash), AssetError> {
        let relative = relative(name)?;
        let read = match root {
            Root::Release => read_limited(&confined(&self.release, relative)?),
            Root::Layout => match &self.layout {
                Some(folder) => read_limited(&confined(folder, relative)?),
                None => bundled::layout_file(name).ok_or(AssetError::Missing { nearest: None }),
            },
            Root::Fonts => {
                let font = || self.font(name, relative);
                return self.fonts.get_or_read(self.layout.as_deref(), name, font);
            }
        };
        read.map(|bytes| {
            let hash = Hash::of(&bytes);
            (bytes.into(), hash)
        })
    }

    /// A font from `fonts/` beside the layout or beside its folder, else the
    /// bundled one.
    fn font(&self, name: &str, relative: &Path) -> Result<HashedBytes, AssetError> {
        let bundled = bundled::font(name);
        let parents = self.layout.iter().flat_map(|l| [Some(l.as_path()), l.parent()]).flatten();
        let mut suggestion = None;
        for folder in parents.map(|f| f.join("fonts")).filter(|f| f.is_dir()) {
            match confined(&folder, relative) {
                Ok(path) => return read_font(&path, bundled),
                Err(AssetError::Missing { nearest }) => suggestion = suggestion.or(nearest),
                Err(error) => return Err(error),
            }
        }
        bundled.map(|(bytes, hash)| (Bytes::Bundled(bytes), hash)).ok_or_else(|| {
            AssetError::Missing {
                nearest: suggestion
                    .or_else(|| nearest(name, bundled::font_names()).map(str::to_owned)),
            }
        })
    }
}

/// A name as a path that cannot leave its folder by its spelling.
fn relative(name: &str) -> Result<&Path, AssetError> {
    let foreign = name.contains('\\') || name.contains('\0') || name.contains(':');
    let path = Path::new(name);
    let plain = path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    if name.is_empty() || foreign || !plain {
        return Err(AssetError::Outside);
    }
    Ok(path)
}

/// The canonical path of `relative` in `folder`; a symlink must not lead out.
fn confined(folder: &Path, relative: &Path) -> Result<PathBuf, AssetError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let root = fs::canonicalize(folder).map_err(|e| unreadable(&e))?;
    match fs::canonicalize(root.join(relative)) {
        Ok(path) if path.starts_with(&root) => Ok(path),
        Ok(_) => Err(AssetError::Outside),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(AssetError::Missing { nearest: nearest_file(&root.join(relative)) })
        }
        Err(error) => Err(unreadable(&error)),
    }
}

/// A file in the same folder with a similar name.
pub(super) fn nearest_file(missing: &Path) -> Option<String> {
    let wanted = missing.file_name()?.to_str()?;
    let folder = missing.parent().filter(|p| !p.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let mut names: Vec<String> = entries
        .take(10_000)
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    nearest(wanted, names.iter().map(String::as_str)).map(str::to_owned)
}

/// How large a file may be, by what it is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AssetLimit {
    /// A file of a release: [`FILE_LIMIT`].
    Release,
    /// A PDF to judge: 2 GiB.
    Pdf,
}

impl AssetLimit {
    const fn bytes(self) -> u64 {
        match self {
            Self::Release => FILE_LIMIT,
            Self::Pdf => 2 << 30,
        }
    }
}

/// The whole file, if it is a regular file within [`FILE_LIMIT`].
///
/// # Errors
/// When it is missing, a folder, too large or cannot be read.
pub fn read_limited(path: &Path) -> Result<Arc<[u8]>, AssetError> {
    let limit = AssetLimit::Release;
    let (mut file, size) = open_file(path)?;
    if size > limit.bytes() {
        return Err(AssetError::TooLarge { limit: limit.bytes() });
    }
    // Read to where it stays: a font is copied and its memory touched once.
    let mut bytes: Arc<[u8]> = std::iter::repeat_n(0, size as usize).collect();
    let whole = Arc::get_mut(&mut bytes).is_some_and(|b| file.read_exact(b).is_ok());
    // A file that changes its size meanwhile is read again.
    match file.read(&mut [0]) {
        Ok(0) if whole => Ok(bytes),
        _ => read_file(path, limit).map(Arc::from),
    }
}

/// A font file with its hash; it need not be read if the program carries the
/// same font.
fn read_font(
    path: &Path,
    bundled: Option<(&'static [u8], Hash)>,
) -> Result<HashedBytes, AssetError> {
    if let Some((bytes, hash)) = bundled
        && is_same_font(path, bytes)?
    {
        return Ok((Bytes::Bundled(bytes), hash));
    }
    let bytes = read_limited(path)?;
    let hash = Hash::of(&bytes);
    Ok((bytes.into(), hash))
}

/// Whether a file holds this font, by what OpenType says of its content: the
/// table directory, at the start of each file, has the checksum of every table,
/// and `head`, `OS/2` and `name`, which the carried fonts have right after it,
/// that of the whole file, the permissions and the version (OpenType 1.9.1,
/// "Table Directory"). A megabyte need not be read for three fonts, a twelfth
/// of the time that a sheet takes. Who changes a font by hand and leaves its
/// checksums as they were gets the font that they are of.
fn is_same_font(path: &Path, font: &[u8]) -> Result<bool, AssetError> {
    let (mut file, size) = open_file(path)?;
    let known = &font[..font.len().min(FONT_START)];
    let mut start = [0; FONT_START];
    let start = &mut start[..known.len()];
    Ok(size == font.len() as u64 && file.read_exact(start).is_ok() && start == known)
}

/// Directory, `head`, `hhea`, `maxp`, `OS/2` and `name` of every font that the
/// program carries end before this many bytes.
const FONT_START: usize = 8192;

/// The first bytes of a file, up to so many.
///
/// # Errors
/// When it is missing, no file, or cannot be read.
pub(super) fn read_start(path: &Path, most: usize) -> Result<Vec<u8>, AssetError> {
    let (file, size) = open_named(path)?;
    let mut start = Vec::with_capacity(most.min(size as usize));
    file.take(most as u64).read_to_end(&mut start).map_err(|e| unreadable(&e))?;
    Ok(start)
}

/// As [`open_named`], for a name that somebody typed: a missing file comes with
/// a guess at what was meant.
fn open_file(path: &Path) -> Result<(fs::File, u64), AssetError> {
    open_named(path).map_err(|error| match error {
        AssetError::Missing { .. } => AssetError::Missing { nearest: nearest_file(path) },
        other => other,
    })
}

/// A regular file and its size. What is none is told and never waited for.
///
/// # Errors
/// When it is missing, no file, or cannot be opened.
pub(super) fn open_named(path: &Path) -> Result<(fs::File, u64), AssetError> {
    let file = without_waiting().open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => AssetError::Missing { nearest: None },
        // Sockets cannot even be opened.
        _ => match path.metadata() {
            Ok(metadata) if !metadata.is_file() => AssetError::NotAFile(kind(&metadata)),
            _ => unreadable(&error),
        },
    })?;
    let metadata = file.metadata().map_err(|e| unreadable(&e))?;
    match metadata.is_file() {
        true => Ok((file, metadata.len())),
        false => Err(AssetError::NotAFile(kind(&metadata))),
    }
}

/// Opens for reading; a pipe without waiting for somebody to write into it.
fn without_waiting() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options
}

/// What something that is no file is.
fn kind(metadata: &fs::Metadata) -> &'static str {
    if metadata.is_dir() {
        return "a folder";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "a pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
    }
    "a device"
}

/// The whole file, if it is a regular file within a limit.
///
/// # Errors
/// When it is missing, a folder, too large or cannot be read.
pub fn read_file(path: &Path, limit: AssetLimit) -> Result<Vec<u8>, AssetError> {
    let limit = limit.bytes();
    let (file, size) = open_file(path)?;
    let mut bytes = Vec::with_capacity(size.min(limit) as usize);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|e| unreadable(&e))?;
    if bytes.len() as u64 > limit {
        return Err(AssetError::TooLarge { limit });
    }
    Ok(bytes)
}

fn unreadable(error: &io::Error) -> AssetError {
    AssetError::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets<'a>(folder: &Path, fonts: &'a FontCache) -> FolderAssets<'a> {
        FolderAssets::new(folder.join("releases"), None, fonts)
    }

    #[test]
    fn names_that_leave_the_folder_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("releases")).expect("a folder");
        fs::write(folder.path().join("secret.txt"), "secret").expect("a file");
        let fonts = FontCache::default();
        let assets = assets(folder.path(), &fonts);
        let absolute = folder.path().join("secret.txt");
        let names = ["../secret.txt", "a/../../secret.txt", "C:\\x", "..\\secret.txt", "", "a\0b"];
        for name in names.into_iter().chain(absolute.to_str()) {
            assert_eq!(assets.read(Root::Release, name), Err(AssetError::Outside), "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn symlinks_that_leave_the_folder_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let releases = folder.path().join("releases");
        fs::create_dir(&releases).expect("a folder");
        fs::write(folder.path().join("secret.txt"), "secret").expect("a file");
        std::os::unix::fs::symlink("../secret.txt", releases.join("link.txt")).expect("a link");
        let fonts = FontCache::default();
        let read = assets(folder.path(), &fonts).read(Root::Release, "link.txt");
        assert_eq!(read, Err(AssetError::Outside));
    }

    #[test]
    fn a_missing_file_names_its_neighbour() {
        let folder = tempfile::tempdir().expect("a folder");
        let releases = folder.path().join("releases");
        fs::create_dir(&releases).expect("a folder");
        fs::write(releases.join("rathaus.jpg"), "x").expect("a file");
        let fonts = FontCache::default();
        let read = assets(folder.path(), &fonts).read(Root::Release, "rathaus.jpeg");
        assert_eq!(read, Err(AssetError::Missing { nearest: Some("rathaus.jpg".to_owned()) }));
    }

    #[test]
    fn the_start_of_a_carried_font_tells_what_it_is() {
        for name in bundled::font_names() {
            let (font, _) = bundled::font(name).expect("a carried font");
            let tables = usize::from(u16::from_be_bytes([font[4], font[5]]));
            let records: Vec<&[u8]> = font[12..12 + 16 * tables].chunks(16).collect();
            for tag in [&b"head"[..], b"OS/2", b"name"] {
                let record = records.iter().find(|r| r.starts_with(tag)).expect("a table");
                let number = |at: usize| {
                    u32::from_be_bytes(record[at..at + 4].try_into().expect("four bytes")) as usize
                };
                assert!(number(8) + number(12) <= FONT_START, "{name}");
            }
        }
    }

    #[test]
    fn another_font_of_a_carried_name_wins() {
        let folder = tempfile::tempdir().expect("a folder");
        let name = "source-sans/SourceSans3-Regular.otf";
        let file = folder.path().join("fonts").join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let (carried, _) = bundled::font(name).expect("a carried font");
        let read = || {
            let fonts = FontCache::default();
            let layout = Some(folder.path().to_owned());
            FolderAssets::new(PathBuf::new(), layout, &fonts).read_hashed(Root::Fonts, name)
        };
        fs::write(&file, carried).expect("a file");
        assert!(matches!(read(), Ok((Bytes::Bundled(_), _))));
        // The permissions (fsType) of the table OS/2.
        let mut other = carried.to_vec();
        other[336 + 8] ^= 2;
        fs::write(&file, &other).expect("a file");
        assert!(read().is_ok_and(|(bytes, hash)| *bytes == *other && hash == Hash::of(&other)));
        // Longer by a byte.
        let longer = [carried, b"\0"].concat();
        fs::write(&file, &longer).expect("a file");
        assert!(read().is_ok_and(|(bytes, _)| *bytes == *longer));
    }

    #[test]
    fn bundled_fonts_need_no_folder() {
        let fonts = FontCache::default();
        let assets = assets(Path::new("."), &fonts);
        let read = assets.read(Root::Fonts, "source-sans/SourceSans3-Regular.otf");
        assert!(read.is_ok_and(|bytes| bytes.starts_with(b"OTTO")));
    }
}
