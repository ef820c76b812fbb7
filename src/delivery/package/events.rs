//! What was done to each file, in the words of PREMIS (eventType, eventDateTime,
//! eventOutcome, linkingObjectIdentifier), one JSON object a line.

use serde_json::json;

use super::payload_path;
use crate::delivery::manifest::Entry;

/// The event lines of a bag.
pub fn lines(
    releases: &[(&str, &Entry)],
    checksums: &[(&str, &str)],
    now: jiff::Timestamp,
) -> String {
    let agent = concat!("pressblatt ", env!("CARGO_PKG_VERSION"));
    let mut text = String::new();
    for (_, entry) in releases {
        for output in &entry.outputs {
            let file = payload_path(&output.file);
            let sum = checksums.iter().find(|(path, _)| *path == file).map(|(_, sum)| *sum);
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
                "sha256": sum,
            });
            text.push_str(&format!("{creation}\n{digest}\n"));
        }
    }
    text
}
