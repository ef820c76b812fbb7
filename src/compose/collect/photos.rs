//! Photos as figures with captions, and the files that go with the sheet.

use std::sync::Arc;

use super::prose::below_list;
use super::{Collector, Place};
use crate::compose::block::{Block, BlockKind, FigureBlock, Label, LabelKind, TextBlock};
use crate::compose::document::{Attachment, Relationship};
use crate::compose::tags::{Element, ListNumbering, NodeId, Role};
use crate::diag::{Diagnostic, Diagnostics};
use crate::markup;
use crate::model::Text;
use crate::model::assets::Root;
use crate::model::layout::{LeadPhotos, Style};
use crate::model::release::{Photo, PhotoPlace};
use crate::text::style::Piece;
use crate::unit::Length;

/// The code of a file that goes with the sheet and cannot be read.
pub(in crate::compose) const UNREADABLE: &str = "file-unreadable";

impl<'a> Collector<'a, '_> {
    /// Photos placed after the lead, one below the other, or with text beside
    /// them.
    pub(super) fn lead_photos(&mut self, setup: LeadPhotos) {
        for photo in &self.release.photos {
            if photo.place == PhotoPlace::Lead
                && let Some(figure) = self.figure(photo, false)
            {
                self.push_figures(vec![figure]);
                self.wish(photo, setup);
            }
        }
    }

    /// Photos side by side.
    pub(super) fn photo_row(&mut self) {
        let release = self.release;
        let in_row = release.photos.iter().filter(|photo| photo.place == PhotoPlace::Row);
        let figures: Vec<_> = in_row.filter_map(|photo| self.figure(photo, false)).collect();
        self.push_figures(figures);
    }

    fn push_figures(&mut self, figures: Vec<FigureBlock>) {
        if !figures.is_empty() {
            let style = self.layout.style("caption");
            self.push(Block::new(BlockKind::Figures(figures), style));
        }
    }

    /// The photos of the sheet at the end.
    pub(super) fn sheet_photos(&self) -> impl Iterator<Item = &'a Photo> + use<'a> {
        self.release.photos.iter().filter(|photo| photo.place == PhotoPlace::Sheet)
    }

    /// "Fotos zur Meldung": thumbnail, caption, credit, rights, file name.
    pub(super) fn photo_sheet(&mut self) {
        let photos = self.sheet_photos();
        let figures: Vec<_> = photos.filter_map(|photo| self.figure(photo, true)).collect();
        if !figures.is_empty() {
            let style = self.layout.style("caption");
            self.push(Block::new(BlockKind::Sheet(figures), style));
        }
    }

    fn figure(&mut self, photo: &Photo, on_sheet: bool) -> Option<FigureBlock> {
        self.origin = photo.file.origin().clone();
        let files = (self.config.assets, self.config.layout);
        let (image, pixels) = self.images.load(files, Root::Release, &photo.file, self.diags)?;
        let mut element = Element::new(Role::Figure);
        element.alt =
            photo.alt.as_ref().filter(|alt| !alt.is_blank()).map(|alt| alt.as_str().into());
        let figure = self.tags.element(self.parent, element);
        if let Some(node) = self.tags.get_mut(figure) {
            let alt = photo.alt.as_ref().unwrap_or(&photo.file);
            node.origin = Some(alt.origin().clone());
        }
        let content = self.tags.content(figure);
        let captions = self.captions(photo, on_sheet.then_some(pixels));
        Some(FigureBlock { image, pixels, figure, content, captions })
    }

    /// Caption and credit; on the photo sheet, where the size in pixels is
    /// given, all that an editor has to know.
    fn captions(
        &mut self,
        photo: &Photo,
        on_sheet: Option<(u32, u32)>,
    ) -> Vec<(Arc<Style>, Vec<Piece>)> {
        let words = &self.config.words;
        let mut parts: Vec<String> = words.photo_credit(photo).into_iter().collect();
        if let Some(pixels) = on_sheet {
            let rights = photo.rights.as_ref().filter(|rights| !rights.is_blank());
            parts.extend(rights.map(|rights| words.photo_rights(rights.as_str())));
            parts.push(words.photo_file(base_name(photo.file.as_str()), pixels));
        }
        if parts.is_empty() && photo.caption.is_none() {
            return Vec::new();
        }
        let caption = self.tags.element(self.parent, Element::new(Role::Caption));
        let mut captions = Vec::new();
        if let Some(text) = photo.caption.as_ref().filter(|text| !text.is_blank()) {
            captions.push(self.caption_text(text, caption));
        }
        let last = parts.len().saturating_sub(1);
        for (index, text) in parts.into_iter().enumerate() {
            captions.push(self.caption_part(text, index == last, caption));
        }
        captions
    }

    fn caption_text(&mut self, text: &Text, caption: NodeId) -> (Arc<Style>, Vec<Piece>) {
        let style = self.layout.style("caption");
        let inlines = markup::read_inline(text, &self.context, self.diags);
        let node = self.tags.element(caption, Element::new(Role::P));
        let pieces = self.pieces(&inlines, &style, Place::Under(node));
        (style, pieces)
    }

    /// Credit, rights and file name are one group without space inside.
    fn caption_part(
        &mut self,
        text: String,
        last: bool,
        caption: NodeId,
    ) -> (Arc<Style>, Vec<Piece>) {
        let mut style = self.layout.style("credit");
        if !last {
            Arc::make_mut(&mut style).space_after = Length::ZERO;
        }
        let node = self.tags.element(caption, Element::new(Role::P));
        let origin = self.origin.clone();
        let piece = self.plain_piece(text, &style, Place::Under(node), &origin);
        (style, vec![piece])
    }

    /// The attachments as a list: title and file name.
    pub(super) fn attachment_list(&mut self) {
        let element = Element::new(Role::L(ListNumbering::Disc));
        let list = self.tags.element(self.parent, element);
        let hang = self.new_hang();
        let style = self.layout.style("list");
        for attachment in &self.release.attachments {
            let origin = attachment.file.origin().clone();
            self.origin = origin.clone();
            let li = self.tags.element(list, Element::new(Role::LI));
            let lbl = self.tags.element(li, Element::new(Role::Lbl));
            let body = self.tags.element(li, Element::new(Role::LBody));
            let mark = self.plain_piece("•".to_owned(), &style, Place::Under(lbl), &origin);
            let name = base_name(attachment.file.as_str());
            let text = match &attachment.title {
                Some(title) => format!("{} ({name})", title.as_str()),
                None => name.to_owned(),
            };
            let piece = self.plain_piece(text, &style, Place::Under(body), &origin);
            let label = Label { pieces: vec![mark], hang, kind: LabelKind::Mark };
            let text =
                TextBlock { pieces: vec![piece], label: Some(label), ..TextBlock::default() };
            let mut block = Block::new(BlockKind::Text(text), Arc::clone(&style));
            block.inside.push(hang);
            self.push(block);
        }
        let body = self.layout.style("body");
        self.end_list(below_list(&body));
    }

    /// Files that go with the sheet: attachments and photos to be printed.
    pub(super) fn attached_files(&mut self) {
        for attachment in &self.release.attachments {
            let title = attachment.title.as_ref().map(|title| title.as_str().to_owned());
            self.attach(&attachment.file, title);
        }
        for photo in &self.release.photos {
            if matches!(photo.place, PhotoPlace::Sheet | PhotoPlace::Attached) {
                let title = photo.caption.as_ref().map(|caption| {
                    let mut reported = Diagnostics::new();
                    markup::plain(&markup::read_inline(caption, &self.context, &mut reported))
                });
                self.attach(&photo.file, title);
            }
        }
    }

    fn attach(&mut self, file: &Text, title: Option<String>) {
        let name = base_name(file.as_str()).to_owned();
        match self.config.assets.read(Root::Release, file.as_str()) {
            Ok(bytes) => self.attachments.push(Attachment {
                mime: mime_type(&name).to_owned(),
                description: title.unwrap_or_else(|| name.clone()),
                name,
                bytes,
                relationship: Relationship::Supplement,
                origin: Some(file.origin().clone()),
            }),
            Err(error) => self.diags.push(
                Diagnostic::error(UNREADABLE, format!("`{}`: {error}", file.as_str()))
                    .at(file.origin())
                    .hint("file names are relative to the folder of the release"),
            ),
        }
    }
}

fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// MIME type by file name extension.
fn mime_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "pdf" => "application/pdf",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "tif" | "tiff" => "image/tiff",
        "txt" | "md" => "text/plain",
        "csv" => "text/csv",
        "json" => "application/json",
        "xml" => "application/xml",
        "html" | "htm" => "text/html",
        "ics" => "text/calendar",
        "zip" => "application/zip",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        _ => "application/octet-stream",
    }
}
