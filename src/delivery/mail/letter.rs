//! The message that everybody gets, and addressing it to somebody.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::content::{Content, Source, base_name};
use super::entity::{Entity, File};
use super::header::{Header, Mailbox};
use super::html::{Shown, html};
use super::photos::{self, Preview};
use super::subject::subject;
use super::text::text;
use crate::compose::document::Attachment;
use crate::delivery::hash::Hash;
use crate::diag::{Diagnostic, Diagnostics, Origin};
use crate::markup::{self, Context, Inline};
use crate::model::Layout;
use crate::model::release::{Photo, Release};

/// Warned about beyond this size where the layout states no limit (10 MB):
/// many servers refuse more.
const SIZE_LIMIT: u64 = 10_000_000;

/// How a letter is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// File name of the attached sheet, e.g. `2021-202.mail.pdf`.
    pub pdf_name: String,
    /// Which photos go along.
    pub photos: Photos,
}

/// Which photos go along with a message.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Photos {
    /// As the release has them.
    #[default]
    Originals,
    /// Smaller where the message would grow beyond the layout's limit.
    Fit,
    /// None.
    None,
}

/// What everybody gets, encoded once.
#[derive(Clone, Debug)]
pub struct Letter {
    subject: String,
    language: String,
    from: Mailbox,
    /// Where answers go when that is another address.
    reply_to: Option<Mailbox>,
    date: Timestamp,
    /// Of everything in it; boundaries and message ids come from here.
    hash: String,
    body: Entity,
    files: Vec<Entity>,
    photos: Vec<Entity>,
    /// How large a message may be, in bytes.
    limit: u64,
}

/// A complete message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// Its `Message-ID`, without brackets.
    pub id: String,
    /// Header and body; all lines end with CRLF, all bytes are ASCII.
    pub bytes: Vec<u8>,
}

/// To whom a letter goes.
#[derive(Clone, Copy, Debug)]
pub struct Addressing<'a> {
    /// What the header says.
    pub to: To<'a>,
    /// Whether photos go along.
    pub photos: bool,
    /// A draft that mail programs open for sending (`X-Unsent`).
    pub draft: bool,
    /// When it is sent; the date of the release when absent.
    pub timestamp: Option<Timestamp>,
}

/// What the header says about recipients.
#[derive(Clone, Copy, Debug)]
pub enum To<'a> {
    /// Nothing yet.
    Nobody,
    /// One recipient.
    One(&'a Mailbox),
    /// Several who do not see each other; a draft names them as `Bcc`.
    Hidden(&'a [&'a Mailbox]),
}

impl Letter {
    /// Makes the letter of a release. `pdf` is its mail edition.
    ///
    /// # Errors
    /// When the layout names no sender, or a photo must not leave the house.
    /// Warnings go to `diags` in any case.
    pub fn new(
        source: Source<'_>,
        pdf: &[u8],
        options: &Options,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let from = sender(source, diags)?;
        let material = Material::collect(source, pdf, options, diags)?;
        let subject = subject(source);
        let content = Content::new(source);
        let shown: Vec<Shown> = material.previews.iter().map(|p| p.shown(&from)).collect();
        let plain = text(&content);
        let rich = html(&content, source.layout, &subject, &shown);
        let hash = material.hash(&[&subject, &plain, &rich, from.address()]);
        let language = content.lang.as_str().to_owned();
        let flowed = [("format", "flowed"), ("delsp", "no")];
        let plain = Entity::text("text/plain", &flowed, &language, &plain);
        let rich = Entity::text("text/html", &[], &language, &rich);
        let rich = with_pictures(rich, &material.previews, &shown, &hash);
        let body = Entity::multi("alternative", "a", &hash, &[&plain, &rich]);
        let noon = source.release.date.at(12, 0, 0, 0).to_zoned(TimeZone::UTC);
        let letter = Self {
            subject,
            language,
            reply_to: contact(source).filter(|reply| reply.key() != from.key()),
            from,
            date: noon.map_or(Timestamp::UNIX_EPOCH, |noon| noon.timestamp()),
            hash,
            body,
            files: material.files.iter().map(NamedFile::entity).collect(),
            photos: material.photos.iter().map(NamedFile::entity).collect(),
            limit: limit(source.layout),
        };
        letter.check_size(source, diags);
        Some(letter)
    }

    /// The subject in one line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The sender.
    pub fn from(&self) -> &Mailbox {
        &self.from
    }

    /// About how large a message is, in bytes.
    pub fn size(&self, photos: bool) -> usize {
        let photos = self.photos.iter().filter(|_| photos);
        let parts = self.files.iter().chain(photos);
        1_000 + self.body.as_bytes().len() + parts.map(|p| p.as_bytes().len() + 80).sum::<usize>()
    }

    /// The message to somebody.
    pub fn message(&self, addressing: &Addressing<'_>) -> Message {
        let to = match addressing.to {
            To::Nobody => String::new(),
            To::One(mailbox) => mailbox.key(),
            To::Hidden(all) => all.iter().map(|m| m.key() + "\n").collect(),
        };
        let photos = addressing.photos && !self.photos.is_empty();
        let salt = format!("{}\n{photos}\n{to}", self.hash);
        let id = format!("{}@{}", short(Hash::of(salt.as_bytes())), self.from.domain());
        let mut header = Header::default();
        header.text("Date", &date(addressing.timestamp.unwrap_or(self.date)));
        header.mailboxes("From", std::slice::from_ref(&self.from));
        if let Some(reply_to) = &self.reply_to {
            header.mailboxes("Reply-To", std::slice::from_ref(reply_to));
        }
        match addressing.to {
            To::Nobody => {}
            To::One(mailbox) => header.mailboxes("To", std::slice::from_ref(mailbox)),
            // A mail program takes the hidden ones out of a draft.
            To::Hidden(all) if addressing.draft => {
                let all: Vec<Mailbox> = all.iter().map(|m| (*m).clone()).collect();
                header.mailboxes("Bcc", &all);
            }
            To::Hidden(_) => header.text("To", "undisclosed-recipients:;"),
        }
        header.text("Subject", &self.subject);
        header.text("Message-ID", &format!("<{id}>"));
        header.text("Content-Language", &self.language);
        if addressing.draft {
            header.text("X-Unsent", "1");
        }
        header.text("MIME-Version", "1.0");
        let photos = self.photos.iter().filter(|_| photos);
        let parts: Vec<&Entity> =
            std::iter::once(&self.body).chain(&self.files).chain(photos).collect();
        let mixed = Entity::multi("mixed", "m", &self.hash, &parts);
        let mut bytes = header.as_bytes().to_vec();
        bytes.extend_from_slice(mixed.as_bytes());
        Message { id, bytes }
    }

    /// Whether it grew beyond the layout's limit, photos included.
    pub fn is_too_large(&self) -> bool {
        self.size(true) as u64 > self.limit
    }

    fn check_size(&self, source: Source<'_>, diags: &mut Diagnostics) {
        let (size, limit) = (self.size(true) as u64, self.limit);
        if !self.is_too_large() {
            return;
        }
        let without = megabytes(self.size(false) as u64);
        let message =
            format!("the message has {}, more than {}", megabytes(size), megabytes(limit));
        let hint = format!("without photos it has {without}; `--photos fit` makes them smaller");
        diags.push(
            Diagnostic::warning("message-too-large", message)
                .at(&Origin::file(&source.release.source))
                .hint(hint),
        );
    }
}

/// How large a message of a house may be, in bytes.
fn limit(layout: &Layout) -> u64 {
    layout.mail.size_limit.unwrap_or(SIZE_LIMIT)
}

/// `1.5 MB`.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.div_ceil(100_000);
    format!("{}.{} MB", tenths / 10, tenths % 10)
}

/// RFC 5322, 3.3; in UTC, as the place of the sender is not known.
fn date(timestamp: Timestamp) -> String {
    timestamp.to_zoned(TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// Enough of a hash for ids and boundaries.
fn short(hash: Hash) -> String {
    hash.to_string().chars().take(32).collect()
}

/// The layout's sender, or the first mail address of the contact block.
fn sender(source: Source<'_>, diags: &mut Diagnostics) -> Option<Mailbox> {
    let info = &source.document.info;
    let hint = "write `mail: (from: \"presse@example.org\")` into the layout";
    if let Some(text) = &source.layout.mail.from {
        let mailbox = Mailbox::parse(text.as_str());
        if mailbox.is_none() {
            let message = format!("`{}` is no mail address", text.as_str().trim());
            diags.push(Diagnostic::error("bad-sender", message).at(text.origin()).hint(hint));
        }
        let mailbox = mailbox?;
        return match mailbox.name() {
            "" => Mailbox::new(mailbox.address(), &info.organisation),
            _ => Some(mailbox),
        };
    }
    let found = contact(source);
    if found.is_none() {
        let message = "neither layout nor contact block names a mail address to send from";
        let origin = Origin::file(&source.layout.source);
        diags.push(Diagnostic::error("no-sender", message).at(&origin).hint(hint));
    }
    found
}

/// The first mail address of the contact block.
fn contact(source: Source<'_>) -> Option<Mailbox> {
    let info = &source.document.info;
    let lines = source.release.contact.as_ref().unwrap_or(&source.layout.letterhead.contact);
    let context = Context::new(&info.lang);
    let read = |line| markup::read_inline(line, &context, &mut Diagnostics::new());
    lines.iter().flat_map(read).find_map(|inline| {
        let Inline::Text(run) = inline else { return None };
        let target = run.link.as_ref()?.target.strip_prefix("mailto:")?;
        Mailbox::new(target.split('?').next()?, &info.organisation)
    })
}

/// A file with the name it gets in the message.
struct NamedFile {
    name: String,
    mime: String,
    description: String,
    bytes: std::sync::Arc<[u8]>,
}

impl NamedFile {
    fn entity(&self) -> Entity {
        Entity::file(&self.as_file(), None)
    }

    fn as_file(&self) -> File<'_> {
        File {
            name: &self.name,
            mime: &self.mime,
            description: &self.description,
            bytes: &self.bytes,
        }
    }
}

/// Everything that is not text.
struct Material {
    files: Vec<NamedFile>,
    photos: Vec<NamedFile>,
    previews: Vec<Preview>,
}

impl Material {
    fn collect(
        source: Source<'_>,
        pdf: &[u8],
        options: &Options,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let release = source.release;
        let photos: &[Photo] = match options.photos {
            Photos::None => &[],
            _ => &release.photos,
        };
        let mut names = Vec::new();
        let mut files = vec![NamedFile {
            name: unique(base_name(&options.pdf_name), &mut names),
            mime: "application/pdf".to_owned(),
            description: source.document.info.title.clone(),
            bytes: pdf.into(),
        }];
        for attachment in source.document.attachments.iter().filter(|a| !is_photo(a, release)) {
            files.push(NamedFile {
                name: unique(&attachment.name, &mut names),
                mime: attachment.mime.clone(),
                description: attachment.description.clone(),
                bytes: std::sync::Arc::clone(&attachment.bytes),
            });
        }
        if !photos.is_empty() && !may_leave(source, diags) {
            return None;
        }
        let mut attached = Vec::new();
        for photo in photos {
            if let Some(bytes) = photos::bytes(photo, source.document) {
                attached.push(NamedFile {
                    name: unique(base_name(photo.file.as_str()), &mut names),
                    mime: photos::mime(&bytes).to_owned(),
                    description: photo
                        .credit
                        .as_ref()
                        .map_or_else(String::new, |c| c.as_str().to_owned()),
                    bytes,
                });
            }
        }
        let previews = photos::previews(photos, source.document);
        let mut material = Self { files, photos: attached, previews };
        if options.photos == Photos::Fit {
            material.fit(limit(source.layout));
        }
        Some(material)
    }

    /// Makes photos smaller until the message keeps the limit, all by the
    /// same longest side.
    fn fit(&mut self, limit: u64) {
        // Base64 makes four bytes of three, and lines of 76 have two more.
        let encoded = |bytes: usize| bytes as u64 * 137 / 100;
        let previews: u64 = self.previews.iter().map(|p| encoded(p.bytes().len())).sum();
        let fixed: u64 = self.files.iter().map(|f| encoded(f.bytes.len())).sum::<u64>() + previews;
        let room = limit.saturating_sub(fixed + 50_000);
        for side in [4096, 3072, 2048, 1600, 1200, 900] {
            let size: u64 = self.photos.iter().map(|p| encoded(p.bytes.len())).sum();
            if size <= room {
                return;
            }
            for photo in &mut self.photos {
                if let Some(smaller) = photos::shrink(&photo.bytes, side) {
                    photo.bytes = smaller.into();
                }
            }
        }
    }

    fn hash(&self, texts: &[&str]) -> String {
        let mut all = Vec::new();
        for text in texts {
            all.extend_from_slice(Hash::of(text.as_bytes()).to_string().as_bytes());
        }
        for file in self.files.iter().chain(&self.photos) {
            all.extend_from_slice(Hash::of(file.name.as_bytes()).to_string().as_bytes());
            all.extend_from_slice(Hash::of(&file.bytes).to_string().as_bytes());
        }
        short(Hash::of(&all))
    }
}

/// Whether a file that goes with a sheet is one of its photos.
pub(super) fn is_photo(file: &Attachment, release: &Release) -> bool {
    release.photos.iter().any(|photo| file.origin.as_ref() == Some(photo.file.origin()))
}

/// A photo leaves the house only with its rights stated.
fn may_leave(source: Source<'_>, diags: &mut Diagnostics) -> bool {
    let mut good = true;
    for photo in source.release.photos_without_rights(source.layout) {
        let message = format!("`{}` leaves the house without stated rights", photo.file.as_str());
        let finding = Diagnostic::error("photo-without-rights", message).at(photo.file.origin());
        diags.push(finding.hint("add `rights:`, or leave photos out with --photos none"));
        good = false;
    }
    good
}

/// The HTML part with the pictures it shows (RFC 2387).
fn with_pictures(rich: Entity, previews: &[Preview], shown: &[Shown], hash: &str) -> Entity {
    if previews.is_empty() {
        return rich;
    }
    let pictures: Vec<Entity> = previews
        .iter()
        .zip(shown)
        .map(|(preview, shown)| Entity::file(&preview.as_file(), Some(&shown.cid)))
        .collect();
    let mut parts = vec![&rich];
    parts.extend(&pictures);
    Entity::multi("related", "r", hash, &parts)
}

/// A name that no other file of the message has: `a.jpg`, `a-2.jpg`.
fn unique(name: &str, names: &mut Vec<String>) -> String {
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut wanted = name.to_owned();
    for number in 2.. {
        if !names.contains(&wanted) {
            break;
        }
        wanted = format!("{stem}-{number}{extension}");
    }
    names.push(wanted.clone());
    wanted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_given_once() {
        let mut names = Vec::new();
        let given = ["a.jpg", "a.jpg", "b", "b", "a.jpg"].map(|name| unique(name, &mut names));
        assert_eq!(given, ["a.jpg", "a-2.jpg", "b", "b-2", "a-3.jpg"]);
    }

    #[test]
    fn dates_are_those_of_mail() {
        let moment: Timestamp = "2021-02-07T09:05:00Z".parse().expect("a moment");
        assert_eq!(date(moment), "Sun, 07 Feb 2021 09:05:00 +0000");
    }

    #[test]
    fn sizes_are_rounded_up() {
        assert_eq!(megabytes(1_500_000), "1.5 MB");
        assert_eq!(megabytes(1_500_001), "1.6 MB");
    }
}
