//! What the archive edition carries so that it can be made again: the release,
//! the layout, every file they used, and a recipe that names the fonts by hash.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::assets::{Dependency, DependencyRoot};
use super::hash::Hash;
use super::job::Sheet;
use crate::compose::document::{Attachment, Relationship};
use crate::model::assets::{AssetError, Assets};

/// Name of the recipe among the embedded files.
pub const RECIPE: &str = "pressblatt.json";

/// How an archive edition was made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recipe {
    /// Program version.
    pub engine: String,
    /// The release: embedded name and file name.
    pub release: EmbeddedFile,
    /// The layout: embedded name and file name.
    pub layout: EmbeddedFile,
    /// Files beside release or layout.
    pub files: Vec<EmbeddedFile>,
    /// Fonts by path inside `fonts/`, with the hash of their bytes.
    pub fonts: BTreeMap<String, Hash>,
    /// The instant of all dates in the file, when it is not the release's.
    pub timestamp: Option<jiff::Timestamp>,
}

/// An embedded file and what it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EmbeddedFile {
    /// Its name among the embedded files.
    pub embedded: String,
    /// Where it was.
    pub root: DependencyRoot,
    /// Its name there.
    pub name: String,
}

/// The files to embed into the archive edition of a sheet. Files that the
/// sheet attaches anyway are not embedded twice.
///
/// # Errors
/// When a file that was just used cannot be read any more.
pub fn sources(
    sheet: &Sheet,
    path: &Path,
    assets: &dyn Assets,
    timestamp: Option<jiff::Timestamp>,
) -> Result<Vec<Attachment>, (Dependency, AssetError)> {
    let mut names = Names::new(&sheet.document.attachments);
    let mut sources = Vec::new();
    let release_name = file_name(path);
    let layout_name = file_name(Path::new(&sheet.layout.name));
    let release = names.take(&release_name);
    let layout = names.take(&layout_name);
    let release_text = sheet.release.source.text.as_bytes();
    sources.push(source(&release, "Release in RON", release_text.into(), Relationship::Source));
    sources.push(source(
        &layout,
        "House layout in RON",
        Arc::clone(&sheet.layout.bytes),
        Relationship::Supplement,
    ));
    let mut recipe = Recipe {
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        release: embedded(&release, DependencyRoot::Release, &release_name),
        layout: embedded(&layout, DependencyRoot::Layout, &layout_name),
        files: Vec::new(),
        fonts: BTreeMap::new(),
        timestamp,
    };
    for dependency in &sheet.dependencies {
        if dependency.root == DependencyRoot::Fonts {
            recipe.fonts.insert(dependency.name.clone(), dependency.hash);
            continue;
        }
        let bytes = assets
            .read(dependency.root.into(), &dependency.name)
            .map_err(|error| (dependency.clone(), error))?;
        let name = match attached(&sheet.document.attachments, &bytes) {
            Some(name) => name.to_owned(),
            None => {
                let name = names.take(&file_name(Path::new(&dependency.name)));
                sources.push(source(&name, "Used by the sheet", bytes, Relationship::Supplement));
                name
            }
        };
        recipe.files.push(embedded(&name, dependency.root, &dependency.name));
    }
    let text = serde_json::to_string_pretty(&recipe).unwrap_or_default() + "\n";
    let text = text.into_bytes().into();
    sources.push(source(RECIPE, "How to make this file again", text, Relationship::Supplement));
    Ok(sources)
}

/// The dependencies that a recipe names.
pub fn dependencies(recipe: &Recipe, files: &BTreeMap<String, Arc<[u8]>>) -> Vec<Dependency> {
    let fonts = recipe.fonts.iter().map(|(name, hash)| Dependency {
        root: DependencyRoot::Fonts,
        name: name.clone(),
        hash: *hash,
    });
    let others = recipe.files.iter().filter_map(|file| {
        let hash = Hash::of(files.get(&file.embedded)?);
        Some(Dependency { root: file.root, name: file.name.clone(), hash })
    });
    let mut all: Vec<_> = others.chain(fonts).collect();
    all.sort();
    all
}

/// The attachment that already carries these bytes.
fn attached<'a>(attachments: &'a [Attachment], bytes: &[u8]) -> Option<&'a str> {
    attachments.iter().find(|a| *a.bytes == *bytes).map(|a| a.name.as_str())
}

fn embedded(embedded: &str, root: DependencyRoot, name: &str) -> EmbeddedFile {
    EmbeddedFile { embedded: embedded.to_owned(), root, name: name.to_owned() }
}

fn source(name: &str, what: &str, bytes: Arc<[u8]>, relationship: Relationship) -> Attachment {
    Attachment {
        name: name.to_owned(),
        mime: mime(name).to_owned(),
        description: what.to_owned(),
        bytes,
        relationship,
        origin: None,
    }
}

/// The MIME type of what a sheet is made from. RON has none of its own.
fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().map(str::to_ascii_lowercase).as_deref() {
        Some("ron") => "text/plain",
        Some("json") => "application/json",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("icc") => "application/vnd.iccprofile",
        _ => "application/octet-stream",
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Names among the embedded files, each used once.
struct Names(Vec<String>);

impl Names {
    fn new(attachments: &[Attachment]) -> Self {
        let mut names: Vec<String> = attachments.iter().map(|a| a.name.clone()).collect();
        names.push(RECIPE.to_owned());
        Self(names)
    }

    /// `name`, or `name` with a number before its extension when it is taken.
    fn take(&mut self, name: &str) -> String {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let mut free = name.to_owned();
        let mut number = 2;
        while self.0.contains(&free) {
            free = format!("{stem}-{number}.{extension}");
            number += 1;
        }
        self.0.push(free.clone());
        free
    }
}
