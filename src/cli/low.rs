//! Arguments as typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Press releases as finished sheets: accessible mail PDFs, print-ready
/// PDF/X-4 and self-proving archive files from one source.
#[derive(Parser, Debug)]
#[command(name = "pressblatt", version, max_term_width = 100, after_help = EXIT_CODES)]
pub struct Low {
    #[command(subcommand)]
    pub command: LowCommand,
    #[command(flatten)]
    pub common: LowCommon,
}

const EXIT_CODES: &str = "Exit status: 0 done (warnings allowed), 1 some release failed, 2 wrong \
usage, 130 stopped by Ctrl-C, 143 by SIGTERM.";

/// Headings in the help of `render`.
const PRINT_RUN: &str = "Print runs";
const FOLDERS: &str = "Whole folders";

/// Options of every command, below those of its own in each help.
#[derive(Args, Debug)]
#[command(next_help_heading = "Options of every command")]
pub struct LowCommon {
    /// How findings are shown
    #[arg(long, global = true, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    pub message_format: MessageFormat,
    /// Treat warnings as errors
    #[arg(long, global = true)]
    pub deny_warnings: bool,
    /// Show errors only, no progress and no summary
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Colours: auto follows the terminal and NO_COLOR
    #[arg(long, global = true, value_enum, default_value_t = When::Auto, value_name = "WHEN")]
    pub color: When,
}

/// How findings are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum MessageFormat {
    /// With the source line and a hint
    Human,
    /// One JSON object a line, for editors
    Json,
}

/// When to colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

// Arguments of commands that are not called are not made.
#[derive(Subcommand, Debug)]
#[command(defer = true)]
pub enum LowCommand {
    /// Render releases to PDF
    Render(LowRender),
    /// Look for errors and lints; write nothing
    Check(LowCheck),
    /// Is this PDF ready for the printer? Any PDF, not only ours
    Preflight(LowPreflight),
    /// Render archive editions again from their embedded source and compare
    Verify(LowVerify),
    /// Pack what was rendered for an archive: BagIt bags with an index
    Package(LowPackage),
    /// Join the output of all shards of a run, if together they are complete
    Merge(LowMerge),
    /// Write the press mailing as drafts, or send it by SMTP
    Mail(super::mail::args::LowMail),
    /// Write a commented starting file that renders as it is
    New(LowNew),
}

#[derive(Args, Debug)]
#[command(after_help = "A release `2021-202.ron` becomes `out/2021-202.mail.pdf`. The tree of a \
folder is kept below the output folder.\n\nExample: pressblatt render releases/ --edition all")]
pub struct LowRender {
    /// Release files (*.ron) or folders, searched recursively
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Which edition to write: mail (PDF/A-3a + PDF/UA-1), print (PDF/X-4), archive
    /// (PDF/A-3a with its own source), triple (PDF/X-4 + PDF/A-2a + PDF/UA-1 in one file); without it, mail
    #[arg(long, value_enum, value_delimiter = ',')]
    pub edition: Vec<LowEdition>,
    /// A layout name or file instead of the one each release names
    #[arg(long, value_name = "NAME|FILE")]
    pub layout: Option<String>,
    /// Output folder
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Threads; default: one per core
    #[arg(long, short, value_name = "N")]
    pub jobs: Option<usize>,
    /// Render everything, also what is up to date (a folder renders only what changed; a file
    /// named by hand always renders)
    #[arg(long, help_heading = FOLDERS)]
    pub force: bool,
    /// Beside each mail and archive edition, write what is known about its accessibility and what
    /// a person must still judge: `.report.html` and `.report.json`
    #[arg(long)]
    pub report: bool,
    /// All releases as one print file NAME.print.pdf (PDF/X-4) with a job ticket for people
    /// (NAME.ticket.txt) and programs (NAME.ticket.json); blank pages let each release start on a
    /// front where the layout prints both sides
    #[arg(long, help_heading = PRINT_RUN, value_name = "NAME", conflicts_with_all = ["report", "prune", "shard", "force", "fail_fast"])]
    pub run: Option<String>,
    /// Place the pages of a run on larger sheets; layouts printed on both sides are worked and
    /// turned
    #[arg(long, help_heading = PRINT_RUN, value_enum, value_name = "N-up", requires = "run")]
    pub impose: Option<LowUp>,
    /// The sheet that pages are placed on
    #[arg(long, help_heading = PRINT_RUN, value_enum, ignore_case = true, default_value = "SRA3", requires = "impose")]
    pub sheet: LowSheet,
    /// Print the pages at 70.7 % (A4 as A5), so that four fit on A3 or SRA3
    #[arg(long, help_heading = PRINT_RUN, requires = "impose")]
    pub reduce: bool,
    /// Instead of any edition, write NAME.trace.pdf for people who look at type: boxes of lines and
    /// blocks coloured by tightness, ratios, demerits, and where lines could have ended
    #[arg(long, conflicts_with_all = ["edition", "run", "report", "prune", "shard", "force", "fail_fast"])]
    pub trace_lines: bool,
    /// Leave out releases dated before this day
    #[arg(long, help_heading = FOLDERS, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// Stop at the first release that fails
    #[arg(long, help_heading = FOLDERS)]
    pub fail_fast: bool,
    /// Remove the output of releases that are gone
    #[arg(long, help_heading = FOLDERS)]
    pub prune: bool,
    /// Render only part I of N, the same on every machine
    #[arg(long, help_heading = FOLDERS, value_name = "I/N")]
    pub shard: Option<String>,
}

/// Pages on a sheet as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowUp {
    /// Two pages side by side
    #[value(name = "2-up")]
    Two,
    /// Two rows of two
    #[value(name = "4-up")]
    Four,
}

/// A sheet as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowSheet {
    /// 297 x 420 mm; two A4 fill it without bleed and marks
    #[value(name = "A3")]
    A3,
    /// 320 x 450 mm
    #[value(name = "SRA3")]
    Sra3,
    /// 450 x 640 mm, for 4-up A4
    #[value(name = "SRA2")]
    Sra2,
}

/// An edition as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowEdition {
    Mail,
    Print,
    Archive,
    /// PDF/X-4, PDF/A-2a and PDF/UA-1 in one file
    Triple,
    /// mail, print and archive
    All,
}

#[derive(Args, Debug)]
pub struct LowCheck {
    /// Release files (*.ron) or folders, searched recursively
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A layout name or file instead of the one each release names
    #[arg(long, value_name = "NAME|FILE")]
    pub layout: Option<String>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "Implements the rules as published by the standards' application notes and \
the Ghent Workgroup; not certified. Exit status 1 when a file has errors."
)]
pub struct LowPreflight {
    /// PDF files of any maker
    #[arg(required = true, value_name = "FILE.pdf")]
    pub files: Vec<PathBuf>,
    /// gwg2022-sheet, gwg2015-sheet, online-shop, or a preset of your own (*.ron)
    #[arg(long, value_name = "NAME|FILE", default_value = "gwg2022-sheet")]
    pub preset: String,
    /// Reports as JSON on standard output
    #[arg(long)]
    pub json: bool,
    /// Also write a page with pictures and marked findings beside each file's name into this folder
    #[arg(long, value_name = "DIR")]
    pub html: Option<PathBuf>,
    /// Leave out the total ink measurement, the slow part
    #[arg(long)]
    pub no_ink: bool,
}

#[derive(Args, Debug)]
pub struct LowVerify {
    /// Archive editions
    #[arg(required = true, value_name = "FILE.pdf")]
    pub files: Vec<PathBuf>,
}

#[derive(Args, Debug)]
#[command(
    after_help = "A file that was written after it was judged has no verdict, and a warning \
says so; so does one for every report on a file that did not pass. Bags are made all the same, unless \
--deny-warnings is given.\n\nExample: pressblatt package out/ --to packages/ --verdicts report.json"
)]
pub struct LowPackage {
    /// The output folder of `render`; with --check, a bag or a folder of bags
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// What goes into one bag
    #[arg(long, value_enum, default_value_t = LowPeriod::Month)]
    pub by: LowPeriod,
    /// Where the bags are written
    #[arg(long, value_name = "DIR", default_value = "packages")]
    pub to: PathBuf,
    /// Only check bags that are there
    #[arg(long)]
    pub check: bool,
    /// Reports of veraPDF (`verapdf --format json --recurse out/ > report.json`): what it says of
    /// each file goes into index, events and page. May be given several times: the newest
    /// verdict by a profile counts
    #[arg(long, value_name = "REPORT", conflicts_with = "check")]
    pub verdicts: Vec<PathBuf>,
}

#[derive(Args, Debug)]
#[command(after_help = "Every shard must be there once, made from the same files with the same \
program and options, with every release rendered and every file unchanged; otherwise the exit \
status is 1, what is missing is named and nothing is written.\n\nExample: pressblatt merge out-1 out-2 --to out")]
pub struct LowMerge {
    /// The output folders of all shards
    #[arg(required = true, value_name = "DIR")]
    pub folders: Vec<PathBuf>,
    /// Where they are joined; without it they are only checked
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowPeriod {
    /// The releases of a month
    Month,
    /// The releases of a year
    Year,
}

#[derive(Args, Debug)]
pub struct LowNew {
    /// What to start
    #[arg(value_enum)]
    pub what: LowTemplate,
    /// Its name; `.ron` is added
    pub name: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowTemplate {
    /// A press release
    Release,
    /// A house layout
    Layout,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// What a command does stands before what all commands share.
    #[test]
    fn the_help_of_a_command_shows_its_own_options_first() {
        for command in ["render", "check", "preflight", "verify", "package", "merge", "mail", "new"]
        {
            let mut low = super::Low::command();
            low.build();
            let help = low.find_subcommand_mut(command).unwrap().render_long_help().to_string();
            let (own, shared) = help.split_once("\nOptions of every command:\n").unwrap();
            for option in ["--message-format", "--deny-warnings", "--quiet", "--color"] {
                assert!(!own.contains(option) && shared.contains(option), "{command} {option}");
            }
        }
    }

    #[test]
    fn the_command_line_is_sound() {
        super::Low::command().debug_assert();
    }
}
