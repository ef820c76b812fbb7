//! Text into lines: font store, itemising, shaping, hyphenation, break
//! opportunities and paragraphs set by the total-fit breaker.
//!
//! A [`Typesetter`] owns faces and caches and is shared by all threads; each
//! thread brings its [`Scratch`]. [`Typesetter::set_paragraph`] turns
//! [`Piece`](style::Piece)s into [`Line`](glyph::Line)s of positioned glyphs.
//!
//! Nothing here knows pages.

pub mod breaker;
mod casing;
mod chars;
pub mod face;
mod font_style;
pub mod glyph;
mod hyphenate;
mod opportunity;
mod paragraph;
mod plain;
mod protrusion;
mod sfnt;
mod shape;
pub mod style;
#[cfg(test)]
mod testing;
pub mod trace;
mod typesetter;
mod word;
mod word_cache;

pub use paragraph::{Measure, STRETCHED};
pub use typesetter::{Scratch, Typesetter};
