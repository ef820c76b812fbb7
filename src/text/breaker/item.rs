//! What a paragraph is made of: boxes, glue and penalties.
//!
//! Terms and meaning are those of Knuth-Plass, "Formulating the problem",
//! with what microtypography adds: a box may itself stretch and shrink (font
//! expansion, letter-spacing) and may hang out of the line at either end
//! (protrusion).

use crate::unit::Length;

/// A box, glue or penalty. Widths may be negative (a kern), stretch and
/// shrink count as zero when negative, and each length as at most 2^40
/// units (about 3 km).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Item {
    /// Something that is set whole: a word or a part of one.
    Box {
        /// Its natural width.
        width: Length,
        /// By how much it can grow at most (expansion and letter-spacing).
        stretch: Length,
        /// By how much it can narrow at most.
        shrink: Length,
        /// How far it hangs out to the left where it starts a line.
        left: Length,
        /// How far it hangs out to the right where it ends a line.
        right: Length,
    },
    /// A space; the line may break at it if it follows a box directly.
    Glue {
        /// Its natural width.
        width: Length,
        /// The growth at an adjustment ratio of 1; more is possible.
        stretch: Length,
        /// By how much it can narrow at most.
        shrink: Length,
    },
    /// A place where the line may, must or must not break.
    Penalty {
        /// The price of a break here; see [`Item::FORBIDDEN`] and
        /// [`Item::FORCED`]. Negative prices invite.
        cost: i32,
        /// Whether a line that breaks here ends in a hyphen.
        hyphen: Hyphen,
        /// What the break adds to the end of the line (an inserted hyphen,
        /// or the difference a new shape of the last letter makes).
        width: Length,
        /// How far an inserted hyphen hangs out to the right. Other breaks
        /// take the protrusion of the box before.
        right: Length,
        /// What the break adds to the start of the next line (the repeated
        /// hyphen of Polish or Portuguese). The box after it then does not
        /// hang out.
        next: Length,
    },
}

/// The hyphen at which a line may end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Hyphen {
    /// No hyphen.
    #[default]
    None,
    /// One that the text contains anyway (`EU-weit`); open to every pass.
    Written,
    /// One that hyphenation inserts; not open to the first pass.
    Inserted,
}

impl Item {
    /// A penalty at or above this cost forbids the break (TeX's 10000).
    pub const FORBIDDEN: i32 = 10_000;

    /// A penalty at or below this cost forces the break.
    pub const FORCED: i32 = -10_000;

    /// A rigid box without protrusion.
    pub const fn rigid(width: Length) -> Self {
        Self::flexible(width, Length::ZERO, Length::ZERO)
    }

    /// A box that expands and narrows, without protrusion.
    pub const fn flexible(width: Length, stretch: Length, shrink: Length) -> Self {
        Self::Box { width, stretch, shrink, left: Length::ZERO, right: Length::ZERO }
    }

    /// A space.
    pub const fn glue(width: Length, stretch: Length, shrink: Length) -> Self {
        Self::Glue { width, stretch, shrink }
    }

    /// A break opportunity without hyphen.
    pub const fn penalty(cost: i32) -> Self {
        Self::Penalty {
            cost,
            hyphen: Hyphen::None,
            width: Length::ZERO,
            right: Length::ZERO,
            next: Length::ZERO,
        }
    }

    /// A hyphenation point: the width of the hyphen and how far it hangs
    /// out. Its price is [`hyphen_penalty`](super::Params::hyphen_penalty).
    pub const fn hyphen(width: Length, right: Length) -> Self {
        Self::Penalty { cost: 0, hyphen: Hyphen::Inserted, width, right, next: Length::ZERO }
    }

    /// A break after a hyphen that the text contains.
    pub const fn after_written_hyphen() -> Self {
        Self::Penalty {
            cost: 0,
            hyphen: Hyphen::Written,
            width: Length::ZERO,
            right: Length::ZERO,
            next: Length::ZERO,
        }
    }

    /// A forced break, as after the last line or at `\n`.
    pub const fn forced_break() -> Self {
        Self::penalty(Self::FORCED)
    }

    /// A forbidden break: put before glue it makes a no-break space.
    pub const fn no_break() -> Self {
        Self::penalty(Self::FORBIDDEN)
    }

    /// Whether this is a break that must be taken.
    pub(super) const fn is_forced(&self) -> bool {
        matches!(self, Self::Penalty { cost, .. } if *cost <= Self::FORCED)
    }

    /// Whether this vanishes at the start and the end of a line: glue and
    /// penalties that are not forced ("Formulating the problem").
    pub(super) const fn is_discardable(&self) -> bool {
        match self {
            Self::Box { .. } => false,
            Self::Glue { .. } => true,
            Self::Penalty { .. } => !self.is_forced(),
        }
    }
}
