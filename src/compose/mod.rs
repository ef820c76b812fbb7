//! Flow into regions, keeps, tables, images, furniture, page numbers: from a
//! release and its layout to a [`Document`].
//!
//! [`compose`] collects the release into blocks and a tag tree, prepares
//! frames and columns, sets and distributes the flow over pages, and
//! finalises the pages.

mod artwork;
mod block;
mod collect;
mod config;
pub mod document;
pub mod drawing;
mod dump;
mod fields;
mod finalise;
mod fit;
mod fonts;
mod furniture;
mod house;
mod images;
pub(crate) mod jpeg;
mod overlap;
mod page_ends;
mod pages;
mod panels;
mod set;
mod slice;
mod svg;
pub mod tags;
#[cfg(test)]
mod tests;
mod turn;
pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use document::Document;

use artwork::Backdrop;
use block::Block;
use collect::{Collector, FrameSet, LinkTarget};
use config::{Config, Said};
use document::{Attachment, Image};
use finalise::Finaliser;
use fit::Attempt;
use fonts::FontBook;
use furniture::{PlacedFrame, collect_frames, place_frames, region};
use pages::{Columns, Grid, HYPHEN, PagePlan};
use set::{Ink, Setter, Tightening};
use slice::Strip;
use tags::TagTree;
use turn::{Divided, Flow, Widths};

use crate::diag::{Diagnostic, Diagnostics};
use crate::geom::Rect;
use crate::model::layout::{Layout, PageMaster};
use crate::model::{Assets, Release};
use crate::text::{Scratch, Typesetter};
use crate::unit::Length;

/// Codes of findings that a file cannot be read or is no picture: one to be
/// placed, or one that goes with the sheet.
pub const UNREADABLE: [&str; 3] = [images::UNREADABLE, "image-broken", collect::UNREADABLE];

/// Codes of findings about fonts and pictures that a layout names, which hold
/// whatever else is wrong with it.
pub const OF_FILES: [&str; 7] = [
    "font-broken",
    "font-unreadable",
    "image-broken",
    "image-mislabelled",
    "image-too-large",
    images::UNREADABLE,
    "svg-unreadable",
];

/// Sheets of more pages are refused.
const MAX_PAGES: usize = 10_000;
/// A region must hold a column of at least this width and height.
const LEAST_REGION: (Length, Length) = (Length::mm(20), Length::mm(15));

/// Composes a release in its layout.
///
/// Everything that is wrong goes into `diags`; `None` means that there are
/// no pages to show at all (a font is missing, no room for text, too many pages).
/// Errors in `diags` mean that the document must not leave the house.
pub fn compose(
    typesetter: &Typesetter,
    scratch: &mut Scratch,
    release: &Release,
    layout: &Layout,
    assets: &dyn Assets,
    diags: &mut Diagnostics,
) -> Option<Document> {
    let config = Config::new(release, layout, assets);
    let mut fonts = FontBook::new(typesetter, assets, layout);
    let mut sheet = Sheet::collect(&config, &mut fonts, diags);
    // Without a face, characters and lines would be blamed for what its file lacks.
    if !fonts.is_whole() {
        return None;
    }
    let mut palette = layout.palette.clone();
    let ink = scratch.traces().then(|| Ink::define(&mut palette));
    let mut engine = Engine { typesetter, scratch, config: &config, ink };
    let masters = engine.masters(&mut sheet, diags)?;
    let flowed = engine.flow(&sheet, &masters, diags)?;
    let setter = engine.setter(&sheet.links, masters.widths().first, masters.height(), diags);
    let mut tags = std::mem::take(&mut sheet.tags);
    let finaliser = Finaliser {
        config: &config,
        fonts: &mut fonts,
        setter,
        masters,
        tags: &mut tags,
        outline: Vec::new(),
        overlaps: overlap::Overlaps::default(),
    };
    let finished = finaliser.finish(flowed);
    Some(Document {
        info: config.info(sheet.said),
        pages: finished.pages,
        tags,
        outline: finished.outline,
        palette,
        images: sheet.images,
        attachments: sheet.attachments,
        print: layout.print.clone(),
        two_sided: layout.page.two_sided,
    })
}

/// Reads all texts and files of a release, as [`compose`] does first, and sets
/// nothing: what is wrong with them shows without widths and pages.
pub fn look_through(
    typesetter: &Typesetter,
    release: &Release,
    layout: &Layout,
    assets: &dyn Assets,
    diags: &mut Diagnostics,
) {
    let config = Config::new(release, layout, assets);
    Sheet::collect(&config, &mut FontBook::new(typesetter, assets, layout), diags);
}

/// What collecting yields.
struct Sheet {
    tags: TagTree,
    links: Vec<LinkTarget>,
    images: Vec<Arc<Image>>,
    attachments: Vec<Attachment>,
    said: Said,
    blocks: Vec<Block>,
    first: (Vec<FrameSet>, Backdrop),
    follow: (Vec<FrameSet>, Backdrop),
    embargo: Option<Block>,
}

impl Sheet {
    /// Collects letterhead, flow and furniture in reading order.
    fn collect<'a>(config: &Config<'a>, fonts: &mut FontBook<'a>, diags: &mut Diagnostics) -> Self {
        let mut collector = Collector::new(config, fonts, diags);
        let (first, follow) = (&config.layout.first, &config.layout.follow);
        let section = collector.letterhead_section(first);
        let first_backdrop = collector.backdrop(first, section);
        let first = (collect_frames(&mut collector, first, section, true), first_backdrop);
        collector.flow();
        let follow_backdrop = collector.backdrop(follow, None);
        let follow = (collect_frames(&mut collector, follow, None, false), follow_backdrop);
        let embargo = collector.repeated_embargo();
        Self {
            tags: collector.tags,
            links: collector.links,
            images: collector.images.into_images(),
            attachments: collector.attachments,
            said: collector.said,
            blocks: collector.blocks,
            first,
            follow,
            embargo,
        }
    }
}

/// Page one and all others.
pub(crate) struct Masters {
    first: Side,
    follow: Side,
}

/// A page master with its frames set.
#[derive(Clone, Debug, Default)]
struct Side {
    frames: Vec<FrameSet>,
    placed: Vec<PlacedFrame>,
    backdrop: Backdrop,
    /// The embargo repeated at the head of the region.
    banner: Option<PlacedFrame>,
    region: Rect,
    grid: Option<Grid>,
}

impl Masters {
    /// Widths of the columns.
    fn widths(&self) -> Widths {
        Widths { first: self.first.region.size.width, follow: self.follow.region.size.width }
    }

    /// Height of the lower column.
    fn height(&self) -> Length {
        self.first.region.size.height.min(self.follow.region.size.height)
    }
}

/// The flow, set and distributed.
struct Flowed {
    strip: Strip,
    plans: Vec<PagePlan>,
}

impl Attempt for Flowed {
    fn plans(&self) -> &[PagePlan] {
        &self.plans
    }
}

/// Sets what was collected.
struct Engine<'e, 'a> {
    typesetter: &'e Typesetter,
    scratch: &'e mut Scratch,
    config: &'e Config<'a>,
    /// Colours of the debug layer, when there is one.
    ink: Option<Ink>,
}

impl Engine<'_, '_> {
    fn setter<'s>(
        &'s mut self,
        links: &'s [LinkTarget],
        width: Length,
        height: Length,
        diags: &'s mut Diagnostics,
    ) -> Setter<'s> {
        Setter {
            typesetter: self.typesetter,
            scratch: self.scratch,
            diags,
            links,
            link_line: None,
            width,
            height,
            grid: self.config.layout.baseline_grid,
            tight: Tightening::default(),
            letterhead: false,
            over: None,
            hangs: Vec::new(),
            besides: Vec::new(),
            standing: BTreeMap::new(),
            ink: self.ink,
        }
    }

    /// Sets the frames and finds the regions; `None` when a region has no
    /// room for text.
    fn masters(&mut self, sheet: &mut Sheet, diags: &mut Diagnostics) -> Option<Masters> {
        let config = self.config;
        let layout = config.layout;
        let size = layout.page.size;
        let links = std::mem::take(&mut sheet.links);
        let mut setter = self.setter(&links, size.width, size.height, diags);
        let mut side = |master, (frames, backdrop): (Vec<FrameSet>, Backdrop)| {
            let placed = place_frames(&mut setter, config, master, &frames);
            let region = region(config, master, &placed);
            Side { frames, placed, backdrop, banner: None, region, grid: None }
        };
        let mut first = side(&layout.first, std::mem::take(&mut sheet.first));
        let mut follow = side(&layout.follow, std::mem::take(&mut sheet.follow));
        if let Some(block) = sheet.embargo.take() {
            add_banner(&mut setter, block, &mut follow);
        }
        sheet.links = links;
        let grid = self.grid();
        (first.grid, follow.grid) = (grid, grid);
        let sides = [("first", &layout.first, &first), ("follow", &layout.follow, &follow)];
        let roomy = sides
            .into_iter()
            .all(|(name, master, side)| has_room(config, name, master, side, diags));
        roomy.then_some(Masters { first, follow })
    }

    /// The baseline grid of the house; its first line is that of the body.
    fn grid(&self) -> Option<Grid> {
        let step = self.config.layout.baseline_grid.filter(|step| *step > Length::ZERO)?;
        let body = self.config.layout.style("body");
        Some(Grid { step, start: body.size.scale(7, 10) })
    }

    /// Sets the flow and distributes it over pages.
    fn flow(
        &mut self,
        sheet: &Sheet,
        masters: &Masters,
        diags: &mut Diagnostics,
    ) -> Option<Flowed> {
        let config = self.config;
        let limits = fit::limits(config.release, config.layout);
        let origin = config.release.headline.origin().clone();
        let flowed = fit::settle(limits, &origin, diags, |tight, diags| {
            self.attempt(sheet, masters, tight, diags)
        });
        if flowed.plans.len() > MAX_PAGES {
            let message = format!("the release needs {} pages", flowed.plans.len());
            let limit = format!("a sheet has at most {MAX_PAGES} pages");
            diags.push(Diagnostic::error("too-many-pages", message).at(&origin).hint(limit));
            return None;
        }
        Some(flowed)
    }

    fn attempt(
        &mut self,
        sheet: &Sheet,
        masters: &Masters,
        tight: Tightening,
        diags: &mut Diagnostics,
    ) -> Flowed {
        let origin = self.config.release.headline.origin().clone();
        let widths = masters.widths();
        let link_line = self.config.layout.link_line();
        let mut found = Diagnostics::new();
        let mut setter = self.setter(&sheet.links, widths.first, masters.height(), &mut found);
        setter.tight = tight;
        setter.link_line = link_line;
        let columns = Columns {
            first: masters.first.region.size.height + tight.margin,
            follow: masters.follow.region.size.height + tight.margin,
            grid: masters.follow.grid,
            hyphen: HYPHEN,
        };
        let flow = Flow { blocks: &sheet.blocks, columns, widths };
        let Divided { strip, plans, .. } = page_ends::divide(&mut setter, flow);
        diags.extend(found);
        pages::report(&plans, &strip, &origin, diags);
        Flowed { strip, plans }
    }
}

/// Sets the repeated embargo and lowers the region below it.
fn add_banner(setter: &mut Setter<'_>, block: Block, side: &mut Side) {
    let width = side.region.size.width;
    let space = block.style.space_after.max(block.style.leading);
    let stack = setter.column(&[block], width);
    let lower = stack.height + space;
    side.banner = Some(PlacedFrame { stack, at: side.region.origin });
    side.region.origin.y += lower;
    side.region.size.height -= lower;
}

fn has_room(
    config: &Config<'_>,
    name: &str,
    master: &PageMaster,
    side: &Side,
    diags: &mut Diagnostics,
) -> bool {
    let (region, (width, height)) = (side.region, LEAST_REGION);
    if region.size.width >= width && region.size.height >= height {
        return true;
    }
    let left = format!("{} x {}", region.size.width, region.size.height);
    let (what, origin, hint) = match furniture::pushing(config, master, &side.placed) {
        Some(pushing) if region.size.width >= width => pushing,
        _ => (
            "the layout".to_owned(),
            config.layout.name.origin().clone(),
            "make the margins or the frames that push the text smaller",
        ),
    };
    let message = format!("{what} leaves no room for text on the `{name}` page: {left}");
    diags.push(Diagnostic::error("no-room", message).at(&origin).hint(hint));
    false
}
