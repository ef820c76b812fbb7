//! Glyph runs as text operators.
//!
//! Positions do not drift: the pen of the PDF reader is followed exactly (in
//! hundred-thousandths of an em), and an adjustment is written whenever it is
//! off by more than [`SLACK`] from where the glyph has to be. Letter-spacing
//! that a whole run shares becomes character spacing (`Tc`), which keeps the
//! strings long and the streams small.

use super::clusters::{FOLLOWER, leads};
use super::fonts::{Fonts, Shown};
use super::number::{hex, hundred_millionths, int, milli, milli_pt};
use crate::text::glyph::GlyphRun;
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
    /// The shift that rise comes from: nearly all glyphs have the same.
    down: Length,
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
        let em = Em::new(size, run.x_scale);
        let (places, plain) = self.places(run, &em);
        let spacing = spacing(&places);
        self.set_spacing(spacing * size);
        self.out.reserve(run.glyphs.len() * 8);
        let mut reader = Reader { at: 0, spacing };
        if plain {
            return self.plain_glyphs(&places, size, &mut reader);
        }
        // What says how the whole run is read says it of its clusters too.
        let spans = run.read_as.is_none();
        let mut leading = true;
        let mut next = run.glyphs.iter().skip(1);
        for (glyph, place) in run.glyphs.iter().zip(&places) {
            let next_leads = next.next().is_none_or(leads);
            if spans && leading && !next_leads {
                self.begin_actual_text(glyph.text_in(run));
            }
            self.font(place.shown.font, size);
            self.rise(glyph.dy);
            let shift = if glyph.dx == Length::ZERO { 0 } else { em.parts(glyph.dx) };
            self.glyph(place.shown, place.pen + shift, &mut reader);
            if spans && !leading && next_leads {
                self.end_array();
                self.out.extend_from_slice(b"EMC\n");
            }
            leading = next_leads;
        }
    }

    /// The glyphs of nearly all runs: each shows a text of its own and stands
    /// on the line.
    fn plain_glyphs(&mut self, places: &[Place], size: i64, reader: &mut Reader) {
        let Some(first) = places.first() else { return };
        let mut font = first.shown.font;
        self.font(font, size);
        self.rise(Length::ZERO);
        for place in places {
            if place.shown.font != font {
                font = place.shown.font;
                self.font(font, size);
            }
            self.glyph(place.shown, place.pen, reader);
        }
    }

    /// Shows a glyph at a place, in hundred-thousandths of an em.
    fn glyph(&mut self, shown: Shown, place: i64, reader: &mut Reader) {
        let ahead = reader.at - place;
        if ahead.abs() > SLACK {
            let adjustment = divide(ahead, PER_THOUSANDTH);
            self.adjust(adjustment);
            reader.at -= adjustment * PER_THOUSANDTH;
        }
        self.code(shown);
        reader.at += shown.width * PER_THOUSANDTH + reader.spacing;
    }

    /// Where each glyph of a run starts and what shows it; and whether all of
    /// them lead a cluster and stand on the line.
    fn places(&self, run: &GlyphRun, em: &Em) -> (Vec<Place>, bool) {
        let face = self.fonts.face(run);
        let (mut pen, mut at) = (Length::ZERO, 0);
        let (mut first, mut plain) = (true, true);
        let places = run.glyphs.iter().map(|glyph| {
            let leading = std::mem::take(&mut first) || leads(glyph);
            plain &= leading && glyph.dx == Length::ZERO && glyph.dy == Length::ZERO;
            let codes = face.and_then(|face| face.find(glyph.id));
            pen += glyph.advance;
            let start = std::mem::replace(&mut at, em.parts(pen));
            let width = codes.map_or(0, |codes| codes.width()) * PER_THOUSANDTH;
            let text = || if leading { glyph.text_in(run) } else { FOLLOWER };
            let shown = codes.map(|codes| codes.show(text)).unwrap_or_default();
            Place { pen: start, extra: at - start - width, shown }
        });
        (places.collect(), plain)
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
        self.out.extend_from_slice(b"/Span<<");
        actual_text(self.out, text);
        self.out.extend_from_slice(b">>BDC\n");
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

    fn rise(&mut self, down: Length) {
        if down == self.state.down {
            return;
        }
        self.state.down = down;
        let rise = milli_pt(-down);
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

    fn code(&mut self, shown: Shown) {
        self.begin_array();
        if !self.string {
            self.out.push(if self.pretty { b'<' } else { b'(' });
            self.string = true;
        }
        if self.pretty {
            hex(self.out, shown.code);
        } else if shown.plain {
            self.out.extend_from_slice(&shown.code.to_be_bytes());
        } else {
            escaped(self.out, shown.code);
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

/// Writes the entry of a property list that says what its content is read as.
pub(super) fn actual_text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"/ActualText<FEFF");
    for unit in text.encode_utf16() {
        hex(out, unit);
    }
    out.push(b'>');
}

/// Where the pen of the PDF reader is.
struct Reader {
    /// In hundred-thousandths of an em from the start of the run.
    at: i64,
    /// The spacing it adds to each glyph.
    spacing: i64,
}

/// A glyph of a run.
struct Place {
    /// Where it starts, in hundred-thousandths of an em.
    pen: i64,
    /// What lies between the end of its width and the next glyph.
    extra: i64,
    /// What shows it.
    shown: Shown,
}

/// The letter-spacing most glyphs of a run have beyond their widths, in
/// hundred-thousandths of an em; zero when there is no such majority.
fn spacing(places: &[Place]) -> i64 {
    let count = places.len();
    // A majority holds one of a few glyphs picked anywhere, nearly always.
    for candidate in [count / 2, count / 3, count / 5, count / 7] {
        let Some(Place { extra: candidate, .. }) = places.get(candidate) else { continue };
        let (mut near, mut sum) = (0, 0);
        for Place { extra, .. } in places {
            // Without a branch: which glyphs are near cannot be foreseen.
            let is_near = i64::from((extra - candidate).abs() <= 3);
            near += is_near;
            sum += extra * is_near;
        }
        if near * 2 > count as i64 && near > 3 {
            return divide(sum, near);
        }
    }
    0
}

/// Writes a code some byte of which cannot stand for itself in a string.
fn escaped(out: &mut Vec<u8>, code: u16) {
    for byte in code.to_be_bytes() {
        match byte {
            b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            // A bare CR would be read as LF (ISO 32000-1, 7.3.4.2).
            b'\r' => out.extend_from_slice(b"\\r"),
            _ => out.push(byte),
        }
    }
}

/// Converts lengths to hundred-thousandths of an em of scaled glyphs. The em
/// is the size as it is written, not as it was asked for.
struct Em {
    /// Parts in a unit of length, times 2^[`Em::SHIFT`]: a multiplication
    /// takes a fraction of the time of a division, and every glyph needs one.
    factor: i64,
}

impl Em {
    /// Fine enough to be exact to the last part over a kilometre.
    const SHIFT: u32 = 48;
    /// No pen goes further; products stay in range.
    const FAR: i64 = 1 << 44;

    fn new(size_milli_pt: i64, x_scale: u16) -> Self {
        let size = i128::from(size_milli_pt) * i128::from(Length::pt(1).units() / 1000);
        // length / (size * x_scale / 10^4) * 10^5
        let divisor = (size * i128::from(x_scale)).max(1);
        let factor = ((1_000_000_000 << Self::SHIFT) + divisor / 2) / divisor;
        Self { factor: i64::try_from(factor).unwrap_or(i64::MAX) }
    }

    fn parts(&self, length: Length) -> i64 {
        let units = length.units().clamp(-Self::FAR, Self::FAR);
        let product = i128::from(units) * i128::from(self.factor);
        ((product + (1 << (Self::SHIFT - 1))) >> Self::SHIFT) as i64
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
