//! Palette colours as operators: DeviceRGB (sRGB by the output intent) in
//! mail and archive, DeviceCMYK and Separation in print and triple. Nothing is converted:
//! the palette states both.

use pdf_writer::{Name, Ref};

use super::Edition;
use super::number::{int, milli, tenth_milli};
use super::objects::File;
use crate::color::{Cmyk, ColorId, Palette, Srgb, Tint};

/// How the colours of a palette are set.
pub(super) struct Colors {
    paints: Vec<Paint>,
    spots: Vec<Spot>,
}

/// How one colour is set.
pub(super) struct Paint {
    /// Operators that set the fill colour.
    pub(super) fill: Vec<u8>,
    /// Operators that set the stroke colour.
    pub(super) stroke: Vec<u8>,
    /// Whether it is black ink alone at full strength, which overprints.
    pub(super) black: bool,
}

/// A special ink.
struct Spot {
    name: Vec<u8>,
    alternate: Cmyk,
}

impl Colors {
    /// Prepares all colours for an edition.
    pub(super) fn new(palette: &Palette, edition: Edition) -> Self {
        let mut colors = Self { paints: Vec::new(), spots: Vec::new() };
        for (_, color) in palette.iter() {
            let (fill, stroke, black) = match (edition, &color.spot) {
                (Edition::Mail | Edition::Archive, _) => {
                    (rgb(color.srgb, b"rg"), rgb(color.srgb, b"RG"), false)
                }
                (Edition::Print | Edition::Triple, None) => {
                    let black = color.cmyk == Cmyk::BLACK;
                    (cmyk(color.cmyk, b"k"), cmyk(color.cmyk, b"K"), black)
                }
                (Edition::Print | Edition::Triple, Some(name)) => {
                    let index = colors.spot(name, color.cmyk);
                    (spot(index, b"cs", b"scn"), spot(index, b"CS", b"SCN"), false)
                }
            };
            colors.paints.push(Paint { fill, stroke, black });
        }
        colors
    }

    fn spot(&mut self, name: &str, alternate: Cmyk) -> usize {
        let known = self.spots.iter().position(|s| s.name == name.as_bytes());
        known.unwrap_or_else(|| {
            self.spots.push(Spot { name: name.as_bytes().to_vec(), alternate });
            self.spots.len() - 1
        })
    }

    /// How a colour is set; a foreign id gives black.
    pub(super) fn get(&self, id: ColorId) -> Option<&Paint> {
        self.paints.get(usize::from(id.0)).or_else(|| self.paints.first())
    }

    /// The resource name of a special ink's colour space.
    pub(super) fn space_of(&self, spot: &str) -> Option<String> {
        let index = self.spots.iter().position(|s| s.name == spot.as_bytes())?;
        Some(format!("C{index}"))
    }

    /// Writes one Separation colour space for each ink.
    pub(super) fn write(&self, file: &mut File<'_>) -> Vec<(String, Ref)> {
        let mut written = Vec::new();
        for (index, ink) in self.spots.iter().enumerate() {
            let id = file.alloc();
            let space: pdf_writer::writers::ColorSpace<'_> = file.object(id).start();
            let mut separation = space.separation(Name(&ink.name));
            separation.alternate_color_space().device_cmyk();
            separation
                .tint_exponential()
                .domain([0.0, 1.0])
                .range([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
                .c0([0.0; 4])
                .c1(units(ink.alternate))
                .n(1.0);
            drop(separation);
            written.push((format!("C{index}"), id));
        }
        written
    }
}

fn units(color: Cmyk) -> [f32; 4] {
    [color.c, color.m, color.y, color.k].map(Tint::to_unit)
}

fn rgb(color: Srgb, operator: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(20);
    for channel in [color.r, color.g, color.b] {
        milli(&mut out, (i64::from(channel) * 1000 + 127) / 255);
        out.push(b' ');
    }
    out.extend_from_slice(operator);
    out.push(b'\n');
    out
}

fn cmyk(color: Cmyk, operator: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    for ink in [color.c, color.m, color.y, color.k] {
        tenth_milli(&mut out, (ink.to_percent() * 100.0).round() as u16);
        out.push(b' ');
    }
    out.extend_from_slice(operator);
    out.push(b'\n');
    out
}

fn spot(index: usize, space: &[u8], operator: &[u8]) -> Vec<u8> {
    let mut out = b"/C".to_vec();
    int(&mut out, index as i64);
    out.push(b' ');
    out.extend_from_slice(space);
    out.extend_from_slice(b" 1 ");
    out.extend_from_slice(operator);
    out.push(b'\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::color::PaletteColor;

    fn palette() -> Palette {
        let mut palette = Palette::default();
        let blue =
            Cmyk { c: Tint::FULL, m: Tint::from_percent(52.5).unwrap_or_default(), ..Cmyk::PAPER };
        for name in ["house", "house again"] {
            let spot = Some("HKS 41 K".into());
            let srgb = Srgb { r: 0, g: 68, b: 255 };
            let _ = palette.define(PaletteColor { name: name.into(), cmyk: blue, srgb, spot });
        }
        palette
    }

    #[test]
    fn screen_takes_the_srgb_statement() {
        let colors = Colors::new(&palette(), Edition::Mail);
        let paint = colors.get(ColorId(1)).map(|p| p.fill.clone()).unwrap_or_default();
        assert_eq!(paint, b"0 .267 1 rg\n");
    }

    #[test]
    fn one_ink_is_one_object_and_black_alone_overprints() {
        let colors = Colors::new(&palette(), Edition::Print);
        assert_eq!(colors.spots.len(), 1);
        let spot = colors.get(ColorId(2)).map(|p| (p.fill.clone(), p.black));
        assert_eq!(spot, Some((b"/C0 cs 1 scn\n".to_vec(), false)));
        let black = colors.get(ColorId(0)).map(|p| (p.fill.clone(), p.black));
        assert_eq!(black, Some((b"0 0 0 1 k\n".to_vec(), true)));
    }
}
