//! What was done to each file, in the words of PREMIS (eventType, eventDateTime,
//! eventOutcome, linkingObjectIdentifier), one JSON object a line.

use serde_json::json;

use crate::delivery::manifest::Entry;

/// The event lines of a file of a bag.
pub fn lines(entry: &Entry, file: &str, sha256: &str, now: jiff::Timestamp) -> String {
    let agent = concat!("pressblatt ", env!("CARGO_PKG_VERSION"));
    let creation = json!({
        "eventType": "creation",
        "eventDetail": format!("rendered from {}", entry.release),
        "eventOutcome": "success",
        "linkingAgent": agent,
        "linkingObjectIdentifier": file,
        "sourceBlake3": entry.hash,
    });
    let digest = json!({
        "eventType": "message digest calculation",
        "eventDateTime": now.to_string(),
        "eventOutcome": "success",
        "linkingAgent": agent,
        "linkingObjectIdentifier": file,
        "sha256": sha256,
    });
    format!("{creation}\n{digest}\n")
}
