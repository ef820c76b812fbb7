//! Proving an archive edition: its embedded source is rendered again and the
//! bytes are compared.
//!
//! Nothing embedded is trusted: sizes are limited, no file is written, names
//! are only looked up among the embedded files, and fonts must have the hash
//! that the recipe states.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use lopdf::{Document as Pdf, LoadOptions, Object};

use super::archive::{RECIPE, Recipe};
use super::assets::read_limited;
use super::bundled;
use super::hash::Hash;
use super::job::Engine;
use super::layouts::Loaded;
use crate::diag::{Diagnostic, Diagnostics};
use crate::export::{self, Edition};
use crate::model;
use crate::model::assets::{AssetError, Assets, Root};
use crate::text::Scratch;

/// Larger embedded files, and larger streams, are refused (64 MiB).
const STREAM_LIMIT: usize = 64 << 20;
/// All embedded files together (256 MiB).
const TOTAL_LIMIT: usize = 256 << 20;
/// More embedded files than this are refused.
const COUNT_LIMIT: usize = 1000;

/// What comparing a file with its source gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Every byte is the same.
    Identical,
    /// Another version of the program made it; pages and text are the same.
    SameText {
        /// The version that made it.
        engine: String,
    },
    /// It differs; each line says how.
    Different(Vec<String>),
}

/// Renders the source embedded in an archive edition and compares.
///
/// # Errors
/// When the file is no archive edition, is damaged, or its source does not
/// render.
pub fn verify(engine: &Engine, path: &Path) -> Result<Verdict, Diagnostics> {
    let name = path.display().to_string();
    let bytes = read_limited(path)
        .map_err(|error| Diagnostics::from(super::layouts::unreadable(&name, &error)))?;
    let pdf = open(&bytes).ok_or_else(|| Diagnostics::from(unreadable_pdf(&name)))?;
    let files = embedded_files(&pdf);
    let recipe = files.get(RECIPE).and_then(|json| serde_json::from_slice::<Recipe>(json).ok());
    let recipe = recipe.ok_or_else(|| Diagnostics::from(not_an_archive(&name)))?;
    let again = render_again(engine, &name, &recipe, &files)?;
    Ok(compare(&bytes, &again, &recipe))
}

fn open(bytes: &[u8]) -> Option<Pdf> {
    let options = LoadOptions { max_decompressed_size: Some(STREAM_LIMIT), ..Default::default() };
    Pdf::load_mem_with_options(bytes, options).ok()
}

fn unreadable_pdf(name: &str) -> Diagnostic {
    Diagnostic::error("unreadable-file", format!("{name} is not a PDF file that can be read"))
        .hint("fetch an undamaged copy")
}

fn not_an_archive(name: &str) -> Diagnostic {
    Diagnostic::error("no-source", format!("{name} carries no source to compare it with"))
        .hint("only archive editions can be verified: pressblatt render --edition archive")
}

/// The embedded files by name, from the associated files of the catalog.
fn embedded_files(pdf: &Pdf) -> BTreeMap<String, Arc<[u8]>> {
    let mut files = BTreeMap::new();
    let mut total = 0;
    let listed = pdf.catalog().ok().and_then(|c| c.get(b"AF").ok());
    let listed =
        listed.and_then(|af| pdf.dereference(af).ok()).and_then(|(_, o)| o.as_array().ok());
    for object in listed.into_iter().flatten().take(COUNT_LIMIT) {
        if let Some((name, bytes)) = embedded_file(pdf, object) {
            total += bytes.len();
            if total > TOTAL_LIMIT {
                break;
            }
            files.entry(name).or_insert(bytes);
        }
    }
    files
}

fn embedded_file(pdf: &Pdf, object: &Object) -> Option<(String, Arc<[u8]>)> {
    let spec = pdf.dereference(object).ok()?.1.as_dict().ok()?;
    let name = spec.get(b"UF").or_else(|_| spec.get(b"F")).ok()?;
    let name = lopdf::decode_text_string(pdf.dereference(name).ok()?.1).ok()?;
    let file = pdf.dereference(spec.get(b"EF").ok()?).ok()?.1.as_dict().ok()?;
    let stream = pdf.dereference(file.get(b"F").ok()?).ok()?.1.as_stream().ok()?;
    let plain = stream.dict.get(b"Filter").is_err();
    let bytes = if plain {
        stream.content.clone()
    } else {
        stream.decompressed_content_with_limit(STREAM_LIMIT).ok()?
    };
    Some((name, bytes.into()))
}

/// The embedded files as the folders they came from.
struct EmbeddedAssets<'a> {
    recipe: &'a Recipe,
    files: &'a BTreeMap<String, Arc<[u8]>>,
}

impl Assets for EmbeddedAssets<'_> {
    fn read(&self, root: Root, name: &str) -> Result<Arc<[u8]>, AssetError> {
        let missing = AssetError::Missing { nearest: None };
        if root == Root::Fonts {
            let wanted = self.recipe.fonts.get(name).ok_or_else(|| missing.clone())?;
            let local = Path::new("fonts").join(name);
            let plain = !name.split('/').any(|part| part == "..") && !name.starts_with('/');
            let bundled = bundled::font(name).filter(|(_, hash)| hash == wanted);
            let found = match bundled {
                Some((bytes, _)) => Some(bytes.into()),
                None => plain.then(|| read_limited(&local).ok()).flatten(),
            };
            return found.filter(|bytes| Hash::of(bytes) == *wanted).ok_or_else(|| {
                AssetError::Unreadable(format!("no font `{name}` with the hash {wanted} is here"))
            });
        }
        let file = self.recipe.files.iter().find(|f| Root::from(f.root) == root && f.name == name);
        file.and_then(|f| self.files.get(&f.embedded)).cloned().ok_or(missing)
    }
}

fn render_again(
    engine: &Engine,
    name: &str,
    recipe: &Recipe,
    files: &BTreeMap<String, Arc<[u8]>>,
) -> Result<Vec<u8>, Diagnostics> {
    let mut diags = Diagnostics::new();
    let text = |file: &str| files.get(file).ok_or_else(|| Diagnostics::from(not_an_archive(name)));
    let release = text(&recipe.release.embedded)?;
    let layout = text(&recipe.layout.embedded)?;
    let loaded = Arc::new(Loaded::from_bytes(&recipe.layout.name, None, Arc::clone(layout)));
    let source = model::decode(&format!("{name}/{}", recipe.release.name), release)?;
    let assets = EmbeddedAssets { recipe, files };
    let mut scratch = Scratch::default();
    let read = engine.check(&source, &loaded, &assets, &mut diags);
    let sheet =
        read.and_then(|release| engine.set(release, &loaded, &assets, &mut scratch, &mut diags));
    let Some(mut sheet) = sheet.filter(|_| !diags.has_errors()) else { return Err(diags) };
    sheet.dependencies = super::archive::dependencies(recipe, files);
    let mut options = export::Options { timestamp: recipe.timestamp, ..Default::default() };
    let path = Path::new(&recipe.release.name);
    options.sources = super::archive::sources(&sheet, path, &assets, recipe.timestamp).map_err(
        |(dependency, error)| {
            Diagnostics::from(super::layouts::unreadable(&dependency.name, &error))
        },
    )?;
    export::export(&sheet.document, Edition::Archive, &options, &engine.exporter)
        .map(|output| output.bytes)
}

/// Compares what was delivered with what its source gives.
fn compare(was: &[u8], is: &[u8], recipe: &Recipe) -> Verdict {
    if was == is {
        return Verdict::Identical;
    }
    let (old, new) = (pages(was), pages(is));
    if old == new && recipe.engine != env!("CARGO_PKG_VERSION") {
        return Verdict::SameText { engine: recipe.engine.clone() };
    }
    let mut lines = Vec::new();
    if old.len() != new.len() {
        lines.push(format!("{} pages, its source gives {}", old.len(), new.len()));
    }
    for (number, (old, new)) in old.iter().zip(&new).enumerate() {
        if let Some(line) = first_difference(old, new) {
            lines.push(format!("page {}: {line}", number + 1));
        }
    }
    if lines.is_empty() {
        lines.push("the text is the same, other bytes differ".to_owned());
    }
    lines.push(format!("BLAKE3 {}, its source gives {}", Hash::of(was), Hash::of(is)));
    Verdict::Different(lines)
}

fn pages(bytes: &[u8]) -> Vec<String> {
    let Some(pdf) = open(bytes) else { return Vec::new() };
    let numbers: Vec<u32> = pdf.get_pages().into_keys().take(10_000).collect();
    let text = |number: &u32| pdf.extract_text_with_limit(&[*number], STREAM_LIMIT);
    numbers.iter().map(|number| text(number).unwrap_or_default()).collect()
}

/// The first place where two texts part, with a little around it.
fn first_difference(old: &str, new: &str) -> Option<String> {
    let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b).count();
    let rest = |text: &str| text.chars().skip(same).take(40).collect::<String>();
    let (old_rest, new_rest) = (rest(old), rest(new));
    (old_rest != new_rest).then(|| format!("{old_rest:?}, its source gives {new_rest:?}"))
}
