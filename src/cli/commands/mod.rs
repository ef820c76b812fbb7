//! What each command does, in the order a person sees it.

mod check;
mod merge;
mod new;
mod package;
mod preflight;
mod print_run;
mod render;
mod trace;
mod verify;

use super::high::{Command, Common};
use super::mail;
use super::report::Reporter;

/// Runs a command and returns the exit code.
pub fn run(command: Command, common: &Common, reporter: &mut Reporter) -> u8 {
    match command {
        Command::Render { paths, settings } => render::render(&paths, &settings, common, reporter),
        Command::PrintRun { paths, run, settings } => {
            print_run::run(&paths, &run, &settings, reporter);
        }
        Command::Trace { paths, settings } => trace::run(&paths, &settings, reporter),
        Command::Check { paths, layout } => {
            check::check(&paths, layout.as_deref(), common, reporter)
        }
        Command::Preflight(asked) => preflight::run(&asked, reporter),
        Command::Verify { files } => verify::run(&files, reporter),
        Command::Package(order) => package::pack(&order, reporter),
        Command::CheckBags { folder } => package::check_bags(&folder, reporter),
        Command::Merge { folders, to } => merge::run(&folders, to.as_deref(), reporter),
        Command::Mail(mailing) => mail::run(&mailing, common, reporter),
        Command::New { layout, path } => new::new(layout, &path, reporter),
    }
    reporter.exit_code()
}

pub(super) fn count(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
