//! Splitting RON values into their parts without interpreting them.
//!
//! `ron` judges a file once, whole ([`validate`]). What it has passed is split
//! here by brackets alone: every part is the slice of the file it was written
//! in, so that ranges are exact and one wrong part does not hide the next.
//! (Derived `Deserialize` structs would stop at the first error; asking `ron`
//! for `RawValue`s parses each part once for every level around it, which
//! took a sixth of the time of rendering one sheet.)

use ron::extensions::Extensions;
use serde::de::IgnoredAny;

use super::scan;

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

/// `(name: value, ...)`.
pub(super) fn fields(raw: &str) -> Option<Vec<(&str, &str)>> {
    Parts::open(raw, "(")?.pairs(Parts::name)
}

/// `{ key: value, ... }`.
pub(super) fn map(raw: &str) -> Option<Vec<(&str, &str)>> {
    Parts::open(raw, "{")?.pairs(Parts::value)
}

/// `[ value, ... ]`.
pub(super) fn list(raw: &str) -> Option<Vec<&str>> {
    Parts::open(raw, "[")?.values()
}

/// `( value, ... )`.
pub(super) fn tuple(raw: &str) -> Option<Vec<&str>> {
    Parts::open(raw, "(")?.values()
}

/// What `Some(value)` holds.
pub(super) fn option(raw: &str) -> Option<&str> {
    let mut parts = Parts::open(raw.strip_prefix("Some")?, "(")?;
    parts.value()
}

/// A number, with the separators and suffixes of RON.
pub(super) fn number(raw: &str) -> Option<f64> {
    options().from_str::<f64>(raw).ok()
}

/// `true` or `false`.
pub(super) fn boolean(raw: &str) -> Option<bool> {
    options().from_str::<bool>(raw).ok()
}

/// What is left of a bracketed value.
struct Parts<'s> {
    rest: &'s str,
}

impl<'s> Parts<'s> {
    /// After the opening bracket.
    fn open(raw: &'s str, bracket: &str) -> Option<Self> {
        let rest = raw[scan::trivia(raw)..].strip_prefix(bracket)?;
        Some(Self { rest })
    }

    fn values(mut self) -> Option<Vec<&'s str>> {
        let mut values = Vec::new();
        while !self.closed() {
            values.push(self.value()?);
            self.separator()?;
        }
        Some(values)
    }

    fn pairs(mut self, key: fn(&mut Self) -> Option<&'s str>) -> Option<Vec<(&'s str, &'s str)>> {
        let mut pairs = Vec::new();
        while !self.closed() {
            let key = key(&mut self)?;
            self.skip_trivia();
            self.rest = self.rest.strip_prefix(':')?;
            pairs.push((key, self.value()?));
            self.separator()?;
        }
        Some(pairs)
    }

    fn skip_trivia(&mut self) {
        self.rest = &self.rest[scan::trivia(self.rest)..];
    }

    /// Whether only the closing bracket is left.
    fn closed(&mut self) -> bool {
        self.skip_trivia();
        self.rest.starts_with([')', ']', '}']) || self.rest.is_empty()
    }

    /// A comma, or the end.
    fn separator(&mut self) -> Option<()> {
        self.skip_trivia();
        match self.rest.strip_prefix(',') {
            Some(rest) => self.rest = rest,
            None if self.closed() => {}
            None => return None,
        }
        Some(())
    }

    /// The name of a field; `r#` before it is no part of the name.
    fn name(&mut self) -> Option<&'s str> {
        let rest = self.rest.strip_prefix("r#").unwrap_or(self.rest);
        let (name, rest) = rest.split_at(scan::identifier(rest));
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }

    fn value(&mut self) -> Option<&'s str> {
        self.skip_trivia();
        let (value, rest) = self.rest.split_at(scan::value(self.rest));
        self.rest = rest;
        (!value.is_empty()).then_some(value)
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
