//! Small layouts and releases in code, real fonts, files from a map.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::color::{Cmyk, Palette, PaletteColor, Srgb, Tint};
use crate::compose::{Document, compose};
use crate::diag::{Diagnostics, Origin, Source};
use crate::geom::{Point, Sides, Size};
use crate::model::assets::{AssetError, Root};
use crate::model::layout::{
    Artwork, FlowItem, FontFamily, FontFile, Formats, Frame, FrameBlock, FrameContent, FrameY,
    Layout, LeadPhotos, Letterhead, MailSetup, PageMaster, PageSetup, PrintSetup, RulePurpose,
    Section, Style,
};
use crate::model::release::{Number, Overrides};
use crate::model::{Assets, Lang, Release, Text};
use crate::text::{Scratch, Typesetter};
use crate::unit::Length;

/// One for all tests: fonts are read once.
pub(super) static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);
static FONTS: LazyLock<Files> = LazyLock::new(read_fonts);

/// Files in memory.
#[derive(Clone, Default)]
pub(super) struct Files(pub BTreeMap<(Root, String), Arc<[u8]>>);

impl Assets for Files {
    fn read(&self, root: Root, name: &str) -> Result<Arc<[u8]>, AssetError> {
        let known = self.0.get(&(root, name.to_owned()));
        known.cloned().ok_or(AssetError::Missing { nearest: None })
    }
}

pub(super) fn fonts() -> Files {
    FONTS.clone()
}

fn read_fonts() -> Files {
    let mut files = Files::default();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/source-sans/");
    for name in FACES {
        let bytes = std::fs::read(format!("{folder}{name}")).unwrap();
        files.0.insert((Root::Fonts, name.to_owned()), bytes.into());
    }
    files
}

const FACES: [&str; 4] = [
    "SourceSans3-Regular.otf",
    "SourceSans3-It.otf",
    "SourceSans3-Bold.otf",
    "SourceSans3-BoldIt.otf",
];

pub(super) fn text(value: &str) -> Text {
    Text::synthetic(value)
}

fn origin() -> Origin {
    text("").origin().clone()
}

fn family() -> FontFamily {
    let face = |name: &str, weight, italic| FontFile { file: text(name), weight, italic };
    let faces = vec![
        face(FACES[0], 400, false),
        face(FACES[1], 400, true),
        face(FACES[2], 700, false),
        face(FACES[3], 700, true),
    ];
    FontFamily { faces, origin: origin() }
}

pub(super) fn pt(points: f64) -> Length {
    Length::from_pt(points)
}

/// A style of the test house.
pub(super) fn style(name: &str, size: f64, leading: f64) -> Style {
    Style {
        name: name.into(),
        family: "Sans".into(),
        size: pt(size),
        leading: pt(leading),
        ..Style::default()
    }
}

fn styles() -> BTreeMap<Arc<str>, Arc<Style>> {
    let body = Style { space_after: pt(7.5), ..style("body", 11.0, 15.0) };
    let bold = |s: Style| Style { weight: 700, hyphenate: false, ..s };
    let list = [
        body.clone(),
        bold(style("organisation", 20.0, 24.0)),
        style("kind", 14.0, 18.0),
        style("contact", 9.0, 12.0),
        style("date", 11.0, 15.0),
        style("page-number", 9.0, 12.0),
        bold(Style { space_before: pt(15.0), ..style("kicker", 13.0, 17.0) }),
        bold(Style { space_after: pt(15.0), ..style("headline", 13.0, 17.0) }),
        bold(Style {
            space_before: pt(10.0),
            space_after: pt(4.0),
            keep_with_next: true,
            ..style("heading", 12.0, 15.0)
        }),
        bold(Style { space_after: pt(2.0), ..style("speaker", 11.0, 15.0) }),
        Style { space_after: pt(3.0), ..style("list", 11.0, 15.0) },
        style("table", 10.0, 13.0),
        bold(style("table-head", 10.0, 13.0)),
        style("caption", 9.0, 12.0),
    ];
    list.into_iter().map(|style| (Arc::clone(&style.name), Arc::new(style))).collect()
}

pub(super) fn template(value: &str, style: &str) -> FrameBlock {
    FrameBlock { content: FrameContent::Template(text(value)), style: style.into() }
}

pub(super) fn frame(y: FrameY, blocks: Vec<FrameBlock>) -> Frame {
    Frame {
        x: Length::mm(25),
        y,
        width: Length::mm(160),
        height: None,
        push: None,
        letterhead: true,
        blocks,
        origin: origin(),
    }
}

fn head() -> Frame {
    let contact = FrameBlock { content: FrameContent::Contact, style: "contact".into() };
    Frame {
        push: Some(Length::mm(12)),
        ..frame(
            FrameY::Top(Length::mm(20)),
            vec![template("{organisation}", "organisation"), template("{kind}", "kind"), contact],
        )
    }
}

fn foot() -> Frame {
    Frame {
        letterhead: false,
        ..frame(
            FrameY::Bottom(Length::mm(12)),
            vec![template("Seite {page} von {pages}", "page-number")],
        )
    }
}

/// A letterhead with contact block, date and number in the flow, page
/// numbers, an area and a fold mark.
pub(super) fn layout() -> Layout {
    let mut palette = Palette::default();
    let accent = PaletteColor {
        name: "accent".into(),
        cmyk: Cmyk { c: Tint::FULL, ..Cmyk::PAPER },
        srgb: Srgb { r: 0, g: 120, b: 160 },
        spot: None,
    };
    let accent = palette.define(accent).unwrap();
    let area = Artwork::Area {
        rect: crate::geom::Rect::new(Length::ZERO, Length::ZERO, Length::mm(210), Length::mm(8)),
        color: accent,
        origin: origin(),
    };
    let fold = Artwork::Rule {
        from: Point::new(Length::mm(3), Length::mm(105)),
        to: Point::new(Length::mm(7), Length::mm(105)),
        width: pt(0.25),
        color: Palette::BLACK,
        purpose: RulePurpose::FoldMark,
    };
    let margins = Sides {
        left: Length::mm(25),
        top: Length::mm(30),
        right: Length::mm(25),
        bottom: Length::mm(25),
    };
    let master = |artwork| PageMaster { margins, artwork, frames: vec![head(), foot()] };
    Layout {
        source: Arc::new(Source { name: "test.ron".to_owned(), text: String::new() }),
        name: text("Test"),
        language: Lang::german(),
        time_zone: None,
        page: PageSetup {
            size: Size::new(Length::mm(210), Length::mm(297)),
            bleed: Length::mm(3),
            safe_margin: Length::mm(5),
            two_sided: false,
        },
        palette,
        svg_colors: BTreeMap::new(),
        families: BTreeMap::from([("Sans".into(), family())]),
        styles: styles(),
        letterhead: letterhead(),
        first: master(vec![area.clone(), fold]),
        follow: master(vec![area]),
        flow: flow(),
        headings: BTreeMap::new(),
        formats: Formats::default(),
        baseline_grid: None,
        fit: None,
        hyphenation: Vec::new(),
        keep_together: Vec::new(),
        abbreviations: Vec::new(),
        print: PrintSetup::default(),
        mail: MailSetup::default(),
        allow: Vec::new(),
    }
}

fn letterhead() -> Letterhead {
    let contact = [
        "Pressestelle der Stadt",
        "Telefon: +49 231 50-22134",
        "E-Mail: [presse@example.org](mailto:presse@example.org)",
    ];
    Letterhead {
        organisation: text("Stadt Dortmund"),
        kind: text("Medieninformation"),
        contact: contact.into_iter().map(text).collect(),
        responsible: None,
        boilerplate: None,
    }
}

fn flow() -> Vec<FlowItem> {
    let line = |template: &str| FlowItem::Line { template: text(template), style: "date".into() };
    let section = |section, new_page| FlowItem::Section { section, new_page };
    vec![
        line("{date}"),
        line("{number}"),
        FlowItem::Embargo,
        FlowItem::Correction,
        FlowItem::Title,
        FlowItem::Lead,
        FlowItem::LeadPhotos(LeadPhotos::USUAL),
        FlowItem::Event,
        FlowItem::Body,
        FlowItem::Statements,
        FlowItem::PhotoRow,
        section(Section::Background, true),
        section(Section::EditorsNote, false),
        section(Section::Photos, false),
        section(Section::Attachments, false),
    ]
}

/// A release of a headline only.
pub(super) fn release(headline: &str) -> Release {
    Release {
        faulty: false,
        source: Arc::new(Source { name: "release.ron".to_owned(), text: String::new() }),
        layout: None,
        language: None,
        organisation: None,
        kind: None,
        number: Some(Number { value: 202, year: None, text: text("202.") }),
        date: jiff::civil::date(2021, 2, 17),
        date_text: text("2021-02-17"),
        place: None,
        embargo: None,
        kicker: None,
        headline: text(headline),
        subhead: None,
        lead: None,
        body: None,
        statements: Vec::new(),
        event: Vec::new(),
        background: None,
        editors_note: None,
        boilerplate: None,
        contact: None,
        responsible: None,
        corrects: None,
        withdraws: None,
        photos: Vec::new(),
        attachments: Vec::new(),
        abbreviations: Vec::new(),
        hyphenation: Vec::new(),
        keep_together: Vec::new(),
        allow: Vec::new(),
        keywords: Vec::new(),
        overrides: Overrides::default(),
    }
}

/// A release with a body.
pub(super) fn with_body(body: &str) -> Release {
    Release { body: Some(text(body)), ..release("Eine Meldung") }
}

/// The example of a city: statements, background on page two.
pub(super) fn example() -> Release {
    Release {
        kicker: Some(text("Städtediplomatie: Statement der OB von Dortmund und Pittsburgh/USA")),
        body: Some(text(BODY)),
        background: Some(text(BACKGROUND)),
        editors_note: Some(text(
            "Dieser Medieninformation haben wir den Beitrag beigefügt.\n\nAnbei finden Sie auch Fotos.",
        )),
        ..release(
            "„Ein Neustart der transatlantischen Beziehungen\nzwischen Deutschland und der USA \
             wird nur Erfolg\nhaben, wenn die Städte in den Prozess involviert sind“",
        )
    }
}

const BODY: &str = "Am kommenden Freitag, 19. Februar 2021, werden weltweit ranghöchste \
Entscheidungsträger\\*innen auf der virtuellen Münchner Sicherheitskonferenz zusammenkommen und \
über die globalen Herausforderungen und die Erneuerung des transatlantischen Verhältnisses \
sprechen. Was fehlt, ist die Einbindung kommunaler Entscheidungsträger in den Dialog.

**Oberbürgermeister der Stadt Dortmund:**

„Wenn das transatlantische Verhältnis wieder auf festen Füßen stehen soll, muss die \
US-amerikanische und deutsche Außenpolitik sich unter Zuhilfenahme der Städte ein weiteres \
Instrument in den Werkzeugkoffer der Diplomatie legen: Die globale Städte-Diplomatie.“

„Die Menschen kommen gerne zu uns nach Dortmund und nach Pittsburgh – sie sind von der \
Lebensqualität in unseren Städten überzeugt.“

**Oberbürgermeister der Stadt Pittsburgh, USA:**

„Wir sollten die Chance in diesem Jahr nutzen, ein dauerhaftes Format zu entwickeln: Ein \
Deutsch-Amerikanisches Oberbürgermeister\\*innenforum, das sich den Themen Pandemiebekämpfung, \
nachhaltige Stadtentwicklung und Klimaschutz widmet.“";

const BACKGROUND: &str = "Dortmund und Pittsburgh setzen auf die „**Städte-Diplomatie**“ \
(„[**Urban Diplomacy**]{lang=en}“).

Beide Städte sind „[Post-Industrial-Cities]{lang=en}“, die ähnliche und tiefgreifende \
Veränderungen erlebt haben. Sie sind seit Jahren freundschaftlich verbunden.";

/// A sheet with its findings.
pub(super) struct Sheet {
    pub document: Document,
    pub diags: Diagnostics,
}

impl Sheet {
    /// The codes of the findings.
    pub fn codes(&self) -> Vec<&'static str> {
        self.diags.iter().map(|diagnostic| diagnostic.code).collect()
    }

    pub fn tags(&self) -> String {
        self.document.tags.dump_yaml(&self.document)
    }
}

pub(super) fn try_compose(
    release: &Release,
    layout: &Layout,
    files: &Files,
) -> (Option<Document>, Diagnostics) {
    let mut scratch = Scratch::new();
    let mut diags = Diagnostics::new();
    let document = compose(&TYPESETTER, &mut scratch, release, layout, files, &mut diags);
    (document, diags)
}

pub(super) fn sheet_with(release: &Release, layout: &Layout, files: &Files) -> Sheet {
    let (document, diags) = try_compose(release, layout, files);
    Sheet { document: document.expect("a document"), diags }
}

/// Composes a release in a layout with the real fonts.
pub(super) fn sheet(release: &Release, layout: &Layout) -> Sheet {
    sheet_with(release, layout, &fonts())
}
