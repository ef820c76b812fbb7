//! Turkish and Greek.

use super::rules::{BASE, Ordinals, Rules};
use super::word::{months, words};
use crate::model::words::Language;

/// Turkish.
pub(super) static TURKISH: Rules = Rules {
    months: words(const { &months::<12>(Language::Turkish, &[]) }),
    titles: words(&["Dr.", "Prof.", "Doç.", "Av.", "Sn.", "Sayın", "Op.", "Müh."]),
    numbered: words(&[
        "No", "No.", "s.", "sf.", "sayfa", "madde", "Md.", "bölüm", "şekil", "saat", "Tel.",
    ]),
    units: words(&["TL", "lira", "kuruş", "avro", "euro", "dolar", "metre", "kilometre", "derece"]),
    multiples: words(&["bin", "milyon", "milyar"]),
    ordinals: Ordinals::Lower,
    ..BASE
};

/// Greek.
pub(super) static GREEK: Rules = Rules {
    months: words(const { &months::<12>(Language::Greek, &[]) }),
    titles: words(&["κ.", "κα", "κ.κ.", "Δρ", "Δρ.", "καθ.", "Αγ.", "οδός"]),
    numbered: words(&[
        "αρ.",
        "αριθ.",
        "σελ.",
        "σ.",
        "άρθρο",
        "παρ.",
        "κεφ.",
        "εικ.",
        "πίν.",
        "τηλ.",
        "ώρα",
    ]),
    units: words(&[
        "ευρώ",
        "λεπτά",
        "π.μ.",
        "μ.μ.",
        "μ.μ",
        "π.μ",
        "π.Χ.",
        "μ.Χ.",
        "τ.μ.",
        "χλμ.",
        "μέτρα",
    ]),
    multiples: words(&["χιλ.", "εκατ.", "δισ.", "χιλιάδες", "εκατομμύρια", "δισεκατομμύρια"]),
    ..BASE
};
