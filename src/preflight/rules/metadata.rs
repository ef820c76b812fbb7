//! Rows M1 to M3: XMP and Info.

use super::{Confidence, Context, Hits, Rule};
use crate::diag::Severity;
use crate::preflight::facts::xmp::{DC, MM, PDF, PDFXID, XMP};
use crate::preflight::text_string::Stamp;

const M1: &str = "PDF/X-4 M1 (CGATS application notes)";
const M2: &str = "PDF/X-4 M2 (CGATS application notes)";
const M3: &str = "PDF/X-4 M3 (CGATS application notes)";

/// Reports properties that the packet lacks; silent without a packet, which
/// is a finding of its own.
fn require(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, wanted: &[(&str, &str, &str)]) {
    let xmp = &c.facts.xmp;
    for (namespace, name, label) in wanted {
        if xmp.readable && xmp.get(namespace, name).is_none() {
            hits.file(format!("the XMP packet has no {label}"));
        }
    }
}

/// Reports an Info entry that is missing or differs from XMP.
fn equal_text(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, key: &str, xmp: Option<&str>, required: bool) {
    match (c.facts.info_text(key.as_bytes()), xmp) {
        (None, _) if required => hits.file(format!("the Info dictionary has no {key}")),
        (Some(info), Some(xmp)) if info.trim() != xmp => {
            hits.file(format!("{key} is \"{info}\" in Info, \"{xmp}\" in XMP"));
        }
        _ => {}
    }
}

fn equal_date(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, key: &str, name: &str) {
    let Some(info) = c.facts.info_text(key.as_bytes()) else {
        hits.file(format!("the Info dictionary has no {key}"));
        return;
    };
    let xmp = c.facts.xmp.get(XMP, name);
    match (Stamp::parse(&info), xmp.and_then(Stamp::parse)) {
        (None, _) => hits.file(format!("{key} in Info is no date: \"{info}\"")),
        (Some(a), Some(b)) if !a.same(b) => {
            hits.file(format!("{key} is {info} in Info, {} in XMP", xmp.unwrap_or("")));
        }
        _ => {}
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-M1.packet",
        source: M1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the catalog has an uncompressed, readable XMP packet",
        remedy: "export as PDF/X-4, which writes the metadata stream",
        check: |c, hits| {
            let xmp = &c.facts.xmp;
            if !xmp.present {
                hits.file("the catalog has no XMP metadata");
            } else if xmp.filtered {
                hits.file("the XMP metadata is compressed");
            } else if !xmp.readable {
                hits.file("the XMP metadata is not readable XML with RDF");
            }
        },
    },
    Rule {
        id: "X4-M1.version",
        source: M1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "XMP identifies the file as PDF/X-4",
        remedy: "export as PDF/X-4; the mark is a promise, so do not just add it",
        check: |c, hits| match c.facts.xmp.get(PDFXID, "GTS_PDFXVersion") {
            Some("PDF/X-4") => {}
            Some(other) => hits.file(format!("the file calls itself {other}, not PDF/X-4")),
            None if c.facts.xmp.readable => hits.file("the file does not claim to be PDF/X-4"),
            None => {}
        },
    },
    Rule {
        id: "X4-M2.title",
        source: M2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "XMP has a title",
        remedy: "give the document a title before exporting",
        check: |c, hits| require(c, hits, &[(DC, "title", "dc:title")]),
    },
    Rule {
        id: "X4-M2.dates",
        source: M2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "XMP has creation, modification and metadata dates",
        remedy: "export again as PDF/X-4",
        check: |c, hits| {
            let dates = [
                (XMP, "CreateDate", "xmp:CreateDate"),
                (XMP, "ModifyDate", "xmp:ModifyDate"),
                (XMP, "MetadataDate", "xmp:MetadataDate"),
            ];
            require(c, hits, &dates);
        },
    },
    Rule {
        id: "X4-M2.ids",
        source: M2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "XMP has DocumentID, VersionID and RenditionClass",
        remedy: "export again as PDF/X-4",
        check: |c, hits| {
            let ids = [
                (MM, "DocumentID", "xmpMM:DocumentID"),
                (MM, "VersionID", "xmpMM:VersionID"),
                (MM, "RenditionClass", "xmpMM:RenditionClass"),
            ];
            require(c, hits, &ids);
        },
    },
    Rule {
        id: "X4-M2.trapped",
        source: M2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "XMP says whether the file is trapped",
        remedy: "export again as PDF/X-4",
        check: |c, hits| require(c, hits, &[(PDF, "Trapped", "pdf:Trapped")]),
    },
    Rule {
        id: "X4-M3.title",
        source: M3,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "Info has a title, the same as XMP",
        remedy: "export again; a program changed one of the two only",
        check: |c, hits| equal_text(c, hits, "Title", c.facts.xmp.get(DC, "title"), true),
    },
    Rule {
        id: "X4-M3.dates",
        source: M3,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "Info has both dates, the same as XMP",
        remedy: "export again; a program changed one of the two only",
        check: |c, hits| {
            equal_date(c, hits, "CreationDate", "CreateDate");
            equal_date(c, hits, "ModDate", "ModifyDate");
        },
    },
    Rule {
        id: "X4-M3.trapped",
        source: M3,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "Info says Trapped true or false, the same as XMP",
        remedy: "set Trapped to False unless the file is really trapped",
        check: |c, hits| {
            let info = c.facts.pdf.get(&c.facts.info, b"Trapped");
            let info = info.as_name().map(|n| String::from_utf8_lossy(n).into_owned());
            match info.as_deref() {
                Some(value @ ("True" | "False")) => {
                    if let Some(xmp) = c.facts.xmp.get(PDF, "Trapped").filter(|x| *x != value) {
                        hits.file(format!("Trapped is {value} in Info, {xmp} in XMP"));
                    }
                }
                Some(other) => hits.file(format!("Trapped in Info is {other}")),
                None => hits.file("the Info dictionary has no Trapped"),
            }
        },
    },
    Rule {
        id: "X4-M3.producer",
        source: M3,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "Creator and Producer in Info and XMP agree",
        remedy: "export again; a program changed one of the two only",
        check: |c, hits| {
            equal_text(c, hits, "Creator", c.facts.xmp.get(XMP, "CreatorTool"), false);
            equal_text(c, hits, "Producer", c.facts.xmp.get(PDF, "Producer"), false);
        },
    },
];
