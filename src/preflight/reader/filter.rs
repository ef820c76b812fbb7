//! Stream filters (ISO 32000-1, 7.4), each bounded in output.
//!
//! LZW is decoded although PDF/X-4 forbids it: the rest of such a file
//! should still be judged.

use std::io::Read;

use super::Pdf;
use super::lexer::is_space;
use super::object::{Data, Dict, Object, Stream};
use crate::preflight::limits::Budget;

/// Most filters of one stream.
const MAX_FILTERS: usize = 8;

/// Why a stream could not be decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Failure {
    /// A limit was hit.
    Limit,
    /// Damaged data.
    Damaged,
    /// A filter this reader does not know, or an image's where none belongs.
    Unsupported,
}

/// Decoded data.
#[derive(Debug)]
pub(crate) struct Decoded {
    pub data: Vec<u8>,
    /// The image filter that is still to be undone.
    pub image_filter: Option<Vec<u8>>,
}

/// Name and parameters of each filter, in decoding order.
pub(crate) fn chain(pdf: &Pdf<'_>, dict: &Dict) -> Vec<(Vec<u8>, Object)> {
    pairs(dict, &|o| pdf.resolve(o))
}

fn pairs(dict: &Dict, resolve: &dyn Fn(&Object) -> Object) -> Vec<(Vec<u8>, Object)> {
    let either = |long: &[u8], short: &[u8]| {
        let value = resolve(dict.get(long));
        if value.is_null() { resolve(dict.get(short)) } else { value }
    };
    let parms = either(b"DecodeParms", b"DP");
    match either(b"Filter", b"F") {
        Object::Name(name) => {
            let parms = parms.as_array().and_then(|a| a.first()).map_or(parms.clone(), resolve);
            vec![(name.to_vec(), parms)]
        }
        Object::Array(names) => names
            .iter()
            .enumerate()
            .filter_map(|(i, name)| {
                let name = resolve(name).as_name()?.to_vec();
                let parms = parms.as_array().and_then(|a| a.get(i)).map(resolve).unwrap_or_default();
                Some((name, parms))
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// Decodes a stream up to an image filter.
pub(crate) fn decode(pdf: &Pdf<'_>, stream: &Stream, limit: usize) -> Result<Decoded, Failure> {
    let chain = chain(pdf, &stream.dict);
    run(pdf.raw(stream), &chain, limit, pdf.budget, &|o| pdf.resolve(o))
}

/// At most the first `count` bytes of a stream with at most one Flate filter;
/// for headers of large profiles.
pub(crate) fn prefix(pdf: &Pdf<'_>, stream: &Stream, count: usize) -> Option<Vec<u8>> {
    let chain = chain(pdf, &stream.dict);
    let raw = pdf.raw(stream);
    match chain.as_slice() {
        [] => Some(raw.get(..count.min(raw.len()))?.to_vec()),
        [(name, parms)] if is_flate(name) && parms.is_null() => inflate_prefix(raw, count),
        _ => decode(pdf, stream, pdf.budget.limits.stream_bytes).ok().map(|d| d.data),
    }
}

fn inflate_prefix(raw: &[u8], count: usize) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let read = flate2::read::ZlibDecoder::new(raw).take(count as u64).read_to_end(&mut out);
    (read.is_ok() || !out.is_empty()).then_some(out)
}

/// Decodes a stream whose dictionary needs no references (cross-reference and object streams).
pub(crate) fn decode_direct(
    bytes: &[u8],
    stream: &Stream,
    limit: usize,
    budget: &Budget,
) -> Result<Vec<u8>, Failure> {
    let raw = match &stream.data {
        Data::File(start, end) => bytes.get(*start..*end).unwrap_or(&[]),
        Data::Inline(bytes) => bytes,
    };
    let chain = pairs(&stream.dict, &Object::clone);
    let decoded = run(raw, &chain, limit, budget, &Object::clone)?;
    if decoded.image_filter.is_some() { Err(Failure::Unsupported) } else { Ok(decoded.data) }
}

fn is_flate(name: &[u8]) -> bool {
    matches!(name, b"FlateDecode" | b"Fl")
}

/// The image filters, whose data is left to the image code.
pub(crate) fn is_image_filter(name: &[u8]) -> bool {
    matches!(name, b"DCTDecode" | b"DCT" | b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF")
}

fn run(
    raw: &[u8],
    chain: &[(Vec<u8>, Object)],
    limit: usize,
    budget: &Budget,
    resolve: &dyn Fn(&Object) -> Object,
) -> Result<Decoded, Failure> {
    if chain.len() > MAX_FILTERS {
        return Err(Failure::Limit);
    }
    let mut data: Option<Vec<u8>> = None;
    for (name, parms) in chain {
        let input = data.as_deref().unwrap_or(raw);
        if is_image_filter(name) {
            let image_filter = Some(name.clone());
            return Ok(Decoded { data: input.to_vec(), image_filter });
        }
        let output = match name.as_slice() {
            name if is_flate(name) => inflate(input, limit)?,
            b"LZWDecode" | b"LZW" => lzw(input, early_change(parms, resolve), limit)?,
            b"ASCII85Decode" | b"A85" => ascii85(input, limit)?,
            b"ASCIIHexDecode" | b"AHx" => ascii_hex(input),
            b"RunLengthDecode" | b"RL" => run_length(input, limit)?,
            _ => return Err(Failure::Unsupported),
        };
        if !budget.work(output.len()) {
            return Err(Failure::Limit);
        }
        data = Some(predict(output, parms, resolve)?);
    }
    Ok(Decoded { data: data.unwrap_or_else(|| raw.to_vec()), image_filter: None })
}

fn inflate(input: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let read = flate2::read::ZlibDecoder::new(input).take(limit as u64 + 1).read_to_end(&mut out);
    if out.len() > limit {
        return Err(Failure::Limit);
    }
    // Truncated data is used as far as it goes, as viewers do.
    if read.is_err() && out.is_empty() { Err(Failure::Damaged) } else { Ok(out) }
}

fn early_change(parms: &Object, resolve: &dyn Fn(&Object) -> Object) -> bool {
    parms.as_dict().and_then(|d| resolve(d.get(b"EarlyChange")).as_int()) != Some(0)
}

fn lzw(input: &[u8], early: bool, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out: Vec<u8> = Vec::new();
    // Each code above 257 is a piece of the output written before.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let (mut width, mut bits, mut held) = (9u32, 0u32, 0u32);
    let mut previous: Option<(usize, usize)> = None;
    for &byte in input {
        held = held << 8 | u32::from(byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits) as usize & ((1 << width) - 1);
        held &= (1 << bits) - 1;
        if code == 257 {
            break;
        }
        if code == 256 {
            table.clear();
            width = 9;
            previous = None;
            continue;
        }
        let start = out.len();
        if code < 256 {
            out.push(code as u8);
        } else {
            let (from, length) = match (table.get(code - 258), previous) {
                (Some(piece), _) => *piece,
                (None, Some((from, length))) if code - 258 == table.len() => (from, length + 1),
                _ => return Err(Failure::Damaged),
            };
            for i in from..from + length {
                let byte = out.get(i).copied().ok_or(Failure::Damaged)?;
                out.push(byte);
            }
        }
        if out.len() > limit {
            return Err(Failure::Limit);
        }
        if let Some((from, length)) = previous
            && table.len() < 4096 - 258
        {
            table.push((from, length + 1));
        }
        previous = Some((start, out.len() - start));
        let next = table.len() + 258 + usize::from(early) + 1;
        width = if next > 2048 { 12 } else if next > 1024 { 11 } else if next > 512 { 10 } else { 9 };
    }
    Ok(out)
}

fn ascii85(input: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let mut group = [0u32; 5];
    let mut filled = 0;
    for &byte in input {
        match byte {
            b'~' => break,
            b'z' if filled == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                if let Some(slot) = group.get_mut(filled) {
                    *slot = u32::from(byte - b'!');
                }
                filled += 1;
                if filled == 5 {
                    out.extend(group_value(&group).to_be_bytes());
                    filled = 0;
                }
            }
            byte if is_space(byte) => {}
            _ => return Err(Failure::Damaged),
        }
        if out.len() > limit {
            return Err(Failure::Limit);
        }
    }
    if filled > 1 {
        group.iter_mut().skip(filled).for_each(|d| *d = 84);
        out.extend(group_value(&group).to_be_bytes().iter().take(filled - 1));
    }
    Ok(out)
}

fn group_value(group: &[u32; 5]) -> u32 {
    group.iter().fold(0u32, |n, d| n.wrapping_mul(85).wrapping_add(*d))
}

fn ascii_hex(input: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = input
        .iter()
        .take_while(|b| **b != b'>')
        .filter_map(|b| (*b as char).to_digit(16).map(|d| d as u8))
        .collect();
    digits.chunks(2).map(|pair| pair.iter().fold(0, |n, d| n << 4 | d) << (4 * (2 - pair.len()))).collect()
}

fn run_length(input: &[u8], limit: usize) -> Result<Vec<u8>, Failure> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&length) = input.get(at) {
        at += 1;
        match length {
            128 => break,
            0..=127 => {
                let end = (at + usize::from(length) + 1).min(input.len());
                out.extend_from_slice(input.get(at..end).unwrap_or(&[]));
                at = end;
            }
            _ => {
                let Some(&byte) = input.get(at) else { break };
                out.extend(std::iter::repeat_n(byte, 257 - usize::from(length)));
                at += 1;
            }
        }
        if out.len() > limit {
            return Err(Failure::Limit);
        }
    }
    Ok(out)
}

/// Undoes a PNG or TIFF predictor.
fn predict(data: Vec<u8>, parms: &Object, resolve: &dyn Fn(&Object) -> Object) -> Result<Vec<u8>, Failure> {
    let Some(dict) = parms.as_dict() else { return Ok(data) };
    let number = |key: &[u8], default: i64| -> Result<usize, Failure> {
        let value = resolve(dict.get(key)).as_int().unwrap_or(default);
        usize::try_from(value).ok().filter(|v| *v <= 1 << 20).ok_or(Failure::Damaged)
    };
    let predictor = number(b"Predictor", 1)?;
    if predictor < 2 {
        return Ok(data);
    }
    let (colors, bits, columns) = (number(b"Colors", 1)?, number(b"BitsPerComponent", 8)?, number(b"Columns", 1)?);
    if colors == 0 || colors > 64 || bits == 0 || bits > 16 || columns == 0 {
        return Err(Failure::Damaged);
    }
    let pixel = (colors * bits).div_ceil(8);
    let row = (colors * bits * columns).div_ceil(8);
    Ok(if predictor == 2 { tiff(data, colors, bits, row) } else { png(&data, pixel, row) })
}

fn tiff(mut data: Vec<u8>, colors: usize, bits: usize, row: usize) -> Vec<u8> {
    if bits == 8 {
        for line in data.chunks_mut(row) {
            for i in colors..line.len() {
                let left = line.get(i - colors).copied().unwrap_or(0);
                if let Some(byte) = line.get_mut(i) {
                    *byte = byte.wrapping_add(left);
                }
            }
        }
    }
    data
}

fn png(data: &[u8], pixel: usize, row: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0u8; row];
    for line in data.chunks(row + 1) {
        let Some((&kind, line)) = line.split_first() else { break };
        let mut current = vec![0u8; row];
        for (i, &raw) in line.iter().enumerate() {
            let left = if i >= pixel { current.get(i - pixel).copied().unwrap_or(0) } else { 0 };
            let up = above.get(i).copied().unwrap_or(0);
            let up_left = if i >= pixel { above.get(i - pixel).copied().unwrap_or(0) } else { 0 };
            let guess = match kind {
                1 => left,
                2 => up,
                3 => ((u16::from(left) + u16::from(up)) / 2) as u8,
                4 => paeth(left, up, up_left),
                _ => 0,
            };
            if let Some(byte) = current.get_mut(i) {
                *byte = raw.wrapping_add(guess);
            }
        }
        out.extend_from_slice(current.get(..line.len()).unwrap_or(&[]));
        above = current;
    }
    out
}

fn paeth(left: u8, up: u8, up_left: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(up), i16::from(up_left));
    let p = a + b - c;
    let (pa, pb, pc) = ((p - a).abs(), (p - b).abs(), (p - c).abs());
    if pa <= pb && pa <= pc {
        left
    } else if pb <= pc {
        up
    } else {
        up_left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_filters_decode() {
        assert_eq!(ascii85(b"87cURD]i,\"Ebo80~>", 100), Ok(b"Hello World!".to_vec()));
        assert_eq!(ascii_hex(b"48 65 6C6c6F7>"), b"Hello\x70".to_vec());
        assert_eq!(run_length(&[2, b'a', b'b', b'c', 254, b'x', 128], 100), Ok(b"abcxxx".to_vec()));
        // Example of ISO 32000-1, 7.4.4.2.
        let lzw_bytes = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        assert_eq!(lzw(&lzw_bytes, true, 100), Ok(vec![45, 45, 45, 45, 45, 65, 45, 45, 45, 66]));
    }

    #[test]
    fn output_is_bounded() {
        assert_eq!(run_length(&[129, 0, 129, 0, 129, 0], 100), Err(Failure::Limit));
        assert_eq!(ascii85(b"zzzzzzzzzzzzzzzzzzzzzzzzzzzzz", 100), Err(Failure::Limit));
    }
}
