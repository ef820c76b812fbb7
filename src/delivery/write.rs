//! Files appear whole or not at all: written beside their place, then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::diag::Diagnostic;

/// A file that is complete beside its place but does not have its name yet.
/// Dropping it takes it away.
#[derive(Debug)]
pub struct Staged {
    temporary: tempfile::TempPath,
    path: PathBuf,
}

impl Staged {
    /// Where it will be.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name; what was there before is replaced in one step.
    ///
    /// # Errors
    /// When something that is not a file is in the way.
    pub fn commit(self) -> io::Result<PathBuf> {
        self.temporary.persist(&self.path).map_err(|e| e.error)?;
        Ok(self.path)
    }
}

/// Writes `bytes` beside `path`, creating its folders.
///
/// # Errors
/// When the folder cannot be made or the file not be written.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let mut file = begin(path)?;
    file.as_file_mut().write_all(bytes)?;
    Ok(Staged { temporary: file.into_temp_path(), path: path.to_owned() })
}

/// As [`stage`], for what is too long to be held in memory.
///
/// # Errors
/// As [`stage`], and those of `write`.
pub fn stage_with(
    path: &Path,
    write: impl FnOnce(&mut io::BufWriter<&mut fs::File>) -> io::Result<()>,
) -> io::Result<Staged> {
    let mut file = begin(path)?;
    let mut buffered = io::BufWriter::with_capacity(1 << 16, file.as_file_mut());
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    Ok(Staged { temporary: file.into_temp_path(), path: path.to_owned() })
}

fn begin(path: &Path) -> io::Result<tempfile::NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        fs::create_dir_all(folder)?;
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY_PREFIX);
    readable_by_all(&mut builder);
    builder.tempfile_in(folder).map_err(plain)
}

/// What the system said, without the name of a temporary file that nobody
/// knows.
pub(super) fn plain(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((words, _)) if error.get_ref().is_some() => io::Error::new(error.kind(), words),
        _ => error,
    }
}

/// A file or folder that cannot be written.
pub fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    use io::ErrorKind::{
        AlreadyExists, IsADirectory, NotADirectory, PermissionDenied, ReadOnlyFilesystem,
    };
    let path = path.display();
    let (why, hint) = match error.kind() {
        AlreadyExists | NotADirectory => (
            "something that is no folder is in the way".to_owned(),
            "move it away, or name another folder",
        ),
        IsADirectory => ("a folder of that name is in the way".to_owned(), "move it away"),
        PermissionDenied | ReadOnlyFilesystem => {
            (error.to_string(), "check the permissions, or name another folder")
        }
        _ if is_no_room(error) => (error.to_string(), "make room, or name another folder"),
        _ => (error.to_string(), "check free space and permissions, or name another folder"),
    };
    Diagnostic::error("unwritable-file", format!("{path} cannot be written: {why}")).hint(hint)
}

/// Whether there is no room for other files either.
pub fn is_no_room(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(error.kind(), QuotaExceeded | ReadOnlyFilesystem | StorageFull)
}

/// Writes a whole file: staged, then named.
///
/// # Errors
/// As [`stage`] and [`Staged::commit`].
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    stage(path, bytes)?.commit().map(drop)
}

/// Brings staged files to the disk before they get their names, so that a
/// power loss leaves whole files or none. One `syncfs` for all of them costs
/// about as much as one `fsync` each for a dozen.
///
/// # Errors
/// When the disk refuses (full, gone).
pub fn sync_all(staged: &[&Staged]) -> io::Result<()> {
    let Some(first) = staged.first() else { return Ok(()) };
    #[cfg(target_os = "linux")]
    {
        let file = fs::File::open(&first.temporary)?;
        Ok(rustix::fs::syncfs(file)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = first;
        for file in staged {
            fs::File::open(&file.temporary)?.sync_all()?;
        }
        Ok(())
    }
}

/// Brings the names that files in a folder have got to the disk.
///
/// # Errors
/// When the disk refuses.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
    }
    #[cfg(not(target_os = "linux"))]
    {
        // Elsewhere a folder cannot be synced by portable means.
        let _ = folder;
        Ok(())
    }
}

/// How unfinished files begin; a killed run may leave some behind.
pub const TEMPORARY_PREFIX: &str = ".pressblatt-";

/// Removes the unfinished files that a killed run left. Only the run that
/// holds the lock of the folder may do so.
pub fn remove_temporaries(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let kind = entry.file_type();
        if kind.as_ref().is_ok_and(fs::FileType::is_dir) && !name.starts_with('.') {
            remove_temporaries(&entry.path());
        } else if kind.is_ok_and(|kind| kind.is_file()) && is_temporary(&name) {
            // What cannot be removed does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes the unfinished folders and files that a killed run left directly in
/// a folder. Only who holds the lock of the folder may do so.
pub fn remove_unfinished(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temporary(&entry.file_name().to_string_lossy()) {
            // What cannot be removed does no harm.
            let _ = match entry.file_type() {
                Ok(kind) if kind.is_dir() => fs::remove_dir_all(entry.path()),
                _ => fs::remove_file(entry.path()),
            };
        }
    }
}

/// `.pressblatt-` and six letters or digits; other names have dots.
fn is_temporary(name: &str) -> bool {
    let random = name.strip_prefix(TEMPORARY_PREFIX);
    random.is_some_and(|r| r.len() == 6 && r.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// Temporary files are private by default; the finished one should be as
/// readable as any other. The umask still applies.
#[cfg(unix)]
fn readable_by_all(builder: &mut tempfile::Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn readable_by_all(_: &mut tempfile::Builder<'_, '_>) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b/sheet.pdf");
        write_whole(&path, b"new").expect("written");
        assert_eq!(fs::read(&path).expect("read"), b"new");
        let names = fs::read_dir(folder.path().join("a/b")).expect("read").count();
        assert_eq!(names, 1);
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/sheet.pdf");
        let staged = stage(&path, b"half").expect("staged");
        staged.temporary.keep().expect("left behind");
        write_whole(&path, b"whole").expect("written");
        fs::write(folder.path().join(".pressblatt-lock"), "").expect("written");
        remove_temporaries(folder.path());
        assert_eq!(fs::read_dir(folder.path().join("a")).expect("read").count(), 1);
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 2);
    }

    #[test]
    fn a_place_that_cannot_be_written_keeps_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sheet.pdf");
        fs::create_dir(&path).expect("a folder in the way");
        fs::write(path.join("good"), "good").expect("a file");
        assert!(write_whole(&path, b"new").is_err());
        assert_eq!(fs::read(path.join("good")).expect("read"), b"good");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }

    #[test]
    fn what_the_system_refuses_is_told_with_what_helps() {
        use io::ErrorKind::{AlreadyExists, IsADirectory, PermissionDenied, StorageFull};
        for (kind, why, hint) in [
            (StorageFull, "no storage space", "make room, or name another folder"),
            (
                PermissionDenied,
                "permission denied",
                "check the permissions, or name another folder",
            ),
            (
                AlreadyExists,
                "something that is no folder is in the way",
                "move it away, or name another folder",
            ),
            (IsADirectory, "a folder of that name is in the way", "move it away"),
        ] {
            let told = unwritable(Path::new("out"), &kind.into());
            assert_eq!(told.message, format!("out cannot be written: {why}"));
            assert_eq!(told.hint.as_deref(), Some(hint));
        }
    }

    /// The name of a temporary file says nothing.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_temporary_file_that_cannot_be_made_is_not_named() {
        let error = stage(Path::new("/proc/sheet.pdf"), b"").expect_err("no place for files");
        let words = error.to_string();
        assert!(words.contains("os error") && !words.contains("path"), "{words}");
    }
}
