//! The index of all bags as a page for people: one file that works offline,
//! without a mouse, and without JavaScript except for the search field.

use super::payload_path;
use crate::delivery::manifest::Entry;

/// The page; `bag` names the folder of a release's bag. Newest first.
pub fn html(releases: &[(&str, &Entry)], bag: impl Fn(&Entry) -> String) -> String {
    let mut sorted: Vec<_> = releases.iter().collect();
    sorted.sort_by(|a, b| (&b.1.card.date, a.0).cmp(&(&a.1.card.date, b.0)));
    let mut text = HEAD.to_owned();
    for (_, entry) in sorted {
        text.push_str(&row(entry, &bag(entry)));
    }
    text + FOOT
}

fn row(entry: &Entry, folder: &str) -> String {
    let card = &entry.card;
    let title = escape(&card.headline);
    let link = |output: &crate::delivery::manifest::OutputEntry| {
        let target = escape(&url(&format!("{folder}/{}", payload_path(&output.file))));
        let word = edition(&output.edition);
        format!("<a href=\"{target}\" aria-label=\"{word}: {title}\">{word}</a>")
    };
    let links: Vec<String> = entry.outputs.iter().map(link).collect();
    let embargo = card
        .embargo
        .as_deref()
        .map_or_else(String::new, |embargo| format!(" <small>{}</small>", escape(embargo)));
    format!(
        "<tr><td class=\"d\">{}</td><td>{}</td><td>{}</td><th scope=\"row\">{title}{embargo}</th><td class=\"f\">{}</td></tr>\n",
        escape(&card.date),
        escape(card.number.as_deref().unwrap_or_default()),
        escape(&card.kind),
        links.join(" "),
    )
}

/// The page speaks German, as the headings of its table do.
fn edition(name: &str) -> &str {
    match name {
        "mail" => "Mail",
        "print" => "Druck",
        "archive" => "Archiv",
        other => other,
    }
}

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"de\"><head><meta charset=\"utf-8\"><title>Pressearchiv</title>
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<style>
:root{--line:#bbb;--focus:#005a9c}
body{font:1rem/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline}
input{font:inherit;padding:.4rem .6rem;flex:0 1 30rem;min-width:0;border:1px solid GrayText}
table{border-collapse:collapse;width:100%;margin-top:1rem}
th,td{text-align:left;vertical-align:top;padding:.45rem 1.2rem .45rem 0;border-bottom:1px solid var(--line);font-weight:normal}
thead th{font-weight:bold;position:sticky;top:0;background:Canvas}
.d,.f,td:nth-child(2){white-space:nowrap}
small{display:block}
a+a{margin-left:.6rem}
tbody tr:hover{background:color-mix(in srgb,Highlight 12%,Canvas)}
tr[hidden]{display:none}
a:focus-visible,input:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
@media (prefers-color-scheme:dark){:root{--line:#555;--focus:#8cc8ff}}
@media (max-width:44rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{display:block;padding:.6rem 0;border-bottom:1px solid var(--line)}
td,th{display:inline-block;border:0;padding:0 .8rem 0 0}
tbody th{display:block;font-weight:bold}
}
@media print{form{display:none}}
</style></head><body><main><h1>Pressearchiv</h1>
<form role=\"search\"><label for=\"q\">Suchen</label><input type=\"search\" id=\"q\" autocomplete=\"off\" autofocus><span id=\"n\" role=\"status\"></span></form>
<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\">Datum</th><th scope=\"col\">Nummer</th><th scope=\"col\">Art</th><th scope=\"col\">Titel</th><th scope=\"col\">Dateien</th></tr></thead><tbody role=\"rowgroup\">
";

const FOOT: &str = "</tbody></table></main>
<script>
const q=document.getElementById('q'),n=document.getElementById('n');
const rows=[...document.querySelectorAll('tbody tr')].map(r=>[r,r.textContent.toLowerCase()]);
function show(){const words=q.value.toLowerCase().split(/\\s+/);let k=0;
for(const [r,t] of rows){const on=words.every(w=>t.includes(w));r.hidden=!on;k+=on}
n.textContent=k===rows.length?k+(k===1?' Mitteilung':' Mitteilungen'):(k||'nichts')+' von '+rows.length+' gefunden'}
let wait;q.addEventListener('input',()=>{clearTimeout(wait);wait=setTimeout(show,rows.length>5000?150:0)});
q.form.addEventListener('submit',e=>e.preventDefault());show();
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
