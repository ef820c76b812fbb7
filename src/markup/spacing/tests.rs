//! Tables of spacing. `_` stands for U+00A0, `~` for U+202F; every other
//! character is as the author wrote it.

use super::keeps_width;
use crate::diag::Diagnostics;
use crate::markup::{Context, Inline, plain, read_inline};
use crate::model::{Lang, Text};

/// Reads each line with ordinary spaces and compares.
fn check(lang: &str, lines: &[&str]) {
    let lang = Lang::new(lang).expect("a language tag");
    let context = Context::new(&lang);
    let wrong: Vec<String> = lines
        .iter()
        .filter_map(|line| {
            let written = Text::synthetic(line.replace(['_', '~'], " "));
            let inlines = read_inline(&written, &context, &mut Diagnostics::new());
            let read = plain(&inlines).replace('\u{A0}', "_").replace('\u{202F}', "~");
            (read != *line).then(|| format!("{read}\n   not {line}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{lang}:\n{}", wrong.join("\n"));
}

#[test]
fn german_abbreviations_and_names() {
    check(
        "de",
        &[
            "wie z.~B. hier (z.~B.) und i.~A., u.~a., d.~h. so",
            "i.~d.~R. und v.~l.~n.~r., V.~i.~S.~d.~P., 44_v.~Chr. war",
            "Müller u.~a. Danach, e.~V., a.~D., m.~b.~H.",
            "Dr._Müller, Prof._Dr._Meier, Herr_Schmidt, Frau_Schmidt und eine Frau aus",
            "so OB_Westphal, Hl._Geist, Papst_Johannes Paul_II. kam",
            "J.~W._Goethe, Thomas S._Meier, Friedrich_I. und Vitamin C. Die",
            "Müller &_Co. KG",
        ],
    );
}

#[test]
fn german_numbers() {
    check(
        "de",
        &[
            "auf Seite_5, (Seite_5) und S._7_ff. in Bd._2",
            "um 22_Uhr, 19.30_Uhr und 10–12_Uhr.",
            "nach §_5 Abs._2 Satz_1, §§_5 und Art._3",
            "am 17._Februar 2021, am 1._Mai, 19._Febr. und 23.~10.~2000",
            "die Nr._202 und der 3._Tag, die 75._Sitzung, der 2._internationale Tag",
            "im Jahr 2021. Die Stadt, auf Platz_3. Danach, 1000. Besucher",
            "1~000~000 Menschen, 12~500_Euro und 2020 100 Gäste",
            "25_%, 5_€, 3,5_Mio._Euro, 2_Milliarden_Euro, 5_km/h, 20_°C, 120_m²",
            "30_%-Klausel, €_5",
            "die A_45 und die B_1, Halle_4, Covid_19",
            "21–23, 44122 Dortmund und zwei Euro, fünf Uhr",
            "Der 19._Februar",
        ],
    );
}

#[test]
fn dashes_and_ellipses() {
    check(
        "de",
        &[
            "Pittsburgh_– sie sind_– wie",
            "Wort_—, dann_/ oder_- so_… Ende_...",
            "…und weiter …so",
            "– am Anfang",
        ],
    );
}

#[test]
fn telephone_numbers() {
    let cases = [
        ("Telefon: +49 (0)231/50-2 21 34, danach 5 x", Some("+49 (0)231/50-2 21 34")),
        ("unter 0231 50-22134.", Some("0231 50-22134")),
        ("(0231) 50 0 und", Some("(0231) 50 0")),
        ("+48 123 456 789", Some("+48 123 456 789")),
        ("Tel. 112", Some("112")),
        ("+5 000 000 Euro", None),
        ("im Jahr 2021 500 000 Menschen", None),
        ("04109 Leipzig", None),
    ];
    for (line, expected) in cases {
        let context = Context::new(&Lang::german());
        let inlines = read_inline(&Text::synthetic(line), &context, &mut Diagnostics::new());
        let kept = inlines.iter().find_map(|i| match i {
            Inline::Text(run) if run.unbreakable => Some(run.text.replace('\u{A0}', " ")),
            _ => None,
        });
        assert_eq!(kept.as_deref(), expected, "{line}");
    }
    check("de", &["Telefon: +49_(0)231/50-2_21_34 oder"]);
}

#[test]
fn english() {
    check(
        "en",
        &[
            "Mr._Smith, Mrs_Smith, Dr_No and St._Andrews",
            "see p._5, pp._5–7, No._5, Section_3 and chapter_2",
            "at 10_a.m., 10_am, 5_p.m. and 7_o’clock",
            "on 17_February 2021, February_17, 2021 and 17th_February",
            "$5_million, 5_million_euros, 25_%, 60_mph",
            "e.~g. and i.~e. so, J.~R.~R._Tolkien, vitamin C. The",
            "Henry_VIII and I am, a 5-year plan, the I 5 road",
            "is it ? yes ! so : no",
        ],
    );
}

#[test]
fn french() {
    check(
        "fr",
        &[
            "Quoi~? Oui~! Ainsi~; enfin_: «_Bonjour_», «_Bon_».",
            "Quoi? «Bonjour» sans espace",
            "M._Dupont, Mme_Dupont, n°_5, p._12, 20_heures, 20_h 30",
            "le 17_février 2021, le 1er_mars, 10_%, 5_millions d’euros",
            "J.~P._Durand, 1~000~000",
        ],
    );
    check("fr-CH", &["Quoi~? enfin~: «~Bonjour~»"]);
}

#[test]
fn guillemets() {
    check("de-CH", &["sagte «~Wort~», dann «Wort» so"]);
    check("de", &["sagte »Wort« und »Wort« so"]);
    check("it", &["disse «~parola~»"]);
}

#[test]
fn slavic_short_words() {
    check(
        "pl",
        &[
            "w_domu i_o_świcie (z_nim), W_maju, a_także „w_domu”",
            "17_lutego 2021_r. J._Kowalski, nr_5, ul._Długa, 5_tys._zł",
        ],
    );
    check("cs", &["k_domu, V_Praze, 17._února 2021, č._5, 5_tis._Kč, 3._den, konec 3. Den"]);
    check("sk", &["k_domu, v_Bratislave, 17._februára 2021, ods._2"]);
    check("uk", &["у_місті, в_Києві, 17_лютого, №_5, 5_тис._грн, проф._Шевченко"]);
}

#[test]
fn the_other_languages() {
    check("nl", &["dhr._Jansen, 17_februari, nr._5, 20_uur, 5_miljoen_euro"]);
    check("sv", &["nr_5, kl._15, 17_februari, 5_miljoner_kronor"]);
    check("da", &["nr._5, kl._15, 17._februar, 5_mio._kr., 3._dag"]);
    check("nb", &["17._februar, 5_kr"]);
    check("it", &["sig._Rossi, 17_febbraio, art._5, 5_milioni"]);
    check("es", &["Sr._García, n.º_5, pág._3, 5_millones, 17 de febrero"]);
    check("pt", &["Dr._Silva, n.º_5, 5_euros"]);
    check("tr", &["Dr._Yılmaz, 17_Şubat 2021, No_5, 5_milyon_lira, 3._gün"]);
    check("el", &["κ._Παπαδόπουλος, 17_Φεβρουαρίου, αρ._5, 5_εκατ._ευρώ, 10_π.μ."]);
    check("xx", &["5_km und p. 5_– so"]);
}

#[test]
fn spaces_within_numbers_and_abbreviations_keep_their_width() {
    let keeps = |lang: &str, pair: &str| {
        let (before, after) = pair.split_once('_').expect("two words");
        keeps_width(before, after, &Lang::new(lang).expect("a language tag"))
    };
    let fixed = [
        "§_5",
        "(§§_5",
        "25_%,",
        "Seite_5",
        "S._7",
        "Nr._202",
        "z._B.",
        "i._A.",
        "1_000",
        "22_Uhr",
        "19.30_Uhr",
        "3,5_Mio.",
        "Mio._Euro",
        "23._10.",
        "A_45",
        "+49_231",
        "231_123456-2020",
        "„0231_50-0.",
        "(0)231/50-2_21",
        "5_€",
        "J._W.",
    ];
    for pair in fixed {
        assert!(keeps("de", pair), "{pair}");
    }
    for pair in ["17._Februar", "Dr._Müller", "3._Tag", "Friedrich_II.", "1999_–", "Herr_Schmidt"]
    {
        assert!(!keeps("de", pair), "{pair}");
    }
    assert!(keeps("en", "No._5") && keeps("en", "10_a.m.") && keeps("fr", "20_heures"));
    assert!(!keeps("en", "17_February") && !keeps("en", "February_17,") && !keeps("pl", "w_2021"));
}

#[test]
fn spans_switch_the_rules() {
    let context = Context::new(&Lang::german());
    let text = Text::synthetic("Am 5. Mai kam [Mr. Smith ? at 5 pm]{lang=en} um 5 pm ?");
    let read = plain(&read_inline(&text, &context, &mut Diagnostics::new()));
    assert_eq!(read, "Am 5.\u{A0}Mai kam Mr.\u{A0}Smith ? at 5\u{A0}pm um 5 pm ?");
    let text = Text::synthetic("Er rief [Quoi ?]{lang=fr} und ging ?");
    let read = plain(&read_inline(&text, &context, &mut Diagnostics::new()));
    assert_eq!(read, "Er rief Quoi\u{202F}? und ging ?");
}

#[test]
fn rules_see_across_runs() {
    let context = Context::new(&Lang::german());
    let text = Text::synthetic("am **17.** Februar, *z.* **B.**");
    let read = plain(&read_inline(&text, &context, &mut Diagnostics::new()));
    assert_eq!(read, "am 17.\u{A0}Februar, z.\u{202F}B.");
}

#[test]
fn spaces_of_the_author_stay() {
    let context = Context::new(&Lang::german());
    let text = Text::synthetic("5\u{202F}km, z.\u{A0}B. und z.B.");
    let read = plain(&read_inline(&text, &context, &mut Diagnostics::new()));
    assert_eq!(read, text.as_str());
}
