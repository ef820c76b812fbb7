//! The index of a bag: one row a file, as CSV and JSON.

use serde::Serialize;

use super::payload_path;
use super::verdicts::{Listed, Verdict, line};
use crate::delivery::manifest::{Entry, OutputEntry};

/// One file of a release.
#[derive(Serialize)]
pub struct Row<'a> {
    number: &'a str,
    date: &'a str,
    kind: &'a str,
    headline: &'a str,
    embargo: &'a str,
    file: String,
    edition: &'a str,
    sha256: &'a str,
    bytes: u64,
    pages: usize,
    /// What the file claims to conform to.
    declares: &'static str,
    /// Whether it does, by validators that were asked.
    verdict: Vec<Listed<'a>>,
    #[serde(skip)]
    verdict_line: String,
    /// The first release in the bag with the very same source.
    duplicate_of: &'a str,
}

impl<'a> Row<'a> {
    /// The row of a file. `duplicate_of` is the first release of the bag with
    /// the very same source, if that is another one.
    pub fn new(
        entry: &'a Entry,
        output: &'a OutputEntry,
        sha256: &'a str,
        verdicts: &[Verdict<'a>],
        duplicate_of: Option<&'a str>,
    ) -> Self {
        Self {
            number: entry.card.number.as_deref().unwrap_or_default(),
            date: &entry.card.date,
            kind: &entry.card.kind,
            headline: &entry.card.headline,
            embargo: entry.card.embargo.as_deref().unwrap_or_default(),
            file: payload_path(&output.file),
            edition: &output.edition,
            sha256,
            bytes: output.size,
            pages: entry.card.pages,
            declares: declares(&output.edition),
            verdict: verdicts.iter().map(Verdict::listed).collect(),
            verdict_line: line(verdicts),
            duplicate_of: duplicate_of.unwrap_or_default(),
        }
    }

    /// A line of CSV (RFC 4180).
    pub fn csv(&self) -> String {
        let (bytes, pages) = (self.bytes.to_string(), self.pages.to_string());
        let fields = [
            self.number,
            self.date,
            self.kind,
            self.headline,
            self.embargo,
            &self.file,
            self.edition,
            self.sha256,
            &bytes,
            &pages,
            self.declares,
            &self.verdict_line,
            self.duplicate_of,
        ];
        fields.map(csv_field).join(",") + "\r\n"
    }
}

/// The standards that an edition claims to conform to.
pub fn declares(edition: &str) -> &'static str {
    match edition {
        "print" => "PDF/X-4",
        "triple" => "PDF/X-4, PDF/A-2a, PDF/UA-1",
        _ => "PDF/A-3a, PDF/UA-1",
    }
}

/// The header line of CSV.
pub const CSV_HEADER: &str = "number,date,kind,headline,embargo,file,edition,sha256,bytes,pages,\
    declares,verdict,duplicate_of\r\n";

/// A quoted field; what a spreadsheet would take for a formula is disarmed.
fn csv_field(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}
