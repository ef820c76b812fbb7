//! The conditions as data: what each one asks, who can judge it, and what is
//! known about it for every file of this program.

use std::collections::BTreeMap;

use serde::Serialize;

use super::questions::Question;
use super::{human, machine};
use crate::compose::Document;
use crate::compose::document::{ItemKind, Owner};
use crate::compose::tags::{NodeId, NodeKind};

/// A sentence in both languages of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Words {
    /// German.
    pub de: &'static str,
    /// English.
    pub en: &'static str,
}

pub(super) const fn words(de: &'static str, en: &'static str) -> Words {
    Words { de, en }
}

/// Who can judge a condition, by the protocol.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A program.
    Machine,
    /// A person.
    Human,
}

/// One failure condition of the protocol.
#[derive(Clone, Copy, Debug)]
pub struct Condition {
    /// Checkpoint and condition, e.g. `01-003`.
    pub id: &'static str,
    /// The fault it describes, in our words.
    pub fault: Words,
    /// What is known about it.
    pub verdict: Verdict,
}

/// What is known about a condition.
#[derive(Clone, Copy, Debug)]
pub enum Verdict {
    /// For programs to judge: this one rules the fault out.
    MachineVerified {
        /// How.
        reason: Words,
        /// Clause of the ledger `PDF_UA1.md`, which names the tests; none
        /// where veraPDF has no rule.
        clause: Option<&'static str>,
    },
    /// For people to judge, but settled by how the tags come about.
    TrueByConstruction {
        /// How.
        reason: Words,
        /// Tests of this program that watch over it.
        tests: &'static [&'static str],
    },
    /// What it speaks of is never written.
    CannotOccur(Words),
    /// For a person: what to ask about a file.
    ToJudge(fn(&Subject<'_>) -> Vec<Question>),
}

impl Condition {
    /// Who can judge it.
    pub fn kind(&self) -> Kind {
        match self.verdict {
            Verdict::MachineVerified { .. } => Kind::Machine,
            _ => Kind::Human,
        }
    }
}

impl Verdict {
    /// Stable name, for the data file.
    pub fn name(&self) -> &'static str {
        match self {
            Self::MachineVerified { .. } => "machine-verified",
            Self::TrueByConstruction { .. } => "true-by-construction",
            Self::CannotOccur(_) => "cannot-occur",
            Self::ToJudge(_) => "to-judge",
        }
    }

    /// Its name on the page.
    pub fn title(&self) -> Words {
        match self {
            Self::MachineVerified { .. } => words("maschinell gesichert", "machine-verified"),
            Self::TrueByConstruction { .. } => words("wahr durch Bauart", "true by construction"),
            Self::CannotOccur(_) => words("kann nicht vorkommen", "cannot occur"),
            Self::ToJudge(_) => words("von einem Menschen zu beurteilen", "for a person to judge"),
        }
    }

    /// Why.
    pub fn reason(&self) -> Words {
        match self {
            Self::MachineVerified { reason, .. }
            | Self::TrueByConstruction { reason, .. }
            | Self::CannotOccur(reason) => *reason,
            Self::ToJudge(_) => words("siehe Fragen", "see questions"),
        }
    }
}

/// All conditions in the order of their numbers.
pub fn conditions() -> Vec<&'static Condition> {
    let mut all: Vec<_> = human::CONDITIONS.iter().chain(machine::CONDITIONS).collect();
    all.sort_by_key(|condition| condition.id);
    all
}

/// A document with the text of its tags at hand.
pub struct Subject<'a> {
    /// The finished pages.
    pub document: &'a Document,
    texts: BTreeMap<NodeId, String>,
}

impl<'a> Subject<'a> {
    /// Gathers the text of each place for content.
    pub fn new(document: &'a Document) -> Self {
        let mut texts: BTreeMap<NodeId, String> = BTreeMap::new();
        for item in document.pages.iter().flat_map(|page| &page.items) {
            if let (Owner::Node(node), ItemKind::Glyphs(_, run)) = (item.owner, &item.kind) {
                texts.entry(node).or_default().push_str(&run.text);
            }
        }
        Self { document, texts }
    }

    /// The text below a node in reading order.
    pub fn text(&self, node: NodeId) -> String {
        let (mut out, mut open) = (String::new(), vec![node]);
        while let Some(id) = open.pop() {
            let node = self.document.tags.get(id);
            if node.kind == NodeKind::Content {
                out.push_str(self.texts.get(&id).map_or("", String::as_str));
            }
            open.extend(node.children.iter().rev());
        }
        out.trim().to_owned()
    }
}
