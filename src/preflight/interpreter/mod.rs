//! The content-stream interpreter: executes a page's operators and lists
//! what they paint.
//!
//! It follows the graphics state, colours, text, paths, images, forms,
//! patterns, shadings and transparency groups. It does not paint: clip
//! paths count by their bounds, glyphs by their advance boxes, soft masks
//! are only noted, and optional content counts as visible.

pub(crate) mod font;
mod gstate;
mod image;
pub(crate) mod matrix;
mod operators;
pub(crate) mod painted;
mod path;
mod pattern;
pub(crate) mod space;
mod state;
mod text;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::reader::Pdf;
use super::reader::lexer::{Lexer, Token};
use super::reader::object::{Dict, Object, Stream};
use font::Font;
use matrix::{Bounds, Matrix, Pt};
use painted::{Blend, Kind, Paint, Painted};
use path::PathBuilder;
use space::Space;
use state::State;

/// Most operands of one operator that are kept.
const MAX_OPERANDS: usize = 512;
/// Deepest nesting of saved graphics states.
const MAX_SAVED: usize = 512;

/// What interpreting a page gave.
#[derive(Debug, Default)]
pub(crate) struct PageContent {
    pub painted: Vec<Painted>,
    /// Faults of the content itself, each once.
    pub faults: Vec<Fault>,
}

/// Something wrong in content streams.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fault {
    /// A content, form or pattern stream that could not be decoded.
    Undecodable,
    /// `ri` or `/RI` with a name that is not one of the four standard intents.
    RenderingIntent(String),
    /// A `PS` XObject or operator was used.
    PostScript,
    /// A named resource that does not exist.
    MissingResource(String),
}

/// Things shared by the pages of a file.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    fonts: BTreeMap<u32, Rc<Font>>,
    spaces: BTreeMap<u32, Rc<Space>>,
    streams: BTreeMap<u32, Rc<Vec<u8>>>,
    cached_bytes: usize,
    painted: usize,
}

/// Bytes of decoded form streams that are kept for their next use.
const MAX_CACHED: usize = 64 << 20;

/// Interprets one page.
///
/// `contents` is the page's Contents entry. With `outlines`, paths are kept
/// for the ink raster and pictures.
pub(crate) fn page(
    pdf: &Pdf<'_>,
    cache: &mut Cache,
    contents: &Object,
    resources: &Rc<Dict>,
    outlines: bool,
) -> PageContent {
    let mut content = PageContent::default();
    let data = page_data(pdf, contents, &mut content);
    let mut interpreter = Interpreter {
        pdf,
        cache,
        content,
        outlines,
        depth: 0,
        base: Matrix::IDENTITY,
        pattern_area: None,
        open_forms: Vec::new(),
    };
    interpreter.run(&data, resources, State::new(Matrix::IDENTITY, Bounds::ALL));
    interpreter.content
}

/// The page's content streams, joined by white space.
fn page_data(pdf: &Pdf<'_>, contents: &Object, content: &mut PageContent) -> Vec<u8> {
    let mut data = Vec::new();
    let parts = match pdf.resolve(contents) {
        Object::Array(parts) => parts,
        Object::Null => return data,
        single => Rc::new(vec![single]),
    };
    for part in parts.iter() {
        let part = pdf.resolve(part);
        let decoded = part.as_stream().map(|s| pdf.decode(s));
        match decoded {
            Some(Ok(bytes)) if data.len() + bytes.len() <= pdf.budget.limits.stream_bytes => {
                data.extend_from_slice(&bytes);
                data.push(b'\n');
            }
            Some(Ok(_)) => pdf.budget.exceed("decoded bytes"),
            _ => fault(content, Fault::Undecodable),
        }
    }
    data
}

fn fault(content: &mut PageContent, fault: Fault) {
    if !content.faults.contains(&fault) {
        content.faults.push(fault);
    }
}

struct Interpreter<'p, 'a> {
    pdf: &'p Pdf<'a>,
    cache: &'p mut Cache,
    content: PageContent,
    outlines: bool,
    depth: usize,
    /// Default user space of the page or of the form a pattern is used in.
    base: Matrix,
    /// While a pattern cell runs: the area that it fills.
    pattern_area: Option<Bounds>,
    /// Numbers of the forms being executed, against loops.
    open_forms: Vec<u32>,
}

/// One content stream being executed.
struct Frame {
    state: State,
    saved: Vec<State>,
    path: PathBuilder,
    /// Clip operator waiting for the end of the path.
    pending_clip: bool,
    resources: Rc<Dict>,
}

impl Interpreter<'_, '_> {
    /// Executes a decoded content stream from an initial state.
    fn run(&mut self, data: &[u8], resources: &Rc<Dict>, state: State) {
        let mut frame = Frame {
            state,
            saved: Vec::new(),
            path: PathBuilder::default(),
            pending_clip: false,
            resources: Rc::clone(resources),
        };
        let mut lexer = Lexer::content(data, self.pdf.budget);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(token) = lexer.token() {
            match token {
                Token::Value(value) => {
                    if operands.len() < MAX_OPERANDS {
                        operands.push(value);
                    }
                }
                Token::Keyword(b"BI") => {
                    self.inline_image(&mut frame, &mut lexer);
                    operands.clear();
                }
                Token::Keyword(operator) => {
                    if !self.pdf.budget.operator() {
                        return;
                    }
                    self.execute(&mut frame, operator, &operands);
                    operands.clear();
                }
            }
        }
    }

    fn fault(&mut self, what: Fault) {
        fault(&mut self.content, what);
    }

    /// A resource by category and name.
    fn resource(&mut self, frame: &Frame, category: &[u8], name: &[u8]) -> Object {
        let found = self.pdf.dict(frame.resources.get(category)).map(|d| d.get(name).clone());
        let found = found.unwrap_or_default();
        if found.is_null() {
            let name = String::from_utf8_lossy(name).into_owned();
            self.fault(Fault::MissingResource(name));
        }
        found
    }

    /// The colour space of an operand, cached when it is an indirect object.
    fn space(&mut self, frame: &Frame, object: &Object) -> Rc<Space> {
        let key = match object {
            Object::Name(name) => {
                let spaces = self.pdf.dict(frame.resources.get(b"ColorSpace"));
                match spaces.map(|d| d.get(name).clone()) {
                    Some(Object::Ref(number)) => Some(number),
                    _ => None,
                }
            }
            Object::Ref(number) => Some(*number),
            _ => None,
        };
        if let Some(space) = key.and_then(|k| self.cache.spaces.get(&k)) {
            return Rc::clone(space);
        }
        let space = space::parse(self.pdf, object, &frame.resources);
        if let Some(key) = key {
            self.cache.spaces.insert(key, Rc::clone(&space));
        }
        space
    }

    /// Decoded bytes of a form or pattern stream.
    fn stream_data(&mut self, number: Option<u32>, stream: &Stream) -> Option<Rc<Vec<u8>>> {
        if let Some(data) = number.and_then(|n| self.cache.streams.get(&n)) {
            return Some(Rc::clone(data));
        }
        match self.pdf.decode(stream) {
            Ok(data) => {
                let data = Rc::new(data);
                if let Some(number) = number
                    && self.cache.cached_bytes + data.len() <= MAX_CACHED
                {
                    self.cache.cached_bytes += data.len();
                    self.cache.streams.insert(number, Rc::clone(&data));
                }
                Some(data)
            }
            Err(_) => {
                self.fault(Fault::Undecodable);
                None
            }
        }
    }

    /// Lists a painted object unless it is clipped away.
    fn emit(&mut self, state: &State, kind: Kind, bounds: Bounds, shape: Shape, paint: Paint) {
        let bounds = match self.pattern_area {
            Some(area) => area,
            None => bounds.intersect(state.clip),
        };
        if bounds.is_empty() || !bounds.x0.is_finite() || !bounds.x1.is_finite() {
            return;
        }
        if self.cache.painted >= self.pdf.budget.limits.painted {
            self.pdf.budget.exceed("painted objects");
            return;
        }
        self.cache.painted += 1;
        let stroking = matches!(kind, Kind::Stroke { .. }) || shape.stroking;
        let outline = if self.outlines && self.pattern_area.is_none() { shape.outline } else { Vec::new() };
        self.content.painted.push(Painted {
            kind,
            bounds,
            paint,
            overprint: if stroking { state.overprint_stroke } else { state.overprint_fill },
            overprint_mode: state.overprint_mode,
            alpha: if stroking { state.alpha_stroke } else { state.alpha_fill },
            blend: state.blend,
            soft_mask: state.soft_mask,
            clip: state.clip,
            outline: Rc::new(outline),
            even_odd: shape.even_odd,
        });
    }
}

/// The outline handed to `emit`.
#[derive(Default)]
struct Shape {
    outline: Vec<Vec<Pt>>,
    even_odd: bool,
    /// Stroked text.
    stroking: bool,
}

impl Shape {
    fn of(outline: Vec<Vec<Pt>>) -> Self {
        Self { outline, ..Self::default() }
    }
}

/// The blend mode of a name or of the first known name of an array.
fn blend_mode(pdf: &Pdf<'_>, object: &Object) -> Blend {
    let name = match pdf.resolve(object) {
        Object::Array(names) => names.first().map(|n| pdf.resolve(n)).unwrap_or_default(),
        other => other,
    };
    match name.as_name() {
        Some(b"Normal" | b"Compatible") | None => Blend::Normal,
        Some(b"Multiply" | b"Darken") => Blend::Multiply,
        Some(_) => Blend::Other,
    }
}
