//! Fonts and layouts that travel inside the program, so that an installed
//! `pressblatt` renders without a checkout. Files on disk win over these.
//!
//! Their hashes stand here too: comparing a megabyte of fonts with what is
//! known takes a twentieth of the time of hashing it, and then it need not
//! be kept in memory twice.

use std::sync::{Arc, OnceLock};

use super::hash::Hash;

/// A file of this repository inside the program.
struct Bundled {
    name: &'static str,
    bytes: &'static [u8],
    /// BLAKE3 in hexadecimal.
    hash: &'static str,
    shared: OnceLock<Arc<[u8]>>,
}

macro_rules! bundle {
    ($folder:literal: $($name:literal $hash:literal),* $(,)?) => {
        [$(Bundled {
            name: $name,
            bytes: include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $folder, "/", $name)),
            hash: $hash,
            shared: OnceLock::new(),
        }),*]
    };
}

static FONTS: [Bundled; 12] = bundle!("fonts":
    "source-sans/SourceSans3-Regular.otf"
        "4a3db3990f2285baf6dd6cc90ffc64f5047c7e7efa700603438f05978521508a",
    "source-sans/SourceSans3-It.otf"
        "1eae25c08c2c0807113b9e7105ac287ac3203d001c124b0b26d67018462fb55e",
    "source-sans/SourceSans3-Semibold.otf"
        "363f516651e7ac883e1d38925cadba22fd10f5d7c65cd0b8eb257a5b8a499311",
    "source-sans/SourceSans3-SemiboldIt.otf"
        "06608e346432a59d7f18848c96218335b43f03be11e69b2f73fd9ad4287d781d",
    "source-sans/SourceSans3-Bold.otf"
        "5811b45f4ad5d0fe4f3e437e670aea6a677a98c37e10af94d95f1a92eb425819",
    "source-sans/SourceSans3-BoldIt.otf"
        "f1ae28822f090a9fd2e4f78abd056d4b164f1125e798a97a049d41ed2083fdc8",
    "libertinus-serif/LibertinusSerif-Regular.otf"
        "091bb4014ec8e1a3bb59562114e306a5896c394667cdf8d91db7859b695f579d",
    "libertinus-serif/LibertinusSerif-Italic.otf"
        "03114ef9f2676e1b62b90681a7546d9ec635ed32db2c2d10a8b564e866b30597",
    "libertinus-serif/LibertinusSerif-Semibold.otf"
        "35ebe465ea5f9fcaa5e76686c892b4a0f16f36b64802ec5731e2208a83c3fbdf",
    "libertinus-serif/LibertinusSerif-SemiboldItalic.otf"
        "02c9facd3b1358b3385c8695e16ab6b4c0c0b8ddb1eedb0d2799d2bf0c0e614f",
    "libertinus-serif/LibertinusSerif-Bold.otf"
        "3aa0834ebe1a8a94878347d0a82801531995bb72b5cf3e38de503a43e90fa710",
    "libertinus-serif/LibertinusSerif-BoldItalic.otf"
        "5f5fb6fd937da1e63c224170f2f425b77d0b62647769fc50c55b7ba2e204cc06",
);

static LAYOUTS: [(&str, &str); 3] = [
    ("stadt-dortmund", include_str!("../../layouts/stadt-dortmund.ron")),
    ("din5008-b", include_str!("../../layouts/din5008-b.ron")),
    ("museum", include_str!("../../layouts/museum.ron")),
];

/// What bundled layouts place, beside their own text.
static LAYOUT_FILES: [Bundled; 2] = bundle!("layouts":
    "kreis-logo.svg"
        "4c55a649cf5b5d5c0da4517939406b2ce3a1f85366f5aca258429395e0dcc03e",
    "museum-logo.svg"
        "80bde28d877af98f1e63c6b1b1d1ac922a8cf683698891dea9974b5e59136dd1",
);

/// A picture of a bundled layout by its name.
pub fn layout_file(name: &str) -> Option<Arc<[u8]>> {
    let file = LAYOUT_FILES.iter().find(|f| f.name == name)?;
    Some(Arc::clone(file.shared.get_or_init(|| file.bytes.into())))
}

/// A bundled font by its path inside `fonts/`, with its hash.
pub fn font(name: &str) -> Option<(&'static [u8], Hash)> {
    let font = FONTS.iter().find(|f| f.name == name)?;
    Some((font.bytes, Hash::from_hex(font.hash)?))
}

/// The paths of all bundled fonts.
pub fn font_names() -> impl Iterator<Item = &'static str> {
    FONTS.iter().map(|f| f.name)
}

/// The text of a bundled layout.
pub fn layout(name: &str) -> Option<&'static str> {
    LAYOUTS.iter().find(|(n, _)| *n == name).map(|(_, text)| *text)
}

/// Whether these are the bytes of a bundled layout.
pub fn is_layout(bytes: &[u8]) -> bool {
    LAYOUTS.iter().any(|(_, text)| text.as_bytes() == bytes)
}

/// The names of all bundled layouts.
pub fn layout_names() -> impl Iterator<Item = &'static str> {
    LAYOUTS.iter().map(|(n, _)| *n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_judged() {
        for (name, text) in LAYOUTS {
            let mut diags = crate::diag::Diagnostics::new();
            let source = crate::model::decode(name, text.as_bytes()).expect("text");
            assert!(crate::model::read_layout(&source, &mut diags).is_some(), "{name}");
            assert!(diags.is_empty(), "{name}: {diags:?}");
        }
    }

    #[test]
    fn hashes_are_those_of_the_files() {
        for font in &FONTS {
            assert_eq!(font.hash, Hash::of(font.bytes).to_string(), "{}", font.name);
        }
        for file in &LAYOUT_FILES {
            assert_eq!(file.hash, Hash::of(file.bytes).to_string(), "{}", file.name);
        }
    }
}
