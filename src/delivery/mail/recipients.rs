//! The list of recipients: CSV with address, name, language, photos.

use std::sync::Arc;

use super::header::Mailbox;
use crate::diag::{Diagnostic, Diagnostics, Lines, Origin, Source, nearest};
use crate::model::Lang;

/// Somebody on the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// Address and name.
    pub mailbox: Mailbox,
    /// The language of the releases they want; any when absent.
    pub language: Option<Lang>,
    /// Whether photos go along.
    pub photos: bool,
    /// Where the address stands.
    pub origin: Origin,
}

impl Recipient {
    /// Whether a release in `lang` is for them.
    pub fn reads(&self, lang: &Lang) -> bool {
        self.language.as_ref().is_none_or(|own| own.primary() == lang.primary())
    }
}

/// The columns by name; without a header row this is their order.
const COLUMNS: [&str; 4] = ["address", "name", "language", "photos"];

/// Reads a list. Fields are separated by commas or semicolons (whichever the
/// first line has) and may be quoted; empty lines and lines starting with `#`
/// are left out. A first row that names columns may reorder them. Repeated
/// addresses are warned about and kept once.
pub fn read_recipients(source: &Arc<Source>, diags: &mut Diagnostics) -> Vec<Recipient> {
    let rows = Rows::new(source, diags).read();
    let (mut rows, lines) = (rows.into_iter(), Lines::of(&source.text));
    let mut order = vec![0, 1, 2, 3];
    let mut pending = rows.next();
    if let Some(first) = pending.take_if(|row| is_header(row)) {
        order = header(&first, source, diags);
        pending = rows.next();
    }
    let mut found: Vec<Recipient> = Vec::new();
    let mut keys = std::collections::BTreeMap::new();
    for row in pending.into_iter().chain(rows) {
        let Some(recipient) = recipient(&row, &order, source, diags) else { continue };
        let key = recipient.mailbox.key();
        let line = lines.index(recipient.origin.range.start) + 1;
        if let Some(before) = keys.get(&key) {
            let message = format!("{} is on the list twice", recipient.mailbox.address());
            diags.push(
                Diagnostic::warning("duplicate-recipient", message)
                    .at(&recipient.origin)
                    .hint(format!("it gets one message; the first entry is in line {before}")),
            );
        } else {
            keys.insert(key, line);
            found.push(recipient);
        }
    }
    if found.is_empty() && !diags.has_errors() {
        let message = format!("{} names no recipient", source.name);
        diags.push(
            Diagnostic::error("no-recipient", message)
                .at(&Origin::file(source))
                .hint("write one address a line"),
        );
    }
    found
}

/// One field with its place.
#[derive(Clone, Debug)]
struct Field {
    text: String,
    range: std::ops::Range<usize>,
}

fn at(source: &Arc<Source>, range: std::ops::Range<usize>) -> Origin {
    Origin { source: Arc::clone(source), field: "".into(), range }
}

fn is_header(row: &[Field]) -> bool {
    let named = |field: &Field| COLUMNS.contains(&field.text.trim().to_lowercase().as_str());
    row.iter().any(named) && !row.iter().any(|field| field.text.contains('@'))
}

/// Which column of [`COLUMNS`] each field of a row is; 4 for none.
fn header(row: &[Field], source: &Arc<Source>, diags: &mut Diagnostics) -> Vec<usize> {
    let mut order = Vec::new();
    for field in row {
        let name = field.text.trim().to_lowercase();
        let column = COLUMNS.iter().position(|column| *column == name);
        if column.is_none() && !name.is_empty() {
            let message = format!("there is no column `{}`; it is left out", field.text.trim());
            let hint = match nearest(&name, COLUMNS) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known are {}", COLUMNS.join(", ")),
            };
            diags.push(
                Diagnostic::warning("unknown-column", message)
                    .at(&at(source, field.range.clone()))
                    .hint(hint),
            );
        }
        order.push(column.unwrap_or(COLUMNS.len()));
    }
    order
}

fn recipient(
    row: &[Field],
    order: &[usize],
    source: &Arc<Source>,
    diags: &mut Diagnostics,
) -> Option<Recipient> {
    if let Some(extra) = row.get(order.len()).filter(|field| !field.text.trim().is_empty()) {
        let message = format!("more than {} fields in one line", order.len());
        let hint = "put quotation marks around names that contain the separator";
        diags.push(
            Diagnostic::error("bad-recipient", message)
                .at(&at(source, extra.range.clone()))
                .hint(hint),
        );
        return None;
    }
    let field = |column: usize| {
        let index = order.iter().position(|c| *c == column)?;
        row.get(index).filter(|field| !field.text.trim().is_empty())
    };
    let place = row.first().map_or(0..0, |first| first.range.clone());
    let mut bad = |field: Option<&Field>, message: String, hint: &str| {
        let range = field.map_or(place.clone(), |field| field.range.clone());
        diags.push(Diagnostic::error("bad-recipient", message).at(&at(source, range)).hint(hint));
    };
    let Some(address) = field(0) else {
        bad(None, "a recipient without an address".to_owned(), "the address is the first column");
        return None;
    };
    let name = field(1);
    if let Some(field) = name.filter(|field| field.text.chars().any(char::is_control)) {
        bad(
            Some(field),
            "a name with a line break or control character".to_owned(),
            "write it in one line",
        );
        return None;
    }
    let Some(mailbox) = Mailbox::new(address.text.trim(), name.map_or("", |n| n.text.trim()))
    else {
        let shown: String = address.text.trim().escape_debug().take(80).collect();
        let hint = "write it like `redaktion@example.org`; domains with umlauts in their xn-- form";
        bad(Some(address), format!("`{shown}` is no mail address"), hint);
        return None;
    };
    let language = match field(2) {
        None => None,
        Some(field) => match Lang::new(field.text.trim()) {
            Some(lang) => Some(lang),
            None => {
                let message = format!("`{}` is no language tag", field.text.trim().escape_debug());
                bad(Some(field), message, "write `de`, `en` or another BCP 47 tag");
                return None;
            }
        },
    };
    let photos = match field(3).map(|field| field.text.trim().to_lowercase()).as_deref() {
        None | Some("yes" | "ja" | "true" | "1" | "x") => true,
        Some("no" | "nein" | "false" | "0" | "-") => false,
        Some(other) => {
            bad(
                field(3),
                format!("`{}` says neither yes nor no", other.escape_debug()),
                "write `yes` or `no`",
            );
            return None;
        }
    };
    Some(Recipient { mailbox, language, photos, origin: at(source, address.range.clone()) })
}

/// Splits CSV (RFC 4180) and knows where every field stands.
struct Rows<'a, 'd> {
    source: &'a Arc<Source>,
    diags: &'d mut Diagnostics,
    separator: u8,
    at: usize,
}

impl<'a, 'd> Rows<'a, 'd> {
    fn new(source: &'a Arc<Source>, diags: &'d mut Diagnostics) -> Self {
        let text = source.text.as_str();
        // Spreadsheets put a byte order mark before UTF-8.
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#'));
        let separator = match first.and_then(|line| line.find([',', ';']).map(|i| &line[i..])) {
            Some(rest) if rest.starts_with(';') => b';',
            _ => b',',
        };
        Self { source, diags, separator, at }
    }

    fn peek(&self) -> Option<u8> {
        self.source.text.as_bytes().get(self.at).copied()
    }

    fn read(mut self) -> Vec<Vec<Field>> {
        let mut rows = Vec::new();
        while let Some(byte) = self.peek() {
            if byte == b'#' {
                let rest = self.source.text.as_bytes().iter().skip(self.at);
                self.at += rest.take_while(|b| **b != b'\n').count();
            }
            let row = self.row();
            if row.iter().any(|field| !field.text.trim().is_empty()) {
                rows.push(row);
            }
        }
        rows
    }

    fn row(&mut self) -> Vec<Field> {
        let mut row = Vec::new();
        loop {
            row.push(self.field());
            match self.peek() {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    return row;
                }
                None => return row,
            }
        }
    }

    /// Reads up to the separator, the line end or the end of the file.
    fn field(&mut self) -> Field {
        while self.peek() == Some(b' ') {
            self.at += 1;
        }
        if self.peek() == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        while self.peek().is_some_and(|b| b != self.separator && b != b'\n') {
            self.at += 1;
        }
        let text = self.source.text.get(start..self.at).unwrap_or_default();
        let text = text.trim_end_matches(['\r', ' ']);
        Field { text: text.to_owned(), range: start..start + text.len() }
    }

    fn quoted(&mut self) -> Field {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = self.source.text.get(self.at..).unwrap_or_default();
            let Some(quote) = rest.find('"') else {
                let range = start..start + 1;
                self.diags.push(
                    Diagnostic::error("bad-recipient", "a quotation mark that is never closed")
                        .at(&at(self.source, range))
                        .hint("put a quotation mark at the end of the field"),
                );
                self.at = self.source.text.len();
                return Field { text: String::new(), range: start..start + 1 };
            };
            text.push_str(rest.get(..quote).unwrap_or_default());
            self.at += quote + 1;
            if self.peek() != Some(b'"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let end = self.at;
        // Only spaces may follow.
        while self.peek().is_some_and(|b| b != self.separator && b != b'\n') {
            if !matches!(self.peek(), Some(b' ' | b'\r')) {
                text.push('\u{fffd}');
            }
            self.at += 1;
        }
        if text.contains('\u{fffd}') {
            self.diags.push(
                Diagnostic::error("bad-recipient", "text after a closing quotation mark")
                    .at(&at(self.source, end..self.at))
                    .hint("double quotation marks inside quoted fields"),
            );
            text.clear();
        }
        Field { text, range: start..end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> (Vec<Recipient>, Diagnostics) {
        let source = Arc::new(Source { name: "list.csv".to_owned(), text: text.to_owned() });
        let mut diags = Diagnostics::new();
        (read_recipients(&source, &mut diags), diags)
    }

    fn places(diags: &Diagnostics) -> Vec<(&'static str, usize, usize)> {
        let place = |d: &Diagnostic| d.origin.as_ref().map_or((0, 0), Origin::line_column);
        diags.iter().map(|d| (d.code, place(d).0, place(d).1)).collect()
    }

    #[test]
    fn lists_are_read_with_and_without_a_header() {
        let (plain, diags) = read("a@x.org\nb@x.org,\"Redaktion, \"\"Lokales\"\"\",en,no\n");
        assert!(diags.is_empty(), "{diags:?}");
        assert_eq!(plain[1].mailbox.name(), "Redaktion, \"Lokales\"");
        assert!(plain[0].photos && !plain[1].photos);
        assert!(plain[0].reads(&Lang::german()) && !plain[1].reads(&Lang::german()));
        let (reordered, diags) =
            read("\u{feff}name;photos;address\r\n# nicht mehr\r\nBüro;ja;a@x.org\r\n\r\n");
        assert!(diags.is_empty(), "{diags:?}");
        assert_eq!(reordered[0].mailbox.to_string(), "Büro <a@x.org>");
    }

    #[test]
    fn mistakes_have_line_and_column() {
        let (good, diags) = read(
            "address,name,language,photos,fax\na@x.org,A\nno address,B\nb@x.org,B,deutsch?\n\
             c@x.org,C,de,maybe\n,D\n\"d@x.org\",x,de,no,1,more\ne@x.org,\"E\nA@X.org,again\n",
        );
        assert_eq!(good.len(), 2);
        let expected = [
            ("bad-recipient", 8, 9),
            ("unknown-column", 1, 30),
            ("bad-recipient", 3, 1),
            ("bad-recipient", 4, 11),
            ("bad-recipient", 5, 14),
            ("bad-recipient", 6, 1),
            ("bad-recipient", 7, 21),
        ];
        let mut found = places(&diags);
        found.truncate(expected.len());
        assert_eq!(found, expected);
    }

    #[test]
    fn repeated_addresses_are_warned_about() {
        let (good, diags) = read("a@x.org\nA@x.org\na@X.ORG\n");
        // Local parts may differ by case, domains do not.
        assert_eq!(good.len(), 2);
        assert_eq!(places(&diags), [("duplicate-recipient", 3, 1)]);
        assert!(!diags.has_errors());
    }

    #[test]
    fn an_empty_list_is_a_mistake() {
        assert!(read("address,name\n").1.has_errors());
        assert!(read("").1.has_errors());
    }

    proptest! {
        #[test]
        fn no_list_breaks_the_reader(text in "[a-c@.,;\"\\r\\n #ü]{0,80}") {
            let (found, _) = read(&text);
            for recipient in found {
                prop_assert!(!recipient.mailbox.to_string().contains(['\r', '\n']));
            }
        }
    }
}
