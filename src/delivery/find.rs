//! Which release files a command line means, and where their output goes.

use std::path::{Path, PathBuf};

use super::assets::nearest_file;
use crate::diag::{Diagnostic, Diagnostics};

/// A release file to work on.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Found {
    /// The file.
    pub path: PathBuf,
    /// The folder that was named on the command line; empty for a named file.
    pub root: PathBuf,
    /// Its folder below the root; kept below the output folder.
    pub subfolder: PathBuf,
    /// Whether somebody named this very file (and not a folder above it).
    pub by_name: bool,
}

impl Found {
    /// Its path below the root, with `/`.
    pub fn below_root(&self) -> String {
        let below = self.path.strip_prefix(&self.root).unwrap_or(&self.path);
        below.to_string_lossy().replace('\\', "/")
    }
}

/// All release files of the paths, sorted; folders are searched recursively
/// for `*.ron`, hidden and ignored files (`.gitignore`, `.ignore`) left out.
/// A path that does not exist is an error, an empty folder a warning.
pub fn find(paths: &[PathBuf], diags: &mut Diagnostics) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            search(path, &mut found, diags);
        } else if path.exists() {
            let (root, subfolder) = (PathBuf::new(), PathBuf::new());
            found.push(Found { path: path.clone(), root, subfolder, by_name: true });
        } else {
            diags.push(missing(path));
        }
    }
    found.sort();
    found.dedup_by(|a, b| a.path == b.path);
    found
}

fn search(folder: &Path, found: &mut Vec<Found>, diags: &mut Diagnostics) {
    let before = found.len();
    let walk = ignore::WalkBuilder::new(folder).follow_links(false).require_git(false).build();
    for entry in walk {
        match entry {
            Ok(entry) if is_release(entry.path()) && !entry.path().is_dir() => {
                let below = entry.path().parent().and_then(|p| p.strip_prefix(folder).ok());
                found.push(Found {
                    root: folder.to_owned(),
                    subfolder: below.unwrap_or(Path::new("")).to_owned(),
                    path: entry.into_path(),
                    by_name: false,
                });
            }
            Ok(_) => {}
            Err(error) => diags.push(
                Diagnostic::error("unreadable-folder", error.to_string())
                    .hint("check the permissions of the folder"),
            ),
        }
    }
    if found.len() == before {
        let message = format!("there is no release (*.ron) in {}", folder.display());
        let hint = "`pressblatt new release NAME` writes a first one";
        diags.push(Diagnostic::warning("no-release", message).hint(hint));
    }
}

fn is_release(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "ron")
}

fn missing(path: &Path) -> Diagnostic {
    let hint = match nearest_file(path) {
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
        for name in ["b.ron", "2021/02/a.ron", "2021/note.txt", "draft.ron", ".hidden.ron"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        fs::write(folder.path().join(".ignore"), "draft.ron\n").expect("a file");
        let mut diags = Diagnostics::new();
        let found = find(&[folder.path().to_owned()], &mut diags);
        let seen: Vec<_> =
            found.iter().map(|f| (f.subfolder.as_path(), f.path.file_name())).collect();
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
    fn a_missing_release_names_the_nearest_one() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("2021-202.ron"), "").expect("a file");
        let mut diags = Diagnostics::new();
        assert!(find(&[folder.path().join("2021-203.ron")], &mut diags).is_empty());
        let hint = diags.iter().next().and_then(|d| d.hint.as_deref()).unwrap_or_default();
        assert!(hint.contains("2021-202.ron"), "{hint}");
    }
}
