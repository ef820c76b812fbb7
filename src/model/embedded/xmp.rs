//! XMP (ISO 16684-1): properties as elements or attributes of a description.

use roxmltree::{Document, Node};

use super::{Embedded, Said};
use crate::model::Lang;

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

pub(super) fn read(packet: &[u8], wanted: &Lang) -> Embedded {
    let text = std::str::from_utf8(packet).ok().filter(|text| text.len() <= MAX_BYTES);
    let options = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..Default::default() };
    let trimmed = text.map(|text| text.trim_matches(['\0', '\u{FEFF}']));
    let document = trimmed.and_then(|text| Document::parse_with_options(text, options).ok());
    let Some(document) = document else { return Embedded::default() };
    let get = |namespace: &str, name: &str| property(&document, namespace, name, wanted);
    let source = get(EXT, "DigitalSourceType");
    Embedded {
        alt: get(CORE, "AltTextAccessibility").or_else(|| get(CORE, "ExtDescrAccessibility")),
        credit: get(PHOTOSHOP, "Credit"),
        rights: get(RIGHTS, "UsageTerms").or_else(|| get(DC, "rights")),
        generated: source.is_some_and(|source| {
            let name = source.text.trim().rsplit('/').next().unwrap_or_default().to_owned();
            GENERATED.contains(&name.as_str())
        }),
    }
}

fn property(document: &Document<'_>, namespace: &str, name: &str, wanted: &Lang) -> Option<Said> {
    let descriptions =
        || document.descendants().filter(|node| node.has_tag_name((RDF, "Description")));
    let element = descriptions()
        .flat_map(|node| node.children())
        .find(|node| node.has_tag_name((namespace, name)));
    if let Some(element) = element {
        return value(element, wanted).filter(|said| !said.text.trim().is_empty());
    }
    let text = descriptions().find_map(|node| node.attribute((namespace, name)))?;
    Some(Said { text: text.to_owned(), language: None })
}

/// Plain text, a resource, or of several languages the wanted one, else the
/// default one.
fn value(element: Node<'_, '_>, wanted: &Lang) -> Option<Said> {
    if let Some(resource) = element.attribute((RDF, "resource")) {
        return Some(Said { text: resource.to_owned(), language: None });
    }
    let items: Vec<_> =
        element.descendants().filter(|node| node.has_tag_name((RDF, "li"))).collect();
    let find = |fits: &dyn Fn(&str) -> bool| items.iter().find(|item| tag(item).is_some_and(fits));
    let item = find(&|tag| tag.eq_ignore_ascii_case(wanted.as_str()))
        .or_else(|| find(&|tag| same_language(tag, wanted)))
        .or_else(|| find(&|tag| tag == DEFAULT))
        .or_else(|| items.first());
    let item = item.copied().unwrap_or(element);
    Some(Said { text: item.text()?.to_owned(), language: language(item, &items) })
}

const DEFAULT: &str = "x-default";

fn tag<'a>(item: &Node<'a, '_>) -> Option<&'a str> {
    item.attribute(("http://www.w3.org/XML/1998/namespace", "lang"))
}

fn same_language(tag: &str, wanted: &Lang) -> bool {
    Lang::new(tag).is_some_and(|lang| lang.primary().eq_ignore_ascii_case(wanted.primary()))
}

/// The language of an item. That of the default one (XMP, language alternative)
/// is told by another item with the same words.
fn language(item: Node<'_, '_>, items: &[Node<'_, '_>]) -> Option<Lang> {
    let same = items.iter().filter(|other| other.text() == item.text());
    std::iter::once(&item).chain(same).find_map(|item| Lang::new(tag(item)?))
}
