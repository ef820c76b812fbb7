//! Looks into the pictures that a release and its layout name. Decoding them
//! costs more than all else, so rendering trusts their headers and `check`
//! asks here.

use std::collections::BTreeMap;

use super::job::{Sheet, silence};
use crate::diag::{Diagnostic, Diagnostics, Severity};
use crate::export::pictures::{Soundness, judge};
use crate::model::assets::Root;
use crate::model::layout::{Artwork, FrameContent, Layout};
use crate::model::{Assets, Text};

/// What was found in pictures before, by their content: the logo of a house
/// is decoded once.
#[derive(Default)]
pub struct Looked(BTreeMap<[u8; 32], Soundness>);

impl Looked {
    /// Reports pictures that are damaged inside. Of those that cannot be read
    /// at all enough was said.
    pub fn look(&mut self, sheet: &Sheet, assets: &dyn Assets, diags: &mut Diagnostics) {
        let Some(layout) = sheet.layout.layout.as_deref() else { return };
        let release = &sheet.release;
        let attached = release.attachments.iter().map(|attachment| &attachment.file);
        let own = release.photos.iter().map(|photo| &photo.file).chain(attached);
        let own = own.map(|file| (Root::Release, file));
        let of_house = of_layout(layout).map(|file| (Root::Layout, file));
        let mut found = Diagnostics::new();
        for (root, file) in own.chain(of_house) {
            let told = |d: &Diagnostic| {
                d.severity == Severity::Error && d.origin.as_ref() == Some(file.origin())
            };
            if !diags.iter().any(told)
                && let Ok((bytes, hash)) = assets.read_with_hash(root, file.as_str())
            {
                let known = self.0.entry(hash);
                let soundness = *known.or_insert_with(|| judge(&bytes));
                if let Some(finding) = finding(file, soundness) {
                    found.push(finding);
                }
            }
        }
        silence(&mut found, release, layout);
        diags.extend(found);
    }
}

fn finding(file: &Text, soundness: Soundness) -> Option<Diagnostic> {
    let name = file.as_str();
    let finding = match soundness {
        Soundness::Sound => return None,
        Soundness::Damaged => {
            let message =
                format!("`{name}` is damaged inside: a part of it may be grey or garbled");
            Diagnostic::warning("image-damaged", message)
        }
        Soundness::Broken => {
            let message = format!("`{name}` is damaged inside: it cannot be decoded");
            Diagnostic::error("image-broken", message)
        }
    };
    let hint = "get the picture again from where it came, or save it again as JPEG or PNG";
    Some(finding.at(file.origin()).hint(hint))
}

/// The pictures of a house.
fn of_layout(layout: &Layout) -> impl Iterator<Item = &Text> {
    let pages = || [&layout.first, &layout.follow].into_iter();
    let artwork = pages().flat_map(|page| &page.artwork).filter_map(|artwork| match artwork {
        Artwork::Image { file, .. } => Some(file),
        _ => None,
    });
    let blocks = pages().flat_map(|page| &page.frames).flat_map(|frame| &frame.blocks);
    let logos = blocks.filter_map(|block| match &block.content {
        FrameContent::Image { file, .. } => Some(file),
        _ => None,
    });
    artwork.chain(logos)
}
