//! Rows of print practice, one damaged sheet each.

use super::sheet::numbers;
use super::trips;

trips!(pp_hairline, "PP-hairline", |s| s.paint("/Over gs 0 0 0 1 K 0.05 w 40 250 m 90 250 l S"));
trips!(pp_bleed_painted, "PP-bleed-painted", |s| s.paint("/Knock gs 0.4 0 0 0 k 20 50 30 30 re f"));
trips!(pp_bleed_box, "PP-bleed-box", |s| {
    let page = s.page;
    s.dict(page).set("BleedBox", numbers([15, 11, 289, 389]));
});
trips!(pp_safe_margin, "PP-safe-margin", "safe_margin_mm: 3", |s| {
    s.paint("/Over gs 0 0 0 1 k BT /F1 10 Tf 22 250 Td <0001> Tj ET");
});

/// The clean sheet has room for marks, so it is cut to the bleed first.
#[test]
fn pp_marks() {
    let cut = |media| {
        let mut sheet = super::Sheet::new();
        let page = sheet.page;
        sheet.dict(page).set("MediaBox", numbers(media));
        sheet.repaint("0.4 0.2 0 0 k 11 340 278 49 re f");
        super::judge(&sheet.bytes(), "base: \"online-shop\"", &Default::default())
    };
    assert_eq!(super::tripped(&cut([11, 11, 289, 389])), Default::default());
    assert_eq!(super::tripped(&cut([0, 0, 300, 400])), ["PP-marks"].into());
}

#[test]
fn bleed_is_judged_for_each_edge() {
    for (x, y, edge) in [(20, 100, "left"), (260, 100, "right"), (100, 20, "bottom"), (100, 360, "top")] {
        let mut sheet = super::Sheet::new();
        sheet.repaint(&format!("0.4 0 0 0 k {x} {y} 20 20 re f"));
        let report = super::judge(&sheet.bytes(), "", &Default::default());
        let messages: Vec<_> = report.findings.iter().map(|f| f.message.as_str()).collect();
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert!(messages[0].contains(&format!("the {edge} trim edge")), "{messages:?}");
        assert!(messages[0].contains("3.17 mm short"), "{messages:?}");
    }
}

#[test]
fn clipped_paint_does_not_count_as_bleed() {
    let mut sheet = super::Sheet::new();
    sheet.repaint("20 20 260 360 re W n 0.4 0 0 0 k 0 300 300 100 re f");
    let report = super::judge(&sheet.bytes(), "", &Default::default());
    assert_eq!(super::tripped(&report), ["PP-bleed-painted"].into());
    assert_eq!(report.findings.len(), 3, "{:#?}", report.findings);
}
