//! Operator dispatch (ISO 32000-1, annex A).

use std::rc::Rc;

use super::matrix::Matrix;
use super::painted::Kind;
use super::path::stroke_outline;
use super::pattern::Area;
use super::state::{Color, State};
use super::{Fault, Frame, Interpreter, MAX_SAVED, Shape};
use crate::preflight::reader::object::Object;

/// The numbers among the operands.
pub(super) fn numbers(operands: &[Object]) -> Vec<f64> {
    operands.iter().filter_map(Object::as_f64).collect()
}

impl Interpreter<'_, '_> {
    /// Executes one operator; unknown ones are skipped.
    pub(super) fn execute(&mut self, frame: &mut Frame, operator: &[u8], operands: &[Object]) {
        let done = self.state_operator(frame, operator, operands)
            || self.path_operator(frame, operator, operands)
            || self.color_operator(frame, operator, operands)
            || self.text_operator(frame, operator, operands);
        if done {
            return;
        }
        match operator {
            b"Do" => self.do_xobject(frame, operands),
            b"sh" => self.shade(frame, operands),
            b"PS" => self.fault(Fault::PostScript),
            _ => {}
        }
    }

    fn state_operator(&mut self, frame: &mut Frame, operator: &[u8], operands: &[Object]) -> bool {
        let first = operands.first().and_then(Object::as_f64);
        match operator {
            b"q" => {
                if frame.saved.len() < MAX_SAVED {
                    frame.saved.push(frame.state.clone());
                } else {
                    self.pdf.budget.exceed("saved graphics states");
                }
            }
            b"Q" => {
                if let Some(state) = frame.saved.pop() {
                    frame.state = state;
                }
            }
            b"cm" => {
                frame.state.ctm = Matrix::from_slice(&numbers(operands)).then(frame.state.ctm);
            }
            b"w" => frame.state.line_width = first.unwrap_or(1.0).abs(),
            b"ri" => self.rendering_intent(operands.first().unwrap_or(&Object::Null)),
            b"gs" => {
                if let Some(name) = operands.first().and_then(Object::as_name) {
                    let found = self.resource(frame, b"ExtGState", name);
                    self.apply_ext_gstate(&mut frame.state, &found);
                }
            }
            b"J" | b"j" | b"M" | b"d" | b"i" => {}
            _ => return false,
        }
        true
    }

    fn path_operator(&mut self, frame: &mut Frame, operator: &[u8], operands: &[Object]) -> bool {
        let ctm = frame.state.ctm;
        let n = numbers(operands);
        match (operator, n.as_slice()) {
            (b"m", &[x, y]) => frame.path.move_to(ctm, (x, y)),
            (b"l", &[x, y]) => frame.path.line_to(ctm, (x, y)),
            (b"c", &[a, b, c, d, e, f]) => frame.path.curve_to(ctm, (a, b), (c, d), (e, f)),
            (b"v", &[c, d, e, f]) => {
                let current = frame.path.current();
                frame.path.curve_to(ctm, current, (c, d), (e, f));
            }
            (b"y", &[a, b, e, f]) => frame.path.curve_to(ctm, (a, b), (e, f), (e, f)),
            (b"re", &[x, y, w, h]) => frame.path.rect(ctm, x, y, w, h),
            (b"h", _) => frame.path.close(ctm),
            (b"W" | b"W*", _) => frame.pending_clip = true,
            (b"n", _) => self.end_path(frame),
            (b"f" | b"F", _) => self.paint_path(frame, Some(false), false, false),
            (b"f*", _) => self.paint_path(frame, Some(true), false, false),
            (b"S", _) => self.paint_path(frame, None, true, false),
            (b"s", _) => self.paint_path(frame, None, true, true),
            (b"B", _) => self.paint_path(frame, Some(false), true, false),
            (b"B*", _) => self.paint_path(frame, Some(true), true, false),
            (b"b", _) => self.paint_path(frame, Some(false), true, true),
            (b"b*", _) => self.paint_path(frame, Some(true), true, true),
            _ => return matches!(operator, b"m" | b"l" | b"c" | b"v" | b"y" | b"re"),
        }
        let added = frame.path.take_points();
        if added > 0 && !self.pdf.budget.points(added) {
            frame.path.subpaths.clear();
        }
        true
    }

    /// Fills (with even-odd or nonzero winding), strokes, and ends the path.
    fn paint_path(&mut self, frame: &mut Frame, fill: Option<bool>, stroke: bool, close: bool) {
        if close {
            frame.path.close(frame.state.ctm);
        }
        if let Some(even_odd) = fill {
            self.fill(frame, even_odd);
        }
        if stroke {
            self.stroke(frame);
        }
        self.end_path(frame);
    }

    fn fill(&mut self, frame: &Frame, even_odd: bool) {
        let bounds = frame.path.bounds();
        if bounds.is_empty() {
            return;
        }
        let outline = if self.outlines { frame.path.subpaths.clone() } else { Vec::new() };
        let shape = Shape { outline, even_odd, stroking: false };
        let area = Area { bounds, shape };
        self.paint_area(frame, Kind::Fill, area, &frame.state.fill);
    }

    fn stroke(&mut self, frame: &Frame) {
        let state = &frame.state;
        let width = state.line_width * state.ctm.mean_scale();
        let bounds = frame.path.bounds();
        if bounds.is_empty() {
            return;
        }
        let outline =
            if self.outlines { stroke_outline(&frame.path.subpaths, width) } else { Vec::new() };
        let bounds = stroke_bounds(frame, width).unwrap_or(bounds);
        let area = Area { bounds, shape: Shape::of(outline) };
        self.paint_area(frame, Kind::Stroke { width }, area, &state.stroke);
    }

    fn end_path(&mut self, frame: &mut Frame) {
        if std::mem::take(&mut frame.pending_clip) {
            frame.state.clip = frame.state.clip.intersect(frame.path.bounds());
        }
        frame.path = Default::default();
    }

    fn color_operator(&mut self, frame: &mut Frame, operator: &[u8], operands: &[Object]) -> bool {
        let device = |name: &[u8]| Object::name(name);
        let space = match operator {
            b"g" | b"G" => device(b"DeviceGray"),
            b"rg" | b"RG" => device(b"DeviceRGB"),
            b"k" | b"K" => device(b"DeviceCMYK"),
            b"cs" | b"CS" => {
                let space = self.space(frame, operands.first().unwrap_or(&Object::Null));
                let initial = space.initial();
                *slot(&mut frame.state, operator == b"CS") = Color::new(space, initial);
                return true;
            }
            b"sc" | b"scn" | b"SC" | b"SCN" => {
                let stroking = operator.first() == Some(&b'S');
                let pattern = operands.last().and_then(Object::as_name).map(<[u8]>::to_vec);
                let pattern = pattern.map(|name| self.resource(frame, b"Pattern", &name));
                let color = slot(&mut frame.state, stroking);
                color.comps = numbers(operands);
                color.pattern = pattern.unwrap_or_default();
                return true;
            }
            _ => return false,
        };
        let space = self.space(frame, &space);
        let stroking = operator.first().is_some_and(u8::is_ascii_uppercase);
        *slot(&mut frame.state, stroking) = Color::new(Rc::clone(&space), numbers(operands));
        true
    }

    /// Notes a rendering intent that is not standard.
    pub(super) fn rendering_intent(&mut self, intent: &Object) {
        let Some(name) = intent.as_name() else { return };
        let standard: [&[u8]; 4] =
            [b"AbsoluteColorimetric", b"RelativeColorimetric", b"Saturation", b"Perceptual"];
        if !standard.contains(&name) {
            self.fault(Fault::RenderingIntent(String::from_utf8_lossy(name).into_owned()));
        }
    }
}

/// Bounds of a stroke: grown by half the width across each straight piece,
/// with butt caps for rules, which are what press sheets are made of.
fn stroke_bounds(frame: &Frame, width: f64) -> Option<super::matrix::Bounds> {
    let bounds = frame.path.bounds();
    let half = width / 2.0;
    let flat = |extent: f64| extent < 1e-6;
    Some(match (flat(bounds.width()), flat(bounds.height())) {
        (true, false) => super::matrix::Bounds { x0: bounds.x0 - half, x1: bounds.x1 + half, ..bounds },
        (false, true) => super::matrix::Bounds { y0: bounds.y0 - half, y1: bounds.y1 + half, ..bounds },
        _ => bounds.grown(half),
    })
}

fn slot(state: &mut State, stroking: bool) -> &mut Color {
    if stroking { &mut state.stroke } else { &mut state.fill }
}
