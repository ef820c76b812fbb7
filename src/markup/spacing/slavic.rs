//! Polish, Czech, Slovak, Ukrainian: words of one letter do not end a line.

use super::rules::{BASE, Ordinals, Rules};
use super::word::{months, words};
use crate::model::words::Language;

/// Polish: no "sierotki".
pub(super) static POLISH: Rules = Rules {
    months: words(const { &months::<12>(Language::Polish, &[]) }),
    titles: words(&[
        "dr", "prof.", "inż.", "mgr", "hab.", "św.", "ks.", "bp", "abp", "gen.", "płk", "mjr",
        "kpt.", "red.", "pan", "pani", "ul.", "al.", "pl.", "os.", "im.",
    ]),
    numbered: words(&[
        "nr", "numer", "s.", "str.", "strona", "art.", "ust.", "pkt", "par.", "rozdz.", "rys.",
        "tab.", "t.", "godz.", "sala", "peron", "linia", "ok.", "tel.", "poz.", "Dz.U.",
    ]),
    units: words(&[
        "zł",
        "gr",
        "PLN",
        "euro",
        "proc.",
        "r.",
        "w.",
        "godz.",
        "metrów",
        "kilometrów",
    ]),
    multiples: words(&["tys.", "mln", "mld", "tysięcy", "milionów", "miliardów"]),
    short_words: words(&["a", "i", "o", "u", "w", "z"]),
    ..BASE
};

/// Czech (ČSN 01 6910).
pub(super) static CZECH: Rules = Rules {
    months: words(const { &months::<12>(Language::Czech, &[]) }),
    day_dot: true,
    titles: words(&[
        "p.", "pan", "pana", "paní", "dr.", "prof.", "doc.", "Ing.", "Mgr.", "Bc.", "MUDr.",
        "JUDr.", "PhDr.", "RNDr.", "PaedDr.", "sv.", "ul.", "nám.", "tř.",
    ]),
    numbered: words(&[
        "č.", "čís.", "s.", "str.", "strana", "odst.", "čl.", "kap.", "obr.", "tab.", "písm.",
        "sál", "linka", "cca", "tel.", "roku",
    ]),
    units: words(&[
        "Kč", "Kčs", "CZK", "eur", "euro", "hod.", "hodin", "procent", "stupňů", "metrů",
    ]),
    multiples: words(&[
        "tis.", "mil.", "mld.", "tisíc", "milionů", "milionu", "miliard", "miliardy",
    ]),
    short_words: words(&["a", "i", "k", "o", "s", "u", "v", "z"]),
    ordinals: Ordinals::Lower,
    ..BASE
};

/// Slovak (STN 01 6910).
pub(super) static SLOVAK: Rules = Rules {
    months: words(const { &months::<12>(Language::Slovak, &[]) }),
    numbered: words(&[
        "č.", "čís.", "s.", "str.", "strana", "ods.", "čl.", "kap.", "obr.", "tab.", "písm.",
        "sála", "linka", "cca", "tel.", "roku",
    ]),
    units: words(&["eur", "euro", "hod.", "hodín", "percent", "stupňov", "metrov", "kilometrov"]),
    multiples: words(&[
        "tis.",
        "mil.",
        "mld.",
        "tisíc",
        "miliónov",
        "milióna",
        "miliárd",
        "miliardy",
    ]),
    ..CZECH
};

/// Ukrainian.
pub(super) static UKRAINIAN: Rules = Rules {
    months: words(const { &months::<12>(Language::Ukrainian, &[]) }),
    titles: words(&[
        "п.",
        "пан",
        "пані",
        "проф.",
        "доц.",
        "акад.",
        "д-р",
        "св.",
        "ім.",
        "вул.",
        "м.",
    ]),
    numbered: words(&[
        "№",
        "с.",
        "стор.",
        "ст.",
        "п.",
        "пп.",
        "ч.",
        "розд.",
        "рис.",
        "табл.",
        "т.",
        "бл.",
    ]),
    units: words(&[
        "грн", "грн.", "коп.", "євро", "р.", "рр.", "год", "год.", "хв", "км", "м", "кг",
    ]),
    multiples: words(&["тис.", "млн", "млрд", "тисяч", "мільйонів", "мільярдів"]),
    short_words: words(&["а", "в", "з", "і", "й", "о", "у", "є"]),
    ..BASE
};
