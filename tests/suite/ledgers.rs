//! The clause ledgers name a way and a test for every clause, and the tests exist.

use std::fs;
use std::path::Path;

use crate::harness::root;

const LEDGERS: &[(&str, usize)] = &[("PDF_A3.md", 155), ("PDF_UA1.md", 106)];
const WAYS: &[&str] = &["construction", "check", "refusal", "never emitted"];

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// All Rust sources as one text.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|e| e == "rs") {
            text.push_str(&read(&path));
        }
    }
}

/// The texts between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Why the test column of a row does not hold, if so.
fn fault(way: &str, tests: &str, code: &str, damages: &str) -> Option<String> {
    let judged_by_unit_test = matches!(way, "check" | "refusal");
    let mut unit_tests = 0;
    for part in tests.split(',').map(str::trim) {
        let name = quoted(part).next()?;
        let exists = if part.starts_with("bites ") {
            damages.contains(&format!("    \"{name}\": ("))
        } else if name == "verapdf" {
            root().join("tests/outside/verapdf").exists()
        } else {
            unit_tests += 1;
            code.contains(&format!("fn {}(", name.rsplit("::").next().unwrap_or(name)))
        };
        if !exists {
            return Some(format!("there is no test `{name}`"));
        }
    }
    (judged_by_unit_test && unit_tests == 0).then(|| format!("a {way} needs a unit test"))
}

#[test]
fn every_clause_has_a_way_and_a_test_that_exists() {
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    sources(&root().join("tests/suite"), &mut code);
    let damages = read(&root().join("tests/outside/verapdf-bites"));
    let mut faults = Vec::new();
    for (ledger, clauses) in LEDGERS {
        let text = read(&root().join("src/export").join(ledger));
        let rows = text.lines().filter(|line| {
            line.strip_prefix("| ").is_some_and(|l| l.starts_with(|c: char| c.is_ascii_digit()))
        });
        let mut seen = 0;
        for row in rows {
            seen += 1;
            let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
            let [clause, _, how, tests] = cells[..] else { panic!("{ledger}: {row}") };
            let way = how.split(':').next().unwrap_or(how);
            if !WAYS.contains(&way) {
                faults.push(format!("{ledger} {clause}: `{way}` is no way"));
            }
            if !tests.split(',').all(|part| part.contains('`')) {
                faults.push(format!("{ledger} {clause}: a test is missing"));
            } else if let Some(fault) = fault(way, tests, &code, &damages) {
                faults.push(format!("{ledger} {clause}: {fault}"));
            }
        }
        assert_eq!(seen, *clauses, "{ledger}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
