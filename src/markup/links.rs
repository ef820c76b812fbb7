//! Links: which targets are allowed, what a screen reader says.

use std::sync::Arc;

use super::tree::Link;
use crate::model::Lang;

/// The address schemes a link may have.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// Why a target is refused; a hint for its author.
pub(super) type Refusal = &'static str;

/// A link to an address as written.
pub(super) fn link(target: &str, lang: &Lang) -> Result<Arc<Link>, Refusal> {
    let target = target.trim();
    let Some((scheme, rest)) = target.split_once(':') else {
        return Err("write the whole address, e.g. https://www.example.org");
    };
    if !SCHEMES.iter().any(|s| scheme.eq_ignore_ascii_case(s)) {
        return Err("only http, https, mailto and tel addresses can be linked");
    }
    let web = scheme.len() >= 4 && scheme.get(..4).is_some_and(|s| s.eq_ignore_ascii_case("http"));
    let address = if web { rest.strip_prefix("//").unwrap_or("") } else { rest };
    if address.trim_matches('/').is_empty() {
        return Err("the address is incomplete");
    }
    if target.contains(|c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c)) {
        return Err(
            "addresses hold no spaces, quotation marks or angle brackets; write %20 for a space",
        );
    }
    let contents = contents(scheme, rest, target, lang);
    Ok(Arc::new(Link { target: ascii(target), contents }))
}

/// The address with everything beyond ASCII percent-encoded (RFC 3986, 2.5),
/// as URI actions demand (ISO 32000-1, 12.6.4.7).
fn ascii(target: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(target.len());
    for byte in target.bytes() {
        if byte.is_ascii() {
            out.push(char::from(byte));
        } else {
            let digit = |d: u8| HEX.get(usize::from(d)).map_or('0', |h| char::from(*h));
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

/// Words before the address: of an e-mail, a telephone number, a web page.
type Words = (&'static str, &'static str, &'static str);

const ENGLISH: Words = ("Email to", "Call", "Link to");
const WORDS: [(&str, Words); 15] = [
    ("cs", ("E-mail na adresu", "Zavolat na číslo", "Odkaz na")),
    ("da", ("E-mail til", "Ring til", "Link til")),
    ("de", ("E-Mail an", "Anruf bei", "Link zu")),
    ("el", ("Email προς", "Κλήση στο", "Σύνδεσμος προς")),
    ("en", ENGLISH),
    ("es", ("Correo electrónico a", "Llamar al", "Enlace a")),
    ("fr", ("E-mail à", "Appeler le", "Lien vers")),
    ("it", ("E-mail a", "Chiama il numero", "Collegamento a")),
    ("nl", ("E-mail naar", "Bel", "Link naar")),
    ("pl", ("E-mail na adres", "Zadzwoń pod numer", "Link do")),
    ("pt", ("E-mail para", "Ligar para", "Ligação para")),
    ("sk", ("E-mail na adresu", "Zavolať na číslo", "Odkaz na")),
    ("sv", ("E-post till", "Ring", "Länk till")),
    ("tr", ("E-posta:", "Telefon:", "Bağlantı:")),
    ("uk", ("Лист на адресу", "Телефонувати за номером", "Посилання на")),
];

fn contents(scheme: &str, rest: &str, target: &str, lang: &Lang) -> String {
    let found = WORDS.binary_search_by_key(&lang.primary(), |(tag, _)| tag);
    let words = found.ok().and_then(|i| WORDS.get(i)).map_or(ENGLISH, |(_, words)| *words);
    let bare = rest.split('?').next().unwrap_or(rest);
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => format!("{} {bare}", words.0),
        "tel" => format!("{} {bare}", words.1),
        _ => format!("{} {target}", words.2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_name_the_target() {
        let say = |target, lang| {
            link(target, &Lang::new(lang).expect("a tag")).map(|l| l.contents.clone())
        };
        assert_eq!(say("mailto:a@b.de?subject=x", "de").as_deref(), Ok("E-Mail an a@b.de"));
        assert_eq!(say("tel:+49231500", "de-AT").as_deref(), Ok("Anruf bei +49231500"));
        assert_eq!(say("http://a.de", "fr").as_deref(), Ok("Lien vers http://a.de"));
        assert_eq!(say("http://a.de", "xx").as_deref(), Ok("Link to http://a.de"));
        assert!(WORDS.is_sorted_by_key(|(tag, _)| tag));
    }

    #[test]
    fn refused_targets() {
        let refused = [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "dortmund.de",
            "http://",
            "mailto:",
            "",
            "https://a b.de",
            "http:a.de",
        ];
        for target in refused {
            assert!(link(target, &Lang::german()).is_err(), "{target}");
        }
    }

    #[test]
    fn targets_are_ascii() {
        let link = link("https://a.de/Städte", &Lang::german()).expect("an allowed target");
        assert_eq!(link.target, "https://a.de/St%C3%A4dte");
        assert_eq!(link.contents, "Link zu https://a.de/Städte");
    }
}
