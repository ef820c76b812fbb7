//! `palette: { "house": (cmyk: (100, 60, 0, 10), srgb: "#0f4c8a", spot: "HKS 42 K") }`.

use std::collections::BTreeMap;

use super::super::fields::Fields;
use super::super::node::{Node, Shape};
use crate::color::{Cmyk, ColorId, Palette, PaletteColor, Srgb, Tint};
use crate::model::Text;

pub(super) fn palette(f: &mut Fields<'_>) -> Palette {
    let mut palette = Palette::default();
    let entries = f.optional("palette").map_or_else(Vec::new, |node| node.map());
    for (name, node) in entries {
        let Some(color) = color(&name, &node) else { continue };
        check_spot(&node, &palette, &color);
        if palette.define(color).is_none() {
            node.error("too-many-colours", "a palette holds 65536 colours at most", "delete some");
        }
    }
    palette
}

fn color(name: &Text, node: &Node<'_>) -> Option<PaletteColor> {
    node.fields("Color", |f| {
        let cmyk = f.required("cmyk", "(0, 0, 0, 100)").and_then(|node| cmyk(&node));
        let srgb = f.required("srgb", "\"#000000\"").and_then(|node| srgb(&node));
        let spot = f.filled("spot");
        PaletteColor {
            name: name.as_str().into(),
            cmyk: cmyk.unwrap_or(Cmyk::BLACK),
            srgb: srgb.unwrap_or_default(),
            spot: spot.map(|spot| spot.as_str().trim().into()),
        }
    })
}

/// Four percentages.
fn cmyk(node: &Node<'_>) -> Option<Cmyk> {
    let parts: [Node<'_>; 4] = node.tuple("four percentages", "(0, 0, 0, 100)")?;
    let [c, m, y, k] = parts.map(|part| {
        let percent = part.number()?;
        let tint = Tint::from_percent(percent);
        if tint.is_none() {
            let message = format!("{}{percent} is no amount of ink", part.label());
            part.error("bad-colour", message, "write a percentage from 0 to 100");
        }
        tint
    });
    Some(Cmyk { c: c?, m: m?, y: y?, k: k? })
}

/// `"#0f4c8a"` or `(15, 76, 138)`.
fn srgb(node: &Node<'_>) -> Option<Srgb> {
    if node.shape() == Shape::Group {
        let parts: [Node<'_>; 3] = node.tuple("red, green and blue", "(15, 76, 138)")?;
        let [r, g, b] = parts.map(|part| part.integer(0, 255).map(|value| value as u8));
        return Some(Srgb { r: r?, g: g?, b: b? });
    }
    let text = node.text()?;
    let color = Srgb::from_hex(text.as_str());
    if color.is_none() {
        let message = format!("{}`{}` is not a colour", node.label(), text.as_str());
        node.error("bad-colour", message, "write six hexadecimal digits, e.g. \"#0f4c8a\"");
    }
    color
}

/// `svg_colors: { "#e2001a": "red" }`: what colours of SVG files stand for.
pub(super) fn svg_colors(f: &mut Fields<'_>, palette: &Palette) -> BTreeMap<Srgb, ColorId> {
    let entries = f.optional("svg_colors").map_or_else(Vec::new, |node| node.map());
    let mut map = BTreeMap::new();
    for (hex, node) in entries {
        let Some(color) = Srgb::from_hex(hex.as_str()) else {
            let message = format!("{}`{}` is not a colour", node.label(), hex.as_str());
            node.error("bad-colour", message, "write six hexadecimal digits, e.g. \"#0f4c8a\"");
            continue;
        };
        map.insert(color, super::color(&node, palette));
    }
    map
}

/// A PDF name holds 127 bytes (ISO 19005-3, 6.1.13); escapes need room too.
const MAX_COLORANT: usize = 100;

/// One ink has one recipe: a spot colorant stated twice must agree (ISO
/// 32000-1, 8.6.6.4: the alternate describes the same colorant).
fn check_spot(node: &Node<'_>, palette: &Palette, new: &PaletteColor) {
    let Some(spot) = &new.spot else { return };
    let reserved = ["Cyan", "Magenta", "Yellow", "Black", "All", "None"];
    if spot.len() > MAX_COLORANT {
        let message = format!("{}the name of a spot colour is too long", node.label());
        node.error("bad-colour", message, "write the name of the ink, e.g. \"HKS 42 K\"");
        return;
    }
    if reserved.iter().any(|name| name.eq_ignore_ascii_case(spot)) {
        let message = format!("{}a spot colour cannot be called `{spot}`", node.label());
        node.error("bad-colour", message, "write the name of the ink, e.g. \"HKS 42 K\"");
    }
    let other = palette
        .iter()
        .find(|(_, c)| c.name != new.name && c.spot.as_ref() == Some(spot) && c.cmyk != new.cmyk);
    if let Some((_, other)) = other {
        let message = format!(
            "{}spot colour `{spot}` has another CMYK here than in `{}`",
            node.label(),
            other.name
        );
        node.error("bad-colour", message, "state the same CMYK for the same ink");
    }
}
