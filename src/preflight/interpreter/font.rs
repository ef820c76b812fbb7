//! Font dictionaries: embedding and advance widths.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::preflight::reader::Pdf;
use crate::preflight::reader::object::{Dict, Object, Stream};

/// Most single widths of a composite font that are kept.
const MAX_WIDTHS: usize = 70_000;

/// What kind of font program is embedded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Program {
    /// `FontFile`.
    Type1(Rc<Stream>),
    /// `FontFile2`.
    TrueType(Rc<Stream>),
    /// `FontFile3` and its subtype.
    Compact(Rc<Stream>, Vec<u8>),
    /// Glyphs are content streams.
    Type3,
    /// Not embedded.
    Missing,
}

/// A font as the rules see it.
#[derive(Debug)]
pub(crate) struct Font {
    /// `BaseFont`, or `Type 3`.
    pub name: String,
    /// Subtype of the font or of its descendant.
    pub subtype: Vec<u8>,
    pub program: Program,
    pub composite: bool,
    /// `CIDToGIDMap` of the descendant.
    pub cid_to_gid: Object,
    /// Whether `Widths`, `FirstChar` and `LastChar` fit each other (simple fonts).
    pub widths_complete: bool,
    widths: BTreeMap<u32, f64>,
    default_width: f64,
    /// Height and width of a glyph unit (Type 3 font matrix).
    pub unit: f64,
}

impl Font {
    /// Reads a font dictionary.
    pub(crate) fn read(pdf: &Pdf<'_>, dict: &Dict) -> Self {
        let name = String::from_utf8_lossy(pdf.get(dict, b"BaseFont").as_name().unwrap_or(b"(no name)")).into_owned();
        let subtype = pdf.get(dict, b"Subtype").as_name().unwrap_or(b"").to_vec();
        match subtype.as_slice() {
            b"Type0" => Self::composite(pdf, dict, name),
            _ => Self::simple(pdf, dict, name, subtype),
        }
    }

    fn composite(pdf: &Pdf<'_>, dict: &Dict, name: String) -> Self {
        let descendants = pdf.array(dict.get(b"DescendantFonts")).unwrap_or_default();
        let descendant = descendants.first().and_then(|d| pdf.dict(d)).unwrap_or_default();
        let descriptor = pdf.dict(descendant.get(b"FontDescriptor")).unwrap_or_default();
        Self {
            name,
            subtype: pdf.get(&descendant, b"Subtype").as_name().unwrap_or(b"").to_vec(),
            program: program(pdf, &descriptor),
            composite: true,
            cid_to_gid: pdf.get(&descendant, b"CIDToGIDMap"),
            widths_complete: true,
            widths: cid_widths(pdf, &descendant),
            default_width: pdf.number(descendant.get(b"DW")).unwrap_or(1000.0),
            unit: 0.001,
        }
    }

    fn simple(pdf: &Pdf<'_>, dict: &Dict, name: String, subtype: Vec<u8>) -> Self {
        let descriptor = pdf.dict(dict.get(b"FontDescriptor")).unwrap_or_default();
        let type3 = subtype == b"Type3";
        let first = pdf.get(dict, b"FirstChar").as_int();
        let last = pdf.get(dict, b"LastChar").as_int();
        let widths = pdf.numbers(dict.get(b"Widths"));
        let widths_complete = matches!(
            (first, last, &widths),
            (Some(f), Some(l), Some(w)) if f >= 0 && l >= f && w.len() as i64 > l - f
        );
        let start = first.and_then(|f| u32::try_from(f).ok()).unwrap_or(0);
        let unit = match pdf.numbers(dict.get(b"FontMatrix")).as_deref() {
            Some(&[a, ..]) if type3 => a.abs(),
            _ => 0.001,
        };
        Self {
            name: if type3 { "Type 3".to_owned() } else { name },
            subtype,
            program: if type3 { Program::Type3 } else { program(pdf, &descriptor) },
            composite: false,
            cid_to_gid: Object::Null,
            widths_complete,
            widths: (start..).zip(widths.unwrap_or_default()).take(256).collect(),
            default_width: pdf.number(descriptor.get(b"MissingWidth")).unwrap_or(500.0),
            unit,
        }
    }

    /// The font name without its subset tag.
    pub(crate) fn family(&self) -> &str {
        match self.name.split_once('+') {
            Some((tag, rest)) if tag.len() == 6 => rest,
            _ => &self.name,
        }
    }

    /// Character codes of a string and their widths in thousandths of an em.
    /// Composite fonts are taken to have two-byte codes that are the CIDs
    /// (Identity), which is what writers make; others give approximate boxes.
    pub(crate) fn codes(&self, text: &[u8]) -> Vec<(u32, f64)> {
        let step = if self.composite { 2 } else { 1 };
        text.chunks(step)
            .map(|chunk| {
                let code = chunk.iter().fold(0, |n, b| n << 8 | u32::from(*b));
                (code, self.width(code))
            })
            .collect()
    }

    /// The advance of a code, in glyph units.
    pub(crate) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default_width)
    }

    /// The widths stated for single codes.
    pub(crate) fn stated_widths(&self) -> impl Iterator<Item = (u32, f64)> + '_ {
        self.widths.iter().map(|(c, w)| (*c, *w))
    }
}

fn program(pdf: &Pdf<'_>, descriptor: &Dict) -> Program {
    let file = |key: &[u8]| pdf.get(descriptor, key).as_stream().cloned();
    if let Some(stream) = file(b"FontFile3") {
        let subtype = pdf.get(&stream.dict, b"Subtype").as_name().unwrap_or(b"").to_vec();
        return Program::Compact(stream, subtype);
    }
    if let Some(stream) = file(b"FontFile2") {
        return Program::TrueType(stream);
    }
    file(b"FontFile").map_or(Program::Missing, Program::Type1)
}

/// The W array of a CIDFont (ISO 32000-1, 9.7.4.3).
fn cid_widths(pdf: &Pdf<'_>, descendant: &Dict) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let items = pdf.array(descendant.get(b"W")).unwrap_or_default();
    let mut items = items.iter().map(|o| pdf.resolve(o));
    while let Some(first) = items.next().and_then(|o| u32::try_from(o.as_int()?).ok()) {
        match items.next() {
            Some(Object::Array(list)) => {
                for (cid, width) in (first..).zip(list.iter()) {
                    widths.insert(cid, pdf.number(width).unwrap_or(0.0));
                }
            }
            Some(last) => {
                let last = last.as_int().and_then(|l| u32::try_from(l).ok()).unwrap_or(first);
                let width = items.next().and_then(|o| o.as_f64()).unwrap_or(0.0);
                for cid in first..=last.min(65_535) {
                    widths.insert(cid, width);
                }
            }
            None => break,
        }
        if widths.len() > MAX_WIDTHS {
            break;
        }
    }
    widths
}
