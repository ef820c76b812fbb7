//! Dutch, Swedish, Danish, Norwegian.

use super::rules::{BASE, Ordinals, Rules};
use super::word::words;

/// Dutch.
pub(super) static DUTCH: Rules = Rules {
    months: words(&[
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ]),
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
    months: words(&[
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]),
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
    months: words(&[
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ]),
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
    months: words(&[
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ]),
    units: words(&["kr", "kroner", "øre", "euro", "prosent", "grader", "meter", "kilometer"]),
    multiples: words(&["mill.", "mrd.", "millioner", "million", "milliarder", "milliard", "tusen"]),
    ..DANISH
};
