//! The press mailing: messages (RFC 5322, MIME), lists of recipients, the
//! journal, embargo rules, SMTP.
//!
//! A [`Letter`] is what everybody gets; a [`Message`] is a letter addressed to
//! somebody. Both are the same bytes for the same release on every machine.
//! Nothing here reads the clock or the environment.

mod content;
mod embargo;
mod encode;
mod entity;
mod flowed;
mod header;
mod html;
mod job;
mod journal;
mod letter;
mod photos;
mod recipients;
mod related;
mod send;
mod smtp;
mod style;
mod subject;
mod text;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

pub use content::Source;
pub use embargo::{Embargoed, embargoed};
pub use header::Mailbox;
pub use job::{Prepared, message, prepare, superseded};
pub use journal::{Journal, State};
pub use letter::{Addressing, Letter, Message, Options, Photos, To};
pub use recipients::{Recipient, read_recipients};
pub use related::{Superseded, superseded_by};
pub use send::{Doubt, INTERRUPTED, Outbox, Plan, Report, Transport, Verdict};
pub use smtp::{Credentials, Security, Server, Smtp};
