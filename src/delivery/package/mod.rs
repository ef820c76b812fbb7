//! Archive packages: BagIt bags (RFC 8493), one a month, with an index that
//! people and programs can read and an event line for everything that was done.
//! What an outside validator said of the files is in both.

mod bag;
mod check;
mod events;
mod index;
mod page;
mod strays;
mod verdicts;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use check::check;
pub use verdicts::Tally;

use super::hash::Hash;
use super::job::deny_warnings;
use super::lock::FolderLock;
use super::manifest::Manifest;
use super::write::{self, unwritable};
use crate::diag::{Diagnostic, Diagnostics};
use verdicts::Verdicts;

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

/// What is to be packed, and how.
#[derive(Clone, Debug)]
pub struct Order {
    /// The output folder of a run.
    pub out: PathBuf,
    /// Where bags go.
    pub to: PathBuf,
    /// What goes into one bag.
    pub period: Period,
    /// Reports of a validator on the files.
    pub reports: Vec<PathBuf>,
    /// Nothing is packed where there is something to warn of.
    pub deny_warnings: bool,
    /// The date of the bags (RFC 8493, 2.2.2).
    pub now: jiff::Timestamp,
}

/// What packaging did.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct Packed {
    /// The bags written, sorted.
    pub bags: Vec<PathBuf>,
    /// Releases in them.
    pub releases: usize,
    /// Files in them.
    pub files: usize,
    /// What the reports say, if there were any.
    pub verdicts: Option<Tally>,
    /// What there is to tell of them.
    pub diags: Diagnostics,
}

/// What bags are made of.
struct Stock<'a> {
    out: &'a Path,
    manifest: &'a Manifest,
    verdicts: &'a Verdicts,
    now: jiff::Timestamp,
}

/// Bags brought to the disk together before they get their names: a sync costs
/// as much as some dozen releases.
const BAGS_AT_A_TIME: usize = 32;

/// Makes bags of everything that the manifest of the output folder knows and
/// writes an index page beside them.
///
/// PDF files that no entry claims and bags that are not written now are warned
/// of. One release at a time is in memory; of the others their output stems and
/// what validators said, which is some bytes a file.
///
/// # Errors
/// When the folder was never rendered into, a run is writing into it or into
/// the folder of the bags, a report is of no use, an output is missing or not
/// what the manifest says, or the bags cannot be written. Whole bags stay.
pub fn make(order: &Order) -> Result<Packed, Diagnostics> {
    let (out, to) = (order.out.as_path(), order.to.as_path());
    // Who packs into the very folder has it to itself anyway.
    let reading = FolderLock::share(out)?.filter(|_| !is_same(out, to));
    let manifest = Manifest::load(out);
    if let Some(diagnostic) = manifest.newer().or_else(|| nothing(out, &manifest)) {
        return Err(diagnostic.into());
    }
    let mut packed = Packed::default();
    let (verdicts, tally) = verdicts::read(out, &manifest, &order.reports, &mut packed.diags);
    packed.verdicts = Some(tally).filter(|_| !order.reports.is_empty());
    let groups = group(&manifest, order.period);
    strays::files(order, &manifest, &mut packed.diags);
    strays::bags(order, &groups, &mut packed.diags);
    if order.deny_warnings {
        deny_warnings(&mut packed.diags);
    }
    if packed.diags.has_errors() {
        return Err(packed.diags);
    }
    let _lock = FolderLock::take(to)?;
    let stock = Stock { out, manifest: &manifest, verdicts: &verdicts, now: order.now };
    for some in groups.iter().collect::<Vec<_>>().chunks(BAGS_AT_A_TIME) {
        write_bags(&stock, to, some, &mut packed);
    }
    if packed.diags.has_errors() {
        // The page would name bags that are not there.
        return Err(packed.diags);
    }
    if let Err(error) = write_page(to, &stock, &groups) {
        packed.diags.push(unwritable(to, &error));
    }
    if packed.diags.has_errors() {
        return Err(packed.diags);
    }
    write::remove_unfinished(to);
    drop(reading);
    Ok(packed)
}

/// Why there is nothing to pack, if so.
fn nothing(out: &Path, manifest: &Manifest) -> Option<Diagnostic> {
    let folder = out.display();
    let (code, message, hint) = if manifest.is_spoilt() {
        let message = format!("the manifest of {folder} cannot be read");
        ("spoilt-manifest", message, "render its releases again: that makes it anew")
    } else if manifest.is_empty() {
        let hint = "render a folder into it first: pressblatt render releases/ --edition archive";
        ("nothing-to-package", format!("{folder} holds no rendered releases"), hint)
    } else {
        return None;
    };
    Some(Diagnostic::error(code, message).hint(hint))
}

/// Builds some bags, brings them to the disk together and puts them in place.
fn write_bags(stock: &Stock<'_>, to: &Path, groups: &[(&String, &Vec<&str>)], packed: &mut Packed) {
    let mut built = Vec::new();
    for (name, stems) in groups {
        match bag::build(stock, to.join(name), stems) {
            Ok(bag) => built.push((bag, stems.len())),
            Err(found) => packed.diags.extend(found),
        }
    }
    if let Err(error) = write::sync_folder(to) {
        return packed.diags.push(unwritable(to, &error));
    }
    for (bag, releases) in built {
        packed.files += bag.files;
        match bag.commit() {
            Ok(path) => {
                packed.bags.push(path);
                packed.releases += releases;
            }
            Err(diagnostic) => packed.diags.push(diagnostic),
        }
    }
}

fn write_page(to: &Path, stock: &Stock<'_>, groups: &Groups<'_>) -> std::io::Result<()> {
    let place = to.join("index.html");
    let page = write::stage_with(&place, |file| page::html(stock, groups, file))?;
    write::sync_all(&[&page])?;
    page.commit().map(drop)
}

fn is_same(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}

/// Output stems by bag, sorted.
type Groups<'a> = BTreeMap<String, Vec<&'a str>>;

/// Output stems by bag. All that is read of an entry is its date.
fn group(manifest: &Manifest, period: Period) -> Groups<'_> {
    let mut groups = Groups::new();
    for stem in manifest.stems() {
        let Some(entry) = manifest.get_part::<Dated>(stem) else { continue };
        let name = period.of(&entry.card.date);
        match groups.get_mut(name) {
            Some(stems) => stems.push(stem),
            None => drop(groups.insert(name.to_owned(), vec![stem])),
        }
    }
    groups
}

/// The date of an entry.
#[derive(Deserialize)]
struct Dated {
    card: DatedCard,
}

#[derive(Deserialize)]
struct DatedCard {
    date: String,
}

/// A name in eight bytes.
fn key(name: &str) -> u64 {
    Hash::of(name.as_bytes()).to_u64()
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
