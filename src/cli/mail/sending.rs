//! Sending: what has to be settled before, and what is told after.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::Duration;

use jiff::Timestamp;

use super::args::{Mailing, Password, Sending};
use super::{describe, stem};
use crate::cli::commands::count;
use crate::cli::high::Common;
use crate::cli::interrupt;
use crate::cli::report::Reporter;
use crate::delivery::assets::{AssetLimit, read_file};
use crate::delivery::lock::FolderLock;
use crate::delivery::mail::{
    Credentials, Embargoed, INTERRUPTED, Journal, Mailbox, Outbox, Plan, Prepared, Recipient,
    Report, Smtp, embargoed,
};
use crate::diag::{Diagnostic, Origin};
use crate::model::Layout;

/// Sends a letter to everybody on the list who misses it.
pub fn send(
    mailing: &Mailing,
    sending: &Sending,
    prepared: &Prepared,
    recipients: &[Recipient],
    common: &Common,
    reporter: &mut Reporter,
) {
    if let Err(diagnostic) = attempt(mailing, sending, prepared, recipients, common, reporter) {
        reporter.show(&diagnostic.into());
    }
}

fn attempt(
    mailing: &Mailing,
    sending: &Sending,
    prepared: &Prepared,
    recipients: &[Recipient],
    common: &Common,
    reporter: &mut Reporter,
) -> Result<(), Diagnostic> {
    let confirm = embargo(sending, prepared)?;
    let path = mailing.out.join(format!("{}.mail-journal.jsonl", stem(mailing)));
    // Two runs at once could send twice; what a dry run tells may be old.
    let lock = if mailing.dry_run { None } else { Some(lock(&mailing.out)?) };
    let mut journal = Journal::read(&path)?;
    let lang = &prepared.sheet.document.info.lang;
    let batch = mailing.bcc.unwrap_or(1);
    let plan = Plan::new(recipients, &journal, prepared.hash, lang, batch, sending.doubt);
    if !sending.force
        && let Some(diagnostic) = changed(&plan)
    {
        return Err(diagnostic);
    }
    for recipient in &plan.doubtful {
        reporter
            .show(&doubtful(&recipient.mailbox, "an earlier run was cut off", recipients).into());
    }
    if mailing.dry_run {
        show_plan(sending, prepared, &plan, confirm, reporter);
        return Ok(());
    }
    if confirm && !asked(prepared, plan.count(), common) {
        return Err(unconfirmed(prepared));
    }
    if plan.count() == 0 {
        reporter.say(&format!("nothing to send{}", left_out(&plan)));
        return Ok(());
    }
    let report = deliver(mailing, sending, prepared, &plan, &mut journal)?;
    drop(lock);
    tell(&report, &plan, recipients, reporter);
    Ok(())
}

/// Another folder would have another journal: some would get it twice.
fn lock(out: &Path) -> Result<FolderLock, Diagnostic> {
    FolderLock::take(out).map_err(|told| {
        let hint = match told.code {
            "folder-in-use" => "wait until it has ended",
            _ => "the journal in it says who has the release: make it writable",
        };
        told.hint(hint)
    })
}

fn deliver(
    mailing: &Mailing,
    sending: &Sending,
    prepared: &Prepared,
    plan: &Plan<'_>,
    journal: &mut Journal,
) -> Result<Report, Diagnostic> {
    let credentials = match &sending.login {
        None => None,
        Some((user, password)) => {
            Some(Credentials { user: user.clone(), password: password_of(password)? })
        }
    };
    let trusted = sending.trusted.as_ref().map(|path| read_certificates(path)).transpose()?;
    let mut smtp = Smtp::new(sending.server.clone(), credentials, trusted);
    let fixed = mailing.export.timestamp;
    let stop = interrupt::flag();
    let outbox = Outbox {
        letter: &prepared.letter,
        release: prepared.hash,
        journal,
        transport: &mut smtp,
        clock: &|| fixed.unwrap_or_else(now),
        pause: &mut || pause(sending.rate, || stop.load(Ordering::Relaxed)),
        hidden: mailing.bcc.is_some(),
    };
    Ok(outbox.send(plan))
}

/// Waits for the next message's turn; `false` when somebody wants to stop.
fn pause(rate: u32, stopped: impl Fn() -> bool) -> bool {
    const STEP: u64 = 100;
    let mut left = 60_000 / u64::from(rate.max(1));
    while left > 0 && !stopped() {
        std::thread::sleep(Duration::from_millis(left.min(STEP)));
        left = left.saturating_sub(STEP);
    }
    !stopped()
}

/// Whether somebody has to confirm an embargo.
fn embargo(sending: &Sending, prepared: &Prepared) -> Result<bool, Diagnostic> {
    let embargo = prepared.sheet.release.embargo.as_ref();
    let layout = prepared.sheet.layout.layout.as_deref();
    let policy = layout.map(|layout| layout.mail.embargo).unwrap_or_default();
    let zone = layout.and_then(Layout::zone);
    match embargoed(embargo, zone, policy, now()) {
        Embargoed::No => Ok(false),
        Embargoed::Ask => Ok(!sending.yes),
        Embargoed::Refused => {
            let hint =
                "the layout says `mail: (embargo: Refuse)`; send it when the embargo is over";
            Err(about_embargo(prepared, "is in force, and the layout refuses to send before", hint))
        }
    }
}

fn unconfirmed(prepared: &Prepared) -> Diagnostic {
    about_embargo(prepared, "is in force, and nobody confirmed", "--yes confirms")
}

fn about_embargo(prepared: &Prepared, what: &str, hint: &str) -> Diagnostic {
    let sentence = prepared.sheet.document.info.embargo.as_deref().unwrap_or("the embargo");
    Diagnostic::error("embargo", format!("`{sentence}` {what}"))
        .at(&Origin::file(&prepared.sheet.release.source))
        .hint(hint)
}

/// Asks on a terminal; elsewhere nobody can answer.
fn asked(prepared: &Prepared, recipients: usize, common: &Common) -> bool {
    if !common.terminal || common.json || !std::io::stdin().is_terminal() {
        return false;
    }
    let sentence = prepared.sheet.document.info.embargo.as_deref().unwrap_or_default();
    let mut error = std::io::stderr();
    let _ = write!(
        error,
        "{sentence}\nSend to {} all the same? [y/N] ",
        count(recipients, "recipient")
    );
    let _ = error.flush();
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer).is_ok();
    read && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "j" | "ja")
}

fn changed(plan: &Plan<'_>) -> Option<Diagnostic> {
    let first = plan.other_version.first()?;
    let count = plan.other_version.len();
    let message = format!("{count} on the list got this release with other contents");
    let hint = "write a correction (`corrects:`), or send it all the same with --force";
    Some(Diagnostic::error("changed-release", message).at(&first.origin).hint(hint))
}

fn show_plan(
    sending: &Sending,
    prepared: &Prepared,
    plan: &Plan<'_>,
    confirm: bool,
    reporter: &Reporter,
) {
    describe(&prepared.letter, reporter);
    let server = &sending.server;
    let login = sending.login.as_ref().map(|(user, _)| format!(" as {user}")).unwrap_or_default();
    reporter.say(&format!("Server:  {server} ({}){login}", server.security()));
    if confirm {
        reporter.say("An embargo is in force: --yes will be needed");
    }
    for batch in &plan.batches {
        for recipient in batch {
            let photos = if recipient.photos { "" } else { " (no photos)" };
            reporter.say(&format!("would send to {}{photos}", recipient.mailbox));
        }
    }
    let messages = plan.batches.len();
    let (recipients, messages) = (count(plan.count(), "recipient"), count(messages, "message"));
    reporter.say(&format!("{recipients}, {messages}{}", left_out(plan)));
}

fn left_out(plan: &Plan<'_>) -> String {
    let counts = [
        (plan.already.len(), "have it already"),
        (plan.doubtful.len(), "in doubt"),
        (plan.other_language.len(), "want another language"),
    ];
    counts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("; {n} {words}")).collect()
}

fn tell(report: &Report, plan: &Plan<'_>, recipients: &[Recipient], reporter: &mut Reporter) {
    for (mailbox, words) in &report.refused {
        let message = format!("{} was refused: {words}", mailbox.address());
        let hint = "mend or remove the address; the same command tries those that are missing";
        reporter.show(&about("refused", message, mailbox, recipients).hint(hint).into());
    }
    for (mailbox, words) in &report.deferred {
        let message = format!("{} was not taken now: {words}", mailbox.address());
        let hint = "the same command tries again";
        reporter.show(&about("deferred", message, mailbox, recipients).hint(hint).into());
    }
    for (mailbox, words) in &report.doubtful {
        reporter.show(&doubtful(mailbox, words, recipients).into());
    }
    if let Some(diagnostic) = &report.stopped {
        reporter.show(&diagnostic.clone().into());
        if diagnostic.code == INTERRUPTED {
            reporter.stopped(interrupt::exit_code());
        }
    }
    let mut text = format!("sent to {} of {}", report.sent, plan.count());
    if report.untried > 0 {
        text.push_str(&format!("; {} not tried", report.untried));
    }
    reporter.say(&format!("{text}{}", left_out(plan)));
}

fn doubtful(mailbox: &Mailbox, words: &str, recipients: &[Recipient]) -> Diagnostic {
    let message = format!("nobody knows whether {} got the message: {words}", mailbox.address());
    let hint = "ask there, or look into the server's log; --resend-doubtful sends it again";
    about("in-doubt", message, mailbox, recipients).hint(hint)
}

/// A finding at the recipient's place in the list.
fn about(
    code: &'static str,
    message: String,
    mailbox: &Mailbox,
    recipients: &[Recipient],
) -> Diagnostic {
    let diagnostic = Diagnostic::error(code, message);
    match recipients.iter().find(|recipient| recipient.mailbox == *mailbox) {
        Some(recipient) => diagnostic.at(&recipient.origin),
        None => diagnostic,
    }
}

/// The password; a command is run only when it is needed.
fn password_of(password: &Password) -> Result<String, Diagnostic> {
    let command = match password {
        Password::Given(password) => return Ok(password.clone()),
        Password::Command(command) => command,
    };
    let failed = |reason: String| {
        Diagnostic::error("no-password", format!("--password-command {reason}"))
            .hint("it has to print the password on its first line and end with status 0")
    };
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let output = Command::new(shell)
        .arg(flag)
        .arg(command)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| failed(format!("cannot be run: {error}")))?;
    if !output.status.success() {
        return Err(failed(format!("failed: {}", output.status)));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.to_owned()),
        None => Err(failed("printed nothing".to_owned())),
    }
}

fn read_certificates(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    read_file(path, AssetLimit::Release).map_err(|error| {
        let message = format!("{} cannot be read: {error}", path.display());
        Diagnostic::error("unreadable-file", message).hint("--smtp-ca names a PEM file")
    })
}

#[expect(clippy::disallowed_methods, reason = "messages are dated, embargoes end")]
fn now() -> Timestamp {
    Timestamp::now()
}
