//! Painting areas with plain colours, tiling patterns and shadings
//! (ISO 32000-1, 8.7).

use std::rc::Rc;

use super::matrix::{Bounds, Matrix};
use super::painted::{Kind, Paint};
use super::space::{Inks, Space};
use super::state::{Color, State};
use super::{Frame, Interpreter, Shape};
use crate::preflight::reader::object::{Dict, Object};

/// Samples taken of a shading's function.
const MAX_SAMPLES: usize = 64;

/// What is to be painted.
pub(super) struct Area {
    pub bounds: Bounds,
    pub shape: Shape,
}

impl Interpreter<'_, '_> {
    /// Paints an area in a colour, which may be a pattern.
    pub(super) fn paint_area(&mut self, frame: &Frame, kind: Kind, area: Area, color: &Color) {
        let Some(pattern) = self.pdf.dict(&color.pattern) else {
            self.emit(&frame.state, kind, area.bounds, area.shape, color.paint());
            return;
        };
        let painted_area = area.bounds.intersect(frame.state.clip);
        if self.pdf.get(&pattern, b"PatternType").as_int() == Some(2) {
            let shading = self.pdf.dict(pattern.get(b"Shading")).unwrap_or_default();
            let paint = self.shading_paint(frame, &shading);
            self.emit(&frame.state, kind, area.bounds, area.shape, paint);
        } else {
            let space = Rc::new(Space::Pattern(None));
            let paint = Paint { space, inks: Inks::default() };
            self.emit(&frame.state, kind, area.bounds, area.shape, paint);
            self.tile(frame, color, &pattern, painted_area);
        }
    }

    /// Runs one cell of a tiling pattern; what it paints is listed with the
    /// bounds of the area that the cells fill.
    fn tile(&mut self, frame: &Frame, color: &Color, pattern: &Rc<Dict>, area: Bounds) {
        let number = match color.pattern {
            Object::Ref(number) => Some(number),
            _ => None,
        };
        let looped = number.is_some_and(|n| self.open_forms.contains(&n));
        if looped || area.is_empty() {
            return;
        }
        if self.depth >= self.pdf.budget.limits.form_depth {
            self.pdf.budget.exceed("form nesting");
            return;
        }
        let resolved = self.pdf.resolve(&color.pattern);
        let Some(stream) = resolved.as_stream() else { return };
        let Some(data) = self.stream_data(number, stream) else { return };
        let matrix = Matrix::from_slice(&self.pdf.numbers(pattern.get(b"Matrix")).unwrap_or_default());
        let mut state = State::new(matrix.then(self.base), Bounds::ALL);
        if let Space::Pattern(Some(under)) = &*color.space {
            let color = Color::new(Rc::clone(under), color.comps.clone());
            state.fill = color.clone();
            state.stroke = color;
        }
        let resources =
            self.pdf.dict(pattern.get(b"Resources")).unwrap_or_else(|| Rc::clone(&frame.resources));
        let outer = self.pattern_area.replace(area);
        self.depth += 1;
        self.open_forms.extend(number);
        self.run(&data, &resources, state);
        if number.is_some() {
            self.open_forms.pop();
        }
        self.depth -= 1;
        self.pattern_area = outer;
    }

    /// The `sh` operator: fills the clip with a shading.
    pub(super) fn shade(&mut self, frame: &Frame, operands: &[Object]) {
        let Some(name) = operands.first().and_then(Object::as_name) else { return };
        let object = self.resource(frame, b"Shading", name);
        let Some(shading) = self.pdf.dict(&object) else { return };
        let mut bounds = frame.state.clip;
        if let Some(bbox) = Bounds::corners(&self.pdf.numbers(shading.get(b"BBox")).unwrap_or_default()) {
            bounds = bounds.intersect(Bounds::of(&frame.state.ctm.quad(bbox)));
        }
        let paint = self.shading_paint(frame, &shading);
        let corners = vec![(bounds.x0, bounds.y0), (bounds.x1, bounds.y0), (bounds.x1, bounds.y1), (bounds.x0, bounds.y1)];
        self.emit(&frame.state, Kind::Shading, bounds, Shape::of(vec![corners]), paint);
    }

    /// A shading as one colour: the highest amount of each ink that its
    /// functions' stated values (C0, C1, samples) reach.
    fn shading_paint(&mut self, frame: &Frame, shading: &Dict) -> Paint {
        let space = self.space(frame, shading.get(b"ColorSpace"));
        let mut colors = Vec::new();
        self.function_values(shading.get(b"Function"), space.components(), &mut colors, 0);
        let mut inks = Inks::default();
        for color in &colors {
            let one = space.inks(color);
            for (most, value) in inks.cmyk.iter_mut().zip(one.cmyk) {
                *most = most.max(value);
            }
            inks.all = inks.all.max(one.all);
            if one.spots.len() > inks.spots.len() {
                inks.spots = one.spots;
            }
        }
        Paint { space, inks }
    }

    fn function_values(&self, object: &Object, components: usize, colors: &mut Vec<Vec<f64>>, depth: usize) {
        if depth > 4 || colors.len() > MAX_SAMPLES {
            return;
        }
        let resolved = self.pdf.resolve(object);
        if let Some(items) = resolved.as_array() {
            items.iter().take(MAX_SAMPLES).for_each(|f| self.function_values(f, components, colors, depth + 1));
            return;
        }
        let Some(dict) = resolved.as_dict() else { return };
        match self.pdf.get(dict, b"FunctionType").as_int() {
            Some(2) => {
                colors.extend(self.pdf.numbers(dict.get(b"C0")));
                colors.extend(self.pdf.numbers(dict.get(b"C1")));
            }
            Some(3) => self.function_values(dict.get(b"Functions"), components, colors, depth + 1),
            Some(0) => {
                let data = resolved.as_stream().and_then(|s| self.pdf.decode(s).ok()).unwrap_or_default();
                let eight_bit = self.pdf.get(dict, b"BitsPerSample").as_int() == Some(8);
                if eight_bit && components > 0 {
                    let samples = data.chunks_exact(components).take(MAX_SAMPLES);
                    colors.extend(samples.map(|s| s.iter().map(|b| f64::from(*b) / 255.0).collect()));
                }
            }
            _ => {}
        }
    }
}
