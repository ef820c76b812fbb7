//! Border and fill of a panel as one path.

use super::document::{ArtifactKind, Item, ItemKind, Owner};
use super::slice::Panel;
use crate::color::Tint;
use crate::geom::{Path, Rect};

/// The painted panel. The border lies inside the rectangle.
pub(super) fn panel_item(panel: Panel, rect: Rect) -> Item {
    let inset = panel.border.map_or(crate::unit::Length::ZERO, |(width, _)| width / 2);
    let inner = Rect::new(
        rect.left() + inset,
        rect.top() + inset,
        rect.size.width - inset * 2,
        rect.size.height - inset * 2,
    );
    Item {
        kind: ItemKind::Path {
            path: Path::rect(inner),
            fill: panel.fill.map(|color| (color, Tint::FULL)),
            stroke: panel.border.map(|(width, color)| (color, width)),
        },
        owner: Owner::Artifact(ArtifactKind::Layout),
        letterhead: false,
        origin: None,
    }
}
