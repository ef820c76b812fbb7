//! MIME entities (RFC 2045, RFC 2046) and how they become bytes.

use super::encode::{base64_lines, quoted_printable};
use super::header::{Header, clean, fallback};

/// One part, or several in one, with its header; every line ends with CRLF.
#[derive(Clone, Debug)]
pub(super) struct Entity(Vec<u8>);

impl Entity {
    /// A text part. `parameters` go beside the charset, e.g. `format=flowed`.
    pub fn text(kind: &str, parameters: &[(&str, &str)], language: &str, text: &str) -> Self {
        let mut header = Header::default();
        let mut all = vec![("charset", "utf-8")];
        all.extend_from_slice(parameters);
        header.with_parameters("Content-Type", kind, &all);
        header.text("Content-Language", language);
        header.text("Content-Transfer-Encoding", "quoted-printable");
        let mut entity = Self::headed(&header, text.len() * 5 / 4);
        quoted_printable(text, &mut entity.0);
        entity
    }

    /// A file. `cid` makes it a picture that the HTML part shows.
    pub fn file(file: &File<'_>, cid: Option<&str>) -> Self {
        let mut header = Header::default();
        let kind = if is_mime(file.mime) { file.mime } else { "application/octet-stream" };
        // The plain name is for readers that do not know RFC 2231: they find
        // no file name below and fall back on this one. Two forms of one
        // parameter would be a defect.
        header.with_parameters("Content-Type", kind, &[("name", &fallback(&clean(file.name)))]);
        if !file.description.is_empty() && file.description != file.name {
            header.text("Content-Description", file.description);
        }
        header.text("Content-Transfer-Encoding", "base64");
        let disposition = if cid.is_some() { "inline" } else { "attachment" };
        header.with_parameters("Content-Disposition", disposition, &[("filename", file.name)]);
        if let Some(cid) = cid {
            header.text("Content-ID", &format!("<{cid}>"));
        }
        let mut entity = Self::headed(&header, file.bytes.len() / 2 * 3);
        base64_lines(file.bytes, &mut entity.0);
        entity
    }

    /// Parts in one. Neither encoding can write `=_`, so a boundary that
    /// begins with it never occurs in a part (RFC 2045, 6.7).
    pub fn multi(subtype: &str, label: &str, hash: &str, parts: &[&Self]) -> Self {
        let boundary = format!("=_pressblatt_{label}_{hash}");
        let mut header = Header::default();
        let kind = format!("multipart/{subtype}");
        let mut parameters = vec![("boundary", boundary.as_str())];
        // RFC 2387: what the other parts belong to.
        if subtype == "related" {
            parameters.push(("type", "text/html"));
        }
        header.with_parameters("Content-Type", &kind, &parameters);
        let size = parts.iter().map(|part| part.0.len() + 80).sum();
        let mut entity = Self::headed(&header, size);
        for part in parts {
            entity.0.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
            entity.0.extend_from_slice(&part.0);
            // The line end before a boundary belongs to the boundary.
            entity.0.extend_from_slice(b"\r\n");
        }
        entity.0.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        entity
    }

    fn headed(header: &Header, size: usize) -> Self {
        let mut bytes = Vec::with_capacity(header.as_bytes().len() + 2 + size);
        bytes.extend_from_slice(header.as_bytes());
        bytes.extend_from_slice(b"\r\n");
        Self(bytes)
    }

    /// Its bytes: header, empty line, content.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A file to attach.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Its name, without folders.
    pub name: &'a str,
    /// Its MIME type.
    pub mime: &'a str,
    /// What it is.
    pub description: &'a str,
    /// Its contents.
    pub bytes: &'a [u8],
}

/// `type/subtype` of RFC 6838, 4.2.
fn is_mime(text: &str) -> bool {
    let name = |part: &str| {
        (1..=127).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    text.split_once('/').is_some_and(|(kind, subtype)| name(kind) && name(subtype))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_parted_by_their_boundary() {
        let text = Entity::text("text/plain", &[("format", "flowed")], "de", "Grüße\n");
        let out = Entity::multi("mixed", "m", "00", &[&text]).0;
        let expected = "Content-Type: multipart/mixed; boundary=\"=_pressblatt_m_00\"\r\n\r\n\
            --=_pressblatt_m_00\r\n\
            Content-Type: text/plain; charset=utf-8; format=flowed\r\n\
            Content-Language: de\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\r\n\
            Gr=C3=BC=C3=9Fe\r\n\r\n\
            --=_pressblatt_m_00--\r\n";
        assert_eq!(String::from_utf8(out).expect("ASCII"), expected);
    }

    #[test]
    fn a_type_that_is_none_becomes_bytes() {
        let file = File { name: "a.pdf", mime: "x\r\nBcc: a", description: "", bytes: b"x" };
        let out = Entity::file(&file, None).0;
        let text = String::from_utf8(out).expect("ASCII");
        assert!(text.starts_with("Content-Type: application/octet-stream; name=a.pdf\r\n"));
        assert!(text.ends_with("\r\n\r\neA==\r\n"));
    }
}
