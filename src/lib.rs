//! Press releases as finished sheets.
//!
//! A release (RON) and a house layout (RON) become three editions of one
//! typesetting run: `mail` (PDF/A-3a + PDF/UA-1), `print` (PDF/X-4) and
//! `archive` (PDF/A-3a with its own source embedded). `ARCHITECTURE.md`
//! shows how the modules depend on each other.

pub mod cli;
pub mod color;
pub mod compose;
pub mod delivery;
pub mod diag;
pub mod export;
pub mod geom;
pub mod markup;
pub mod model;
pub mod preflight;
pub mod text;
pub mod unit;
