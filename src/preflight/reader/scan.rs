//! Reading a file whose cross-reference data is damaged: a scan for objects.

use std::rc::Rc;

use super::filter;
use super::indirect_at;
use super::lexer::{Lexer, is_space};
use super::object::{Dict, Object, Stream};
use super::xref::{Entry, Xref};
use crate::preflight::limits::Budget;

/// Finds all `N G obj` and trailers by a single pass. The last object of a
/// number counts, as in incremental updates.
pub(super) fn rebuild(bytes: &[u8], budget: &Budget) -> Xref {
    let mut xref = Xref::default();
    if !budget.work(bytes.len()) {
        return xref;
    }
    let mut catalog = None;
    let mut streams: Vec<(u32, usize)> = Vec::new();
    for at in occurrences(bytes) {
        if bytes.get(at..).is_some_and(|r| r.starts_with(b"trailer")) {
            adopt_trailer(bytes, at, &mut xref, budget);
        } else if let Some((number, offset)) = object_before(bytes, at) {
            if xref.entries.len() >= budget.limits.objects {
                budget.exceed("objects");
                break;
            }
            xref.entries.insert(number, Entry::At(offset));
            let head = bytes.get(at..at.saturating_add(400).min(bytes.len())).unwrap_or(&[]);
            if super::find(head, b"/Catalog").is_some() {
                catalog = Some(number);
            }
            if super::find(head, b"/ObjStm").is_some() || super::find(head, b"/XRef").is_some() {
                streams.push((number, offset));
            }
        }
    }
    for (number, offset) in streams {
        adopt_stream(bytes, number, offset, &mut xref, budget);
    }
    if !xref.trailer.has(b"Root")
        && let Some(number) = catalog
    {
        xref.trailer = Rc::new(Dict::new(vec![((*b"Root").into(), Object::Ref(number))]));
    }
    xref
}

/// Offsets of `obj` keywords (not `endobj`) and `trailer` keywords.
fn occurrences(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    bytes.windows(3).enumerate().filter_map(|(at, window)| match window {
        b"obj" if at > 0 && bytes.get(at - 1).is_some_and(|b| is_space(*b) || b.is_ascii_digit()) => Some(at),
        b"tra" if bytes.get(at..)?.starts_with(b"trailer") => Some(at),
        _ => None,
    })
}

/// Reads `N G ` backwards from an `obj` keyword.
fn object_before(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let mut pos = at;
    let mut back = |wanted: fn(&u8) -> bool| {
        let start = pos;
        while pos > 0 && start - pos < 12 && bytes.get(pos - 1).is_some_and(wanted) {
            pos -= 1;
        }
        (pos < start).then_some(pos)
    };
    back(|b| is_space(*b));
    back(u8::is_ascii_digit)?;
    let number_end = {
        back(|b| is_space(*b))?
    };
    let start = back(u8::is_ascii_digit)?;
    let text = std::str::from_utf8(bytes.get(start..number_end)?).ok()?;
    Some((text.parse().ok()?, start))
}

fn adopt_trailer(bytes: &[u8], at: usize, xref: &mut Xref, budget: &Budget) {
    let trailer = Lexer::file(bytes, at + 7, budget).value().and_then(|v| v.as_dict().cloned());
    if let Some(trailer) = trailer.filter(|t| t.has(b"Root")) {
        xref.trailer = trailer;
    }
}

fn adopt_stream(bytes: &[u8], number: u32, offset: usize, xref: &mut Xref, budget: &Budget) {
    let Some((_, object)) = indirect_at(bytes, offset, budget, &Object::clone) else { return };
    let Some(stream) = object.as_stream() else { return };
    if stream.dict.get(b"Type").is_name(b"XRef") {
        if stream.dict.has(b"Root") && !xref.trailer.has(b"Root") {
            xref.trailer = Rc::clone(&stream.dict);
        }
    } else if stream.dict.get(b"Type").is_name(b"ObjStm") {
        let _ = adopt_members(bytes, number, stream, xref, budget);
    }
}

fn adopt_members(
    bytes: &[u8],
    container: u32,
    stream: &Stream,
    xref: &mut Xref,
    budget: &Budget,
) -> Option<()> {
    let count = stream.dict.get(b"N").as_int()?;
    let data = filter::decode_direct(bytes, stream, budget.limits.stream_bytes, budget).ok()?;
    let mut lexer = Lexer::file(&data, 0, budget);
    for _ in 0..count {
        let number = u32::try_from(lexer.unsigned()?).ok()?;
        lexer.unsigned()?;
        if xref.entries.len() >= budget.limits.objects {
            budget.exceed("objects");
            return None;
        }
        xref.entries.entry(number).or_insert(Entry::In(container));
    }
    Some(())
}
