//! Reading releases and layouts from RON.
//!
//! [`decode`] makes text of bytes, `ron` judges the syntax, and the readers
//! take the value apart: every wrong field is reported with its place, in the
//! order of the file, and reading goes on, so that one run shows all mistakes.
//! So do the stages after it: a [`draft_release`] has stand-ins where a field
//! cannot be read, and nothing is said of those.

mod date;
mod draft;
mod fields;
mod kind;
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

pub use kind::is_layout;
pub use source::{MAX_BYTES, decode};

use super::{Layout, Release};
use crate::diag::{Diagnostics, Source};
use draft::Lost;
use node::Reader;

/// The release of a file; `None` when it has errors, which are reported.
pub fn read_release(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Release> {
    read(source, diags, release::release)
}

/// The release of a file, whose errors are reported, to look for what else is
/// wrong with it. Where a field is missing or cannot be read a stand-in takes
/// its place, and lints that could only judge the stand-in are silenced;
/// [`Release::faulty`] tells. `None` when the file is no release at all.
pub fn draft_release(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Release> {
    let (mut release, faults) = draft(source, diags, release::release)?;
    if let Some(lost) = faults {
        draft::complete(&mut release, &lost);
    }
    Some(release)
}

/// The layout of a file, whose errors are reported, to look for what else is
/// wrong with the fonts and pictures it names. `None` when the file is no
/// layout at all.
pub fn draft_layout(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Layout> {
    draft(source, diags, layout::layout).map(|(layout, _)| layout)
}

/// The layout of a file; `None` when it has errors, which are reported.
pub fn read_layout(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Layout> {
    read(source, diags, layout::layout)
}

/// The layout of a file whose syntax has been judged before, as that of the
/// bundled layouts is in a test.
pub fn read_judged_layout(source: &Arc<Source>, diags: &mut Diagnostics) -> Option<Layout> {
    let (layout, faults) = interpret(source, diags, layout::layout)?;
    faults.is_none().then_some(layout)
}

fn read<T>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
    of_kind: impl FnOnce(&Reader<'_>) -> Option<T>,
) -> Option<T> {
    let (value, faults) = draft(source, diags, of_kind)?;
    faults.is_none().then_some(value)
}

/// What a file says, and which fields were lost when there are errors.
fn draft<T>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
    of_kind: impl FnOnce(&Reader<'_>) -> Option<T>,
) -> Option<(T, Option<Lost>)> {
    if let Err(error) = raw::validate(&source.text) {
        diags.push(syntax::diagnose(source, &error));
        return None;
    }
    interpret(source, diags, of_kind)
}

fn interpret<T>(
    source: &Arc<Source>,
    diags: &mut Diagnostics,
    of_kind: impl FnOnce(&Reader<'_>) -> Option<T>,
) -> Option<(T, Option<Lost>)> {
    let reader = Reader::new(source);
    let value = of_kind(&reader);
    let faults = reader.finish(diags);
    Some((value?, faults))
}
