//! Page boxes, and where the trim box lies in them.
//!
//! The media box begins at (0, 0): some RIPs stumble over negative corners.
//! The trimmed sheet keeps its true size, save on a proof: that goes through an
//! office printer, so the page with its marks is scaled onto A4. Items stay
//! where they are even then: the whole content is painted through one matrix.

use pdf_writer::Rect;

use super::Edition;
use super::content::Frame;
use super::number::{milli, milli_pt, millionths};
use super::scale::Scale;
use crate::compose::document::Page;
use crate::geom::Size;
use crate::model::layout::PrintProfile;
use crate::unit::Length;

/// Room for marks beyond the bleed.
const OFFSET_ROOM: Length = Length::mm(10);
/// Room for the small marks of a proof.
const PROOF_ROOM: Length = Length::mm(6);
/// The paper of a proof.
const PROOF_SHEET: (Length, Length) = (Length::mm(210), Length::mm(297));
/// What office printers leave white along the edges.
const PRINTER_MARGIN: Length = Length::mm(5);

/// The boxes of a page.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    /// Where the trim box lies on the sheet.
    pub(super) frame: Frame,
    /// Width and height of the sheet, in thousandths of a point.
    media: (i64, i64),
    /// Width and height of the trimmed page on it.
    trim: (i64, i64),
    bleed: i64,
    /// Height of the page before scaling.
    height: i64,
    /// Whether TrimBox and BleedBox are written.
    print: bool,
}

impl Boxes {
    /// The boxes of a page in an edition.
    pub(super) fn new(page: &Page, edition: Edition, profile: PrintProfile) -> Self {
        let print = edition.is_printed();
        let bleed = if print { page.bleed.max(Length::ZERO) } else { Length::ZERO };
        let room = match profile {
            PrintProfile::Offset if print => OFFSET_ROOM,
            PrintProfile::Proof if print => return Self::of_proof(page.size, bleed),
            _ => Length::ZERO,
        };
        let (bleed, room) = (milli_pt(bleed), milli_pt(room));
        let trim = (milli_pt(page.size.width), milli_pt(page.size.height));
        let margin = bleed + room;
        let media = (trim.0 + margin * 2, trim.1 + margin * 2);
        let frame = Frame { left: margin, top: trim.1 + margin, scale: Scale::TRUE };
        Self { frame, media, trim, bleed, height: trim.1, print }
    }

    /// The boxes of a proof: the page with its marks in the middle of A4,
    /// turned as the page is.
    fn of_proof(page: Size, bleed: Length) -> Self {
        let (short, long) = PROOF_SHEET;
        let upright = page.width <= page.height;
        let sheet = if upright { Size::new(short, long) } else { Size::new(long, short) };
        let marked = around(page, bleed + PROOF_ROOM);
        let scale = Scale::fitting(marked, around(sheet, -PRINTER_MARGIN));
        let media = (milli_pt(sheet.width), milli_pt(sheet.height));
        let trimmed = scale.of_size(page);
        let trim = (milli_pt(trimmed.width), milli_pt(trimmed.height));
        let frame =
            Frame { left: (media.0 - trim.0) / 2, top: (media.1 - trim.1) / 2 + trim.1, scale };
        let bleed = milli_pt(scale.of(bleed));
        Self { frame, media, trim, bleed, height: milli_pt(page.height), print: true }
    }

    /// The frame that content is painted in, before [`Boxes::place`].
    pub(super) fn content_frame(&self) -> Frame {
        if self.frame.scale == Scale::TRUE {
            return self.frame;
        }
        Frame { left: 0, top: self.height, scale: Scale::TRUE }
    }

    /// Brings painted content to its size and place on the sheet.
    pub(super) fn place(&self, content: Vec<u8>) -> Vec<u8> {
        let Frame { left, top, scale } = self.frame;
        if scale == Scale::TRUE {
            return content;
        }
        let mut out = Vec::with_capacity(content.len() + 64);
        begin_placed(&mut out, scale, (left, top - self.trim.1));
        out.extend_from_slice(b" cm\n");
        out.extend_from_slice(&content);
        out.extend_from_slice(b"Q\n");
        out
    }

    /// Writes the boxes of a page.
    pub(super) fn write(&self, page: &mut pdf_writer::writers::Page<'_>) {
        let pt = |milli: i64| milli as f32 / 1000.0;
        page.media_box(Rect::new(0.0, 0.0, pt(self.media.0), pt(self.media.1)));
        if self.print {
            page.bleed_box(self.around(self.bleed)).trim_box(self.around(0));
        }
    }

    /// A box that lies a distance outside the trim box.
    fn around(&self, distance: i64) -> Rect {
        let pt = |milli: i64| milli as f32 / 1000.0;
        let Frame { left, top, .. } = self.frame;
        Rect::new(
            pt(left - distance),
            pt(top - self.trim.1 - distance),
            pt(left + self.trim.0 + distance),
            pt(top + distance),
        )
    }
}

/// Saves the state and writes the operands of a matrix that scales and moves.
pub(super) fn begin_placed(out: &mut Vec<u8>, scale: Scale, (x, y): (i64, i64)) {
    out.extend_from_slice(b"q ");
    millionths(out, scale.millionths());
    out.extend_from_slice(b" 0 0 ");
    millionths(out, scale.millionths());
    for place in [x, y] {
        out.push(b' ');
        milli(out, place);
    }
}

/// A size with a margin on all sides.
fn around(size: Size, margin: Length) -> Size {
    Size::new(size.width + margin * 2, size.height + margin * 2)
}
