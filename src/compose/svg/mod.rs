//! SVG logos as drawings in palette colours.
//!
//! `usvg` resolves styles, `use`, units and shapes; what it leaves are paths.
//! A logo must look the same in every edition, so what a drawing cannot hold
//! (text, pictures, filters, masks, patterns, references to other files) is
//! an error at the element's line and never silently dropped.

mod elements;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use usvg::roxmltree::{Document, ParsingOptions};

use super::drawing::Drawing;
use crate::color::{ColorId, Palette, Srgb};
use crate::diag::{Diagnostic, Diagnostics, Origin, Source};

/// A logo is small; larger files are drawings of another kind.
const MAX_BYTES: usize = 2 << 20;
/// Elements and attributes of a file.
const MAX_NODES: u32 = 100_000;

/// The colours an SVG may use and what each stands for.
#[derive(Clone, Copy)]
pub(super) struct Inks<'a> {
    /// Colours whose sRGB statement is the one in the file stand for themselves.
    pub palette: &'a Palette,
    /// What the layout says of others.
    pub map: &'a BTreeMap<Srgb, ColorId>,
}

impl Inks<'_> {
    /// The palette colour that a colour of a file stands for.
    fn find(&self, color: Srgb) -> Option<ColorId> {
        let same = || self.palette.iter().find(|(_, c)| c.srgb == color).map(|(id, _)| id);
        self.map.get(&color).copied().or_else(same)
    }
}

/// Whether a file is an SVG rather than a picture of pixels.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    head.starts_with(b"<") && head.windows(4).any(|part| part == b"<svg")
}

/// Reads a file; what is wrong goes into `diags`.
pub(super) fn read(
    name: &str,
    bytes: &[u8],
    named: &Origin,
    inks: Inks<'_>,
    diags: &mut Diagnostics,
) -> Option<Drawing> {
    let refuse = |message: String, hint: &str| {
        Diagnostic::error("svg-unreadable", message).at(named).hint(hint.to_owned())
    };
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| bytes.len() <= MAX_BYTES) else {
        let message = format!("`{name}` is not an SVG of UTF-8 text up to {MAX_BYTES} bytes");
        diags.push(refuse(message, "save it as plain (not compressed) SVG"));
        return None;
    };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, entity_resolver: None };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => {
            let message = format!("`{name}` is not well-formed XML: {error}");
            diags.push(refuse(message, "open it in a drawing program and save it again"));
            return None;
        }
    };
    if !elements::check(&document, &source, diags) {
        return None;
    }
    let settings = usvg::Options {
        // Pictures have been refused; nothing is ever read from a folder.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..usvg::Options::default()
    };
    let tree = match usvg::Tree::from_xmltree(&document, &settings) {
        Ok(tree) => tree,
        Err(error) => {
            let message = format!("`{name}` is no usable SVG: {error}");
            diags.push(refuse(message, "state width and height, or a viewBox"));
            return None;
        }
    };
    walk::drawing(&tree, &walk::Place { name, source: &source, inks, named }, diags)
}

#[cfg(test)]
mod tests;
