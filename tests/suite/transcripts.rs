//! What a person sees: command, exit code, messages, files.

use crate::harness::{Run, Workshop, golden, root};

/// A release with nothing but what every release needs.
pub const SMALL: &str = r#"Release(
    layout: "stadt-dortmund",
    number: "7.",
    date: "2024-05-02",
    headline: "Stadtbad öffnet am Samstag",
    body: "Das Stadtbad öffnet am Samstag um 9 Uhr.",
)
"#;

fn pdfs(workshop: &Workshop) -> Vec<String> {
    workshop.files("out").into_iter().filter(|name| name.ends_with(".pdf")).collect()
}

pub fn transcript(name: &str, args: &[&str], workshop: &Workshop, run: &Run) {
    let mut text = format!("$ pressblatt {}\n", args.join(" "));
    text.push_str(&format!("exit {}\n", run.code));
    for (title, stream) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if !stream.is_empty() {
            text.push_str(&format!("--- {title}\n{}", timeless(stream)));
        }
    }
    let files: Vec<String> =
        workshop.files("").into_iter().filter(|name| name.ends_with(".pdf")).collect();
    if !files.is_empty() {
        text.push_str(&format!("--- files\n{}\n", files.join("\n")));
    }
    golden(&format!("transcripts/{name}.txt"), &text);
}

/// The time a run took is not part of what it says.
pub fn timeless(text: &str) -> String {
    let mut words = Vec::new();
    for line in text.split('\n') {
        match line.split_once(" s (").filter(|_| line.contains("files/s)")) {
            Some((before, after)) => {
                let before = before.rsplit_once(' ').map_or(before, |(start, _)| start);
                let after = after.split_once(')').map_or(after, |(_, end)| end);
                words.push(format!("{before} <time>{after}"));
            }
            None => words.push(line.to_owned()),
        }
    }
    words.join("\n")
}

fn check(name: &str, release: &str, args: &[&str]) {
    let workshop = Workshop::new();
    workshop.write("a.ron", release);
    let run = workshop.run(args);
    transcript(name, args, &workshop, &run);
}

#[test]
fn render_small() {
    check("render_small", SMALL, &["render", "a.ron"]);
}

/// The debug edition has a name of its own and is in no manifest.
#[test]
fn trace_lines() {
    let workshop = Workshop::new();
    workshop.write("a.ron", SMALL);
    let args = ["render", "a.ron", "--trace-lines"];
    let run = workshop.run(&args);
    transcript("trace_lines", &args, &workshop, &run);
    let files = workshop.files("out");
    assert!(files.len() == 1 && files[0].ends_with("a.trace.pdf"), "{files:?}");
    assert_eq!(workshop.run(&["render", "a.ron", "--trace-lines", "--edition", "mail"]).code, 2);
}

#[test]
fn unknown_field() {
    let release = SMALL.replace("headline:", "haedline:");
    check("unknown_field", &release, &["render", "a.ron"]);
}

/// The quote that was typed for “ is shown, not a bracket further down.
#[test]
fn a_quotation_closed_by_a_straight_quote() {
    let release = SMALL.replace("Stadtbad öffnet am Samstag\"", "Rat sagt „Ja\" (zum Bad)\"");
    check("a_quotation_closed_by_a_straight_quote", &release, &["check", "a.ron"]);
}

#[test]
fn several_mistakes_at_once() {
    let release =
        SMALL.replace("2024-05-02", "2024-02-30").replace("stadt-dortmund", "stadt-dortmnd");
    check("several_mistakes_at_once", &release, &["check", "a.ron"]);
}

/// The renderer is not given a line that it would measure for each finding.
#[test]
fn of_a_very_long_line_only_the_place_is_shown() {
    let start = SMALL[..SMALL.find("Das Stadtbad").expect("a body")].lines().last();
    let before = start.expect("a line").chars().count();
    for (words, drawn) in [(10, true), (1_000, false)] {
        let line = format!("{}zwei  Leerzeichen", "Fünf Wörter sind hier ".repeat(words));
        let body = SMALL.replace("Das Stadtbad öffnet am Samstag um 9 Uhr.", &line);
        let workshop = Workshop::new();
        workshop.write("a.ron", body);
        let run = workshop.run(&["check", "a.ron"]);
        // Columns count characters, from 1; the place is that of the spaces.
        let column = before + 22 * words + 4 + 1;
        assert!(run.stderr.contains("warning[double-spaces]: two spaces\n"), "{words}");
        assert!(run.stderr.contains(&format!("--> a.ron:6:{column}\n")), "{column}: {words}");
        assert_eq!(run.stderr.contains("Leerzeichen"), drawn, "{words}");
        assert!(run.stderr.contains("= help: delete one"));
        assert!(drawn || run.stderr.len() < 1_000, "{}", run.stderr.len());
    }
}

/// A release with a fault of each stage: reading, markup, files, pictures,
/// setting.
const FAULTY: &str = r#"Release(
    layout: "stadt-dortmund",
    number: "7.",
    date: "2024-02-30",
    headline: "Stadtbad öffnet am Samstag",
    vorspann: "Das Stadtbad öffnet am Samstag um 9 Uhr.",
    body: "Karten gibt es [an der Kasse](www.example.org/kasse). Das Zeichen 漢 fehlt.",
    photos: [
        (file: "fehlt.jpg", alt: "Ein Bad", credit: "Amt", rights: "frei", place: Lead),
        (file: "halb.jpg", place: Row),
    ],
)
"#;

/// That release and a photo that was cut off.
fn faulty(release: &str) -> Workshop {
    let workshop = Workshop::new();
    workshop.write("a.ron", release);
    let jpeg = std::fs::read(root().join("releases/kreisarchiv.jpg")).expect("a photo");
    let half = jpeg.get(..jpeg.len() / 2).expect("half of it");
    workshop.write("halb.jpg", half);
    workshop
}

#[test]
fn faults_of_all_stages_at_once() {
    let workshop = faulty(FAULTY);
    let args = ["check", "a.ron"];
    let run = workshop.run(&args);
    transcript("faults_of_all_stages", &args, &workshop, &run);
    let args = ["render", "a.ron", "--edition", "all", "--message-format", "json"];
    let run = workshop.run(&args);
    for code in [
        "bad-date",
        "unknown-field",
        "link-target",
        "image-unreadable",
        "image-broken",
        "missing-glyph",
    ] {
        assert!(run.stderr.contains(&format!("{{\"code\":\"{code}\"")), "{code}: {}", run.stderr);
    }
}

/// What depends on the layout is not told: fonts, widths, lints.
#[test]
fn faults_without_a_layout() {
    let workshop = faulty(&FAULTY.replace("stadt-dortmund", "stadt-dortmnd"));
    let args = ["check", "a.ron", "--message-format", "json"];
    let run = workshop.run(&args);
    transcript("faults_without_a_layout", &args, &workshop, &run);
}

#[test]
fn a_layout_is_no_release() {
    let workshop = Workshop::new();
    workshop.write("a.ron", SMALL);
    assert_eq!(workshop.run(&["new", "layout", "haus"]).code, 0);
    // A folder tells them apart.
    let run = workshop.run(&["check", "."]);
    assert!(run.code == 0 && run.stderr.contains("checked 1 release:"), "{}", run.stderr);
    assert_eq!(workshop.run(&["render", "."]).code, 0);
    assert_eq!(pdfs(&workshop), ["out/a.mail.pdf"]);
    std::fs::remove_dir_all(workshop.path().join("out")).expect("removed");
    let args = ["render", "layouts/haus.ron"];
    let run = workshop.run(&args);
    transcript("a_layout_is_no_release", &args, &workshop, &run);
}

#[test]
fn json_messages() {
    let release = SMALL.replace("2024-05-02", "2024-02-30");
    check("json_messages", &release, &["check", "a.ron", "--message-format", "json"]);
}

#[test]
fn missing_release() {
    check("missing_release", SMALL, &["render", "b.ron"]);
}

#[test]
fn wrong_usage() {
    check("wrong_usage", SMALL, &["render"]);
}

#[test]
fn new_files_render_as_they_are() {
    let workshop = Workshop::new();
    for args in [
        &["new", "layout", "haus"][..],
        &["new", "release", "erste"],
        &["render", "erste.ron", "--edition", "all"],
        &["render", "erste.ron", "--edition", "all", "--layout", "layouts/haus.ron"],
    ] {
        let run = workshop.run(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.stderr);
        assert!(!run.stderr.contains("warning"), "{args:?}: {}", run.stderr);
    }
    assert_eq!(pdfs(&workshop).len(), 3);
}

#[test]
fn a_failed_run_keeps_the_good_file() {
    let workshop = Workshop::new();
    workshop.write("a.ron", SMALL);
    assert_eq!(workshop.run(&["render", "a.ron"]).code, 0);
    let before = std::fs::read(workshop.path().join("out/a.mail.pdf")).expect("a sheet");
    workshop.write("a.ron", SMALL.replace("headline:", "haedline:"));
    assert_eq!(workshop.run(&["render", "a.ron"]).code, 1);
    let after = std::fs::read(workshop.path().join("out/a.mail.pdf")).expect("a sheet");
    assert!(before == after);
}

#[test]
fn the_other_releases_are_still_rendered() {
    let workshop = Workshop::new();
    workshop.write("in/good.ron", SMALL);
    workshop.write("in/bad.ron", "Release(");
    let run = workshop.run(&["render", "in"]);
    assert_eq!(run.code, 1);
    assert_eq!(pdfs(&workshop), ["out/good.mail.pdf"]);
}
