//! `pressblatt preflight`.

use std::io::Write;
use std::path::Path;

use crate::cli::high::Preflight;
use crate::cli::report::Reporter;
use crate::delivery::assets::{AssetLimit, read_file};
use crate::delivery::layouts::unreadable;
use crate::delivery::write::{unwritable, write_whole};
use crate::diag::Diagnostic;
use crate::preflight::{self, BUILT_IN, Options, Preset, Report, Verdict};

/// Judges PDF files of any maker. Reports go to standard output, since they
/// are what was asked for.
pub fn run(asked: &Preflight, reporter: &mut Reporter) {
    let preset = match preset(&asked.preset) {
        Ok(preset) => preset,
        Err(diagnostic) => return reporter.show(&diagnostic.into()),
    };
    let options = Options { ink: asked.ink, pictures: asked.html.is_some(), ..Options::default() };
    let mut json = Vec::new();
    for file in &asked.files {
        let name = file.display().to_string();
        let bytes = match read_file(file, AssetLimit::Pdf) {
            Ok(bytes) => bytes,
            Err(error) => {
                reporter.show(&unreadable(&name, &error).into());
                continue;
            }
        };
        let report = preflight::check(&bytes, &preset, &options);
        if report.verdict() == Verdict::Fail {
            reporter.fail();
        }
        if asked.json {
            json.push(preflight::report::json(&report, &name));
        } else {
            print(&preflight::report::text(&report, &name), reporter);
        }
        if let Some(folder) = &asked.html {
            write_page(folder, file, &report, &name, reporter);
        }
    }
    if asked.json {
        print(&format!("[{}]\n", json.join(",\n")), reporter);
    }
}

/// A built-in preset, or one of a file.
fn preset(wanted: &str) -> Result<Preset, Diagnostic> {
    if let Some(preset) = Preset::built_in(wanted) {
        return Ok(preset);
    }
    if !wanted.ends_with(".ron") {
        let message = format!("there is no preset `{wanted}`");
        let hint = format!("choose {} or a file of your own (*.ron)", BUILT_IN.join(", "));
        return Err(Diagnostic::error("unknown-preset", message).hint(hint));
    }
    let bytes = read_file(Path::new(wanted), AssetLimit::Release);
    let bytes = bytes.map_err(|error| unreadable(wanted, &error))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::error("not-utf-8", format!("{wanted} is not UTF-8")).hint("save it as UTF-8")
    })?;
    Preset::from_ron(wanted, &text)
}

fn write_page(folder: &Path, file: &Path, report: &Report, name: &str, reporter: &mut Reporter) {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let path = folder.join(format!("{stem}.preflight.html"));
    let page = preflight::report::html(report, name);
    match write_whole(&path, page.as_bytes()) {
        Ok(()) => reporter.say(&format!("wrote {}", path.display())),
        Err(error) => reporter.show(&unwritable(&path, &error).into()),
    }
}

/// Who closes a pipe has read enough; a report that cannot be written to its
/// end is lost.
fn print(text: &str, reporter: &mut Reporter) {
    let mut output = std::io::stdout();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            reporter.show(&unwritable(Path::new("standard output"), &error).into());
        }
        _ => {}
    }
}
