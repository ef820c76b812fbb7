//! Presets: the numbers and severities of a preflight run.
//!
//! Three are built in; a house writes its own as RON on top of one of them:
//!
//! ```ron
//! Preset(
//!     base: "gwg2022-sheet",
//!     tac_percent: 300,
//!     max_spots: 1,
//!     rules: { "GWG-R0005": Off, "GWG-R0014": Error },
//! )
//! ```

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use super::rules;
use crate::diag::{Diagnostic, Origin, Severity, Source, nearest};
use crate::unit::Length;

/// What a preset makes of a rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
pub enum Level {
    /// Not checked.
    Off,
    /// Reported as a remark.
    Note,
    /// Reported as a warning.
    Warning,
    /// Reported as an error.
    Error,
}

impl Level {
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// Numbers and severities of a preflight run.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// What it is called in reports.
    pub name: String,
    pub(crate) numbers: Numbers,
    pub(crate) levels: BTreeMap<String, Level>,
}

/// The numbers rules compare with. GWG values are those of the published
/// catalogue where it states one; ranges and unstated ones are taken at the
/// value named beside the field (confidence L).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Numbers {
    /// Spot colours allowed in the file.
    pub max_spots: usize,
    /// ICC RGB images are allowed (CMYK+RGB variants).
    pub allow_icc_rgb_images: bool,
    /// Black or gray text below this size counts as small ("about 12 pt").
    pub small_black_text: Length,
    /// Black or gray lines thinner than this count as thin (2 pt, L).
    pub thin_black_line: Length,
    /// Total ink from which black text is too rich ("about 280 %", L).
    pub rich_black_percent: f64,
    /// Smallest white text ("5 to 9 pt": 5, L).
    pub white_text: Length,
    /// Smallest text in several inks ("5 to 9 pt": 9 for 2015, 8 for 2022, L).
    pub multi_ink_text: Length,
    /// Thinnest white line or line in several inks ("about 0.25 pt").
    pub delicate_line: Length,
    /// Thinnest line at all (0.125 pt, L).
    pub hairline: Length,
    /// Contone images below this are errors, pixels per inch.
    pub ppi_error: f64,
    /// Contone images below this are warnings.
    pub ppi_warning: f64,
    /// 1-bit images below this are errors.
    pub bitmap_ppi_error: f64,
    /// 1-bit images below this are warnings.
    pub bitmap_ppi_warning: f64,
    /// Most total ink of the window mean.
    pub tac_percent: f64,
    /// Bleed that must be painted where something touches the trim.
    pub bleed: Length,
    /// Distance text keeps from the trim; zero: not checked.
    pub safe_margin: Length,
    /// Whether the MediaBox may be larger than the BleedBox (printer's marks).
    pub allow_marks: bool,
    /// Whether optional content configurations are forbidden (magazine,
    /// newspaper and packaging variants).
    pub forbid_layer_configs: bool,
}

impl Numbers {
    fn gwg2022() -> Self {
        Self {
            max_spots: 0,
            allow_icc_rgb_images: false,
            small_black_text: Length::pt(12),
            thin_black_line: Length::pt(2),
            rich_black_percent: 280.0,
            white_text: Length::pt(5),
            multi_ink_text: Length::pt(8),
            delicate_line: Length::from_units(Length::pt(1).units() / 4),
            hairline: Length::from_units(Length::pt(1).units() / 8),
            ppi_error: 150.0,
            ppi_warning: 225.0,
            bitmap_ppi_error: 550.0,
            bitmap_ppi_warning: 800.0,
            tac_percent: 320.0,
            bleed: Length::mm(3),
            safe_margin: Length::ZERO,
            allow_marks: true,
            forbid_layer_configs: false,
        }
    }

    fn gwg2015() -> Self {
        Self { multi_ink_text: Length::pt(9), ppi_error: 149.0, ppi_warning: 224.0, ..Self::gwg2022() }
    }

    /// What online printers ask for: no marks, 300 % ink, text off the trim.
    fn online_shop() -> Self {
        Self { tac_percent: 300.0, safe_margin: Length::mm(3), allow_marks: false, ..Self::gwg2022() }
    }
}

/// The names of the built-in presets.
pub const BUILT_IN: [&str; 3] = ["gwg2022-sheet", "gwg2015-sheet", "online-shop"];

/// The RON form: every field optional on top of a base.
#[derive(Deserialize, Default)]
#[serde(rename = "Preset", deny_unknown_fields, default)]
struct PresetFile {
    base: Option<String>,
    name: Option<String>,
    max_spots: Option<usize>,
    allow_icc_rgb_images: Option<bool>,
    small_black_text_pt: Option<f64>,
    thin_black_line_pt: Option<f64>,
    rich_black_percent: Option<f64>,
    white_text_pt: Option<f64>,
    multi_ink_text_pt: Option<f64>,
    delicate_line_pt: Option<f64>,
    hairline_pt: Option<f64>,
    ppi_error: Option<f64>,
    ppi_warning: Option<f64>,
    bitmap_ppi_error: Option<f64>,
    bitmap_ppi_warning: Option<f64>,
    tac_percent: Option<f64>,
    bleed_mm: Option<f64>,
    safe_margin_mm: Option<f64>,
    allow_marks: Option<bool>,
    forbid_layer_configs: Option<bool>,
    rules: BTreeMap<String, Level>,
}

impl Default for Preset {
    fn default() -> Self {
        Self { name: "gwg2022-sheet".to_owned(), numbers: Numbers::gwg2022(), levels: BTreeMap::new() }
    }
}

impl Preset {
    /// A built-in preset by name; see [`BUILT_IN`].
    pub fn built_in(name: &str) -> Option<Self> {
        let (numbers, overrides): (_, &[(&str, Level)]) = match name {
            "gwg2022-sheet" => (Numbers::gwg2022(), &[]),
            "gwg2015-sheet" => (Numbers::gwg2015(), &[]),
            // A missing bleed or marks come back from every online printer.
            "online-shop" => (Numbers::online_shop(), &[("PP-bleed-box", Level::Error)]),
            _ => return None,
        };
        let levels = overrides.iter().map(|(id, level)| ((*id).to_owned(), *level)).collect();
        Some(Self { name: name.to_owned(), numbers, levels })
    }

    /// Reads a preset from RON. `name` is how people call the file.
    ///
    /// # Errors
    /// Syntax errors, unknown fields, bases and rules, each with the place
    /// and the nearest known name.
    pub fn from_ron(name: &str, text: &str) -> Result<Self, Diagnostic> {
        let source = Arc::new(Source { name: name.to_owned(), text: text.to_owned() });
        let options = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
        let file: PresetFile = options.from_str(text).map_err(|error| syntax_error(&source, &error))?;
        let base = file.base.as_deref().unwrap_or("gwg2022-sheet");
        let Some(mut preset) = Self::built_in(base) else {
            let hint = nearest_hint(base, BUILT_IN.iter().copied());
            return Err(Diagnostic::error("unknown-preset", format!("there is no preset `{base}`"))
                .at(&find(&source, base))
                .hint(hint));
        };
        for id in file.rules.keys() {
            if rules::find(id).is_none() {
                let hint = nearest_hint(id, rules::all().map(|r| r.id));
                return Err(Diagnostic::error("unknown-rule", format!("there is no rule `{id}`"))
                    .at(&find(&source, id))
                    .hint(hint));
            }
        }
        preset.name = file.name.clone().unwrap_or_else(|| name.to_owned());
        preset.levels.extend(file.rules.iter().map(|(id, level)| (id.clone(), *level)));
        file.apply(&mut preset.numbers);
        Ok(preset)
    }

    /// The severity of a rule in this preset; `None` when it is off.
    pub(crate) fn severity(&self, rule: &rules::Rule) -> Option<Severity> {
        match self.levels.get(rule.id) {
            Some(level) => level.severity(),
            None => Some(rule.severity),
        }
    }
}

impl PresetFile {
    fn apply(&self, numbers: &mut Numbers) {
        fn set<T: Copy>(slot: &mut T, value: Option<T>) {
            if let Some(value) = value {
                *slot = value;
            }
        }
        let pt = |value: Option<f64>| value.map(Length::from_pt);
        let mm = |value: Option<f64>| value.map(Length::from_mm);
        set(&mut numbers.max_spots, self.max_spots);
        set(&mut numbers.allow_icc_rgb_images, self.allow_icc_rgb_images);
        set(&mut numbers.small_black_text, pt(self.small_black_text_pt));
        set(&mut numbers.thin_black_line, pt(self.thin_black_line_pt));
        set(&mut numbers.rich_black_percent, self.rich_black_percent);
        set(&mut numbers.white_text, pt(self.white_text_pt));
        set(&mut numbers.multi_ink_text, pt(self.multi_ink_text_pt));
        set(&mut numbers.delicate_line, pt(self.delicate_line_pt));
        set(&mut numbers.hairline, pt(self.hairline_pt));
        set(&mut numbers.ppi_error, self.ppi_error);
        set(&mut numbers.ppi_warning, self.ppi_warning);
        set(&mut numbers.bitmap_ppi_error, self.bitmap_ppi_error);
        set(&mut numbers.bitmap_ppi_warning, self.bitmap_ppi_warning);
        set(&mut numbers.tac_percent, self.tac_percent);
        set(&mut numbers.bleed, mm(self.bleed_mm));
        set(&mut numbers.safe_margin, mm(self.safe_margin_mm));
        set(&mut numbers.allow_marks, self.allow_marks);
        set(&mut numbers.forbid_layer_configs, self.forbid_layer_configs);
    }
}

fn syntax_error(source: &Arc<Source>, error: &ron::error::SpannedError) -> Diagnostic {
    let start = offset(&source.text, error.span.start.line, error.span.start.col);
    let end = offset(&source.text, error.span.end.line, error.span.end.col).max(start);
    let origin = Origin { source: Arc::clone(source), field: "".into(), range: start..end };
    let (code, hint) = match &error.code {
        ron::Error::NoSuchStructField { expected, found, .. } => {
            ("unknown-field", nearest_hint(found, expected.iter().copied()))
        }
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            ("unknown-value", nearest_hint(found, expected.iter().copied()))
        }
        _ => ("preset-syntax", "a preset is `Preset(base: \"gwg2022-sheet\", tac_percent: 300, ...)`".to_owned()),
    };
    Diagnostic::error(code, error.code.to_string()).at(&origin).hint(hint)
}

/// Byte offset of a line and column counted from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    start + rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum::<usize>()
}

fn find(source: &Arc<Source>, word: &str) -> Origin {
    let start = source.text.find(word).unwrap_or(0);
    Origin { source: Arc::clone(source), field: "".into(), range: start..start + word.len() }
}

fn nearest_hint<'n>(word: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_name_is_known() {
        for name in BUILT_IN {
            assert_eq!(Preset::built_in(name).map(|p| p.name), Some(name.to_owned()));
        }
    }

    #[test]
    fn own_preset_overrides_its_base() {
        let text = "Preset(base: \"online-shop\", tac_percent: 280, rules: {\"GWG-R0005\": Off})";
        let preset = Preset::from_ron("haus.ron", text).expect("valid preset");
        assert_eq!(preset.numbers.tac_percent, 280.0);
        assert!(!preset.numbers.allow_marks);
        let rule = rules::find("GWG-R0005").expect("known rule");
        assert_eq!(preset.severity(rule), None);
    }

    #[test]
    fn unknown_names_are_errors_with_a_hint() {
        let field = Preset::from_ron("p", "Preset(\n  tac_precent: 300)").unwrap_err();
        assert_eq!(field.code, "unknown-field");
        assert_eq!(field.hint.as_deref(), Some("did you mean `tac_percent`?"));
        assert_eq!(field.origin.map(|o| o.line_column().0), Some(2));
        let rule = Preset::from_ron("p", "Preset(rules: {\"GWG-R005\": Off})").unwrap_err();
        assert!(rule.hint.is_some_and(|h| h.contains("GWG-R0005")));
        let base = Preset::from_ron("p", "Preset(base: \"gwg2022\")").unwrap_err();
        assert_eq!(base.code, "unknown-preset");
        let level = Preset::from_ron("p", "Preset(rules: {\"GWG-R0005\": Warn})").unwrap_err();
        assert_eq!(level.hint.as_deref(), Some("did you mean `Warning`?"));
    }
}
