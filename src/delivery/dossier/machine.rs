//! The 87 conditions that programs can judge, with what rules each one out
//! here and the clause of `PDF_UA1.md` that names the tests.
//!
//! Numbers and meanings are those of the Matterhorn Protocol 1.1 (PDF
//! Association, 2021, CC BY 4.0), put in words of our own. They were compared
//! one by one with its text as quoted in `cpdfua.ml` of cpdf-source (86 rows; it
//! numbers 02-003 as 02-002 and leaves 02-004 out) and in `DacChecker.cs` of
//! RoboBraille (01-003 to 14-003, 02-004 among them), and their clauses with
//! the descriptions of the rules in veraPDF's profile PDFUA-1. Where the
//! protocol (31-003) and veraPDF differ on which Supplement may be greater,
//! nothing hangs on it: every encoding here is Identity-H.

use super::table::{Condition, Verdict, Words, words};

const fn row(
    id: &'static str,
    de: &'static str,
    en: &'static str,
    clause: &'static str,
    reason: Words,
) -> Condition {
    let clause = if clause.is_empty() { None } else { Some(clause) };
    let verdict = Verdict::MachineVerified { reason, clause };
    Condition { id, fault: words(de, en), verdict }
}

const APART: Words = words(
    "Gekennzeichnete Inhalte werden nie verschachtelt; jedes Stück ist Inhalt oder Beiwerk.",
    "Marked content is never nested; each piece is content or decoration.",
);
const STANDARD: Words =
    words("Nur Standardtypen, keine RoleMap.", "Standard types only, no role map.");
const CATALOG: Words =
    words("Steht fest im Katalog jeder Datei.", "Fixed in the catalog of every file.");
const XMP: Words = words(
    "Wird in jeder Datei geschrieben; der Titel ist Pflicht.",
    "Written in every file; a title is required.",
);
const MODEL: Words = words(
    "Entsteht aus einem Modell, das nur zulässige Verschachtelung kennt.",
    "Built from a model that knows permitted nesting only.",
);
const UNUSED: Words = words("Wird nie geschrieben.", "Never written.");
const UNICODE: Words = words(
    "Geprüft: jede Glyphe trägt ihren Text, sonst entsteht keine Datei.",
    "Checked: each glyph carries its text, else no file is written.",
);
const LANGUAGE: Words = words(
    "Die Sprache steht im Katalog, abweichende an ihrem Element.",
    "The language stands in the catalog, others at their element.",
);
const NO_FORMS: Words = words("Keine Formulare.", "No forms.");
const NO_MEDIA: Words = words("Keine Medien.", "No media.");
const ALT: Words = words(
    "Geprüft: ein Foto ohne Alternativtext verhindert die Datei.",
    "Checked: a photo without description stops the file.",
);
const HEADINGS: Words = words(
    "Der Titel ist das H1; Stufen werden aufgeschlossen.",
    "The headline is the H1; levels are closed up.",
);
const NUMBERED: Words = words(
    "Nur nummerierte Überschriften (H1 bis H6), kein H.",
    "Numbered headings only (H1 to H6), no H.",
);
const SCOPE: Words = words("Jede Kopfzelle trägt Scope.", "Each header cell carries a scope.");
const NO_FORMULA: Words = words("Keine Formeln.", "No formulas.");
const NO_NOTES: Words = words("Keine Noten.", "No notes.");
const NO_LAYERS: Words = words("Keine Ebenen (Optional Content).", "No optional content.");
const NAMED: Words =
    words("F und UF kommen aus dem Dateinamen.", "F and UF come from the file name.");
const OPEN: Words = words("Die Datei ist nicht verschlüsselt.", "The file is not encrypted.");
const LINKS: Words = words(
    "Verweise sind die einzigen Anmerkungen; jeder hängt an einem Link-Element und nennt sein Ziel in Contents.",
    "Links are the only annotations; each hangs at a Link element and names its target in Contents.",
);
const TABS: Words = words("Tabs S steht auf jeder Seite.", "Tabs S stands on every page.");
const NO_MARKS: Words = words("Keine PrinterMark-Anmerkungen.", "No printer's mark annotations.");
const FORMS: Words =
    words("Keine getaggten Inhalte in Form-XObjects.", "No tagged content in form XObjects.");
const IDENTITY: Words = words(
    "Identity-H mit Adobe-Identity-0; keine eigenen CMaps zur Kodierung.",
    "Identity-H with Adobe-Identity-0; no encoding CMaps of its own.",
);
const TO_GID: Words = words(
    "CIDToGIDMap ist Identity, wo die Schrift sie braucht.",
    "CIDToGIDMap is Identity where the font needs one.",
);
const EMBEDDED: Words = words(
    "Jede Schrift wird als Teilmenge der benutzten Glyphen eingebettet.",
    "Each font is embedded as a subset of the glyphs used.",
);
const NO_TYPE1: Words = words("Keine Type-1-Schriften.", "No Type 1 fonts.");
const NO_CIDSET: Words = words("Kein CIDSet.", "No CIDSet.");
const WIDTHS: Words = words(
    "Die Breiten kommen aus der eingebetteten Schrift.",
    "Widths come from the embedded font.",
);
const NO_SIMPLE: Words = words(
    "Keine einfachen TrueType-Schriften; alle Schriften sind Type 0.",
    "No simple TrueType fonts; all fonts are Type 0.",
);
const CHARACTERS: Words = words(
    "Geprüft: solche Zeichen werden beim Lesen abgewiesen.",
    "Checked: such characters are refused when read.",
);
const NOTDEF: Words = words(
    "Geprüft: ein Zeichen, das der Schrift fehlt, verhindert die Datei.",
    "Checked: a character that the font lacks stops the file.",
);

/// In the order of their numbers.
pub const CONDITIONS: &[Condition] = &[
    row(
        "01-003",
        "Beiwerk steht in getaggtem Inhalt.",
        "An artifact stands inside tagged content.",
        "7.1-1",
        APART,
    ),
    row(
        "01-004",
        "Getaggter Inhalt steht in Beiwerk.",
        "Tagged content stands inside an artifact.",
        "7.1-2",
        APART,
    ),
    row(
        "01-005",
        "Etwas ist weder Beiwerk noch getaggt.",
        "Something is neither artifact nor tagged.",
        "7.1-3",
        APART,
    ),
    row("01-007", "Suspects ist wahr.", "Suspects is true.", "7.1-4", UNUSED),
    row(
        "02-001",
        "Ein eigener Typ führt auf keinen Standardtyp.",
        "An own type does not lead to a standard type.",
        "7.1-5",
        STANDARD,
    ),
    row(
        "02-003",
        "Die Zuordnung der Typen läuft im Kreis.",
        "The mapping of types is circular.",
        "7.1-6",
        STANDARD,
    ),
    row(
        "02-004",
        "Ein Standardtyp ist umgedeutet.",
        "A standard type is remapped.",
        "7.1-7",
        STANDARD,
    ),
    row("06-001", "XMP-Metadaten fehlen.", "XMP metadata are missing.", "7.1-8", XMP),
    row("06-002", "Die PDF/UA-Kennung fehlt.", "The PDF/UA identifier is missing.", "5-1", XMP),
    row("06-003", "dc:title fehlt.", "dc:title is missing.", "7.1-9", XMP),
    row("07-001", "DisplayDocTitle fehlt.", "DisplayDocTitle is missing.", "7.1-10", CATALOG),
    row(
        "07-002",
        "DisplayDocTitle hat den Wert false.",
        "DisplayDocTitle has the value false.",
        "7.1-10",
        CATALOG,
    ),
    row(
        "09-004",
        "Tabellenelemente sind anders gebaut als in ISO 32000-1, Tabelle 337.",
        "Table elements are not built as in ISO 32000-1, table 337.",
        "7.2-3",
        MODEL,
    ),
    row(
        "09-005",
        "Listenelemente sind anders gebaut als in ISO 32000-1, Tabelle 336.",
        "List elements are not built as in ISO 32000-1, table 336.",
        "7.2-19",
        MODEL,
    ),
    row(
        "09-006",
        "Elemente eines Inhaltsverzeichnisses sind anders gebaut als in ISO 32000-1, Tabelle 333.",
        "Elements of a table of contents are not built as in ISO 32000-1, table 333.",
        "7.2-26",
        UNUSED,
    ),
    row(
        "09-007",
        "Ruby-Elemente sind anders gebaut als in ISO 32000-1, Tabelle 338.",
        "Ruby elements are not built as in ISO 32000-1, table 338.",
        "",
        UNUSED,
    ),
    row(
        "09-008",
        "Warichu-Elemente sind anders gebaut als in ISO 32000-1, Tabelle 338.",
        "Warichu elements are not built as in ISO 32000-1, table 338.",
        "",
        UNUSED,
    ),
    row(
        "10-001",
        "Ein Zeichencode hat kein Unicode.",
        "A character code has no Unicode.",
        "7.21.7-1",
        UNICODE,
    ),
    row(
        "11-001",
        "Die Sprache von Seitentext ist unbestimmt.",
        "The language of page text is undetermined.",
        "7.2-34",
        LANGUAGE,
    ),
    row(
        "11-002",
        "Die Sprache von Alt, ActualText oder E ist unbestimmt.",
        "The language of Alt, ActualText or E is undetermined.",
        "7.2-22",
        LANGUAGE,
    ),
    row(
        "11-003",
        "Die Sprache von Lesezeichen ist unbestimmt.",
        "The language of bookmarks is undetermined.",
        "7.2-2",
        LANGUAGE,
    ),
    row(
        "11-004",
        "Die Sprache von Anmerkungen ist unbestimmt.",
        "The language of annotations is undetermined.",
        "7.2-24",
        LANGUAGE,
    ),
    row(
        "11-005",
        "Die Sprache von Feldnamen ist unbestimmt.",
        "The language of field names is undetermined.",
        "7.2-25",
        NO_FORMS,
    ),
    row(
        "11-006",
        "Die Sprache der Metadaten ist unbestimmt.",
        "The language of the metadata is undetermined.",
        "7.2-33",
        LANGUAGE,
    ),
    row(
        "13-004",
        "Ein Figure hat keinen Ersatztext.",
        "A Figure has no replacement text.",
        "7.3-1",
        ALT,
    ),
    row(
        "14-002",
        "Die erste Überschrift ist nicht H1.",
        "The first heading is not H1.",
        "7.4.2-1",
        HEADINGS,
    ),
    row(
        "14-003",
        "Eine Überschriftenstufe ist übersprungen.",
        "A heading level is skipped.",
        "7.4.2-1",
        HEADINGS,
    ),
    row(
        "14-006",
        "Ein Knoten hat mehr als ein H.",
        "A node has more than one H.",
        "7.4.4-1",
        NUMBERED,
    ),
    row(
        "14-007",
        "H und nummerierte Überschriften kommen zugleich vor.",
        "H and numbered headings are both used.",
        "7.4.4-2",
        NUMBERED,
    ),
    row(
        "15-003",
        "In einer Tabelle ohne Headers und IDs hat eine Kopfzelle kein Scope.",
        "In a table without Headers and IDs a header cell has no Scope.",
        "7.5-1",
        SCOPE,
    ),
    row(
        "17-002",
        "Einem Formula-Element fehlt Alt.",
        "A Formula element lacks Alt.",
        "7.7-1",
        NO_FORMULA,
    ),
    row(
        "17-003",
        "Eine Formel erfüllt die Anforderungen an Unicode nicht.",
        "A formula does not meet the requirements on Unicode.",
        "",
        NO_FORMULA,
    ),
    row("19-003", "Eine Note hat keine ID.", "A note has no ID.", "7.9-1", NO_NOTES),
    row(
        "19-004",
        "Die ID einer Note ist nicht einmalig.",
        "The ID of a note is not unique.",
        "7.9-2",
        NO_NOTES,
    ),
    row(
        "20-001",
        "Eine Ebenenkonfiguration unter Configs hat keinen Namen.",
        "A layer configuration in Configs has no name.",
        "7.10-1",
        NO_LAYERS,
    ),
    row(
        "20-002",
        "Die Ebenenkonfiguration unter D hat keinen Namen.",
        "The layer configuration in D has no name.",
        "7.10-1",
        NO_LAYERS,
    ),
    row(
        "20-003",
        "Eine Ebenenkonfiguration hat AS.",
        "A layer configuration has AS.",
        "7.10-2",
        NO_LAYERS,
    ),
    row(
        "21-001",
        "Einer eingebetteten Datei fehlt F oder UF.",
        "An embedded file lacks F or UF.",
        "7.11-1",
        NAMED,
    ),
    row(
        "25-001",
        "Die Datei verlangt XFA mit dynamicRender „required“.",
        "The file has XFA with dynamicRender \"required\".",
        "7.15-1",
        NO_FORMS,
    ),
    row("26-001", "Der Verschlüsselung fehlt P.", "The encryption lacks P.", "7.16-1", OPEN),
    row(
        "26-002",
        "Bit 10 von P ist nicht gesetzt: Die Verschlüsselung sperrt Hilfsprogramme aus.",
        "Bit 10 of P is not set: the encryption shuts assistive programs out.",
        "7.16-1",
        OPEN,
    ),
    row(
        "28-002",
        "Eine Anmerkung (außer Widget, Link, PrinterMark) ist kein direktes Kind eines Annot-Elements.",
        "An annotation (other than Widget, Link, PrinterMark) is no direct child of an Annot element.",
        "7.18.1-1",
        LINKS,
    ),
    row(
        "28-004",
        "Eine Anmerkung (außer Widget) hat weder Contents noch Alt an ihrem Element.",
        "An annotation (other than Widget) has neither Contents nor Alt at its element.",
        "7.18.1-2",
        LINKS,
    ),
    row(
        "28-005",
        "Ein Formularfeld hat weder TU noch Alt an seinem Element.",
        "A form field has neither TU nor Alt at its element.",
        "7.18.1-3",
        NO_FORMS,
    ),
    row(
        "28-006",
        "Eine Anmerkung eines Typs, den ISO 32000 nicht kennt, erfüllt 7.18.1 nicht.",
        "An annotation of a type that ISO 32000 does not know does not meet 7.18.1.",
        "",
        LINKS,
    ),
    row(
        "28-007",
        "Es gibt eine TrapNet-Anmerkung.",
        "There is a TrapNet annotation.",
        "7.18.2-1",
        LINKS,
    ),
    row(
        "28-008",
        "Einer Seite mit Anmerkungen fehlt Tabs.",
        "A page with annotations lacks Tabs.",
        "7.18.3-1",
        TABS,
    ),
    row("28-009", "Tabs ist nicht S.", "Tabs is not S.", "7.18.3-1", TABS),
    row(
        "28-010",
        "Eine Widget-Anmerkung steht nicht in einem Form-Element.",
        "A widget annotation is not in a Form element.",
        "7.18.4-1",
        NO_FORMS,
    ),
    row(
        "28-011",
        "Ein Verweis steht nicht in einem Link-Element.",
        "A link is not in a Link element.",
        "7.18.5-1",
        LINKS,
    ),
    row("28-012", "Ein Verweis hat kein Contents.", "A link has no Contents.", "7.18.5-2", LINKS),
    row("28-014", "Einem Medienclip fehlt CT.", "A media clip lacks CT.", "7.18.6.2-1", NO_MEDIA),
    row("28-015", "Einem Medienclip fehlt Alt.", "A media clip lacks Alt.", "7.18.6.2-2", NO_MEDIA),
    row(
        "28-016",
        "Eine Dateianmerkung erfüllt 7.11 nicht.",
        "A file attachment annotation does not meet 7.11.",
        "7.11-1",
        LINKS,
    ),
    row(
        "28-017",
        "Eine PrinterMark-Anmerkung steht in der logischen Struktur.",
        "A PrinterMark annotation is in the logical structure.",
        "7.18.8-1",
        NO_MARKS,
    ),
    row(
        "28-018",
        "Die Erscheinung einer PrinterMark-Anmerkung ist nicht als Beiwerk gekennzeichnet.",
        "The appearance of a PrinterMark annotation is not marked as artifact.",
        "",
        NO_MARKS,
    ),
    row(
        "30-001",
        "Es gibt ein Reference-XObject.",
        "There is a reference XObject.",
        "7.20-1",
        UNUSED,
    ),
    row(
        "30-002",
        "Ein Form-XObject enthält MCIDs und wird mehrfach benutzt.",
        "A form XObject contains MCIDs and is used more than once.",
        "7.20-2",
        FORMS,
    ),
    row(
        "31-001",
        "Registry von CIDFont und CMap sind verschieden (außer Identity-H und -V).",
        "Registry of CIDFont and CMap differ (other than Identity-H and -V).",
        "7.21.3.1-1",
        IDENTITY,
    ),
    row(
        "31-002",
        "Ordering von CIDFont und CMap sind verschieden (außer Identity-H und -V).",
        "Ordering of CIDFont and CMap differ (other than Identity-H and -V).",
        "7.21.3.1-1",
        IDENTITY,
    ),
    row(
        "31-003",
        "Supplement des CIDFonts ist kleiner als das der CMap (außer Identity-H und -V).",
        "Supplement of the CIDFont is less than that of the CMap (other than Identity-H and -V).",
        "7.21.3.1-1",
        IDENTITY,
    ),
    row(
        "31-004",
        "CIDToGIDMap eines CIDFonts vom Typ 2 ist weder Strom noch Identity.",
        "CIDToGIDMap of a Type 2 CIDFont is neither a stream nor Identity.",
        "7.21.3.2-1",
        TO_GID,
    ),
    row(
        "31-005",
        "Einem CIDFont vom Typ 2 fehlt CIDToGIDMap.",
        "A Type 2 CIDFont lacks CIDToGIDMap.",
        "7.21.3.2-1",
        TO_GID,
    ),
    row(
        "31-006",
        "Eine CMap steht weder in ISO 32000-1, Tabelle 118, noch ist sie eingebettet.",
        "A CMap is neither listed in ISO 32000-1, table 118, nor embedded.",
        "7.21.3.3-1",
        IDENTITY,
    ),
    row(
        "31-007",
        "WMode im Wörterbuch einer CMap und in ihrem Strom sind verschieden.",
        "WMode in a CMap's dictionary and in its stream differ.",
        "7.21.3.3-2",
        IDENTITY,
    ),
    row(
        "31-008",
        "Eine CMap verweist auf eine, die nicht in Tabelle 118 steht.",
        "A CMap refers to one that table 118 does not list.",
        "7.21.3.3-3",
        IDENTITY,
    ),
    row(
        "31-009",
        "Eine Schrift ist nicht eingebettet.",
        "A font is not embedded.",
        "7.21.4.1-1",
        EMBEDDED,
    ),
    row(
        "31-011",
        "Einer eingebetteten Schrift fehlen benutzte Glyphen.",
        "An embedded font lacks glyphs that are used.",
        "7.21.4.1-2",
        EMBEDDED,
    ),
    row(
        "31-012",
        "CharSet nennt nicht alle Glyphen.",
        "CharSet does not list all glyphs.",
        "7.21.4.2-1",
        NO_TYPE1,
    ),
    row(
        "31-013",
        "CharSet nennt Glyphen, die fehlen.",
        "CharSet lists glyphs that are missing.",
        "7.21.4.2-1",
        NO_TYPE1,
    ),
    row(
        "31-014",
        "CIDSet nennt nicht alle Glyphen.",
        "CIDSet does not list all glyphs.",
        "7.21.4.2-2",
        NO_CIDSET,
    ),
    row(
        "31-015",
        "CIDSet nennt Glyphen, die fehlen.",
        "CIDSet lists glyphs that are missing.",
        "7.21.4.2-2",
        NO_CIDSET,
    ),
    row(
        "31-016",
        "Breiten in Wörterbuch und Schrift weichen um mehr als 1/1000 ab.",
        "Widths in dictionary and font differ by more than 1/1000.",
        "7.21.5-1",
        WIDTHS,
    ),
    row(
        "31-017",
        "Eine nichtsymbolische TrueType-Schrift enthält keine nichtsymbolische cmap.",
        "A non-symbolic TrueType font has no non-symbolic cmap.",
        "7.21.6-1",
        NO_SIMPLE,
    ),
    row(
        "31-018",
        "Eine Glyphe ist über keine nichtsymbolische cmap zu finden.",
        "A glyph cannot be found by any non-symbolic cmap.",
        "7.21.6-1",
        NO_SIMPLE,
    ),
    row(
        "31-019",
        "Einer nichtsymbolischen TrueType-Schrift fehlt Encoding.",
        "A non-symbolic TrueType font lacks Encoding.",
        "7.21.6-2",
        NO_SIMPLE,
    ),
    row(
        "31-020",
        "Dem Encoding fehlt BaseEncoding.",
        "Encoding lacks BaseEncoding.",
        "7.21.6-2",
        NO_SIMPLE,
    ),
    row(
        "31-021",
        "Die Kodierung ist weder MacRoman noch WinAnsi.",
        "The encoding is neither MacRoman nor WinAnsi.",
        "7.21.6-2",
        NO_SIMPLE,
    ),
    row(
        "31-022",
        "Differences nennt Glyphennamen, die nicht in der Adobe Glyph List stehen.",
        "Differences has glyph names that the Adobe Glyph List does not have.",
        "7.21.6-2",
        NO_SIMPLE,
    ),
    row(
        "31-023",
        "Differences ohne cmap (3,1) in der Schrift.",
        "Differences without a (3,1) cmap in the font.",
        "7.21.6-2",
        NO_SIMPLE,
    ),
    row(
        "31-024",
        "Eine symbolische TrueType-Schrift hat Encoding.",
        "A symbolic TrueType font has Encoding.",
        "7.21.6-3",
        NO_SIMPLE,
    ),
    row(
        "31-025",
        "Eine symbolische TrueType-Schrift enthält keine cmap.",
        "A symbolic TrueType font contains no cmap.",
        "7.21.6-4",
        NO_SIMPLE,
    ),
    row(
        "31-026",
        "Keine von mehreren cmaps ist (3,0).",
        "None of several cmaps is (3,0).",
        "7.21.6-4",
        NO_SIMPLE,
    ),
    row(
        "31-027",
        "ToUnicode fehlt, und keine der vier Ausnahmen trifft zu.",
        "ToUnicode is missing, and none of the four exceptions applies.",
        "7.21.7-1",
        UNICODE,
    ),
    row("31-028", "ToUnicode enthält U+0000.", "ToUnicode holds U+0000.", "7.21.7-2", CHARACTERS),
    row(
        "31-029",
        "ToUnicode enthält U+FEFF oder U+FFFE.",
        "ToUnicode holds U+FEFF or U+FFFE.",
        "7.21.7-2",
        CHARACTERS,
    ),
    row(
        "31-030",
        "Die Glyphe .notdef wird gezeigt.",
        "The glyph .notdef is shown.",
        "7.21.8-1",
        NOTDEF,
    ),
];
