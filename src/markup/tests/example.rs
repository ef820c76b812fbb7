//! The example release, field by field, as its office wrote it.

use super::*;

const KICKER: &str = "Städtediplomatie: Statement der OB von Dortmund und Pittsburgh/USA";
const HEADLINE: &str = "„Ein Neustart der transatlantischen Beziehungen\nzwischen Deutschland und \
                        der USA wird nur Erfolg\nhaben, wenn die Städte in den Prozess involviert \
                        sind“";
const CONTACT: [&str; 8] = [
    "Pressestelle der Stadt Dortmund",
    "Frank Bußmann (verantwortlich)",
    "Südwall 21–23, 44122 Dortmund",
    "Telefon: +49 (0)231/50-2 21 34",
    "Telefax: +49 (0)231/50-2 21 67",
    "E-Mail: [pressestelle@stadtdo.de](mailto:pressestelle@stadtdo.de)",
    "Web: [dortmund.de/presse](http://dortmund.de/presse)",
    "[dortmund-ueberrascht-dich.de](http://dortmund-ueberrascht-dich.de)",
];

const BODY: &str = r#"Am kommenden Freitag, 19. Februar 2021, werden weltweit ranghöchste Entscheidungsträger\*innen auf der virtuellen Münchner Sicherheitskonferenz zusammenkommen und über die globalen Herausforderungen und die Erneuerung des transatlantischen Verhältnisses sprechen. Was fehlt, ist die Einbindung kommunaler Entscheidungsträger in den Dialog zur Verbesserung des transatlantischen Verhältnisses. Die Oberbürgermeister der Städte Dortmund und Pittsburgh fordern in einem gemeinsamen Beitrag, dass die Regierungen beider Länder die Chance nutzen müssen, in diesem Prozess auf belastbare Strukturen der Städte und kommunalen Netzwerke in den USA und Deutschland zurückzugreifen.

**Oberbürgermeister Thomas Westphal, Dortmund:**

„Wenn das transatlantische Verhältnis wieder auf festen Füßen stehen soll, muss die US-amerikanische und deutsche Außenpolitik sich unter Zuhilfenahme der Städte ein weiteres Instrument in den Werkzeugkoffer der Diplomatie legen: Die globale Städte-Diplomatie. Sie wird für die künftige Transformation und Ausrichtung der Außenpolitik unverzichtbar sein.“

„Die Menschen kommen gerne zu uns nach Dortmund und nach Pittsburgh – sie sind von der Lebensqualität in unseren Städten überzeugt. Wir sind daher in der Pflicht, den Weg der Stärkung von Diplomatie, der Freundschaft und der Nachbarschaft über den Atlantik zu gehen. Gemeinsam bewahren wir den Gedanken der Demokratie. Wir sind internationale Großstädte der Nachbarn“, so OB Westphal.

**Oberbürgermeister William Peduto, Stadt Pittsburgh, USA:**

„Wir sollten die Chance in diesem Jahr nutzen, ein dauerhaftes Format zu entwickeln, Oberhäupter der Städte in den politischen Prozess gemeinsam mit den Regierungen beider Länder zu integrieren: Ein Deutsch-Amerikanisches Oberbürgermeister\*innenforum, das sich den Themen Pandemiebekämpfung, nachhaltige Stadtentwicklung, wirtschaftliche Entwicklung und Klimaschutz widmet. Es ist besonders nützlich, da die USA dem Pariser Klimaabkommen wieder beigetreten sind und wir uns dringend mit Fragen zur Vorbereitung der Weltklimakonferenz im November in Glasgow 2021 befassen müssen.“"#;

const BACKGROUND: &str = r#"Dortmund und Pittsburgh setzen in der Erneuerung des transatlantischen Verhältnisse auf die „**Städte-Diplomatie**“ („[**Urban Diplomacy**]{lang=en}“).

Beide Städte sind „Post-Industrial-Cities“, die ähnliche und tiefgreifende Veränderungen erlebt haben. Sie sind seit Jahren freundschaftlich verbunden und kooperieren in einigen Bereichen. Dortmund und Pittsburgh verbinden die ähnlichen Herausforderungen – wie andere Städte rund um den Globus: Pandemiebekämpfung, Migration, Digitalisierung, Mobilitätswende, Arbeitslosigkeit, Strukturwandel und Klimaschutz.

Pittsburgh und Dortmund fühlen sich nicht nur in ihrer Historie, sondern auch in ihrer Mentalität verbunden, um bspw. gut aus Krisen herauszukommen: In der Zeit der Transformation beziehen sie ihre Historie und Erbe bewusst in die zukünftige, nachhaltige Stadtentwicklung ein. Beide Städte sind heute starke Wissenschaftsstandorte mit Hochschulen und Forschungseinrichtungen, lebendigen Start-Up-Szenen und Weltmarktführern aus verschiedenen Branchen und Expertisen in Zukunftstechnologien."#;

const EDITORS_NOTE: &str = r#"Dieser Medieninformation haben wir den Beitrag von Thomas Westphal und William Peduto beigefügt, den Sie gerne veröffentlichen können.

Anbei finden Sie auch Fotos der Oberbürgermeister. Die Rechte der Bilder liegen jeweils bei der Stadt Dortmund und der Stadt Pittsburgh.

Kontakt: Frank Bußmann"#;

/// The context that the release and its house give.
fn house() -> Context {
    let text = |value: &str| Text::synthetic(value);
    context("de")
        .abbreviations(&[
            (text("OB"), text("Oberbürgermeister")),
            (text("USA"), text("Vereinigte Staaten von Amerika")),
            (text("bspw."), text("beispielsweise")),
        ])
        .keep_together(&[text("William Peduto"), text("Urban Diplomacy")])
        .hyphenation(&[text("Klima\\-abkommen"), text("Städte\\-diplomatie")])
}

fn no_breaks(text: &str) -> String {
    text.replace(['\u{A0}', '\u{202F}'], " ")
}

/// What a reader sees of a source without the markup that occurs in it.
fn unmarked(source: &str) -> String {
    source
        .replace("\\*", "\u{1}")
        .replace("**", "")
        .replace('\u{1}', "*")
        .replace("„[", "„")
        .replace("]{lang=en}", "")
        .replace("\n\n", "\n")
}

#[test]
fn every_word_of_the_prose_is_there() {
    for source in [BODY, BACKGROUND, EDITORS_NOTE] {
        let mut diags = Diagnostics::new();
        let prose = read(&written(source), &house(), &mut diags);
        assert!(diags.is_empty(), "{diags:?}");
        assert_eq!(no_breaks(&plain_prose(&prose)), unmarked(source));
        for run in all_runs(&prose.blocks) {
            let source = unmarked(&source[run.origin.range.clone()]);
            assert_eq!(no_breaks(&run.text).replace('\u{AD}', ""), source);
        }
    }
}

#[test]
fn the_body_is_a_lead_and_two_statements() {
    let prose = clean(BODY);
    let roles: Vec<_> = prose
        .blocks
        .iter()
        .filter_map(|b| match b {
            Block::Paragraph(p) => Some(p.role),
            _ => None,
        })
        .collect();
    use ParagraphRole::{Plain, Quotation, Speaker};
    assert_eq!(roles, [Plain, Speaker, Quotation, Quotation, Speaker, Quotation]);
    let text = plain_prose(&prose);
    for expected in [
        "19.\u{A0}Februar 2021",
        "Entscheidungsträger*innen auf",
        "Oberbürgermeister*innenforum",
        "Pittsburgh\u{A0}– sie",
        "OB\u{A0}Westphal",
    ] {
        assert!(text.contains(expected), "{expected}");
    }
}

#[test]
fn the_background_has_a_language_span() {
    let mut diags = Diagnostics::new();
    let prose = read(&written(BACKGROUND), &house(), &mut diags);
    let Some(Block::Paragraph(first)) = prose.blocks.first() else { panic!("{prose:?}") };
    assert_eq!(
        short(&first.text)[1..],
        ["b|Städte-Diplomatie", "|“ („", "b!en|Urban Diplomacy", "|“)."]
    );
    let expansions: Vec<_> = all_runs(&prose.blocks)
        .iter()
        .filter_map(|r| r.expansion.as_ref().map(|e| (r.text.as_str(), &**e)))
        .collect();
    assert_eq!(expansions, [("bspw.", "beispielsweise")]);
}

#[test]
fn the_single_lines() {
    let mut diags = Diagnostics::new();
    let mut line = |value: &str| read_inline(&written(value), &house(), &mut diags);
    assert_eq!(short(&line(KICKER))[1], "=|OB");
    let headline = line(HEADLINE);
    assert_eq!(headline.iter().filter(|i| **i == Inline::Break).count(), 2);
    assert_eq!(plain(&headline), HEADLINE.replace('\n', " "));
    let contact: Vec<_> = CONTACT.iter().map(|l| line(l)).collect();
    assert_eq!(short(&contact[3]), ["|Telefon: ", "!|+49\u{A0}(0)231/50-2\u{A0}21\u{A0}34"]);
    let links: Vec<_> = contact
        .iter()
        .flat_map(|l| text_runs(l))
        .filter_map(|r| r.link.as_ref().map(|l| (l.target.as_str(), l.contents.as_str())))
        .collect();
    assert_eq!(
        links,
        [
            ("mailto:pressestelle@stadtdo.de", "E-Mail an pressestelle@stadtdo.de"),
            ("http://dortmund.de/presse", "Link zu http://dortmund.de/presse"),
            ("http://dortmund-ueberrascht-dich.de", "Link zu http://dortmund-ueberrascht-dich.de"),
        ]
    );
    assert!(diags.is_empty());
}
