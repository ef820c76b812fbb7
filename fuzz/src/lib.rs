//! What arbitrary bytes are thrown at: pictures, logos, messages.
//!
//! Each entry panics when something is wrong, and only then. The fuzz targets
//! call them with what libFuzzer finds; `tests/suite/mutated.rs` includes this
//! file and calls them with damaged good inputs, so that every `cargo test`
//! goes the same ways.

use std::sync::{Arc, LazyLock};

use pressblatt::compose::{self, Document};
use pressblatt::delivery::bundled;
use pressblatt::delivery::mail::{
    self, Addressing, Letter, Mailbox, Message, Photos, To, read_recipients,
};
use pressblatt::diag::{Diagnostics, Source};
use pressblatt::export::{self, Edition, Exporter};
use pressblatt::model::assets::{AssetError, Root};
use pressblatt::model::embedded::{self, Embedded};
use pressblatt::model::{self, Assets, Layout, Release};
use pressblatt::text::{Scratch, Typesetter};

/// Pictures of more pixels are only read, not decoded: the limits on size have
/// tests of their own, and a fuzzer that decodes gigabytes finds nothing else.
const MAX_PIXELS: u64 = 1 << 20;

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);
static EXPORTER: LazyLock<Exporter> = LazyLock::new(Exporter::new);
static HOUSE: LazyLock<Layout> = LazyLock::new(house);

/// A house with a logo on both pages and a spot colour in it.
fn house() -> Layout {
    let text = bundled::layout("din5008-b").expect("a bundled layout");
    let text = text.replace("srgb: \"#0b6b4d\")", "srgb: \"#0b6b4d\", spot: \"HKS 57 K\")");
    let mut diags = Diagnostics::new();
    let layout = model::read_layout(&source("house.ron", text), &mut diags);
    assert!(!diags.has_errors(), "{diags:#?}");
    layout.expect("a layout")
}

fn source(name: &str, text: String) -> Arc<Source> {
    Arc::new(Source { name: name.to_owned(), text })
}

/// The bundled fonts; every picture is `bytes` unless it is the house's logo.
struct Files<'a> {
    photo: &'a [u8],
    logo: Option<&'a [u8]>,
}

impl Assets for Files<'_> {
    fn read(&self, root: Root, name: &str) -> Result<Arc<[u8]>, AssetError> {
        let missing = || AssetError::Missing { nearest: None };
        match (root, self.logo) {
            (Root::Fonts, _) => {
                bundled::font(name).map(|(font, _)| font.into()).ok_or_else(missing)
            }
            (Root::Layout, None) => bundled::layout_file(name).ok_or_else(missing),
            (Root::Layout, Some(logo)) => Ok(logo.into()),
            (Root::Release, _) => Ok(self.photo.into()),
        }
    }
}

fn release(text: String) -> Option<Release> {
    let mut diags = Diagnostics::new();
    model::read_release(&source("release.ron", text), &mut diags)
}

/// Sets a release; what it cannot set has to have been said.
fn set(release: &Release, files: &Files<'_>) -> Option<Document> {
    let mut diags = Diagnostics::new();
    model::check(release, &HOUSE, &mut diags);
    let scratch = &mut Scratch::default();
    let document = compose::compose(&TYPESETTER, scratch, release, &HOUSE, files, &mut diags);
    assert!(document.is_some() || diags.has_errors(), "nothing set and nothing said");
    document.filter(|_| !diags.has_errors())
}

/// Both ways of colour; a picture that cannot be kept has to be an error.
fn export(document: &Document) {
    if !is_small(document) {
        return;
    }
    for edition in [Edition::Mail, Edition::Print] {
        let options = export::Options { image_ppi: Some(100), ..Default::default() };
        match export::export(document, edition, &options, &EXPORTER) {
            Ok(output) => assert!(output.bytes.starts_with(b"%PDF-")),
            Err(diags) => assert!(diags.has_errors(), "failed and said nothing"),
        }
    }
}

/// Whether its pictures are decoded soon.
fn is_small(document: &Document) -> bool {
    let pixels =
        |side: &Arc<compose::document::Image>| u64::from(side.width) * u64::from(side.height);
    let drawn = |image: &&Arc<compose::document::Image>| image.drawing.is_none();
    document.images.iter().filter(drawn).map(pixels).sum::<u64>() <= MAX_PIXELS
}

/// A photo of a release: header, metadata, decoding, both ways of colour.
pub fn image(data: &[u8]) {
    drop(Embedded::read(data, &HOUSE.language));
    let extension = if data.starts_with(b"\x89PNG") { "png" } else { "jpg" };
    let text = format!(
        r#"Release(number: "1/2026", date: "2026-01-02", headline: "Bild", body: "Text.", photos: [
            (file: "a.{extension}", alt: "Ein Bild", caption: "c", credit: "d", rights: "e", place: Lead),
            (file: "b.{extension}", alt: "Ein Bild", caption: "c", credit: "d", rights: "e")])"#
    );
    let mut release = release(text).expect("a release");
    let files = Files { photo: data, logo: None };
    embedded::complete(&mut release, &HOUSE, &files, &mut Diagnostics::new());
    if let Some(document) = set(&release, &files) {
        export(&document);
        if is_small(&document) {
            export::pictures::judge(data);
        }
        letters(&release, &document, &[]);
    }
}

/// A logo of a house.
pub fn svg(data: &[u8]) {
    let text = r#"Release(number: "1/2026", date: "2026-01-02", headline: "Logo", body: "Text.")"#;
    let release = release(text.to_owned()).expect("a release");
    if let Some(document) = set(&release, &Files { photo: &[], logo: Some(data) }) {
        export(&document);
    }
}

/// Texts of a release and its list of recipients, separated by zero bytes.
pub fn message(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut parts = text.split('\0');
    let mut next = || format!("{:?}", parts.next().unwrap_or_default());
    let text = format!(
        r#"Release(number: "1/2026", date: "2026-01-02", headline: {}, kicker: {}, lead: {}, body: {},
            organisation: {}, contact: [{}, "[presse@kreis.example](mailto:presse@kreis.example)"],
            place: {}, photos: [(file: {}, alt: {}, caption: {}, credit: {}, rights: {}, place: Attached)],
            attachments: [(file: {}, title: {})])"#,
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
        next(),
    );
    let Some(release) = release(text) else { return };
    let files = Files { photo: b"not a picture", logo: None };
    if let Some(document) = set(&release, &files) {
        let list = source("list.csv", parts.collect::<Vec<_>>().join("\n"));
        let recipients = read_recipients(&list, &mut Diagnostics::new());
        let recipients: Vec<_> = recipients.into_iter().take(3).map(|r| r.mailbox).collect();
        letters(&release, &document, &recipients);
    }
}

fn letters(release: &Release, document: &Document, recipients: &[Mailbox]) {
    let source = mail::Source { release, layout: &HOUSE, document };
    for photos in [Photos::Originals, Photos::Fit] {
        let options = mail::Options { pdf_name: "a.mail.pdf".to_owned(), photos };
        let mut diags = Diagnostics::new();
        let Some(letter) = Letter::new(source, b"%PDF-1.7", &options, &mut diags) else {
            assert!(diags.has_errors(), "no letter and nothing said");
            continue;
        };
        let hidden: Vec<&Mailbox> = recipients.iter().collect();
        let ones = recipients.iter().map(To::One);
        for to in [To::Nobody, To::Hidden(&hidden)].into_iter().chain(ones) {
            for draft in [true, false] {
                let addressing = Addressing { to, photos: true, draft, timestamp: None };
                judge(&letter.message(&addressing), draft);
            }
        }
    }
}

/// The fields a message may have; anything else was smuggled in.
const FIELDS: [&str; 12] = [
    "Date",
    "From",
    "Reply-To",
    "To",
    "Bcc",
    "Subject",
    "Message-ID",
    "Content-Language",
    "X-Unsent",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];

/// RFC 5322: ASCII, CRLF, lines of at most 998; a header of the known fields,
/// each once; recipients who do not see each other do not.
fn judge(message: &Message, draft: bool) {
    let text = std::str::from_utf8(&message.bytes).expect("ASCII");
    assert!(text.is_ascii(), "not ASCII");
    let mut seen = Vec::new();
    let mut in_header = true;
    for line in text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n', '\0']), "a bare line end: {line:?}");
        assert!(line.len() <= 998, "a line of {}", line.len());
        in_header &= !line.is_empty();
        if !in_header || line.starts_with([' ', '\t']) {
            continue;
        }
        let name = line.split(':').next().unwrap_or_default();
        assert!(FIELDS.contains(&name), "a field {name:?}");
        assert!(!seen.contains(&name), "two fields {name:?}");
        seen.push(name);
    }
    assert!(draft || !(seen.contains(&"Bcc") || seen.contains(&"X-Unsent")), "{seen:?}");
}
