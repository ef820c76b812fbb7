//! `pressblatt new`.

use std::path::Path;

use crate::cli::report::Reporter;
use crate::delivery::write::write_whole;
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
        write_whole(path, text.as_bytes()).err().map(|error| {
            let message = format!("{} cannot be written: {error}", path.display());
            Diagnostic::error("unwritable-file", message).hint("check the folder's permissions")
        })
    };
    match problem {
        Some(diagnostic) => reporter.show(&diagnostic.into()),
        None if layout => reporter.say(&format!(
            "wrote {}; use it with --layout {}",
            path.display(),
            as_argument(&name)
        )),
        None => reporter.say(&format!(
            "wrote {}; `pressblatt render {}` makes a sheet of it",
            path.display(),
            as_argument(&path.display().to_string())
        )),
    }
}

/// A path as a shell takes it, in quotes when it holds more than plain signs.
fn as_argument(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./\\:+,=@".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("\"{path}\"") }
}

#[cfg(test)]
mod tests {
    use super::as_argument;

    #[test]
    fn names_with_spaces_are_shown_in_quotes() {
        assert_eq!(as_argument("releases/rathaus-ä.ron"), "releases/rathaus-ä.ron");
        assert_eq!(as_argument("Mein Haus ä.ron"), "\"Mein Haus ä.ron\"");
    }
}
