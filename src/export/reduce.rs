//! Smaller pictures: for the placed size of a sheet, for the limit of a message.

use image::DynamicImage;
use image::imageops::FilterType;

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
    let picture = if factor > 1 {
        picture.thumbnail_exact((w / factor).max(1), (h / factor).max(1))
    } else {
        picture
    };
    picture.resize(width.max(1), height.max(1), filter)
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
    fn averaging_first_changes_nothing_that_shows() {
        let picture = waves(1200, 900);
        let direct = picture.resize(150, 150, FilterType::CatmullRom).to_rgb8();
        let fitted = fit(picture, 150, 150, FilterType::CatmullRom).to_rgb8();
        assert_eq!(direct.dimensions(), fitted.dimensions());
        let far = direct.iter().zip(fitted.iter()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(far <= Some(2), "{far:?}");
    }
}
