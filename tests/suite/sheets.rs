//! Properties of finished sheets: deterministic, equal text in all editions,
//! every release in every layout.

use std::fs;

use pressblatt::delivery::job::Engine;
use pressblatt::diag::{Diagnostics, Severity};
use pressblatt::model::words::Language;
use pressblatt::text::Scratch;

use crate::harness::{Workshop, root};

fn releases() -> String {
    root().join("releases").display().to_string()
}

#[test]
fn bytes_are_equal_over_runs_and_thread_counts() {
    let workshop = Workshop::new();
    let releases = releases();
    for (out, jobs) in [("one", "1"), ("four", "4"), ("again", "4")] {
        let args = ["render", &releases, "--edition", "all", "--out", out, "--jobs", jobs];
        let run = workshop.run(&args);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    let names = workshop.files("one");
    assert!(names.len() >= 18, "{names:?}");
    for name in names.iter().filter(|n| n.ends_with(".pdf")) {
        let rest = name.strip_prefix("one/").expect("a name below the folder");
        let first = fs::read(workshop.path().join(name)).expect("a file");
        for out in ["four", "again"] {
            let other = fs::read(workshop.path().join(out).join(rest)).expect("a file");
            assert!(first == other, "{rest} differs in {out}");
        }
    }
}

#[test]
fn the_triple_edition_passes_preflight() {
    let workshop = Workshop::new();
    let run = workshop.run(&["render", &releases(), "--edition", "triple"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let files = workshop.files("out");
    let sheets = files.iter().filter(|name| name.ends_with(".triple.pdf"));
    let mut args = vec!["preflight", "--no-ink"];
    args.extend(sheets.map(String::as_str));
    assert!(args.len() > 6, "{files:?}");
    let run = workshop.run(&args);
    assert_eq!(run.code, 0, "{}", run.stdout);
    assert!(!run.stdout.contains("warning"), "{}", run.stdout);
}

#[test]
fn every_release_builds_in_every_layout() {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for layout in ["stadt-dortmund", "din5008-b", "museum"] {
        for entry in fs::read_dir(root().join("releases")).expect("releases").flatten() {
            let path = entry.path();
            if path.extension().is_none_or(|e| e != "ron") {
                continue;
            }
            let mut diags = Diagnostics::new();
            let sheet = engine.typeset(&path, Some(layout), &mut scratch, &mut diags);
            let findings: Vec<_> = diags.iter().filter(|d| d.severity > Severity::Note).collect();
            assert!(findings.is_empty(), "{} in {layout}: {findings:#?}", path.display());
            assert!(sheet.is_some(), "{} in {layout}", path.display());
        }
    }
}

/// The tag tree of a table as the goldens show it.
fn table(markdown: &str) -> String {
    let workshop = Workshop::new();
    let body = format!("body: r#\"\nVorher.\n\n{markdown}\n\"#,");
    let release = crate::transcripts::SMALL
        .replace("body: \"Das Stadtbad öffnet am Samstag um 9 Uhr.\",", &body);
    let path = workshop.write("a.ron", release);
    let mut diags = Diagnostics::new();
    let sheet = Engine::default().typeset(&path, None, &mut Scratch::default(), &mut diags);
    let document = sheet.expect("a sheet").document;
    document.tags.dump_yaml(&document)
}

#[test]
fn tables_are_regular() {
    let short = table("| A | B |\n|---|---|\n| 1 |\n| 2 | 3 |");
    assert_eq!(short.matches("- TR:").count(), 3, "{short}");
    assert_eq!(short.matches("- TD").count(), 4, "{short}");
    assert_eq!(short.matches("- TH").count() - short.matches("- THead").count(), 2, "{short}");
    let headed = table("| A | B |\n|---|---|");
    assert!(!headed.contains("THead") || headed.contains("TBody"), "{headed}");
}

/// A release that has the program say all that it can.
fn talkative(tag: &str) -> String {
    format!(
        r#"Release(
    language: "{tag}", number: "7.", date: "2021-02-07", kind: "1", place: "2",
    embargo: Until("2021-02-19T10:00+01:00"),
    corrects: (number: "5.", date: "2021-01-01", kind: "3"),
    withdraws: (number: "6.", date: "2021-01-31", kind: "4"),
    headline: "5", lead: "6", body: "7",
    statements: [(speaker: "8", text: "9")],
    event: [("10", "11")], background: "12", editors_note: "13", boilerplate: "14",
    responsible: "15", contact: ["16"],
    photos: [
        (file: "a.png", alt: "17", caption: "18", credit: "19", rights: "20", place: Sheet),
        (file: "b.png", alt: "21", rights: "22", place: Sheet, kind: Map, generated: true),
    ],
    attachments: [(file: "a.png", title: "23")],
    layout: "museum",
)
"#
    )
}

#[test]
fn sheets_speak_one_language_and_lack_no_character() {
    let workshop = Workshop::new();
    for (name, grey) in [("a.png", 100), ("b.png", 120)] {
        let mut png = std::io::Cursor::new(Vec::new());
        let pixels = image::GrayImage::from_pixel(600, 400, image::Luma([grey]));
        pixels.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
        workshop.write(name, png.into_inner());
    }
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    for language in Language::ALL {
        let path = workshop.write("a.ron", talkative(language.tag()));
        for layout in ["museum", "stadt-dortmund"] {
            let mut diags = Diagnostics::new();
            let sheet = engine.typeset(&path, Some(layout), &mut scratch, &mut diags);
            assert!(sheet.is_some() && !diags.has_errors(), "{language:?}: {diags:#?}");
            for code in ["missing-glyph", "language-without-words", "overfull-line"] {
                assert!(diags.iter().all(|d| d.code != code), "{language:?}: {diags:#?}");
            }
        }
    }
}
