//! Kicker, headline and subhead: one H1, however many lines.

use std::sync::Arc;

use super::{Collector, Place};
use crate::compose::block::Block;
use crate::compose::tags::{Element, NodeId, Role};
use crate::markup;
use crate::model::Text;

impl Collector<'_, '_> {
    /// The title of the release.
    pub(super) fn title(&mut self) {
        let h1 = self.tags.element(self.parent, Element::new(Role::H(1)));
        let mut plain = String::new();
        if let Some(kicker) = self.release.kicker.as_ref().filter(|k| !k.is_blank()) {
            let span = self.tags.element(h1, Element::new(Role::Span));
            plain.push_str(&self.title_line(kicker, "kicker", span));
            plain.push(' ');
        }
        plain.push_str(&self.title_line(&self.release.headline, "headline", h1));
        if let Some(block) = self.blocks.last_mut() {
            block.outline = Some((plain, 1));
        }
        if let Some(subhead) = self.release.subhead.as_ref().filter(|s| !s.is_blank()) {
            let p = self.tags.element(self.parent, Element::new(Role::P));
            self.title_line(subhead, "subhead", p);
        }
    }

    /// One part of the title; returns its plain text.
    fn title_line(&mut self, text: &Text, style: &str, parent: NodeId) -> String {
        self.origin = text.origin().clone();
        let inlines = markup::read_inline(text, &self.context, self.diags);
        let style = self.layout.style(style);
        let pieces = self.pieces(&inlines, &style, Place::Under(parent));
        let mut block = Block::text(pieces, Arc::clone(&style));
        block.keep.with_next = true;
        self.push(block);
        markup::plain(&inlines)
    }
}
