//! What stands around the text: lines with placeholders, embargo,
//! correction, statements, event facts, end mark, character count.

use std::sync::Arc;

use super::prose::below_list;
use super::{Collector, Place};
use crate::compose::block::{Block, BlockKind, Label, LabelKind, TextBlock};
use crate::compose::config::Config;
use crate::compose::document::ArtifactKind;
use crate::compose::fields::PageNumber;
use crate::compose::tags::{Element, ListNumbering, Role};
use crate::diag::Diagnostics;
use crate::markup::{self, Inline, Inlines, Run};
use crate::model::layout::Style;
use crate::model::release::{Fact, Reference, Statement};
use crate::model::{Lang, Text, dates};

impl Collector<'_, '_> {
    /// A line of the flow with its placeholders filled.
    pub(super) fn template_line(&mut self, template: &Text, style: &str) {
        let Some(filled) = self.config.fill(template, PageNumber::UNKNOWN) else { return };
        self.origin = template.origin().clone();
        self.in_house(filled.house, |this| {
            let inlines = markup::read_inline(&filled.text, &this.context, this.diags);
            this.line(&inlines, style, template.origin());
        });
    }

    /// The embargo as real text, boxed.
    pub(super) fn embargo(&mut self) {
        if self.config.embargo.is_none() {
            return;
        }
        let node = self.tags.element(self.parent, Element::new(Role::P));
        if let Some(block) = self.embargo_block(Place::Under(node)) {
            self.push(block);
        }
    }

    /// The embargo box as it is repeated at the head of later pages.
    pub(in crate::compose) fn repeated_embargo(&mut self) -> Option<Block> {
        self.embargo_block(Place::Artifact(ArtifactKind::Header))
    }

    fn embargo_block(&mut self, place: Place) -> Option<Block> {
        let (sentence, origin) = self.config.embargo.clone()?;
        let text = Text::new(sentence, origin.clone(), Vec::new());
        let inlines = markup::read_inline(&text, &self.context, self.diags);
        let style = Arc::clone(&self.config.embargo_style);
        let mut block = Block::text(self.pieces(&inlines, &style, place), style);
        block.mode = place.mode();
        block.origin = Some(origin);
        Some(block)
    }

    /// What the release corrects or withdraws.
    pub(super) fn correction(&mut self) {
        let (corrects, withdraws) = (&self.release.corrects, &self.release.withdraws);
        if let Some(reference) = corrects {
            self.reference(reference, false);
        }
        if let Some(reference) = withdraws {
            self.reference(reference, true);
        }
    }

    fn reference(&mut self, reference: &Reference, withdrawn: bool) {
        let origin = reference.number.origin().clone();
        let format = self.layout.formats.date;
        let date = reference.date.map(|date| dates::format(date, format, &self.lang));
        // Of the other release, not of this one, which may say "Korrektur".
        let kind = reference.kind.as_ref().unwrap_or(&self.layout.letterhead.kind);
        let sentence = self.config.words.reference(
            withdrawn,
            kind.as_str(),
            reference.number.as_str(),
            date.as_deref(),
        );
        let mut inlines = strong_line(&sentence, &origin);
        if let Some(house) = self.config.house_of(reference.kind.is_none()) {
            speak(&mut inlines, kind.as_str(), &house.lang);
        }
        if let Some(reason) = reference.reason.as_ref().filter(|r| !r.is_blank()) {
            inlines.extend(strong_line(": ", &origin));
            inlines.extend(markup::read_inline(reason, &self.context, self.diags));
        }
        self.origin = origin.clone();
        self.line(&inlines, "note", &origin);
    }

    /// Statements that are not written into the body.
    pub(super) fn statements(&mut self) {
        for statement in &self.release.statements {
            self.statement(statement);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let origin = statement.speaker.origin().clone();
        self.origin = origin.clone();
        let mut line = markup::read_inline(&statement.speaker, &self.context, self.diags);
        for part in [&statement.function, &statement.organisation].into_iter().flatten() {
            line.extend(plain_line(", ", &origin));
            line.extend(markup::read_inline(part, &self.context, self.diags));
        }
        line.extend(plain_line(":", &origin));
        self.line(&line, "speaker", &origin);
        if let Some(block) = self.blocks.last_mut() {
            block.keep.with_next = true;
        }
        let mut quote = Element::new(Role::BlockQuote);
        quote.lang.clone_from(&statement.language);
        let quote = self.tags.element(self.parent, quote);
        let parent = std::mem::replace(&mut self.parent, quote);
        let lang = statement.language.clone().unwrap_or_else(|| self.lang.clone());
        let context = self.context.with_lang(&lang);
        let outer = std::mem::replace(&mut self.lang, lang);
        let outer_context = std::mem::replace(&mut self.context, context);
        self.prose(&statement.text, "quote");
        self.lang = outer;
        self.context = outer_context;
        self.parent = parent;
    }

    /// Event facts as a list of labels and values in two columns.
    pub(super) fn event_facts(&mut self) {
        let facts = &self.release.event;
        if facts.is_empty() {
            return;
        }
        let element = Element::new(Role::L(ListNumbering::None));
        let list = self.tags.element(self.parent, element);
        let hang = self.new_hang();
        let styles = (self.layout.style("fact-label"), self.layout.style("list"));
        let count = facts.len();
        for (index, fact) in facts.iter().enumerate() {
            let li = self.tags.element(list, Element::new(Role::LI));
            let lbl = self.tags.element(li, Element::new(Role::Lbl));
            let body = self.tags.element(li, Element::new(Role::LBody));
            let (label, value) = self.fact_pieces(fact, &styles, (lbl, body));
            let label = Label { pieces: label, hang, kind: LabelKind::Word };
            let text = TextBlock { pieces: value, label: Some(label), ..TextBlock::default() };
            let mut block = Block::new(BlockKind::Text(text), Arc::clone(&styles.1));
            block.inside.push(hang);
            block.keep.prefer_next = index + 1 < count;
            block.origin = Some(fact.label.origin().clone());
            self.push(block);
        }
        let body = self.layout.style("body");
        self.end_list(below_list(&body));
    }

    fn fact_pieces(
        &mut self,
        fact: &Fact,
        (label_style, value_style): &(Arc<Style>, Arc<Style>),
        (lbl, body): (super::NodeId, super::NodeId),
    ) -> (Vec<crate::text::style::Piece>, Vec<crate::text::style::Piece>) {
        let label = markup::read_inline(&fact.label, &self.context, self.diags);
        let value = markup::read_inline(&fact.value, &self.context, self.diags);
        (
            self.pieces(&label, label_style, Place::Under(lbl)),
            self.pieces(&value, value_style, Place::Under(body)),
        )
    }

    /// The end mark of the house.
    pub(super) fn end_mark(&mut self, text: &Text) {
        self.in_house(Config::says_words(text), |this| this.closing(text, "end-mark"));
    }

    /// How many characters the text has, blanks included.
    pub(super) fn character_count(&mut self) {
        let release = self.release;
        let fields = [release.lead.as_ref(), release.body.as_ref()];
        let statements = release.statements.iter().map(|s| Some(&s.text));
        let count: usize = fields
            .into_iter()
            .chain(statements)
            .flatten()
            .map(|text| {
                // What is wrong with it is reported where it is set.
                let prose = markup::read(text, &self.context, &mut Diagnostics::new());
                markup::plain_prose(&prose).chars().filter(|c| *c != '\n').count()
            })
            .sum();
        let line = self.config.words.character_count(count);
        let origin = self.origin.clone();
        self.closing(&Text::new(line, origin, Vec::new()), "note");
    }

    /// A line that must not begin a page.
    fn closing(&mut self, text: &Text, style: &str) {
        let inlines = markup::read_inline(text, &self.context, self.diags);
        self.line(&inlines, style, text.origin());
        if let Some(block) = self.blocks.last_mut() {
            block.keep.with_previous = true;
        }
    }
}

fn plain_line(text: &str, origin: &crate::diag::Origin) -> Inlines {
    one_run(text, origin, false)
}

fn strong_line(text: &str, origin: &crate::diag::Origin) -> Inlines {
    one_run(text, origin, true)
}

/// Marks the language of a word of the house in a sentence of the program.
fn speak(sentence: &mut Inlines, word: &str, lang: &Lang) {
    let [Inline::Text(run)] = sentence.as_slice() else { return };
    let Some((before, after)) = run.text.split_once(word) else { return };
    let part = |text: &str, lang| Inline::Text(Run { text: text.to_owned(), lang, ..run.clone() });
    *sentence = vec![part(before, None), part(word, Some(lang.clone())), part(after, None)];
}

fn one_run(text: &str, origin: &crate::diag::Origin, strong: bool) -> Inlines {
    vec![Inline::Text(Run {
        text: text.to_owned(),
        strong,
        emphasis: false,
        lang: None,
        link: None,
        expansion: None,
        unbreakable: false,
        origin: origin.clone(),
    })]
}
