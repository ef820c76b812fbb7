//! Short paragraphs are set once.

use super::*;
use crate::diag::Diagnostics;
use crate::text::Scratch;
use crate::text::style::Piece;
use crate::unit::Length;

/// A line of a letterhead in two settings, numbered from `first`.
fn letterhead(text: &str, first: u32) -> Vec<Piece> {
    let mut bold = setting("de");
    bold.size = Length::pt(13);
    let mut pieces = vec![piece("Telefon: ", &bold), piece(text, &setting("de"))];
    (pieces[0].id, pieces[1].id) = (first, first + 1);
    pieces
}

#[test]
fn what_is_known_is_what_would_be_set() {
    let mut scratch = Scratch::new();
    let mut set = |pieces: &[Piece], mm| {
        let column = column(mm, Align::Left);
        TYPESETTER.set_paragraph(&mut scratch, pieces, &column, &mut Diagnostics::new())
    };
    let fresh = |pieces: &[Piece], mm| set_pieces(pieces, &column(mm, Align::Left)).0;
    // More than are kept, twice, in columns of two widths, under other numbers.
    for round in 0..2 {
        for line in 0..80 {
            let pieces = letterhead(&format!("(0231) 50-{line} 2 21 34"), round * 100);
            assert_eq!(set(&pieces, 60), fresh(&pieces, 60), "{line}");
            let again = letterhead(&format!("(0231) 50-{line} 2 21 34"), 7);
            assert_eq!(set(&again, 60), fresh(&again, 60), "{line}");
            assert_eq!(set(&again, 30), fresh(&again, 30), "{line}");
        }
    }
}

#[test]
fn what_is_to_be_said_is_said_every_time() {
    let mut scratch = Scratch::new();
    for _ in 0..3 {
        let mut diags = Diagnostics::new();
        let pieces = letterhead("\u{4E2D}", 0);
        TYPESETTER.set_paragraph(&mut scratch, &pieces, &column(60, Align::Left), &mut diags);
        assert_eq!(diags.len(), 1);
    }
}
