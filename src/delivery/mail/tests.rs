//! Letters as a whole, and sending with a server that misbehaves.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::flowed::unflow;
use super::samples::{Sample, sample};
use super::send::{Doubt, Outbox, Plan, Report, Transport, Verdict};
use super::*;
use crate::delivery::hash::Hash;
use crate::diag::{self, Diagnostic, Diagnostics};
use crate::model::Text;

const RICH: &str = r##"Release(
    layout: "stadt-dortmund",
    number: "202.",
    date: "2021-02-17",
    embargo: Until("2021-02-19T10:00+01:00"),
    kicker: "Städtediplomatie",
    headline: "„Ein Neustart\nder Beziehungen“",
    lead: "Am Freitag sprechen Entscheidungsträger*innen über [die Konferenz](https://example.org/konferenz) und <https://example.org>.",
    body: r#"
**Oberbürgermeister Thomas Westphal, Dortmund:**

„Wenn das Verhältnis auf festen Füßen stehen soll, muss die Außenpolitik ein weiteres Instrument in den Werkzeugkoffer legen.“

## Zahlen

| Bereich | 2026 |
|:--|--:|
| Schulen | 15,2 |
| **Summe** | 35,2 |

- erstens
    - tiefer
- zweitens

3. drittens

> Ein Zitat,
> das länger ist.

Zeile eins\
Zeile zwei mit [Anmeldung](https://example.org/eine/sehr/lange/adresse/die/nicht/in/den/text/gehoert) und [presse@example.org](mailto:presse@example.org)
"#,
    background: "Mehr zur „[Urban Diplomacy]{lang=en}“.",
    photos: [(file: "brücke.jpg", alt: "Die Brücke", caption: "Brücke", credit: "Stadt Dortmund", rights: "honorarfrei")],
    attachments: [(file: "Beitrag für alle.pdf", title: "Der Beitrag")],
)"##;

fn letter(sample: &Sample) -> Letter {
    let mut diags = Diagnostics::new();
    let options = Options { pdf_name: "2021-202.mail.pdf".to_owned(), photos: Photos::Originals };
    let letter = Letter::new(sample.source(), b"%PDF-1.7", &options, &mut diags);
    assert!(diags.is_empty(), "{diags:#?}");
    letter.expect("a letter")
}

fn draft(letter: &Letter) -> String {
    let addressing = Addressing { to: To::Nobody, photos: true, draft: true, timestamp: None };
    String::from_utf8(letter.message(&addressing).bytes).expect("ASCII")
}

/// The decoded part of a type.
fn part(message: &str, kind: &str) -> String {
    let at = message.find(&format!("Content-Type: {kind}")).expect("the part");
    let (_, body) = message[at..].split_once("\r\n\r\n").expect("a body");
    let body = body.split("\r\n--=_").next().unwrap_or(body).replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = body.as_bytes();
    while let Some((byte, tail)) = rest.split_first() {
        rest = tail;
        match (byte, tail) {
            (b'\r', _) => {}
            (b'=', [a, b, after @ ..]) => {
                let hex = format!("{}{}", char::from(*a), char::from(*b));
                bytes.push(u8::from_str_radix(&hex, 16).expect("hex"));
                rest = after;
            }
            _ => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_text_part_reads_well() {
    let message = draft(&letter(&sample(RICH)));
    let text = part(&message, "text/plain; charset=utf-8; format=flowed; delsp=no");
    let long = |line: &&str| line.chars().count() > 76;
    assert!(text.lines().filter(long).all(|line| line.starts_with("[1] https:")), "{text}");
    let lines: Vec<String> = unflow(&text)
        .into_iter()
        .map(|(quote, line)| format!("{}{line}", ">".repeat(quote)))
        .collect();
    let expected = "\
Stadt Dortmund
Medieninformation

17.2.2021

202.

Sperrfrist: Freitag, 19.\u{a0}Februar 2021, 10.00\u{a0}Uhr

Städtediplomatie
„Ein Neustart der Beziehungen“

Am Freitag sprechen Entscheidungsträger*innen über die Konferenz (https://example.org/konferenz) und https://example.org.

Oberbürgermeister Thomas Westphal, Dortmund:

„Wenn das Verhältnis auf festen Füßen stehen soll, muss die Außenpolitik ein weiteres Instrument in den Werkzeugkoffer legen.“

Zahlen

Bereich   2026
-------   ----
Schulen   15,2
Summe     35,2

- erstens
  - tiefer
- zweitens

3. drittens

>Ein Zitat, das länger ist.

Zeile eins
Zeile zwei mit Anmeldung [1] und presse@example.org

Hintergrund:

Mehr zur „Urban Diplomacy“.

Anlagen

- Der Beitrag (Beitrag für alle.pdf)

Fotos zur Meldung

[Foto: Die Brücke]
Brücke
Foto: Stadt Dortmund
Rechte: honorarfrei
Datei: brücke.jpg
";
    let found = lines.join("\n");
    assert!(found.starts_with(expected), "{found}");
    let end =
        "Adressen:\n[1] https://example.org/eine/sehr/lange/adresse/die/nicht/in/den/text/gehoert";
    assert!(found.ends_with(end), "{found}");
}

#[test]
fn the_html_part_marks_what_a_german_house_wrote() {
    let english =
        "Release(language: \"en\", date: \"2021-02-17\", headline: \"Bridges\", lead: \"Short.\")";
    let mut sample = sample(english);
    sample.layout.letterhead.boilerplate = Some(Text::synthetic("Die Stadt am Fluss."));
    let html = part(&draft(&letter(&sample)), "text/html; charset=utf-8");
    let contact = sample.layout.letterhead.contact[0].as_str();
    for text in ["Die Stadt am Fluss.", contact] {
        assert!(html.contains(&format!("<span lang=\"de\">{text}</span>")), "{text}\n{html}");
    }
    assert!(!html.contains("<span lang=\"en\">"), "{html}");
}

#[test]
fn the_html_part_has_structure_and_nothing_from_outside() {
    let message = draft(&letter(&sample(RICH)));
    let html = part(&message, "text/html; charset=utf-8");
    for wanted in [
        "<html lang=\"de\">",
        "<title>Medieninformation 202 – Sperrfrist: Freitag, 19. Februar 2021, 10.00 Uhr: „Ein Neustart der Beziehungen“</title>",
        "<strong>Oberbürgermeister Thomas Westphal, Dortmund:</strong>",
        "<th scope=\"col\" style=\"padding:5px 14px 5px 0;text-align:right",
        "<ol start=\"3\"",
        "<blockquote",
        "<span lang=\"en\">Urban Diplomacy</span>",
        "<a href=\"https://example.org/konferenz\">die Konferenz</a>",
        "Zeile eins<br>",
        "<a href=\"mailto:presse@example.org\">presse@example.org</a>",
    ] {
        assert!(html.contains(wanted), "{wanted}\n{html}");
    }
    assert_eq!(html.matches("<h1").count(), 1);
    for foreign in ["<script", "<link", "<style", "url(", "src=\"http", "@import", "\u{ad}"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_message_is_the_same_every_time_and_another_for_everybody() {
    let sample = sample(RICH);
    let (one, two) = (letter(&sample), letter(&sample));
    assert_eq!(draft(&one), draft(&two));
    let boxes = ["a@example.org", "b@example.org"].map(|a| Mailbox::new(a, "").expect("good"));
    let to = |mailbox| {
        let to = To::One(mailbox);
        one.message(&Addressing { to, photos: true, draft: false, timestamp: None })
    };
    assert_ne!(to(&boxes[0]).id, to(&boxes[1]).id);
    assert_eq!(to(&boxes[0]), to(&boxes[0]));
    let all: Vec<&Mailbox> = boxes.iter().collect();
    let addressing =
        Addressing { to: To::Hidden(&all), photos: false, draft: false, timestamp: None };
    let hidden = String::from_utf8(one.message(&addressing).bytes).expect("ASCII");
    assert!(
        hidden.contains("\r\nTo: undisclosed-recipients:;\r\n") && !hidden.contains("a@example")
    );
    assert!(!hidden.contains("image/jpeg") && hidden.contains("application/pdf"));
}

#[test]
fn the_head_of_a_draft() {
    let message = draft(&letter(&sample(RICH)));
    let (head, _) = message.split_once("\r\n\r\n").expect("a head");
    for wanted in [
        "Date: Wed, 17 Feb 2021 12:00:00 +0000\r\n",
        "From: Stadt Dortmund <pressestelle@stadtdo.de>\r\n",
        "X-Unsent: 1\r\n",
        "MIME-Version: 1.0\r\n",
        "@stadtdo.de>\r\n",
    ] {
        assert!(head.contains(wanted), "{wanted}\n{head}");
    }
    assert!(message.contains("name=\"Beitrag fuer alle.pdf\"\r\n"));
    assert!(message.contains(
        "Content-Disposition: attachment;\r\n filename*=UTF-8''Beitrag%20f%C3%BCr%20alle.pdf"
    ));
    assert!(message.split("\r\n").all(|line| line.len() <= 78 && !line.contains(['\r', '\n'])));
}

#[test]
fn corrections_say_so_first() {
    let sample = sample(
        "Release(layout: \"a\", number: \"46.\", date: \"2026-04-15\", kind: \"Korrektur\",
          corrects: (number: \"45.\", date: \"2026-04-14\"), headline: \"Bis 22. Mai\", body: \"B\")",
    );
    assert_eq!(
        letter(&sample).subject(),
        "Korrektur zu: Medieninformation 45 vom 14.4.2026 – Korrektur 46: Bis 22. Mai"
    );
}

#[test]
fn photos_without_rights_stay_in_the_house() {
    let mut sample = sample(
        "Release(layout: \"a\", date: \"2026-04-15\", headline: \"H\", body: \"B\",
          photos: [(file: \"a.jpg\", alt: \"A\")])",
    );
    let mut diags = Diagnostics::new();
    let mut options = Options::default();
    assert!(Letter::new(sample.source(), b"", &options, &mut diags).is_none());
    assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["photo-without-rights"]);
    options.photos = Photos::None;
    assert!(Letter::new(sample.source(), b"", &options, &mut Diagnostics::new()).is_some());
    options.photos = Photos::Originals;
    sample.layout.mail.photos_without_rights = true;
    assert!(Letter::new(sample.source(), b"", &options, &mut Diagnostics::new()).is_some());
}

#[test]
fn a_message_beyond_the_limit_is_warned_about() {
    let sample = sample(RICH);
    let mut diags = Diagnostics::new();
    let pdf = vec![b'x'; 1_500_000];
    assert!(Letter::new(sample.source(), &pdf, &Options::default(), &mut diags).is_some());
    let warning = diags.iter().next().expect("a warning");
    assert_eq!(warning.code, "message-too-large");
    assert!(warning.message.ends_with("more than 1.5 MB"), "{}", warning.message);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_field_starts_a_header(
        field in "[a-zA-Zäß „“–<>&\"';:,@=?\\r\\n\\t\\u{0}\\u{85}\\u{2028}\\u{202e}]{1,60}",
        file in "[a-zA-Zäß \"';:=%\\r\\n.]{1,40}",
    ) {
        let mut sample = sample(RICH);
        let text = crate::model::Text::synthetic(field.as_str());
        sample.release.headline = text.clone();
        sample.release.subhead = Some(text.clone());
        sample.document.info.organisation = field.clone();
        sample.document.info.kind = field.clone();
        sample.document.info.title = field;
        for attachment in &mut sample.document.attachments {
            attachment.name = file.clone();
            attachment.mime = file.clone();
        }
        let message = draft(&letter(&sample));
        prop_assert!(message.is_ascii());
        prop_assert!(message.split("\r\n").all(|line| !line.contains(['\r', '\n', '\0'])));
        let (head, _) = message.split_once("\r\n\r\n").expect("a head");
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(':').next().unwrap_or_default())
            .collect();
        prop_assert_eq!(names, [
            "Date", "From", "Subject", "Message-ID", "Content-Language", "X-Unsent",
            "MIME-Version", "Content-Type",
        ]);
        let html = part(&message, "text/html; charset=utf-8");
        prop_assert_eq!(html.matches("<h1").count(), 1);
    }
}

/// A server that does what it is told, address by address.
#[derive(Default)]
struct Fake {
    says: BTreeMap<String, Verdict>,
    /// Ends everything before this message.
    dies_before: Option<usize>,
    got: Vec<Vec<String>>,
}

impl Transport for Fake {
    fn send(
        &mut self,
        _: &Mailbox,
        to: &[&Mailbox],
        message: &[u8],
    ) -> Result<Vec<Verdict>, Diagnostic> {
        if self.dies_before == Some(self.got.len()) {
            return Err(Diagnostic::error("server-unusable", "gone"));
        }
        assert!(message.ends_with(b"--\r\n"));
        self.got.push(to.iter().map(|m| m.address().to_owned()).collect());
        Ok(to
            .iter()
            .map(|m| self.says.get(m.address()).cloned().unwrap_or(Verdict::Sent))
            .collect())
    }
}

struct Office {
    folder: tempfile::TempDir,
    letter: Letter,
    recipients: Vec<Recipient>,
    release: Hash,
    batch: usize,
    doubt: Doubt,
}

impl Office {
    fn new(list: &str) -> Self {
        let source = diag::Source { name: "list.csv".to_owned(), text: list.to_owned() };
        let mut diags = Diagnostics::new();
        let recipients = read_recipients(&Arc::new(source), &mut diags);
        assert!(diags.is_empty(), "{diags:#?}");
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            letter: letter(&sample(RICH)),
            recipients,
            release: Hash::of(b"release"),
            batch: 1,
            doubt: Doubt::Leave,
        }
    }

    fn journal(&self) -> Journal {
        Journal::read(&self.folder.path().join("journal.jsonl")).expect("readable")
    }

    fn plan(&self) -> Plan<'_> {
        let lang = crate::model::Lang::german();
        Plan::new(&self.recipients, &self.journal(), self.release, &lang, self.batch, self.doubt)
    }

    fn send(&self, fake: &mut Fake) -> Report {
        let outbox = Outbox {
            letter: &self.letter,
            release: self.release,
            journal: &mut self.journal(),
            transport: fake,
            clock: &|| Timestamp::UNIX_EPOCH,
            pause: &mut || true,
            hidden: self.batch > 1,
        };
        outbox.send(&self.plan())
    }
}

#[test]
fn a_second_run_sends_only_what_is_missing() {
    let office = Office::new("a@x.org\nb@x.org\nc@x.org\nd@x.org,,en\n");
    let mut fake = Fake { dies_before: Some(1), ..Fake::default() };
    let report = office.send(&mut fake);
    assert_eq!((report.sent, report.untried), (1, 2));
    assert_eq!(report.stopped.map(|d| d.code), Some("server-unusable"));
    let plan = office.plan();
    assert_eq!((plan.already.len(), plan.count(), plan.other_language.len()), (1, 2, 1));
    let mut fake = Fake::default();
    let report = office.send(&mut fake);
    assert_eq!((report.sent, report.stopped), (2, None));
    assert_eq!(fake.got, [["b@x.org"], ["c@x.org"]]);
    let mut fake = Fake::default();
    assert_eq!(office.send(&mut fake).sent, 0);
    assert!(fake.got.is_empty());
}

#[test]
fn refused_and_doubtful_ones_are_told_apart() {
    let mut office = Office::new("a@x.org\nb@x.org\nc@x.org\nd@x.org\n");
    let mut fake = Fake::default();
    fake.says.insert("a@x.org".to_owned(), Verdict::Refused("550 unknown".to_owned()));
    fake.says.insert("b@x.org".to_owned(), Verdict::Doubt("closed".to_owned()));
    fake.says.insert("c@x.org".to_owned(), Verdict::Deferred("451 later".to_owned()));
    let report = office.send(&mut fake);
    assert_eq!(report.sent, 1);
    assert_eq!(report.refused[0].1, "550 unknown");
    assert_eq!(report.doubtful[0].0.address(), "b@x.org");
    assert_eq!(report.deferred[0].1, "451 later");
    let again = |office: &Office| -> Vec<String> {
        let plan = office.plan();
        plan.batches.iter().flatten().map(|r| r.mailbox.address().to_owned()).collect()
    };
    assert_eq!(again(&office), ["a@x.org", "c@x.org"]);
    office.doubt = Doubt::Send;
    assert_eq!(again(&office), ["a@x.org", "b@x.org", "c@x.org"]);
}

#[test]
fn a_changed_release_is_noticed() {
    let mut office = Office::new("a@x.org\nb@x.org\n");
    office.recipients.truncate(1);
    assert_eq!(office.send(&mut Fake::default()).sent, 1);
    office.release = Hash::of(b"changed");
    let plan = office.plan();
    assert_eq!((plan.other_version.len(), plan.already.len()), (1, 0));
}

#[test]
fn batches_keep_those_with_photos_apart() {
    let mut office = Office::new("a@x.org\nb@x.org,,,no\nc@x.org\nd@x.org\ne@x.org,,,no\n");
    office.batch = 2;
    let mut fake = Fake::default();
    assert_eq!(office.send(&mut fake).sent, 5);
    let expected: [&[&str]; 3] = [&["a@x.org", "c@x.org"], &["b@x.org", "e@x.org"], &["d@x.org"]];
    assert_eq!(fake.got, expected);
}
