//! A value of the file with its place and its field path, asked for what it
//! should be. A wrong answer is reported and reading goes on.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use super::draft::Lost;
use super::{literal, raw, scan, syntax};
use crate::diag::{Diagnostic, Diagnostics, Origin, Severity, Source, nearest};
use crate::model::Text;

/// More findings than this help nobody.
const MAX_FINDINGS: usize = 200;

/// More names in one map than this are no work of people.
const MAX_NAMES: usize = 1000;

/// One file being read, and what was found wrong with it.
pub(super) struct Reader<'s> {
    source: &'s Arc<Source>,
    found: RefCell<Vec<Diagnostic>>,
    lost: RefCell<Lost>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s Arc<Source>) -> Self {
        Self { source, found: RefCell::default(), lost: RefCell::default() }
    }

    pub(super) fn source(&self) -> &'s Arc<Source> {
        self.source
    }

    pub(super) fn push(&self, diagnostic: Diagnostic) {
        let mut found = self.found.borrow_mut();
        if found.len() < MAX_FINDINGS {
            found.push(diagnostic);
        }
    }

    /// Whether further findings would be dropped.
    pub(super) fn is_full(&self) -> bool {
        self.found.borrow().len() >= MAX_FINDINGS
    }

    /// The field of this path is not there; or, when it is not `known`, one is
    /// there of which nobody knows what it was meant for.
    pub(super) fn lose(&self, path: String, known: bool) {
        self.lost.borrow_mut().add(path, known);
    }

    /// Hands over the findings in the order of the file; which fields were
    /// lost, when there is an error.
    pub(super) fn finish(self, diags: &mut Diagnostics) -> Option<Lost> {
        let mut found = without_echoes(self.found.into_inner());
        found.sort_by_key(|d| d.origin.as_ref().map(|o| o.range.start));
        let mut lost = self.lost.into_inner();
        let mut clean = true;
        for diagnostic in found {
            if diagnostic.severity == Severity::Error {
                clean = false;
                lost.told(&diagnostic);
            }
            diags.push(diagnostic);
        }
        (!clean).then_some(lost)
    }
}

/// What is said of a whole that lacks something: of a place, when two lengths
/// are needed; of a font, when it has no file; of all styles, when there is no
/// `body`.
const OF_WHOLE: [&str; 3] = ["bad-place", "missing-style", "no-fonts"];

/// Without findings of a whole that may lack something only because a part of
/// it is wrong, which is told.
fn without_echoes(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_whole = |finding: &Diagnostic| OF_WHOLE.contains(&finding.code);
    if !found.iter().any(of_whole) {
        return found;
    }
    let path = |finding: &Diagnostic| finding.origin.as_ref().map(|o| Arc::clone(&o.field));
    let parts: Vec<Arc<str>> = found.iter().filter(|f| !of_whole(f)).filter_map(path).collect();
    let is_part = |part: &str, whole: &str| {
        let rest = part.strip_prefix(whole);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let is_echo = |finding: &Diagnostic| {
        of_whole(finding)
            && path(finding).is_some_and(|whole| parts.iter().any(|part| is_part(part, &whole)))
    };
    found.into_iter().filter(|finding| !is_echo(finding)).collect()
}

/// One value as written.
#[derive(Clone)]
pub(super) struct Node<'s> {
    pub(super) reader: &'s Reader<'s>,
    raw: &'s str,
    path: Arc<str>,
}

/// What a value looks like from outside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Text,
    Number,
    Bool,
    List,
    Map,
    /// `( ... )`.
    Group,
    /// `Name` or `Name( ... )`.
    Name,
    Other,
}

impl Shape {
    /// With its article, for "found ...".
    fn words(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Number => "a number",
            Self::Bool => "`true` or `false`",
            Self::List => "a list `[...]`",
            Self::Map => "a map `{...}`",
            Self::Group => "a group `(...)`",
            Self::Name => "a name without quotes",
            Self::Other => "something else",
        }
    }
}

/// `Name` or `Name(...)`.
pub(super) struct Variant<'s> {
    pub(super) name: &'s str,
    /// The group after the name.
    pub(super) content: Option<Node<'s>>,
}

impl<'s> Node<'s> {
    /// The value of a whole file, which is valid RON.
    pub(super) fn file(reader: &'s Reader<'s>) -> Self {
        let text = &reader.source.text;
        Self { reader, raw: &text[scan::beginning(text)..], path: "".into() }
    }

    pub(super) fn child(&self, raw: &'s str, path: impl Into<Arc<str>>) -> Self {
        Self { reader: self.reader, raw: &raw[scan::trivia(raw)..], path: path.into() }
    }

    /// The value as written.
    pub(super) fn raw(&self) -> &'s str {
        self.raw
    }

    /// The path of a field of this value.
    pub(super) fn path_of(&self, field: &str) -> String {
        if self.path.is_empty() { field.to_owned() } else { [&*self.path, ".", field].concat() }
    }

    pub(super) fn shape(&self) -> Shape {
        let raw = self.raw;
        match raw.chars().next() {
            Some('"') => Shape::Text,
            Some('r') if scan::is_raw_literal(raw) => Shape::Text,
            Some('[') => Shape::List,
            Some('{') => Shape::Map,
            Some('(') => Shape::Group,
            Some('0'..='9' | '-' | '+' | '.') => Shape::Number,
            _ => match &raw[..scan::identifier(raw)] {
                "" => Shape::Other,
                "true" | "false" => Shape::Bool,
                "inf" | "NaN" => Shape::Number,
                _ => Shape::Name,
            },
        }
    }

    /// Where a slice of the file stands.
    fn range(&self, slice: &str) -> Range<usize> {
        let base = self.reader.source.text.as_ptr() as usize;
        let start = (slice.as_ptr() as usize).saturating_sub(base);
        start..start + slice.len()
    }

    /// Where a slice of the file stands, as an origin of this value's field.
    pub(super) fn origin_of(&self, slice: &str) -> Origin {
        Origin {
            source: Arc::clone(self.reader.source),
            field: Arc::clone(&self.path),
            range: self.range(slice),
        }
    }

    /// Where the value stands: a simple value whole, a bracketed one by its
    /// name and opening bracket, since a report shows lines.
    pub(super) fn origin(&self) -> Origin {
        let raw = self.raw;
        let length = match self.shape() {
            Shape::Text => scan::literal(raw).map_or(0, |(_, _, length)| length),
            Shape::List | Shape::Map | Shape::Group => 1,
            Shape::Name | Shape::Bool => scan::identifier(raw),
            Shape::Number | Shape::Other => {
                raw.find(|c: char| c.is_whitespace() || ",)]}/".contains(c)).unwrap_or(raw.len())
            }
        };
        self.origin_of(&raw[..length])
    }

    /// Reports an error of this value.
    pub(super) fn error(&self, code: &'static str, message: impl Into<String>, hint: &str) {
        self.reader.push(Diagnostic::error(code, message).at(&self.origin()).hint(hint));
    }

    /// Reports that the value is of a wrong type.
    pub(super) fn expected(&self, what: &str, hint: &str) {
        let message = format!("{}expected {what}, found {}", self.label(), self.shape().words());
        self.error("wrong-type", message, hint);
    }

    /// "`field`: ", for messages.
    pub(super) fn label(&self) -> String {
        if self.path.is_empty() { String::new() } else { format!("`{}`: ", self.path) }
    }

    /// Without `Some(...)` around it; `None` when it says `None`.
    pub(super) fn unwrapped(self) -> Option<Self> {
        match &self.raw[..scan::identifier(self.raw)] {
            "None" => None,
            "Some" => raw::option(self.raw).map(|inner| self.child(inner, Arc::clone(&self.path))),
            _ => Some(self),
        }
    }

    /// The value as a text in quotes.
    pub(super) fn text(&self) -> Option<Text> {
        let literal = (self.shape() == Shape::Text)
            .then(|| literal::decode(self.raw, self.range(self.raw).start))
            .flatten();
        let Some(decoded) = literal else {
            let hint = match self.raw[..scan::identifier(self.raw)].to_lowercase().as_str() {
                "null" | "nil" | "none" => "delete the field, or write None".to_owned(),
                _ => format!("put it in quotes: {}", self.quoted()),
            };
            self.expected("a text in quotes", &hint);
            return None;
        };
        let origin = self.origin_of(&self.raw[..decoded.length]);
        let text = Text::new(decoded.value, origin, decoded.map);
        (self.printable(&text) && self.ends_where_meant(&text)).then_some(text)
    }

    /// A simple value as the text it would be in quotes.
    fn quoted(&self) -> String {
        let written = self.reader.source.text.get(self.origin().range).unwrap_or_default();
        let simple = match self.shape() {
            Shape::Number | Shape::Bool => Some(written),
            Shape::Name => Some(written).filter(|name| name.len() == scan::value(self.raw)),
            _ => written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')),
        };
        format!("\"{}\"", simple.filter(|word| !word.contains(['"', '\\'])).unwrap_or("..."))
    }

    /// The value as a text of which no place will be asked for, such as a
    /// length, straight from the file where it is written as it reads.
    pub(super) fn short_text(&self) -> Option<Cow<'s, str>> {
        let content = self.raw.strip_prefix('"').and_then(|rest| {
            let special = |b: u8| b < b' ' || matches!(b, b'"' | b'\\' | 0x7f | 0xc2 | 0xef);
            let end = rest.bytes().position(special)?;
            rest.get(end..)?.starts_with('"').then(|| rest.get(..end))?
        });
        match content {
            Some(content) => Some(Cow::Borrowed(content)),
            None => self.text().map(|text| Cow::Owned(text.as_str().to_owned())),
        }
    }

    /// A raw text closed with `",` goes on to the end of the next one and
    /// would print that field.
    fn ends_where_meant(&self, text: &Text) -> bool {
        let hashes = self.raw.strip_prefix('r').and_then(|rest| rest.split('"').next());
        let Some(hashes) = hashes else { return true };
        let swallowed = syntax::swallowed_field(text.as_str(), hashes);
        let Some((range, field)) = swallowed else { return true };
        let message = format!("{}this text goes on into the field `{field}`", self.label());
        self.reader.push(
            Diagnostic::error("text-goes-on", message).at(&text.origin_of(range)).hint(format!(
                "close it here with \"{hashes} and a comma; if all of it is text, open it \
                     with r#{hashes}\" and close it with \"{hashes}#"
            )),
        );
        false
    }

    /// Control characters have no picture and no place in XML metadata.
    fn printable(&self, text: &Text) -> bool {
        let value = text.as_str();
        // Their bytes, or the first bytes of theirs.
        let suspect = |byte: u8| {
            byte < b' ' && !matches!(byte, b'\n' | b'\t') || matches!(byte, 0x7f | 0xc2 | 0xef)
        };
        if !value.bytes().any(suspect) {
            return true;
        }
        let bad = value.char_indices().find(|(_, c)| {
            c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
        });
        let Some((at, c)) = bad else { return true };
        let message = format!("{}control character U+{:04X}", self.label(), u32::from(c));
        self.reader.push(
            Diagnostic::error("control-character", message)
                .at(&text.origin_of(at..at + c.len_utf8()))
                .hint("delete it; line breaks are written as they are, or as \\n"),
        );
        false
    }

    /// The value as a finite number.
    pub(super) fn number(&self) -> Option<f64> {
        let number = match self.shape() {
            Shape::Number => raw::number(self.raw),
            _ => None,
        };
        match number {
            Some(number) if number.is_finite() => Some(number),
            Some(_) => {
                self.error("bad-number", format!("{}not a number", self.label()), "write digits");
                None
            }
            None => {
                self.expected("a number", "write digits without quotes, e.g. 400");
                None
            }
        }
    }

    /// The value as a whole number within bounds.
    pub(super) fn integer(&self, least: i64, most: i64) -> Option<i64> {
        let number = self.number()?;
        let fits = number.fract() == 0.0 && (least as f64..=most as f64).contains(&number);
        if !fits {
            let message = format!("{}{number} is out of range", self.label());
            let hint = format!("write a whole number from {least} to {most}");
            self.error("bad-number", message, &hint);
        }
        fits.then_some(number as i64)
    }

    /// The value as `true` or `false`.
    pub(super) fn boolean(&self) -> Option<bool> {
        let value = if self.shape() == Shape::Bool { raw::boolean(self.raw) } else { None };
        if value.is_none() {
            self.expected("`true` or `false`", "write true or false, without quotes");
        }
        value
    }

    /// The elements of a list, read one by one; wrong ones are left out.
    pub(super) fn list<T>(&self, mut read: impl FnMut(Self) -> Option<T>) -> Vec<T> {
        let elements = if self.shape() == Shape::List { raw::list(self.raw) } else { None };
        let Some(elements) = elements else {
            self.expected("a list", "write [ ... ], also around a single element");
            return Vec::new();
        };
        let nodes = elements.into_iter().enumerate();
        nodes.filter_map(|(i, raw)| read(self.child(raw, format!("{}[{i}]", self.path)))).collect()
    }

    fn nth(&self, index: usize) -> Arc<str> {
        format!("{}.{index}", self.path).into()
    }

    /// The elements of a tuple of exactly `N`.
    pub(super) fn tuple<const N: usize>(&self, what: &str, example: &str) -> Option<[Self; N]> {
        let values = if self.shape() == Shape::Group { raw::tuple(self.raw) } else { None };
        let nodes: Option<Vec<Self>> = values.map(|values| {
            // The only value of `Until(...)` is that of the field.
            let path = |i| if N == 1 { Arc::clone(&self.path) } else { self.nth(i) };
            values.into_iter().enumerate().map(|(i, raw)| self.child(raw, path(i))).collect()
        });
        let found = nodes.and_then(|nodes| <[Self; N]>::try_from(nodes).ok());
        if found.is_none() {
            let message = format!("{}expected {what}", self.label());
            self.error("wrong-type", message, &format!("write {example}"));
        }
        found
    }

    /// The entries of a map with text keys; a key twice is an error.
    pub(super) fn map(&self) -> Vec<(Text, Self)> {
        let entries = if self.shape() == Shape::Map { raw::map(self.raw) } else { None };
        let Some(entries) = entries else {
            self.expected("a map", "write { \"name\": value, ... }");
            return Vec::new();
        };
        if entries.len() > MAX_NAMES {
            let message = format!("{}{} names are too many", self.label(), entries.len());
            self.error("too-many", message, &format!("{MAX_NAMES} are allowed"));
            return Vec::new();
        }
        let mut found: Vec<(Text, Self)> = Vec::new();
        for (key, value) in entries {
            let key = self.child(key, Arc::clone(&self.path));
            let Some(name) = key.text() else { continue };
            let value = self.child(value, self.path_of(name.as_str()));
            if found.iter().any(|(known, _)| known.as_str() == name.as_str()) {
                let message = format!("`{}` is defined twice", name.as_str());
                key.error("duplicate-name", message, "rename or delete one of them");
            } else {
                found.push((name, value));
            }
        }
        found
    }

    /// The name that the value is or begins with.
    pub(super) fn name(&self) -> &'s str {
        &self.raw[..scan::identifier(self.raw)]
    }

    /// The value as `Name` or `Name(...)`.
    pub(super) fn variant(&self) -> Option<Variant<'s>> {
        let length = scan::identifier(self.raw);
        let (name, rest) = self.raw.split_at(length);
        let content = self.child(rest, Arc::clone(&self.path));
        let content = (content.shape() == Shape::Group).then_some(content);
        (length > 0).then_some(Variant { name, content })
    }

    /// One of a few names.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&'static str, T)]) -> Option<T> {
        let name = match (self.shape(), self.variant()) {
            (Shape::Name, Some(Variant { name, content: None })) => name,
            _ => "",
        };
        let chosen = choices.iter().find(|(known, _)| *known == name);
        if chosen.is_none() {
            self.unknown_value(choices.iter().map(|(known, _)| *known));
        }
        chosen.map(|(_, value)| *value)
    }

    /// Reports a name that is none of the allowed ones.
    pub(super) fn unknown_value(&self, allowed: impl Iterator<Item = &'static str> + Clone) {
        let origin = self.origin();
        let written = self.reader.source.text.get(origin.range.clone()).unwrap_or("");
        let bare = written.trim_matches('"');
        let list = quoted(allowed.clone());
        let hint = match nearest(bare, allowed) {
            Some(near) if self.shape() == Shape::Text => {
                format!("write {near} without quotes; allowed: {list}")
            }
            Some(near) => format!("did you mean `{near}`? allowed: {list}"),
            None => format!("allowed: {list}"),
        };
        let message = format!("{}unknown value `{bare}`", self.label());
        self.error("unknown-value", message, &hint);
    }
}

/// Names in backticks, separated by commas.
pub(super) fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
