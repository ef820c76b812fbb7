//! The dossier as JSON, for programs.

use serde::Serialize;

use super::table::{Condition, Kind, Verdict, Words};
use super::{Dossier, FileFacts, Part, Question, conditions};

/// Changes when a reader of the file must be changed.
const FORMAT: u32 = 1;

#[derive(Serialize)]
struct Data<'a> {
    pressblatt_report: u32,
    producer: &'static str,
    protocol: &'static str,
    /// Whether an outside validator has seen this very file: never here.
    validated: bool,
    file: &'a FileFacts,
    questions: Vec<Asked<'a>>,
    conditions: Vec<Row>,
    structure: Vec<Count<'a>>,
}

#[derive(Serialize)]
struct Asked<'a> {
    condition: Option<&'a str>,
    open: bool,
    de: String,
    en: String,
}

#[derive(Serialize)]
struct Row {
    id: &'static str,
    kind: Kind,
    verdict: &'static str,
    fault: Words,
    reason: Words,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'static str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tests: &'static [&'static str],
}

#[derive(Serialize)]
struct Count<'a> {
    role: &'a str,
    count: usize,
}

/// The text of the file.
pub fn text(dossier: &Dossier) -> String {
    let data = Data {
        pressblatt_report: FORMAT,
        producer: concat!("Pressblatt ", env!("CARGO_PKG_VERSION")),
        protocol: "Matterhorn Protocol 1.1",
        validated: false,
        file: &dossier.file,
        questions: dossier.questions.iter().map(asked).collect(),
        conditions: conditions().into_iter().map(row).collect(),
        structure: dossier
            .structure
            .iter()
            .map(|(role, count)| Count { role, count: *count })
            .collect(),
    };
    serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"
}

fn asked(question: &Question) -> Asked<'_> {
    let Question { condition, open, de, en } = question;
    Asked {
        condition: *condition,
        open: *open,
        de: plain(de, ['„', '“']),
        en: plain(en, ['“', '”']),
    }
}

fn plain(parts: &[Part], [open, close]: [char; 2]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Ours(text) => out.push_str(text),
            Part::Quoted(text, _) => {
                out.push(open);
                out.push_str(text);
                out.push(close);
            }
        }
    }
    out
}

fn row(condition: &'static Condition) -> Row {
    let (clause, tests) = match condition.verdict {
        Verdict::MachineVerified { clause, .. } => (clause, &[][..]),
        Verdict::TrueByConstruction { tests, .. } => (None, tests),
        _ => (None, &[][..]),
    };
    Row {
        id: condition.id,
        kind: condition.kind(),
        verdict: condition.verdict.name(),
        fault: condition.fault,
        reason: condition.verdict.reason(),
        clause,
        tests,
    }
}
