//! One line into items: glyph runs and link areas.

use std::sync::Arc;

use super::Setter;
use crate::compose::block::{Block, Mode};
use crate::compose::collect::LinkTarget;
use crate::compose::document::{ArtifactKind, Item, ItemKind, Owner};
use crate::compose::tags::NodeId;
use crate::geom::{Point, Rect};
use crate::text::face::Face;
use crate::text::glyph::{GlyphRun, Line};
use crate::text::style::Piece;
use crate::unit::Length;

/// Height and depth of the lines of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strut {
    /// From the top of capitals to the baseline.
    pub cap: Length,
    /// From the baseline to the lower end of descenders.
    pub depth: Length,
}

/// The metrics of the face that a paragraph starts with.
pub(super) fn strut(pieces: &[Piece], size: Length) -> Strut {
    match pieces.first().and_then(|piece| piece.setting.faces.first()) {
        Some(face) => Strut { cap: cap_height(face, size), depth: descent(face, size) },
        None => Strut { cap: size.scale(7, 10), depth: size.scale(1, 4) },
    }
}

/// Height of capitals at a size; seven tenths of it when the font is silent.
fn cap_height(face: &Face, size: Length) -> Length {
    let units = i64::from(face.units_per_em);
    match face.cap_height {
        cap if cap > 0 && units > 0 => size.scale(i64::from(cap), units),
        _ => size.scale(7, 10),
    }
}

/// Depth of descenders at a size.
fn descent(face: &Face, size: Length) -> Length {
    let units = i64::from(face.units_per_em).max(1);
    let depth = size.scale(-i64::from(face.descender), units);
    depth.max(Length::ZERO).min(size.scale(3, 10))
}

/// From the baseline to the line under a link, as a part of the font size.
const DROP: (i64, i64) = (14, 100);

/// A link area that grows while the runs belong to the same link.
struct Area<'l> {
    link: &'l LinkTarget,
    rect: Rect,
    /// From the baseline to the line below it.
    drop: Length,
    baseline: Length,
}

impl Setter<'_> {
    /// The items of a line whose column starts at `left` and whose baseline
    /// is at `baseline`.
    pub(super) fn paint_line(
        &self,
        line: Line,
        block: &Block,
        left: Length,
        baseline: Length,
        items: &mut Vec<Item>,
    ) {
        let mut area: Option<Area<'_>> = None;
        items.reserve_exact(line.runs.len());
        for run in line.runs {
            let start = Point::new(left + run.x, baseline);
            let node = NodeId(run.piece);
            let owner = match block.mode {
                Mode::Real => Owner::Node(node),
                Mode::Artifact(kind) => Owner::Artifact(kind),
            };
            if block.mode == Mode::Real {
                self.grow_area(&mut area, node, start, &run.glyphs, items);
            }
            items.push(Item {
                kind: ItemKind::Glyphs(start, run.glyphs),
                owner,
                letterhead: self.letterhead,
                origin: block.origin.clone(),
            });
        }
        self.close_area(area.take(), items);
    }

    fn grow_area<'l>(
        &'l self,
        area: &mut Option<Area<'l>>,
        node: NodeId,
        start: Point,
        run: &GlyphRun,
        items: &mut Vec<Item>,
    ) {
        let link = self.link(node);
        let rect = link.map(|_| run_rect(start, run));
        let drop = run.size.scale(DROP.0, DROP.1);
        match (area.as_mut(), link, rect) {
            (Some(open), Some(link), Some(rect)) if open.link.element == link.element => {
                open.rect = open.rect.union(rect);
                open.drop = open.drop.max(drop);
            }
            (_, link, rect) => {
                let closed = area.take();
                self.close_area(closed, items);
                let baseline = start.y;
                *area = link.zip(rect).map(|(link, rect)| Area { link, rect, drop, baseline });
            }
        }
    }

    fn close_area(&self, area: Option<Area<'_>>, items: &mut Vec<Item>) {
        let Some(Area { link, rect, drop, baseline }) = area else { return };
        if let Some((width, color)) = self.link_line {
            let y = baseline + drop;
            let (from, to) = (Point::new(rect.left(), y), Point::new(rect.right(), y));
            items.push(Item {
                kind: ItemKind::Rule { from, to, width, color },
                owner: Owner::Artifact(ArtifactKind::Link),
                letterhead: self.letterhead,
                origin: None,
            });
        }
        items.push(Item {
            kind: ItemKind::Link {
                rect,
                target: Arc::clone(&link.target),
                contents: Arc::clone(&link.contents),
            },
            owner: Owner::Node(link.element),
            letterhead: self.letterhead,
            origin: None,
        });
    }

    fn link(&self, node: NodeId) -> Option<&LinkTarget> {
        let index = self.links.binary_search_by_key(&node, |link| link.content).ok()?;
        self.links.get(index)
    }
}

/// From ascender to descender of a run.
fn run_rect(start: Point, run: &GlyphRun) -> Rect {
    let units = i64::from(run.face.units_per_em).max(1);
    let up = run.size.scale(i64::from(run.face.ascender), units).min(run.size);
    let down = descent(&run.face, run.size);
    Rect::new(start.x, start.y - up, run.width(), up + down)
}
