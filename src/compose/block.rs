//! Blocks: what the flow consists of after collecting and before setting.
//!
//! A block knows its text, its style and the tag nodes it fills, but no
//! widths; setting it yields [slices](super::slice).

use std::sync::Arc;

use super::document::{ArtifactKind, ImageId};
use super::tags::NodeId;
use crate::diag::Origin;
use crate::markup::ColumnAlign;
use crate::model::Lang;
use crate::model::layout::{Edge, Share, Style};
use crate::text::style::{Piece, TextSetting};
use crate::unit::Length;

/// One block of a flow or a frame.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// What it holds.
    pub kind: BlockKind,
    /// How it looks.
    pub style: Arc<Style>,
    /// Hanging columns it stands in, outermost first.
    pub inside: Vec<HangId>,
    /// Further indent of both edges (block quotes).
    pub inset: Length,
    /// What must not be parted from it.
    pub keep: Keep,
    /// Whether it starts a new page.
    pub new_page: bool,
    /// Its outline entry: text and level.
    pub outline: Option<(String, u8)>,
    /// White space above and below instead of the style's.
    pub space: Option<(Length, Length)>,
    /// Its part in a figure with text beside it.
    pub beside: Option<BesidePart>,
    /// Whether it is real content or an artifact.
    pub mode: Mode,
    /// Where it was written.
    pub origin: Option<Origin>,
}

/// Page-break wishes of a block.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Keep {
    /// The next block starts on the same page.
    pub with_next: bool,
    /// It stands on the page on which the previous block ends.
    pub with_previous: bool,
    /// It should not be parted from the next block (list introductions,
    /// edges of lists).
    pub prefer_next: bool,
}

/// Whether text is of the tag tree or furniture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// Content: the piece numbers are the content nodes.
    Real,
    /// An artifact.
    Artifact(ArtifactKind),
}

/// A figure at a side of the column with the paragraphs that may run beside it.
#[derive(Debug)]
pub(super) struct Beside {
    /// Tells the groups of a flow apart.
    pub id: usize,
    /// The side.
    pub edge: Edge,
    /// Width of the figure.
    pub width: Share,
    /// Between figure and text.
    pub gap: Length,
    /// The block of the one figure.
    pub block: Block,
    /// The paragraphs that follow it, at least one.
    pub paragraphs: Vec<Block>,
}

/// Which part of a group a block is.
#[derive(Clone, Debug)]
pub(super) struct BesidePart {
    /// The group.
    pub group: Arc<Beside>,
    /// The figure is 0, the paragraphs are counted from 1.
    pub part: usize,
}

/// A hanging column shared by the items of one list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct HangId(pub usize);

/// What a block holds.
#[derive(Clone, Debug)]
pub(super) enum BlockKind {
    /// A paragraph, perhaps with a label hanging before it.
    Text(TextBlock),
    /// A table.
    Table(TableBlock),
    /// Figures side by side.
    Figures(Vec<FigureBlock>),
    /// Figures as a contact sheet.
    Sheet(Vec<FigureBlock>),
    /// A picture without text (logo): its height and content node.
    Logo {
        /// The picture.
        image: ImageId,
        /// Its height.
        height: Length,
        /// Its width.
        width: Length,
        /// Figure element and its content, when it is no decoration.
        nodes: Option<(NodeId, NodeId)>,
    },
    /// A rule over the column.
    Rule {
        /// Thickness.
        width: Length,
        /// Colour.
        color: crate::color::ColorId,
    },
    /// White space that does not collapse.
    Space(Length),
}

/// A paragraph.
#[derive(Clone, Default, Debug)]
pub(super) struct TextBlock {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// What hangs before its first line.
    pub label: Option<Label>,
    /// Running prose: indented when it continues a paragraph of its style.
    pub running: bool,
    /// Forced breaks give way when the lines between them do not fit.
    pub soft_breaks: bool,
    /// The letter that begins it, when that is an initial.
    pub initial: Option<Box<Letter>>,
}

/// A letter that is to be an initial.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// As many lines as stand beside it at most.
    pub lines: u8,
    /// Between the letter and the lines.
    pub gap: Length,
    /// How it is set; the size depends on the lines.
    pub setting: Arc<TextSetting>,
    /// Bytes of the text before it: quotation marks.
    pub hung: usize,
    /// Bytes of the text up to its end.
    pub end: usize,
}

/// A list mark, number or fact label.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// Its text.
    pub pieces: Vec<Piece>,
    /// The column it hangs in; the block itself stands in it too.
    pub hang: HangId,
    /// What it is; decides its alignment and distance.
    pub kind: LabelKind,
}

/// Kinds of labels.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LabelKind {
    /// A bullet or dash.
    Mark,
    /// A number, flush right in its column.
    Number,
    /// A word such as "Ort".
    Word,
}

impl LabelKind {
    /// Distance to the text at a font size.
    pub fn gap(self, size: Length) -> Length {
        match self {
            Self::Mark | Self::Number => size / 2,
            Self::Word => size,
        }
    }
}

/// A table.
#[derive(Clone, Debug)]
pub(super) struct TableBlock {
    /// Alignment by column.
    pub columns: Vec<ColumnAlign>,
    /// Header cells; empty without a header.
    pub header: Vec<Vec<Piece>>,
    /// Style of the header cells.
    pub head_style: Arc<Style>,
    /// Body rows.
    pub rows: Vec<Vec<Vec<Piece>>>,
    /// Language, for the decimal separator.
    pub lang: Lang,
    /// Where it was written.
    pub origin: Origin,
}

/// A figure with what stands below or beside it.
#[derive(Clone, Debug)]
pub(super) struct FigureBlock {
    /// The picture.
    pub image: ImageId,
    /// Its upright size in pixels.
    pub pixels: (u32, u32),
    /// The Figure element and its content node.
    pub figure: NodeId,
    /// See `figure`.
    pub content: NodeId,
    /// Caption paragraphs with their styles.
    pub captions: Vec<(Arc<Style>, Vec<Piece>)>,
}

impl Block {
    /// A block of a style with nothing special about it.
    pub fn new(kind: BlockKind, style: Arc<Style>) -> Self {
        let keep = Keep { with_next: style.keep_with_next, ..Keep::default() };
        Self {
            kind,
            style,
            inside: Vec::new(),
            inset: Length::ZERO,
            keep,
            new_page: false,
            outline: None,
            space: None,
            beside: None,
            mode: Mode::Real,
            origin: None,
        }
    }

    /// A paragraph.
    pub fn text(pieces: Vec<Piece>, style: Arc<Style>) -> Self {
        Self::new(BlockKind::Text(TextBlock { pieces, ..TextBlock::default() }), style)
    }
}
