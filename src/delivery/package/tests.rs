//! A bag that is whole, and the same one damaged in every way that matters.

use super::*;
use crate::delivery::hash::Hash;
use crate::delivery::job::{Card, stem_of};
use crate::delivery::manifest::{Entry, OutputEntry};
use std::fs;

const NOW: jiff::Timestamp = jiff::Timestamp::UNIX_EPOCH;

pub fn entry(file: &str, date: &str, bytes: &[u8]) -> Entry {
    Entry {
        root: "in".to_owned(),
        release: file.to_owned(),
        hash: Hash::of(bytes),
        layout: "museum".to_owned(),
        layout_hash: Hash::default(),
        dependencies: Vec::new(),
        options: Hash::default(),
        outputs: vec![OutputEntry {
            edition: "archive".to_owned(),
            file: file.to_owned(),
            size: bytes.len() as u64,
            hash: Hash::of(bytes),
            told: Vec::new(),
        }],
        card: Card { date: date.to_owned(), headline: "Ü, \"x\"".to_owned(), ..Card::default() },
        warnings: 0,
        told: Vec::new(),
    }
}

/// An output folder of two months.
pub fn rendered() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let mut manifest = Manifest::load(folder.path());
    for (file, date) in [("a.archive.pdf", "2021-02-17"), ("b/ü%.archive.pdf", "2021-03-01")] {
        let path = folder.path().join(file);
        fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        fs::write(&path, file).expect("an output");
        let entry = entry(file, date, file.as_bytes());
        manifest.record(stem_of(file).expect("a stem"), &entry);
    }
    manifest.save().expect("saved");
    folder
}

/// An order of bags by month.
pub fn order(out: &Path, to: &Path, reports: &[PathBuf]) -> Order {
    Order {
        out: out.to_owned(),
        to: to.to_owned(),
        period: Period::Month,
        reports: reports.to_owned(),
        deny_warnings: false,
        now: NOW,
    }
}

fn packed(out: &Path) -> PathBuf {
    let to = out.join("bags");
    let packed = make(&order(out, &to, &[])).expect("packed");
    assert_eq!((packed.releases, packed.files, packed.verdicts), (2, 2, None));
    assert_eq!(packed.bags, [to.join("2021-02"), to.join("2021-03")]);
    to
}

fn problems(bag: &Path) -> Vec<String> {
    let mut diags = Diagnostics::new();
    check(bag, &mut diags);
    diags.iter().map(|d| d.message.clone()).collect()
}

#[test]
fn bags_are_valid_and_the_same_every_time() {
    let out = rendered();
    let to = packed(out.path());
    let first = fs::read(to.join("2021-03/tagmanifest-sha256.txt")).expect("a manifest");
    let to = packed(out.path());
    assert_eq!(first, fs::read(to.join("2021-03/tagmanifest-sha256.txt")).expect("a manifest"));
    for bag in ["2021-02", "2021-03"] {
        assert_eq!(problems(&to.join(bag)), Vec::<String>::new());
    }
    let csv = fs::read_to_string(to.join("2021-02/index.csv")).expect("an index");
    assert!(csv.contains("\"Ü, \"\"x\"\"\""), "{csv}");
}

#[test]
fn creation_has_the_time_at_which_the_file_was_written() {
    let out = rendered();
    let second = |second| jiff::Timestamp::from_second(second).expect("a time");
    let file = fs::File::options().write(true).open(out.path().join("a.archive.pdf"));
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_600_000_000_900);
    file.expect("a file").set_modified(at).expect("an older time");
    let created = |now: i64| {
        let mut order = order(out.path(), &out.path().join("bags"), &[]);
        order.now = second(now);
        make(&order).expect("packed");
        let events = fs::read_to_string(order.to.join("2021-02/events.jsonl")).expect("events");
        let creation = events.lines().next().expect("an event").to_owned();
        assert!(creation.contains("\"creation\""), "{creation}");
        serde_json::from_str::<serde_json::Value>(&creation).expect("json")["eventDateTime"].clone()
    };
    for now in [1_600_000_000, 1_700_000_000, 1_800_000_000] {
        assert_eq!(created(now), "2020-09-13T12:26:40Z");
    }
    // Nobody packs what is not written yet.
    assert_eq!(created(1_599_999_999), serde_json::Value::Null);
}

#[test]
fn every_damage_is_found() {
    type Damage = fn(&Path) -> std::io::Result<()>;
    let damages: [(Damage, &str); 5] = [
        (|bag| fs::write(bag.join("data/a.archive.pdf"), "x"), "checksum differs"),
        (|bag| fs::remove_file(bag.join("data/a.archive.pdf")), "cannot be read"),
        (|bag| fs::write(bag.join("data/more.pdf"), "x"), "in no manifest"),
        (|bag| fs::write(bag.join("index.csv"), "x"), "checksum differs"),
        (|bag| fs::remove_file(bag.join("bagit.txt")), "bagit.txt cannot be read"),
    ];
    for (damage, finding) in damages {
        let out = rendered();
        let bag = packed(out.path()).join("2021-02");
        damage(&bag).expect("damaged");
        let problems = problems(&bag);
        // And nothing that only follows from it.
        let [problem] = &problems[..] else { panic!("{finding}: {problems:?}") };
        assert!(problem.contains(finding), "{finding}: {problem}");
    }
}

#[test]
fn a_wrong_sum_of_whole_files_is_told() {
    let out = rendered();
    let bag = packed(out.path()).join("2021-02");
    let info = fs::read_to_string(bag.join("bag-info.txt")).expect("an info");
    let info = info.replace("Payload-Oxum: ", "Payload-Oxum: 1");
    fs::write(bag.join("bag-info.txt"), info).expect("written");
    let problems = problems(&bag);
    assert!(problems.iter().any(|p| p.contains("Payload-Oxum says")), "{problems:?}");
}

#[test]
fn files_that_no_entry_claims_are_told() {
    let out = rendered();
    let to = packed(out.path());
    let write = |name: &str| fs::write(out.path().join(name), "x").expect("written");
    let told = || {
        let packed = make(&order(out.path(), &to, &[])).expect("packed");
        packed
            .diags
            .iter()
            .map(|d| d.message.replace(&out.path().display().to_string(), "out"))
            .collect::<Vec<_>>()
    };
    for name in ["a.trace.pdf", "run.print.pdf", "run.ticket.json", "a.archive.json"] {
        write(name);
    }
    assert_eq!(told(), Vec::<String>::new());
    write("b/c.mail.pdf");
    let one = "1 PDF file in out belongs to no release and into no bag: b/c.mail.pdf";
    assert_eq!(told(), [one]);
    for name in ["5.mail.pdf", "3.mail.pdf", "4.pdf"] {
        write(name);
    }
    let four = "4 PDF files in out belong to no release and into no bag: \
                3.mail.pdf, 4.pdf, 5.mail.pdf and 1 more";
    assert_eq!(told(), [four]);
    let mut order = order(out.path(), &to, &[]);
    order.deny_warnings = true;
    assert!(make(&order).expect_err("refused").has_errors());
}

#[test]
fn a_bag_that_is_not_written_now_stays_and_is_told() {
    let out = rendered();
    let to = packed(out.path());
    let mut manifest = Manifest::load(out.path());
    manifest.retract(["a"].into_iter()).expect("written");
    manifest.save().expect("saved");
    fs::remove_file(out.path().join("a.archive.pdf")).expect("removed");
    let packed = make(&order(out.path(), &to, &[])).expect("packed");
    let told: Vec<_> = packed.diags.iter().map(|d| (d.code, d.message.as_str())).collect();
    let [("stale-bag", message)] = told[..] else { panic!("{told:?}") };
    assert!(message.starts_with("1 bag in") && message.ends_with(": 2021-02"), "{message}");
    assert_eq!(problems(&to.join("2021-02")), Vec::<String>::new());
}

#[test]
fn a_changed_byte_is_told_once() {
    let out = rendered();
    let bag = packed(out.path()).join("2021-02");
    let file = bag.join("data/a.archive.pdf");
    let mut bytes = fs::read(&file).expect("a file");
    bytes[0] ^= 1;
    fs::write(&file, bytes).expect("changed");
    let problems = problems(&bag);
    assert!(problems.len() == 1 && problems[0].contains("checksum differs"), "{problems:?}");
}

#[test]
fn an_output_that_was_changed_is_not_packed() {
    let out = rendered();
    fs::write(out.path().join("a.archive.pdf"), "changed").expect("changed");
    let to = out.path().join("bags");
    let diags = make(&order(out.path(), &to, &[])).expect_err("refused");
    assert!(diags.iter().any(|d| d.code == "changed-output"));
    assert!(!to.join("2021-02").exists());
}

#[test]
fn percent_signs_lie_in_bags_where_every_reader_finds_them() {
    let out = rendered();
    let bag = packed(out.path()).join("2021-03");
    assert!(bag.join("data/b/ü\u{ff05}.archive.pdf").is_file());
    let index = fs::read_to_string(out.path().join("bags/index.html")).expect("a page");
    assert!(index.contains("href=\"2021-03/data/b/%C3%BC%EF%BC%85.archive.pdf\""), "{index}");
}

#[test]
fn a_page_escapes_what_releases_say() {
    let mut odd = entry("a", "2021-01-01", b"x");
    odd.card.headline = "<b> & \"c\"".to_owned();
    odd.card.embargo = Some("Sperrfrist: <i>".to_owned());
    let folder = tempfile::tempdir().expect("a folder");
    let mut manifest = Manifest::load(folder.path());
    manifest.record("a", &odd);
    manifest.save().expect("saved");
    let manifest = Manifest::load(folder.path());
    let mut page = Vec::new();
    let (out, verdicts) = (folder.path(), &Verdicts::default());
    let stock = Stock { out, manifest: &manifest, verdicts, now: NOW };
    page::html(&stock, &group(&manifest, Period::Month), &mut page).expect("written");
    let page = String::from_utf8(page).expect("text");
    assert!(page.contains("&lt;b&gt; &amp; &quot;c&quot; <small>Sperrfrist: &lt;i&gt;</small>"));
    assert!(!page.contains("<b>") && !page.contains("<i>"));
}

#[test]
fn spreadsheets_get_no_formulas() {
    let bytes = b"x";
    let mut formula = entry("a", "2021-01-01", bytes);
    formula.card.headline = "=1+1".to_owned();
    let row = index::Row::new(&formula, &formula.outputs[0], "", &[], None);
    assert!(row.csv().contains("\"'=1+1\""));
}

#[test]
fn every_edition_declares_its_standards() {
    use crate::export::Edition;
    let declared = Edition::ALL.map(|edition| (edition.name(), index::declares(edition.name())));
    let wanted = [
        ("mail", "PDF/A-3a, PDF/UA-1"),
        ("print", "PDF/X-4"),
        ("archive", "PDF/A-3a, PDF/UA-1"),
        ("triple", "PDF/X-4, PDF/A-2a, PDF/UA-1"),
    ];
    assert_eq!(declared, wanted);
}

#[test]
fn the_newest_release_comes_first_and_copies_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut manifest = Manifest::load(folder.path());
    for (file, date) in [("a", "2021-02-03"), ("b", "2021-02-17"), ("c", "2021-03-01")] {
        fs::write(folder.path().join(file), "same").expect("an output");
        manifest.record(file, &entry(file, date, b"same"));
    }
    manifest.save().expect("saved");
    let to = folder.path().join("bags");
    make(&order(folder.path(), &to, &[])).expect("packed");
    let page = fs::read_to_string(to.join("index.html")).expect("a page");
    let places: Vec<_> = ["2021-03-01", "2021-02-17", "2021-02-03"].map(|d| page.find(d)).into();
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    let rows: serde_json::Value =
        serde_json::from_slice(&fs::read(to.join("2021-02/index.json")).expect("an index"))
            .expect("json");
    assert_eq!((&rows[0]["duplicate_of"], &rows[1]["duplicate_of"]), (&"".into(), &"a".into()));
}

#[test]
fn what_a_killed_run_left_is_removed_and_a_second_run_told() {
    let out = rendered();
    let to = packed(out.path());
    fs::create_dir(to.join(".pressblatt-a1B2c3")).expect("left behind");
    fs::write(to.join(".pressblatt-a1B2c4"), "<!DOC").expect("left behind");
    packed(out.path());
    let is_left = |e: &fs::DirEntry| e.file_name().to_string_lossy().contains("t-a1B2c");
    assert_eq!(fs::read_dir(&to).expect("read").flatten().filter(is_left).count(), 0);
    for folder in [out.path(), to.as_path()] {
        let _lock = FolderLock::take(folder).expect("free");
        let diags = make(&order(out.path(), &to, &[])).expect_err("refused");
        assert!(diags.iter().any(|d| d.code == "folder-in-use"));
    }
    assert!(make(&order(out.path(), out.path(), &[])).is_ok());
}

#[test]
fn a_file_listed_twice_is_told() {
    let out = rendered();
    let bag = packed(out.path()).join("2021-02");
    let path = bag.join("manifest-sha256.txt");
    let text = fs::read_to_string(&path).expect("a manifest");
    fs::write(&path, text.repeat(2)).expect("written");
    assert!(problems(&bag).iter().any(|p| p.contains("lists data/a.archive.pdf twice")));
}
