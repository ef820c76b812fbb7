//! One part of many: which releases belong to it, and what a run of it says of
//! itself, so that the parts can be joined and their completeness proved.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::plan::options_hash;
use super::{BatchSettings, Summary};
use crate::delivery::hash::{Hash, Hasher};
use crate::delivery::write;

/// Name of the record in the output folder of a shard.
pub const RECORD: &str = ".pressblatt-shard.json";
/// Changes when old records must not be believed.
const FORMAT: u32 = 1;

/// A part of the releases: the same on every machine, decided by the path of
/// each release below the folder that was named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct Shard {
    /// 1 to `of`.
    pub index: u64,
    /// How many parts.
    pub of: u64,
}

impl Shard {
    /// Reads `i/n`.
    pub fn parse(text: &str) -> Option<Self> {
        let (index, of) = text.split_once('/')?;
        let (index, of) = (index.trim().parse().ok()?, of.trim().parse().ok()?);
        (1..=of).contains(&index).then_some(Self { index, of })
    }

    /// Whether a release belongs to it.
    pub fn holds(self, stem: &str) -> bool {
        Hash::of(stem.as_bytes()).to_u64() % self.of == self.index - 1
    }
}

/// All releases of a run before they are parted.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Whole {
    /// How many.
    pub releases: usize,
    /// Hash of their output stems.
    pub names: Hash,
}

impl Whole {
    /// The whole of some output stems, which must be sorted.
    pub fn of<S: AsRef<str>>(stems: impl Iterator<Item = S>) -> Self {
        let (mut releases, mut names) = (0, Hasher::default());
        for stem in stems {
            releases += 1;
            names.add(stem.as_ref().as_bytes());
            names.add(b"\n");
        }
        Self { releases, names: names.finish() }
    }
}

/// What a run of one shard was and did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Record {
    format: u32,
    /// Which part.
    pub shard: Shard,
    /// What it is a part of.
    pub whole: Whole,
    /// Hash of program version and options.
    pub options: Hash,
    /// The editions asked for.
    pub editions: Vec<String>,
    /// The day of `--since`.
    pub since: Option<String>,
    /// Output stems of this part.
    pub releases: Vec<String>,
    /// Output stems of this part that failed or that a stop left undone.
    pub missing: Vec<String>,
    /// Output stems of this part that `--since` left out.
    pub left_out: Vec<String>,
}

impl Record {
    pub(super) fn new(
        shard: Shard,
        whole: Whole,
        releases: Vec<String>,
        settings: &BatchSettings,
        summary: &mut Summary,
    ) -> Self {
        let render = &settings.render;
        Self {
            format: FORMAT,
            shard,
            whole,
            options: options_hash(render),
            editions: render.editions.iter().map(|e| e.name().to_owned()).collect(),
            since: render.since.map(|day| day.to_string()),
            releases,
            missing: std::mem::take(&mut summary.missing),
            left_out: std::mem::take(&mut summary.left_out),
        }
    }

    /// The record of an output folder, if a run of a shard has ended there.
    pub fn load(out: &Path) -> Option<Self> {
        let bytes = fs::read(out.join(RECORD)).ok()?;
        serde_json::from_slice::<Self>(&bytes).ok().filter(|record| record.format == FORMAT)
    }

    /// Whether there is one, readable or not.
    pub fn is_in(out: &Path) -> bool {
        out.join(RECORD).exists()
    }

    /// Writes it into an output folder.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn save(&self, out: &Path) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        let staged = write::stage(&out.join(RECORD), text.as_bytes())?;
        write::sync_all(&[&staged])?;
        staged.commit().map(drop)
    }

    /// Takes an old record away: what it says is no longer so.
    ///
    /// # Errors
    /// When it is there and cannot be removed.
    pub fn remove(out: &Path) -> io::Result<()> {
        match fs::remove_file(out.join(RECORD)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_are_a_partition() {
        for name in ["2021/a", "2021/b", "c", "d/e/f"] {
            let holders = (1..=5).filter(|index| Shard { index: *index, of: 5 }.holds(name));
            assert_eq!(holders.count(), 1, "{name}");
        }
    }

    #[test]
    fn shards_are_written_as_a_fraction() {
        assert_eq!(Shard::parse("2/8"), Some(Shard { index: 2, of: 8 }));
        for wrong in ["0/8", "9/8", "2", "2/", "-1/3", "1/0", "a/b"] {
            assert_eq!(Shard::parse(wrong), None, "{wrong}");
        }
    }
}
