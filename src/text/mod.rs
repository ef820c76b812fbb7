//! Text into lines: font store, itemising, shaping, hyphenation, break
//! opportunities and paragraphs set by the total-fit breaker.
//!
//! Nothing here knows pages.

pub mod breaker;
pub mod face;
pub mod glyph;
pub mod style;
