//! From styles to text settings: which face of a family serves a weight and
//! slope, and what to say when the family has none.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::color::ColorId;
use crate::diag::{Diagnostic, Diagnostics};
use crate::model::assets::Root;
use crate::model::layout::{FontFamily, FontFile, Style};
use crate::model::{Assets, Lang, Layout};
use crate::text::Typesetter;
use crate::text::face::Face;
use crate::text::style::TextSetting;

/// Weight that bold text asks for in a style of regular weight.
const BOLD: u16 = 700;
/// From this weight on a face counts as bold.
const SEEMS_BOLD: u16 = 600;

/// Faces loaded so far and settings resolved so far.
pub(super) struct FontBook<'a> {
    typesetter: &'a Typesetter,
    assets: &'a dyn Assets,
    families: &'a BTreeMap<Arc<str>, FontFamily>,
    faces: BTreeMap<(&'a str, usize), Option<Arc<Face>>>,
    settings: Vec<(Key, Arc<TextSetting>)>,
}

/// What a setting depends on.
#[derive(PartialEq)]
struct Key {
    style: Arc<str>,
    strong: bool,
    emphasis: bool,
    color: Option<ColorId>,
    lang: Lang,
}

/// What a run of text asks for beyond its style.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Emphasis {
    /// Bold.
    pub strong: bool,
    /// Italic; upright in an italic style.
    pub emphasis: bool,
    /// A colour instead of the style's.
    pub color: Option<ColorId>,
}

impl<'a> FontBook<'a> {
    /// An empty book over the families of a layout.
    pub fn new(typesetter: &'a Typesetter, assets: &'a dyn Assets, layout: &'a Layout) -> Self {
        let families = &layout.families;
        Self { typesetter, assets, families, faces: BTreeMap::new(), settings: Vec::new() }
    }

    /// The setting of a style in a language.
    pub fn setting(
        &mut self,
        style: &Arc<Style>,
        emphasis: Emphasis,
        lang: &Lang,
        diags: &mut Diagnostics,
    ) -> Arc<TextSetting> {
        let Emphasis { strong, emphasis, color } = emphasis;
        let known = self.settings.iter().find(|(key, _)| {
            key.strong == strong
                && key.emphasis == emphasis
                && key.color == color
                && (Arc::ptr_eq(&key.style, &style.name) || key.style == style.name)
                && key.lang == *lang
        });
        if let Some((_, setting)) = known {
            return Arc::clone(setting);
        }
        let mut setting = self.resolve(style, strong, emphasis, lang, diags);
        setting.color = color.unwrap_or(setting.color);
        let setting = Arc::new(setting);
        let name = Arc::clone(&style.name);
        let key = Key { style: name, strong, emphasis, color, lang: lang.clone() };
        self.settings.push((key, Arc::clone(&setting)));
        setting
    }

    /// The setting of a style that is asked for once and has no name.
    pub fn apart(
        &mut self,
        style: &Style,
        emphasis: Emphasis,
        lang: &Lang,
        diags: &mut Diagnostics,
    ) -> Arc<TextSetting> {
        let Emphasis { strong, emphasis, .. } = emphasis;
        Arc::new(self.resolve(style, strong, emphasis, lang, diags))
    }

    /// What a run of a setting asked for beyond its style.
    pub fn emphasis(&self, setting: &Arc<TextSetting>) -> Emphasis {
        let known = self.settings.iter().find(|(_, known)| Arc::ptr_eq(known, setting));
        known.map_or_else(Emphasis::default, |(key, _)| Emphasis {
            strong: key.strong,
            emphasis: key.emphasis,
            color: key.color,
        })
    }

    /// Whether every face that was asked for could be had, and there was one.
    pub fn is_whole(&self) -> bool {
        !self.faces.is_empty() && self.faces.values().all(Option::is_some)
    }

    fn resolve(
        &mut self,
        style: &Style,
        strong: bool,
        emphasis: bool,
        lang: &Lang,
        diags: &mut Diagnostics,
    ) -> TextSetting {
        let weight = if strong { style.weight.max(BOLD) } else { style.weight };
        let wanted = Wanted { weight, italic: style.italic != emphasis };
        TextSetting {
            faces: self.faces(style, wanted, diags),
            size: style.size,
            color: style.color,
            tracking: style.tracking,
            features: style.features.clone(),
            uppercase: style.uppercase,
            lang: lang.clone(),
        }
    }

    /// The face of the style's family, then those of the other families for
    /// glyphs that it lacks.
    fn faces(&mut self, style: &Style, wanted: Wanted, diags: &mut Diagnostics) -> Vec<Arc<Face>> {
        let families = self.families;
        let mut faces = Vec::with_capacity(families.len());
        match families.get_key_value(&style.family) {
            Some((name, family)) => {
                report_mismatch(name, family, wanted, diags);
                faces.extend(self.nearest_face(name, family, wanted, diags));
            }
            None => diags.push(
                Diagnostic::error(
                    "unknown-family",
                    format!("style `{}` uses the font family `{}`", style.name, style.family),
                )
                .hint("define the family in `fonts` of the layout"),
            ),
        }
        for (name, family) in families.iter().filter(|(name, _)| **name != style.family) {
            faces.extend(self.nearest_face(name, family, wanted, diags));
        }
        faces
    }

    fn nearest_face(
        &mut self,
        name: &'a str,
        family: &'a FontFamily,
        wanted: Wanted,
        diags: &mut Diagnostics,
    ) -> Option<Arc<Face>> {
        let (index, file) = nearest(&family.faces, wanted)?;
        if let Some(face) = self.faces.get(&(name, index)) {
            return face.clone();
        }
        let face = self.load(file, diags);
        self.faces.insert((name, index), face.clone());
        face
    }

    fn load(&self, file: &FontFile, diags: &mut Diagnostics) -> Option<Arc<Face>> {
        let name = file.file.as_str();
        let (bytes, hash) = match self.assets.read_with_hash(Root::Fonts, name) {
            Ok(found) => found,
            Err(error) => {
                diags.push(
                    Diagnostic::error("font-unreadable", format!("font `{name}`: {error}"))
                        .at(file.file.origin())
                        .hint("paths of fonts are relative to the fonts folder"),
                );
                return None;
            }
        };
        match self.typesetter.hashed_face(bytes, hash) {
            Ok(face) => Some(face),
            Err(error) => {
                diags.push(
                    Diagnostic::error("font-broken", format!("font `{name}`: {error}"))
                        .at(file.file.origin())
                        .hint(error.hint()),
                );
                None
            }
        }
    }
}

/// The face that is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Wanted {
    weight: u16,
    italic: bool,
}

/// The face of the right slope and nearest weight; of two equally near the
/// heavier one for bold, the lighter one otherwise. A wrong slope is worse
/// than any wrong weight.
fn nearest(faces: &[FontFile], wanted: Wanted) -> Option<(usize, &FontFile)> {
    faces.iter().enumerate().min_by_key(|(_, face)| {
        let away = face.weight.abs_diff(wanted.weight);
        let wrong_side = (face.weight < wanted.weight) == (wanted.weight >= SEEMS_BOLD);
        (face.italic != wanted.italic, away, wrong_side)
    })
}

/// Says when bold or italic text will not look so.
fn report_mismatch(name: &str, family: &FontFamily, wanted: Wanted, diags: &mut Diagnostics) {
    let Some((_, face)) = nearest(&family.faces, wanted) else { return };
    let lacks = if wanted.italic && !face.italic {
        Some(("missing-italic", "italic"))
    } else if wanted.weight >= SEEMS_BOLD && face.weight < SEEMS_BOLD {
        Some(("missing-bold", "bold"))
    } else {
        None
    };
    if let Some((code, what)) = lacks {
        diags.push(
            Diagnostic::warning(code, format!("font family `{name}` has no {what} face"))
                .at(&family.origin)
                .hint(format!("add the {what} file to the family; the nearest face is used")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn face(weight: u16, italic: bool) -> FontFile {
        FontFile { file: Text::synthetic("x.otf"), weight, italic }
    }

    fn found(weight: u16, italic: bool) -> Option<usize> {
        let faces = [face(400, false), face(600, false), face(700, false), face(400, true)];
        nearest(&faces, Wanted { weight, italic }).map(|(index, _)| index)
    }

    #[test]
    fn the_nearest_weight_of_the_right_slope_serves() {
        assert_eq!(found(400, false), Some(0));
        assert_eq!(found(650, false), Some(2));
        assert_eq!(found(500, false), Some(0));
        assert_eq!(found(900, false), Some(2));
        assert_eq!(found(700, true), Some(3));
        assert!(nearest(&[], Wanted { weight: 400, italic: false }).is_none());
    }

    #[test]
    fn a_family_without_italic_is_reported_once() {
        let family = FontFamily {
            faces: vec![face(400, false)],
            origin: Text::synthetic("").origin().clone(),
        };
        let mut diags = Diagnostics::new();
        for _ in 0..2 {
            report_mismatch("Sans", &family, Wanted { weight: 400, italic: true }, &mut diags);
        }
        assert_eq!(diags.iter().map(|d| d.code).collect::<Vec<_>>(), ["missing-italic"]);
    }
}
