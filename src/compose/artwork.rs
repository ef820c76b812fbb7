//! Background artwork: areas, rules and pictures of a page master, carried
//! into the bleed where they touch the trim.

use super::collect::Collector;
use super::document::{ArtifactKind, Item, ItemKind, Owner};
use super::tags::NodeId;
use crate::color::Tint;
use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::{Path, Point, Rect, Size};
use crate::model::Text;
use crate::model::assets::Root;
use crate::model::layout::{Artwork, PageMaster};
use crate::unit::Length;

/// The painted artwork of a master.
#[derive(Clone, Debug, Default)]
pub(super) struct Backdrop {
    /// In painting order.
    pub items: Vec<Item>,
    /// Figures with their places.
    pub figures: Vec<(NodeId, Rect)>,
}

impl Collector<'_, '_> {
    /// The artwork of a page; pictures with an alt text are content of the
    /// letterhead section on page one.
    pub fn backdrop(&mut self, master: &PageMaster, section: Option<NodeId>) -> Backdrop {
        let sheet = Sheet {
            size: self.config.layout.page.size,
            bleed: self.config.layout.page.bleed.max(Length::ZERO),
        };
        let mut backdrop = Backdrop::default();
        for artwork in &master.artwork {
            match artwork {
                Artwork::Area { rect, color, .. } => {
                    let path = Path::rect(sheet.into_bleed(*rect));
                    let fill = Some((*color, Tint::FULL));
                    let kind = ItemKind::Path { path, fill, stroke: None };
                    backdrop.items.push(artifact(kind, ArtifactKind::Background));
                }
                Artwork::Rule { from, to, width, color, .. } => {
                    let (from, to) = sheet.rule_into_bleed(*from, *to);
                    let kind = ItemKind::Rule { from, to, width: *width, color: *color };
                    backdrop.items.push(artifact(kind, ArtifactKind::Layout));
                }
                Artwork::Image { file, rect, alt } => {
                    self.picture(file, *rect, alt.as_ref(), (sheet, section), &mut backdrop);
                }
            }
        }
        backdrop
    }

    fn picture(
        &mut self,
        file: &Text,
        rect: Rect,
        alt: Option<&Text>,
        (sheet, section): (Sheet, Option<NodeId>),
        backdrop: &mut Backdrop,
    ) {
        let files = (self.config.assets, self.config.layout);
        let Some((image, pixels)) = self.images.load(files, Root::Layout, file, self.diags) else {
            return;
        };
        let placed = fitted(rect, pixels);
        sheet.report_short(placed, file, self.diags);
        let kind = ItemKind::Image(image, placed);
        match (alt, section) {
            (Some(alt), Some(section)) => {
                let (figure, content) = self.figure_nodes(alt, section);
                backdrop.figures.push((figure, placed));
                let item = artifact(kind, ArtifactKind::Background);
                backdrop.items.push(Item { owner: Owner::Node(content), ..item });
            }
            _ => backdrop.items.push(artifact(kind, ArtifactKind::Background)),
        }
    }
}

/// Artwork counts as letterhead: pre-printed stationery already has it.
fn artifact(kind: ItemKind, artifact: ArtifactKind) -> Item {
    Item { kind, owner: Owner::Artifact(artifact), letterhead: true, origin: None }
}

/// The trimmed sheet and its bleed.
#[derive(Clone, Copy, Debug)]
struct Sheet {
    size: Size,
    bleed: Length,
}

impl Sheet {
    /// An area carried into the bleed on every side where it touches the trim.
    fn into_bleed(self, rect: Rect) -> Rect {
        let out = |touches: bool, edge: Length, bled: Length| if touches { bled } else { edge };
        let left = rect.left();
        let top = rect.top();
        let left_edge = out(touches_start(left), left, left.min(-self.bleed));
        let top_edge = out(touches_start(top), top, top.min(-self.bleed));
        let right = self.end(rect.right(), self.size.width);
        let bottom = self.end(rect.bottom(), self.size.height);
        Rect::new(left_edge, top_edge, right - left_edge, bottom - top_edge)
    }

    /// The ends of a rule carried into the bleed. Fold and hole marks begin at
    /// the edge of the paper: without bleed a cut that is off by a hair would
    /// part them from it.
    fn rule_into_bleed(self, from: Point, to: Point) -> (Point, Point) {
        let horizontal = from.y == to.y;
        let go = |point: Point| {
            let (at, size) =
                if horizontal { (point.x, self.size.width) } else { (point.y, self.size.height) };
            let at = if touches_start(at) { at.min(-self.bleed) } else { self.end(at, size) };
            if horizontal { Point::new(at, point.y) } else { Point::new(point.x, at) }
        };
        (go(from), go(to))
    }

    fn end(self, edge: Length, size: Length) -> Length {
        if edge.fits(size) { edge.max(size + self.bleed) } else { edge }
    }

    /// A picture that ends at the trim would show white after cutting.
    fn report_short(self, rect: Rect, file: &Text, diags: &mut Diagnostics) {
        let short = |reach: Length| Length::ZERO.fits(-reach) && !reach.fits(self.bleed);
        let reach = [
            ("left", -rect.left()),
            ("top", -rect.top()),
            ("right", rect.right() - self.size.width),
            ("bottom", rect.bottom() - self.size.height),
        ];
        for (edge, reach) in reach {
            // Only pictures that reach the trim want bleed.
            if reach >= Length::ZERO && short(reach) {
                let lacks = self.bleed - reach;
                diags.push(
                    Diagnostic::warning(
                        "short-bleed",
                        format!("`{}` lacks {lacks} of bleed on the {edge} edge", file.as_str()),
                    )
                    .at(file.origin())
                    .hint("let the picture reach beyond the trim by the bleed, or end before it"),
                );
            }
        }
    }
}

/// Whether a left or top edge lies on or beyond the trim.
fn touches_start(edge: Length) -> bool {
    Length::ZERO.fits(edge)
}

/// The largest rectangle of the picture's shape centred in the given one.
fn fitted(rect: Rect, (width, height): (u32, u32)) -> Rect {
    let (w, h) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = rect.size.width.scale(h, w);
    let size = if rect.size.height.fits(by_width) {
        Size::new(rect.size.width, by_width)
    } else {
        Size::new(rect.size.height.scale(w, h), rect.size.height)
    };
    let x = rect.left() + (rect.size.width - size.width) / 2;
    let y = rect.top() + (rect.size.height - size.height) / 2;
    Rect { origin: Point::new(x, y), size }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A4: Sheet =
        Sheet { size: Size::new(Length::mm(210), Length::mm(297)), bleed: Length::mm(3) };

    #[test]
    fn an_area_at_the_trim_reaches_into_the_bleed() {
        let strip = Rect::new(Length::ZERO, Length::ZERO, Length::mm(210), Length::mm(12));
        let bled = A4.into_bleed(strip);
        assert_eq!((bled.left(), bled.top()), (Length::mm(-3), Length::mm(-3)));
        assert_eq!((bled.right(), bled.bottom()), (Length::mm(213), Length::mm(12)));
    }

    #[test]
    fn an_area_inside_stays() {
        let inner = Rect::new(Length::mm(10), Length::mm(10), Length::mm(20), Length::mm(20));
        assert_eq!(A4.into_bleed(inner), inner);
    }

    #[test]
    fn rules_that_begin_at_the_trim_bleed() {
        let ends =
            (Point::new(Length::ZERO, Length::mm(87)), Point::new(Length::mm(5), Length::mm(87)));
        let rule = A4.rule_into_bleed(ends.0, ends.1);
        assert_eq!(rule.0.x, Length::mm(-3));
        assert_eq!(rule.1.x, Length::mm(5));
    }

    #[test]
    fn a_picture_keeps_its_shape() {
        let rect = Rect::new(Length::ZERO, Length::ZERO, Length::mm(40), Length::mm(40));
        let placed = fitted(rect, (200, 100));
        assert_eq!(placed, Rect::new(Length::ZERO, Length::mm(10), Length::mm(40), Length::mm(20)));
    }

    #[test]
    fn a_picture_ending_at_the_trim_is_reported() {
        let mut diags = Diagnostics::new();
        let file = Text::synthetic("flag.png");
        let rect = Rect::new(Length::mm(150), Length::mm(10), Length::mm(60), Length::mm(20));
        A4.report_short(rect, &file, &mut diags);
        let found: Vec<_> = diags.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(found, ["`flag.png` lacks 3.00 mm of bleed on the right edge"]);
    }
}
