//! `render --deny-warnings` over a folder: what is up to date is not rendered
//! again, and fails if its last run had warnings.

use std::fs;

use crate::harness::Workshop;
use crate::transcripts::{SMALL, timeless};

/// A release with so many warnings, each on a line of its own.
fn release(number: usize, warnings: usize) -> String {
    let lines = "\n\nDas Stadtbad öffnet um  9 Uhr.".repeat(warnings);
    let body = format!("r#\"Das Stadtbad öffnet am Samstag.{lines}\"#");
    SMALL
        .replace("\"7.\"", &format!("\"{number}.\""))
        .replace("\"Das Stadtbad öffnet am Samstag um 9 Uhr.\"", &body)
}

/// `in/a.ron` is clean, `in/b.ron` has so many warnings; both were rendered.
fn rendered(warnings: usize, args: &[&str]) -> Workshop {
    let workshop = Workshop::new();
    workshop.write("in/a.ron", release(1, 0));
    workshop.write("in/b.ron", release(2, warnings));
    let run = workshop.run(&[&["render", "in"], args].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    workshop
}

/// The findings of a run and what it says at the end.
fn told(workshop: &Workshop, args: &[&str]) -> (i32, String, String) {
    let run = workshop.run(args);
    let (findings, last) = run.stderr.trim_end().rsplit_once("\n\n").unwrap_or(("", &run.stderr));
    (run.code, findings.to_owned(), timeless(last.trim_end()))
}

const DENY: [&str; 3] = ["render", "in", "--deny-warnings"];
const MANIFEST: &str = "out/.pressblatt-manifest.jsonl";

#[test]
fn warnings_of_an_unchanged_release_are_told_again() {
    let workshop = rendered(2, &[]);
    // The first run tells them itself, elsewhere.
    let first = told(&workshop, &[&DENY[..], &["--out", "other"]].concat());
    assert_eq!(first.0, 1, "{}", first.1);
    for _ in 0..2 {
        let (code, findings, last) = told(&workshop, &DENY);
        assert_eq!((code, &findings), (1, &first.1));
        assert!(last.starts_with("rendered nothing in "), "{last}");
        assert!(last.ends_with(" s; 1 unchanged; 1 failed; 2 errors"), "{last}");
    }
    // Not rendered again: what the manifest knows is told.
    let manifest = fs::read_to_string(workshop.path().join(MANIFEST)).expect("a manifest");
    workshop.write(MANIFEST, manifest.replace("\"two spaces\"", "\"known words\""));
    let (_, findings, _) = told(&workshop, &DENY);
    assert_eq!(findings, first.1.replace("two spaces", "known words"));
    // Nor is it without the option, and nothing is told.
    let (code, findings, last) = told(&workshop, &["render", "in"]);
    assert_eq!((code, findings.as_str()), (0, ""));
    assert!(last.ends_with("; 2 unchanged"), "{last}");
    // Mended, it is rendered.
    workshop.write("in/b.ron", release(2, 0));
    let (code, _, last) = told(&workshop, &DENY);
    assert!(code == 0 && last.ends_with("; 1 unchanged"), "{last}");
    assert!(told(&workshop, &DENY).2.ends_with("; 2 unchanged"));
}

#[test]
fn warnings_belong_to_their_edition() {
    let workshop = Workshop::new();
    let mut png = Vec::new();
    let pixels = image::GrayImage::from_pixel(300, 300, image::Luma([100]));
    let mut writer = std::io::Cursor::new(&mut png);
    pixels.write_to(&mut writer, image::ImageFormat::Png).expect("a picture");
    workshop.write("in/bad.png", png);
    let photo = "(file: \"bad.png\", alt: \"Das Bad\", credit: \"Stadt\", rights: \"frei\")";
    workshop.write(
        "in/a.ron",
        SMALL.replace("    body:", &format!("    photos: [{photo}],\n    body:")),
    );
    // In one run or in two, in whatever order.
    for (out, runs) in
        [("both", &["mail,print"][..]), ("last", &["mail", "print"]), ("first", &["print", "mail"])]
    {
        for editions in runs {
            let run = workshop.run(&["render", "in", "--out", out, "--edition", editions]);
            assert_eq!(run.code, 0, "{}", run.stderr);
        }
        for (edition, code) in [("mail", 0), ("print", 1), ("mail,print", 1)] {
            let args = [&DENY[..], &["--out", out, "--edition", edition]].concat();
            let (found, findings, last) = told(&workshop, &args);
            assert_eq!(found, code, "{out} {edition}: {findings}\n{last}");
            assert_eq!(findings.contains("error[image-resolution-low]"), code == 1, "{findings}");
            assert!(last.starts_with("rendered nothing"), "{out} {edition}: {last}");
        }
    }
}

#[test]
fn what_is_not_kept_is_counted() {
    let workshop = rendered(23, &[]);
    let (code, findings, last) = told(&workshop, &DENY);
    assert_eq!((code, findings.matches("error[double-spaces]").count()), (1, 20), "{findings}");
    let more = "error[recorded-warning]: in/b.ron gave 3 more warnings when it was rendered";
    assert!(findings.contains(more), "{findings}");
    assert!(last.contains("1 unchanged; 1 failed"), "{last}");
    // Older manifests have the number only.
    let manifest = fs::read_to_string(workshop.path().join(MANIFEST)).expect("a manifest");
    let lines = manifest.lines().map(|line| match line.find(",\"told\":[") {
        Some(at) => {
            let end = at + line[at..].rfind(']').expect("an end").min(line[at..].len());
            let end = line[..end].rfind(']').filter(|e| *e > at).unwrap_or(end);
            format!("{}{}\n", &line[..at], &line[end + 1..])
        }
        None => format!("{line}\n"),
    });
    workshop.write(MANIFEST, lines.collect::<String>());
    let (code, findings, _) = told(&workshop, &DENY);
    let all = "error[recorded-warning]: in/b.ron gave 23 warnings when it was rendered";
    assert!(code == 1 && findings.contains(all), "{findings}");
    assert_eq!(findings.matches("error[").count(), 1, "{findings}");
}

#[test]
fn a_run_that_is_to_fail_fast_stops_at_what_is_known() {
    let workshop = rendered(1, &[]);
    workshop.write("in/c.ron", release(3, 0));
    let (code, findings, last) = told(&workshop, &[&DENY[..], &["--fail-fast"]].concat());
    assert!(code == 1 && findings.contains("error[double-spaces]"), "{findings}");
    assert!(last.contains("1 failed") && last.contains("stopped"), "{last}");
    assert!(!workshop.path().join("out/c.mail.pdf").exists());
}

#[test]
fn shards_with_denied_warnings_do_not_merge() {
    let shard = ["--shard", "1/1"];
    let workshop = rendered(1, &shard);
    assert_eq!(workshop.run(&["merge", "out"]).code, 0);
    assert_eq!(workshop.run(&[&DENY[..], &shard].concat()).code, 1);
    let run = workshop.run(&["merge", "out"]);
    assert!(run.code == 1 && run.stderr.contains("b is missing in shard 1/1"), "{}", run.stderr);
}

/// Not only those of releases.
#[test]
fn warnings_of_the_run_are_denied_too() {
    let workshop = rendered(0, &[]);
    fs::create_dir(workshop.path().join("empty")).expect("a folder");
    for command in ["render", "check"] {
        let run = workshop.run(&[command, "empty", "--deny-warnings"]);
        assert!(run.code == 1 && run.stderr.contains("error[no-release]"), "{}", run.stderr);
    }
    fs::remove_file(workshop.path().join("in/b.ron")).expect("removed");
    let (code, findings, _) = told(&workshop, &DENY);
    assert!(code == 1 && findings.contains("error[stale-output]"), "{findings}");
}
