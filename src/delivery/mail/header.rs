//! Header fields: folding, encoded words, addresses, parameters.
//!
//! Every value passes through [`clean`] or a check that admits no control
//! character, so that no text of a release or list can start a header of its
//! own.

use super::encode::{encoded_words, escaped};

/// Lines are folded before they grow longer than this (RFC 5322, 2.1.1).
const LINE: usize = 76;

/// The text in one line: control characters, line and paragraph separators
/// become spaces, signs that reorder what people see vanish.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}' | '\u{feff}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() || c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The header of a message or part under construction.
#[derive(Clone, Default, Debug)]
pub(super) struct Header {
    text: String,
}

impl Header {
    /// Adds a field of free text (`unstructured`, RFC 5322, 2.2.1).
    pub fn text(&mut self, name: &str, value: &str) {
        self.field(name, &words(&clean(value), LINE.saturating_sub(name.len() + 2)));
    }

    /// Adds a list of mailboxes.
    pub fn mailboxes(&mut self, name: &str, mailboxes: &[Mailbox]) {
        let last = mailboxes.len().saturating_sub(1);
        let mut parts = Vec::new();
        for (index, mailbox) in mailboxes.iter().enumerate() {
            let mut own = mailbox.words();
            if let Some(word) = own.last_mut().filter(|_| index < last) {
                word.push(',');
            }
            parts.extend(own);
        }
        self.field(name, &parts);
    }

    /// Adds a field with parameters (RFC 2045, 5.1; RFC 2231 for long text
    /// and text that is not ASCII).
    pub fn with_parameters(&mut self, name: &str, value: &str, parameters: &[(&str, &str)]) {
        let mut parts = vec![value.to_owned()];
        for (key, text) in parameters {
            parts.extend(parameter(key, &clean(text)));
        }
        let last = parts.len() - 1;
        for part in parts.iter_mut().take(last) {
            part.push(';');
        }
        self.field(name, &parts);
    }

    /// The whole header; its end is an empty line that the writer adds.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// Words go on the same line as long as they fit.
    fn field(&mut self, name: &str, words: &[String]) {
        self.text.push_str(name);
        self.text.push(':');
        let mut width = name.len() + 1;
        for (index, word) in words.iter().enumerate() {
            // The first line must not be empty but for the name.
            if index > 0 && width + 1 + word.len() > LINE {
                self.text.push_str("\r\n");
                width = 0;
            }
            self.text.push(' ');
            self.text.push_str(word);
            width += 1 + word.len();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as words for folding; all of it encoded when any of it must be, for
/// spaces between plain and encoded words are easily lost.
fn words(text: &str, first: usize) -> Vec<String> {
    let plain = text.split(' ').all(|w| w.is_ascii() && w.len() < LINE && !w.contains("=?"));
    if plain { text.split(' ').map(str::to_owned).collect() } else { encoded_words(text, first) }
}

/// Who a message is from or to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mailbox {
    /// The address, e.g. `presse@example.org`.
    address: String,
    /// The name shown, perhaps empty.
    name: String,
}

impl Mailbox {
    /// A mailbox; `None` when the address is none that every server takes:
    /// an ASCII dot-atom before the `@` and a domain name after it
    /// (RFC 5321, 4.1.2; no quoted names, no address literals).
    pub fn new(address: &str, name: &str) -> Option<Self> {
        is_address(address).then(|| Self { address: address.to_owned(), name: clean(name) })
    }

    /// From `presse@example.org` or `Pressestelle <presse@example.org>`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().strip_suffix('>').and_then(|t| t.rsplit_once('<')) {
            Some((name, address)) => Self::new(address, name.trim().trim_matches('"')),
            None => Self::new(text.trim(), ""),
        }
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The name shown, perhaps empty.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What follows the `@`.
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address as servers compare it: the domain in lower case.
    pub fn key(&self) -> String {
        let (local, domain) = self.address.rsplit_once('@').unwrap_or((&self.address, ""));
        format!("{local}@{}", domain.to_ascii_lowercase())
    }

    fn words(&self) -> Vec<String> {
        let mut words = match self.name.as_str() {
            "" => return vec![self.address.clone()],
            name if !name.is_ascii() || name.contains("=?") => encoded_words(name, 60),
            name if name.split(' ').any(|word| word.len() > 60) => encoded_words(name, 60),
            name if name.split(' ').all(is_atom) => name.split(' ').map(str::to_owned).collect(),
            name => quoted_string(name),
        };
        words.push(format!("<{}>", self.address));
        words
    }
}

impl std::fmt::Display for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.name.as_str() {
            "" => write!(f, "{}", self.address),
            name => write!(f, "{name} <{}>", self.address),
        }
    }
}

/// A quoted string (RFC 5322, 3.2.4), foldable at its spaces.
fn quoted_string(text: &str) -> Vec<String> {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{escaped}\"").split(' ').map(str::to_owned).collect()
}

fn is_atom(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(is_atext)
}

/// RFC 5322, 3.2.3.
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

fn is_address(address: &str) -> bool {
    let Some((local, domain)) = address.rsplit_once('@') else { return false };
    let label = |l: &str| {
        (1..=63).contains(&l.len())
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    address.len() <= 254
        && local.len() <= 64
        && local.split('.').all(is_atom)
        && domain.split('.').all(label)
}

/// A parameter as the pieces to write, each without its semicolon.
fn parameter(key: &str, text: &str) -> Vec<String> {
    let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$&+-.^_`{|}~".contains(&b);
    if !text.is_empty() && text.bytes().all(token) && text.len() + key.len() < 60 {
        return vec![format!("{key}={text}")];
    }
    if text.is_ascii() && text.len() + key.len() < 60 {
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
        return vec![format!("{key}=\"{escaped}\"")];
    }
    extended(key, text)
}

/// RFC 2231: percent-encoded UTF-8, continued where it is long.
fn extended(key: &str, text: &str) -> Vec<String> {
    const ROOM: usize = 54;
    let mut sections = vec![String::from("UTF-8''")];
    for c in text.chars() {
        let mut buffer = [0; 4];
        let mut coded = String::new();
        for byte in c.encode_utf8(&mut buffer).bytes() {
            // attribute-char of RFC 2231, section 7.
            if byte.is_ascii_alphanumeric() || b"!#$&+-.^_`{|}~".contains(&byte) {
                coded.push(char::from(byte));
            } else {
                coded.extend(escaped(b'%', byte).map(char::from));
            }
        }
        match sections.last_mut() {
            Some(section) if section.len() + coded.len() <= ROOM => section.push_str(&coded),
            _ => sections.push(coded),
        }
    }
    match sections.as_slice() {
        [only] => vec![format!("{key}*={only}")],
        many => many.iter().enumerate().map(|(i, s)| format!("{key}*{i}*={s}")).collect(),
    }
}

/// What a name looks like in ASCII: `Brücke.pdf` as `Bruecke.pdf`. At most 54
/// characters; the extension stays.
pub(super) fn fallback(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'Ä' => out.push_str("Ae"),
            'Ö' => out.push_str("Oe"),
            'Ü' => out.push_str("Ue"),
            'ß' => out.push_str("ss"),
            '‐'..='―' => out.push('-'),
            'à'..='å' => out.push('a'),
            'ç' => out.push('c'),
            'è'..='ë' => out.push('e'),
            'ì'..='ï' => out.push('i'),
            'ñ' => out.push('n'),
            'ò'..='ø' => out.push('o'),
            'ù'..='û' => out.push('u'),
            c if c.is_ascii() => out.push(c),
            _ => out.push('_'),
        }
    }
    const LIMIT: usize = 54;
    if out.len() <= LIMIT {
        return out;
    }
    let (stem, extension) = match out.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 8 => (stem, format!(".{extension}")),
        _ => (out.as_str(), String::new()),
    };
    // All ASCII: any offset is a character boundary.
    format!("{}{extension}", stem.get(..LIMIT - extension.len()).unwrap_or(stem))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(name: &str, value: &str) -> String {
        let mut header = Header::default();
        header.text(name, value);
        String::from_utf8(header.as_bytes().to_vec()).expect("UTF-8")
    }

    #[test]
    fn ascii_is_folded_and_the_rest_encoded() {
        assert_eq!(text("Subject", "Plain words"), "Subject: Plain words\r\n");
        let long = text("Subject", &"word ".repeat(40));
        assert!(long.lines().all(|line| line.len() <= 76), "{long}");
        assert_eq!(text("Subject", "Brücke"), "Subject: =?UTF-8?B?QnLDvGNrZQ==?=\r\n");
        assert!(text("Subject", "=?UTF-8?Q?spoof?=").starts_with("Subject: =?UTF-8?B?"));
    }

    #[test]
    fn addresses_are_checked() {
        for good in ["presse@example.org", "a.b+c@sub.example.org", "o'neil@example.org"] {
            assert!(Mailbox::new(good, "").is_some(), "{good}");
        }
        for bad in [
            "presse",
            "@example.org",
            "a b@example.org",
            "a@exa mple.org",
            "a..b@example.org",
            "a@-x.org",
            "a@b\r\nBcc: c@d.org",
            "a@example.org,b@example.org",
            "<a@example.org>",
            "ü@example.org",
            "a@example.org\0",
            "a@[127.0.0.1]",
            "\"a\"@example.org",
            "a@b@c@",
        ] {
            assert!(Mailbox::new(bad, "").is_none(), "{bad:?}");
        }
        let parsed = Mailbox::parse("\"Presse, Stadt\" <presse@example.org>").expect("a mailbox");
        assert_eq!((parsed.name(), parsed.address()), ("Presse, Stadt", "presse@example.org"));
    }

    #[test]
    fn names_are_quoted_or_encoded() {
        let mut header = Header::default();
        let boxes = [("Redaktion, Lokales", "a@x.org"), ("Büro", "b@x.org"), ("", "someone@x.org")];
        let boxes = boxes.map(|(name, address)| Mailbox::new(address, name).expect("good"));
        header.mailboxes("To", &boxes);
        let expected = "To: \"Redaktion, Lokales\" <a@x.org>, =?UTF-8?B?QsO8cm8=?= <b@x.org>,\r\n someone@x.org\r\n";
        assert_eq!(header.as_bytes(), expected.as_bytes());
    }

    #[test]
    fn file_names_keep_their_signs() {
        let mut header = Header::default();
        header.with_parameters(
            "Content-Disposition",
            "attachment",
            &[("filename", "Brücke „A“.pdf")],
        );
        let expected = "Content-Disposition: attachment;\r\n \
                        filename*=UTF-8''Br%C3%BCcke%20%E2%80%9EA%E2%80%9C.pdf\r\n";
        assert_eq!(header.as_bytes(), expected.as_bytes());
        let long = format!("{}.pdf", "ü".repeat(60));
        let mut header = Header::default();
        header.with_parameters("Content-Disposition", "attachment", &[("filename", &long)]);
        let text = String::from_utf8(header.as_bytes().to_vec()).expect("ASCII");
        assert!(text.contains("filename*0*=UTF-8''") && text.contains("filename*1*="), "{text}");
        assert!(text.lines().all(|line| line.len() <= 78), "{text}");
        assert_eq!(fallback(&long), format!("{}.pdf", "ue".repeat(25)));
    }

    proptest! {
        #[test]
        fn no_text_starts_a_header_of_its_own(value in any::<String>(), name in any::<String>()) {
            let mut header = Header::default();
            header.text("Subject", &value);
            header.with_parameters("Content-Type", "text/plain", &[("name", &name)]);
            let mailbox = Mailbox::new("a@example.org", &name).expect("good");
            header.mailboxes("To", &[mailbox]);
            let text = String::from_utf8(header.as_bytes().to_vec()).expect("UTF-8");
            prop_assert!(text.is_ascii());
            let fields: Vec<&str> = text
                .split_terminator("\r\n")
                .inspect(|line| assert!(!line.contains(['\r', '\n', '\0'])))
                .filter(|line| !line.starts_with(' '))
                .map(|line| line.split(':').next().unwrap_or_default())
                .collect();
            prop_assert_eq!(fields, ["Subject", "Content-Type", "To"]);
            prop_assert!(text.split_terminator("\r\n").skip(1).all(|line| line.trim() != ""));
        }

        #[test]
        fn an_address_that_passes_has_no_room_for_mischief(text in "[ -~\\r\\n\\t]{0,40}") {
            if let Some(mailbox) = Mailbox::new(&text, "") {
                prop_assert!(!mailbox.address().contains([' ', '<', '>', ',', '\r', '\n', '"', ';', ':']));
            }
        }
    }
}
