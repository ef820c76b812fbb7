//! How far apart two colours look: CIELAB and its distance.
//!
//! Only sums, products and roots found by Newton's method, so that the figure
//! is the same on every machine.

use super::Srgb;

/// White of D65 in XYZ (IEC 61966-2-1).
const WHITE: [f64; 3] = [0.9505, 1.0, 1.089];

/// A colour in CIELAB: lightness 0 to 100, then the axes a and b.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lab([f64; 3]);

impl Lab {
    /// An sRGB colour in CIELAB.
    pub fn of(color: Srgb) -> Self {
        let [r, g, b] = [color.r, color.g, color.b].map(linear);
        let xyz = [
            0.4124 * r + 0.3576 * g + 0.1805 * b,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            0.0193 * r + 0.1192 * g + 0.9505 * b,
        ];
        let mut f = [0.0; 3];
        for ((f, value), white) in f.iter_mut().zip(xyz).zip(WHITE) {
            *f = compressed(value / white);
        }
        let [x, y, z] = f;
        Self([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])
    }

    /// Colour difference (CIE 1976); 2 is just seen, 100 is white to black.
    pub fn difference(self, other: Self) -> f64 {
        let squares = self.0.iter().zip(other.0).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>().sqrt()
    }
}

/// Light of an sRGB channel, 0 to 1.
fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        return value / 12.92;
    }
    // t^2.4 = t^2 * (t^2)^(1/5)
    let t = (value + 0.055) / 1.055;
    t * t * root::<5>(t * t)
}

fn compressed(value: f64) -> f64 {
    const EDGE: f64 = 6.0 / 29.0;
    if value > EDGE * EDGE * EDGE {
        root::<3>(value)
    } else {
        value / (3.0 * EDGE * EDGE) + 4.0 / 29.0
    }
}

/// The `N`th root of a value between 0 and about 1.
fn root<const N: i32>(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let mut guess = 1.0f64;
    for _ in 0..60 {
        let below = (1..N).fold(1.0, |power, _| power * guess);
        guess += (value / below - guess) / f64::from(N);
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_colours_have_their_known_values() {
        // Lindbloom's calculator, D65.
        for (hex, expected) in [
            ("#ffffff", [100.0, 0.0, 0.0]),
            ("#000000", [0.0, 0.0, 0.0]),
            ("#ff0000", [53.24, 80.09, 67.20]),
            ("#004b8d", [31.4, 7.6, -42.1]),
        ] {
            let found = Lab::of(Srgb::from_hex(hex).expect("a colour"));
            assert!(found.difference(Lab(expected)) < 1.5, "{hex}: {found:?}");
        }
    }
}
