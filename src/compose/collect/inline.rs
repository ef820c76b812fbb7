//! Inline runs into pieces: settings by style, content nodes by structure.

use std::sync::Arc;

use super::{Collector, LinkTarget, Place};
use crate::compose::fonts::Emphasis;
use crate::compose::tags::{Element, NodeId, Role};
use crate::diag::Origin;
use crate::markup::{Inline, Link, Run};
use crate::model::Lang;
use crate::model::layout::Style;
use crate::text::style::Piece;

/// The element that the current run of text belongs to.
#[derive(Default)]
struct Open {
    link: Option<Arc<Link>>,
    lang: Option<Lang>,
    expansion: Option<Arc<str>>,
    content: Option<NodeId>,
}

impl Open {
    fn holds(&self, run: &Run) -> bool {
        let same_link = match (&self.link, &run.link) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        self.content.is_some()
            && same_link
            && self.lang == run.lang
            && self.expansion == run.expansion
    }
}

impl Collector<'_, '_> {
    /// Pieces of a paragraph; its content nodes are added to the tag tree
    /// unless it is an artifact.
    pub(super) fn pieces(
        &mut self,
        inlines: &[Inline],
        style: &Arc<Style>,
        place: Place,
    ) -> Vec<Piece> {
        let lang = self.lang.clone();
        let mut open = Open::default();
        let mut pieces: Vec<Piece> = Vec::with_capacity(inlines.len());
        for inline in inlines {
            match inline {
                Inline::Break => {
                    if let Some(last) = pieces.last_mut() {
                        last.text.push('\u{2028}');
                    }
                }
                Inline::Text(run) => {
                    let id = self.content_node(run, &mut open, place);
                    let color = run.link.as_ref().and_then(|_| self.layout.link_color());
                    let emphasis = Emphasis { strong: run.strong, emphasis: run.emphasis, color };
                    let lang = run.lang.as_ref().unwrap_or(&lang);
                    let setting = self.fonts.setting(style, emphasis, lang, self.diags);
                    let address = run.link.is_some() && looks_like_address(&run.text);
                    append(
                        &mut pieces,
                        Piece {
                            text: run.text.clone(),
                            setting,
                            unbreakable: run.unbreakable,
                            address,
                            id,
                            origin: run.origin.clone(),
                        },
                    );
                }
            }
        }
        pieces
    }

    /// One piece of plain text.
    pub(super) fn plain_piece(
        &mut self,
        text: String,
        style: &Arc<Style>,
        place: Place,
        origin: &Origin,
    ) -> Piece {
        let lang = self.lang.clone();
        let setting = self.fonts.setting(style, Emphasis::default(), &lang, self.diags);
        let id = match place {
            Place::Under(parent) => self.tags.content(parent).0,
            Place::Artifact(_) => 0,
        };
        Piece { text, setting, unbreakable: false, address: false, id, origin: origin.clone() }
    }

    fn content_node(&mut self, run: &Run, open: &mut Open, place: Place) -> u32 {
        let Place::Under(parent) = place else { return 0 };
        if open.holds(run)
            && let Some(content) = open.content
        {
            return content.0;
        }
        let mut owner = parent;
        if let Some(link) = &run.link {
            owner = self.link_element(parent, link, open);
        }
        if run.lang.is_some() || run.expansion.is_some() {
            let mut span = Element::new(Role::Span);
            span.lang.clone_from(&run.lang);
            span.expansion.clone_from(&run.expansion);
            owner = self.tags.element(owner, span);
        }
        let content = self.tags.content(owner);
        if let Some(link) = &run.link {
            self.links.push(LinkTarget {
                content,
                element: self.last_link,
                target: link.target.as_str().into(),
                contents: link.contents.as_str().into(),
            });
        }
        *open = Open {
            link: run.link.clone(),
            lang: run.lang.clone(),
            expansion: run.expansion.clone(),
            content: Some(content),
        };
        content.0
    }

    /// The Link element of a link; runs of one link share it.
    fn link_element(&mut self, parent: NodeId, link: &Arc<Link>, open: &Open) -> NodeId {
        let same = open.link.as_ref().is_some_and(|known| Arc::ptr_eq(known, link));
        if !same {
            self.last_link = self.tags.element(parent, Element::new(Role::Link));
        }
        self.last_link
    }
}

/// Adds a piece, joined to the last one when nothing tells them apart.
fn append(pieces: &mut Vec<Piece>, piece: Piece) {
    if let Some(last) = pieces.last_mut()
        && last.id == piece.id
        && last.unbreakable == piece.unbreakable
        && !piece.unbreakable
        && last.address == piece.address
        && Arc::ptr_eq(&last.setting, &piece.setting)
    {
        last.text.push_str(&piece.text);
    } else {
        pieces.push(piece);
    }
}

/// Whether a link shows its address, so that it breaks like one.
fn looks_like_address(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.contains(['.', '@', '/'])
}
