//! The taste of the line breaker: tolerances, penalties and demerits.

use crate::unit::Length;

/// Settings of the breaker. Costs are in TeX's scale, where a line set at
/// adjustment ratio 1 has badness 100 and `(10 + 100)^2` demerits. Costs that
/// are negative or not a number count as zero.
#[derive(Clone, PartialEq, Debug)]
pub struct Params {
    /// Flush on both sides, or ragged right.
    pub alignment: Alignment,
    /// Pass 1, without inserted hyphens: the largest adjustment ratio that a
    /// line may need, up or down. Negative skips the pass.
    pub tolerance_plain: f64,
    /// Pass 2, with hyphens: the largest adjustment ratio.
    pub tolerance: f64,
    /// Pass 3: as pass 2 with this ratio, for paragraphs where nothing else
    /// fits and for those where pass 2 leaves a blemish (a runt, a ladder
    /// over [`max_ladder`](Self::max_ladder), a hyphen at a page end) that
    /// this pass avoids.
    pub tolerance_wide: f64,
    /// Pass 4, the last resort, takes any ratio. This length is added to the
    /// stretch of each line when it is priced, as TeX's `\emergencystretch`;
    /// the line itself reports the true ratio.
    pub emergency_stretch: Length,
    /// What each line costs before its badness: favours fewer lines.
    pub line_penalty: f64,
    /// The price of an inserted hyphen; it counts squared.
    pub hyphen_penalty: f64,
    /// The same in ragged setting, where a hyphen has less excuse.
    pub ragged_hyphen_penalty: f64,
    /// The price of a break after a hyphen of the text itself.
    pub written_hyphen_penalty: f64,
    /// Demerits for a second (third ...) hyphen in successive lines.
    pub ladder_demerits: f64,
    /// How many successive lines may end in a hyphen, 1 to 4. One more is
    /// priced as a [`blemish`](Self::blemish_demerits).
    pub max_ladder: u8,
    /// Demerits for neighbouring lines more than one fitness class apart
    /// (gamma in "More bells and whistles"). Not used in ragged setting.
    pub fitness_demerits: f64,
    /// Demerits for a hyphen at the end of the last line but one.
    pub final_hyphen_demerits: f64,
    /// A last line shorter than this is a runt.
    pub min_last_line: Length,
    /// A last line of one single word is a runt when shorter than this.
    pub min_last_word: Length,
    /// A last line of words that cannot be parted (`2. Juli.`) is a runt when
    /// shorter than this.
    pub min_last_group: Length,
    /// Demerits for what is avoided wherever the tolerance allows it at all:
    /// a runt, too high a ladder, a hyphen at a page end. In the last pass,
    /// which has no tolerance, it weighs as much as one line at the ratio
    /// where demerits reach it (6.8 for the default).
    pub blemish_demerits: f64,
    /// How much the expansion of boxes adds to the badness of a line when
    /// used to its limit. Small: it only parts otherwise equal settings.
    pub expansion_badness: f64,
    /// Added to the badness of a line in proportion to its adjustment ratio,
    /// this much at a ratio of 1. The cube of Knuth and Plass leaves small
    /// ratios all but free and so sees no difference between spaces that are
    /// natural and spaces a fifth off; this does.
    pub evenness: f64,
    /// Set the paragraph so many lines longer (shorter when negative) than
    /// is best, as far as the tolerance allows ("More bells and whistles").
    pub looseness: i32,
}

/// How the lines meet the margins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Alignment {
    /// Flush on both sides; lines before a forced break keep their natural
    /// width unless they have to shrink.
    #[default]
    Justified,
    /// Spaces keep their width and the line ends where it ends. Also for
    /// centred and flush-right text.
    Ragged {
        /// The shortfall that counts as an adjustment ratio of 1.
        zone: Length,
    },
}

impl Params {
    /// Settings for text of this font size.
    pub fn for_size(size: Length) -> Self {
        Self {
            alignment: Alignment::Justified,
            tolerance_plain: 0.5,
            tolerance: 1.3,
            tolerance_wide: 2.5,
            emergency_stretch: Length::ZERO,
            line_penalty: 10.0,
            hyphen_penalty: 50.0,
            ragged_hyphen_penalty: 120.0,
            written_hyphen_penalty: 30.0,
            ladder_demerits: 10_000.0,
            max_ladder: 2,
            fitness_demerits: 5_000.0,
            final_hyphen_demerits: 5_000.0,
            min_last_line: size * 2,
            min_last_word: Length::mm(10_000),
            min_last_group: size * 5,
            blemish_demerits: 1e9,
            expansion_badness: 1.0,
            evenness: 0.0,
            looseness: 0,
        }
    }

    /// The same, ragged: a shortfall of `zone` counts as a ratio of 1.
    pub fn ragged(mut self, zone: Length) -> Self {
        self.alignment = Alignment::Ragged { zone };
        self
    }
}

impl Default for Params {
    /// For 11 pt.
    fn default() -> Self {
        Self::for_size(Length::pt(11))
    }
}
