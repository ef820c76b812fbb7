//! One run at a time into one output folder.

use std::fs::{self, File, TryLockError};
use std::path::Path;

use super::write::unwritable;
use crate::diag::Diagnostic;

/// Name of the lock file in the folder.
const NAME: &str = ".pressblatt-lock";

/// Held as long as a run writes; the system frees it when the process ends,
/// however it ends.
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock of a folder, which is made if need be.
    ///
    /// # Errors
    /// When another run holds it or the folder cannot be written.
    pub fn take(out: &Path) -> Result<Self, Diagnostic> {
        let refused = |error: std::io::Error| unwritable(out, &error);
        fs::create_dir_all(out).map_err(refused)?;
        let path = out.join(NAME);
        let file = File::options().create(true).append(true).open(path).map_err(refused)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another run is writing into {}", out.display());
                let hint = "wait until it has ended, or name another folder";
                Err(Diagnostic::error("folder-in-use", message).hint(hint))
            }
            Err(TryLockError::Error(error)) => Err(refused(error)),
        }
    }

    /// Shares the lock of a folder that is only read with others who read it.
    /// Nothing is written: a folder without a lock file, or one that cannot be
    /// locked, is not being written by a run of this machine.
    ///
    /// # Errors
    /// When a run writes into it.
    pub fn share(out: &Path) -> Result<Option<Self>, Diagnostic> {
        let Ok(file) = File::open(out.join(NAME)) else { return Ok(None) };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => {
                let message = format!("a run is writing into {}", out.display());
                let hint = "wait until it has ended";
                Err(Diagnostic::error("folder-in-use", message).hint(hint))
            }
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_told_and_a_later_one_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let first = FolderLock::take(folder.path()).expect("free");
        let second = FolderLock::take(folder.path()).err().map(|d| d.code);
        assert_eq!(second, Some("folder-in-use"));
        drop(first);
        assert!(FolderLock::take(folder.path()).is_ok());
    }

    #[test]
    fn readers_share_a_folder_and_keep_writers_out() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(FolderLock::share(folder.path()).is_ok_and(|lock| lock.is_none()));
        let writer = FolderLock::take(folder.path()).expect("free");
        let told = FolderLock::share(folder.path()).err().map(|d| d.code);
        assert_eq!(told, Some("folder-in-use"));
        drop(writer);
        let readers = [(); 2].map(|()| FolderLock::share(folder.path()).expect("shared"));
        assert!(readers.iter().all(Option::is_some));
        assert!(FolderLock::take(folder.path()).is_err());
    }
}
