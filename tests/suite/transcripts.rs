//! What a person sees: command, exit code, messages, files.

use crate::harness::{Run, Workshop, golden};

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
