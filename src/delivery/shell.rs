//! Arguments of commands that hints show, quoted for who will type them.

/// What reads a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shell {
    /// `sh` and what descends from it.
    Posix,
    /// `cmd` and PowerShell: nobody knows which, so the quotes are those that
    /// both take.
    Windows,
}

impl Shell {
    /// That of the machine the program was built for.
    pub const HERE: Self = if cfg!(windows) { Self::Windows } else { Self::Posix };

    /// A path or name as one argument, in quotes when it holds more than plain
    /// signs.
    pub fn argument(self, text: &str) -> String {
        match self {
            Self::Posix => posix(text),
            Self::Windows => windows(text),
        }
    }
}

/// POSIX.1-2024, XCU 2.2.2: all between single quotes stands for itself.
fn posix(text: &str) -> String {
    match is_plain(text, "/._-+,:=@") {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

/// Double quotes, which `cmd` and PowerShell both know. A backslash before the
/// last of them would make it a part of the name (the rules of C's argv), so it
/// is doubled, which names the same folder. Where PowerShell would read on
/// inside (`$`, backtick, typographic quotation marks), its own single quotes;
/// `cmd` has no form for these that PowerShell takes too.
fn windows(text: &str) -> String {
    if is_plain(text, "\\/._-+:") {
        return text.to_owned();
    }
    if text.contains(['$', '`', '“', '”', '„', '"']) {
        let double = |c: char| if "'‘’‚‛".contains(c) { vec![c, c] } else { vec![c] };
        return format!("'{}'", text.chars().flat_map(double).collect::<String>());
    }
    let stem = text.trim_end_matches('\\');
    let end = "\\".repeat(2 * (text.len() - stem.len()));
    format!("\"{stem}{end}\"")
}

fn is_plain(text: &str, signs: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || signs.contains(c))
}

#[cfg(test)]
mod tests {
    use super::Shell::{Posix, Windows};

    #[test]
    fn arguments_are_quoted_for_who_reads_them() {
        for (name, posix, windows) in [
            ("releases/rathaus-ä.ron", "releases/rathaus-ä.ron", "releases/rathaus-ä.ron"),
            (r"C:\out\2026", r"'C:\out\2026'", r"C:\out\2026"),
            ("Mein Haus.ron", "'Mein Haus.ron'", "\"Mein Haus.ron\""),
            (r"C:\Mein Haus\", r"'C:\Mein Haus\'", "\"C:\\Mein Haus\\\\\""),
            ("it's", r"'it'\''s'", "\"it's\""),
            ("a&b;c", "'a&b;c'", "\"a&b;c\""),
            ("5 $ x", "'5 $ x'", "'5 $ x'"),
            ("„Ü“ d’Or", "'„Ü“ d’Or'", "'„Ü“ d’’Or'"),
            ("a,b", "a,b", "\"a,b\""),
            ("", "''", "\"\""),
        ] {
            assert_eq!(Posix.argument(name), posix);
            assert_eq!(Windows.argument(name), windows);
        }
    }
}
