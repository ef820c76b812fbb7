//! Whether the data of a JPEG are those of its whole picture (ITU-T T.81,
//! annexes F and G). Codes are counted, not turned into pixels.
//!
//! Decoders show what they get and fill the rest with grey without a word:
//! a photo whose middle was lost on its way looks fine to them.

use super::blocks::{Band, baseline, difference};
use super::entropy::{Bits, Huffman, Lost};

/// Files of more scans are not judged; encoders write about ten.
const MAX_SCANS: usize = 64;
/// Nor are larger pictures.
const MAX_PIXELS: usize = 250_000_000;
/// Some cameras write as many bytes behind the picture.
const MAX_LEFT: usize = 32;

/// Why there is no answer.
enum Flaw {
    /// A part of the picture is lost.
    Lost,
    /// The file is of a kind that is not judged.
    Odd,
}

impl From<Lost> for Flaw {
    fn from(_: Lost) -> Self {
        Self::Lost
    }
}

/// Whether all blocks of all scans are there; `None` where that cannot be told.
pub(super) fn is_whole(jpeg: &[u8]) -> Option<bool> {
    match Walk::default().file(jpeg) {
        Ok(()) => Some(true),
        Err(Flaw::Lost) => Some(false),
        Err(Flaw::Odd) => None,
    }
}

/// One component of the frame (T.81, A.1.1, A.2).
struct Component {
    id: u8,
    /// Blocks of an MCU.
    across: usize,
    down: usize,
    /// Blocks of the component by itself.
    width: usize,
    height: usize,
    /// Blocks of a row, those included that only fill an MCU.
    stride: usize,
    /// The coefficients of each block that are not zero, for refining scans.
    known: Vec<u64>,
}

#[derive(Default)]
struct Walk {
    dc: [Option<Huffman>; 4],
    ac: [Option<Huffman>; 4],
    restart: usize,
    progressive: bool,
    /// MCUs in a row and in a column.
    mcus: (usize, usize),
    components: Vec<Component>,
}

/// What a scan header says.
struct Scan<'w> {
    /// Spectral selection and successive approximation.
    first: u8,
    last: u8,
    refining: bool,
    progressive: bool,
    restart: usize,
    parts: Vec<Part<'w>>,
    mcus: (usize, usize),
}

struct Part<'w> {
    component: &'w mut Component,
    dc: Option<&'w Huffman>,
    ac: Option<&'w Huffman>,
}

impl Walk {
    fn file(&mut self, jpeg: &[u8]) -> Result<(), Flaw> {
        let mut at = 2;
        let mut scans = 0;
        while let Some(marker) = next_marker(jpeg, &mut at) {
            if marker == 0xD9 {
                break;
            }
            let length = jpeg.get(at..at + 2).ok_or(Flaw::Odd)?;
            let length = usize::from(length[0]) << 8 | usize::from(length[1]);
            let segment = jpeg.get(at + 2..at + length).ok_or(Flaw::Odd)?;
            at += length;
            match marker {
                0xC4 => self.tables(segment)?,
                0xC0..=0xC2 => self.frame(segment, marker == 0xC2)?,
                0xC3 | 0xC5..=0xCF => return Err(Flaw::Odd),
                0xDD => {
                    let [high, low] = *segment else { return Err(Flaw::Odd) };
                    self.restart = usize::from(high) << 8 | usize::from(low);
                }
                0xDA => {
                    scans += 1;
                    if scans > MAX_SCANS {
                        return Err(Flaw::Odd);
                    }
                    let mut bits = Bits::new(jpeg, at);
                    self.scan(segment)?.walk(&mut bits)?;
                    at = bits.position();
                    left_over(jpeg, at)?;
                }
                _ => {}
            }
        }
        if scans == 0 { Err(Flaw::Odd) } else { Ok(()) }
    }

    /// Huffman tables (T.81, B.2.4.2).
    fn tables(&mut self, mut segment: &[u8]) -> Result<(), Flaw> {
        while let Some((&class, rest)) = segment.split_first() {
            let (counts, rest) = rest.split_at_checked(16).ok_or(Flaw::Odd)?;
            let count = counts.iter().map(|count| usize::from(*count)).sum();
            let (values, rest) = rest.split_at_checked(count).ok_or(Flaw::Odd)?;
            let tables = if class >> 4 == 0 { &mut self.dc } else { &mut self.ac };
            let table = tables.get_mut(usize::from(class & 15)).ok_or(Flaw::Odd)?;
            *table = Some(Huffman::new(counts, values).ok_or(Flaw::Odd)?);
            segment = rest;
        }
        Ok(())
    }

    /// The frame header (T.81, B.2.2).
    fn frame(&mut self, segment: &[u8], progressive: bool) -> Result<(), Flaw> {
        let Some((&[8, y1, y0, x1, x0, count], rest)) = segment.split_first_chunk() else {
            return Err(Flaw::Odd);
        };
        let size = |high, low| usize::from(high) << 8 | usize::from(low);
        let (width, height) = (size(x1, x0), size(y1, y0));
        let (parts, _) = rest.as_chunks::<3>();
        let factors = |[_, factors, _]: &[u8; 3]| {
            (usize::from(factors >> 4).max(1), usize::from(factors & 15).max(1))
        };
        let most = |of: fn((usize, usize)) -> usize| {
            parts.iter().map(|part| of(factors(part))).max().unwrap_or(1)
        };
        let (across, down) = (most(|(across, _)| across), most(|(_, down)| down));
        let usable = parts.len() == usize::from(count) && (1..=4).contains(&count);
        if !usable || width * height == 0 || width * height > MAX_PIXELS || across.max(down) > 4 {
            return Err(Flaw::Odd);
        }
        self.progressive = progressive;
        self.mcus = (width.div_ceil(8 * across), height.div_ceil(8 * down));
        let component = |part: &[u8; 3]| {
            let (h, v) = factors(part);
            let (stride, rows) = (self.mcus.0 * h, self.mcus.1 * v);
            Component {
                id: part[0],
                across: h,
                down: v,
                width: (width * h).div_ceil(8 * across),
                height: (height * v).div_ceil(8 * down),
                stride,
                known: if progressive { vec![0; stride * rows] } else { Vec::new() },
            }
        };
        self.components = parts.iter().map(component).collect();
        Ok(())
    }

    /// The scan header (T.81, B.2.3).
    fn scan(&mut self, segment: &[u8]) -> Result<Scan<'_>, Flaw> {
        let (&count, rest) = segment.split_first().ok_or(Flaw::Odd)?;
        let (parts, rest) = rest.split_at_checked(2 * usize::from(count)).ok_or(Flaw::Odd)?;
        let [first, last, approximation] = *rest else { return Err(Flaw::Odd) };
        let mut asked: Vec<Option<Part<'_>>> = Vec::new();
        asked.resize_with(usize::from(count), || None);
        for component in &mut self.components {
            let place = parts.chunks_exact(2).position(|part| part[0] == component.id);
            let Some(place) = place else { continue };
            let table = parts[2 * place + 1];
            let dc = self.dc.get(usize::from(table >> 4)).and_then(Option::as_ref);
            let ac = self.ac.get(usize::from(table & 15)).and_then(Option::as_ref);
            asked[place] = Some(Part { component, dc, ac });
        }
        let parts: Option<Vec<Part<'_>>> = asked.into_iter().collect();
        let parts = parts.filter(|parts| !parts.is_empty()).ok_or(Flaw::Odd)?;
        let single = first == 0 || parts.len() == 1;
        if last > 63 || first > last || (self.progressive && (!single || (first == 0 && last > 0)))
        {
            return Err(Flaw::Odd);
        }
        Ok(Scan {
            first,
            last,
            refining: approximation >> 4 > 0,
            progressive: self.progressive,
            restart: self.restart,
            parts,
            mcus: self.mcus,
        })
    }
}

impl Scan<'_> {
    /// Reads the blocks of a scan in their order (T.81, A.2).
    fn walk(mut self, bits: &mut Bits<'_>) -> Result<(), Flaw> {
        let alone = self.parts.len() == 1;
        let (columns, rows) = match self.parts.first() {
            Some(only) if alone => (only.component.width, only.component.height),
            _ => self.mcus,
        };
        let mut run = 0;
        for mcu in 0..columns * rows {
            if self.restart > 0 && mcu > 0 && mcu % self.restart == 0 {
                bits.restart((mcu / self.restart - 1) % 8)?;
                run = 0;
            }
            let (x, y) = (mcu % columns, mcu / columns);
            for part in 0..self.parts.len() {
                let component = &self.parts[part].component;
                let (across, down) =
                    if alone { (1, 1) } else { (component.across, component.down) };
                let stride = component.stride;
                for block in 0..across * down {
                    let (column, row) = (x * across + block % across, y * down + block / across);
                    self.block(part, row * stride + column, &mut run, bits)?;
                }
            }
        }
        Ok(())
    }

    fn block(
        &mut self,
        part: usize,
        index: usize,
        run: &mut u32,
        bits: &mut Bits<'_>,
    ) -> Result<(), Flaw> {
        let (first, last) = (u32::from(self.first), u32::from(self.last));
        let Part { component, dc, ac } = &mut self.parts[part];
        if !self.progressive {
            let (dc, ac) = (dc.ok_or(Flaw::Odd)?, ac.ok_or(Flaw::Odd)?);
            difference(dc, bits)?;
            baseline(ac, bits)?;
        } else if first == 0 && self.refining {
            bits.skip(1)?;
        } else if first == 0 {
            difference(dc.ok_or(Flaw::Odd)?, bits)?;
        } else {
            let (ac, known) = (ac.ok_or(Flaw::Odd)?, component.known.get_mut(index));
            let band = Band { first, last, known: known.ok_or(Flaw::Odd)? };
            match self.refining {
                true => band.refine(ac, run, bits)?,
                false => band.begin(ac, run, bits)?,
            }
        }
        Ok(())
    }
}

/// The next marker from `at` on, which is moved behind it.
fn next_marker(jpeg: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let rest = jpeg.get(*at..)?;
        let mark = memchr::memchr(0xFF, rest)?;
        *at += mark + 1;
        match *jpeg.get(*at)? {
            0xFF => {}
            0 | 0xD0..=0xD7 => *at += 1,
            marker => {
                *at += 1;
                return Some(marker);
            }
        }
    }
}

/// Data behind the last block were to be others.
fn left_over(jpeg: &[u8], from: usize) -> Result<(), Flaw> {
    let mut end = from;
    let marker = next_marker(jpeg, &mut end);
    let rest = jpeg.get(from..end).filter(|_| marker.is_some()).unwrap_or_default();
    let data = rest.iter().filter(|byte| !matches!(byte, 0 | 0xFF)).count();
    if data > MAX_LEFT { Err(Flaw::Lost) } else { Ok(()) }
}
