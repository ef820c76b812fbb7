//! Colour spaces and the inks a colour asks for.

use std::rc::Rc;

use crate::preflight::reader::Pdf;
use crate::preflight::reader::filter;
use crate::preflight::reader::object::{Dict, Object};

/// Deepest nesting of colour spaces.
const MAX_DEPTH: usize = 6;
/// Most colorants of a DeviceN space.
const MAX_COLORANTS: usize = 64;

/// A colour space, as far as print rules care.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Space {
    Gray,
    /// DeviceRGB; whether the resources remap it (DefaultRGB).
    Rgb { remapped: bool },
    /// DeviceCMYK; whether the resources remap it (DefaultCMYK).
    Cmyk { remapped: bool },
    CalGray,
    CalRgb,
    Lab,
    /// ICCBased with its number of components and profile version (major).
    Icc { components: usize, major: u8 },
    Indexed { base: Rc<Space>, table: Rc<[u8]> },
    Separation { name: Rc<[u8]>, alternate: Rc<Space> },
    DeviceN { names: Rc<Vec<Rc<[u8]>>>, alternate: Rc<Space> },
    /// With the underlying space of an uncoloured pattern.
    Pattern(Option<Rc<Space>>),
    Unknown,
}

/// Ink amounts, 0 to 1 each.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct Inks {
    pub cmyk: [f64; 4],
    /// Spot colorants and their tints.
    pub spots: Vec<(Rc<[u8]>, f64)>,
    /// Tint on all plates (`/All`, registration colour).
    pub all: f64,
}

impl Inks {
    /// Whether nothing is printed.
    pub(crate) fn is_white(&self) -> bool {
        self.cmyk.iter().all(|v| *v <= 0.0) && self.all <= 0.0 && self.spots.iter().all(|(_, v)| *v <= 0.0)
    }

    /// How many plates carry ink.
    pub(crate) fn count(&self) -> usize {
        self.cmyk.iter().filter(|v| **v > 0.0).count()
            + self.spots.iter().filter(|(_, v)| *v > 0.0).count()
            + usize::from(self.all > 0.0)
    }

    /// Sum of process inks in percent.
    pub(crate) fn total_percent(&self) -> f64 {
        self.cmyk.iter().map(|v| (v + self.all).min(1.0) * 100.0).sum()
    }

    /// Black ink alone, and all of it.
    pub(crate) fn is_full_black(&self) -> bool {
        let [c, m, y, k] = self.cmyk;
        c <= 0.0 && m <= 0.0 && y <= 0.0 && k >= 0.995 && self.all <= 0.0
            && self.spots.iter().all(|(_, v)| *v <= 0.0)
    }

    fn add(&mut self, name: &Rc<[u8]>, tint: f64) {
        let [c, m, y, k] = &mut self.cmyk;
        match &**name {
            b"Cyan" => *c = c.max(tint),
            b"Magenta" => *m = m.max(tint),
            b"Yellow" => *y = y.max(tint),
            b"Black" => *k = k.max(tint),
            b"All" => self.all = self.all.max(tint),
            b"None" => {}
            _ => self.spots.push((Rc::clone(name), tint)),
        }
    }
}

impl Space {
    /// Number of components of a colour in this space.
    pub(crate) fn components(&self) -> usize {
        match self {
            Self::Gray | Self::CalGray | Self::Indexed { .. } | Self::Separation { .. } => 1,
            Self::Rgb { .. } | Self::CalRgb | Self::Lab => 3,
            Self::Cmyk { .. } => 4,
            Self::Icc { components, .. } => *components,
            Self::DeviceN { names, .. } => names.len(),
            Self::Pattern(_) | Self::Unknown => 0,
        }
    }

    /// The initial colour (ISO 32000-1, 8.6.8, operator CS).
    pub(crate) fn initial(&self) -> Vec<f64> {
        match self {
            Self::Cmyk { .. } => vec![0.0, 0.0, 0.0, 1.0],
            Self::Separation { .. } | Self::DeviceN { .. } => vec![1.0; self.components()],
            _ => vec![0.0; self.components()],
        }
    }

    /// This space, or the base of an Indexed one, or what lies under a pattern.
    pub(crate) fn base(&self) -> &Self {
        match self {
            Self::Indexed { base, .. } => base.base(),
            Self::Pattern(Some(under)) => under.base(),
            other => other,
        }
    }

    /// The inks of a colour. Exact for device CMYK, gray and named
    /// colorants. ICC CMYK counts as device CMYK. RGB and Lab are only
    /// estimated (full black generation): such colours are faults in a
    /// CMYK file anyway.
    pub(crate) fn inks(&self, comps: &[f64]) -> Inks {
        let at = |i: usize| comps.get(i).copied().unwrap_or(0.0).clamp(0.0, 1.0);
        let mut inks = Inks::default();
        match self {
            Self::Gray | Self::CalGray | Self::Icc { components: 1, .. } => inks.cmyk[3] = 1.0 - at(0),
            Self::Cmyk { .. } | Self::Icc { components: 4, .. } => inks.cmyk = [at(0), at(1), at(2), at(3)],
            Self::Rgb { .. } | Self::CalRgb | Self::Icc { .. } => {
                let (r, g, b) = (at(0), at(1), at(2));
                let k = 1.0 - r.max(g).max(b);
                inks.cmyk = [1.0 - r - k, 1.0 - g - k, 1.0 - b - k, k];
            }
            Self::Lab => inks.cmyk[3] = 1.0 - (comps.first().copied().unwrap_or(0.0) / 100.0).clamp(0.0, 1.0),
            Self::Indexed { base, table } => {
                let count = base.components();
                let index = comps.first().copied().unwrap_or(0.0).max(0.0) as usize;
                let start = index.saturating_mul(count);
                let entry = table.get(start..start.saturating_add(count)).unwrap_or(&[]);
                let entry: Vec<f64> = entry.iter().map(|b| f64::from(*b) / 255.0).collect();
                return base.inks(&entry);
            }
            Self::Separation { name, .. } => inks.add(name, at(0)),
            Self::DeviceN { names, .. } => {
                names.iter().enumerate().for_each(|(i, name)| inks.add(name, at(i)));
            }
            Self::Pattern(Some(under)) => return under.inks(comps),
            Self::Pattern(None) | Self::Unknown => {}
        }
        inks
    }
}

/// Reads a colour space operand or image entry; names are looked up in the
/// resources, and Default spaces of the resources are noted.
pub(crate) fn parse(pdf: &Pdf<'_>, object: &Object, resources: &Dict) -> Rc<Space> {
    let spaces = pdf.dict(resources.get(b"ColorSpace")).unwrap_or_default();
    Rc::new(parse_in(pdf, object, &spaces, 0))
}

fn parse_in(pdf: &Pdf<'_>, object: &Object, spaces: &Dict, depth: usize) -> Space {
    if depth > MAX_DEPTH {
        return Space::Unknown;
    }
    match pdf.resolve(object) {
        Object::Name(name) => match &*name {
            b"DeviceGray" | b"G" => Space::Gray,
            b"DeviceRGB" | b"RGB" => Space::Rgb { remapped: spaces.has(b"DefaultRGB") },
            b"DeviceCMYK" | b"CMYK" => Space::Cmyk { remapped: spaces.has(b"DefaultCMYK") },
            b"Pattern" => Space::Pattern(None),
            other if spaces.has(other) => parse_in(pdf, spaces.get(other), spaces, depth + 1),
            _ => Space::Unknown,
        },
        Object::Array(items) => array(pdf, &items, spaces, depth),
        _ => Space::Unknown,
    }
}

fn array(pdf: &Pdf<'_>, items: &[Object], spaces: &Dict, depth: usize) -> Space {
    let item = |i: usize| items.get(i).map(|o| pdf.resolve(o)).unwrap_or_default();
    let nested = |i: usize| Rc::new(parse_in(pdf, &item(i), spaces, depth + 1));
    let family = item(0);
    match family.as_name().unwrap_or(b"") {
        b"CalGray" => Space::CalGray,
        b"CalRGB" => Space::CalRgb,
        b"Lab" => Space::Lab,
        b"ICCBased" => icc(pdf, &item(1)),
        b"Indexed" | b"I" => Space::Indexed { base: nested(1), table: table(pdf, &item(3)) },
        b"Separation" => {
            Space::Separation { name: item(1).as_name().unwrap_or(b"").into(), alternate: nested(2) }
        }
        b"DeviceN" => {
            let names = item(1);
            let names = names.as_array().map(|a| {
                a.iter().take(MAX_COLORANTS).filter_map(|n| pdf.resolve(n).as_name().map(Rc::from)).collect()
            });
            Space::DeviceN { names: Rc::new(names.unwrap_or_default()), alternate: nested(2) }
        }
        b"Pattern" if items.len() > 1 => Space::Pattern(Some(nested(1))),
        _ if items.len() == 1 => parse_in(pdf, &family, spaces, depth + 1),
        _ => Space::Unknown,
    }
}

fn icc(pdf: &Pdf<'_>, object: &Object) -> Space {
    let Some(stream) = object.as_stream() else { return Space::Unknown };
    let components = pdf.get(&stream.dict, b"N").as_int().filter(|n| matches!(n, 1 | 3 | 4));
    let major = filter::prefix(pdf, stream, 128).and_then(|h| h.get(8).copied()).unwrap_or(0);
    Space::Icc { components: components.unwrap_or(3) as usize, major }
}

fn table(pdf: &Pdf<'_>, object: &Object) -> Rc<[u8]> {
    match object {
        Object::String(bytes) => Rc::clone(bytes),
        Object::Stream(stream) => pdf.decode(stream).unwrap_or_default().into(),
        _ => Rc::from(&[][..]),
    }
}
