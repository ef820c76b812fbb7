//! Files appear whole or not at all: written beside their place, then renamed.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

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
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    Ok(Staged { temporary: file.into_temp_path(), path: path.to_owned() })
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

/// How unfinished files begin; a killed run may leave some behind.
pub const TEMPORARY_PREFIX: &str = ".pressblatt-";

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
    fn a_place_that_cannot_be_written_keeps_what_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sheet.pdf");
        fs::create_dir(&path).expect("a folder in the way");
        fs::write(path.join("good"), "good").expect("a file");
        assert!(write_whole(&path, b"new").is_err());
        assert_eq!(fs::read(path.join("good")).expect("read"), b"good");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }
}
