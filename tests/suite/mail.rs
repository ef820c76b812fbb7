//! The press mailing from the command line, without a server.

use std::fs;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::harness::{Workshop, root};
use crate::transcripts::SMALL;

/// A workshop with a release under an embargo that ends so many hours from now
/// by the clocks of Dortmund, written without an offset, and a house that asks.
fn embargoed(hours: i64, zone: &str) -> Workshop {
    let workshop = Workshop::new();
    let house = fs::read_to_string(root().join("layouts/stadt-dortmund.ron")).expect("a layout");
    let without = house.replacen("    time_zone: \"Europe/Berlin\",\n", zone, 1);
    assert_ne!(without, house);
    let asks = without.replacen("    mail: (", "    mail: (\n        embargo: Ask,", 1);
    assert_ne!(asks, without);
    workshop.write("layouts/haus.ron", asks);
    let end = now() + SignedDuration::from_hours(hours);
    let end = end.to_zoned(TimeZone::get("Europe/Berlin").expect("a zone"));
    let embargo = end.strftime("embargo: Until(\"%Y-%m-%dT%H:%M\"),\n    body:").to_string();
    let release = SMALL.replace("stadt-dortmund", "haus").replace("body:", &embargo);
    workshop.write("a.ron", release.replace("2024-05-02", &end.date().to_string()));
    workshop.write("list.csv", "address\nredaktion@zeitung.example\n");
    workshop
}

#[test]
fn an_embargo_without_offset_ends_by_the_clocks_of_the_house() {
    const SEND: [&str; 8] =
        ["mail", "a.ron", "--to", "list.csv", "--send", "--smtp", "localhost", "--dry-run"];
    let zone = "    time_zone: \"Europe/Berlin\", // changed\n";
    for (hours, zone, in_force) in
        [(1, zone, true), (-1, zone, false), (-1, "", true), (-15, "", false)]
    {
        let run = embargoed(hours, zone).run(&SEND);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let asked = run.stderr.contains("An embargo is in force: --yes will be needed");
        assert_eq!(asked, in_force, "{hours} {zone}: {}", run.stderr);
    }
}

/// There, nobody would be known to have the release.
#[test]
fn no_other_folder_is_proposed_for_a_sending() {
    let workshop = Workshop::new();
    workshop.write("a.ron", SMALL);
    workshop.write("list.csv", "address\nredaktion@zeitung.example\n");
    workshop.write("file", "x");
    fs::create_dir(workshop.path().join("out")).expect("a folder");
    let lock = fs::File::create(workshop.path().join("out/.pressblatt-lock")).expect("a file");
    lock.lock().expect("locked");
    for (out, code) in [("out", "folder-in-use"), ("file", "unwritable-file")] {
        let send = ["mail", "a.ron", "--to", "list.csv", "--send", "--smtp", "localhost", "--out"];
        let run = workshop.run(&[&send[..], &[out]].concat());
        assert!(run.code == 1 && run.stderr.contains(code), "{}", run.stderr);
        assert!(!run.stderr.contains("name another folder"), "{}", run.stderr);
    }
}

#[expect(clippy::disallowed_methods, reason = "the gate compares an embargo with the clock")]
fn now() -> Timestamp {
    Timestamp::now()
}
