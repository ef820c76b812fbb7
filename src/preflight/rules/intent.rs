//! Rows O1 and O2: the output intent.

use super::{Confidence, Rule};
use crate::diag::Severity;
use crate::preflight::facts::intent::Process;
use crate::preflight::text_string;

const O1: &str = "PDF/X-4 O1 (CGATS application notes)";
const O2: &str = "PDF/X-4 O2 (CGATS application notes, ICC registry)";

/// Characterisations as the ICC registry spells them.
const REGISTERED: [&str; 24] = [
    "CGATS TR 001", "CGATS TR 002", "CGATS TR 003", "CGATS TR 005", "CGATS TR 006", "CGATS21-2-CRPC1",
    "CGATS21-2-CRPC2", "CGATS21-2-CRPC3", "CGATS21-2-CRPC4", "CGATS21-2-CRPC5", "CGATS21-2-CRPC6",
    "CGATS21-2-CRPC7", "FOGRA27", "FOGRA28", "FOGRA29", "FOGRA30", "FOGRA39", "FOGRA45", "FOGRA46",
    "FOGRA47", "FOGRA51", "FOGRA52", "IFRA26", "JC200103",
];

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-O1.one",
        source: O1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "there is exactly one PDF/X output intent",
        remedy: "export with one output condition",
        check: |c, hits| {
            let count = c.facts.pdfx_intents().count();
            if count != 1 {
                hits.file(format!("the file has {count} output intents of type GTS_PDFX"));
            }
        },
    },
    Rule {
        id: "X4-O1.identifier",
        source: O1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the output intent names its output condition",
        remedy: "export with a named output condition, e.g. FOGRA51",
        check: |c, hits| {
            for intent in c.facts.pdfx_intents() {
                let identifier = c.facts.pdf.get(&intent.dict, b"OutputConditionIdentifier");
                if identifier.as_string().is_none_or(<[u8]>::is_empty) {
                    hits.file("the output intent has no OutputConditionIdentifier");
                }
            }
        },
    },
    Rule {
        id: "X4-O1.info",
        source: O1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "an output condition outside the registry is described",
        remedy: "name a registered condition with its registry, or add /Info",
        check: |c, hits| {
            for intent in c.facts.pdfx_intents() {
                let get = |key: &[u8]| c.facts.pdf.get(&intent.dict, key);
                let registered = get(b"RegistryName").as_string().is_some_and(|s| !s.is_empty());
                if !registered && get(b"Info").as_string().is_none_or(<[u8]>::is_empty) {
                    hits.file("the output intent has neither RegistryName nor Info");
                }
            }
        },
    },
    Rule {
        id: "X4-O1.profile",
        source: O1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the output profile is embedded",
        remedy: "export with the printer's ICC profile embedded",
        check: |c, hits| {
            for intent in c.facts.pdfx_intents() {
                match &intent.profile {
                    None => hits.file("the output intent has no DestOutputProfile"),
                    Some(profile) if !profile.valid => hits.file("DestOutputProfile is not an ICC profile"),
                    Some(_) => {}
                }
            }
        },
    },
    Rule {
        id: "X4-O2.class",
        source: O2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the output profile is a printer profile",
        remedy: "use the profile of the printing condition; monitor profiles such as sRGB are not valid here",
        check: |c, hits| {
            for profile in c.facts.pdfx_intents().filter_map(|i| i.profile.as_ref()).filter(|p| p.valid) {
                if profile.class != *b"prtr" {
                    let class = String::from_utf8_lossy(&profile.class).into_owned();
                    hits.file(format!("the output profile is of class `{class}`, not `prtr`"));
                }
            }
        },
    },
    Rule {
        id: "X4-O2.space",
        source: O2,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "the output profile is gray, RGB or CMYK and /N says so",
        remedy: "embed the profile again with the right number of components",
        check: |c, hits| {
            for profile in c.facts.pdfx_intents().filter_map(|i| i.profile.as_ref()).filter(|p| p.valid) {
                let expected = match profile.process() {
                    Some(Process::Gray) => 1,
                    Some(Process::Rgb) => 3,
                    Some(Process::Cmyk) => 4,
                    None => {
                        let space = String::from_utf8_lossy(&profile.space).into_owned();
                        hits.file(format!("the output profile is for `{space}`"));
                        continue;
                    }
                };
                if profile.components != Some(expected) {
                    hits.file(format!("/N of the output profile is {:?}, not {expected}", profile.components.unwrap_or(0)));
                }
            }
        },
    },
    Rule {
        id: "X4-O2.version",
        source: O2,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "the output profile is of ICC version 2 or 4",
        remedy: "use an ICC version 2 or 4 profile",
        check: |c, hits| {
            for profile in c.facts.pdfx_intents().filter_map(|i| i.profile.as_ref()).filter(|p| p.valid) {
                if profile.major > 4 {
                    hits.file(format!("the output profile is of ICC version {}", profile.major));
                }
            }
        },
    },
    Rule {
        id: "X4-O2.name",
        source: O2,
        confidence: Confidence::Medium,
        severity: Severity::Warning,
        text: "registered output conditions are spelled as registered",
        remedy: "spell the name as in the ICC characterisation registry",
        check: |c, hits| {
            for intent in c.facts.pdfx_intents() {
                let identifier = c.facts.pdf.get(&intent.dict, b"OutputConditionIdentifier");
                let Some(name) = identifier.as_string().map(text_string::decode) else { continue };
                let near = REGISTERED.iter().find(|known| plain(known) == plain(&name) && **known != name);
                if let Some(known) = near {
                    hits.file(format!("the output condition is called \"{name}\"; the registry says \"{known}\""));
                }
            }
        },
    },
];
