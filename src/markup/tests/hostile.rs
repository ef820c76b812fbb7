//! Input that nobody writes on purpose.

use proptest::prelude::*;

use super::*;

/// Reads input on which super-linear work would not end within a test run.
fn soon(value: &str) -> (Prose, Vec<&'static str>) {
    read_with_codes(value)
}

#[test]
fn deep_nesting_is_one_error() {
    let by_indentation: String =
        (0..1_000).map(|level| format!("{}- x\n", "  ".repeat(level))).collect();
    let cases = [
        "- ".repeat(10_000) + "x",
        "> ".repeat(10_000) + "x",
        ">".repeat(10_000) + "x",
        "1. ".repeat(10_000) + "x",
        "> - ".repeat(10_000) + "x",
        by_indentation,
    ];
    for value in &cases {
        let (prose, codes) = soon(value);
        assert_eq!(codes, ["nesting-too-deep"], "{}", &value[..20]);
        assert!(plain_prose(&prose).contains('x'));
    }
}

#[test]
fn large_fields_are_read_in_time() {
    let cases = [
        "Wort ".repeat(8_000),
        "**a *b ".repeat(10_000),
        "[".repeat(50_000),
        "[a](".repeat(20_000),
        "[a]{lang=en}".repeat(5_000),
        "`".repeat(50_000),
        "<".repeat(50_000),
        "!".repeat(10_000) + &"![".repeat(10_000),
        "https://a.de/))".to_owned() + &")".repeat(50_000),
        "a@".repeat(20_000),
        "A. ".repeat(20_000),
        "0 ".repeat(20_000),
        "*".repeat(50_000),
        "a*".repeat(20_000),
        "| a ".repeat(20_000),
        "x\n\n".repeat(300),
        "_a ".repeat(20_000),
        "\u{1}".repeat(20_000),
        "&amp;".repeat(20_000),
    ];
    for value in &cases {
        soon(value);
    }
}

#[test]
fn a_table_too_wide_for_any_sheet_is_an_error() {
    let row = "|a".repeat(5_000);
    let value = format!("{row}\n{}\n{}", "|-".repeat(5_000), "|\n".repeat(2_000));
    let (prose, codes) = soon(&value);
    assert_eq!(codes, ["table-too-wide"]);
    assert!(!prose.blocks.iter().any(|b| matches!(b, Block::Table(_))));
}

#[test]
fn control_characters_are_dropped_and_reported_once() {
    let (prose, codes) =
        read_with_codes("a\u{0}b\u{7}c\u{85}d\u{feff}e\u{1}f\u{2028}g\u{7f}\tZ &#1;&#8232;h");
    assert_eq!(codes, ["control-character"]);
    assert_eq!(plain_prose(&prose), "abcdef g Z h");
}

/// Text of the characters that mean something, in German words.
fn fragments() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Wort".to_owned()),
        Just(" ".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just("]{lang=en}".to_owned()),
        Just("](https://a.de)".to_owned()),
        Just("&amp;".to_owned()),
        Just("\\-".to_owned()),
        Just("\\*".to_owned()),
        Just("17. Februar z. B. 5 km".to_owned()),
        "[-*_\\[\\]{}()<>|#`~!:;.,0-9a-zäß„“»« \u{a0}\u{1}\u{2}\u{3}\u{2028}\r\t+]",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|p| p.concat())
}

/// The characters that must survive, in order.
fn visible(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && *c != '\u{AD}').collect()
}

#[test]
fn a_line_mark_between_a_stray_end_and_a_span_is_no_text() {
    let value = "]{lang=en}\u{2028}[&amp;]{lang=en}";
    let prose = read(&written(value), &context("de"), &mut Diagnostics::new());
    let inline = read_inline(&written(value), &context("de"), &mut Diagnostics::new());
    let heading = Block::Heading { level: 1, text: inline };
    for run in all_runs(&prose.blocks).into_iter().chain(all_runs(&[heading])) {
        assert!(value.get(run.origin.range.clone()).is_some(), "{run:?}");
        assert!(!run.text.chars().any(|c| c.is_control() || c == '\u{2028}'), "{run:?}");
    }
}

proptest! {
    #[test]
    fn never_panics_and_origins_are_in_the_field(value in fragments()) {
        let text = written(&value);
        let context = context("de");
        for prose in [
            read(&text, &context, &mut Diagnostics::new()),
            Prose { blocks: vec![Block::Heading {
                level: 1,
                text: read_inline(&text, &context, &mut Diagnostics::new()),
            }] },
        ] {
            for run in all_runs(&prose.blocks) {
                prop_assert!(value.get(run.origin.range.clone()).is_some(), "{:?}", run.origin.range);
                prop_assert!(!run.text.is_empty());
                let bad = run.text.chars().any(|c| c.is_control() || c == '\u{2028}');
                prop_assert!(!bad, "{:?}", run.text);
            }
        }
    }

    #[test]
    fn arbitrary_text_never_panics(value in "\\PC{0,80}|.{0,80}") {
        read(&written(&value), &context("fr"), &mut Diagnostics::new());
        read_inline(&written(&value), &context("cs"), &mut Diagnostics::new());
    }

    /// Plain paragraphs: nothing but words, figures and punctuation that has
    /// no meaning in Markdown.
    #[test]
    fn plain_paragraphs_keep_every_character(
        value in "[A-Za-zÄÖÜäöüß0-9.,;:!?„“»«–…%€§/()+ \n\u{a0}\u{202f}·'’-]{0,200}"
    ) {
        let lines: Vec<_> = value.lines().map(|l| format!("x{l}")).collect();
        let value = lines.join("\n");
        let read = clean(&value);
        prop_assert_eq!(visible(&plain_prose(&read)), visible(&value));
        for run in all_runs(&read.blocks) {
            let source = value.get(run.origin.range.clone()).unwrap_or("");
            prop_assert_eq!(visible(&run.text), visible(source));
        }
    }

    #[test]
    fn single_lines_keep_every_character(value in "[A-Za-zäß0-9.,;#>+~=|:!?„“–()\n -]{0,100}") {
        let mut diags = Diagnostics::new();
        let read = read_inline(&written(&value), &context("de"), &mut diags);
        prop_assert_eq!(visible(&plain(&read)), visible(&value));
        prop_assert!(diags.is_empty());
    }
}
