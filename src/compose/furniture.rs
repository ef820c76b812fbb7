//! Frames of the page masters: set, placed, and what they leave to the flow.

use super::block::Block;
use super::collect::{Collector, FramePage, FrameSet};
use super::config::Config;
use super::fields::PageNumber;
use super::set::{Setter, Stack};
use crate::diag::Diagnostic;
use crate::geom::{Point, Rect};
use crate::model::layout::{Frame, FrameY, PageMaster};
use crate::unit::Length;

/// A frame that is set.
#[derive(Clone, Debug)]
pub(super) struct PlacedFrame {
    /// Its items relative to `at`.
    pub stack: Stack,
    /// Its top left corner on the page.
    pub at: Point,
}

/// Sets a frame and finds its place.
pub(super) fn place_frame(
    setter: &mut Setter<'_>,
    config: &Config<'_>,
    frame: &Frame,
    blocks: &[Block],
) -> PlacedFrame {
    setter.letterhead = frame.letterhead;
    let stack = setter.column(blocks, frame.width);
    setter.letterhead = false;
    if let Some(height) = frame.height
        && !height.fits(stack.height)
    {
        let over = stack.height - height;
        setter.diags.push(
            Diagnostic::warning(
                "overset-frame",
                format!("the text of a frame is {over} higher than the frame ({height})"),
            )
            .at(&frame.origin)
            .hint("make the frame higher, or its text shorter or smaller"),
        );
    }
    let top = match frame.y {
        FrameY::Top(y) => y,
        FrameY::Bottom(y) => config.layout.page.size.height - y - stack.height,
    };
    PlacedFrame { stack, at: Point::new(frame.x, top) }
}

/// Sets all frames of a master.
pub(super) fn place_frames(
    setter: &mut Setter<'_>,
    config: &Config<'_>,
    master: &PageMaster,
    sets: &[FrameSet],
) -> Vec<PlacedFrame> {
    let frames = master.frames.iter().zip(sets);
    frames.map(|(frame, set)| place_frame(setter, config, frame, &set.blocks)).collect()
}

/// The region that the flow fills on pages of a master.
pub(super) fn region(config: &Config<'_>, master: &PageMaster, placed: &[PlacedFrame]) -> Rect {
    let size = config.layout.page.size;
    let margins = master.margins;
    let pushed = master.frames.iter().zip(placed).filter_map(|(frame, placed)| {
        let push = frame.push?;
        Some(placed.at.y + placed.stack.height + push)
    });
    let top = pushed.fold(margins.top, Length::max);
    let width = size.width - margins.left - margins.right;
    let height = size.height - margins.bottom - top;
    Rect::new(margins.left, top, width, height)
}

/// Collects the frames of a master; page numbers are still unknown.
pub(super) fn collect_frames(
    collector: &mut Collector<'_, '_>,
    master: &PageMaster,
    section: Option<super::tags::NodeId>,
    first: bool,
) -> Vec<FrameSet> {
    let page = FramePage { first, number: PageNumber::UNKNOWN };
    master.frames.iter().map(|frame| collector.frame(frame, section, page)).collect()
}
