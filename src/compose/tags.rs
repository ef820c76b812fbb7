//! The tag tree: structure in the order of the release, not of painting.
//!
//! Content nodes are the leaves: every painted item of one contiguous piece
//! of text (or one figure) points to the same content node, wherever its
//! lines fall. Roles are the standard structure types of PDF 1.7
//! (ISO 32000-1, 14.8.4).

use std::sync::Arc;

use crate::diag::Origin;
use crate::geom::Rect;
use crate::model::Lang;

/// Index of a node; 0 is the Document element.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub u32);

/// The whole tree; nodes are stored parents before children.
#[derive(Clone, PartialEq, Debug)]
pub struct TagTree {
    nodes: Vec<Node>,
}

/// One node.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// Structure element or content.
    pub kind: NodeKind,
    /// Its parent; the root is its own.
    pub parent: NodeId,
    /// Children in reading order.
    pub children: Vec<NodeId>,
    /// Where it was written.
    pub origin: Option<Origin>,
}

/// What a node is.
#[derive(Clone, PartialEq, Debug)]
pub enum NodeKind {
    /// A structure element.
    Element(Element),
    /// A place for marked content of the parent element.
    Content,
}

/// A structure element with its attributes.
#[derive(Clone, PartialEq, Debug)]
pub struct Element {
    /// Its standard type.
    pub role: Role,
    /// Its language, when it differs from the parent's.
    pub lang: Option<Lang>,
    /// Alternate description (figures).
    pub alt: Option<Arc<str>>,
    /// Replacement text.
    pub actual_text: Option<Arc<str>>,
    /// Expansion of an abbreviation.
    pub expansion: Option<Arc<str>>,
    /// Where a figure stands: page index and rectangle (attribute BBox).
    pub bbox: Option<(usize, Rect)>,
}

/// Standard structure types used here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Role {
    /// The root.
    Document,
    /// A section.
    Sect,
    /// A heading of level 1 to 6.
    H(u8),
    /// A paragraph.
    P,
    /// An inline span.
    Span,
    /// A block quote.
    BlockQuote,
    /// An inline quotation.
    Quote,
    /// A link.
    Link,
    /// A list with its numbering.
    L(ListNumbering),
    /// A list item.
    LI,
    /// The label of a list item.
    Lbl,
    /// The body of a list item.
    LBody,
    /// A table.
    Table,
    /// Its header rows.
    THead,
    /// Its body rows.
    TBody,
    /// A row.
    TR,
    /// A header cell with the scope of what it heads.
    TH(Scope),
    /// A data cell.
    TD,
    /// A figure.
    Figure,
    /// A caption.
    Caption,
}

/// Attribute ListNumbering (ISO 32000-1, table 347).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ListNumbering {
    /// No labels.
    None,
    /// Bullets.
    Disc,
    /// Arabic numbers.
    Decimal,
}

/// Attribute Scope of header cells.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// Heads its column.
    Column,
    /// Heads its row.
    Row,
}

impl Element {
    /// An element without attributes.
    pub fn new(role: Role) -> Self {
        Self { role, lang: None, alt: None, actual_text: None, expansion: None, bbox: None }
    }
}

impl Default for TagTree {
    fn default() -> Self {
        Self::new()
    }
}

impl TagTree {
    /// The Document element.
    pub const ROOT: NodeId = NodeId(0);

    /// A tree of a bare Document element.
    pub fn new() -> Self {
        let kind = NodeKind::Element(Element::new(Role::Document));
        Self { nodes: vec![Node { kind, parent: Self::ROOT, children: Vec::new(), origin: None }] }
    }

    /// Adds an element as the last child of `parent`.
    pub fn element(&mut self, parent: NodeId, element: Element) -> NodeId {
        self.add(parent, NodeKind::Element(element))
    }

    /// Adds a place for content as the last child of `parent`.
    pub fn content(&mut self, parent: NodeId) -> NodeId {
        self.add(parent, NodeKind::Content)
    }

    fn add(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(Node { kind, parent, children: Vec::new(), origin: None });
        if let Some(node) = self.nodes.get_mut(parent.0 as usize) {
            node.children.push(id);
        }
        id
    }

    /// States the language of what was added from a node on: of each element
    /// whose parent was there before and that has none of its own.
    pub fn speak(&mut self, from: usize, lang: &Lang) {
        for node in self.nodes.iter_mut().skip(from) {
            if let NodeKind::Element(element) = &mut node.kind
                && (node.parent.0 as usize) < from
            {
                element.lang.get_or_insert_with(|| lang.clone());
            }
        }
    }

    /// A node; ids come from this tree, a foreign one gives the root.
    pub fn get(&self, id: NodeId) -> &Node {
        self.nodes.get(id.0 as usize).unwrap_or(&self.nodes[0])
    }

    /// A node to change.
    pub fn get_mut(&mut self, id: NodeId) -> Option<&mut Node> {
        self.nodes.get_mut(id.0 as usize)
    }

    /// All nodes, parents before children.
    pub fn iter(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().map(|(i, n)| (NodeId(i as u32), n))
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is only the root.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() == 1
    }
}
