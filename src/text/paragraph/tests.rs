//! Whole paragraphs, set with the bundled faces.

use proptest::prelude::*;

use super::super::testing::*;
use crate::model::layout::Align;
use crate::unit::Length;

const RELEASE: &str = "Am kommenden Freitag treffen sich auf Einladung der Städte Dortmund und \
    Pittsburgh Entscheidungsträger*innen auf der virtuellen Konferenz „Post-Industrial-Cities“, \
    um über die transatlantischen Beziehungen, den Klimaschutz und die Pandemiebekämpfung zu \
    sprechen – ein Neustart, wie Oberbürgermeister und Bürgermeister betonen.";

#[test]
fn text_comes_back_as_it_was_written() {
    for align in [Align::Justify, Align::Left, Align::Center, Align::Right] {
        for mm in [30, 50, 75, 110, 165] {
            let lines = set(RELEASE, mm, align);
            let text = texts(&lines).concat().replace('\u{AD}', "");
            assert_eq!(text, RELEASE, "{align:?} {mm}");
        }
    }
}

#[test]
fn justified_lines_end_at_the_right_edge_to_the_unit() {
    for mm in [50, 75, 110, 165] {
        let lines = set(RELEASE, mm, Align::Justify);
        let (last, full) = lines.split_last().unwrap();
        assert!(!full.is_empty() && last.width < Length::mm(mm));
        for line in full {
            assert_eq!(line.width, Length::mm(mm), "{}", line_text(line));
            let run = line.runs.last().unwrap();
            assert!(run.x + run.glyphs.width() >= line.width, "protrusion only hangs out");
        }
    }
}
