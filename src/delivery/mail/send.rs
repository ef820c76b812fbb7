//! Sending: who still misses the release, one message after the other, the
//! journal written before and after each.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::header::Mailbox;
use super::journal::{Journal, State};
use super::letter::{Addressing, Letter, To};
use super::recipients::Recipient;
use crate::delivery::hash::Hash;
use crate::diag::Diagnostic;
use crate::model::Lang;

/// What a server said to one recipient of a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// It took the message.
    Sent,
    /// It will not take it; its words.
    Refused(String),
    /// It did not take it now; its words.
    Deferred(String),
    /// The connection ended before it answered.
    Doubt(String),
}

/// A way to hand messages over.
pub trait Transport {
    /// Hands a message over; one verdict a recipient, in their order.
    ///
    /// # Errors
    /// When no message can be handed over at all: no connection, no trust, no
    /// login, the sender refused. Nothing was sent then.
    fn send(
        &mut self,
        from: &Mailbox,
        to: &[&Mailbox],
        message: &[u8],
    ) -> Result<Vec<Verdict>, Diagnostic>;
}

/// What happens to messages in doubt.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Doubt {
    /// They are reported and left alone.
    #[default]
    Leave,
    /// They are sent again: rather twice than not at all.
    Send,
}

/// Who gets a message and who does not.
#[derive(Clone, Debug)]
pub struct Plan<'a> {
    /// Messages to send: recipients who share one.
    pub batches: Vec<Vec<&'a Recipient>>,
    /// Have it already.
    pub already: Vec<&'a Recipient>,
    /// May have it already.
    pub doubtful: Vec<&'a Recipient>,
    /// Got it with other contents.
    pub other_version: Vec<&'a Recipient>,
    /// Want another language.
    pub other_language: Vec<&'a Recipient>,
}

impl<'a> Plan<'a> {
    /// Sorts a list of recipients. `batch` is the number of recipients of one
    /// message; 1 writes to everybody by name.
    pub fn new(
        recipients: &'a [Recipient],
        journal: &Journal,
        release: Hash,
        lang: &Lang,
        batch: usize,
        doubt: Doubt,
    ) -> Self {
        let mut plan = Self {
            batches: Vec::new(),
            already: Vec::new(),
            doubtful: Vec::new(),
            other_version: Vec::new(),
            other_language: Vec::new(),
        };
        // Those with photos get another message than those without.
        let mut waiting: BTreeMap<bool, Vec<&Recipient>> = BTreeMap::new();
        let mut ready = Vec::new();
        for recipient in recipients {
            let key = recipient.mailbox.key();
            if !recipient.reads(lang) {
                plan.other_language.push(recipient);
                continue;
            }
            if journal.other_version(release, &key) {
                plan.other_version.push(recipient);
            }
            match (journal.state(release, &key), doubt) {
                (Some(State::Sent), _) => plan.already.push(recipient),
                (Some(State::Sending), Doubt::Leave) => plan.doubtful.push(recipient),
                _ => {
                    let group = waiting.entry(recipient.photos).or_default();
                    group.push(recipient);
                    if group.len() >= batch.max(1) {
                        ready.push(std::mem::take(group));
                    }
                }
            }
        }
        plan.batches = ready;
        plan.batches.extend(waiting.into_values().filter(|group| !group.is_empty()));
        plan
    }

    /// How many recipients get a message.
    pub fn count(&self) -> usize {
        self.batches.iter().map(Vec::len).sum()
    }
}

/// What became of a sending.
#[derive(Clone, Default, Debug)]
pub struct Report {
    /// Recipients whose message the server took.
    pub sent: usize,
    /// Refused for good, with the server's words.
    pub refused: Vec<(Mailbox, String)>,
    /// Not taken now, with the server's words.
    pub deferred: Vec<(Mailbox, String)>,
    /// In doubt, with the reason.
    pub doubtful: Vec<(Mailbox, String)>,
    /// Not tried, for something ended the sending.
    pub untried: usize,
    /// What ended it.
    pub stopped: Option<Diagnostic>,
}

/// Sends a letter.
pub struct Outbox<'a> {
    /// What everybody gets.
    pub letter: &'a Letter,
    /// Hash of the release and its files.
    pub release: Hash,
    /// Who has it.
    pub journal: &'a mut Journal,
    /// The way out.
    pub transport: &'a mut dyn Transport,
    /// The date of messages and journal entries.
    pub clock: &'a dyn Fn() -> Timestamp,
    /// Called before every message but the first; `false` ends the sending.
    pub pause: &'a mut dyn FnMut() -> bool,
    /// Whether batches hide their recipients from each other.
    pub hidden: bool,
}

impl Outbox<'_> {
    /// Sends everything planned. What has an answer is in the journal.
    pub fn send(mut self, plan: &Plan<'_>) -> Report {
        let mut report = Report::default();
        for (index, batch) in plan.batches.iter().enumerate() {
            let go_on = index == 0 || (self.pause)();
            let result = if go_on { self.batch(batch, &mut report) } else { Err(interrupted()) };
            if let Err(diagnostic) = result {
                report.stopped = Some(diagnostic);
                let rest = plan.batches.get(index..).unwrap_or_default();
                report.untried = rest.iter().map(Vec::len).sum();
                return report;
            }
        }
        report
    }

    fn batch(&mut self, batch: &[&Recipient], report: &mut Report) -> Result<(), Diagnostic> {
        let mailboxes: Vec<&Mailbox> = batch.iter().map(|r| &r.mailbox).collect();
        let keys: Vec<String> = mailboxes.iter().map(|m| m.key()).collect();
        let to = match mailboxes.as_slice() {
            [only] if !self.hidden => To::One(only),
            all => To::Hidden(all),
        };
        let now = (self.clock)();
        let photos = batch.first().is_some_and(|r| r.photos);
        let addressing = Addressing { to, photos, draft: false, timestamp: Some(now) };
        let message = self.letter.message(&addressing);
        self.note(&keys, |_| Some((State::Sending, message.id.as_str())), now)?;
        let verdicts = match self.transport.send(self.letter.from(), &mailboxes, &message.bytes) {
            Ok(verdicts) => verdicts,
            Err(diagnostic) => {
                // Nothing went out, so nothing is in doubt.
                let words = diagnostic.message.clone();
                self.note(&keys, |_| Some((State::Deferred, words.as_str())), (self.clock)())?;
                return Err(diagnostic);
            }
        };
        let state = |index: usize| match verdicts.get(index) {
            Some(Verdict::Sent) => Some((State::Sent, "")),
            Some(Verdict::Refused(words)) => Some((State::Refused, words.as_str())),
            Some(Verdict::Deferred(words)) => Some((State::Deferred, words.as_str())),
            Some(Verdict::Doubt(_)) | None => None,
        };
        let written = self.note(&keys, state, (self.clock)());
        for (mailbox, verdict) in mailboxes.into_iter().zip(verdicts) {
            match verdict {
                Verdict::Sent => report.sent += 1,
                Verdict::Refused(words) => report.refused.push((mailbox.clone(), words)),
                Verdict::Deferred(words) => report.deferred.push((mailbox.clone(), words)),
                Verdict::Doubt(words) => report.doubtful.push((mailbox.clone(), words)),
            }
        }
        written
    }

    fn note<'n>(
        &mut self,
        keys: &[String],
        state: impl Fn(usize) -> Option<(State, &'n str)>,
        now: Timestamp,
    ) -> Result<(), Diagnostic> {
        let entries = keys.iter().enumerate().filter_map(|(index, key)| {
            let (state, note) = state(index)?;
            Some((key.as_str(), state, note))
        });
        let entries: Vec<_> = entries.collect();
        if entries.is_empty() {
            return Ok(());
        }
        self.journal.record(self.release, &entries, now)
    }
}

/// The code of what is told when a pause ends the sending.
pub const INTERRUPTED: &str = "interrupted";

fn interrupted() -> Diagnostic {
    Diagnostic::error(INTERRUPTED, "sending was interrupted")
        .hint("the same command sends what is missing")
}
