//! What the arguments mean, with everything taken from the environment.

use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use super::low::{
    Low, LowCommand, LowCommon, LowEdition, LowPeriod, LowRender, LowSheet, LowTemplate, LowUp,
    MessageFormat, When,
};
use super::mail;
use crate::delivery::batch::{BatchSettings, Shard};
use crate::delivery::job::Settings;
use crate::delivery::package::{Order, Period};
use crate::delivery::print_run::RunSettings;
use crate::export::run::impose::{Imposition, Up};
use crate::export::scale::Scale;
use crate::export::{self, Edition};
use crate::geom::Size;
use crate::unit::Length;

/// Options of every command, resolved.
#[derive(Clone, Debug)]
pub struct Common {
    /// Findings as JSON lines.
    pub json: bool,
    /// Warnings are errors.
    pub deny_warnings: bool,
    /// Errors only.
    pub quiet: bool,
    /// Coloured reports.
    pub color: bool,
    /// Whether somebody watches.
    pub terminal: bool,
}

/// A command with its settings.
#[derive(Clone, Debug)]
pub enum Command {
    /// Render releases.
    Render {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// How.
        settings: BatchSettings,
    },
    /// Render releases as one print file.
    PrintRun {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// The job.
        run: RunSettings,
        /// How.
        settings: Settings,
    },
    /// Draw what the line breaker decided.
    Trace {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// How.
        settings: Settings,
    },
    /// Check releases.
    Check {
        /// Files and folders.
        paths: Vec<PathBuf>,
        /// A layout for all of them.
        layout: Option<String>,
    },
    /// Judge PDF files.
    Preflight(Preflight),
    /// Verify archive editions.
    Verify {
        /// The files.
        files: Vec<PathBuf>,
    },
    /// Pack for an archive.
    Package(Order),
    /// Check bags.
    CheckBags {
        /// A bag or a folder of them.
        folder: PathBuf,
    },
    /// Join shards.
    Merge {
        /// Their output folders.
        folders: Vec<PathBuf>,
        /// Where they are joined.
        to: Option<PathBuf>,
    },
    /// Write or send the message of a release.
    Mail(Box<mail::args::Mailing>),
    /// Start a file.
    New {
        /// A layout rather than a release.
        layout: bool,
        /// Where it is written.
        path: PathBuf,
    },
}

/// How PDF files are judged.
#[derive(Clone, Debug)]
pub struct Preflight {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Name or file of the preset.
    pub preset: String,
    /// Reports as JSON.
    pub json: bool,
    /// Where pages for people go.
    pub html: Option<PathBuf>,
    /// Whether total ink is measured.
    pub ink: bool,
}

/// Resolves the arguments.
pub fn resolve(low: Low) -> Result<(Common, Command), String> {
    let common = common(&low.common);
    let command = match low.command {
        LowCommand::Render(render) => render_command(render, &common)?,
        LowCommand::Check(check) => Command::Check { paths: check.paths, layout: check.layout },
        LowCommand::Preflight(low) => Command::Preflight(Preflight {
            files: low.files,
            preset: low.preset,
            json: low.json,
            html: low.html,
            ink: !low.no_ink,
        }),
        LowCommand::Verify(verify) => Command::Verify { files: verify.files },
        LowCommand::Package(package) if package.check => {
            Command::CheckBags { folder: package.folder }
        }
        LowCommand::Package(package) => Command::Package(Order {
            out: package.folder,
            to: package.to,
            period: match package.by {
                LowPeriod::Month => Period::Month,
                LowPeriod::Year => Period::Year,
            },
            reports: package.verdicts,
            deny_warnings: common.deny_warnings,
            now: export_options()?.timestamp.unwrap_or_else(now),
        }),
        LowCommand::Merge(merge) => Command::Merge { folders: merge.folders, to: merge.to },
        LowCommand::Mail(low) => Command::Mail(Box::new(mail::args::resolve(low)?)),
        LowCommand::New(new) => {
            let layout = new.what == LowTemplate::Layout;
            Command::New { layout, path: template_path(layout, &new.name) }
        }
    };
    Ok((common, command))
}

fn render_command(low: LowRender, common: &Common) -> Result<Command, String> {
    let since = low.since.map(|day| {
        day.parse().map_err(|_| format!("--since is `{day}`; it must be a date such as 2021-02-17"))
    });
    let shard = low.shard.map(|text| {
        Shard::parse(&text).ok_or(format!("--shard is `{text}`; it must be I/N with I from 1 to N"))
    });
    let settings = BatchSettings {
        render: Settings {
            editions: editions(&low.edition),
            layout: low.layout,
            out: low.out,
            deny_warnings: common.deny_warnings,
            export: export_options()?,
            report: low.report,
            since: since.transpose()?,
        },
        jobs: jobs(low.jobs, &low.paths)?,
        force: low.force,
        prune: low.prune,
        fail_fast: low.fail_fast,
        shard: shard.transpose()?,
    };
    let reported = |edition| matches!(edition, &Edition::Mail | &Edition::Archive);
    if settings.render.report && !settings.render.editions.iter().any(reported) {
        return Err("--report goes with the mail and archive editions; add one of them to \
                    --edition, or leave --report out"
            .to_owned());
    }
    if let Some(name) = low.run {
        let run = print_run(name, &low.edition, low.impose, (low.sheet, low.reduce))?;
        return Ok(Command::PrintRun { paths: low.paths, run, settings: settings.render });
    }
    if low.trace_lines {
        return Ok(Command::Trace { paths: low.paths, settings: settings.render });
    }
    Ok(Command::Render { paths: low.paths, settings })
}

fn print_run(
    name: String,
    editions: &[LowEdition],
    up: Option<LowUp>,
    (sheet, reduce): (LowSheet, bool),
) -> Result<RunSettings, String> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
        return Err(format!("--run is `{name}`; it must be a name that can begin a file name"));
    }
    if !matches!(editions, [] | [LowEdition::Print]) {
        return Err("--run writes the print edition; leave --edition out".to_owned());
    }
    let mm = |width, height| Size::new(Length::mm(width), Length::mm(height));
    let sheet = match sheet {
        LowSheet::A3 => mm(297, 420),
        LowSheet::Sra3 => mm(320, 450),
        LowSheet::Sra2 => mm(450, 640),
    };
    let imposition = up.map(|up| Imposition {
        up: match up {
            LowUp::Two => Up::Two,
            LowUp::Four => Up::Four,
        },
        sheet,
        scale: if reduce { Scale::STEP_DOWN } else { Scale::TRUE },
    });
    Ok(RunSettings { name, imposition })
}

#[expect(clippy::disallowed_methods, reason = "the environment is read here")]
pub(super) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn common(low: &LowCommon) -> Common {
    let terminal = std::io::stderr().is_terminal();
    let color = match low.color {
        When::Always => true,
        When::Never => false,
        When::Auto => terminal && variable("NO_COLOR").is_none(),
    };
    Common {
        json: low.message_format == MessageFormat::Json,
        deny_warnings: low.deny_warnings,
        quiet: low.quiet,
        color,
        terminal,
    }
}

fn editions(low: &[LowEdition]) -> Vec<Edition> {
    // Without --edition.
    if low.is_empty() {
        return vec![Edition::Mail];
    }
    let wanted = |edition: Edition| {
        low.iter().any(|low| match low {
            LowEdition::All => Edition::USUAL.contains(&edition),
            LowEdition::Mail => edition == Edition::Mail,
            LowEdition::Print => edition == Edition::Print,
            LowEdition::Archive => edition == Edition::Archive,
            LowEdition::Triple => edition == Edition::Triple,
        })
    };
    Edition::ALL.into_iter().filter(|edition| wanted(*edition)).collect()
}

fn jobs(asked: Option<usize>, paths: &[PathBuf]) -> Result<usize, String> {
    match asked {
        Some(0) => Err("--jobs must be at least 1".to_owned()),
        Some(jobs) => Ok(jobs.min(1024)),
        // The system reads some files to tell how many cores there are.
        None if matches!(paths, [path] if path.is_file()) => Ok(1),
        None => Ok(cores()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the number of jobs is chosen here")]
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// SOURCE_DATE_EPOCH (reproducible-builds.org) replaces the dates of files.
pub(super) fn export_options() -> Result<export::Options, String> {
    let mut options = export::Options::default();
    if let Some(value) = variable("SOURCE_DATE_EPOCH") {
        let seconds = value.parse::<i64>().ok().and_then(|s| jiff::Timestamp::from_second(s).ok());
        let message = format!("SOURCE_DATE_EPOCH is `{value}`; it must be seconds since 1970");
        options.timestamp = Some(seconds.ok_or(message)?);
    }
    Ok(options)
}

#[expect(clippy::disallowed_methods, reason = "bags are dated")]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// `new release NAME` writes into `releases/` when there is such a folder.
fn template_path(layout: bool, name: &str) -> PathBuf {
    let file = if name.ends_with(".ron") { name.to_owned() } else { format!("{name}.ron") };
    let folder = PathBuf::from(if layout { "layouts" } else { "releases" });
    if file.contains('/') || (!folder.is_dir() && !layout) {
        return PathBuf::from(file);
    }
    folder.join(file)
}
