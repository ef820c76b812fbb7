//! Where the lines of a text start: a finding is located by search, not by counting.

/// The line starts of one text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Those of `text`.
    pub fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self { starts: std::iter::once(0).chain(after.map(|(at, _)| at + 1)).collect() }
    }

    /// Index of the line that the byte at `offset` is on, from 0.
    pub fn index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    /// Where the line with this index starts.
    pub fn start(&self, index: usize) -> usize {
        self.starts.get(index).copied().unwrap_or_default()
    }

    /// Line and column of a byte of the text, both from 1; columns count
    /// characters. A byte within a character belongs to it.
    pub fn line_column(&self, text: &str, offset: usize) -> (usize, usize) {
        let at = text.floor_char_boundary(offset);
        let line = self.index(at);
        let column = text.get(self.start(line)..at).map_or(0, |before| before.chars().count());
        (line + 1, column + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_characters() {
        let text = "aä\n\nüb\n";
        let lines = Lines::of(text);
        let at = |offset| lines.line_column(text, offset);
        assert_eq!([at(0), at(1), at(2), at(3)], [(1, 1), (1, 2), (1, 2), (1, 3)]);
        assert_eq!(
            [at(4), at(5), at(7), at(8), at(9), at(99)].map(|(line, _)| line),
            [2, 3, 3, 3, 4, 4]
        );
        assert_eq!(lines.start(lines.index(7)), 5);
        assert_eq!(Lines::of("").line_column("", 0), (1, 1));
    }
}
