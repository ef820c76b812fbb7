//! Many releases in one run: what is rendered, what is left alone, what is
//! refused, and shards that are joined.

use std::fs;
use std::path::PathBuf;

use crate::harness::{Workshop, golden, root};
use crate::transcripts::{SMALL, transcript};

/// A workshop with releases `in/NAME.ron`, each with a number of its own.
fn workshop(names: &[&str]) -> Workshop {
    let workshop = Workshop::new();
    for (index, name) in names.iter().enumerate() {
        release(&workshop, name, &format!("{}.", index + 1));
    }
    workshop
}

fn release(workshop: &Workshop, name: &str, number: &str) -> PathBuf {
    workshop.write(&format!("in/{name}.ron"), SMALL.replace("7.", number))
}

/// Runs, and returns the exit code and the last line said.
fn say(workshop: &Workshop, args: &[&str]) -> (i32, String) {
    let run = workshop.run(args);
    let last =
        crate::transcripts::timeless(run.stderr.trim_end()).lines().last().map(str::to_owned);
    (run.code, last.unwrap_or_default())
}

fn pdfs(workshop: &Workshop, below: &str) -> Vec<String> {
    let files = workshop.files(below).into_iter();
    files.filter(|name| name.ends_with(".pdf")).collect()
}

#[test]
fn a_folder_renders_only_what_changed() {
    let workshop = workshop(&["a", "b/c"]);
    let render = ["render", "in"];
    assert_eq!(workshop.run(&render).code, 0);
    let (_, nothing) = say(&workshop, &render);
    assert!(nothing.contains("rendered nothing") && nothing.contains("2 unchanged"), "{nothing}");
    // Touched but the same.
    release(&workshop, "a", "1.");
    assert!(say(&workshop, &render).1.contains("2 unchanged"));
    release(&workshop, "a", "3.");
    assert!(say(&workshop, &render).1.contains("1 unchanged"));
    // A file named by hand always renders, and what is known of it stays true.
    assert!(say(&workshop, &["render", "in/a.ron"]).1.contains("wrote out/a.mail.pdf"));
    assert!(say(&workshop, &render).1.contains("2 unchanged"));
    assert!(!say(&workshop, &["render", "in", "--force"]).1.contains("unchanged"));
    // A lost file is made anew.
    fs::remove_file(workshop.path().join("out/b/c.mail.pdf")).expect("removed");
    assert!(say(&workshop, &render).1.contains("wrote out/b/c.mail.pdf"));
}

#[test]
fn a_photo_that_changes_renders_its_releases_only() {
    let workshop = workshop(&["a", "b"]);
    let photo = |grey: u8| {
        let mut png = Vec::new();
        let pixels = image::GrayImage::from_pixel(300, 300, image::Luma([grey]));
        let mut writer = std::io::Cursor::new(&mut png);
        pixels.write_to(&mut writer, image::ImageFormat::Png).expect("a picture");
        workshop.write("in/bad.png", png);
    };
    photo(100);
    let with_photo = SMALL.replace(
        "    body:",
        "    photos: [(file: \"bad.png\", alt: \"Das Bad\", credit: \"Stadt\")],\n    body:",
    );
    workshop.write("in/b.ron", with_photo);
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    assert!(say(&workshop, &["render", "in"]).1.contains("2 unchanged"));
    photo(101);
    let (_, said) = say(&workshop, &["render", "in"]);
    assert!(said.contains("wrote out/b.mail.pdf") && said.contains("1 unchanged"), "{said}");
}

#[test]
fn a_layout_that_changes_renders_its_releases_only() {
    let workshop = workshop(&["a"]);
    let house = |margin: u32| {
        let layout = fs::read_to_string(root().join("layouts/museum.ron")).expect("a layout");
        let name = layout.find("name:").expect("a name");
        let changed = format!("{}// {margin}\n    {}", &layout[..name], &layout[name..]);
        workshop.write("layouts/haus.ron", changed);
    };
    house(1);
    for (name, number, layout) in [("b", "2.", "haus"), ("c", "3.", "museum"), ("d", "4.", "haus")]
    {
        let text = SMALL.replace("7.", number).replace("stadt-dortmund", layout);
        workshop.write(&format!("in/{name}.ron"), text);
    }
    let logo = fs::read(root().join("layouts/museum-logo.svg")).expect("a logo");
    workshop.write("layouts/museum-logo.svg", logo);
    let run = workshop.run(&["render", "in"]);
    assert_eq!((run.code, pdfs(&workshop, "out").len()), (0, 4), "{}", run.stderr);
    assert!(say(&workshop, &["render", "in"]).1.contains("4 unchanged"));
    house(2);
    let (_, said) = say(&workshop, &["render", "in"]);
    assert!(said.contains("2 releases") && said.contains("2 unchanged"), "{said}");
}

/// What an edition was made from is looked at for each edition that is kept.
#[test]
fn a_profile_or_layout_that_changes_renders_the_print_editions() {
    let workshop = workshop(&["a"]);
    let house = fs::read_to_string(root().join("layouts/stadt-dortmund.ron")).expect("a layout");
    let house = house.replacen(
        "    flow: [",
        "    print: (output_profile: \"press.icc\", output_condition: \"FOGRA39\"),\n    flow: [",
        1,
    );
    workshop.write("layouts/haus.ron", &house);
    let mut profile = fs::read(root().join("profiles/coated-fogra39-300.icc")).expect("a profile");
    workshop.write("layouts/press.icc", &profile);
    let both = ["render", "in", "--layout", "haus", "--edition", "mail,print"];
    let run = workshop.run(&both);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(say(&workshop, &both).1.contains("1 unchanged"));
    // The creation date in the header of the profile (ICC.1, 7.2.1).
    profile[25] ^= 1;
    workshop.write("layouts/press.icc", &profile);
    assert!(!say(&workshop, &both).1.contains("unchanged"));
    // Of the print edition nothing is claimed when only the mail is made anew.
    workshop.write("layouts/haus.ron", format!("// Neu.\n{house}"));
    assert_eq!(workshop.run(&["render", "in", "--layout", "haus", "--edition", "mail"]).code, 0);
    assert!(!say(&workshop, &both).1.contains("unchanged"));
    assert!(say(&workshop, &both).1.contains("1 unchanged"));
}

#[test]
fn patterns_are_searched_where_no_shell_expands_them() {
    let workshop = workshop(&["2025-1", "2026-1", "2026-2", "old/2026-3"]);
    let (code, _) = say(&workshop, &["render", "in/2026-*.ron"]);
    assert_eq!(code, 0);
    assert_eq!(pdfs(&workshop, "out"), ["out/2026-1.mail.pdf", "out/2026-2.mail.pdf"]);
    let (_, said) = say(&workshop, &["render", "in/**/2026-*.ron"]);
    assert!(said.contains("wrote out/old/2026-3.mail.pdf") && said.contains("2 unchanged"));
    // What the pattern does not cover is not gone; what it covers is.
    workshop.run(&["render", "in"]);
    fs::remove_file(workshop.path().join("in/2026-1.ron")).expect("removed");
    fs::remove_file(workshop.path().join("in/2025-1.ron")).expect("removed");
    let run = workshop.run(&["render", "in/2026-*.ron"]);
    assert!(run.stderr.contains("the release of 2026-1.*.pdf is gone"), "{}", run.stderr);
    assert!(!run.stderr.contains("2025-1"), "{}", run.stderr);
    let (code, said) = say(&workshop, &["render", "in/2027-*.ron"]);
    assert_eq!((code, said.contains("1 error")), (1, true), "{said}");
}

#[test]
fn ignored_and_hidden_releases_are_left_out() {
    let workshop = workshop(&["a", "draft", "b/old", ".hidden"]);
    workshop.write("in/.ignore", "draft.ron\n");
    workshop.write("in/b/.gitignore", "old.ron\n");
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    assert_eq!(pdfs(&workshop, "out"), ["out/a.mail.pdf"]);
}

#[test]
fn since_leaves_out_what_is_older() {
    let workshop = workshop(&["a", "b"]);
    workshop.write("in/old.ron", SMALL.replace("2024-05-02", "2023-12-31"));
    for wait in ["before anything is known", "by what the manifest knows"] {
        let (code, said) = say(&workshop, &["render", "in", "--since", "2024-05-02"]);
        assert_eq!((code, said.contains("1 left out")), (0, true), "{wait}: {said}");
        assert_eq!(pdfs(&workshop, "out"), ["out/a.mail.pdf", "out/b.mail.pdf"]);
        workshop.run(&["render", "in", "--out", "all"]);
    }
    let (_, said) = say(&workshop, &["render", "in", "--out", "all", "--since", "2024-01-01"]);
    assert!(said.contains("2 unchanged; 1 left out"), "{said}");
    assert_eq!(workshop.run(&["render", "in", "--since", "yesterday"]).code, 2);
}

#[test]
fn what_is_gone_is_told_and_removed_only_when_asked() {
    let workshop = workshop(&["a", "b"]);
    workshop.run(&["render", "in"]);
    fs::remove_file(workshop.path().join("in/a.ron")).expect("removed");
    let run = workshop.run(&["render", "in"]);
    assert!(run.code == 0 && run.stderr.contains("stale-output"), "{}", run.stderr);
    assert_eq!(pdfs(&workshop, "out").len(), 2);
    fs::remove_file(workshop.path().join("in/b.ron")).expect("removed");
    let run = workshop.run(&["render", "in", "--prune"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for stem in ["a", "b"] {
        let note = format!("note[pruned-output]: {stem}.*.pdf went with its release");
        assert_eq!(run.stderr.matches(&note).count(), 1, "{}", run.stderr);
    }
    let told = workshop.run(&["render", "in", "--prune"]).stderr;
    assert!(!told.contains("pruned-output"), "{told}");
    assert_eq!(pdfs(&workshop, "out"), [""; 0]);
}

#[test]
fn names_that_sort_otherwise_than_their_paths_are_known_again() {
    let names = ["a", "a-b", "a/b", "a b", "a.b", "A", "ä"];
    let workshop = workshop(&names);
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    for (index, name) in names.iter().enumerate() {
        let run = workshop.run(&["render", "in"]);
        let unchanged = format!("{} unchanged", names.len() - index);
        assert!(run.stderr.contains(&unchanged), "{name}: {}", run.stderr);
        assert_eq!(run.stderr.matches("stale-output").count(), index, "{name}: {}", run.stderr);
        fs::remove_file(workshop.path().join(format!("in/{name}.ron"))).expect("removed");
    }
}

#[test]
fn releases_in_each_others_way_are_named() {
    let workshop = workshop(&["a", "b", "x/c"]);
    release(&workshop, "b", "3.");
    workshop.write("more/a.ron", SMALL);
    let args = ["render", "in", "more"];
    let run = workshop.run(&args);
    transcript("in_each_others_way", &args, &workshop, &run);
    // The state stays wrong, so it is told again.
    assert!(workshop.run(&["render", "in"]).stderr.contains("duplicate-number"));
    let check = workshop.run(&["check", "in"]);
    let told = "in/b.ron and in/x/c.ron both have number 3. of 2024";
    assert!(check.code == 1 && check.stderr.contains(told), "{}", check.stderr);
}

#[test]
fn numbers_given_twice_are_told_of_named_files_too() {
    let workshop = workshop(&["a", "b", "c"]);
    release(&workshop, "c", "2.");
    let told = "error[duplicate-number]: in/b.ron and in/c.ron both have number 2. of 2024";
    for command in ["render", "check"] {
        let run = workshop.run(&[command, "in/a.ron", "in/b.ron", "in/c.ron"]);
        assert!(run.code == 1 && run.stderr.contains(told), "{command}: {}", run.stderr);
        assert!(run.stderr.contains("--> in/c.ron:3:13"), "{command}: {}", run.stderr);
        let run = workshop.run(&[command, "in/a.ron", "in/b.ron"]);
        assert_eq!(run.code, 0, "{command}: {}", run.stderr);
    }
    // One file under two names is no second one.
    let run = workshop.run(&["check", "in/a.ron", "in/../in/a.ron"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn many_files_of_one_number_are_told_once() {
    let workshop = workshop(&["a", "b", "c", "d", "e"]);
    for name in ["b", "c", "d", "e"] {
        release(&workshop, name, "1.");
    }
    for args in [&["render", "in"][..], &["check", "in"], &["check", "in/a.ron", "in/b.ron"]] {
        let run = workshop.run(args);
        assert_eq!(run.stderr.matches("duplicate-number").count(), 1, "{}", run.stderr);
        let all = "in/a.ron, in/b.ron, in/c.ron and 2 more all have number 1. of 2024\n";
        assert_eq!(run.stderr.contains(all), args.len() == 2, "{}", run.stderr);
        assert!(run.stderr.contains("--> in/b.ron:3:13"), "{}", run.stderr);
    }
}

#[test]
fn a_second_run_into_the_folder_is_told_to_wait() {
    let workshop = workshop(&["a"]);
    fs::create_dir(workshop.path().join("out")).expect("a folder");
    let lock = fs::File::create(workshop.path().join("out/.pressblatt-lock")).expect("a file");
    lock.lock().expect("locked");
    let args = ["render", "in"];
    let run = workshop.run(&args);
    transcript("folder_in_use", &args, &workshop, &run);
    drop(lock);
    assert_eq!(workshop.run(&args).code, 0);
}

#[test]
fn two_runs_at_once_give_the_files_of_one() {
    let workshop = workshop(&["a", "b", "c", "d"]);
    let codes = std::thread::scope(|scope| {
        let runs = [(); 2].map(|()| scope.spawn(|| workshop.run(&["render", "in", "--force"])));
        runs.map(|run| run.join().expect("ended"))
    });
    for run in codes.iter().filter(|run| run.code != 0) {
        assert!(run.stderr.contains("folder-in-use"), "{}", run.stderr);
    }
    assert!(codes.iter().any(|run| run.code == 0));
    assert!(say(&workshop, &["render", "in"]).1.contains("4 unchanged"));
}

/// Three shards of nine releases in `out-1` to `out-3`.
fn shards() -> Workshop {
    let workshop = workshop(&["a", "b", "c", "d", "e", "x/f", "x/g", "y/h", "y/i"]);
    for shard in 1..=3 {
        let (shard, out) = (format!("{shard}/3"), format!("out-{shard}"));
        let run = workshop.run(&["render", "in", "--shard", &shard, "--out", &out]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
    workshop
}

const MERGE: [&str; 6] = ["merge", "out-1", "out-2", "out-3", "--to", "joined"];

#[test]
fn shards_joined_are_what_one_run_gives() {
    let workshop = shards();
    let run = workshop.run(&MERGE);
    transcript("merge", &MERGE, &workshop, &run);
    workshop.run(&["render", "in", "--out", "whole"]);
    for (joined, whole) in pdfs(&workshop, "joined").iter().zip(pdfs(&workshop, "whole")) {
        let read = |name: &str| fs::read(workshop.path().join(name)).expect("a file");
        assert!(read(joined) == read(&whole), "{joined}");
    }
    let names = [".pressblatt-manifest.jsonl"].map(|name| {
        ["joined", "whole"].map(|out| fs::read(workshop.path().join(out).join(name)).expect("read"))
    });
    assert!(names.iter().all(|[joined, whole]| joined == whole));
    let (_, said) = say(&workshop, &["render", "in", "--out", "joined"]);
    assert!(said.contains("9 unchanged"), "{said}");
    assert_eq!(workshop.run(&MERGE[..4]).code, 0);
}

#[test]
fn an_incomplete_merge_says_what_is_missing() {
    let workshop = shards();
    let mut text = String::new();
    let mut tell = |title: &str, args: &[&str]| {
        let run = workshop.run(args);
        text.push_str(&format!("# {title}\n$ pressblatt {}\nexit {}\n", args.join(" "), run.code));
        text.push_str(&format!("{}\n", run.stderr));
    };
    tell("A shard is missing.", &["merge", "out-1", "out-3", "--to", "joined"]);
    tell("A shard is there twice.", &["merge", "out-1", "out-1", "out-2", "out-3"]);
    tell("Not a shard.", &["merge", "in", "out-1", "out-2", "out-3"]);
    let victim = pdfs(&workshop, "out-2").remove(0);
    fs::write(workshop.path().join(&victim), "x").expect("damaged");
    tell("A file was changed.", &MERGE);
    let stem = victim.trim_start_matches("out-2/").trim_end_matches(".mail.pdf").to_owned();
    workshop.write(&format!("in/{stem}.ron"), "Release(");
    workshop.run(&["render", "in", "--shard", "2/3", "--out", "out-2"]);
    tell("A release failed.", &MERGE);
    release(&workshop, &stem, "77.");
    release(&workshop, "new", "78.");
    workshop.run(&["render", "in", "--shard", "2/3", "--out", "out-2"]);
    tell("The others did not see a new release.", &MERGE);
    fs::remove_file(workshop.path().join("in/new.ron")).expect("removed");
    workshop.run(&["render", "in", "--shard", "2/3", "--out", "out-2", "--edition", "all"]);
    tell("Other editions.", &MERGE);
    let name = "merge_incomplete";
    golden(&format!("transcripts/{name}.txt"), &text);
    assert_eq!(workshop.files("joined"), [""; 0]);
}

/// The summary of a run for programs.
#[test]
fn a_summary_in_json_counts_everything() {
    let workshop = workshop(&["a", "b"]);
    workshop.run(&["render", "in"]);
    workshop.write("in/bad.ron", "Release(");
    release(&workshop, "b", "9.");
    let run = workshop.run(&["render", "in", "--message-format", "json"]);
    let last = run.stderr.lines().last().expect("a line");
    let summary: serde_json::Value = serde_json::from_str(last).expect("JSON");
    let fields = &summary["summary"];
    for (field, count) in [("rendered", 1), ("unchanged", 1), ("failed", 1), ("pages", 1)] {
        assert_eq!(fields[field], count, "{field}: {last}");
    }
    assert_eq!((&fields["errors"], &fields["warnings"]), (&1.into(), &0.into()), "{last}");
    assert!(fields["seconds"].as_f64() > Some(0.0) && fields["files_per_second"].is_f64());
    let quiet = workshop.run(&["render", "in/a.ron", "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}

#[test]
fn a_summary_counts_what_is_found_and_says_how_much_of_it_is_shown() {
    let workshop = Workshop::new();
    for number in 1..=25 {
        let release = SMALL.replace("7.", &format!("{number}.")).replace("um 9", "um  9");
        workshop.write(&format!("in/{number}.ron"), release);
    }
    let (code, said) = say(&workshop, &["render", "in"]);
    assert_eq!(code, 0);
    assert!(said.ends_with("; 25 warnings (20 shown)"), "{said}");
    let run = workshop.run(&["render", "in", "--force", "--message-format", "json"]);
    let last = run.stderr.lines().last().expect("a line");
    let summary: serde_json::Value = serde_json::from_str(last).expect("JSON");
    assert_eq!(summary["summary"]["warnings"], 25, "{last}");
}

#[test]
fn the_first_failure_stops_a_run_that_is_to_fail_fast() {
    let workshop = workshop(&["b", "c"]);
    workshop.write("in/a.ron", "Release(");
    let (code, said) = say(&workshop, &["render", "in", "--fail-fast", "--jobs", "1"]);
    assert_eq!(code, 1);
    assert!(said.contains("1 failed") && said.contains("stopped"), "{said}");
    assert_eq!(pdfs(&workshop, "out"), [""; 0]);
}

#[test]
fn what_a_newer_version_wrote_is_left_alone() {
    let workshop = workshop(&["a"]);
    let shard = ["render", "in", "--shard", "1/1"];
    assert_eq!(workshop.run(&shard).code, 0);
    let manifest = workshop.path().join("out/.pressblatt-manifest.jsonl");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    let newer = text.replacen("\"pressblatt_manifest\":1", "\"pressblatt_manifest\":2", 1);
    workshop.write("out/.pressblatt-manifest.jsonl", &newer);
    release(&workshop, "a", "2.");
    for args in [
        &shard[..],
        &["render", "in/a.ron"],
        &["package", "out"],
        &["merge", "out"],
        &["merge", "out", "--to", "joined"],
    ] {
        let run = workshop.run(args);
        let told = run
            .stderr
            .contains("error[newer-manifest]: a newer version of the program wrote into out");
        assert!(run.code == 1 && told, "{args:?}: {}", run.stderr);
    }
    assert_eq!(fs::read_to_string(&manifest).expect("still there"), newer);
}

#[test]
fn a_manifest_that_cannot_be_read_is_told() {
    let workshop = workshop(&["a"]);
    assert_eq!(workshop.run(&["render", "in"]).code, 0);
    workshop.write("out/.pressblatt-manifest.jsonl", "{\"press");
    let run = workshop.run(&["package", "out"]);
    let told = "error[spoilt-manifest]: the manifest of out cannot be read";
    assert!(run.code == 1 && run.stderr.contains(told), "{}", run.stderr);
    let run = workshop.run(&["render", "in"]);
    let told = "warning[spoilt-manifest]: the manifest of out cannot be read";
    assert!(run.code == 0 && run.stderr.contains(told), "{}", run.stderr);
    let (code, said) = say(&workshop, &["render", "in"]);
    assert!(code == 0 && said.ends_with("1 unchanged"), "{said}");
}

#[test]
fn shards_that_cannot_be_read_are_not_called_missing() {
    let workshop = shards();
    workshop.write("out-1/.pressblatt-shard.json", "{");
    for (folder, told) in [
        ("out-1", "the record of the shard in out-1 cannot be read"),
        ("nowhere", "there is no folder nowhere"),
    ] {
        let run = workshop.run(&["merge", folder, "out-2", "out-3"]);
        assert!(run.code == 1 && run.stderr.contains(told), "{}", run.stderr);
        assert_eq!(run.stderr.matches("error[").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn a_file_in_the_way_of_the_output_folder_is_told() {
    let workshop = workshop(&["a"]);
    workshop.write("file", "x");
    let way = "cannot be written: something that is no folder is in the way";
    for out in ["file", "file/below"] {
        for what in ["in", "in/a.ron"] {
            let run = workshop.run(&["render", what, "--out", out]);
            assert!(run.code == 1 && run.stderr.contains(way), "{}", run.stderr);
        }
    }
    let run = shards();
    run.write("file", "x");
    let joined = run.run(&["merge", "out-1", "out-2", "out-3", "--to", "file"]);
    let last = "complete, but not all of it could be joined: 1 error";
    assert!(joined.code == 1 && joined.stderr.contains(last), "{}", joined.stderr);
}
