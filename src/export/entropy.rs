//! Bits and codes of JPEG data (ITU-T T.81, annexes C and F.2.2).

/// The data end or are none of the codes.
pub(super) struct Lost;

/// Codes up to this length are looked up.
const SHORT: u32 = 9;

/// A Huffman table.
pub(super) struct Huffman {
    /// Length and value of the short code that these bits begin with.
    short: Vec<(u8, u8)>,
    /// By length: the first code behind those of this length, their bits
    /// aligned to 16, and what leads from a code to the index of its value.
    longer: [(u32, i32); 17],
    values: Vec<u8>,
}

impl Huffman {
    /// The table of so many codes of each length (T.81, C.2); `None` when
    /// there are more than fit.
    pub(super) fn new(counts: &[u8], values: &[u8]) -> Option<Self> {
        let mut short = vec![(0, 0); 1 << SHORT];
        let mut longer = [(0, 0); 17];
        let (mut code, mut index) = (0_u32, 0_usize);
        for (length, count) in (1_u32..).zip(counts) {
            let first = code;
            for _ in 0..*count {
                let value = *values.get(index)?;
                if length <= SHORT {
                    let from = (code << (SHORT - length)) as usize;
                    let all = short.get_mut(from..from + (1 << (SHORT - length)))?;
                    all.fill((length as u8, value));
                }
                code += 1;
                index += 1;
            }
            if code > 1 << length {
                return None;
            }
            let offset = (index as i32 - i32::from(*count)) - first as i32;
            *longer.get_mut(length as usize)? = (code << (16 - length), offset);
            code <<= 1;
        }
        Some(Self { short, longer, values: values.to_vec() })
    }
}

/// Data of a scan, read bit by bit.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// Bits read ahead, the next one highest.
    hold: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    /// Those from a place on.
    pub(super) fn new(data: &'a [u8], at: usize) -> Self {
        Self { data, at, hold: 0, count: 0 }
    }

    /// Where it reads on: a few bytes further than what was asked for.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Reads ahead, not beyond a marker.
    fn fill(&mut self) {
        while self.count <= 48 {
            let byte = match self.data.get(self.at..) {
                Some([0xFF, 0, ..]) => {
                    self.at += 2;
                    0xFF
                }
                Some([byte, ..]) if *byte != 0xFF => {
                    self.at += 1;
                    *byte
                }
                _ => return,
            };
            self.hold |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// The next bits, at most 16.
    pub(super) fn take(&mut self, count: u32) -> Result<u32, Lost> {
        if self.count < count {
            self.fill();
        }
        let bits = (self.hold >> 48) as u32 >> 16_u32.saturating_sub(count);
        self.skip(count).map(|()| bits)
    }

    /// Reads over some bits, at most 16.
    pub(super) fn skip(&mut self, count: u32) -> Result<(), Lost> {
        if self.count < count {
            self.fill();
        }
        self.count = self.count.checked_sub(count).ok_or(Lost)?;
        self.hold <<= count;
        Ok(())
    }

    /// The value of the next code.
    pub(super) fn code(&mut self, table: &Huffman) -> Result<u8, Lost> {
        if self.count < 16 {
            self.fill();
        }
        let next = (self.hold >> 48) as u32;
        let (length, value) = table.short[(next >> (16 - SHORT)) as usize];
        if length > 0 {
            self.skip(u32::from(length))?;
            return Ok(value);
        }
        let length = (SHORT + 1..=16).find(|length| next < table.longer[*length as usize].0);
        let length = length.ok_or(Lost)?;
        let index = (next >> (16 - length)) as i32 + table.longer[length as usize].1;
        self.skip(length)?;
        usize::try_from(index).ok().and_then(|index| table.values.get(index)).copied().ok_or(Lost)
    }

    /// Reads over the marker that begins the next interval.
    pub(super) fn restart(&mut self, number: usize) -> Result<(), Lost> {
        (self.hold, self.count) = (0, 0);
        while let Some([0xFF, 0xFF]) = self.data.get(self.at..self.at + 2) {
            self.at += 1;
        }
        let marker = self.data.get(self.at..self.at + 2);
        if marker != Some(&[0xFF, 0xD0 + number as u8]) {
            return Err(Lost);
        }
        self.at += 2;
        Ok(())
    }
}
