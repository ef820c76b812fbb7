//! A reader of finished files for tests: lopdf for objects, and enough of an
//! interpreter to tell where each glyph lies and what text it maps to.

use std::collections::BTreeMap;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// A glyph as a reader sees it; positions in points from the trim's top left.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Seen {
    pub(super) page: usize,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) text: String,
    /// Whether overprint was on.
    pub(super) overprint: bool,
    /// The fill colour operator with its operands.
    pub(super) fill: String,
}

/// A font resource.
struct Font {
    texts: BTreeMap<u16, String>,
    widths: Vec<f64>,
}

pub(super) fn load(bytes: &[u8]) -> Document {
    Document::load_mem(bytes).unwrap()
}

/// A dictionary, whether direct or referenced.
pub(super) fn dict<'a>(file: &'a Document, object: &'a Object) -> &'a Dictionary {
    file.dereference(object).unwrap().1.as_dict().unwrap()
}

/// The entry of a dictionary, dereferenced.
pub(super) fn entry<'a>(file: &'a Document, dict: &'a Dictionary, key: &str) -> &'a Object {
    file.dereference(dict.get(key.as_bytes()).unwrap()).unwrap().1
}

pub(super) fn pages(file: &Document) -> Vec<ObjectId> {
    file.get_pages().into_values().collect()
}

/// The numbers of an array.
pub(super) fn numbers(object: &Object) -> Vec<f64> {
    object.as_array().unwrap().iter().map(|n| f64::from(n.as_float().unwrap())).collect()
}

/// The operations of a page.
pub(super) fn operations(file: &Document, page: ObjectId) -> Vec<Operation> {
    Content::decode(&file.get_page_content(page)).unwrap().operations
}

/// All glyphs of a file in painting order.
pub(super) fn glyphs(file: &Document) -> Vec<Seen> {
    let mut seen = Vec::new();
    for (number, page) in pages(file).into_iter().enumerate() {
        Interpreter::new(file, number, page).run(&mut seen);
    }
    seen
}

struct Interpreter<'a> {
    file: &'a Document,
    number: usize,
    page: ObjectId,
    fonts: BTreeMap<Vec<u8>, Font>,
    trim: (f64, f64),
    font: Vec<u8>,
    size: f64,
    scale: f64,
    rise: f64,
    spacing: f64,
    line: (f64, f64),
    pen: f64,
    overprint: bool,
    fill: String,
}

impl<'a> Interpreter<'a> {
    fn new(file: &'a Document, number: usize, page: ObjectId) -> Self {
        let dictionary = file.get_dictionary(page).unwrap();
        let trim =
            dictionary.get(b"TrimBox").unwrap_or_else(|_| dictionary.get(b"MediaBox").unwrap());
        let trim = numbers(trim);
        let resources = entry(file, dictionary, "Resources").as_dict().unwrap();
        let fonts = resources.get(b"Font").map(|fonts| dict(file, fonts));
        let fonts = fonts.into_iter().flat_map(Dictionary::iter);
        let fonts = fonts.map(|(name, font)| (name.clone(), Font::read(file, dict(file, font))));
        Self {
            file,
            number,
            page,
            fonts: fonts.collect(),
            trim: (trim[0], trim[3]),
            font: Vec::new(),
            size: 0.0,
            scale: 1.0,
            rise: 0.0,
            spacing: 0.0,
            line: (0.0, 0.0),
            pen: 0.0,
            overprint: false,
            fill: String::new(),
        }
    }

    fn run(mut self, seen: &mut Vec<Seen>) {
        for operation in operations(self.file, self.page) {
            let number = |at: usize| f64::from(operation.operands[at].as_float().unwrap());
            match operation.operator.as_str() {
                "BT" => (self.line, self.pen) = ((0.0, 0.0), 0.0),
                "Td" => {
                    self.line = (self.line.0 + number(0), self.line.1 + number(1));
                    self.pen = 0.0;
                }
                "Tf" => {
                    self.font = operation.operands[0].as_name().unwrap().to_vec();
                    self.size = number(1);
                }
                "Tz" => self.scale = number(0) / 100.0,
                "Tc" => self.spacing = number(0),
                "Ts" => self.rise = number(0),
                "gs" => match operation.operands[0].as_name().unwrap() {
                    b"OP" => self.overprint = true,
                    b"KO" => self.overprint = false,
                    _ => {}
                },
                "k" | "rg" | "scn" => self.fill = format!("{:?}", operation.operands),
                "TJ" => self.show(operation.operands[0].as_array().unwrap(), seen),
                _ => {}
            }
        }
    }

    fn show(&mut self, items: &[Object], seen: &mut Vec<Seen>) {
        for item in items {
            let Object::String(codes, _) = item else {
                let adjustment = f64::from(item.as_float().unwrap());
                self.pen -= adjustment / 1000.0 * self.size * self.scale;
                continue;
            };
            for code in codes.chunks_exact(2) {
                let code = u16::from_be_bytes([code[0], code[1]]);
                let font = &self.fonts[&self.font];
                seen.push(Seen {
                    page: self.number,
                    x: self.line.0 + self.pen - self.trim.0,
                    y: self.trim.1 - self.line.1 - self.rise,
                    text: font.texts.get(&code).cloned().unwrap_or_default(),
                    overprint: self.overprint,
                    fill: self.fill.clone(),
                });
                let width = font.widths[usize::from(code)] / 1000.0 * self.size;
                self.pen += (width + self.spacing) * self.scale;
            }
        }
    }
}

impl Font {
    fn read(file: &Document, font: &Dictionary) -> Self {
        let descendant = &entry(file, font, "DescendantFonts").as_array().unwrap()[0];
        let widths = entry(file, dict(file, descendant), "W").as_array().unwrap();
        let cmap = entry(file, font, "ToUnicode").as_stream().unwrap();
        let cmap = cmap.decompressed_content().unwrap_or_else(|_| cmap.content.clone());
        Self { texts: read_cmap(&String::from_utf8(cmap).unwrap()), widths: numbers(&widths[1]) }
    }
}

/// The pairs of all sections.
fn read_cmap(cmap: &str) -> BTreeMap<u16, String> {
    let mut texts = BTreeMap::new();
    let lines = cmap.lines().filter(|line| line.starts_with('<') && !line.contains(' '));
    for line in lines {
        let parts = line.trim_matches(['<', '>']).split("><").map(units);
        match parts.collect::<Vec<_>>().as_slice() {
            [code, text] => {
                texts.insert(code[0], String::from_utf16(text).unwrap());
            }
            [first, last, start] => {
                for code in first[0]..=last[0] {
                    let unit = start[0] + code - first[0];
                    texts.insert(code, String::from_utf16(&[unit]).unwrap());
                }
            }
            other => panic!("{other:?}"),
        }
    }
    texts
}

fn units(digits: &str) -> Vec<u16> {
    let units = digits.as_bytes().chunks(4);
    units.map(|u| u16::from_str_radix(std::str::from_utf8(u).unwrap(), 16).unwrap()).collect()
}
