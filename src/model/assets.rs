//! The only way to file contents below `delivery`: named bytes.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Which folder a name is relative to. Nothing outside is ever read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Root {
    /// The folder of the release file.
    Release,
    /// The folder of the layout file.
    Layout,
    /// The fonts folder.
    Fonts,
}

/// Why bytes could not be had.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AssetError {
    /// No such file; the nearest existing name, if any.
    Missing {
        /// A file of the same folder with a similar name.
        nearest: Option<String>,
    },
    /// The name leads outside the allowed folder (`..`, absolute, symlink).
    Outside,
    /// Larger than the limit for its kind, in bytes.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Something that has no contents of its own to be read; what it is.
    NotAFile(&'static str),
    /// The system refused; its words.
    Unreadable(String),
}

impl AssetError {
    /// Without a guess at what was meant, for a name that nobody typed.
    #[must_use]
    pub fn plain(self) -> Self {
        match self {
            Self::Missing { .. } => Self::Missing { nearest: None },
            other => other,
        }
    }
}

impl fmt::Display for AssetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { nearest: Some(name) } => {
                write!(f, "there is no such file; did you mean `{name}`?")
            }
            Self::Missing { nearest: None } => write!(f, "there is no such file"),
            Self::Outside => write!(f, "the path leads outside the folder it may use"),
            Self::TooLarge { limit } => write!(f, "the file is larger than {limit} bytes"),
            Self::NotAFile(what) => write!(f, "it is {what}, not a file"),
            Self::Unreadable(reason) => write!(f, "{reason}"),
        }
    }
}

/// The bytes of a file, shared and never copied.
#[derive(Clone, Debug)]
pub enum Bytes {
    /// They stand in the program itself.
    Bundled(&'static [u8]),
    /// They were read.
    Read(Arc<[u8]>),
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Bundled(bytes) => bytes,
            Self::Read(bytes) => bytes,
        }
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self
    }
}

impl From<Bytes> for Arc<[u8]> {
    fn from(bytes: Bytes) -> Self {
        match bytes {
            Bytes::Bundled(bytes) => bytes.into(),
            Bytes::Read(bytes) => bytes,
        }
    }
}

impl From<Arc<[u8]>> for Bytes {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self::Read(bytes)
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Read(bytes.into())
    }
}

/// Bytes by name. `delivery` implements it over folders, `verify` over the
/// files embedded in an archive edition, tests over a map.
pub trait Assets: Sync {
    /// The bytes of `name` under `root`; `name` uses `/` and is relative.
    ///
    /// # Errors
    /// When the file is missing, outside the folder, too large or unreadable.
    fn read(&self, root: Root, name: &str) -> Result<Arc<[u8]>, AssetError>;

    /// The bytes of `name` under `root` with their BLAKE3 hash. Whoever keeps
    /// hashes of its files hands them on, so that nothing is hashed twice.
    ///
    /// # Errors
    /// As [`Assets::read`].
    fn read_with_hash(&self, root: Root, name: &str) -> Result<(Bytes, [u8; 32]), AssetError> {
        let bytes = self.read(root, name)?;
        let hash = *blake3::hash(&bytes).as_bytes();
        Ok((bytes.into(), hash))
    }
}
