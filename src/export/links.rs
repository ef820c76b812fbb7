//! Link annotations (mail and archive editions).

use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::writers::Annotation;
use pdf_writer::{Ref, Str, TextStr};

use super::content::Frame;
use super::objects::File;
use super::tags::Marks;
use crate::compose::document::{ItemKind, Owner, Page};

/// Writes the annotations of a page and returns them in the order of items.
pub(super) fn write(
    file: &mut File<'_>,
    marks: &mut Marks,
    page: &Page,
    (number, pages): (u32, usize),
    frame: Frame,
) -> Vec<Ref> {
    let mut written = Vec::new();
    for item in &page.items {
        let ItemKind::Link { rect, target, contents } = &item.kind else { continue };
        let Owner::Node(element) = item.owner else { continue };
        let id = file.alloc();
        let key = marks.add_link(element, number, id, pages);
        let mut annotation: Annotation<'_> = file.object(id).start();
        annotation.subtype(AnnotationType::Link).rect(frame.rect(*rect));
        annotation.contents(TextStr(contents)).flags(AnnotationFlags::PRINT);
        annotation.border(0.0, 0.0, 0.0, None).struct_parent(key);
        annotation.action().action_type(ActionType::Uri).uri(Str(uri(target).as_bytes()));
        drop(annotation);
        written.push(id);
    }
    written
}

/// An address in 7-bit ASCII (ISO 32000-1, 12.6.4.7); everything else becomes
/// percent-encoded UTF-8.
fn uri(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(uri("https://stadt.de/städte?a=b c"), "https://stadt.de/st%C3%A4dte?a=b%20c");
    }
}
