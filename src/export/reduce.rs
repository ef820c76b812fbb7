//! Smaller pictures: for the placed size of a sheet, for the limit of a message.

use image::imageops::FilterType;
use image::{DynamicImage, ImageBuffer, Pixel};

/// How many times larger than wanted a picture is averaged down to before the
/// filter that decides its look. At twice the size the difference cannot be
/// seen, and the filter, which costs by far the most, has a fraction to do.
const GAP: u32 = 2;

/// A picture at most `width` x `height` pixels large, in its own proportions;
/// smaller ones come back as they are. Arithmetic without sines: the bytes are
/// the same on every machine.
pub fn fit(picture: DynamicImage, width: u32, height: u32, filter: FilterType) -> DynamicImage {
    let (w, h) = (picture.width(), picture.height());
    if w <= width && h <= height {
        return picture;
    }
    // The side that decides the scale is the one furthest beyond its limit.
    let parts = |side: u32, limit: u32| side / limit.saturating_mul(GAP).max(1);
    let factor = parts(w, width).max(parts(h, height));
    let picture = if factor > 1 { averaged(picture, factor) } else { picture };
    picture.resize(width.max(1), height.max(1), filter)
}

/// A picture of the means of blocks of about `factor` x `factor` pixels.
/// What is not 8 bits without transparency is left to `image`, whose way
/// through any kind of pixel takes several times as long.
fn averaged(picture: DynamicImage, factor: u32) -> DynamicImage {
    match picture {
        DynamicImage::ImageRgb8(pixels) => means(&pixels, factor).into(),
        DynamicImage::ImageLuma8(pixels) => means(&pixels, factor).into(),
        other => {
            let (width, height) = (other.width() / factor, other.height() / factor);
            other.thumbnail_exact(width.max(1), height.max(1))
        }
    }
}

fn means<P: Pixel<Subpixel = u8>>(
    picture: &ImageBuffer<P, Vec<u8>>,
    factor: u32,
) -> ImageBuffer<P, Vec<u8>> {
    let channels = usize::from(P::CHANNEL_COUNT);
    let (width, height) = picture.dimensions();
    let (columns, rows) = (blocks(width, factor), blocks(height, factor));
    let mut lines = picture.as_raw().chunks_exact(width as usize * channels);
    let mut sums = vec![0_u64; columns.len() * channels];
    let mut out = Vec::with_capacity(sums.len() * rows.len());
    for &high in &rows {
        sums.fill(0);
        for line in lines.by_ref().take(high) {
            let mut pixels = line.chunks_exact(channels);
            for (sum, wide) in sums.chunks_exact_mut(channels).zip(&columns) {
                for pixel in pixels.by_ref().take(*wide) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
                }
            }
        }
        for (sum, wide) in sums.chunks_exact(channels).zip(&columns) {
            let count = (wide * high).max(1) as u64;
            out.extend(sum.iter().map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    let size = (columns.len() as u32, rows.len() as u32);
    ImageBuffer::from_raw(size.0, size.1, out).unwrap_or_else(|| ImageBuffer::new(size.0, size.1))
}

/// A side in parts as equal as can be of at least `factor` pixels; their sizes.
fn blocks(side: u32, factor: u32) -> Vec<usize> {
    let parts = u64::from((side / factor).max(1));
    let cut = |part: u64| part * u64::from(side) / parts;
    (0..parts).map(|part| (cut(part + 1) - cut(part)) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::RgbImage;

    fn waves(width: u32, height: u32) -> DynamicImage {
        let pixel = |x: u32, y: u32| {
            let (x, y) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
            image::Rgb([x, y, x * y].map(|v| (255.0 * v) as u8))
        };
        RgbImage::from_fn(width, height, pixel).into()
    }

    #[test]
    fn proportions_and_limits_are_kept() {
        let filter = FilterType::CatmullRom;
        for ((w, h), (width, height), wanted) in [
            ((1536, 960), (325, 9999), (325, 203)),
            ((960, 1536), (9999, 325), (203, 325)),
            ((300, 200), (300, 200), (300, 200)),
            ((300, 200), (200, 200), (200, 133)),
            ((2000, 3), (10, 10), (10, 1)),
            ((5, 5), (0, 0), (1, 1)),
        ] {
            let fitted = fit(waves(w, h), width, height, filter);
            assert_eq!((fitted.width(), fitted.height()), wanted, "{w} x {h}");
        }
    }

    #[test]
    fn blocks_cover_a_side_and_are_nearly_equal() {
        for (side, factor) in [(10, 3), (7, 2), (5, 9), (1000, 7)] {
            let blocks = blocks(side, factor);
            assert_eq!(blocks.iter().sum::<usize>(), side as usize);
            let (least, most) = (blocks.iter().min().unwrap(), blocks.iter().max().unwrap());
            assert!(most - least <= 1 && *least >= factor.min(side) as usize, "{blocks:?}");
        }
    }

    #[test]
    fn a_block_is_the_mean_of_its_pixels() {
        let picture =
            RgbImage::from_fn(5, 4, |x, y| image::Rgb([(x * 10) as u8, (y * 20) as u8, 7]));
        let small = averaged(picture.into(), 2).to_rgb8();
        assert_eq!(small.dimensions(), (2, 2));
        // Columns 0-1 and 2-4, rows 0-1 and 2-3.
        assert_eq!(small.get_pixel(0, 0).0, [5, 10, 7]);
        assert_eq!(small.get_pixel(1, 1).0, [30, 50, 7]);
    }

    #[test]
    fn averaging_first_changes_nothing_that_shows() {
        let picture = waves(1200, 900);
        let direct = picture.resize(150, 150, FilterType::CatmullRom).to_rgb8();
        let fitted = fit(picture, 150, 150, FilterType::CatmullRom).to_rgb8();
        assert_eq!(direct.dimensions(), fitted.dimensions());
        let far = direct.iter().zip(fitted.iter()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(far <= Some(2), "{far:?}");
    }
}
