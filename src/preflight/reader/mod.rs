//! From bytes to objects: the preflight's own reader.
//!
//! Objects are parsed when they are asked for, every parsed value, decoded
//! byte and searched byte is paid from a budget, and references are never
//! followed in circles. A file whose cross-reference data is damaged is
//! read by scanning for objects, and the report says so.

pub(crate) mod filter;
pub(crate) mod lexer;
pub(crate) mod object;
pub(crate) mod pages;
pub(crate) mod scan;
mod xref;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::limits::{Budget, Limits};
use lexer::{Lexer, Token};
use object::{Data, Dict, Object, Stream};
use xref::{Entry, Xref};

/// Longest chain of references to references that is followed.
const MAX_HOPS: usize = 16;

/// Why a file cannot be judged at all.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unreadable {
    /// Larger than the limit.
    TooLarge,
    /// No `%PDF-` header near the start.
    NoHeader,
    /// Neither cross-reference data nor a scan leads to a catalog with pages.
    NoCatalog,
}

/// An opened PDF file.
#[derive(Debug)]
pub(crate) struct Pdf<'a> {
    bytes: &'a [u8],
    /// Header version, e.g. `1.6`.
    pub version: String,
    pub trailer: Rc<Dict>,
    xref: Xref,
    /// Found by scanning, once something did not fit.
    rebuilt: RefCell<Option<Rc<Xref>>>,
    damaged: Cell<bool>,
    objects: RefCell<BTreeMap<u32, Object>>,
    loading: RefCell<Vec<u32>>,
    object_streams: RefCell<BTreeMap<u32, Rc<ObjectStream>>>,
    pub budget: &'a Budget,
}

/// A decoded object stream: where each of its objects starts.
#[derive(Debug, Default)]
struct ObjectStream {
    data: Vec<u8>,
    offsets: Vec<(u32, usize)>,
}

impl<'a> Pdf<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// When there is nothing to judge; see [`Unreadable`].
    pub(crate) fn open(bytes: &'a [u8], budget: &'a Budget) -> Result<Self, Unreadable> {
        let limits: &Limits = &budget.limits;
        if bytes.len() > limits.file_bytes {
            return Err(Unreadable::TooLarge);
        }
        let head = bytes.get(..bytes.len().min(1024)).unwrap_or(bytes);
        let start = find(head, b"%PDF-").ok_or(Unreadable::NoHeader)?;
        let bytes = bytes.get(start..).unwrap_or(&[]);
        let version = bytes.iter().skip(5).take_while(|b| b.is_ascii_digit() || **b == b'.');
        let version = version.take(8).map(|&b| b as char).collect();
        let read = xref::read(bytes, budget);
        let damaged = read.is_none();
        let xref = read.unwrap_or_default();
        let mut pdf = Self {
            bytes,
            version,
            trailer: Rc::clone(&xref.trailer),
            xref,
            rebuilt: RefCell::new(None),
            damaged: Cell::new(damaged),
            objects: RefCell::default(),
            loading: RefCell::default(),
            object_streams: RefCell::default(),
            budget,
        };
        if damaged || !pdf.has_pages() {
            pdf.damaged.set(true);
            let rebuilt = pdf.rebuild();
            pdf.objects.borrow_mut().clear();
            let encrypted = pdf.trailer.has(b"Encrypt");
            if !encrypted || rebuilt.trailer.has(b"Root") {
                pdf.trailer = Rc::clone(&rebuilt.trailer);
            }
            if !pdf.has_pages() && !pdf.trailer.has(b"Encrypt") {
                return Err(Unreadable::NoCatalog);
            }
        }
        Ok(pdf)
    }

    fn has_pages(&self) -> bool {
        self.dict(self.catalog().get(b"Pages")).is_some()
    }

    /// The document catalog; empty if there is none.
    pub(crate) fn catalog(&self) -> Rc<Dict> {
        self.dict(self.trailer.get(b"Root")).unwrap_or_default()
    }

    /// The whole file from its header on.
    pub(crate) fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether cross-reference data had to be repaired.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged.get()
    }

    fn rebuild(&self) -> Rc<Xref> {
        if let Some(rebuilt) = &*self.rebuilt.borrow() {
            return Rc::clone(rebuilt);
        }
        let rebuilt = Rc::new(scan::rebuild(self.bytes, self.budget));
        *self.rebuilt.borrow_mut() = Some(Rc::clone(&rebuilt));
        rebuilt
    }

    /// The object of a number; null if it is missing, damaged or being loaded.
    pub(crate) fn object(&self, number: u32) -> Object {
        if let Some(object) = self.objects.borrow().get(&number) {
            return object.clone();
        }
        if self.loading.borrow().contains(&number) {
            return Object::Null;
        }
        self.loading.borrow_mut().push(number);
        let object = self.load(number);
        self.loading.borrow_mut().pop();
        self.objects.borrow_mut().insert(number, object.clone());
        object
    }

    fn load(&self, number: u32) -> Object {
        let scanned = self.rebuilt.borrow().clone();
        if self.damaged.get()
            && let Some(rebuilt) = scanned
        {
            return rebuilt.entries.get(&number).and_then(|e| self.load_entry(number, *e)).unwrap_or_default();
        }
        let Some(entry) = self.xref.entries.get(&number) else { return Object::Null };
        if let Some(object) = self.load_entry(number, *entry) {
            return object;
        }
        if *entry == Entry::Free {
            return Object::Null;
        }
        self.damaged.set(true);
        let rebuilt = self.rebuild();
        rebuilt.entries.get(&number).and_then(|e| self.load_entry(number, *e)).unwrap_or_default()
    }

    fn load_entry(&self, number: u32, entry: Entry) -> Option<Object> {
        match entry {
            Entry::Free => None,
            Entry::At(offset) => {
                let (found, object) = self.indirect(offset)?;
                (found == number).then_some(object)
            }
            Entry::In(stream) => self.compressed(number, stream),
        }
    }

    /// The object `N G obj ...` at an offset, with its number.
    fn indirect(&self, offset: usize) -> Option<(u32, Object)> {
        let resolve = |object: &Object| self.resolve(object);
        indirect_at(self.bytes, offset, self.budget, &resolve)
    }

    fn compressed(&self, number: u32, container: u32) -> Option<Object> {
        let cached = self.object_streams.borrow().get(&container).cloned();
        let stream = match cached {
            Some(stream) => stream,
            None => {
                let stream = Rc::new(self.open_object_stream(container).unwrap_or_default());
                self.object_streams.borrow_mut().insert(container, Rc::clone(&stream));
                stream
            }
        };
        let at = stream.offsets.binary_search_by_key(&number, |(n, _)| *n).ok()?;
        let (_, offset) = stream.offsets.get(at)?;
        Lexer::file(&stream.data, *offset, self.budget).value()
    }

    fn open_object_stream(&self, container: u32) -> Option<ObjectStream> {
        let object = self.object(container);
        let stream = object.as_stream()?;
        if !self.resolve(stream.dict.get(b"Type")).is_name(b"ObjStm") {
            return None;
        }
        let count = usize::try_from(self.resolve(stream.dict.get(b"N")).as_int()?).ok()?;
        let first = usize::try_from(self.resolve(stream.dict.get(b"First")).as_int()?).ok()?;
        let data = self.decode(stream).ok()?;
        let mut lexer = Lexer::file(&data, 0, self.budget);
        let mut offsets = Vec::new();
        for _ in 0..count.min(self.budget.limits.objects) {
            let (Some(number), Some(offset)) = (lexer.unsigned(), lexer.unsigned()) else { break };
            let (Ok(number), Ok(offset)) = (u32::try_from(number), usize::try_from(offset)) else { break };
            offsets.push((number, first.saturating_add(offset)));
        }
        offsets.sort_unstable();
        Some(ObjectStream { data, offsets })
    }

    /// Follows references; null for dead ends and circles.
    pub(crate) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..MAX_HOPS {
            match object {
                Object::Ref(number) => object = self.object(number),
                other => return other,
            }
        }
        Object::Null
    }

    /// The value of a key with references followed.
    pub(crate) fn get(&self, dict: &Dict, key: &[u8]) -> Object {
        self.resolve(dict.get(key))
    }

    /// As dictionary (also of a stream).
    pub(crate) fn dict(&self, object: &Object) -> Option<Rc<Dict>> {
        self.resolve(object).as_dict().cloned()
    }

    /// As array.
    pub(crate) fn array(&self, object: &Object) -> Option<Rc<Vec<Object>>> {
        self.resolve(object).as_array().cloned()
    }

    /// As array of numbers; `None` if anything else is in it.
    pub(crate) fn numbers(&self, object: &Object) -> Option<Vec<f64>> {
        self.array(object)?.iter().map(|o| self.resolve(o).as_f64()).collect()
    }

    /// As number.
    pub(crate) fn number(&self, object: &Object) -> Option<f64> {
        self.resolve(object).as_f64()
    }

    /// The raw bytes of a stream.
    pub(crate) fn raw<'s>(&'s self, stream: &'s Stream) -> &'s [u8] {
        match &stream.data {
            Data::File(start, end) => self.bytes.get(*start..*end).unwrap_or(&[]),
            Data::Inline(bytes) => bytes,
        }
    }

    /// The decoded bytes of a stream that has no image filter.
    ///
    /// # Errors
    /// When a filter is unknown or an image's, or a limit is hit.
    pub(crate) fn decode(&self, stream: &Stream) -> Result<Vec<u8>, filter::Failure> {
        let decoded = filter::decode(self, stream, self.budget.limits.stream_bytes)?;
        match decoded.image_filter {
            None => Ok(decoded.data),
            Some(_) => Err(filter::Failure::Unsupported),
        }
    }
}

/// Reads `N G obj ...` at an offset. `resolve` looks up an indirect stream length.
fn indirect_at(
    bytes: &[u8],
    offset: usize,
    budget: &Budget,
    resolve: &dyn Fn(&Object) -> Object,
) -> Option<(u32, Object)> {
    let mut lexer = Lexer::file(bytes, offset, budget);
    let number = u32::try_from(lexer.unsigned()?).ok()?;
    lexer.unsigned()?;
    if !lexer.keyword(b"obj") {
        return None;
    }
    let object = match lexer.token()? {
        Token::Value(object) => object,
        Token::Keyword(_) => return Some((number, Object::Null)),
    };
    let Object::Dict(dict) = &object else { return Some((number, object)) };
    if !lexer.keyword(b"stream") {
        return Some((number, object));
    }
    let mut start = lexer.pos;
    if bytes.get(start) == Some(&b'\r') {
        start += 1;
    }
    if bytes.get(start) == Some(&b'\n') {
        start += 1;
    }
    let length = resolve(dict.get(b"Length")).as_int().and_then(|l| usize::try_from(l).ok());
    let end = stream_end(bytes, start, length, budget)?;
    let stream = Stream { dict: Rc::clone(dict), data: Data::File(start, end) };
    Some((number, Object::Stream(Rc::new(stream))))
}

/// The end of stream data: by its length if `endstream` follows there, else
/// by searching for it.
fn stream_end(bytes: &[u8], start: usize, length: Option<usize>, budget: &Budget) -> Option<usize> {
    if let Some(end) = length.and_then(|l| start.checked_add(l))
        && let Some(rest) = bytes.get(end..)
    {
        let space = rest.iter().take(4).take_while(|b| lexer::is_space(**b)).count();
        if rest.get(space..).is_some_and(|r| r.starts_with(b"endstream") || r.starts_with(b"endobj")) {
            return Some(end);
        }
    }
    let rest = bytes.get(start..)?;
    let found = find(rest, b"endstream").unwrap_or(rest.len());
    budget.work(found).then_some(())?;
    let mut end = start + found;
    if end > start && bytes.get(end - 1) == Some(&b'\n') {
        end -= 1;
    }
    if end > start && bytes.get(end - 1) == Some(&b'\r') {
        end -= 1;
    }
    Some(end)
}

/// Where `needle` starts in `haystack`.
pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    let first = *needle.first()?;
    let mut from = 0;
    while let Some(at) = haystack.get(from..)?.iter().position(|b| *b == first) {
        if haystack.get(from + at..)?.starts_with(needle) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}
