//! What the message says, in the order of the layout's flow, before it
//! becomes text or HTML.

use crate::compose::Document;
use crate::compose::words::Words;
use crate::diag::Diagnostics;
use crate::markup::{self, Context, Inline, Inlines, Prose, Run};
use crate::model::layout::{FlowItem, Layout, Section};
use crate::model::placeholder::{self, Part, Placeholder};
use crate::model::release::{Embargo, Photo, PhotoPlace, Reference};
use crate::model::{Lang, Release, Text, dates, headings, numbers};

/// What a message is made from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The release.
    pub release: &'a Release,
    /// Its layout.
    pub layout: &'a Layout,
    /// The finished sheet, for what it is about and the files that go with it.
    pub document: &'a Document,
}

/// The message as blocks.
#[derive(Clone, Debug)]
pub(super) struct Content {
    /// Its language.
    pub lang: Lang,
    /// Who sends.
    pub organisation: String,
    /// "Medieninformation", with number and date where the flow has none.
    pub kind: String,
    /// The release.
    pub items: Vec<Item>,
    /// The contact block.
    pub contact: Vec<Inlines>,
}

/// One block.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// Kicker, headline, subhead.
    Title { kicker: Inlines, headline: Inlines, subhead: Inlines },
    /// The embargo.
    Embargo(Inlines),
    /// A line of a style.
    Line(Inlines, String),
    /// A field of a style; headings in it are of this level or below.
    Prose(Prose, &'static str, u8),
    /// The heading of a section.
    Heading(Inlines),
    /// Labels with their values.
    Facts(Vec<(Inlines, Inlines)>),
    /// A photo with what stands below it.
    Photo(Figure),
    /// Files that go with the message.
    Files(Vec<String>),
}

/// A photo in the text.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    /// Its name as the release writes it.
    pub file: String,
    /// What it shows.
    pub alt: String,
    /// Caption.
    pub caption: Inlines,
    /// Credit, rights and file name.
    pub notes: Vec<String>,
    /// Whether the message shows it rather than name it.
    pub shown: bool,
}

impl Content {
    /// Collects everything the message says.
    pub fn new(source: Source<'_>) -> Self {
        let collector = Collector::new(source);
        let kind = collector.kind_line();
        let mut items = Vec::new();
        collector.marks(&mut items);
        for item in &source.layout.flow {
            collector.item(item, &mut items);
        }
        let has_contact = source
            .layout
            .flow
            .iter()
            .any(|item| matches!(item, FlowItem::Section { section: Section::Contact, .. }));
        let contact = if has_contact { Vec::new() } else { collector.contact() };
        Self {
            lang: collector.lang,
            organisation: source.document.info.organisation.clone(),
            kind,
            items,
            contact,
        }
    }
}

struct Collector<'a> {
    release: &'a Release,
    layout: &'a Layout,
    document: &'a Document,
    lang: Lang,
    words: Words,
    context: Context,
}

impl<'a> Collector<'a> {
    fn new(source: Source<'a>) -> Self {
        let Source { release, layout, document } = source;
        let lang = document.info.lang.clone();
        let context = Context::new(&lang)
            .abbreviations(&layout.abbreviations)
            .abbreviations(&release.abbreviations)
            .keep_together(&layout.keep_together)
            .keep_together(&release.keep_together);
        Self { release, layout, document, words: Words::new(&lang), lang, context }
    }

    /// Composing reported what is wrong with the markup.
    fn inline(&self, text: &Text) -> Inlines {
        markup::read_inline(text, &self.context, &mut Diagnostics::new())
    }

    fn plain(&self, text: impl Into<String>) -> Inlines {
        let origin = Text::synthetic("").origin().clone();
        vec![Inline::Text(Run {
            text: text.into(),
            strong: false,
            emphasis: false,
            lang: None,
            link: None,
            expansion: None,
            unbreakable: false,
            origin,
        })]
    }

    fn optional(&self, text: &Option<Text>) -> Inlines {
        text.as_ref().filter(|t| !t.is_blank()).map(|t| self.inline(t)).unwrap_or_default()
    }

    /// "Medieninformation 202 – 17. Februar 2021", less what the flow says.
    fn kind_line(&self) -> String {
        let in_flow = |wanted: Placeholder| {
            self.layout.flow.iter().any(|item| match item {
                FlowItem::Line { template, .. } => {
                    placeholder::parse(template.as_str()).iter().any(
                        |p| matches!(p, Part::Value { placeholder, .. } if *placeholder == wanted),
                    )
                }
                _ => false,
            })
        };
        let mut line = self.document.info.kind.clone();
        if let Some(number) = self.number().filter(|_| !in_flow(Placeholder::Number)) {
            line = format!("{line} {number}");
        }
        if !in_flow(Placeholder::Date) {
            line = format!("{line} – {}", self.date());
        }
        line
    }

    fn number(&self) -> Option<String> {
        let format = self.layout.formats.number.as_deref();
        let year = self.release.date.year();
        self.release.number.as_ref().map(|number| numbers::number(number, format, year))
    }

    fn date(&self) -> String {
        dates::format(self.release.date, self.layout.formats.date, &self.lang)
    }

    /// Embargo and correction come first where the layout forgot them: a
    /// message must never go without.
    fn marks(&self, items: &mut Vec<Item>) {
        let flow = &self.layout.flow;
        if !flow.iter().any(|item| matches!(item, FlowItem::Embargo)) {
            self.embargo(items);
        }
        if !flow.iter().any(|item| matches!(item, FlowItem::Correction)) {
            self.corrections(items);
        }
    }

    fn item(&self, item: &FlowItem, items: &mut Vec<Item>) {
        let release = self.release;
        match item {
            FlowItem::Line { template, style } => self.template(template, style, items),
            FlowItem::Embargo => self.embargo(items),
            FlowItem::Correction => self.corrections(items),
            FlowItem::Title => items.push(Item::Title {
                kicker: self.optional(&release.kicker),
                headline: self.inline(&release.headline),
                subhead: self.optional(&release.subhead),
            }),
            FlowItem::Lead => self.prose(release.lead.as_ref(), "lead", 2, items),
            FlowItem::LeadPhotos(_) => self.photos(PhotoPlace::Lead, items),
            FlowItem::PhotoRow => self.photos(PhotoPlace::Row, items),
            FlowItem::Event => self.event(items),
            FlowItem::Body => self.prose(release.body.as_ref(), "body", 2, items),
            FlowItem::Statements => self.statements(items),
            FlowItem::Section { section, .. } => self.section(*section, items),
            FlowItem::EndMark(text) => {
                items.push(Item::Line(self.inline(text), "end-mark".to_owned()));
            }
            FlowItem::CharacterCount | FlowItem::Space(_) | FlowItem::Rule { .. } => {}
        }
    }

    fn template(&self, template: &Text, style: &str, items: &mut Vec<Item>) {
        let Some(filled) = placeholder::expand(template.as_str(), |name| self.value(name)) else {
            return;
        };
        let text = Text::synthetic(filled);
        if !text.is_blank() {
            items.push(Item::Line(self.inline(&text), style.to_owned()));
        }
    }

    fn value(&self, name: Placeholder) -> String {
        let info = &self.document.info;
        let written =
            |text: &Option<Text>| text.as_ref().map_or_else(String::new, |t| t.as_str().to_owned());
        match name {
            Placeholder::Organisation => info.organisation.clone(),
            Placeholder::Kind => info.kind.clone(),
            Placeholder::Number => self.number().unwrap_or_default(),
            Placeholder::Date => self.date(),
            Placeholder::Place => written(&self.release.place),
            Placeholder::Headline => self.release.headline.as_str().replace('\n', " "),
            Placeholder::Embargo => info.embargo.clone().unwrap_or_default(),
            Placeholder::Responsible => info.responsible.clone().unwrap_or_default(),
            // A message has no pages.
            Placeholder::Page | Placeholder::Pages => String::new(),
        }
    }

    fn prose(&self, text: Option<&Text>, style: &'static str, level: u8, items: &mut Vec<Item>) {
        if let Some(text) = text.filter(|text| !text.is_blank()) {
            let prose = markup::read(text, &self.context, &mut Diagnostics::new());
            items.push(Item::Prose(prose, style, level));
        }
    }

    /// The standing text of the house, in its language.
    fn house_boilerplate(&self, items: &mut Vec<Item>) {
        let text = self.layout.letterhead.boilerplate.as_ref();
        let Some(text) = text.filter(|text| !text.is_blank()) else { return };
        let context = self.house_context();
        let mut prose = markup::read(text, &context, &mut Diagnostics::new());
        if *context.lang() != self.lang {
            speak(&mut prose, context.lang());
        }
        items.push(Item::Prose(prose, "body", 3));
    }

    /// For reading what the house wrote; as the release where both speak
    /// variants of one language.
    fn house_context(&self) -> Context {
        let house = &self.layout.language;
        let lang = if house.primary() == self.lang.primary() { &self.lang } else { house };
        self.context.with_lang(lang)
    }

    fn embargo(&self, items: &mut Vec<Item>) {
        let Some(embargo) = &self.release.embargo else { return };
        let mut text = self.plain(dates::embargo(embargo, self.layout.zone(), &self.lang));
        if matches!(embargo, Embargo::Event(_)) {
            text.push(Inline::Break);
            text.extend(self.plain(dates::spoken_word(&self.lang)));
        }
        items.push(Item::Embargo(text));
    }

    fn corrections(&self, items: &mut Vec<Item>) {
        let references = [(&self.release.corrects, false), (&self.release.withdraws, true)];
        for (reference, withdrawn) in references {
            let Some(reference) = reference else { continue };
            let mut line = self.plain(self.reference(reference, withdrawn));
            if let Some(reason) = reference.reason.as_ref().filter(|r| !r.is_blank()) {
                line.extend(self.plain(": "));
                line.extend(self.inline(reason));
            }
            items.push(Item::Line(line, "note".to_owned()));
        }
    }

    fn reference(&self, reference: &Reference, withdrawn: bool) -> String {
        let format = self.layout.formats.date;
        let date = reference.date.map(|date| dates::format(date, format, &self.lang));
        let kind = reference.kind.as_ref().unwrap_or(&self.layout.letterhead.kind);
        self.words.reference(withdrawn, kind.as_str(), reference.number.as_str(), date.as_deref())
    }

    fn statements(&self, items: &mut Vec<Item>) {
        for statement in &self.release.statements {
            let mut line = self.inline(&statement.speaker);
            for part in [&statement.function, &statement.organisation].into_iter().flatten() {
                line.extend(self.plain(", "));
                line.extend(self.inline(part));
            }
            line.extend(self.plain(":"));
            items.push(Item::Line(line, "speaker".to_owned()));
            let context = match &statement.language {
                Some(lang) => self.context.with_lang(lang),
                None => self.context.clone(),
            };
            let mut prose = markup::read(&statement.text, &context, &mut Diagnostics::new());
            if let Some(lang) = statement.language.as_ref().filter(|lang| **lang != self.lang) {
                speak(&mut prose, lang);
            }
            items.push(Item::Prose(prose, "quote", 2));
        }
    }

    fn event(&self, items: &mut Vec<Item>) {
        let facts = self.release.event.iter();
        let facts: Vec<_> =
            facts.map(|fact| (self.inline(&fact.label), self.inline(&fact.value))).collect();
        if !facts.is_empty() {
            items.push(Item::Facts(facts));
        }
    }

    fn section(&self, section: Section, items: &mut Vec<Item>) {
        let release = self.release;
        let mut own = Vec::new();
        match section {
            Section::Background => self.prose(release.background.as_ref(), "body", 3, &mut own),
            Section::EditorsNote => self.prose(release.editors_note.as_ref(), "body", 3, &mut own),
            Section::Boilerplate => {
                let text = release.boilerplate.as_ref().filter(|text| !text.is_blank());
                match text {
                    Some(text) => self.prose(Some(text), "body", 3, &mut own),
                    None => self.house_boilerplate(&mut own),
                }
            }
            Section::Contact => {
                let lines = self.contact().into_iter();
                own.extend(lines.map(|line| Item::Line(line, "contact".to_owned())));
            }
            Section::Photos => self.photos(PhotoPlace::Sheet, &mut own),
            Section::Attachments => self.attachments(&mut own),
            Section::Event => self.event(&mut own),
        }
        if own.is_empty() {
            return;
        }
        let heading = headings::heading(section, release, self.layout);
        if !heading.is_blank() {
            items.push(Item::Heading(self.inline(&heading)));
        }
        items.extend(own);
    }

    /// The contact lines of the house, in its language.
    fn house_contact(&self) -> Vec<Inlines> {
        let context = self.house_context();
        let lines = self.layout.letterhead.contact.iter().map(|line| {
            let mut line = markup::read_inline(line, &context, &mut Diagnostics::new());
            if *context.lang() != self.lang {
                speak_inline(&mut line, context.lang());
            }
            line
        });
        lines.collect()
    }

    fn contact(&self) -> Vec<Inlines> {
        let mut lines: Vec<Inlines> = match &self.release.contact {
            Some(lines) => lines.iter().map(|line| self.inline(line)).collect(),
            None => self.house_contact(),
        };
        let responsible = self.document.info.responsible.as_deref().unwrap_or_default().trim();
        let says = |line: &Inlines| {
            let line: String = markup::plain(line).split_whitespace().collect();
            let marked = ["verantwortlich", "V.i.S.d.P"].iter().any(|mark| line.contains(mark));
            marked || line.contains(&responsible.split_whitespace().collect::<String>())
        };
        let said = lines.iter().any(says);
        if !said {
            lines.push(self.plain(self.words.responsible(responsible)));
        }
        lines
    }

    fn photos(&self, place: PhotoPlace, items: &mut Vec<Item>) {
        let photos = self.release.photos.iter().filter(|photo| photo.place == place);
        items.extend(photos.map(|photo| Item::Photo(self.figure(photo))));
    }

    fn figure(&self, photo: &Photo) -> Figure {
        let written = |text: &Option<Text>| {
            text.as_ref().map(|t| t.as_str().trim()).filter(|t| !t.is_empty()).map(str::to_owned)
        };
        let mut notes = Vec::new();
        notes.extend(self.words.photo_credit(photo));
        notes.extend(written(&photo.rights).map(|rights| self.words.photo_rights(&rights)));
        notes.push(self.words.file_name(base_name(photo.file.as_str())));
        Figure {
            file: photo.file.as_str().to_owned(),
            alt: written(&photo.alt).unwrap_or_default(),
            caption: self.optional(&photo.caption),
            notes,
            shown: matches!(photo.place, PhotoPlace::Lead | PhotoPlace::Row),
        }
    }

    fn attachments(&self, items: &mut Vec<Item>) {
        let files = self.release.attachments.iter().map(|attachment| {
            let name = base_name(attachment.file.as_str());
            match &attachment.title {
                Some(title) => format!("{} ({name})", title.as_str().trim()),
                None => name.to_owned(),
            }
        });
        let files: Vec<String> = files.collect();
        if !files.is_empty() {
            items.push(Item::Files(files));
        }
    }
}

/// Marks what has no language of its own.
fn speak(prose: &mut Prose, lang: &Lang) {
    for block in &mut prose.blocks {
        if let markup::Block::Paragraph(paragraph) = block {
            speak_inline(&mut paragraph.text, lang);
        }
    }
}

fn speak_inline(inlines: &mut Inlines, lang: &Lang) {
    for inline in inlines {
        if let Inline::Text(run) = inline {
            run.lang.get_or_insert_with(|| lang.clone());
        }
    }
}

/// A file name without its folders.
pub(super) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
