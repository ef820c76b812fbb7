//! Archive packages: BagIt bags (RFC 8493), one a month, with an index that
//! people and programs can read and an event line for everything that was done.

mod bag;
mod check;
mod events;
mod index;
mod page;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use check::check;

use super::hash::sha256;
use super::manifest::{Entry, Manifest};
use crate::diag::{Diagnostic, Diagnostics};

/// How releases are put together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Period {
    /// One bag a month.
    Month,
    /// One bag a year.
    Year,
}

impl Period {
    /// The bag of an ISO date: `2021-02` or `2021`.
    fn of(self, date: &str) -> &str {
        let length = match self {
            Self::Month => 7,
            Self::Year => 4,
        };
        date.get(..length).unwrap_or("undated")
    }
}

/// What packaging did.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Packed {
    /// The bags written, sorted.
    pub bags: Vec<PathBuf>,
    /// Releases in them.
    pub releases: usize,
}

/// Makes bags of everything that the manifest of `out` knows and writes an
/// index page beside them. `now` dates the bags (RFC 8493, 2.2.2).
///
/// # Errors
/// When the folder was never rendered into, an output is missing or not what
/// the manifest says, or the bags cannot be written. Whole bags stay.
pub fn make(
    out: &Path,
    to: &Path,
    period: Period,
    now: jiff::Timestamp,
) -> Result<Packed, Diagnostics> {
    let manifest = Manifest::load(out);
    if manifest.is_empty() {
        let message = format!("{} holds no rendered releases", out.display());
        let hint = "render a folder into it first: pressblatt render releases/ --edition archive";
        return Err(Diagnostic::error("nothing-to-package", message).hint(hint).into());
    }
    let mut diags = Diagnostics::new();
    let mut packed = Packed::default();
    let entries: Vec<(&str, Entry)> = manifest.iter().collect();
    for (name, releases) in group(&entries, period) {
        match bag::write(out, to, name, &releases, now) {
            Ok(path) => {
                packed.bags.push(path);
                packed.releases += releases.len();
            }
            Err(found) => diags.extend(found),
        }
    }
    let all: Vec<_> = entries.iter().map(|(stem, entry)| (*stem, entry)).collect();
    let page = page::html(&all, |entry| period.of(&entry.card.date).to_owned());
    if let Err(error) = super::write::write_whole(&to.join("index.html"), page.as_bytes()) {
        diags.push(super::job::unwritable(to, &error));
    }
    if diags.has_errors() { Err(diags) } else { Ok(packed) }
}

/// Releases by bag.
fn group<'a>(
    entries: &'a [(&'a str, Entry)],
    period: Period,
) -> BTreeMap<&'a str, Vec<(&'a str, &'a Entry)>> {
    let mut groups: BTreeMap<&str, Vec<(&str, &Entry)>> = BTreeMap::new();
    for (stem, entry) in entries {
        groups.entry(period.of(&entry.card.date)).or_default().push((stem, entry));
    }
    groups
}

/// Where a file of the output folder lies in its bag. The percent sign is
/// replaced by its full-width form: RFC 8493 wants it escaped in manifests,
/// but the Library of Congress' own reader does not undo that.
fn payload_path(file: &str) -> String {
    format!("data/{}", file.replace('%', "\u{ff05}"))
}

/// A path as BagIt manifests write it (RFC 8493, 2.1.3): line ends and the
/// percent sign itself are escaped.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

/// The opposite of [`escaped`].
fn unescaped(path: &str) -> String {
    path.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

#[cfg(test)]
mod tests;
