//! Files appear whole or not at all: written beside their place, synced, renamed.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Whether a file must survive a power loss right after it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Durability {
    /// The operating system writes when it likes.
    Cached,
    /// Contents are on disk before the file gets its name.
    Synced,
}

/// Writes `bytes` to `path`, creating its folders. What was there before
/// stays untouched until the new file is complete.
///
/// # Errors
/// When the folder cannot be made or the file not be written or renamed.
pub fn write_whole(path: &Path, bytes: &[u8], durability: Durability) -> io::Result<()> {
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
    if durability == Durability::Synced {
        file.as_file().sync_all()?;
    }
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
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
        write_whole(&path, b"new", Durability::Synced).expect("written");
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
        assert!(write_whole(&path, b"new", Durability::Cached).is_err());
        assert_eq!(fs::read(path.join("good")).expect("read"), b"good");
        assert_eq!(fs::read_dir(folder.path()).expect("read").count(), 1);
    }
}
