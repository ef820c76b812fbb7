//! The one resource dictionary that all pages share.

use std::collections::BTreeSet;

use pdf_writer::types::OverprintMode;
use pdf_writer::writers::Resources;
use pdf_writer::{Name, Ref};

use super::objects::File;
use crate::color::Tint;

/// Graphics state dictionaries that content streams name.
#[derive(Default)]
pub(super) struct States {
    alphas: BTreeSet<Tint>,
    overprint: bool,
}

impl States {
    /// Whether anything is transparent.
    pub(super) fn is_transparent(&self) -> bool {
        !self.alphas.is_empty()
    }

    /// The state that fills with an opacity.
    pub(super) fn alpha(&mut self, tint: Tint) -> String {
        self.alphas.insert(tint);
        alpha_name(tint)
    }

    /// The state that switches overprint on or off.
    pub(super) fn overprint(&mut self, on: bool) -> &'static str {
        self.overprint = true;
        if on { "OP" } else { "KO" }
    }

    fn write(&self, file: &mut File<'_>) -> Vec<(String, Ref)> {
        let mut written = Vec::new();
        for &tint in &self.alphas {
            let id = file.alloc();
            let mut state: pdf_writer::writers::ExtGraphicsState<'_> = file.object(id).start();
            state.non_stroking_alpha(tint.to_unit());
            written.push((alpha_name(tint), id));
        }
        if self.overprint {
            for (name, on) in [("OP", true), ("KO", false)] {
                let id = file.alloc();
                let mut state: pdf_writer::writers::ExtGraphicsState<'_> = file.object(id).start();
                state.overprint(on).overprint_fill(on);
                let mode = if on {
                    OverprintMode::IgnoreZeroChannel
                } else {
                    OverprintMode::OverrideAllColorants
                };
                state.overprint_mode(mode);
                drop(state);
                written.push((name.to_owned(), id));
            }
        }
        written
    }
}

fn alpha_name(tint: Tint) -> String {
    format!("A{}", (tint.to_percent() * 100.0).round())
}

/// Everything that content streams name.
pub(super) struct Named {
    pub(super) fonts: Vec<Ref>,
    pub(super) images: Vec<(u32, Ref)>,
    /// Imposed pages by number.
    pub(super) forms: Vec<(usize, Ref)>,
    pub(super) spaces: Vec<(String, Ref)>,
}

/// Writes the resource dictionary.
pub(super) fn write(file: &mut File<'_>, id: Ref, states: &States, named: &Named) {
    let states = states.write(file);
    let mut resources: Resources<'_> = file.object(id).start();
    if !named.fonts.is_empty() {
        let mut fonts = resources.fonts();
        for (index, &font) in named.fonts.iter().enumerate() {
            fonts.pair(Name(format!("F{index}").as_bytes()), font);
        }
    }
    if !named.images.is_empty() || !named.forms.is_empty() {
        let mut images = resources.x_objects();
        for &(index, image) in &named.images {
            images.pair(Name(format!("I{index}").as_bytes()), image);
        }
        for &(number, form) in &named.forms {
            images.pair(Name(format!("P{number}").as_bytes()), form);
        }
    }
    if !named.spaces.is_empty() {
        let mut spaces = resources.color_spaces();
        for (name, space) in &named.spaces {
            spaces.insert(Name(name.as_bytes())).primitive(*space);
        }
    }
    if !states.is_empty() {
        let mut dict = resources.ext_g_states();
        for (name, state) in &states {
            dict.pair(Name(name.as_bytes()), *state);
        }
    }
}
