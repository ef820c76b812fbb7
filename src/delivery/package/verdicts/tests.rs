//! Reports as veraPDF writes them, and as they should not be.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::Tally;
use crate::delivery::hash::Hash;
use crate::delivery::manifest::{Manifest, OutputEntry};
use crate::delivery::package::tests::{entry, order, rendered};
use crate::delivery::package::{Order, Packed, make};
use crate::diag::{Diagnostics, Severity};

const A: &str = "a.archive.pdf";
const B: &str = "b/ü%.archive.pdf";
/// After everything that a test writes.
const LATER: i64 = 4_000_000_000_000;

/// One result as version 1.28.2 writes it.
fn result(profile: &str, compliant: bool) -> Value {
    json!({
        "details": { "passedRules": 155, "ruleSummaries": [{ "checks": [{ "context": "root/\u{1F600}" }] }] },
        "jobEndStatus": "normal",
        "profileName": format!("{profile} validation profile"),
        "statement": "PDF file is ...",
        "compliant": compliant,
    })
}

fn job(out: &Path, file: &str, start: i64, results: &[Value]) -> Value {
    json!({
        "itemDetails": { "name": out.join(file), "size": file.len() },
        "validationResult": results,
        "processingTime": { "start": start, "finish": start + 2, "difference": 2 },
    })
}

fn both(out: &Path, file: &str) -> Value {
    job(out, file, LATER, &[result("PDF/A-3A", true), result("PDF/UA-1", false)])
}

/// A report with its parts in the order that veraPDF writes them in.
fn report(jobs: &[Value]) -> String {
    report_of(LATER, jobs)
}

/// A report of a run that began then.
fn report_of(start: i64, jobs: &[Value]) -> String {
    let build = json!({ "releaseDetails": [
        { "id": "core", "version": "1.28.1", "buildDate": 1 },
        { "id": "gui", "version": "1.28.2", "buildDate": 2 },
    ]});
    let summary =
        json!({ "duration": { "start": start, "finish": LATER }, "totalJobs": jobs.len() });
    let jobs = Value::from(jobs);
    format!(r#"{{"report":{{"buildInformation":{build},"jobs":{jobs},"batchSummary":{summary}}}}}"#)
}

/// Writes reports and packs with them.
fn pack(out: &Path, reports: &[String]) -> Result<Packed, Diagnostics> {
    make(&ordered(out, reports))
}

fn ordered(out: &Path, reports: &[String]) -> Order {
    let written = reports.iter().enumerate().map(|(place, text)| {
        let path = out.join(format!("report-{place}.json"));
        fs::write(&path, text).expect("a report");
        path
    });
    let written: Vec<PathBuf> = written.collect();
    order(out, &out.join("bags"), &written)
}

fn codes(diags: &Diagnostics) -> Vec<&'static str> {
    diags.iter().map(|found| found.code).collect()
}

fn said(out: &Path, file: &str) -> String {
    fs::read_to_string(out.join("bags").join(file)).expect("a file of the bag")
}

/// What the index of February says of `a`.
fn verdict(out: &Path) -> (String, Value) {
    let csv = said(out, "2021-02/index.csv");
    let (_, rest) = csv.split_once("\"PDF/A-3a, PDF/UA-1\",\"").expect("what it declares");
    let (line, _) = rest.split_once('"').expect("a verdict");
    let rows: Value = serde_json::from_str(&said(out, "2021-02/index.json")).expect("json");
    (line.to_owned(), rows[0]["verdict"].clone())
}

#[test]
fn verdicts_are_in_index_events_and_page() {
    let out = rendered();
    let (out, jobs) = (out.path(), [both(out.path(), A)]);
    let packed = pack(out, &[report(&jobs)]).expect("packed");
    assert_eq!(packed.verdicts, Some(Tally { failed: 1, ..Tally::default() }));
    assert_eq!(codes(&packed.diags), ["failed-validation"]);
    let told = packed.diags.iter().next().expect("a warning");
    assert!(told.message.contains(A) && told.message.ends_with("veraPDF 1.28.2 (PDF/UA-1)"));
    let (line, list) = verdict(out);
    assert_eq!(line, "veraPDF 1.28.2: PDF/A-3A passed; PDF/UA-1 failed");
    let of = |profile, passed| json!({ "validator": "veraPDF 1.28.2", "profile": profile, "passed": passed });
    assert_eq!(list, json!([of("PDF/A-3A", true), of("PDF/UA-1", false)]));
    let events = said(out, "2021-02/events.jsonl");
    let events = events.lines().map(|line| serde_json::from_str::<Value>(line).expect("json"));
    let validations: Vec<Value> = events.filter(|e| e["eventType"] == "validation").collect();
    let event = |detail, outcome| {
        json!({
            "eventType": "validation",
            "eventDateTime": "2096-10-02T07:06:40Z",
            "eventDetail": detail,
            "eventOutcome": outcome,
            "linkingAgent": "veraPDF 1.28.2",
            "linkingObjectIdentifier": "data/a.archive.pdf",
        })
    };
    assert_eq!(validations, [event("PDF/A-3A", "pass"), event("PDF/UA-1", "fail")]);
    let page = said(out, "index.html");
    assert!(
        page.contains("<small>nicht bestanden: PDF/UA-1</small><small>geprüft: PDF/A-3A</small>")
    );
    // Nobody judged the other one.
    assert!(said(out, "2021-03/index.csv").contains("\"PDF/A-3a, PDF/UA-1\",\"\",\"\""));
    assert!(said(out, "2021-03/index.json").contains("\"verdict\": []"));
    assert!(!said(out, "2021-03/events.jsonl").contains("validation"));
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let out = rendered();
    let out = out.path();
    let jobs: Vec<String> = [A, B]
        .map(|file| {
            let job = both(out, file);
            let (item, results) = (&job["itemDetails"], &job["validationResult"]);
            format!(r#"{{"validationResult":{results},"x":[{{}}],"itemDetails":{item}}}"#)
        })
        .into();
    let turned = format!(
        r#"{{"a":[1],"report":{{"jobs":[{}],"batchSummary":{{"duration":{{"start":{LATER}}}}},"buildInformation":{{"releaseDetails":[{{"id":"core","version":"9"}}]}}}},"z":null}}"#,
        jobs.join(",")
    );
    let packed = pack(out, &[turned]).expect("packed");
    assert_eq!(packed.verdicts, Some(Tally { failed: 2, ..Tally::default() }));
    assert_eq!(verdict(out).0, "veraPDF 9: PDF/A-3A passed; PDF/UA-1 failed");
    assert!(
        said(out, "2021-03/events.jsonl").contains("\"eventDateTime\":\"2096-10-02T07:06:40Z\"")
    );
}

#[test]
fn versions_before_1_28_wrote_one_result_and_not_a_list() {
    let out = rendered();
    let mut old = both(out.path(), A);
    old["validationResult"] = result("PDF/A-3A", true);
    let packed = pack(out.path(), &[report(&[old])]).expect("packed");
    assert_eq!(packed.verdicts, Some(Tally { passed: 1, ..Tally::default() }));
    assert_eq!(verdict(out.path()).0, "veraPDF 1.28.2: PDF/A-3A passed");
}

#[test]
fn a_file_that_is_another_now_has_no_verdict() {
    type Change = fn(&mut Value);
    let changes: [Change; 4] = [
        |job| job["itemDetails"]["size"] = 12.into(),
        |job| drop(job["itemDetails"].as_object_mut().expect("a map").remove("size")),
        |job| job["processingTime"]["start"] = 1_000_000_000_000_i64.into(),
        // A run that began before the file was written, a job without a time.
        |job| drop(job.as_object_mut().expect("a map").remove("processingTime")),
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let out = rendered();
        let out = out.path();
        let mut changed = both(out, A);
        change(&mut changed);
        let text = report_of(1_000_000_000_000, &[changed, both(out, B)]);
        let packed = pack(out, &[text]).expect("packed");
        assert_eq!(codes(&packed.diags), ["stale-verdict", "failed-validation"], "{index}");
        let told = packed.diags.iter().next().expect("a warning");
        assert!(told.message.contains("a.archive.pdf") && told.severity == Severity::Warning);
        assert_eq!(packed.verdicts, Some(Tally { stale: 1, failed: 1, ..Tally::default() }));
        assert_eq!(verdict(out), (String::new(), json!([])));
    }
}

#[test]
fn a_file_that_was_not_touched_since_is_judged() {
    let out = rendered();
    let file = fs::File::options().write(true).open(out.path().join(A)).expect("a file");
    let written = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_600_000_000_000);
    file.set_modified(written).expect("an older time");
    for (start, tally) in [
        (1_600_000_000_000, Tally { passed: 1, ..Tally::default() }),
        (1_599_999_999_999, Tally { stale: 1, ..Tally::default() }),
    ] {
        let job = job(out.path(), A, start, &[result("PDF/A-3A", true)]);
        let packed = pack(out.path(), &[report(&[job])]).expect("packed");
        assert_eq!(packed.verdicts, Some(tally));
    }
}

#[test]
fn what_was_not_judged_to_the_end_is_not_said_to_be() {
    let out = rendered();
    let out = out.path();
    let mut unread = both(out, A);
    unread.as_object_mut().expect("a map").remove("validationResult");
    unread["taskException"] = json!({ "type": "PARSE", "success": false });
    let mut late = job(out, B, LATER, &[result("PDF/A-3A", true)]);
    late["validationResult"][0]["jobEndStatus"] = "timeout".into();
    let packed = pack(out, &[report(&[unread, late])]).expect("packed");
    assert_eq!(codes(&packed.diags), ["not-judged", "not-judged"]);
    assert_eq!(packed.verdicts, Some(Tally { not_judged: 2, ..Tally::default() }));
    let (line, list) = verdict(out);
    assert_eq!(line, "veraPDF 1.28.2: not judged");
    assert_eq!(list, json!([{ "validator": "veraPDF 1.28.2", "profile": "", "passed": null }]));
    assert!(said(out, "2021-03/index.csv").contains("veraPDF 1.28.2: PDF/A-3A not judged"));
    assert!(said(out, "2021-02/events.jsonl").contains("\"eventOutcome\":\"not judged\""));
    assert!(said(out, "index.html").contains("<small>nicht prüfbar</small>"));
    assert!(said(out, "index.html").contains("<small>nicht prüfbar PDF/A-3A</small>"));
}

#[test]
fn the_newest_verdict_by_a_profile_counts() {
    let out = rendered();
    let out = out.path();
    let at = |start, passed| report(&[job(out, A, start, &[result("PDF/A-3A", passed)])]);
    let (newer, older) = (at(LATER + 1, true), at(LATER, false));
    for reports in [[newer.clone(), older.clone()], [older.clone(), newer]] {
        let packed = pack(out, &reports).expect("packed");
        assert!(packed.diags.is_empty(), "{:?}", packed.diags);
        assert_eq!(verdict(out).0, "veraPDF 1.28.2: PDF/A-3A passed");
    }
    // A report about what the file was before takes nothing away, unless it is
    // the only one on a profile.
    let mut before = both(out, A);
    before["itemDetails"]["size"] = 1.into();
    before["processingTime"]["start"] = (LATER + 9).into();
    let packed = pack(out, &[older, report(&[before])]).expect("packed");
    assert_eq!(codes(&packed.diags), ["failed-validation", "stale-verdict"]);
    let stale = packed.diags.iter().nth(1).expect("a warning");
    assert!(stale.message.ends_with("(PDF/UA-1)"), "{}", stale.message);
    assert_eq!(verdict(out).0, "veraPDF 1.28.2: PDF/A-3A failed");
}

#[test]
fn what_came_to_nothing_is_told_whatever_else_passed() {
    let out = rendered();
    let out = out.path();
    let nothing = report(&[job(out, A, LATER, &[])]);
    let passed = |after| report(&[job(out, A, LATER + after, &[result("PDF/UA-1", true)])]);
    for after in [-1, 0, 1] {
        let packed = pack(out, &[nothing.clone(), passed(after)]).expect("packed");
        assert_eq!(codes(&packed.diags), ["not-judged"]);
    }
}

#[test]
fn what_came_to_nothing_with_another_file_says_nothing_of_this_one() {
    let out = rendered();
    let out = out.path();
    let mut before = job(out, A, LATER + 1, &[]);
    before["itemDetails"]["size"] = 5.into();
    let passed = job(out, A, LATER, &[result("PDF/A-3A", true)]);
    let (before, passed) = (report(&[before]), report(&[passed]));
    let packed = pack(out, &[before.clone(), passed]).expect("packed");
    assert!(packed.diags.is_empty(), "{:?}", packed.diags);
    assert_eq!(packed.verdicts.map(|tally| (tally.passed, tally.stale)), Some((1, 0)));
    let packed = pack(out, &[before]).expect("packed");
    assert_eq!(codes(&packed.diags), ["stale-verdict"]);
}

#[test]
fn a_size_that_is_not_known_is_not_that_of_the_file() {
    let out = rendered();
    let out = out.path();
    let mut unknown = both(out, A);
    unknown["itemDetails"]["size"] = (-1).into();
    let packed = pack(out, &[report(&[unknown])]).expect("packed");
    assert_eq!(packed.verdicts, Some(Tally { stale: 1, ..Tally::default() }));
}

#[test]
fn a_report_is_named_for_its_own_profiles() {
    let out = rendered();
    let out = out.path();
    let by = |profile| report(&[job(out, A, LATER, &[result(profile, false)])]);
    let packed = pack(out, &[by("PDF/A-3A"), by("PDF/UA-1")]).expect("packed");
    let told: Vec<_> = packed.diags.iter().map(|d| (&*d.message, d.hint.as_deref())).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    for (place, profile) in ["(PDF/A-3A)", "(PDF/UA-1)"].iter().enumerate() {
        assert!(told[place].0.ends_with(profile), "{told:?}");
        let name = format!("report-{place}.json");
        assert!(told[place].1.is_some_and(|hint| hint.contains(&name)), "{told:?}");
    }
}

#[test]
fn a_print_sheet_need_not_be_what_it_does_not_say_it_is() {
    let out = tempfile::tempdir().expect("a folder");
    let out = out.path();
    let mut entry = entry(A, "2021-02-17", A.as_bytes());
    let print = "a.print.pdf";
    fs::write(out.join(A), A).expect("an output");
    fs::write(out.join(print), print).expect("an output");
    entry.outputs.push(OutputEntry {
        edition: "print".to_owned(),
        file: print.to_owned(),
        size: print.len() as u64,
        hash: Hash::of(print.as_bytes()),
        told: Vec::new(),
    });
    let mut manifest = Manifest::load(out);
    manifest.record("a", &entry);
    manifest.save().expect("saved");
    let jobs = [
        job(out, A, LATER, &[result("PDF/A-3A", true), result("PDF/UA-1", true)]),
        job(out, print, LATER, &[result("PDF/A-1B", false)]),
    ];
    let packed = pack(out, &[report(&jobs)]).expect("packed");
    assert!(packed.diags.is_empty(), "{:?}", packed.diags);
    assert_eq!(packed.verdicts, Some(Tally { passed: 1, undeclared: 1, ..Tally::default() }));
    assert!(
        said(out, "2021-02/index.csv").contains("\"PDF/X-4\",\"veraPDF 1.28.2: PDF/A-1B failed\"")
    );
    let page = said(out, "index.html");
    assert!(page.contains("<small>Archiv geprüft: PDF/A-3A, PDF/UA-1</small></td>"), "{page}");
    // A profile of one's own was asked for.
    let own = job(out, print, LATER, &[result("House rules", false)]);
    let packed = pack(out, &[report(&[own])]).expect("packed");
    assert_eq!(codes(&packed.diags), ["failed-validation"]);
}

#[test]
fn a_report_of_no_use_is_an_error_and_nothing_is_packed() {
    let out = rendered();
    let out = out.path();
    let good = report(&[both(out, A)]);
    let elsewhere = report(&[both(Path::new("/nowhere"), A)]);
    for (text, code) in [
        (elsewhere, "foreign-report"),
        (report(&[]), "foreign-report"),
        (report(&[both(out, "more.archive.pdf")]), "foreign-report"),
        (String::new(), "unusable-report"),
        ("<?xml version=\"1.0\"?><report/>".to_owned(), "unusable-report"),
        ("{}".to_owned(), "unusable-report"),
        ("[]".to_owned(), "unusable-report"),
        (r#"{"report":{"jobs":[]}}"#.to_owned(), "unusable-report"),
        (good.replace("releaseDetails", "details"), "unusable-report"),
        (good.replace("\"jobs\"", "\"tasks\""), "unusable-report"),
        (good.replace("\"name\"", "\"title\""), "unusable-report"),
        (format!("{good},{good}"), "unusable-report"),
        (format!("{good}{good}]"), "unusable-report"),
        (r#"{"reports":[]}"#.to_owned(), "foreign-report"),
        (format!(r#"{{"reports":[{good},{{}}]}}"#), "unusable-report"),
        (format!(r#"{{"reports":[{good}"#), "unusable-report"),
    ] {
        // Another one that is good does not help.
        let diags = pack(out, &[good.clone(), text.clone()]).expect_err(&text);
        let error = diags.iter().find(|found| found.severity == Severity::Error).expect("an error");
        assert_eq!(error.code, code, "{text}");
        let hint = error.hint.as_deref().unwrap_or_default();
        assert!(hint.contains("verapdf --format json --recurse"), "{hint}");
    }
    let gone = make(&order(out, &out.join("bags"), &[out.join("gone.json")])).expect_err("refused");
    assert_eq!(codes(&gone), ["unreadable-file"]);
    assert!(!out.join("bags").exists());
}

/// As `--processes` writes them: a report for each file, and of a file that is
/// none a job without results.
fn of_processes(reports: &[String]) -> String {
    format!(r#"{{"reports":[{}]}}"#, reports.join(","))
}

#[test]
fn reports_of_several_processes_are_read_like_one() {
    let out = rendered();
    let out = out.path();
    let mut empty = job(out, B, LATER, &[]);
    empty.as_object_mut().expect("a map").remove("validationResult");
    empty["taskException"] = json!({ "exception": "Couldn't parse stream", "type": "PARSE" });
    // Whose job has no time is given that of its own report.
    let mut undated = job(out, A, LATER, &[result("PDF/UA-1", true)]);
    undated.as_object_mut().expect("a map").remove("processingTime");
    let parts = [
        report_of(LATER + 1000, &[job(out, A, LATER, &[result("PDF/A-3A", true)])]),
        report_of(LATER + 2000, &[undated]),
        report(&[empty]),
    ];
    for text in [of_processes(&parts), parts.concat(), parts.join("\n")] {
        let packed = pack(out, &[text]).expect("packed");
        assert_eq!(codes(&packed.diags), ["not-judged"]);
        assert_eq!(packed.verdicts, Some(Tally { passed: 1, not_judged: 1, ..Tally::default() }));
        assert_eq!(verdict(out).0, "veraPDF 1.28.2: PDF/A-3A passed; PDF/UA-1 passed");
        assert!(said(out, "2021-03/index.csv").contains("veraPDF 1.28.2: not judged"));
        assert!(said(out, "2021-02/events.jsonl").contains("\"2096-10-02T07:06:42Z\""));
    }
}

#[test]
fn each_report_of_a_file_names_its_own_validator() {
    let out = rendered();
    let out = out.path();
    let of = |file| report(&[job(out, file, LATER, &[result("PDF/A-3A", true)])]);
    let parts = [of(A), of(B).replace("1.28.2", "1.30.1"), of(A)];
    pack(out, &[of_processes(&parts)]).expect("packed");
    assert_eq!(verdict(out).0, "veraPDF 1.28.2: PDF/A-3A passed");
    assert!(said(out, "2021-03/index.csv").contains("veraPDF 1.30.1: PDF/A-3A passed"));
}

#[test]
fn a_report_cut_anywhere_is_refused() {
    let out = rendered();
    let out = out.path();
    let good = of_processes(&[report(&[both(out, A)])]);
    for length in 0..good.len() {
        let cut = String::from_utf8_lossy(&good.as_bytes()[..length]).into_owned();
        let diags = pack(out, &[cut]).expect_err("refused");
        assert_eq!(codes(&diags), ["unusable-report"], "{length}");
    }
    let good = report(&[both(out, A)]);
    for length in 0..good.len() {
        let cut = String::from_utf8_lossy(&good.as_bytes()[..length]).into_owned();
        let diags = pack(out, &[cut]).expect_err("refused");
        assert_eq!(codes(&diags), ["unusable-report"], "{length}");
    }
    let cut = pack(out, &[good[..good.len() - 1].to_owned()]).expect_err("refused");
    let message = &cut.iter().next().expect("an error").message;
    assert!(message.contains("is cut short"), "{message}");
}

#[test]
fn who_denies_warnings_gets_no_bags_of_files_that_failed() {
    let out = rendered();
    let mut order = ordered(out.path(), &[report(&[both(out.path(), A)])]);
    order.deny_warnings = true;
    let diags = make(&order).expect_err("refused");
    assert!(diags.has_errors() && codes(&diags) == ["failed-validation"]);
    assert!(!order.to.exists());
}

#[test]
fn other_files_of_the_folder_are_told_once() {
    let out = rendered();
    let out = out.path();
    let jobs = [A, "february.print.pdf", "x.pdf", "2/y"].map(|file| both(out, file));
    let packed = pack(out, &[report(&jobs)]).expect("packed");
    assert_eq!(codes(&packed.diags), ["not-an-output", "failed-validation"]);
    let note = packed.diags.iter().next().expect("a note");
    // The folder `2` is not there: nobody knows what the file was.
    assert!(note.message.contains("february.print.pdf and 1 more"), "{}", note.message);
    assert_eq!(note.severity, Severity::Note);
}

#[cfg(unix)]
#[test]
fn links_and_detours_lead_to_the_same_file() {
    let out = rendered();
    let out = out.path();
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(out, &link).expect("a link");
    let jobs = [both(&link, A), both(&out.join("b/.."), B)];
    let packed = pack(out, &[report(&jobs)]).expect("packed");
    assert_eq!(packed.verdicts.map(|tally| tally.failed), Some(2));
    let through = order(&link, &link.join("bags"), &[out.join("report-0.json")]);
    let packed = make(&through).expect("packed");
    assert_eq!(packed.verdicts.map(|tally| tally.failed), Some(2));
}

#[test]
fn little_is_held_of_a_judgement() {
    assert_eq!(size_of::<super::Bound>(), 24);
}
