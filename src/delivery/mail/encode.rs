//! Transfer encodings of RFC 2045 and encoded words of RFC 2047.

/// Longest line of encoded bodies, without its end (RFC 2045, 6.7 and 6.8).
const LINE: usize = 76;

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 without line ends (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |i: usize| group.get(i).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = BASE64.get((bits >> (18 - 6 * place) & 63) as usize);
            let used = place <= group.len();
            out.push(digit.filter(|_| used).map_or('=', |d| char::from(*d)));
        }
    }
    out
}

/// Base64 in lines of 76, each ended by CRLF (RFC 2045, 6.8).
pub(super) fn base64_lines(bytes: &[u8], out: &mut Vec<u8>) {
    out.reserve(bytes.len() / 57 * (LINE + 2) + LINE + 2);
    for line in bytes.chunks(LINE / 4 * 3) {
        out.extend_from_slice(base64(line).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}

/// Quoted-printable text (RFC 2045, 6.7). `\n` in the text is a line end;
/// every line of the result ends with CRLF and is at most 76 long.
pub(super) fn quoted_printable(text: &str, out: &mut Vec<u8>) {
    for line in text.split_inclusive('\n') {
        quoted_line(line.trim_end_matches('\n').as_bytes(), out);
        out.extend_from_slice(b"\r\n");
    }
}

fn quoted_line(line: &[u8], out: &mut Vec<u8>) {
    let mut width = 0;
    for (index, byte) in line.iter().enumerate() {
        let last = index + 1 == line.len();
        let literal = match byte {
            b' ' | b'\t' => !last,
            // A full stop alone on a line ends a message in SMTP, and some
            // relays mistake "From " for the start of one.
            b'.' => width > 0,
            b'F' => width > 0 || !line.starts_with(b"From "),
            b'=' => false,
            byte => byte.is_ascii_graphic(),
        };
        let needed = if literal { 1 } else { 3 };
        // The last piece needs no room for the soft break's equals sign.
        if width + needed + usize::from(!last) > LINE {
            out.extend_from_slice(b"=\r\n");
            width = 0;
        }
        if literal && !(width == 0 && *byte == b'.') {
            out.push(*byte);
            width += 1;
        } else {
            out.extend_from_slice(&escaped(b'=', *byte));
            width += 3;
        }
    }
}

/// A byte as `=XX` or `%XX`.
pub(super) fn escaped(sign: u8, byte: u8) -> [u8; 3] {
    let digit = |n: u8| b"0123456789ABCDEF".get(usize::from(n)).copied().unwrap_or(b'0');
    [sign, digit(byte >> 4), digit(byte & 15)]
}

/// The text as encoded words (RFC 2047, form B), none longer than 75
/// characters, the first not longer than `first`, none splitting a character.
pub(super) fn encoded_words(text: &str, first: usize) -> Vec<String> {
    // `=?UTF-8?B?` and `?=` around groups of four for three bytes.
    let bytes = |room: usize| (room.clamp(24, 75) - 12) / 4 * 3;
    let mut words: Vec<String> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut end = rest.len().min(bytes(if words.is_empty() { first } else { 75 }));
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (head, tail) = rest.split_at(end);
        words.push(format!("=?UTF-8?B?{}?=", base64(head.as_bytes())));
        rest = tail;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let mut out = Vec::new();
        quoted_printable(text, &mut out);
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn base64_pads() {
        // RFC 4648, section 10.
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        let mut lines = Vec::new();
        base64_lines(&[0; 58], &mut lines);
        assert_eq!(lines, format!("{}\r\nAA==\r\n", "A".repeat(76)).as_bytes());
    }

    #[test]
    fn quoted_printable_keeps_what_mail_would_change() {
        assert_eq!(quoted("a = ü \n"), "a =3D =C3=BC=20\r\n");
        assert_eq!(quoted(".\n.x\nFrom here\nFromm\n"), "=2E\r\n=2Ex\r\n=46rom here\r\nFromm\r\n");
        assert_eq!(quoted("x\r\ny"), "x=0D\r\ny\r\n");
    }

    #[test]
    fn long_lines_break_softly_and_never_inside_an_escape() {
        for text in ["ü".repeat(200), "a".repeat(76), "a".repeat(77), ".".repeat(300)] {
            let coded = quoted(&text);
            assert!(coded.lines().all(|line| line.len() <= 76), "{coded}");
            let joined = coded.replace("=\r\n", "");
            assert!(!joined.trim_end().contains('\r'), "{coded}");
            assert!(
                coded.split("=\r\n").all(|l| !l.ends_with('=') && !l.starts_with('.')),
                "{coded}"
            );
        }
        assert_eq!(quoted(&"a".repeat(76)), format!("{}\r\n", "a".repeat(76)));
    }

    #[test]
    fn encoded_words_never_split_a_character() {
        for text in ["Städtediplomatie – „Neustart“ ".repeat(9), "😀".repeat(40), "x".repeat(46)]
        {
            let words = encoded_words(&text, 60);
            assert!(words.iter().all(|word| word.len() <= 75));
            assert!(words[0].len() <= 60);
            assert!(words.len() > 1);
        }
        assert_eq!(encoded_words("ü", 75), ["=?UTF-8?B?w7w=?="]);
    }
}
