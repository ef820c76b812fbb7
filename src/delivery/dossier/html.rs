//! The dossier as a page: German, then English, without scripts; it reads
//! with a screen reader, prints, and works from a mail attachment.

use std::fmt::Write as _;

use super::table::{Condition, Kind, Verdict, Words};
use super::{Dossier, Part, Question, conditions};

/// A language of the page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    De,
    En,
}

impl Side {
    fn code(self) -> &'static str {
        match self {
            Self::De => "de",
            Self::En => "en",
        }
    }

    fn say(self, words: Words) -> &'static str {
        self.pick(words.de, words.en)
    }

    fn pick<T>(self, de: T, en: T) -> T {
        match self {
            Self::De => de,
            Self::En => en,
        }
    }
}

/// The page.
pub fn page(dossier: &Dossier) -> String {
    let file = &dossier.file;
    let (title, lang) = (escape(&file.title), escape(&file.language));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"de\"><head><meta charset=\"utf-8\">\n\
         <title>Barrierefreiheit: {name}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <style>{STYLE}</style></head><body>\n\
         <header><h1>Bericht zur Barrierefreiheit<br><span lang=\"en\">Accessibility report</span></h1>\n\
         <p><cite lang=\"{lang}\">{title}</cite></p>\n\
         <nav aria-label=\"Sprache / Language\"><a href=\"#de\">Deutsch</a> \
         <a href=\"#en\" lang=\"en\" hreflang=\"en\">English</a></nav></header>\n<main>\n",
        name = escape(&file.name),
    );
    for side in [Side::De, Side::En] {
        section(dossier, side, &mut out);
    }
    out.push_str("</main></body></html>\n");
    out
}

const STYLE: &str = "
body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem;color:#111;background:#fff}
nav a{margin-right:1rem}
a{color:#00457c}a:focus,input:focus,.scroll:focus{outline:3px solid #005a9c;outline-offset:2px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem}
dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}
fieldset{border:1px solid #555;margin:0 0 1rem;padding:.4rem 1rem .6rem}
legend{float:left;width:100%;padding:0 0 .3rem}label{margin-right:1.5rem}legend+label{clear:left}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.4rem 0}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #bbb;font-weight:normal}
thead th,.sum th{font-weight:bold}code{font-size:.8em;overflow-wrap:anywhere}.sum{width:auto}.sum td{text-align:right}
section+section{border-top:2px solid #111;margin-top:3rem}
@media print{nav{display:none}fieldset,tr{break-inside:avoid}}
";

fn section(dossier: &Dossier, side: Side, out: &mut String) {
    let code = side.code();
    let _ = writeln!(out, "<section id=\"{code}\" lang=\"{code}\" aria-labelledby=\"{code}-h\">");
    let _ = writeln!(out, "<h2 id=\"{code}-h\">{}</h2>", side.pick("Deutsch", "English"));
    file(dossier, side, out);
    summary(side, out);
    questions(dossier, side, out);
    let human = side.pick("Bedingungen für Menschen", "Conditions for people");
    table(side, Kind::Human, human, out);
    let machine = side.pick("Bedingungen für Programme", "Conditions for programs");
    table(side, Kind::Machine, machine, out);
    out.push_str("</section>\n");
}

fn file(dossier: &Dossier, side: Side, out: &mut String) {
    let file = &dossier.file;
    let _ = writeln!(out, "<h3>{}</h3>\n<dl>", side.pick("Die Datei", "The file"));
    let structure: Vec<_> =
        dossier.structure.iter().map(|(role, count)| format!("{role}: {count}")).collect();
    let rows = [
        (side.pick("Name", "Name"), file.name.clone()),
        (side.pick("Ausgabe", "Edition"), file.edition.to_owned()),
        (side.pick("Erklärte Normen", "Declared standards"), file.declares.to_owned()),
        (side.pick("Größe in Byte", "Size in bytes"), file.bytes.to_string()),
        (side.pick("Seiten", "Pages"), file.pages.to_string()),
        (side.pick("Datum der Meldung", "Date of the release"), file.date.clone()),
        (side.pick("Sprache", "Language"), file.language.clone()),
        ("SHA-256", file.sha256.clone()),
        ("BLAKE3", file.blake3.clone()),
        (side.pick("Strukturelemente", "Structure elements"), structure.join(", ")),
    ];
    for (name, value) in rows {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escape(&value));
    }
    let bound = side.pick(
        "Dieser Bericht gilt nur für die Datei mit genau diesen Prüfsummen. Eine geänderte Datei braucht einen neuen.",
        "This report speaks only of the file with exactly these hashes. A changed file needs a new one.",
    );
    let _ = writeln!(out, "</dl>\n<p>{bound}</p>");
}

fn summary(side: Side, out: &mut String) {
    let all = conditions();
    let _ = writeln!(out, "<h3>{}</h3>", side.pick("Was feststeht", "What is known"));
    let intro = side.pick(
        "Aufgeführt sind alle 135 Bedingungen des Matterhorn-Protokolls 1.1, die einem Programm oder einem Menschen zugeordnet sind, in eigenen Worten. „Maschinell gesichert“ heißt: dieses Programm schließt den Fehler durch seine Bauart oder eine Prüfung vor dem Schreiben aus. In den Tests des Programms bestätigt das veraPDF an vielen Dateien, soweit es eine Regel dafür hat; diese Datei hat es nicht gesehen. „Wahr durch Bauart“ heißt: die Auszeichnung folgt aus der Meldung, unter der Voraussetzung, dass darin Überschriften, Listen, Tabellen und Zitate als solche geschrieben sind.",
        "Listed are all 135 conditions of the Matterhorn Protocol 1.1 that are assigned to a program or a person, in our own words. “Machine-verified” means: this program rules the fault out by construction or by a check before writing. In the program’s tests veraPDF confirms that on many files, where it has a rule for it; it has not seen this file. “True by construction” means: the tags follow from the release, provided that headings, lists, tables and quotations are written as such in it.",
    );
    let _ = writeln!(out, "<p>{intro}</p>\n<table class=\"sum\"><tbody>");
    for name in ["machine-verified", "cannot-occur", "true-by-construction", "to-judge"] {
        let of: Vec<_> = all.iter().filter(|c| c.verdict.name() == name).collect();
        let title = of.first().map_or("", |c| side.say(c.verdict.title()));
        let _ = writeln!(out, "<tr><th scope=\"row\">{title}</th><td>{}</td></tr>", of.len());
    }
    out.push_str("</tbody></table>\n");
}

fn questions(dossier: &Dossier, side: Side, out: &mut String) {
    let _ = writeln!(
        out,
        "<h3>{}</h3>\n<p>{}</p>",
        side.pick("Was ein Mensch beurteilen muss", "What a person must judge"),
        side.pick(
            "Die Antworten werden nicht gespeichert; wer sie festhalten will, druckt die Seite.",
            "Answers are not stored; print the page to keep them.",
        )
    );
    for (index, question) in dossier.questions.iter().enumerate() {
        let id = question.condition.map(|id| format!("{id}: "));
        let text = id.unwrap_or_default() + &sentence(question, side);
        if !question.open {
            let _ = writeln!(out, "<p>{text}</p>");
            continue;
        }
        let name = format!("{}-{index}", side.code());
        let _ = write!(out, "<fieldset><legend>{text}</legend>");
        for answer in side.pick(["ja", "nein"], ["yes", "no"]) {
            let _ = write!(out, "<label><input type=\"radio\" name=\"{name}\"> {answer}</label>");
        }
        out.push_str("</fieldset>\n");
    }
}

/// A question with its quotations in their own languages.
fn sentence(question: &Question, side: Side) -> String {
    let parts = side.pick(&question.de, &question.en);
    let [open, close] = side.pick(["„", "“"], ["“", "”"]);
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Ours(text) => out.push_str(&escape(text)),
            Part::Quoted(text, lang) => {
                let (text, lang) = (escape(text), escape(lang));
                let _ = write!(out, "{open}<span lang=\"{lang}\">{text}</span>{close}");
            }
        }
    }
    out
}

fn table(side: Side, kind: Kind, title: &str, out: &mut String) {
    let id = format!("{}-{}", side.code(), if kind == Kind::Human { "people" } else { "programs" });
    let heads = side.pick(
        ["Nummer", "Fehler, um den es geht", "Urteil", "Warum", "Beleg"],
        ["Number", "The fault in question", "Verdict", "Why", "Evidence"],
    );
    let _ = writeln!(
        out,
        "<h3 id=\"{id}\">{title}</h3>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"{id}\"><table><thead><tr>"
    );
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead><tbody>\n");
    for condition in conditions().into_iter().filter(|c| c.kind() == kind) {
        row(condition, side, out);
    }
    out.push_str("</tbody></table></div>\n");
}

fn row(condition: &Condition, side: Side, out: &mut String) {
    let evidence = match condition.verdict {
        Verdict::MachineVerified { clause: Some(clause), .. } => {
            format!("PDF_UA1.md {clause}, veraPDF")
        }
        Verdict::TrueByConstruction { tests, .. } => {
            let tests: Vec<_> = tests.iter().map(|test| format!("<code>{test}</code>")).collect();
            tests.join(", ")
        }
        _ => String::new(),
    };
    let verdict = &condition.verdict;
    let _ = writeln!(
        out,
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{evidence}</td></tr>",
        condition.id,
        escape(side.say(condition.fault)),
        side.say(verdict.title()),
        escape(side.say(verdict.reason())),
    );
}

/// Text as HTML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Characters that no HTML text may hold.
            c if c.is_control() && !matches!(c, '\n' | '\t') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}
