//! The debug layer moves nothing and shows what was decided.

use super::fixture::*;
use crate::compose::compose;
use crate::compose::document::{Document, Item, ItemKind, Owner};
use crate::diag::Diagnostics;
use crate::text::Scratch;

fn traced(trace: bool) -> (Document, Diagnostics) {
    let mut scratch = Scratch::new();
    scratch.trace_lines(trace);
    let (release, layout, files) = (example(), layout(), fonts());
    let mut diags = Diagnostics::new();
    let document = compose(&TYPESETTER, &mut scratch, &release, &layout, &files, &mut diags);
    (document.expect("a document"), diags)
}

fn dumped<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<String> {
    items.map(|item| format!("{:?} {:?}", item.kind, item.owner)).collect()
}

#[test]
fn nothing_moves_and_nothing_is_found_that_was_not_before() {
    let ((plain, found), (debug, found_too)) = (traced(false), traced(true));
    assert_eq!(found, found_too);
    assert_eq!(plain.pages.len(), debug.pages.len());
    for (plain, debug) in plain.pages.iter().zip(&debug.pages) {
        let text = |item: &&Item| matches!(item.owner, Owner::Node(_));
        assert_eq!(
            dumped(plain.items.iter().filter(text)),
            dumped(debug.items.iter().filter(text))
        );
        assert!(debug.items.len() > plain.items.len() + 20);
    }
}

#[test]
fn every_page_says_what_it_is_and_every_full_line_has_its_figures() {
    let (document, _) = traced(true);
    for page in &document.pages {
        let notes = page.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(_, run) if matches!(item.owner, Owner::Artifact(_)) => {
                Some(run.text.as_str())
            }
            _ => None,
        });
        let notes: Vec<_> = notes.collect();
        assert!(notes.iter().any(|note| note.contains("not to send")), "{notes:?}");
    }
    let plain = traced(false).0;
    let names: Vec<_> = plain.palette.iter().map(|(_, color)| color.name.to_string()).collect();
    assert!(!names.iter().any(|name| name.starts_with("trace")), "{names:?}");
}
