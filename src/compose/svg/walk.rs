//! From the tree of `usvg` to a drawing.

use std::collections::BTreeSet;
use std::sync::Arc;

use usvg::tiny_skia_path::PathSegment;
use usvg::{BlendMode, Group, Node, PaintOrder, SpreadMethod, Transform, Tree};

use super::Inks;
use crate::color::{ColorId, Srgb, Tint};
use crate::compose::drawing::{
    Cap, Clip, Drawing, FillRule, Gradient, GradientKind, Join, Mark, Micro, Paint, Pen, SIDE,
};
use crate::diag::{Diagnostic, Diagnostics, Origin, Source};
use crate::geom::{Path, Point, Segment, Size};
use crate::unit::Length;

/// Where a drawing comes from and what its colours are.
pub(super) struct Place<'a> {
    pub name: &'a str,
    pub source: &'a Arc<Source>,
    pub inks: Inks<'a>,
    /// Where the layout names the file.
    pub named: &'a Origin,
}

/// The drawing of a tree; `None` after a report.
pub(super) fn drawing(tree: &Tree, place: &Place<'_>, diags: &mut Diagnostics) -> Option<Drawing> {
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let scale = SIDE.to_pt() / width.max(height);
    let size = Size::new(Length::from_pt(width * scale), Length::from_pt(height * scale));
    let mut walk = Walk { place, diags, sound: true, unknown: BTreeSet::new() };
    let marks = walk.children(tree.root(), Matrix([scale, 0.0, 0.0, scale, 0.0, 0.0]));
    let visible = size.width > Length::ZERO && size.height > Length::ZERO;
    if walk.sound && (marks.is_empty() || !visible) {
        walk.refuse("it draws nothing", "delete what hides the shapes, or state a viewBox");
    }
    walk.sound.then_some(Drawing { size, marks })
}

struct Walk<'a> {
    place: &'a Place<'a>,
    diags: &'a mut Diagnostics,
    sound: bool,
    unknown: BTreeSet<Srgb>,
}

impl Walk<'_> {
    fn refuse(&mut self, what: &str, hint: &str) {
        self.sound = false;
        let message = format!("`{}`: {what}", self.place.name);
        let finding = Diagnostic::error("svg-unsupported", message);
        self.diags.push(finding.at(self.place.named).hint(hint));
    }

    fn children(&mut self, group: &Group, matrix: Matrix) -> Vec<Mark> {
        let mut marks = Vec::new();
        for node in group.children() {
            match node {
                Node::Group(group) => self.group(group, matrix, &mut marks),
                Node::Path(path) if path.is_visible() => self.path(path, matrix, &mut marks),
                Node::Path(_) => {}
                Node::Image(_) | Node::Text(_) => {
                    self.refuse("text and pictures cannot be kept", "convert them to paths");
                }
            }
        }
        marks
    }

    fn group(&mut self, group: &Group, matrix: Matrix, into: &mut Vec<Mark>) {
        let blended = group.blend_mode() != BlendMode::Normal;
        if blended || group.mask().is_some() || !group.filters().is_empty() {
            let hint = "expand the appearance to plain shapes before saving";
            self.refuse("masks, filters and blend modes cannot be kept", hint);
            return;
        }
        let matrix = matrix.then_inner(group.transform());
        let mut clips = Vec::new();
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            clips.extend(self.clip(path, matrix));
            clip = path.clip_path();
        }
        let mut marks = self.children(group, matrix);
        let mut opacity = tint(group.opacity().get());
        if let [Mark::Fill { opacity: own, .. } | Mark::Stroke { opacity: own, .. }] =
            marks.as_mut_slice()
        {
            // One mark needs no group to be transparent as a whole.
            *own = product(*own, opacity);
            opacity = Tint::FULL;
        }
        if marks.is_empty() {
        } else if clips.is_empty() && opacity == Tint::FULL {
            into.append(&mut marks);
        } else {
            into.push(Mark::Group { marks, clips, opacity });
        }
    }

    /// The shapes of a clip as one path.
    fn clip(&mut self, clip: &usvg::ClipPath, matrix: Matrix) -> Option<Clip> {
        let mut shapes = Vec::new();
        let plain = shapes_of(clip.root(), matrix.then_inner(clip.transform()), &mut shapes);
        let rules: Vec<FillRule> = shapes.iter().map(|(_, rule)| *rule).collect();
        let rule = rules.first().copied().unwrap_or(FillRule::NonZero);
        let apart = shapes.iter().enumerate().all(|(index, (shape, _))| {
            let later = shapes.get(index + 1..).unwrap_or_default();
            later.iter().all(|(other, _)| !overlap(shape, other))
        });
        if !plain || !apart || rules.iter().any(|other| *other != rule) {
            self.refuse(
                "a clip of shapes that overlap or are clipped themselves cannot be kept",
                "unite the shapes of the clip to one path",
            );
            return None;
        }
        let segments = shapes.into_iter().flat_map(|(path, _)| path.segments).collect();
        Some(Clip { path: Path { segments }, rule })
    }

    fn path(&mut self, path: &usvg::Path, matrix: Matrix, into: &mut Vec<Mark>) {
        let fill = self.fill(path, matrix);
        let stroke = self.stroke(path, matrix);
        match path.paint_order() {
            PaintOrder::FillAndStroke => into.extend(fill.into_iter().chain(stroke)),
            PaintOrder::StrokeAndFill => into.extend(stroke.into_iter().chain(fill)),
        }
    }

    fn fill(&mut self, path: &usvg::Path, matrix: Matrix) -> Option<Mark> {
        let fill = path.fill()?;
        Some(Mark::Fill {
            path: matrix.path(path.data()),
            rule: fill_rule(fill.rule()),
            paint: self.paint(fill.paint(), matrix)?,
            opacity: tint(fill.opacity().get()),
        })
    }

    fn stroke(&mut self, path: &usvg::Path, matrix: Matrix) -> Option<Mark> {
        let stroke = path.stroke()?;
        let paint = self.paint(stroke.paint(), matrix)?;
        let opacity = tint(stroke.opacity().get());
        if let (Paint::Flat(color), Some(scale)) = (&paint, matrix.similarity()) {
            let path = matrix.path(path.data());
            return Some(Mark::Stroke { path, pen: pen(stroke, scale), color: *color, opacity });
        }
        // A distorted or shaded line is painted as the area it covers.
        let dashed = stroke.dasharray().and_then(|dashes| {
            let dash = usvg::tiny_skia_path::StrokeDash::new(dashes.to_vec(), stroke.dashoffset());
            path.data().dash(&dash?, 1.0)
        });
        let line = dashed.as_ref().unwrap_or_else(|| path.data());
        let mut solid = stroke.to_tiny_skia();
        solid.dash = None;
        let outline = line.stroke(&solid, matrix.largest_scale() as f32)?;
        let rule = FillRule::NonZero;
        Some(Mark::Fill { path: matrix.path(&outline), rule, paint, opacity })
    }

    fn paint(&mut self, paint: &usvg::Paint, matrix: Matrix) -> Option<Paint> {
        match paint {
            usvg::Paint::Color(color) => self.color(*color).map(Paint::Flat),
            usvg::Paint::LinearGradient(gradient) => {
                let line = [gradient.x1(), gradient.y1(), gradient.x2(), gradient.y2()];
                let kind = GradientKind::Axial(line.map(micro));
                self.gradient(gradient, kind, matrix)
            }
            usvg::Paint::RadialGradient(gradient) => {
                let inner = [gradient.fx(), gradient.fy(), gradient.fr().get()];
                let outer = [gradient.cx(), gradient.cy(), gradient.r().get()];
                let [[a, b, c], [d, e, f]] = [inner.map(micro), outer.map(micro)];
                self.gradient(gradient, GradientKind::Radial([a, b, c, d, e, f]), matrix)
            }
            usvg::Paint::Pattern(_) => {
                self.refuse("a pattern cannot be kept", "expand it to plain shapes before saving");
                None
            }
        }
    }

    fn gradient(
        &mut self,
        gradient: &usvg::BaseGradient,
        kind: GradientKind,
        matrix: Matrix,
    ) -> Option<Paint> {
        if gradient.spread_method() != SpreadMethod::Pad {
            let hint = "use a gradient that ends in its last colour (spreadMethod pad)";
            self.refuse("a gradient that repeats cannot be kept", hint);
            return None;
        }
        if gradient.stops().iter().any(|stop| stop.opacity().get() < 1.0) {
            let hint = "use opaque colours in the gradient, and opacity on the shape";
            self.refuse("a gradient that becomes transparent cannot be kept", hint);
            return None;
        }
        let mut stops = Vec::with_capacity(gradient.stops().len());
        for stop in gradient.stops() {
            stops.push((tint(stop.offset().get()), self.color(stop.color())?));
        }
        if stops.len() < 2 {
            return stops.first().map(|(_, color)| Paint::Flat(*color));
        }
        let Matrix(numbers) = matrix.then_inner(gradient.transform());
        let matrix = numbers.map(|value| Micro((value * 1e6).round() as i64));
        Some(Paint::Gradient(Gradient { kind, matrix, stops }))
    }

    /// The palette colour of a colour; each unknown one is reported once.
    fn color(&mut self, color: usvg::Color) -> Option<ColorId> {
        let color = Srgb { r: color.red, g: color.green, b: color.blue };
        let known = self.place.inks.find(color);
        if known.is_none() && self.unknown.insert(color) {
            self.sound = false;
            let hex = format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b);
            let message =
                format!("`{}`: {hex} is no colour of the layout's palette", self.place.name);
            let hint = format!("say which one it is: svg_colors: {{ \"{hex}\": \"...\" }}");
            let written = written(self.place.source, color, &hex);
            let origin = written.as_ref().unwrap_or(self.place.named);
            self.diags.push(Diagnostic::error("svg-colour", message).at(origin).hint(hint));
        }
        known
    }
}

/// Where a colour is first written, if it is written in digits.
fn written(source: &Arc<Source>, color: Srgb, hex: &str) -> Option<Origin> {
    let text = source.text.to_ascii_lowercase();
    let short = [color.r, color.g, color.b].iter().all(|c| c >> 4 == c & 15);
    let short = short.then(|| format!("#{:x}{:x}{:x}", color.r & 15, color.g & 15, color.b & 15));
    let find = |wanted: &str| text.find(wanted).map(|at| at..at + wanted.len());
    let range = find(hex).or_else(|| find(&short?))?;
    Some(Origin { source: Arc::clone(source), field: "".into(), range })
}

/// Collects the paths below a group; `false` when one is clipped itself.
fn shapes_of(group: &Group, matrix: Matrix, into: &mut Vec<(Path, FillRule)>) -> bool {
    group.children().iter().all(|node| match node {
        Node::Group(inner) => {
            inner.clip_path().is_none()
                && shapes_of(inner, matrix.then_inner(inner.transform()), into)
        }
        Node::Path(path) => {
            let rule = path.fill().map_or(FillRule::NonZero, |fill| fill_rule(fill.rule()));
            into.push((matrix.path(path.data()), rule));
            true
        }
        Node::Image(_) | Node::Text(_) => false,
    })
}

/// Whether the rectangles around two paths overlap.
fn overlap(a: &Path, b: &Path) -> bool {
    let (Some(a), Some(b)) = (a.bounds(), b.bounds()) else { return false };
    a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() && b.top() < a.bottom()
}

fn pen(stroke: &usvg::Stroke, scale: f64) -> Pen {
    let length = |value: f32| Length::from_pt(f64::from(value) * scale);
    Pen {
        width: length(stroke.width().get()),
        cap: match stroke.linecap() {
            usvg::LineCap::Butt => Cap::Butt,
            usvg::LineCap::Round => Cap::Round,
            usvg::LineCap::Square => Cap::Square,
        },
        join: match stroke.linejoin() {
            usvg::LineJoin::Miter | usvg::LineJoin::MiterClip => Join::Miter,
            usvg::LineJoin::Round => Join::Round,
            usvg::LineJoin::Bevel => Join::Bevel,
        },
        miter_milli: (f64::from(stroke.miterlimit().get()) * 1000.0).round() as i64,
        dashes: stroke.dasharray().unwrap_or_default().iter().copied().map(length).collect(),
        dash_offset: length(stroke.dashoffset()),
    }
}

fn fill_rule(rule: usvg::FillRule) -> FillRule {
    match rule {
        usvg::FillRule::NonZero => FillRule::NonZero,
        usvg::FillRule::EvenOdd => FillRule::EvenOdd,
    }
}

fn tint(unit: f32) -> Tint {
    Tint::from_percent(f64::from(unit) * 100.0).unwrap_or(Tint::FULL)
}

fn product(a: Tint, b: Tint) -> Tint {
    Tint::from_percent(a.to_percent() * b.to_percent() / 100.0).unwrap_or(Tint::FULL)
}

fn micro(value: f32) -> Micro {
    Micro((f64::from(value) * 1e6).round() as i64)
}

/// a b c d e f as in PDF (ISO 32000-1, 8.3.3), to points of the drawing.
#[derive(Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    /// First the inner transform, then this one.
    fn then_inner(self, inner: Transform) -> Self {
        let Self([a, b, c, d, e, f]) = self;
        let [sx, ky, kx, sy, tx, ty] =
            [inner.sx, inner.ky, inner.kx, inner.sy, inner.tx, inner.ty].map(f64::from);
        Self([
            a * sx + c * ky,
            b * sx + d * ky,
            a * kx + c * sy,
            b * kx + d * sy,
            a * tx + c * ty + e,
            b * tx + d * ty + f,
        ])
    }

    fn point(self, x: f64, y: f64) -> Point {
        let Self([a, b, c, d, e, f]) = self;
        Point::new(Length::from_pt(a * x + c * y + e), Length::from_pt(b * x + d * y + f))
    }

    /// The factor of a transform that keeps shapes.
    fn similarity(self) -> Option<f64> {
        let Self([a, b, c, d, ..]) = self;
        let (across, down) = ((a * a + b * b).sqrt(), (c * c + d * d).sqrt());
        let skew = (a * c + b * d).abs();
        let even = (across - down).abs() <= across * 1e-4 && skew <= across * down * 1e-4;
        even.then_some(across)
    }

    fn largest_scale(self) -> f64 {
        let Self([a, b, c, d, ..]) = self;
        (a * a + b * b).max(c * c + d * d).sqrt()
    }

    fn path(self, path: &usvg::tiny_skia_path::Path) -> Path {
        let at = |x: f32, y: f32| (f64::from(x), f64::from(y));
        let mut last = (0.0, 0.0);
        let mut segments = Vec::with_capacity(path.len());
        for segment in path.segments() {
            segments.push(match segment {
                PathSegment::MoveTo(p) => {
                    last = at(p.x, p.y);
                    Segment::Move(self.point(last.0, last.1))
                }
                PathSegment::LineTo(p) => {
                    last = at(p.x, p.y);
                    Segment::Line(self.point(last.0, last.1))
                }
                PathSegment::QuadTo(c, p) => {
                    // The same curve of third degree.
                    let (control, end) = (at(c.x, c.y), at(p.x, p.y));
                    let third = |from: (f64, f64)| {
                        let near = |a: f64, b: f64| a + (b - a) * 2.0 / 3.0;
                        self.point(near(from.0, control.0), near(from.1, control.1))
                    };
                    let curve = Segment::Curve(third(last), third(end), self.point(end.0, end.1));
                    last = end;
                    curve
                }
                PathSegment::CubicTo(a, b, p) => {
                    let [a, b, end] = [a, b, p].map(|p| at(p.x, p.y));
                    last = end;
                    let [a, b, end] = [a, b, end].map(|(x, y)| self.point(x, y));
                    Segment::Curve(a, b, end)
                }
                PathSegment::Close => Segment::Close,
            });
        }
        Path { segments }
    }
}
