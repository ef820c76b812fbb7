//! Documents that stay true: paths they name exist, goldens are in use, sizes hold.

use std::fs;
use std::path::{Path, PathBuf};

use crate::harness::root;

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Targets of Markdown links `[..](target)` that are files of the repository.
fn local_links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|target| target.split('#').next().unwrap_or(target))
        .filter(|target| !target.is_empty() && !target.contains(':'))
        .collect()
}

#[test]
fn every_link_in_the_documents_leads_somewhere() {
    let mut dead = Vec::new();
    for name in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "tests/outside/README.md"] {
        let path = root().join(name);
        let folder = path.parent().expect("a parent").to_owned();
        for link in local_links(&read(&path)) {
            if !folder.join(link).exists() {
                dead.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

#[test]
fn every_golden_is_in_use() {
    let suite = root().join("tests/suite");
    let mut files = Vec::new();
    walk(&suite, &mut files);
    let code: String = files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "rs"))
        .map(|f| read(f))
        .collect();
    let stems: Vec<String> = fs::read_dir(root().join("releases"))
        .expect("releases")
        .flatten()
        .filter_map(|e| Some(e.path().file_stem()?.to_str()?.to_owned()))
        .collect();
    for golden in files.iter().filter(|f| f.extension().is_some_and(|e| e != "rs")) {
        let stem = golden.file_stem().and_then(|s| s.to_str()).expect("a name");
        let used = code.contains(&format!("\"{stem}\"")) || stems.iter().any(|s| s == stem);
        assert!(used, "no test uses {}", golden.display());
    }
}

#[test]
fn no_source_file_is_too_long_and_each_says_what_it_is_for() {
    let mut files = Vec::new();
    walk(&root().join("src"), &mut files);
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "rs")) {
        let text = read(file);
        assert!(text.starts_with("//! "), "{} has no //! at its head", file.display());
        assert!(text.lines().count() <= 800, "{} has over 800 lines", file.display());
    }
}
