//! A run that is killed at any moment leaves whole files or none and a manifest
//! that claims only what is there; the last run ends as if nothing had happened.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use pressblatt::delivery::hash::Hash;
use pressblatt::delivery::manifest::Manifest;

use crate::harness::Workshop;
use crate::transcripts::SMALL;

const RELEASES: usize = 40;
const KILLS: u64 = 16;
const RENDER: [&str; 5] = ["render", "in", "--jobs", "2", "--report"];

/// Release `number` as it reads at a point in time.
fn release(number: usize, version: usize) -> String {
    let body = format!("Fassung {version}. {}", "Das Bad öffnet. ".repeat(1 + number % 40));
    SMALL
        .replace("\"7.\"", &format!("\"{number}.\""))
        .replace("Das Stadtbad öffnet am Samstag um 9 Uhr.", body.trim_end())
}

fn fill(workshop: &Workshop, version: usize) {
    for number in 0..RELEASES {
        workshop.write(&format!("in/{:02}/{number:03}.ron", number % 5), release(number, version));
    }
}

/// The finished files below a folder; unfinished ones begin with a dot.
fn finished(workshop: &Workshop, below: &str) -> BTreeMap<String, Vec<u8>> {
    let names = workshop.files(below).into_iter().filter(|name| !name.contains("/."));
    names
        .map(|name| {
            let bytes = fs::read(workshop.path().join(&name)).expect("a file");
            (name.replacen(below, "", 1), bytes)
        })
        .collect()
}

/// Starts a run and kills it (SIGKILL) after a while; returns whether it had ended.
fn killed(workshop: &Workshop, args: &[&str], after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_pressblatt"))
        .args(args)
        .current_dir(workshop.path())
        .env_remove("SOURCE_DATE_EPOCH")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(after);
    child.kill().expect("killed or ended");
    child.wait().expect("waited for").success()
}

/// What must hold whenever a run was cut off.
fn judge(out: &Path, files: &BTreeMap<String, Vec<u8>>, moment: &str) -> usize {
    for (name, bytes) in files {
        let end: &[u8] = match name.rsplit('.').next() {
            Some("pdf") => b"%%EOF",
            Some("html") => b"</html>",
            _ => b"}",
        };
        assert!(bytes.trim_ascii_end().ends_with(end), "{moment}: {name} is not whole");
    }
    let manifest = Manifest::load(out);
    for (stem, entry) in manifest.iter() {
        for output in &entry.outputs {
            let bytes = files.get(&format!("/{}", output.file));
            let same = bytes.is_some_and(|bytes| Hash::of(bytes) == output.hash);
            assert!(same, "{moment}: the manifest claims {} of {stem}", output.file);
        }
    }
    manifest.len()
}

/// Moments that are the same in every run of the test (Knuth's MMIX generator).
fn moments(longest: u64) -> impl Iterator<Item = Duration> {
    let mut state = 42_u64;
    std::iter::repeat_with(move || {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Duration::from_micros((state >> 33) % longest)
    })
}

#[test]
fn a_run_killed_at_any_moment_leaves_only_whole_files_and_true_claims() {
    let workshop = Workshop::new();
    fill(&workshop, 0);
    let begin = started();
    let whole = workshop.run(&[&RENDER[..], &["--out", "undisturbed"]].concat());
    assert_eq!(whole.code, 0, "{}", whole.stderr);
    let longest = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX).max(1000);
    let out = workshop.path().join("out");
    let mut claimed = 0;
    for (kill, after) in (0..KILLS).zip(moments(longest)) {
        // Every few kills the releases change, so that files are replaced too.
        if kill % 4 == 0 {
            fill(&workshop, usize::try_from(kill).unwrap_or_default());
        }
        // And some of them fail, which leaves what was claimed of them true.
        if kill % 4 == 2 {
            for number in (0..RELEASES).step_by(3) {
                workshop.write(&format!("in/{:02}/{number:03}.ron", number % 5), "Release(");
            }
        }
        killed(&workshop, &RENDER, after);
        let moment = format!("kill {kill} after {after:?}");
        claimed = judge(&out, &finished(&workshop, "out"), &moment);
    }
    fill(&workshop, 0);
    let last = workshop.run(&RENDER);
    assert_eq!(last.code, 0, "{}", last.stderr);
    assert!(claimed <= RELEASES);
    assert_eq!(judge(&out, &finished(&workshop, "out"), "the end"), RELEASES);
    let (expected, found) = (finished(&workshop, "undisturbed"), finished(&workshop, "out"));
    assert!(expected.keys().eq(found.keys()), "{:?}", found.keys());
    for (name, bytes) in &expected {
        assert!(found.get(name) == Some(bytes), "{name} differs");
    }
    let left = workshop.files("out").into_iter().filter(|f| f.contains("/.pressblatt-")).count();
    assert_eq!(left, 2, "manifest and lock: {:?}", workshop.files("out"));
}

#[test]
fn packing_killed_at_any_moment_leaves_whole_bags_or_none() {
    let workshop = Workshop::new();
    for month in 1..=12 {
        let dated = SMALL.replace("2024-05", &format!("2024-{month:02}"));
        workshop
            .write(&format!("in/{month}.ron"), dated.replace("\"7.\"", &format!("\"{month}.\"")));
    }
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    let pack = ["package", "out", "--to", "bags"];
    let begin = started();
    assert_eq!(workshop.run(&["package", "out", "--to", "undisturbed"]).code, 0);
    let longest = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX).max(1000);
    for after in moments(longest).take(12) {
        killed(&workshop, &pack, after);
        // The first may have been killed before there was anything.
        let is_there = workshop.path().join("bags/2024-01").exists();
        let check = workshop.run(&["package", "bags", "--check"]);
        assert!(!is_there || check.code == 0, "{after:?}: {}", check.stderr);
    }
    assert_eq!(workshop.run(&pack).code, 0);
    let (expected, found) = (finished(&workshop, "undisturbed"), finished(&workshop, "bags"));
    assert!(expected.keys().eq(found.keys()), "{:?}", found.keys());
    let left: Vec<String> =
        workshop.files("bags").into_iter().filter(|f| f.contains("/.pr")).collect();
    assert_eq!(left, ["bags/.pressblatt-lock"]);
}

/// Ctrl-C in the middle: what is in hand is finished, the rest is left for the
/// next run. Should the run end before it is hit, that is no fault.
#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_in_order_and_goes_on_later() {
    use rustix::process::Signal;
    // No release fails.
    let fail_fast = [&RENDER[..], &["--fail-fast"]].concat();
    for (signal, args) in
        [(Signal::INT, &RENDER[..]), (Signal::TERM, &RENDER), (Signal::INT, &fail_fast)]
    {
        interrupted(signal, args);
    }
}

#[cfg(unix)]
fn interrupted(signal: rustix::process::Signal, args: &[&str]) {
    let workshop = Workshop::new();
    fill(&workshop, 0);
    let mut child = Command::new(env!("CARGO_BIN_EXE_pressblatt"))
        .args(args)
        .current_dir(workshop.path())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let journal = workshop.path().join("out/.pressblatt-journal.jsonl");
    while !journal.exists() && child.try_wait().expect("asked").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    if let Some(id) = rustix::process::Pid::from_raw(child.id().cast_signed()) {
        // The child was not waited for, so its id is still its own.
        let _ = rustix::process::kill_process(id, signal);
    }
    let output = child.wait_with_output().expect("ended");
    let said = String::from_utf8_lossy(&output.stderr);
    let out = workshop.path().join("out");
    let held = judge(&out, &finished(&workshop, "out"), "interrupted");
    assert!(!journal.exists(), "the run ended in order: {said}");
    if output.status.success() {
        assert_eq!(held, RELEASES, "{said}");
    } else {
        let status = std::os::unix::process::ExitStatusExt::signal(&output.status);
        assert_eq!(status, Some(signal.as_raw()), "{said}");
        assert!(said.contains("stopped, the same command goes on from here"), "{said}");
    }
    let last = workshop.run(&RENDER);
    assert_eq!(last.code, 0, "{}", last.stderr);
    assert_eq!(judge(&out, &finished(&workshop, "out"), "the end"), RELEASES);
}

#[expect(clippy::disallowed_methods, reason = "how long a run takes decides when to kill one")]
fn started() -> std::time::Instant {
    std::time::Instant::now()
}
