//! Graphics state parameter dictionaries (ISO 32000-1, 8.4.5).

use super::Interpreter;
use super::blend_mode;
use super::state::State;
use crate::preflight::reader::object::Object;

impl Interpreter<'_, '_> {
    /// Applies an ExtGState dictionary.
    pub(super) fn apply_ext_gstate(&mut self, state: &mut State, object: &Object) {
        let Some(dict) = self.pdf.dict(object) else { return };
        let get = |key: &[u8]| self.pdf.get(&dict, key);
        if let Some(width) = get(b"LW").as_f64() {
            state.line_width = width.abs();
        }
        // OP alone sets both; op, if present, is for everything but strokes.
        if let Some(on) = get(b"OP").as_bool() {
            state.overprint_stroke = on;
            state.overprint_fill = on;
        }
        if let Some(on) = get(b"op").as_bool() {
            state.overprint_fill = on;
        }
        if let Some(mode) = get(b"OPM").as_int() {
            state.overprint_mode = mode;
        }
        if let Some(alpha) = get(b"CA").as_f64() {
            state.alpha_stroke = alpha.clamp(0.0, 1.0);
        }
        if let Some(alpha) = get(b"ca").as_f64() {
            state.alpha_fill = alpha.clamp(0.0, 1.0);
        }
        if dict.has(b"BM") {
            state.blend = blend_mode(self.pdf, dict.get(b"BM"));
        }
        match get(b"SMask") {
            Object::Dict(_) => state.soft_mask = true,
            Object::Name(_) => state.soft_mask = false,
            _ => {}
        }
        if let Some(font) = self.pdf.array(dict.get(b"Font")) {
            let object = font.first().cloned().unwrap_or_default();
            state.text.font = self.font(&object);
            state.text.size = font.get(1).and_then(|s| self.pdf.number(s)).unwrap_or(0.0);
        }
        let intent = get(b"RI");
        self.rendering_intent(&intent);
    }
}
