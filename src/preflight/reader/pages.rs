//! The page tree (ISO 32000-1, 7.7.3) with inherited attributes.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Pdf;
use super::object::{Dict, Object};

/// Deepest page tree that is followed.
const MAX_DEPTH: usize = 64;

/// A page dictionary and what it inherits.
#[derive(Clone, Debug)]
pub(crate) struct PageNode {
    pub dict: Rc<Dict>,
    pub resources: Rc<Dict>,
    pub media_box: Object,
    pub crop_box: Object,
    pub rotate: Object,
}

/// The pages in order, up to the limit. Circles are cut.
pub(crate) fn pages(pdf: &Pdf<'_>) -> Vec<PageNode> {
    let mut walk = Walk { pdf, seen: BTreeSet::new(), pages: Vec::new() };
    let empty = PageNode {
        dict: Rc::default(),
        resources: Rc::default(),
        media_box: Object::Null,
        crop_box: Object::Null,
        rotate: Object::Null,
    };
    walk.node(pdf.catalog().get(b"Pages"), &empty, 0);
    walk.pages
}

struct Walk<'p, 'a> {
    pdf: &'p Pdf<'a>,
    seen: BTreeSet<u32>,
    pages: Vec<PageNode>,
}

impl Walk<'_, '_> {
    fn node(&mut self, object: &Object, parent: &PageNode, depth: usize) {
        if let Object::Ref(number) = object
            && !self.seen.insert(*number)
        {
            return;
        }
        if depth > MAX_DEPTH {
            self.pdf.budget.exceed("page tree depth");
            return;
        }
        let Some(dict) = self.pdf.dict(object) else { return };
        let inherited = self.inherit(&dict, parent);
        match self.pdf.array(dict.get(b"Kids")) {
            Some(kids) => {
                for kid in kids.iter() {
                    if self.pages.len() >= self.pdf.budget.limits.pages {
                        self.pdf.budget.exceed("pages");
                        return;
                    }
                    self.node(kid, &inherited, depth + 1);
                }
            }
            None => self.pages.push(inherited),
        }
    }

    fn inherit(&self, dict: &Rc<Dict>, parent: &PageNode) -> PageNode {
        let own = |key: &[u8], inherited: &Object| {
            let value = self.pdf.get(dict, key);
            if value.is_null() { inherited.clone() } else { value }
        };
        let resources = self.pdf.dict(dict.get(b"Resources"));
        PageNode {
            dict: Rc::clone(dict),
            resources: resources.unwrap_or_else(|| Rc::clone(&parent.resources)),
            media_box: own(b"MediaBox", &parent.media_box),
            crop_box: own(b"CropBox", &parent.crop_box),
            rotate: own(b"Rotate", &parent.rotate),
        }
    }
}
