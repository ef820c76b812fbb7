//! `fonts: { "Source Sans": [(file: "...", weight: 700, italic: true)] }`.

use super::super::fields::Fields;
use super::super::node::Node;
use super::Families;
use crate::model::Text;
use crate::model::layout::{FontFamily, FontFile};

pub(super) fn fonts(f: &mut Fields<'_>) -> Families {
    let example = "{ \"Source Sans\": [(file: \"source-sans/SourceSans3-Regular.otf\")] }";
    let entries = f.required("fonts", example).map_or_else(Vec::new, |node| node.map());
    entries.into_iter().map(|(name, node)| (name.as_str().into(), family(&name, &node))).collect()
}

fn family(name: &Text, node: &Node<'_>) -> FontFamily {
    let faces: Vec<FontFile> = node.list(face);
    if faces.is_empty() {
        let message = format!("font `{}` has no files", name.as_str());
        node.error("no-fonts", message, "name one font file at least: [(file: \"...\")]");
    }
    for (i, face) in faces.iter().enumerate() {
        let same = |other: &&FontFile| (other.weight, other.italic) == (face.weight, face.italic);
        if faces[..i].iter().any(|other| same(&other)) {
            let style = if face.italic { "italic" } else { "upright" };
            let message =
                format!("font `{}` has two {style} files of weight {}", name.as_str(), face.weight);
            node.error("duplicate-name", message, "state weight and italic of each file");
        }
    }
    FontFamily { faces, origin: name.origin().clone() }
}

fn face(node: Node<'_>) -> Option<FontFile> {
    node.fields("Font", |f| FontFile {
        file: f.required_text("file", "\"source-sans/SourceSans3-Regular.otf\""),
        weight: f.optional("weight").and_then(|node| weight(&node)).unwrap_or(400),
        italic: f.boolean("italic", false),
    })
}

/// A weight of the CSS scale.
pub(super) fn weight(node: &Node<'_>) -> Option<u16> {
    node.integer(100, 900).map(|weight| weight as u16)
}
