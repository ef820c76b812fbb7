//! The order in which a file is written.

use std::sync::Arc;

use pdf_writer::types::TabOrder;
use pdf_writer::{Finish, Name, Ref, TextStr};

use super::boxes::Boxes;
use super::cache::Exporter;
use super::check::Findings;
use super::color::Colors;
use super::content::{Frame, Painter, Sheet};
use super::drawings::{self, Inks};
use super::facts::{Fact, Verdict, verdict};
use super::fonts::Fonts;
use super::images::{self, Encoded, Target};
use super::intents::{Intent, print_profile};
use super::marks::Cuts;
use super::metadata::{Metadata, Moment};
use super::objects::{Deflater, File, Trailer};
use super::resources::{self, Named, States};
use super::run::impose::{self, Plan};
use super::tags::{Marks, Structure};
use super::{Edition, Options, Output, attachments, links, marks, outline};
use crate::compose::document::{ArtifactKind, Attachment, Document, Item, ItemKind, Owner, Page};
use crate::compose::drawing::Drawing;
use crate::diag::Diagnostics;
use crate::model::layout::PrintProfile;
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// What is to be written.
pub(super) struct Job<'a> {
    pub(super) document: &'a Document,
    pub(super) edition: Edition,
    pub(super) options: &'a Options,
    /// Slug lines of pages, or of sheets when imposed.
    pub(super) slugs: &'a [GlyphRun],
    /// How pages lie on sheets; every page is one when absent.
    pub(super) plan: Option<&'a Plan>,
}

/// Checks, prepares, writes.
pub(super) fn write(job: &Job<'_>, exporter: &Exporter) -> Result<Output, Diagnostics> {
    let mut deflater = exporter.take_deflater();
    let result = write_with(job, exporter, &mut deflater);
    exporter.put_deflater(deflater);
    result
}

fn write_with(
    job: &Job<'_>,
    exporter: &Exporter,
    deflater: &mut Deflater,
) -> Result<Output, Diagnostics> {
    let &Job { document, edition, options, slugs, plan } = job;
    let mut findings = Findings::new(document, edition);
    findings.inspect(options);
    let prepared =
        Prepared::new(document, edition, options, exporter, &mut findings, slugs, deflater);
    if findings.diagnostics.has_errors() {
        return Err(findings.diagnostics);
    }
    let bytes = Writer {
        document,
        edition,
        options,
        exporter,
        prepared: &prepared,
        slugs,
        plan,
        file: File::new(options.pretty, deflater),
    }
    .write();
    Ok(Output { bytes, warnings: findings.diagnostics })
}

/// Whether an item is painted. Left out are the letterhead on pre-printed
/// paper and, where links cannot be followed, the lines under them.
fn is_kept(document: &Document, edition: Edition, item: &Item) -> bool {
    let stationery = document.print.profile == PrintProfile::Stationery;
    let link = item.owner == Owner::Artifact(ArtifactKind::Link);
    !(edition.is_printed() && (link || item.letterhead && stationery))
}

/// Resources that are made before anything is written, so that what cannot
/// be made is found in time.
struct Prepared<'a> {
    fonts: Fonts<'a>,
    colors: Colors,
    images: Vec<(u32, Arc<Encoded>)>,
}

impl<'a> Prepared<'a> {
    fn new(
        document: &'a Document,
        edition: Edition,
        options: &Options,
        exporter: &Exporter,
        findings: &mut Findings<'a>,
        slugs: &'a [GlyphRun],
        deflater: &mut Deflater,
    ) -> Self {
        let mut fonts = Fonts::default();
        let kept = document.pages.iter().flat_map(|page| &page.items);
        for item in kept.filter(|item| is_kept(document, edition, item)) {
            if let ItemKind::Glyphs(_, run) = &item.kind {
                fonts.collect(run);
            }
        }
        slugs.iter().for_each(|run| fonts.collect(run));
        for face in fonts.prepare(exporter, deflater) {
            findings.state(Fact::BrokenFont, None, || format!("the font {}", face.postscript_name));
        }
        let images = encode_images(document, edition, options, exporter, findings);
        Self { fonts, colors: Colors::new(&document.palette, edition), images }
    }
}

/// Encodes the pictures that some page shows.
fn encode_images(
    document: &Document,
    edition: Edition,
    options: &Options,
    exporter: &Exporter,
    findings: &mut Findings<'_>,
) -> Vec<(u32, Arc<Encoded>)> {
    let mut encoded = Vec::new();
    let output = edition.is_printed().then(|| print_profile(options, exporter));
    for (number, image) in document.images.iter().enumerate() {
        let number = number as u32;
        if image.drawing.is_some() {
            continue;
        }
        let Some((width, height)) = largest_placement(document, edition, number) else { continue };
        let target = match &output {
            Some(profile) => Target::Inks { profile },
            None => {
                let pixels = |side: Length| {
                    options.image_ppi.map(|ppi| {
                        let inch = Length::inches(1).units();
                        let pixels = side.units().saturating_mul(i64::from(ppi)) / inch + 1;
                        u32::try_from(pixels).unwrap_or(u32::MAX)
                    })
                };
                let turned = (5..=8).contains(&image.orientation);
                let (width, height) = if turned { (height, width) } else { (width, height) };
                Target::Screen { max: pixels(width).zip(pixels(height)) }
            }
        };
        match exporter.image(target.key(image), || images::encode(image, target)) {
            Ok(picture) => {
                if picture.is_transparent() {
                    findings.state_picture(Fact::Transparency, number);
                }
                encoded.push((number, picture));
            }
            Err(images::Broken) => {
                findings.state_picture(Fact::BrokenImage, number);
            }
        }
    }
    encoded
}

/// The largest size a picture is placed at; `None` when no page shows it.
fn largest_placement(
    document: &Document,
    edition: Edition,
    number: u32,
) -> Option<(Length, Length)> {
    let items = document.pages.iter().flat_map(|page| &page.items);
    let kept = items.filter(|item| is_kept(document, edition, item));
    let placed = kept.filter_map(|item| match &item.kind {
        ItemKind::Image(id, rect) if id.0 == number => Some(rect.size),
        _ => None,
    });
    placed.map(|s| (s.width, s.height)).reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))
}

/// Writes a file of prepared parts.
struct Writer<'a, 'd> {
    document: &'a Document,
    edition: Edition,
    options: &'a Options,
    exporter: &'a Exporter,
    prepared: &'a Prepared<'a>,
    slugs: &'a [GlyphRun],
    plan: Option<&'a Plan>,
    file: File<'d>,
}

/// What the catalog names.
struct Parts {
    pages: Ref,
    metadata: Ref,
    intent: Intent,
    structure: Option<Ref>,
    outline: Option<Ref>,
    files: Vec<(String, Ref)>,
}

impl Writer<'_, '_> {
    fn write(mut self) -> Vec<u8> {
        let document = self.document;
        let moment = Moment::of(&document.info, self.options);
        let catalog = self.file.alloc();
        let tree = self.file.alloc();
        let count = self.plan.map_or(document.pages.len(), |plan| plan.sheets.len());
        let pages: Vec<Ref> = (0..count).map(|_| self.file.alloc()).collect();
        let boxes: Vec<Boxes> = document
            .pages
            .iter()
            .map(|page| Boxes::new(page, self.edition, document.print.profile))
            .collect();
        let frames: Vec<Frame> = boxes.iter().map(|b| b.frame).collect();
        let marks = match self.plan {
            Some(plan) => self.write_sheets(tree, &pages, plan),
            None => self.write_pages(tree, &pages, &boxes),
        };
        let links = !self.edition.is_printed();
        let structure = self.is_tagged().then(|| {
            let structure = Structure { document, marks, links, pages: &pages, frames: &frames };
            structure.write(&mut self.file)
        });
        let outline = self
            .is_tagged()
            .then(|| outline::write(&mut self.file, document, &pages, &frames))
            .flatten();
        let files = self.write_files(moment);
        let (file, exporter) = (&mut self.file, self.exporter);
        let intent = Intent::write(file, exporter, document, self.edition, self.options);
        let metadata = self.file.alloc();
        self.write_catalog(
            catalog,
            &Parts { pages: tree, metadata, intent, structure, outline, files },
        );
        let texts = Metadata {
            info: &document.info,
            options: self.options,
            edition: self.edition,
            moment,
            pages: pages.len(),
        };
        let info = self.file.alloc();
        texts.write_info(&mut self.file, info);
        let id = self.file.content_id();
        texts.write_xmp(&mut self.file, metadata, id);
        let version = if self.edition.is_printed() { (1, 6) } else { (1, 7) };
        self.file.finish(version, &Trailer { root: catalog, info, id })
    }

    fn is_tagged(&self) -> bool {
        self.edition.is_tagged()
    }

    fn write_pages(&mut self, tree: Ref, pages: &[Ref], boxes: &[Boxes]) -> Marks {
        let mut marks = Marks::default();
        let mut states = States::default();
        let resources = self.file.alloc();
        let mut contents = Vec::with_capacity(pages.len());
        for (number, (page, boxes)) in self.document.pages.iter().zip(boxes).enumerate() {
            let data = self.paint(number, page, boxes.content_frame(), &mut marks, &mut states);
            let data = boxes.place(data);
            let id = self.file.alloc();
            self.file.stream(id, &data, |_| {});
            contents.push(id);
        }
        let masked = self.prepared.images.iter().any(|(_, image)| image.is_transparent());
        let transparent = masked || states.is_transparent() || self.has_transparent_drawing();
        for (number, (((page, &id), boxes), &content)) in
            self.document.pages.iter().zip(pages).zip(boxes).zip(&contents).enumerate()
        {
            let annotations = if verdict(Fact::LinkAnnotation, self.edition) == Verdict::Allowed {
                let place = (number as u32, pages.len());
                links::write(&mut self.file, &mut marks, page, place, boxes.frame)
            } else {
                Vec::new()
            };
            let (tagged, print) = (self.is_tagged(), self.edition.is_printed());
            let mut dict: pdf_writer::writers::Page<'_> = self.file.object(id).start();
            dict.parent(tree);
            boxes.write(&mut dict);
            dict.pair(Name(b"Resources"), resources);
            dict.contents(content);
            if tagged {
                dict.struct_parents(number as i32).tab_order(TabOrder::StructureOrder);
            }
            if transparent {
                // The blend space has to be the intent's (PDF/X-4 C3).
                let mut group = dict.insert(Name(b"Group")).dict();
                group.pair(Name(b"S"), Name(b"Transparency"));
                let space = if print { Name(b"DeviceCMYK") } else { Name(b"DeviceRGB") };
                group.pair(Name(b"CS"), space);
            }
            if !annotations.is_empty() {
                dict.annotations(annotations);
            }
        }
        let named = self.write_resources();
        resources::write(&mut self.file, resources, &states, &named);
        self.write_tree(tree, pages);
        marks
    }

    fn write_tree(&mut self, tree: Ref, pages: &[Ref]) {
        let mut root: pdf_writer::writers::Pages<'_> = self.file.object(tree).start();
        root.kids(pages.iter().copied()).count(pages.len() as i32);
    }

    /// Writes every page as a form and the sheets that show them.
    fn write_sheets(&mut self, tree: Ref, sheets: &[Ref], plan: &Plan) -> Marks {
        let mut marks = Marks::default();
        let mut states = States::default();
        let (resources, own) = (self.file.alloc(), self.file.alloc());
        let mut forms = Vec::new();
        for (number, page) in self.document.pages.iter().enumerate() {
            if impose::is_empty(self.document, number + 1) {
                continue;
            }
            let data = self.paint(number, page, plan.form_frame(page), &mut marks, &mut states);
            let id = self.file.alloc();
            plan.write_form(&mut self.file, id, &data, resources);
            forms.push((number + 1, id));
        }
        let masked = self.prepared.images.iter().any(|(_, image)| image.is_transparent());
        let transparent = masked || states.is_transparent() || self.has_transparent_drawing();
        for (number, &id) in sheets.iter().enumerate() {
            let data = self.paint_sheet(number, plan, &mut marks, &mut states);
            let content = self.file.alloc();
            self.file.stream(content, &data, |_| {});
            plan.write_page(&mut self.file, id, (tree, own, content), transparent);
        }
        let mut named = self.write_resources();
        resources::write(&mut self.file, resources, &states, &named);
        (named.images, named.forms) = (Vec::new(), forms);
        resources::write(&mut self.file, own, &States::default(), &named);
        self.write_tree(tree, sheets);
        marks
    }

    fn paint_sheet(
        &self,
        number: usize,
        plan: &Plan,
        marks: &mut Marks,
        states: &mut States,
    ) -> Vec<u8> {
        let sheet = self.sheet();
        let mut painter = Painter::new(&sheet, number as u32, plan.sheet_frame(), marks, states);
        plan.paint(&mut painter, number, self.document, self.slugs.get(number));
        painter.out
    }

    fn sheet(&self) -> Sheet<'_> {
        Sheet {
            document: self.document,
            edition: self.edition,
            fonts: &self.prepared.fonts,
            colors: &self.prepared.colors,
            tagged: self.is_tagged(),
            pretty: self.options.pretty,
        }
    }

    fn paint(
        &self,
        number: usize,
        page: &Page,
        frame: Frame,
        marks: &mut Marks,
        states: &mut States,
    ) -> Vec<u8> {
        let (document, edition) = (self.document, self.edition);
        let sheet = self.sheet();
        let mut painter = Painter::new(&sheet, number as u32, frame, marks, states);
        painter.paint(page, |item| is_kept(document, edition, item));
        // Blank pages of a run stay blank; sheets have marks of their own.
        let marked = self.plan.is_none() && !page.items.is_empty();
        if marked && marks::are_painted(document, edition) {
            let (profile, slug) = (document.print.profile, self.slugs.get(number));
            marks::paint(&mut painter, page, profile, slug, &Cuts::default());
        }
        painter.out
    }

    fn write_resources(&mut self) -> Named {
        let fonts: Vec<Ref> = (0..self.prepared.fonts.len()).map(|_| self.file.alloc()).collect();
        self.prepared.fonts.write(&mut self.file, &fonts);
        let mut images = Vec::new();
        for (number, encoded) in &self.prepared.images {
            let id = self.file.alloc();
            images::write(&mut self.file, id, encoded);
            images.push((*number, id));
        }
        let mut spaces = self.prepared.colors.write(&mut self.file);
        let marked = self.plan.map(|plan| plan.marks);
        if marked.unwrap_or_else(|| marks::are_painted(self.document, self.edition)) {
            spaces.push(marks::write_registration_color(&mut self.file));
        }
        self.write_drawings(&mut images, &spaces);
        Named { fonts, images, forms: Vec::new(), spaces }
    }

    /// The logos that some page shows, each once.
    fn drawings(&self) -> impl Iterator<Item = (u32, &Drawing)> {
        let (document, edition) = (self.document, self.edition);
        let numbered = (0..).zip(&document.images);
        let shown = move |number| largest_placement(document, edition, number).is_some();
        numbered.filter_map(move |(number, image)| {
            image.drawing.as_deref().filter(|_| shown(number)).map(|drawing| (number, drawing))
        })
    }

    fn has_transparent_drawing(&self) -> bool {
        self.drawings().any(|(_, drawing)| drawing.is_transparent())
    }

    fn write_drawings(&mut self, images: &mut Vec<(u32, Ref)>, spaces: &[(String, Ref)]) {
        let (document, prepared) = (self.document, self.prepared);
        let palette = &document.palette;
        let inks = Inks { palette, colors: &prepared.colors, spaces, edition: self.edition };
        let drawings: Vec<_> = self.drawings().map(|(n, d)| (n, d.clone())).collect();
        for (number, drawing) in drawings {
            images.push((number, drawings::write(&mut self.file, &drawing, inks)));
        }
    }

    fn write_files(&mut self, moment: Moment) -> Vec<(String, Ref)> {
        let allowed = |fact| verdict(fact, self.edition) == Verdict::Allowed;
        let mut files: Vec<&Attachment> = Vec::new();
        if allowed(Fact::EmbeddedFile) {
            files.extend(&self.document.attachments);
        }
        if allowed(Fact::SourceFile) {
            files.extend(&self.options.sources);
        }
        attachments::write(&mut self.file, &files, moment.pdf())
    }

    fn write_catalog(&mut self, id: Ref, parts: &Parts) {
        let info = &self.document.info;
        let mut dict = self.file.object(id).dict();
        dict.pair(Name(b"Type"), Name(b"Catalog"));
        dict.pair(Name(b"Pages"), parts.pages).pair(Name(b"Metadata"), parts.metadata);
        dict.pair(Name(b"Lang"), TextStr(info.lang.as_str()));
        dict.insert(Name(b"ViewerPreferences")).dict().pair(Name(b"DisplayDocTitle"), true);
        parts.intent.write_entry(&mut dict);
        if let Some(structure) = parts.structure {
            dict.insert(Name(b"MarkInfo")).dict().pair(Name(b"Marked"), true);
            dict.pair(Name(b"StructTreeRoot"), structure);
        }
        if let Some(outline) = parts.outline {
            dict.pair(Name(b"Outlines"), outline);
        }
        if !parts.files.is_empty() {
            let mut names = dict.insert(Name(b"Names")).dict();
            let mut tree = names.insert(Name(b"EmbeddedFiles")).dict();
            let mut entries = tree.insert(Name(b"Names")).array();
            for (name, file) in &parts.files {
                entries.item(TextStr(name)).item(*file);
            }
            drop(entries);
            drop(tree);
            drop(names);
            let associated = parts.files.iter().map(|(_, file)| *file);
            dict.insert(Name(b"AF")).array().items(associated);
        }
        dict.finish();
    }
}
