//! Fonts and layouts that travel inside the program, so that an installed
//! `pressblatt` renders without a checkout. Files on disk win over these.

use std::sync::{Arc, OnceLock};

/// A file of this repository inside the program.
struct Bundled {
    name: &'static str,
    bytes: &'static [u8],
    shared: OnceLock<Arc<[u8]>>,
}

macro_rules! bundle {
    ($folder:literal: $($name:literal),* $(,)?) => {
        [$(Bundled {
            name: $name,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/", $name)),
            shared: OnceLock::new(),
        }),*]
    };
}

static FONTS: [Bundled; 12] = bundle!("fonts":
    "source-sans/SourceSans3-Regular.otf",
    "source-sans/SourceSans3-It.otf",
    "source-sans/SourceSans3-Semibold.otf",
    "source-sans/SourceSans3-SemiboldIt.otf",
    "source-sans/SourceSans3-Bold.otf",
    "source-sans/SourceSans3-BoldIt.otf",
    "libertinus-serif/LibertinusSerif-Regular.otf",
    "libertinus-serif/LibertinusSerif-Italic.otf",
    "libertinus-serif/LibertinusSerif-Semibold.otf",
    "libertinus-serif/LibertinusSerif-SemiboldItalic.otf",
    "libertinus-serif/LibertinusSerif-Bold.otf",
    "libertinus-serif/LibertinusSerif-BoldItalic.otf",
);

static LAYOUTS: [(&str, &str); 3] = [
    ("stadt-dortmund", include_str!("../../layouts/stadt-dortmund.ron")),
    ("din5008-b", include_str!("../../layouts/din5008-b.ron")),
    ("museum", include_str!("../../layouts/museum.ron")),
];

/// What bundled layouts place, beside their own text.
static LAYOUT_FILES: [Bundled; 1] = bundle!("layouts": "museum-logo.svg");

/// A picture of a bundled layout by its name.
pub fn layout_file(name: &str) -> Option<Arc<[u8]>> {
    let file = LAYOUT_FILES.iter().find(|f| f.name == name)?;
    Some(Arc::clone(file.shared.get_or_init(|| file.bytes.into())))
}

/// A bundled font by its path inside `fonts/`.
pub fn font(name: &str) -> Option<Arc<[u8]>> {
    let font = FONTS.iter().find(|f| f.name == name)?;
    Some(Arc::clone(font.shared.get_or_init(|| font.bytes.into())))
}

/// The paths of all bundled fonts.
pub fn font_names() -> impl Iterator<Item = &'static str> {
    FONTS.iter().map(|f| f.name)
}

/// The text of a bundled layout.
pub fn layout(name: &str) -> Option<&'static str> {
    LAYOUTS.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// The names of all bundled layouts.
pub fn layout_names() -> impl Iterator<Item = &'static str> {
    LAYOUTS.iter().map(|(n, _)| *n)
}
