//! Row N1: fonts.

use super::{Confidence, Context, Hits, Rule};
use crate::diag::Severity;
use crate::preflight::facts::program::{self, Verdict};
use crate::preflight::interpreter::font::{Font, Program};

const N1: &str = "PDF/X-4 N1 (CGATS application notes)";

/// Reports fonts in use by what their program says.
fn examine(c: &Context<'_, '_, '_>, hits: &mut Hits<'_>, judge: fn(&Font, &Verdict) -> Option<String>) {
    for (number, font) in c.facts.used_fonts() {
        let verdict = program::examine(c.facts.pdf, &font);
        let page = c.facts.pages.iter().find(|p| p.number == number);
        if let (Some(message), Some(page)) = (judge(&font, &verdict), page) {
            hits.page(page, message);
        }
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-N1.embedded",
        source: N1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "all fonts that show text are embedded",
        remedy: "embed the font when exporting, or outline the text",
        check: |c, hits| {
            for (number, font) in c.facts.used_fonts() {
                let page = c.facts.pages.iter().find(|p| p.number == number);
                if let (Program::Missing, Some(page)) = (&font.program, page) {
                    hits.page(page, format!("the font {} is not embedded", font.name));
                }
            }
        },
    },
    Rule {
        id: "X4-N1.program",
        source: N1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "embedded font programs are whole",
        remedy: "export again; the RIP would replace the font or stop",
        check: |c, hits| {
            examine(c, hits, |font, verdict| {
                verdict.damage.map(|damage| format!("the font {}: {damage}", font.name))
            });
        },
    },
    Rule {
        id: "X4-N1.widths",
        source: N1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "advance widths are stated and agree with the font program",
        remedy: "export again; text may be set with wrong distances",
        check: |c, hits| {
            examine(c, hits, |font, verdict| {
                if !font.widths_complete {
                    return Some(format!("the font {} has no complete Widths", font.name));
                }
                verdict.width_conflict.map(|(code, stated, actual)| {
                    format!("the font {} states width {stated:.0} for code {code}, its program {actual:.0}", font.name)
                })
            });
        },
    },
    Rule {
        id: "X4-N1.cidtogid",
        source: N1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "embedded CID TrueType fonts have a CIDToGIDMap",
        remedy: "export again with a program that writes CIDToGIDMap",
        check: |c, hits| {
            examine(c, hits, |font, _| {
                let truetype = font.subtype == b"CIDFontType2" && font.program != Program::Missing;
                (truetype && font.cid_to_gid.is_null()).then(|| format!("the font {} has no CIDToGIDMap", font.name))
            });
        },
    },
    Rule {
        id: "X4-N1.licence",
        source: N1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "fonts allow embedding",
        remedy: "use a font whose licence allows embedding",
        check: |c, hits| {
            examine(c, hits, |font, verdict| {
                verdict.restricted.then(|| format!("the font {} forbids embedding (fsType)", font.name))
            });
        },
    },
];
