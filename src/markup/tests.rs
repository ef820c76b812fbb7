//! Reading whole fields.

use std::sync::Arc;

use super::*;
use crate::diag::{Diagnostics, Origin, Source};
use crate::model::{Lang, Text};

mod dialect;
mod hostile;

/// A context without word lists.
fn context(lang: &str) -> Context {
    Context::new(&Lang::new(lang).expect("a language tag"))
}

/// A text that is its own source file, byte by byte.
fn written(value: &str) -> Text {
    let source = Arc::new(Source { name: "test.ron".into(), text: value.into() });
    let origin = Origin { source, field: "body".into(), range: 0..value.len() };
    Text::new(value, origin, vec![(0, 0)])
}

/// Reads a field in German, with the codes of its findings.
fn read_with_codes(value: &str) -> (Prose, Vec<&'static str>) {
    let mut diags = Diagnostics::new();
    let prose = read(&written(value), &context("de"), &mut diags);
    for finding in diags.iter() {
        assert!(finding.hint.is_some(), "no hint: {}", finding.message);
        assert!(finding.origin.is_some(), "no origin: {}", finding.message);
    }
    (prose, diags.iter().map(|d| d.code).collect())
}

/// Reads a German field that must not give any findings.
fn clean(value: &str) -> Prose {
    let (prose, codes) = read_with_codes(value);
    assert!(codes.is_empty(), "{codes:?} in {value}");
    prose
}

/// The inlines of a field of one paragraph.
fn inlines(value: &str) -> Inlines {
    let mut prose = clean(value);
    assert_eq!(prose.blocks.len(), 1, "{prose:?}");
    match prose.blocks.pop() {
        Some(Block::Paragraph(paragraph)) => paragraph.text,
        other => panic!("no paragraph but {other:?}"),
    }
}

/// All runs of a field, whatever they stand in.
fn all_runs(blocks: &[Block]) -> Vec<&Run> {
    let mut runs = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(Paragraph { text, .. }) | Block::Heading { text, .. } => {
                runs.extend(text_runs(text));
            }
            Block::List { items, .. } => {
                runs.extend(items.iter().flat_map(|i| all_runs(&i.blocks)));
            }
            Block::Quote(blocks) => runs.extend(all_runs(blocks)),
            Block::Table(table) => {
                runs.extend(table.header.iter().flat_map(|c| text_runs(c)));
                runs.extend(table.rows.iter().flatten().flat_map(|c| text_runs(c)));
            }
            Block::Break => {}
        }
    }
    runs
}

fn text_runs(inlines: &[Inline]) -> impl Iterator<Item = &Run> {
    inlines.iter().filter_map(|i| match i {
        Inline::Text(run) => Some(run),
        Inline::Break => None,
    })
}

/// Runs in short: `b` bold, `i` italic, `@` link, `!` unbreakable, `=` with
/// expansion, then the language, then the text; breaks are `/`.
fn short(inlines: &[Inline]) -> Vec<String> {
    let flag = |on: bool, sign: &'static str| if on { sign } else { "" };
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Break => "/".to_owned(),
            Inline::Text(r) => format!(
                "{}{}{}{}{}{}|{}",
                flag(r.strong, "b"),
                flag(r.emphasis, "i"),
                flag(r.link.is_some(), "@"),
                flag(r.unbreakable, "!"),
                flag(r.expansion.is_some(), "="),
                r.lang.as_ref().map_or("", Lang::as_str),
                r.text
            ),
        })
        .collect()
}
