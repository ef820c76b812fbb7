//! What each stage of the example release costs with warm caches.
//!
//! `cargo bench --bench stages` prints them; `docs/benchmarks.md` has the
//! whole-process figures beside other programs.

#![allow(missing_docs, reason = "criterion_group! writes an undocumented function")]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use pressblatt::compose::document::{
    ArtifactKind, Image, ImageFormat, ImageId, Item as Placed, ItemKind, Owner,
};
use pressblatt::compose::{self, Document};
use pressblatt::delivery::job::{Engine, Sheet};
use pressblatt::delivery::layouts::Loaded;
use pressblatt::delivery::mail;
use pressblatt::diag::{Diagnostics, Source};
use pressblatt::export::{self, Edition};
use pressblatt::geom::Rect;
use pressblatt::model;
use pressblatt::preflight;
use pressblatt::text::Scratch;
use pressblatt::text::breaker::{Breaker, Item, LineWidths, Params};
use pressblatt::unit::Length;

struct Stage {
    engine: Engine,
    scratch: Scratch,
    path: PathBuf,
    source: Arc<Source>,
    layout: Arc<Loaded>,
    sheet: Sheet,
}

fn stage() -> Stage {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("releases/2021-202-staedtediplomatie.ron");
    let engine = Engine::default();
    let mut scratch = Scratch::default();
    let mut diags = Diagnostics::new();
    let sheet = engine.typeset(&path, None, &mut scratch, &mut diags).expect("the example");
    let source = Arc::clone(&sheet.release.source);
    let layout = Arc::clone(&sheet.layout);
    Stage { engine, scratch, path, source, layout, sheet }
}

fn parse(c: &mut Criterion) {
    let stage = stage();
    c.bench_function("parse", |b| {
        b.iter(|| {
            let mut diags = Diagnostics::new();
            let release = model::read_release(black_box(&stage.source), &mut diags);
            let house = stage.layout.layout.as_deref().expect("a layout");
            model::check(release.as_ref().expect("a release"), house, &mut diags);
            diags.len()
        });
    });
}

/// Sixty lines of words of 3 to 14 mm with a hyphenation point in each.
fn lines(c: &mut Criterion) {
    let mut items = Vec::new();
    for word in 0..700_i64 {
        let half = Length::from_units((3 + word * 7 % 11) * Length::mm(1).units() / 2);
        items.push(Item::rigid(half));
        items.push(Item::hyphen(Length::from_mm(1.1), Length::ZERO));
        items.push(Item::rigid(half));
        let space = Length::from_mm(0.9);
        items.push(Item::glue(space, space.scale(1, 2), space.scale(1, 3)));
    }
    items.pop();
    let widths = LineWidths::uniform(Length::mm(160));
    let params = Params::for_size(Length::pt(11));
    let mut breaker = Breaker::default();
    c.bench_function("break", |b| {
        b.iter(|| breaker.break_lines(black_box(&items), &widths, &params).lines.len());
    });
}

fn compose(c: &mut Criterion) {
    let mut stage = stage();
    let house = stage.layout.layout.clone().expect("a layout");
    let assets = stage.engine.assets(&stage.path, &stage.layout);
    c.bench_function("compose", |b| {
        b.iter(|| {
            let mut diags = Diagnostics::new();
            compose::compose(
                &stage.engine.typesetter,
                &mut stage.scratch,
                black_box(&stage.sheet.release),
                &house,
                &assets,
                &mut diags,
            )
            .map(|document| document.pages.len())
        });
    });
}

/// A report of some two hundred pages: the body of the example many times.
/// Divided by its pages it must cost what a page of the example costs.
fn report(c: &mut Criterion) {
    let mut stage = stage();
    let house = stage.layout.layout.clone().expect("a layout");
    let text = &stage.source.text;
    let start = text.find("body: r#\"").expect("a body") + 9;
    let end = start + text[start..].find("\"#").expect("its end");
    let body = format!("\n{}\n", text[start..end].trim());
    let long = format!("{}{}{}", &text[..start], body.repeat(450), &text[end..]);
    let source = Arc::new(Source { name: "report.ron".to_owned(), text: long });
    let assets = stage.engine.assets(&stage.path, &stage.layout);
    let mut diags = Diagnostics::new();
    let release = stage.engine.check(&source, &stage.layout, &assets, &mut diags);
    let release = release.expect("a report");
    let mut group = c.benchmark_group("report of 200 pages");
    group.sample_size(10);
    group.bench_function("check", |b| {
        b.iter(|| {
            let mut diags = Diagnostics::new();
            stage.engine.check(black_box(&source), &stage.layout, &assets, &mut diags).is_some()
        });
    });
    group.bench_function("compose", |b| {
        b.iter(|| {
            let mut diags = Diagnostics::new();
            compose::compose(
                &stage.engine.typesetter,
                &mut stage.scratch,
                black_box(&release),
                &house,
                &assets,
                &mut diags,
            )
            .map(|document| document.pages.len())
        });
    });
    group.finish();
}

fn export(c: &mut Criterion) {
    let stage = stage();
    let options = export::Options::default();
    for edition in Edition::ALL {
        c.bench_function(&format!("export {}", edition.name()), |b| {
            b.iter(|| {
                export::export(
                    black_box(&stage.sheet.document),
                    edition,
                    &options,
                    &stage.engine.exporter,
                )
                .map(|output| output.bytes.len())
                .unwrap_or_default()
            });
        });
    }
}

fn judge(c: &mut Criterion) {
    let stage = stage();
    let options = export::Options::default();
    let print =
        export::export(&stage.sheet.document, Edition::Print, &options, &stage.engine.exporter);
    let bytes = print.expect("a print edition").bytes;
    let preset = preflight::Preset::default();
    for (name, ink) in [("preflight", false), ("preflight with ink", true)] {
        let options = preflight::Options { ink, ..preflight::Options::default() };
        c.bench_function(name, |b| {
            b.iter(|| preflight::check(black_box(&bytes), &preset, &options).findings.len());
        });
    }
}

fn whole(c: &mut Criterion) {
    let mut stage = stage();
    let options = export::Options::default();
    for edition in [Edition::Mail, Edition::Print] {
        c.bench_function(&format!("whole {} sheet", edition.name()), |b| {
            b.iter(|| {
                let mut diags = Diagnostics::new();
                let sheet = stage.engine.typeset(&stage.path, None, &mut stage.scratch, &mut diags);
                let document = sheet.expect("a sheet").document;
                export::export(&document, edition, &options, &stage.engine.exporter)
                    .map(|output| output.bytes.len())
                    .unwrap_or_default()
            });
        });
    }
}

/// One megapixel of a photo: scaled for mail, separated for print. The sheet
/// is as good as empty, so the picture is what takes the time.
fn photo(c: &mut Criterion) {
    let stage = stage();
    let pixel =
        |x: u32, y: u32| image::Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 251) as u8]);
    let mut jpeg = std::io::Cursor::new(Vec::new());
    let picture = image::RgbImage::from_fn(1000, 1000, pixel);
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).expect("a JPEG");
    let jpeg = jpeg.into_inner();
    let profiled = [&jpeg[..2], &wide_gamut(), &jpeg[2..]].concat();
    let (bare, profiled) = (only(&stage.sheet, jpeg), only(&stage.sheet, profiled));
    let scaled = export::Options { image_ppi: Some(150), ..Default::default() };
    let plain = export::Options::default();
    for (name, document, edition, options) in [
        ("photo megapixel passed through", &bare, Edition::Mail, &plain),
        ("photo megapixel from another profile", &profiled, Edition::Mail, &plain),
        ("photo megapixel scaled", &bare, Edition::Mail, &scaled),
        ("photo megapixel to inks", &bare, Edition::Print, &plain),
    ] {
        c.bench_function(name, |b| {
            // A new cache each time: kept pictures would cost nothing.
            b.iter(|| {
                let exporter = export::Exporter::new();
                export::export(black_box(document), edition, options, &exporter)
                    .map(|output| output.bytes.len())
                    .unwrap_or_default()
            });
        });
    }
}

/// A sheet with nothing on it but a photo of 1000 x 1000 pixels.
fn only(sheet: &Sheet, bytes: Vec<u8>) -> Document {
    let picture = Image {
        name: "photo.jpg".into(),
        bytes: bytes.into(),
        format: ImageFormat::Jpeg,
        width: 1000,
        height: 1000,
        orientation: 1,
        drawing: None,
    };
    let mut document = sheet.document.clone();
    let side = Length::inches(2);
    let rect = Rect::new(Length::ZERO, Length::ZERO, side, side);
    let image = ImageId(document.images.len() as u32);
    document.images.push(Arc::new(picture));
    let page = document.pages.first_mut().expect("a page");
    page.items = vec![Placed {
        kind: ItemKind::Image(image, rect),
        owner: Owner::Artifact(ArtifactKind::Background),
        letterhead: false,
        origin: None,
    }];
    document.pages.truncate(1);
    document
}

/// The segment with the colour profile of one of the releases' photos.
fn wide_gamut() -> Vec<u8> {
    let photo = include_bytes!("../releases/kanalbruecke-abend.jpg");
    let start = photo.windows(2).position(|w| w == [0xFF, 0xE2]).expect("a profile");
    let length = usize::from(photo[start + 2]) << 8 | usize::from(photo[start + 3]);
    photo[start..start + 2 + length].to_vec()
}

/// A complete message with two photos: read, set, exported, encoded. `cold`
/// starts with empty caches, as one call of the program does; fonts and
/// profiles are read and both photos are converted.
fn message(c: &mut Criterion) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("releases/2026-058-kanalbruecke.ron");
    let options =
        mail::Options { pdf_name: "sheet.mail.pdf".to_owned(), photos: mail::Photos::Originals };
    let made = |engine: &Engine| {
        let mut diags = Diagnostics::new();
        let export = export::Options::default();
        let prepared = mail::prepare(engine, &path, None, &export, &options, &mut diags);
        let addressing =
            mail::Addressing { to: mail::To::Nobody, photos: true, draft: true, timestamp: None };
        prepared.expect("a letter").letter.message(&addressing).bytes.len()
    };
    c.bench_function("message with two photos, cold", |b| b.iter(|| made(&Engine::default())));
    let engine = Engine::default();
    c.bench_function("message with two photos, warm", |b| b.iter(|| made(&engine)));
}

criterion_group!(stages, parse, lines, compose, report, export, judge, whole, photo, message);
criterion_main!(stages);
