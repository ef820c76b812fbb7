//! One mistake after the other, each told where it was made.

use super::super::raw;
use super::*;

fn found(text: &str) -> Diagnostic {
    let source = Arc::new(Source { name: "a.ron".into(), text: text.into() });
    let error = raw::validate(text).expect_err(text);
    diagnose(&source, &error)
}

fn check(text: &str, place: (usize, usize), message: &str) {
    let found = found(text);
    let at = found.origin.as_ref().map(Origin::line_column);
    assert_eq!((at, found.message.as_str()), (Some(place), message), "{text}");
    assert!(found.hint.is_some_and(|hint| !hint.is_empty()), "{text}");
}

/// The same within a release, whose fields stand before and behind: the place
/// is that of `‸`, which is not part of the text.
fn check_field(field: &str, message: &str, hint: &str) {
    let at = field.find('‸').expect("a place");
    let release = |field: &str| {
        format!(
            "Release(\n    layout: \"haus\",\n    {field}\n    body: r#\"\nDer „Rat“ (alle) sagt \
             \"ja\".\n\"#,\n    photos: [\n        (file: \"a.jpg\", alt: \"Ein Rat\"),\n    ],\n)\n"
        )
    };
    let text = release(&field.replace('‸', ""));
    let found = found(&text);
    let start = found.origin.as_ref().map_or(0, |origin| origin.range.start);
    assert_eq!(found.message, message, "{field}");
    assert_eq!(start, release("").find("\n    body").expect("it") + at, "{field}: {message}");
    assert_eq!(found.hint.as_deref(), Some(hint), "{field}");
}

#[test]
fn mistakes_are_shown_where_they_were_made() {
    check("(\n    a: \"x,\n    b: \"y\",\n)", (2, 8), "this text is not closed");
    check("(\n    a: \"x\",\n    b: \"y,\n)", (3, 8), "this text is not closed");
    check("(a: r#\"x\", b: 1)", (1, 5), "this text is not closed");
    check("(\n    a: \"x\"\n    b: \"y\",\n)", (2, 10), "expected `,` before `b`");
    check("(a: [\"x\" \"y\"])", (1, 8), "expected `,` before `\"y\"`");
    check("(a: ä b: 1)", (1, 5), "expected `,` before `b`");
    check("(\n  a: [1, 2,\n)", (3, 1), "expected `]`, found `)`");
    check("(a: (1, 2)", (1, 1), "this `(` is never closed");
    check("(a: 1))", (1, 7), "`)` closes nothing");
    check("(a: „x“)", (1, 5), "`„` outside of a text");
    check("(a: \"sagte \"Hallo\" und\")", (1, 12), "the text ends at this quote, but more follows");
    check("(a = 1)", (1, 4), "expected `:`, found `=`");
    check("(a: /* x", (1, 5), "this comment is not closed");
    check("(a: 1) rest", (1, 8), "nothing may follow the closing bracket");
    check("", (1, 1), "the file is empty");
}

#[test]
fn quotes_within_a_text_are_not_its_end() {
    let found = |text| swallowed_field(text, "#").map(|(range, field)| (range.start, field));
    assert_eq!(found("A.\n\",\n\nbody: r#\"\nB."), Some((3, "body")));
    assert_eq!(found("A.\"\n  place: \"B\",\n  body: r#\"C."), Some((2, "place")));
    for fine in [
        "Er: \"ja\",\nsagt: er",
        "\"A\",\nort: \u{201e}B\u{201c}",
        "a: \"b\", c: \"d\"",
        // Written so: the text ends where it was meant to end.
        "Sie schreiben \"so\":\n\nname: \"Wert\"\n",
        "\"A\",\nbody: r##\"B.",
    ] {
        assert_eq!(found(fine), None, "{fine}");
    }
}

/// The starting file, in whose comments quotes and fields stand, without
/// the end of each of its short texts.
#[test]
fn a_missing_quote_is_found_at_the_text_that_lacks_it() {
    let template = crate::model::template::release();
    let lines: Vec<&str> = template.lines().collect();
    let mut checked = 0;
    for (i, line) in lines.iter().enumerate() {
        let Some(open) = line.strip_suffix("\",").filter(|l| !l.contains("//")) else {
            continue;
        };
        let Some(quote) = open.find('"') else { continue };
        let mut broken = lines.clone();
        let without = format!("{open},");
        broken[i] = &without;
        let column = open[..quote].chars().count() + 1;
        check(&broken.join("\n"), (i + 1, column), "this text is not closed");
        checked += 1;
    }
    assert_eq!(checked, 7, "layout, number, date, place, kicker, headline, subhead");
}

/// The starting files with one sign too few, too many or of another kind. Where
/// a bracket is missing, what was meant shows only further down.
#[test]
fn a_slip_of_one_sign_is_told_on_its_line() {
    let files = [crate::model::template::release(), crate::model::template::layout("haus")];
    for (file, least) in files.iter().zip([80, 500]) {
        let mut told = 0;
        for (at, sign) in file.match_indices(['"', ',', ':', '#']) {
            let instead: &[&str] = if sign == "\"" { &["", "\"\"", "“", "„"] } else { &[""] };
            for instead in instead {
                let text = [&file[..at], instead, &file[at + 1..]].concat();
                let Err(error) = raw::validate(&text) else { continue };
                let source = Arc::new(Source { name: "a.ron".into(), text });
                let found = diagnose(&source, &error);
                let line = found.origin.as_ref().map(|origin| origin.line_column().0);
                let expected = file[..at].matches('\n').count() + 1;
                assert_eq!(line, Some(expected), "`{sign}`, `{instead}`: {}", found.message);
                told += 1;
            }
        }
        assert!(told > least, "{told}");
    }
}

#[test]
fn texts_of_several_lines_are_not_suspected() {
    check("(\n  a: \"x\ny\"\n  b: 1,\n)", (3, 2), "expected `,` before `b`");
}

#[test]
fn an_open_bracket_is_named_by_line_and_column() {
    let text = "(\n  ä: [1, 2,\n)";
    assert_eq!(found(text).hint.as_deref(), Some("the `[` opened at 2:6 is still open"));
}

#[test]
fn a_backslash_is_shown_with_what_follows() {
    check(r#"(a: "C:\Presse")"#, (1, 8), r"`\P` is not an escape");
    check(r#"(a: "C:\übung\x")"#, (1, 8), r"`\ü` is not an escape");
}

#[test]
fn bad_escapes_and_depth_are_named() {
    for (text, words) in [
        (r#"(a: "C:\press")"#.to_owned(), "escape"),
        ("[".repeat(10_000) + &"]".repeat(10_000), "nested"),
    ] {
        assert!(found(&text).message.contains(words), "{words}");
    }
}

const CLOSE: &str = "close the quotation with “; for a straight quote write \\\", or enclose the \
                     text in r#\"...\"#";

#[test]
fn a_straight_quote_that_closes_a_typographic_one_is_named() {
    let message = "the text ends at this straight quote, which seems meant to close `„`";
    for field in [
        "headline: \"Rat sagt „Ja‸\" zum Plan\",",
        "headline: \"Rat sagt „Ja‸\", heißt es\",",
        "headline: \"Rat sagt „Ja‸\"\",",
        "headline: \"Rat sagt „Ja‸\".\",",
        "headline: \"Rat sagt „Ja‸\" (gestern)\",",
        "headline: \"Rat (sagt „Ja‸\") zum Plan\",",
        "headline: \"Rat sagt „Ja‸\"\nzum Plan\",",
        "headline: \"Rat sagt „Ja‸\", „Nein\" und „Vielleicht\"\",",
        "lead: \"\nDer Rat sagt „Ja‸\", und\ndann „Nein“.\n\",",
        "lead: \"\nDer Rat sagt „Ja“.\n\nDann „Nein‸\" zum Plan.\n\",",
        "photos: [(file: \"a.jpg\", alt: \"Das „Bad‸\" im Winter\")],",
        "event: [(\"Ort\", \"Saal „Ost‸\", Rathaus\")],",
    ] {
        check_field(field, message, CLOSE);
    }
    let english = "the text ends at this straight quote, which seems meant to close `“`";
    check_field("headline: \"Council says “yes‸\" to plan\",", english, &CLOSE.replace('“', "”"));
    let french = "the text ends at this straight quote, which seems meant to close `«`";
    check_field("headline: \"« Oui‸\" au plan\",", french, &CLOSE.replace('“', "»"));
}

#[test]
fn a_quotation_left_open_does_not_hide_another_mistake() {
    check("(\n a: \"„Rat\"\n b: 1,\n)", (2, 10), "expected `,` before `b`");
    check("(\n a: \"„Rat\" b: \"x\",\n)", (2, 10), "expected `,` before `b`");
    check("(\n a: \"„Rat,\n b: \"x\",\n)", (2, 5), "this text is not closed");
    check("(a: [\"„Rat\")", (1, 12), "expected `]`, found `)`");
}

#[test]
fn a_typographic_quote_is_no_end_of_a_text() {
    let hint = "a text ends with the straight quote that it begins with: write \" here";
    for (field, mark) in [
        ("headline: \"Rat tagt‸“,", '“'),
        ("headline: \"Rat sagt „Ja“‸“,", '“'),
        ("headline: \"Council meets‸”,", '”'),
        ("headline: \"Rat tagt‸“, // am Montag", '“'),
        ("headline: \"Rat tagt‸„,", '„'),
        ("headline: \"Rat tagt‸',", '\''),
        ("headline: \"Rat tagt‸″,", '″'),
        ("contact: [\n        \"Amt‸“,\n        \"Telefon\",\n    ],", '“'),
        ("event: [\n        (\"Ort\", \"Rathaus‸“),\n        (\"Zeit\", \"zehn\"),\n    ],", '“'),
        ("lead: \"\nEin Absatz.\n\nNoch einer‸“,", '“'),
        ("photos: [(file: \"a.jpg\", alt: \"Ein Rat‸“)],", '“'),
        ("photos: [(alt: \"Ein Rat‸“, file: \"a.jpg\")],", '“'),
    ] {
        check_field(field, &format!("`{mark}` does not end this text"), hint);
    }
    let end = "add the closing \" at the end of the text; a text of several paragraphs is best \
               written as r#\"...\"#";
    check_field("headline: ‸\"Rat sagt „Ja“,", "this text is not closed", end);
}

#[test]
fn texts_in_other_quotes_are_shown_in_straight_ones() {
    let typographic = "texts are enclosed in straight quotes: write \"Rat tagt\"; typographic ones \
                       go inside";
    for quotes in ["„“", "“”", "»«", "„\"", "“\"", "‚‘", "‘’", "″″", "´´"]
    {
        let (open, close) = quotes.split_at(quotes.chars().next().map_or(0, char::len_utf8));
        let message = format!("`{open}` outside of a text");
        check_field(&format!("headline: ‸{open}Rat tagt{close},"), &message, typographic);
    }
    check_field("headline: ‸`Rat tagt`,", "a backtick outside of a text", typographic);
    let double = "texts are enclosed in double quotes: write \"Rat tagt\"";
    let message = "a single quote does not open a text";
    check_field("headline: ‸'Rat tagt',", message, double);
    check_field("contact: [‸'Rat tagt'],", message, double);
    let any = "texts are enclosed in double quotes: write \"...\"";
    check_field("headline: ‸'Rat \"tagt\"',", message, any);
}

#[test]
fn quotes_within_and_behind_a_text() {
    let inside = "inside a text write \\\" for a straight quote, use „...“, or enclose the text in \
                  r#\"...\"#";
    let message = "the text ends at this quote, but more follows";
    for field in [
        "headline: \"Rat sagt ‸\"Ja\" zum Plan\",",
        "headline: \"Rat sagt ‸\"– Ja\" zum Plan\",",
        "headline: \"Rat sagt ‸\"\"Ja\"\" zum Plan\",",
        "headline: \"‸\"Ja\", sagt der Rat\",",
        "headline: \"Rat sagt ‸\"„Ja“\" zum Plan\",",
        "lead: \"\nDer Rat sagt ‸\"Ja\" zum Plan.\n\",",
    ] {
        check_field(field, message, inside);
    }
    check_field("headline: \"Beschluss ‸\"#1\" gilt\",", message, inside);
    let delete = "delete it; inside a text write \\\" for a straight quote";
    check_field("headline: \"Rat tagt\"‸\",", "one quote too many", delete);
}

#[test]
fn texts_without_quotes_are_shown_with_them() {
    let message = "this text has no quotes around it";
    for (field, words) in [
        ("headline: ‸Rat tagt,", "Rat tagt"),
        ("headline: ‸Rat tagt", "Rat tagt"),
        ("headline: ‸Rat tagt, Bürger kommen,", "Rat tagt, Bürger kommen"),
        ("headline: ‸Rat tagt, // am Montag", "Rat tagt"),
        ("headline: ‸Rat-Sitzung am Montag,", "Rat-Sitzung am Montag"),
        ("kicker: ‸Kultur: Neues Haus eröffnet,", "Kultur: Neues Haus eröffnet"),
        ("headline: ‸Rat (alle) tagt,", "Rat (alle) tagt"),
        ("headline: ‸Rat's Haus,", "Rat's Haus"),
        ("headline: ‸5 Räte tagen,", "5 Räte tagen"),
        ("headline: ‸Rat sagt „Ja“,", "Rat sagt „Ja“"),
        ("headline: ‸§ 5 gilt,", "§ 5 gilt"),
        ("layout: ‸stadt-dortmund,", "stadt-dortmund"),
        ("responsible: ‸presse@stadt.example,", "presse@stadt.example"),
        ("responsible: ‸https://stadt.example/a, // Amt", "https://stadt.example/a"),
        ("date: ‸2021-02-17,", "2021-02-17"),
        ("date: ‸17.2.2021,", "17.2.2021"),
        ("number: ‸202/2021,", "202/2021"),
        ("embargo: Until(‸2021-02-19T10:00),", "2021-02-19T10:00"),
        ("event: [(\"Beginn\", ‸10:00 Uhr)],", "10:00 Uhr"),
        ("event: [(\"Beginn\", ‸10:00)],", "10:00"),
        ("event: [(\"Zugang\", ‸stufenlos; kein Aufzug)],", "stufenlos; kein Aufzug"),
        ("contact: [‸Amt Mitte, \"Telefon\"],", "Amt Mitte"),
        ("allow: [‸straight-quotes],", "straight-quotes"),
        ("photos: [(file: ‸bad.jpg, alt: \"Bad\")],", "bad.jpg"),
        ("photos: [(file: \"bad.jpg\", alt: ‸Ein Bad, credit: \"Amt\")],", "Ein Bad"),
        ("photos: [(file: \"bad.jpg\", alt: ‸Ein Bad)],", "Ein Bad"),
    ] {
        let hint = format!("texts stand between straight quotes: write \"{words}\"");
        check_field(field, message, &hint);
    }
    let any = "texts stand between straight quotes: write \"...\"";
    check_field("headline: ‸Das \"Grün\" startet,", message, any);
    for (field, words) in [
        ("headline: ‸Rat tagt\",", "Rat tagt"),
        ("headline: ‸Ratssitzung\",", "Ratssitzung"),
        ("date: ‸2021-02-17\",", "2021-02-17"),
        ("photos: [(file: \"bad.jpg\", alt: ‸Bad\")],", "Bad"),
        ("contact: [‸Amt\", \"Telefon\"],", "Amt"),
    ] {
        let hint = format!("texts stand between straight quotes: write \"{words}\"");
        check_field(field, "this text has no quote before it", &hint);
    }
    check("(a: Lead b: 1)", (1, 8), "expected `,` before `b`");
    check("(size: 5 b: 1)", (1, 8), "expected `,` before `b`");
}

#[test]
fn signs_that_ron_does_not_have() {
    let comment = "comments begin with //";
    for sign in ["#", "%", ";", "--", "/"] {
        let message = format!("`{sign}` begins no comment");
        check_field(&format!("date: \"2021-02-17\", ‸{sign} heute"), &message, comment);
        check_field(&format!("‸{sign} heute"), &message, comment);
    }
    check_field("date: \"2021-02-17\" ‸# heute", "`#` begins no comment", comment);
    check_field("‸<!-- heute -->", "`<` begins no comment", comment);
    check("# heute\n(a: 1)", (1, 1), "`#` begins no comment");
    let parted = "values are parted by commas";
    for sign in [";", "；", "，", "."] {
        let message = format!("expected `,`, found `{sign}`");
        check_field(&format!("date: \"2021-02-17\"‸{sign}"), &message, parted);
    }
    check("(a ： 1)", (1, 4), "expected `:`, found `：`");
    check("(a: 1,5, b: 2)", (1, 5), "`1,5` is not a number");
    let name = "fields are written name: value; comments begin with //";
    check_field("date: \"2021-02-17\", ‸– prüfen", "expected the name of a field", name);
    check_field("date: \"2021-02-17\",‸,", "a comma with nothing before it", "delete it");
    check("(, a: 1)", (1, 2), "a comma with nothing before it");
    let open = found("(\n a: [\n  1,\n ,\n b: 1,\n)").hint;
    assert_eq!(open.as_deref(), Some("delete it; the `[` opened at 2:5 is still open"));
}

#[test]
fn characters_that_nobody_sees() {
    let hint = "delete it and type a space if one is needed; it came in by copying";
    for (sign, number) in [('\u{a0}', "00A0"), ('\u{200b}', "200B"), ('\u{feff}', "FEFF")] {
        let message = format!("invisible character U+{number} outside of a text");
        check_field(&format!("headline:‸{sign}\"Rat tagt\","), &message, hint);
        check_field(&format!("headline: \"Rat tagt\",‸{sign}"), &message, hint);
    }
}

#[test]
fn names_of_fields() {
    check_field(
        "‸editors-note: \"A\",",
        "`editors-note` is not the name of a field",
        "names have underscores: `editors_note`",
    );
    check_field(
        "‸\"headline\": \"Rat tagt\",",
        "the name of a field stands in no quotes",
        "write headline: without quotes around the name",
    );
    check("(\"headline\": \"x\", b: 1)", (1, 2), "the name of a field stands in no quotes");
    check_field(
        "‸editors note: \"A\",",
        "`editors note` is not the name of a field",
        "names have underscores: `editors_note`",
    );
    let none = "write one, or delete the field";
    check_field("‸headline: ,", "`headline` has no value", none);
    check_field("‸headline:", "`headline` has no value", none);
    check("(a: [(b: 1, c:)])", (1, 13), "`c` has no value");
    let colon = "write headline: and then the value";
    check_field("‸headline \"Rat tagt\",", "expected `:` after `headline`", colon);
    check("Release(headline \"x\", b: 1)", (1, 9), "expected `:` after `headline`");
    check("(a: {\"OB\" \"x\"})", (1, 6), "expected `:` after `\"OB\"`");
    check("(a: [(file \"a.jpg\")])", (1, 7), "expected `:` after `file`");
    check_field(
        "embargo: ‸Until \"2021-02-19T10:00\",",
        "expected `(` after `Until`",
        "write Until(\"2021-02-19T10:00\")",
    );
}

#[test]
fn brackets_and_what_stands_outside_of_them() {
    check("a: \"x\",\nb: \"y\",\n", (1, 1), "fields stand within the brackets of `Release( ... )`");
    check("Release {\n a: 1,\n}", (1, 9), "expected `(` after `Release`, found `{`");
    check("(\n a: 1,\n),\n b: 2,\n)", (3, 1), "this `)` closes the file, but more follows");
    check("(\n a: 1)\n b: 2,\n)", (2, 6), "this `)` closes the file, but more follows");
    check("(\n a: [\n  (b: 1),\n c: 2,\n)", (4, 2), "expected `]` before `c`");
    check("(\n a: Until(\"x\",\n c: 2,\n)", (3, 2), "expected `)` before `c`");
    check("(\n a: (b: 1),\n ],\n c: 2,\n)", (3, 2), "`]` closes nothing");
    check("(a: [(b: 1), b: 2)])", (1, 14), "the field `b` stands in no group");
    check("(a: [file: \"x\"])", (1, 6), "the field `file` stands in no group");
    check("(\n a:\n  b: 1),\n c: 2,\n)", (2, 3), "expected `(` after `a:`");
    let value = "a value where the name of a field should stand";
    check("(\n a:\n  (1, 2),\n  (3, 4)],\n c: 2,\n)", (4, 3), value);
    let list = found("(\n a: \"x\",\n b: \"x\", \"y\",\n c: 2,\n)");
    assert_eq!(
        (&*list.message, list.hint.as_deref()),
        (
            value,
            Some(
                "if it belongs to `b`, write b: [ ... ] around all its values; comments begin with //"
            )
        )
    );
    check("(\n a: (b: 1,\n c: 2,\n)", (2, 5), "this `(` is never closed");
    let end = found("(\n a: 1,\n b: (c: 1),\n");
    assert_eq!(end.hint.as_deref(), Some("add `)` at the end of the file"));
    let inner = found("(\n a: (b: 1,\n c: 2,\n)");
    assert_eq!(inner.hint.as_deref(), Some("add `)` before `c`"));
}

/// Where texts are inside out, brackets within them are no evidence.
#[test]
fn brackets_of_turned_texts_are_not_counted() {
    for field in ["headline: „Rat (tagt\",", "headline: \"Rat (sagt „Ja\" zum Plan\","] {
        let text = format!("Release(\n    {field}\n    body: \"Es (das\",\n)\n");
        let message = found(&text).message;
        assert!(!message.contains("closed") && !message.contains("expected"), "{message}");
    }
}

#[test]
fn files_that_are_no_releases() {
    let message = "the file does not begin with `Release(` or `Layout(`";
    check("Rat tagt am Montag\n\nEr tagt (wie immer).\n", (1, 1), message);
    check("\"Rat\", \"tagt\"", (1, 1), message);
}

#[test]
fn ends_of_raw_texts() {
    for end in ["\"", "“#", "“", "#", "„#"] {
        for rest in [" b: \"x\",\n)", ")\n"] {
            let text = format!("(\n a: r#\"\nEr „sagt“ \"ja\".\n{end},\n{rest}");
            let message = format!("`{end}` does not end this text, which is opened by r#\"");
            check(&text, (4, 1), &message);
            assert_eq!(found(&text).hint.as_deref(), Some("write \"# here"));
        }
    }
    let swapped = "the hash of a raw text stands before its quote";
    check("(\n a: r\"#\nText.\n\"#,\n b: \"x\",\n)", (2, 5), swapped);
    check("(\n a: r#\nText.\n\"#,\n b: \"x\",\n)", (2, 5), "expected `\"` after `r#`");
    let plain = "a hash behind the end of a text that has none at its beginning";
    check("(\n a: \"\nText.\n\"#,\n b: \"x\",\n)", (2, 5), plain);
}

/// Windows line ends and tabs change nothing.
#[test]
fn places_in_files_of_windows() {
    check("(\r\n\ta: \"x\"\r\n\tb: 1,\r\n)", (2, 7), "expected `,` before `b`");
    check("(\r\n\ta: Rat tagt,\r\n)", (2, 5), "this text has no quotes around it");
    let hint = found("(\r\n\ta: Rat tagt,\r\n)").hint;
    assert_eq!(hint.as_deref(), Some("texts stand between straight quotes: write \"Rat tagt\""));
    check("(\r\n\ta: \"x\"\",\r\n\tb: \"y\"\r\n)", (2, 8), "one quote too many");
}

/// Nothing is read again for each sign, field or bracket.
#[test]
fn long_files_with_many_mistakes_are_judged_soon() {
    for piece in ["a: 1, ", "„x“, a: ", "\"x\" ", "(a: ", "\"„x\", ", "x \"\n\" ", "a: (b: 1,\n "]
    {
        for end in ["", "\"x\"", "), \"x\""] {
            let text = format!("(z: (y: 1, {}{end}", piece.repeat(100_000));
            assert!(!found(&text).message.is_empty());
        }
    }
}
