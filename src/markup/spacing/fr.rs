//! French (Lexique des règles typographiques en usage à l'Imprimerie
//! nationale): narrow before ; ! ?, full before : and inside
//! « ». Where the author left no space, none is added.

use super::rules::{BASE, Rules};
use super::word::{months, words};
use super::{NARROW, NO_BREAK};
use crate::model::words::Language;

/// French of France, Belgium, Canada.
pub(super) static FRENCH: Rules = Rules {
    set_off: &[(';', NARROW), ('!', NARROW), ('?', NARROW), (':', NO_BREAK)],
    guillemets: Some(NO_BREAK),
    ..SWISS
};

/// French of Switzerland: narrow throughout.
pub(super) static SWISS: Rules = Rules {
    months: words(const { &months::<12>(Language::French, &[]) }),
    titles: words(&[
        "M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Dr", "Pr", "Me", "Mgr", "St", "Ste",
        "monsieur", "madame",
    ]),
    numbered: words(&[
        "no", "nos", "n°", "nº", "nᵒ", "p.", "pp.", "page", "pages", "art.", "article", "articles",
        "chap.", "chapitre", "fig.", "figure", "tab.", "tableau", "vol.", "tome", "t.", "salle",
        "quai", "ligne", "lot", "al.", "alinéa",
    ]),
    units: words(&[
        "heures",
        "heure",
        "euros",
        "euro",
        "centimes",
        "francs",
        "degrés",
        "mètres",
        "kilomètres",
        "hectares",
        "litres",
        "tonnes",
        "grammes",
        "kilogrammes",
        "av.",
        "apr.",
        "minutes",
        "pour",
    ]),
    multiples: words(&["million", "millions", "milliard", "milliards", "mille"]),
    starters: words(&[
        "le", "la", "les", "un", "une", "des", "du", "de", "il", "elle", "ils", "elles", "on",
        "nous", "vous", "je", "ce", "cette", "ces", "et", "mais", "ou", "en", "au", "aux", "dans",
        "pour", "par", "sur", "avec", "sans", "à",
    ]),
    set_off: &[(';', NARROW), ('!', NARROW), ('?', NARROW), (':', NARROW)],
    guillemets: Some(NARROW),
    ..BASE
};
