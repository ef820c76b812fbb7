//! What a language's spacing rules consist of, and which language has which.

use super::word::{Words, words};
use super::{NARROW, de, en, fr, north, romance, slavic, south_east};
use crate::model::Lang;

/// How ordinal numbers with a full stop bind the word that follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ordinals {
    /// The language writes no full stop.
    None,
    /// A word in small letters; a capital starts a new sentence.
    Lower,
    /// Nouns have capitals too, so all but typical first words.
    Any,
}

/// The rules of one language. Words are written as in the middle of a
/// sentence; an initial capital matches as well.
pub(super) struct Rules {
    /// Months as they stand in dates; kept with the day before.
    pub(super) months: Words,
    /// Whether the day has a full stop: `17. Februar`.
    pub(super) day_dot: bool,
    /// Whether the month may come first: `February 17`.
    pub(super) month_first: bool,
    /// Kept with the capitalised word behind: `Dr. Müller`.
    pub(super) titles: Words,
    /// Kept with the number behind: `Seite 5`.
    pub(super) numbered: Words,
    /// Kept with the number before: `22 Uhr`. Units of all languages are in
    /// [`UNITS`].
    pub(super) units: Words,
    /// Units that take another unit behind: `5 Mio. Euro`.
    pub(super) multiples: Words,
    /// Kept with the next word, whatever it is.
    pub(super) short_words: Words,
    /// Capitalised words that more likely start a sentence than go on with
    /// what an ordinal or initial began.
    pub(super) starters: Words,
    /// How ordinals bind.
    pub(super) ordinals: Ordinals,
    /// Single capitals are kept with a number: `A 45`.
    pub(super) letter_number: bool,
    /// Punctuation set off by a space, and what that becomes.
    pub(super) set_off: &'static [(char, char)],
    /// What spaces inside « » become.
    pub(super) guillemets: Option<char>,
}

/// No rules but those of all languages.
pub(super) const BASE: Rules = Rules {
    months: words(&[]),
    day_dot: false,
    month_first: false,
    titles: words(&[]),
    numbered: words(&[]),
    units: words(&[]),
    multiples: words(&[]),
    short_words: words(&[]),
    starters: words(&[]),
    ordinals: Ordinals::None,
    letter_number: false,
    set_off: &[],
    guillemets: Some(NARROW),
};

static OTHER: Rules = BASE;

/// Units that are written alike everywhere (SI Brochure, 9th edition, 5.4.3:
/// a space stands between number and unit).
pub(super) const UNITS: &[&str] = &[
    "%", "‰", "€", "$", "£", "¥", "EUR", "USD", "GBP", "CHF", "°", "°C", "°F", "K", "km", "m",
    "dm", "cm", "mm", "µm", "μm", "nm", "km²", "m²", "cm²", "mm²", "m³", "dm³", "cm³", "mm³", "qm",
    "qkm", "ha", "l", "hl", "dl", "cl", "ml", "t", "kg", "g", "mg", "µg", "μg", "kt", "Mt", "h",
    "min", "s", "ms", "km/h", "m/s", "Hz", "kHz", "MHz", "GHz", "W", "kW", "MW", "GW", "TW", "Wh",
    "kWh", "MWh", "GWh", "TWh", "kWp", "V", "kV", "mA", "Ah", "J", "kJ", "MJ", "GJ", "kcal", "N",
    "kN", "Pa", "hPa", "kPa", "bar", "mbar", "dB", "dB(A)", "lx", "lm", "kB", "MB", "GB", "TB",
    "kbit/s", "Mbit/s", "Gbit/s", "MBit/s", "GBit/s", "ppm", "dpi", "ppi", "px", "pt",
];

/// The rules of a language.
pub(super) fn rules(lang: &Lang) -> &'static Rules {
    match (lang.primary(), lang.as_str()) {
        ("de", "de-CH" | "de-LI") => &de::SWISS,
        ("de", _) => &de::GERMAN,
        ("en", _) => &en::ENGLISH,
        ("fr", "fr-CH") => &fr::SWISS,
        ("fr", _) => &fr::FRENCH,
        ("nl", _) => &north::DUTCH,
        ("sv", _) => &north::SWEDISH,
        ("da", _) => &north::DANISH,
        ("nb" | "nn" | "no", _) => &north::NORWEGIAN,
        ("it", _) => &romance::ITALIAN,
        ("es", _) => &romance::SPANISH,
        ("pt", _) => &romance::PORTUGUESE,
        ("pl", _) => &slavic::POLISH,
        ("cs", _) => &slavic::CZECH,
        ("sk", _) => &slavic::SLOVAK,
        ("uk", _) => &slavic::UKRAINIAN,
        ("tr", _) => &south_east::TURKISH,
        ("el", _) => &south_east::GREEK,
        _ => &OTHER,
    }
}
