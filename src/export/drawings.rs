//! Vector logos as form XObjects (ISO 32000-1, 8.10): written once, painted
//! on every page that shows them, like a picture in the unit square.
//!
//! Gradients are shadings inside a clip; their colours run in sRGB on screen
//! and in inks in print. What is transparent as a whole is a group of its own.

use std::collections::{BTreeMap, BTreeSet};

use pdf_writer::types::FunctionShadingType;
use pdf_writer::{Dict, Name, Ref};

use super::Edition;
use super::color::Colors;
use super::number::{milli, milli_pt, millionths, pt};
use super::objects::File;
use crate::color::{Cmyk, ColorId, Palette, Tint};
use crate::compose::drawing::{
    Cap, Clip, Drawing, FillRule, Gradient, GradientKind, Join, Mark, Micro, Paint, Pen,
};
use crate::geom::{Path, Size};

/// What a drawing is coloured with.
#[derive(Clone, Copy)]
pub(super) struct Inks<'a> {
    pub(super) palette: &'a Palette,
    pub(super) colors: &'a Colors,
    /// Colour spaces of special inks by name.
    pub(super) spaces: &'a [(String, Ref)],
    pub(super) edition: Edition,
}

/// The inks of a gradient in print.
pub(super) enum Ramp {
    /// Between process colours.
    Process(Vec<Cmyk>),
    /// Tints of one special ink.
    Spot(String, Vec<Tint>),
}

impl Ramp {
    /// `None` when a special ink runs into anything but paper.
    pub(super) fn of(gradient: &Gradient, palette: &Palette) -> Option<Self> {
        let colors: Vec<_> = gradient.stops.iter().map(|(_, id)| palette.get(*id)).collect();
        let Some(spot) = colors.iter().find_map(|color| color.spot.as_ref()) else {
            return Some(Self::Process(colors.iter().map(|color| color.cmyk).collect()));
        };
        let tints = colors.iter().map(|color| match &color.spot {
            Some(other) => (other == spot).then_some(Tint::FULL),
            None => (color.cmyk == Cmyk::PAPER).then_some(Tint::NONE),
        });
        Some(Self::Spot(spot.to_string(), tints.collect::<Option<_>>()?))
    }
}

/// Writes a drawing and what it needs.
pub(super) fn write(file: &mut File<'_>, drawing: &Drawing, inks: Inks<'_>) -> Ref {
    let size = drawing.size;
    let unit = [1.0 / pt(size.width), 0.0, 0.0, -1.0 / pt(size.height), 0.0, 1.0];
    form(file, &drawing.marks, size, inks, Some(unit))
}

/// Writes marks as a form; without a matrix as a transparency group.
fn form(
    file: &mut File<'_>,
    marks: &[Mark],
    size: Size,
    inks: Inks<'_>,
    matrix: Option<[f32; 6]>,
) -> Ref {
    let mut pen = Painter { file, size, inks, out: Vec::new(), named: Named::default() };
    if inks.edition.is_printed() {
        // A logo knocks out what lies below, whatever the page did last.
        pen.out.extend_from_slice(b"/KO gs\n");
    }
    pen.marks(marks);
    let Painter { out, named, .. } = pen;
    let id = file.alloc();
    let print = inks.edition.is_printed();
    file.stream(id, &out, |stream| {
        stream.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
        let (width, height) = (pt(size.width), pt(size.height));
        stream.insert(Name(b"BBox")).array().items([0.0, 0.0, width, height]);
        match matrix {
            Some(matrix) => {
                stream.insert(Name(b"Matrix")).array().items(matrix);
            }
            None => {
                let mut group = stream.insert(Name(b"Group")).dict();
                group.pair(Name(b"S"), Name(b"Transparency"));
                let space = if print { Name(b"DeviceCMYK") } else { Name(b"DeviceRGB") };
                group.pair(Name(b"CS"), space).pair(Name(b"I"), true);
            }
        }
        named.write(&mut stream.insert(Name(b"Resources")).dict(), inks, print);
    });
    id
}

/// What the content of a form names.
#[derive(Default)]
struct Named {
    fill_alphas: BTreeSet<Tint>,
    stroke_alphas: BTreeSet<Tint>,
    spaces: BTreeSet<String>,
    shadings: Vec<Ref>,
    groups: Vec<Ref>,
}

impl Named {
    fn write(&self, dict: &mut Dict<'_>, inks: Inks<'_>, print: bool) {
        if print || !self.fill_alphas.is_empty() || !self.stroke_alphas.is_empty() {
            let mut states = dict.insert(Name(b"ExtGState")).dict();
            let mut state = |name: String, key: &[u8], tint: Tint| {
                let mut state = states.insert(Name(name.as_bytes())).dict();
                state.pair(Name(key), tint.to_unit());
            };
            for &tint in &self.fill_alphas {
                state(alpha_name('A', tint), b"ca", tint);
            }
            for &tint in &self.stroke_alphas {
                state(alpha_name('S', tint), b"CA", tint);
            }
            if print {
                let mut knockout = states.insert(Name(b"KO")).dict();
                knockout.pair(Name(b"OP"), false).pair(Name(b"op"), false).pair(Name(b"OPM"), 0);
                drop(knockout);
                let mut over = states.insert(Name(b"OP")).dict();
                over.pair(Name(b"OP"), true).pair(Name(b"op"), true).pair(Name(b"OPM"), 1);
            }
        }
        let spaces: BTreeMap<&str, Ref> =
            inks.spaces.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        if !self.spaces.is_empty() {
            let mut dict = dict.insert(Name(b"ColorSpace")).dict();
            for name in &self.spaces {
                if let Some(id) = spaces.get(name.as_str()) {
                    dict.pair(Name(name.as_bytes()), *id);
                }
            }
        }
        for (key, prefix, refs) in
            [(b"Shading".as_slice(), 'H', &self.shadings), (b"XObject", 'G', &self.groups)]
        {
            if !refs.is_empty() {
                let mut dict = dict.insert(Name(key)).dict();
                for (index, id) in refs.iter().enumerate() {
                    dict.pair(Name(format!("{prefix}{index}").as_bytes()), *id);
                }
            }
        }
    }
}

fn alpha_name(prefix: char, tint: Tint) -> String {
    format!("{prefix}{}", (tint.to_percent() * 100.0).round())
}

struct Painter<'a, 'f, 'd> {
    file: &'f mut File<'d>,
    size: Size,
    inks: Inks<'a>,
    out: Vec<u8>,
    named: Named,
}

impl Painter<'_, '_, '_> {
    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            self.out.extend_from_slice(b"q\n");
            match mark {
                Mark::Fill { path, rule, paint, opacity } => {
                    self.fill(path, *rule, paint, *opacity);
                }
                Mark::Stroke { path, pen, color, opacity } => {
                    self.stroke(path, pen, *color, *opacity);
                }
                Mark::Group { marks, clips, opacity } => self.group(marks, clips, *opacity),
            }
            self.out.extend_from_slice(b"Q\n");
        }
    }

    fn fill(&mut self, path: &Path, rule: FillRule, paint: &Paint, opacity: Tint) {
        if opacity < Tint::FULL {
            self.named.fill_alphas.insert(opacity);
            self.name(&alpha_name('A', opacity), b" gs\n");
        }
        match paint {
            Paint::Flat(color) => {
                self.note_space(*color);
                if let Some(paint) = self.inks.colors.get(*color) {
                    self.out.extend_from_slice(&paint.fill);
                }
                self.path(path);
                self.out.extend_from_slice(match rule {
                    FillRule::NonZero => b"f\n",
                    FillRule::EvenOdd => b"f*\n",
                });
            }
            Paint::Gradient(gradient) => {
                let Some(shading) = self.shading(gradient) else { return };
                self.clip(path, rule);
                for Micro(value) in gradient.matrix {
                    millionths(&mut self.out, value);
                    self.out.push(b' ');
                }
                self.out.extend_from_slice(b"cm\n");
                self.name(&format!("H{}", self.named.shadings.len()), b" sh\n");
                self.named.shadings.push(shading);
            }
        }
    }

    fn stroke(&mut self, path: &Path, pen: &Pen, color: ColorId, opacity: Tint) {
        if opacity < Tint::FULL {
            self.named.stroke_alphas.insert(opacity);
            self.name(&alpha_name('S', opacity), b" gs\n");
        }
        self.note_space(color);
        if let Some(paint) = self.inks.colors.get(color) {
            // A line of black ink alone overprints (GWG 2022 R0010): it covers
            // what lies below anyway, and no paper shows beside it.
            if paint.black && opacity == Tint::FULL && self.inks.edition.is_printed() {
                self.out.extend_from_slice(b"/OP gs\n");
            }
            self.out.extend_from_slice(&paint.stroke);
        }
        milli(&mut self.out, milli_pt(pen.width));
        self.out.extend_from_slice(b" w\n");
        match pen.cap {
            Cap::Butt => {}
            Cap::Round => self.out.extend_from_slice(b"1 J\n"),
            Cap::Square => self.out.extend_from_slice(b"2 J\n"),
        }
        match pen.join {
            Join::Miter => {
                milli(&mut self.out, pen.miter_milli);
                self.out.extend_from_slice(b" M\n");
            }
            Join::Round => self.out.extend_from_slice(b"1 j\n"),
            Join::Bevel => self.out.extend_from_slice(b"2 j\n"),
        }
        if !pen.dashes.is_empty() {
            self.out.push(b'[');
            for dash in &pen.dashes {
                milli(&mut self.out, milli_pt(*dash));
                self.out.push(b' ');
            }
            self.out.extend_from_slice(b"] ");
            milli(&mut self.out, milli_pt(pen.dash_offset));
            self.out.extend_from_slice(b" d\n");
        }
        self.path(path);
        self.out.extend_from_slice(b"S\n");
    }

    fn group(&mut self, marks: &[Mark], clips: &[Clip], opacity: Tint) {
        for clip in clips {
            self.clip(&clip.path, clip.rule);
        }
        if opacity == Tint::FULL {
            self.marks(marks);
            return;
        }
        let id = form(self.file, marks, self.size, self.inks, None);
        self.named.fill_alphas.insert(opacity);
        self.name(&alpha_name('A', opacity), b" gs\n");
        self.name(&format!("G{}", self.named.groups.len()), b" Do\n");
        self.named.groups.push(id);
    }

    fn clip(&mut self, path: &Path, rule: FillRule) {
        self.path(path);
        self.out.extend_from_slice(match rule {
            FillRule::NonZero => b"W n\n",
            FillRule::EvenOdd => b"W* n\n",
        });
    }

    fn path(&mut self, path: &Path) {
        super::path::write(&mut self.out, path, |at| (milli_pt(at.x), milli_pt(at.y)));
    }

    fn name(&mut self, name: &str, operator: &[u8]) {
        self.out.push(b'/');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(operator);
    }

    fn note_space(&mut self, color: ColorId) {
        if self.inks.edition.is_printed()
            && let Some(spot) = &self.inks.palette.get(color).spot
        {
            self.named.spaces.extend(self.inks.colors.space_of(spot));
        }
    }

    /// Writes a shading (ISO 32000-1, 8.7.4.5.3 and 4).
    fn shading(&mut self, gradient: &Gradient) -> Option<Ref> {
        let (space, colors) = self.ramp(gradient)?;
        let offsets: Vec<f32> = gradient.stops.iter().map(|(at, _)| at.to_unit()).collect();
        let function = self.function(&offsets, &colors);
        let id = self.file.alloc();
        let mut shading: pdf_writer::writers::FunctionShading<'_> = self.file.object(id).start();
        let kind = match gradient.kind {
            GradientKind::Axial(_) => FunctionShadingType::Axial,
            GradientKind::Radial(_) => FunctionShadingType::Radial,
        };
        shading.shading_type(kind);
        match space {
            RampSpace::Rgb => shading.color_space().device_rgb(),
            RampSpace::Cmyk => shading.color_space().device_cmyk(),
            RampSpace::Spot(space) => {
                shading.insert(Name(b"ColorSpace")).primitive(space);
            }
        }
        let unit = |Micro(value): Micro| value as f32 / 1e6;
        match gradient.kind {
            GradientKind::Axial(line) => shading.coords(line.map(unit)),
            GradientKind::Radial(circles) => shading.coords(circles.map(unit)),
        };
        shading.extend([true, true]).function(function);
        Some(id)
    }

    /// The colours of a gradient in the space they run in.
    fn ramp(&self, gradient: &Gradient) -> Option<(RampSpace, Vec<Vec<f32>>)> {
        let palette = self.inks.palette;
        if !self.inks.edition.is_printed() {
            let colors = gradient.stops.iter().map(|(_, id)| {
                let c = palette.get(*id).srgb;
                [c.r, c.g, c.b].map(|channel| f32::from(channel) / 255.0).to_vec()
            });
            return Some((RampSpace::Rgb, colors.collect()));
        }
        Some(match Ramp::of(gradient, palette)? {
            Ramp::Process(colors) => {
                let inks = |c: &Cmyk| [c.c, c.m, c.y, c.k].map(Tint::to_unit).to_vec();
                (RampSpace::Cmyk, colors.iter().map(inks).collect())
            }
            Ramp::Spot(spot, tints) => {
                let name = self.inks.colors.space_of(&spot)?;
                let (_, space) = self.inks.spaces.iter().find(|(known, _)| *known == name)?;
                (RampSpace::Spot(*space), tints.iter().map(|tint| vec![tint.to_unit()]).collect())
            }
        })
    }

    /// Colour over offset: pieces from stop to stop, flat at both ends.
    fn function(&mut self, offsets: &[f32], colors: &[Vec<f32>]) -> Ref {
        let mut steps: Vec<(f32, &[f32])> =
            offsets.iter().copied().zip(colors.iter().map(Vec::as_slice)).collect();
        if let (Some(&(first, color)), Some(&(last, end))) = (steps.first(), steps.last()) {
            if first > 0.0 {
                steps.insert(0, (0.0, color));
            }
            if last < 1.0 {
                steps.push((1.0, end));
            }
        }
        // A hard edge is two stops at one place: it needs no piece.
        let mut pieces = Vec::new();
        let mut bounds = Vec::new();
        for pair in steps.windows(2) {
            let [(from, start), (to, end)] = pair else { continue };
            if to > from {
                let id = self.file.alloc();
                let mut piece: pdf_writer::writers::ExponentialFunction<'_> =
                    self.file.object(id).start();
                piece.domain([0.0, 1.0]).c0(start.iter().copied()).c1(end.iter().copied()).n(1.0);
                drop(piece);
                pieces.push(id);
                bounds.push(*to);
            }
        }
        bounds.pop();
        if let [only] = pieces.as_slice() {
            return *only;
        }
        let id = self.file.alloc();
        let mut whole: pdf_writer::writers::StitchingFunction<'_> = self.file.object(id).start();
        whole.domain([0.0, 1.0]).functions(pieces.iter().copied()).bounds(bounds);
        whole.encode(pieces.iter().flat_map(|_| [0.0, 1.0]));
        drop(whole);
        id
    }
}

/// The colour space of a gradient.
enum RampSpace {
    Rgb,
    Cmyk,
    Spot(Ref),
}
