//! The structure tree: elements, marked content, object references, parent tree.

use pdf_writer::{Array, Dict, Name, Ref, TextStr};

use super::content::Frame;
use super::objects::File;
use crate::compose::document::{Document, Info};
use crate::compose::tags::{Element, ListNumbering, Node, NodeId, NodeKind, Role, Scope, TagTree};

/// The standard structure type of a role (ISO 32000-1, 14.8.4). Without
/// annotations there are no links: a Link element must hold one
/// (14.8.4.4.2), so its text becomes a plain Span.
pub(super) fn role_name(role: Role, links: bool) -> &'static str {
    match role {
        Role::Link if !links => "Span",
        Role::Document => "Document",
        Role::Sect => "Sect",
        Role::H(level) => match level {
            0 | 1 => "H1",
            2 => "H2",
            3 => "H3",
            4 => "H4",
            5 => "H5",
            _ => "H6",
        },
        Role::P => "P",
        Role::Span => "Span",
        Role::BlockQuote => "BlockQuote",
        Role::Quote => "Quote",
        Role::Link => "Link",
        Role::L(_) => "L",
        Role::LI => "LI",
        Role::Lbl => "Lbl",
        Role::LBody => "LBody",
        Role::Table => "Table",
        Role::THead => "THead",
        Role::TBody => "TBody",
        Role::TR => "TR",
        Role::TH(_) => "TH",
        Role::TD => "TD",
        Role::Figure => "Figure",
        Role::Caption => "Caption",
    }
}

/// Which marked content belongs to which node, noted while painting.
#[derive(Default)]
pub(super) struct Marks {
    /// Node, page and id in painting order.
    content: Vec<(NodeId, u32, u32)>,
    /// The element of every id, by page.
    owners: Vec<Vec<NodeId>>,
    /// Link element, page and annotation.
    links: Vec<(NodeId, u32, Ref)>,
}

impl Marks {
    /// A new marked-content id on a page.
    pub(super) fn add(&mut self, page: u32, node: NodeId, element: NodeId) -> u32 {
        let at = page as usize;
        if self.owners.len() <= at {
            self.owners.resize(at + 1, Vec::new());
        }
        let Some(owners) = self.owners.get_mut(at) else { return 0 };
        let id = owners.len() as u32;
        owners.push(element);
        self.content.push((node, page, id));
        id
    }

    /// Notes an annotation and returns its key in the parent tree of a
    /// document of `pages` pages.
    pub(super) fn add_link(
        &mut self,
        element: NodeId,
        page: u32,
        annotation: Ref,
        pages: usize,
    ) -> i32 {
        self.links.push((element, page, annotation));
        (pages + self.links.len() - 1) as i32
    }

    /// The content of a node; call only after [`Marks::sort`].
    fn of(&self, node: NodeId) -> &[(NodeId, u32, u32)] {
        let start = self.content.partition_point(|(n, _, _)| *n < node);
        let end = self.content.partition_point(|(n, _, _)| *n <= node);
        self.content.get(start..end).unwrap_or_default()
    }

    /// Orders by node; content of one node stays in painting order.
    fn sort(&mut self) {
        self.content.sort_by_key(|(node, _, _)| *node);
        self.links.sort_by_key(|(node, _, _)| *node);
    }
}

/// What the tree is written from.
pub(super) struct Structure<'a> {
    pub(super) document: &'a Document,
    pub(super) marks: Marks,
    /// Whether links have annotations.
    pub(super) links: bool,
    pub(super) pages: &'a [Ref],
    pub(super) frames: &'a [Frame],
}

/// One kid of an element.
enum Kid {
    Element(Ref),
    Content { page: u32, id: u32 },
    Annotation { page: u32, annotation: Ref },
}

impl Structure<'_> {
    /// Writes the tree and returns its root.
    pub(super) fn write(mut self, file: &mut File<'_>) -> Ref {
        let keyed_links: Vec<NodeId> = self.marks.links.iter().map(|(e, _, _)| *e).collect();
        self.marks.sort();
        let tags = &self.document.tags;
        let root = file.alloc();
        let refs: Vec<Option<Ref>> = tags
            .iter()
            .map(|(_, node)| matches!(node.kind, NodeKind::Element(_)).then(|| file.alloc()))
            .collect();
        for (id, node) in tags.iter() {
            if let NodeKind::Element(element) = &node.kind {
                self.write_element(file, &refs, root, id, node, element);
            }
        }
        let parents = self.write_parent_tree(file, &refs, &keyed_links);
        let mut dict = file.object(root).dict();
        dict.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        if let Some(Some(document)) = refs.first() {
            dict.pair(Name(b"K"), *document);
        }
        dict.pair(Name(b"ParentTree"), parents);
        dict.pair(Name(b"ParentTreeNextKey"), (self.pages.len() + keyed_links.len()) as i32);
        drop(dict);
        root
    }

    fn write_element(
        &self,
        file: &mut File<'_>,
        refs: &[Option<Ref>],
        root: Ref,
        id: NodeId,
        node: &Node,
        element: &Element,
    ) {
        let Some(own) = reference(refs, id) else { return };
        let parent =
            if id == TagTree::ROOT { root } else { reference(refs, node.parent).unwrap_or(root) };
        let kids = self.kids(refs, id, node);
        let page = kids.iter().find_map(|kid| match kid {
            Kid::Content { page, .. } | Kid::Annotation { page, .. } => Some(*page),
            Kid::Element(_) => None,
        });
        let mut dict = file.object(own).dict();
        // /Type is optional for structure elements and left out: it would be
        // a fifth of them.
        dict.pair(Name(b"S"), Name(role_name(element.role, self.links).as_bytes()));
        dict.pair(Name(b"P"), parent);
        if let Some(page) = page.and_then(|p| self.pages.get(p as usize)) {
            dict.pair(Name(b"Pg"), *page);
        }
        self.write_texts(&mut dict, id, element);
        self.write_attributes(&mut dict, element);
        match kids.as_slice() {
            [] => {}
            [Kid::Element(kid)] => {
                dict.pair(Name(b"K"), *kid);
            }
            [Kid::Content { id, .. }] => {
                dict.pair(Name(b"K"), *id as i32);
            }
            kids => {
                let mut array = dict.insert(Name(b"K")).array();
                for kid in kids {
                    self.write_kid(&mut array, kid, page);
                }
            }
        }
    }

    /// Kids in reading order; annotations of a link come last.
    fn kids(&self, refs: &[Option<Ref>], id: NodeId, node: &Node) -> Vec<Kid> {
        let content = |node: NodeId| {
            self.marks.of(node).iter().map(|&(_, page, id)| Kid::Content { page, id })
        };
        let mut kids = Vec::with_capacity(node.children.len() + 1);
        for &child in &node.children {
            match reference(refs, child) {
                Some(element) => kids.push(Kid::Element(element)),
                None => kids.extend(content(child)),
            }
        }
        kids.extend(content(id));
        let links = &self.marks.links;
        let start = links.partition_point(|(n, _, _)| *n < id);
        let own = links.iter().skip(start).take_while(|(n, _, _)| *n == id);
        kids.extend(own.map(|&(_, page, annotation)| Kid::Annotation { page, annotation }));
        kids
    }

    fn write_kid(&self, array: &mut Array<'_>, kid: &Kid, element_page: Option<u32>) {
        match *kid {
            Kid::Element(element) => {
                array.item(element);
            }
            Kid::Content { page, id } if element_page == Some(page) => {
                array.item(id as i32);
            }
            Kid::Content { page, id } => {
                let mut mark = array.push().dict();
                mark.pair(Name(b"Type"), Name(b"MCR"));
                if let Some(page) = self.pages.get(page as usize) {
                    mark.pair(Name(b"Pg"), *page);
                }
                mark.pair(Name(b"MCID"), id as i32);
            }
            Kid::Annotation { page, annotation } => {
                let mut object = array.push().dict();
                object.pair(Name(b"Type"), Name(b"OBJR"));
                if let Some(page) = self.pages.get(page as usize) {
                    object.pair(Name(b"Pg"), *page);
                }
                object.pair(Name(b"Obj"), annotation);
            }
        }
    }

    fn write_texts(&self, dict: &mut Dict<'_>, id: NodeId, element: &Element) {
        let Info { lang, .. } = &self.document.info;
        let lang = element.lang.as_ref().or((id == TagTree::ROOT).then_some(lang));
        if let Some(lang) = lang {
            dict.pair(Name(b"Lang"), TextStr(lang.as_str()));
        }
        for (key, text) in [
            (b"Alt".as_slice(), &element.alt),
            (b"ActualText", &element.actual_text),
            (b"E", &element.expansion),
        ] {
            if let Some(text) = text {
                dict.pair(Name(key), TextStr(text));
            }
        }
    }

    fn write_attributes(&self, dict: &mut Dict<'_>, element: &Element) {
        match element.role {
            Role::L(numbering) => {
                let name = match numbering {
                    ListNumbering::None => Name(b"None"),
                    ListNumbering::Disc => Name(b"Disc"),
                    ListNumbering::Decimal => Name(b"Decimal"),
                };
                let mut attributes = dict.insert(Name(b"A")).dict();
                attributes.pair(Name(b"O"), Name(b"List")).pair(Name(b"ListNumbering"), name);
            }
            Role::TH(scope) => {
                let name = match scope {
                    Scope::Column => Name(b"Column"),
                    Scope::Row => Name(b"Row"),
                };
                let mut attributes = dict.insert(Name(b"A")).dict();
                attributes.pair(Name(b"O"), Name(b"Table")).pair(Name(b"Scope"), name);
            }
            Role::Figure => {
                let mut attributes = dict.insert(Name(b"A")).dict();
                attributes.pair(Name(b"O"), Name(b"Layout"));
                attributes.pair(Name(b"Placement"), Name(b"Block"));
                if let Some((page, rect)) = element.bbox
                    && let Some(frame) = self.frames.get(page)
                {
                    attributes.pair(Name(b"BBox"), frame.rect(rect));
                }
            }
            _ => {}
        }
    }

    /// Page keys come first (0 to pages - 1), then one key for each link.
    fn write_parent_tree(
        &self,
        file: &mut File<'_>,
        refs: &[Option<Ref>],
        links: &[NodeId],
    ) -> Ref {
        let id = file.alloc();
        let mut dict = file.object(id).dict();
        let mut nums = dict.insert(Name(b"Nums")).array();
        for page in 0..self.pages.len() {
            nums.item(page as i32);
            let owners = self.marks.owners.get(page).map(Vec::as_slice).unwrap_or_default();
            nums.push().array().items(owners.iter().filter_map(|&e| reference(refs, e)));
        }
        for (index, &link) in links.iter().enumerate() {
            if let Some(element) = reference(refs, link) {
                nums.item((self.pages.len() + index) as i32).item(element);
            }
        }
        id
    }
}

fn reference(refs: &[Option<Ref>], id: NodeId) -> Option<Ref> {
    refs.get(id.0 as usize).copied().flatten()
}
