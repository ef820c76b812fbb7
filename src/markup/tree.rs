//! What prose is after reading: blocks of flat runs.
//!
//! Inline nesting is flattened into attributes, since layout needs runs of
//! equal setting and the tag tree needs only links, language and expansions.

use std::sync::Arc;

use crate::diag::Origin;
use crate::model::Lang;

/// The content of one prose field.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Prose {
    /// Its blocks in order.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// An intermediate heading; level 1 is the highest inside the field.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        text: Inlines,
    },
    /// A list.
    List {
        /// First number of an ordered list; `None` for a bulleted one.
        start: Option<u64>,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A block quote.
    Quote(Vec<Block>),
    /// A table.
    Table(Table),
    /// A thematic break (`---`).
    Break,
}

/// A paragraph.
#[derive(Clone, PartialEq, Debug)]
pub struct Paragraph {
    /// What it does in a press release.
    pub role: ParagraphRole,
    /// Its text.
    pub text: Inlines,
}

/// What a paragraph does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ParagraphRole {
    /// Plain prose.
    #[default]
    Plain,
    /// All bold and ending in a colon: names who speaks next.
    Speaker,
    /// Starts with an opening quotation mark and follows a speaker line or
    /// another quotation.
    Quotation,
}

/// One item of a list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListItem {
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// A table with an optional header row.
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    /// Alignment of each column.
    pub columns: Vec<ColumnAlign>,
    /// The header row; empty when all its cells are empty.
    pub header: Vec<Cell>,
    /// The rows, each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of a row says what the row is about.
    pub row_headers: bool,
    /// Where it was written.
    pub origin: Origin,
}

/// Alignment of a table column.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ColumnAlign {
    /// Left.
    #[default]
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
    /// On the decimal separator (a right-aligned column of numbers only).
    Decimal,
}

/// One table cell.
pub type Cell = Inlines;

/// A run of inlines.
pub type Inlines = Vec<Inline>;

/// One inline.
#[derive(Clone, PartialEq, Debug)]
pub enum Inline {
    /// Text of one setting.
    Text(Run),
    /// A forced line break.
    Break,
}

/// A piece of text of one setting.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// The text, spacing already typographic. U+00AD marks hyphenation points.
    pub text: String,
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// Its language when it differs from that of the field.
    pub lang: Option<Lang>,
    /// The link it belongs to.
    pub link: Option<Arc<Link>>,
    /// What an abbreviation stands for (tag attribute E).
    pub expansion: Option<Arc<str>>,
    /// Must not be broken over lines.
    pub unbreakable: bool,
    /// Where it was written.
    pub origin: Origin,
}

/// A link. Two runs belong to the same link when they share the `Arc`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// An absolute `http:`, `https:`, `mailto:` or `tel:` address.
    pub target: String,
    /// What a screen reader announces, e.g. `E-Mail an presse@example.org`.
    pub contents: String,
}
