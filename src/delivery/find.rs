//! Which release files a command line means, and where their output goes.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use rayon::iter::{IntoParallelRefMutIterator, ParallelIterator};

use super::assets::{nearest_file, read_limited, read_start};
use super::hash::Hash;
use super::layouts::{STDIN, STDIN_HINT};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model;

/// A release file to work on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    /// The file. An archive has many: none takes more room than its name.
    pub path: Box<Path>,
    /// The folder that was named on the command line; empty for a named file.
    pub root: Arc<Path>,
    /// Hash of the file, where it was [read whole](Reading::Whole); else, and
    /// of one that cannot be read, zeros.
    pub hash: Hash,
}

/// How much is read of each file of a folder to tell releases from layouts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// The beginning, which says it.
    Beginning,
    /// All, for its hash: a run that compares each file with what a manifest
    /// knows opens it once.
    Whole,
}

impl Found {
    /// A file that was named.
    pub fn named(path: PathBuf) -> Self {
        Self { path: path.into(), root: Path::new("").into(), hash: Hash::default() }
    }

    /// Whether somebody named this very file (and not a folder above it).
    pub fn is_by_name(&self) -> bool {
        self.root.as_os_str().is_empty()
    }

    /// Its path below the root, with `/`.
    pub fn below_root(&self) -> String {
        let below = self.path.strip_prefix(&self.root).unwrap_or(&self.path);
        below.to_string_lossy().replace('\\', "/")
    }

    /// Its folder below the root, kept below the output folder; empty for a
    /// named file.
    pub fn subfolder(&self) -> &Path {
        let folder = self.path.parent().filter(|_| !self.is_by_name());
        folder.and_then(|f| f.strip_prefix(&self.root).ok()).unwrap_or(Path::new(""))
    }
}

/// What a command line asks for.
#[derive(Default, Debug)]
pub struct Search {
    /// The releases, sorted.
    pub found: Vec<Found>,
    /// The folders and patterns that were searched, even in vain.
    places: Vec<Place>,
}

#[derive(Debug)]
struct Place {
    root: Arc<Path>,
    /// Whether all folders below could be read.
    whole: bool,
    /// Only the files that match, for a pattern.
    pattern: Option<GlobMatcher>,
}

impl Search {
    /// Whether folders or patterns were searched and not only files named.
    pub fn is_wide(&self) -> bool {
        !self.places.is_empty()
    }

    /// Whether a release of a folder was searched for, found or not. Where a
    /// folder could not be read nobody knows what is in it.
    pub fn covers(&self, root: &str, release: &str) -> bool {
        self.places.iter().any(|place| {
            let matches = |pattern: &GlobMatcher| pattern.is_match(release);
            place.whole
                && *place.root == *Path::new(root)
                && place.pattern.as_ref().is_none_or(matches)
        })
    }
}

/// All release files of the paths. Folders are searched recursively for
/// `*.ron`, hidden and ignored files (`.gitignore`, `.ignore`) left out; so are
/// patterns (`releases/2026-*.ron`), for where no shell expands them. Layouts
/// among them are passed over. A path that does not exist is an error, an empty
/// folder a warning.
pub fn find(paths: &[PathBuf], reading: Reading, diags: &mut Diagnostics) -> Search {
    let mut search = Search::default();
    for path in paths {
        if path.is_dir() {
            look_into(path, None, reading, &mut search, diags);
        } else if path.exists() {
            search.found.push(Found::named(path.clone()));
        } else if let Some((folder, pattern)) = split_pattern(path) {
            match compile(&pattern) {
                Ok(matcher) => {
                    look_into(&folder, Some(matcher), reading, &mut search, diags);
                }
                Err(message) => diags.push(bad_pattern(path, &message)),
            }
        } else {
            diags.push(missing(path));
        }
    }
    search.found.sort();
    search.found.dedup_by(|a, b| a.path == b.path);
    search
}

/// The folder before the first sign of a pattern, and the pattern below it.
fn split_pattern(path: &Path) -> Option<(PathBuf, String)> {
    let is_pattern =
        |part: &Component<'_>| part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']);
    let parts: Vec<_> = path.components().collect();
    let first = parts.iter().position(is_pattern)?;
    let folder: PathBuf = parts[..first].iter().collect();
    let rest: Vec<_> = parts[first..].iter().map(|p| p.as_os_str().to_string_lossy()).collect();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    Some((folder, rest.join("/")))
}

/// `*` stays within a folder, `**` does not, as in shells.
fn compile(pattern: &str) -> Result<GlobMatcher, String> {
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

fn look_into(
    folder: &Path,
    pattern: Option<GlobMatcher>,
    reading: Reading,
    search: &mut Search,
    diags: &mut Diagnostics,
) {
    let mut found = Vec::new();
    let mut whole = true;
    let root: Arc<Path> = folder.into();
    let matches = |path: &Path| {
        let below = path.strip_prefix(folder).unwrap_or(path);
        is_release(path) && pattern.as_ref().is_none_or(|p| p.is_match(below))
    };
    let walk = ignore::WalkBuilder::new(folder).follow_links(false).require_git(false).build();
    for entry in walk {
        match entry {
            Ok(entry) if matches(entry.path()) && is_file(&entry) => {
                let (path, root) = (entry.into_path().into(), Arc::clone(&root));
                found.push(Found { path, root, hash: Hash::default() });
            }
            Ok(_) => {}
            Err(error) => {
                whole = false;
                diags.push(unread(&error));
            }
        }
    }
    let all = found.len();
    let found = without_layouts(found, reading);
    if found.is_empty() {
        diags.push(nothing(folder, pattern.as_ref(), all));
    }
    search.found.extend(found);
    search.places.push(Place { root, whole, pattern });
}

fn unread(error: &ignore::Error) -> Diagnostic {
    let message = match (place(error), error.io_error()) {
        (Some(path), Some(error)) => format!("{} cannot be read: {}", path.display(), error.kind()),
        _ => error.to_string(),
    };
    Diagnostic::error("unreadable-folder", message).hint("check the permissions of the folder")
}

fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            place(err)
        }
        _ => None,
    }
}

/// Without layouts, which begin with their name; the other files of a folder
/// are releases, or should be.
fn without_layouts(mut found: Vec<Found>, reading: Reading) -> Vec<Found> {
    let look = |found: &mut Found| is_layout(found, reading);
    let layouts: Vec<bool> = match found.len() {
        0..FEW => found.iter_mut().map(look).collect(),
        _ => found.par_iter_mut().map(look).collect(),
    };
    let mut layouts = layouts.into_iter();
    found.retain(|_| layouts.next() != Some(true));
    found
}

/// Up to so many files are looked into one after the other: starting threads
/// takes longer.
const FEW: usize = 64;

/// So much of a file is looked at for the name that it begins with, which only
/// comments precede.
const BEGINNING: usize = 2048;

fn is_layout(found: &mut Found, reading: Reading) -> bool {
    match reading {
        Reading::Beginning => {
            read_start(&found.path, BEGINNING).is_ok_and(|start| model::is_layout(&start))
        }
        Reading::Whole => read_limited(&found.path).is_ok_and(|bytes| {
            found.hash = Hash::of(&bytes);
            model::is_layout(&bytes[..bytes.len().min(BEGINNING)])
        }),
    }
}

/// Whether it is a file, or a link to one or to nothing, which is told. The
/// system is asked for links only.
fn is_file(entry: &ignore::DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| {
        let leads_to_one = || entry.path().metadata().map_or(true, |target| target.is_file());
        kind.is_file() || kind.is_symlink() && leads_to_one()
    })
}

fn nothing(folder: &Path, pattern: Option<&GlobMatcher>, layouts: usize) -> Diagnostic {
    let only = if layouts > 0 { ", only layouts" } else { "" };
    match pattern {
        // A pattern is as good as a name: that nothing has it is an error.
        Some(pattern) => {
            let pattern = folder.join(pattern.glob().glob());
            let message = format!("no release matches {}{only}", pattern.display());
            Diagnostic::error("missing-file", message)
                .hint("`*` stands for any signs within a folder, `**` for folders")
        }
        None => {
            let message = format!("there is no release (*.ron) in {}{only}", folder.display());
            Diagnostic::warning("no-release", message)
                .hint("`pressblatt new release NAME` writes a first one")
        }
    }
}

fn bad_pattern(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::error("bad-pattern", format!("{} is no pattern: {message}", path.display()))
        .hint("close every [ and {, or name the folder")
}

fn is_release(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "ron")
}

fn missing(path: &Path) -> Diagnostic {
    let hint = match nearest_file(path) {
        _ if path == Path::new(STDIN) => STDIN_HINT.to_owned(),
        Some(name) => format!("did you mean `{}`?", path.with_file_name(name).display()),
        None => "name a release file (*.ron) or a folder of them".to_owned(),
    };
    Diagnostic::error("missing-file", format!("{} does not exist", path.display())).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_are_searched_in_order_and_ignored_files_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("2021/02")).expect("folders");
        for name in
            ["b.ron", "2021/02/a.ron", "2021/note.txt", "draft.ron", ".hidden.ron", "old.ron"]
        {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        fs::write(folder.path().join(".ignore"), "draft.ron\n").expect("a file");
        fs::write(folder.path().join(".gitignore"), "old.ron\n").expect("a file");
        let mut diags = Diagnostics::new();
        let search = find(&[folder.path().to_owned()], Reading::Beginning, &mut diags);
        let seen: Vec<_> =
            search.found.iter().map(|f| (f.subfolder(), f.path.file_name())).collect();
        assert_eq!(
            seen,
            [
                (Path::new("2021/02"), Some("a.ron".as_ref())),
                (Path::new(""), Some("b.ron".as_ref())),
            ]
        );
        assert!(diags.is_empty());
    }

    #[test]
    fn layouts_in_a_folder_are_no_releases() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("layouts")).expect("a folder");
        for (name, text) in [
            ("a.ron", "Release("),
            ("house.ron", "// The house.\nLayout(\n"),
            ("layouts/b.ron", "Layout("),
            ("unnamed.ron", "(headline: \"\")"),
        ] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let mut diags = Diagnostics::new();
        let search = find(&[folder.path().to_owned()], Reading::Beginning, &mut diags);
        let names: Vec<_> = search.found.iter().map(Found::below_root).collect();
        assert_eq!(names, ["a.ron", "unnamed.ron"]);
        assert!(diags.is_empty());
        let none = find(&[folder.path().join("layouts")], Reading::Beginning, &mut diags);
        assert!(none.found.is_empty());
        assert!(diags.iter().any(|d| d.message.ends_with("layouts, only layouts")));
        // What was named is what somebody meant.
        let named = folder.path().join("house.ron");
        assert_eq!(
            find(std::slice::from_ref(&named), Reading::Beginning, &mut diags).found,
            [Found::named(named)]
        );
    }

    #[test]
    fn a_missing_release_names_the_nearest_one() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("2021-202.ron"), "").expect("a file");
        let mut diags = Diagnostics::new();
        assert!(
            find(&[folder.path().join("2021-203.ron")], Reading::Beginning, &mut diags)
                .found
                .is_empty()
        );
        let hint = diags.iter().next().and_then(|d| d.hint.as_deref()).unwrap_or_default();
        assert!(hint.contains("2021-202.ron"), "{hint}");
    }

    #[test]
    fn patterns_search_like_folders_do() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("old")).expect("a folder");
        for name in ["2025-1.ron", "2026-1.ron", "2026-2.ron", "2026-3.txt", "old/2026-4.ron"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        let names = |pattern: &str, diags: &mut Diagnostics| -> Vec<String> {
            let search = find(&[folder.path().join(pattern)], Reading::Beginning, diags);
            assert!(search.found.iter().all(|f| !f.is_by_name()), "{pattern}");
            search.found.iter().map(Found::below_root).collect()
        };
        let mut diags = Diagnostics::new();
        for (pattern, expected) in [
            ("2026-*.ron", &["2026-1.ron", "2026-2.ron"][..]),
            ("202[56]-1.ron", &["2025-1.ron", "2026-1.ron"]),
            ("{2025,2026}-?.ron", &["2025-1.ron", "2026-1.ron", "2026-2.ron"]),
            ("**/*-4.ron", &["old/2026-4.ron"]),
            ("*/2026-4.ron", &["old/2026-4.ron"]),
        ] {
            assert_eq!(names(pattern, &mut diags), expected, "{pattern}");
        }
        assert!(diags.is_empty());
        for (pattern, code) in [("2027-*.ron", "missing-file"), ("[.ron", "bad-pattern")] {
            let mut diags = Diagnostics::new();
            assert!(names(pattern, &mut diags).is_empty());
            assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), [code]);
        }
    }

    #[test]
    fn a_file_whose_name_looks_like_a_pattern_is_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a[1].ron");
        fs::write(&path, "").expect("a file");
        let search = find(std::slice::from_ref(&path), Reading::Beginning, &mut Diagnostics::new());
        assert_eq!(search.found, [Found::named(path)]);
        assert!(!search.is_wide());
    }

    #[test]
    fn a_pattern_covers_what_it_would_have_found() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("2026-1.ron"), "").expect("a file");
        let search =
            find(&[folder.path().join("2026-*.ron")], Reading::Beginning, &mut Diagnostics::new());
        let root = folder.path().display().to_string();
        assert!(search.covers(&root, "2026-9.ron") && !search.covers(&root, "2025-1.ron"));
        assert!(!search.covers("elsewhere", "2026-1.ron"));
    }

    #[test]
    fn releases_are_hashed_where_they_are_read_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let long = format!("Release(headline: \"{}\")", "x".repeat(2 * BEGINNING));
        for (name, text) in [("a.ron", long.as_str()), ("b.ron", ""), ("haus.ron", "Layout(")] {
            fs::write(folder.path().join(name), text).expect("a file");
        }
        let hashes = |reading| {
            let search = find(&[folder.path().to_owned()], reading, &mut Diagnostics::new());
            search.found.into_iter().map(|found| found.hash).collect::<Vec<_>>()
        };
        assert_eq!(hashes(Reading::Whole), [Hash::of(long.as_bytes()), Hash::of(b"")]);
        assert_eq!(hashes(Reading::Beginning), [Hash::default(); 2]);
    }

    #[test]
    fn what_is_in_a_folder_that_cannot_be_read_is_not_gone() {
        let place = |whole| Place { root: Path::new("in").into(), whole, pattern: None };
        let covers = |whole| {
            Search { places: vec![place(whole)], ..Search::default() }.covers("in", "a.ron")
        };
        assert!(covers(true) && !covers(false));
        let denied = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let err = Box::new(ignore::Error::Io(denied));
        let err = Box::new(ignore::Error::WithPath { path: "in/x".into(), err });
        let told = unread(&ignore::Error::WithDepth { depth: 1, err });
        assert_eq!(told.message, "in/x cannot be read: permission denied");
    }
}
