//! Settings resolved once per release.

use std::sync::Arc;

use super::document::Info;
use super::fields::Fields;
use super::house::House;
use super::words::Words;
use crate::diag::{Diagnostics, Origin};
use crate::geom::Sides;
use crate::markup::{self, Context};
use crate::model::layout::{Layout, Style};
use crate::model::release::Embargo;
use crate::model::{Assets, Lang, Release, Text, dates};
use crate::unit::Length;

/// What does not change while a release is composed.
pub(super) struct Config<'a> {
    /// The release.
    pub release: &'a Release,
    /// Its layout.
    pub layout: &'a Layout,
    /// Files.
    pub assets: &'a dyn Assets,
    /// Language of the text.
    pub lang: Lang,
    /// Values of placeholders.
    pub fields: Fields,
    /// Fixed words.
    pub words: Words,
    /// For reading markup.
    pub context: Context,
    /// The house, when it speaks another language.
    pub house: Option<House>,
    /// The embargo in words and where it was written.
    pub embargo: Option<(String, Origin)>,
    /// Style of its box.
    pub embargo_style: Arc<Style>,
}

/// What the values of placeholders come from.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The release.
    pub release: &'a Release,
    /// Its layout.
    pub layout: &'a Layout,
    /// Language of the text.
    pub lang: &'a Lang,
}

/// The plain text of what the flow shows and [`Info`] says again. A field of
/// several paragraphs is not among it.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub kicker: Option<String>,
    pub headline: Option<String>,
    pub subhead: Option<String>,
    pub lead: Option<String>,
}

impl<'a> Config<'a> {
    /// Resolves everything that depends on release and layout only.
    pub fn new(release: &'a Release, layout: &'a Layout, assets: &'a dyn Assets) -> Self {
        let lang = release.language.clone().unwrap_or_else(|| layout.language.clone());
        let context = Context::new(&lang)
            .abbreviations(&layout.abbreviations)
            .abbreviations(&release.abbreviations)
            .keep_together(&layout.keep_together)
            .keep_together(&release.keep_together)
            .hyphenation(&layout.hyphenation)
            .hyphenation(&release.hyphenation);
        let fields = Fields::new(Source { release, layout, lang: &lang });
        let embargo = release.embargo.as_ref().map(|embargo| {
            let origin = match embargo {
                Embargo::Until { text, .. } | Embargo::Event(text) => text.origin().clone(),
            };
            (embargo_text(embargo, layout.zone(), &lang), origin)
        });
        Self {
            release,
            layout,
            assets,
            fields,
            words: Words::new(&lang),
            house: House::beside(&lang, layout, &context),
            context,
            embargo,
            embargo_style: embargo_style(layout),
            lang,
        }
    }

    /// The contact lines: the release's own or those of the house.
    pub fn contact(&self) -> &'a [Text] {
        match &self.release.contact {
            Some(lines) => lines,
            None => &self.layout.letterhead.contact,
        }
    }

    /// What the sheet is about. What the flow shows of it has been read
    /// already; the rest is read here.
    pub fn info(&self, said: Said) -> Info {
        // All of these are reported on where they are set.
        let mut reported = Diagnostics::new();
        let mut plain = |text: &Text| {
            let inlines = markup::read_inline(text, &self.context, &mut reported);
            markup::plain(&inlines).trim().to_owned()
        };
        let release = self.release;
        let mut known = |said: Option<String>, text: &Text| match said {
            Some(said) => said.trim().to_owned(),
            None => plain(text),
        };
        let headline = known(said.headline, &release.headline);
        let title = match release.kicker.as_ref().filter(|kicker| !kicker.is_blank()) {
            Some(kicker) => format!("{} – {headline}", known(said.kicker, kicker)),
            None => headline,
        };
        let subject = match (&release.subhead, &release.lead) {
            (Some(subhead), _) => Some(known(said.subhead, subhead)),
            (None, Some(lead)) => Some(known(said.lead, lead)),
            (None, None) => None,
        };
        let responsible = release.responsible.as_ref();
        let responsible = responsible.or(self.layout.letterhead.responsible.as_ref());
        Info {
            title,
            subject: subject.map(shortened),
            lang: self.lang.clone(),
            organisation: plain(&Text::synthetic(self.fields.organisation.as_str())),
            kind: plain(&Text::synthetic(self.fields.kind.as_str())),
            number: release.number.as_ref().map(|_| self.fields.number.clone()),
            date: release.date,
            embargo: release
                .embargo
                .as_ref()
                .map(|e| dates::embargo(e, self.layout.zone(), &self.lang)),
            responsible: responsible.map(&mut plain),
            keywords: release.keywords.iter().map(|word| word.as_str().to_owned()).collect(),
            origin: release.headline.origin().clone(),
        }
    }
}

/// The embargo as it stands in its box; speeches say that the spoken word
/// counts.
fn embargo_text(embargo: &Embargo, zone: Option<&str>, lang: &Lang) -> String {
    let sentence = dates::embargo(embargo, zone, lang);
    match embargo {
        Embargo::Until { .. } => sentence,
        Embargo::Event(_) => format!("{sentence}\n{}", dates::spoken_word(lang)),
    }
}

/// The style of the embargo box; a house that defines none gets a frame.
fn embargo_style(layout: &Layout) -> Arc<Style> {
    let style = layout.style("embargo");
    if &*style.name == "embargo" {
        return style;
    }
    let body = (*style).clone();
    Arc::new(Style {
        name: "embargo".into(),
        weight: 700,
        first_indent: Length::ZERO,
        hyphenate: false,
        border: Some((Length::pt(1), body.color)),
        padding: Sides::splat(Length::mm(2)),
        space_before: body.leading,
        space_after: body.leading,
        ..body
    })
}

/// The first sentences of a lead, at most about 300 characters.
fn shortened(text: String) -> String {
    const LIMIT: usize = 300;
    if text.chars().count() <= LIMIT {
        return text;
    }
    let head: String = text.chars().take(LIMIT).collect();
    match head.rfind(' ') {
        Some(end) => format!("{} …", head.get(..end).unwrap_or(&head)),
        None => head,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_end_at_a_word() {
        assert_eq!(shortened("kurz".to_owned()), "kurz");
        let long = shortened("Wort ".repeat(100));
        assert!(long.ends_with("Wort …") && long.chars().count() <= 302);
    }
}
