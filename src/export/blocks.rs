//! The codes of one block of a JPEG (ITU-T T.81, annexes F and G): read over,
//! not turned into coefficients.

use super::entropy::{Bits, Huffman, Lost};

/// A DC difference (T.81, F.2.2.1).
pub(super) fn difference(table: &Huffman, bits: &mut Bits<'_>) -> Result<(), Lost> {
    let size = bits.code(table)?;
    if size > 15 { Err(Lost) } else { bits.skip(u32::from(size)) }
}

/// The AC coefficients of a block (T.81, F.2.2.2).
pub(super) fn baseline(table: &Huffman, bits: &mut Bits<'_>) -> Result<(), Lost> {
    let mut at = 1;
    while at < 64 {
        let (run, size) = split(bits.code(table)?);
        match (run, size) {
            (15, 0) => at += 16,
            (_, 0) => break,
            _ => {
                at += run + 1;
                bits.skip(size)?;
                if at > 64 {
                    return Err(Lost);
                }
            }
        }
    }
    Ok(())
}

fn split(code: u8) -> (u32, u32) {
    (u32::from(code >> 4), u32::from(code & 15))
}

/// The coefficients of a block that a progressive scan is about.
pub(super) struct Band<'k> {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) known: &'k mut u64,
}

impl Band<'_> {
    /// Their first bits (T.81, G.1.2.2).
    pub(super) fn begin(
        self,
        table: &Huffman,
        run: &mut u32,
        bits: &mut Bits<'_>,
    ) -> Result<(), Lost> {
        if *run > 0 {
            *run -= 1;
            return Ok(());
        }
        let mut at = self.first;
        while at <= self.last {
            let (zeros, size) = split(bits.code(table)?);
            match (zeros, size) {
                (15, 0) => at += 16,
                (_, 0) => {
                    *run = (1 << zeros) - 1 + bits.take(zeros)?;
                    break;
                }
                _ => {
                    at += zeros;
                    if at > self.last {
                        return Err(Lost);
                    }
                    bits.skip(size)?;
                    *self.known |= 1 << at;
                    at += 1;
                }
            }
        }
        Ok(())
    }

    /// One more bit of each (T.81, G.1.2.3).
    pub(super) fn refine(
        self,
        table: &Huffman,
        run: &mut u32,
        bits: &mut Bits<'_>,
    ) -> Result<(), Lost> {
        let mut at = self.first;
        while *run == 0 && at <= self.last {
            let (mut zeros, size) = split(bits.code(table)?);
            if size == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.take(zeros)?;
                break;
            }
            bits.skip(u32::from(size > 0))?;
            while at <= self.last {
                if *self.known >> at & 1 == 1 {
                    bits.skip(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if size > 0 && at <= self.last {
                *self.known |= 1 << at;
            }
            at += 1;
        }
        if *run > 0 {
            let rest = (at..=self.last).filter(|at| *self.known >> at & 1 == 1).count();
            (0..rest).try_for_each(|_| bits.skip(1))?;
            *run -= 1;
        }
        Ok(())
    }
}
