//! `PDF_X4.md` names every rule, and every test that it names exists.

use crate::preflight::rules;

const LEDGER: &str = include_str!("../PDF_X4.md");
const SOURCES: [&str; 3] = [include_str!("x4.rs"), include_str!("gwg.rs"), include_str!("practice.rs")];

/// Cells of the table row of a rule.
fn row(id: &str) -> Option<Vec<&'static str>> {
    let start = format!("| {id} |");
    let line = LEDGER.lines().find(|l| l.starts_with(&start))?;
    Some(line.trim_matches('|').split('|').map(str::trim).collect())
}

#[test]
fn every_rule_is_in_the_ledger_with_its_test() {
    let mut faults = Vec::new();
    for rule in rules::all() {
        let Some(cells) = row(rule.id) else {
            faults.push(format!("{} is not in the ledger", rule.id));
            continue;
        };
        let test = cells.last().copied().unwrap_or("").trim_matches('`');
        let exists = SOURCES.iter().any(|s| s.contains(&format!("trips!({test}, \"{}\"", rule.id)) || s.contains(&format!("fn {test}()")));
        if !exists {
            faults.push(format!("{}: there is no test `{test}`", rule.id));
        }
        if cells.get(1) != Some(&rule.source) || cells.get(2) != Some(&&*rule.confidence.letter().to_string()) {
            faults.push(format!("{}: source or confidence differ: {cells:?}", rule.id));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_row_of_the_ledger_is_a_rule() {
    let rows = LEDGER.lines().filter(|l| ["| RD-", "| X4-", "| GWG-", "| PP-"].iter().any(|p| l.starts_with(p)));
    for line in rows {
        let id = line.trim_matches('|').split('|').next().unwrap_or("").trim();
        assert!(rules::find(id).is_some(), "{id} is not a rule");
    }
}

#[test]
fn rules_are_unique_and_say_what_to_do() {
    let mut ids: Vec<_> = rules::all().map(|r| r.id).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for rule in rules::all() {
        assert!(!rule.text.is_empty() && !rule.remedy.is_empty() && !rule.source.is_empty(), "{}", rule.id);
        assert!(!rule.text.ends_with('.') && !rule.remedy.ends_with('.'), "{}", rule.id);
    }
}
