//! Links: which targets are allowed, what a screen reader says.

use std::sync::Arc;

use super::tree::Link;
use crate::model::{Lang, words};

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

/// What a screen reader says of a link.
fn contents(scheme: &str, rest: &str, target: &str, lang: &Lang) -> String {
    let bare = rest.split('?').next().unwrap_or(rest);
    match scheme.to_ascii_lowercase().as_str() {
        "mailto" => format!("{} {bare}", words::EMAIL_TO.of(lang)),
        "tel" => format!("{} {bare}", words::CALL.of(lang)),
        _ => format!("{} {target}", words::LINK_TO.of(lang)),
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
        assert_eq!(say("http://a.de", "hu").as_deref(), Ok("Hivatkozás: http://a.de"));
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
