//! The index of a bag as CSV and JSON, and of all bags as a page for people.

use std::collections::BTreeMap;

use serde::Serialize;

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
            let file = format!("data/{}", output.file);
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

/// A page that lists everything, works offline, without a mouse, and without
/// JavaScript except for the search field.
pub fn html(releases: &[(&str, &Entry)], bag: impl Fn(&Entry) -> String) -> String {
    let mut body = String::new();
    let mut sorted: Vec<_> = releases.iter().collect();
    sorted.sort_by(|a, b| (&b.1.card.date, a.0).cmp(&(&a.1.card.date, b.0)));
    for (_, entry) in sorted {
        let card = &entry.card;
        let folder = bag(entry);
        let links: Vec<String> = entry
            .outputs
            .iter()
            .map(|o| {
                let target = format!("{folder}/data/{}", o.file);
                format!("<a href=\"{}\">{}</a>", escape(&url(&target)), escape(&o.edition))
            })
            .collect();
        body.push_str(&format!(
            "<tr><td>{}</td><td>{}</td><td>{}</td><th scope=\"row\">{}</th><td>{}</td></tr>\n",
            escape(&card.date),
            escape(card.number.as_deref().unwrap_or_default()),
            escape(&card.kind),
            escape(&card.headline),
            links.join(" "),
        ));
    }
    format!("{HEAD}{body}{FOOT}")
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"de\"><head><meta charset=\"utf-8\"><title>Pressearchiv</title>
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<style>
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#111;background:#fff}
input{font:inherit;padding:.4rem .6rem;width:min(30rem,100%);border:1px solid #555}
table{border-collapse:collapse;width:100%;margin-top:1rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #bbb;font-weight:normal}
thead th{font-weight:bold}
tr[hidden]{display:none}
a:focus,input:focus{outline:3px solid #005a9c;outline-offset:2px}
</style></head><body><main><h1>Pressearchiv</h1>
<p><label>Suchen: <input type=\"search\" id=\"q\" autofocus></label> <span id=\"n\" role=\"status\"></span></p>
<table><thead><tr><th scope=\"col\">Datum</th><th scope=\"col\">Nummer</th><th scope=\"col\">Art</th><th scope=\"col\">Titel</th><th scope=\"col\">Dateien</th></tr></thead><tbody>
";

const FOOT: &str = "</tbody></table></main>
<script>
const q=document.getElementById('q'),n=document.getElementById('n'),rows=[...document.querySelectorAll('tbody tr')];
function show(){const words=q.value.toLowerCase().split(/\\s+/);let k=0;
for(const r of rows){const t=r.textContent.toLowerCase();r.hidden=!words.every(w=>t.includes(w));k+=!r.hidden}
n.textContent=k+' von '+rows.length}
q.addEventListener('input',show);show();
</script></body></html>
";

/// Text as HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A relative path as a URL.
fn url(path: &str) -> String {
    let mut text = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}
