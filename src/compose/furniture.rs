//! Frames of the page masters: set, placed, and what they leave to the flow.

use super::block::Block;
use super::collect::{Collector, FramePage, FrameSet};
use super::config::Config;
use super::fields::PageNumber;
use super::set::{Setter, Stack};
use crate::diag::{Diagnostic, Origin};
use crate::geom::{Point, Rect};
use crate::model::layout::{Frame, FrameContent, FrameY, PageMaster};
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

/// What pushes the flow down, if anything does below the margin: words for it,
/// where it was written, and how to mend that. Of a frame that shows the
/// contact block this is the block, of which there may be any number of lines.
pub(super) fn pushing(
    config: &Config<'_>,
    master: &PageMaster,
    placed: &[PlacedFrame],
) -> Option<(String, Origin, &'static str)> {
    let bottoms = master.frames.iter().zip(placed).filter_map(|(frame, placed)| {
        Some((frame, placed.at.y + placed.stack.height + frame.push?))
    });
    let (frame, bottom) = bottoms.max_by_key(|(_, bottom)| *bottom)?;
    if bottom <= master.margins.top {
        return None;
    }
    let contact = config.contact();
    let shown = frame.blocks.iter().any(|block| matches!(block.content, FrameContent::Contact));
    Some(match contact {
        [first, .., last] if shown => {
            let origin = first.origin();
            let field = origin.field.split('[').next().unwrap_or_default().into();
            let range = origin.range.start..last.origin().range.end;
            let words = format!("the contact block of {} lines", contact.len());
            let hint = "leave out lines, set it smaller (style `contact`), or let the frame that \
                        shows it not push the text";
            (words, Origin { field, range, ..origin.clone() }, hint)
        }
        _ => {
            let hint = "make the frame or its text smaller, or let it not push the text";
            ("this frame".to_owned(), frame.origin.clone(), hint)
        }
    })
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
