//! Content streams: one page's items in painting order.

use super::Edition;
use super::color::Colors;
use super::fonts::Fonts;
use super::number::{int, milli, milli_pt};
use super::resources::States;
use super::scale::Scale;
use super::tags::{Marks, role_name};
use super::text::{TextState, TextWriter, actual_text};
use crate::color::{ColorId, Tint};
use crate::compose::document::{
    ArtifactKind, Document, Image, ImageId, Item, ItemKind, Owner, Page,
};
use crate::compose::tags::{NodeId, NodeKind};
use crate::geom::{Path, Point, Rect};
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// Lines up to this thickness count as thin: in black they overprint, so no
/// paper shows beside them when plates are out of register.
const THIN: Length = Length::pt(2);

/// Where the trim box lies in the page's coordinates, in thousandths of a
/// point: its left edge from the left, its top edge from the bottom.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub(super) left: i64,
    pub(super) top: i64,
    /// How large the trimmed page is there; content is painted at true size.
    pub(super) scale: Scale,
}

impl Frame {
    /// A point of content in thousandths of a point, x to the right, y up.
    pub(super) fn point(self, point: Point) -> (i64, i64) {
        (self.left + milli_pt(point.x), self.top - milli_pt(point.y))
    }

    /// A rectangle on the sheet for object writers.
    pub(super) fn rect(self, rect: Rect) -> pdf_writer::Rect {
        let of = |length| self.scale.of(length);
        let (x1, y1) = self.point(Point::new(of(rect.left()), of(rect.bottom())));
        let (x2, y2) = self.point(Point::new(of(rect.right()), of(rect.top())));
        let pt = |milli: i64| milli as f32 / 1000.0;
        pdf_writer::Rect::new(pt(x1), pt(y1), pt(x2), pt(y2))
    }
}

/// What painting needs to know of the sheet.
pub(super) struct Sheet<'a> {
    pub(super) document: &'a Document,
    pub(super) edition: Edition,
    pub(super) fonts: &'a Fonts<'a>,
    pub(super) colors: &'a Colors,
    pub(super) tagged: bool,
    pub(super) pretty: bool,
}

/// Paints one page.
pub(super) struct Painter<'a, 'm> {
    sheet: &'a Sheet<'a>,
    page: u32,
    pub(super) frame: Frame,
    pub(super) out: Vec<u8>,
    state: State,
    marks: &'m mut Marks,
    states: &'m mut States,
    owner: Option<Owner>,
}

/// What the graphics state is at the moment.
#[derive(Clone, Default)]
struct State {
    text: TextState,
    fill: Option<ColorId>,
    stroke: Option<ColorId>,
    width: Option<i64>,
    overprint: bool,
}

impl<'a, 'm> Painter<'a, 'm> {
    pub(super) fn new(
        sheet: &'a Sheet<'a>,
        page: u32,
        frame: Frame,
        marks: &'m mut Marks,
        states: &'m mut States,
    ) -> Self {
        let out = Vec::with_capacity(16 * 1024);
        Self { sheet, page, frame, out, state: State::default(), marks, states, owner: None }
    }

    /// Paints all items that `keep` lets through.
    pub(super) fn paint(&mut self, page: &Page, keep: impl Fn(&Item) -> bool) {
        for (index, item) in page.items.iter().enumerate() {
            if matches!(item.kind, ItemKind::Link { .. }) || !keep(item) {
                continue;
            }
            if let Some((node, read)) = read_as(item) {
                self.end_marked();
                self.begin_read(node, read);
                self.item(item);
                self.end_marked();
                continue;
            }
            if self.sheet.tagged && self.owner != Some(item.owner) {
                self.end_marked();
                self.begin_marked(item.owner, page.items.get(index..).unwrap_or_default());
            }
            self.item(item);
        }
        self.end_marked();
        self.state.text.close(&mut self.out);
    }

    fn item(&mut self, item: &Item) {
        match &item.kind {
            ItemKind::Glyphs(at, run) => {
                self.fill(run.color);
                self.overprint(run.color, true);
                let at = self.frame.point(*at);
                let (fonts, pretty) = (self.sheet.fonts, self.sheet.pretty);
                TextWriter::new(&mut self.out, &mut self.state.text, fonts, pretty).run(at, run);
            }
            ItemKind::Rule { from, to, width, color } => {
                self.state.text.close(&mut self.out);
                self.stroke(*color, *width);
                self.point(*from, b"m ");
                self.point(*to, b"l S\n");
            }
            ItemKind::Path { path, fill, stroke } => self.path(path, *fill, *stroke),
            ItemKind::Image(id, rect) => self.image(*id, *rect),
            ItemKind::Link { .. } => {}
        }
    }

    fn path(
        &mut self,
        path: &Path,
        fill: Option<(ColorId, Tint)>,
        stroke: Option<(ColorId, Length)>,
    ) {
        self.state.text.close(&mut self.out);
        let alpha = fill.map(|(_, tint)| tint).filter(|&tint| tint < Tint::FULL);
        let saved = alpha.map(|tint| {
            let saved = self.state.clone();
            self.out.extend_from_slice(b"q ");
            let name = self.states.alpha(tint);
            self.graphics_state(&name);
            saved
        });
        if let Some((color, _)) = fill {
            self.fill(color);
        }
        match (stroke, fill) {
            (Some((color, width)), _) => self.stroke(color, width),
            (None, Some((color, _))) => self.overprint(color, false),
            (None, None) => {}
        }
        let frame = self.frame;
        super::path::write(&mut self.out, path, |at| frame.point(at));
        self.out.extend_from_slice(match (fill.is_some(), stroke.is_some()) {
            (true, true) => b"B\n",
            (true, false) => b"f\n",
            (false, true) => b"S\n",
            (false, false) => b"n\n",
        });
        if let Some(saved) = saved {
            self.out.extend_from_slice(b"Q\n");
            self.state = saved;
        }
    }

    fn image(&mut self, id: ImageId, rect: Rect) {
        self.state.text.close(&mut self.out);
        let Some(image) = self.sheet.document.images.get(id.0 as usize) else { return };
        let (left, bottom) = self.frame.point(Point::new(rect.left(), rect.bottom()));
        let (width, height) = (milli_pt(rect.size.width), milli_pt(rect.size.height));
        let [a, b, c, d, e, f] = upright(image);
        self.out.extend_from_slice(b"q ");
        for value in
            [a * width, b * height, c * width, d * height, left + e * width, bottom + f * height]
        {
            milli(&mut self.out, value);
            self.out.push(b' ');
        }
        self.out.extend_from_slice(b"cm /I");
        int(&mut self.out, i64::from(id.0));
        self.out.extend_from_slice(b" Do Q\n");
    }

    fn point(&mut self, point: Point, operator: &[u8]) {
        super::path::point(&mut self.out, self.frame.point(point), operator);
    }

    fn fill(&mut self, color: ColorId) {
        if self.state.fill != Some(color)
            && let Some(paint) = self.sheet.colors.get(color)
        {
            self.out.extend_from_slice(&paint.fill);
            self.state.fill = Some(color);
        }
    }

    fn stroke(&mut self, color: ColorId, width: Length) {
        self.overprint(color, width <= THIN);
        if self.state.stroke != Some(color)
            && let Some(paint) = self.sheet.colors.get(color)
        {
            self.out.extend_from_slice(&paint.stroke);
            self.state.stroke = Some(color);
        }
        let width = milli_pt(width);
        if self.state.width != Some(width) {
            milli(&mut self.out, width);
            self.out.extend_from_slice(b" w\n");
            self.state.width = Some(width);
        }
    }

    /// Black text and thin black lines overprint in print, so that the colour
    /// below is not knocked out; nothing else does, white least of all.
    fn overprint(&mut self, color: ColorId, fine: bool) {
        let black = self.sheet.colors.get(color).is_some_and(|p| p.black);
        let wanted = self.sheet.edition.is_printed() && fine && black;
        if wanted != self.state.overprint {
            let name = self.states.overprint(wanted);
            self.graphics_state(name);
            self.state.overprint = wanted;
        }
    }

    fn graphics_state(&mut self, name: &str) {
        self.out.push(b'/');
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b" gs\n");
    }

    /// Begins printer's marks: registration colour, one thickness. In a
    /// tagged file they are artifacts (ISO 32000-1, 14.8.2.2.2: cut marks and
    /// colour bars are those of the page).
    pub(super) fn begin_marks(&mut self, weight: Length) {
        if self.sheet.tagged {
            self.out.extend_from_slice(b"/Artifact<</Type/Page>>BDC\n");
        }
        self.out.extend_from_slice(b"q\n/Registration CS 1 SCN\n");
        milli(&mut self.out, milli_pt(weight));
        self.out.extend_from_slice(b" w\n");
    }

    /// Ends printer's marks.
    pub(super) fn end_marks(&mut self) {
        self.out.extend_from_slice(b"Q\n");
        if self.sheet.tagged {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// A line of a mark.
    pub(super) fn line(&mut self, from: Point, to: Point) {
        self.point(from, b"m ");
        self.point(to, b"l S\n");
    }

    /// The circle of a registration target, of four curves.
    pub(super) fn circle(&mut self, centre: Point, radius: Length) {
        // Control points of a quarter circle lie 0.5523 r from its ends.
        let (r, k) = (radius, radius.scale(5523, 10_000));
        let zero = Length::ZERO;
        self.point(centre.shifted(r, zero), b"m\n");
        for (ax, ay, bx, by, ex, ey) in [
            (r, k, k, r, zero, r),
            (-k, r, -r, k, -r, zero),
            (-r, -k, -k, -r, zero, -r),
            (k, -r, r, -k, r, zero),
        ] {
            self.point(centre.shifted(ax, ay), b"");
            self.point(centre.shifted(bx, by), b"");
            self.point(centre.shifted(ex, ey), b"c\n");
        }
        self.out.extend_from_slice(b"s\n");
    }

    /// A field of the colour bar by its top left corner.
    pub(super) fn field(&mut self, color: &[u8], at: Point, side: Length) {
        self.out.extend_from_slice(color);
        self.point(at.shifted(Length::ZERO, side), b"");
        milli(&mut self.out, milli_pt(side));
        self.out.push(b' ');
        milli(&mut self.out, milli_pt(side));
        self.out.extend_from_slice(b" re f\n");
    }

    /// The slug line, in black.
    pub(super) fn slug(&mut self, at: Point, run: &GlyphRun) {
        self.out.extend_from_slice(b"0 0 0 1 k\n");
        // Scaling and rise of the page's last text still hold.
        let mut state = self.state.text.clone();
        let (fonts, pretty) = (self.sheet.fonts, self.sheet.pretty);
        let at = self.frame.point(at);
        TextWriter::new(&mut self.out, &mut state, fonts, pretty).run(at, run);
        state.close(&mut self.out);
    }

    fn begin_marked(&mut self, owner: Owner, rest: &[Item]) {
        self.state.text.close(&mut self.out);
        self.owner = Some(owner);
        match owner {
            Owner::Node(node) => self.begin_content(node),
            Owner::Artifact(kind) => {
                let group = rest.iter().take_while(|i| i.owner == owner);
                let bounds = group.filter_map(|i| bounds(&i.kind)).reduce(Rect::union);
                self.begin_artifact(kind, bounds);
            }
        }
    }

    fn begin_content(&mut self, node: NodeId) {
        let element = self.element(node);
        let role = match &self.sheet.document.tags.get(element).kind {
            NodeKind::Element(element) => role_name(element.role, !self.sheet.edition.is_printed()),
            NodeKind::Content => "Span",
        };
        let id = self.marks.add(self.page, node, element);
        self.out.push(b'/');
        self.out.extend_from_slice(role.as_bytes());
        self.out.extend_from_slice(b"<</MCID ");
        int(&mut self.out, i64::from(id));
        self.out.extend_from_slice(b">>BDC\n");
    }

    /// Begins content that is read otherwise than it shows (ISO 32000-1,
    /// 14.9.4). It is a sequence of its own, not one within that of its
    /// paragraph: poppler takes the end of an inner one for that of the outer.
    fn begin_read(&mut self, node: NodeId, read: &str) {
        self.state.text.close(&mut self.out);
        self.owner = Some(Owner::Node(node));
        self.out.extend_from_slice(b"/Span<<");
        if self.sheet.tagged {
            let id = self.marks.add(self.page, node, self.element(node));
            self.out.extend_from_slice(b"/MCID ");
            int(&mut self.out, i64::from(id));
        }
        actual_text(&mut self.out, read);
        self.out.extend_from_slice(b">>BDC\n");
    }

    /// The element that a node is or belongs to.
    fn element(&self, node: NodeId) -> NodeId {
        let content = self.sheet.document.tags.get(node);
        if matches!(content.kind, NodeKind::Content) { content.parent } else { node }
    }

    fn begin_artifact(&mut self, kind: ArtifactKind, bounds: Option<Rect>) {
        self.out.extend_from_slice(match kind {
            ArtifactKind::Header => {
                b"/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]".as_slice()
            }
            ArtifactKind::Footer => b"/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]",
            ArtifactKind::Layout | ArtifactKind::Link => b"/Artifact<</Type/Layout",
            ArtifactKind::Background => b"/Artifact<</Type/Background",
        });
        if let Some(bounds) = bounds {
            self.out.extend_from_slice(b"/BBox[");
            self.point(Point::new(bounds.left(), bounds.bottom()), b"");
            self.point(Point::new(bounds.right(), bounds.top()), b"]");
        }
        self.out.extend_from_slice(b">>BDC\n");
    }

    fn end_marked(&mut self) {
        if self.owner.take().is_some() {
            self.state.text.close(&mut self.out);
            self.out.extend_from_slice(b"EMC\n");
        }
    }
}

/// What text is read as, where that is not what it shows, and whose it is.
fn read_as(item: &Item) -> Option<(NodeId, &str)> {
    match (&item.kind, item.owner) {
        (ItemKind::Glyphs(_, run), Owner::Node(node)) => Some((node, run.read_as.as_deref()?)),
        _ => None,
    }
}

/// The matrix that turns the unit square of a stored picture upright (EXIF
/// orientation 1 to 8).
pub(super) fn upright(image: &Image) -> [i64; 6] {
    match image.orientation {
        2 => [-1, 0, 0, 1, 1, 0],
        3 => [-1, 0, 0, -1, 1, 1],
        4 => [1, 0, 0, -1, 0, 1],
        5 => [0, -1, -1, 0, 1, 1],
        6 => [0, -1, 1, 0, 0, 1],
        7 => [0, 1, 1, 0, 0, 0],
        8 => [0, 1, -1, 0, 1, 0],
        _ => [1, 0, 0, 1, 0, 0],
    }
}

/// The rectangle an item covers; text by its ascender and descender.
fn bounds(kind: &ItemKind) -> Option<Rect> {
    match kind {
        ItemKind::Glyphs(at, run) => {
            let em = i64::from(run.face.units_per_em.max(1));
            let up = run.size.scale(i64::from(run.face.ascender), em);
            let down = run.size.scale(-i64::from(run.face.descender), em);
            Some(Rect::new(at.x, at.y - up, run.width(), up + down))
        }
        ItemKind::Rule { from, to, width, .. } => {
            let half = *width / 2;
            let (left, right) = (from.x.min(to.x) - half, from.x.max(to.x) + half);
            let (top, bottom) = (from.y.min(to.y) - half, from.y.max(to.y) + half);
            Some(Rect::new(left, top, right - left, bottom - top))
        }
        ItemKind::Path { path, .. } => path.bounds(),
        ItemKind::Image(_, rect) => Some(*rect),
        ItemKind::Link { .. } => None,
    }
}
