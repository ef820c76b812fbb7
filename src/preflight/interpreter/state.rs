//! The graphics state (ISO 32000-1, 8.4).

use std::rc::Rc;

use super::font::Font;
use super::matrix::{Bounds, Matrix};
use super::painted::{Blend, Paint};
use super::space::Space;
use crate::preflight::reader::object::Object;

/// A current colour.
#[derive(Clone, Debug)]
pub(super) struct Color {
    pub space: Rc<Space>,
    pub comps: Vec<f64>,
    /// The pattern of a Pattern space (null if none).
    pub pattern: Object,
}

impl Color {
    pub(super) fn new(space: Rc<Space>, comps: Vec<f64>) -> Self {
        Self { space, comps, pattern: Object::Null }
    }

    pub(super) fn black() -> Self {
        Self::new(Rc::new(Space::Gray), vec![0.0])
    }

    pub(super) fn paint(&self) -> Paint {
        Paint { inks: self.space.inks(&self.comps), space: Rc::clone(&self.space) }
    }
}

/// Text state parameters and matrices.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub font: Option<Rc<Font>>,
    pub size: f64,
    pub char_spacing: f64,
    pub word_spacing: f64,
    pub scale: f64,
    pub leading: f64,
    pub rise: f64,
    pub mode: i64,
    pub matrix: Matrix,
    pub line: Matrix,
}

/// The graphics state.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub ctm: Matrix,
    pub clip: Bounds,
    pub fill: Color,
    pub stroke: Color,
    pub line_width: f64,
    pub overprint_fill: bool,
    pub overprint_stroke: bool,
    pub overprint_mode: i64,
    pub alpha_fill: f64,
    pub alpha_stroke: f64,
    pub blend: Blend,
    pub soft_mask: bool,
    pub text: Text,
}

impl State {
    pub(super) fn new(ctm: Matrix, clip: Bounds) -> Self {
        Self {
            ctm,
            clip,
            fill: Color::black(),
            stroke: Color::black(),
            line_width: 1.0,
            overprint_fill: false,
            overprint_stroke: false,
            overprint_mode: 0,
            alpha_fill: 1.0,
            alpha_stroke: 1.0,
            blend: Blend::Normal,
            soft_mask: false,
            text: Text {
                font: None,
                size: 0.0,
                char_spacing: 0.0,
                word_spacing: 0.0,
                scale: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
                matrix: Matrix::IDENTITY,
                line: Matrix::IDENTITY,
            },
        }
    }
}
