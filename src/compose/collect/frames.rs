//! The text frames of a page: letterhead and furniture.

use std::rc::Rc;

use super::{Collector, Place};
use crate::compose::block::{Block, BlockKind};
use crate::compose::document::ArtifactKind;
use crate::compose::fields::{self, PageNumber};
use crate::compose::tags::{Element, NodeId, Role, TagTree};
use crate::markup::{self, Inlines};
use crate::model::Text;
use crate::model::assets::Root;
use crate::model::layout::{
    Artwork, FlowItem, Frame, FrameBlock, FrameContent, FrameY, PageMaster,
};
use crate::model::placeholder::Placeholder;
use crate::unit::Length;

/// On which page a frame is collected.
#[derive(Clone, Copy, Debug)]
pub(in crate::compose) struct FramePage {
    /// Page one: what it says is content; elsewhere it is repeated.
    pub first: bool,
    /// Number of the page and count of pages.
    pub number: PageNumber,
}

/// The blocks of a frame and which of them show page numbers: index of the
/// block, index in the frame.
#[derive(Clone, Default, Debug)]
pub(in crate::compose) struct FrameSet {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Those with page numbers.
    pub numbered: Vec<(usize, usize)>,
}

impl Collector<'_, '_> {
    /// The letterhead section, which comes first in reading order.
    pub(in crate::compose) fn letterhead_section(&mut self, master: &PageMaster) -> Option<NodeId> {
        let described = |artwork: &Artwork| matches!(artwork, Artwork::Image { alt: Some(_), .. });
        let any = master.frames.iter().any(|frame| frame.letterhead)
            || master.artwork.iter().any(described);
        any.then(|| self.tags.element(TagTree::ROOT, Element::new(Role::Sect)))
    }

    /// The blocks of a frame on a page.
    pub(in crate::compose) fn frame(
        &mut self,
        frame: &Frame,
        section: Option<NodeId>,
        page: FramePage,
    ) -> FrameSet {
        let parent = section.filter(|_| frame.letterhead).unwrap_or(TagTree::ROOT);
        self.origin = frame.origin.clone();
        let mut set = FrameSet::default();
        for (index, block) in frame.blocks.iter().enumerate() {
            if matches!(&block.content, FrameContent::Template(text) if PageNumber::is_in(text)) {
                set.numbered.push((set.blocks.len(), index));
            }
            self.frame_block(block, frame, parent, page, &mut set.blocks);
        }
        set
    }

    /// The blocks of a frame with the numbers of a page.
    pub(in crate::compose) fn renumbered(
        &mut self,
        frame: &Frame,
        set: &FrameSet,
        number: PageNumber,
    ) -> Vec<Block> {
        let mut blocks = set.blocks.clone();
        let page = FramePage { first: false, number };
        for (at, index) in &set.numbered {
            let mut line = Vec::with_capacity(1);
            if let Some(block) = frame.blocks.get(*index) {
                self.frame_block(block, frame, TagTree::ROOT, page, &mut line);
            }
            if let (Some(old), Some(new)) = (blocks.get_mut(*at), line.pop()) {
                *old = new;
            }
        }
        blocks
    }

    fn frame_block(
        &mut self,
        block: &FrameBlock,
        frame: &Frame,
        parent: NodeId,
        page: FramePage,
        blocks: &mut Vec<Block>,
    ) {
        let style = self.layout.style(&block.style);
        match &block.content {
            FrameContent::Template(template) => {
                let Some(filled) = self.config.fill(template, page.number) else { return };
                let real = page.first && !self.is_repetition(template);
                let text = &filled.text;
                blocks.push(self.in_house(filled.house, |this| {
                    let inlines = markup::read_inline(text, &this.context, this.diags);
                    this.frame_line((text, &inlines), block, real, parent, frame)
                }));
            }
            FrameContent::Contact => {
                self.in_house(self.release.contact.is_none(), |this| {
                    let contact = this.contact();
                    for line in this.config.contact().iter().zip(&*contact) {
                        blocks.push(this.frame_line(line, block, page.first, parent, frame));
                    }
                });
            }
            FrameContent::Image { file, height, alt } => {
                let alt = alt.as_ref().filter(|_| page.first);
                blocks.extend(self.logo(file, *height, alt, parent, frame));
            }
            FrameContent::Rule { width, color } => {
                let kind = BlockKind::Rule { width: *width, color: *color };
                let mut rule = Block::new(kind, style);
                rule.space = Some((Length::ZERO, Length::ZERO));
                blocks.push(rule);
            }
            FrameContent::Space(length) => {
                blocks.push(Block::new(BlockKind::Space(*length), style));
            }
        }
    }

    /// Whether a template says what the flow or every page says too: page
    /// numbers, and an embargo or headline that has its place in the flow.
    fn is_repetition(&self, template: &Text) -> bool {
        let flow = &self.layout.flow;
        fields::placeholders(template).any(|placeholder| match placeholder {
            Placeholder::Page | Placeholder::Pages => true,
            Placeholder::Embargo => flow.iter().any(|item| matches!(item, FlowItem::Embargo)),
            Placeholder::Headline => flow.iter().any(|item| matches!(item, FlowItem::Title)),
            _ => false,
        })
    }

    /// The contact lines as they were read, which is done once for all pages.
    fn contact(&mut self) -> Rc<[Inlines]> {
        let Self { config, context, diags, contact, .. } = self;
        let read = |line| markup::read_inline(line, context, diags);
        let read = || config.contact().iter().map(read).collect();
        Rc::clone(contact.get_or_insert_with(read))
    }

    fn frame_line(
        &mut self,
        (text, inlines): (&Text, &Inlines),
        block: &FrameBlock,
        real: bool,
        parent: NodeId,
        frame: &Frame,
    ) -> Block {
        let place = if real {
            Place::Under(self.tags.element(parent, Element::new(Role::P)))
        } else {
            Place::Artifact(furniture_kind(frame))
        };
        let style = self.layout.style(&block.style);
        let mut line = Block::text(self.pieces(inlines, &style, place), style);
        line.mode = place.mode();
        line.origin = Some(text.origin().clone());
        line
    }

    fn logo(
        &mut self,
        file: &Text,
        height: Length,
        alt: Option<&Text>,
        parent: NodeId,
        frame: &Frame,
    ) -> Option<Block> {
        let files = (self.config.assets, self.config.layout);
        let (image, pixels) = self.images.load(files, Root::Layout, file, self.diags)?;
        let width = height.scale(i64::from(pixels.0), i64::from(pixels.1));
        let nodes = alt.map(|alt| self.figure_nodes(alt, parent));
        let style = self.layout.style("body");
        let mut block = Block::new(BlockKind::Logo { image, height, width, nodes }, style);
        block.space = Some((Length::ZERO, Length::ZERO));
        if nodes.is_none() {
            block.mode = Place::Artifact(furniture_kind(frame)).mode();
        }
        block.origin = Some(file.origin().clone());
        Some(block)
    }

    /// A Figure element of the house with its content node.
    pub(in crate::compose) fn figure_nodes(
        &mut self,
        alt: &Text,
        parent: NodeId,
    ) -> (NodeId, NodeId) {
        let mut element = Element::new(Role::Figure);
        element.alt = Some(alt.as_str().into());
        element.lang = self.config.house.as_ref().map(|house| house.lang.clone());
        let figure = self.tags.element(parent, element);
        (figure, self.tags.content(figure))
    }
}

/// What a frame is when it is repeated: header above, footer below.
fn furniture_kind(frame: &Frame) -> ArtifactKind {
    match frame.y {
        FrameY::Top(_) if frame.letterhead => ArtifactKind::Header,
        FrameY::Top(y) if y < Length::mm(100) => ArtifactKind::Header,
        FrameY::Top(_) | FrameY::Bottom(_) => ArtifactKind::Footer,
    }
}
