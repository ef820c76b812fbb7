//! Glyph runs as text operators.
//!
//! Positions are exact: the pen of the PDF reader is followed in thousandths
//! of an em (widths and adjustments are whole numbers), and each adjustment is
//! what separates it from where the glyph has to be, so rounding never adds up.

use super::clusters::{FOLLOWER, clusters};
use super::fonts::Fonts;
use super::number::{int, milli, milli_pt};
use crate::text::glyph::{Glyph, GlyphRun};
use crate::unit::Length;

/// What the text state of a page is at the moment.
#[derive(Clone, Default)]
pub(super) struct TextState {
    /// Inside BT ... ET.
    open: bool,
    /// Start of the last line, in thousandths of a point.
    line: (i64, i64),
    font: Option<(u16, i64)>,
    scale: Option<u16>,
    rise: i64,
}

/// Writes text operators of one page.
pub(super) struct TextWriter<'a> {
    out: &'a mut Vec<u8>,
    state: &'a mut TextState,
    fonts: &'a Fonts<'a>,
    pretty: bool,
    array: bool,
    string: bool,
}

impl TextState {
    /// Leaves the text object, when inside one.
    pub(super) fn close(&mut self, out: &mut Vec<u8>) {
        if self.open {
            out.extend_from_slice(b"ET\n");
            self.open = false;
        }
    }

    fn enter(&mut self, out: &mut Vec<u8>) {
        if !self.open {
            out.extend_from_slice(b"BT\n");
            self.open = true;
            self.line = (0, 0);
        }
    }
}

impl<'a> TextWriter<'a> {
    pub(super) fn new(
        out: &'a mut Vec<u8>,
        state: &'a mut TextState,
        fonts: &'a Fonts<'a>,
        pretty: bool,
    ) -> Self {
        Self { out, state, fonts, pretty, array: false, string: false }
    }

    /// Writes a run whose baseline starts at (x, y), in thousandths of a point.
    pub(super) fn run(&mut self, (x, y): (i64, i64), run: &GlyphRun) {
        let size = milli_pt(run.size);
        if size <= 0 || run.x_scale == 0 || run.glyphs.is_empty() {
            return;
        }
        self.state.enter(self.out);
        self.place(x, y);
        if self.state.scale != Some(run.x_scale)
            && (self.state.scale.is_some() || run.x_scale != 10_000)
        {
            milli(self.out, i64::from(run.x_scale) * 10);
            self.out.extend_from_slice(b" Tz\n");
        }
        self.state.scale = Some(run.x_scale);
        self.glyphs(run, size);
        self.end_array();
    }

    fn place(&mut self, x: i64, y: i64) {
        let (from_x, from_y) = self.state.line;
        milli(self.out, x - from_x);
        self.out.push(b' ');
        milli(self.out, y - from_y);
        self.out.extend_from_slice(b" Td\n");
        self.state.line = (x, y);
    }

    fn glyphs(&mut self, run: &GlyphRun, size: i64) {
        let face = self.fonts.face_index(run);
        let em = Em::new(size, run.x_scale);
        let mut pen = Length::ZERO;
        let mut reader = 0;
        for (range, text) in clusters(run) {
            let glyphs = run.glyphs.get(range).unwrap_or_default();
            let spans = glyphs.len() > 1;
            if spans {
                self.begin_actual_text(text);
            }
            for (position, glyph) in glyphs.iter().enumerate() {
                let shown =
                    self.fonts.show(face, glyph.id, if position == 0 { text } else { FOLLOWER });
                self.font(shown.font, size);
                self.rise(glyph);
                let target = em.thousandths(pen + glyph.dx);
                if target != reader {
                    self.adjust(reader - target);
                }
                self.code(shown.code);
                reader = target + shown.width;
                pen += glyph.advance;
            }
            if spans {
                self.end_array();
                self.out.extend_from_slice(b"EMC\n");
            }
        }
    }

    fn begin_actual_text(&mut self, text: &str) {
        self.end_array();
        self.out.extend_from_slice(b"/Span<</ActualText<FEFF");
        for unit in text.encode_utf16() {
            hex(self.out, unit);
        }
        self.out.extend_from_slice(b">>>BDC\n");
    }

    fn font(&mut self, font: u16, size: i64) {
        if self.state.font == Some((font, size)) {
            return;
        }
        self.end_array();
        self.out.extend_from_slice(b"/F");
        int(self.out, i64::from(font));
        self.out.push(b' ');
        milli(self.out, size);
        self.out.extend_from_slice(b" Tf\n");
        self.state.font = Some((font, size));
    }

    fn rise(&mut self, glyph: &Glyph) {
        let rise = milli_pt(-glyph.dy);
        if rise != self.state.rise {
            self.end_array();
            milli(self.out, rise);
            self.out.extend_from_slice(b" Ts\n");
            self.state.rise = rise;
        }
    }

    fn adjust(&mut self, thousandths: i64) {
        self.end_string();
        self.begin_array();
        int(self.out, thousandths);
    }

    fn code(&mut self, code: u16) {
        self.begin_array();
        if !self.string {
            self.out.push(if self.pretty { b'<' } else { b'(' });
            self.string = true;
        }
        if self.pretty {
            hex(self.out, code);
            return;
        }
        for byte in code.to_be_bytes() {
            match byte {
                b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                // A bare CR would be read as LF (ISO 32000-1, 7.3.4.2).
                b'\r' => self.out.extend_from_slice(b"\\r"),
                _ => self.out.push(byte),
            }
        }
    }

    fn begin_array(&mut self) {
        if !self.array {
            self.out.push(b'[');
            self.array = true;
        }
    }

    fn end_string(&mut self) {
        if self.string {
            self.out.push(if self.pretty { b'>' } else { b')' });
            self.string = false;
        }
    }

    fn end_array(&mut self) {
        self.end_string();
        if self.array {
            self.out.extend_from_slice(b"]TJ\n");
            self.array = false;
        }
    }
}

/// Converts lengths to thousandths of an em of scaled glyphs. The em is the
/// size as it is written, not as it was asked for.
struct Em {
    units: i128,
}

impl Em {
    fn new(size_milli_pt: i64, x_scale: u16) -> Self {
        let size = i128::from(Length::pt(1).units()) * i128::from(size_milli_pt);
        Self { units: size * i128::from(x_scale) }
    }

    fn thousandths(&self, length: Length) -> i64 {
        // length / (size * x_scale / 10^4) * 10^3; size is in thousandths of a point.
        let scaled = i128::from(length.units()) * 10_000_000_000;
        let half = if scaled < 0 { -self.units / 2 } else { self.units / 2 };
        let rounded = match (i64::try_from(scaled + half), i64::try_from(self.units)) {
            // The fast way: all real sheets fit into 64 bits.
            (Ok(scaled), Ok(units)) => scaled / units,
            _ => ((scaled + half) / self.units) as i64,
        };
        rounded
    }
}

fn hex(out: &mut Vec<u8>, unit: u16) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for shift in [12, 8, 4, 0] {
        out.push(DIGITS[usize::from(unit >> shift & 15)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_of_an_em_are_exact() {
        let em = Em::new(10_000, 10_000);
        assert_eq!(em.thousandths(Length::pt(10)), 1000);
        assert_eq!(em.thousandths(-Length::pt(5)), -500);
        let narrow = Em::new(10_000, 9_800);
        assert_eq!(narrow.thousandths(Length::from_pt(9.8)), 1000);
        assert_eq!(em.thousandths(Length::pt(1_000_000)), 100_000_000);
    }
}
