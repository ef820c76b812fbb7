//! Kicker, headline and subhead: one H1, however many lines.

use std::sync::Arc;

use super::{Collector, Place};
use crate::compose::block::{Block, BlockKind};
use crate::compose::tags::{Element, NodeId, Role};
use crate::markup;
use crate::model::Text;
use crate::unit::Length;

impl Collector<'_, '_> {
    /// The title of the release.
    pub(super) fn title(&mut self) {
        let h1 = self.tags.element(self.parent, Element::new(Role::H(1)));
        let mut plain = String::new();
        let first = self.blocks.len();
        if let Some(kicker) = self.release.kicker.as_ref().filter(|k| !k.is_blank()) {
            let span = self.tags.element(h1, Element::new(Role::Span));
            let kicker = self.title_line(kicker, "kicker", span);
            plain = format!("{kicker} ");
            self.said.kicker = Some(kicker);
        }
        let lone = self.blocks.len() == first;
        let headline = self.title_line(&self.release.headline, "headline", h1);
        // The space before a headline stands before all of the title.
        if let Some(block) = self.blocks.last_mut().filter(|_| !lone) {
            block.space = Some((Length::ZERO, block.style.space_after));
        }
        plain.push_str(&headline);
        self.said.headline = Some(headline);
        if let Some(block) = self.blocks.get_mut(first) {
            block.outline = Some((plain, 1));
        }
        if let Some(subhead) = self.release.subhead.as_ref().filter(|s| !s.is_blank()) {
            let p = self.tags.element(self.parent, Element::new(Role::P));
            self.said.subhead = Some(self.title_line(subhead, "subhead", p));
        }
    }

    /// One part of the title; returns its plain text. The words of a part
    /// that goes on in the next one must not run together with it.
    fn title_line(&mut self, text: &Text, style: &str, parent: NodeId) -> String {
        let goes_on = style == "kicker";
        self.origin = text.origin().clone();
        let inlines = markup::read_inline(text, &self.context, self.diags);
        let style = self.layout.style(style);
        let mut pieces = self.pieces(&inlines, &style, Place::Under(parent));
        if let (true, Some(last)) = (goes_on, pieces.last_mut()) {
            last.text.push(' ');
        }
        let mut block = Block::text(pieces, Arc::clone(&style));
        if let BlockKind::Text(text) = &mut block.kind {
            text.soft_breaks = true;
        }
        block.keep.with_next = true;
        self.push(block);
        markup::plain(&inlines)
    }
}
