//! Page boxes, and where the trim box lies in them.
//!
//! The media box begins at (0, 0): some RIPs stumble over negative corners.
//! The trimmed sheet always keeps its true size. The proof profile therefore
//! does not scale (that would move every item): its media box is the sheet
//! with room for marks, and the printer driver fits it onto A4.

use pdf_writer::Rect;

use super::Edition;
use super::content::Frame;
use super::number::milli_pt;
use crate::compose::document::Page;
use crate::model::layout::PrintProfile;
use crate::unit::Length;

/// Room for marks beyond the bleed.
const OFFSET_ROOM: Length = Length::mm(10);
/// Room for the small marks of a proof.
const PROOF_ROOM: Length = Length::mm(7);

/// The boxes of a page.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    /// Where the trim box lies.
    pub(super) frame: Frame,
    width: i64,
    height: i64,
    margin: i64,
    bleed: i64,
    /// Whether TrimBox and BleedBox are written.
    print: bool,
}

impl Boxes {
    /// The boxes of a page in an edition.
    pub(super) fn new(page: &Page, edition: Edition, profile: PrintProfile) -> Self {
        let (width, height) = (milli_pt(page.size.width), milli_pt(page.size.height));
        let print = edition.is_printed();
        let bleed = if print { milli_pt(page.bleed.max(Length::ZERO)) } else { 0 };
        let room = match profile {
            PrintProfile::Offset => OFFSET_ROOM,
            PrintProfile::Proof => PROOF_ROOM,
            PrintProfile::OnlineShop | PrintProfile::Stationery => Length::ZERO,
        };
        let margin = if print { bleed + milli_pt(room) } else { 0 };
        let frame = Frame { left: margin, top: height + margin };
        Self { frame, width, height, margin, bleed, print }
    }

    /// Writes the boxes of a page.
    pub(super) fn write(&self, page: &mut pdf_writer::writers::Page<'_>) {
        page.media_box(self.around(self.margin));
        if self.print {
            page.bleed_box(self.around(self.bleed)).trim_box(self.around(0));
        }
    }

    /// A box that lies a distance outside the trim box.
    fn around(&self, distance: i64) -> Rect {
        let pt = |milli: i64| milli as f32 / 1000.0;
        let low = self.margin - distance;
        Rect::new(
            pt(low),
            pt(low),
            pt(self.margin + self.width + distance),
            pt(self.margin + self.height + distance),
        )
    }
}
