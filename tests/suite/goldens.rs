//! Every release of the repository in its own layout: frames as text, the
//! tag tree as YAML.

use pressblatt::delivery::job::Engine;
use pressblatt::diag::{Diagnostics, Severity};
use pressblatt::text::Scratch;

use crate::harness::{Workshop, golden, root};

fn releases() -> Vec<std::path::PathBuf> {
    let mut paths: Vec<_> = std::fs::read_dir(root().join("releases"))
        .expect("releases")
        .flatten()
        .map(|e| e.path())
        .filter(|p| p.extension().is_some_and(|e| e == "ron"))
        .collect();
    paths.sort();
    paths
}

fn each(mut check: impl FnMut(&str, &pressblatt::compose::Document)) {
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    let mut seen = 0;
    for path in releases() {
        let mut diags = Diagnostics::new();
        let sheet = engine.typeset(&path, None, &mut scratch, &mut diags);
        let errors: Vec<_> = diags.iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{}: {errors:?}", path.display());
        let stem = path.file_stem().and_then(|s| s.to_str()).expect("a name");
        check(stem, &sheet.expect("a sheet").document);
        seen += 1;
    }
    assert!(seen >= 6, "only {seen} releases");
}

#[test]
fn frames_are_where_they_were() {
    each(|stem, document| golden(&format!("frames/{stem}.txt"), &document.dump()));
}

#[test]
fn tag_trees_are_what_they_were() {
    each(|stem, document| golden(&format!("tags/{stem}.yaml"), &document.tags.dump_yaml(document)));
}

/// An English release in a German house: what the house wrote is German.
#[test]
fn texts_of_a_house_in_another_language_are_what_they_were() {
    let mut diags = Diagnostics::new();
    let release = root().join("releases/2026-052-city-partnership-en.ron");
    let sheet =
        Engine::default().typeset(&release, Some("museum"), &mut Scratch::default(), &mut diags);
    let document = sheet.expect("a sheet").document;
    let name = "2026-052-in-museum";
    golden(&format!("frames/{name}.txt"), &document.dump());
    golden(&format!("tags/{name}.yaml"), &document.tags.dump_yaml(&document));
}

/// A letter whose first page has a column beside the text, the others not: a
/// paragraph goes over from narrow lines to wide ones.
#[test]
fn frames_of_pages_that_differ_in_width_are_where_they_were() {
    let workshop = Workshop::new();
    let house = std::fs::read_to_string(root().join("layouts/din5008-b.ron")).expect("a layout");
    let narrow = "top: \"45mm\", right: \"70mm\"";
    assert!(house.contains(narrow), "the margins of the later pages");
    let house = house.replacen(narrow, "top: \"45mm\", right: \"25mm\"", 1);
    let layout = workshop.write("layouts/wide.ron", house);
    let logo = std::fs::read(root().join("layouts/kreis-logo.svg")).expect("a logo");
    workshop.write("layouts/kreis-logo.svg", logo);
    let release = root().join("releases/2021-202-staedtediplomatie.ron");
    let mut diags = Diagnostics::new();
    let engine = Engine::default();
    let sheet = engine.typeset(&release, layout.to_str(), &mut Scratch::default(), &mut diags);
    assert!(!diags.has_errors(), "{diags:?}");
    let stem = "two-widths";
    golden(&format!("frames/{stem}.txt"), &sheet.expect("a sheet").document.dump());
}

/// A quotation with an initial, a photo at a side of the column with the text
/// beside it: where everything stands, how it is read, what is wrong with it.
#[test]
fn an_initial_and_text_beside_a_photo_are_where_they_were() {
    let workshop = Workshop::new();
    let museum = std::fs::read_to_string(root().join("layouts/museum.ron")).expect("a layout");
    let body = "first_indent: \"5mm\", features: [\"onum\"]";
    assert!(museum.contains(body), "the style of the body");
    let initial = format!("{body}, initial: (lines: 3, color: \"red\", gap: \"0.8mm\")");
    let house = museum.replacen(body, &initial, 1);
    let layout = workshop.write("layouts/house.ron", house);
    let release = std::fs::read_to_string(root().join("releases/2026-058-kanalbruecke.ron"));
    let release = release.expect("a release").replacen(
        "kind: Rendering",
        "place: Lead, beside: Right, kind: Rendering",
        1,
    );
    let release = release.replacen("Der Bogen überspannt", "„Der Bogen überspannt", 1);
    let release = workshop.write("beside.ron", release);
    for name in ["layouts/museum-logo.svg", "kanalbruecke-abend.jpg", "kanalbruecke-uferweg.jpg"] {
        let folder = if name.contains('/') { root().to_owned() } else { root().join("releases") };
        workshop.write(name, std::fs::read(folder.join(name)).expect("a file"));
    }
    let mut diags = Diagnostics::new();
    let engine = Engine::default();
    let sheet = engine.typeset(&release, layout.to_str(), &mut Scratch::default(), &mut diags);
    assert!(!diags.has_errors(), "{diags:?}");
    assert!(diags.iter().all(|finding| finding.code != "not-beside"), "{diags:?}");
    let document = sheet.expect("a sheet").document;
    let stem = "beside";
    golden(&format!("frames/{stem}.txt"), &document.dump());
    golden(&format!("tags/{stem}.yaml"), &document.tags.dump_yaml(&document));
}
