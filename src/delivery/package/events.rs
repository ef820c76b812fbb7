//! What was done to each file, in the words of PREMIS (eventType, eventDateTime,
//! eventOutcome, linkingObjectIdentifier), one JSON object a line.

use serde_json::json;

use super::verdicts::Verdict;
use crate::delivery::manifest::Entry;

/// A file of a bag.
pub struct Payload<'a> {
    /// Its path in the bag.
    pub file: &'a str,
    /// Its checksum.
    pub sha256: &'a str,
    /// When the output that it is a copy of was written, by its file system.
    pub written: Option<jiff::Timestamp>,
}

/// The event lines of a file of a bag packed at `now`.
pub fn lines(
    entry: &Entry,
    payload: &Payload<'_>,
    verdicts: &[Verdict<'_>],
    now: jiff::Timestamp,
) -> String {
    let Payload { file, sha256, written } = *payload;
    let agent = concat!("pressblatt ", env!("CARGO_PKG_VERSION"));
    let mut creation = json!({
        "eventType": "creation",
        "eventDetail": format!("rendered from {}", entry.release),
        "eventOutcome": "success",
        "linkingAgent": agent,
        "linkingObjectIdentifier": file,
        "sourceBlake3": entry.hash,
    });
    // After it was packed nothing was written: a clock was wrong, or the moment
    // of packing is one that somebody chose (SOURCE_DATE_EPOCH).
    if let Some(at) = written.filter(|at| *at <= now) {
        creation["eventDateTime"] = at.to_string().into();
    }
    let digest = json!({
        "eventType": "message digest calculation",
        "eventDateTime": now.to_string(),
        "eventOutcome": "success",
        "linkingAgent": agent,
        "linkingObjectIdentifier": file,
        "sha256": sha256,
    });
    let mut lines = format!("{creation}\n{digest}\n");
    for verdict in verdicts {
        lines.push_str(&validation(verdict, file));
    }
    lines
}

/// The line of a judgement by others. What the report does not tell is left out.
fn validation(verdict: &Verdict<'_>, file: &str) -> String {
    let mut event = json!({
        "eventType": "validation",
        "eventOutcome": match verdict.passed() {
            Some(true) => "pass",
            Some(false) => "fail",
            None => "not judged",
        },
        "linkingAgent": verdict.validator,
        "linkingObjectIdentifier": file,
    });
    if let Some(at) = verdict.at {
        event["eventDateTime"] = at.to_string().into();
    }
    if !verdict.profile.is_empty() {
        event["eventDetail"] = verdict.profile.into();
    }
    format!("{event}\n")
}
