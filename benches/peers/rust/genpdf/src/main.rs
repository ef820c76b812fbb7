//! genpdf with its own layout. It cannot embed OpenType fonts with PostScript
//! outlines, so it is given the TrueType files of the same face.

use genpdf::elements::{Break, Paragraph};
use genpdf::fonts::{FontData, FontFamily};
use genpdf::style::Style;
use genpdf::{Document, Element as _, Margins, SimplePageDecorator};
use peer_input::{Job, Release, Role};

fn main() {
    let job = Job::from_args();
    let files =
        ["Regular", "Bold", "It", "BoldIt"].map(|f| job.font(&format!("SourceSans3-{f}.ttf")));
    job.run(|release| render(release, &files));
}

fn render(release: &Release, files: &[Vec<u8>; 4]) -> Vec<u8> {
    let font = |i: usize| FontData::new(files[i].clone(), None).expect("a font");
    let family =
        FontFamily { regular: font(0), bold: font(1), italic: font(2), bold_italic: font(3) };
    let mut document = Document::new(family);
    document.set_title(release.headline.clone());
    document.set_font_size(10);
    document.set_line_spacing(1.25);
    let mut pages = SimplePageDecorator::new();
    pages.set_margins(Margins::vh(20, 25));
    document.set_page_decorator(pages);
    let mut put = |text: &str, size: u8, bold: bool, after: f64| {
        let style = Style::new().with_font_size(size);
        let style = if bold { style.bold() } else { style };
        document.push(Paragraph::new(text).styled(style));
        document.push(Break::new(after));
    };
    put(&release.organisation, 21, true, 0.0);
    put(&release.kind, 12, true, 0.0);
    for line in &release.contact {
        put(line, 8, false, 0.0);
    }
    put(&release.date, 10, false, 0.0);
    put(&release.number, 10, false, 0.5);
    put(&release.kicker, 14, true, 0.0);
    put(&release.headline, 14, true, 0.5);
    for block in &release.blocks {
        match block.role {
            Role::Speaker => put(&block.text, 10, true, 0.0),
            Role::Heading => put(&block.text, 11, true, 0.0),
            _ => put(&block.text, 10, false, 0.5),
        }
    }
    let mut bytes = Vec::new();
    document.render(&mut bytes).expect("the sheet renders");
    bytes
}
