//! The structure tree and what hangs on it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::reader::{dict, entry, load, operations, pages};
use super::sample::{everything, release, tiny};
use super::write;
use crate::export::Edition;

/// A structure element with the marked-content ids it holds on each page.
type Found = (String, ObjectId, Vec<(ObjectId, i64)>);

/// Structure elements in reading order.
fn walk(file: &Document, object: &Object, found: &mut Vec<Found>) {
    let id = object.as_reference().unwrap();
    let element = file.get_dictionary(id).unwrap();
    let role = String::from_utf8_lossy(element.get(b"S").unwrap().as_name().unwrap()).into_owned();
    let own_page = element.get(b"Pg").ok().and_then(|p| p.as_reference().ok());
    let kids = match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    };
    let at = found.len();
    found.push((role, id, Vec::new()));
    for kid in &kids {
        match kid {
            Object::Integer(mcid) => found[at].2.push((own_page.unwrap(), *mcid)),
            Object::Dictionary(mark) if mark.get(b"MCID").is_ok() => {
                let page = mark.get(b"Pg").unwrap().as_reference().unwrap();
                found[at].2.push((page, mark.get(b"MCID").unwrap().as_i64().unwrap()));
            }
            Object::Reference(_) => walk(file, kid, found),
            _ => {}
        }
    }
}

fn elements(file: &Document) -> Vec<Found> {
    let root = dict(file, file.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let mut found = Vec::new();
    walk(file, root.get(b"K").unwrap(), &mut found);
    found
}

fn parent_tree(file: &Document) -> BTreeMap<i64, Object> {
    let root = dict(file, file.catalog().unwrap().get(b"StructTreeRoot").unwrap());
    let tree = dict(file, root.get(b"ParentTree").unwrap());
    let nums = tree.get(b"Nums").unwrap().as_array().unwrap();
    nums.chunks(2).map(|pair| (pair[0].as_i64().unwrap(), pair[1].clone())).collect()
}

#[test]
fn every_id_on_a_page_belongs_to_the_element_that_names_it() {
    for document in [release(), everything()] {
        let file = load(&write(&document, Edition::Mail));
        let parents = parent_tree(&file);
        let mut named = BTreeMap::new();
        for (_, element, marks) in elements(&file) {
            for mark in marks {
                assert_eq!(named.insert(mark, element), None, "{mark:?} has two owners");
            }
        }
        for page in pages(&file) {
            let key =
                file.get_dictionary(page).unwrap().get(b"StructParents").unwrap().as_i64().unwrap();
            let owners = parents[&key].as_array().unwrap();
            let marked = operations(&file, page).into_iter().filter(|o| o.operator == "BDC");
            let ids: Vec<i64> = marked
                .filter_map(|o| o.operands[1].as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok())
                .collect();
            assert_eq!(ids, (0..owners.len() as i64).collect::<Vec<_>>());
            for id in ids {
                assert_eq!(named[&(page, id)], owners[id as usize].as_reference().unwrap());
            }
        }
    }
}

#[test]
fn tree_follows_the_release_and_not_the_painting() {
    let file = load(&write(&everything(), Edition::Mail));
    let roles: Vec<String> = elements(&file).into_iter().map(|(role, ..)| role).collect();
    let expected = "Document H1 P Link L LI Lbl LBody LI Lbl LBody Table THead TR TH TH TBody TR TD TD \
        BlockQuote P P Span H2 Figure Caption Figure Caption Figure Caption Figure Caption H2 H3";
    assert_eq!(roles.join(" "), expected);
}

#[test]
fn attributes_say_scope_numbering_and_box() {
    let file = load(&write(&everything(), Edition::Mail));
    let found = elements(&file);
    let attribute = |role: &str, key: &str| {
        let (_, id, _) = found.iter().find(|(r, ..)| r == role).unwrap();
        let attributes = file.get_dictionary(*id).unwrap().get(b"A").unwrap().as_dict().unwrap();
        attributes.get(key.as_bytes()).unwrap().clone()
    };
    assert_eq!(attribute("TH", "Scope"), Object::Name(b"Column".to_vec()));
    assert_eq!(attribute("L", "ListNumbering"), Object::Name(b"Decimal".to_vec()));
    assert_eq!(attribute("Figure", "BBox").as_array().unwrap().len(), 4);
    let (_, span, _) = found.iter().find(|(r, ..)| r == "Span").unwrap();
    let span = file.get_dictionary(*span).unwrap();
    assert_eq!(span.get(b"Lang").unwrap().as_str().unwrap(), b"en");
    assert_eq!(span.get(b"E").unwrap().as_str().unwrap(), b"Urban Diplomacy Exchange");
}

#[test]
fn links_are_tied_to_their_element_and_announce_their_target() {
    let file = load(&write(&everything(), Edition::Mail));
    let page = file.get_dictionary(pages(&file)[0]).unwrap();
    assert_eq!(page.get(b"Tabs").unwrap().as_name().unwrap(), b"S");
    let annotations = page.get(b"Annots").unwrap().as_array().unwrap();
    assert_eq!(annotations.len(), 1);
    let annotation = dict(&file, &annotations[0]);
    assert_eq!(annotation.get(b"F").unwrap().as_i64().unwrap(), 4);
    assert!(!annotation.get(b"Contents").unwrap().as_str().unwrap().is_empty());
    let uri = entry(&file, annotation, "A").as_dict().unwrap().get(b"URI").unwrap();
    assert_eq!(uri.as_str().unwrap(), b"https://stadt.de/st%C3%A4dte");
    let key = annotation.get(b"StructParent").unwrap().as_i64().unwrap();
    let element = parent_tree(&file)[&key].as_reference().unwrap();
    let element: &Dictionary = file.get_dictionary(element).unwrap();
    assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Link");
    let kids = element.get(b"K").unwrap().as_array().unwrap();
    let object = kids.last().unwrap().as_dict().unwrap();
    assert_eq!(object.get(b"Obj").unwrap(), &annotations[0]);
}

#[test]
fn artifacts_are_typed() {
    let file = load(&write(&release(), Edition::Mail));
    let properties: Vec<Dictionary> = pages(&file)
        .into_iter()
        .flat_map(|page| operations(&file, page))
        .filter(|o| o.operator == "BDC" && o.operands[0].as_name().is_ok_and(|n| n == b"Artifact"))
        .map(|o| o.operands[1].as_dict().unwrap().clone())
        .collect();
    let value = |d: &Dictionary, key: &[u8]| {
        d.get(key)
            .ok()
            .and_then(|v| v.as_name().ok())
            .map(|n| String::from_utf8_lossy(n).into_owned())
    };
    let kinds: Vec<_> =
        properties.iter().map(|d| (value(d, b"Type").unwrap(), value(d, b"Subtype"))).collect();
    let pagination = |subtype: &str| ("Pagination".to_owned(), Some(subtype.to_owned()));
    let plain = |kind: &str| (kind.to_owned(), None);
    assert_eq!(
        kinds,
        [
            plain("Background"),
            plain("Layout"),
            pagination("Footer"),
            plain("Background"),
            pagination("Header"),
            pagination("Footer"),
        ]
    );
    assert!(
        properties.iter().all(|d| d.get(b"BBox").is_ok_and(|b| b.as_array().unwrap().len() == 4))
    );
}

#[test]
fn bookmarks_come_with_the_third_page() {
    let short = load(&write(&tiny(), Edition::Mail));
    assert!(short.catalog().unwrap().get(b"Outlines").is_err());
    let long = load(&write(&everything(), Edition::Mail));
    let outline = entry(&long, long.catalog().unwrap(), "Outlines").as_dict().unwrap();
    assert_eq!(outline.get(b"Count").unwrap().as_i64().unwrap(), 4);
    let title = entry(&long, outline, "First").as_dict().unwrap();
    let section = entry(&long, title, "Last").as_dict().unwrap();
    assert_eq!(section.get(b"Title").unwrap().as_str().unwrap(), b"Unterlagen");
    let target = section.get(b"Dest").unwrap().as_array().unwrap()[0].as_reference().unwrap();
    assert_eq!(target, pages(&long)[2]);
}
