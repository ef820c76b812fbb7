//! What a JPEG file says about itself, read from its markers (ITU-T T.81, B.1).

/// Facts from the markers before the first scan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct JpegInfo {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) components: u8,
    /// An Adobe marker: CMYK values are inverted.
    pub(crate) adobe: bool,
    /// A profile is embedded.
    profile: bool,
    /// The embedded profile calls itself sRGB.
    srgb: bool,
}

impl JpegInfo {
    /// Whether RGB values can be taken as sRGB.
    pub(crate) fn is_srgb(&self) -> bool {
        !self.profile || self.srgb
    }
}

/// Reads the markers; `None` for anything that is no whole 8-bit JPEG.
pub(crate) fn parse(data: &[u8]) -> Option<JpegInfo> {
    let mut info =
        JpegInfo { width: 0, height: 0, components: 0, adobe: false, profile: false, srgb: false };
    let mut at = 2;
    if data.get(..2)? != [0xFF, 0xD8] {
        return None;
    }
    loop {
        while data.get(at..at + 2)? == [0xFF, 0xFF] {
            at += 1;
        }
        let marker = *data.get(at + 1)?;
        if data.get(at)? != &0xFF {
            return None;
        }
        let length = usize::from(u16::from_be_bytes(data.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = data.get(at + 4..at + 2 + length)?;
        match marker {
            0xC0..=0xC2 => frame(segment, &mut info)?,
            // Lossless, hierarchical and arithmetic coding: not for PDF.
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return None,
            0xE2 if segment.starts_with(b"ICC_PROFILE\0") => {
                info.profile = true;
                info.srgb |= segment.windows(4).any(|w| w == b"sRGB");
            }
            0xEE if segment.starts_with(b"Adobe") => info.adobe = true,
            0xDA => break,
            _ => {}
        }
        at += 2 + length;
    }
    (info.components > 0 && is_whole(data)).then_some(info)
}

/// Whether the end of the picture is there, with little after it.
pub(crate) fn is_whole(data: &[u8]) -> bool {
    let tail = data.get(data.len().saturating_sub(64)..).unwrap_or_default();
    tail.windows(2).any(|w| w == [0xFF, 0xD9])
}

fn frame(segment: &[u8], info: &mut JpegInfo) -> Option<()> {
    let number = |at: usize| -> Option<u32> {
        Some(u32::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)))
    };
    (info.height, info.width) = (number(1)?, number(3)?);
    info.components = *segment.get(5)?;
    let usable = segment.first() == Some(&8) && info.width > 0 && info.height > 0;
    usable.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded() -> Vec<u8> {
        let mut out = Vec::new();
        let picture = image::RgbImage::from_pixel(7, 5, image::Rgb([200, 10, 10]));
        let written = image::codecs::jpeg::JpegEncoder::new(&mut out).encode_image(&picture);
        assert!(written.is_ok());
        out
    }

    #[test]
    fn size_and_channels_are_read() {
        let info = parse(&encoded());
        assert_eq!(info.map(|i| (i.width, i.height, i.components)), Some((7, 5, 3)));
        assert!(info.is_some_and(|i| i.is_srgb() && !i.adobe));
    }

    #[test]
    fn cut_files_are_refused() {
        let whole = encoded();
        for length in 0..whole.len() - 2 {
            assert_eq!(parse(whole.get(..length).unwrap_or_default()), None, "{length}");
        }
    }
}
