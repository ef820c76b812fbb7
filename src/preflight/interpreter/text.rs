//! Text operators (ISO 32000-1, 9.3 and 9.4).

use std::rc::Rc;

use super::font::{Font, Program};
use super::matrix::{Bounds, Matrix};
use super::operators::numbers;
use super::painted::{Kind, TextRun};
use super::pattern::Area;
use super::{Frame, Interpreter, Shape};
use crate::preflight::reader::object::Object;

/// Height of a glyph box above the baseline in em, and depth below: ascender
/// and descender of usual text faces.
const ASCENT: f64 = 0.75;
const DESCENT: f64 = -0.25;

impl Interpreter<'_, '_> {
    pub(super) fn text_operator(&mut self, frame: &mut Frame, operator: &[u8], operands: &[Object]) -> bool {
        let n = numbers(operands);
        let first = n.first().copied();
        let text = &mut frame.state.text;
        match operator {
            b"BT" => {
                text.matrix = Matrix::IDENTITY;
                text.line = Matrix::IDENTITY;
            }
            b"ET" => {}
            b"Tc" => text.char_spacing = first.unwrap_or(0.0),
            b"Tw" => text.word_spacing = first.unwrap_or(0.0),
            b"Tz" => text.scale = first.unwrap_or(100.0) / 100.0,
            b"TL" => text.leading = first.unwrap_or(0.0),
            b"Ts" => text.rise = first.unwrap_or(0.0),
            b"Tr" => text.mode = first.map_or(0, |m| m as i64),
            b"Tf" => self.select_font(frame, operands),
            b"Td" => next_line(frame, &n),
            b"TD" => {
                text.leading = -n.get(1).copied().unwrap_or(0.0);
                next_line(frame, &n);
            }
            b"Tm" => {
                text.matrix = Matrix::from_slice(&n);
                text.line = text.matrix;
            }
            b"T*" => new_line(frame),
            b"Tj" => self.show(frame, operands),
            b"TJ" => {
                let items = operands.first().and_then(Object::as_array).cloned();
                self.show(frame, items.as_ref().map_or(&[], |items| items.as_slice()));
            }
            b"'" => {
                new_line(frame);
                self.show(frame, operands);
            }
            b"\"" => {
                if let &[word, char, ..] = n.as_slice() {
                    text.word_spacing = word;
                    text.char_spacing = char;
                }
                new_line(frame);
                self.show(frame, operands.get(2..).unwrap_or(&[]));
            }
            _ => return false,
        }
        true
    }

    fn select_font(&mut self, frame: &mut Frame, operands: &[Object]) {
        if let Some(name) = operands.first().and_then(Object::as_name) {
            let object = self.resource(frame, b"Font", name);
            frame.state.text.font = self.font(&object);
        }
        frame.state.text.size = operands.get(1).and_then(Object::as_f64).unwrap_or(0.0);
    }

    /// The font of a dictionary, read once for each object number.
    pub(super) fn font(&mut self, object: &Object) -> Option<Rc<Font>> {
        let number = match object {
            Object::Ref(number) => Some(*number),
            _ => None,
        };
        if let Some(font) = number.and_then(|n| self.cache.fonts.get(&n)) {
            return Some(Rc::clone(font));
        }
        let dict = self.pdf.dict(object)?;
        let font = Rc::new(Font::read(self.pdf, &dict));
        if let Some(number) = number {
            self.cache.fonts.insert(number, Rc::clone(&font));
        }
        Some(font)
    }

    /// Shows strings and kerns; lists one painted object for all of them.
    fn show(&mut self, frame: &mut Frame, items: &[Object]) {
        let Some(font) = frame.state.text.font.clone() else { return };
        let before = frame.state.text.matrix;
        let mut advance = 0.0;
        let mut glyphs = 0usize;
        for item in items {
            match item {
                Object::String(bytes) => {
                    let (width, count) = run_width(frame, &font, bytes);
                    advance += width;
                    glyphs += count;
                }
                other => {
                    let text = &frame.state.text;
                    advance -= other.as_f64().unwrap_or(0.0) / 1000.0 * text.size * text.scale;
                }
            }
        }
        frame.state.text.matrix = Matrix([1.0, 0.0, 0.0, 1.0, advance, 0.0]).then(before);
        if glyphs > 0 {
            self.list_run(frame, &font, before, advance);
        }
    }

    fn list_run(&mut self, frame: &Frame, font: &Rc<Font>, matrix: Matrix, advance: f64) {
        let state = &frame.state;
        let text = &state.text;
        let to_page = matrix.then(state.ctm);
        // A Type 3 font has its own glyph space: 1000 units are usual, 1 is possible.
        let em = if font.program == Program::Type3 { font.unit * 1000.0 } else { 1.0 };
        let size = (text.size * em).abs();
        let (low, high) = (DESCENT * text.size * em + text.rise, ASCENT * text.size * em + text.rise);
        let area = Bounds { x0: advance.min(0.0), x1: advance.max(0.0), y0: low.min(high), y1: low.max(high) };
        let quad = to_page.quad(area);
        let bounds = Bounds::of(&quad);
        let run = TextRun { font: Rc::clone(font), size: size * to_page.y_scale(), mode: text.mode };
        let outline = if self.outlines { vec![quad] } else { Vec::new() };
        let stroked = matches!(text.mode, 1 | 2 | 5 | 6);
        let filled = matches!(text.mode, 0 | 2 | 3 | 4 | 6 | 7);
        if filled {
            let shape = Shape::of(outline.clone());
            self.paint_area(frame, Kind::Text(run.clone()), Area { bounds, shape }, &state.fill);
        }
        if stroked {
            let shape = Shape { outline, even_odd: false, stroking: true };
            self.paint_area(frame, Kind::Text(run), Area { bounds, shape }, &state.stroke);
        }
    }
}

/// Width of a string in text space and its number of glyphs.
fn run_width(frame: &Frame, font: &Font, bytes: &[u8]) -> (f64, usize) {
    let text = &frame.state.text;
    let codes = font.codes(bytes);
    let width = codes.iter().fold(0.0, |sum, (code, width)| {
        let space = if !font.composite && *code == 32 { text.word_spacing } else { 0.0 };
        sum + (width * font.unit * text.size + text.char_spacing + space) * text.scale
    });
    (width, codes.len())
}

fn next_line(frame: &mut Frame, n: &[f64]) {
    if let &[x, y, ..] = n {
        let text = &mut frame.state.text;
        text.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(text.line);
        text.matrix = text.line;
    }
}

fn new_line(frame: &mut Frame) {
    let leading = frame.state.text.leading;
    next_line(frame, &[0.0, -leading]);
}
