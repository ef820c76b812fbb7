//! The three forms of a report.

use super::{Sheet, judge};
use crate::preflight::{Options, Report, Verdict, report};

fn example() -> Report {
    let mut sheet = Sheet::new();
    sheet.paint("/Over gs 0 0 0 0 k BT /F1 10 Tf 40 350 Td <0001> Tj ET");
    judge(&sheet.bytes(), "name: Some(\"Haus & Co\")", &Options { ink: true, pictures: true, ..Options::default() })
}

#[test]
fn text_names_rule_place_source_and_help() {
    let report = example();
    let text = report::text(&report, "sheet.pdf");
    assert_eq!(report.verdict(), Verdict::Fail);
    let expected = "error[GWG-R0007]: white text overprints\n  --> sheet.pdf, page 1 at 7.1, 7.9 mm (2.1 x 3.5 mm)\n   \
        = source: GWG 2022 R0007\n   = help: switch overprint off for white; it would vanish in print\n\n\
        sheet.pdf: not print-ready: 1 error, 0 warnings (1 page, preset Haus & Co)\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("not certified.\n"));
}

#[test]
fn json_has_the_same_facts() {
    let json = report::json(&example(), "sheet.pdf");
    let value: serde_json::Value = serde_json::from_str(&json).expect("valid JSON");
    assert_eq!(value["verdict"], "fail");
    assert_eq!(value["findings"][0]["rule"], "GWG-R0007");
    assert_eq!(value["findings"][0]["place_mm"]["x"], 7.056);
    assert_eq!(value["pages"][0]["plates"][0]["name"], "Cyan");
}

#[test]
fn html_is_one_whole_page_with_marks() {
    let html = report::html(&example(), "<sheet>.pdf");
    assert!(html.starts_with("<!DOCTYPE html>") && html.ends_with("</html>\n"));
    assert!(html.contains("&lt;sheet&gt;.pdf") && !html.contains("<sheet>"));
    assert!(html.contains("Haus &amp; Co"));
    assert!(html.contains("id=\"f1\"") && html.contains("href=\"#f1\""));
    assert!(!html.contains("http://") && !html.contains("https://"), "nothing is loaded from elsewhere");
    let body = html.split_once("<main>").expect("a body").1.replace("&nbsp;", " ");
    let body = format!("<main>{}", body.split_once("</body>").expect("an end").0);
    roxmltree::Document::parse(&body.replace("<br>", "<br/>")).expect("well-formed markup");
}
