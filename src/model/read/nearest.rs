//! "Did you mean": the nearest known name by edit distance.

/// The candidate nearest to `word`, when it is near enough to be meant.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word: Vec<char> = fold(word);
    let limit = (word.len() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .map(|candidate| (distance(&word, &fold(candidate)), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Case, and whether a word seam is `-`, `_` or a space, are not what
/// somebody got wrong. Names longer than any of ours are cut.
fn fold(word: &str) -> Vec<char> {
    word.chars()
        .take(64)
        .map(|c| if matches!(c, '-' | ' ') { '_' } else { c.to_ascii_lowercase() })
        .collect()
}

/// Optimal string alignment distance: insertions, deletions, substitutions
/// and swaps of neighbours count one each.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1];
            if swapped {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_meant_and_nothing_far_off() {
        let fields = ["headline", "subhead", "body", "date"];
        assert_eq!(nearest("headlin", fields), Some("headline"));
        assert_eq!(nearest("haedline", fields), Some("headline"));
        assert_eq!(nearest("Body", fields), Some("body"));
        assert_eq!(nearest("datum", fields), None);
        assert_eq!(nearest("", fields), None);
        assert_eq!(nearest("table head", ["table-head"]), Some("table-head"));
    }

    #[test]
    fn a_swap_counts_once() {
        let chars = |s: &str| s.chars().collect::<Vec<_>>();
        assert_eq!(distance(&chars("haed"), &chars("head")), 1);
        assert_eq!(distance(&chars("abc"), &chars("")), 3);
    }
}
