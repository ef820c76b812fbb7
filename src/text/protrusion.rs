//! How far characters hang into the margin.
//!
//! The idea and its effect: Hàn Thế Thành, "Micro-typographic extensions to
//! the TeX typesetting system", TUGboat 21 (2000), chapter on margin
//! kerning. The amounts are our own, in thousandths of the glyph's width,
//! near the usual ones: small marks hang out by more than half, dashes by a
//! third, slanting letters by a little.

/// How much of a glyph hangs out to the left where it starts a line.
pub(super) const fn left(c: char) -> i32 {
    match c {
        '„' | '“' | '”' | '"' | '»' | '«' => 400,
        '‚' | '‘' | '’' | '\'' | '›' | '‹' => 500,
        '–' | '—' => 250,
        '(' | '[' => 100,
        '*' | '·' | '•' => 200,
        'A' | 'Ä' | 'T' | 'V' | 'W' | 'Y' => 50,
        _ => 0,
    }
}

/// How much of a glyph hangs out to the right where it ends a line.
pub(super) const fn right(c: char) -> i32 {
    match c {
        '-' | '\u{2010}' | '\u{AD}' => 500,
        '.' | ',' => 600,
        ':' | ';' => 400,
        '“' | '”' | '"' | '»' | '«' => 400,
        '‘' | '’' | '\'' | '›' | '‹' => 500,
        '–' | '—' => 250,
        '!' | '?' | ')' | ']' => 150,
        '*' => 200,
        'A' | 'Ä' | 'T' | 'V' | 'W' | 'Y' | 'r' => 50,
        _ => 0,
    }
}
