//! Splitting RON values into their parts without interpreting them.
//!
//! `ron` parses; every part comes back as the slice of the file it was
//! written in, so that ranges are exact and one wrong part does not hide the
//! next. (Derived `Deserialize` structs would stop at the first error.)

use ron::extensions::Extensions;
use ron::value::RawValue;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The RON that people write: `Some(...)` may be left out.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// Whether the whole text is one RON value.
///
/// # Errors
/// The first syntax error; also values nested deeper than 128.
pub(super) fn validate(text: &str) -> Result<(), ron::error::SpannedError> {
    options().from_str::<IgnoredAny>(text).map(|_| ())
}

/// `(name: value, ...)`, with an optional struct name before it.
pub(super) fn fields(raw: &str) -> Option<Vec<(&str, &str)>> {
    split(raw, Shape::Fields, Pairs::<&str>(PhantomData))
}

/// `{ key: value, ... }`.
pub(super) fn map(raw: &str) -> Option<Vec<(&str, &str)>> {
    split(raw, Shape::Map, Pairs::<&RawValue>(PhantomData))
}

/// `[ value, ... ]`.
pub(super) fn list(raw: &str) -> Option<Vec<&str>> {
    split(raw, Shape::List, Values)
}

/// `( value, ... )`.
pub(super) fn tuple(raw: &str) -> Option<Vec<&str>> {
    split(raw, Shape::Tuple, Values)
}

/// What `Some(value)` holds, also written without `Some`; `None` for `None`.
pub(super) fn option(raw: &str) -> Option<&str> {
    options().from_str::<Option<&RawValue>>(raw).ok().flatten().map(RawValue::get_ron)
}

/// A number, with the separators and suffixes of RON.
pub(super) fn number(raw: &str) -> Option<f64> {
    options().from_str::<f64>(raw).ok()
}

/// `true` or `false`.
pub(super) fn boolean(raw: &str) -> Option<bool> {
    options().from_str::<bool>(raw).ok()
}

#[derive(Clone, Copy)]
enum Shape {
    Fields,
    Map,
    List,
    Tuple,
}

fn split<'de, V: Visitor<'de>>(raw: &'de str, shape: Shape, visitor: V) -> Option<V::Value> {
    options().from_str_seed(raw, Split(shape, visitor)).ok()
}

struct Split<V>(Shape, V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Split<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<V::Value, D::Error> {
        match self.0 {
            Shape::Fields => from.deserialize_struct("", &[], self.1),
            Shape::Map => from.deserialize_map(self.1),
            Shape::List => from.deserialize_seq(self.1),
            Shape::Tuple => from.deserialize_tuple(0, self.1),
        }
    }
}

struct Pairs<K>(PhantomData<K>);

/// A key as its slice: identifiers of fields, any value of maps.
trait Key<'de>: serde::Deserialize<'de> {
    fn slice(self) -> &'de str;
}

impl<'de> Key<'de> for &'de str {
    fn slice(self) -> &'de str {
        self
    }
}

impl<'de> Key<'de> for &'de RawValue {
    fn slice(self) -> &'de str {
        self.get_ron()
    }
}

impl<'de, K: Key<'de>> Visitor<'de> for Pairs<K> {
    type Value = Vec<(&'de str, &'de str)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some((key, value)) = from.next_entry::<K, &RawValue>()? {
            pairs.push((key.slice(), value.get_ron()));
        }
        Ok(pairs)
    }
}

struct Values;

impl<'de> Visitor<'de> for Values {
    type Value = Vec<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = from.next_element::<&RawValue>()? {
            values.push(value.get_ron());
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_slices_of_the_text() {
        let text = r#"Release(a: "x", /* c */ b: [1, 2], c: Some((1)))"#;
        validate(text).unwrap();
        let open = text.find('(').unwrap();
        let parts = fields(&text[open..]).unwrap();
        assert_eq!(parts, [("a", "\"x\""), ("b", "[1, 2]"), ("c", "Some((1))")]);
        let offset = parts[1].1.as_ptr() as usize - text.as_ptr() as usize;
        assert_eq!(&text[offset..offset + 6], "[1, 2]");
        assert_eq!(list(parts[1].1).unwrap(), ["1", "2"]);
        assert_eq!(option(parts[2].1), Some("(1)"));
        assert_eq!(option("None"), None);
        assert_eq!(map(r#"{ "k": (1, 2) }"#).unwrap(), [("\"k\"", "(1, 2)")]);
        assert_eq!(tuple("(1, \"a\")").unwrap(), ["1", "\"a\""]);
    }

    #[test]
    fn hostile_nesting_is_an_error() {
        for (open, close) in [("[", "]"), ("(", ")"), ("Some(", ")"), ("{1:", "}"), ("/*", "*/")] {
            let text = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
            assert!(validate(&text).is_err(), "{open}");
        }
    }
}
