//! Print runs through the whole program: files, ticket, refusals.

use std::fs;

use pressblatt::delivery::hash::sha256;
use serde_json::Value;

use crate::harness::{Workshop, root};

const RELEASES: [&str; 3] = [
    "2026-047-feuerwehr.ron",
    "2021-202-staedtediplomatie.ron",
    "2026-052-city-partnership-en.ron",
];

/// A workshop with a house that prints both sides, and the arguments of a run.
fn workshop(extra: &[&str]) -> (Workshop, Vec<String>) {
    let workshop = Workshop::new();
    let house = fs::read_to_string(root().join("layouts/din5008-b.ron")).expect("a layout");
    let house = house.replacen("page: (", "page: (two_sided: true, ", 1);
    workshop.write("layouts/haus.ron", house);
    let logo = fs::read(root().join("layouts/kreis-logo.svg")).expect("a logo");
    workshop.write("layouts/kreis-logo.svg", logo);
    let mut args: Vec<String> =
        ["render", "--run", "lauf", "--layout", "layouts/haus.ron"].map(str::to_owned).into();
    let path = |name: &str| root().join("releases").join(name).display().to_string();
    args.extend(RELEASES.map(path));
    args.extend(extra.iter().map(|arg| (*arg).to_owned()));
    (workshop, args)
}

fn render(workshop: &Workshop, args: &[String]) -> (Value, String) {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = workshop.run(&args);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(
        workshop.files("out"),
        ["out/lauf.print.pdf", "out/lauf.ticket.json", "out/lauf.ticket.txt"]
    );
    let read = |name: &str| fs::read(workshop.path().join("out").join(name)).expect("a file");
    let ticket: Value = serde_json::from_slice(&read("lauf.ticket.json")).expect("JSON");
    assert_eq!(ticket["sha256"], sha256(&read("lauf.print.pdf")));
    let text = String::from_utf8(read("lauf.ticket.txt")).expect("text");
    assert!(text.contains(ticket["sha256"].as_str().expect("a hash")));
    (ticket, text)
}

#[test]
fn the_ticket_says_what_is_in_the_file() {
    let (workshop, args) = workshop(&[]);
    let (ticket, text) = render(&workshop, &args);
    let parts = ticket["releases"].as_array().expect("releases");
    assert_eq!(parts.len(), RELEASES.len());
    for part in parts {
        assert_eq!(part["first_page"].as_u64().map(|page| page % 2), Some(1), "{part}");
    }
    let blanks = ticket["blank_pages"].as_array().expect("blanks").len();
    let findings = ticket["preflight"]["findings"].as_array().expect("findings");
    assert!(blanks > 0 && findings.len() == blanks, "{ticket}");
    for finding in findings {
        assert!(finding.as_str().is_some_and(|f| f.ends_with("(GWG-R0005); blank on purpose")));
    }
    let inks = ticket["inks"].as_array().expect("inks");
    assert!(inks.iter().any(|ink| ink["name"] == "Black"
        && ink["mean_percent"].as_f64().is_some_and(|mean| (0.5..20.0).contains(&mean))));
    assert!(text.contains("blank on purpose") && text.contains("fold marks"), "{text}");
}

#[test]
fn sheets_are_worked_and_turned() {
    let (workshop, args) = workshop(&["--impose", "2-up"]);
    let (ticket, text) = render(&workshop, &args);
    assert_eq!(ticket["sheet"]["work"], "work and turn");
    assert_eq!(ticket["sheet"]["copies_per_sheet"], 2);
    assert_eq!(ticket["preflight"]["findings"].as_array().map(Vec::len), Some(0), "{ticket}");
    assert!(text.contains("2 copies a sheet") && text.contains("450 x 320 mm"), "{text}");
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    let (workshop, args) = workshop(&["--impose", "4-up"]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = workshop.run(&args);
    assert_eq!(run.code, 1);
    assert!(
        run.stderr.contains("sheet-too-small") && run.stderr.contains("SRA2")
            || run.stderr.contains("--sheet"),
        "{}",
        run.stderr
    );
    assert!(workshop.files("out").is_empty());
    for args in [
        ["render", "--run", "a/b", "x.ron", "--quiet"],
        ["render", "--impose", "2-up", "x.ron", "--quiet"],
        ["render", "--run=a", "--edition", "mail", "x.ron"],
        ["render", "--report", "--edition", "print", "x.ron"],
    ] {
        assert_eq!(workshop.run(&args).code, 2);
    }
}

#[test]
fn statements_that_do_not_match_are_found_by_check() {
    let workshop = Workshop::new();
    let house = fs::read_to_string(root().join("layouts/museum.ron")).expect("a layout");
    let house = house.replacen("srgb: \"#b5121b\"", "srgb: \"#12b51b\"", 1);
    workshop.write("layouts/haus.ron", house);
    let release = root().join("releases").join(RELEASES[1]).display().to_string();
    let run = workshop.run(&["check", &release, "--layout", "layouts/haus.ron"]);
    assert!(run.stderr.contains("colours-unrelated"), "{}", run.stderr);
    let run = workshop.run(&["check", &release, "--layout", "museum"]);
    assert!(!run.stderr.contains("colours-unrelated"), "{}", run.stderr);
}
