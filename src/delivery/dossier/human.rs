//! The 48 conditions that the protocol leaves to people: 17 cannot occur, 26
//! are settled by how the tags come about, 5 remain.

use super::questions;
use super::table::{Condition, Subject, Verdict, Words, words};

const fn never(id: &'static str, fault: Words, reason: Words) -> Condition {
    Condition { id, fault, verdict: Verdict::CannotOccur(reason) }
}

const fn built(
    id: &'static str,
    fault: Words,
    reason: Words,
    tests: &'static [&'static str],
) -> Condition {
    Condition { id, fault, verdict: Verdict::TrueByConstruction { reason, tests } }
}

const fn asked(
    id: &'static str,
    fault: Words,
    ask: fn(&Subject<'_>) -> Vec<questions::Question>,
) -> Condition {
    Condition { id, fault, verdict: Verdict::ToJudge(ask) }
}

const NO_ACTION: Words = words(
    "Die Datei enthält keine Skripte und keine Aktionen außer dem Öffnen einer Adresse.",
    "The file holds no scripts and no actions but opening an address.",
);
const NO_MEDIA: Words =
    words("Die Datei enthält weder Ton noch Film.", "The file holds neither sound nor film.");
const NO_OCR: Words = words(
    "Der Text kommt aus der Meldung, nie aus einer Texterkennung.",
    "The text comes from the release, never from character recognition.",
);
const SIX_LEVELS: Words = words(
    "Geschrieben werden nur H1 bis H6; tiefere Stufen kennt die Eingabe nicht.",
    "Only H1 to H6 are written; the input knows no deeper level.",
);
const BY_TYPE: Words = words(
    "Jedes gesetzte Stück gehört entweder zu einem Absatz der Meldung oder ist Beiwerk (Linie, Fläche, Marke, Wiederholung); beides ist in den Daten unterschieden.",
    "Each piece set either belongs to a block of the release or is decoration (rule, area, mark, repetition); the data keep the two apart.",
);
const FROM_BLOCKS: Words = words(
    "Der Typ kommt aus der Auszeichnung der Meldung (Überschrift, Liste, Zitat, Tabelle, Foto), nicht aus dem Aussehen.",
    "The type comes from the markup of the release (heading, list, quotation, table, photo), not from its look.",
);
const PHOTO: Words = words(
    "Ein Foto ist ein Figure mit Alternativtext (Alt); ActualText wird für Bilder nicht geschrieben.",
    "A photo is a Figure with an alternate description (Alt); ActualText is not written for pictures.",
);
const HEADER_ROW: Words = words(
    "Die Kopfzeile der Tabelle wird als TH mit Scope Column geschrieben. Die erste Zelle einer Zeile wird TH mit Scope Row, wenn die erste Spalte fett ist, nur Zahlenspalten folgen oder ihr Kopf leer ist.",
    "The header row of a table is written as TH with scope Column. The first cell of a row becomes a TH with scope Row when the first column is bold, only columns of numbers follow, or its head is empty.",
);
const NUMBERING: Words = words(
    "Nummerierte Listen tragen ListNumbering Decimal, andere Disc oder None.",
    "Numbered lists carry ListNumbering Decimal, others Disc or None.",
);
const FURNITURE: Words = words(
    "Wiederholter Briefkopf und Seitenzahlen werden als Pagination mit Header oder Footer geschrieben.",
    "Repeated letterhead and page numbers are written as Pagination with Header or Footer.",
);
const NO_NOTES: Words = words(
    "Fußnoten und Verweise darauf kennt die Eingabe nicht.",
    "The input knows neither footnotes nor references to them.",
);
const LINKS: Words = words(
    "Die einzigen Anmerkungen sind Verweise; jeder hängt an seiner Stelle im Tag-Baum.",
    "Links are the only annotations; each hangs at its place in the tag tree.",
);

const TREE: &[&str] = &["the_tree_follows_the_release", "tag_trees_are_what_they_were"];
const FIGURE: &[&str] = &["a_figure_has_alt_place_and_caption", "figure_without_alt"];
const LIST: &[&str] = &["attributes_say_scope_numbering_and_box", "marks_hang_and_nest"];
const ARTIFACTS: &[&str] =
    &["artifacts_are_typed", "the_letterhead_is_content_once_and_a_header_later"];
const ANNOTATIONS: &[&str] = &[
    "links_are_tied_to_their_element_and_announce_their_target",
    "a_link_is_an_element_with_an_area",
];

/// In the order of their numbers.
pub const CONDITIONS: &[Condition] = &[
    built(
        "01-001",
        words("Beiwerk ist als Inhalt getaggt.", "Decoration is tagged as content."),
        BY_TYPE,
        &["every_painted_text_has_a_content_node", "artifacts_are_typed"],
    ),
    built(
        "01-002",
        words("Inhalt ist als Beiwerk gekennzeichnet.", "Content is marked as decoration."),
        BY_TYPE,
        &[
            "every_painted_text_has_a_content_node",
            "the_letterhead_is_content_once_and_a_header_later",
        ],
    ),
    built(
        "01-006",
        words(
            "Typ oder Attribute eines Elements passen nicht zum Inhalt.",
            "Type or attributes of an element do not suit its content.",
        ),
        FROM_BLOCKS,
        TREE,
    ),
    never(
        "02-002",
        words(
            "Ein eigener Elementtyp ist unpassend zugeordnet.",
            "An own element type is mapped to an unsuitable one.",
        ),
        words("Nur Standardtypen, keine RoleMap.", "Standard types only, no role map."),
    ),
    never(
        "03-001",
        words("Eine Aktion lässt etwas flackern.", "An action makes something flicker."),
        NO_ACTION,
    ),
    never("03-002", words("Ein Medium flackert.", "A medium flickers."), NO_MEDIA),
    never(
        "03-003",
        words("Ein Skript lässt etwas flackern.", "A script makes something flicker."),
        NO_ACTION,
    ),
    asked(
        "04-001",
        words(
            "Farbe, Kontrast, Format oder Anordnung sagen etwas, was die Tags nicht sagen.",
            "Colour, contrast, format or layout say something that the tags do not.",
        ),
        questions::look,
    ),
    never(
        "05-001",
        words(
            "Ton eines Mediums liegt in keiner anderen Form vor.",
            "Sound of a medium is not given in another form.",
        ),
        NO_MEDIA,
    ),
    never(
        "05-002",
        words(
            "Eine Tonanmerkung liegt in keiner anderen Form vor.",
            "A sound annotation is not given in another form.",
        ),
        NO_MEDIA,
    ),
    never(
        "05-003",
        words(
            "Ein Skript meldet etwas nur durch einen Ton.",
            "A script tells something by a beep only.",
        ),
        NO_ACTION,
    ),
    asked(
        "06-004",
        words(
            "Der Titel sagt nicht deutlich, welches Dokument dies ist.",
            "The title does not clearly identify the document.",
        ),
        questions::title,
    ),
    never(
        "08-001",
        words(
            "Texterkennung hat wesentliche Fehler gemacht.",
            "Character recognition made significant errors.",
        ),
        NO_OCR,
    ),
    never(
        "08-002",
        words("Erkannter Text ist nicht getaggt.", "Recognised text is not tagged."),
        NO_OCR,
    ),
    built(
        "09-001",
        words(
            "Die Tags stehen nicht in sinnvoller Lesereihenfolge.",
            "The tags are not in logical reading order.",
        ),
        words(
            "Der Tag-Baum entsteht aus der Meldung in deren Reihenfolge, nicht aus der Lage auf der Seite.",
            "The tag tree is built from the release in its order, not from places on the page.",
        ),
        &["tree_follows_the_release_and_not_the_painting", "the_tree_follows_the_release"],
    ),
    built(
        "09-002",
        words(
            "Elemente sind sinnwidrig verschachtelt.",
            "Elements are nested against their meaning.",
        ),
        words(
            "Die Verschachtelung ist die der Meldung; Listen und Tabellen entstehen aus einem Modell, das keine andere zulässt.",
            "The nesting is that of the release; lists and tables come from a model that permits no other.",
        ),
        TREE,
    ),
    built(
        "09-003",
        words(
            "Der Typ eines Elements passt nicht zu seinem Sinn.",
            "The type of an element does not suit its meaning.",
        ),
        FROM_BLOCKS,
        TREE,
    ),
    asked(
        "11-007",
        words("Eine angegebene Sprache stimmt nicht.", "A declared language is not the right one."),
        questions::languages,
    ),
    never(
        "12-001",
        words(
            "Dehnbare Zeichen sind nicht richtig wiedergegeben.",
            "Stretched characters are not represented properly.",
        ),
        words(
            "Zeichen werden nicht aus Teilen zusammengesetzt.",
            "Characters are not put together from parts.",
        ),
    ),
    built(
        "13-001",
        words(
            "Eine Grafik mit Bedeutung ist nicht als Figure getaggt.",
            "A meaningful graphic is not tagged as Figure.",
        ),
        words(
            "Fotos und beschriebene Bilder des Briefkopfs sind Figure; Linien, Flächen und Bilder ohne Beschreibung im Hauslayout sind Beiwerk.",
            "Photos and described pictures of the letterhead are Figure; rules, areas and pictures that the house layout leaves undescribed are decoration.",
        ),
        FIGURE,
    ),
    asked(
        "13-002",
        words(
            "Ein Verweis auf bedeutungsvollem Hintergrund beschreibt nicht beides.",
            "A link on a meaningful background does not describe both.",
        ),
        questions::links_on_pictures,
    ),
    built(
        "13-003",
        words(
            "Eine Bildunterschrift ist nicht als Caption getaggt.",
            "A caption is not tagged as Caption.",
        ),
        words(
            "Unterschrift und Bildnachweis eines Fotos sind eigene Felder und werden als Caption geschrieben.",
            "Caption and credit of a photo are fields of their own and are written as Caption.",
        ),
        &["a_figure_has_alt_place_and_caption"],
    ),
    built(
        "13-005",
        words(
            "Ein Bild hat ActualText, wo Alternativtext richtig wäre.",
            "A picture has ActualText where an alternate description would be right.",
        ),
        PHOTO,
        FIGURE,
    ),
    built(
        "13-006",
        words(
            "Grafiken, die nur zusammen etwas bedeuten, sind einzeln getaggt.",
            "Graphics that mean something only together are tagged one by one.",
        ),
        words(
            "Ein Bild ist eine Datei und ein Figure; Teile davon werden nicht getaggt.",
            "A picture is one file and one Figure; no part of it is tagged.",
        ),
        &["a_figure_has_alt_place_and_caption"],
    ),
    asked(
        "13-007",
        words(
            "Eine zugänglichere Form wäre möglich und wird nicht benutzt.",
            "A more accessible form is possible and is not used.",
        ),
        questions::pictures_of_text,
    ),
    built(
        "13-008",
        words(
            "Ein Bild, das als Text gelesen werden soll, hat keinen ActualText.",
            "A picture meant to be read as text has no ActualText.",
        ),
        words(
            "Text wird immer als Text gesetzt, nie als gezeichnete Figur; ob ein Foto Text zeigt, fragt 13-007.",
            "Text is always set as text, never drawn as a figure; whether a photo shows text is asked under 13-007.",
        ),
        &["every_painted_text_has_a_content_node"],
    ),
    built(
        "14-001",
        words("Eine Überschrift ist nicht als solche getaggt.", "A heading is not tagged as one."),
        words(
            "Dachzeile und Titel sind das H1; Abschnitte und Überschriften der Meldung werden H2 und tiefer.",
            "Kicker and headline are the H1; sections and headings of the release become H2 and deeper.",
        ),
        &["one_h1_holds_kicker_and_headline", "headings_skip_no_level"],
    ),
    never(
        "14-004",
        words(
            "Überschriftenstufen sind nicht mit arabischen Ziffern benannt.",
            "Heading levels are not named by Arabic numerals.",
        ),
        SIX_LEVELS,
    ),
    never(
        "14-005",
        words(
            "Eine Überschrift siebter oder tieferer Stufe ist anders getaggt.",
            "A heading of level seven or deeper is tagged otherwise.",
        ),
        SIX_LEVELS,
    ),
    built(
        "15-001",
        words(
            "Die Kopfzelle einer Zeile ist nicht als solche getaggt.",
            "The header cell of a row is not tagged as one.",
        ),
        HEADER_ROW,
        &["tables_are_tagged_with_scope"],
    ),
    built(
        "15-002",
        words(
            "Die Kopfzelle einer Spalte ist nicht als solche getaggt.",
            "The header cell of a column is not tagged as one.",
        ),
        HEADER_ROW,
        &["tables_are_tagged_with_scope", "attributes_say_scope_numbering_and_box"],
    ),
    built(
        "15-004",
        words(
            "Etwas ist als Tabelle getaggt, was keine ist.",
            "Something is tagged as a table that is none.",
        ),
        words(
            "Nur was die Meldung als Tabelle schreibt, wird eine; ein Hinweis meldet Tabellen, die der Anordnung dienen.",
            "Only what the release writes as a table becomes one; a lint reports tables made for layout.",
        ),
        &["tables_are_tagged_with_scope", "every_lint_has_examples_of_both_kinds"],
    ),
    built(
        "15-005",
        words(
            "Die Kopfzelle einer Zelle ist nicht eindeutig.",
            "The header of a cell is not unambiguous.",
        ),
        words(
            "Jede Tabelle hat eine Kopfzeile, gleich viele Zellen je Zeile und keine verbundenen Zellen.",
            "Each table has one header row, equally many cells in each row and no spanning cells.",
        ),
        &["tables_are_regular"],
    ),
    built(
        "16-001",
        words("Eine nummerierte Liste nennt keine Zählung.", "A numbered list names no numbering."),
        NUMBERING,
        LIST,
    ),
    built(
        "16-002",
        words(
            "Die Zählung einer nummerierten Liste ist keine.",
            "The numbering of a numbered list is none.",
        ),
        NUMBERING,
        LIST,
    ),
    built(
        "16-003",
        words("Eine Liste ist nicht als Liste getaggt.", "A list is not tagged as one."),
        words(
            "Was die Meldung als Liste schreibt, wird L mit LI, Lbl und LBody.",
            "What the release writes as a list becomes L with LI, Lbl and LBody.",
        ),
        LIST,
    ),
    never(
        "17-001",
        words(
            "Ein mathematischer Ausdruck ist nicht als Formula getaggt.",
            "A mathematical expression is not tagged as Formula.",
        ),
        words("Formeln kennt die Eingabe nicht.", "The input knows no formulas."),
    ),
    built(
        "18-001",
        words(
            "Kopf- und Fußzeilen sind keine Pagination-Artefakte.",
            "Headers and footers are no Pagination artifacts.",
        ),
        FURNITURE,
        ARTIFACTS,
    ),
    built(
        "18-002",
        words(
            "Kopf- und Fußzeilen sind nicht als Header oder Footer bezeichnet.",
            "Headers and footers are not classified as Header or Footer.",
        ),
        FURNITURE,
        ARTIFACTS,
    ),
    built(
        "19-001",
        words(
            "Eine Fuß- oder Endnote ist nicht als Note getaggt.",
            "A footnote or endnote is not tagged as Note.",
        ),
        NO_NOTES,
        &["unsupported_markup_stays_literally"],
    ),
    built(
        "19-002",
        words(
            "Ein Verweis auf eine Note ist nicht als Reference getaggt.",
            "A reference to a note is not tagged as Reference.",
        ),
        NO_NOTES,
        &["unsupported_markup_stays_literally"],
    ),
    never(
        "22-001",
        words(
            "Artikelfäden folgen nicht der Lesereihenfolge.",
            "Article threads do not follow the reading order.",
        ),
        words("Keine Artikelfäden.", "No article threads."),
    ),
    never(
        "24-001",
        words(
            "Ein gedrucktes Formular ist nicht als solches gekennzeichnet.",
            "A printed form is not marked as one.",
        ),
        words("Keine Formulare.", "No forms."),
    ),
    built(
        "28-001",
        words(
            "Anmerkungen stehen nicht in der Lesereihenfolge.",
            "Annotations are not in reading order.",
        ),
        LINKS,
        ANNOTATIONS,
    ),
    built(
        "28-003",
        words(
            "Eine Anmerkung dient dem Aussehen und sagt das nicht.",
            "An annotation serves the look and does not say so.",
        ),
        LINKS,
        &[
            "links_are_tied_to_their_element_and_announce_their_target",
            "repeated_letterheads_are_not_clickable",
        ],
    ),
    never(
        "28-013",
        words(
            "Eine Bildkarte (IsMap) hat keinen gleichwertigen Ersatz.",
            "An image map (IsMap) has no equal substitute.",
        ),
        words("IsMap wird nie geschrieben.", "IsMap is never written."),
    ),
    never(
        "29-001",
        words(
            "Ein Skript verlangt Tastendrücke zu bestimmter Zeit.",
            "A script requires keystrokes at certain times.",
        ),
        NO_ACTION,
    ),
    built(
        "31-010",
        words(
            "Eine Schrift ist eingebettet, ohne dass sie es darf.",
            "A font is embedded without permission.",
        ),
        words(
            "Das Einbettungsrecht in der Schriftdatei (OS/2 fsType) wird geprüft; verbietet es die Schrift, entsteht keine Datei. Die Lizenz im Wortlaut kennt das Programm nicht.",
            "The embedding permission in the font file (OS/2 fsType) is checked; where the font forbids it, no file is written. The wording of its licence is unknown to the program.",
        ),
        &["font_that_may_not_be_embedded"],
    ),
];
