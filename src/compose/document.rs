//! The only traffic between `compose` and `export`: pages of positioned
//! items, each owned by the tag tree or an artifact of a kind.
//!
//! Edition-neutral: colours are palette entries, images are handles. Editions
//! choose colour, boxes, marks, annotations and metadata; they never move an
//! item.

use std::sync::Arc;

use super::drawing::Drawing;
use super::tags::{NodeId, TagTree};
use crate::color::{ColorId, Palette, Tint};
use crate::diag::Origin;
use crate::geom::{Path, Point, Rect, Size};
use crate::model::Lang;
use crate::model::layout::PrintSetup;
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// A finished sheet.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is about.
    pub info: Info,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its structure in reading order.
    pub tags: TagTree,
    /// Outline entries; written from three pages on.
    pub outline: Vec<OutlineEntry>,
    /// All colours.
    pub palette: Palette,
    /// Pictures by [`ImageId`].
    pub images: Vec<Arc<Image>>,
    /// Files that go with it (mail and archive editions).
    pub attachments: Vec<Attachment>,
    /// What the print edition needs.
    pub print: PrintSetup,
    /// Whether backs are printed.
    pub two_sided: bool,
}

/// What a sheet is about; XMP, Info and the outline come from here.
#[derive(Clone, Debug)]
pub struct Info {
    /// Kicker and headline in one line; forced breaks are spaces.
    pub title: String,
    /// The lead in short, or the subhead.
    pub subject: Option<String>,
    /// Language of the document.
    pub lang: Lang,
    /// The sending organisation.
    pub organisation: String,
    /// "Medieninformation".
    pub kind: String,
    /// The number as printed.
    pub number: Option<String>,
    /// Date of the release; all dates in files come from it.
    pub date: jiff::civil::Date,
    /// The embargo as one sentence.
    pub embargo: Option<String>,
    /// Who answers for it.
    pub responsible: Option<String>,
    /// Words for search.
    pub keywords: Vec<String>,
    /// Where the release was written, for findings without a better place.
    pub origin: Origin,
}

/// One page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The trimmed sheet.
    pub size: Size,
    /// How far artwork reaches beyond the trim.
    pub bleed: Length,
    /// What is painted, in painting order.
    pub items: Vec<Item>,
}

/// Something painted, or a clickable area.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Whose content it is.
    pub owner: Owner,
    /// Part of the letterhead (left out on pre-printed stationery).
    pub letterhead: bool,
    /// Where it was written.
    pub origin: Option<Origin>,
}

/// Whose content an item is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// Of a content node of the tag tree; for link areas, of the Link element.
    Node(NodeId),
    /// Nobody's: decoration or furniture.
    Artifact(ArtifactKind),
}

/// Kinds of artifacts (ISO 32000-1, 14.8.2.2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ArtifactKind {
    /// Pagination, subtype Header: the repeated letterhead.
    Header,
    /// Pagination, subtype Footer: page numbers.
    Footer,
    /// Layout: rules, boxes, fold and hole marks.
    Layout,
    /// Background of the page: areas, background pictures.
    Background,
    /// The line under a link; only editions with links show it.
    Link,
}

/// What can be on a page.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// Glyphs; the point is the start of the baseline.
    Glyphs(Point, Arc<GlyphRun>),
    /// A straight line of a thickness, centred on the line.
    Rule {
        /// Start.
        from: Point,
        /// End.
        to: Point,
        /// Thickness.
        width: Length,
        /// Colour.
        color: ColorId,
    },
    /// A filled and/or stroked path.
    Path {
        /// The path.
        path: Path,
        /// Fill colour and opacity.
        fill: Option<(ColorId, Tint)>,
        /// Stroke colour and thickness.
        stroke: Option<(ColorId, Length)>,
    },
    /// A picture in a rectangle.
    Image(ImageId, Rect),
    /// A clickable area of a link.
    Link {
        /// Where.
        rect: Rect,
        /// The address.
        target: Arc<str>,
        /// What a screen reader announces.
        contents: Arc<str>,
    },
}

/// Index into [`Document::images`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ImageId(pub u32);

/// A picture as it was delivered, with what decoding its header told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    /// Its file name, for messages.
    pub name: String,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// Its format.
    pub format: ImageFormat,
    /// Width in pixels as stored.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// EXIF orientation, 1 to 8.
    pub orientation: u8,
    /// What an SVG draws; pixel sizes then only give its shape.
    pub drawing: Option<Arc<Drawing>>,
}

/// Formats of pictures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ImageFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// SVG, read to a [`Drawing`].
    Svg,
}

/// An outline entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutlineEntry {
    /// Its text.
    pub title: String,
    /// 1 for the title, 2 for sections, 3 for headings in them.
    pub level: u8,
    /// Page index from 0.
    pub page: usize,
    /// Top of the heading on that page.
    pub y: Length,
}

/// A file that goes with the sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// File name without folders.
    pub name: String,
    /// MIME type.
    pub mime: String,
    /// What it is.
    pub description: String,
    /// The file.
    pub bytes: Arc<[u8]>,
    /// What it is to the sheet.
    pub relationship: Relationship,
    /// Where the release names it.
    pub origin: Option<Origin>,
}

/// `AFRelationship` (ISO 19005-3, 6.8).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Relationship {
    /// The sheet was made from it.
    Source,
    /// It adds to the sheet.
    Supplement,
    /// Data the sheet shows.
    Data,
    /// None of these.
    Unspecified,
}
