//! The accessibility dossier: what is known about a finished file, condition
//! by condition of the Matterhorn Protocol 1.1 (PDF Association, 2021), and the
//! few questions that only a person can answer.
//!
//! A dossier speaks of one file, named by the hashes of its bytes, and holds
//! nothing but what the release, the finished pages and those bytes say: the
//! same file has the same dossier on every machine and every day.

mod html;
mod human;
mod json;
mod machine;
mod questions;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

pub use questions::{Part, Question};
pub use table::{Condition, Kind, Subject, Verdict, Words, conditions};

use super::hash::{Hash, sha256};
use super::write::{Staged, stage};
use crate::compose::Document;
use crate::compose::tags::{NodeKind, Role};
use crate::export::Edition;

/// What is known about one file.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Which file.
    pub file: FileFacts,
    /// What is for a person to judge, in the order of the page.
    pub questions: Vec<Question>,
    /// How many structure elements of each type it holds.
    pub structure: Vec<(String, usize)>,
}

/// What binds a dossier to its file.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct FileFacts {
    /// File name without folders.
    pub name: String,
    /// `mail` or `archive`.
    pub edition: &'static str,
    /// The standards it says it conforms to.
    pub declares: &'static str,
    /// Size in bytes.
    pub bytes: usize,
    /// Pages.
    pub pages: usize,
    /// Date of the release, ISO 8601.
    pub date: String,
    /// Its title.
    pub title: String,
    /// Its language, BCP 47.
    pub language: String,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// BLAKE3 of its bytes, hexadecimal.
    pub blake3: String,
}

impl Dossier {
    /// The dossier of a file; `None` for printed editions, whose
    /// questions are those of the mail edition.
    pub fn new(document: &Document, edition: Edition, name: &str, pdf: &[u8]) -> Option<Self> {
        if edition.is_printed() {
            return None;
        }
        let info = &document.info;
        let file = FileFacts {
            name: name.to_owned(),
            edition: edition.name(),
            declares: "PDF/A-3a, PDF/UA-1",
            bytes: pdf.len(),
            pages: document.pages.len(),
            date: info.date.to_string(),
            title: info.title.clone(),
            language: info.lang.as_str().to_owned(),
            sha256: sha256(pdf),
            blake3: Hash::of(pdf).to_string(),
        };
        let subject = Subject::new(document);
        let questions = questions::all(&subject);
        Some(Self { file, questions, structure: structure(document) })
    }

    /// A page for people: German, then English; one file, no script.
    pub fn html(&self) -> String {
        html::page(self)
    }

    /// The same for programs.
    pub fn json(&self) -> String {
        json::text(self)
    }
}

/// The name of a type as the file writes it.
fn role(role: Role) -> String {
    match role {
        Role::H(level) => format!("H{level}"),
        Role::L(_) => "L".to_owned(),
        Role::TH(_) => "TH".to_owned(),
        plain => format!("{plain:?}"),
    }
}

fn structure(document: &Document) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, node) in document.tags.iter() {
        if let NodeKind::Element(element) = &node.kind {
            *counts.entry(role(element.role)).or_default() += 1;
        }
    }
    counts.into_iter().collect()
}

/// Where the page and the data of a PDF lie: beside it.
pub fn paths(pdf: &Path) -> [PathBuf; 2] {
    [pdf.with_extension("report.html"), pdf.with_extension("report.json")]
}

/// Stages the dossier of a PDF beside its place; nothing for the print edition.
///
/// # Errors
/// As [`stage`], with the place that could not be written.
pub fn stage_beside(
    pdf: &Path,
    document: &Document,
    edition: Edition,
    bytes: &[u8],
) -> Result<Vec<Staged>, (PathBuf, io::Error)> {
    let name = pdf.file_name().unwrap_or_default().to_string_lossy();
    let Some(dossier) = Dossier::new(document, edition, &name, bytes) else {
        return Ok(Vec::new());
    };
    let texts = [dossier.html(), dossier.json()];
    let files = paths(pdf).into_iter().zip(texts);
    files.map(|(path, text)| stage(&path, text.as_bytes()).map_err(|e| (path, e))).collect()
}

/// Whether a PDF of this hash has its dossier beside it.
pub fn is_beside(pdf: &Path, hash: Hash) -> bool {
    let hash = hash.to_string();
    paths(pdf).iter().all(|p| std::fs::read_to_string(p).is_ok_and(|text| text.contains(&hash)))
}
