//! What preparing a field finds; each kind is reported once, at its first
//! place.

use std::ops::Range;

use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Text;

/// A kind of finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Remark {
    /// A control character.
    Control,
    /// A list or quote nested too deep.
    TooDeep,
    /// A table that no sheet holds.
    TooWide,
    /// A link definition.
    Reference,
    /// A footnote.
    Footnote,
    /// A language span that is none.
    Span,
}

/// The findings so far: kind, first place, how many.
#[derive(Default)]
pub(super) struct Remarks(Vec<(Remark, Range<usize>, usize)>);

impl Remarks {
    /// Notes a finding at a range of the field.
    pub(super) fn add(&mut self, remark: Remark, range: Range<usize>) {
        match self.0.iter_mut().find(|(known, ..)| *known == remark) {
            Some((.., count)) => *count += 1,
            None => self.0.push((remark, range, 1)),
        }
    }

    /// Reports all.
    pub(super) fn report(self, field: &Text, nesting_limit: usize, diags: &mut Diagnostics) {
        for (remark, range, count) in self.0 {
            let finding = diagnostic(remark, count, nesting_limit);
            diags.push(finding.at(&field.origin_of(range)));
        }
    }
}

fn diagnostic(remark: Remark, count: usize, nesting_limit: usize) -> Diagnostic {
    match remark {
        Remark::Control => {
            let message = match count {
                1 => "a control character is dropped".to_owned(),
                n => format!("{n} control characters are dropped"),
            };
            Diagnostic::warning("control-character", message)
                .hint("delete it; text copied from other programs may hold invisible characters")
        }
        Remark::TooDeep => too_deep(nesting_limit),
        Remark::TooWide => {
            let message = format!("the table has more than {} columns", super::MAX_COLUMNS);
            Diagnostic::error("table-too-wide", message).hint("split it into several tables")
        }
        Remark::Reference => {
            Diagnostic::warning("unsupported-markup", "link definitions are not supported")
                .hint("write the address into the text: [text](https://…)")
        }
        Remark::Footnote => Diagnostic::error("unsupported-markup", "footnotes are not supported")
            .hint("put the note into the text, in brackets"),
        Remark::Span => Diagnostic::error("language-span", "this is not a language span")
            .hint("write [text]{lang=en}, with a language tag such as en, fr or de-AT"),
    }
}

/// The finding for lists and quotes nested too deep.
pub(in crate::markup) fn too_deep(limit: usize) -> Diagnostic {
    let message = format!("lists and quotes are nested more than {limit} levels deep");
    Diagnostic::error("nesting-too-deep", message).hint("write the inner levels as paragraphs")
}
