//! What the dialect reads, and where it differs from CommonMark.

use super::*;

#[test]
fn inline_markup() {
    let cases: &[(&str, &[&str])] = &[
        ("eins **zwei** *drei*", &["|eins ", "b|zwei", "| ", "i|drei"]),
        ("**fett *und kursiv***", &["b|fett ", "bi|und kursiv"]),
        (
            "auf die „**Städte-Diplomatie**“ („**X**“)",
            &["|auf die „", "b|Städte-Diplomatie", "|“ („", "b|X", "|“)"],
        ),
        ("**„Zitat“**", &["b|„Zitat“"]),
        ("eine  Zeile\nund   die\tnächste", &["|eine Zeile und die nächste"]),
        ("erste  \nzweite\\\ndritte", &["|erste", "/", "|zweite", "/", "|dritte"]),
        ("Müller &amp; Söhne, AT&T", &["|Müller & Söhne, AT&T"]),
        ("Preis\\* und \\_so\\_", &["|Preis* und _so_"]),
    ];
    for (value, expected) in cases {
        assert_eq!(short(&inlines(value)), *expected, "{value}");
    }
}

#[test]
fn gender_signs_are_letters() {
    let cases: &[(&str, &[&str])] = &[
        ("Entscheidungsträger\\*innen auf", &["|Entscheidungsträger*innen auf"]),
        ("Oberbürgermeister\\*innenforum, das", &["|Oberbürgermeister*innenforum, das"]),
        ("Mitarbeiter*innen und Kolleg*innen", &["|Mitarbeiter*innen und Kolleg*innen"]),
        ("Mitarbeiter_innen und Kolleg_innen", &["|Mitarbeiter_innen und Kolleg_innen"]),
        ("Leser:innen, Leser/innen, Leser·innen", &["|Leser:innen, Leser/innen, Leser·innen"]),
        ("**Bürger*innen**, *Ärzt*innen* ", &["b|Bürger*innen", "|, ", "i|Ärzt*innen"]),
        (
            "jede*r Bürger*in, ein*e *echte* Hilfe",
            &["|jede*r Bürger*in, ein*e ", "i|echte", "| Hilfe"],
        ),
    ];
    for (value, expected) in cases {
        assert_eq!(short(&inlines(value)), *expected, "{value}");
    }
}

#[test]
fn hyphenation_points() {
    assert_eq!(short(&inlines("Auf\\-lage")), ["|Auf\u{AD}lage"]);
    assert_eq!(
        short(&inlines("**Auf\\-lage** \\- a \\\\-b")),
        ["b|Auf\u{AD}lage", "|\u{A0}- a \\-b"]
    );
    assert_eq!(plain(&inlines("Auf\\-lage")), "Auflage");
}

#[test]
fn language_spans() {
    let cases: &[(&str, &[&str])] = &[
        ("(„[**Urban Diplomacy**]{lang=en}“)", &["|(„", "ben|Urban Diplomacy", "|“)"]),
        ("[a *b* c]{lang=fr} d", &["fr|a ", "ifr|b", "fr| c", "| d"]),
        ("[a [b]{lang=fr} c]{lang=en}", &["en|a ", "fr|b", "en| c"]),
        ("[hier]{lang=de} so", &["|hier", "| so"]),
        ("[kein] {Span} \\[x]", &["|[kein] {Span} [x]"]),
        ("[[Start]{lang=en}](https://a.de)", &["@en|Start"]),
    ];
    for (value, expected) in cases {
        assert_eq!(short(&inlines(value)), *expected, "{value}");
    }
    let wrong =
        ["[x]{lang=klingonisch!}", "x{lang=en}", "[x]{lang}", "[x\n\ny]{lang=en}", "[x]{lang="];
    for value in wrong {
        let (prose, codes) = read_with_codes(value);
        assert_eq!(codes, ["language-span"], "{value}");
        assert!(plain_prose(&prose).contains("{lang"), "{value}");
    }
}

#[test]
fn links() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("[Presse](http://dortmund.de/presse)", &["@|Presse"], "http://dortmund.de/presse"),
        ("<presse@example.org>!", &["@|presse@example.org", "|!"], "mailto:presse@example.org"),
        ("Web: https://a.de/b.", &["|Web: ", "@|https://a.de/b", "|."], "https://a.de/b"),
        ("<https://a.de/a*b>", &["@|https://a.de/a*b"], "https://a.de/a*b"),
        ("(www.a.de)", &["|(", "@|www.a.de", "|)"], "https://www.a.de"),
        ("**a@b.de**", &["b@|a@b.de"], "mailto:a@b.de"),
        ("[Ruf **an**](tel:+49231500)", &["@|Ruf ", "b@|an"], "tel:+49231500"),
    ];
    for (value, expected, target) in cases {
        let inlines = inlines(value);
        assert_eq!(short(&inlines), *expected, "{value}");
        let linked: Vec<_> = text_runs(&inlines).filter_map(|r| r.link.as_ref()).collect();
        assert!(linked.iter().all(|l| l.target == *target), "{linked:?}");
        assert!(linked.windows(2).all(|pair| Arc::ptr_eq(pair[0], pair[1])), "{value}");
    }
}

#[test]
fn refused_links_keep_their_text() {
    for value in ["[x](javascript:alert(1))", "[x](dortmund.de)", "<ftp://x>", "[x]()"] {
        let (prose, codes) = read_with_codes(value);
        assert_eq!(codes, ["link-target"], "{value}");
        assert!(plain_prose(&prose).contains('x'));
        assert!(all_runs(&prose.blocks).iter().all(|r| r.link.is_none()));
    }
}

#[test]
fn unsupported_markup_stays_literally() {
    let cases = [
        ("a <b>fett</b>", "a <b>fett</b>"),
        ("<div>\nText\n</div>", "<div> Text </div>"),
        ("![Bild *x*](bild.jpg) danach", "![Bild *x*](bild.jpg) danach"),
        ("```\nlet x;\n```", "``` let x; ```"),
        ("Der `Code` hier", "Der `Code` hier"),
        ("Satz[^1]", "Satz[^1]"),
        ("    eingerückt*innen\n    zwei\n\naußen", "eingerückt*innen zwei\naußen"),
        ("[Hinweis]: Achtung", "[Hinweis]: Achtung"),
        ("[Web]: https://a.de", "[Web]: https://a.de"),
    ];
    for (value, text) in cases {
        let (prose, codes) = read_with_codes(value);
        let all = codes.iter().all(|c| *c == "unsupported-markup");
        assert!(all && codes.is_empty() == value.starts_with("[Hinweis"), "{codes:?} in {value}");
        assert_eq!(plain_prose(&prose), text, "{value}");
    }
}

#[test]
fn stray_double_stars_are_reported() {
    for value in ["**offen", "ein ** Stern", "**fett **weiter"] {
        assert!(read_with_codes(value).1.contains(&"unpaired-emphasis"), "{value}");
    }
    clean("Preis\\*\\*");
}

#[test]
fn links_and_tables_that_are_none_are_told() {
    let told = |value: &str, code| {
        let codes = read_with_codes(value).1;
        codes.iter().filter(|found| **found == code).count()
    };
    for value in
        ["[Büros](htp:/büro example)", "[x](https://a.example", "[L](https://a.example/ b)"]
    {
        assert_eq!(told(value, "broken-link"), 1, "{value}");
    }
    for value in ["| a | b |\n|---|\n| 1 | 2 | 3 |", "Text\n\n| a | b |\n| 1 | 2 |"] {
        assert_eq!(told(value, "broken-table"), 1, "{value}");
    }
    clean("\\[Büros\\](alt), [1] (2), a | b, \\| c");
    clean("| a | b |\n|---|---|\n| 1 | 2 |");
}

#[test]
fn blocks() {
    let prose = clean(
        "### **Hintergrund:**\n\nText\n\n- eins\n- zwei\n    1. a\n    2. b\n\n> Zitat\n\n---\n\nEnde",
    );
    let [Block::Heading { level: 3, text }, Block::Paragraph(_), list, quote, Block::Break, _] =
        prose.blocks.as_slice()
    else {
        panic!("{:?}", prose.blocks)
    };
    assert_eq!(short(text), ["b|Hintergrund:"]);
    let Block::List { start: None, items } = list else { panic!("{list:?}") };
    let [Block::Paragraph(_)] = items[0].blocks.as_slice() else { panic!("{items:?}") };
    let [Block::Paragraph(two), Block::List { start: Some(1), items }] = items[1].blocks.as_slice()
    else {
        panic!("{items:?}")
    };
    assert_eq!((plain(&two.text).as_str(), items.len()), ("zwei", 2));
    assert!(matches!(quote, Block::Quote(blocks) if blocks.len() == 1));
    assert_eq!(plain_prose(&prose), "Hintergrund:\nText\neins\nzwei\na\nb\nZitat\nEnde");
}

#[test]
fn a_field_may_be_indented_as_a_whole() {
    let prose = clean("\n        Eins\n        - a\n        - b\n\n        Zwei\n    ");
    assert!(matches!(
        prose.blocks.as_slice(),
        [Block::Paragraph(_), Block::List { .. }, Block::Paragraph(_)]
    ));
}

#[test]
fn numbers_at_the_start_of_a_line_are_text() {
    for value in ["19. Februar 2021: Beginn", "Am\n1. Mai", "2021. Danach", "202."] {
        let text: Vec<_> = value.split_whitespace().collect();
        let read = plain(&inlines(value)).replace(['\u{A0}', '\u{202F}'], " ");
        assert_eq!(read, text.join(" "));
    }
}

#[test]
fn speakers_and_quotations() {
    let prose =
        clean("Vorher\n\n„Nein“\n\n**Name, Ort:**\n\n„Eins“\n\n„Zwei“, so N.\n\nDrei\n\n„Vier“");
    let roles: Vec<_> = prose
        .blocks
        .iter()
        .map(|b| match b {
            Block::Paragraph(p) => p.role,
            other => panic!("{other:?}"),
        })
        .collect();
    use ParagraphRole::{Plain, Quotation, Speaker};
    assert_eq!(roles, [Plain, Plain, Speaker, Quotation, Quotation, Plain, Plain]);
}

#[test]
fn tables() {
    let prose = clean(
        "| Jahr | Zahl | Text | Wert |\n|:--|--:|:-:|--:|\n| 2020 | 1.234,5 | a **b** | x |\n| 2021 | – |\n",
    );
    let [Block::Table(table)] = prose.blocks.as_slice() else { panic!("{:?}", prose.blocks) };
    use ColumnAlign::{Center, Decimal, Left, Right};
    assert_eq!(table.columns, [Left, Decimal, Center, Right]);
    assert_eq!(table.header.len(), 4);
    assert!(table.rows.iter().all(|row| row.len() == 4));
    assert_eq!(short(&table.rows[0][2]), ["|a ", "b|b"]);
    assert!(table.rows[1][3].is_empty());
    let prose = clean("| | |\n|---|---|\n| a | b |");
    assert!(matches!(prose.blocks.as_slice(), [Block::Table(t)] if t.header.is_empty()));
}

#[test]
fn single_lines() {
    let cases: &[(&str, &[&str])] = &[
        ("202.", &["|202."]),
        ("- kein Punkt", &["|- kein Punkt"]),
        ("# keine Überschrift\n> kein Zitat", &["|# keine Überschrift", "/", "|> kein Zitat"]),
        ("„Eine **Zeile**\n*und* zwei“", &["|„Eine ", "b|Zeile", "/", "i|und", "| zwei“"]),
        ("**„fett“\nweiter** so", &["b|„fett“", "/", "b|weiter", "| so"]),
        ("  a  \r\n\n  b ", &["|a", "/", "|b"]),
        ("[a]: b", &["|[a]: b"]),
        ("    1. x\n```", &["|1.\u{A0}x", "/", "|```"]),
        ("a\n---\nb\n===", &["|a", "/", "|---", "/", "|b", "/", "|==="]),
        ("", &[]),
    ];
    for (value, expected) in cases {
        let mut diags = Diagnostics::new();
        let inlines = read_inline(&written(value), &context("de"), &mut diags);
        assert_eq!(short(&inlines), *expected, "{value}");
        assert!(diags.is_empty(), "{value}");
    }
}

#[test]
fn word_lists() {
    let text = |value: &str| Text::synthetic(value);
    let context = context("de")
        .abbreviations(&[
            (text("OB"), text("Oberbürgermeister")),
            (text("USA"), text("Vereinigte Staaten von Amerika")),
        ])
        .keep_together(&[text("Stadt Dortmund"), text("Urban Diplomacy")])
        .hyphenation(&[text("Ober\\-bürger\\-meister"), text("stadt\\-dialog"), text("Peduto")]);
    let mut diags = Diagnostics::new();
    let value = "OB der USA, OBs, KOB. **Stadt** Dortmund, Stadt Dortmunds. Oberbürgermeister \
                 Pedutos, Stadtdialog, Stadtdialoge OB-Wahl";
    let inlines = read_inline(&written(value), &context, &mut diags);
    let expected = [
        "=|OB",
        "| der ",
        "=|USA",
        "|, OBs, KOB. ",
        "b!|Stadt",
        "!| Dortmund",
        "|, ",
        "!|Stadt Dortmunds",
        "|. Ober\u{AD}bürger\u{AD}meister ",
        "!|Pedutos",
        "|, Stadt\u{AD}dialog, Stadtdialoge ",
        "=|OB",
        "|-Wahl",
    ];
    assert_eq!(short(&inlines), expected);
    assert!(diags.is_empty());
}

#[test]
fn origins_point_at_the_words() {
    let value = "\n  Eins **zwei** drei\\*vier &amp; [fünf]{lang=en}\r\n  sechs \\- Auf\\-lage\n";
    let prose = clean(value);
    let runs = all_runs(&prose.blocks);
    let written: Vec<_> = runs.iter().map(|r| &value[r.origin.range.clone()]).collect();
    let expected = ["Eins ", "zwei", " drei\\*vier &amp; ", "fünf", "\r\n  sechs \\- Auf\\-lage"];
    assert_eq!(written, expected);
    assert!(runs.iter().all(|r| &*r.origin.field == "body"));
}
