//! Releases of the same folder that correct or withdraw this one.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::delivery::assets::read_limited;
use crate::delivery::find::{Reading, find};
use crate::diag::{Diagnostics, Source};
use crate::model::release::Reference;
use crate::model::{self, Release};

/// A release that supersedes another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Superseded {
    /// Its file.
    pub by: PathBuf,
    /// Whether it withdraws rather than corrects.
    pub withdrawn: bool,
}

/// The releases of the folder of `path` that correct or withdraw `release`,
/// in the order of their names. Files that cannot be read are passed over:
/// they are no releases yet.
pub fn superseded_by(release: &Release, path: &Path) -> Vec<Superseded> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut quiet = Diagnostics::new();
    let mut found = Vec::new();
    for other in find(&[folder.to_owned()], Reading::Beginning, &mut quiet).found {
        if other.path.file_name() == path.file_name() && other.subfolder().as_os_str().is_empty() {
            continue;
        }
        let Some(source) = read(&other.path) else { continue };
        // Most releases supersede nothing; reading them all would take long.
        if !source.text.contains("corrects") && !source.text.contains("withdraws") {
            continue;
        }
        let Some(later) = model::read_release(&source, &mut quiet) else { continue };
        for (reference, withdrawn) in [(&later.corrects, false), (&later.withdraws, true)] {
            if reference.as_ref().is_some_and(|r| means(r, &later, release)) {
                found.push(Superseded { by: other.path.to_path_buf(), withdrawn });
            }
        }
    }
    found
}

fn read(path: &Path) -> Option<Arc<Source>> {
    let bytes = read_limited(path).ok()?;
    model::decode(&path.display().to_string(), &bytes).ok()
}

/// Whether a reference of `later` means `release`: same number, and same date
/// where it has one, else the same year.
fn means(reference: &Reference, later: &Release, release: &Release) -> bool {
    let Some(number) = &release.number else { return false };
    let text = reference.number.as_str().trim();
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let organisation = |r: &Release| r.organisation.as_ref().map(|o| o.as_str().trim().to_owned());
    digits.parse() == Ok(number.value)
        && organisation(later) == organisation(release)
        && match reference.date {
            Some(date) => date == release.date,
            None => {
                later.date.year() == release.date.year()
                    || text.contains(&release.date.year().to_string())
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn release(fields: &str) -> String {
        format!("Release(layout: \"museum\", headline: \"H\", body: \"B\", {fields})")
    }

    #[test]
    fn corrections_in_the_folder_are_found() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, fields: &str| {
            fs::write(folder.path().join(name), release(fields)).expect("written");
            folder.path().join(name)
        };
        let first = write("a.ron", "number: \"45.\", date: \"2026-04-14\"");
        let other = write("b.ron", "number: \"44.\", date: \"2026-04-13\"");
        let third = write(
            "c.ron",
            "number: \"46.\", date: \"2026-04-15\", corrects: (number: \"45.\", date: \"2026-04-14\")",
        );
        fs::write(folder.path().join("broken.ron"), "corrects").expect("written");
        let look = |path: &Path| {
            let source = read(path).expect("a source");
            let release = model::read_release(&source, &mut Diagnostics::new()).expect("good");
            superseded_by(&release, path)
        };
        assert_eq!(look(&first), [Superseded { by: third.clone(), withdrawn: false }]);
        assert_eq!(look(&other), []);
        assert_eq!(look(&third), []);
        write("d.ron", "number: \"50.\", date: \"2026-05-15\", withdraws: (number: \"46\")");
        assert_eq!(look(&third).first().map(|s| s.withdrawn), Some(true));
    }
}
