//! Documents for tests, set by the real typesetter but placed by hand.

use std::sync::{Arc, LazyLock};

use crate::color::{Cmyk, ColorId, Palette, PaletteColor, Srgb, Tint};
use crate::compose::document::{
    ArtifactKind, Attachment, Document, Image, ImageFormat, ImageId, Info, Item, ItemKind,
    OutlineEntry, Owner, Page, Relationship,
};
use crate::compose::tags::{Element, ListNumbering, NodeId, Role, Scope, TagTree};
use crate::diag::{Diagnostics, Origin, Source};
use crate::geom::{Path, Point, Rect, Size};
use crate::model::Lang;
use crate::model::layout::{Align, LineFit, PrintSetup};
use crate::text::face::Face;
use crate::text::style::{ParagraphSetting, Piece, TextSetting};
use crate::text::{Scratch, Typesetter};
use crate::unit::{Em, Length};

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);

const LEFT: Length = Length::mm(25);
const COLUMN: Length = Length::mm(165);

/// A bundled face.
pub(super) fn face(path: &str) -> Arc<Face> {
    let path = format!("{}/fonts/{path}", env!("CARGO_MANIFEST_DIR"));
    TYPESETTER.face(std::fs::read(path).unwrap(), 0).unwrap()
}

static REGULAR: LazyLock<Arc<Face>> = LazyLock::new(|| face("source-sans/SourceSans3-Regular.otf"));
static BOLD: LazyLock<Arc<Face>> = LazyLock::new(|| face("source-sans/SourceSans3-Bold.otf"));

/// Places text on pages and builds the tag tree beside it.
pub(super) struct Builder {
    pub(super) document: Document,
    pub(super) y: Length,
    pub(super) align: Align,
    origin: Origin,
    scratch: Scratch,
}

impl Builder {
    pub(super) fn new() -> Self {
        let source = Arc::new(Source { name: "test.ron".into(), text: String::new() });
        let origin = Origin::file(&source);
        let info = Info {
            title: "Städtediplomatie: Ein Neustart".into(),
            subject: Some("Statement der Oberbürgermeister".into()),
            lang: Lang::new("de-DE").unwrap(),
            organisation: "Stadt Dortmund".into(),
            kind: "Medieninformation".into(),
            number: Some("202.".into()),
            date: jiff::civil::date(2021, 2, 17),
            embargo: None,
            responsible: Some("Pressestelle".into()),
            keywords: vec!["Städtediplomatie".into(), "Pittsburgh".into()],
            origin: origin.clone(),
        };
        let document = Document {
            info,
            pages: Vec::new(),
            tags: TagTree::new(),
            outline: Vec::new(),
            palette: Palette::default(),
            images: Vec::new(),
            attachments: Vec::new(),
            print: PrintSetup::default(),
            two_sided: false,
        };
        let mut builder = Self {
            document,
            y: Length::ZERO,
            align: Align::Justify,
            origin,
            scratch: Scratch::new(),
        };
        builder.page();
        builder
    }

    pub(super) fn color(
        &mut self,
        name: &str,
        cmyk: [f64; 4],
        srgb: &str,
        spot: Option<&str>,
    ) -> ColorId {
        let [c, m, y, k] = cmyk.map(|v| Tint::from_percent(v).unwrap());
        let color = PaletteColor {
            name: name.into(),
            cmyk: Cmyk { c, m, y, k },
            srgb: Srgb::from_hex(srgb).unwrap(),
            spot: spot.map(Into::into),
        };
        self.document.palette.define(color).unwrap()
    }

    pub(super) fn page(&mut self) {
        let size = Size::new(Length::mm(210), Length::mm(297));
        self.document.pages.push(Page { size, bleed: Length::mm(3), items: Vec::new() });
        self.y = Length::mm(30);
    }

    pub(super) fn push(&mut self, kind: ItemKind, owner: Owner) {
        let item = Item { kind, owner, letterhead: false, origin: Some(self.origin.clone()) };
        self.document.pages.last_mut().unwrap().items.push(item);
    }

    pub(super) fn element(&mut self, parent: NodeId, role: Role) -> NodeId {
        self.document.tags.element(parent, Element::new(role))
    }

    /// Sets a paragraph of pieces, each owned by a content node.
    pub(super) fn set(
        &mut self,
        pieces: &[(&str, &Arc<Face>, Owner)],
        size: Length,
        x: Length,
        width: Length,
    ) {
        let pieces_of = |index: usize, (text, face, _): &(&str, &Arc<Face>, Owner)| Piece {
            text: (*text).into(),
            setting: Arc::new(TextSetting {
                faces: vec![Arc::clone(face)],
                size,
                color: Palette::BLACK,
                tracking: Em::ZERO,
                features: Vec::new(),
                uppercase: false,
                lang: Lang::german(),
            }),
            unbreakable: false,
            address: false,
            id: index as u32,
            origin: self.origin.clone(),
        };
        let set: Vec<Piece> = pieces.iter().enumerate().map(|(i, p)| pieces_of(i, p)).collect();
        let setting = ParagraphSetting {
            width,
            first_widths: Vec::new(),
            no_hyphen_after: Vec::new(),
            first_indent: Length::ZERO,
            align: self.align,
            hyphenate: true,
            fit: LineFit::default(),
            extra_tracking: 0,
        };
        let mut diags = Diagnostics::new();
        let lines = TYPESETTER.set_paragraph(&mut self.scratch, &set, &setting, &mut diags);
        for line in lines {
            self.y += size.scale(14, 10);
            for run in line.runs {
                let owner = pieces[run.piece as usize].2;
                let at = Point::new(x + run.x, self.y);
                self.push(ItemKind::Glyphs(at, run.glyphs), owner);
            }
        }
        self.y += size.scale(7, 10);
    }

    /// A block of one face.
    pub(super) fn block(&mut self, parent: NodeId, role: Role, text: &str) -> NodeId {
        let element = self.element(parent, role);
        let owner = Owner::Node(self.document.tags.content(element));
        let heading = matches!(role, Role::H(_));
        let face = if heading { &*BOLD } else { &*REGULAR };
        let size = if matches!(role, Role::H(1)) { Length::pt(18) } else { Length::pt(11) };
        self.set(&[(text, face, owner)], size, LEFT, COLUMN);
        if let Role::H(level) = role {
            let (page, y) = (self.document.pages.len() - 1, self.y);
            self.document.outline.push(OutlineEntry { title: text.into(), level, page, y });
        }
        element
    }

    /// Furniture.
    pub(super) fn artifact(&mut self, kind: ArtifactKind, text: &str, y: Length) {
        let keep = self.y;
        self.y = y;
        self.set(&[(text, &BOLD, Owner::Artifact(kind))], Length::pt(9), LEFT, COLUMN);
        self.y = keep;
    }

    /// A paragraph with a link in it.
    pub(super) fn linked(&mut self, parent: NodeId, before: &str, text: &str, target: &str) {
        let paragraph = self.element(parent, Role::P);
        let first = Owner::Node(self.document.tags.content(paragraph));
        let link = self.element(paragraph, Role::Link);
        let inside = Owner::Node(self.document.tags.content(link));
        let top = self.y;
        self.set(
            &[(before, &REGULAR, first), (text, &REGULAR, inside)],
            Length::pt(11),
            LEFT,
            COLUMN,
        );
        let rect = Rect::new(LEFT + Length::mm(20), top, Length::mm(50), Length::mm(6));
        let kind = ItemKind::Link {
            rect,
            target: target.into(),
            contents: format!("Link zu {text}").into(),
        };
        self.push(kind, Owner::Node(link));
    }

    pub(super) fn image(&mut self, parent: NodeId, image: Image, alt: Option<&str>, width: Length) {
        let height = width.scale(i64::from(image.height), i64::from(image.width));
        let rect = Rect::new(LEFT, self.y, width, height);
        let id = ImageId(self.document.images.len() as u32);
        self.document.images.push(Arc::new(image));
        let page = self.document.pages.len() - 1;
        let mut element = Element::new(Role::Figure);
        element.alt = alt.map(Into::into);
        element.bbox = Some((page, rect));
        let figure = self.document.tags.element(parent, element);
        let owner = Owner::Node(self.document.tags.content(figure));
        self.push(ItemKind::Image(id, rect), owner);
        self.y += height;
        self.block(figure, Role::Caption, "Foto: Stadt Dortmund");
    }
}

/// A picture of a gradient.
pub(super) fn picture(format: ImageFormat, side: u32, color: image::ColorType) -> Image {
    let shade = |x: u32, y: u32| {
        [(x * 255 / side) as u8, (y * 255 / side) as u8, 90, (x * 255 / side) as u8]
    };
    let rgba = image::RgbaImage::from_fn(side, side, |x, y| image::Rgba(shade(x, y)));
    let picture = image::DynamicImage::ImageRgba8(rgba);
    let picture = match color {
        image::ColorType::L8 => picture.to_luma8().into(),
        image::ColorType::Rgba8 => picture,
        _ => image::DynamicImage::ImageRgb8(picture.to_rgb8()),
    };
    let mut bytes = std::io::Cursor::new(Vec::new());
    let (name, kind) = match format {
        ImageFormat::Jpeg => ("bild.jpg", image::ImageFormat::Jpeg),
        ImageFormat::Png => ("bild.png", image::ImageFormat::Png),
        ImageFormat::Svg => unreachable!("pictures of pixels only"),
    };
    picture.write_to(&mut bytes, kind).unwrap();
    let (name, bytes) = (name.into(), bytes.into_inner().into());
    let (width, height) = (side, side);
    Image { name, bytes, format, width, height, orientation: 1, drawing: None }
}

/// One page with a heading and a line.
pub(super) fn tiny() -> Document {
    let mut b = Builder::new();
    b.block(TagTree::ROOT, Role::H(1), "Kurz gesagt");
    b.block(TagTree::ROOT, Role::P, "Grüße aus der Stadt.");
    b.document
}

/// The text of the example release on two pages, with letterhead, links and
/// page numbers.
pub(in crate::export) fn release() -> Document {
    let mut b = Builder::new();
    let house = b.color("house", [100.0, 50.0, 0.0, 10.0], "#005aa0", None);
    let bar = |b: &mut Builder| {
        let area = Rect::new(-Length::mm(3), -Length::mm(3), Length::mm(216), Length::mm(11));
        let kind = ItemKind::Path {
            path: Path::rect(area),
            fill: Some((house, Tint::FULL)),
            stroke: None,
        };
        b.push(kind, Owner::Artifact(ArtifactKind::Background));
    };
    bar(&mut b);
    letterhead(&mut b);
    let mut paragraphs = TEXT.trim().split("\n\n");
    let title = paragraphs.next().unwrap();
    b.block(TagTree::ROOT, Role::H(1), title);
    for text in paragraphs {
        if text == "Hintergrund:" {
            let (from, to) =
                (Point::new(LEFT, Length::mm(280)), Point::new(LEFT + COLUMN, Length::mm(280)));
            let rule =
                ItemKind::Rule { from, to, width: Length::from_pt(0.5), color: Palette::BLACK };
            b.push(rule, Owner::Artifact(ArtifactKind::Layout));
            b.artifact(ArtifactKind::Footer, "Seite 1 von 2", Length::mm(282));
            b.page();
            bar(&mut b);
            b.artifact(ArtifactKind::Header, "Stadt Dortmund – MEDIENINFORMATION", Length::mm(12));
        }
        if text.ends_with(':') {
            b.block(TagTree::ROOT, Role::H(2), text);
        } else {
            b.block(TagTree::ROOT, Role::P, text);
        }
    }
    b.artifact(ArtifactKind::Footer, "Seite 2 von 2", Length::mm(282));
    b.document
}

fn letterhead(b: &mut Builder) {
    let head = b.element(TagTree::ROOT, Role::Sect);
    for text in [
        "Stadt Dortmund",
        "MEDIENINFORMATION",
        "Südwall 21–23, 44122 Dortmund",
        "Telefon: +49 (0)231/50-2 21 34",
    ] {
        b.block(head, Role::P, text);
    }
    b.linked(head, "E-Mail: ", "pressestelle@stadtdo.de", "mailto:pressestelle@stadtdo.de");
    b.linked(head, "Web: ", "dortmund.de/presse", "https://dortmund.de/presse");
}

/// Everything the contract knows: lists, tables, figures, quotes, languages,
/// spots, transparency, attachments, three pages.
pub(super) fn everything() -> Document {
    let mut b = Builder::new();
    let spot = b.color("spot", [100.0, 60.0, 0.0, 0.0], "#0060a0", Some("HKS 41 K"));
    let root = TagTree::ROOT;
    b.block(root, Role::H(1), "Alles auf einmal: „Fischfilet“ – Grüße");
    b.linked(root, "Mehr auf ", "stadt.de/städte", "https://stadt.de/städte");
    let list = b.element(root, Role::L(ListNumbering::Decimal));
    for (label, text) in [("1.", "Erstens"), ("2.", "Zweitens")] {
        let item = b.element(list, Role::LI);
        b.block(item, Role::Lbl, label);
        b.block(item, Role::LBody, text);
    }
    let table = b.element(root, Role::Table);
    let (head, body) = (b.element(table, Role::THead), b.element(table, Role::TBody));
    for (part, role, cells) in
        [(head, Role::TH(Scope::Column), ["Jahr", "Wert"]), (body, Role::TD, ["2021", "12,5 %"])]
    {
        let row = b.element(part, Role::TR);
        for cell in cells {
            b.block(row, role, cell);
        }
    }
    let quote = b.element(root, Role::BlockQuote);
    b.block(quote, Role::P, "„Wir sind Städte der Nachbarn“, so der Oberbürgermeister.");
    let english = b.element(root, Role::P);
    let mut span = Element::new(Role::Span);
    span.lang = Lang::new("en");
    span.expansion = Some("Urban Diplomacy Exchange".into());
    let span = b.document.tags.element(english, span);
    let owner = Owner::Node(b.document.tags.content(span));
    b.set(&[("UDX", &REGULAR, owner)], Length::pt(11), LEFT, COLUMN);
    let shade = Rect::new(LEFT, b.y, Length::mm(40), Length::mm(10));
    let fill = Some((spot, Tint::from_percent(30.0).unwrap()));
    b.push(
        ItemKind::Path { path: Path::rect(shade), fill, stroke: Some((spot, Length::pt(1))) },
        Owner::Artifact(ArtifactKind::Layout),
    );
    b.y += Length::mm(12);
    b.page();
    b.block(root, Role::H(2), "Bilder");
    for (format, color) in [
        (ImageFormat::Jpeg, image::ColorType::Rgb8),
        (ImageFormat::Jpeg, image::ColorType::L8),
        (ImageFormat::Png, image::ColorType::Rgb8),
        (ImageFormat::Png, image::ColorType::Rgba8),
    ] {
        b.image(root, picture(format, 300, color), Some("Ein Farbverlauf"), Length::mm(30));
    }
    b.page();
    b.block(root, Role::H(2), "Unterlagen");
    b.block(root, Role::H(3), "Beitrag");
    for (name, mime) in
        [("beitrag.txt", "text/plain"), ("beitrag.txt", "text/plain"), ("ü.csv", "text/csv")]
    {
        b.document.attachments.push(Attachment {
            name: name.into(),
            mime: mime.into(),
            description: String::new(),
            bytes: name.as_bytes().into(),
            relationship: Relationship::Supplement,
            origin: None,
        });
    }
    b.document
}

const TEXT: &str = include_str!("../goldens/release.txt");
