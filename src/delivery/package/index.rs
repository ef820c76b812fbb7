//! The index of a bag as CSV and JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use super::payload_path;
use crate::delivery::hash::Hash;
use crate::delivery::manifest::Entry;

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
    /// What the file claims to conform to; whether it does is for a validator
    /// to say.
    declares: &'static str,
    /// The first release in the bag with the very same source.
    duplicate_of: &'a str,
}

/// All files of a bag in the order of their paths.
pub fn rows<'a>(releases: &[(&'a str, &'a Entry)], checksums: &[(&str, &'a str)]) -> Vec<Row<'a>> {
    let sums: BTreeMap<&str, &str> = checksums.iter().copied().collect();
    let mut first: BTreeMap<Hash, &str> = BTreeMap::new();
    let mut rows = Vec::new();
    for (stem, entry) in releases {
        let original = *first.entry(entry.hash).or_insert(stem);
        for output in &entry.outputs {
            let file = payload_path(&output.file);
            rows.push(Row {
                number: entry.card.number.as_deref().unwrap_or_default(),
                date: &entry.card.date,
                kind: &entry.card.kind,
                headline: &entry.card.headline,
                embargo: entry.card.embargo.as_deref().unwrap_or_default(),
                sha256: sums.get(file.as_str()).copied().unwrap_or_default(),
                file,
                edition: &output.edition,
                bytes: output.size,
                pages: entry.card.pages,
                declares: declares(&output.edition),
                duplicate_of: if original == *stem { "" } else { original },
            });
        }
    }
    rows
}

fn declares(edition: &str) -> &'static str {
    match edition {
        "print" => "PDF/X-4",
        _ => "PDF/A-3a, PDF/UA-1",
    }
}

/// CSV (RFC 4180) with a header line.
pub fn csv(rows: &[Row<'_>]) -> String {
    let mut text = String::from(
        "number,date,kind,headline,embargo,file,edition,sha256,bytes,pages,declares,duplicate_of\r\n",
    );
    for row in rows {
        let (bytes, pages) = (row.bytes.to_string(), row.pages.to_string());
        let fields = [
            row.number,
            row.date,
            row.kind,
            row.headline,
            row.embargo,
            &row.file,
            row.edition,
            row.sha256,
            &bytes,
            &pages,
            row.declares,
            row.duplicate_of,
        ];
        let fields: Vec<String> = fields.into_iter().map(csv_field).collect();
        text.push_str(&fields.join(","));
        text.push_str("\r\n");
    }
    text
}

/// A quoted field; what a spreadsheet would take for a formula is disarmed.
fn csv_field(field: &str) -> String {
    let formula = field.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}

/// JSON, one array.
pub fn json(rows: &[Row<'_>]) -> String {
    serde_json::to_string_pretty(rows).unwrap_or_default() + "\n"
}
