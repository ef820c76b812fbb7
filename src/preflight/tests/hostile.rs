//! Damaged and hostile files: a verdict within limits, never a panic.

use super::{Sheet, judge, tripped};
use crate::preflight::{Limits, Options, Verdict};

fn tight() -> Options {
    let limits = Limits {
        nodes: 200_000,
        stream_bytes: 4 << 20,
        work_bytes: 32 << 20,
        operators: 50_000,
        painted: 5_000,
        points: 100_000,
        ..Limits::default()
    };
    Options { ink: true, pictures: true, limits }
}

#[test]
fn truncated_files_get_a_verdict() {
    let bytes = Sheet::new().bytes();
    for cut in (0..bytes.len()).step_by(bytes.len() / 150) {
        let report = judge(&bytes[..cut], "", &tight());
        assert_eq!(report.verdict(), Verdict::Fail, "cut at {cut}");
    }
}

#[test]
fn flipped_bits_get_a_verdict() {
    let clean = Sheet::new().bytes();
    // A small generator (Numerical Recipes' LCG) instead of a random crate.
    let mut state = 12_345u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as usize
    };
    // The profile and photo are most of the file; aim at the rest.
    let spots: Vec<usize> = (0..clean.len()).filter(|i| clean[*i].is_ascii_graphic()).collect();
    let mut verdicts = [0usize; 3];
    for _ in 0..150 {
        let mut bytes = clean.clone();
        for _ in 0..40 {
            let at = spots[next() % spots.len()];
            bytes[at] ^= 1 << (next() % 8);
        }
        verdicts[judge(&bytes, "", &tight()).verdict() as usize] += 1;
    }
    assert_eq!(verdicts.iter().sum::<usize>(), 150);
}

fn file(objects: &[&str]) -> Vec<u8> {
    let mut bytes = b"%PDF-1.6\n".to_vec();
    for (index, object) in objects.iter().enumerate() {
        bytes.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", index + 1).as_bytes());
    }
    bytes.extend_from_slice(b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF");
    bytes
}

#[test]
fn object_loops_end() {
    let loops = file(&[
        "<< /Type /Catalog /Pages 2 0 R /OutputIntents 6 0 R /Metadata 7 0 R >>",
        "<< /Kids [2 0 R 3 0 R 2 0 R] /Count 3 >>",
        "<< /Type /Page /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 5 0 R >>",
        "<< /Length 30 >> stream\n/F Do /F Do /P cs /P scn 0 0 9 9 re f \nendstream",
        "<< /XObject << /F 8 0 R >> /ColorSpace << /P [/Pattern 9 0 R] >> /Pattern << /P 8 0 R >> >>",
        "6 0 R",
        "10 0 R",
        "<< /Subtype /Form /Resources 5 0 R /Length 5 /PatternType 1 >> stream\n/F Do\nendstream",
        "[/Pattern 9 0 R]",
        "7 0 R",
    ]);
    let report = judge(&loops, "", &tight());
    assert_eq!(report.verdict(), Verdict::Fail);
    assert_eq!(report.pages.len(), 1);
}

#[test]
fn stream_bombs_are_stopped() {
    use std::io::Write;
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packer.write_all(&[b' '; 1 << 20]).expect("memory");
    }
    let packed = packer.finish().expect("memory");
    let mut sheet = Sheet::new();
    let content = sheet.content;
    sheet.stream(content).set_content(packed);
    sheet.stream(content).dict.set("Filter", "FlateDecode");
    let report = judge(&sheet.bytes(), "rules: {\"GWG-R0005\": Off}", &tight());
    assert_eq!(tripped(&report), ["RD-content"].into());
}

#[test]
fn nested_forms_multiply_only_within_the_budget() {
    // Ten levels of forms that each call the next one ten times.
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>".to_owned(),
    ];
    for level in 4..14 {
        let next = level + 1;
        objects.push(format!(
            "<< /Subtype /Form /Resources << /XObject << /F {next} 0 R >> >> /Length 60 >> stream\n{}\nendstream",
            "/F Do ".repeat(10)
        ));
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    let report = judge(&file(&objects), "", &tight());
    assert!(tripped(&report).contains("RD-limits"));
}

#[test]
fn a_million_pages_are_cut() {
    let kids = "3 0 R ".repeat(10) + &(4..60_000).map(|n| format!("{n} 0 R ")).collect::<String>();
    let pages = format!("<< /Kids [{kids}] /Count 1000000 >>");
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>", &pages];
    objects.extend(std::iter::repeat_n("<< /Type /Page /MediaBox [0 0 9 9] >>", 20_000));
    let mut options = Options::default();
    options.limits.pages = 1_000;
    let report = judge(&file(&objects), "", &options);
    assert!(tripped(&report).contains("RD-limits"));
    assert_eq!(report.pages.len(), 1_000);
}

#[test]
fn a_file_over_the_size_limit_is_not_opened() {
    let mut options = Options::default();
    options.limits.file_bytes = 1_000;
    assert_eq!(tripped(&judge(&Sheet::new().bytes(), "", &options)), ["RD-limits"].into());
}
