//! printpdf: subset fonts, no tags, no standard.

use peer_input::{HEIGHT, Job, Release, WIDTH, layout};
use printpdf::{
    Op, ParsedFont, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

fn main() {
    let job = Job::from_args();
    let files = [job.font("SourceSans3-Regular.otf"), job.font("SourceSans3-Bold.otf")];
    let refs = [0, 1].map(|i| FontRef::new(&files[i]).expect("a font"));
    let fonts =
        [0, 1].map(|i| ParsedFont::from_bytes(&files[i], 0, &mut Vec::new()).expect("a font"));
    let metrics = [0, 1].map(|i| refs[i].glyph_metrics(Size::new(1.0), LocationRef::default()));
    let maps = [0, 1].map(|i| refs[i].charmap());
    let width = |bold: bool, text: &str| {
        let (metrics, map) = (&metrics[usize::from(bold)], &maps[usize::from(bold)]);
        text.chars().filter_map(|c| metrics.advance_width(map.map(c)?)).sum()
    };
    job.run(|release| render(release, &fonts, &width));
}

fn render(
    release: &Release,
    fonts: &[ParsedFont; 2],
    width: &dyn Fn(bool, &str) -> f32,
) -> Vec<u8> {
    let mut document = PdfDocument::new(&release.headline);
    let ids = [document.add_font(&fonts[0]), document.add_font(&fonts[1])];
    let pages = layout(release, width)
        .into_iter()
        .map(|lines| {
            let mut ops = Vec::new();
            for line in lines {
                ops.push(Op::StartTextSection);
                ops.push(Op::SetTextCursor {
                    pos: Point { x: Pt(line.x), y: Pt(HEIGHT - line.y) },
                });
                let font = PdfFontHandle::External(ids[usize::from(line.bold)].clone());
                ops.push(Op::SetFont { font, size: Pt(line.size) });
                ops.push(Op::ShowText { items: vec![TextItem::Text(line.text)] });
                ops.push(Op::EndTextSection);
            }
            PdfPage::new(Pt(WIDTH).into(), Pt(HEIGHT).into(), ops)
        })
        .collect();
    document.with_pages(pages).save(&PdfSaveOptions::default(), &mut Vec::new())
}
