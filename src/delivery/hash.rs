//! BLAKE3 of file contents, as the manifest compares and writes it.

use std::fmt;
use std::io::{self, Read, Write};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A content hash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }

    /// The hash as bytes.
    pub const fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// The hash that was written in hexadecimal.
    pub fn from_hex(text: &str) -> Option<Self> {
        blake3::Hash::from_hex(text).ok().map(|hash| Self(*hash.as_bytes()))
    }

    /// The first eight bytes as a number, for stable partitions.
    pub fn to_u64(self) -> u64 {
        self.0.iter().take(8).fold(0, |n, byte| n << 8 | u64::from(*byte))
    }
}

/// A content hash, a piece at a time.
#[derive(Default)]
pub struct Hasher(blake3::Hasher);

impl Hasher {
    /// Goes on with some bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The hash of all of them.
    pub fn finish(&self) -> Hash {
        Hash(*self.0.finalize().as_bytes())
    }
}

/// SHA-256 of some bytes, hexadecimal: what archives and people compare.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    hexadecimal(&sha2::Sha256::digest(bytes))
}

/// SHA-256, hexadecimal, and length of what is read to its end, a piece at a
/// time.
///
/// # Errors
/// When it cannot be read.
pub fn sha256_of(mut reader: impl Read) -> io::Result<(String, u64)> {
    let mut sums = Summing::new(io::sink());
    let length = io::copy(&mut reader, &mut sums)?;
    Ok((sums.finish().1, length))
}

/// A writer that knows the SHA-256 of what went through it.
pub struct Summing<W> {
    inner: W,
    sum: sha2::Sha256,
}

impl<W: Write> Summing<W> {
    /// Nothing written so far.
    pub fn new(inner: W) -> Self {
        Self { inner, sum: sha2::Digest::new() }
    }

    /// What was written into, and the hexadecimal sum.
    pub fn finish(self) -> (W, String) {
        (self.inner, hexadecimal(&sha2::Digest::finalize(self.sum)))
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        sha2::Digest::update(&mut self.sum, &bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        let hash = blake3::Hash::from_hex(text.as_bytes()).map_err(serde::de::Error::custom)?;
        Ok(Self(*hash.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_by_pieces_are_those_of_the_whole() {
        let bytes: Vec<u8> = (0..100_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let (sum, length) = sha256_of(bytes.as_slice()).expect("read");
        assert_eq!((sum, length), (sha256(&bytes), 100_000));
        assert!(sha256(b"").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
    }
}
