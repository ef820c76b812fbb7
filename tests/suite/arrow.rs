//! The module arrow of ARCHITECTURE.md, read from the paths in the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Every module may use those before it, never those after it.
const ARROW: &[&[&str]] = &[
    &["unit", "geom", "color", "diag"],
    &["model"],
    &["markup"],
    &["text"],
    &["compose"],
    &["export"],
    &["delivery"],
    &["cli"],
];

/// The preflight stands alone: these and nothing else.
const PREFLIGHT_MAY_USE: &[&str] = &["unit", "geom", "color", "diag", "preflight"];

/// Who may use the preflight.
const MAY_USE_PREFLIGHT: &[&str] = &["preflight", "delivery", "cli"];

fn rank(module: &str) -> Option<usize> {
    ARROW.iter().position(|group| group.contains(&module))
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// The module names after every `crate::` in a text.
fn used(text: &str) -> Vec<&str> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after_crate = code.flat_map(|line| line.split("crate::").skip(1));
    let mut names = Vec::new();
    for rest in after_crate {
        match rest.strip_prefix('{') {
            Some(group) => {
                let parts = group.split(['{', '}', ',']);
                names.extend(parts.filter_map(|p| p.trim().split("::").next()));
            }
            None => names.extend(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()),
        }
    }
    names
}

/// Why `module` must not use `name`, if so.
fn back_edge(module: &str, name: &str) -> Option<&'static str> {
    if module == "preflight" {
        let known = rank(name).is_some() || name == "preflight";
        return (known && !PREFLIGHT_MAY_USE.contains(&name)).then_some("preflight stands alone");
    }
    if name == "preflight" {
        return (!MAY_USE_PREFLIGHT.contains(&module)).then_some("below delivery");
    }
    (rank(name)? > rank(module)?).then_some("against the arrow")
}

#[test]
fn no_module_uses_what_comes_after_it() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 30, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let below = file.strip_prefix(&src).expect("a path below src");
        let first = below.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if rank(&module).is_none() && module != "preflight" {
            assert!(["main", "lib"].contains(&&*module), "{module} has no place in the arrow");
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file");
        for name in used(&text) {
            if let Some(why) = back_edge(&module, name) {
                wrong.push(format!("{}: {module} -> {name}: {why}", below.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_itself_bites() {
    let text = "use crate::{model::Text, text};\nlet x = crate::export::y();";
    assert_eq!(used(text), ["model", "text", ";", "export"]);
    assert!(back_edge("model", "compose").is_some());
    assert!(back_edge("compose", "model").is_none());
    assert!(back_edge("preflight", "export").is_some());
    assert!(back_edge("export", "preflight").is_some());
}
