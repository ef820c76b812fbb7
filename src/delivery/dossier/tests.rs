//! The table is complete and true to the sources; a page says what the
//! release says and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::compose::tags::{Element, TagTree};
use crate::delivery::job::Engine;
use crate::diag::Diagnostics;
use crate::text::Scratch;

/// The conditions for people, by class, from the protocol.
const CANNOT: &str = "02-002 03-001 03-002 03-003 05-001 05-002 05-003 08-001 08-002 12-001 \
    14-004 14-005 17-001 22-001 24-001 28-013 29-001";
const BUILT: &str = "01-001 01-002 01-006 09-001 09-002 09-003 13-001 13-003 13-005 13-006 13-008 \
    14-001 15-001 15-002 15-004 15-005 16-001 16-002 16-003 18-001 18-002 19-001 19-002 28-001 \
    28-003 31-010";
/// Those for programs, as `cpdfua.ml` and `DacChecker.cs` quote them.
const MACHINE: &str = "01-003 01-004 01-005 01-007 02-001 02-003 02-004 06-001 06-002 06-003 \
    07-001 07-002 09-004 09-005 09-006 09-007 09-008 10-001 11-001 11-002 11-003 11-004 11-005 \
    11-006 13-004 14-002 14-003 14-006 14-007 15-003 17-002 17-003 19-003 19-004 20-001 20-002 \
    20-003 21-001 25-001 26-001 26-002 28-002 28-004 28-005 28-006 28-007 28-008 28-009 28-010 \
    28-011 28-012 28-014 28-015 28-016 28-017 28-018 30-001 30-002 31-001 31-002 31-003 31-004 \
    31-005 31-006 31-007 31-008 31-009 31-011 31-012 31-013 31-014 31-015 31-016 31-017 31-018 \
    31-019 31-020 31-021 31-022 31-023 31-024 31-025 31-026 31-027 31-028 31-029 31-030";
const JUDGE: &str = "04-001 06-004 11-007 13-002 13-007";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn of(verdict: &str) -> Vec<&'static str> {
    let all = conditions().into_iter().filter(|c| c.verdict.name() == verdict);
    all.map(|c| c.id).collect()
}

#[test]
fn every_condition_is_there_once() {
    for (verdict, ids, count) in [
        ("machine-verified", MACHINE, 87),
        ("cannot-occur", CANNOT, 17),
        ("true-by-construction", BUILT, 26),
        ("to-judge", JUDGE, 5),
    ] {
        let ids: Vec<_> = ids.split_whitespace().collect();
        assert_eq!((of(verdict), ids.len()), (ids, count), "{verdict}");
    }
}

#[test]
fn numbers_are_unique_and_sorted_and_every_row_has_words() {
    let all = conditions();
    assert_eq!((all.len(), of("machine-verified").len()), (135, 87));
    for list in [human::CONDITIONS, machine::CONDITIONS] {
        assert!(list.windows(2).all(|pair| pair[0].id < pair[1].id));
    }
    assert!(all.windows(2).all(|pair| pair[0].id < pair[1].id), "a number comes twice");
    for condition in all {
        let (fault, reason) = (condition.fault, condition.verdict.reason());
        for text in [fault.de, fault.en, reason.de, reason.en] {
            assert!(!text.trim().is_empty(), "{}", condition.id);
        }
    }
}

fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, text);
        } else if path.extension().is_some_and(|e| e == "rs") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_test_and_clause_that_is_named_exists() {
    let mut code = String::new();
    sources(&root().join("src"), &mut code);
    sources(&root().join("tests/suite"), &mut code);
    let ledger = fs::read_to_string(root().join("src/export/PDF_UA1.md")).unwrap();
    let mut faults = Vec::new();
    for condition in conditions() {
        match condition.verdict {
            Verdict::TrueByConstruction { tests, .. } => {
                assert!(!tests.is_empty(), "{}", condition.id);
                let gone = tests.iter().filter(|t| {
                    !code.contains(&format!("#[test]\nfn {t}("))
                        && !code.contains(&format!("#[test]\n    fn {t}("))
                });
                faults.extend(gone.map(|test| format!("{}: no test `{test}`", condition.id)));
            }
            Verdict::MachineVerified { clause: Some(clause), .. } => {
                let row = ledger.lines().any(|l| l.starts_with(&format!("| {clause} | ")));
                if !row {
                    faults.push(format!("{}: no clause {clause}", condition.id));
                }
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn document(release: &str) -> Document {
    let path = root().join("releases").join(release);
    let mut diags = Diagnostics::new();
    let sheet = Engine::default().typeset(&path, None, &mut Scratch::default(), &mut diags);
    sheet.expect("a sheet").document
}

fn dossier(document: &Document) -> Dossier {
    Dossier::new(document, Edition::Mail, "a.mail.pdf", b"%PDF").expect("a dossier")
}

fn example() -> Document {
    document("2021-202-staedtediplomatie.ron")
}

#[test]
fn a_dossier_is_bound_to_bytes_and_always_the_same() {
    let document = example();
    let (first, again) = (dossier(&document), dossier(&document));
    assert_eq!((first.html(), first.json()), (again.html(), again.json()));
    let data: serde_json::Value = serde_json::from_str(&first.json()).expect("JSON");
    let file = &data["file"];
    let sha = sha256(b"%PDF");
    assert_eq!((file["sha256"].as_str(), sha.len()), (Some(sha.as_str()), 64));
    assert_eq!(file["blake3"], Hash::of(b"%PDF").to_string());
    assert_eq!((&file["bytes"], &file["pages"]), (&4.into(), &2.into()));
    assert_eq!((&file["date"], &file["name"]), (&"2021-02-17".into(), &"a.mail.pdf".into()));
    let other = Dossier::new(&document, Edition::Mail, "a.mail.pdf", b"%PDG").expect("a dossier");
    assert_ne!(other.json(), first.json());
    assert!(Dossier::new(&document, Edition::Print, "a.print.pdf", b"%PDF").is_none());
}

#[test]
fn questions_speak_of_this_very_file() {
    let document = example();
    let data: serde_json::Value = serde_json::from_str(&dossier(&document).json()).expect("JSON");
    let asked = data["questions"].as_array().expect("questions");
    let de = |id: &str| {
        let mut found = asked.iter().filter(|q| q["condition"] == id);
        found.next().and_then(|q| q["de"].as_str()).unwrap_or_else(|| panic!("no question {id}"))
    };
    assert!(de("06-004").starts_with("Sagt der Titel „Städtediplomatie"), "{}", de("06-004"));
    assert!(de("11-007").contains("„Urban Diplomacy“ (en)"), "{}", de("11-007"));
    assert!(de("04-001").contains("Farben des Textes: "), "{}", de("04-001"));
    for id in JUDGE.split_whitespace() {
        assert!(!de(id).is_empty());
    }
    let rows = data["conditions"].as_array().expect("conditions");
    assert_eq!(rows.len(), 135);
    assert!(rows.iter().all(|row| row["kind"] == "human" || row["kind"] == "machine"));
    assert_eq!(data["validated"], false);
}

#[test]
fn every_figure_is_asked_about_in_the_language_of_its_description() {
    let mut document = example();
    let mut figure = Element::new(Role::Figure);
    figure.alt = Some("Ein <Mann> am \"Pult\"".into());
    figure.lang = crate::model::Lang::new("en");
    document.tags.element(TagTree::ROOT, figure);
    let dossier = dossier(&document);
    let [Part::Ours(before), Part::Quoted(alt, lang), Part::Ours(after)] =
        &dossier.questions.iter().rfind(|q| q.condition.is_none()).expect("a question").de[..]
    else {
        panic!("{:?}", dossier.questions)
    };
    assert_eq!(
        (before.as_str(), alt.as_str(), lang.as_str()),
        ("Ist ", "Ein <Mann> am \"Pult\"", "en")
    );
    assert!(after.starts_with(" eine gute Beschreibung von "), "{after}");
    let html = dossier.html();
    assert!(html.contains("<span lang=\"en\">Ein &lt;Mann&gt; am &quot;Pult&quot;</span>"));
    assert!(!html.contains("<Mann>"));
}

#[test]
fn what_a_release_says_cannot_become_markup() {
    let mut document = example();
    document.info.title = "</title><script>alert('x')</script> & \u{1b}".to_owned();
    let html = Dossier::new(&document, Edition::Mail, "<b>\".pdf", b"").expect("a dossier").html();
    assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains('\u{1b}'));
    assert!(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; \u{FFFD}"));
}

#[test]
fn the_page_is_whole_in_both_languages_and_loads_nothing() {
    let html = dossier(&example()).html();
    for condition in conditions() {
        let cell = format!("<th scope=\"row\">{}</th>", condition.id);
        assert_eq!(html.matches(&cell).count(), 2, "{}", condition.id);
    }
    for foreign in ["<script", "src=", "http:", "https:", "@import", "url("] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    for tag in ["section", "table", "tr", "td", "fieldset", "label", "h3", "main", "div"] {
        let open =
            html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
        assert_eq!(open, html.matches(&format!("</{tag}>")).count(), "{tag}");
    }
    let ids: Vec<_> = html.split(" id=\"").skip(1).filter_map(|s| s.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "an id comes twice");
}

#[test]
fn both_files_are_staged_beside_the_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let pdf = folder.path().join("a.mail.pdf");
    let document = example();
    let staged = stage_beside(&pdf, &document, Edition::Mail, b"%PDF").expect("staged");
    assert!(!is_beside(&pdf, Hash::of(b"%PDF")), "no name before the sheet has one");
    for file in staged {
        file.commit().expect("named");
    }
    assert!(folder.path().join("a.mail.report.html").is_file());
    assert!(folder.path().join("a.mail.report.json").is_file());
    assert!(is_beside(&pdf, Hash::of(b"%PDF")) && !is_beside(&pdf, Hash::of(b"%PDG")));
    let none = stage_beside(&pdf, &document, Edition::Print, b"%PDF").expect("nothing to stage");
    assert!(none.is_empty());
}
