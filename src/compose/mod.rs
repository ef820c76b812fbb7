//! Flow into regions, keeps, tables, images, furniture, page numbers: from a
//! release and its layout to a [`Document`].

pub mod document;
pub mod tags;

pub use document::Document;
