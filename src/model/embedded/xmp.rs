//! XMP (ISO 16684-1): properties as elements or attributes of a description.

use roxmltree::{Document, Node};

use super::Embedded;

const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const EXT: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

/// Ends of IPTC's digital source types that say a trained model took part.
const GENERATED: &[&str] =
    &["trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "compositeSynthetic"];

/// Larger packets are no description of a photo.
const MAX_BYTES: usize = 1 << 20;
/// Elements and attributes of a packet.
const MAX_NODES: u32 = 20_000;

pub(super) fn read(packet: &[u8]) -> Embedded {
    let text = std::str::from_utf8(packet).ok().filter(|text| text.len() <= MAX_BYTES);
    let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
    let trimmed = text.map(|text| text.trim_matches(['\0', '\u{FEFF}']));
    let document = trimmed.and_then(|text| Document::parse_with_options(text, options).ok());
    let Some(document) = document else { return Embedded::default() };
    let get = |namespace: &str, name: &str| property(&document, namespace, name);
    let source = get(EXT, "DigitalSourceType");
    Embedded {
        alt: get(CORE, "AltTextAccessibility").or_else(|| get(CORE, "ExtDescrAccessibility")),
        credit: get(PHOTOSHOP, "Credit"),
        rights: get(RIGHTS, "UsageTerms").or_else(|| get(DC, "rights")),
        generated: source.is_some_and(|source| {
            let name = source.trim().rsplit('/').next().unwrap_or_default().to_owned();
            GENERATED.contains(&name.as_str())
        }),
    }
}

fn property(document: &Document<'_>, namespace: &str, name: &str) -> Option<String> {
    let descriptions =
        || document.descendants().filter(|node| node.has_tag_name((RDF, "Description")));
    let element = descriptions()
        .flat_map(|node| node.children())
        .find(|node| node.has_tag_name((namespace, name)));
    if let Some(element) = element {
        return value(element).filter(|text| !text.trim().is_empty());
    }
    descriptions().find_map(|node| node.attribute((namespace, name))).map(str::to_owned)
}

/// Plain text, a resource, or the default of several languages.
fn value(element: Node<'_, '_>) -> Option<String> {
    if let Some(resource) = element.attribute((RDF, "resource")) {
        return Some(resource.to_owned());
    }
    let items: Vec<_> =
        element.descendants().filter(|node| node.has_tag_name((RDF, "li"))).collect();
    let lang = |node: &&Node<'_, '_>| {
        node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")) == Some("x-default")
    };
    let item = items.iter().find(lang).or_else(|| items.first()).copied().unwrap_or(element);
    item.text().map(str::to_owned)
}
