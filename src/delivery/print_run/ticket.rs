//! The job ticket: what a print shop asks for before it opens the file.

use std::fmt::Write;

use serde::Serialize;

use super::super::find::Found;
use super::super::job::Sheet;
use super::{Report, RunOutput, RunSettings, sha256};
use crate::diag::Severity;
use crate::export::run::impose::Way;
use crate::model::layout::{Artwork, RulePurpose};
use crate::unit::Length;

/// Changes when a reader of the file must be changed.
const FORMAT: u32 = 1;

/// What is printed, on what, with which inks.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Ticket {
    pressblatt_ticket: u32,
    name: String,
    file: String,
    bytes: usize,
    sha256: String,
    standard: &'static str,
    pages: usize,
    blank_pages: Vec<usize>,
    printed_on_both_sides: bool,
    trim_mm: Option<[f64; 2]>,
    bleed_mm: f64,
    sheet: Option<SheetFacts>,
    printers_marks: Vec<&'static str>,
    finishing_marks: Vec<&'static str>,
    output_condition: String,
    profile_sha256: String,
    inks: Vec<Ink>,
    peak_ink_percent: f64,
    releases: Vec<Part>,
    preflight: Judged,
}

/// How pages lie on sheets.
#[derive(Clone, Debug, Serialize)]
struct SheetFacts {
    width_mm: f64,
    height_mm: f64,
    columns: usize,
    rows: usize,
    sheets: usize,
    work: &'static str,
    copies_per_sheet: usize,
    /// Size of the pages on the sheet.
    scale_percent: f64,
    /// Page numbers row by row; 0 for an empty place.
    layout: Vec<Vec<usize>>,
}

/// One plate.
#[derive(Clone, Debug, Serialize)]
struct Ink {
    name: String,
    /// Mean of all pages (or sheets) within the trim.
    mean_percent: f64,
    highest_percent: f64,
    highest_page: usize,
}

/// A release of the run.
#[derive(Clone, Debug, Serialize)]
struct Part {
    source: String,
    title: String,
    number: Option<String>,
    date: String,
    first_page: usize,
    last_page: usize,
}

/// What the preflight says.
#[derive(Clone, Debug, Serialize)]
struct Judged {
    preset: String,
    verdict: String,
    findings: Vec<String>,
}

impl Ticket {
    pub(super) fn new(
        run: &RunSettings,
        sheets: &[(&Found, Sheet)],
        output: &RunOutput,
        judged: &Report,
    ) -> Self {
        let parts = sheets.iter().zip(&output.parts);
        let both = sheets.iter().any(|(_, s)| s.document.two_sided);
        Self {
            pressblatt_ticket: FORMAT,
            name: run.name.clone(),
            file: format!("{}.print.pdf", run.name),
            bytes: output.bytes.len(),
            sha256: sha256(&output.bytes),
            standard: "PDF/X-4",
            pages: output.parts.last().map_or(0, |(_, last)| *last),
            blank_pages: output.blanks.clone(),
            printed_on_both_sides: both,
            trim_mm: output.size.map(|size| [mm(size.width), mm(size.height)]),
            bleed_mm: mm(output.bleed),
            sheet: sheet_facts(output),
            printers_marks: printers_marks(output),
            finishing_marks: finishing_marks(sheets),
            output_condition: output.condition.clone(),
            profile_sha256: sha256(&output.profile),
            inks: inks(judged),
            peak_ink_percent: peak(judged),
            releases: parts.map(|((found, sheet), pages)| part(found, sheet, *pages)).collect(),
            preflight: Judged {
                preset: judged.preset.clone(),
                verdict: judged.summary(),
                findings: findings(judged, output),
            },
        }
    }

    /// Pages of the file: sheets when imposed.
    pub(super) fn pages(&self) -> usize {
        self.sheet.as_ref().map_or(self.pages, |sheet| sheet.sheets)
    }

    pub(super) fn json(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// For the person at the press.
    pub(super) fn text(&self) -> String {
        let mut out = format!("JOB TICKET  {}\n\n", self.name);
        let mut row = |name: &str, value: &str| {
            let _ = writeln!(out, "{name:<16}{value}");
        };
        row("File", &format!("{} ({} bytes, {})", self.file, self.bytes, self.standard));
        row("SHA-256", &self.sha256);
        row("Pages", &self.page_line());
        let trim =
            self.trim_mm.map_or("different sizes".to_owned(), |[w, h]| format!("{w} x {h} mm"));
        row("Trim size", &format!("{trim}, bleed {} mm", self.bleed_mm));
        row(
            "Sides",
            if self.printed_on_both_sides {
                "printed on both sides"
            } else {
                "printed on one side"
            },
        );
        if let Some(sheet) = &self.sheet {
            row("Sheet", &sheet.line());
            row("Work", &sheet.work_line());
        }
        row("Printer's marks", &list(&self.printers_marks));
        row("Finishing", &list(&self.finishing_marks));
        row("Condition", &self.output_condition);
        row("Profile SHA-256", &self.profile_sha256);
        row("Preflight", &format!("{} ({})", self.preflight.verdict, self.preflight.preset));
        for finding in &self.preflight.findings {
            row("", finding);
        }
        self.ink_table(&mut out);
        out.push_str("\nPages      Release\n");
        for part in &self.releases {
            let (first, last) = (part.first_page, part.last_page);
            let pages = if first == last { first.to_string() } else { format!("{first}-{last}") };
            let number = part.number.as_deref().map_or_else(String::new, |n| format!("{n} "));
            let _ =
                writeln!(out, "{pages:<11}{number}{} ({}, {})", part.title, part.date, part.source);
        }
        out
    }

    fn page_line(&self) -> String {
        let mut line = self.pages.to_string();
        if !self.blank_pages.is_empty() {
            let blanks: Vec<String> = self.blank_pages.iter().map(usize::to_string).collect();
            let _ = write!(
                line,
                ", of them blank on purpose: {} (so that each release starts on a front)",
                blanks.join(", ")
            );
        }
        line
    }

    fn ink_table(&self, out: &mut String) {
        out.push_str("\nInk              mean  highest\n");
        let what = if self.sheet.is_some() { "sheet" } else { "page" };
        for ink in &self.inks {
            let _ = writeln!(
                out,
                "{:<13}{:>6.1} %  {:>5.1} % ({what} {})",
                ink.name, ink.mean_percent, ink.highest_percent, ink.highest_page
            );
        }
        let _ = writeln!(out, "Total ink at most {:.0} % (mean of 15 mm2)", self.peak_ink_percent);
    }
}

impl SheetFacts {
    fn line(&self) -> String {
        let Self { width_mm, height_mm, columns, rows, sheets, .. } = self;
        let reduced = match self.scale_percent {
            100.0 => String::new(),
            percent => format!(", pages at {percent} %"),
        };
        format!("{width_mm} x {height_mm} mm, {}-up{reduced}, {sheets} plate sets", columns * rows)
    }

    fn work_line(&self) -> String {
        match self.copies_per_sheet {
            1 => self.work.to_owned(),
            n => format!(
                "{}: print, turn about the short way, print again from the same plates, cut: \
                 {n} copies a sheet",
                self.work
            ),
        }
    }
}

fn sheet_facts(output: &RunOutput) -> Option<SheetFacts> {
    let plan = output.plan.as_ref()?;
    let (work, copies) = match plan.way {
        Way::OneSided => ("one side", 1),
        Way::WorkAndTurn => ("work and turn", 2),
    };
    let layout = plan.sheets.iter().map(|places| places.iter().map(|p| p.unwrap_or(0)).collect());
    Some(SheetFacts {
        width_mm: mm(plan.sheet.width),
        height_mm: mm(plan.sheet.height),
        columns: 2,
        rows: plan.rows,
        sheets: plan.sheets.len(),
        work,
        copies_per_sheet: copies,
        scale_percent: plan.scale.percent(),
        layout: layout.collect(),
    })
}

fn printers_marks(output: &RunOutput) -> Vec<&'static str> {
    if output.marks {
        vec!["crop marks", "registration targets", "colour bar", "slug line"]
    } else {
        Vec::new()
    }
}

/// Marks that are part of the content: for folding and punching.
fn finishing_marks(sheets: &[(&Found, Sheet)]) -> Vec<&'static str> {
    let layouts = sheets.iter().filter_map(|(_, sheet)| sheet.layout.layout.as_deref());
    let artwork =
        layouts.flat_map(|layout| layout.first.artwork.iter().chain(&layout.follow.artwork));
    let purposes: Vec<RulePurpose> = artwork
        .filter_map(|art| match art {
            Artwork::Rule { purpose, .. } => Some(*purpose),
            _ => None,
        })
        .collect();
    [(RulePurpose::FoldMark, "fold marks"), (RulePurpose::HoleMark, "hole marks")]
        .into_iter()
        .filter(|(purpose, _)| purposes.contains(purpose))
        .map(|(_, name)| name)
        .collect()
}

fn inks(judged: &Report) -> Vec<Ink> {
    let mut inks: Vec<Ink> = Vec::new();
    for page in &judged.pages {
        for (name, percent) in &page.plates {
            let at = inks.iter().position(|ink| ink.name == *name).unwrap_or_else(|| {
                inks.push(Ink {
                    name: name.clone(),
                    mean_percent: 0.0,
                    highest_percent: 0.0,
                    highest_page: page.number,
                });
                inks.len() - 1
            });
            let Some(ink) = inks.get_mut(at) else { continue };
            ink.mean_percent += percent / judged.pages.len().max(1) as f64;
            if *percent > ink.highest_percent {
                (ink.highest_percent, ink.highest_page) = (*percent, page.number);
            }
        }
    }
    for ink in &mut inks {
        ink.mean_percent = tenth(ink.mean_percent);
        ink.highest_percent = tenth(ink.highest_percent);
    }
    inks
}

fn peak(judged: &Report) -> f64 {
    tenth(judged.pages.iter().filter_map(|p| p.peak_ink_percent).fold(0.0, f64::max))
}

fn part(found: &Found, sheet: &Sheet, (first_page, last_page): (usize, usize)) -> Part {
    let info = &sheet.document.info;
    Part {
        source: found.below_root(),
        title: info.title.clone(),
        number: info.number.clone(),
        date: info.date.to_string(),
        first_page,
        last_page,
    }
}

/// What the preflight found, with a word on the blanks that are meant.
fn findings(judged: &Report, output: &RunOutput) -> Vec<String> {
    let mut lines = Vec::new();
    for finding in judged.findings.iter().filter(|f| f.severity != Severity::Note) {
        for page in finding.spots.iter().map(|spot| spot.page) {
            let meant = finding.rule == "GWG-R0005"
                && output.plan.is_none()
                && page.is_some_and(|page| output.blanks.contains(&page));
            let page = page.map_or_else(String::new, |page| format!("page {page}: "));
            let note = if meant { "; blank on purpose" } else { "" };
            lines.push(format!("{page}{} ({}){note}", finding.message, finding.rule));
        }
        if finding.count > finding.spots.len() {
            let more = finding.count - finding.spots.len();
            lines.push(format!("{} ({}) in {more} more places", finding.message, finding.rule));
        }
    }
    lines
}

fn mm(length: Length) -> f64 {
    tenth(length.to_mm())
}

fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn list(words: &[&str]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
