//! Everything the rules look at, gathered once.

pub(crate) mod intent;
pub(crate) mod program;
pub(crate) mod structure;
pub(crate) mod xmp;

use std::rc::Rc;

use super::interpreter::font::Font;
use super::interpreter::matrix::Bounds;
use super::interpreter::painted::Painted;
use super::interpreter::{self, Cache, Fault};
use super::reader::Pdf;
use super::reader::object::{Dict, Object};
use super::reader::pages::{self, PageNode};
use crate::geom::Rect;
use crate::unit::Length;
use intent::{Intent, Process};
use structure::Structure;
use xmp::Xmp;

/// A page and what it paints.
#[derive(Debug)]
pub(crate) struct Page {
    /// From 1.
    pub number: usize,
    pub media: Option<Bounds>,
    pub crop: Option<Bounds>,
    pub trim: Option<Bounds>,
    pub art: Option<Bounds>,
    pub bleed: Option<Bounds>,
    pub rotate: i64,
    pub user_unit: bool,
    pub annotations: Vec<Annotation>,
    pub painted: Vec<Painted>,
    pub faults: Vec<Fault>,
}

/// An annotation's subtype and place.
#[derive(Clone, Debug)]
pub(crate) struct Annotation {
    pub subtype: String,
    pub rect: Option<Bounds>,
}

/// All facts of a file.
#[derive(Debug)]
pub(crate) struct Facts<'p, 'a> {
    pub pdf: &'p Pdf<'a>,
    pub catalog: Rc<Dict>,
    pub info: Rc<Dict>,
    pub xmp: Xmp,
    pub intents: Vec<Intent>,
    pub structure: Structure,
    pub pages: Vec<Page>,
}

impl<'p, 'a> Facts<'p, 'a> {
    /// Reads and interprets the whole file. With `outlines`, paths are kept
    /// for the ink raster and pictures.
    pub(crate) fn gather(pdf: &'p Pdf<'a>, outlines: bool) -> Self {
        let mut cache = Cache::default();
        let pages = pages::pages(pdf)
            .iter()
            .enumerate()
            .map(|(index, node)| page(pdf, &mut cache, index + 1, node, outlines))
            .collect();
        Self {
            pdf,
            catalog: pdf.catalog(),
            info: pdf.dict(pdf.trailer.get(b"Info")).unwrap_or_default(),
            xmp: Xmp::read(pdf),
            intents: intent::read(pdf),
            structure: Structure::read(pdf),
            pages,
        }
    }

    /// The output intents for PDF/X.
    pub(crate) fn pdfx_intents(&self) -> impl Iterator<Item = &Intent> {
        self.intents.iter().filter(|i| i.subtype == b"GTS_PDFX")
    }

    /// The process colour model of the (first) PDF/X output intent.
    pub(crate) fn process(&self) -> Option<Process> {
        self.pdfx_intents().find_map(|i| i.profile.as_ref()?.process())
    }

    /// A text entry of the Info dictionary, if present and not empty.
    pub(crate) fn info_text(&self, key: &[u8]) -> Option<String> {
        let value = self.pdf.get(&self.info, key);
        value.as_string().map(super::text_string::decode).filter(|t| !t.is_empty())
    }

    /// The fonts that text is shown in, each once, with the first page.
    pub(crate) fn used_fonts(&self) -> Vec<(usize, Rc<Font>)> {
        let mut fonts: Vec<(usize, Rc<Font>)> = Vec::new();
        for page in &self.pages {
            for run in page.painted.iter().filter_map(Painted::text) {
                if !fonts.iter().any(|(_, f)| Rc::ptr_eq(f, &run.font)) {
                    fonts.push((page.number, Rc::clone(&run.font)));
                }
            }
        }
        fonts
    }
}

fn page(pdf: &Pdf<'_>, cache: &mut Cache, number: usize, node: &PageNode, outlines: bool) -> Page {
    let bounds = |object: &Object| {
        pdf.numbers(object).and_then(|n| Bounds::corners(&n)).filter(|b| b.width() > 0.0 && b.height() > 0.0)
    };
    let content = interpreter::page(pdf, cache, node.dict.get(b"Contents"), &node.resources, outlines);
    let annotations = pdf.array(node.dict.get(b"Annots")).unwrap_or_default();
    let annotations = annotations.iter().filter_map(|a| pdf.dict(a)).map(|dict| Annotation {
        subtype: String::from_utf8_lossy(pdf.get(&dict, b"Subtype").as_name().unwrap_or(b"?")).into_owned(),
        rect: pdf.numbers(dict.get(b"Rect")).and_then(|n| Bounds::corners(&n)),
    });
    Page {
        number,
        media: bounds(&node.media_box),
        crop: bounds(&node.crop_box),
        trim: bounds(node.dict.get(b"TrimBox")),
        art: bounds(node.dict.get(b"ArtBox")),
        bleed: bounds(node.dict.get(b"BleedBox")),
        rotate: node.rotate.as_int().unwrap_or(0),
        user_unit: pdf.number(node.dict.get(b"UserUnit")).is_some_and(|u| u != 1.0),
        annotations: annotations.collect(),
        painted: content.painted,
        faults: content.faults,
    }
}

impl Page {
    /// The finished page: TrimBox, else ArtBox, else MediaBox, else A4.
    pub(crate) fn finished(&self) -> Bounds {
        let a4 = Bounds { x0: 0.0, y0: 0.0, x1: 595.276, y1: 841.89 };
        self.trim.or(self.art).or(self.media).unwrap_or(a4)
    }

    /// What the rules call page elements: visible marks that reach into the
    /// bleed box or the finished page. Printer's marks lie outside.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Painted> {
        let finished = self.finished();
        let area = self.bleed.map_or(finished, |b| b.union(finished));
        self.painted.iter().filter(move |p| p.is_visible() && p.bounds.meets(area) && !outside(p.bounds, area))
    }

    /// A place on the page relative to the top left corner of the finished page.
    pub(crate) fn place(&self, bounds: Bounds) -> Rect {
        let finished = self.finished();
        let x = Length::from_pt(bounds.x0 - finished.x0);
        let y = Length::from_pt(finished.y1 - bounds.y1);
        Rect::new(x, y, Length::from_pt(bounds.width()), Length::from_pt(bounds.height()))
    }
}

/// Whether bounds only touch an area from outside.
fn outside(bounds: Bounds, area: Bounds) -> bool {
    let slack = 1e-3;
    bounds.x1 <= area.x0 + slack
        || bounds.x0 >= area.x1 - slack
        || bounds.y1 <= area.y0 + slack
        || bounds.y0 >= area.y1 - slack
}
