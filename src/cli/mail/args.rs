//! Arguments of `pressblatt mail`: as typed, and what they mean together
//! with the environment. Credentials come from there alone.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::high;
use crate::delivery::mail::{Doubt, Photos, Server};
use crate::export;

/// As typed.
#[derive(Args, Debug)]
#[command(after_help = AFTER)]
pub struct LowMail {
    /// The release (*.ron)
    #[arg(value_name = "RELEASE")]
    pub release: PathBuf,
    /// A layout name or file instead of the one the release names
    #[arg(long, value_name = "NAME|FILE")]
    pub layout: Option<String>,
    /// Folder for drafts and the journal
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Recipients: CSV with address, name, language, photos
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
    /// Which photos go along: as they are, made smaller to keep the layout's size limit, or none
    #[arg(long, value_enum, default_value_t = LowPhotos::Originals)]
    pub photos: LowPhotos,
    /// Recipients of one message, hidden from each other; default: a message each, by name
    #[arg(long, value_name = "N")]
    pub bcc: Option<usize>,
    /// Show what would be written or sent; do neither
    #[arg(long)]
    pub dry_run: bool,
    /// Send by SMTP instead of writing drafts
    #[arg(long, help_heading = SENDING, requires = "to")]
    pub send: bool,
    /// Mail server; TLS unless it is this machine [env: PRESSBLATT_SMTP_SERVER]
    #[arg(long, help_heading = SENDING, value_name = "HOST[:PORT]", requires = "send")]
    pub smtp: Option<String>,
    /// Certificates to trust besides the system's (PEM)
    #[arg(long, help_heading = SENDING, value_name = "FILE", requires = "send")]
    pub smtp_ca: Option<PathBuf>,
    /// A command whose first line of output is the password [env: PRESSBLATT_SMTP_PASSWORD]
    #[arg(long, help_heading = SENDING, value_name = "COMMAND", requires = "send")]
    pub password_command: Option<String>,
    /// Messages a minute
    #[arg(long, help_heading = SENDING, value_name = "N", default_value_t = 60, requires = "send")]
    pub rate: u32,
    /// Confirm an embargo where the layout asks
    #[arg(long, help_heading = SENDING, requires = "send")]
    pub yes: bool,
    /// Send although the release was corrected, withdrawn, or sent before with other contents
    #[arg(long, help_heading = SENDING, requires = "send")]
    pub force: bool,
    /// Send again where nobody knows whether the server took the message
    #[arg(long, help_heading = SENDING, requires = "send")]
    pub resend_doubtful: bool,
}

/// A heading in the help.
const SENDING: &str = "Sending";

const AFTER: &str = "Without --send, drafts (*.eml) that mail programs open for sending are \
written. A second run with --send sends only what is missing; who has the release is in \
`<release>.mail-journal.jsonl` in the output folder.\n\nThe user comes from \
PRESSBLATT_SMTP_USER, the password from PRESSBLATT_SMTP_PASSWORD or --password-command.\n\n\
Example: pressblatt mail releases/2021-202.ron --to verteiler.csv --send --smtp mail.example.org";

/// Photos as typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LowPhotos {
    Originals,
    Fit,
    None,
}

/// A mailing.
#[derive(Clone, Debug)]
pub struct Mailing {
    /// The release.
    pub release: PathBuf,
    /// A layout that replaces the release's.
    pub layout: Option<String>,
    /// Folder for drafts and journal.
    pub out: PathBuf,
    /// The list of recipients.
    pub to: Option<PathBuf>,
    /// Which photos go along.
    pub photos: Photos,
    /// Recipients of one hidden batch; `None` for a message each.
    pub bcc: Option<usize>,
    /// Nothing is written or sent.
    pub dry_run: bool,
    /// Options of the exporter; its instant is that of the messages too.
    pub export: export::Options,
    /// How to send; drafts are written when absent.
    pub send: Option<Sending>,
}

/// How messages are sent.
#[derive(Clone, Debug)]
pub struct Sending {
    /// The server.
    pub server: Server,
    /// Certificates to trust.
    pub trusted: Option<PathBuf>,
    /// Who logs in, and where the password comes from.
    pub login: Option<(String, Password)>,
    /// Messages a minute.
    pub rate: u32,
    /// An embargo is confirmed.
    pub yes: bool,
    /// Superseded and changed releases are sent too.
    pub force: bool,
    /// What happens to messages in doubt.
    pub doubt: Doubt,
}

/// Where a password comes from.
#[derive(Clone)]
pub enum Password {
    /// The environment.
    Given(String),
    /// The first line of what a command prints.
    Command(String),
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password")
    }
}

/// Resolves the arguments.
///
/// # Errors
/// What makes no sense, in words.
pub fn resolve(low: LowMail) -> Result<Mailing, String> {
    if low.bcc == Some(0) {
        return Err("--bcc must be at least 1".to_owned());
    }
    if low.bcc.is_some() && low.to.is_none() {
        return Err("--bcc needs a list of recipients: --to FILE".to_owned());
    }
    let send = if low.send { Some(sending(&low)?) } else { None };
    Ok(Mailing {
        release: low.release,
        layout: low.layout,
        out: low.out,
        to: low.to,
        photos: match low.photos {
            LowPhotos::Originals => Photos::Originals,
            LowPhotos::Fit => Photos::Fit,
            LowPhotos::None => Photos::None,
        },
        bcc: low.bcc,
        dry_run: low.dry_run,
        export: high::export_options()?,
        send,
    })
}

fn sending(low: &LowMail) -> Result<Sending, String> {
    if low.rate == 0 {
        return Err("--rate must be at least 1".to_owned());
    }
    let named = low.smtp.clone().or_else(|| high::variable("PRESSBLATT_SMTP_SERVER"));
    let named = named.ok_or("--send needs a mail server: --smtp HOST or PRESSBLATT_SMTP_SERVER")?;
    let server = Server::parse(&named, low.smtp_ca.is_some())?;
    let command = low.password_command.clone().map(Password::Command);
    let password =
        command.or_else(|| high::variable("PRESSBLATT_SMTP_PASSWORD").map(Password::Given));
    let login = match (high::variable("PRESSBLATT_SMTP_USER"), password) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        (Some(_), None) => {
            return Err("PRESSBLATT_SMTP_USER is set, but there is no password: set \
                        PRESSBLATT_SMTP_PASSWORD or name a --password-command"
                .to_owned());
        }
        (None, Some(_)) => {
            return Err("there is a password, but no PRESSBLATT_SMTP_USER".to_owned());
        }
    };
    Ok(Sending {
        server,
        trusted: low.smtp_ca.clone(),
        login,
        rate: low.rate,
        yes: low.yes,
        force: low.force,
        doubt: if low.resend_doubtful { Doubt::Send } else { Doubt::Leave },
    })
}
