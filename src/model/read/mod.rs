//! Reading releases and layouts from RON.
//!
//! [`decode`] makes text of bytes, `ron` judges the syntax, and the readers
//! take the value apart: every wrong field is reported with its place, in the
//! order of the file, and reading goes on, so that one run shows all mistakes.

mod date;
mod fields;
mod layout;
mod literal;
mod measure;
mod node;
mod raw;
mod release;
mod scan;
mod source;
mod syntax;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use source::{MAX_BYTES, decode};

use super::{Layout, Release};
use crate::diag::{Diagnostics, Source};
use node::Reader;

/// The release of a file; `None` when it has errors, which are reported.
pub fn read_release(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Release> {
    read(source, diags, release::release)
}

/// The layout of a file; `None` when it has errors, which are reported.
pub fn read_layout(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Layout> {
    read(source, diags, layout::layout)
}

/// The layout of a file whose syntax has been judged before, as that of the
/// bundled layouts is in a test.
pub fn read_judged_layout(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Layout> {
    interpret(source, diags, layout::layout)
}

fn read<T>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
    of_kind: impl FnOnce(&Reader<'_>) -> Option<T>,
) -> Option<T> {
    if let Err(error) = raw::validate(&source.text) {
        diags.push(syntax::diagnose(source, &error));
        return None;
    }
    interpret(source, diags, of_kind)
}

fn interpret<T>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
    interpret: impl FnOnce(&Reader<'_>) -> Option<T>,
) -> Option<T> {
    let reader = Reader::new(source);
    let value = interpret(&reader);
    let clean = reader.finish(diags);
    value.filter(|_| clean)
}
