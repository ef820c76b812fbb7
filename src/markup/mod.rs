//! The Markdown dialect of releases as a tree of blocks and flat inline runs,
//! with language spans and typographic spacing already applied.
//!
//! Nothing here knows widths.

pub mod tree;

pub use tree::{
    Block, Cell, ColumnAlign, Inline, Inlines, Link, ListItem, Paragraph, ParagraphRole, Prose,
    Run, Table,
};
