//! Imposition: several pages on one sheet, at their true size unless reduced.
//!
//! Pages stand in a grid, twice the bleed apart, so that each is cut on its
//! own. Where backs are printed the sheet is worked and turned: fronts on the
//! left, backs on the right, both sides printed from the same plates and cut
//! in the middle, which gives two copies of every leaf for one set of plates.
//! A sheet just as large as its pages (two A4 on A3) leaves no room for bleed
//! and marks; that is done, and said.

use pdf_writer::{Name, Rect as PdfRect, Ref};

use crate::compose::document::{Document, Page};
use crate::diag::{Diagnostic, Diagnostics};
use crate::export::boxes::begin_placed;
use crate::export::content::{Frame, Painter};
use crate::export::number::{int, milli_pt};
use crate::export::objects::File;
use crate::export::scale::Scale;
use crate::export::{Exporter, marks, slug};
use crate::geom::{Point, Size};
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// Room beyond the bleed for a gap and a crop mark.
const MARK_ROOM: Length = Length::mm(6);

/// How many pages lie on one sheet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Up {
    /// Two side by side.
    Two,
    /// Two rows of two.
    Four,
}

impl Up {
    const fn rows(self) -> usize {
        match self {
            Self::Two => 1,
            Self::Four => 2,
        }
    }
}

/// Columns of every grid: a front and a back, or two pages.
const COLUMNS: usize = 2;

/// What a run is printed on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Imposition {
    /// Pages on a sheet.
    pub up: Up,
    /// The sheet, in either orientation.
    pub sheet: Size,
    /// How large pages are on it.
    pub scale: Scale,
}

/// How the back of a sheet comes about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Backs stay empty.
    OneSided,
    /// Both sides from the same plates, turned about the short way.
    WorkAndTurn,
}

/// Pages on sheets.
#[derive(Clone, PartialEq, Debug)]
pub struct Plan {
    /// The sheet as it is fed.
    pub sheet: Size,
    /// Rows of the grid; it has two columns.
    pub rows: usize,
    /// How backs are printed.
    pub way: Way,
    /// Whether there is room for bleed and marks.
    pub marks: bool,
    /// For each sheet, the page in each place of the grid, row by row, from 1.
    pub sheets: Vec<Vec<Option<usize>>>,
    /// How large pages are on it.
    pub scale: Scale,
    /// The trimmed page before scaling.
    true_page: Size,
    /// Its bleed before scaling; none where there is no room for it.
    true_bleed: Length,
    page: Size,
    bleed: Length,
    gutter: Length,
}

impl Imposition {
    /// Places the pages of a document.
    pub(super) fn plan(
        self,
        document: &Document,
        warnings: &mut Diagnostics,
    ) -> Result<Plan, Diagnostics> {
        let first = document.pages.first();
        let page = first.map(|p| p.size).unwrap_or_default();
        let bleed = document.pages.iter().map(|p| p.bleed.max(Length::ZERO)).max();
        let bleed = bleed.unwrap_or_default();
        if let Some(at) = document.pages.iter().position(|p| p.size != page) {
            let message = format!("page {} has another size than page 1", at + 1);
            return Err(Diagnostic::error("mixed-page-sizes", message)
                .at(&document.info.origin)
                .hint("impose releases of one page size only, or leave --impose out")
                .into());
        }
        let plan = |sheet, gutter, marks| {
            let true_bleed = if marks { bleed } else { Length::ZERO };
            Plan {
                sheet,
                rows: self.up.rows(),
                way: if document.two_sided { Way::WorkAndTurn } else { Way::OneSided },
                marks,
                sheets: Vec::new(),
                scale: self.scale,
                true_page: page,
                true_bleed,
                page: self.scale.of_size(page),
                bleed: self.scale.of(true_bleed),
                gutter,
            }
        };
        let turned = Size::new(self.sheet.height, self.sheet.width);
        let mut plans = [self.scale.of(bleed) * 2, Length::ZERO]
            .into_iter()
            .enumerate()
            .flat_map(|(n, gutter)| [self.sheet, turned].map(|sheet| plan(sheet, gutter, n == 0)));
        let Some(mut plan) = plans.find(Plan::fits) else {
            return Err(self.too_small(page, bleed));
        };
        if !plan.marks {
            let message = "the pages fill the sheet: no room for bleed and marks";
            warnings.push(
                Diagnostic::warning("sheet-without-bleed", message)
                    .hint("use a larger sheet, e.g. --sheet SRA3, if anything reaches the trim"),
            );
        }
        let numbers: Vec<Option<usize>> = (1..=document.pages.len()).map(Some).collect();
        let places = COLUMNS * plan.rows;
        plan.sheets = numbers.chunks(places).map(<[_]>::to_vec).collect();
        plan.sheets.iter_mut().for_each(|sheet| sheet.resize(places, None));
        Ok(plan)
    }

    fn too_small(self, page: Size, bleed: Length) -> Diagnostics {
        let (page, bleed) = (self.scale.of_size(page), self.scale.of(bleed));
        let Size { width, height } = Plan::block_of(page, self.up.rows(), bleed * 2);
        let (sheet, room) = (self.sheet, (bleed + MARK_ROOM) * 2);
        let mm = |length: Length| format!("{:.0}", length.to_mm().ceil());
        let message = format!(
            "the sheet of {} x {} mm is too small for {} pages of {} x {} mm",
            mm(sheet.width),
            mm(sheet.height),
            COLUMNS * self.up.rows(),
            mm(page.width),
            mm(page.height),
        );
        let reduce = if self.scale == Scale::TRUE { ", or --reduce" } else { "" };
        let hint = format!(
            "choose a sheet of at least {} x {} mm (see --sheet), or fewer pages{reduce}",
            mm(width + room),
            mm(height + room)
        );
        Diagnostic::error("sheet-too-small", message).hint(hint).into()
    }
}

impl Plan {
    /// The rectangle around the trimmed pages.
    fn block_of(page: Size, rows: usize, gutter: Length) -> Size {
        let along = |side: Length, n: usize| side * n as i64 + gutter * (n as i64 - 1);
        Size::new(along(page.width, COLUMNS), along(page.height, rows))
    }

    fn block(&self) -> Size {
        Self::block_of(self.page, self.rows, self.gutter)
    }

    fn fits(&self) -> bool {
        let room = if self.marks { (self.bleed + MARK_ROOM) * 2 } else { Length::ZERO };
        let block = self.block();
        block.width + room <= self.sheet.width && block.height + room <= self.sheet.height
    }

    /// Where the trimmed block lies on the sheet.
    fn frame(&self) -> Frame {
        let block = self.block();
        let left = milli_pt(self.sheet.width - block.width) / 2;
        let below = milli_pt(self.sheet.height - block.height) / 2;
        Frame { left, top: below + milli_pt(block.height), scale: Scale::TRUE }
    }

    /// Top left corners of the pages within the block, row by row.
    fn corners(&self) -> impl Iterator<Item = Point> + use<> {
        let (page, gutter, rows) = (self.page, self.gutter, self.rows);
        (0..rows as i64).flat_map(move |row| {
            (0..COLUMNS as i64).map(move |column| {
                Point::new((page.width + gutter) * column, (page.height + gutter) * row)
            })
        })
    }

    /// Slug lines of the sheets.
    pub(super) fn slugs(&self, document: &Document, exporter: &Exporter) -> Vec<GlyphRun> {
        if !self.marks {
            return Vec::new();
        }
        let way = match self.way {
            Way::OneSided => "one side",
            Way::WorkAndTurn => "work and turn",
        };
        let reduced = match self.scale {
            Scale::TRUE => String::new(),
            scale => format!("  -  pages at {} %", scale.percent()),
        };
        let count = self.sheets.len();
        let lines = (1..=count).map(|number| {
            format!(
                "{}  -  {}  -  sheet {number}/{count}  -  {way}  -  {:.0} x {:.0} mm{reduced}",
                document.info.title,
                document.info.date,
                self.sheet.width.to_mm(),
                self.sheet.height.to_mm()
            )
        });
        slug::lines(lines, document, exporter)
    }

    /// Where pages are painted: with their bleed around them.
    pub(in crate::export) fn form_frame(&self, page: &Page) -> Frame {
        let bleed = milli_pt(self.true_bleed);
        Frame { left: bleed, top: milli_pt(page.size.height) + bleed, scale: Scale::TRUE }
    }

    /// Writes a painted page as a form that ends where its bleed ends.
    pub(in crate::export) fn write_form(
        &self,
        file: &mut File<'_>,
        id: Ref,
        content: &[u8],
        resources: Ref,
    ) {
        let pt = |length: Length| milli_pt(length) as f32 / 1000.0;
        let (page, bleed) = (self.true_page, self.true_bleed);
        let (right, top) = (pt(page.width + bleed * 2), pt(page.height + bleed * 2));
        file.stream(id, content, |stream| {
            stream.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Form"));
            stream.pair(Name(b"BBox"), PdfRect::new(0.0, 0.0, right, top));
            stream.pair(Name(b"Resources"), resources);
        });
    }

    /// Paints a sheet: its pages, then marks around the block.
    pub(in crate::export) fn paint(
        &self,
        painter: &mut Painter<'_, '_>,
        number: usize,
        document: &Document,
        slug: Option<&GlyphRun>,
    ) {
        let frame = painter.frame;
        let bleed = milli_pt(self.bleed);
        let places = self.sheets.get(number).map(Vec::as_slice).unwrap_or_default();
        for (corner, page) in self.corners().zip(places) {
            let Some(page) = page.filter(|&p| !is_empty(document, p)) else { continue };
            let (x, y) = frame.point(corner.shifted(Length::ZERO, self.page.height));
            begin_placed(&mut painter.out, self.scale, (x - bleed, y - bleed));
            painter.out.extend_from_slice(b" cm /P");
            int(&mut painter.out, page as i64);
            painter.out.extend_from_slice(b" Do Q\n");
        }
        if self.marks {
            let block = Page { size: self.block(), bleed: self.bleed, items: Vec::new() };
            marks::paint(painter, &block, document.print.profile, slug, &self.cuts());
        }
    }

    /// Inner cuts: distances from the left and from the top of the block.
    fn cuts(&self) -> marks::Cuts {
        let inner = |side: Length, n: usize| {
            (1..n as i64).flat_map(move |i| {
                let start = (side + self.gutter) * i;
                [start - self.gutter, start]
            })
        };
        marks::Cuts {
            upright: inner(self.page.width, COLUMNS).collect(),
            level: inner(self.page.height, self.rows).collect(),
        }
    }

    /// The frame that sheets are painted in.
    pub(in crate::export) fn sheet_frame(&self) -> Frame {
        self.frame()
    }

    /// Writes the dictionary of a sheet.
    pub(in crate::export) fn write_page(
        &self,
        file: &mut File<'_>,
        id: Ref,
        (tree, resources, content): (Ref, Ref, Ref),
        transparent: bool,
    ) {
        let frame = self.frame();
        let block = self.block();
        let pt = |milli: i64| milli as f32 / 1000.0;
        let around = |distance: i64| {
            let (width, height) = (milli_pt(block.width), milli_pt(block.height));
            PdfRect::new(
                pt(frame.left - distance),
                pt(frame.top - height - distance),
                pt(frame.left + width + distance),
                pt(frame.top + distance),
            )
        };
        let size = (pt(milli_pt(self.sheet.width)), pt(milli_pt(self.sheet.height)));
        let mut dict: pdf_writer::writers::Page<'_> = file.object(id).start();
        dict.parent(tree);
        dict.media_box(PdfRect::new(0.0, 0.0, size.0, size.1));
        dict.bleed_box(around(milli_pt(self.bleed))).trim_box(around(0));
        dict.pair(Name(b"Resources"), resources);
        dict.contents(content);
        if transparent {
            let mut group = dict.insert(Name(b"Group")).dict();
            group.pair(Name(b"S"), Name(b"Transparency"));
            group.pair(Name(b"CS"), Name(b"DeviceCMYK"));
        }
    }
}

/// Whether nothing is painted on a page, counted from 1.
pub(in crate::export) fn is_empty(document: &Document, page: usize) -> bool {
    page.checked_sub(1).and_then(|at| document.pages.get(at)).is_none_or(|p| p.items.is_empty())
}
