//! Text: from characters to lines.

pub mod breaker;
