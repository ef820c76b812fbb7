//! Which kind of file one is, by the name before its bracket.

use super::node::{Node, Shape};
use super::scan;

/// The kinds of files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Release,
    Layout,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        match name {
            "Release" => Some(Self::Release),
            "Layout" => Some(Self::Layout),
            _ => None,
        }
    }
}

/// Whether a file that begins so is a layout. Comments before it are read
/// over; the name after them must be among what is given.
pub fn is_layout(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let text = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) => str::from_utf8(&start[..error.valid_up_to()]).unwrap_or_default(),
    };
    let value = &text[scan::beginning(text)..];
    Kind::of(&value[..scan::identifier(value)]) == Some(Kind::Layout)
}

impl Node<'_> {
    /// Whether the value of a file is of the other kind, which is reported:
    /// none of its fields would be known.
    pub(super) fn is_not(&self, wanted: Kind) -> bool {
        let name = if self.shape() == Shape::Name { self.variant() } else { None };
        let kind = name.and_then(|variant| Kind::of(variant.name));
        let file = &self.reader.source().name;
        let (message, hint) = match (wanted, kind) {
            (Kind::Release, Some(Kind::Layout)) => (
                "this is a layout, not a release",
                format!("`pressblatt render RELEASE --layout {file}` sets a release in it"),
            ),
            (Kind::Layout, Some(Kind::Release)) => (
                "this is a release, not a layout",
                "name a layout; `pressblatt new layout NAME` writes a first one".to_owned(),
            ),
            _ => return false,
        };
        self.error("wrong-kind", message, &hint);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_known_by_their_name() {
        for start in ["Layout(", "\u{feff}// a\n/* b */ Layout (", "#![enable(x)]\nLayout("] {
            assert!(is_layout(start.as_bytes()), "{start}");
        }
        for start in ["Release(", "Layouts(", "(name: \"a\")", "// Layout(", "/* Layout(", ""] {
            assert!(!is_layout(start.as_bytes()), "{start}");
        }
        assert!(is_layout(b"Layout(\"\xff"));
        assert!(!is_layout(b"\xff"));
    }
}
