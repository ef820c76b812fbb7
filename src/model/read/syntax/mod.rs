//! Syntax errors of RON in words a press officer understands, at the place
//! where the mistake was made rather than where the parser noticed it.
//!
//! One guess after the other looks at the [`Site`]; each speaks only where
//! nothing else is likely, and the words of `ron` are what is left.

mod brackets;
mod quotes;
mod signs;
mod site;
#[cfg(test)]
mod tests;
mod unclosed;
mod values;

use std::ops::Range;
use std::sync::Arc;

use ron::error::{Error, Position, SpannedError};

pub(super) use unclosed::swallowed_field;

use crate::diag::{Diagnostic, Origin, Source};
use site::Site;

/// The finding for a file that is not RON.
pub(super) fn diagnose(source: &Arc<Source>, error: &SpannedError) -> Diagnostic {
    let text = &source.text;
    let site = Site::new(text, &error.code, offset(text, error.span.end));
    let finding = too_deep(&site)
        .or_else(|| unclosed_comment(&site))
        .or_else(|| signs::odd_space(&site))
        .or_else(|| signs::comment(&site))
        .or_else(|| signs::no_comma(&site))
        .or_else(|| quotes::found(&site))
        .or_else(|| values::found(&site))
        .or_else(|| signs::found(&site))
        .or_else(|| brackets::found(&site))
        .or_else(|| signs::missing_comma(&site))
        .unwrap_or_else(|| plain(error, &site));
    let origin =
        Origin { source: Arc::clone(source), field: "".into(), range: finding.range.clone() };
    Diagnostic::error("syntax", finding.message).at(&origin).hint(finding.hint)
}

struct Finding {
    range: Range<usize>,
    message: String,
    hint: String,
}

impl Finding {
    fn new(range: Range<usize>, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { range, message: message.into(), hint: hint.into() }
    }
}

/// The byte offset of a position of `ron`, which counts lines and characters
/// from 1.
fn offset(text: &str, position: Position) -> usize {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(position.line.saturating_sub(1)).map(str::len).sum();
    let line = lines.clone().nth(position.line.saturating_sub(1)).unwrap_or("");
    let column = position.col.saturating_sub(1);
    before + line.char_indices().nth(column).map_or(line.len(), |(i, _)| i)
}

fn too_deep(site: &Site<'_>) -> Option<Finding> {
    (*site.code == Error::ExceededRecursionLimit).then(|| {
        Finding::new(
            site.at..site.at,
            "values are nested too deeply",
            "nothing in a release or layout needs more than ten brackets inside each other",
        )
    })
}

fn unclosed_comment(site: &Site<'_>) -> Option<Finding> {
    (*site.code == Error::UnclosedBlockComment).then(|| {
        let start = site.text.rfind("/*").unwrap_or(0);
        Finding::new(start..start + 2, "this comment is not closed", "end it with */")
    })
}

fn plain(error: &SpannedError, site: &Site<'_>) -> Finding {
    let (text, at) = (site.text, site.at);
    let start = offset(text, error.span.start).min(at);
    // Long spans show nothing; the end is where the parser stopped.
    let start = if text[start..at].contains('\n') { at } else { start };
    if error.code == Error::TrailingCharacters {
        let rest = text[at..].lines().next().map_or(0, str::len);
        let message = "nothing may follow the closing bracket";
        return Finding::new(at..at + rest, message, "delete the rest of the file");
    }
    if let Some(finding) = escape(error, site) {
        return finding;
    }
    let (message, hint) = match &error.code {
        Error::Eof if text.trim().is_empty() => ("the file is empty".to_owned(), NEW),
        Error::Eof => ("the file ends too early".to_owned(), "close all texts and brackets"),
        Error::NoSuchExtension(name) => {
            (format!("unknown RON extension `{name}`"), "delete the #![enable(...)] line")
        }
        Error::ExpectedIdentifier => (
            "expected the name of a field".to_owned(),
            "fields are written name: value; comments begin with //",
        ),
        code => (lower_first(&code.to_string()), "compare with a file of `pressblatt new`"),
    };
    Finding::new(start..at, message, hint)
}

/// `"C:\Presse"`
fn escape(error: &SpannedError, site: &Site<'_>) -> Option<Finding> {
    if !matches!(error.code, Error::InvalidEscape(_) | Error::UnexpectedChar('\\')) {
        return None;
    }
    let start = site.text.get(..site.at)?.rfind('\\')?;
    let end =
        site.text[start..].char_indices().nth(2).map_or(site.at, |(length, _)| start + length);
    let message = format!("`{}` is not an escape", site.text.get(start..end)?);
    let hint = "write \\\\ for a backslash, or enclose the text in r#\"...\"#";
    Some(Finding::new(start..end, message, hint))
}

const NEW: &str = "`pressblatt new release NAME` writes a starting file";

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
