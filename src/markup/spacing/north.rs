//! Dutch, Swedish, Danish, Norwegian.

use super::rules::{BASE, Ordinals, Rules};
use super::word::{months, words};
use crate::model::words::Language;

/// Dutch.
pub(super) static DUTCH: Rules = Rules {
    months: words(const { &months::<12>(Language::Dutch, &[]) }),
    titles: words(&[
        "dhr.", "mevr.", "mw.", "dr.", "prof.", "ir.", "ing.", "drs.", "mr.", "ds.", "St.",
        "meneer", "mevrouw",
    ]),
    numbered: words(&[
        "nr.",
        "nrs.",
        "nummer",
        "blz.",
        "p.",
        "pag.",
        "pagina",
        "art.",
        "artikel",
        "lid",
        "hoofdstuk",
        "fig.",
        "tabel",
        "deel",
        "zaal",
        "spoor",
        "lijn",
        "ca.",
        "tel.",
    ]),
    units: words(&[
        "uur",
        "euro",
        "cent",
        "procent",
        "graden",
        "meter",
        "kilometer",
        "hectare",
        "liter",
    ]),
    multiples: words(&["miljoen", "miljard", "mln.", "mld.", "duizend"]),
    ..BASE
};

/// Swedish.
pub(super) static SWEDISH: Rules = Rules {
    months: words(const { &months::<12>(Language::Swedish, &[]) }),
    titles: words(&["dr", "dr.", "prof.", "professor", "herr", "fru", "S:t", "S:ta"]),
    numbered: words(&[
        "nr", "nummer", "s.", "sid.", "sidan", "kap.", "kapitel", "art.", "artikel", "kl.",
        "klockan", "fig.", "tabell", "del", "sal", "spår", "linje", "ca", "tel.",
    ]),
    units: words(&[
        "kronor",
        "kr",
        "öre",
        "euro",
        "procent",
        "grader",
        "meter",
        "kilometer",
        "liter",
    ]),
    multiples: words(&["miljoner", "miljon", "miljarder", "miljard", "mn", "md", "tusen"]),
    ..BASE
};

/// Danish.
pub(super) static DANISH: Rules = Rules {
    months: words(const { &months::<12>(Language::Danish, &[]) }),
    day_dot: true,
    titles: words(&["dr.", "prof.", "professor", "hr.", "fru", "Sct.", "Skt."]),
    numbered: words(&[
        "nr.", "nummer", "s.", "side", "kap.", "kapitel", "art.", "artikel", "stk.", "kl.", "fig.",
        "tabel", "del", "sal", "spor", "linje", "ca.", "tlf.",
    ]),
    units: words(&[
        "kr.",
        "kroner",
        "øre",
        "euro",
        "procent",
        "pct.",
        "grader",
        "meter",
        "kilometer",
    ]),
    multiples: words(&["mio.", "mia.", "millioner", "million", "milliarder", "milliard", "tusind"]),
    ordinals: Ordinals::Lower,
    ..BASE
};

/// Norwegian.
pub(super) static NORWEGIAN: Rules = Rules {
    months: words(const { &months::<12>(Language::Norwegian, &[]) }),
    units: words(&["kr", "kroner", "øre", "euro", "prosent", "grader", "meter", "kilometer"]),
    multiples: words(&["mill.", "mrd.", "millioner", "million", "milliarder", "milliard", "tusen"]),
    ..DANISH
};
