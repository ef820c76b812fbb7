//! Italian, Spanish, Portuguese.

use super::rules::{BASE, Rules};
use super::word::{months, words};
use crate::model::words::Language;

/// Italian.
pub(super) static ITALIAN: Rules = Rules {
    months: words(const { &months::<12>(Language::Italian, &[]) }),
    titles: words(&[
        "sig.", "sigg.", "sig.ra", "sig.na", "dott.", "dott.ssa", "prof.", "prof.ssa", "ing.",
        "avv.", "arch.", "on.", "sen.", "mons.", "don", "S.", "signor", "signora",
    ]),
    numbered: words(&[
        "n.", "nn.", "n°", "p.", "pp.", "pag.", "pagina", "art.", "artt.", "articolo", "cap.",
        "capitolo", "fig.", "tab.", "vol.", "ore", "sala", "binario", "linea", "comma", "ca.",
        "tel.",
    ]),
    units: words(&[
        "euro",
        "centesimi",
        "gradi",
        "metri",
        "chilometri",
        "ettari",
        "litri",
        "a.C.",
        "d.C.",
    ]),
    multiples: words(&["mila", "milione", "milioni", "miliardo", "miliardi", "mln", "mld"]),
    ..BASE
};

/// Spanish.
pub(super) static SPANISH: Rules = Rules {
    months: words(const { &months::<13>(Language::Spanish, &["setiembre"]) }),
    titles: words(&[
        "Sr.", "Sra.", "Srta.", "Sres.", "D.", "D.ª", "Dña.", "don", "doña", "Dr.", "Dra.",
        "Prof.", "Profa.", "Ing.", "Lic.", "Mons.", "S.", "Sta.", "Sto.",
    ]),
    numbered: words(&[
        "n.º",
        "n.o",
        "núm.",
        "núms.",
        "p.",
        "pp.",
        "pág.",
        "págs.",
        "página",
        "art.",
        "arts.",
        "artículo",
        "cap.",
        "capítulo",
        "fig.",
        "vol.",
        "t.",
        "sala",
        "andén",
        "línea",
        "tel.",
    ]),
    units: words(&[
        "euros",
        "euro",
        "céntimos",
        "horas",
        "grados",
        "metros",
        "kilómetros",
        "hectáreas",
        "litros",
        "toneladas",
        "a. C.",
        "d. C.",
    ]),
    multiples: words(&["mil", "millón", "millones", "billón", "billones"]),
    ..BASE
};

/// Portuguese.
pub(super) static PORTUGUESE: Rules = Rules {
    months: words(const { &months::<12>(Language::Portuguese, &[]) }),
    titles: words(&[
        "Sr.", "Sra.", "Srs.", "D.", "Dr.", "Dra.", "Prof.", "Profa.", "Eng.", "S.", "Sto.",
    ]),
    numbered: words(&[
        "n.º",
        "n.o",
        "nº",
        "p.",
        "pp.",
        "pág.",
        "págs.",
        "página",
        "art.",
        "artigo",
        "cap.",
        "capítulo",
        "fig.",
        "vol.",
        "sala",
        "linha",
        "tel.",
    ]),
    units: words(&[
        "euros",
        "euro",
        "cêntimos",
        "horas",
        "graus",
        "metros",
        "quilómetros",
        "hectares",
    ]),
    multiples: words(&["mil", "milhão", "milhões", "bilhão", "bilhões"]),
    ..BASE
};
