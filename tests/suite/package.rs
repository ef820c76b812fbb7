//! Bags as a person makes them: with what a validator said of their files, and
//! after runs that failed.

use std::fs;

use pressblatt::delivery::manifest::Manifest;

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

/// Releases `a` and `b`, rendered and packed, and what the bag holds.
fn packed(editions: &str) -> (Workshop, Vec<String>) {
    let workshop = Workshop::new();
    workshop.write("in/a.ron", SMALL);
    workshop.write("in/b.ron", SMALL.replace("7.", "8."));
    assert_eq!(workshop.run(&["render", "in", "--edition", editions]).code, 0);
    assert_eq!(package(&workshop, &[]).code, 0);
    let files = workshop.files("bags/2024-05/data");
    (workshop, files)
}

fn claims_of_a(workshop: &Workshop) -> usize {
    let manifest = Manifest::load(&workshop.path().join("out"));
    manifest.get("a").map_or(0, |entry| entry.outputs.len())
}

#[test]
fn a_release_that_fails_stays_in_its_bag_until_it_is_mended() {
    let (workshop, files) = packed("mail,print");
    let bag = |name: &str| fs::read(workshop.path().join(format!("bags/2024-05/data/{name}")));
    let good = bag("a.mail.pdf").expect("a file");
    let lint = SMALL.replace("um 9", "um  9");
    for (release, deny) in
        [("Release(", false), (&SMALL.replace("body:", "bdy:"), false), (&lint, true)]
    {
        workshop.write("in/a.ron", release);
        let args = ["render", "in", "--edition", "mail,print", "--deny-warnings"];
        for _ in 0..2 {
            let failed = workshop.run(&args[..if deny { 5 } else { 4 }]);
            assert!(failed.code == 1 && failed.stderr.contains("1 failed"), "{}", failed.stderr);
            let run = package(&workshop, &["--deny-warnings"]);
            assert!(run.code == 0 && run.stderr.contains("packed 2 releases"), "{}", run.stderr);
            assert_eq!(workshop.files("bags/2024-05/data"), files);
            assert_eq!(bag("a.mail.pdf").expect("a file"), good);
        }
    }
    workshop.write("in/a.ron", SMALL.replace("um 9", "um 10"));
    assert_eq!(workshop.run(&["render", "in", "--edition", "mail,print"]).code, 0);
    assert_eq!(package(&workshop, &[]).code, 0);
    assert_eq!(workshop.files("bags/2024-05/data"), files);
    assert_ne!(bag("a.mail.pdf").expect("a file"), good);
}

#[test]
fn a_release_of_which_a_part_was_replaced_is_claimed_no_more_and_told() {
    let (workshop, _) = packed("mail,print");
    // The print edition shows a box where the mail edition is refused.
    workshop.write("in/a.ron", SMALL.replace("um 9", "um \u{13000} 9"));
    let failed = workshop.run(&["render", "in", "--edition", "print,mail"]);
    assert!(failed.code == 1 && failed.stderr.contains("missing-glyph"), "{}", failed.stderr);
    assert_eq!(claims_of_a(&workshop), 0);
    let run = package(&workshop, &[]);
    let told = "warning[unclaimed-output]: 2 PDF files in out belong to no release and into no \
                bag: a.mail.pdf, a.print.pdf\n";
    assert!(run.code == 0 && run.stderr.contains(told), "{}", run.stderr);
    assert!(run.stderr.contains("packed 1 release "), "{}", run.stderr);
}

#[test]
fn a_release_that_fails_and_lost_a_file_is_claimed_no_more() {
    let (workshop, _) = packed("mail");
    workshop.write("in/a.ron", "Release(");
    assert_eq!(workshop.run(&["render", "in"]).code, 1);
    assert_eq!(claims_of_a(&workshop), 1);
    fs::remove_file(workshop.path().join("out/a.mail.pdf")).expect("removed");
    assert_eq!(workshop.run(&["render", "in"]).code, 1);
    assert_eq!(claims_of_a(&workshop), 0);
}

#[test]
fn a_number_that_a_failed_release_had_is_not_given_twice() {
    let (workshop, _) = packed("mail");
    workshop.write("in/a.ron", SMALL.replace("7.", "9.").replace("body:", "bdy:"));
    workshop.write("in/b.ron", SMALL);
    let run = workshop.run(&["render", "in"]);
    assert!(run.code == 1 && !run.stderr.contains("duplicate-number"), "{}", run.stderr);
}

#[test]
fn the_bag_of_a_month_that_is_gone_is_told() {
    let (workshop, _) = packed("mail");
    workshop.write("in/a.ron", SMALL.replace("2024-05", "2024-06"));
    workshop.write("in/b.ron", SMALL.replace("2024-05", "2024-06").replace("7.", "8."));
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    let run = package(&workshop, &[]);
    let told = "warning[stale-bag]: 1 bag in bags holds nothing that out knows of: 2024-05\n";
    assert!(run.code == 0 && run.stderr.contains(told), "{}", run.stderr);
    assert!(!workshop.files("bags/2024-05").is_empty());
    assert_eq!(package(&workshop, &["--deny-warnings"]).code, 1);
}

/// It would name bags that are not there.
#[test]
fn there_is_no_page_where_a_bag_is_missing() {
    let workshop = Workshop::new();
    workshop.write("in/a.ron", SMALL);
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    workshop.write("out/a.mail.pdf", "changed");
    let run = workshop.run(&["package", "out", "--to", "bags"]);
    assert!(run.code == 1 && run.stderr.contains("error[changed-output]"), "{}", run.stderr);
    assert_eq!(workshop.files("bags"), ["bags/.pressblatt-lock"]);
}
