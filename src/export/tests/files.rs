//! Files as a whole: determinism, metadata, attachments, goldens.

use lopdf::Object;

use super::reader::{dict, entry, load};
use super::sample::{everything, release, tiny};
use super::write;
use crate::compose::document::{Attachment, Document, Relationship};
use crate::export::md5::md5;
use crate::export::{Edition, Exporter, Options, export};

#[test]
fn same_bytes_with_cold_and_warm_caches_and_many_threads() {
    let documents = [tiny(), release(), everything()];
    let warm = Exporter::new();
    for edition in Edition::ALL {
        let alone: Vec<Vec<u8>> = documents.iter().map(|d| write(d, edition)).collect();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for (document, expected) in documents.iter().zip(&alone).rev() {
                        let output = export(document, edition, &Options::default(), &warm).unwrap();
                        assert!(output.bytes == *expected, "{edition:?} differs");
                    }
                });
            }
        });
    }
}

#[test]
fn id_changes_with_the_content() {
    let id = |document: &Document| {
        let file = load(&write(document, Edition::Mail));
        file.trailer.get(b"ID").unwrap().as_array().unwrap()[0].as_str().unwrap().to_vec()
    };
    let mut other = tiny();
    other.info.title.push('!');
    assert_eq!(id(&tiny()), id(&tiny()));
    assert_ne!(id(&tiny()), id(&other));
    assert_eq!(id(&tiny()).len(), 16);
}

#[test]
fn dates_come_from_the_release_or_from_the_caller() {
    let bytes = write(&tiny(), Edition::Archive);
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<xmp:CreateDate>2021-02-17T00:00:00Z</xmp:CreateDate>"));
    let timestamp = jiff::Timestamp::from_second(1_700_000_000).ok();
    let options = Options { timestamp, ..Options::default() };
    let bytes = export(&tiny(), Edition::Archive, &options, &Exporter::new()).unwrap().bytes;
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("<xmp:ModifyDate>2023-11-14T22:13:20Z</xmp:ModifyDate>"));
    assert!(text.contains("<press:date>2021-02-17</press:date>"));
    let file = load(&bytes);
    let info = entry(&file, &file.trailer, "Info").as_dict().unwrap();
    assert_eq!(info.get(b"ModDate").unwrap().as_str().unwrap(), b"D:20231114221320Z");
}

#[test]
fn the_packet_of_a_mail_is_packed_and_whole() {
    let file = load(&write(&tiny(), Edition::Mail));
    let catalog = file.catalog().unwrap();
    let metadata = file.get_object(catalog.get(b"Metadata").unwrap().as_reference().unwrap());
    let stream = metadata.unwrap().as_stream().unwrap();
    assert!(stream.dict.get(b"Filter").is_ok());
    let packet = String::from_utf8(stream.decompressed_content().unwrap()).unwrap();
    assert!(packet.contains("<pdfuaid:part>1</pdfuaid:part>") && packet.ends_with("?>"));
}

#[test]
fn packet_names_standards_release_and_language() {
    let mut document = tiny();
    document.info.embargo = Some("Sperrfrist: 19. Februar, 10 Uhr".into());
    let text = |edition| String::from_utf8_lossy(&write(&document, edition)).into_owned();
    for wanted in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<rdf:li xml:lang=\"de-DE\">Städtediplomatie: Ein Neustart</rdf:li>",
        "<press:number>202.</press:number>",
        "<rdf:li xml:lang=\"x-default\">Sperrfrist: 19. Februar, 10 Uhr</rdf:li>",
        "<press:responsible>Pressestelle</press:responsible>",
        "<pdfaProperty:name>embargo</pdfaProperty:name>",
    ] {
        assert!(text(Edition::Archive).contains(wanted), "{wanted}");
    }
    let print = text(Edition::Print);
    assert!(print.contains("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"));
    assert!(print.contains("<pdf:Trapped>False</pdf:Trapped>") && !print.contains("pdfaid:part"));
}

fn source(name: &str) -> Attachment {
    Attachment {
        name: name.into(),
        mime: "text/plain".into(),
        description: "Quelle".into(),
        bytes: b"Release()".as_slice().into(),
        relationship: Relationship::Source,
        origin: None,
    }
}

/// Name, relationship, MIME type, checksum and bytes of an embedded file.
type Embedded = (String, String, String, Vec<u8>, Vec<u8>);

fn embedded(bytes: &[u8]) -> Vec<Embedded> {
    let file = load(bytes);
    let catalog = file.catalog().unwrap();
    let Ok(names) = catalog.get(b"Names") else { return Vec::new() };
    let tree = entry(&file, dict(&file, names), "EmbeddedFiles").as_dict().unwrap();
    let entries = tree.get(b"Names").unwrap().as_array().unwrap();
    let associated = catalog.get(b"AF").unwrap().as_array().unwrap();
    assert_eq!(associated.len(), entries.len() / 2);
    let name = |object: &Object| String::from_utf8_lossy(object.as_name().unwrap()).into_owned();
    entries
        .chunks(2)
        .map(|pair| {
            let spec = dict(&file, &pair[1]);
            assert!(associated.contains(&pair[1]));
            assert!(!spec.get(b"Desc").unwrap().as_str().unwrap().is_empty());
            let data = entry(&file, spec.get(b"EF").unwrap().as_dict().unwrap(), "UF");
            let data = data.as_stream().unwrap();
            let params = data.dict.get(b"Params").unwrap().as_dict().unwrap();
            (
                String::from_utf8_lossy(spec.get(b"F").unwrap().as_str().unwrap()).into_owned(),
                name(spec.get(b"AFRelationship").unwrap()),
                name(data.dict.get(b"Subtype").unwrap()),
                params.get(b"CheckSum").unwrap().as_str().unwrap().to_vec(),
                data.decompressed_content().unwrap(),
            )
        })
        .collect()
}

#[test]
fn archive_embeds_what_the_sheet_was_made_from() {
    let document = everything();
    let options = Options { sources: vec![source("a.ron")], ..Options::default() };
    let files =
        |edition| embedded(&export(&document, edition, &options, &Exporter::new()).unwrap().bytes);
    let archive = files(Edition::Archive);
    let (name, relationship, mime, sum, bytes) = &archive[0];
    assert_eq!(
        (name.as_str(), relationship.as_str(), mime.as_str()),
        ("a.ron", "Source", "text/plain")
    );
    assert_eq!(
        (sum.as_slice(), bytes.as_slice()),
        (md5(b"Release()").as_slice(), b"Release()".as_slice())
    );
    let names = |edition| files(edition).into_iter().map(|f| f.0).collect::<Vec<_>>();
    assert_eq!(names(Edition::Archive), ["a.ron", "beitrag-2.txt", "beitrag.txt", "_.csv"]);
    assert_eq!(names(Edition::Mail), ["beitrag-2.txt", "beitrag.txt", "_.csv"]);
    assert!(files(Edition::Print).is_empty());
}

#[test]
fn base_subset_is_chosen_from_the_sheet_alone() {
    let fonts = |document: &Document| {
        let file = load(&write(document, Edition::Mail));
        let mut names: Vec<String> = file
            .objects
            .values()
            .filter_map(|o| o.as_dict().ok()?.get(b"FontName").ok()?.as_name().ok())
            .map(|n| String::from_utf8_lossy(n).into_owned())
            .collect();
        names.sort();
        names
    };
    // One exact subset of each face.
    assert_eq!(fonts(&tiny()).len(), 2);
    // The same glyphs give the same subset, whatever else differs.
    let mut longer = release();
    longer.info.title.push('!');
    let (one, other) = (fonts(&release()), fonts(&longer));
    assert_eq!(one, other);
}

/// Streams of binary data as their length only; the rest as it is.
fn readable(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(8).position(|w| w == b"\nstream\n") {
        let (head, tail) = rest.split_at(at + 8);
        let end = tail.windows(11).position(|w| w == b"\nendstream\n").unwrap_or(tail.len());
        let (data, tail) = tail.split_at(end);
        out.push_str(&String::from_utf8_lossy(head));
        match std::str::from_utf8(data) {
            Ok(text) if !text.contains('\0') => out.push_str(text),
            _ => out.push_str(&format!("({} bytes)", data.len())),
        }
        rest = tail;
    }
    out.push_str(&String::from_utf8_lossy(rest));
    // The binary comment of line 2 is no text.
    let mut lines = out.lines();
    let first = lines.next().unwrap_or_default().to_owned();
    let lines = lines.skip(1).map(|line| line.trim_end().to_owned());
    std::iter::once(first).chain(lines).collect::<Vec<_>>().join("\n") + "\n"
}

/// Compares with `goldens/NAME.txt`; `UPDATE_GOLDENS=1` rewrites it.
#[allow(clippy::disallowed_methods, reason = "tests may look at the environment")]
fn golden(name: &str, document: &Document, edition: Edition) {
    let producer = "Pressblatt".to_owned();
    let options = Options { pretty: true, producer, ..Options::default() };
    let bytes = export(document, edition, &options, &Exporter::new()).unwrap().bytes;
    let found = readable(&bytes);
    let path = format!("{}/src/export/goldens/{name}.txt", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        std::fs::write(&path, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{path} differs; UPDATE_GOLDENS=1 rewrites it:\n{found}");
}

#[test]
fn golden_tiny_mail() {
    golden("tiny.mail", &tiny(), Edition::Mail);
}

#[test]
fn golden_tiny_print() {
    golden("tiny.print", &tiny(), Edition::Print);
}
