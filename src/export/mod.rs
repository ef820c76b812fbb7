//! From a [`Document`](crate::compose::Document) to the bytes of an edition.
//!
//! Nothing here moves an item, reads a file or knows the time.

/// The editions of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Edition {
    /// PDF/A-3a and PDF/UA-1, sRGB, links and attachments.
    Mail,
    /// PDF/X-4, CMYK, bleed.
    Print,
    /// PDF/A-3a and PDF/UA-1 with the release's own source embedded.
    Archive,
}

impl Edition {
    /// All editions.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Print, Self::Archive];

    /// The name in file names and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Print => "print",
            Self::Archive => "archive",
        }
    }
}
