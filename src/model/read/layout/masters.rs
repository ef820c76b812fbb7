//! `first_page: (...)` and `follow_pages: (...)`.

use super::super::fields::Fields;
use super::super::node::Node;
use super::House;
use super::artwork::artwork;
use super::frames::frame;
use super::page::sides;
use crate::geom::Sides;
use crate::model::layout::PageMaster;
use crate::unit::Length;

/// A narrower or lower region holds no text.
const LEAST: Length = Length::mm(20);

/// Page one and the following pages; without `follow_pages` they are alike.
pub(super) fn masters(f: &mut Fields<'_>, house: &House<'_>) -> (PageMaster, PageMaster) {
    let example = "(margins: \"25mm\", frames: [])";
    let first = f.required("first_page", example);
    let first = first.and_then(|node| master(&node, house, None)).unwrap_or_default();
    let follow = f.optional("follow_pages").and_then(|node| master(&node, house, Some(&first)));
    let follow = follow.unwrap_or_else(|| first.clone());
    (first, follow)
}

fn master(node: &Node<'_>, house: &House<'_>, first: Option<&PageMaster>) -> Option<PageMaster> {
    node.fields("Page", |f| PageMaster {
        margins: margins(f, house, first.map(|first| first.margins)),
        artwork: parts(f, "artwork", first.map(|first| &*first.artwork), |n| artwork(n, house)),
        frames: parts(f, "frames", first.map(|first| &*first.frames), |n| frame(n, house)),
    })
}

fn margins(f: &mut Fields<'_>, house: &House<'_>, inherited: Option<Sides>) -> Sides {
    let node = match inherited {
        Some(_) => f.optional("margins"),
        None => f.required(
            "margins",
            "(left: \"25mm\", top: \"25mm\", right: \"20mm\", bottom: \"25mm\")",
        ),
    };
    let Some((node, margins)) =
        node.and_then(|node| Some((sides(&node)?, node))).map(|(m, n)| (n, m))
    else {
        return inherited.unwrap_or(Sides::splat(Length::mm(25)));
    };
    let width = house.size.width - margins.left - margins.right;
    let height = house.size.height - margins.top - margins.bottom;
    if width < LEAST || height < LEAST {
        let message = format!("{}the margins leave no room for text", node.label());
        let hint = format!(
            "the sheet is {:.0} × {:.0} mm; leave 20 mm at least each way",
            house.size.width.to_mm(),
            house.size.height.to_mm()
        );
        node.error("no-text-region", message, &hint);
    }
    margins
}

/// A list of parts; `SameAsFirst` in it stands for those of page one.
fn parts<'s, T: Clone>(
    f: &mut Fields<'s>,
    name: &'static str,
    first: Option<&[T]>,
    mut read: impl FnMut(&Node<'s>) -> Option<T>,
) -> Vec<T> {
    let mut again = false;
    let lists = f.list(name, |node| {
        let same = node.variant().is_some_and(|v| v.name == "SameAsFirst" && v.content.is_none());
        match first {
            _ if !same => read(&node).map(|part| vec![part]),
            Some(_) if std::mem::replace(&mut again, true) => {
                let message = format!("{}SameAsFirst stands here already", node.label());
                node.error("duplicate-name", message, "delete one of them");
                None
            }
            Some(first) => Some(first.to_vec()),
            None => {
                let message = format!("{}this is the first page", node.label());
                node.error("unknown-value", message, "SameAsFirst is for follow_pages");
                None
            }
        }
    });
    lists.concat()
}
