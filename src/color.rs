//! Colours as a house states them: each named once, with CMYK, sRGB and
//! optionally a spot colorant. Editions choose; nothing here converts.

mod lab;

use std::sync::Arc;

pub use lab::Lab;

/// An ink or alpha amount in hundredths of a percent, 0 to 10000.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Tint(u16);

impl Tint {
    /// No ink.
    pub const NONE: Self = Self(0);
    /// Full ink, 100 %.
    pub const FULL: Self = Self(10_000);

    /// From percent; values outside 0 to 100 and NaN are refused.
    pub fn from_percent(percent: f64) -> Option<Self> {
        (0.0..=100.0).contains(&percent).then(|| Self((percent * 100.0).round() as u16))
    }

    /// In percent.
    pub fn to_percent(self) -> f64 {
        f64::from(self.0) / 100.0
    }

    /// As the PDF operand range 0 to 1.
    pub fn to_unit(self) -> f32 {
        f32::from(self.0) / 10_000.0
    }
}

/// Process ink amounts.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Cmyk {
    /// Cyan.
    pub c: Tint,
    /// Magenta.
    pub m: Tint,
    /// Yellow.
    pub y: Tint,
    /// Black.
    pub k: Tint,
}

impl Cmyk {
    /// Black ink alone at 100 %.
    pub const BLACK: Self = Self { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::FULL };
    /// Unprinted paper.
    pub const PAPER: Self = Self { c: Tint::NONE, m: Tint::NONE, y: Tint::NONE, k: Tint::NONE };

    /// Whether only black ink is used (paper counts as not).
    pub fn is_black_only(self) -> bool {
        self.c == Tint::NONE && self.m == Tint::NONE && self.y == Tint::NONE && self.k > Tint::NONE
    }

    /// Total ink in percent, 0 to 400.
    pub fn total_percent(self) -> f64 {
        [self.c, self.m, self.y, self.k].into_iter().map(Tint::to_percent).sum()
    }
}

/// An sRGB colour (IEC 61966-2-1), 8 bit a channel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Srgb {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
}

impl Srgb {
    /// A colour from `#rrggbb` or `rrggbb`.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').unwrap_or(hex);
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        Some(Self { r: (value >> 16) as u8, g: (value >> 8) as u8, b: value as u8 })
    }
}

/// A colour of the house: both statements and, for a special ink, its name.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PaletteColor {
    /// The name the layout gives it.
    pub name: Arc<str>,
    /// As process inks; the alternate of the spot colour if there is one.
    pub cmyk: Cmyk,
    /// As shown on screen.
    pub srgb: Srgb,
    /// The colorant name of a spot ink, e.g. `HKS 41 K`.
    pub spot: Option<Arc<str>>,
}

/// Index of a colour in the [`Palette`] of its document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ColorId(pub u16);

/// All colours of a layout. Entry 0 is always black (K 100, #000000), so
/// text has a colour even in a palette that names none.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Palette {
    colors: Vec<PaletteColor>,
}

impl Default for Palette {
    fn default() -> Self {
        Self {
            colors: vec![PaletteColor {
                name: "black".into(),
                cmyk: Cmyk::BLACK,
                srgb: Srgb::default(),
                spot: None,
            }],
        }
    }
}

impl Palette {
    /// The id of black, which every palette has.
    pub const BLACK: ColorId = ColorId(0);

    /// Adds a colour, or replaces the one of the same name (a house may
    /// state its own `black`), and returns its id. `None` when full.
    pub fn define(&mut self, color: PaletteColor) -> Option<ColorId> {
        if let Some(index) = self.colors.iter().position(|c| c.name == color.name) {
            self.colors[index] = color;
            return Some(ColorId(index as u16));
        }
        let id = ColorId(u16::try_from(self.colors.len()).ok()?);
        self.colors.push(color);
        Some(id)
    }

    /// The colour of an id. Ids come from this palette; a foreign id gives
    /// black rather than a panic.
    pub fn get(&self, id: ColorId) -> &PaletteColor {
        self.colors.get(usize::from(id.0)).unwrap_or(&self.colors[0])
    }

    /// The id of a name.
    pub fn find(&self, name: &str) -> Option<ColorId> {
        self.colors.iter().position(|c| &*c.name == name).map(|i| ColorId(i as u16))
    }

    /// All colours in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = (ColorId, &PaletteColor)> {
        self.colors.iter().enumerate().map(|(i, c)| (ColorId(i as u16), c))
    }
}
