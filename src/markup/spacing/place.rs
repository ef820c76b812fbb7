//! One space between two words, and what it becomes.

use super::rules::{Ordinals, Rules, UNITS};
use super::tokens::Token;
use super::word::{self, bare, digits, dotted, is_number, listed, listed_dotted, opened};
use super::{NARROW, NO_BREAK};

/// A space with its neighbours.
pub(super) struct Place<'a> {
    rules: &'static Rules,
    /// The word before, as written.
    whole_left: &'a str,
    /// The same without punctuation before it.
    left: &'a str,
    /// The word behind, as written.
    whole_right: &'a str,
    /// The same without punctuation before it.
    right: &'a str,
    /// The word before `left` on the same line, as written.
    earlier: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The space behind the token at `index`.
    pub(super) fn new(
        text: &'a str,
        tokens: &[Token],
        index: usize,
        rules: &'static Rules,
    ) -> Option<Self> {
        let token = tokens.get(index)?;
        let whole_left = token.text(text);
        let whole_right = tokens.get(index + 1)?.text(text);
        let before = index.checked_sub(1).filter(|_| token.joined);
        Some(Self {
            rules,
            whole_left,
            left: opened(whole_left),
            whole_right,
            right: opened(whole_right),
            earlier: before.and_then(|i| tokens.get(i)).map(|t| t.text(text)),
        })
    }

    /// A space between two words of which no more is known.
    pub(super) fn between(before: &'a str, after: &'a str, rules: &'static Rules) -> Self {
        Self {
            rules,
            whole_left: before,
            left: opened(before),
            whole_right: after,
            right: opened(after),
            earlier: None,
        }
    }

    /// Whether the space keeps its width.
    pub(super) fn keeps_width(&self) -> bool {
        let symbol =
            matches!(self.left.chars().next_back(), Some('§' | '№' | '#' | '€' | '$' | '£'));
        let letter = word::single_letter(self.left).is_some_and(char::is_uppercase);
        let labelled =
            symbol || listed(self.rules.numbered, self.left) || self.rules.letter_number && letter;
        let multiple = listed(self.rules.multiples, self.left) && self.unit_follows();
        self.space() == Some(NARROW)
            || is_number(self.left) && self.takes_unit()
            || word::starts_with_digit(self.right) && labelled
            || multiple
    }

    /// What the space becomes, when it does not stay as it is.
    pub(super) fn space(&self) -> Option<char> {
        self.punctuation().or_else(|| match self.left.chars().next_back()? {
            '.' => self.after_stop(),
            '0'..='9' | '½' | '¼' | '¾' => self.after_number(),
            '§' | '№' | '#' | '€' | '$' | '£' | '°' | 'º' => self.before_number(),
            '&' => self.right.starts_with("Co").then_some(NO_BREAK),
            _ => self.after_word(),
        })
    }

    /// Dashes, ellipses, punctuation that is set off, guillemets.
    fn punctuation(&self) -> Option<char> {
        let first = self.whole_right.chars().next()?;
        if first.is_alphanumeric() {
            return self.guillemet(first);
        }
        let rest = self.whole_right.trim_start_matches(['–', '—', '-', '/', '…', '.']);
        let lone = rest.len() < self.whole_right.len() && bare(rest).is_empty();
        let ellipsis = first != '.' || self.whole_right.starts_with("...");
        if lone && ellipsis {
            return Some(NO_BREAK);
        }
        let set_off = self.rules.set_off.iter().find(|(mark, _)| *mark == first);
        set_off.map(|(_, space)| *space).or_else(|| self.guillemet(first))
    }

    fn guillemet(&self, first: char) -> Option<char> {
        let closing = matches!(first, '»' | '›') && bare(opened(self.whole_right)).is_empty();
        let inside = self.whole_left.ends_with(['«', '‹']) && bare(self.left).is_empty();
        if closing || inside { self.rules.guillemets } else { None }
    }

    /// Behind a word with a full stop.
    fn after_stop(&self) -> Option<char> {
        let stem = self.left.strip_suffix('.')?;
        if let Some(count) = digits(stem) {
            return self.after_ordinal(count);
        }
        let title = listed(self.rules.titles, self.left) && word::starts_upper(self.right);
        let number = self.numbered();
        if title || number || self.after_multiple() {
            return Some(NO_BREAK);
        }
        self.after_initial(stem).or_else(|| self.roman())
    }

    /// `17. Februar`, `23. 10. 2000`, `3. Tag`.
    fn after_ordinal(&self, count: usize) -> Option<char> {
        let rules = self.rules;
        if rules.day_dot && count <= 2 && listed_dotted(rules.months, self.right) {
            return Some(NO_BREAK);
        }
        let next = digits(bare(self.right));
        let month = next.is_some_and(|n| n <= 2) && dotted(self.right).ends_with('.');
        let day_before = self.earlier.and_then(|w| digits(opened(w).strip_suffix('.')?));
        let year = matches!(next, Some(2 | 4)) && day_before.is_some_and(|n| n <= 2);
        if count <= 2 && (month || year) {
            return Some(NARROW);
        }
        let binds = match rules.ordinals {
            Ordinals::None => false,
            Ordinals::Lower => word::starts_lower(self.right),
            Ordinals::Any => self.goes_on() || word::starts_lower(self.right),
        };
        (count <= 3 && binds).then_some(NO_BREAK)
    }

    /// `z. B.`, `J. W. Goethe`.
    fn after_initial(&self, stem: &str) -> Option<char> {
        let small = word::single_letter(stem).is_some_and(char::is_lowercase);
        if small && word::is_abbreviation_part(self.right) && !self.unit_before_name() {
            return Some(NARROW);
        }
        if !word::is_initials(self.left) {
            return None;
        }
        let next_too = word::is_initials(dotted(self.right))
            || (word::starts_lower(self.right) && word::is_abbreviation_part(self.right));
        if next_too {
            return Some(NARROW);
        }
        self.goes_on().then_some(NO_BREAK)
    }

    /// `2021 r. J. Kowalski`: a unit ends the sentence, an initial starts one.
    fn unit_before_name(&self) -> bool {
        word::is_initials(dotted(self.right))
            && self.counted()
            && listed(self.rules.units, self.left)
    }

    /// Whether a capitalised word follows that starts no sentence.
    fn goes_on(&self) -> bool {
        word::starts_upper(self.right) && !listed(self.rules.starters, bare(self.right))
    }

    /// Behind a number: units, months, groups of three digits.
    fn after_number(&self) -> Option<char> {
        if !is_number(self.left) {
            return None;
        }
        let count = digits(self.left);
        let group = self.right.bytes().take_while(u8::is_ascii_digit).count();
        if count.is_some_and(|n| n <= 3) && group == 3 {
            return Some(NARROW);
        }
        let rules = self.rules;
        let day = count.is_some_and(|n| n <= 2) && !rules.day_dot;
        if day && listed_dotted(rules.months, self.right) {
            return Some(NO_BREAK);
        }
        self.takes_unit().then_some(NO_BREAK)
    }

    fn takes_unit(&self) -> bool {
        self.right.starts_with(['%', '‰', '€', '°']) || self.unit_follows()
    }

    fn unit_follows(&self) -> bool {
        listed_dotted(self.rules.units, self.right)
            || listed_dotted(self.rules.multiples, self.right)
            || UNITS.contains(&bare(self.right))
            || UNITS.contains(&self.right.trim_end_matches(['.', ',', ';', ':', '!', '?']))
    }

    /// Behind `Mio.` and the like, when a unit follows.
    fn after_multiple(&self) -> bool {
        self.counted() && listed(self.rules.multiples, self.left) && self.unit_follows()
    }

    /// Whether a number stands before the word before.
    fn counted(&self) -> bool {
        self.earlier.is_some_and(|word| is_number(opened(word)))
    }

    fn before_number(&self) -> Option<char> {
        word::starts_with_digit(self.right).then_some(NO_BREAK)
    }

    fn numbered(&self) -> bool {
        word::starts_with_digit(self.right) && listed(self.rules.numbered, self.left)
    }

    /// Behind a word without a full stop.
    fn after_word(&self) -> Option<char> {
        let rules = self.rules;
        if listed(rules.short_words, self.left) {
            return Some(NO_BREAK);
        }
        if word::starts_with_digit(self.right) {
            let day = digits(bare(self.right)).is_some_and(|n| n <= 2);
            let date = rules.month_first && day && listed(rules.months, self.left);
            let road = rules.letter_number
                && word::single_letter(self.left).is_some_and(char::is_uppercase);
            return (self.numbered() || date || road).then_some(NO_BREAK);
        }
        if word::starts_upper(self.right) && listed(rules.titles, self.left) {
            return Some(NO_BREAK);
        }
        if self.after_multiple() || self.day_with_suffix() {
            return Some(NO_BREAK);
        }
        self.roman()
    }

    /// `1er mars`, `17th February`.
    fn day_with_suffix(&self) -> bool {
        if !word::starts_with_digit(self.left) {
            return false;
        }
        let suffix = self.left.trim_start_matches(|c: char| c.is_ascii_digit());
        let count = self.left.len() - suffix.len();
        (1..=2).contains(&count)
            && matches!(suffix, "er" | "st" | "nd" | "rd" | "th" | "º" | "°")
            && listed_dotted(self.rules.months, self.right)
    }

    /// `Friedrich II.`
    fn roman(&self) -> Option<char> {
        let name = word::is_roman(self.right) && word::starts_upper(self.left);
        (name && !listed(self.rules.starters, self.left)).then_some(NO_BREAK)
    }
}
