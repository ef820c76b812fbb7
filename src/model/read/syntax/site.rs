//! Where `ron` stopped in a file, and the tokens around it.

use ron::error::Error;

use super::super::scan::{Token, TokenKind, tokens};
use super::unclosed;

/// A file and the place where it stopped being RON. Tokens before it are what
/// `ron` took them for; where a quote is wrong, texts behind it are inside out.
pub(super) struct Site<'a> {
    pub(super) text: &'a str,
    /// What `ron` missed.
    pub(super) code: &'a Error,
    pub(super) tokens: Vec<Token>,
    /// Where it stopped.
    pub(super) at: usize,
    /// The index of the token that covers or follows this place.
    pub(super) next: usize,
}

impl<'a> Site<'a> {
    pub(super) fn new(text: &'a str, code: &'a Error, at: usize) -> Self {
        let tokens = tokens(text);
        let next = tokens.partition_point(|token| token.end <= at);
        Self { text, code, tokens, at, next }
    }

    /// The token at the place, or else the first behind it.
    pub(super) fn here(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    /// The last token that ends at or before the place.
    pub(super) fn before(&self) -> Option<&Token> {
        self.tokens.get(self.next.checked_sub(1)?)
    }

    pub(super) fn written(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// What stands between two tokens.
    pub(super) fn between(&self, first: &Token, second: &Token) -> &'a str {
        self.text.get(first.end..second.start).unwrap_or_default()
    }

    pub(super) fn is_sign(&self, index: usize, signs: &str) -> bool {
        let token = self.tokens.get(index);
        token.is_some_and(|t| matches!(t.kind, TokenKind::Sign(sign) if signs.contains(sign)))
    }

    pub(super) fn is_word(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Word)
    }

    /// Whether a field starts with this token: `name:`.
    pub(super) fn names_field(&self, index: usize) -> bool {
        self.is_word(index) && self.is_sign(index + 1, ":")
    }

    /// The index of the bracket that is open before this token.
    pub(super) fn enclosing(&self, index: usize) -> Option<usize> {
        let mut closed = 0;
        (0..index.min(self.tokens.len())).rev().find(|&i| match () {
            () if self.is_sign(i, ")]}") => {
                closed += 1;
                false
            }
            () if self.is_sign(i, "([{") => {
                closed -= 1;
                closed < 0
            }
            () => false,
        })
    }

    /// How many of the tokens can be trusted: behind the place a text that
    /// holds the start of a field shows that the texts are inside out.
    pub(super) fn trusted(&self) -> usize {
        let turned = (self.next..self.tokens.len()).find(|&i| match self.tokens[i].kind {
            TokenKind::Text { raw, closed } => !closed || (!raw && unclosed::swallows(self, i)),
            _ => false,
        });
        turned.unwrap_or(self.tokens.len())
    }

    /// The rest of the line from a place on.
    pub(super) fn line_from(&self, at: usize) -> &'a str {
        self.text.get(at..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }
}
