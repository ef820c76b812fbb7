//! Which paragraphs may run beside a photo.

use std::sync::Arc;

use super::Collector;
use crate::compose::block::{Beside, BesidePart, Block, BlockKind};
use crate::diag::Diagnostic;
use crate::model::layout::{Edge, LeadPhotos};
use crate::model::release::{Photo, PhotoBeside};
use crate::unit::Length;

/// More paragraphs than this do not run beside one photo: each has a line.
const MOST: usize = 30;

/// A photo that is to have text beside it.
pub(super) struct Wish {
    /// Its block.
    block: usize,
    edge: Edge,
    setup: LeadPhotos,
}

impl Collector<'_, '_> {
    /// Notes that the block collected last is a photo that is to have text
    /// beside it, if the release or else the house wants it so.
    pub(super) fn wish(&mut self, photo: &Photo, setup: LeadPhotos) {
        let edge = match photo.beside {
            Some(PhotoBeside::At(edge)) => Some(edge),
            Some(PhotoBeside::No) => None,
            None => setup.beside,
        };
        if let (Some(edge), Some(block)) = (edge, self.blocks.len().checked_sub(1)) {
            self.wishes.push(Wish { block, edge, setup });
        }
    }

    /// Brings photos together with the paragraphs after them.
    pub(super) fn grant_wishes(&mut self) {
        for (id, wish) in std::mem::take(&mut self.wishes).into_iter().enumerate() {
            let after = self.blocks.get(wish.block + 1..).unwrap_or_default();
            let paragraphs: Vec<Block> =
                after.iter().take(MOST).take_while(|block| is_plain(block)).cloned().collect();
            let Some(block) = self.blocks.get(wish.block).cloned() else { continue };
            if paragraphs.is_empty() {
                self.diags.push(no_text(&block));
                continue;
            }
            let count = paragraphs.len();
            let LeadPhotos { width, gap, .. } = wish.setup;
            let group = Arc::new(Beside { id, edge: wish.edge, width, gap, block, paragraphs });
            let parts = self.blocks.iter_mut().skip(wish.block).take(count + 1);
            for (part, block) in parts.enumerate() {
                block.beside = Some(BesidePart { group: Arc::clone(&group), part });
            }
        }
    }
}

/// Whether a block is running text with nothing around it.
fn is_plain(block: &Block) -> bool {
    let BlockKind::Text(text) = &block.kind else { return false };
    let style = &block.style;
    let bare = style.border.is_none()
        && style.fill.is_none()
        && style.rule_above.is_none()
        && style.rule_below.is_none();
    text.running
        && text.label.is_none()
        && bare
        && block.inside.is_empty()
        && block.inset == Length::ZERO
        && !block.new_page
}

fn no_text(block: &Block) -> Diagnostic {
    let message = "no text runs beside the photo: no paragraph follows it";
    let finding = Diagnostic::note("not-beside", message)
        .hint("paragraphs run beside a photo; headings, lists, tables and other photos do not");
    match &block.origin {
        Some(origin) => finding.at(origin),
        None => finding,
    }
}
