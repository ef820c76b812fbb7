//! The fields of a struct, taken by name. What nobody took is unknown.

use super::node::{Node, Shape, quoted};
use super::raw;
use crate::diag::{Diagnostic, nearest};
use crate::model::{Lang, Text};

/// German names that people write by mistake, and the field they mean.
const ALIASES: &[(&str, &str)] = &[
    ("anhang", "attachments"),
    ("anlagen", "attachments"),
    ("bilder", "photos"),
    ("datum", "date"),
    ("dachzeile", "kicker"),
    ("farben", "palette"),
    ("fotos", "photos"),
    ("hintergrund", "background"),
    ("images", "photos"),
    ("kontakt", "contact"),
    ("nummer", "number"),
    ("ort", "place"),
    ("redaktionshinweis", "editors_note"),
    ("schriften", "fonts"),
    ("sperrfrist", "embargo"),
    ("sprache", "language"),
    ("text", "body"),
    ("titel", "headline"),
    ("title", "headline"),
    ("ueberschrift", "headline"),
    ("unterzeile", "subhead"),
    ("verantwortlich", "responsible"),
    ("vorspann", "lead"),
    ("colors", "palette"),
    ("font_size", "size"),
    ("line_height", "leading"),
    ("colour", "color"),
    ("follow_page", "follow_pages"),
];

/// The fields of one struct while it is being read.
pub(super) struct Fields<'s> {
    node: Node<'s>,
    entries: Vec<Entry<'s>>,
    /// Every name that was asked for, in that order.
    known: Vec<&'static str>,
    /// Names of fields that must be there and are not, with an example.
    missing: Vec<(&'static str, String)>,
}

struct Entry<'s> {
    key: &'s str,
    value: Node<'s>,
    taken: bool,
}

impl<'s> Node<'s> {
    /// Reads a struct `(field: value, ...)`; the name before the bracket,
    /// where one is written, must be `name`. Unknown and duplicate fields
    /// are reported after `read` has taken what it knows.
    pub(super) fn fields<T>(
        &self,
        name: &str,
        read: impl FnOnce(&mut Fields<'s>) -> T,
    ) -> Option<T> {
        let group = self.group_named(name)?;
        let Some(pairs) = group.pairs() else {
            let hint = format!("write {name}(field: value, ...)");
            self.expected(&format!("`{name}` with named fields"), &hint);
            return None;
        };
        let (entries, known) = (Vec::with_capacity(pairs.len()), Vec::with_capacity(32));
        let mut fields = Fields { node: self.clone(), entries, known, missing: Vec::new() };
        for (key, value) in pairs {
            let value = group.child(value, self.path_of(key));
            fields.entries.push(Entry { key, value, taken: false });
        }
        let result = read(&mut fields);
        fields.report_unknown();
        fields.report_missing();
        Some(result)
    }

    /// The group after an optional struct name.
    fn group_named(&self, name: &str) -> Option<Self> {
        if self.shape() == Shape::Group {
            return Some(self.clone());
        }
        let variant = if self.shape() == Shape::Name { self.variant() } else { None };
        match variant {
            Some(variant) if variant.name == name && variant.content.is_some() => variant.content,
            Some(variant) => {
                let message =
                    format!("{}expected `{name}`, found `{}`", self.label(), variant.name);
                self.error("wrong-type", message, &format!("write {name}( ... )"));
                None
            }
            None => {
                self.expected(&format!("`{name}( ... )`"), &format!("write {name}( ... )"));
                None
            }
        }
    }
}

impl<'s> Fields<'s> {
    /// The struct itself.
    pub(super) fn node(&self) -> &Node<'s> {
        &self.node
    }

    /// The value of a field, when it is there and not `None`.
    pub(super) fn optional(&mut self, name: &'static str) -> Option<Node<'s>> {
        self.known.push(name);
        let mut found = None;
        for entry in self.entries.iter_mut().filter(|entry| entry.key == name) {
            entry.taken = true;
            if found.is_none() {
                found = Some(entry.value.clone());
            } else {
                let message = format!("field `{name}` is given twice");
                let origin = entry.value.origin_of(entry.key);
                entry.value.reader.push(
                    Diagnostic::error("duplicate-field", message)
                        .at(&origin)
                        .hint("delete one of them; only one can count"),
                );
            }
        }
        found.and_then(Node::unwrapped)
    }

    /// The value of a field that must be there.
    pub(super) fn required(&mut self, name: &'static str, example: &str) -> Option<Node<'s>> {
        let found = self.optional(name);
        if found.is_none() {
            self.missing.push((name, example.to_owned()));
        }
        found
    }

    /// A text that says something, when it is there.
    pub(super) fn filled(&mut self, name: &'static str) -> Option<Text> {
        let node = self.optional(name)?;
        let text = node.text()?;
        not_blank(&node, &text).then_some(text)
    }

    /// A text that must be there and say something. When it is not, that is
    /// reported and an empty text stands in.
    pub(super) fn required_text(&mut self, name: &'static str, example: &str) -> Text {
        let node = self.required(name, example);
        let text = node.and_then(|node| node.text().filter(|text| not_blank(&node, text)));
        text.unwrap_or_else(|| Text::synthetic(""))
    }

    /// A list of values, empty when it is not there.
    pub(super) fn list<T>(
        &mut self,
        name: &'static str,
        read: impl FnMut(Node<'s>) -> Option<T>,
    ) -> Vec<T> {
        self.optional(name).map_or_else(Vec::new, |node| node.list(read))
    }

    /// A list of texts that say something.
    pub(super) fn texts(&mut self, name: &'static str) -> Vec<Text> {
        self.list(name, |node| node.text().filter(|text| not_blank(&node, text)))
    }

    /// A map of texts to texts, in the order of the file.
    pub(super) fn text_map(&mut self, name: &'static str) -> Vec<(Text, Text)> {
        let entries = self.optional(name).map_or_else(Vec::new, |node| node.map());
        entries.into_iter().filter_map(|(key, value)| Some((key, value.text()?))).collect()
    }

    /// `true` or `false`; `default` when it is not there.
    pub(super) fn boolean(&mut self, name: &'static str, default: bool) -> bool {
        self.optional(name).and_then(|node| node.boolean()).unwrap_or(default)
    }

    /// One of a few names.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        self.optional(name)?.choice(choices)
    }

    /// A language tag.
    pub(super) fn language(&mut self, name: &'static str) -> Option<Lang> {
        let node = self.optional(name)?;
        let text = node.text()?;
        let lang = Lang::new(text.as_str());
        if lang.is_none() {
            let message = format!("{}`{}` is not a language tag", node.label(), text.as_str());
            node.error("bad-language", message, "write a BCP 47 tag such as \"de\" or \"en-GB\"");
        }
        lang
    }

    /// Reports what nobody asked for. A field that was meant by it is not
    /// missing.
    fn report_unknown(&mut self) {
        for entry in self.entries.iter().filter(|entry| !entry.taken) {
            if self.node.reader.is_full() {
                return;
            }
            let message = format!("unknown field `{}`", entry.key);
            let origin = entry.value.origin_of(entry.key);
            let meant = self.meant(entry.key);
            self.missing.retain(|(name, _)| Some(*name) != meant);
            self.node.reader.lose(self.node.path_of(meant.unwrap_or(entry.key)), meant.is_some());
            let hint = match meant {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("allowed: {}", quoted(self.known.iter().copied())),
            };
            let finding = Diagnostic::error("unknown-field", message).at(&origin).hint(hint);
            self.node.reader.push(finding);
        }
    }

    /// Reports what must be there.
    fn report_missing(self) {
        for (name, example) in &self.missing {
            let message = format!("{}field `{name}` is missing", self.node.label());
            self.node.error("missing-field", message, &format!("add {name}: {example},"));
            self.node.reader.lose(self.node.path_of(name), true);
        }
    }

    fn meant(&self, key: &str) -> Option<&'static str> {
        let alias = ALIASES.iter().find(|(german, _)| *german == key.to_lowercase());
        let alias = alias.map(|(_, name)| *name).filter(|name| self.known.contains(name));
        alias.or_else(|| nearest(key, self.known.iter().copied()))
    }
}

/// Reports a text of nothing but white space.
pub(super) fn not_blank(node: &Node<'_>, text: &Text) -> bool {
    let filled = !text.is_blank();
    if !filled {
        let message = format!("{}the text is empty", node.label());
        node.error("empty-text", message, "write something, or delete the field");
    }
    filled
}

impl<'s> Node<'s> {
    fn pairs(&self) -> Option<Vec<(&'s str, &'s str)>> {
        raw::fields(self.raw())
    }
}
