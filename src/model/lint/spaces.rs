//! Spaces and punctuation.

use super::passage::lines;
use super::{Context, Report};

/// `double-spaces`: inside a line; at its end they are a forced break, at
/// its start an indent, in a table an alignment.
pub(super) fn double(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        for (start, line) in lines(&passage.words) {
            let content = line.trim_start();
            let start = start + line.len() - content.len();
            let content = content.trim_end();
            // The text of a list item may be indented after its marker.
            let marker = content.find(' ').filter(|at| is_marker(&content[..*at]));
            let skip = marker.map_or(0, |at| content.len() - content[at..].trim_start().len());
            if content.contains('|') {
                continue;
            }
            let two = content.as_bytes()[skip..].windows(2).position(|pair| pair == b"  ");
            if let Some(at) = two {
                let at = start + skip + at;
                report.at(&passage.origin_of(at..at + 2), "two spaces");
            }
        }
    }
}

fn is_marker(word: &str) -> bool {
    matches!(word, "-" | "*" | "+")
        || word.strip_suffix(['.', ')']).is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

/// `space-before-punctuation`; French puts (narrow) spaces there.
pub(super) fn before_punctuation(cx: &Context<'_>, report: &mut Report<'_>) {
    let passages = cx.passages.iter().filter(|passage| passage.language.primary() != "fr");
    for passage in passages {
        for (start, line) in lines(&passage.own) {
            // The second row of a table aligns with colons.
            if line.contains('|') {
                continue;
            }
            for (at, pair) in line.as_bytes().windows(2).enumerate() {
                let &[b' ', mark @ (b',' | b';' | b'!' | b'?' | b':' | b'.')] = pair else {
                    continue;
                };
                let before = line[..at].chars().next_back();
                let after = line[at + 2..].chars().next();
                let word_before = before.is_some_and(|c| !c.is_whitespace());
                let ends = after.is_none_or(|c| c.is_whitespace() || c == '“' || c == '”');
                if word_before && ends {
                    let at = start + at;
                    let message = format!("space before `{}`", char::from(mark));
                    report.at(&passage.origin_of(at..at + 2), message);
                }
            }
        }
    }
}

/// `repeated-punctuation`
pub(super) fn repeated(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = passage.words.as_str();
        let mut at = 0;
        while let Some(found) = text.as_bytes()[at..].iter().position(|b| matches!(b, b'!' | b'?'))
        {
            let start = at + found;
            let rest = &text[start..];
            let length = rest.find(|c| c != '!' && c != '?').unwrap_or(rest.len());
            if length > 1 {
                report.at(
                    &passage.origin_of(start..start + length),
                    format!("`{}`", &rest[..length]),
                );
            }
            at = start + length;
        }
    }
}
