//! States the facts of a document and collects what its edition says to them,
//! before a byte is written.

use super::attachments::is_mime;
use super::clusters::clusters;
use super::drawings::Ramp;
use super::facts::{Fact, Rule, Verdict, verdict};
use super::images::{Space, stated_space};
use super::intents::is_output_profile;
use super::{Edition, Options};
use crate::color::Tint;
use crate::compose::document::{Document, Image, Item, ItemKind, Owner, Page};
use crate::compose::drawing::Drawing;
use crate::compose::tags::{Element, NodeId, NodeKind, Role, TagTree};
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::geom::Rect;
use crate::text::face::Face;
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// Pixels per inch below which a photo is an error and a warning in print
/// (GWG 2022 R0031), unless the layout says otherwise.
const IMAGE_PPI: (u16, u16) = (150, 225);
/// Pictures up to this many pixels on a side are ornaments.
const ORNAMENT_PIXELS: u32 = 16;
/// Longest string (ISO 19005-3, 6.1.13).
const MAX_STRING: usize = 32_767;
/// Restricted License, No Subsetting, Bitmap Only (OpenType OS/2 `fsType`).
const FS_TYPE_FORBIDDEN: [(u16, u16); 3] = [(0x000F, 0x0002), (0x0100, 0x0100), (0x0200, 0x0200)];

/// Collects verdicts of one edition.
pub(super) struct Findings<'a> {
    edition: Edition,
    document: &'a Document,
    pub(super) diagnostics: Diagnostics,
}

impl<'a> Findings<'a> {
    pub(super) fn new(document: &'a Document, edition: Edition) -> Self {
        Self { edition, document, diagnostics: Diagnostics::new() }
    }

    /// States a fact about `subject`, which is only asked for when it shows.
    pub(super) fn state(
        &mut self,
        fact: Fact,
        origin: Option<&Origin>,
        subject: impl FnOnce() -> String,
    ) -> Verdict {
        let verdict = verdict(fact, self.edition);
        let found = match verdict {
            Verdict::Refused(rule) => Some((rule, true)),
            Verdict::Warned(rule) => Some((rule, false)),
            Verdict::Allowed | Verdict::Omitted | Verdict::Converted => None,
        };
        if let Some((rule, refused)) = found {
            self.report(rule, refused, origin, subject());
        }
        verdict
    }

    /// States what decoding a picture told, at the first place that shows it.
    pub(super) fn state_picture(&mut self, fact: Fact, number: u32) {
        let document = self.document;
        let mut items = document.pages.iter().flat_map(|page| &page.items);
        let shown =
            items.find(|item| matches!(item.kind, ItemKind::Image(id, _) if id.0 == number));
        let origin = shown.and_then(|item| self.origin_of(item));
        let name = document.images.get(number as usize).map_or("", |image| image.name.as_str());
        self.state(fact, origin, || format!("`{name}`"));
    }

    fn report(&mut self, rule: Rule, refused: bool, origin: Option<&Origin>, subject: String) {
        let edition = self.edition.name();
        let message = format!("{subject} {} ({edition} edition: {})", rule.message, rule.clause);
        let diagnostic = if refused {
            Diagnostic::error(rule.code, message)
        } else {
            Diagnostic::warning(rule.code, message)
        };
        let origin = origin.unwrap_or(&self.document.info.origin);
        self.diagnostics.push(diagnostic.at(origin).hint(rule.hint));
    }

    /// States everything that can be seen without encoding anything.
    pub(super) fn inspect(&mut self, options: &Options) {
        let document = self.document;
        self.inspect_info();
        self.inspect_tags();
        let mut faces: Vec<&Face> = Vec::new();
        for (number, page) in document.pages.iter().enumerate() {
            self.inspect_page(number, page);
            for item in &page.items {
                self.inspect_item(item, &mut faces);
            }
        }
        self.inspect_spots();
        for attachment in document.attachments.iter().chain(&options.sources) {
            if !is_mime(&attachment.mime) {
                let subject = || format!("`{}` of `{}`", attachment.mime, attachment.name);
                self.state(Fact::BadMimeType, attachment.origin.as_ref(), subject);
            }
            self.inspect_string(
                &attachment.description,
                "the description of an attachment",
                attachment.origin.as_ref(),
            );
        }
        if let Some(profile) = &options.output_profile
            && self.edition.is_printed()
            && !is_output_profile(profile)
        {
            let stated = document.print.output_profile.as_ref();
            let name = stated.map_or("the output profile", |text| text.as_str());
            self.state(Fact::BadOutputProfile, stated.map(|t| t.origin()), || format!("`{name}`"));
        }
    }

    fn inspect_info(&mut self) {
        let info = &self.document.info;
        if info.title.trim().is_empty() {
            self.state(Fact::MissingTitle, None, || "the release".to_owned());
        }
        let subject = info.subject.as_deref().unwrap_or_default();
        let embargo = info.embargo.as_deref().unwrap_or_default();
        for (text, name) in [
            (info.title.as_str(), "the title"),
            (info.organisation.as_str(), "the organisation"),
            (subject, "the summary"),
            (embargo, "the embargo"),
        ] {
            self.inspect_string(text, name, None);
        }
    }

    fn inspect_string(&mut self, text: &str, name: &str, origin: Option<&Origin>) {
        // No text has more UTF-16 units than UTF-8 bytes.
        if text.len() * 2 + 2 > MAX_STRING && text.encode_utf16().count() * 2 + 2 > MAX_STRING {
            self.state(Fact::LongString, origin, || name.to_owned());
        }
    }

    /// Walks the tag tree in reading order.
    fn inspect_tags(&mut self) {
        let tags = &self.document.tags;
        let mut heading = 0;
        let mut open: Vec<NodeId> = vec![TagTree::ROOT];
        while let Some(id) = open.pop() {
            let node = tags.get(id);
            open.extend(node.children.iter().rev());
            if let NodeKind::Element(element) = &node.kind {
                self.inspect_element(element, node.origin.as_ref(), &mut heading);
            }
        }
    }

    fn inspect_element(&mut self, element: &Element, origin: Option<&Origin>, heading: &mut u8) {
        let blank = |text: &Option<std::sync::Arc<str>>| {
            text.as_ref().is_none_or(|text| text.trim().is_empty())
        };
        if element.role == Role::Figure && blank(&element.alt) && blank(&element.actual_text) {
            self.state(Fact::MissingAlt, origin, || "a figure".to_owned());
        }
        if let Role::H(level) = element.role {
            if level > *heading + 1 {
                let subject = || format!("a heading of level {level}");
                self.state(Fact::SkippedHeading, origin, subject);
            }
            *heading = level;
        }
        for text in [&element.alt, &element.actual_text, &element.expansion].into_iter().flatten() {
            self.inspect_string(text, "the text of a figure or abbreviation", origin);
        }
    }

    fn inspect_page(&mut self, number: usize, page: &Page) {
        let fits = |side: Length| (Length::pt(3)..=Length::pt(14_400)).contains(&side);
        let sides = [page.size.width, page.size.height];
        if !sides.into_iter().all(fits) {
            self.state(Fact::PageSize, None, || format!("page {}", number + 1));
        }
    }

    fn inspect_item(&mut self, item: &'a Item, faces: &mut Vec<&'a Face>) {
        let origin = self.origin_of(item);
        match &item.kind {
            ItemKind::Glyphs(_, run) => {
                if !faces.iter().any(|known| known.hash == run.face.hash) {
                    faces.push(&run.face);
                    self.inspect_face(&run.face);
                }
                self.inspect_run(run, origin);
            }
            ItemKind::Path { fill: Some((_, tint)), .. } if *tint < Tint::FULL => {
                self.state(Fact::Transparency, origin, || "an area".to_owned());
            }
            ItemKind::Image(id, rect) => {
                if let Some(image) = self.document.images.get(id.0 as usize) {
                    self.inspect_image(image, *rect, origin);
                }
            }
            ItemKind::Link { target, contents, .. } => {
                self.inspect_link(item.owner, target, contents, origin);
            }
            ItemKind::Rule { .. } | ItemKind::Path { .. } => {}
        }
    }

    fn origin_of(&self, item: &'a Item) -> Option<&'a Origin> {
        let of_node = match item.owner {
            Owner::Node(id) => {
                let node = self.document.tags.get(id);
                node.origin.as_ref().or_else(|| self.document.tags.get(node.parent).origin.as_ref())
            }
            Owner::Artifact(_) => None,
        };
        item.origin.as_ref().or(of_node)
    }

    fn inspect_face(&mut self, face: &Face) {
        if FS_TYPE_FORBIDDEN.iter().any(|(mask, bits)| face.fs_type & mask == *bits) {
            self.state(Fact::RestrictedFont, None, || format!("the font {}", face.postscript_name));
        }
    }

    fn inspect_run(&mut self, run: &GlyphRun, origin: Option<&Origin>) {
        // All of these characters are NUL or begin with one of the highest bytes.
        let any = run.text.bytes().fold(false, |any, byte| any | (byte == 0) | (byte >= 0xEE));
        let looked_through = if any { &*run.text } else { "" };
        for character in looked_through.chars() {
            let subject = || format!("U+{:04X}", u32::from(character));
            match character {
                '\0' | '\u{FEFF}' | '\u{FFFE}' => {
                    self.state(Fact::ForbiddenUnicode, origin, subject);
                }
                '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => {
                    self.state(Fact::PrivateUseText, origin, subject);
                }
                _ => {}
            }
        }
        let suspicious = run.glyphs.iter().any(|g| g.id == 0)
            || run.glyphs.first().is_some_and(|g| g.text.is_empty());
        if !suspicious {
            return;
        }
        for range in clusters(run) {
            let glyphs = run.glyphs.get(range).unwrap_or_default();
            let text = glyphs.first().map_or("", |first| first.text_in(run));
            if glyphs.iter().any(|g| g.id == 0) {
                let points = text.chars().map(|c| format!("U+{:04X}", u32::from(c)));
                let points: Vec<String> = points.collect();
                let subject = || format!("“{}” ({})", text.escape_debug(), points.join(" "));
                self.state(Fact::NotdefGlyph, origin, subject);
            } else if text.is_empty() {
                let id = glyphs.first().map_or(0, |g| g.id);
                let subject = || format!("glyph {id} of {}", run.face.postscript_name);
                self.state(Fact::GlyphWithoutUnicode, origin, subject);
            }
        }
    }

    fn inspect_image(&mut self, image: &Image, rect: Rect, origin: Option<&Origin>) {
        let name = || format!("`{}`", image.name);
        if let Some(drawing) = &image.drawing {
            self.inspect_drawing(image, drawing, origin);
            return;
        }
        match stated_space(image) {
            Some(Space::Gray) => self.state(Fact::GrayImage, origin, name),
            Some(Space::Rgb) => self.state(Fact::RgbImage, origin, name),
            Some(Space::Cmyk) => self.state(Fact::CmykImage, origin, name),
            None => self.state(Fact::BrokenImage, origin, name),
        };
        let Some(ppi) = effective_ppi(image, rect) else { return };
        let (error, warning) = self.document.print.image_ppi.unwrap_or(IMAGE_PPI);
        let subject = || format!("`{}` ({ppi} ppi)", image.name);
        if ppi < u64::from(error) {
            self.state(Fact::CoarseImage, origin, subject);
        } else if ppi < u64::from(warning) {
            self.state(Fact::SoftImage, origin, subject);
        }
    }

    fn inspect_drawing(&mut self, image: &Image, drawing: &Drawing, origin: Option<&Origin>) {
        let name = || format!("`{}`", image.name);
        self.state(Fact::Drawing, origin, name);
        if drawing.is_transparent() {
            self.state(Fact::Transparency, origin, name);
        }
        for gradient in drawing.gradients() {
            self.state(Fact::Gradient, origin, name);
            if Ramp::of(gradient, &self.document.palette).is_none() {
                self.state(Fact::MixedGradient, origin, name);
            }
        }
    }

    fn inspect_link(
        &mut self,
        owner: Owner,
        target: &str,
        contents: &str,
        origin: Option<&Origin>,
    ) {
        self.state(Fact::LinkAnnotation, origin, || format!("the link to `{target}`"));
        if contents.trim().is_empty() {
            self.state(Fact::LinkWithoutContents, origin, || format!("the link to `{target}`"));
        }
        let owned = match owner {
            Owner::Node(id) => matches!(
                &self.document.tags.get(id).kind,
                NodeKind::Element(element) if element.role == Role::Link
            ),
            Owner::Artifact(_) => false,
        };
        if !owned {
            self.state(Fact::LinkOutsideLinkElement, origin, || format!("the link to `{target}`"));
        }
        self.inspect_string(target, "the address of a link", origin);
        self.inspect_string(contents, "the text of a link", origin);
    }

    /// One ink with two looks.
    fn inspect_spots(&mut self) {
        let colors: Vec<_> = self.document.palette.iter().map(|(_, c)| c).collect();
        for (index, color) in colors.iter().enumerate() {
            let Some(spot) = &color.spot else { continue };
            self.state(Fact::SpotColor, None, || format!("`{spot}`"));
            let earlier = colors.get(..index).unwrap_or_default();
            if earlier.iter().any(|c| c.spot.as_ref() == Some(spot) && c.cmyk != color.cmyk) {
                self.state(Fact::SpotColorTwice, None, || format!("`{spot}`"));
            }
        }
    }
}

/// Pixels per inch at the placed size, the smaller of both directions;
/// `None` for ornaments.
fn effective_ppi(image: &Image, rect: Rect) -> Option<u64> {
    if image.width <= ORNAMENT_PIXELS || image.height <= ORNAMENT_PIXELS {
        return None;
    }
    let turned = (5..=8).contains(&image.orientation);
    let (width, height) =
        if turned { (image.height, image.width) } else { (image.width, image.height) };
    let ppi = |pixels: u32, length: Length| {
        let length = length.units().unsigned_abs().max(1);
        let inch = Length::inches(1).units().unsigned_abs();
        (u64::from(pixels) * inch + length / 2) / length
    };
    Some(ppi(width, rect.size.width).min(ppi(height, rect.size.height)))
}
