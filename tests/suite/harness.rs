//! A small harness: a folder to work in, the program to run, goldens to compare.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder of its own for one test.
pub struct Workshop {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
pub struct Run {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Workshop {
    /// An empty folder.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into it.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, contents).expect("a file");
        path
    }

    /// Runs the program in the folder.
    pub fn run(&self, args: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_pressblatt"))
            .args(args)
            .current_dir(self.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .expect("the program starts");
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// All files below a folder, as paths relative to the workshop, sorted.
    pub fn files(&self, below: &str) -> Vec<String> {
        let mut files = Vec::new();
        collect(&self.path().join(below), self.path(), &mut files);
        files.sort();
        files
    }
}

fn collect(folder: &Path, base: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, base, files);
        } else if let Ok(relative) = path.strip_prefix(base) {
            files.push(relative.display().to_string());
        }
    }
}

/// Compares `actual` with the golden `tests/suite/<name>`.
pub fn golden(name: &str, actual: &str) {
    let path = root().join("tests/suite").join(name);
    let expected = fs::read_to_string(&path).ok();
    if expected.as_deref() == Some(actual) {
        return;
    }
    #[expect(clippy::disallowed_methods, reason = "the flag that rewrites goldens")]
    let update = std::env::var_os("UPDATE_GOLDENS").is_some();
    if update {
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, actual).expect("the golden can be written");
        assert!(expected.is_some(), "{name} is new: look at it and run again");
        return;
    }
    match expected {
        None => panic!("there is no golden {name}; UPDATE_GOLDENS=1 writes it\n{actual}"),
        Some(expected) => panic!("{name} differs:\n{}", difference(&expected, actual)),
    }
}

/// The lines that differ, with their numbers; enough to see what changed.
fn difference(expected: &str, actual: &str) -> String {
    let (mut old, mut new) = (expected.lines(), actual.lines());
    let mut lines = Vec::new();
    for number in 1.. {
        match (old.next(), new.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                let (a, b) = (a.unwrap_or("<end>"), b.unwrap_or("<end>"));
                lines.push(format!("{number}:\n  - {a}\n  + {b}"));
            }
        }
        if lines.len() == 20 {
            lines.push("...".to_owned());
            break;
        }
    }
    lines.join("\n")
}
