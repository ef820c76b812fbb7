//! What single characters do in a line.

/// U+00AD SOFT HYPHEN.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// What a character between words does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// A word space: stretches, and the line may break.
    Word,
    /// A word space at which the line must not break.
    NoBreak,
    /// A space of fixed width, in thousandths of an em; the line may break.
    Fixed(u16),
}

impl Space {
    /// None for characters that belong to a word; those include the fixed
    /// no-break spaces U+2007 and U+202F, which shaping sets.
    pub const fn of(c: char) -> Option<Self> {
        Some(match c {
            ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' => Self::Word,
            '\u{A0}' => Self::NoBreak,
            '\u{2000}' | '\u{2002}' => Self::Fixed(500),
            '\u{2001}' | '\u{2003}' | '\u{3000}' => Self::Fixed(1000),
            '\u{2004}' => Self::Fixed(333),
            '\u{2005}' | '\u{1680}' => Self::Fixed(250),
            '\u{2006}' => Self::Fixed(167),
            '\u{2008}' => Self::Fixed(250),
            '\u{2009}' => Self::Fixed(200),
            '\u{200A}' => Self::Fixed(100),
            '\u{205F}' => Self::Fixed(222),
            _ => return None,
        })
    }
}

/// Whether the line must break after this character.
pub(super) const fn forces_break(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}')
}

/// Signs that join the forms of a gendered word (`Träger*innen`); the slash
/// also joins alternatives (`Stadt/Land`).
pub(super) const fn is_gender_sign(c: char) -> bool {
    matches!(c, '*' | ':' | '_' | '/' | '·' | '•' | '⁎' | '∗')
}

/// En and em dash and their kin, which never start a line.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '–' | '—' | '―')
}

/// Hyphens after which a word may break.
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}')
}

/// Punctuation that never stands at a line start. Closing quotation marks
/// are left to the language.
pub(super) const fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '!' | '?' | ':' | ';' | ',' | '.' | '%' | '‰' | '°' | '/' | '…' | '’'
    )
}

/// Punctuation that never stands at a line end, whatever the language.
pub(super) const fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '„' | '‚' | '¿' | '¡')
}

/// Whether a face need not have the character: it is drawn as nothing, or
/// the shaper makes it of others (spaces, the no-break hyphen).
pub(super) const fn is_synthesized(c: char) -> bool {
    is_ignorable(c)
        || matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{2011}')
}

/// Default ignorable code points (DerivedCoreProperties.txt) that occur in
/// text at all.
pub(super) const fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Whether a character never begins a letter: combining marks, joiners and
/// other signs that belong to what stands before them.
pub(super) const fn joins_before(c: char) -> bool {
    is_ignorable(c)
        || matches!(
            c,
            '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}'
                | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}'
                | '\u{1F3FB}'..='\u{1F3FF}'
        )
}

/// Letters of Hebrew, Arabic and the other scripts that run to the left.
pub(super) const fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}
