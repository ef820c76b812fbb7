//! Plain text in lines that readers may join again: `format=flowed`
//! (RFC 3676, DelSp=No). A line that ends with a space goes on in the next.

/// Longest line, its trailing space included.
pub(super) const WIDTH: usize = 76;

/// A text under construction; lines end with `\n`.
#[derive(Clone, Default, Debug)]
pub(super) struct Flowed {
    out: String,
}

impl Flowed {
    /// A paragraph, wrapped; `\n` in it is a forced break. `first` stands
    /// before its first line: the indent and mark of a list item.
    pub fn paragraph(&mut self, quote: usize, first: &str, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            let first = if index == 0 { first } else { "" };
            self.wrapped(quote, first, line);
        }
    }

    fn wrapped(&mut self, quote: usize, first: &str, text: &str) {
        let mut line = first.to_owned();
        let mut empty = true;
        // Room for the quote marks, and for one space of stuffing.
        let room = WIDTH.saturating_sub(if quote == 0 { 1 } else { quote.min(20) + 1 }).max(20);
        for word in text.split([' ', '\t']).filter(|word| !word.is_empty()) {
            let width = line.chars().count() + word.chars().count();
            // One less than the room: the space that says "goes on".
            if !empty && width + 2 > room {
                line.push(' ');
                self.line(quote, &line);
                line.clear();
                empty = true;
            }
            if !empty {
                line.push(' ');
            }
            line.push_str(word);
            empty = false;
        }
        self.fixed(quote, &line);
    }

    /// A line that stands as it is.
    pub fn fixed(&mut self, quote: usize, line: &str) {
        self.line(quote, line.trim_end_matches(' '));
    }

    /// An empty line, unless there is one or nothing before it.
    pub fn blank(&mut self, quote: usize) {
        let mark = ">".repeat(quote);
        let last = self.out.lines().next_back();
        if last.is_some_and(|last| !last.trim_start_matches('>').trim().is_empty()) {
            self.out.push_str(&mark);
            self.out.push('\n');
        }
    }

    /// RFC 3676, 4.4 and 4.5: quote marks, then a space where the line could
    /// be mistaken for one.
    fn line(&mut self, quote: usize, line: &str) {
        self.out.extend(std::iter::repeat_n('>', quote));
        let stuffed = quote > 0 || line.starts_with([' ', '>']) || line.starts_with("From ");
        if stuffed && !line.is_empty() {
            self.out.push(' ');
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.out
    }
}

/// What a reader that knows the format sees: quote depth and text of every
/// paragraph (RFC 3676, section 4.1 onwards).
#[cfg(test)]
pub(super) fn unflow(text: &str) -> Vec<(usize, String)> {
    let mut out: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let rest = &line[depth..];
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        match out.last_mut() {
            Some((d, last)) if open && *d == depth => last.push_str(rest),
            _ => out.push((depth, rest.to_owned())),
        }
        open = rest.ends_with(' ') && rest != "-- ";
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_flow_and_come_back() {
        let text = "Am kommenden Freitag werden ".repeat(6);
        let mut flowed = Flowed::default();
        flowed.paragraph(0, "", &text);
        flowed.blank(0);
        flowed.blank(0);
        flowed.paragraph(1, "- ", "a\nb");
        let out = flowed.finish();
        assert!(out.lines().all(|line| line.chars().count() <= WIDTH), "{out}");
        let read = unflow(&out);
        let expected =
            [(0, text.trim().to_owned()), (0, String::new()), (1, "- a".into()), (1, "b".into())];
        assert_eq!(read, expected);
    }

    #[test]
    fn lines_that_look_like_something_else_are_stuffed() {
        let mut flowed = Flowed::default();
        for line in ["From here", ">x", "  - nested", "From"] {
            flowed.fixed(0, line);
        }
        assert_eq!(flowed.finish(), " From here\n >x\n   - nested\nFrom\n");
    }

    #[test]
    fn a_long_address_stays_whole() {
        let address = format!("https://example.org/{}", "a".repeat(100));
        let mut flowed = Flowed::default();
        flowed.paragraph(0, "", &format!("Siehe {address} und mehr"));
        assert!(flowed.finish().contains(&address));
    }

    proptest! {
        #[test]
        fn any_text_comes_back(words in prop::collection::vec("[a-zA-Zäöü>.\u{a0}-]{1,30}", 1..60), quote in 0_usize..3) {
            let text = words.join(" ");
            let mut flowed = Flowed::default();
            flowed.paragraph(quote, "", &text);
            let out = flowed.finish();
            prop_assert!(out.lines().all(|line| line.chars().count() <= WIDTH), "{}", out);
            prop_assert_eq!(unflow(&out), vec![(quote, text)]);
        }
    }
}
