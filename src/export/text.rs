//! Glyph runs as text operators.
//!
//! Positions do not drift: the pen of the PDF reader is followed exactly (in
//! hundred-thousandths of an em), and an adjustment is written whenever it is
//! off by more than [`SLACK`] from where the glyph has to be. Letter-spacing
//! that a whole run shares becomes character spacing (`Tc`), which keeps the
//! strings long and the streams small.

use super::clusters::{FOLLOWER, clusters};
use super::fonts::Fonts;
use super::number::{hex, hundred_millionths, int, milli, milli_pt};
use crate::text::glyph::{Glyph, GlyphRun};
use crate::unit::Length;

/// How far a glyph may be from its place: 0.75/1000 em, 3 micrometres at 11 pt.
const SLACK: i64 = 75;

/// Hundred-thousandths of an em in a thousandth, the unit of adjustments.
const PER_THOUSANDTH: i64 = 100;

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
    /// Character spacing in 10^-8 pt.
    spacing: i64,
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
        let pens = pens(run, &em);
        let spacing = self.spacing(run, face, &pens);
        self.set_spacing(spacing * size);
        let mut reader = 0;
        for (range, text) in clusters(run) {
            let pens = pens.get(range.clone()).unwrap_or_default();
            let glyphs = run.glyphs.get(range).unwrap_or_default();
            let spans = glyphs.len() > 1;
            if spans {
                self.begin_actual_text(text);
            }
            for (position, (glyph, pen)) in glyphs.iter().zip(pens).enumerate() {
                let text = if position == 0 { text } else { FOLLOWER };
                let shown = self.fonts.show(face, glyph.id, text);
                self.font(shown.font, size);
                self.rise(glyph);
                let ahead = reader - pen - em.parts(glyph.dx);
                if ahead.abs() > SLACK {
                    let adjustment = divide(ahead, PER_THOUSANDTH);
                    self.adjust(adjustment);
                    reader -= adjustment * PER_THOUSANDTH;
                }
                self.code(shown.code);
                reader += shown.width * PER_THOUSANDTH + spacing;
            }
            if spans {
                self.end_array();
                self.out.extend_from_slice(b"EMC\n");
            }
        }
    }

    /// The letter-spacing most glyphs of a run have beyond their widths, in
    /// hundred-thousandths of an em; zero when there is no such majority.
    fn spacing(&self, run: &GlyphRun, face: usize, pens: &[i64]) -> i64 {
        let advances = pens.windows(2).map(|pen| pen[1] - pen[0]);
        let own = |id| self.fonts.width(face, id) * PER_THOUSANDTH;
        let extras = run.glyphs.iter().zip(advances).map(|(glyph, width)| width - own(glyph.id));
        let mut extras: Vec<i64> = extras.collect();
        if extras.is_empty() {
            return 0;
        }
        let middle = extras.len() / 2;
        let median = *extras.select_nth_unstable(middle).1;
        let near = |extra: i64| (extra - median).abs() <= 3;
        let (count, sum) = extras
            .iter()
            .filter(|&&extra| near(extra))
            .fold((0, 0), |(count, sum), extra| (count + 1, sum + extra));
        let shared = count * 2 > extras.len() as i64 && count > 3;
        if shared { divide(sum, count) } else { 0 }
    }

    fn set_spacing(&mut self, spacing: i64) {
        if self.state.spacing != spacing {
            hundred_millionths(self.out, spacing);
            self.out.extend_from_slice(b" Tc\n");
            self.state.spacing = spacing;
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
        let bytes = code.to_be_bytes();
        if bytes.iter().all(|byte| !matches!(byte, b'(' | b')' | b'\\' | b'\r')) {
            self.out.extend_from_slice(&bytes);
            return;
        }
        for byte in bytes {
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

/// Where each glyph of a run starts and the last one ends, in
/// hundred-thousandths of an em.
fn pens(run: &GlyphRun, em: &Em) -> Vec<i64> {
    let mut pens = Vec::with_capacity(run.glyphs.len() + 1);
    let mut pen = Length::ZERO;
    pens.push(0);
    for glyph in &run.glyphs {
        pen += glyph.advance;
        pens.push(em.parts(pen));
    }
    pens
}

/// Converts lengths to hundred-thousandths of an em of scaled glyphs. The em
/// is the size as it is written, not as it was asked for.
struct Em {
    /// Units of length in 10^-9 em, times 10^9.
    divisor: i64,
}

impl Em {
    fn new(size_milli_pt: i64, x_scale: u16) -> Self {
        let size = size_milli_pt.saturating_mul(Length::pt(1).units() / 1000);
        Self { divisor: size.saturating_mul(i64::from(x_scale)).max(1) }
    }

    fn parts(&self, length: Length) -> i64 {
        if length == Length::ZERO {
            return 0; // nearly all offsets; a division is dear
        }
        // length / (size * x_scale / 10^4) * 10^5. Saturation is far off any sheet.
        divide(length.units().saturating_mul(1_000_000_000), self.divisor)
    }
}

/// Division that rounds to nearest; the divisor is positive.
fn divide(value: i64, divisor: i64) -> i64 {
    let half = if value < 0 { -divisor / 2 } else { divisor / 2 };
    value.saturating_add(half) / divisor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_em_are_exact() {
        let em = Em::new(10_000, 10_000);
        assert_eq!(em.parts(Length::pt(10)), 100_000);
        assert_eq!(em.parts(-Length::pt(5)), -50_000);
        let narrow = Em::new(10_000, 9_800);
        assert_eq!(narrow.parts(Length::from_pt(9.8)), 100_000);
        assert_eq!(em.parts(Length::pt(70_000)), 700_000_000);
    }
}
