//! Many documents as one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Run;
use crate::color::{ColorId, Palette, PaletteColor};
use crate::compose::document::{
    ArtifactKind, Document, Image, ImageId, Item, ItemKind, Owner, Page,
};
use crate::compose::tags::TagTree;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::export::{Edition, Exporter, slug};
use crate::text::glyph::GlyphRun;

/// The joined document and what became of its parts.
pub(super) struct Joined {
    pub(super) document: Document,
    /// First and last page of each release, from 1.
    pub(super) parts: Vec<(usize, usize)>,
    /// Empty pages, from 1.
    pub(super) blanks: Vec<usize>,
}

/// Joins the documents of a run.
pub(super) fn join(run: &Run<'_>) -> Result<Joined, Diagnostics> {
    let Some(first) = run.documents.first() else {
        let message = "a print run needs at least one release";
        return Err(Diagnostic::error("empty-run", message).hint("name release files").into());
    };
    go_together(run.documents)?;
    let mut document = Document { tags: TagTree::new(), ..first.clone() };
    document.info.title = run.name.to_owned();
    document.info.subject = None;
    document.info.embargo = None;
    document.info.number = None;
    document.info.date = run.documents.iter().map(|d| d.info.date).max().unwrap_or(first.info.date);
    document.two_sided = run.documents.iter().any(|d| d.two_sided);
    document.outline.clear();
    document.attachments.clear();
    document.pages.clear();
    document.images.clear();
    let mut joined = Joined { document, parts: Vec::new(), blanks: Vec::new() };
    for part in run.documents {
        joined.add(part);
    }
    Ok(joined)
}

/// One file has one printing condition and one way to paint marks.
fn go_together(documents: &[Document]) -> Result<(), Diagnostics> {
    let mut diags = Diagnostics::new();
    let Some((first, others)) = documents.split_first() else { return Ok(()) };
    let text = |text: &Option<crate::model::Text>| text.as_ref().map(|t| t.as_str().to_owned());
    for other in others {
        let (a, b) = (&first.print, &other.print);
        let (what, hint) = if text(&a.output_profile) != text(&b.output_profile)
            || text(&a.output_condition) != text(&b.output_condition)
        {
            ("another output profile", "print releases of different profiles as separate runs")
        } else if a.profile != b.profile {
            ("another print profile", "give one layout for all with --layout, or make two runs")
        } else {
            continue;
        };
        let message = format!("the layout of this release has {what} than the first of the run");
        diags.push(Diagnostic::error("mixed-run", message).at(&other.info.origin).hint(hint));
    }
    if diags.has_errors() { Err(diags) } else { Ok(()) }
}

/// Ids of the joined palette for those of a part that differ.
type Colors = BTreeMap<ColorId, ColorId>;

impl Joined {
    /// Adds the pages of a release, on a front where backs are printed.
    fn add(&mut self, part: &Document) {
        if self.document.two_sided && !self.document.pages.len().is_multiple_of(2) {
            let like = self.document.pages.last().or(part.pages.first());
            let blank = like.map(|p| Page { items: Vec::new(), ..p.clone() });
            self.document.pages.extend(blank);
            self.blanks.push(self.document.pages.len());
        }
        let before = self.document.pages.len();
        let colors: Colors = part
            .palette
            .iter()
            .map(|(id, color)| (id, color_in(&mut self.document.palette, color, before)))
            .filter(|(from, to)| from != to)
            .collect();
        let images: Vec<ImageId> =
            part.images.iter().map(|image| self.image(image, &colors)).collect();
        for page in &part.pages {
            let shown = |item: &&Item| item.owner != Owner::Artifact(ArtifactKind::Link);
            let items = page.items.iter().filter(shown).filter_map(|item| {
                Some(Item {
                    kind: moved(&item.kind, &colors, &images)?,
                    owner: Owner::Artifact(ArtifactKind::Layout),
                    letterhead: item.letterhead,
                    origin: origin_of(part, item),
                })
            });
            self.document.pages.push(Page { items: items.collect(), ..page.clone() });
        }
        self.parts.push((before + 1, self.document.pages.len()));
    }

    /// The id of a picture: one that all releases show is there once.
    fn image(&mut self, image: &Arc<Image>, colors: &Colors) -> ImageId {
        let mut image = Arc::clone(image);
        if let Some(drawing) = image.drawing.as_ref().filter(|_| !colors.is_empty()) {
            let drawing = drawing.recolored(&|id| colors.get(&id).copied().unwrap_or(id));
            image = Arc::new(Image { drawing: Some(Arc::new(drawing)), ..(*image).clone() });
        }
        let images = &mut self.document.images;
        let at = images.iter().position(|known| is_same(known, &image)).unwrap_or_else(|| {
            images.push(image);
            images.len() - 1
        });
        ImageId(at as u32)
    }

    /// Slug lines that name each page's own release; empty without marks.
    pub(super) fn slugs(&self, documents: &[Document], exporter: &Exporter) -> Vec<GlyphRun> {
        let mut slugs: Vec<GlyphRun> = Vec::new();
        for (document, (first, _)) in documents.iter().zip(&self.parts) {
            let own = slug::runs(document, Edition::Print, exporter);
            if own.is_empty() {
                continue;
            }
            // Blank pages show nothing, so any line will do for them.
            let blank = own.first().cloned();
            while slugs.len() + 1 < *first {
                slugs.extend(blank.clone());
            }
            slugs.extend(own);
        }
        slugs
    }
}

/// Whether two pictures are one object; their names do not matter.
fn is_same(a: &Arc<Image>, b: &Arc<Image>) -> bool {
    let shape = |image: &Image| (image.format, image.width, image.height, image.orientation);
    Arc::ptr_eq(a, b) || shape(a) == shape(b) && a.bytes == b.bytes && a.drawing == b.drawing
}

/// The id of a colour in the joined palette.
fn color_in(palette: &mut Palette, color: &PaletteColor, page: usize) -> ColorId {
    let same = |known: &PaletteColor| {
        (known.cmyk, known.srgb, &known.spot) == (color.cmyk, color.srgb, &color.spot)
    };
    if let Some((id, _)) = palette.iter().find(|(_, known)| same(known)) {
        return id;
    }
    // Two houses may use one name for two colours.
    let name = match palette.find(&color.name) {
        Some(_) => format!("{} (page {})", color.name, page + 1).into(),
        None => Arc::clone(&color.name),
    };
    palette.define(PaletteColor { name, ..color.clone() }).unwrap_or(Palette::BLACK)
}

/// An item with the ids of the joined document; links fall away.
fn moved(kind: &ItemKind, colors: &Colors, images: &[ImageId]) -> Option<ItemKind> {
    let of = |id: ColorId| colors.get(&id).copied().unwrap_or(id);
    Some(match kind {
        ItemKind::Glyphs(at, run) if of(run.color) == run.color => {
            ItemKind::Glyphs(*at, Arc::clone(run))
        }
        ItemKind::Glyphs(at, run) => {
            let run = GlyphRun { color: of(run.color), ..(**run).clone() };
            ItemKind::Glyphs(*at, Arc::new(run))
        }
        ItemKind::Rule { from, to, width, color } => {
            ItemKind::Rule { from: *from, to: *to, width: *width, color: of(*color) }
        }
        ItemKind::Path { path, fill, stroke } => ItemKind::Path {
            path: path.clone(),
            fill: fill.map(|(color, tint)| (of(color), tint)),
            stroke: stroke.map(|(color, width)| (of(color), width)),
        },
        ItemKind::Image(id, rect) => ItemKind::Image(*images.get(id.0 as usize)?, *rect),
        ItemKind::Link { .. } => return None,
    })
}

/// Where an item was written, while its own tag tree is at hand.
fn origin_of(document: &Document, item: &Item) -> Option<Origin> {
    let of_node = match item.owner {
        Owner::Node(id) => {
            let node = document.tags.get(id);
            node.origin.clone().or_else(|| document.tags.get(node.parent).origin.clone())
        }
        Owner::Artifact(_) => None,
    };
    item.origin.clone().or(of_node)
}
