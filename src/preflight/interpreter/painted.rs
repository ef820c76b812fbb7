//! What a page paints, object by object in painting order.

use std::rc::Rc;

use super::font::Font;
use super::matrix::{Bounds, Matrix, Pt};
use super::space::{Inks, Space};
use crate::preflight::reader::object::Stream;

/// What sort of mark it is.
#[derive(Clone, Debug)]
pub(crate) enum Kind {
    /// Glyphs of one show operator.
    Text(TextRun),
    /// A filled path.
    Fill,
    /// A stroked path with its width in points on the page.
    Stroke { width: f64 },
    /// A sampled image.
    Image(Placed),
    /// A stencil mask painted in the current colour.
    Mask(Placed),
    /// A smooth shading, by `sh` or as a pattern.
    Shading,
}

/// Shown text.
#[derive(Clone, Debug)]
pub(crate) struct TextRun {
    pub font: Rc<Font>,
    /// Height of the em on the page in points.
    pub size: f64,
    /// Text rendering mode 0 to 7.
    pub mode: i64,
}

/// A placed image.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub stream: Rc<Stream>,
    /// Unit square to page.
    pub matrix: Matrix,
    pub width: i64,
    pub height: i64,
    pub bits: i64,
}

impl Placed {
    /// Pixels per inch at the placed size, of the coarser direction.
    pub(crate) fn ppi(&self) -> f64 {
        let x = self.width as f64 * 72.0 / self.matrix.x_scale().max(1e-6);
        let y = self.height as f64 * 72.0 / self.matrix.y_scale().max(1e-6);
        x.min(y)
    }
}

/// The colour of a mark.
#[derive(Clone, Debug)]
pub(crate) struct Paint {
    pub space: Rc<Space>,
    pub inks: Inks,
}

/// Blend modes, as far as the ink raster tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blend {
    Normal,
    Multiply,
    Other,
}

/// One painted object.
#[derive(Clone, Debug)]
pub(crate) struct Painted {
    pub kind: Kind,
    /// What it covers after clipping (clip paths count by their bounds), in
    /// points of default user space.
    pub bounds: Bounds,
    pub paint: Paint,
    pub overprint: bool,
    pub overprint_mode: i64,
    pub alpha: f64,
    pub blend: Blend,
    pub soft_mask: bool,
    /// The clip bounds that were in force.
    pub clip: Bounds,
    /// Outline in default user space; empty unless outlines were asked for.
    pub outline: Rc<Vec<Vec<Pt>>>,
    /// Even-odd instead of nonzero winding.
    pub even_odd: bool,
}

impl Painted {
    pub(crate) fn text(&self) -> Option<&TextRun> {
        match &self.kind {
            Kind::Text(run) => Some(run),
            _ => None,
        }
    }

    /// Whether it knocks out what lies below with no ink of its own.
    pub(crate) fn is_white(&self) -> bool {
        let named = !matches!(self.paint.space.base(), Space::Pattern(_) | Space::Unknown);
        named && !matches!(self.kind, Kind::Image(_) | Kind::Shading) && self.paint.inks.is_white()
    }

    /// Whether it shows at all: not fully transparent and not invisible text.
    pub(crate) fn is_visible(&self) -> bool {
        self.alpha > 0.0 && self.text().is_none_or(|t| t.mode != 3 && t.mode != 7)
    }
}
