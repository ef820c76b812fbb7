//! The debug layer: boxes, ratios and places to break, painted around the
//! text they belong to. Everything is an artifact, and nothing moves.

use std::sync::Arc;

use super::line::Strut;
use super::{Setter, shift};
use crate::color::{Cmyk, ColorId, Palette, PaletteColor, Srgb, Tint};
use crate::compose::block::Block;
use crate::compose::document::{ArtifactKind, Item, ItemKind, Owner};
use crate::diag::{Diagnostics, Origin};
use crate::geom::{Path, Point, Rect, Size};
use crate::model::Lang;
use crate::model::layout::Align;
use crate::text::breaker::{Hyphen, Pass};
use crate::text::face::Face;
use crate::text::glyph::Line;
use crate::text::style::{ParagraphSetting, Piece, TextSetting};
use crate::text::trace::LineTrace;
use crate::unit::{Em, Length};

/// Thickness of all rules.
const HAIR: Length = Length::from_units(32_000);
/// Size of the figures beside the lines.
const SIZE: Length = Length::from_units(520_000);
/// Between the column and what is written beside it.
const GAP: Length = Length::from_units(720_000);

/// Ratios up to here have the shade of the same index: from red for tight
/// over green to blue and violet for loose.
const LIMITS: [f64; 6] = [-0.75, -0.25, 0.25, 1.0, 2.0, f64::INFINITY];
/// What they are called in the legend.
const NAMES: [&str; 6] = ["tight", "snug", "even", "open", "loose", "very loose"];
/// Their colours, for areas and for marks.
const SHADES: [(u32, u32); 6] = [
    (0xF6_B3_AC, 0xC0_39_2B),
    (0xFB_DD_CF, 0xD3_78_4A),
    (0xDC_F1_DC, 0x3F_8F_4F),
    (0xD9_E9_FA, 0x4A_86_C5),
    (0xB4_D0_F5, 0x2B_5F_B8),
    (0xC9_BD_F2, 0x6A_3F_B5),
];

/// The colours of the debug layer in the palette of its document.
#[derive(Clone, Copy, Debug)]
pub(in crate::compose) struct Ink {
    areas: [ColorId; 6],
    marks: [ColorId; 6],
    /// Behind the legend.
    free: ColorId,
    /// Rules of boxes, baselines and margins.
    rule: ColorId,
    /// Places that were out of reach.
    faint: ColorId,
    /// What is written.
    text: ColorId,
    /// What is wrong.
    alarm: ColorId,
}

impl Ink {
    /// Adds the colours to a palette.
    pub fn define(palette: &mut Palette) -> Self {
        let mut color = |name: &str, rgb: u32| {
            let [_, r, g, b] = rgb.to_be_bytes();
            let name = format!("trace {name}").into();
            let color =
                PaletteColor { name, cmyk: Cmyk::BLACK, srgb: Srgb { r, g, b }, spot: None };
            palette.define(color).unwrap_or(Palette::BLACK)
        };
        let mut areas = [Palette::BLACK; 6];
        let mut marks = areas;
        for (at, (area, mark)) in SHADES.into_iter().enumerate() {
            areas[at] = color(NAMES[at], area);
            marks[at] = color(&format!("{} mark", NAMES[at]), mark);
        }
        Self {
            areas,
            marks,
            free: color("free", 0xEF_EF_EC),
            rule: color("rule", 0xA8_B4_BE),
            faint: color("faint", 0xB9_B9_B4),
            text: color("text", 0x55_5F_68),
            alarm: color("alarm", 0xE0_20_40),
        }
    }

    fn shade(ratio: f64) -> usize {
        LIMITS.iter().position(|limit| ratio <= *limit).unwrap_or(LIMITS.len() - 1)
    }

    /// The colour of a line that had to be full; of the others there is only
    /// the outline, so that pictures behind them stay to be seen.
    fn area(&self, line: &Line, trace: &LineTrace, justified: bool) -> Option<ColorId> {
        match () {
            () if line.overfull.is_some() => Some(self.alarm),
            () if trace.last && line.ratio >= 0.0 || !justified => None,
            () => Some(self.areas[Self::shade(line.ratio)]),
        }
    }
}

/// Where a traced line stands.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Left edge of the column.
    pub left: Length,
    /// Which line of the block it is, and of how many.
    pub line: (usize, usize),
    /// From the baseline above.
    pub leading: Length,
}

impl Setter<'_> {
    /// Paints a line, between the two parts of the debug layer if there is one.
    pub(super) fn traced_line(
        &mut self,
        mut line: Line,
        block: &Block,
        (place, strut): (Place, Strut),
        items: &mut Vec<Item>,
    ) {
        let Some(ink) = self.ink.filter(|_| line.trace.is_some()) else {
            return self.paint_line(line, block, place.left, strut.cap, items);
        };
        self.trace_behind(&ink, &line, block, (place, strut), items);
        let mut over = Vec::new();
        self.trace_over(&ink, &line, block, (place, strut), &mut over);
        line.trace = None;
        self.paint_line(line, block, place.left, strut.cap, items);
        items.append(&mut over);
    }

    /// What goes behind the text of a line: its box and baseline.
    fn trace_behind(
        &self,
        ink: &Ink,
        line: &Line,
        block: &Block,
        (place, strut): (Place, Strut),
        items: &mut Vec<Item>,
    ) {
        let Some(trace) = line.trace.as_deref() else { return };
        let left = place.left + trace.start;
        let size = Size::new(trace.target, strut.cap + strut.depth);
        let area = ink.area(line, trace, block.style.align == Align::Justify);
        items.push(self.decoration(ItemKind::Path {
            path: Path::rect(Rect { origin: Point::new(left, Length::ZERO), size }),
            fill: area.map(|area| (area, Tint::FULL)),
            stroke: area.is_none().then_some((ink.faint, HAIR)),
        }));
        let right = left + trace.target;
        items.push(self.level(ink.rule, left, right, strut.cap));
        // The bracket of the block, from its first line to its last.
        let (index, count) = place.line;
        let x = place.left - GAP;
        let top = if index == 0 { Length::ZERO } else { strut.cap - place.leading + strut.depth };
        let bottom = strut.cap + strut.depth;
        items.push(self.upright(ink.rule, x, top, bottom));
        if index == 0 {
            items.push(self.level(ink.rule, x, x + GAP / 2, top));
        }
        if index + 1 == count {
            items.push(self.level(ink.rule, x, x + GAP / 2, bottom));
        }
    }

    /// What goes over the text of a line: where it could have ended, and its
    /// figures beside it.
    fn trace_over(
        &mut self,
        ink: &Ink,
        line: &Line,
        block: &Block,
        (place, strut): (Place, Strut),
        items: &mut Vec<Item>,
    ) {
        let (Some(trace), Some(run)) = (line.trace.as_deref(), line.runs.first()) else { return };
        let face = Arc::clone(&run.glyphs.face);
        for end in &trace.places {
            let color = end.ratio.map_or(ink.faint, |ratio| ink.marks[Ink::shade(ratio)]);
            let x = place.left + end.x;
            // Spaces are many: only those within reach are marked.
            if end.hyphen != Hyphen::None {
                items.push(self.upright(color, x, strut.cap + HAIR, strut.cap + strut.depth));
            } else if end.ratio.is_some() {
                let up = strut.depth / 2;
                items.push(self.upright(color, x, strut.cap + up, strut.cap + strut.depth));
            }
        }
        let (index, count) = place.line;
        let color = if is_wrong(line, trace) { ink.alarm } else { ink.text };
        let right = place.left + trace.start + trace.target + GAP;
        if let Some(figures) = figures(line, trace, block.style.align == Align::Justify) {
            self.note(&figures, &face, color, Point::new(right, strut.cap), items);
        }
        // In a list the label of the item stands there.
        if index == 0 && block.inside.is_empty() {
            let name = match count {
                1 => block.style.name.to_string(),
                _ => format!("{}, {}", block.style.name, pass(trace.pass)),
            };
            let mut note = Vec::new();
            let width = self.note(&name, &face, ink.text, Point::default(), &mut note);
            let left = place.left - GAP - GAP / 2 - width;
            note.iter_mut().for_each(|item| shift(item, left, strut.cap));
            items.append(&mut note);
        }
    }

    /// The margins of a page and what the colours mean.
    pub(in crate::compose) fn trace_page(
        &mut self,
        region: Rect,
        sheet: Size,
        items: &mut Vec<Item>,
    ) {
        let Some(ink) = self.ink else { return };
        let face = items.iter().find_map(|item| match &item.kind {
            ItemKind::Glyphs(_, run) => Some(Arc::clone(&run.face)),
            _ => None,
        });
        for x in [region.left(), region.right()] {
            items.push(self.upright(ink.rule, x, Length::ZERO, sheet.height));
        }
        for y in [region.top(), region.bottom()] {
            items.push(self.level(ink.rule, Length::ZERO, sheet.width, y));
        }
        let Some(face) = face else { return };
        let strip = Path::rect(Rect::new(Length::ZERO, Length::ZERO, sheet.width, Length::mm(6)));
        let kind = ItemKind::Path { path: strip, fill: Some((ink.free, Tint::FULL)), stroke: None };
        items.push(self.decoration(kind));
        let baseline = Length::from_mm(3.8);
        let mut x = Length::mm(8);
        let mut write = |text: &str, color, x: &mut Length, items: &mut Vec<Item>| {
            *x += self.note(text, &face, color, Point::new(*x, baseline), items) + GAP * 2;
        };
        write("Trace of lines: to look at, not to send", ink.alarm, &mut x, items);
        for ((name, area), limit) in NAMES.iter().zip(ink.areas).zip(LIMITS) {
            let limit = if limit.is_finite() {
                format!(" ≤ {}", signed(limit, 2))
            } else {
                String::new()
            };
            let side = Size::new(Length::mm(3), Length::mm(2));
            let origin = Point::new(x, baseline - Length::from_mm(1.6));
            let path = Path::rect(Rect { origin, size: side });
            let owner = Owner::Artifact(ArtifactKind::Layout);
            let kind = ItemKind::Path { path, fill: Some((area, Tint::FULL)), stroke: None };
            items.push(Item { kind, owner, letterhead: false, origin: None });
            x += Length::mm(4);
            write(&format!("{name}{limit}"), ink.text, &mut x, items);
        }
        let about = "beside lines: ratio of spaces · letters · demerits, - hyphen, = written hyphen; marks below: ends that were possible";
        write(about, ink.text, &mut x, items);
    }

    /// Writes a note and returns how wide it is.
    fn note(
        &mut self,
        text: &str,
        face: &Arc<Face>,
        color: ColorId,
        at: Point,
        items: &mut Vec<Item>,
    ) -> Length {
        let setting = TextSetting {
            faces: vec![Arc::clone(face)],
            size: SIZE,
            color,
            tracking: Em::milli(0),
            features: Vec::new(),
            uppercase: false,
            lang: Lang::german(),
        };
        let piece = Piece {
            text: text.to_owned(),
            setting: Arc::new(setting),
            unbreakable: true,
            address: false,
            id: 0,
            origin: Origin::nowhere(),
        };
        let paragraph = ParagraphSetting::plain(Length::mm(1000));
        // A sign that the face of the text lacks is no finding about the text.
        let mut unheard = Diagnostics::new();
        let lines = self.typesetter.set_paragraph(self.scratch, &[piece], &paragraph, &mut unheard);
        let mut width = Length::ZERO;
        for run in lines.into_iter().take(1).flat_map(|line| line.runs) {
            let start = Point::new(at.x + run.x, at.y);
            width += run.glyphs.width();
            items.push(self.decoration(ItemKind::Glyphs(start, run.glyphs)));
        }
        width
    }

    fn level(&self, color: ColorId, from: Length, to: Length, y: Length) -> Item {
        let (from, to) = (Point::new(from, y), Point::new(to, y));
        self.decoration(ItemKind::Rule { from, to, width: HAIR, color })
    }

    fn upright(&self, color: ColorId, x: Length, top: Length, bottom: Length) -> Item {
        let (from, to) = (Point::new(x, top), Point::new(x, bottom));
        self.decoration(ItemKind::Rule { from, to, width: HAIR * 2, color })
    }
}

fn is_wrong(line: &Line, trace: &LineTrace) -> bool {
    trace.blemishes > 0 || line.overfull.is_some()
}

/// `+0.42 · +80 % · 1240 -`; nothing for a line that was free to end anywhere.
fn figures(line: &Line, trace: &LineTrace, justified: bool) -> Option<String> {
    if trace.last && !is_wrong(line, trace) {
        return None;
    }
    let mut parts = Vec::new();
    if let Some(excess) = line.overfull {
        parts.push(format!("sticks out by {excess}"));
    } else if justified {
        parts.push(signed(line.ratio, 2));
        parts.push(format!("{} %", signed(trace.boxes * 100.0, 0)));
    }
    match trace.blemishes {
        0 => parts.push(format!("{:.0}", trace.demerits)),
        _ => parts.push("blemish".to_owned()),
    }
    let hyphen = match trace.hyphen {
        Hyphen::None => "",
        Hyphen::Written => " =",
        Hyphen::Inserted => " -",
    };
    Some(format!("{}{hyphen}", parts.join(" · ")))
}

/// A number with its sign, which zero has none of.
fn signed(number: f64, decimals: usize) -> String {
    let size = format!("{:.decimals$}", number.abs());
    match number {
        _ if size.bytes().all(|byte| b"0.".contains(&byte)) => "0".to_owned(),
        ..0.0 => format!("−{size}"),
        _ => format!("+{size}"),
    }
}

fn pass(pass: Pass) -> &'static str {
    match pass {
        Pass::Plain => "without hyphens",
        Pass::Hyphens => "hyphens",
        Pass::Wide => "wide",
        Pass::Emergency => "last resort",
    }
}
