//! The lint on palettes whose inks and screen colours look unrelated. It needs
//! the output profile, so it is made where files are read, once a layout.

use super::assets::FolderAssets;
use super::layouts::Loaded;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::export::relation::unrelated;
use crate::model::assets::Root;
use crate::model::{self, Assets, Text};

/// Compares the palette of a layout under the profile it prints with.
pub fn relate_colors(loaded: &Loaded, assets: &FolderAssets<'_>, diags: &mut Diagnostics) {
    const CODE: &str = "colours-unrelated";
    let Some(house) = loaded.layout.as_deref() else { return };
    if house.allow.iter().any(|name| name.as_str() == CODE) {
        return;
    }
    let stated = house.print.output_profile.as_ref().map(Text::as_str);
    // A profile that cannot be read is reported by whoever prints with it.
    let profile = stated.and_then(|name| assets.read(Root::Layout, name).ok());
    let found = unrelated(&house.palette, profile.as_deref());
    if found.is_empty() {
        return;
    }
    let Ok(source) = model::decode(&loaded.name, &loaded.bytes) else { return };
    for color in found {
        let key = format!("\"{}\"", color.name);
        let start = source.text.find(&key);
        let origin = match start {
            Some(start) => Origin {
                field: format!("palette[{key}]").into(),
                range: start..start + key.len(),
                ..Origin::file(&source)
            },
            None => Origin::file(&source),
        };
        let printed = color.printed;
        let message = format!(
            "the CMYK and sRGB statements of `{}` look unrelated (colour difference {:.0})",
            color.name, color.difference
        );
        let hint = format!(
            "the inks look like #{:02x}{:02x}{:02x} in print; correct one of the statements, or \
             allow \"{CODE}\" in the layout",
            printed.r, printed.g, printed.b
        );
        diags.push(Diagnostic::warning(CODE, message).at(&origin).hint(hint));
    }
}
