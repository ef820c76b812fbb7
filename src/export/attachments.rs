//! Embedded files: the release's attachments, and in the archive edition the
//! files the sheet was made from (ISO 19005-3, 6.8).

use pdf_writer::types::AssociationKind;
use pdf_writer::writers::FileSpec;
use pdf_writer::{Date, Filter, Finish, Name, Ref, Str, TextStr};

use super::md5::md5;
use super::objects::File;
use crate::compose::document::{Attachment, Relationship};

/// Writes files and returns (name, file specification) sorted by name, as a
/// name tree needs it.
pub(super) fn write(file: &mut File<'_>, files: &[&Attachment], date: Date) -> Vec<(String, Ref)> {
    let mut written: Vec<(String, Ref)> = Vec::with_capacity(files.len());
    for attachment in files {
        let name = unique(&attachment.name, &written);
        let data = embed(file, attachment, date);
        let id = file.alloc();
        let mut spec: FileSpec<'_> = file.object(id).start();
        spec.path(Str(&ascii(&name))).unic_file(TextStr(&name));
        let described = attachment.description.trim();
        spec.description(TextStr(if described.is_empty() { &name } else { described }));
        spec.association_kind(match attachment.relationship {
            Relationship::Source => AssociationKind::Source,
            Relationship::Supplement => AssociationKind::Supplement,
            Relationship::Data => AssociationKind::Data,
            Relationship::Unspecified => AssociationKind::Unspecified,
        });
        let mut embedded = spec.insert(Name(b"EF")).dict();
        embedded.pair(Name(b"F"), data).pair(Name(b"UF"), data);
        drop(embedded);
        drop(spec);
        written.push((name, id));
    }
    written.sort();
    written
}

fn embed(file: &mut File<'_>, attachment: &Attachment, date: Date) -> Ref {
    let id = file.alloc();
    let sum = md5(&attachment.bytes);
    file.identify(&sum);
    let compress = !file.is_pretty() && !is_compressed(&attachment.mime);
    let packed = compress.then(|| file.compress(&attachment.bytes));
    let data = packed.as_deref().unwrap_or(&attachment.bytes);
    let mut stream = file.embedded_file(id, data);
    if compress {
        stream.filter(Filter::FlateDecode);
    }
    stream.subtype(Name(attachment.mime.as_bytes()));
    let size = i32::try_from(attachment.bytes.len()).unwrap_or(i32::MAX);
    stream.params().size(size).modification_date(date).checksum(Str(&sum));
    stream.finish();
    id
}

/// Whether a format is compressed in itself.
fn is_compressed(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "application/pdf" | "application/zip")
        || mime.starts_with("application/vnd.openxmlformats")
}

/// Whether a text has the form of a MIME type (RFC 6838, 4.2).
pub(super) fn is_mime(text: &str) -> bool {
    let allowed = |part: &str| {
        !part.is_empty()
            && part.len() <= 63
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| allowed(kind) && allowed(subtype))
}

/// Two files of one name get a number: names are keys.
fn unique(name: &str, taken: &[(String, Ref)]) -> String {
    let is_taken = |name: &str| taken.iter().any(|(known, _)| known == name);
    if !is_taken(name) {
        return name.to_owned();
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let dot = if ending.is_empty() { "" } else { "." };
    let numbered = (2..=taken.len() + 2).map(|n| format!("{stem}-{n}{dot}{ending}"));
    numbered.into_iter().find(|n| !is_taken(n)).unwrap_or_else(|| name.to_owned())
}

/// A name for readers that know only `F`.
fn ascii(name: &str) -> Vec<u8> {
    name.chars().map(|c| if c.is_ascii_graphic() { c as u8 } else { b'_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mime_types_have_two_parts() {
        assert!(is_mime("application/pdf") && is_mime("image/svg+xml"));
        assert!(!is_mime("pdf") && !is_mime("a/") && !is_mime("a/b c"));
    }

    #[test]
    fn equal_names_get_numbers() {
        let taken = vec![("a.pdf".to_owned(), Ref::new(1)), ("a-2.pdf".to_owned(), Ref::new(2))];
        assert_eq!(unique("a.pdf", &taken), "a-3.pdf");
        assert_eq!(unique("b.pdf", &taken), "b.pdf");
    }
}
