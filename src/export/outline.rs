//! Bookmarks, written from three pages on.

use pdf_writer::writers::{Outline, OutlineItem};
use pdf_writer::{Ref, TextStr};

use super::content::Frame;
use super::objects::File;
use crate::compose::document::{Document, OutlineEntry};
use crate::geom::Rect;
use crate::unit::Length;

/// Documents of fewer pages need no bookmarks.
const FROM_PAGES: usize = 3;

/// An entry with its place among the others, by index.
#[derive(Default)]
struct Place {
    parent: Option<usize>,
    prev: Option<usize>,
    next: Option<usize>,
    kids: Vec<usize>,
    descendants: i32,
}

/// Writes the outline of a long document.
pub(super) fn write(
    file: &mut File<'_>,
    document: &Document,
    pages: &[Ref],
    frames: &[Frame],
) -> Option<Ref> {
    let entries = &document.outline;
    if document.pages.len() < FROM_PAGES || entries.is_empty() {
        return None;
    }
    let (places, top) = arrange(entries);
    let root = file.alloc();
    let refs: Vec<Ref> = entries.iter().map(|_| file.alloc()).collect();
    let get = |index: Option<usize>| index.and_then(|i| refs.get(i)).copied();
    let mut outline: Outline<'_> = file.object(root).start();
    if let (Some(first), Some(last)) = (get(top.first().copied()), get(top.last().copied())) {
        outline.first(first).last(last).count(entries.len() as i32);
    }
    drop(outline);
    for ((entry, place), &id) in entries.iter().zip(&places).zip(&refs) {
        let mut item: OutlineItem<'_> = file.object(id).start();
        item.title(TextStr(&entry.title)).parent(get(place.parent).unwrap_or(root));
        if let Some(prev) = get(place.prev) {
            item.prev(prev);
        }
        if let Some(next) = get(place.next) {
            item.next(next);
        }
        if let (Some(first), Some(last)) =
            (get(place.kids.first().copied()), get(place.kids.last().copied()))
        {
            item.first(first).last(last).count(place.descendants);
        }
        if let (Some(page), Some(frame)) = (pages.get(entry.page), frames.get(entry.page)) {
            let at = frame.rect(Rect::new(Length::ZERO, entry.y, Length::ZERO, Length::ZERO));
            item.dest().page(*page).xyz(at.x1, at.y2, None);
        }
    }
    Some(root)
}

/// Hangs each entry below the nearest earlier one of a smaller level.
fn arrange(entries: &[OutlineEntry]) -> (Vec<Place>, Vec<usize>) {
    let mut places: Vec<Place> = Vec::with_capacity(entries.len());
    let mut top = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        while open.last().and_then(|&o| entries.get(o)).is_some_and(|o| o.level >= entry.level) {
            open.pop();
        }
        let parent = open.last().copied();
        let siblings = match parent.and_then(|p| places.get_mut(p)) {
            Some(parent) => &mut parent.kids,
            None => &mut top,
        };
        let prev = siblings.last().copied();
        siblings.push(index);
        if let Some(prev) = prev.and_then(|p| places.get_mut(p)) {
            prev.next = Some(index);
        }
        for &ancestor in &open {
            if let Some(ancestor) = places.get_mut(ancestor) {
                ancestor.descendants += 1;
            }
        }
        places.push(Place { parent, prev, ..Place::default() });
        open.push(index);
    }
    (places, top)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Length;

    #[test]
    fn skipped_levels_hang_below_the_last_smaller_one() {
        let entry = |level| OutlineEntry { title: String::new(), level, page: 0, y: Length::ZERO };
        let (places, top) = arrange(&[1, 3, 2, 1].map(entry));
        assert_eq!(top, [0, 3]);
        assert_eq!(
            places.iter().map(|p| p.parent).collect::<Vec<_>>(),
            [None, Some(0), Some(0), None]
        );
        assert_eq!((places[0].descendants, places[0].next), (2, Some(3)));
        assert_eq!((places[1].next, places[2].prev), (Some(2), Some(1)));
    }
}
