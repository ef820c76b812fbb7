//! Link texts.

use super::{Context, Report};

/// Texts that say nothing when a screen reader lists the links.
const EMPTY: [&str; 18] = [
    "hier",
    "hier klicken",
    "klicken sie hier",
    "klick hier",
    "mehr",
    "mehr erfahren",
    "mehr infos",
    "mehr informationen",
    "weitere informationen",
    "weiterlesen",
    "weiter",
    "link",
    "website",
    "here",
    "click here",
    "more",
    "read more",
    "learn more",
];

/// `link-text-says-nothing`
pub(super) fn text(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        let text = passage.text.as_str();
        for (end, _) in passage.signs(b"]") {
            if !text[end..].starts_with("](") {
                continue;
            }
            // What says nothing is short; a long way back there is another link.
            let near = text.ceil_char_boundary(end.saturating_sub(100));
            let Some(start) = text[near..end].rfind('[').map(|at| near + at + 1) else { continue };
            let words = text[start..end].replace(['*', '_'], "");
            let words = words.trim().trim_end_matches(['.', '!', '…', ':', '»']).to_lowercase();
            if EMPTY.contains(&words.trim()) {
                let message = format!("the link text `{}` says nothing", &text[start..end]);
                report.at(&passage.origin_of(start..end), message);
            }
        }
    }
}
