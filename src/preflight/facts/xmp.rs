//! The XMP packet of the catalog (ISO 16684-1), read tolerantly.

use std::collections::BTreeMap;

use crate::preflight::reader::Pdf;
use crate::preflight::reader::filter;
use crate::preflight::text_string;

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
/// Dublin Core.
pub(crate) const DC: &str = "http://purl.org/dc/elements/1.1/";
/// XMP basic.
pub(crate) const XMP: &str = "http://ns.adobe.com/xap/1.0/";
/// XMP media management.
pub(crate) const MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
/// Adobe PDF.
pub(crate) const PDF: &str = "http://ns.adobe.com/pdf/1.3/";
/// PDF/X identification.
pub(crate) const PDFXID: &str = "http://www.npes.org/pdfx/ns/id/";
/// Most XML nodes of a packet.
const MAX_NODES: u32 = 100_000;

/// What the catalog says about metadata.
#[derive(Debug, Default)]
pub(crate) struct Xmp {
    /// Whether there is a metadata stream at all.
    pub present: bool,
    /// Whether it is compressed, which hides it from simple readers.
    pub filtered: bool,
    /// Whether it is well-formed XML with RDF in it.
    pub readable: bool,
    properties: BTreeMap<(String, String), String>,
}

impl Xmp {
    /// Reads the packet of the catalog.
    pub(crate) fn read(pdf: &Pdf<'_>) -> Self {
        let mut xmp = Self::default();
        let object = pdf.get(&pdf.catalog(), b"Metadata");
        let Some(stream) = object.as_stream() else { return xmp };
        xmp.present = true;
        xmp.filtered = !filter::chain(pdf, &stream.dict).is_empty();
        let Ok(bytes) = pdf.decode(stream) else { return xmp };
        let text = match bytes.as_slice() {
            [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => text_string::decode(&bytes),
            plain => String::from_utf8_lossy(plain).into_owned(),
        };
        xmp.parse(&text);
        xmp
    }

    fn parse(&mut self, text: &str) {
        let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
        let text = text.trim_matches(['\u{feff}', '\0', ' ', '\n', '\r', '\t']);
        let Ok(document) = roxmltree::Document::parse_with_options(text, options) else { return };
        let descriptions = document.descendants().filter(|n| n.has_tag_name((RDF, "Description")));
        for description in descriptions {
            self.readable = true;
            for attribute in description.attributes() {
                if let Some(namespace) = attribute.namespace() {
                    self.set(namespace, attribute.name(), attribute.value());
                }
            }
            for property in description.children().filter(roxmltree::Node::is_element) {
                let item = property.descendants().find(|n| n.has_tag_name((RDF, "li")));
                let text: String = item.unwrap_or(property).text().unwrap_or("").trim().into();
                self.set(property.tag_name().namespace().unwrap_or(""), property.tag_name().name(), &text);
            }
        }
    }

    fn set(&mut self, namespace: &str, name: &str, value: &str) {
        let key = (namespace.to_owned(), name.to_owned());
        self.properties.entry(key).or_insert_with(|| value.to_owned());
    }

    /// A property that is present and not empty. Of arrays the first item.
    pub(crate) fn get(&self, namespace: &str, name: &str) -> Option<&str> {
        let key = (namespace.to_owned(), name.to_owned());
        self.properties.get(&key).map(String::as_str).filter(|v| !v.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_and_elements_are_read() {
        let mut xmp = Xmp::default();
        xmp.parse(
            r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Trapped="False"
             xmlns:dc="http://purl.org/dc/elements/1.1/">
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Titel</rdf:li></rdf:Alt></dc:title>
            </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#,
        );
        assert!(xmp.readable);
        assert_eq!(xmp.get(PDF, "Trapped"), Some("False"));
        assert_eq!(xmp.get(DC, "title"), Some("Titel"));
        assert_eq!(xmp.get(DC, "creator"), None);
    }
}
