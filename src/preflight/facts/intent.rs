//! Output intents and their profiles.

use std::rc::Rc;

use crate::preflight::reader::Pdf;
use crate::preflight::reader::filter;
use crate::preflight::reader::object::Dict;

/// The header of an ICC profile (ICC.1, 7.2).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Profile {
    pub class: [u8; 4],
    pub space: [u8; 4],
    pub major: u8,
    /// `N` of the stream dictionary.
    pub components: Option<i64>,
    /// Whether the header is whole and signed `acsp`.
    pub valid: bool,
}

/// The process colour model of the output condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Process {
    Gray,
    Rgb,
    Cmyk,
}

/// One entry of OutputIntents.
#[derive(Clone, Debug)]
pub(crate) struct Intent {
    pub dict: Rc<Dict>,
    pub subtype: Vec<u8>,
    pub profile: Option<Profile>,
}

/// All output intents of the catalog.
pub(crate) fn read(pdf: &Pdf<'_>) -> Vec<Intent> {
    let items = pdf.array(pdf.catalog().get(b"OutputIntents")).unwrap_or_default();
    let dicts = items.iter().filter_map(|item| pdf.dict(item));
    dicts
        .map(|dict| Intent {
            subtype: pdf.get(&dict, b"S").as_name().unwrap_or(b"").to_vec(),
            profile: profile(pdf, &dict),
            dict,
        })
        .collect()
}

fn profile(pdf: &Pdf<'_>, dict: &Dict) -> Option<Profile> {
    let object = pdf.get(dict, b"DestOutputProfile");
    let stream = object.as_stream()?;
    let header = filter::prefix(pdf, stream, 128).unwrap_or_default();
    let four = |at: usize| -> [u8; 4] {
        header.get(at..at + 4).and_then(|s| s.try_into().ok()).unwrap_or_default()
    };
    Some(Profile {
        class: four(12),
        space: four(16),
        major: header.get(8).copied().unwrap_or(0),
        components: pdf.get(&stream.dict, b"N").as_int(),
        valid: header.len() >= 128 && four(36) == *b"acsp",
    })
}

impl Profile {
    /// The colour model of the device side.
    pub(crate) fn process(&self) -> Option<Process> {
        match &self.space {
            b"GRAY" => Some(Process::Gray),
            b"RGB " => Some(Process::Rgb),
            b"CMYK" => Some(Process::Cmyk),
            _ => None,
        }
    }
}
