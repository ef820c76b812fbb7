//! Rows F1 and F2: the file format itself.

use super::{Confidence, Rule};
use crate::diag::Severity;

const F1: &str = "PDF/X-4 F1 (CGATS application notes)";
const F2: &str = "PDF/X-4 F2 (CGATS application notes)";

/// Filters that PDF/X-4 allows; LZW and Crypt have rules of their own.
const KNOWN_FILTERS: [&[u8]; 17] = [
    b"FlateDecode", b"Fl", b"DCTDecode", b"DCT", b"CCITTFaxDecode", b"CCF", b"RunLengthDecode", b"RL",
    b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx", b"JPXDecode", b"JBIG2Decode",
    b"LZWDecode", b"LZW", b"Crypt",
];

/// A version `1.n` as n; 2.0 as 20.
fn minor(version: &str) -> Option<u32> {
    let (major, minor) = version.split_once('.')?;
    Some((major.parse::<u32>().ok()?.checked_sub(1)?).checked_mul(20)? + minor.parse::<u32>().ok()?)
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-F1.version",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the PDF version is at most 1.6",
        remedy: "export as PDF/X-4, which is based on PDF 1.6",
        check: |c, hits| {
            let catalog = c.facts.pdf.get(&c.facts.catalog, b"Version");
            let catalog = String::from_utf8_lossy(catalog.as_name().unwrap_or(b"")).into_owned();
            for version in [c.facts.pdf.version.as_str(), catalog.as_str()] {
                if minor(version).is_some_and(|m| m > 6) {
                    hits.file(format!("the file is PDF {version}"));
                }
            }
        },
    },
    Rule {
        id: "X4-F1.id",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the trailer has a file identifier",
        remedy: "export again with a program that writes /ID",
        check: |c, hits| {
            let id = c.facts.pdf.array(c.facts.pdf.trailer.get(b"ID")).unwrap_or_default();
            let strings = id.iter().filter(|s| c.facts.pdf.resolve(s).as_string().is_some_and(|s| !s.is_empty()));
            if strings.count() != 2 {
                hits.file("the trailer has no /ID of two strings");
            }
        },
    },
    Rule {
        id: "X4-F1.encrypt",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the file is not encrypted",
        remedy: "save the file without password and permissions",
        // Reported when opening, as nothing else can be judged then.
        check: |_, _| {},
    },
    Rule {
        id: "X4-F1.lzw",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no stream is compressed with LZW",
        remedy: "recompress with Flate; export as PDF/X-4 does so",
        check: |c, hits| {
            if c.facts.structure.filters.iter().any(|f| matches!(f.as_slice(), b"LZWDecode" | b"LZW")) {
                hits.file("a stream uses the LZW filter");
            }
        },
    },
    Rule {
        id: "X4-F1.external",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "all stream data is in the file",
        remedy: "embed the data instead of referring to another file",
        check: |c, hits| {
            if c.facts.structure.external_streams > 0 {
                hits.file(format!("{} stream(s) keep their data in another file", c.facts.structure.external_streams));
            }
        },
    },
    Rule {
        id: "X4-F1.crypt",
        source: F1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no stream uses the Crypt filter",
        remedy: "save the file without encryption",
        check: |c, hits| {
            if c.facts.structure.filters.contains(&b"Crypt"[..]) {
                hits.file("a stream uses the Crypt filter");
            }
        },
    },
    Rule {
        id: "X4-F2.filter",
        source: F2,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "stream filters are those of PDF 1.6",
        remedy: "export again as PDF/X-4",
        check: |c, hits| {
            for filter in &c.facts.structure.filters {
                if !KNOWN_FILTERS.contains(&filter.as_slice()) {
                    hits.file(format!("a stream uses the unknown filter {}", String::from_utf8_lossy(filter)));
                }
            }
        },
    },
];
