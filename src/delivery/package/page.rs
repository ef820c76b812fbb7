//! The index of all bags as a page for people: one file that works offline,
//! without a mouse, and without JavaScript except for the search field.
//!
//! With JavaScript only so many rows are shown at a time: a browser takes a
//! minute and a gigabyte to lay out a hundred thousand, and few seconds to read
//! them.

use std::cmp::Reverse;
use std::io::{self, Write};

use super::verdicts::{Outcome, Verdict, Verdicts};
use super::{Dated, Groups, Stock, payload_path};
use crate::delivery::manifest::{Entry, OutputEntry};

/// Writes the page, newest releases first. Groups are named by the date's
/// beginning, so that theirs is the order of the page.
pub fn html(stock: &Stock<'_>, groups: &Groups<'_>, to: &mut impl Write) -> io::Result<()> {
    let manifest = stock.manifest;
    to.write_all(HEAD.as_bytes())?;
    let mut shown = 0;
    for (bag, stems) in groups.iter().rev() {
        let dated = |stem| Some((Reverse(manifest.get_part::<Dated>(stem)?.card.date), stem));
        let mut sorted: Vec<_> = stems.iter().copied().filter_map(dated).collect();
        sorted.sort_unstable();
        for entry in sorted.iter().filter_map(|(_, stem)| manifest.get(stem)) {
            to.write_all(row(&entry, bag, stock.verdicts, shown < AT_A_TIME).as_bytes())?;
            shown += 1;
        }
    }
    to.write_all(FOOT.as_bytes())
}

fn row(entry: &Entry, folder: &str, verdicts: &Verdicts, shown: bool) -> String {
    let class = if shown { " class=on" } else { "" };
    let card = &entry.card;
    let title = escape(&card.headline);
    let link = |output: &OutputEntry| {
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
        "<tr{class}><td class=\"d\">{}</td><td>{}</td><td>{}</td><th scope=\"row\">{title}{embargo}</th><td class=\"f\">{}{}</td></tr>\n",
        escape(&card.date),
        escape(card.number.as_deref().unwrap_or_default()),
        escape(&card.kind),
        links.join(" "),
        judged(&entry.outputs, verdicts),
    )
}

/// What validators said of the files of a release: each line of words once, with
/// the files that it holds for where it does not hold for all.
fn judged(outputs: &[OutputEntry], verdicts: &Verdicts) -> String {
    let mut said: Vec<(String, Vec<&str>)> = Vec::new();
    for output in outputs {
        for words in in_words(&verdicts.of(&output.file)) {
            match said.iter_mut().find(|(known, _)| *known == words) {
                Some((_, editions)) => editions.push(edition(&output.edition)),
                None => said.push((words, vec![edition(&output.edition)])),
            }
        }
    }
    let mut text = String::new();
    for (words, editions) in &said {
        let all = editions.len() == outputs.len();
        let files = if all { String::new() } else { format!("{} ", editions.join(", ")) };
        text.push_str(&format!("<small>{files}{}</small>", escape(words)));
    }
    text
}

/// Verdicts in German. That a file breaks the rules of a standard that it does
/// not claim to keep is for the index, not for people who look for releases.
fn in_words(verdicts: &[Verdict<'_>]) -> Vec<String> {
    let with = |words: &str, outcome| {
        let found = verdicts.iter().filter(move |verdict| verdict.outcome == outcome);
        let names: Vec<&str> = found.map(|verdict| verdict.profile).collect();
        (!names.is_empty()).then(|| format!("{words} {}", names.join(", ")).trim_end().to_owned())
    };
    [
        with("nicht bestanden:", Outcome::Failed),
        with("nicht prüfbar", Outcome::NotJudged),
        with("geprüft:", Outcome::Passed),
    ]
    .into_iter()
    .flatten()
    .collect()
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

/// Rows shown at a time, as the script below says too.
const AT_A_TIME: usize = 500;

const HEAD: &str = "<!DOCTYPE html>
<html lang=\"de\"><head><meta charset=\"utf-8\"><title>Pressearchiv</title>
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta name=\"color-scheme\" content=\"light dark\">
<style>
:root{--line:#bbb;--focus:#005a9c}
html{background:Canvas;color:CanvasText}
body{font:1rem/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:baseline}
input{font:inherit;padding:.4rem .6rem;flex:0 1 30rem;min-width:0;border:1px solid GrayText}
table{border-collapse:collapse;width:100%;margin-top:1rem}
th,td{text-align:left;vertical-align:top;padding:.45rem 1.2rem .45rem 0;border-bottom:1px solid var(--line);font-weight:normal}
thead th{font-weight:bold;position:sticky;top:0;background:Canvas}
.d,.f,td:nth-child(2){white-space:nowrap}
small{display:block}
.f small{white-space:normal;min-width:17.5rem}
a{color:LinkText}
a+a{margin-left:.6rem}
tbody tr:hover{background:color-mix(in srgb,Highlight 12%,Canvas)}
.js tbody tr:not(.on){display:none}
button{font:inherit;padding:.4rem .8rem;margin:1rem 0}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
@media (prefers-color-scheme:dark){:root{--line:#555;--focus:#8cc8ff}}
@media (max-width:56rem){
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{display:block;padding:.6rem 0;border-bottom:1px solid var(--line)}
td,th{display:inline-block;border:0;padding:0 .8rem 0 0}
tbody th{display:block;font-weight:bold}
td:empty{display:none}
.f a{display:inline-block;padding:.3rem 0}
}
@media print{form,button{display:none}}
</style><script>document.documentElement.className='js'</script></head><body><main><h1>Pressearchiv</h1>
<form role=\"search\"><label for=\"q\">Suchen</label><input type=\"search\" id=\"q\" autocomplete=\"off\" autofocus><span id=\"n\" role=\"status\"></span></form>
<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\">Datum</th><th scope=\"col\">Nummer</th><th scope=\"col\">Art</th><th scope=\"col\">Titel</th><th scope=\"col\">Dateien</th></tr></thead><tbody role=\"rowgroup\">
";

const FOOT: &str = "</tbody></table><button type=\"button\" id=\"m\" hidden></button></main>
<script>
const [q,n,m]=['q','n','m'].map(i=>document.getElementById(i)),step=500;
const rows=[...document.querySelectorAll('tbody tr')].map(r=>[r,r.textContent.toLowerCase()]);
let most=step;
function show(){const words=q.value.toLowerCase().split(/\\s+/);let k=0;
for(const [r,t] of rows){const on=words.every(w=>t.includes(w));k+=on;r.className=on&&k<=most?'on':''}
n.textContent=k===rows.length?k+(k===1?' Mitteilung':' Mitteilungen'):(k||'nichts')+' von '+rows.length+' gefunden';
m.hidden=k<=most;m.textContent=Math.min(step,k-most)+' weitere von '+k+' zeigen'}
let wait;q.addEventListener('input',()=>{clearTimeout(wait);wait=setTimeout(()=>{most=step;show()},rows.length>5000?150:0)});
m.addEventListener('click',()=>{const on=document.getElementsByClassName('on'),first=on.length;most+=step;show();on[first].querySelector('a').focus()});
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
