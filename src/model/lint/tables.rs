//! Tables that are none.

use super::passage::{Passage, lines};
use super::{Context, Report};

/// `table-for-layout`: one column, or no header and two columns, or mostly
/// empty cells.
pub(super) fn layout(cx: &Context<'_>, report: &mut Report<'_>) {
    for passage in &cx.passages {
        if passage.signs(b"|").next().is_none() {
            continue;
        }
        let rows: Vec<_> = lines(passage.text.as_str()).collect();
        let mut at = 0;
        while let Some([(head_at, head), (start, line)]) = rows.get(at..at + 2) {
            at += 1;
            if is_delimiter(line) && head.contains('|') {
                let body = rows[at + 1..].iter().take_while(|(_, row)| row.contains('|'));
                let body: Vec<_> = body.map(|(_, row)| cells(row)).collect();
                at += 1 + body.len();
                let table = Table { header: cells(head), body };
                judge(passage, *head_at..start - 1, &table, report);
            }
        }
    }
}

struct Table<'a> {
    header: Vec<&'a str>,
    body: Vec<Vec<&'a str>>,
}

fn judge(
    passage: &Passage<'_>,
    range: std::ops::Range<usize>,
    table: &Table<'_>,
    report: &mut Report<'_>,
) {
    let no_header = table.header.iter().all(|cell| cell.is_empty());
    let all = table.body.iter().flatten().count();
    let empty = table.body.iter().flatten().filter(|cell| cell.is_empty()).count();
    let reason = match table.header.len() {
        0 | 1 => "a table of one column",
        2 if no_header => "a table of labels and values without a header",
        _ if all > 0 && empty * 2 > all => "most cells of this table are empty",
        _ => return,
    };
    report.at(&passage.origin_of(range), reason);
}

/// `|:---|---:|`
fn is_delimiter(line: &str) -> bool {
    let line = line.trim();
    line.contains('-') && line.contains('|') && line.chars().all(|c| "|:- ".contains(c))
}

fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').map(str::trim).collect()
}
