//! Printer's marks outside the bleed: crop marks, registration targets, a
//! colour bar and the slug line.

use pdf_writer::{Name, Ref};

use super::Edition;
use super::content::Painter;
use super::objects::File;
use super::slug;
use crate::compose::document::{Document, Page};
use crate::geom::Point;
use crate::model::layout::PrintProfile;
use crate::text::glyph::GlyphRun;
use crate::unit::Length;

/// Distance of marks from the bleed edge.
const GAP: Length = Length::mm(1);
/// Thickness of marks.
const WEIGHT: Length = Length::from_units(Length::pt(1).units() / 4);
/// Radius of a registration target's circle.
const RADIUS: Length = Length::from_units(Length::mm(3).units() / 2);
/// Side of a field of the colour bar.
const FIELD: Length = Length::mm(4);
/// Distance of colour bar and slug line from the corners.
const INDENT: Length = Length::mm(10);

/// Whether a document gets marks.
pub(super) fn are_painted(document: &Document, edition: Edition) -> bool {
    let profile = document.print.profile;
    edition.is_printed() && matches!(profile, PrintProfile::Offset | PrintProfile::Proof)
}

/// Writes the registration colour: a tint of it prints on every plate.
pub(super) fn write_registration_color(file: &mut File<'_>) -> (String, Ref) {
    let id = file.alloc();
    let space: pdf_writer::writers::ColorSpace<'_> = file.object(id).start();
    let mut separation = space.separation(Name(b"All"));
    separation.alternate_color_space().device_cmyk();
    separation
        .tint_exponential()
        .domain([0.0, 1.0])
        .range([0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0])
        .c0([0.0; 4])
        .c1([1.0; 4])
        .n(1.0);
    ("Registration".to_owned(), id)
}

/// Where a sheet of several pages is cut besides its edges.
#[derive(Default)]
pub(super) struct Cuts {
    /// Distances of upright cuts from the left edge.
    pub(super) upright: Vec<Length>,
    /// Distances of level cuts from the top edge.
    pub(super) level: Vec<Length>,
}

/// Paints the marks of a page, for a document that [`are_painted`] on.
pub(super) fn paint(
    painter: &mut Painter<'_, '_>,
    page: &Page,
    profile: PrintProfile,
    slug: Option<&GlyphRun>,
    cuts: &Cuts,
) {
    let length = match profile {
        PrintProfile::Proof => Length::mm(3),
        _ => Length::mm(5),
    };
    let start = page.bleed.max(Length::ZERO) + GAP;
    painter.begin_marks(WEIGHT);
    crop_marks(painter, page, start, start + length);
    let middle = start + RADIUS + GAP;
    inner_marks(painter, page, cuts, start, start + length);
    targets(painter, page, cuts, middle);
    color_bar(painter, start, length.min(FIELD));
    if let Some(slug) = slug {
        let at = Point::new(INDENT, page.size.height + start + Length::mm(2));
        // It ends before the first target.
        let next = target_places(page.size.width, &cuts.upright).into_iter().min();
        let room = next.unwrap_or(page.size.width) - RADIUS - GAP * 2 - INDENT;
        painter.slug(at, &slug::fitted(slug, room));
    }
    painter.end_marks();
}

/// Two lines at every corner, from `start` to `end` outside the trim.
fn crop_marks(painter: &mut Painter<'_, '_>, page: &Page, start: Length, end: Length) {
    let (width, height) = (page.size.width, page.size.height);
    for (x, outward_x) in [(Length::ZERO, -1), (width, 1)] {
        for (y, outward_y) in [(Length::ZERO, -1), (height, 1)] {
            painter.line(Point::new(x + start * outward_x, y), Point::new(x + end * outward_x, y));
            painter.line(Point::new(x, y + start * outward_y), Point::new(x, y + end * outward_y));
        }
    }
}

/// A line at both ends of every inner cut.
fn inner_marks(
    painter: &mut Painter<'_, '_>,
    page: &Page,
    cuts: &Cuts,
    start: Length,
    end: Length,
) {
    let (width, height) = (page.size.width, page.size.height);
    for &x in &cuts.upright {
        painter.line(Point::new(x, -start), Point::new(x, -end));
        painter.line(Point::new(x, height + start), Point::new(x, height + end));
    }
    for &y in &cuts.level {
        painter.line(Point::new(-start, y), Point::new(-end, y));
        painter.line(Point::new(width + start, y), Point::new(width + end, y));
    }
}

/// Where targets stand along a side: in its middle, and left and right of it
/// where inner cuts are marked.
fn target_places(side: Length, cuts: &[Length]) -> Vec<Length> {
    if cuts.is_empty() { vec![side / 2] } else { vec![side / 8 * 3, side / 8 * 5] }
}

/// A circle and a cross on every side.
fn targets(painter: &mut Painter<'_, '_>, page: &Page, cuts: &Cuts, distance: Length) {
    let (width, height) = (page.size.width, page.size.height);
    let arm = RADIUS + GAP;
    let level = target_places(width, &cuts.upright).into_iter();
    let upright = target_places(height, &cuts.level).into_iter();
    let level = level.flat_map(|x| [Point::new(x, -distance), Point::new(x, height + distance)]);
    let upright = upright.flat_map(|y| [Point::new(-distance, y), Point::new(width + distance, y)]);
    for centre in level.chain(upright) {
        painter.circle(centre, RADIUS);
        painter.line(centre.shifted(-arm, Length::ZERO), centre.shifted(arm, Length::ZERO));
        painter.line(centre.shifted(Length::ZERO, -arm), centre.shifted(Length::ZERO, arm));
    }
}

/// Full process inks, a mid grey of black and of CMY, and black at 80 %,
/// above the sheet.
fn color_bar(painter: &mut Painter<'_, '_>, start: Length, side: Length) {
    const FIELDS: [&[u8]; 7] = [
        b"1 0 0 0 k\n",
        b"0 1 0 0 k\n",
        b"0 0 1 0 k\n",
        b"0 0 0 1 k\n",
        b"0 0 0 .8 k\n",
        b"0 0 0 .5 k\n",
        b".5 .4 .4 0 k\n",
    ];
    for (index, operators) in FIELDS.into_iter().enumerate() {
        let at = Point::new(INDENT + side * index as i64, -start - side);
        painter.field(operators, at, side);
    }
}
