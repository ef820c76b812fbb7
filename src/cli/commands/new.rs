//! `pressblatt new`.

use std::path::Path;

use crate::cli::report::Reporter;
use crate::delivery::shell::Shell;
use crate::delivery::write::{unwritable, write_whole};
use crate::diag::Diagnostic;
use crate::model::template;

/// Writes a commented starting file, never over another one.
pub fn new(layout: bool, path: &Path, reporter: &mut Reporter) {
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let text = if layout { template::layout(&name) } else { template::release() };
    let problem = if path.exists() {
        let message = format!("{} exists already and was left alone", path.display());
        Some(Diagnostic::error("file-exists", message).hint("choose another name"))
    } else {
        write_whole(path, text.as_bytes()).err().map(|error| unwritable(path, &error))
    };
    match problem {
        Some(diagnostic) => reporter.show(&diagnostic.into()),
        None if layout => reporter.say(&format!(
            "wrote {}; use it with --layout {}",
            path.display(),
            Shell::HERE.argument(&name)
        )),
        None => reporter.say(&format!(
            "wrote {}; `pressblatt render {}` makes a sheet of it",
            path.display(),
            Shell::HERE.argument(&path.display().to_string())
        )),
    }
}
