//! Tests that look at finished files. What needs another program (veraPDF,
//! qpdf, Ghostscript) is checked outside; `write_samples` writes files for it.

mod conformance;
mod files;
mod print;
mod reader;
mod sample;
mod structure;
mod text;

use sample::{everything, release, tiny};

use super::{Edition, Exporter, Options, export};
use crate::compose::document::Document;

/// Writes an edition with default options.
fn write(document: &Document, edition: Edition) -> Vec<u8> {
    export(document, edition, &Options::default(), &Exporter::new()).unwrap().bytes
}

/// Not a test of anything: writes files for the outside judges.
#[test]
#[ignore = "writes files"]
fn write_samples() {
    let exporter = Exporter::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/export-samples");
    std::fs::create_dir_all(&folder).unwrap();
    let mut offset = release();
    offset.print.profile = crate::model::layout::PrintProfile::Offset;
    let samples = [
        ("tiny", tiny()),
        ("release", release()),
        ("everything", everything()),
        ("offset", offset),
    ];
    for (name, document) in samples {
        for edition in Edition::ALL {
            for pretty in [false, true] {
                let options = Options { pretty, ..Options::default() };
                let output = export(&document, edition, &options, &exporter).unwrap();
                let kind = if pretty { "pretty" } else { "packed" };
                let name = format!("{name}.{}.{kind}.pdf", edition.name());
                std::fs::write(folder.join(name), output.bytes).unwrap();
            }
        }
    }
}

/// Not a test of anything: prints how long warm exports take.
#[test]
#[ignore = "measures"]
#[allow(clippy::disallowed_methods, clippy::print_stderr, reason = "measures time for people")]
fn measure() {
    let exporter = Exporter::new();
    let document = release();
    let options = Options::default();
    for edition in Edition::ALL {
        let mut times: Vec<u128> = (0..400)
            .map(|_| {
                let start = std::time::Instant::now();
                let output = export(&document, edition, &options, &exporter).unwrap();
                let time = start.elapsed().as_nanos();
                assert!(!output.bytes.is_empty());
                time
            })
            .collect();
        times.sort_unstable();
        let bytes = export(&document, edition, &options, &exporter).unwrap().bytes.len();
        eprintln!("{} {} us, {bytes} bytes", edition.name(), times[times.len() / 2] / 1000);
    }
    let pretty = Options { pretty: true, ..Options::default() };
    let plain = export(&document, Edition::Mail, &pretty, &exporter).unwrap().bytes;
    let plain = &plain[..30_000];
    for level in 1..=9 {
        let mut deflater = super::objects::Deflater::new(level);
        let start = std::time::Instant::now();
        let mut size = 0;
        for _ in 0..200 {
            size = deflater.compress(plain).len();
        }
        eprintln!("level {level}: {} us, {size} bytes", start.elapsed().as_micros() / 200);
        let start = std::time::Instant::now();
        for _ in 0..200 {
            size = deflater.compress(&plain[..300]).len();
        }
        eprintln!("level {level}: {} us, {size} bytes", start.elapsed().as_micros() / 200);
    }
}
