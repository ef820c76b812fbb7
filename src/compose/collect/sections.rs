//! Headed sections: Sect with an H2.

use super::Collector;
use crate::compose::tags::{Element, Role, TagTree};
use crate::markup;
use crate::model::layout::Section;
use crate::model::{Text, headings};

impl Collector<'_, '_> {
    /// A section; one without content leaves nothing behind.
    pub(super) fn section(&mut self, section: Section, new_page: bool) {
        if !self.has_content(section) {
            return;
        }
        let first = self.blocks.len();
        let sect = self.tags.element(TagTree::ROOT, Element::new(Role::Sect));
        self.parent = sect;
        self.section_heading(section);
        self.section_content(section);
        self.parent = TagTree::ROOT;
        self.section_level = 1;
        let new_page = match section {
            Section::Background => {
                self.release.overrides.background_on_new_page.unwrap_or(new_page)
            }
            _ => new_page,
        };
        if let (true, Some(block)) = (new_page && first > 0, self.blocks.get_mut(first)) {
            block.new_page = true;
        }
    }

    fn has_content(&self, section: Section) -> bool {
        let written = |text: &Option<Text>| text.as_ref().is_some_and(|text| !text.is_blank());
        match section {
            Section::Background => written(&self.release.background),
            Section::EditorsNote => written(&self.release.editors_note),
            Section::Boilerplate => {
                written(&self.release.boilerplate) || written(&self.layout.letterhead.boilerplate)
            }
            Section::Contact => !self.config.contact().is_empty(),
            Section::Photos => self.sheet_photos().next().is_some(),
            Section::Attachments => !self.release.attachments.is_empty(),
            Section::Event => !self.release.event.is_empty(),
        }
    }

    fn section_heading(&mut self, section: Section) {
        let text = headings::heading(section, self.release, self.layout);
        self.section_level = 1;
        if text.is_blank() {
            return;
        }
        self.origin = text.origin().clone();
        let inlines = markup::read_inline(&text, &self.context, self.diags);
        self.heading(2, &inlines, self.parent, "heading");
        self.section_level = 2;
    }

    fn section_content(&mut self, section: Section) {
        let release = self.release;
        match section {
            Section::Background => self.field(release.background.as_ref(), "body"),
            Section::EditorsNote => self.field(release.editors_note.as_ref(), "body"),
            Section::Boilerplate => {
                let own = release.boilerplate.as_ref().filter(|text| !text.is_blank());
                let text = own.or(self.layout.letterhead.boilerplate.as_ref());
                self.in_house(own.is_none(), |this| this.field(text, "body"));
            }
            Section::Contact => self.contact_lines(),
            Section::Photos => self.photo_sheet(),
            Section::Attachments => self.attachment_list(),
            Section::Event => self.event_facts(),
        }
    }

    fn contact_lines(&mut self) {
        self.in_house(self.release.contact.is_none(), |this| {
            for text in this.config.contact() {
                let inlines = markup::read_inline(text, &this.context, this.diags);
                this.line(&inlines, "contact", text.origin());
            }
        });
    }
}
