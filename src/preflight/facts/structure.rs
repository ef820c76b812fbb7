//! What a walk over all objects of a file finds, without interpreting pages.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::preflight::reader::Pdf;
use crate::preflight::reader::filter;
use crate::preflight::reader::object::{Dict, Object};

/// Longest canonical form of a spot colour definition.
const MAX_CANONICAL: usize = 1 << 16;

/// Why a dictionary was reached; its meaning often depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    /// The ExtGState category of a resource dictionary.
    ExtGStates,
    /// One graphics state parameter dictionary.
    ExtGState,
    /// A value of an action key.
    Action,
    /// An additional-actions dictionary; its values are actions.
    Additional,
}

/// A transparency group's colour space.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub space: Object,
    /// Whether it belongs to a soft mask, where other rules hold.
    pub soft_mask: bool,
}

/// Facts about objects, independent of pages.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// All stream filters in use.
    pub filters: BTreeSet<Vec<u8>>,
    pub external_streams: usize,
    pub ext_gstates: Vec<Rc<Dict>>,
    pub groups: Vec<Group>,
    /// Types (`S`) of actions.
    pub actions: BTreeSet<Vec<u8>>,
    pub opi: usize,
    pub postscript_xobjects: usize,
    pub reference_xobjects: usize,
    pub print_alternates: usize,
    pub file_specifications: usize,
    /// Spot colour definitions by name, as canonical forms.
    pub separations: BTreeMap<Vec<u8>, BTreeSet<Vec<u8>>>,
    /// Highest major version among ICCBased profiles.
    pub icc_major: u8,
    /// Rendering intents of images and graphics states.
    pub intents: BTreeSet<Vec<u8>>,
    /// Blend mode names.
    pub blend_modes: BTreeSet<Vec<u8>>,
}

struct Walk<'p, 'a> {
    pdf: &'p Pdf<'a>,
    seen: BTreeSet<u32>,
    stack: Vec<(Object, Role, bool)>,
    found: Structure,
}

impl Structure {
    /// Walks everything that the trailer reaches, save the structure tree
    /// and private application data, which are never printed.
    pub(crate) fn read(pdf: &Pdf<'_>) -> Self {
        let root = pdf.trailer.get(b"Root").clone();
        let mut walk = Walk {
            pdf,
            seen: BTreeSet::new(),
            stack: vec![(root, Role::Plain, false)],
            found: Self::default(),
        };
        while let Some((object, role, in_mask)) = walk.stack.pop() {
            walk.visit(object, role, in_mask);
        }
        walk.found
    }
}

impl Walk<'_, '_> {
    fn visit(&mut self, object: Object, role: Role, in_mask: bool) {
        if let Object::Ref(number) = object {
            if self.seen.insert(number) {
                let object = self.pdf.object(number);
                self.visit_value(&object, role, in_mask);
            }
        } else {
            self.visit_value(&object, role, in_mask);
        }
    }

    fn visit_value(&mut self, object: &Object, role: Role, in_mask: bool) {
        match object {
            Object::Ref(_) => self.stack.push((object.clone(), role, in_mask)),
            Object::Array(items) => {
                self.color_space(items);
                for item in items.iter().filter(|i| is_container(i)) {
                    self.stack.push((item.clone(), role, in_mask));
                }
            }
            Object::Dict(dict) => self.dict(dict, role, in_mask),
            Object::Stream(stream) => {
                let names = filter::chain(self.pdf, &stream.dict).into_iter().map(|(name, _)| name);
                self.found.filters.extend(names);
                // `F` is a file specification in a stream in the file; inline
                // images, where it abbreviates Filter, are not reached here.
                self.found.external_streams += usize::from(stream.dict.has(b"F"));
                self.dict(&stream.dict, role, in_mask);
            }
            _ => {}
        }
    }

    fn dict(&mut self, dict: &Rc<Dict>, role: Role, in_mask: bool) {
        let get = |key: &[u8]| self.pdf.get(dict, key);
        let kind = get(b"S");
        if role == Role::Action && kind.as_name().is_some() {
            self.found.actions.extend(kind.as_name().map(<[u8]>::to_vec));
        }
        if role == Role::ExtGState || get(b"Type").is_name(b"ExtGState") {
            self.ext_gstate(dict);
        }
        if kind.is_name(b"Transparency") && dict.has(b"CS") {
            self.found.groups.push(Group { space: get(b"CS"), soft_mask: in_mask });
        }
        self.xobject(dict);
        let mask = in_mask || kind.is_name(b"Luminosity") || kind.is_name(b"Alpha");
        for (key, value) in dict.iter() {
            if is_container(value) && !matches!(key, b"Parent" | b"P" | b"StructTreeRoot" | b"PieceInfo") {
                self.stack.push((value.clone(), role_of(key, role), mask));
            }
        }
    }

    fn ext_gstate(&mut self, dict: &Rc<Dict>) {
        if self.found.ext_gstates.contains(dict) {
            return;
        }
        self.found.ext_gstates.push(Rc::clone(dict));
        self.found.intents.extend(self.pdf.get(dict, b"RI").as_name().map(<[u8]>::to_vec));
        let modes = match self.pdf.get(dict, b"BM") {
            Object::Array(names) => names.iter().map(|n| self.pdf.resolve(n)).collect(),
            single => vec![single],
        };
        self.found.blend_modes.extend(modes.iter().filter_map(|n| n.as_name().map(<[u8]>::to_vec)));
    }

    fn xobject(&mut self, dict: &Dict) {
        let subtype = self.pdf.get(dict, b"Subtype");
        let found = &mut self.found;
        found.file_specifications += usize::from(dict.has(b"EF"));
        match subtype.as_name() {
            Some(b"Image") => {
                found.opi += usize::from(dict.has(b"OPI"));
                found.intents.extend(self.pdf.get(dict, b"Intent").as_name().map(<[u8]>::to_vec));
                let alternates = self.pdf.array(dict.get(b"Alternates")).unwrap_or_default();
                let printing = alternates.iter().filter_map(|a| self.pdf.dict(a));
                found.print_alternates += printing
                    .filter(|a| self.pdf.get(a, b"DefaultForPrinting").as_bool() == Some(true))
                    .count();
            }
            Some(b"Form") => {
                found.opi += usize::from(dict.has(b"OPI"));
                found.reference_xobjects += usize::from(dict.has(b"Ref"));
                found.postscript_xobjects += usize::from(self.pdf.get(dict, b"Subtype2").is_name(b"PS"));
            }
            Some(b"PS") => found.postscript_xobjects += 1,
            _ => {}
        }
    }

    fn color_space(&mut self, items: &[Object]) {
        let item = |i: usize| items.get(i).cloned().unwrap_or_default();
        if items.len() == 4 && item(0).is_name(b"Separation") {
            let name = self.pdf.resolve(&item(1)).as_name().unwrap_or(b"").to_vec();
            let mut form = Vec::new();
            canonical(self.pdf, &item(2), 0, &mut form);
            canonical(self.pdf, &item(3), 0, &mut form);
            self.found.separations.entry(name).or_default().insert(form);
        } else if items.len() == 2
            && item(0).is_name(b"ICCBased")
            && let Some(stream) = self.pdf.resolve(&item(1)).as_stream()
        {
            let major = filter::prefix(self.pdf, stream, 128).and_then(|h| h.get(8).copied());
            self.found.icc_major = self.found.icc_major.max(major.unwrap_or(0));
        }
    }
}

fn is_container(object: &Object) -> bool {
    matches!(object, Object::Ref(_) | Object::Array(_) | Object::Dict(_) | Object::Stream(_))
}

fn role_of(key: &[u8], parent: Role) -> Role {
    match (key, parent) {
        (_, Role::ExtGStates) => Role::ExtGState,
        (_, Role::Additional) => Role::Action,
        (b"ExtGState", _) => Role::ExtGStates,
        (b"AA", _) => Role::Additional,
        (b"A" | b"OpenAction" | b"Next" | b"PA", _) => Role::Action,
        (b"JavaScript", _) => Role::Action,
        (b"Names" | b"Kids", Role::Action) => Role::Action,
        _ => Role::Plain,
    }
}

/// Writes a value with references followed, so that equal definitions give
/// equal bytes wherever they are stored.
fn canonical(pdf: &Pdf<'_>, object: &Object, depth: usize, out: &mut Vec<u8>) {
    if depth > 8 || out.len() > MAX_CANONICAL {
        return;
    }
    match pdf.resolve(object) {
        Object::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|i| canonical(pdf, i, depth + 1, out));
            out.push(b']');
        }
        Object::Dict(dict) => canonical_dict(pdf, &dict, depth, out),
        Object::Stream(stream) => {
            canonical_dict(pdf, &stream.dict, depth, out);
            let data = pdf.decode(&stream).unwrap_or_default();
            out.extend_from_slice(data.get(..data.len().min(MAX_CANONICAL)).unwrap_or(&[]));
        }
        Object::Name(name) => {
            out.push(b'/');
            out.extend_from_slice(&name);
        }
        Object::String(text) => out.extend_from_slice(&text),
        Object::Bool(value) => out.extend_from_slice(if value { b"true " } else { b"false " }),
        other => out.extend_from_slice(format!("{:?} ", other.as_f64()).as_bytes()),
    }
}

fn canonical_dict(pdf: &Pdf<'_>, dict: &Dict, depth: usize, out: &mut Vec<u8>) {
    out.push(b'<');
    for (key, value) in dict.iter().filter(|(k, _)| !matches!(*k, b"Length" | b"Filter" | b"DecodeParms")) {
        out.extend_from_slice(key);
        out.push(b' ');
        canonical(pdf, value, depth + 1, out);
    }
    out.push(b'>');
}
