//! krilla as an expert uses it: tags, PDF/A-3a and PDF/UA-1, fonts loaded once.

use harfrust::font::Blob;
use harfrust::{Buffer, Direction, Script, ShapeOptions, ShapePlan, ShaperFont};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::Outline;
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::tagging::{ArtifactType, ContentTag, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, GlyphId, KrillaGlyph};
use peer_input::{HEIGHT, Job, Release, Role, WIDTH, layout};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

fn main() {
    let job = Job::from_args();
    let files = [job.font("SourceSans3-Regular.otf"), job.font("SourceSans3-Bold.otf")];
    let refs = [0, 1].map(|i| FontRef::new(&files[i]).expect("a font"));
    let fonts = [0, 1].map(|i| Font::new(files[i].clone().into(), 0).expect("a font"));
    let faces = [0, 1].map(|i| {
        let font = harfrust::Font::new(Blob::from(files[i].clone()), 0).expect("a font");
        let plan = ShapePlan::new(&font, Direction::LeftToRight, Some(Script::LATIN), None, &[]);
        Face { font, plan }
    });
    let metrics = [0, 1].map(|i| refs[i].glyph_metrics(Size::new(1.0), LocationRef::default()));
    let maps = [0, 1].map(|i| refs[i].charmap());
    let width = |bold: bool, text: &str| {
        let (metrics, map) = (&metrics[usize::from(bold)], &maps[usize::from(bold)]);
        text.chars().filter_map(|c| metrics.advance_width(map.map(c)?)).sum()
    };
    job.run(|release| render(release, &fonts, &faces, &width));
}

fn render(
    release: &Release,
    fonts: &[Font; 2],
    faces: &[Face; 2],
    width: &dyn Fn(bool, &str) -> f32,
) -> Vec<u8> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A3_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .expect("the two standards agree");
    let settings = SerializeSettings { configuration, enable_tagging: true, ..Default::default() };
    let mut document = Document::new_with(settings);
    let ready = [0, 1].map(|i| ShaperFont::new(&faces[i].font));
    let mut tree = TagTree::new();
    let mut group: Option<(usize, TagGroup)> = None;
    for page in layout(release, width) {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).expect("a page");
        let mut sheet = document.start_page_with(size);
        let mut surface = sheet.surface();
        for line in page {
            if line.role == Role::Artifact {
                surface.start_tagged(ContentTag::Artifact(krilla::tagging::Artifact::with_kind(
                    ArtifactType::Footer,
                )));
            } else if group.as_ref().is_none_or(|(block, _)| *block != line.block) {
                if let Some((_, done)) = group.take() {
                    tree.push(done);
                }
                group = Some((line.block, TagGroup::new(tag(line.role, &line.text))));
            }
            if line.role != Role::Artifact {
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                group.as_mut().expect("a group is open").1.push(id);
            }
            surface.set_fill(Some(Fill {
                paint: rgb::Color::new(0, 0, 0).into(),
                ..Default::default()
            }));
            let font = fonts[usize::from(line.bold)].clone();
            let glyphs = shape(
                &ready[usize::from(line.bold)],
                &faces[usize::from(line.bold)].plan,
                1000.0,
                &line.text,
            );
            surface.draw_glyphs(
                Point::from_xy(line.x, line.y),
                &glyphs,
                font,
                &line.text,
                line.size,
                false,
            );
            surface.end_tagged();
        }
        surface.finish();
        sheet.finish();
    }
    if let Some((_, done)) = group.take() {
        tree.push(done);
    }
    document.set_outline(Outline::new());
    document.set_tag_tree(tree);
    document.set_metadata(
        Metadata::new()
            .title(release.headline.clone())
            .language("de".into())
            .creation_date(DateTime::new(2021).month(2).day(17)),
    );
    document.finish().unwrap_or_else(|error| panic!("{error:?}"))
}

/// A face parsed once, with the plan to shape with it; krilla's own `draw_text`
/// would make both for each line anew, which takes most of the time.
struct Face {
    font: harfrust::Font,
    plan: ShapePlan,
}

fn shape(font: &ShaperFont, plan: &ShapePlan, em: f32, text: &str) -> Vec<KrillaGlyph> {
    let mut buffer = Buffer::new();
    for (at, c) in text.char_indices() {
        buffer.push(c.into(), at as u32);
    }
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(Some(Script::LATIN));
    harfrust::shape(font, &mut buffer, ShapeOptions::new().plan(Some(plan)))
        .expect("the plan fits");
    let (infos, places) = (buffer.glyph_infos(), buffer.glyph_positions());
    let end = |i: usize| {
        let next = infos[i..].iter().find(|info| info.cluster != infos[i].cluster);
        next.map_or(text.len(), |info| info.cluster as usize)
    };
    let glyph = |(i, place): (usize, &harfrust::GlyphPosition)| {
        let id = GlyphId::new(infos[i].glyph_id);
        let [advance, x, y] =
            [place.x_advance, place.x_offset, place.y_offset].map(|v| v as f32 / em);
        KrillaGlyph::new(id, advance, x, y, 0.0, infos[i].cluster as usize..end(i), None)
    };
    places.iter().enumerate().map(glyph).collect()
}

fn tag(role: Role, text: &str) -> krilla::tagging::TagKind {
    match role {
        Role::Title => Tag::Hn(std::num::NonZeroU16::MIN, Some(text.to_owned())).into(),
        Role::Heading => {
            Tag::Hn(std::num::NonZeroU16::MIN.saturating_add(1), Some(text.to_owned())).into()
        }
        _ => Tag::P.into(),
    }
}
