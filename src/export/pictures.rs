//! Damage inside pictures, which only decoding shows. Exporting decodes those
//! that it converts; a JPEG that is right as it is goes into a file unread. So
//! whoever checks a sheet asks here, and whoever renders it does not.

use image::{ImageError, ImageFormat};

use super::images::decode;
use super::scans;

/// What decoding a picture tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Soundness {
    /// Nothing is wrong, or it cannot be judged.
    Sound,
    /// Viewers show it, but a part of it is lost.
    Damaged,
    /// It cannot be decoded.
    Broken,
}

/// Decodes a JPEG or PNG; all else is not judged.
pub fn judge(bytes: &[u8]) -> Soundness {
    let format = match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png)) => format,
        _ => return Soundness::Sound,
    };
    match decode(bytes, format) {
        // A decoder makes something of every JPEG.
        Ok(_) if format == ImageFormat::Jpeg && scans::is_whole(bytes) == Some(false) => {
            Soundness::Damaged
        }
        // A photo that only goes along may be of any size.
        Ok(_) | Err(ImageError::Limits(_)) => Soundness::Sound,
        Err(_) => Soundness::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jpeg_encoder::{ColorType, Encoder};

    const SIDE: u16 = 96;

    /// A picture with as many details as pixels.
    fn samples() -> Vec<u8> {
        let noise = |i: u32| (i.wrapping_mul(2_654_435_761) >> 23) as u8;
        (0..u32::from(SIDE) * u32::from(SIDE) * 3).map(noise).collect()
    }

    fn jpeg(progressive: bool, restarts: u16) -> Vec<u8> {
        let mut out = Vec::new();
        let mut encoder = Encoder::new(&mut out, 90);
        encoder.set_progressive(progressive);
        if restarts > 0 {
            encoder.set_restart_interval(restarts);
        }
        encoder.encode(&samples(), SIDE, SIDE, ColorType::Rgb).expect("encoded");
        out
    }

    fn png() -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        let side = u32::from(SIDE);
        let picture = image::RgbImage::from_raw(side, side, samples()).expect("enough");
        picture.write_to(&mut out, ImageFormat::Png).expect("encoded");
        out.into_inner()
    }

    /// JPEGs of all the ways in which blocks are ordered.
    fn jpegs() -> impl Iterator<Item = Vec<u8>> {
        let ways = [(false, 0), (false, 5), (true, 0), (true, 7)];
        ways.into_iter().map(|(progressive, restarts)| jpeg(progressive, restarts))
    }

    #[test]
    fn whole_pictures_are_sound() {
        for bytes in jpegs().chain([png()]) {
            assert_eq!(judge(&bytes), Soundness::Sound);
        }
        for other in [&b""[..], b"GIF89a", b"<svg/>"] {
            assert_eq!(judge(other), Soundness::Sound);
        }
        // Padding behind the picture.
        let padded = jpeg(false, 0);
        let (data, end) = padded.split_at(padded.len() - 2);
        assert_eq!(judge(&[data, &[0; 500], end].concat()), Soundness::Sound);
    }

    /// The end is there, which is all that a header tells.
    #[test]
    fn lost_data_of_a_jpeg_are_found() {
        for bytes in jpegs() {
            let end = bytes.len() - 2;
            for start in [bytes.len() / 3, bytes.len() / 2, bytes.len() * 9 / 10] {
                let hollow = [&bytes[..start], &bytes[end..]].concat();
                assert_eq!(judge(&hollow), Soundness::Damaged);
                let mut zeros = bytes.clone();
                zeros[start..start + bytes.len() / 20].fill(0);
                assert_eq!(judge(&zeros), Soundness::Damaged);
            }
        }
    }

    #[test]
    fn damaged_data_of_a_png_are_found() {
        let png = png();
        let mut flipped = png.clone();
        flipped[png.len() / 2] ^= 0x10;
        assert_eq!(judge(&flipped), Soundness::Broken);
        let mut chunk = png.clone();
        // The length of the first IDAT chunk, behind signature and header.
        chunk[35] ^= 0x10;
        assert_eq!(judge(&chunk), Soundness::Broken);
    }

    #[test]
    fn no_damage_is_a_panic() {
        for whole in jpegs().chain([png()]) {
            for at in (0..whole.len()).step_by(whole.len() / 60) {
                judge(&whole[..at]);
                let mut damaged = whole.clone();
                damaged[at] ^= 0xFF;
                judge(&damaged);
            }
        }
    }
}
