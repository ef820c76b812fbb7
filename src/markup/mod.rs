//! The Markdown dialect of releases as a tree of blocks and flat inline runs,
//! with language spans and typographic spacing already applied.
//!
//! Nothing here knows widths.

pub mod tree;

mod addresses;
mod blocks;
mod context;
mod flat;
mod inline;
mod lexicon;
mod links;
mod marks;
mod number;
mod plain;
mod prepare;
mod read;
mod roles;
mod spacing;
mod spans;
mod table;

#[cfg(test)]
mod tests;

pub use context::Context;
pub use number::decimal_point;
pub use plain::{plain, plain_prose};
pub use read::{read, read_inline};
pub use spacing::keeps_width;
pub use tree::{
    Block, Cell, ColumnAlign, Inline, Inlines, Link, ListItem, Paragraph, ParagraphRole, Prose,
    Run, Table,
};
