//! Cross-reference tables and streams (ISO 32000-1, 7.5.4 and 7.5.8).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::lexer::Lexer;
use super::object::{Dict, Object, Stream};
use super::{filter, find, indirect_at};
use crate::preflight::limits::Budget;

/// Most sections (incremental updates) that are followed.
const MAX_SECTIONS: usize = 1024;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Entry {
    /// Nowhere.
    Free,
    /// At a byte offset.
    At(usize),
    /// In the object stream of this number.
    In(u32),
}

/// All entries and the newest trailer.
#[derive(Debug, Default)]
pub(super) struct Xref {
    pub entries: BTreeMap<u32, Entry>,
    pub trailer: Rc<Dict>,
}

/// Reads the chain of sections from `startxref`; `None` if any is damaged.
pub(super) fn read(bytes: &[u8], budget: &Budget) -> Option<Xref> {
    let tail_start = bytes.len().saturating_sub(2048);
    let tail = bytes.get(tail_start..)?;
    let mut at = None;
    let mut from = 0;
    while let Some(found) = find(tail.get(from..)?, b"startxref") {
        at = Some(from + found);
        from += found + 9;
    }
    let mut lexer = Lexer::file(bytes, tail_start + at? + 9, budget);
    let mut next = vec![usize::try_from(lexer.unsigned()?).ok()?];
    let mut seen = Vec::new();
    let mut xref = Xref::default();
    let mut newest = true;
    while let Some(offset) = next.pop() {
        if seen.contains(&offset) {
            continue;
        }
        if seen.len() >= MAX_SECTIONS {
            budget.exceed("cross-reference sections");
            break;
        }
        seen.push(offset);
        let trailer = section(bytes, offset, &mut xref.entries, budget)?;
        for key in [&b"Prev"[..], b"XRefStm"] {
            if let Some(offset) = trailer.get(key).as_int().and_then(|o| usize::try_from(o).ok()) {
                next.push(offset);
            }
        }
        if newest {
            xref.trailer = trailer;
            newest = false;
        }
    }
    Some(xref)
}

fn section(
    bytes: &[u8],
    offset: usize,
    entries: &mut BTreeMap<u32, Entry>,
    budget: &Budget,
) -> Option<Rc<Dict>> {
    let mut lexer = Lexer::file(bytes, offset, budget);
    if lexer.keyword(b"xref") {
        table(&mut lexer, entries, budget)
    } else {
        let (_, object) = indirect_at(bytes, offset, budget, &Object::clone)?;
        let stream = object.as_stream()?;
        cross_reference_stream(bytes, stream, entries, budget)?;
        Some(Rc::clone(&stream.dict))
    }
}

fn add(entries: &mut BTreeMap<u32, Entry>, number: u32, entry: Entry, budget: &Budget) -> Option<()> {
    if entries.len() >= budget.limits.objects {
        budget.exceed("objects");
        return None;
    }
    entries.entry(number).or_insert(entry);
    Some(())
}

fn table(
    lexer: &mut Lexer<'_>,
    entries: &mut BTreeMap<u32, Entry>,
    budget: &Budget,
) -> Option<Rc<Dict>> {
    while !lexer.keyword(b"trailer") {
        let first = u32::try_from(lexer.unsigned()?).ok()?;
        let count = u32::try_from(lexer.unsigned()?).ok()?;
        for index in 0..count {
            let Some(offset) = lexer.unsigned() else { break };
            lexer.unsigned()?;
            let entry = if lexer.keyword(b"n") {
                Entry::At(usize::try_from(offset).ok()?)
            } else if lexer.keyword(b"f") {
                Entry::Free
            } else {
                return None;
            };
            add(entries, first.checked_add(index)?, entry, budget)?;
        }
    }
    lexer.value()?.as_dict().cloned()
}

fn cross_reference_stream(
    bytes: &[u8],
    stream: &Stream,
    entries: &mut BTreeMap<u32, Entry>,
    budget: &Budget,
) -> Option<()> {
    let dict = &stream.dict;
    if !dict.get(b"Type").is_name(b"XRef") {
        return None;
    }
    let width = |i: usize| -> Option<usize> {
        let width = dict.get(b"W").as_array()?.get(i)?.as_int()?;
        usize::try_from(width).ok().filter(|w| *w <= 8)
    };
    let (w0, w1, w2) = (width(0)?, width(1)?, width(2)?);
    let row = (w0 + w1 + w2).max(1);
    let data = filter::decode_direct(bytes, stream, budget.limits.stream_bytes, budget).ok()?;
    let size = dict.get(b"Size").as_int()?;
    let index: Vec<i64> = match dict.get(b"Index").as_array() {
        Some(pairs) => pairs.iter().filter_map(Object::as_int).collect(),
        None => vec![0, size],
    };
    let mut rows = data.chunks_exact(row);
    for pair in index.chunks_exact(2) {
        let (&[first, count], Ok(_)) = (pair, u32::try_from(*pair.first()?)) else { return None };
        for step in 0..count {
            let Some(row) = rows.next() else { return Some(()) };
            let field = |from: usize, width: usize| {
                row.iter().skip(from).take(width).fold(0u64, |n, b| n << 8 | u64::from(*b))
            };
            let kind = if w0 == 0 { 1 } else { field(0, w0) };
            let entry = match kind {
                1 => Entry::At(usize::try_from(field(w0, w1)).ok()?),
                2 => Entry::In(u32::try_from(field(w0, w1)).ok()?),
                _ => Entry::Free,
            };
            let number = u32::try_from(first.checked_add(step)?).ok()?;
            add(entries, number, entry, budget)?;
        }
    }
    Some(())
}
