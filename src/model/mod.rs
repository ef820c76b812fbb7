//! Releases and house layouts: their types, reading them from RON, cross-checks and lints.
//!
//! Every text keeps its origin (file, field path, byte range). Nothing here
//! knows fonts or PDF, and no file is read: bytes come through [`Assets`].

pub mod assets;
pub(crate) mod clocks;
pub mod dates;
pub mod embedded;
pub mod headings;
pub mod lang;
pub mod layout;
pub mod lint;
pub mod numbers;
pub mod placeholder;
mod read;
pub mod release;
pub mod template;
pub mod text;
pub mod words;

pub use assets::{AssetError, Assets};
pub use lang::Lang;
pub use layout::Layout;
pub use lint::check;
pub use read::{
    MAX_BYTES, decode, draft_layout, draft_release, is_layout, read_judged_layout, read_layout,
    read_release,
};
pub use release::Release;
pub use text::Text;
