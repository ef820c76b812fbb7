//! Collecting: from the release, in the order that the layout states, to
//! blocks and the tag tree. No widths are known here.

mod beside;
mod frames;
mod house;
mod initial;
mod inline;
mod notices;
mod photos;
mod prose;
mod sections;
mod title;

use std::rc::Rc;
use std::sync::Arc;

pub(super) use frames::{FramePage, FrameSet};
pub(super) use photos::UNREADABLE;

use super::block::{Block, BlockKind, HangId, Mode};
use super::config::{Config, Said};
use super::document::{ArtifactKind, Attachment};
use super::fonts::FontBook;
use super::images::ImageShelf;
use super::tags::{NodeId, TagTree};
use crate::diag::{Diagnostics, Origin};
use crate::markup;
use crate::model::layout::{FlowItem, Layout};
use crate::model::{Lang, Release};
use crate::unit::Length;

/// What collecting yields.
pub(super) struct Collector<'a, 'd> {
    pub config: &'d Config<'a>,
    pub fonts: &'d mut FontBook<'a>,
    pub diags: &'d mut Diagnostics,
    /// The tag tree so far.
    pub tags: TagTree,
    /// Link contents so far.
    pub links: Vec<LinkTarget>,
    /// Pictures so far.
    pub images: ImageShelf,
    /// Blocks of the flow so far.
    pub blocks: Vec<Block>,
    /// Files that go with the sheet.
    pub attachments: Vec<Attachment>,
    /// Titles so far.
    pub said: Said,
    /// Photos that are to have text beside them.
    wishes: Vec<beside::Wish>,
    /// How many hanging columns there are.
    pub hangs: usize,
    release: &'a Release,
    layout: &'a Layout,
    /// The contact lines, once they were read.
    contact: Option<Rc<[markup::Inlines]>>,
    lang: Lang,
    context: markup::Context,
    /// The element that blocks are added to.
    parent: NodeId,
    /// Level of the heading of the current section; 1 outside sections.
    section_level: u8,
    last_heading: u8,
    last_link: NodeId,
    /// Where the text came from that is being collected.
    origin: Origin,
}

/// Where pieces go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Below an element of the tag tree.
    Under(NodeId),
    /// Nowhere: an artifact.
    Artifact(ArtifactKind),
}

impl Place {
    /// The mode of a block of such pieces.
    pub fn mode(self) -> Mode {
        match self {
            Self::Under(_) => Mode::Real,
            Self::Artifact(kind) => Mode::Artifact(kind),
        }
    }
}

/// The content of a link.
#[derive(Clone, Debug)]
pub(super) struct LinkTarget {
    /// The content node that shows it.
    pub content: NodeId,
    /// The Link element.
    pub element: NodeId,
    /// The address.
    pub target: Arc<str>,
    /// What a screen reader announces.
    pub contents: Arc<str>,
}

impl<'a, 'd> Collector<'a, 'd> {
    /// An empty collection.
    pub fn new(
        config: &'d Config<'a>,
        fonts: &'d mut FontBook<'a>,
        diags: &'d mut Diagnostics,
    ) -> Self {
        Self {
            release: config.release,
            layout: config.layout,
            contact: None,
            lang: config.lang.clone(),
            context: config.context.clone(),
            origin: Origin::file(&config.release.source),
            config,
            fonts,
            diags,
            tags: TagTree::new(),
            links: Vec::new(),
            images: ImageShelf::default(),
            blocks: Vec::new(),
            attachments: Vec::new(),
            said: Said::default(),
            wishes: Vec::new(),
            hangs: 0,
            parent: TagTree::ROOT,
            section_level: 1,
            last_heading: 1,
            last_link: TagTree::ROOT,
        }
    }

    /// Collects all items of the flow.
    pub fn flow(&mut self) {
        for item in &self.layout.flow {
            self.item(item);
        }
        if !self.wishes.is_empty() {
            self.grant_wishes();
        }
        self.attached_files();
    }

    fn item(&mut self, item: &'a FlowItem) {
        match item {
            FlowItem::Line { template, style } => self.template_line(template, style),
            FlowItem::Embargo => self.embargo(),
            FlowItem::Correction => self.correction(),
            FlowItem::Title => self.title(),
            FlowItem::Lead => self.lead(),
            FlowItem::LeadPhotos(setup) => self.lead_photos(*setup),
            FlowItem::Event => self.event_facts(),
            FlowItem::Body => self.body(),
            FlowItem::Statements => self.statements(),
            FlowItem::PhotoRow => self.photo_row(),
            FlowItem::Section { section, new_page } => self.section(*section, *new_page),
            FlowItem::EndMark(text) => self.end_mark(text),
            FlowItem::CharacterCount => self.character_count(),
            FlowItem::Space(length) => self.push_space(*length),
            FlowItem::Rule { width, color } => {
                let mut block = Block::new(
                    BlockKind::Rule { width: *width, color: *color },
                    self.layout.style("body"),
                );
                block.space = Some((Length::ZERO, Length::ZERO));
                self.push(block);
            }
        }
    }

    fn field(&mut self, text: Option<&crate::model::Text>, style: &str) {
        if let Some(text) = text.filter(|text| !text.is_blank()) {
            self.origin = text.origin().clone();
            self.prose(text, style);
        }
    }

    fn lead(&mut self) {
        let Some(text) = self.release.lead.as_ref().filter(|text| !text.is_blank()) else { return };
        self.origin = text.origin().clone();
        let from = self.blocks.len();
        let prose = self.prose(text, "lead");
        self.initial(from, "lead");
        if let [markup::Block::Paragraph(only)] = prose.blocks.as_slice() {
            self.said.lead = Some(markup::plain(&only.text));
        }
    }

    fn body(&mut self) {
        let from = self.blocks.len();
        self.field(self.release.body.as_ref(), "body");
        self.initial(from, "body");
    }

    fn push_space(&mut self, length: Length) {
        let style = self.layout.style("body");
        self.push(Block::new(BlockKind::Space(length), style));
    }

    fn push(&mut self, mut block: Block) {
        if block.origin.is_none() {
            block.origin = Some(self.origin.clone());
        }
        self.blocks.push(block);
    }

    fn new_hang(&mut self) -> HangId {
        self.hangs += 1;
        HangId(self.hangs - 1)
    }
}
