//! How much smaller than true size a page is painted: on a proof, and where
//! imposition is asked to reduce. Everything else is printed at true size.

use super::number::milli_pt;
use crate::geom::Size;
use crate::unit::Length;

const ONE: i64 = 1_000_000;

/// A scale in millionths, at most 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Scale(i64);

impl Scale {
    /// True size.
    pub const TRUE: Self = Self(ONE);
    /// One step down the ISO series: 210/297, so that four A4 pages fill an A3
    /// sheet, rounded down.
    pub const STEP_DOWN: Self = Self(ONE * 210 / 297);

    /// The largest scale up to true size at which `size` fits into `room`.
    pub(super) fn fitting(size: Size, room: Size) -> Self {
        let side = |size: Length, room: Length| {
            let (size, room) = (milli_pt(size).max(1), milli_pt(room).max(0));
            room.saturating_mul(ONE) / size
        };
        let scale = side(size.width, room.width).min(side(size.height, room.height));
        Self(scale.clamp(1, ONE))
    }

    /// A length at this scale.
    pub(super) fn of(self, length: Length) -> Length {
        length.scale(self.0, ONE)
    }

    /// A size at this scale.
    pub(super) fn of_size(self, size: Size) -> Size {
        Size::new(self.of(size.width), self.of(size.height))
    }

    /// In millionths.
    pub(super) fn millionths(self) -> i64 {
        self.0
    }

    /// In percent, to a tenth.
    pub fn percent(self) -> f64 {
        ((self.0 + 500) / 1000) as f64 / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tighter_side_decides_and_nothing_grows() {
        let size = |width, height| Size::new(Length::mm(width), Length::mm(height));
        let scale = Scale::fitting(size(200, 300), size(100, 290));
        assert_eq!((scale.percent(), scale.of(Length::mm(200))), (50.0, Length::mm(100)));
        assert_eq!(Scale::fitting(size(100, 100), size(210, 297)), Scale::TRUE);
    }

    #[test]
    fn four_a4_fill_an_a3_sheet() {
        let page = Scale::STEP_DOWN.of_size(Size::new(Length::mm(210), Length::mm(297)));
        assert!(page.height * 2 <= Length::mm(420) && page.width * 2 <= Length::mm(297));
        assert_eq!(Scale::STEP_DOWN.percent(), 70.7);
    }
}
