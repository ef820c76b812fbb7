//! Dates, times and embargoes in words, by language: how the patterns of
//! [`words`] are filled in.

use jiff::civil::{Date, DateTime};

use super::Lang;
use super::clocks;
use super::layout::DateFormat;
use super::release::Embargo;
use super::words::{self, Language};

const NBSP: &str = "\u{a0}";

/// A date as the house writes it, in the language of the release.
pub fn format(date: Date, format: DateFormat, language: &Lang) -> String {
    match format {
        DateFormat::Long => long(date, language),
        DateFormat::Short => fill(words::SHORT.of(language), date, language),
        DateFormat::Numeric => fill(words::NUMERIC.of(language), date, language),
        DateFormat::Iso => date.to_string(),
    }
}

/// The day of the week, e.g. `Freitag`.
pub fn weekday(date: Date, language: &Lang) -> &'static str {
    let index = usize::try_from(date.weekday().to_monday_zero_offset());
    index.ok().and_then(|i| words::DAYS.get(i)).map_or("", |day| day.of(language))
}

/// The month of a name as written in running text, from 1.
pub(crate) fn month(name: &str, language: &Lang) -> Option<i8> {
    let index = words::MONTHS.iter().position(|month| month.of(language) == name)?;
    i8::try_from(index + 1).ok()
}

/// Whether a word is the name of a day of the week.
pub(crate) fn is_weekday(name: &str, language: &Lang) -> bool {
    words::DAYS.iter().any(|day| day.of(language) == name)
}

/// The embargo in one sentence, e.g. `Sperrfrist: Freitag, 19. Februar 2021,
/// 10.00 Uhr`: a moment with an offset by the clocks of the house, whose IANA
/// time zone `zone` is. Outside German the offset is added, for readers far
/// away; in German too where the house names no zone.
pub fn embargo(embargo: &Embargo, zone: Option<&str>, language: &Lang) -> String {
    match embargo {
        Embargo::Event(event) => words::EMBARGOED_FOR.of(language).replace("{}", event.as_str()),
        Embargo::Until { at, offset_minutes, .. } => {
            let moment = moment(*at, *offset_minutes, zone, language);
            words::EMBARGOED_UNTIL.of(language).replace("{}", &moment)
        }
    }
}

/// The note that belongs to an embargoed speech.
pub fn spoken_word(language: &Lang) -> &'static str {
    words::SPOKEN_WORD.of(language)
}

fn moment(at: DateTime, written: Option<i32>, zone: Option<&str>, language: &Lang) -> String {
    let house = written.zip(zone).and_then(|(east, zone)| clocks::local(at, east, zone));
    let (at, offset) = match house {
        Some((at, offset)) => {
            let german = Language::of(language) == Some(Language::German);
            (at, (!german).then(|| clocks::minutes(offset)))
        }
        None => (at, written),
    };
    let moment = words::MOMENT
        .of(language)
        .replace("{day}", weekday(at.date(), language))
        .replace("{date}", &long(at.date(), language))
        .replace("{time}", &fill_time(words::TIME.of(language), at))
        .replace('~', NBSP);
    moment + &offset.map(utc_offset).unwrap_or_default()
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

fn long(date: Date, language: &Lang) -> String {
    // French counts the first of the month as an ordinal (CLDR: 1er).
    let pattern = match (Language::of(language), date.day()) {
        (Some(Language::French), 1) => "1er~{MMMM} {y}",
        _ => words::LONG.of(language),
    };
    fill(pattern, date, language)
}

/// Fills in a pattern of CLDR letters in braces.
fn fill(pattern: &str, date: Date, language: &Lang) -> String {
    let month = usize::try_from(date.month() - 1).ok().and_then(|i| words::MONTHS.get(i));
    pattern
        .replace("{d}", &date.day().to_string())
        .replace("{dd}", &format!("{:02}", date.day()))
        .replace("{M}", &date.month().to_string())
        .replace("{MM}", &format!("{:02}", date.month()))
        .replace("{MMMM}", month.map_or("", |month| month.of(language)))
        .replace("{y}", &date.year().to_string())
        .replace('~', NBSP)
}

fn fill_time(pattern: &str, at: DateTime) -> String {
    pattern
        .replace("{HH}", &format!("{:02}", at.hour()))
        .replace("{H}", &at.hour().to_string())
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
            ("pt-BR", "7~de~fevereiro de 2021", "07/02/2021", "07/02/2021"),
            ("cs", "7.~února 2021", "7.~2.~2021", "07.~02.~2021"),
            ("sk", "7.~februára 2021", "7.~2.~2021", "07.~02.~2021"),
            ("da", "7.~februar 2021", "7.2.2021", "07.02.2021"),
            ("sv", "7~februari 2021", "2021-02-07", "2021-02-07"),
            ("no", "7.~februar 2021", "7.2.2021", "07.02.2021"),
            ("fi", "7.~helmikuuta 2021", "7.2.2021", "07.02.2021"),
            ("tr", "7~Şubat 2021", "07.02.2021", "07.02.2021"),
            ("uk", "7~лютого 2021~р.", "07.02.2021", "07.02.2021"),
            ("el", "7~Φεβρουαρίου 2021", "7/2/2021", "07/02/2021"),
            ("hu", "2021. február~7.", "2021.~02.~07.", "2021.~02.~07."),
        ] {
            let [long, short, numeric] = [long, short, numeric].map(|f| f.replace('~', NBSP));
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
        let day = datetime(2021, 12, 31, 23, 59, 0, 0);
        let until = Embargo::Until { at: day, offset_minutes: None, text: Text::synthetic("") };
        for tag in Language::ALL.iter().map(|language| language.tag()).chain(["en-US"]) {
            let language = lang(tag);
            for form in [DateFormat::Long, DateFormat::Short, DateFormat::Numeric] {
                let date = format(day.date(), form, &language);
                assert!(date.contains("31") && date.contains("2021"), "{tag}: {date}");
                assert!(!date.contains(['{', '}', '~']), "{tag}: {date}");
            }
            let said = embargo(&until, None, &language);
            assert!(said.contains("23") && said.contains("59"), "{tag}: {said}");
            assert!(!said.contains(['{', '}', '~']), "{tag}: {said}");
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
            plain(embargo(&until(Some(60)), Some("Europe/Berlin"), &Lang::german())),
            "Sperrfrist: Freitag, 19. Februar 2021, 10.00 Uhr"
        );
        assert_eq!(
            plain(embargo(&until(Some(-210)), None, &lang("en"))),
            "Embargoed until Friday, 19 February 2021, 10:00 (UTC−3:30)"
        );
        assert_eq!(
            plain(embargo(&until(None), None, &lang("fr"))),
            "Sous embargo jusqu’au vendredi 19 février 2021, 10 h 00"
        );
        let speech = Embargo::Event(Text::synthetic("Redebeginn"));
        assert_eq!(embargo(&speech, None, &Lang::german()), "Sperrfrist: Redebeginn");
        for (tag, said) in [
            ("pt", "Sob embargo até sexta-feira, 19 de fevereiro de 2021, às 10:00"),
            ("pl", "Embargo do: piątek, 19 lutego 2021, 10:00"),
            ("cs", "Embargo do: pátek 19. února 2021 v 10:00"),
            ("da", "Klausuleret til fredag den 19. februar 2021 kl. 10.00"),
            ("sv", "Embargo till fredag 19 februari 2021 kl. 10:00"),
            ("fi", "Julkaisuvapaa perjantaina 19. helmikuuta 2021 klo 10.00"),
            ("tr", "Ambargo bitişi: 19 Şubat 2021 Cuma, 10:00"),
            ("el", "Εμπάργκο έως: Παρασκευή 19 Φεβρουαρίου 2021, 10:00"),
            ("hu", "Az embargó vége: 2021. február 19., péntek, 10:00"),
        ] {
            assert_eq!(plain(embargo(&until(None), None, &lang(tag))), said);
        }
    }

    #[test]
    fn embargoes_are_told_by_the_clocks_of_the_house() {
        let (german, english) = (Lang::german(), lang("en"));
        let said = |month, offset, zone, language| {
            let at = datetime(2026, month, 17, 16, 0, 0, 0);
            let until =
                Embargo::Until { at, offset_minutes: Some(offset), text: Text::synthetic("") };
            embargo(&until, zone, language).replace(NBSP, " ")
        };
        let berlin = Some("Europe/Berlin");
        for (month, offset, zone, language, end) in [
            (9, 0, berlin, &german, "17. September 2026, 18.00 Uhr"),
            (9, 0, berlin, &english, "17 September 2026, 18:00 (UTC+2)"),
            (9, 120, berlin, &german, "17. September 2026, 16.00 Uhr"),
            (1, 120, berlin, &german, "17. Januar 2026, 15.00 Uhr"),
            (1, 120, berlin, &english, "17 January 2026, 15:00 (UTC+1)"),
            (9, -480, berlin, &german, "Freitag, 18. September 2026, 02.00 Uhr"),
            (1, 120, None, &german, "17. Januar 2026, 16.00 Uhr (UTC+2)"),
            (9, 0, None, &german, "17. September 2026, 16.00 Uhr (UTC)"),
            (9, 0, None, &english, "17 September 2026, 16:00 (UTC)"),
        ] {
            let said = said(month, offset, zone, language);
            assert!(said.ends_with(end), "{said}");
        }
    }
}
