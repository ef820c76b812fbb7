//! One clean file and, for each rule, one minimally damaged file that trips
//! exactly that rule. The files are built here, by another library than the
//! one that reads them.

mod gwg;
mod hostile;
mod ledger;
mod practice;
mod reports;
mod sheet;
mod x4;

use std::collections::BTreeSet;

use super::{Options, Preset, Report, check};
use sheet::Sheet;

/// Judges bytes with a preset given as the inside of `Preset(...)`.
fn judge(bytes: &[u8], preset: &str, options: &Options) -> Report {
    let preset = Preset::from_ron("test", &format!("Preset({preset})")).expect("preset of the test");
    check(bytes, &preset, options)
}

fn tripped(report: &Report) -> BTreeSet<&str> {
    report.findings.iter().map(|f| f.rule).collect()
}

/// Asserts that the clean sheet passes under a preset and that the damaged
/// one trips exactly one rule.
fn assert_trips(rule: &str, preset: &str, options: &Options, damage: impl FnOnce(&mut Sheet)) {
    let clean = judge(&Sheet::new().bytes(), preset, options);
    assert_eq!(tripped(&clean), BTreeSet::new(), "the clean sheet: {:#?}", clean.findings);
    let mut sheet = Sheet::new();
    damage(&mut sheet);
    let damaged = judge(&sheet.bytes(), preset, options);
    assert_eq!(tripped(&damaged), BTreeSet::from([rule]), "{:#?}", damaged.findings);
}

/// A test that damages the clean sheet and expects one rule.
macro_rules! trips {
    ($name:ident, $rule:literal, $damage:expr) => {
        trips!($name, $rule, "", $damage);
    };
    ($name:ident, $rule:literal, $preset:literal, $damage:expr) => {
        #[test]
        fn $name() {
            let damage: fn(&mut $crate::preflight::tests::sheet::Sheet) = $damage;
            let options = $crate::preflight::Options::default();
            $crate::preflight::tests::assert_trips($rule, $preset, &options, damage);
        }
    };
}
use trips;
