//! Bad input is normal input: a clear finding, never a panic, never half a file.

use crate::harness::Workshop;
use crate::transcripts::SMALL;

/// Renders a release and expects a finding of the given name.
fn finds(code: &str, release: impl AsRef<[u8]>) {
    let workshop = Workshop::new();
    workshop.write("a.ron", release);
    expect(&workshop, code, &["render", "a.ron"]);
}

fn expect(workshop: &Workshop, code: &str, args: &[&str]) {
    let run = workshop.run(args);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(run.code == 0 || run.code == 1, "exit {}: {}", run.code, run.stderr);
    assert!(run.stderr.contains(&format!("[{code}]")), "no [{code}] in:\n{}", run.stderr);
}

/// Replaces the body of the small release.
fn with_body(body: &str) -> String {
    SMALL.replace("Das Stadtbad öffnet am Samstag um 9 Uhr.", body)
}

#[test]
fn unknown_field() {
    finds("unknown-field", SMALL.replace("number:", "nummber:"));
}

#[test]
fn duplicate_field() {
    finds("duplicate-field", SMALL.replace("number: \"7.\",", "number: \"7.\", number: \"8.\","));
}

#[test]
fn missing_field() {
    finds("missing-field", "Release(layout: \"stadt-dortmund\", date: \"2024-05-02\")");
}

#[test]
fn invalid_utf8() {
    finds("not-utf-8", b"Release(\n  headline: \"\xff\",\n)".as_slice());
}

#[test]
fn impossible_date() {
    finds("bad-date", SMALL.replace("2024-05-02", "2024-02-30"));
}

#[test]
fn empty_headline() {
    finds("empty-text", SMALL.replace("Stadtbad öffnet am Samstag", " ").replace("um 9", "9"));
}

#[test]
fn missing_photo() {
    let photos = "photos: [(file: \"fehlt.jpg\", alt: \"x\", credit: \"y\")],\n)";
    finds("image-unreadable", SMALL.replace("\n)", &format!("\n{photos}")));
}

#[test]
fn missing_photo_is_told_once() {
    let workshop = Workshop::new();
    let photos = "photos: [(file: \"fehlt.jpg\", place: Sheet)],\n)";
    workshop.write("a.ron", SMALL.replace("\n)", &format!("\n{photos}")));
    let run = workshop.run(&["render", "a.ron"]);
    // Not as well that it lacks alt text, credit and rights and is not attached.
    assert_eq!(
        run.stderr.matches("fehlt.jpg:").count() + run.stderr.matches("`fehlt.jpg`").count(),
        1,
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("[image-unreadable]") && !run.stderr.contains("warning"));
}

#[test]
fn photo_outside_the_folder() {
    let photos = "photos: [(file: \"../fehlt.jpg\", alt: \"x\", credit: \"y\")],\n)";
    finds("image-unreadable", SMALL.replace("\n)", &format!("\n{photos}")));
}

#[test]
fn broken_photo() {
    let workshop = Workshop::new();
    let photos = "photos: [(file: \"a.jpg\", alt: \"x\", credit: \"y\")],\n)";
    workshop.write("a.ron", SMALL.replace("\n)", &format!("\n{photos}")));
    workshop.write("a.jpg", [0xff, 0xd8, 0xff, 0xe0, 0, 16]);
    expect(&workshop, "image-broken", &["render", "a.ron"]);
}

#[test]
fn damaged_photo_is_told_once() {
    for bytes in [&b""[..], b"kein Foto, sondern Text", b"\xff\xd8\xff\xe0\0\x10"] {
        let workshop = Workshop::new();
        let photos = "photos: [(file: \"a.jpg\", place: Sheet)],\n)";
        workshop.write("a.ron", SMALL.replace("\n)", &format!("\n{photos}")));
        workshop.write("a.jpg", bytes);
        for command in ["render", "check"] {
            assert_eq!(told(&workshop, &[command, "a.ron"]), ["image-broken"], "{bytes:?}");
        }
    }
}

#[test]
fn pictures_that_were_cut_off() {
    let workshop = Workshop::new();
    for name in ["kreisarchiv.jpg", "haushalt-diagramm.png"] {
        let photos = format!("photos: [(file: \"{name}\", alt: \"x\", place: Lead)],\n)");
        workshop.write("a.ron", SMALL.replace("\n)", &format!("\n{photos}")));
        let photo = std::fs::read(crate::harness::root().join("releases").join(name));
        let photo = photo.expect("a photo");
        workshop.write(name, &photo[..photo.len() - 100]);
        expect(&workshop, "image-broken", &["check", "a.ron"]);
    }
}

/// Headers and ends are whole: only decoding tells, which `check` does.
#[test]
fn pictures_that_are_damaged_inside() {
    let workshop = Workshop::new();
    for (name, place, code) in [
        ("haushalt-diagramm.png", "Lead", "image-broken"),
        ("haushalt-diagramm.png", "Attached", "image-broken"),
        ("kreisarchiv.jpg", "Lead", "image-damaged"),
    ] {
        let photo = format!("file: \"{name}\", alt: \"x\", credit: \"Amt\", rights: \"frei\"");
        let photos = format!("photos: [({photo}, place: {place})],\n)");
        let release = SMALL.replace("\n)", &format!("\n{photos}"));
        let release = release.replace("number:", "allow: [\"photo-metadata-differs\"], number:");
        let photo = std::fs::read(crate::harness::root().join("releases").join(name));
        let mut photo = photo.expect("a photo");
        workshop.write("a.ron", &release);
        workshop.write(name, &photo);
        assert_eq!(told(&workshop, &["check", "a.ron"]), [""; 0], "{name}");
        // Some of the data in the middle, so that the chunks still follow each other.
        let (middle, end) = (photo.len() / 2, photo.len() / 2 + photo.len() / 8);
        match name.ends_with("png") {
            true => photo[middle..end].fill(0),
            false => drop(photo.drain(middle..photo.len() - 2)),
        }
        workshop.write(name, &photo);
        assert_eq!(told(&workshop, &["check", "a.ron"]), [code], "{name}");
        let allowed = release.replace("allow: [", "allow: [\"image-damaged\", ");
        workshop.write("a.ron", allowed);
        let told = told(&workshop, &["check", "a.ron"]);
        assert_eq!(told.is_empty(), code == "image-damaged", "{name}: {told:?}");
    }
}

/// The names of all findings of a check, in order.
fn told(workshop: &Workshop, args: &[&str]) -> Vec<String> {
    let run = workshop.run(args);
    let name = |line: &str| {
        let rest = line.strip_prefix("error[").or_else(|| line.strip_prefix("warning["))?;
        Some(rest.split_once(']')?.0.to_owned())
    };
    run.stderr.lines().filter_map(name).collect()
}

/// A fault is told, and nothing that only follows from it.
#[test]
fn faults_have_no_echo() {
    for (field, with, code) in [
        ("headline:", "haedline:", "unknown-field"),
        ("layout: \"stadt-dortmund\"", "layout: 5", "wrong-type"),
        ("body: \"Das Stadtbad", "body: 5, kicker: \"Das Stadtbad", "wrong-type"),
        ("body:", "contact: [\"Amt\"], verantwortung: \"Leitung\", body:", "unknown-field"),
        ("body: \"Das Stadtbad", "language: \"english\", body: \"“The” city", "bad-language"),
        ("2024-05-02", "2.5.2024", "bad-date"),
        ("number: \"7.\",\n    date: \"2024", "number: \"7/2023\",\n    date: \"2O24", "bad-date"),
        ("body:", "allow: 5, body:", "wrong-type"),
    ] {
        let workshop = Workshop::new();
        assert!(SMALL.contains(field), "{field}");
        // The weekday is that of another year than the one without a date.
        workshop
            .write("a.ron", SMALL.replace(field, with).replace("um 9 Uhr", "am Samstag, 4. Mai"));
        assert_eq!(told(&workshop, &["check", "a.ron"]), [code], "{with}");
    }
}

/// The mail edition is refused for the headline, not for the next heading.
#[test]
fn a_layout_without_titles_is_not_blamed_on_headings() {
    let workshop = Workshop::new();
    let layout = pressblatt::model::template::layout("haus").replacen("        Title,\n", "", 1);
    workshop.write("layouts/haus.ron", layout);
    let release =
        SMALL.replace("stadt-dortmund", "haus").replace("body: \"", "body: \"# Bad\\n\\n");
    workshop.write("a.ron", release);
    let run = workshop.run(&["render", "a.ron"]);
    assert!(run.code == 1 && run.stderr.contains("error[field-not-shown]"), "{}", run.stderr);
    assert!(!run.stderr.contains("skipped-heading"), "{}", run.stderr);
    assert_eq!(workshop.run(&["render", "a.ron", "--edition", "print"]).code, 0);
}

#[test]
fn what_a_photo_lost_is_not_missed() {
    let workshop = Workshop::new();
    let photos =
        "photos: [(file: \"a.png\", alt: 5, credit: \"A\", rights: \"r\", place: Lead)],\n)";
    workshop.write("a.ron", SMALL.replace("\n)", &format!("\n{photos}")));
    let photo = std::fs::read(crate::harness::root().join("releases/haushalt-diagramm.png"));
    workshop.write("a.png", photo.expect("a photo"));
    assert_eq!(told(&workshop, &["render", "a.ron"]), ["wrong-type"]);
    // But what was never written is, beside another fault.
    let release = SMALL.replace("2024-05-02", "2024-05-32");
    workshop
        .write("a.ron", release.replace("\n)", &format!("\n{}", photos.replace("alt: 5, ", ""))));
    let found = told(&workshop, &["render", "a.ron"]);
    assert_eq!(found, ["missing-alt-text", "bad-date", "missing-alt"]);
}

#[test]
fn a_layout_with_errors_hides_nothing() {
    let workshop = Workshop::new();
    let layout = pressblatt::model::template::layout("haus");
    let layout = layout.replacen("left: \"", "left: \"x", 1);
    workshop.write("layouts/haus.ron", layout.replace("SourceSans3-Regular", "SourceSans3-Regulr"));
    let photos = "photos: [(file: \"fehlt.jpg\")],\n)";
    let release = with_body("[Karten](ftp://example.org/)").replace("\n)", &format!("\n{photos}"));
    workshop.write("a.ron", release.replace("stadt-dortmund", "haus"));
    let mut found = told(&workshop, &["check", "a.ron"]);
    found.sort();
    assert_eq!(found, ["bad-length", "font-unreadable", "image-unreadable", "link-target"]);
}

#[test]
fn a_contact_block_of_eighty_lines() {
    let workshop = Workshop::new();
    let layout = std::fs::read_to_string(crate::harness::root().join("layouts/stadt-dortmund.ron"));
    let lines: String = (1..=80).map(|n| format!("            \"Zeile {n}\",\n")).collect();
    let layout =
        layout.expect("a layout").replacen("contact: [\n", &format!("contact: [\n{lines}"), 1);
    let line = 1 + layout[..layout.find("\"Zeile 1\"").expect("it")].matches('\n').count();
    workshop.write("layouts/stadt-dortmund.ron", layout);
    workshop.write("a.ron", SMALL);
    let run = workshop.run(&["check", "a.ron"]);
    let place = format!("layouts/stadt-dortmund.ron:{line}:");
    assert!(run.stderr.contains("error[no-room]: the contact block of 8"), "{}", run.stderr);
    assert!(
        run.stderr.contains(&place) && run.stderr.contains("help: leave out"),
        "{}",
        run.stderr
    );
}

#[test]
fn broken_font() {
    let workshop = Workshop::new();
    let layout = std::fs::read_to_string(crate::harness::root().join("layouts/stadt-dortmund.ron"));
    workshop.write("layouts/stadt-dortmund.ron", layout.expect("a layout"));
    workshop.write("fonts/source-sans/SourceSans3-Regular.otf", b"OTTO\0\x01 not a font");
    workshop.write("a.ron", SMALL);
    expect(&workshop, "font-broken", &["render", "a.ron"]);
    // What the font lacks is not told as well.
    let run = workshop.run(&["render", "a.ron"]);
    assert!(
        run.stderr.contains("1 error") && !run.stderr.contains("missing-glyph"),
        "{}",
        run.stderr
    );
}

#[test]
fn missing_glyph() {
    let release = with_body("Ein Zeichen:\n\nDann 漢 und 😀.");
    let (line, column) = (1 + release[..release.find('漢').expect("it")].matches('\n').count(), 6);
    let workshop = Workshop::new();
    workshop.write("a.ron", release);
    let place = format!("a.ron:{line}:{column}");
    for command in ["check", "render"] {
        let run = workshop.run(&[command, "a.ron"]);
        assert_eq!(run.code, 1, "{command}: {}", run.stderr);
        assert!(run.stderr.contains("error[missing-glyph]"), "{command}: {}", run.stderr);
        assert!(run.stderr.contains(&place), "{command}, {place}: {}", run.stderr);
        // One finding of the word, not one of the text and one of the edition.
        assert_eq!(run.stderr.matches("[missing-glyph]").count(), 2, "{command}: {}", run.stderr);
    }
    // Nor where another fault keeps the sheet from being written.
    let photo = "photos: [(file: \"x.jpg\", alt: \"x\", credit: \"x\")], body:";
    workshop.write("b.ron", with_body("Ein 漢.").replace("body:", photo));
    let run = workshop.run(&["render", "b.ron", "--edition", "all"]);
    assert!(run.stderr.contains("[image-unreadable]"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("[missing-glyph]").count(), 1, "{}", run.stderr);
    // In print a box shows what is missing.
    let run = workshop.run(&["render", "a.ron", "--edition", "print"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("warning[missing-glyph]"), "{}", run.stderr);
}

#[test]
fn ten_thousand_nested_lists() {
    finds("nesting-too-deep", with_body(&format!("{}a", "- ".repeat(10_000))));
}

#[test]
fn ten_thousand_nested_quotes() {
    finds("nesting-too-deep", with_body(&format!("{} a", ">".repeat(10_000))));
}

#[test]
fn many_one_word_paragraphs_and_one_long_one() {
    let workshop = Workshop::new();
    let words: String = (0..300).map(|n| format!("Wort{n}\n\n")).collect();
    let long = "Die Verwaltung teilt mit, dass der Rat beraten hat. ".repeat(800);
    workshop.write("a.ron", with_body(&format!("{words}{long}")));
    let run = workshop.run(&["render", "a.ron"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
}

#[test]
fn lengths_that_make_no_sense() {
    for (length, code) in [
        ("-5mm", "bad-length"),
        ("NaNmm", "bad-length"),
        ("1e300mm", "bad-length"),
        ("5", "bad-length"),
        ("250mm", "no-text-region"),
    ] {
        let workshop = Workshop::new();
        let layout = pressblatt::model::template::layout("haus");
        let start = layout.find("left: \"").expect("a left margin") + "left: \"".len();
        let end = start + layout[start..].find('"').expect("its end");
        let broken = format!("{}{length}{}", &layout[..start], &layout[end..]);
        workshop.write("layouts/haus.ron", broken);
        workshop.write("a.ron", SMALL.replace("stadt-dortmund", "haus"));
        expect(&workshop, code, &["render", "a.ron"]);
    }
}

#[test]
fn a_colorant_name_that_is_too_long() {
    let workshop = Workshop::new();
    let layout = pressblatt::model::template::layout("haus");
    let spot = format!("srgb: \"#000000\", spot: \"{}\"", "HKS".repeat(50));
    workshop.write("layouts/haus.ron", layout.replacen("srgb: \"#000000\"", &spot, 1));
    workshop.write("a.ron", SMALL.replace("stadt-dortmund", "haus"));
    expect(&workshop, "bad-colour", &["render", "a.ron"]);
}

/// Runs, and ends what waits for something that never comes.
#[cfg(unix)]
fn without_waiting(workshop: &Workshop, args: &[&str]) -> String {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_pressblatt"))
        .args(args)
        .current_dir(workshop.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    for _ in 0..1000 {
        if child.try_wait().expect("asked").is_some() {
            let output = child.wait_with_output().expect("ended");
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
            return said;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().expect("killed");
    panic!("{args:?} waits");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_not_waited_for() {
    let workshop = Workshop::new();
    let pipe = |name: &str| {
        let path = workshop.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let made = std::process::Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(made.success());
    };
    workshop.write("a.ron", SMALL);
    pipe("pipe.ron");
    let socket = workshop.path().join("socket.ron");
    let _socket = std::os::unix::net::UnixListener::bind(socket).expect("a socket");
    for (args, said) in [
        (&["render", "pipe.ron"][..], "pipe.ron cannot be read: it is a pipe, not a file"),
        (&["check", "socket.ron"], "socket.ron cannot be read: it is a socket, not a file"),
        (&["render", "/dev/null"], "/dev/null cannot be read: it is a device, not a file"),
        (&["check", "/dev/stdin"], "/dev/stdin cannot be read: it is a pipe, not a file"),
        (&["mail", "pipe.ron"], "it is a pipe, not a file"),
        (&["render", "--run", "x", "pipe.ron"], "it is a pipe, not a file"),
        (&["verify", "pipe.ron"], "it is a pipe, not a file"),
        (&["preflight", "pipe.ron"], "it is a pipe, not a file"),
        (&["preflight", "a.ron", "--preset", "pipe.ron"], "it is a pipe, not a file"),
        (&["render", "a.ron", "--layout", "pipe.ron"], "it is a pipe, not a file"),
        (&["render", "a.ron", "--layout", "./"], "it is a folder, not a file"),
        (&["mail", "a.ron", "--to", "pipe.ron"], "it is a pipe, not a file"),
        (&["render", "-"], "standard input is not read"),
        (&["check", "-"], "standard input is not read"),
        (&["mail", "-"], "standard input is not read"),
        (&["preflight", "-"], "standard input is not read"),
    ] {
        let stderr = without_waiting(&workshop, args);
        assert!(stderr.contains(said), "{args:?}: {stderr}");
    }
    for (name, field, said) in [
        (
            "bild.jpg",
            "photos: [(file: \"bild.jpg\", alt: \"x\", credit: \"y\")],",
            "picture `bild.jpg`",
        ),
        ("bild.pdf", "attachments: [(file: \"bild.pdf\", title: \"x\")],", "`bild.pdf`"),
    ] {
        pipe(name);
        workshop.write("b.ron", SMALL.replace("    body:", &format!("    {field}\n    body:")));
        let stderr = without_waiting(&workshop, &["render", "b.ron"]);
        let is_told = stderr.contains(said) && stderr.contains("it is a pipe, not a file");
        assert!(is_told, "{stderr}");
    }
    // A font beside a layout.
    let house = std::fs::read(crate::harness::root().join("layouts/din5008-b.ron"));
    workshop.write("haus/haus.ron", house.expect("a layout"));
    pipe("haus/fonts/source-sans/SourceSans3-Regular.otf");
    let stderr = without_waiting(&workshop, &["render", "a.ron", "--layout", "haus/haus.ron"]);
    assert!(stderr.contains("it is a pipe, not a file"), "{stderr}");
}

/// In a folder they are passed over, as what has another name is.
#[cfg(unix)]
#[test]
fn links_to_pipes_are_no_releases() {
    let workshop = Workshop::new();
    workshop.write("in/a.ron", SMALL);
    let path = |name: &str| workshop.path().join(name);
    let made = std::process::Command::new("mkfifo").arg(path("in/pipe.ron")).status();
    assert!(made.expect("mkfifo").success());
    let link = std::os::unix::fs::symlink;
    link("pipe.ron", path("in/link.ron")).expect("a link");
    link("nothing.ron", path("in/lost.ron")).expect("a link");
    link(".", path("in/round.ron")).expect("a link");
    let stderr = without_waiting(&workshop, &["render", "in"]);
    assert!(stderr.contains("in/lost.ron cannot be read: there is no such file"), "{stderr}");
    assert_eq!(stderr.matches("error[").count(), 1, "{stderr}");
}

/// A report that is cut short must not pass for one.
#[cfg(target_os = "linux")]
#[test]
fn a_report_that_cannot_be_written_is_told() {
    use std::process::Command;
    let workshop = Workshop::new();
    workshop.write("a.ron", SMALL);
    assert_eq!(workshop.run(&["render", "a.ron", "--edition", "print"]).code, 0);
    let preflight = |place: &str| {
        let to = std::fs::File::options().write(true).open(place).expect("a device");
        let output = Command::new(env!("CARGO_BIN_EXE_pressblatt"))
            .args(["preflight", "out/a.print.pdf", "--json", "--no-ink"])
            .current_dir(workshop.path())
            .stdout(to)
            .output()
            .expect("the program starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(preflight("/dev/null"), (Some(0), String::new()));
    let (code, said) = preflight("/dev/full");
    let told = "error[unwritable-file]: standard output cannot be written";
    assert!(code == Some(1) && said.contains(told), "{said}");
}
