//! Metadata of photos made by hand.

use super::*;
use crate::model::assets::AssetError;

/// What a photo says to a German release.
fn read(bytes: &[u8]) -> Embedded {
    Embedded::read(bytes, &Lang::german())
}

fn text(said: &Option<Said>) -> Option<&str> {
    said.as_ref().map(|said| said.text.as_str())
}

fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    let mut out = vec![0xFF, marker];
    out.extend(u16::try_from(data.len() + 2).expect("short").to_be_bytes());
    out.extend(data);
    out
}

fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8];
    segments.iter().for_each(|segment| out.extend(segment));
    out.extend(b"\xFF\xDA\x00\x02\xFF\xD9");
    out
}

fn packet(properties: &str) -> String {
    format!(
        "<?xpacket begin='\u{FEFF}' id='W5M0MpCehiHzreSzNTczkc9d'?>\
         <x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='{RDF}'>\
         <rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' \
         xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' \
         xmlns:core='http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/' \
         xmlns:ext='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' {properties}\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
    )
}

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

fn xmp(properties: &str) -> Vec<u8> {
    let packet = packet(properties);
    segment(0xE1, &[b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes()].concat())
}

fn iptc(sets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    let mut record = Vec::new();
    for (number, set, data) in sets {
        record.extend([0x1C, *number, *set]);
        record.extend(u16::try_from(data.len()).expect("short").to_be_bytes());
        record.extend(*data);
    }
    let mut data = b"Photoshop 3.0\0".to_vec();
    // Another resource first, of odd length, to be skipped with its padding.
    data.extend(b"8BIM\x03\xED\x00\x00\x00\x00\x00\x03abc\x00");
    data.extend(b"8BIM\x04\x04\x00\x00");
    data.extend(u32::try_from(record.len()).expect("short").to_be_bytes());
    data.extend(record);
    segment(0xED, &data)
}

#[test]
fn xmp_gives_alt_credit_rights_and_source() {
    let found = read(&jpeg(&[xmp("photoshop:Credit='Stadt Musterstadt' \
         ext:DigitalSourceType='http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'>\
         <core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='en'>A bridge</rdf:li>\
         <rdf:li xml:lang='x-default'>Eine Brücke\n im Nebel</rdf:li></rdf:Alt>\
         </core:AltTextAccessibility>\
         <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© 2026</rdf:li></rdf:Alt></dc:rights>")]));
    assert_eq!(text(&found.alt), Some("Eine Brücke im Nebel"));
    assert_eq!(text(&found.credit), Some("Stadt Musterstadt"));
    assert_eq!(text(&found.rights), Some("© 2026"));
    assert!(found.generated);
}

#[test]
fn a_camera_is_no_model() {
    let source = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
    let found = read(&jpeg(&[xmp(&format!("><ext:DigitalSourceType rdf:resource='{source}'/>"))]));
    assert!(!found.generated);
}

#[test]
fn iptc_is_read_in_latin_1_and_utf_8() {
    let latin = read(&jpeg(&[iptc(&[(2, 110, b"M\xFCller"), (2, 116, b"frei")])]));
    assert_eq!((text(&latin.credit), text(&latin.rights)), (Some("Müller"), Some("frei")));
    let utf_8 = iptc(&[(1, 90, b"\x1b%G"), (2, 110, "Müller".as_bytes())]);
    assert_eq!(text(&read(&jpeg(&[utf_8])).credit), Some("Müller"));
}

#[test]
fn xmp_comes_before_iptc_wherever_it_stands() {
    let segments = [iptc(&[(2, 110, b"old"), (2, 116, b"frei")]), xmp("photoshop:Credit='new'>")];
    let found = read(&jpeg(&segments));
    assert_eq!((text(&found.credit), text(&found.rights)), (Some("new"), Some("frei")));
}

#[test]
fn png_carries_xmp_as_text() {
    let data =
        [b"XML:com.adobe.xmp\0\0\0\0\0", packet("photoshop:Credit='C'>").as_bytes()].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(u32::try_from(data.len()).expect("short").to_be_bytes());
    png.extend(b"iTXt");
    png.extend(data);
    png.extend([0; 4]);
    assert_eq!(text(&read(&png).credit), Some("C"));
}

#[test]
fn damage_at_any_byte_is_no_panic() {
    let whole = jpeg(&[iptc(&[(2, 110, b"M"), (2, 116, b"frei")]), xmp("photoshop:Credit='new'>")]);
    for end in 0..whole.len() {
        read(&whole[..end]);
        let mut damaged = whole.clone();
        damaged[end] ^= 0xFF;
        read(&damaged);
    }
}

#[test]
fn of_several_languages_that_of_the_release_is_read() {
    let bytes = jpeg(&[xmp("><core:AltTextAccessibility><rdf:Alt>\
         <rdf:li xml:lang='x-default'>Eine Brücke</rdf:li><rdf:li xml:lang='en-US'>A bridge</rdf:li>\
         <rdf:li xml:lang='de-DE'>Eine Brücke</rdf:li></rdf:Alt></core:AltTextAccessibility>\
         <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© 2026</rdf:li></rdf:Alt></dc:rights>")]);
    for (wanted, words, language) in [
        ("de", "Eine Brücke", Some("de-DE")),
        ("en-GB", "A bridge", Some("en-US")),
        // Another item tells the language of the default.
        ("fr", "Eine Brücke", Some("de-DE")),
    ] {
        let found = Embedded::read(&bytes, &Lang::new(wanted).expect("a tag"));
        let alt = found.alt.expect("an alt text");
        assert_eq!((&*alt.text, alt.language.as_ref().map(Lang::as_str)), (words, language));
        assert_eq!(found.rights.map(|rights| rights.language), Some(None));
    }
}

/// A photo that describes itself in German.
struct Described;

impl Assets for Described {
    fn read(&self, _: Root, _: &str) -> Result<std::sync::Arc<[u8]>, AssetError> {
        let photo = jpeg(&[xmp("photoshop:Credit='Agentur Nord'>\
             <core:AltTextAccessibility><rdf:Alt><rdf:li xml:lang='x-default'>Eine Brücke</rdf:li>\
             </rdf:Alt></core:AltTextAccessibility>\
             <dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>honorarfrei</rdf:li></rdf:Alt>\
             </dc:rights>")]);
        Ok(photo.into())
    }
}

/// The findings about a release with these fields.
fn findings(fields: &str) -> Vec<String> {
    let source = |text: &str| {
        std::sync::Arc::new(crate::diag::Source { name: "a.ron".into(), text: text.into() })
    };
    let release = format!("(date: \"2026-01-01\", headline: \"H\", {fields})");
    let layout = include_str!("../read/tests/small_layout.ron");
    let mut diags = Diagnostics::new();
    let release = crate::model::read_release(&source(&release), &mut diags);
    let layout = crate::model::read_layout(&source(layout), &mut diags);
    complete(&mut release.expect("a release"), &layout.expect("it"), &Described, &mut diags);
    diags.into_iter().map(|found| found.message).collect()
}

#[test]
fn a_translated_release_is_not_compared_with_what_its_photos_say() {
    let photo = "photos: [(file: \"a.jpg\", alt: \"A ship\", rights: \"free for press use\", \
                 credit: \"Agentur Nord\")]";
    assert_eq!(findings(&format!("{photo}, language: \"en\"")), [""; 0]);
    assert_eq!(findings(photo).len(), 2, "in the language of the house");
    // Names are names.
    let other = photo.replace("Agentur Nord", "City of Musterstadt");
    let found = findings(&format!("{other}, language: \"en\""));
    assert_eq!(found, ["`a.jpg` itself gives another credit: “Agentur Nord”"]);
    // An Austrian release of a German house is not translated.
    assert_eq!(findings(&format!("{photo}, language: \"de-AT\"")).len(), 2);
}
