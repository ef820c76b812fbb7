//! Dates, times and embargoes in words, by language.
//!
//! Names and orders of day, month and year are those of CLDR 48 (gregorian
//! calendar: months format-wide, days format-wide, dateFormats long and the
//! skeletons yMd and yMMdd), kept by hand for the languages of press offices.

use jiff::civil::{Date, DateTime};

use super::Lang;
use super::layout::DateFormat;
use super::release::Embargo;

const NBSP: &str = "\u{a0}";

/// How a language writes dates.
struct Locale {
    /// The tag, or its primary part; the longest match counts.
    tag: &'static str,
    months: [&'static str; 12],
    /// From Monday.
    days: [&'static str; 7],
    /// Day, month name and year as `{d}`, `{MMMM}`, `{y}`; `~` is a no-break
    /// space.
    long: &'static str,
    /// In figures as short as they are: `{d}`, `{M}`, `{y}`.
    short: &'static str,
    /// In two figures: `{dd}`, `{MM}`, `{y}`.
    numeric: &'static str,
    /// The embargo; `{}` is the moment or the event.
    embargo: &'static str,
    /// Time of day: `{HH}`, `{mm}`.
    time: &'static str,
    /// "Es gilt das gesprochene Wort."
    spoken: &'static str,
}

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const AUSTRIAN_MONTHS: [&str; 12] = [
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const GERMAN_DAYS: [&str; 7] =
    ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"];

const ENGLISH_DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const GERMAN: Locale = Locale {
    tag: "de",
    months: GERMAN_MONTHS,
    days: GERMAN_DAYS,
    long: "{d}.~{MMMM} {y}",
    short: "{d}.{M}.{y}",
    numeric: "{dd}.{MM}.{y}",
    embargo: "Sperrfrist: {}",
    time: "{HH}.{mm}~Uhr",
    spoken: "Es gilt das gesprochene Wort.",
};

const BRITISH: Locale = Locale {
    tag: "en",
    months: ENGLISH_MONTHS,
    days: ENGLISH_DAYS,
    long: "{d}~{MMMM} {y}",
    short: "{dd}/{MM}/{y}",
    numeric: "{dd}/{MM}/{y}",
    embargo: "Embargoed until {}",
    time: "{HH}:{mm}",
    spoken: "Check against delivery.",
};

/// A tag that is longer must stand before its primary part.
const LOCALES: &[Locale] = &[
    Locale { tag: "de-AT", months: AUSTRIAN_MONTHS, ..GERMAN },
    GERMAN,
    Locale {
        tag: "en-US",
        long: "{MMMM}~{d}, {y}",
        short: "{M}/{d}/{y}",
        numeric: "{MM}/{dd}/{y}",
        ..BRITISH
    },
    BRITISH,
    Locale {
        tag: "fr",
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
        long: "{d}~{MMMM} {y}",
        short: "{dd}/{MM}/{y}",
        numeric: "{dd}/{MM}/{y}",
        embargo: "Sous embargo jusqu’au {}",
        time: "{HH}~h~{mm}",
        spoken: "Seul le prononcé fait foi.",
    },
    Locale {
        tag: "nl",
        months: [
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
        ],
        days: ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
        long: "{d}~{MMMM} {y}",
        short: "{d}-{M}-{y}",
        numeric: "{dd}-{MM}-{y}",
        embargo: "Onder embargo tot {}",
        time: "{HH}.{mm}~uur",
        spoken: "Alleen de uitgesproken tekst geldt.",
    },
    Locale {
        tag: "it",
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        days: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        long: "{d}~{MMMM} {y}",
        short: "{d}/{M}/{y}",
        numeric: "{dd}/{MM}/{y}",
        embargo: "Sotto embargo fino a {}",
        time: "{HH}:{mm}",
        spoken: "Fa fede il discorso pronunciato.",
    },
    Locale {
        tag: "es",
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
        long: "{d}~de~{MMMM} de {y}",
        short: "{d}/{M}/{y}",
        numeric: "{dd}/{MM}/{y}",
        embargo: "Embargado hasta el {}",
        time: "{HH}:{mm}",
        spoken: "Prevalece el discurso pronunciado.",
    },
    Locale {
        tag: "pl",
        months: [
            "stycznia",
            "lutego",
            "marca",
            "kwietnia",
            "maja",
            "czerwca",
            "lipca",
            "sierpnia",
            "września",
            "października",
            "listopada",
            "grudnia",
        ],
        days: ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
        long: "{d}~{MMMM} {y}",
        short: "{d}.{MM}.{y}",
        numeric: "{dd}.{MM}.{y}",
        embargo: "Embargo do: {}",
        time: "{HH}:{mm}",
        spoken: "Obowiązuje słowo wygłoszone.",
    },
];

/// Whether there are months and weekdays in a language.
pub fn knows(language: &Lang) -> bool {
    LOCALES.iter().any(|locale| locale.tag == language.primary())
}

/// What is taken for a language: its own row, its primary language's, or
/// British English.
fn locale(language: &Lang) -> &'static Locale {
    let find = |tag: &str| LOCALES.iter().find(|locale| locale.tag.eq_ignore_ascii_case(tag));
    find(language.as_str()).or_else(|| find(language.primary())).unwrap_or(&BRITISH)
}

/// A date as the house writes it, in the language of the release.
pub fn format(date: Date, format: DateFormat, language: &Lang) -> String {
    let locale = locale(language);
    match format {
        DateFormat::Long => long(date, locale),
        DateFormat::Short => fill(locale.short, date, locale),
        DateFormat::Numeric => fill(locale.numeric, date, locale),
        DateFormat::Iso => date.to_string(),
    }
}

/// The day of the week, e.g. `Freitag`.
pub fn weekday(date: Date, language: &Lang) -> &'static str {
    let index = date.weekday().to_monday_zero_offset();
    usize::try_from(index).ok().and_then(|i| locale(language).days.get(i)).copied().unwrap_or("")
}

/// The month of a name as written in running text, from 1.
pub(crate) fn month(name: &str, language: &Lang) -> Option<i8> {
    let index = locale(language).months.iter().position(|month| *month == name)?;
    i8::try_from(index + 1).ok()
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(name: &str, language: &Lang) -> bool {
    locale(language).days.contains(&name)
}

/// The embargo in one sentence, e.g. `Sperrfrist: Freitag, 19. Februar 2021,
/// 10.00 Uhr`. Outside German the offset is added, for readers far away.
pub fn embargo(embargo: &Embargo, language: &Lang) -> String {
    let when = match embargo {
        Embargo::Event(event) => event.as_str().to_owned(),
        Embargo::Until { at, offset_minutes, .. } => moment(*at, *offset_minutes, language),
    };
    locale(language).embargo.replace("{}", &when)
}

/// The note that belongs to an embargoed speech.
pub fn spoken_word(language: &Lang) -> &'static str {
    locale(language).spoken
}

fn moment(at: DateTime, offset_minutes: Option<i32>, language: &Lang) -> String {
    let locale = locale(language);
    let date = long(at.date(), locale);
    let time = fill_time(locale.time, at);
    let offset = offset_minutes.filter(|_| language.primary() != "de").map(utc_offset);
    // CLDR dateFormats full: French, Italian and Dutch put no comma after the day.
    let comma = if matches!(language.primary(), "fr" | "it" | "nl") { "" } else { "," };
    let day = weekday(at.date(), language);
    format!("{day}{comma} {date}, {time}{}", offset.unwrap_or_default())
}

/// ` (UTC+1)`, ` (UTC−3:30)`, ` (UTC)`.
fn utc_offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => " (UTC)".to_owned(),
        (hours, 0) => format!(" (UTC{sign}{hours})"),
        (hours, rest) => format!(" (UTC{sign}{hours}:{rest:02})"),
    }
}

fn long(date: Date, locale: &Locale) -> String {
    // French counts the first of the month as an ordinal (CLDR: 1er).
    let pattern = match (locale.tag, date.day()) {
        ("fr", 1) => "1er~{MMMM} {y}",
        _ => locale.long,
    };
    fill(pattern, date, locale)
}

/// Fills in a pattern of CLDR letters in braces.
fn fill(pattern: &str, date: Date, locale: &Locale) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|i| locale.months.get(i));
    pattern
        .replace("{d}", &date.day().to_string())
        .replace("{dd}", &format!("{:02}", date.day()))
        .replace("{M}", &date.month().to_string())
        .replace("{MM}", &format!("{:02}", date.month()))
        .replace("{MMMM}", month.copied().unwrap_or(""))
        .replace("{y}", &date.year().to_string())
        .replace('~', NBSP)
}

fn fill_time(pattern: &str, at: DateTime) -> String {
    pattern
        .replace("{HH}", &format!("{:02}", at.hour()))
        .replace("{mm}", &format!("{:02}", at.minute()))
        .replace('~', NBSP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;
    use jiff::civil::{date, datetime};

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).unwrap()
    }

    #[test]
    fn every_language_writes_its_own_dates() {
        let day = date(2021, 2, 7);
        for (tag, long, short, numeric) in [
            ("de", "7.~Februar 2021", "7.2.2021", "07.02.2021"),
            ("en-GB", "7~February 2021", "07/02/2021", "07/02/2021"),
            ("en-US", "February~7, 2021", "2/7/2021", "02/07/2021"),
            ("fr-CA", "7~février 2021", "07/02/2021", "07/02/2021"),
            ("nl", "7~februari 2021", "7-2-2021", "07-02-2021"),
            ("it", "7~febbraio 2021", "7/2/2021", "07/02/2021"),
            ("es", "7~de~febrero de 2021", "7/2/2021", "07/02/2021"),
            ("pl", "7~lutego 2021", "7.02.2021", "07.02.2021"),
        ] {
            let long = long.replace('~', NBSP);
            assert_eq!(format(day, DateFormat::Long, &lang(tag)), long, "{tag}");
            assert_eq!(format(day, DateFormat::Short, &lang(tag)), short, "{tag}");
            assert_eq!(format(day, DateFormat::Numeric, &lang(tag)), numeric, "{tag}");
            assert_eq!(format(day, DateFormat::Iso, &lang(tag)), "2021-02-07", "{tag}");
        }
        let new_year = date(2026, 1, 1);
        assert_eq!(format(new_year, DateFormat::Long, &lang("de-AT")), "1.\u{a0}Jänner 2026");
        assert_eq!(format(new_year, DateFormat::Long, &lang("fr")), "1er\u{a0}janvier 2026");
    }

    #[test]
    fn no_pattern_keeps_a_token() {
        for locale in LOCALES {
            let day = datetime(2021, 12, 31, 23, 59, 0, 0);
            for pattern in [locale.long, locale.short, locale.numeric] {
                assert!(!fill(pattern, day.date(), locale).contains(['{', '}']), "{}", locale.tag);
            }
            assert!(!fill_time(locale.time, day).contains(['{', '}']), "{}", locale.tag);
            assert!(locale.embargo.contains("{}"), "{}", locale.tag);
        }
    }

    #[test]
    fn longer_tags_stand_first() {
        for (i, locale) in LOCALES.iter().enumerate() {
            let primary = locale.tag.split('-').next().unwrap();
            assert!(
                LOCALES[..i].iter().all(|before| before.tag != primary || locale.tag == primary)
            );
        }
    }

    #[test]
    fn embargoes_are_a_sentence() {
        let until = |offset_minutes| Embargo::Until {
            at: datetime(2021, 2, 19, 10, 0, 0, 0),
            offset_minutes,
            text: Text::synthetic(""),
        };
        let plain = |text: String| text.replace(NBSP, " ");
        assert_eq!(
            plain(embargo(&until(Some(60)), &Lang::german())),
            "Sperrfrist: Freitag, 19. Februar 2021, 10.00 Uhr"
        );
        assert_eq!(
            plain(embargo(&until(Some(-210)), &lang("en"))),
            "Embargoed until Friday, 19 February 2021, 10:00 (UTC−3:30)"
        );
        assert_eq!(
            plain(embargo(&until(None), &lang("fr"))),
            "Sous embargo jusqu’au vendredi 19 février 2021, 10 h 00"
        );
        let speech = Embargo::Event(Text::synthetic("Redebeginn"));
        assert_eq!(embargo(&speech, &Lang::german()), "Sperrfrist: Redebeginn");
    }
}
