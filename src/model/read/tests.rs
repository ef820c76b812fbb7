//! Whole files: the ones of the repository, and one test per mistake.

use super::*;
use crate::diag::Diagnostic;
use crate::geom::Rect;
use crate::model::layout::{
    Artwork, Edge, FlowItem, FrameContent, FrameY, LeadPhotos, Section, Share,
};
use crate::model::release::{Embargo, PhotoBeside};
use crate::unit::Length;
use proptest::prelude::*;

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source { name: "test.ron".into(), text: text.into() })
}

fn release_findings(text: &str) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::new();
    let release = read_release(&source(text), &mut diags);
    assert_eq!(release.is_none(), diags.has_errors(), "{diags:?}");
    diags.into_iter().collect()
}

fn layout_findings(text: &str) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::new();
    let layout = read_layout(&source(text), &mut diags);
    assert_eq!(layout.is_none(), diags.has_errors(), "{diags:?}");
    diags.into_iter().collect()
}

/// Code, line, column and the text underlined.
fn place(found: &Diagnostic) -> (&'static str, usize, usize, String) {
    let origin = found.origin.as_ref().expect("every error has a place");
    let (line, column) = origin.line_column();
    (found.code, line, column, origin.source.text[origin.range.clone()].to_owned())
}

/// A release that is right, with fields added.
fn with(fields: &str) -> String {
    format!("Release(\n    date: \"2021-02-17\",\n    headline: \"H\",\n    {fields}\n)")
}

/// A layout that is right, with fields added.
fn house(fields: &str) -> String {
    let base = include_str!("tests/small_layout.ron");
    let end = base.rfind(')').unwrap();
    format!("{}    {fields}\n)", &base[..end])
}

/// The only finding of a release field.
fn only(fields: &str) -> Diagnostic {
    one(release_findings(&with(fields)))
}

/// The only finding of a layout field.
fn only_house(fields: &str) -> Diagnostic {
    one(layout_findings(&house(fields)))
}

fn one(mut found: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(found.len(), 1, "{found:#?}");
    let finding = found.remove(0);
    assert!(finding.hint.as_ref().is_some_and(|hint| !hint.is_empty()), "{finding:?}");
    finding
}

mod repository {
    use super::*;

    fn files(folder: &str) -> Vec<(String, String)> {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut found: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|e| e == "ron"))
            .map(|path| (path.display().to_string(), std::fs::read_to_string(path).unwrap()))
            .collect();
        found.sort();
        found
    }

    #[test]
    fn all_releases_and_layouts_read_clean() {
        let (releases, layouts) = (files("releases"), files("layouts"));
        assert!(releases.len() >= 7 && layouts.len() >= 3);
        for (name, text) in releases {
            assert_eq!(release_findings(&text), [], "{name}");
        }
        for (name, text) in layouts {
            assert_eq!(layout_findings(&text), [], "{name}");
        }
    }
}

mod release {
    use super::*;

    fn draft(text: &str) -> (crate::model::Release, Vec<&'static str>) {
        let mut diags = Diagnostics::new();
        let release = draft_release(&source(text), &mut diags).expect("it is a release");
        (release, diags.iter().map(|d| d.code).collect())
    }

    #[test]
    fn what_cannot_be_read_is_not_missed_later() {
        let (release, codes) = draft(
            r#"Release(date: "gestern", titel: "H", language: "deutsch", lead: 5,
                photos: [(file: "a.jpg", alt: 1, credit: "C"), (alt: "x"), (file: "b.jpg")],
                attachments: [(title: "t")], corrects: (reason: "r"), verantwortlich: "V")"#,
        );
        assert!(release.faulty && !release.is_dated());
        assert_eq!(codes.iter().filter(|code| **code == "missing-field").count(), 3, "{codes:?}");
        assert_eq!(release.language.as_ref().map(|l| l.as_str()), Some("und"));
        assert!(!release.headline.is_blank() && release.lead.is_some() && release.body.is_none());
        let alts: Vec<bool> = release.photos.iter().map(|photo| photo.alt.is_some()).collect();
        assert_eq!(alts, [true, false], "lost, and left out");
        assert!(release.attachments.is_empty() && release.corrects.is_none());
        assert!(release.responsible.is_some());
        let silent = |name: &str| release.allow.iter().any(|allow| allow.as_str() == name);
        assert!(silent("weekday-wrong") && silent("abbreviation-unexplained"));
        assert!(!silent("straight-quotes") && !silent("missing-credit"));
    }

    #[test]
    fn a_release_without_faults_has_no_stand_ins() {
        let (release, codes) = draft(&with("lead: \"L\","));
        assert!(!release.faulty && codes.is_empty() && release.allow.is_empty());
        assert!(release.responsible.is_none());
    }

    #[test]
    fn all_fields_arrive() {
        let text = with(
            r##"layout: "stadt", language: "de-AT", organisation: "O", kind: "K", number: "7/2021",
            place: "Ort", embargo: Until("2021-02-19T10:00+01:00"), kicker: "Ki", subhead: "S",
            lead: "L", body: r#"B "zitiert""#, statements: [(speaker: "A", text: "„T“", language: "en")],
            event: [("Ort", "Rathaus")], background: "Bg", editors_note: "E", boilerplate: "Bp",
            contact: ["Zeile"], responsible: "R", corrects: (kind: "Einladung", number: "6", date: "2021-02-16", reason: "x"),
            photos: [Photo(file: "a.jpg", alt: "alt", place: Lead, beside: Right)], attachments: [(file: "b.pdf")],
            abbreviations: { "OB": "Oberbürgermeister" }, hyphenation: [r"Städte\-diplomatie"],
            keep_together: ["Bad Ems"], allow: ["straight-quotes"], keywords: ["k"],
            overrides: (background_on_new_page: false, headings: (background: "H"), fit: true),"##,
        );
        let mut diags = Diagnostics::new();
        let release = read_release(&source(&text), &mut diags).expect("it is right");
        assert!(diags.is_empty(), "{diags:?}");
        assert_eq!(release.body.as_ref().unwrap().as_str(), "B \"zitiert\"");
        assert_eq!(release.number.as_ref().map(|n| (n.value, n.year)), Some((7, Some(2021))));
        assert!(matches!(release.embargo, Some(Embargo::Until { offset_minutes: Some(60), .. })));
        assert_eq!(release.statements[0].language, crate::model::Lang::new("en"));
        let corrected = release.corrects.as_ref().and_then(|r| r.kind.as_ref());
        assert_eq!(corrected.map(|kind| kind.as_str()), Some("Einladung"));
        assert_eq!(release.event[0].label.as_str(), "Ort");
        assert_eq!(release.abbreviations[0].1.as_str(), "Oberbürgermeister");
        assert_eq!(release.hyphenation[0].as_str(), "Städte\\-diplomatie");
        assert_eq!(release.overrides.headings[0].0, Section::Background);
        assert_eq!(&*release.photos[0].alt.as_ref().unwrap().origin().field, "photos[0].alt");
        assert_eq!(release.photos[0].beside, Some(PhotoBeside::At(Edge::Right)));
    }

    #[test]
    fn some_and_none_may_be_written() {
        assert_eq!(release_findings(&with("kicker: Some(\"K\"), subhead: None,")), []);
    }

    #[test]
    fn origins_reach_into_nested_texts_and_escapes() {
        let text = "(\n  date: \"2021-02-17\", headline: \"H\",\n  photos: [\n    (\n      \
                    file: \"ä.jpg\", /* x */ alt: // y\n        \"eins\\nzwei\",\n    ),\n  ],\n)";
        let mut diags = Diagnostics::new();
        let release = read_release(&source(text), &mut diags).expect("it is right");
        let alt = release.photos[0].alt.as_ref().unwrap();
        assert_eq!(alt.origin().line_column(), (6, 9));
        let zwei = alt.origin_of(5..9);
        assert_eq!((zwei.line_column(), &text[zwei.range]), ((6, 16), "zwei"));
        assert_eq!(&text[alt.origin().range.clone()], "\"eins\\nzwei\"");
    }

    #[test]
    fn several_mistakes_come_together_in_the_order_of_the_file() {
        let found = release_findings(
            "Release(\n    titel: \"X\",\n    date: \"2021-02-30\",\n    numbr: \"1\",\n    \
             kicker: [],\n    body: \"a\",\n    body: \"b\",\n)",
        );
        let places: Vec<_> = found.iter().map(place).collect();
        let expected = [
            ("unknown-field", 2, 5, "titel"),
            ("bad-date", 3, 11, "\"2021-02-30\""),
            ("unknown-field", 4, 5, "numbr"),
            ("wrong-type", 5, 13, "["),
            ("duplicate-field", 7, 5, "body"),
        ];
        let expected: Vec<_> =
            expected.into_iter().map(|(c, l, k, t)| (c, l, k, t.to_owned())).collect();
        assert_eq!(places, expected);
        assert_eq!(found[0].hint.as_deref(), Some("did you mean `headline`?"));
        assert_eq!(found[2].hint.as_deref(), Some("did you mean `number`?"));
    }

    #[test]
    fn single_mistakes_are_named() {
        for (fields, code, underlined) in [
            ("kicker: \"  \",", "empty-text", "\"  \""),
            ("number: 202,", "wrong-type", "202"),
            ("number: \"zwei\",", "bad-number", "\"zwei\""),
            ("language: \"deutsch!\",", "bad-language", "\"deutsch!\""),
            ("embargo: Until(\"2021-02-19\"),", "bad-date", "\"2021-02-19\""),
            ("embargo: Until(\"2021-13-19T10:00\"),", "bad-date", "\"2021-13-19T10:00\""),
            ("embargo: \"2021-02-19\",", "wrong-type", "\"2021-02-19\""),
            ("embargo: Until(\"morgen\"),", "bad-date", "\"morgen\""),
            ("embargo: Until,", "wrong-type", "Until"),
            ("embargo: Untill(\"2021-02-19T10:00\"),", "unknown-value", "Untill"),
            ("photos: [(file: \"a.jpg\", place: Sheat)],", "unknown-value", "Sheat"),
            ("photos: [(file: \"a.jpg\", beside: Right)],", "beside-nothing", "Right"),
            ("photos: [(file: \"a.jpg\", place: Lead, beside: Top)],", "unknown-value", "Top"),
            ("photos: [(alt: \"x\")],", "missing-field", "("),
            ("photos: (file: \"a.jpg\"),", "wrong-type", "("),
            ("event: [(\"Ort\")],", "wrong-type", "("),
            ("body: „Text“,", "syntax", "„"),
            ("lead: \"a\\u{7}b\",", "control-character", "\\u{7}"),
            ("lead: r#\"\nA.\n\",\n\n    body: r#\"\nB.\n\"#,", "text-goes-on", "\""),
            ("corrects: (number: \"1\", date: \"1.1.2021\"),", "bad-date", "\"1.1.2021\""),
            ("abbreviations: { \"OB\": \"x\", \"OB\": \"y\" },", "duplicate-name", "\"OB\""),
        ] {
            let finding = only(fields);
            let (found, _, _, text) = place(&finding);
            assert_eq!((found, text.as_str()), (code, underlined), "{fields}: {finding:?}");
        }
    }

    /// What the hint says is accepted.
    #[test]
    fn a_number_or_word_is_shown_as_the_text_it_should_be() {
        for (fields, quoted) in [
            ("number: 202,", "\"202\""),
            ("number: 202.,", "\"202.\""),
            ("kicker: Kultur,", "\"Kultur\""),
            ("kicker: 'K',", "\"K\""),
            ("contact: [110],", "\"110\""),
            ("kicker: Kultur(1),", "\"...\""),
            ("kicker: [],", "\"...\""),
        ] {
            let hint = only(fields).hint;
            assert_eq!(hint.as_deref(), Some(&*format!("put it in quotes: {quoted}")), "{fields}");
        }
        let nothing = only("kicker: null,").hint;
        assert_eq!(nothing.as_deref(), Some("delete the field, or write None"));
    }

    #[test]
    fn a_layout_is_not_a_release() {
        let finding = one(release_findings("Layout(name: \"x\")"));
        assert_eq!(finding.message, "this is a layout, not a release");
        assert_eq!(one(release_findings("42")).code, "wrong-type");
        assert_eq!(one(release_findings("[]")).code, "wrong-type");
    }

    #[test]
    fn an_empty_headline_is_an_error() {
        let found = release_findings("(date: \"2021-02-17\", headline: \"\")");
        assert_eq!(one(found).message, "`headline`: the text is empty");
    }

    #[test]
    fn an_attribute_line_may_stand_first() {
        let text = format!("#![enable(implicit_some)]\n// c\n{}", with(""));
        assert_eq!(release_findings(&text), []);
    }

    #[test]
    fn findings_are_limited() {
        let fields: String = (0..5000).map(|i| format!("x{i}: 1, ")).collect();
        assert!(release_findings(&with(&fields)).len() <= 200);
    }
}

mod layout {
    use super::*;

    fn read(text: &str) -> Layout {
        let mut diags = Diagnostics::new();
        let layout = read_layout(&source(text), &mut diags);
        layout.unwrap_or_else(|| panic!("{diags:?}"))
    }

    #[test]
    fn a_small_layout_has_sensible_defaults() {
        let layout = read(&house(""));
        assert_eq!(layout.page.size.height, Length::mm(297));
        assert_eq!(&*layout.style("body").family, "Source Sans");
        assert_eq!(layout.style("headline").leading, Length::pt(20), "15/12 of its size");
        assert!(layout.flow.contains_section(Section::Background));
        assert_eq!(layout.headings[&Section::Background].as_str(), "Hintergrund");
        assert_eq!(layout.follow.margins, layout.first.margins);
        assert_eq!(layout.follow.frames.len(), layout.first.frames.len());
    }

    trait Contains {
        fn contains_section(&self, section: Section) -> bool;
    }

    impl Contains for Vec<FlowItem> {
        fn contains_section(&self, wanted: Section) -> bool {
            self.iter()
                .any(|i| matches!(i, FlowItem::Section { section, .. } if *section == wanted))
        }
    }

    #[test]
    fn places_may_be_measured_from_any_edge() {
        let layout = read(&house(
            "follow_pages: (artwork: [SameAsFirst, \
             Area(right: \"10mm\", width: \"20mm\", top: \"-3mm\", bottom: \"290mm\", color: \"black\"), \
             Rule(left: \"0mm\", width: \"5mm\", bottom: \"192mm\", purpose: FoldMark)], \
             frames: [(left: \"20mm\", right: \"20mm\", bottom: \"10mm\", blocks: [Contact, Space(\"2mm\")])]),",
        ));
        let Some(Artwork::Area { rect, .. }) = layout.follow.artwork.first() else {
            panic!("{:?}", layout.follow.artwork)
        };
        let mm = Length::mm;
        assert_eq!(*rect, Rect::new(mm(180), mm(-3), mm(20), mm(10)));
        let Some(Artwork::Rule { from, to, .. }) = layout.follow.artwork.get(1) else {
            panic!("{:?}", layout.follow.artwork)
        };
        assert_eq!((from.y, to.x), (mm(105), mm(5)));
        let frame = &layout.follow.frames[0];
        assert_eq!((frame.x, frame.width, frame.y), (mm(20), mm(170), FrameY::Bottom(mm(10))));
        assert!(matches!(frame.blocks[0].content, FrameContent::Contact));
    }

    #[test]
    fn single_mistakes_are_named() {
        for (fields, code, underlined) in [
            ("page: (size: \"A4\", bleed: \"-3mm\"),", "bad-length", "\"-3mm\""),
            ("page: (bleed: 3),", "bad-length", "3"),
            ("page: (bleed: \"3\"),", "bad-length", "\"3\""),
            ("page: (bleed: NaN),", "bad-length", "NaN"),
            ("page: (size: \"A44\"),", "unknown-value", "\"A44\""),
            ("page: (size: (\"99999mm\", \"10mm\")),", "bad-length", "\"99999mm\""),
            ("palette: { \"x\": (cmyk: (0, 0, 0, 101), srgb: \"#000000\") },", "bad-colour", "101"),
            ("palette: { \"x\": (cmyk: (0, 0, 0), srgb: \"#000000\") },", "wrong-type", "("),
            (
                "palette: { \"x\": (cmyk: (0, 0, 0, 9), srgb: \"#00000\") },",
                "bad-colour",
                "\"#00000\"",
            ),
            (
                "palette: { \"x\": (cmyk: (0, 0, 0, 9), srgb: \"#000000\", spot: \"Black\") },",
                "bad-colour",
                "(",
            ),
            ("flow: [Title, Bodi],", "unknown-value", "Bodi"),
            ("flow: [Background, Title, Body],", "heading-before-title", "Background"),
            ("flow: [Line(text: \"{nummer}\")],", "unknown-placeholder", "{nummer}"),
            ("flow: [Line(text: \"x\", style: \"boddy\")],", "unknown-style", "\"boddy\""),
            ("flow: [Rule(color: \"blak\")],", "unknown-colour", "\"blak\""),
            ("follow_pages: (margins: \"150mm\"),", "no-text-region", "\"150mm\""),
            (
                "follow_pages: (frames: [(left: \"0mm\", width: \"300mm\", top: \"0mm\")]),",
                "frame-off-page",
                "(",
            ),
            ("follow_pages: (frames: [(left: \"0mm\", top: \"0mm\")]),", "bad-place", "("),
            (
                "follow_pages: (artwork: [SameAsFirst, SameAsFirst]),",
                "duplicate-name",
                "SameAsFirst",
            ),
            ("flow: [Title, Body, Lead, Body],", "duplicate-name", "Body"),
            (
                "flow: [Title, Background, Background(new_page: true)],",
                "duplicate-name",
                "Background",
            ),
            ("flow: [LeadPhotos, LeadPhotos(beside: Left)],", "duplicate-name", "LeadPhotos"),
            ("flow: [LeadPhotos(beside: Top)],", "unknown-value", "Top"),
            ("flow: [LeadPhotos(width: \"90%\")],", "bad-percentage", "\"90%\""),
            ("flow: [LeadPhotos(width: \"0%\")],", "bad-percentage", "\"0%\""),
            ("flow: [LeadPhotos(width: \"40\")],", "bad-length", "\"40\""),
            ("formats: (date: Kurz),", "unknown-value", "Kurz"),
            ("formats: (number: \"{x}\"),", "unknown-placeholder", "\"{x}\""),
            ("print: (image_ppi: (225, 150)),", "bad-number", "("),
            ("mail: (size_limit: \"viel\"),", "bad-size", "\"viel\""),
            ("fit: (leading: \"90%\"),", "bad-percentage", "\"90%\""),
            ("time_zone: \"\",", "bad-time-zone", "\"\""),
            ("time_zone: \"Mars/Base\",", "bad-time-zone", "\"Mars/Base\""),
        ] {
            let finding = only_house(fields);
            let (found, _, _, text) = place(&finding);
            assert_eq!((found, text.as_str()), (code, underlined), "{fields}: {finding:?}");
        }
    }

    #[test]
    fn a_part_of_the_flow_that_stands_there_twice_is_named_with_both_places() {
        let text = house("flow: [\n    Title, Body,\n    Body,\n],");
        let found = one(layout_findings(&text));
        let (_, line, column, _) = place(&found);
        let first = format!("delete this one or that at {}:12", line - 1);
        assert_eq!((column, found.hint.as_deref()), (5, Some(&*first)));
        // All three are told, and each part of its own.
        let many = layout_findings(&house("flow: [Title, Body, Body, Title, Body],"));
        assert_eq!(many.len(), 3, "{many:#?}");
        let fine = "flow: [Embargo, Line(text: \"x\"), Rule(), Space(\"1mm\"), Title, Body, Rule(), \
                    Line(text: \"x\"), Space(\"1mm\"), CharacterCount, Embargo],";
        assert_eq!(layout_findings(&house(fine)), []);
    }

    #[test]
    fn a_slip_in_a_time_zone_is_guessed() {
        for (zone, hint) in [
            ("Europe/Berln", "did you mean `Europe/Berlin`?"),
            ("Mars/Base", "write a name of the IANA database, such as \"Europe/Berlin\""),
        ] {
            let finding = only_house(&format!("time_zone: \"{zone}\","));
            assert_eq!(finding.message, format!("`time_zone`: `{zone}` is not a time zone"));
            assert_eq!(finding.hint.as_deref(), Some(hint));
        }
    }

    #[test]
    fn photos_after_the_lead_stand_where_the_flow_says() {
        let setup = |flow: &str| match read(&house(flow)).flow.as_slice() {
            [FlowItem::LeadPhotos(setup)] => *setup,
            other => panic!("{other:?}"),
        };
        assert_eq!(setup("flow: [LeadPhotos],"), LeadPhotos::USUAL);
        let right = LeadPhotos {
            beside: Some(Edge::Right),
            width: Share::PerMille(375),
            gap: Length::mm(4),
        };
        let flow = "flow: [LeadPhotos(beside: Right, width: \"37.5%\", gap: \"4mm\")],";
        assert_eq!(setup(flow), right);
        let wide = setup("flow: [LeadPhotos(width: \"60mm\")],");
        assert_eq!((wide.beside, wide.width), (None, Share::Length(Length::mm(60))));
    }

    #[test]
    fn an_initial_belongs_to_its_style() {
        let styles = "styles: { \"body\": (size: \"12pt\", initial: (lines: 4, weight: 700, \
                      gap: \"1mm\")), \"quote\": (italic: true), \"lead\": (based_on: \"body\", \
                      initial: (lines: 2)) },";
        let base = house("");
        let (start, end) = (base.find("styles:").unwrap(), base.find("letterhead:").unwrap());
        let layout = read(&format!("{}{styles}\n{}", &base[..start], &base[end..]));
        let of = |name: &str| layout.style(name).initial.clone();
        let body = of("body").unwrap();
        assert_eq!((body.lines, body.weight, body.gap), (4, Some(700), Length::mm(1)));
        assert_eq!((body.family, body.italic), (None, None));
        assert_eq!(of("lead").map(|initial| initial.lines), Some(2));
        assert_eq!((of("quote"), of("list")), (None, layout.styles["body"].initial.clone()));
    }

    /// The small layout with other styles.
    fn styled(styles: &str) -> Vec<Diagnostic> {
        let base = house("");
        let start = base.find("styles:").unwrap();
        let end = base.find("letterhead:").unwrap();
        layout_findings(&format!("{}styles: {{ {styles} }},\n{}", &base[..start], &base[end..]))
    }

    #[test]
    fn a_wrong_part_is_not_told_of_the_whole_as_well() {
        for (fields, code) in [
            (
                "first_page: (margins: \"9mm\", frames: [(left: \"x\", width: \"9mm\", top: \"1mm\")]),",
                "bad-length",
            ),
            (
                "first_page: (margins: \"9mm\", frames: [(lfet: \"1mm\", width: \"9mm\", top: \"1mm\")]),",
                "unknown-field",
            ),
            (
                "first_page: (margins: \"9mm\", frames: [(width: \"9mm\", top: \"1mm\")]),",
                "bad-place",
            ),
            ("fonts: { \"Source Sans\": [5] },", "wrong-type"),
            ("fonts: { \"Source Sans\": [] },", "no-fonts"),
        ] {
            let name = fields.split(':').next().unwrap_or_default();
            let base = house("");
            let start = base.find(&format!("    {name}:")).unwrap();
            let line = start + base[start..].find(",\n").unwrap() + 1;
            let end = if name == "first_page" { base.rfind(')').unwrap() } else { line };
            let text = format!("{}    {fields}\n{}", &base[..start], &base[end..]);
            assert_eq!(one(layout_findings(&text)).code, code, "{text}");
        }
    }

    /// What the hint says is accepted.
    #[test]
    fn a_leading_without_a_unit_is_told_one_that_is_right() {
        for (written, usual) in
            [("0.05", "13pt"), ("1.2", "12pt"), ("\"1.2\"", "12pt"), ("\"0.05pt\"", "13pt")]
        {
            let body =
                |leading: &str| styled(&format!("\"body\": (size: \"10pt\", leading: {leading})"));
            let hint = one(body(written)).hint.unwrap_or_default();
            assert!(hint.ends_with(&format!("e.g. \"{usual}\"")), "{written}: {hint}");
            assert_eq!(body(&format!("\"{usual}\"")), [], "{usual}");
        }
    }

    #[test]
    fn styles_know_their_relations() {
        for (styles, code, message) in [
            ("\"lead\": ()", "missing-style", "style `body` is missing"),
            (
                "\"body\": (initial: (lines: 0))",
                "bad-number",
                "`styles.body.initial.lines`: 0 is out of range",
            ),
            (
                "\"body\": (initial: (lines: 99))",
                "bad-number",
                "`styles.body.initial.lines`: 99 is out of range",
            ),
            (
                "\"body\": (initial: (color: \"black\"))",
                "missing-field",
                "`styles.body.initial`: field `lines` is missing",
            ),
            (
                "\"body\": (initial: (lines: 3, color: \"rad\"))",
                "unknown-colour",
                "`styles.body.initial.color`: there is no colour `rad`",
            ),
            (
                "\"body\": (), \"quote\": (initial: (lines: 3))",
                "no-initial",
                "style `quote` has no initial",
            ),
            (
                "\"body\": (align: Center, initial: (lines: 3))",
                "no-initial",
                "the lines of style `body` have no left edge",
            ),
            (
                "\"body\": (), \"a\": (based_on: \"b\"), \"b\": (based_on: \"a\")",
                "style-cycle",
                "style `b` is based on itself: a → b → a",
            ),
            (
                "\"body\": (based_on: \"body\")",
                "style-cycle",
                "style `body` is based on itself: body → body",
            ),
            (
                "\"body\": (), \"a\": (based_on: \"bdy\")",
                "unknown-style",
                "`styles.a.based_on`: there is no style `bdy`",
            ),
            (
                "\"body\": (font: \"Source San\")",
                "unknown-font",
                "`styles.body.font`: there is no font `Source San`",
            ),
            (
                "\"body\": (size: \"9999pt\")",
                "bad-length",
                "`styles.body.size`: no text is set at this size",
            ),
            (
                "\"body\": (size: \"10pt\", leading: \"4.9pt\")",
                "bad-length",
                "`styles.body.leading`: lines of 10pt would stand on each other",
            ),
            (
                "\"body\": (features: [\"oldstyle\"])",
                "bad-feature",
                "`styles.body.features[0]`: `oldstyle` is not an OpenType feature",
            ),
            (
                "\"body\": (align: Justified)",
                "unknown-value",
                "`styles.body.align`: unknown value `Justified`",
            ),
        ] {
            let finding = one(styled(styles));
            assert_eq!((finding.code, finding.message.as_str()), (code, message), "{styles}");
        }
    }

    #[test]
    fn a_long_chain_of_styles_is_no_stack_overflow() {
        let chain: String =
            (0..900).map(|i| format!("\"s{i}\": (based_on: \"s{}\"), ", i + 1)).collect();
        let found = styled(&format!("\"body\": (), {chain} \"s900\": ()"));
        assert!(found.iter().all(|f| f.code == "style-cycle") && !found.is_empty());
    }
}

mod hostile {
    use super::*;

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        for open in ["[", "(", "{\"a\":", "Some(", "(photos:[", "Release(body:"] {
            assert_eq!(one(release_findings(&open.repeat(100_000))).code, "syntax", "{open}");
        }
    }

    #[test]
    fn ron_curiosities_are_wrong_types() {
        for value in ["b\"x\"", "'c'", "1..2", "()", "r#raw", "-inf", "0xFF", "Some(Some(1))"] {
            assert!(!release_findings(&with(&format!("body: {value},"))).is_empty(), "{value}");
        }
    }

    /// Pieces that make files nearly right.
    const PIECES: &[&str] = &[
        "Release(",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "date: ",
        "\"2021-02-17\"",
        "headline: ",
        "\"",
        "\\",
        "r#\"",
        "\"#",
        "body: ",
        "photos: ",
        "// ",
        "/*",
        "*/",
        "\n",
        "Some(",
        "None",
        "styles: ",
        "\"body\": ",
        "based_on: ",
        "1",
        "-",
        "„",
        "ä",
        "NaN",
        "#![enable(",
        "embargo: Until(",
        "frames: ",
        "SameAsFirst",
        "\"{page\"",
        "\r\n",
        "\u{0}",
    ];

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            let mut diags = Diagnostics::new();
            read_release(&source(&text), &mut diags);
            read_layout(&source(&text), &mut diags);
            prop_assert!(diags.has_errors());
        }

        #[test]
        fn no_mixture_panics(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
            let text = pieces.concat();
            let mut diags = Diagnostics::new();
            let release = read_release(&source(&text), &mut diags);
            let layout = read_layout(&source(&with(&text)), &mut diags);
            draft_release(&source(&with(&text)), &mut diags);
            prop_assert!(layout.is_none() && (release.is_some() || diags.has_errors()));
            for finding in diags {
                let origin = finding.origin.expect("every finding has a place");
                prop_assert!(origin.source.text.get(origin.range.clone()).is_some());
            }
        }
    }
}
