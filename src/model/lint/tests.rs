//! Every lint has examples that trip it and examples that do not.

use std::sync::Arc;

use super::*;
use crate::diag::Source;
use crate::model::{read_layout, read_release};
use proptest::prelude::*;

const LAYOUT: &str = include_str!("../read/tests/small_layout.ron");

fn source(name: &str, text: String) -> Arc<Source> {
    Arc::new(Source { name: name.into(), text })
}

/// A release and a layout that no lint objects to, with fields added.
fn findings(release: &str, layout: &str) -> Vec<Diagnostic> {
    let headline =
        if release.contains("headline:") { "" } else { "headline: \"Rathaus saniert\"," };
    let prose = if release.contains("body:") { "" } else { "body: \"Heute.\"," };
    let responsible = if release.contains("contact:") { "" } else { "responsible: \"Leitung\"," };
    let text = format!("Release(date: \"2021-02-17\", {headline} {prose} {responsible} {release})");
    let end = LAYOUT.rfind(')').unwrap();
    let layout = format!("{}    {layout}\n)", &LAYOUT[..end]);
    let mut diags = Diagnostics::new();
    let release = read_release(&source("release.ron", text), &mut diags);
    let layout = read_layout(&source("layout.ron", layout), &mut diags);
    let (Some(release), Some(layout)) = (release, layout) else { panic!("{diags:#?}") };
    check(&release, &layout, &mut diags);
    diags.into_iter().collect()
}

/// One example: fields of the release, fields of the layout, and the text
/// that is underlined, or `""` when the lint must keep still.
type Example = (&'static str, &'static str, &'static str, &'static str);

const EXAMPLES: &[Example] = &[
    ("missing-responsible-person", "contact: [\"Pressestelle\"]", "", "\"Rathaus saniert\""),
    ("missing-responsible-person", "contact: [\"Amtsleitung (V. i. S. d. P.)\"]", "", ""),
    ("missing-responsible-person", "contact: [\"Leitung (verantwortlich)\"]", "", ""),
    ("field-not-shown", "background: \"Mehr.\"", "flow: [Title, Body]", "\"Mehr.\""),
    ("field-not-shown", "number: \"7\"", "", "\"7\""),
    ("field-not-shown", "number: \"7\"", "flow: [Line(text: \"{number}\"), Title, Body]", ""),
    ("field-not-shown", "background: \"Mehr.\"", "", ""),
    ("no-text", "kicker: \"K\", body: None", "", "\"Rathaus saniert\""),
    ("no-text", "event: [(\"Ort\", \"Rathaus\")], body: None", "", ""),
    ("embargo-without-zone", "embargo: Until(\"2021-02-19T10:00\")", "", "\"2021-02-19T10:00\""),
    (
        "embargo-without-zone",
        "embargo: Until(\"2021-02-19T10:00\")",
        "time_zone: \"Europe/Berlin\"",
        "",
    ),
    ("embargo-without-zone", "embargo: Until(\"2021-02-19T10:00Z\")", "", ""),
    (
        "embargo-time-twice",
        "embargo: Until(\"2026-10-25T02:30\")",
        "time_zone: \"Europe/Berlin\"",
        "\"2026-10-25T02:30\"",
    ),
    (
        "embargo-time-twice",
        "embargo: Until(\"2026-10-25T02:30+01:00\")",
        "time_zone: \"Europe/Berlin\"",
        "",
    ),
    ("embargo-before-date", "embargo: Until(\"2021-02-16T10:00Z\")", "", "\"2021-02-16T10:00Z\""),
    ("embargo-before-date", "embargo: Event(\"Redebeginn\")", "", ""),
    (
        "embargo-before-date",
        "embargo: Until(\"2021-02-16T23:30Z\")",
        "time_zone: \"Europe/Berlin\"",
        "",
    ),
    (
        "embargo-offset",
        "embargo: Until(\"2026-09-17T16:00Z\")",
        "time_zone: \"Europe/Berlin\"",
        "\"2026-09-17T16:00Z\"",
    ),
    (
        "embargo-offset",
        "embargo: Until(\"2026-01-17T16:00+02:00\")",
        "time_zone: \"Europe/Berlin\"",
        "\"2026-01-17T16:00+02:00\"",
    ),
    (
        "embargo-offset",
        "embargo: Until(\"2026-01-17T16:00+01:00\")",
        "time_zone: \"Europe/Berlin\"",
        "",
    ),
    ("embargo-offset", "embargo: Until(\"2026-01-17T16:00+02:00\")", "", ""),
    ("number-year-differs", "number: \"7/2020\"", "", "\"7/2020\""),
    ("number-year-differs", "number: \"7/2021\"", "", ""),
    ("corrects-itself", "number: \"7.\", corrects: (number: \"7\")", "", "\"7\""),
    ("corrects-itself", "number: \"7\", corrects: (number: \"6\")", "", ""),
    ("corrects-itself", "number: \"1\", corrects: (number: \"1\", date: \"2020-12-01\")", "", ""),
    ("headline-over-three-lines", "headline: \"a\\nb\\nc\\nd\"", "", "\"a\\nb\\nc\\nd\""),
    ("headline-over-three-lines", "headline: \"a\\nb\\nc\"", "", ""),
    ("headline-in-capitals", "headline: \"RATHAUS WIRD SANIERT\"", "", "\"RATHAUS WIRD SANIERT\""),
    ("headline-in-capitals", "headline: \"UNESCO EHRT STADT Dortmund\"", "", ""),
    ("straight-quotes", "body: r#\"Das „alte\" Rathaus\"#", "", "\""),
    ("straight-quotes", "body: \"So geht's.\"", "", "'"),
    ("straight-quotes", "body: \"So geht’s, 5' 10\\\" lang: `\\\"`.\"", "", ""),
    ("english-quotes", "body: \"Er sagte “gut”.\"", "", "“"),
    ("english-quotes", "body: \"Das „gute“ Stück, [“good”]{lang=en}.\"", "", ""),
    ("english-quotes", "language: \"en\", body: \"He said “good”.\"", "", ""),
    ("quote-without-end-mark", "body: \"„Gut, sagte er.\\n\\nDann ging er.\"", "", "„"),
    ("quote-without-end-mark", "body: \"Gut“, sagte er.\"", "", "“"),
    ("quote-without-end-mark", "body: \"„Gut.\\n\\n„Sehr gut“, sagte er.\"", "", ""),
    ("quote-without-end-mark", "language: \"en\", body: \"“Good, he said.\"", "", "“"),
    ("hyphen-as-dash", "body: \"Sie kam - und ging.\"", "", "-"),
    ("hyphen-as-dash", "body: \"Von 10-12 Uhr.\"", "", "-"),
    ("hyphen-as-dash", "body: \"Sie kam -- und ging.\"", "", "--"),
    (
        "hyphen-as-dash",
        "body: \"- eins\\n- zwei – drei\\n\\n---\\n\\nTelefon 345-678, US-Dollar\"",
        "",
        "",
    ),
    ("dots-not-ellipsis", "body: \"Und so weiter ...\"", "", "..."),
    ("dots-not-ellipsis", "body: \"Und so weiter …\"", "", ""),
    ("double-spaces", "body: \"Das  Rathaus\"", "", "  "),
    ("double-spaces", "body: \"Das Rathaus  \\nsteht.\\n\\n-   Liste\\n\\n    - tiefer\"", "", ""),
    ("space-before-punctuation", "body: \"Ja , gut.\"", "", " ,"),
    ("space-before-punctuation", "body: \"Ja, gut … 3 :1 .NET\"", "", ""),
    ("space-before-punctuation", "language: \"fr\", body: \"Ça va ?\"", "", ""),
    ("space-inside-marks", "body: \"Er sagt: „Ja. “\"", "", " “"),
    ("space-inside-marks", "body: \"Er sagt „Ja “, sie auch.\"", "", " “"),
    ("space-inside-marks", "body: \"Er sagt „ nein“ dazu.\"", "", "„ "),
    ("space-inside-marks", "body: \"*„\u{a0}nein“* steht da.\"", "", "„\u{a0}"),
    ("space-inside-marks", "body: \"Es geht (so ).\"", "", " )"),
    ("space-inside-marks", "body: \"Es geht ( so).\"", "", "( "),
    ("space-inside-marks", "body: \"Er sagt »Ja « dazu.\"", "", " «"),
    ("space-inside-marks", "language: \"de-CH\", body: \"Er sagt « Ja» dazu.\"", "", "« "),
    ("space-inside-marks", "language: \"en\", body: \"He said “ no” to it.\"", "", "“ "),
    ("space-inside-marks", "language: \"en\", body: \"He said “no ” to it.\"", "", " ”"),
    ("space-inside-marks", "language: \"pl\", body: \"Mówi „ nie”.\"", "", "„ "),
    ("space-inside-marks", "language: \"fr\", body: \"Il dit “oui ” ici.\"", "", " ”"),
    ("space-inside-marks", "language: \"fr\", body: \"Il dit « oui » ( voir).\"", "", "( "),
    ("space-inside-marks", "language: \"fr\", body: \"« Oui », dit-il. « Non ».\"", "", ""),
    ("space-inside-marks", "body: \"„Ja“ (so) „‚Nein‘\u{202f}“ – gut“ «gut» so.\"", "", ""),
    ("space-inside-marks", "body: \"( ) ja ( ) nein\\n\\n| ( | „ |\\n|---|---|\"", "", ""),
    ("space-inside-marks", "body: \"[“ no ”]{lang=en} und `( so )`\"", "", ""),
    ("space-inside-marks", "body: \"Er sagt „\u{202f}nein“ dazu.\"", "", "„\u{202f}"),
    ("space-inside-marks", "body: \"Er sagt „Ja\u{2009}“ dazu.\"", "", "\u{2009}“"),
    ("space-inside-marks", "body: \"Er sagt »\u{202f}Ja\u{202f}« (\u{2009}so).\"", "", ""),
    ("space-inside-marks", "language: \"en\", body: \"He said “\u{2009}no” to.\"", "", "“\u{2009}"),
    ("space-inside-marks", "language: \"fr\", body: \"Il dit “\u{202f}oui\u{202f}” ici.\"", "", ""),
    ("space-inside-marks", "language: \"fr\", body: \"Il dit «\u{202f}oui\u{202f}».\"", "", ""),
    ("space-inside-marks", "language: \"sv\", body: \"Han sa ” nej” igen.\"", "", "” "),
    ("space-inside-marks", "language: \"sv\", body: \"Han sa ”nej ” igen.\"", "", " ”"),
    ("space-inside-marks", "language: \"sv\", body: \"Han sa ” nej ” igen.\"", "", "” "),
    ("space-inside-marks", "language: \"fi\", body: \"Hän sanoi »ei\u{a0}» taas.\"", "", "\u{a0}»"),
    (
        "space-inside-marks",
        "language: \"sv\", body: \"Han sa ”nej” och ”ja\u{2009}”.\"",
        "",
        "\u{2009}”",
    ),
    // One is missing, or they are inches, or nobody knows.
    ("space-inside-marks", "language: \"sv\", body: \"Han sa ”nej, och ” ja ”.\"", "", ""),
    ("space-inside-marks", "language: \"sv\", body: \"En skärm på 5 ” eller 7 ” här.\"", "", ""),
    ("space-inside-marks", "language: \"sv\", body: \"Han sa ”nej” och ”ja”, ”så”.\"", "", ""),
    ("repeated-punctuation", "body: \"Endlich!!\"", "", "!!"),
    ("repeated-punctuation", "body: \"Endlich! Wirklich?\"", "", ""),
    ("repeated-word", "body: \"Das Rathaus Rathaus steht.\"", "", "Rathaus Rathaus"),
    ("repeated-word", "body: \"Alle, die die Stadt kennen. Nein, nein.\"", "", ""),
    ("decomposed-letters", "body: \"Gru\\u{308}n\"", "", "u\\u{308}"),
    ("decomposed-letters", "body: \"Grün\"", "", ""),
    ("direction-control", "body: \"Ein \\u{202e}Satz\"", "", "\\u{202e}"),
    ("direction-control", "body: \"Ein – „Satz“\"", "", ""),
    ("language-without-words", "language: \"ga\", body: \"Abairt\"", "", "\"Rathaus saniert\""),
    ("language-without-words", "language: \"cs\", body: \"Věta\"", "", ""),
    ("language-without-words", "language: \"de-AT\", body: \"Satz\"", "", ""),
    ("phone-not-din-5008", "body: \"Telefon: 0231/50-22134\"", "", "0231/50-22134"),
    (
        "phone-not-din-5008",
        "contact: [\"(verantwortlich)\", \"Tel. +49 (0)231/50-2 21 34\"]",
        "",
        "+49 (0)231/50-2 21 34",
    ),
    (
        "phone-not-din-5008",
        "body: \"Telefon: 0231 50-22134, Telefon 110, Telefonat 1 2 3 4 5\"",
        "",
        "",
    ),
    (
        "weekday-wrong",
        "body: \"Am Montag, dem 19. Februar 2021, tagt sie.\"",
        "",
        "Montag, dem 19. Februar 2021",
    ),
    (
        "weekday-wrong",
        "body: \"Am Donnerstag, 19. Februar, tagt sie.\"",
        "",
        "Donnerstag, 19. Februar",
    ),
    (
        "weekday-wrong",
        "language: \"en\", body: \"On Monday, 19 February 2021.\"",
        "",
        "Monday, 19 February 2021",
    ),
    (
        "weekday-wrong",
        "body: \"Am Freitag, 19. Februar 2021, und ab 20. Februar. Montag: 21. Februar\"",
        "",
        "Montag: 21. Februar",
    ),
    (
        "weekday-wrong",
        "body: \"Am Freitag, 19. Februar 2021, und am Sonnabend, 20. Februar.\"",
        "",
        "",
    ),
    ("no-such-date", "body: \"Bis zum 31. April.\"", "", "31. April"),
    ("no-such-date", "body: \"Bis zum 30. April, auch am 29. Februar.\"", "", ""),
    ("no-such-date", "body: \"Am 29. Februar 2021.\"", "", "29. Februar 2021"),
    ("abbreviation-unexplained", "body: \"Das KGB-Archiv und das XYZ.\"", "", "KGB"),
    (
        "abbreviation-unexplained",
        "body: \"Der OB sprach in den USA über XIV.\", abbreviations: { \"OB\": \"Oberbürgermeister\" }",
        "",
        "",
    ),
    ("abbreviation-unexplained", "body: \"Das Kreisarchiv (KA) zieht um. Das KA wächst.\"", "", ""),
    (
        "language-span-missing",
        "body: \"Das Motto lautet: Save the future of our cities.\"",
        "",
        "Save the future of our cities",
    ),
    (
        "language-span-missing",
        "body: \"Das Motto [Save the future of our cities]{lang=en} und Public Viewing.\"",
        "",
        "",
    ),
    ("link-text-says-nothing", "body: \"Mehr [hier](https://a.example).\"", "", "hier"),
    ("link-text-says-nothing", "body: \"[Zur Anmeldung](https://a.example).\"", "", ""),
    ("table-for-layout", "body: \"| A |\\n|---|\\n| b |\"", "", "| A |"),
    ("table-for-layout", "body: \"| | |\\n|---|---|\\n| Ort | Rathaus |\"", "", "| | |"),
    ("table-for-layout", "body: \"| Ort | Zahl |\\n|---|---|\\n| Rathaus | 3 |\"", "", ""),
    ("missing-alt-text", "photos: [(file: \"a.jpg\")]", "", "\"a.jpg\""),
    (
        "missing-alt-text",
        "photos: [(file: \"a.jpg\", place: Attached), (file: \"b.jpg\", alt: \"Ein Haus\")]",
        "",
        "",
    ),
    (
        "alt-equals-file-name",
        "photos: [(file: \"fotos/alter_hafen.jpg\", alt: \"Alter Hafen\")]",
        "",
        "\"Alter Hafen\"",
    ),
    ("alt-equals-file-name", "photos: [(file: \"hafen.jpg\", alt: \"Kräne am Hafen\")]", "", ""),
    (
        "alt-equals-caption",
        "photos: [(file: \"a.jpg\", alt: \"Der Hafen.\", caption: \"Der Hafen\")]",
        "",
        "\"Der Hafen.\"",
    ),
    (
        "alt-equals-caption",
        "photos: [(file: \"a.jpg\", alt: \"Kräne\", caption: \"Der Hafen\")]",
        "",
        "",
    ),
    ("photo-without-rights", "photos: [(file: \"a.jpg\")]", "", "\"a.jpg\""),
    (
        "photo-without-rights",
        "photos: [(file: \"a.jpg\")]",
        "mail: (photos_without_rights: true)",
        "",
    ),
    ("missing-credit", "photos: [(file: \"a.jpg\")]", "", "\"a.jpg\""),
    ("missing-credit", "photos: [(file: \"a.jpg\", credit: \"Stadt\")]", "", ""),
    ("unknown-lint", "allow: [\"straight-quote\"]", "", "\"straight-quote\""),
    ("unknown-lint", "allow: [\"straight-quotes\", \"overfull-line\"]", "", ""),
];

#[test]
fn a_time_that_clocks_skip_is_an_error_with_its_neighbours() {
    let berlin = "time_zone: \"Europe/Berlin\", allow: [\"no-such-time\", \"unknown-lint\"]";
    let found = findings("embargo: Until(\"2026-03-29T02:30\")", berlin);
    let [error] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((error.severity, error.code), (Severity::Error, "no-such-time"));
    let hint = error.hint.as_deref().unwrap();
    assert!(hint.contains("2026-03-29T01:59+01:00") && hint.contains("2026-03-29T03:00+02:00"));
    let place = error.origin.as_ref().unwrap();
    assert_eq!(&place.source.text[place.range.clone()], "\"2026-03-29T02:30\"");
    for written in ["2026-03-29T03:00", "2026-03-29T01:30+01:00"] {
        let found = findings(&format!("embargo: Until(\"{written}\")"), berlin);
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn an_embargo_written_elsewhere_is_told_by_the_clocks_of_the_house() {
    for (written, house, hint) in [
        (
            "2026-01-17T16:00+02:00",
            "2026-01-17T15:00+01:00",
            "write Until(\"2026-01-17T15:00+01:00\"), or Until(\"2026-01-17T16:00+01:00\") if that is meant",
        ),
        ("2026-03-29T02:30Z", "2026-03-29T04:30+02:00", "write Until(\"2026-03-29T04:30+02:00\")"),
    ] {
        let release = format!("embargo: Until(\"{written}\")");
        let found = findings(&release, "time_zone: \"Europe/Berlin\"");
        let [warning] = &found[..] else { panic!("{found:#?}") };
        assert_eq!((warning.severity, warning.code), (Severity::Warning, "embargo-offset"));
        let said = format!("`{written}` is `{house}` in Europe/Berlin; the sheet shows that");
        assert_eq!((&*warning.message, warning.hint.as_deref()), (&*said, Some(hint)));
    }
}

#[test]
fn examples_trip_and_do_not_trip() {
    let mut wrong = Vec::new();
    for (name, release, layout, underlined) in EXAMPLES {
        let found = findings(release, layout);
        let found: Vec<_> = found.iter().filter(|finding| finding.code == *name).collect();
        let texts: Vec<_> = found
            .iter()
            .map(|finding| {
                let origin = finding.origin.as_ref().expect("every lint has a place");
                origin.source.text[origin.range.clone()].to_owned()
            })
            .collect();
        let right = match *underlined {
            "" => texts.is_empty(),
            text => texts.first().is_some_and(|first| first == text),
        };
        if !right {
            wrong.push(format!("{name} on {release}: {texts:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The style `headline` of the small layout is made bold, for which its font
/// has no file.
#[test]
fn faces_are_missed() {
    let bold = LAYOUT.replace("(size: \"16pt\")", "(size: \"16pt\", weight: 700)");
    let mut diags = Diagnostics::new();
    let text = "(date: \"2021-02-17\", headline: \"H\", body: \"B\", responsible: \"L\")";
    let release = read_release(&source("r.ron", text.into()), &mut diags).unwrap();
    for (layout, expected) in [(LAYOUT, 0), (&bold, 1)] {
        let layout = read_layout(&source("l.ron", layout.into()), &mut diags).unwrap();
        let mut found = Diagnostics::new();
        check(&release, &layout, &mut found);
        let count = found.iter().filter(|finding| finding.code == "no-such-face").count();
        assert_eq!(count, expected, "{found:#?}");
    }
}

#[test]
fn every_lint_has_examples_of_both_kinds() {
    // `no-such-face` needs another layout; see `faces_are_missed`.
    for lint in LINTS.iter().filter(|lint| lint.name != "no-such-face") {
        let of = |trips: bool| {
            EXAMPLES.iter().any(|(name, _, _, text)| *name == lint.name && text.is_empty() != trips)
        };
        assert!(of(true), "{} has no example", lint.name);
        assert!(of(false), "{} has no counterexample", lint.name);
    }
}

#[test]
fn the_table_is_well_formed() {
    for (i, lint) in LINTS.iter().enumerate() {
        let kebab =
            lint.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        assert!(kebab && !lint.about.is_empty() && !lint.hint.is_empty(), "{}", lint.name);
        assert!(!lint.about.ends_with('.'), "{}: one sentence without full stop", lint.name);
        let other = LINTS[..i].iter().any(|other| other.name == lint.name);
        assert!(!other && !OF_OTHER_STAGES.contains(&lint.name), "{} stands twice", lint.name);
    }
}

#[test]
fn release_and_layout_silence_lints() {
    let count = |release: &str, layout: &str| findings(release, layout).len();
    let body = "body: \"Das  Rathaus\"";
    assert_eq!(count(body, ""), 1);
    assert_eq!(count(&format!("{body}, allow: [\"double-spaces\"]"), ""), 0);
    assert_eq!(count(body, "allow: [\"double-spaces\"]"), 0);
}

#[test]
fn hints_name_the_nearest_lint() {
    let found = findings("allow: [\"strait-quotes\"]", "");
    assert_eq!(found[0].hint.as_deref(), Some("did you mean `straight-quotes`?"));
}

#[test]
fn findings_have_exact_places() {
    let text = "(\n  date: \"2021-02-17\",\n  headline: \"H\",\n  responsible: \"L\",\n  \
                body: r#\"\nEins\nzwei  drei\n\"#,\n)";
    let mut diags = Diagnostics::new();
    let release = read_release(&source("r.ron", text.into()), &mut diags).unwrap();
    let layout = read_layout(&source("l.ron", LAYOUT.into()), &mut diags).unwrap();
    check(&release, &layout, &mut diags);
    let origin = diags.iter().next().and_then(|finding| finding.origin.clone()).unwrap();
    assert_eq!((origin.line_column(), &*origin.field), ((7, 5), "body"));
}

proptest! {
    #[test]
    fn no_text_panics(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30),
        language in prop::sample::select(&["de", "en", "fr", "de-CH"][..]),
    ) {
        let text = format!("{:?}", pieces.concat());
        let fields = format!(
            "language: \"{language}\", body: {text}, kicker: {text}, photos: [(file: {text}, alt: {text})], \
             event: [({text}, {text})]"
        );
        // Blank texts are errors of their own.
        if !pieces.concat().trim().is_empty() {
            findings(&fields, "");
        }
    }
}

/// Texts on which quadratic work would not end within a test run.
#[test]
fn long_texts_are_looked_through_in_time() {
    let cases = [
        ("„Ja“ sagte er.\n\n".repeat(60_000), 0),
        ("„Ja sagte er.\n\n".repeat(2_000), 1),
        ("<a:".repeat(200_000), 0),
        ("](".repeat(200_000) + "Ende", 0),
        ("]{".repeat(200_000) + "Ende", 0),
        (format!("{}a{}", "[".repeat(50_000), "]{lang=en}".repeat(50_000)), 0),
        ("Ja , nein".repeat(100_000), 100_000),
    ];
    for (text, expected) in cases {
        let codes = ["quote-without-end-mark", "space-before-punctuation"];
        let found = findings(&format!("body: {text:?}"), "");
        let found = found.iter().filter(|diagnostic| codes.contains(&diagnostic.code)).count();
        assert_eq!(found, expected, "{}", &text[..9]);
    }
}

/// Pieces that lints look for.
const PIECES: &[&str] = &[
    "„",
    "“",
    "”",
    "\"",
    "'",
    "-",
    " - ",
    "--",
    "10-12 Uhr",
    "...",
    "  ",
    " ,",
    "!!",
    "ä",
    "u\u{308}",
    "\u{308}",
    "Telefon: ",
    "+49 (0)",
    "231/50-2",
    "Montag, ",
    "31. Februar",
    " 2021",
    "99. Mai",
    "ABC",
    "(ABC)",
    "the of and ",
    "[hier](",
    "]",
    "](",
    "){",
    "]{lang=en}",
    "| ",
    "|---|",
    "\n",
    "\n\n",
    "`",
    "<a@b>",
    "www.",
    "\\",
    "\u{a0}",
    "der ",
    "*",
    "…",
    "[",
];

mod repository {
    use super::*;
    use crate::model::assets::{AssetError, Assets, Root};
    use crate::model::embedded;

    fn read(path: &str) -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(root.join(path)).unwrap()
    }

    /// The folder of the releases.
    struct Releases;

    impl Assets for Releases {
        fn read(&self, _: Root, name: &str) -> Result<Arc<[u8]>, AssetError> {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/releases/").to_owned() + name;
            std::fs::read(path).map(Into::into).map_err(|_| AssetError::Missing { nearest: None })
        }
    }

    /// The releases of the repository with the layouts they name.
    #[test]
    fn releases_are_without_warnings() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<_> = std::fs::read_dir(root.join("releases"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".ron"))
            .collect();
        names.sort();
        for name in names {
            let mut diags = Diagnostics::new();
            let release = source(&name, read(&format!("releases/{name}")));
            let mut release = read_release(&release, &mut diags).unwrap();
            let house = release.layout.as_ref().unwrap().as_str();
            let layout = source(house, read(&format!("layouts/{house}.ron")));
            let layout = read_layout(&layout, &mut diags).unwrap();
            embedded::complete(&mut release, &layout, &Releases, &mut diags);
            check(&release, &layout, &mut diags);
            assert!(diags.is_empty(), "{name}: {diags:#?}");
        }
    }
}
