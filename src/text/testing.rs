//! What the tests of this folder share: bundled faces and plain settings.

use std::sync::{Arc, LazyLock};

use super::face::Face;
use super::glyph::Line;
use super::style::{ParagraphSetting, Piece, TextSetting};
use super::{Scratch, Typesetter};
use crate::color::Palette;
use crate::diag::{Diagnostics, Origin, Source};
use crate::model::Lang;
use crate::model::layout::{Align, LineFit};
use crate::unit::{Em, Length};

/// One for all tests, as one process has one.
pub(super) static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(Typesetter::new);

/// The bytes of a bundled font.
pub(super) fn font_bytes(path: &str) -> Arc<[u8]> {
    let path = format!("{}/fonts/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap().into()
}

pub(super) fn face(path: &str) -> Arc<Face> {
    TYPESETTER.face(font_bytes(path), 0).unwrap()
}

static SANS: LazyLock<Arc<Face>> = LazyLock::new(|| face("source-sans/SourceSans3-Regular.otf"));
static SERIF: LazyLock<Arc<Face>> =
    LazyLock::new(|| face("libertinus-serif/LibertinusSerif-Regular.otf"));

pub(super) fn sans() -> Arc<Face> {
    Arc::clone(&SANS)
}

pub(super) fn serif() -> Arc<Face> {
    Arc::clone(&SERIF)
}

/// 11 pt Source Sans in a language.
pub(super) fn setting(lang: &str) -> TextSetting {
    TextSetting {
        faces: vec![sans()],
        size: Length::pt(11),
        color: Palette::BLACK,
        tracking: Em::ZERO,
        features: Vec::new(),
        uppercase: false,
        lang: Lang::new(lang).unwrap(),
    }
}

pub(super) fn piece(text: &str, setting: &TextSetting) -> Piece {
    let source = Arc::new(Source { name: "test.ron".into(), text: text.into() });
    Piece {
        text: text.into(),
        setting: Arc::new(setting.clone()),
        unbreakable: false,
        address: false,
        id: 0,
        origin: Origin::file(&source),
    }
}

/// A column of so many millimetres.
pub(super) fn column(mm: i64, align: Align) -> ParagraphSetting {
    ParagraphSetting {
        width: Length::mm(mm),
        first_widths: Vec::new(),
        no_hyphen_after: Vec::new(),
        first_indent: Length::ZERO,
        align,
        hyphenate: true,
        fit: LineFit::default(),
        extra_tracking: 0,
    }
}

/// German text set in a column; diagnostics are dropped.
pub(super) fn set(text: &str, mm: i64, align: Align) -> Vec<Line> {
    set_pieces(&[piece(text, &setting("de"))], &column(mm, align)).0
}

pub(super) fn set_pieces(pieces: &[Piece], setting: &ParagraphSetting) -> (Vec<Line>, Diagnostics) {
    let mut diags = Diagnostics::new();
    let lines = TYPESETTER.set_paragraph(&mut Scratch::new(), pieces, setting, &mut diags);
    (lines, diags)
}

/// The texts of the runs of a line.
pub(super) fn line_text(line: &Line) -> String {
    line.runs.iter().map(|run| run.glyphs.text.as_str()).collect()
}

pub(super) fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(line_text).collect()
}
