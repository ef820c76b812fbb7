use super::sample::{everything, release, tiny};
use super::{Edition, Exporter, Options, export};

/// Not a test of anything: writes files for the outside judges.
#[test]
#[ignore = "writes files"]
fn write_samples() {
    let exporter = Exporter::new();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/export-samples");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, document) in [("tiny", tiny()), ("release", release()), ("everything", everything())]
    {
        for edition in Edition::ALL {
            for pretty in [false, true] {
                let options = Options { pretty, ..Options::default() };
                let output = export(&document, edition, &options, &exporter).unwrap();
                let kind = if pretty { "pretty" } else { "packed" };
                std::fs::write(
                    folder.join(format!("{name}.{}.{kind}.pdf", edition.name())),
                    output.bytes,
                )
                .unwrap();
            }
        }
    }
}
