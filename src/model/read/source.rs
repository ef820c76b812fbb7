//! From the bytes of a file to a [`Source`].

use std::sync::Arc;

use crate::diag::{Diagnostic, Diagnostics, Origin, Source};

/// No release or layout is longer than this; the longest of a year's fits a
/// hundred times.
pub const MAX_BYTES: usize = 4 << 20;

/// What the files of word processors and their like begin with.
const DOCUMENTS: [(&[u8], &str); 4] = [
    (b"PK\x03\x04", "a document of a word processor (DOCX, ODT) or another ZIP file"),
    (b"\xD0\xCF\x11\xE0", "a document of a word processor (DOC)"),
    (b"{\\rtf", "a document of a word processor (RTF)"),
    (b"%PDF-", "a PDF"),
];

/// The text of a release or layout file. A byte order mark is dropped.
///
/// # Errors
/// `file-too-large` above [`MAX_BYTES`], `not-text` for the documents of other
/// programs, `not-utf-8` with the place of the first wrong byte.
pub fn decode(name: &str, bytes: &[u8]) -> Result<Arc<Source>, Diagnostics> {
    let source = |text: &str| Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
    if bytes.len() > MAX_BYTES {
        let message = format!("{name} has {} bytes, the limit is {MAX_BYTES}", bytes.len());
        let finding = Diagnostic::error("file-too-large", message).at(&Origin::file(&source("")));
        return Err(finding.hint("photos and attachments are named, not pasted").into());
    }
    if let Some((_, what)) = DOCUMENTS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        let message = format!("{name} is {what}, not a text file");
        let finding = Diagnostic::error("not-text", message).at(&Origin::file(&source("")));
        let hint = "write releases and layouts in a text editor, or save as plain text (UTF-8)";
        return Err(finding.hint(hint).into());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(source(text)),
        Err(error) => Err(not_utf8(name, bytes, error.valid_up_to()).into()),
    }
}

/// The report shows the line up to the wrong byte, which is what can be read.
fn not_utf8(name: &str, bytes: &[u8], at: usize) -> Diagnostic {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let source = Arc::new(Source { name: name.to_owned(), text });
    let shown = '\u{fffd}'.len_utf8();
    let origin = Origin { source, field: "".into(), range: at..at + shown };
    let byte = bytes.get(at).copied().unwrap_or(0);
    let hint = if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        "the file is UTF-16; save it as UTF-8"
    } else {
        "the file was saved as Windows-1252 or Latin-1; save it as UTF-8"
    };
    let message = format!("{name} is not UTF-8 text: wrong byte 0x{byte:02X}");
    Diagnostic::error("not-utf-8", message).at(&origin).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(decode("a.ron", b"\xEF\xBB\xBF(a: 1)").unwrap().text, "(a: 1)");
    }

    #[test]
    fn the_wrong_byte_is_named_with_its_place() {
        let error = decode("a.ron", b"(\n  ort: \"D\xFCren\")").unwrap_err();
        let finding = error.iter().next().unwrap();
        assert_eq!(finding.code, "not-utf-8");
        assert!(finding.message.contains("0xFC"), "{}", finding.message);
        assert_eq!(finding.origin.as_ref().unwrap().line_column(), (2, 10));
    }

    #[test]
    fn a_truncated_character_at_the_end_is_no_panic() {
        let error = decode("a.ron", b"\"a\xE2\x80").unwrap_err();
        assert_eq!(error.iter().next().unwrap().origin.as_ref().unwrap().line_column(), (1, 3));
    }

    #[test]
    fn a_document_of_another_program_is_no_damaged_text() {
        for bytes in
            [&b"PK\x03\x04\xff"[..], b"{\\rtf1 Text}", b"%PDF-1.7", b"\xD0\xCF\x11\xE0\xA1"]
        {
            let error = decode("a.ron", bytes).unwrap_err();
            assert_eq!(error.iter().next().unwrap().code, "not-text", "{bytes:?}");
        }
    }

    #[test]
    fn there_is_a_size_limit() {
        let error = decode("a.ron", &vec![b' '; MAX_BYTES + 1]).unwrap_err();
        assert_eq!(error.iter().next().unwrap().code, "file-too-large");
    }
}
