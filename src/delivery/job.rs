//! One release from file to finished editions.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::archive;
use super::assets::Dependency;
use super::assets::{FolderAssets, FontCache, read_limited};
use super::dossier;
use super::find::Found;
use super::hash::Hash;
use super::layouts::{LayoutStore, Loaded, unreadable};
use super::told::{self, Told};
use super::write::{self, Staged, stage, unwritable};
use crate::compose::{self, Document};
use crate::diag::{Diagnostic, Diagnostics, Origin, Severity, Source};
use crate::export::{self, Edition, Exporter};
use crate::model::assets::{Assets, Root};
use crate::model::{self, Release};
use crate::text::{Scratch, Typesetter};

/// What lives as long as the process and is shared by all threads.
#[derive(Default)]
pub struct Engine {
    /// Fonts, shape plans, hyphenation.
    pub typesetter: Typesetter,
    /// Font subsets, compressed profiles, images.
    pub exporter: Exporter,
    /// Layouts already read.
    pub layouts: LayoutStore,
    /// Font files already read.
    pub fonts: FontCache,
}

/// What a run was asked for.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The editions to write.
    pub editions: Vec<Edition>,
    /// A layout that replaces the one each release names.
    pub layout: Option<String>,
    /// The output folder.
    pub out: PathBuf,
    /// Warnings stop the output.
    pub deny_warnings: bool,
    /// Options of the exporter.
    pub export: export::Options,
    /// An accessibility dossier beside each mail and archive edition.
    pub report: bool,
    /// Releases dated before this day are left out.
    pub since: Option<jiff::civil::Date>,
}

/// Whether anybody will compare what comes of a run with a later one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hashes {
    /// A manifest records them.
    Wanted,
    /// A file named by hand is rendered anew each time.
    Unused,
}

impl Hashes {
    /// A hash if it is wanted, else zeros.
    pub fn of(self, hash: impl FnOnce() -> Hash) -> Hash {
        match self {
            Self::Wanted => hash(),
            Self::Unused => Hash::default(),
        }
    }

    /// The warnings that a manifest keeps.
    fn told(self, found: &Diagnostics, sheet: &Sheet) -> Vec<Told> {
        match self {
            Self::Wanted => told::keep(found, sheet),
            Self::Unused => Vec::new(),
        }
    }
}

/// A release that was set, ready for every edition.
pub struct Sheet {
    /// The release.
    pub release: Release,
    /// Its layout.
    pub layout: Arc<Loaded>,
    /// The finished pages.
    pub document: Document,
    /// The files it was made from, besides release and layout.
    pub dependencies: Vec<Dependency>,
}

/// What became of one release.
#[derive(Default, Debug)]
pub struct Outcome {
    /// Its editions, complete but not yet at their place.
    pub staged: Vec<Output>,
    /// What it is about, when it could be set.
    pub card: Option<Card>,
    /// The files it was made from.
    pub dependencies: Vec<Dependency>,
    /// The layout it asked for.
    pub layout: String,
    /// Hash of that layout's file, where it is wanted.
    pub layout_hash: Hash,
    /// How many warnings sheet and editions gave.
    pub warnings: usize,
    /// The first of the sheet, for a manifest.
    pub told: Vec<Told>,
    /// It was left out on purpose (`--since`).
    pub skipped: bool,
    /// There was no room for a file of it.
    pub no_room: bool,
    /// Everything found on the way.
    pub diags: Diagnostics,
}

/// One edition of a release.
#[derive(Debug)]
pub struct Output {
    /// Which edition.
    pub edition: Edition,
    /// Its file.
    pub file: Staged,
    /// What lies beside it: its dossier, if asked for.
    pub beside: Vec<Staged>,
    /// Its size in bytes.
    pub size: u64,
    /// BLAKE3 of its bytes, where it is wanted.
    pub hash: Hash,
    /// The first warnings that exporting it gave, for a manifest.
    pub told: Vec<Told>,
}

/// What an index says about a release.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Card {
    /// The number as printed.
    pub number: Option<String>,
    /// ISO date.
    pub date: String,
    /// "Medieninformation".
    pub kind: String,
    /// The organisation.
    pub organisation: String,
    /// Kicker and headline in one line.
    pub headline: String,
    /// The embargo in words.
    pub embargo: Option<String>,
    /// Pages of the sheet.
    pub pages: usize,
    /// Whether it corrects or withdraws another one.
    pub corrects: bool,
}

impl Card {
    /// That of a sheet.
    pub fn new(sheet: &Sheet) -> Self {
        let info = &sheet.document.info;
        Self {
            number: info.number.clone(),
            date: info.date.to_string(),
            kind: info.kind.clone(),
            organisation: info.organisation.clone(),
            headline: info.title.clone(),
            embargo: info.embargo.clone(),
            pages: sheet.document.pages.len(),
            corrects: sheet.release.corrects.is_some() || sheet.release.withdraws.is_some(),
        }
    }
}

impl Engine {
    /// Reads and checks a release with its layout. It may be
    /// [faulty](Release::faulty), to hear what else is wrong with it; one whose
    /// layout cannot be had is looked through without.
    pub fn read(
        &self,
        path: &Path,
        layout: Option<&str>,
        diags: &mut Diagnostics,
    ) -> Option<(Release, Arc<Loaded>)> {
        let source = read_source(path, diags)?;
        let release = model::draft_release(&source, diags);
        let loaded = self.layout_of(path, layout, &source, release.as_ref(), diags);
        let loaded = match loaded {
            Some(loaded) if loaded.layout.is_some() => loaded,
            lost => {
                diags.extend(lost.as_ref().map(|l| l.diags.clone()).unwrap_or_default());
                self.look_through(path, &release?, lost.as_deref(), diags);
                return None;
            }
        };
        let release = completed(release, &loaded, &self.assets(path, &loaded), diags);
        let release = cross_check(release, &loaded, diags)?;
        Some((release, loaded))
    }

    /// Reads and checks a release with a layout that is at hand.
    pub fn check(
        &self,
        source: &Arc<Source>,
        layout: &Loaded,
        assets: &dyn Assets,
        diags: &mut Diagnostics,
    ) -> Option<Release> {
        let release = model::read_release(source, diags);
        let release = completed(release, layout, assets, diags);
        cross_check(release, layout, diags)
    }

    /// Tells what is wrong with the texts and files of a release whose layout
    /// is unknown or has errors, and with the files of that layout. They are
    /// collected in a layout that stands in for it.
    fn look_through(
        &self,
        path: &Path,
        release: &Release,
        lost: Option<&Loaded>,
        diags: &mut Diagnostics,
    ) {
        let bundled = self.layouts.stand_in();
        let Some(house) = &bundled.layout else { return };
        // Where its flow cannot be read, it would leave texts out.
        let draft = lost.and_then(|lost| lost.draft.as_deref());
        let house = draft.map_or_else(
            || Cow::Borrowed(&**house),
            |draft| Cow::Owned(model::Layout { flow: house.flow.clone(), ..draft.clone() }),
        );
        let assets = self.assets(path, lost.filter(|l| l.draft.is_some()).unwrap_or(&bundled));
        let mut found = Diagnostics::new();
        compose::look_through(&self.typesetter, release, &house, &assets, &mut found);
        tell_lost_files_alone(&mut found);
        // What that house allows is not known: its lints and warnings wait.
        found.retain(|d| {
            let within = |source| d.origin.as_ref().is_some_and(|o| Arc::ptr_eq(&o.source, source));
            let file = draft.is_some_and(|draft| within(&draft.source));
            let file = file && compose::OF_FILES.contains(&d.code);
            d.severity == Severity::Error && (file || within(&release.source))
        });
        diags.extend(found);
    }

    fn layout_of(
        &self,
        path: &Path,
        asked: Option<&str>,
        source: &Arc<Source>,
        release: Option<&Release>,
        diags: &mut Diagnostics,
    ) -> Option<Arc<Loaded>> {
        let named = release.and_then(|r| r.layout.as_ref());
        let (wanted, origin) = match (asked, named) {
            (Some(asked), _) => (asked, None),
            // It was reported where it was read.
            (None, Some(text)) if text.is_blank() => return None,
            (None, Some(text)) => (text.as_str(), Some(text.origin().clone())),
            (None, None) => {
                if release.is_some() {
                    diags.push(no_layout(source));
                }
                return None;
            }
        };
        match self.layouts.load(wanted, path) {
            Ok(loaded) => Some(loaded),
            Err(mut diagnostic) => {
                diagnostic.origin = origin;
                diags.push(diagnostic);
                None
            }
        }
    }

    /// Reads, checks and sets a release.
    pub fn typeset(
        &self,
        path: &Path,
        layout: Option<&str>,
        scratch: &mut Scratch,
        diags: &mut Diagnostics,
    ) -> Option<Sheet> {
        let (release, loaded) = self.read(path, layout, diags)?;
        let assets = self.assets(path, &loaded);
        let mut sheet = self.set(release, &loaded, &assets, scratch, diags)?;
        sheet.dependencies = assets.dependencies();
        Some(sheet)
    }

    /// Sets a release that was read and checked.
    pub fn set(
        &self,
        release: Release,
        loaded: &Arc<Loaded>,
        assets: &dyn Assets,
        scratch: &mut Scratch,
        diags: &mut Diagnostics,
    ) -> Option<Sheet> {
        let house = loaded.layout.as_deref()?;
        let composed = compose::compose(&self.typesetter, scratch, &release, house, assets, diags);
        tell_lost_files_alone(diags);
        silence(diags, &release, house);
        let (document, layout) = (composed?, Arc::clone(loaded));
        Some(Sheet { release, layout, document, dependencies: Vec::new() })
    }

    /// The files that a release may use.
    pub fn assets(&self, path: &Path, layout: &Loaded) -> FolderAssets<'_> {
        let release = path.parent().unwrap_or(Path::new("")).to_owned();
        FolderAssets::new(release, layout.folder.clone(), &self.fonts)
    }

    /// Renders the editions of one release. An edition that fails leaves its
    /// old file untouched and the others in hand. Hashes are what a manifest
    /// wants; without one they are left out.
    pub fn render(
        &self,
        found: &Found,
        settings: &Settings,
        hashes: Hashes,
        scratch: &mut Scratch,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        let layout = settings.layout.as_deref();
        let sheet = self.typeset(&found.path, layout, scratch, &mut outcome.diags);
        if settings.deny_warnings {
            deny_warnings(&mut outcome.diags);
        }
        let Some(sheet) = sheet else { return outcome };
        if outcome.diags.has_errors() {
            self.hear_exporter(&sheet, found, settings, &mut outcome.diags);
            return outcome;
        }
        outcome.card = Some(Card::new(&sheet));
        outcome.layout_hash = hashes.of(|| sheet.layout.hash());
        outcome.layout = match (layout, &sheet.release.layout) {
            (Some(asked), _) => asked.to_owned(),
            (None, named) => named.as_ref().map_or_else(String::new, |t| t.as_str().to_owned()),
        };
        outcome.warnings = outcome.diags.count(Severity::Warning);
        outcome.told = hashes.told(&outcome.diags, &sheet);
        if settings.since.is_some_and(|since| sheet.release.date < since) {
            return Outcome { skipped: true, ..Outcome::default() };
        }
        for edition in &settings.editions {
            self.stage_edition(&sheet, *edition, found, (settings, hashes), &mut outcome);
        }
        outcome.dependencies = sheet.dependencies;
        outcome
    }

    /// What the exporter finds in a sheet that is not written for other faults.
    fn hear_exporter(
        &self,
        sheet: &Sheet,
        found: &Found,
        settings: &Settings,
        diags: &mut Diagnostics,
    ) {
        for edition in &settings.editions {
            match self.export(sheet, *edition, &found.path, &settings.export) {
                Ok(output) => diags.extend(output.warnings),
                Err(refusal) => refuse(diags, refusal),
            }
        }
        if settings.deny_warnings {
            deny_warnings(diags);
        }
    }

    /// The exporter's options for an edition: the archive carries its sources,
    /// the print edition the house's profile, the mail its resolution.
    pub(super) fn options<'a>(
        &self,
        sheet: &Sheet,
        edition: Edition,
        path: &Path,
        asked: &'a export::Options,
    ) -> Result<Cow<'a, export::Options>, Diagnostic> {
        let assets = self.assets(path, &sheet.layout);
        let refused = |name: &str, error| unreadable(name, &error);
        let mut options = Cow::Borrowed(asked);
        let house = sheet.layout.layout.as_deref();
        match edition {
            Edition::Archive => {
                let sources = archive::sources(sheet, path, &assets, asked.timestamp);
                let sources = sources.map_err(|(file, error)| refused(&file.name, error))?;
                options.to_mut().sources = sources;
            }
            Edition::Print | Edition::Triple => {
                if let Some(file) = house.and_then(|h| h.print.output_profile.as_ref()) {
                    let profile = assets.read(Root::Layout, file.as_str());
                    let profile =
                        profile.map_err(|e| refused(file.as_str(), e).at(file.origin()))?;
                    options.to_mut().output_profile = Some(profile);
                }
            }
            Edition::Mail => {
                if let Some(ppi) = house.and_then(|h| h.mail.image_ppi) {
                    options.to_mut().image_ppi = Some(ppi);
                }
            }
        }
        Ok(options)
    }

    /// The bytes of an edition of a release at `path`; whoever needs them gets
    /// them here, so that the sheet in a message is the one on disk.
    ///
    /// # Errors
    /// What the edition cannot hold, or a file of the layout that is missing.
    pub fn export(
        &self,
        sheet: &Sheet,
        edition: Edition,
        path: &Path,
        asked: &export::Options,
    ) -> Result<export::Output, Diagnostics> {
        let options = self.options(sheet, edition, path, asked)?;
        export::export(&sheet.document, edition, &options, &self.exporter)
    }

    fn stage_edition(
        &self,
        sheet: &Sheet,
        edition: Edition,
        found: &Found,
        (settings, hashes): (&Settings, Hashes),
        outcome: &mut Outcome,
    ) {
        let exported = self.export(sheet, edition, &found.path, &settings.export);
        let mut output = match exported {
            Ok(output) => output,
            Err(refusal) => return refuse(&mut outcome.diags, refusal),
        };
        if settings.deny_warnings {
            deny_warnings(&mut output.warnings);
        }
        let denied = output.warnings.has_errors();
        outcome.warnings += output.warnings.count(Severity::Warning);
        let told = hashes.told(&output.warnings, sheet);
        outcome.diags.extend(output.warnings);
        if denied {
            return;
        }
        let path = output_path(found, settings, edition);
        let beside = if settings.report {
            dossier::stage_beside(&path, &sheet.document, edition, &output.bytes)
        } else {
            Ok(Vec::new())
        };
        let beside = match beside {
            Ok(beside) => beside,
            Err((path, error)) => return outcome.refused(&path, &error),
        };
        match stage(&path, &output.bytes) {
            Ok(file) => outcome.staged.push(Output {
                edition,
                file,
                beside,
                size: output.bytes.len() as u64,
                hash: hashes.of(|| Hash::of(&output.bytes)),
                told,
            }),
            Err(error) => outcome.refused(&path, &error),
        }
    }
}

impl Outcome {
    /// A file cannot be written.
    fn refused(&mut self, path: &Path, error: &std::io::Error) {
        self.no_room |= write::is_no_room(error);
        self.diags.push(unwritable(path, error));
    }
}

/// The release with what its photos say about themselves.
fn completed(
    release: Option<Release>,
    loaded: &Loaded,
    assets: &dyn Assets,
    diags: &mut Diagnostics,
) -> Option<Release> {
    let mut release = release?;
    if let Some(layout) = &loaded.layout {
        model::embedded::complete(&mut release, layout, assets, diags);
    }
    Some(release)
}

/// Checks a release against its layout, when both could be read.
fn cross_check(
    release: Option<Release>,
    loaded: &Loaded,
    diags: &mut Diagnostics,
) -> Option<Release> {
    diags.extend(loaded.diags.clone());
    let (release, house) = (release?, loaded.layout.as_ref()?);
    model::check(&release, house, diags);
    Some(release)
}

/// The output of a release below the output folder, without edition and
/// extension: the tree of the folder that was named is kept.
pub fn output_stem(found: &Found) -> String {
    let stem = found.path.file_stem().unwrap_or_default();
    found.subfolder().join(stem).to_string_lossy().replace('\\', "/")
}

/// `<out>/<tree>/<release stem>.<edition>.pdf`.
pub fn output_path(found: &Found, settings: &Settings, edition: Edition) -> PathBuf {
    settings.out.join(format!("{}.{}.pdf", output_stem(found), edition.name()))
}

/// The output stem of a file that [`output_path`] named.
pub fn stem_of(output: &str) -> Option<&str> {
    output.strip_suffix(".pdf")?.rsplit_once('.').map(|(stem, _)| stem)
}

/// Reads a text file that people wrote.
pub fn read_source(path: &Path, diags: &mut Diagnostics) -> Option<Arc<Source>> {
    let name = path.display().to_string();
    let bytes = match read_limited(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diags.push(unreadable(&name, &error));
            return None;
        }
    };
    match model::decode(&name, &bytes) {
        Ok(source) => Some(source),
        Err(found) => {
            diags.extend(found);
            None
        }
    }
}

/// A file that cannot be read is one error. What else is said at its name (it
/// has no alt text, no credit, it cannot be attached) follows from that.
fn tell_lost_files_alone(diags: &mut Diagnostics) {
    let lost = |d: &Diagnostic| compose::UNREADABLE.contains(&d.code);
    let places: Vec<Origin> =
        diags.iter().filter(|d| lost(d)).filter_map(|d| d.origin.clone()).collect();
    if places.is_empty() {
        return;
    }
    let mut told: Vec<Origin> = Vec::new();
    diags.retain(|d| match &d.origin {
        Some(place) if places.contains(place) => {
            let first = lost(d) && !told.contains(place);
            if first {
                told.push(place.clone());
            }
            first
        }
        _ => true,
    });
}

/// Drops what release or house silence by name; errors cannot be silenced.
pub(super) fn silence(diags: &mut Diagnostics, release: &Release, layout: &model::Layout) {
    let allowed: Vec<&str> =
        release.allow.iter().chain(&layout.allow).map(model::Text::as_str).collect();
    diags.retain(|d| d.severity == Severity::Error || !allowed.contains(&d.code));
}

/// Turns warnings into errors.
pub fn deny_warnings(diags: &mut Diagnostics) {
    deny(diags, |_| true);
}

/// Turns warnings that the mail edition, what `render` writes by default,
/// refuses into errors.
pub fn deny_what_mail_refuses(diags: &mut Diagnostics) {
    deny(diags, |d| d.code == "missing-glyph");
}

/// Adds why an edition was refused. Characters that no font has were found
/// when they were set, each at its own place: that is the error then. So is a
/// headline that the layout does not show, for a heading that follows no title.
pub(super) fn refuse(diags: &mut Diagnostics, mut refusal: Diagnostics) {
    const MISSING: &str = "missing-glyph";
    const SKIPPED: &str = "skipped-heading";
    let missing = |diags: &Diagnostics| diags.iter().any(|d| d.code == MISSING);
    if missing(diags) && missing(&refusal) {
        deny(diags, |d| d.code == MISSING);
        refusal.retain(|d| d.code != MISSING);
    }
    if diags.iter().any(is_untitled) && refusal.iter().any(|d| d.code == SKIPPED) {
        deny(diags, is_untitled);
        refusal.retain(|d| d.code != SKIPPED);
    }
    diags.extend(refusal);
}

/// Whether it says that a layout does not show headlines.
fn is_untitled(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == "field-not-shown" && diagnostic.message.ends_with("`headline`")
}

fn deny(diags: &mut Diagnostics, which: impl Fn(&Diagnostic) -> bool) {
    let mut denied = Diagnostics::new();
    for mut diagnostic in std::mem::take(diags) {
        if diagnostic.severity == Severity::Warning && which(&diagnostic) {
            diagnostic.severity = Severity::Error;
        }
        denied.push(diagnostic);
    }
    *diags = denied;
}

fn no_layout(source: &Arc<Source>) -> Diagnostic {
    Diagnostic::error("no-layout", "the release names no layout")
        .at(&Origin::file(source))
        .hint("add `layout: \"stadt-dortmund\",` or name one with --layout")
}
