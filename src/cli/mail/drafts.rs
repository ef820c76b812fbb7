//! Drafts: `.eml` files that mail programs open for sending.

use std::path::PathBuf;

use super::args::Mailing;
use super::{describe, stem};
use crate::cli::report::Reporter;
use crate::delivery::mail::{Addressing, Mailbox, Prepared, Recipient, To};
use crate::delivery::write::{unwritable, write_whole};

/// Writes one draft without a list, one a recipient or batch with one.
pub fn write(
    mailing: &Mailing,
    prepared: &Prepared,
    recipients: &[Recipient],
    reporter: &mut Reporter,
) {
    let lang = &prepared.sheet.document.info.lang;
    let readers: Vec<&Recipient> = recipients.iter().filter(|r| r.reads(lang)).collect();
    let drafts = drafts(mailing, &readers);
    if mailing.dry_run {
        describe(&prepared.letter, reporter);
    }
    let mut written = Vec::new();
    for (path, to, photos) in &drafts {
        let boxes: Vec<&Mailbox> = to.iter().map(|recipient| &recipient.mailbox).collect();
        let to = match boxes.as_slice() {
            [] => To::Nobody,
            [only] if mailing.bcc.is_none() => To::One(only),
            all => To::Hidden(all),
        };
        let timestamp = mailing.export.timestamp;
        let addressing = Addressing { to, photos: *photos, draft: true, timestamp };
        let message = prepared.letter.message(&addressing);
        if mailing.dry_run {
            reporter.say(&format!(
                "would write {} ({} kB)",
                path.display(),
                message.bytes.len().div_ceil(1000)
            ));
        } else if let Err(error) = write_whole(path, &message.bytes) {
            reporter.show(&unwritable(path, &error).into());
            return;
        } else {
            written.push(path);
        }
    }
    match written.as_slice() {
        [] => {}
        [only] => reporter.say(&format!("wrote {}", only.display())),
        many => {
            let folder = mailing.out.join(stem(mailing));
            reporter.say(&format!("wrote {} drafts into {}", many.len(), folder.display()));
        }
    }
    let others = recipients.len() - readers.len();
    if others > 0 {
        reporter.say(&format!("{others} on the list want another language than {lang}"));
    }
}

/// Path, recipients and photos of every draft.
fn drafts<'a>(
    mailing: &Mailing,
    readers: &[&'a Recipient],
) -> Vec<(PathBuf, Vec<&'a Recipient>, bool)> {
    let stem = stem(mailing);
    if mailing.to.is_none() {
        return vec![(mailing.out.join(format!("{stem}.eml")), Vec::new(), true)];
    }
    let folder = mailing.out.join(&stem);
    let Some(size) = mailing.bcc else {
        let one = |recipient: &&'a Recipient| {
            // Addresses have no slash but may have other signs.
            let name = recipient.mailbox.key().replace(['/', '*', '?', '|'], "_");
            (folder.join(format!("{name}.eml")), vec![*recipient], recipient.photos)
        };
        return readers.iter().map(one).collect();
    };
    let mut drafts = Vec::new();
    for photos in [true, false] {
        let group: Vec<&Recipient> =
            readers.iter().copied().filter(|r| r.photos == photos).collect();
        for batch in group.chunks(size) {
            let name = format!("bcc-{}.eml", drafts.len() + 1);
            drafts.push((folder.join(name), batch.to_vec(), photos));
        }
    }
    drafts
}
