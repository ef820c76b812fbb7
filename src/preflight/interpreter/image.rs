//! XObjects (ISO 32000-1, 8.8 to 8.10) and inline images (8.9.7).

use std::rc::Rc;

use super::matrix::{Bounds, Matrix};
use super::painted::{Blend, Kind, Paint, Placed};
use super::pattern::Area;
use super::space::{Inks, Space};
use super::{Fault, Frame, Interpreter, Shape};
use crate::preflight::reader::find;
use crate::preflight::reader::lexer::{Lexer, is_space};
use crate::preflight::reader::object::{Data, Dict, Object, Stream};

impl Interpreter<'_, '_> {
    pub(super) fn do_xobject(&mut self, frame: &mut Frame, operands: &[Object]) {
        let Some(name) = operands.first().and_then(Object::as_name) else { return };
        let object = self.resource(frame, b"XObject", name);
        let number = match object {
            Object::Ref(number) => Some(number),
            _ => None,
        };
        let resolved = self.pdf.resolve(&object);
        let Some(stream) = resolved.as_stream() else { return };
        match self.pdf.get(&stream.dict, b"Subtype").as_name() {
            Some(b"Image") => self.image(frame, stream),
            Some(b"Form") => self.form(frame, number, stream),
            Some(b"PS") => self.fault(Fault::PostScript),
            _ => {}
        }
    }

    fn form(&mut self, frame: &Frame, number: Option<u32>, stream: &Rc<Stream>) {
        if number.is_some_and(|n| self.open_forms.contains(&n)) {
            return;
        }
        if self.depth >= self.pdf.budget.limits.form_depth {
            self.pdf.budget.exceed("form nesting");
            return;
        }
        let Some(data) = self.stream_data(number, stream) else { return };
        let dict = &stream.dict;
        let mut state = frame.state.clone();
        let matrix = Matrix::from_slice(&self.pdf.numbers(dict.get(b"Matrix")).unwrap_or_default());
        state.ctm = matrix.then(state.ctm);
        if let Some(bbox) = Bounds::corners(&self.pdf.numbers(dict.get(b"BBox")).unwrap_or_default()) {
            state.clip = state.clip.intersect(Bounds::of(&state.ctm.quad(bbox)));
        }
        if dict.has(b"Group") {
            // Inside a group these start afresh (ISO 32000-1, 11.6.6); their
            // effect on the whole group is not followed.
            state.alpha_fill = 1.0;
            state.alpha_stroke = 1.0;
            state.blend = Blend::Normal;
            state.soft_mask = false;
        }
        let resources = self.pdf.dict(dict.get(b"Resources")).unwrap_or_else(|| Rc::clone(&frame.resources));
        self.depth += 1;
        self.open_forms.extend(number);
        let base = std::mem::replace(&mut self.base, state.ctm);
        self.run(&data, &resources, state);
        self.base = base;
        if number.is_some() {
            self.open_forms.pop();
        }
        self.depth -= 1;
    }

    fn image(&mut self, frame: &Frame, stream: &Rc<Stream>) {
        let dict = &stream.dict;
        let either = |long: &[u8], short: &[u8]| {
            let value = self.pdf.get(dict, long);
            if value.is_null() { self.pdf.get(dict, short) } else { value }
        };
        let mask = either(b"ImageMask", b"IM").as_bool() == Some(true);
        let placed = Placed {
            stream: Rc::clone(stream),
            matrix: frame.state.ctm,
            width: either(b"Width", b"W").as_int().unwrap_or(0),
            height: either(b"Height", b"H").as_int().unwrap_or(0),
            bits: if mask { 1 } else { either(b"BitsPerComponent", b"BPC").as_int().unwrap_or(8) },
        };
        let intent = either(b"Intent", b"Intent");
        let space = if dict.has(b"ColorSpace") { dict.get(b"ColorSpace") } else { dict.get(b"CS") };
        self.rendering_intent(&intent);
        let quad = frame.state.ctm.quad(Bounds::UNIT);
        let bounds = Bounds::of(&quad);
        let shape = Shape::of(if self.outlines { vec![quad] } else { Vec::new() });
        if mask {
            let color = &frame.state.fill;
            self.paint_area(frame, Kind::Mask(placed), Area { bounds, shape }, color);
        } else {
            // JPEG 2000 may carry its colour space inside.
            let space = if space.is_null() { Rc::new(Space::Unknown) } else { self.space(frame, space) };
            let paint = Paint { space, inks: Inks::default() };
            self.emit(&frame.state, Kind::Image(placed), bounds, shape, paint);
        }
    }

    /// An inline image, read from behind `BI` to behind `EI`.
    pub(super) fn inline_image(&mut self, frame: &mut Frame, lexer: &mut Lexer<'_>) {
        let Some(dict) = lexer.inline_dict() else { return };
        if lexer.peek().is_some_and(is_space) {
            lexer.pos += 1;
        }
        let rest = lexer.rest();
        let length = self.inline_length(frame, &dict).filter(|l| ends_here(rest, *l));
        let length = length.or_else(|| search_end(rest)).unwrap_or(rest.len());
        if !self.pdf.budget.work(length) || !self.pdf.budget.operator() {
            lexer.pos = usize::MAX / 2;
            return;
        }
        let data = Data::Inline(rest.get(..length).unwrap_or(&[]).into());
        lexer.pos += length;
        lexer.keyword(b"EI");
        let stream = Rc::new(Stream { dict: Rc::new(dict), data });
        self.image(frame, &stream);
    }

    /// Bytes of unfiltered inline image data.
    fn inline_length(&mut self, frame: &Frame, dict: &Dict) -> Option<usize> {
        if dict.has(b"F") || dict.has(b"Filter") {
            return None;
        }
        let either = |long: &[u8], short: &[u8]| {
            let value = dict.get(long);
            if value.is_null() { dict.get(short).clone() } else { value.clone() }
        };
        let size = |object: Object| object.as_int().and_then(|v| usize::try_from(v).ok());
        let mask = either(b"ImageMask", b"IM").as_bool() == Some(true);
        let bits = if mask { 1 } else { size(either(b"BitsPerComponent", b"BPC"))? };
        let space = either(b"ColorSpace", b"CS");
        let components = if mask { 1 } else { self.space(frame, &space).components() };
        let row = size(either(b"Width", b"W"))?.checked_mul(bits)?.checked_mul(components)?.div_ceil(8);
        row.checked_mul(size(either(b"Height", b"H"))?)
    }
}

fn ends_here(rest: &[u8], length: usize) -> bool {
    let Some(tail) = rest.get(length..) else { return false };
    let space = tail.iter().take(4).take_while(|b| is_space(**b)).count();
    tail.get(space..).is_some_and(|t| t.starts_with(b"EI"))
}

/// The first `EI` between white space.
fn search_end(rest: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + find(rest.get(from..)?, b"EI")?;
        let before = at == 0 || rest.get(at - 1).copied().is_some_and(is_space);
        let after = rest.get(at + 2).copied().is_none_or(is_space);
        if before && after {
            return Some(at.saturating_sub(1));
        }
        from = at + 2;
    }
}
