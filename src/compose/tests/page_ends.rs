//! Hyphens at page ends: avoided, or reported.

use std::sync::Arc;

use proptest::prelude::*;

use super::fixture::*;
use crate::compose::collect::Collector;
use crate::compose::document::{ItemKind, Owner};
use crate::compose::fonts::FontBook;
use crate::compose::page_ends;
use crate::compose::pages::{Columns, HYPHEN, PagePlan};
use crate::compose::set::Setter;
use crate::compose::slice::{Slice, Strip};
use crate::compose::turn::{self, Divided, Flow};
use crate::compose::{Config, Engine};
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::Release;
use crate::model::layout::{Align, Layout, LineFit, Style};
use crate::text::Scratch;
use crate::unit::Length;

/// A house with low columns of these widths and so many lines, where a line
/// left empty costs more than a hyphen at the page end.
fn house(widths: (i64, i64), lines: i64, align: Align) -> Layout {
    let mut layout = layout();
    layout.flow.retain(|item| matches!(item, crate::model::layout::FlowItem::Body));
    for (side, width) in [(&mut layout.first, widths.0), (&mut layout.follow, widths.1)] {
        side.frames.clear();
        side.artwork.clear();
        side.margins.right = Length::mm(185 - width);
        side.margins.bottom = Length::mm(297) - side.margins.top - pt(15.0) * lines + pt(6.0);
    }
    let fit = LineFit { protrude: false, ..LineFit::default() };
    let body = Style { space_after: pt(7.5), align, fit, ..style("body", 11.0, 15.0) };
    layout.styles.insert("body".into(), Arc::new(body));
    layout
}

const WORDS: [&str; 24] = [
    "Stadt",
    "und",
    "die",
    "Bürgermeisterin",
    "Zusammenarbeit",
    "der",
    "Verwaltung",
    "in",
    "Entscheidungsträger",
    "am",
    "Haushaltsberatung",
    "mit",
    "Nachhaltigkeit",
    "Rat",
    "auf",
    "Öffentlichkeitsarbeit",
    "zu",
    "Veranstaltungskalender",
    "neue",
    "Straßenbahn",
    "hat",
    "Stadtentwicklung",
    "von",
    "Sicherheitskonferenz",
];

/// Paragraphs of random words; the same for the same seed.
fn prose(mut seed: u64, paragraphs: usize, words: usize) -> String {
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let mut paragraph = |_| {
        let words: Vec<_> = (0..words / 2 + next(words)).map(|_| WORDS[next(24)]).collect();
        format!("{}.", words.join(" "))
    };
    (0..paragraphs).map(&mut paragraph).collect::<Vec<_>>().join("\n\n")
}

/// The pages as they are when hyphens at their ends are only priced.
fn priced(release: &Release, layout: &Layout) -> Vec<PagePlan> {
    divided(release, layout, &mut Diagnostics::new(), turn::divide).plans
}

/// The flow of a release, set and divided into pages; adds to what was found.
fn divided(
    release: &Release,
    layout: &Layout,
    found: &mut Diagnostics,
    divide: impl FnOnce(&mut Setter<'_>, Flow<'_>) -> Divided,
) -> Divided {
    let (mut diags, mut scratch, files) = (Diagnostics::new(), Scratch::new(), fonts());
    let config = Config::new(release, layout, &files);
    let mut fonts = FontBook::new(&TYPESETTER, &files, layout);
    let mut collector = Collector::new(&config, &mut fonts, &mut diags);
    collector.flow();
    let blocks = std::mem::take(&mut collector.blocks);
    let column = |master: &crate::model::layout::PageMaster| {
        let margins = &master.margins;
        let size = layout.page.size;
        (size.width - margins.left - margins.right, size.height - margins.top - margins.bottom)
    };
    let (first, follow) = (column(&layout.first), column(&layout.follow));
    let columns = Columns { first: first.1, follow: follow.1, grid: None, hyphen: HYPHEN };
    let widths = turn::Widths { first: first.0, follow: follow.0 };
    let mut engine =
        Engine { typesetter: &TYPESETTER, scratch: &mut scratch, config: &config, ink: None };
    let mut setter = engine.setter(&[], first.0, first.1.min(follow.1), found);
    divide(&mut setter, Flow { blocks: &blocks, columns, widths })
}

/// The pages whose last line ends in a hyphen, from 1.
fn hyphenated(sheet: &Sheet) -> Vec<usize> {
    let last = |page: &crate::compose::document::Page| {
        let runs = page.items.iter().filter_map(|item| match (&item.kind, item.owner) {
            (ItemKind::Glyphs(at, run), Owner::Node(_)) => Some((at.y, run.text.clone())),
            _ => None,
        });
        runs.max_by_key(|(y, _)| *y).map(|(_, text)| text).unwrap_or_default()
    };
    let pages = sheet.document.pages.iter().map(last);
    let ends = pages.enumerate().filter(|(_, text)| text.ends_with(['\u{AD}', '-']));
    ends.map(|(index, _)| index + 1).collect()
}

/// The pages of which it is said, from 1.
fn said(sheet: &Sheet) -> Vec<usize> {
    let said = sheet.diags.iter().filter(|diagnostic| diagnostic.code == "page-end-hyphen");
    said.map(|diagnostic| {
        let (_, page) = diagnostic.message.rsplit_once(' ').unwrap();
        page.parse().unwrap()
    })
    .collect()
}

fn hyphens(plans: &[PagePlan]) -> usize {
    plans.iter().filter(|plan| plan.faults.hyphen).count()
}

/// All letters of the flow.
fn letters(sheet: &Sheet) -> String {
    let items = sheet.document.pages.iter().flat_map(|page| &page.items);
    let runs = items.filter_map(|item| match &item.kind {
        ItemKind::Glyphs(_, run) => Some(run.text.as_str()),
        _ => None,
    });
    runs.flat_map(|text| text.chars().filter(|c| c.is_alphabetic())).collect()
}

/// A sheet in which the price alone leaves just one hyphen at a page end.
fn one_hyphen(layout: &Layout) -> (Release, Vec<PagePlan>) {
    let mut releases = (0..).map(|seed| with_body(&prose(seed, 3, 60)));
    releases
        .find_map(|release| {
            let plans = priced(&release, layout);
            (hyphens(&plans) == 1 && plans.len() > 2).then_some((release, plans))
        })
        .unwrap()
}

#[test]
fn a_paragraph_is_broken_again_for_the_end_of_its_page() {
    for widths in [(160, 160), (110, 110), (100, 140), (140, 100)] {
        let layout = house(widths, 6, Align::Justify);
        let (release, plans) = one_hyphen(&layout);
        let sheet = sheet(&release, &layout);
        assert_eq!(sheet.codes(), [""; 0], "{widths:?}");
        assert_eq!(hyphenated(&sheet), [0; 0], "{widths:?}");
        assert_eq!(sheet.document.pages.len(), plans.len(), "{widths:?}");
    }
}

#[test]
fn a_hyphen_that_no_setting_avoids_stays_and_is_said() {
    let word = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle";
    let layout = house((60, 60), 4, Align::Justify);
    let sheet = sheet(&with_body(&[word; 9].join(" ")), &layout);
    let pages = hyphenated(&sheet);
    assert!(!pages.is_empty());
    assert_eq!(said(&sheet), pages);
    assert!(sheet.diags.iter().all(|diagnostic| diagnostic.hint.is_some()));
    assert_eq!(letters(&sheet).matches(word).count(), 9);
}

#[test]
fn most_hyphens_at_page_ends_can_be_avoided() {
    let layout = house((110, 110), 6, Align::Justify);
    let releases = (0..30).map(|seed| with_body(&prose(seed, 5, 90)));
    let counts = releases.map(|release| {
        let sheet = sheet(&release, &layout);
        (hyphens(&priced(&release, &layout)), said(&sheet).len())
    });
    let (before, after) = counts.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    assert!(before > 20 && after * 4 < before, "{after} of {before} are left");
}

#[test]
fn what_was_found_before_is_kept() {
    // Among them are some whose page one ends elsewhere in the end.
    let layout = house((80, 110), 6, Align::Justify);
    for seed in 20..60 {
        let mut found = Diagnostics::new();
        found.push(Diagnostic::warning("before", "said before"));
        divided(&with_body(&prose(seed, 3, 60)), &layout, &mut found, page_ends::divide);
        let first = found.iter().next().map(|diagnostic| diagnostic.code);
        assert_eq!(first, Some("before"), "{seed}");
    }
}

/// The lines of slices, as they read.
fn lines_of(strip: &Strip) -> Vec<String> {
    let line = |slice: &Slice| {
        let runs = slice.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Glyphs(_, run) => Some(run.text.as_str()),
            _ => None,
        });
        runs.collect()
    };
    strip.slices.iter().map(line).collect()
}

/// In a paragraph of hundreds of lines one closed line end makes the breaker
/// tell all lines before it apart.
#[test]
fn a_paragraph_of_hundreds_of_lines_is_not_broken_again() {
    let layout = house((110, 110), 24, Align::Justify);
    let lines = |release: &Release, divide: fn(&mut Setter<'_>, Flow<'_>) -> Divided| {
        lines_of(&divided(release, &layout, &mut Diagnostics::new(), divide).strip)
    };
    // Of these a paragraph of 475 lines would be.
    for seed in 0..6 {
        let release = with_body(&prose(seed, 1, 6_000));
        let before = lines(&release, turn::divide);
        assert!(before.len() > 300, "{seed}");
        assert!(before == lines(&release, page_ends::divide), "{seed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_page_ends_in_a_hyphen_unless_it_is_said(
        seed in any::<u64>(),
        paragraphs in 1usize..8,
        words in 4usize..140,
        lines in 4i64..45,
        first in 60i64..165,
        follow in 60i64..165,
        same in any::<bool>(),
        ragged in any::<bool>(),
    ) {
        let align = if ragged { Align::Left } else { Align::Justify };
        let layout = house((first, if same { first } else { follow }), lines, align);
        let body = prose(seed, paragraphs, words);
        let release = with_body(&body);
        let plans = priced(&release, &layout);
        let set = sheet(&release, &layout);
        prop_assert_eq!(hyphenated(&set), said(&set));
        prop_assert!(said(&set).len() <= hyphens(&plans));
        prop_assert!(set.document.pages.len() <= plans.len());
        let written: String = body.chars().filter(|c| c.is_alphabetic()).collect();
        prop_assert_eq!(letters(&set), written);
        // What parts paragraphs is not worse for it.
        let parted = |count: fn(&PagePlan) -> bool| plans.iter().filter(|plan| count(plan)).count();
        let said = |code: &str| set.codes().iter().filter(|known| **known == code).count();
        let parts = parted(|plan| plan.faults.widow || plan.faults.orphan);
        prop_assert!(said("widow") + said("orphan") <= 2 * parts);
        prop_assert_eq!(set.document.dump(), sheet(&release, &layout).document.dump());
    }
}
