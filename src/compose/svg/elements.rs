//! What an SVG may consist of, checked on its elements, where lines are known.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use usvg::roxmltree::{Document, Node};

use crate::diag::{Diagnostic, Diagnostics, Origin, Source};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that become paths, or say how.
const KEPT: &[&str] = &[
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "defs",
    "use",
    "symbol",
    "clipPath",
    "linearGradient",
    "radialGradient",
    "stop",
    "title",
    "desc",
    "metadata",
    "style",
    "switch",
    "view",
];

/// Properties that no drawing holds.
const REFUSED_PROPERTIES: &[&str] =
    &["filter", "mask", "mix-blend-mode", "marker", "marker-start", "marker-mid", "marker-end"];

/// How deep elements may nest, `use` followed.
const MAX_DEPTH: usize = 64;
/// How many elements there may be, `use` followed.
const MAX_ELEMENTS: usize = 50_000;

/// Whether every element and property can be kept; reports those that cannot.
pub(super) fn check(
    document: &Document<'_>,
    source: &Arc<Source>,
    diags: &mut Diagnostics,
) -> bool {
    let mut check = Check { source, diags, sound: true };
    for node in document.root_element().descendants().filter(|node| node.is_element()) {
        check.element(node);
    }
    check.sound && check.extent(document)
}

struct Check<'a> {
    source: &'a Arc<Source>,
    diags: &'a mut Diagnostics,
    sound: bool,
}

impl Check<'_> {
    fn refuse(&mut self, range: Range<usize>, what: &str, hint: &str) {
        self.sound = false;
        let origin = Origin { source: Arc::clone(self.source), field: "".into(), range };
        let message = format!("`{}`: {what}", self.source.name);
        self.diags.push(Diagnostic::error("svg-unsupported", message).at(&origin).hint(hint));
    }

    fn element(&mut self, node: Node<'_, '_>) {
        let tag = node.tag_name();
        // What editors note for themselves is not drawn.
        if tag.namespace() != Some(SVG) {
            return;
        }
        let name = tag.name();
        if !KEPT.contains(&name) {
            self.refuse(start(node), &format!("a <{name}> cannot be kept"), remedy(name));
            return;
        }
        if name == "style" {
            self.style_sheet(node);
        }
        for attribute in node.attributes() {
            let (property, value) = (attribute.name(), attribute.value());
            if property == "href" && !value.starts_with('#') {
                let what = format!("a reference to another file (`{}`)", shortened(value));
                self.refuse(attribute.range(), &what, "put the shapes into this file");
            }
            self.declarations(property, value, attribute.range());
        }
    }

    /// An attribute, or the declarations of a `style` attribute.
    fn declarations(&mut self, property: &str, value: &str, range: Range<usize>) {
        if property == "style" {
            for declaration in value.split(';') {
                if let Some((property, value)) = declaration.split_once(':') {
                    self.property(property.trim(), value.trim(), range.clone());
                }
            }
        } else {
            self.property(property, value, range);
        }
    }

    fn property(&mut self, property: &str, value: &str, range: Range<usize>) {
        let idle = ["none", "normal", "inherit"].contains(&value);
        if REFUSED_PROPERTIES.contains(&property) && !idle {
            let what = format!("`{property}` cannot be kept");
            self.refuse(range, &what, "expand the appearance to plain shapes before saving");
        } else if let Some(rest) = value.split_once("url(").map(|(_, rest)| rest)
            && !rest.trim_start_matches(['"', '\'', ' ']).starts_with('#')
        {
            let what = format!("a reference to another file (`{}`)", shortened(value));
            self.refuse(range, &what, "put the shapes into this file");
        }
    }

    fn style_sheet(&mut self, node: Node<'_, '_>) {
        let Some(text) = node.text() else { return };
        if text.contains("@import") || text.contains("@font-face") {
            self.refuse(start(node), "a style sheet that needs other files", "delete the rule");
        }
        let bodies = text.split('{').skip(1).filter_map(|rule| rule.split('}').next());
        for body in bodies {
            self.declarations("style", body, start(node));
        }
    }

    /// Whether the drawing stays of reasonable size when `use` is followed.
    fn extent(&mut self, document: &Document<'_>) -> bool {
        let mut ids = BTreeMap::new();
        for node in document.root_element().descendants() {
            if let Some(id) = node.attribute("id") {
                ids.entry(id).or_insert(node);
            }
        }
        let mut open = vec![(document.root_element(), 1)];
        let mut count = 0;
        while let Some((node, depth)) = open.pop() {
            count += 1;
            if depth > MAX_DEPTH || count > MAX_ELEMENTS {
                let what = "elements refer to each other without end, or nest too deeply";
                self.refuse(start(node), what, "ungroup, and replace <use> by plain shapes");
                return false;
            }
            open.extend(node.children().filter(Node::is_element).map(|child| (child, depth + 1)));
            let target = reference(node).and_then(|id| ids.get(id));
            open.extend(target.map(|node| (*node, depth + 1)));
        }
        true
    }
}

/// What a `use` or gradient takes over.
fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let href = node.attributes().find(|attribute| attribute.name() == "href")?;
    href.value().strip_prefix('#')
}

/// The start tag without its content.
fn start(node: Node<'_, '_>) -> Range<usize> {
    let range = node.range();
    range.start..(range.start + 1 + node.tag_name().name().len()).min(range.end)
}

fn shortened(value: &str) -> String {
    let mut short: String = value.chars().take(40).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

fn remedy(name: &str) -> &'static str {
    match name {
        "text" | "tspan" | "textPath" | "font" => "convert the text to paths before saving",
        "image" => "a picture of pixels is no logo; trace it, or place a PNG",
        "pattern" => "expand the pattern to plain shapes before saving",
        _ => "expand the appearance to plain shapes before saving",
    }
}
