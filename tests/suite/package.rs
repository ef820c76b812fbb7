//! Bags with what a validator said of their files, as a person makes them.

use std::fs;

use crate::harness::{Run, Workshop};
use crate::transcripts::{SMALL, transcript};

const PACKAGE: [&str; 4] = ["package", "out", "--to", "bags"];

/// A rendered folder and a report that says of its archive edition what
/// `compliant` says.
fn judged(compliant: bool) -> Workshop {
    let workshop = Workshop::new();
    workshop.write("in/a.ron", SMALL);
    let rendered = workshop.run(&["render", "in", "--edition", "archive,print"]);
    assert_eq!(rendered.code, 0, "{}", rendered.stderr);
    let file = workshop.path().join("out/a.archive.pdf");
    let size = fs::metadata(&file).expect("an output").len();
    let start = 4_000_000_000_000_u64;
    let report = format!(
        r#"{{"report":{{"buildInformation":{{"releaseDetails":[{{"id":"gui","version":"1.28.2"}}]}},
        "jobs":[{{"itemDetails":{{"name":{file:?},"size":{size}}},"validationResult":[
            {{"jobEndStatus":"normal","profileName":"PDF/A-3A validation profile","compliant":true}},
            {{"jobEndStatus":"normal","profileName":"PDF/UA-1 validation profile","compliant":{compliant}}}
        ],"processingTime":{{"start":{start}}}}}]}}}}"#
    );
    workshop.write("report.json", report);
    workshop
}

fn package(workshop: &Workshop, more: &[&str]) -> Run {
    let args: Vec<&str> = PACKAGE.iter().chain(more).copied().collect();
    workshop.run(&args)
}

#[test]
fn package_verdicts() {
    let workshop = judged(false);
    let args = [&PACKAGE[..], &["--verdicts", "report.json"]].concat();
    let run = workshop.run(&args);
    transcript("package_verdicts", &args, &workshop, &run);
    assert_eq!(workshop.run(&["package", "bags", "--check"]).code, 0);
    let again = package(&workshop, &["--verdicts", "report.json", "--message-format", "json"]);
    let lines: Vec<serde_json::Value> =
        again.stderr.lines().map(|line| serde_json::from_str(line).expect("json")).collect();
    assert_eq!(lines[0]["code"], "failed-validation");
    assert_eq!(lines[1]["summary"]["verdicts"]["failed"], 1);
}

#[test]
fn who_denies_warnings_hears_of_failed_files_by_the_exit_code() {
    let deny = ["--verdicts", "report.json", "--deny-warnings"];
    let failed = judged(false);
    assert_eq!(package(&failed, &deny).code, 1);
    assert!(failed.files("bags").is_empty());
    assert_eq!(package(&judged(true), &deny).code, 0);
}

#[test]
fn package_report_of_no_use() {
    let workshop = judged(true);
    workshop.write("cut.json", "{\"report\":{\"jobs\":[");
    workshop.write("report.xml", "<?xml version=\"1.0\"?>");
    let args =
        ["report.json", "cut.json", "report.xml"].map(|report| ["--verdicts", report]).concat();
    let args = [&PACKAGE[..], &args].concat();
    let run = workshop.run(&args);
    transcript("package_report_of_no_use", &args, &workshop, &run);
    assert_eq!(workshop.run(&["package", "bags", "--check", "--verdicts", "x"]).code, 2);
}
