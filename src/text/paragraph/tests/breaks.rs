//! Where lines may end.

use super::*;
use crate::text::breaker::{Breaker, Item, LineWidths, Params};
use crate::unit::Length;

#[test]
fn gender_signs_stay_with_their_word() {
    let text = "Die Entscheidungsträger*innen, Oberbürgermeister:innen, Bürger_innen, \
        Schüler·innen, Wissenschaftler/-innen und Kolleg/innen der Bürger*innenversammlung";
    for lines in all_settings(text) {
        for pair in lines.windows(2) {
            let [line, next] = pair else { unreachable!() };
            let (line, next) = (line.trim_end(), next.as_str());
            let sign = ['*', ':', '_', '·', '/'];
            assert!(!line.ends_with(sign) && !next.starts_with(sign), "{line}|{next}");
            let Some(start) = line.strip_suffix('\u{AD}') else {
                assert!(!line.ends_with("/-"), "{line}|{next}");
                continue;
            };
            let last = start.rsplit(' ').next().unwrap();
            let first = next.split(' ').next().unwrap();
            if let Some((_, fragment)) = last.rsplit_once(sign) {
                assert!(fragment.chars().count() >= 5, "{line}|{next}");
            }
            if let Some((fragment, rest)) = first.split_once(sign)
                && rest.starts_with(|c: char| c.is_alphabetic() || c == '-')
            {
                assert!(fragment.chars().count() >= 5, "{line}|{next}");
            }
        }
    }
}

#[test]
fn gender_sign_in_the_next_piece() {
    let mut bold = setting("de");
    bold.faces = vec![serif()];
    let pieces = [piece("alle Bürger", &setting("de")), piece("*innen kommen", &bold)];
    for mm in columns() {
        let lines = texts(&set_pieces(&pieces, &column(mm, Align::Left)).0);
        let whole = lines.iter().any(|line| line.contains("Bürger*innen"));
        assert!(whole, "{lines:?}");
    }
}

#[test]
fn hyphens_leave_two_letters_and_take_three() {
    for lines in all_settings(RELEASE) {
        for pair in lines.windows(2) {
            let Some(start) = pair[0].strip_suffix('\u{AD}') else { continue };
            if pair[1].ends_with('\u{AD}') && !pair[1].contains(' ') {
                continue; // the middle of a word that takes three lines
            }
            let before = start.chars().rev().take_while(|c| c.is_alphabetic()).count();
            let after = pair[1].chars().take_while(|c| c.is_alphabetic()).count();
            assert!(before >= 2 && after >= 3, "{}|{}", pair[0], pair[1]);
        }
    }
}

#[test]
fn dashes_never_start_a_line() {
    for lines in all_settings("Köln – Bonn – Trier – Mainz – Ulm — Rom 1990–2020 oder so – und")
    {
        assert!(!lines.iter().any(|line| line.starts_with(['–', '—'])), "{lines:?}");
        assert!(!lines.iter().any(|line| line.ends_with("1990–")), "{lines:?}");
    }
}

#[test]
fn quotation_marks_stay_with_their_words() {
    let text = "Er sagte: „Ein Neustart“, so die „Städte-Diplomatie“ (auch „Urban‘s Way“ genannt) \
        und »so fort« [sic] … zu ‚Recht‘!";
    for lines in all_settings(text) {
        for line in &lines {
            let line = line.trim_end_matches([' ', '\u{AD}']);
            assert!(!line.ends_with(['„', '‚', '(', '[', '»']), "{lines:?}");
            assert!(!line.starts_with(['“', '‘', ')', ']', '«', ',', '!', ':']), "{lines:?}");
        }
    }
}

#[test]
fn no_break_spaces_hold() {
    let text = "am 17.\u{A0}Februar um 19.30\u{A0}Uhr, z.\u{202F}B. in §\u{A0}5";
    for lines in all_settings(text) {
        for group in ["17.\u{A0}Februar", "19.30\u{A0}Uhr", "z.\u{202F}B.", "§\u{A0}5"] {
            let kept = lines.concat().replace('\u{AD}', "").contains(group);
            let parted = lines.iter().any(|line| line.ends_with(['\u{A0}', '\u{202F}']));
            assert!(kept && !parted, "{lines:?}");
        }
    }
}

#[test]
fn written_hyphens_break_after_two_letters_or_more() {
    let text = "Post-Industrial-Cities, E-Mail, U-Bahn-Tunnel, COVID-19, 27487-03, EU-weit";
    let mut broken = Vec::new();
    for lines in all_settings(text) {
        broken.extend(lines.iter().filter(|line| line.ends_with('-')).cloned());
    }
    assert!(broken.iter().any(|line| line.ends_with("Industrial-")));
    assert!(broken.iter().any(|line| line.ends_with("Bahn-")));
    for wrong in [" E-", "U-", "COVID-", "27487-"] {
        let parts = broken.iter().filter(|line| !line.ends_with("EU-"));
        assert!(!parts.clone().any(|line| line.ends_with(wrong)), "{wrong}: {broken:?}");
    }
}

/// The texts of the lines of a paragraph in a language, at every width.
fn in_language(text: &str, lang: &str) -> Vec<Vec<String>> {
    let pieces = [piece(text, &setting(lang))];
    let set = |mm| texts(&set_pieces(&pieces, &column(mm, Align::Justify)).0);
    columns().map(set).collect()
}

#[test]
fn written_hyphens_are_repeated_where_the_language_asks_for_it() {
    let text = "Pewien biało-czerwony sztandar wisi w Bielsku-Białej nad ulicą";
    for (lang, repeats, before_capital) in [
        ("pl", true, true),
        ("pt", true, true),
        ("cs", true, true),
        ("sk", true, true),
        ("hr", true, true),
        ("es", true, false),
        ("de", false, false),
        ("fr", false, false),
    ] {
        let (mut small, mut capital) = (0, 0);
        for lines in in_language(text, lang) {
            for pair in lines.windows(2) {
                let repeated = pair[0].ends_with('\u{AD}');
                small += usize::from(repeated && pair[1].starts_with("-czer"));
                capital += usize::from(repeated && pair[1].starts_with("-Bia"));
                let once = pair[0].ends_with('-') && pair[1].starts_with('-');
                assert!(!once, "{lang}: {lines:?}");
            }
            // Whatever is drawn twice is read once.
            let read = lines.concat().replace('\u{AD}', "");
            assert_eq!(read.matches('-').count(), 2, "{lang}: {lines:?}");
            assert_eq!(read, text, "{lang}");
        }
        assert_eq!((small > 0, capital > 0), (repeats, before_capital), "{lang}");
    }
}

#[test]
fn words_that_cannot_be_parted_are_one_word_where_runts_matter() {
    let text = "Der Rat berät bis Ende Juni mit allen Bürgern der Stadt über den Entwurf des \
                Haushalts für das kommende Jahr, beschlossen wird am 2.\u{A0}Juli.";
    for mm in 60..165 {
        let lines = texts(&set(text, mm, Align::Justify));
        assert_ne!(lines.last().map(String::as_str), Some("2.\u{A0}Juli."), "{mm}");
    }
}

#[test]
fn ragged_lines_end_in_no_stump() {
    let text = "Die Mitteilung steht unter vielen anderen auch unter der Adresse des Rathauses";
    for mm in 40..120 {
        for line in texts(&set(text, mm, Align::Left)) {
            let end = line.strip_suffix('\u{AD}').unwrap_or("Anfang");
            let last = end.rsplit(' ').next().unwrap_or_default();
            assert!(last.chars().count() > 3, "{mm}: {line}");
        }
    }
}

#[test]
fn addresses_break_after_their_separators_without_a_hyphen() {
    let mut address = piece("https://www.dortmund.de/presse_und-medien?seite=2", &setting("de"));
    address.address = true;
    let pieces = [piece("Mehr unter ", &setting("de")), address];
    // Where the name of the host runs off the paper it is cut.
    for mm in columns().filter(|mm| *mm > 24) {
        let lines = set_pieces(&pieces, &column(mm, Align::Left)).0;
        assert!(!lines.iter().any(|line| line.hyphenated));
        for line in texts(&lines).split_last().unwrap().1 {
            let end = line.chars().next_back().unwrap();
            assert!(['/', '.', '-', '?', '=', '_', ' '].contains(&end), "{line}");
            assert!(
                !line.ends_with(['/', ':']) || !line.contains("https:") || line.contains("de/")
            );
            assert!(!line.ends_with("www."), "{line}");
        }
    }
}

#[test]
fn short_addresses_break_only_where_they_must() {
    let mut address = piece("pressestelle@stadtdo.de", &setting("de"));
    address.address = true;
    let pieces = [piece("Fragen beantwortet die Pressestelle unter ", &setting("de")), address];
    for mm in 50..110 {
        let lines = texts(&set_pieces(&pieces, &column(mm, Align::Left)).0);
        assert!(lines.iter().any(|line| line.contains("pressestelle@stadtdo.de")), "{lines:?}");
    }
    let narrow = texts(&set_pieces(&pieces, &column(25, Align::Left)).0);
    assert!(narrow.iter().any(|line| line.ends_with('@')), "{narrow:?}");
}

#[test]
fn unbreakable_pieces_stay_whole() {
    let mut phone = piece("0231 27487-03", &setting("de"));
    phone.unbreakable = true;
    let pieces = [piece("Rufen Sie an: ", &setting("de")), phone];
    for mm in columns() {
        let lines = texts(&set_pieces(&pieces, &column(mm, Align::Justify)).0);
        assert!(lines.iter().any(|line| line.contains("0231 27487-03")), "{lines:?}");
    }
}

#[test]
fn soft_hyphens_take_precedence_in_their_word() {
    for lines in all_settings("der Wasserstoff\u{AD}offensive folgt") {
        for line in lines.iter().filter(|line| line.ends_with('\u{AD}')) {
            assert!(line.ends_with("Wasserstoff\u{AD}"), "{lines:?}");
        }
        assert_eq!(lines.concat().replace('\u{AD}', ""), "der Wasserstoffoffensive folgt");
    }
}

#[test]
fn text_is_not_hyphenated_unless_asked() {
    let mut column = column(30, Align::Justify);
    column.hyphenate = false;
    let (lines, _) =
        set_pieces(&[piece("Ober\u{AD}bürgermeister treffen sich", &setting("de"))], &column);
    assert!(lines.iter().all(|line| !line.hyphenated));
}

#[test]
fn hyphens_follow_the_language_of_the_piece() {
    let find = |lang: &str, text: &str, hyphenated: &str| {
        columns().any(|mm| {
            let (lines, _) =
                set_pieces(&[piece(text, &setting(lang))], &column(mm, Align::Justify));
            texts(&lines).iter().any(|line| line.trim_start().starts_with(hyphenated))
        })
    };
    assert!(find("en", "a hyphenation of many words indeed", "a hyphen\u{AD}"));
    assert!(find("de", "die Entscheidung der vielen Leute", "die Entschei\u{AD}"));
    assert!(find("uk", "за демократія і так далі", "за демокра\u{AD}"));
}

#[test]
fn forced_breaks_end_lines() {
    let lines = set("Erste\u{2028}zweite Zeile \u{2028}\u{2028}vierte", 100, Align::Justify);
    assert_eq!(texts(&lines), ["Erste ", "zweite Zeile  ", " ", "vierte"]);
    assert!(lines.iter().all(|line| line.word_space == 1.0));
}

#[test]
fn no_more_hyphens_in_a_row_than_allowed() {
    let text = RELEASE.repeat(2);
    for mm in [75, 90, 110] {
        let lines = set(&text, mm, Align::Justify);
        let ladder = |window: &[Line]| window.iter().all(|line| line.hyphenated);
        assert!(!lines.windows(3).any(ladder), "{mm}");
    }
}

#[test]
fn short_words_are_not_left_alone_on_the_last_line() {
    for mm in [75, 100, 110, 165] {
        let lines = set(RELEASE, mm, Align::Justify);
        let last = line_text(lines.last().unwrap());
        assert!(last.chars().count() > 6, "{mm}: {last}");
        assert!(lines.last().unwrap().width > Length::pt(22), "{mm}: {last}");
    }
}

#[test]
fn a_word_wider_than_any_line_breaks_between_letters() {
    let word = "qxvzwkjh".repeat(500);
    let text = format!("Das Wort {word} ist lang.");
    for align in [Align::Justify, Align::Left, Align::Right] {
        let (lines, diags) = set_pieces(&[piece(&text, &setting("de"))], &column(100, align));
        assert_eq!(texts(&lines).concat(), text);
        assert!(lines.iter().all(|line| line.overfull.is_none() && !line.hyphenated));
        assert!(lines.iter().all(|line| line.width <= Length::mm(101)), "{align:?}");
        let [finding] = &diags.iter().collect::<Vec<_>>()[..] else { panic!("{diags:#?}") };
        assert_eq!(finding.code, "overfull-line");
        assert!(
            finding.message.contains("“qxvzwkjh") && finding.message.contains("between letters")
        );
        // Nothing is left empty before it.
        assert!(texts(&lines)[0].starts_with("Das Wort qxv"), "{:?}", texts(&lines)[0]);
    }
}

#[test]
fn letters_keep_their_accents_where_a_word_is_cut() {
    let text = "e\u{301}q".repeat(200);
    let (lines, _) = set_pieces(&[piece(&text, &setting("de"))], &column(40, Align::Left));
    assert!(lines.len() > 5 && !texts(&lines).iter().any(|line| line.starts_with('\u{301}')));
}

#[test]
fn a_word_that_is_too_wide_is_rather_hyphenated() {
    let mut column = column(40, Align::Left);
    column.hyphenate = false;
    let text = "Neue Grundstücksverkehrsgenehmigung erteilt";
    let (lines, diags) = set_pieces(&[piece(text, &setting("de"))], &column);
    assert!(lines.iter().all(|line| line.overfull.is_none()), "{:?}", texts(&lines));
    assert!(texts(&lines)[0].ends_with("Grundstücks\u{AD}"), "{:?}", texts(&lines));
    let messages: Vec<_> = diags.iter().map(|d| d.message.as_str()).collect();
    let [message] = messages[..] else { panic!("{messages:?}") };
    assert!(message.contains("“Grundstücksverkehrsgenehmigung”"), "{message}");
}

/// Ever longer words take ever so many steps more, not the square of it.
#[test]
fn the_work_for_a_long_word_grows_with_its_length() {
    let steps = |count: usize| {
        let items: Vec<_> =
            (0..count).flat_map(|_| [Item::rigid(Length::pt(5)), Item::penalty(1000)]).collect();
        let widths = LineWidths::uniform(Length::mm(100));
        let params = Params { emergency_stretch: Length::pt(44), ..Default::default() };
        let mut breaker = Breaker::default();
        breaker.break_lines(&items, &widths, &params).report.steps
    };
    assert!(steps(20_000) < steps(2_000) * 11);
}
