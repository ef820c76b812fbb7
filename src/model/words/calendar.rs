//! Months, weekdays, dates, times and numbers as each language writes them.
//!
//! From CLDR 48: the gregorian calendar's months and days format-wide (in the
//! case that a date wants: genitive in Polish, Czech, Slovak, Ukrainian and
//! Greek, partitive and essive in Finnish), its dateFormats, timeFormats and
//! availableFormats, and the symbols of numbers. `pt` is Portugal's here, where
//! CLDR takes Brazil's; hours have two figures in Spanish; Switzerland's
//! apostrophe is the typographic one.

use super::{Language, Row};

/// The months as they stand in a date.
pub static MONTHS: &[Row; 12] = &MONTH_ROWS;

/// The days of the week from Monday as they stand before a date.
pub static DAYS: &[Row; 7] = &DAY_ROWS;

/// The months of one language, for tables made of them.
pub const fn months(language: Language) -> [&'static str; 12] {
    let mut names = [""; 12];
    let mut at = 0;
    while at < names.len() {
        names[at] = MONTH_ROWS[at].in_language(language);
        at += 1;
    }
    names
}

// `~` is a no-break space.
table! {
    ALL_PATTERNS;

    /// Day, month name and year: `{d}`, `{MMMM}`, `{y}`.
    LONG {
        de: "{d}.~{MMMM} {y}", en: "{d}~{MMMM} {y}", fr: "{d}~{MMMM} {y}", nl: "{d}~{MMMM} {y}",
        it: "{d}~{MMMM} {y}", es: "{d}~de~{MMMM} de {y}", pt: "{d}~de~{MMMM} de {y}",
        pl: "{d}~{MMMM} {y}", cs: "{d}.~{MMMM} {y}", sk: "{d}.~{MMMM} {y}", da: "{d}.~{MMMM} {y}",
        sv: "{d}~{MMMM} {y}", nb: "{d}.~{MMMM} {y}", fi: "{d}.~{MMMM} {y}", tr: "{d}~{MMMM} {y}",
        uk: "{d}~{MMMM} {y}~р.", el: "{d}~{MMMM} {y}", hu: "{y}. {MMMM}~{d}.",
        "en-US": "{MMMM}~{d}, {y}",
    }

    /// In figures as short as they are: `{d}`, `{M}`, `{y}` (skeleton yMd). Italian has no
    /// leading zeros here, which CLDR has had since 48.
    SHORT {
        de: "{d}.{M}.{y}", en: "{dd}/{MM}/{y}", fr: "{dd}/{MM}/{y}", nl: "{d}-{M}-{y}",
        it: "{d}/{M}/{y}", es: "{d}/{M}/{y}", pt: "{dd}/{MM}/{y}", pl: "{d}.{MM}.{y}",
        cs: "{d}.~{M}.~{y}", sk: "{d}.~{M}.~{y}", da: "{d}.{M}.{y}", sv: "{y}-{MM}-{dd}",
        nb: "{d}.{M}.{y}", fi: "{d}.{M}.{y}", tr: "{dd}.{MM}.{y}", uk: "{dd}.{MM}.{y}",
        el: "{d}/{M}/{y}", hu: "{y}.~{MM}.~{dd}.", "en-US": "{M}/{d}/{y}",
    }

    /// In two figures: `{dd}`, `{MM}`, `{y}`, in the order and with the signs of the short form.
    NUMERIC {
        de: "{dd}.{MM}.{y}", en: "{dd}/{MM}/{y}", fr: "{dd}/{MM}/{y}", nl: "{dd}-{MM}-{y}",
        it: "{dd}/{MM}/{y}", es: "{dd}/{MM}/{y}", pt: "{dd}/{MM}/{y}", pl: "{dd}.{MM}.{y}",
        cs: "{dd}.~{MM}.~{y}", sk: "{dd}.~{MM}.~{y}", da: "{dd}.{MM}.{y}", sv: "{y}-{MM}-{dd}",
        nb: "{dd}.{MM}.{y}", fi: "{dd}.{MM}.{y}", tr: "{dd}.{MM}.{y}", uk: "{dd}.{MM}.{y}",
        el: "{dd}/{MM}/{y}", hu: "{y}.~{MM}.~{dd}.", "en-US": "{MM}/{dd}/{y}",
    }

    /// Time of day: `{HH}` or `{H}`, `{mm}` (skeleton Hm).
    TIME {
        de: "{HH}.{mm}~Uhr", en: "{HH}:{mm}", fr: "{HH}~h~{mm}", nl: "{HH}.{mm}~uur",
        it: "{HH}:{mm}", es: "{HH}:{mm}", pt: "{HH}:{mm}", pl: "{HH}:{mm}", cs: "{H}:{mm}",
        sk: "{H}:{mm}", da: "{HH}.{mm}", sv: "{HH}:{mm}", nb: "{HH}:{mm}", fi: "{H}.{mm}",
        tr: "{HH}:{mm}", uk: "{HH}:{mm}", el: "{HH}:{mm}", hu: "{H}:{mm}",
    }

    /// A day of the week, the date in its long form and a time of day (dateFormats full,
    /// atTime).
    MOMENT {
        de: "{day}, {date}, {time}", en: "{day}, {date}, {time}", fr: "{day} {date}, {time}",
        nl: "{day} {date}, {time}", it: "{day} {date}, {time}", es: "{day}, {date}, {time}",
        pt: "{day}, {date}, às~{time}", pl: "{day}, {date}, {time}", cs: "{day} {date} v~{time}",
        sk: "{day} {date} o~{time}", da: "{day} den {date} kl.~{time}",
        sv: "{day} {date} kl.~{time}", nb: "{day} {date} kl.~{time}",
        fi: "{day} {date} klo~{time}", tr: "{date} {day}, {time}", uk: "{day}, {date}, о~{time}",
        el: "{day} {date}, {time}", hu: "{date}, {day}, {time}",
    }

    /// Between groups of three figures.
    GROUP {
        de: ".", en: ",", fr: "\u{202f}", nl: ".", it: ".", es: ".", pt: "\u{a0}", pl: "\u{a0}",
        cs: "\u{a0}", sk: "\u{a0}", da: ".", sv: "\u{a0}", nb: "\u{a0}", fi: "\u{a0}", tr: ".",
        uk: "\u{a0}", el: ".", hu: "\u{a0}", "de-AT": "\u{a0}", "de-CH": "’", "de-LI": "’",
        "pt-BR": ".",
    }

    /// The same in numbers of four figures, where some languages leave it out
    /// (minimumGroupingDigits 2).
    GROUP_OF_FOUR {
        de: ".", en: ",", fr: "\u{202f}", nl: ".", it: "", es: "", pt: "", pl: "", cs: "\u{a0}",
        sk: "\u{a0}", da: ".", sv: "\u{a0}", nb: "\u{a0}", fi: "\u{a0}", tr: ".", uk: "\u{a0}",
        el: ".", hu: "", "de-AT": "\u{a0}", "de-CH": "’", "de-LI": "’", "pt-BR": ".",
    }
}

const MONTH_ROWS: [Row; 12] = [
    row! {
        de: "Januar", en: "January", fr: "janvier", nl: "januari", it: "gennaio", es: "enero",
        pt: "janeiro", pl: "stycznia", cs: "ledna", sk: "januára", da: "januar", sv: "januari",
        nb: "januar", fi: "tammikuuta", tr: "Ocak", uk: "січня", el: "Ιανουαρίου", hu: "január",
        "de-AT": "Jänner",
    },
    row! {
        de: "Februar", en: "February", fr: "février", nl: "februari", it: "febbraio",
        es: "febrero", pt: "fevereiro", pl: "lutego", cs: "února", sk: "februára", da: "februar",
        sv: "februari", nb: "februar", fi: "helmikuuta", tr: "Şubat", uk: "лютого",
        el: "Φεβρουαρίου", hu: "február",
    },
    row! {
        de: "März", en: "March", fr: "mars", nl: "maart", it: "marzo", es: "marzo", pt: "março",
        pl: "marca", cs: "března", sk: "marca", da: "marts", sv: "mars", nb: "mars",
        fi: "maaliskuuta", tr: "Mart", uk: "березня", el: "Μαρτίου", hu: "március",
    },
    row! {
        de: "April", en: "April", fr: "avril", nl: "april", it: "aprile", es: "abril",
        pt: "abril", pl: "kwietnia", cs: "dubna", sk: "apríla", da: "april", sv: "april",
        nb: "april", fi: "huhtikuuta", tr: "Nisan", uk: "квітня", el: "Απριλίου", hu: "április",
    },
    row! {
        de: "Mai", en: "May", fr: "mai", nl: "mei", it: "maggio", es: "mayo", pt: "maio",
        pl: "maja", cs: "května", sk: "mája", da: "maj", sv: "maj", nb: "mai", fi: "toukokuuta",
        tr: "Mayıs", uk: "травня", el: "Μαΐου", hu: "május",
    },
    row! {
        de: "Juni", en: "June", fr: "juin", nl: "juni", it: "giugno", es: "junio", pt: "junho",
        pl: "czerwca", cs: "června", sk: "júna", da: "juni", sv: "juni", nb: "juni",
        fi: "kesäkuuta", tr: "Haziran", uk: "червня", el: "Ιουνίου", hu: "június",
    },
    row! {
        de: "Juli", en: "July", fr: "juillet", nl: "juli", it: "luglio", es: "julio", pt: "julho",
        pl: "lipca", cs: "července", sk: "júla", da: "juli", sv: "juli", nb: "juli",
        fi: "heinäkuuta", tr: "Temmuz", uk: "липня", el: "Ιουλίου", hu: "július",
    },
    row! {
        de: "August", en: "August", fr: "août", nl: "augustus", it: "agosto", es: "agosto",
        pt: "agosto", pl: "sierpnia", cs: "srpna", sk: "augusta", da: "august", sv: "augusti",
        nb: "august", fi: "elokuuta", tr: "Ağustos", uk: "серпня", el: "Αυγούστου",
        hu: "augusztus",
    },
    row! {
        de: "September", en: "September", fr: "septembre", nl: "september", it: "settembre",
        es: "septiembre", pt: "setembro", pl: "września", cs: "září", sk: "septembra",
        da: "september", sv: "september", nb: "september", fi: "syyskuuta", tr: "Eylül",
        uk: "вересня", el: "Σεπτεμβρίου", hu: "szeptember",
    },
    row! {
        de: "Oktober", en: "October", fr: "octobre", nl: "oktober", it: "ottobre", es: "octubre",
        pt: "outubro", pl: "października", cs: "října", sk: "októbra", da: "oktober",
        sv: "oktober", nb: "oktober", fi: "lokakuuta", tr: "Ekim", uk: "жовтня", el: "Οκτωβρίου",
        hu: "október",
    },
    row! {
        de: "November", en: "November", fr: "novembre", nl: "november", it: "novembre",
        es: "noviembre", pt: "novembro", pl: "listopada", cs: "listopadu", sk: "novembra",
        da: "november", sv: "november", nb: "november", fi: "marraskuuta", tr: "Kasım",
        uk: "листопада", el: "Νοεμβρίου", hu: "november",
    },
    row! {
        de: "Dezember", en: "December", fr: "décembre", nl: "december", it: "dicembre",
        es: "diciembre", pt: "dezembro", pl: "grudnia", cs: "prosince", sk: "decembra",
        da: "december", sv: "december", nb: "desember", fi: "joulukuuta", tr: "Aralık",
        uk: "грудня", el: "Δεκεμβρίου", hu: "december",
    },
];

const DAY_ROWS: [Row; 7] = [
    row! {
        de: "Montag", en: "Monday", fr: "lundi", nl: "maandag", it: "lunedì", es: "lunes",
        pt: "segunda-feira", pl: "poniedziałek", cs: "pondělí", sk: "pondelok", da: "mandag",
        sv: "måndag", nb: "mandag", fi: "maanantaina", tr: "Pazartesi", uk: "понеділок",
        el: "Δευτέρα", hu: "hétfő",
    },
    row! {
        de: "Dienstag", en: "Tuesday", fr: "mardi", nl: "dinsdag", it: "martedì", es: "martes",
        pt: "terça-feira", pl: "wtorek", cs: "úterý", sk: "utorok", da: "tirsdag", sv: "tisdag",
        nb: "tirsdag", fi: "tiistaina", tr: "Salı", uk: "вівторок", el: "Τρίτη", hu: "kedd",
    },
    row! {
        de: "Mittwoch", en: "Wednesday", fr: "mercredi", nl: "woensdag", it: "mercoledì",
        es: "miércoles", pt: "quarta-feira", pl: "środa", cs: "středa", sk: "streda",
        da: "onsdag", sv: "onsdag", nb: "onsdag", fi: "keskiviikkona", tr: "Çarşamba",
        uk: "середа", el: "Τετάρτη", hu: "szerda",
    },
    row! {
        de: "Donnerstag", en: "Thursday", fr: "jeudi", nl: "donderdag", it: "giovedì",
        es: "jueves", pt: "quinta-feira", pl: "czwartek", cs: "čtvrtek", sk: "štvrtok",
        da: "torsdag", sv: "torsdag", nb: "torsdag", fi: "torstaina", tr: "Perşembe",
        uk: "четвер", el: "Πέμπτη", hu: "csütörtök",
    },
    row! {
        de: "Freitag", en: "Friday", fr: "vendredi", nl: "vrijdag", it: "venerdì", es: "viernes",
        pt: "sexta-feira", pl: "piątek", cs: "pátek", sk: "piatok", da: "fredag", sv: "fredag",
        nb: "fredag", fi: "perjantaina", tr: "Cuma", uk: "п\u{2bc}ятниця", el: "Παρασκευή",
        hu: "péntek",
    },
    row! {
        de: "Samstag", en: "Saturday", fr: "samedi", nl: "zaterdag", it: "sabato", es: "sábado",
        pt: "sábado", pl: "sobota", cs: "sobota", sk: "sobota", da: "lørdag", sv: "lördag",
        nb: "lørdag", fi: "lauantaina", tr: "Cumartesi", uk: "субота", el: "Σάββατο",
        hu: "szombat",
    },
    row! {
        de: "Sonntag", en: "Sunday", fr: "dimanche", nl: "zondag", it: "domenica", es: "domingo",
        pt: "domingo", pl: "niedziela", cs: "neděle", sk: "nedeľa", da: "søndag", sv: "söndag",
        nb: "søndag", fi: "sunnuntaina", tr: "Pazar", uk: "неділя", el: "Κυριακή", hu: "vasárnap",
    },
];

/// A number in groups of three digits.
pub fn grouped(number: usize, separator: &str) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}
