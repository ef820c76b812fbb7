//! PDF values. Cheap to clone: everything that can be long is shared.

use std::rc::Rc;

/// A PDF value (ISO 32000-1, 7.3). Generation numbers are not kept: a
/// cross-reference table has one live generation per number.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) enum Object {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Name(Rc<[u8]>),
    String(Rc<[u8]>),
    Array(Rc<Vec<Object>>),
    Dict(Rc<Dict>),
    Stream(Rc<Stream>),
    Ref(u32),
}

/// A dictionary, sorted by key so that lookups are fast even in a hostile one.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Dict {
    entries: Vec<(Rc<[u8]>, Object)>,
}

/// A stream: its dictionary and where its raw bytes lie in the file, or the
/// bytes themselves (inline images).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stream {
    pub dict: Rc<Dict>,
    pub data: Data,
}

/// Raw stream bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Data {
    /// Byte range in the file.
    File(usize, usize),
    /// Bytes of an inline image.
    Inline(Rc<[u8]>),
}

impl Dict {
    /// From entries in file order; of equal keys the last one counts.
    pub(crate) fn new(mut entries: Vec<(Rc<[u8]>, Object)>) -> Self {
        entries.reverse();
        entries.sort_by(|a, b| a.0.cmp(&b.0));
        entries.dedup_by(|later, kept| later.0 == kept.0);
        Self { entries }
    }

    /// The value of a key as written; null when absent.
    pub(crate) fn get(&self, key: &[u8]) -> &Object {
        const NULL: &Object = &Object::Null;
        match self.entries.binary_search_by(|(k, _)| (**k).cmp(key)) {
            Ok(at) => self.entries.get(at).map_or(NULL, |(_, v)| v),
            Err(_) => NULL,
        }
    }

    pub(crate) fn has(&self, key: &[u8]) -> bool {
        *self.get(key) != Object::Null
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&[u8], &Object)> {
        self.entries.iter().map(|(k, v)| (&**k, v))
    }
}

impl Object {
    pub(crate) fn name(bytes: &[u8]) -> Self {
        Self::Name(bytes.into())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub(crate) fn as_name(&self) -> Option<&[u8]> {
        match self {
            Self::Name(n) => Some(n),
            _ => None,
        }
    }

    pub(crate) fn is_name(&self, name: &[u8]) -> bool {
        self.as_name() == Some(name)
    }

    pub(crate) fn as_string(&self) -> Option<&[u8]> {
        match self {
            Self::String(s) => Some(s),
            _ => None,
        }
    }

    pub(crate) fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(i) => Some(*i as f64),
            Self::Real(r) if r.is_finite() => Some(*r),
            _ => None,
        }
    }

    pub(crate) fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(i) => Some(*i),
            Self::Real(r) if r.is_finite() && *r == r.trunc() => Some(*r as i64),
            _ => None,
        }
    }

    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The dictionary of a dictionary or a stream.
    pub(crate) fn as_dict(&self) -> Option<&Rc<Dict>> {
        match self {
            Self::Dict(d) => Some(d),
            Self::Stream(s) => Some(&s.dict),
            _ => None,
        }
    }

    pub(crate) fn as_array(&self) -> Option<&Rc<Vec<Object>>> {
        match self {
            Self::Array(a) => Some(a),
            _ => None,
        }
    }

    pub(crate) fn as_stream(&self) -> Option<&Rc<Stream>> {
        match self {
            Self::Stream(s) => Some(s),
            _ => None,
        }
    }
}
