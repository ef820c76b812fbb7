//! Whether the two statements of a palette colour mean the same colour.
//!
//! Nothing is converted for output: a house states both. But a slip of the
//! pen in one of them shows only when the other edition is looked at, so the
//! inks are shown through the output profile and compared.

use moxcms::{ColorProfile, InterpolationMethod, Layout, RenderingIntent, TransformOptions};

use super::intents::COATED;
use crate::color::{Lab, Palette, Srgb, Tint};

/// Difference (CIE 1976) above which two statements look unrelated: far above
/// what a press cannot show of lively screen colours, and below what exchanged
/// inks or channels make (both sides are in the tests).
pub const UNRELATED: f64 = 45.0;

/// A palette colour whose statements look unrelated.
#[derive(Clone, PartialEq, Debug)]
pub struct Unrelated {
    /// Its name.
    pub name: String,
    /// What the inks look like.
    pub printed: Srgb,
    /// How far that is from the sRGB statement.
    pub difference: f64,
}

/// Compares all colours of a palette under an output profile; the bundled one
/// when absent. Empty when the profile cannot be used: that is found elsewhere.
pub fn unrelated(palette: &Palette, profile: Option<&[u8]>) -> Vec<Unrelated> {
    let inks: Vec<u8> = palette
        .iter()
        .flat_map(|(_, color)| [color.cmyk.c, color.cmyk.m, color.cmyk.y, color.cmyk.k])
        .map(|tint: Tint| (f64::from(tint.to_unit()) * 255.0).round() as u8)
        .collect();
    let Some(seen) = seen(&inks, profile.unwrap_or(COATED)) else { return Vec::new() };
    let printed = seen.as_chunks::<3>().0.iter().map(|&[r, g, b]| Srgb { r, g, b });
    palette
        .iter()
        .zip(printed)
        .map(|((_, color), printed)| Unrelated {
            name: color.name.to_string(),
            printed,
            difference: Lab::of(color.srgb).difference(Lab::of(printed)),
        })
        .filter(|found| found.difference > UNRELATED)
        .collect()
}

/// Inks as they look, in sRGB.
fn seen(inks: &[u8], profile: &[u8]) -> Option<Vec<u8>> {
    let source = ColorProfile::new_from_slice(profile).ok()?;
    let options = TransformOptions {
        rendering_intent: RenderingIntent::RelativeColorimetric,
        interpolation_method: InterpolationMethod::Tetrahedral,
        ..TransformOptions::default()
    };
    let screen = ColorProfile::new_srgb();
    let transform =
        source.create_transform_8bit(Layout::Rgba, &screen, Layout::Rgb, options).ok()?;
    let mut out = vec![0; inks.len() / 4 * 3];
    transform.transform(inks, &mut out).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::{Cmyk, PaletteColor};

    fn found(cmyk: [f64; 4], hex: &str) -> Vec<Unrelated> {
        let [c, m, y, k] = cmyk.map(|p| Tint::from_percent(p).expect("percent"));
        let mut palette = Palette::default();
        palette
            .define(PaletteColor {
                name: "house".into(),
                cmyk: Cmyk { c, m, y, k },
                srgb: Srgb::from_hex(hex).expect("a colour"),
                spot: None,
            })
            .expect("room");
        unrelated(&palette, None)
    }

    #[test]
    fn a_slip_is_found_and_what_print_cannot_show_is_not() {
        // Magenta and cyan exchanged.
        let slip = found([5.0, 100.0, 0.0, 0.0], "#009ee0");
        assert_eq!(slip.len(), 1);
        assert!(slip.iter().all(|s| s.name == "house" && s.difference > 60.0), "{slip:?}");
        for (cmyk, hex) in [
            ([100.0, 0.0, 0.0, 0.0], "#009ee0"),
            ([100.0, 0.0, 0.0, 0.0], "#00b0ff"),
            ([100.0, 55.0, 0.0, 30.0], "#004b8d"),
            ([15.0, 100.0, 90.0, 10.0], "#b5121b"),
            ([85.0, 20.0, 75.0, 30.0], "#0b6b4d"),
            ([0.0, 0.0, 0.0, 60.0], "#666666"),
            ([0.0, 0.0, 100.0, 0.0], "#ffed00"),
            ([0.0, 0.0, 0.0, 0.0], "#ffffff"),
        ] {
            let none = found(cmyk, hex);
            assert!(none.is_empty(), "{hex}: {none:?}");
        }
    }
}
