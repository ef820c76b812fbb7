//! A house layout as read and checked: geometry, palette, fonts, styles,
//! letterhead, page masters and the order of the flow.
//!
//! `based_on` is already resolved, lengths are lengths, colours are ids.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Lang, Text};
use crate::color::{ColorId, Palette, Srgb};
use crate::diag::{Origin, Source};
use crate::geom::{Sides, Size};
use crate::unit::{Em, Length};

/// A house layout.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The file it was read from.
    pub source: Arc<Source>,
    /// What people call it.
    pub name: Text,
    /// Language of the house; releases may state another.
    pub language: Lang,
    /// IANA time zone of the house, e.g. `Europe/Berlin`: embargoes without
    /// offset are of it, the others are told by its clocks.
    pub time_zone: Option<Text>,
    /// Trim size, bleed, sides.
    pub page: PageSetup,
    /// All colours.
    pub palette: Palette,
    /// Palette colours that colours of SVG files stand for, besides those
    /// whose sRGB statement is the same.
    pub svg_colors: BTreeMap<Srgb, ColorId>,
    /// Font families by name.
    pub families: BTreeMap<Arc<str>, FontFamily>,
    /// Styles by name; see [`Layout::style`].
    pub styles: BTreeMap<Arc<str>, Arc<Style>>,
    /// Who sends.
    pub letterhead: Letterhead,
    /// Page one.
    pub first: PageMaster,
    /// All other pages.
    pub follow: PageMaster,
    /// What stands in the flow, in order.
    pub flow: Vec<FlowItem>,
    /// Heading texts of the sections in the language of the house.
    pub headings: BTreeMap<Section, Text>,
    /// How numbers, dates and pages are written.
    pub formats: Formats,
    /// Distance of the lines of the baseline grid, when the house has one.
    pub baseline_grid: Option<Length>,
    /// How far a release may be tightened to save a page.
    pub fit: Option<FitLimits>,
    /// Words with hyphenation points marked `\-`.
    pub hyphenation: Vec<Text>,
    /// Names that must not be broken over lines.
    pub keep_together: Vec<Text>,
    /// Abbreviations and what they stand for.
    pub abbreviations: Vec<(Text, Text)>,
    /// What the print edition needs.
    pub print: PrintSetup,
    /// What the mail edition and the message need.
    pub mail: MailSetup,
    /// Lints that this house silences.
    pub allow: Vec<Text>,
}

impl Layout {
    /// The name of the time zone of the house.
    pub fn zone(&self) -> Option<&str> {
        self.time_zone.as_ref().map(Text::as_str)
    }

    /// The style of a name, or what it falls back to when the layout does
    /// not define it: every built-in name leads to `body`, which always exists
    /// in a checked layout.
    pub fn style(&self, name: &str) -> Arc<Style> {
        let mut name = name;
        loop {
            if let Some(style) = self.styles.get(name) {
                return Arc::clone(style);
            }
            match fallback(name) {
                Some(next) => name = next,
                None => return Arc::new(Style::default()),
            }
        }
    }
}

impl Layout {
    /// Colour of the words of links: that of style `link` where it differs
    /// from the colour of running text.
    pub fn link_color(&self) -> Option<ColorId> {
        let style = self.styles.get("link")?;
        Some(style.color).filter(|color| *color != self.style("body").color)
    }

    /// The line under links in running text, in editions where they can be
    /// followed: `rule_below` of style `link`.
    pub fn link_line(&self) -> Option<(Length, ColorId)> {
        self.styles.get("link")?.rule_below
    }
}

/// What stands in for a style that a layout does not define.
fn fallback(name: &str) -> Option<&'static str> {
    match name {
        "body" => None,
        "subheading" => Some("heading"),
        "kicker" | "subhead" => Some("headline"),
        "speaker" => Some("lead"),
        "table-head" => Some("table"),
        "credit" => Some("caption"),
        _ => Some("body"),
    }
}

/// Style names that `compose` asks for; a layout may define others for its
/// own frames and lines.
pub const BUILT_IN_STYLES: &[&str] = &[
    "body",
    "lead",
    "kicker",
    "headline",
    "subhead",
    "heading",
    "subheading",
    "speaker",
    "quote",
    "list",
    "table",
    "table-head",
    "caption",
    "credit",
    "embargo",
    "organisation",
    "kind",
    "contact",
    "date",
    "number",
    "page-number",
    "end-mark",
    "note",
    "fact-label",
    "link",
];

/// Sheet geometry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PageSetup {
    /// The trimmed sheet.
    pub size: Size,
    /// How far artwork that touches the trim is painted beyond it.
    pub bleed: Length,
    /// Text nearer to the trim than this is reported.
    pub safe_margin: Length,
    /// Whether backs are printed.
    pub two_sided: bool,
}

/// A font family of the layout.
#[derive(Clone, Debug)]
pub struct FontFamily {
    /// Its faces.
    pub faces: Vec<FontFile>,
    /// Where the family was written.
    pub origin: Origin,
}

/// One font file.
#[derive(Clone, Debug)]
pub struct FontFile {
    /// Path inside the fonts folder.
    pub file: Text,
    /// Weight, 100 to 900; 400 is regular.
    pub weight: u16,
    /// Whether it is an italic.
    pub italic: bool,
}

/// How text of a kind looks.
#[derive(Clone, PartialEq, Debug)]
pub struct Style {
    /// Name of the style.
    pub name: Arc<str>,
    /// Font family, by its name in the layout.
    pub family: Arc<str>,
    /// Weight, 100 to 900.
    pub weight: u16,
    /// Italic.
    pub italic: bool,
    /// Font size.
    pub size: Length,
    /// Distance of baselines.
    pub leading: Length,
    /// Colour of the text.
    pub color: ColorId,
    /// Added after every character.
    pub tracking: Em,
    /// OpenType features switched on, e.g. `tnum`, `onum`, `smcp`.
    pub features: Vec<[u8; 4]>,
    /// Whether text is set in capitals (ß becomes ẞ); extraction keeps the
    /// text as written.
    pub uppercase: bool,
    /// How lines are aligned.
    pub align: Align,
    /// Whether words may be hyphenated.
    pub hyphenate: bool,
    /// Indent of the first line.
    pub first_indent: Length,
    /// Indent of all lines on the left.
    pub left_indent: Length,
    /// Indent of all lines on the right.
    pub right_indent: Length,
    /// White space above (collapses with the space below what precedes).
    pub space_before: Length,
    /// White space below.
    pub space_after: Length,
    /// Must stand on the page on which the next block starts.
    pub keep_with_next: bool,
    /// Line-breaking limits.
    pub fit: LineFit,
    /// A frame line around the block (embargo box).
    pub border: Option<(Length, ColorId)>,
    /// Fill behind the block.
    pub fill: Option<ColorId>,
    /// Distance of the text from border and fill.
    pub padding: Sides,
    /// A rule above the block (thickness, colour).
    pub rule_above: Option<(Length, ColorId)>,
    /// A rule below the block.
    pub rule_below: Option<(Length, ColorId)>,
    /// The large first letter of the first paragraph of the lead or the body.
    /// Only `lead` and `body` have one, and no style takes it from another.
    pub initial: Option<Initial>,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            name: "body".into(),
            family: "".into(),
            weight: 400,
            italic: false,
            size: Length::pt(11),
            leading: Length::pt(15),
            color: Palette::BLACK,
            tracking: Em::ZERO,
            features: Vec::new(),
            uppercase: false,
            align: Align::Left,
            hyphenate: true,
            first_indent: Length::ZERO,
            left_indent: Length::ZERO,
            right_indent: Length::ZERO,
            space_before: Length::ZERO,
            space_after: Length::ZERO,
            keep_with_next: false,
            fit: LineFit::default(),
            border: None,
            fill: None,
            padding: Sides::default(),
            rule_above: None,
            rule_below: None,
            initial: None,
        }
    }
}

/// A large first letter that stands beside the first lines of its paragraph:
/// its capitals are as high as those of the first line, its baseline is that
/// of the last line beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Initial {
    /// How many lines stand beside it; a shorter paragraph has fewer.
    pub lines: u8,
    /// Font family, by its name in the layout; that of its word if none.
    pub family: Option<Arc<str>>,
    /// Weight, 100 to 900; that of its word if none.
    pub weight: Option<u16>,
    /// Italic; as its word if not said.
    pub italic: Option<bool>,
    /// Its colour.
    pub color: ColorId,
    /// From the right edge of what is drawn to the lines.
    pub gap: Length,
}

impl Initial {
    /// The least and the most lines of an initial: one of a single line is no
    /// initial, and one of more is a picture.
    pub const LINES: (u8, u8) = (2, 8);
}

/// How lines are aligned.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Align {
    /// Flush left, ragged right.
    #[default]
    Left,
    /// Flush right.
    Right,
    /// Centred.
    Center,
    /// Flush on both sides.
    Justify,
}

/// Limits of the line breaker, per mille.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct LineFit {
    /// Glyphs may be widened by this much of their width (20: 2 %).
    pub expand: u16,
    /// Glyphs may be narrowed by this much.
    pub condense: u16,
    /// Letter-spacing may grow by this much of an em.
    pub letter_stretch: u16,
    /// Letter-spacing may shrink by this much of an em.
    pub letter_shrink: u16,
    /// Whether punctuation hangs into the margin.
    pub protrude: bool,
    /// Hyphens allowed on consecutive lines; with 0 there is one only where a
    /// line could not be set without (captions).
    pub max_hyphen_ladder: u8,
}

impl Default for LineFit {
    fn default() -> Self {
        Self {
            expand: 20,
            condense: 20,
            letter_stretch: 20,
            letter_shrink: 10,
            protrude: true,
            max_hyphen_ladder: 2,
        }
    }
}

/// Who sends.
#[derive(Clone, Debug)]
pub struct Letterhead {
    /// The organisation.
    pub organisation: Text,
    /// What its releases are called ("Medieninformation").
    pub kind: Text,
    /// Lines of the contact block, inline dialect, any number.
    pub contact: Vec<Text>,
    /// Who answers for the content (V.i.S.d.P.); may also stand in `contact`.
    pub responsible: Option<Text>,
    /// The standing "Über ..." text.
    pub boilerplate: Option<Text>,
}

/// What a page looks like apart from the flow.
#[derive(Clone, Debug, Default)]
pub struct PageMaster {
    /// Margins of the region that the flow fills, from the trim.
    pub margins: Sides,
    /// Background artwork, painted first, in order.
    pub artwork: Vec<Artwork>,
    /// Text frames: letterhead and furniture.
    pub frames: Vec<Frame>,
}

/// Background artwork. Coordinates are from the top left trim corner;
/// negative right or bottom anchors are resolved by the reader.
#[derive(Clone, Debug)]
pub enum Artwork {
    /// A filled area.
    Area {
        /// Where.
        rect: crate::geom::Rect,
        /// Its colour.
        color: ColorId,
        /// Where it was written.
        origin: Origin,
    },
    /// A straight line, horizontal or vertical.
    Rule {
        /// Start.
        from: crate::geom::Point,
        /// End.
        to: crate::geom::Point,
        /// Thickness.
        width: Length,
        /// Its colour.
        color: ColorId,
        /// What it is for.
        purpose: RulePurpose,
    },
    /// A picture (PNG, JPEG).
    Image {
        /// File, relative to the layout.
        file: Text,
        /// Where; the picture is fitted into it.
        rect: crate::geom::Rect,
        /// What it shows; without it the picture is decoration.
        alt: Option<Text>,
    },
}

/// What a background rule is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum RulePurpose {
    /// Decoration.
    #[default]
    Decoration,
    /// A fold mark (DIN 5008).
    FoldMark,
    /// A hole mark.
    HoleMark,
}

/// A column of text blocks at a fixed place.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Distance of its left edge from the left trim edge.
    pub x: Length,
    /// Distance of its top from the top trim edge, or of its bottom from the
    /// bottom trim edge.
    pub y: FrameY,
    /// Its width.
    pub width: Length,
    /// Its height, when what does not fit must be reported.
    pub height: Option<Length>,
    /// The flow starts at least this far below the frame's end.
    pub push: Option<Length>,
    /// Whether the frame is part of the letterhead (left out on pre-printed
    /// stationery) or furniture such as the page number.
    pub letterhead: bool,
    /// Its blocks, top to bottom.
    pub blocks: Vec<FrameBlock>,
    /// Where it was written.
    pub origin: Origin,
}

/// Vertical anchor of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FrameY {
    /// The frame grows downwards from here.
    Top(Length),
    /// The frame grows upwards from this distance above the bottom trim edge.
    Bottom(Length),
}

/// One block of a frame.
#[derive(Clone, Debug)]
pub struct FrameBlock {
    /// What stands there.
    pub content: FrameContent,
    /// Name of its style.
    pub style: Arc<str>,
}

/// What a frame block shows.
#[derive(Clone, Debug)]
pub enum FrameContent {
    /// Text with placeholders: `{organisation}`, `{kind}`, `{number}`,
    /// `{date}`, `{place}`, `{page}`, `{pages}`, `{headline}`, `{embargo}`,
    /// `{responsible}`. A block whose placeholders are all empty vanishes.
    Template(Text),
    /// The contact block, one paragraph a line.
    Contact,
    /// A picture, e.g. a logo: real content on page one when it has an alt text.
    Image {
        /// File, relative to the layout.
        file: Text,
        /// Height it is scaled to.
        height: Length,
        /// What it shows.
        alt: Option<Text>,
    },
    /// A rule over the width of the frame.
    Rule {
        /// Thickness.
        width: Length,
        /// Its colour.
        color: ColorId,
    },
    /// White space.
    Space(Length),
}

/// A headed section of the release.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// "Hintergrund".
    Background,
    /// "Redaktionshinweis".
    EditorsNote,
    /// "Über ...".
    Boilerplate,
    /// "Kontakt".
    Contact,
    /// "Fotos zur Meldung".
    Photos,
    /// "Anlagen".
    Attachments,
    /// Event facts.
    Event,
}

/// One step of the flow.
#[derive(Clone, Debug)]
pub enum FlowItem {
    /// A line of text with placeholders, as in [`FrameContent::Template`].
    Line {
        /// The template.
        template: Text,
        /// Name of its style.
        style: Arc<str>,
    },
    /// The boxed embargo (and "Es gilt das gesprochene Wort").
    Embargo,
    /// "Korrektur der ..."/"Zurückgezogen: ...".
    Correction,
    /// Kicker, headline, subhead.
    Title,
    /// The lead.
    Lead,
    /// Photos placed after the lead.
    LeadPhotos(LeadPhotos),
    /// Event facts as label and value.
    Event,
    /// The body.
    Body,
    /// Statements that are not in the body.
    Statements,
    /// Photos side by side.
    PhotoRow,
    /// A headed section.
    Section {
        /// Which one.
        section: Section,
        /// Whether it starts a new page.
        new_page: bool,
    },
    /// The end mark of the house, e.g. `– Ende –`.
    EndMark(Text),
    /// "Zeichen: 1.234".
    CharacterCount,
    /// White space.
    Space(Length),
    /// A rule over the width of the region.
    Rule {
        /// Thickness.
        width: Length,
        /// Its colour.
        color: ColorId,
    },
}

/// How photos after the lead are set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LeadPhotos {
    /// The side at which they stand with text beside them, unless the release
    /// says otherwise; without it they stand over the column.
    pub beside: Option<Edge>,
    /// How wide a photo with text beside it is.
    pub width: Share,
    /// Between such a photo and the text.
    pub gap: Length,
}

impl LeadPhotos {
    /// Over the column; two fifths of it where the release asks for text
    /// beside them.
    pub const USUAL: Self = Self { beside: None, width: Share::PerMille(400), gap: Length::mm(5) };
}

/// A side of the column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// Left.
    Left,
    /// Right.
    Right,
}

/// A width that may be a part of the column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Share {
    /// A length.
    Length(Length),
    /// Thousandths of the column.
    PerMille(u16),
}

impl Share {
    /// How wide it is in a column.
    pub fn of(self, column: Length) -> Length {
        match self {
            Self::Length(length) => length,
            Self::PerMille(part) => column.scale(i64::from(part), 1000),
        }
    }
}

/// How things are written.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Formats {
    /// The number: `{n}` and `{yyyy}`; as written when absent.
    pub number: Option<Arc<str>>,
    /// The date.
    pub date: DateFormat,
}

/// How a date is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DateFormat {
    /// `17. Februar 2021`, by language.
    #[default]
    Long,
    /// `17.2.2021`.
    Short,
    /// `17.02.2021`.
    Numeric,
    /// `2021-02-17`.
    Iso,
}

/// How far a release may be tightened to save a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FitLimits {
    /// Leading may shrink by this much, per mille.
    pub leading: u16,
    /// Tracking may shrink by this much of an em, per mille.
    pub tracking: u16,
    /// The bottom margin may shrink by this much.
    pub margin: Length,
}

/// What the print edition needs.
#[derive(Clone, Debug, Default)]
pub struct PrintSetup {
    /// Boxes, marks and slug.
    pub profile: PrintProfile,
    /// The house's own CMYK profile, relative to the layout; the bundled
    /// coated profile when absent.
    pub output_profile: Option<Text>,
    /// Name of the printing condition of that profile.
    pub output_condition: Option<Text>,
    /// Images below this many pixels per inch are errors; warnings below the second.
    pub image_ppi: Option<(u16, u16)>,
}

/// Boxes and marks of the print edition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum PrintProfile {
    /// No marks; media box equals bleed box.
    #[default]
    OnlineShop,
    /// Crop and registration marks, colour bar, slug line.
    Offset,
    /// For pre-printed paper: the letterhead is left out, text stays in place.
    Stationery,
    /// Marks painted, scaled onto A4.
    Proof,
}

/// What the mail edition and the message need.
#[derive(Clone, Debug, Default)]
pub struct MailSetup {
    /// Sender address; the first mail address of the contact block when absent.
    pub from: Option<Text>,
    /// Message size above which a warning is given, in bytes.
    pub size_limit: Option<u64>,
    /// Pixels per inch of photos at their placed size.
    pub image_ppi: Option<u16>,
    /// Embargoed releases: what `mail --send` does.
    pub embargo: EmbargoPolicy,
    /// Photos without stated rights may leave the house.
    pub photos_without_rights: bool,
}

/// What sending an embargoed release does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EmbargoPolicy {
    /// Marks subject and text.
    #[default]
    Mark,
    /// Asks first.
    Ask,
    /// Refuses.
    Refuse,
}
