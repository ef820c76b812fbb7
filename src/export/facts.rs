//! Conformance as data: what a document has, and what each edition says to it.
//!
//! `check` states facts; the one table [`verdict`] decides. A clause is named
//! as its standard numbers it; for PDF/X-4 the rule letters are those of
//! `PDF_X4.md`.

use super::Edition;

/// Something about a document that a standard has an opinion on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fact {
    /// A clickable link.
    LinkAnnotation,
    /// A link whose text for screen readers is empty.
    LinkWithoutContents,
    /// A link area that no Link element owns.
    LinkOutsideLinkElement,
    /// A file that goes with the sheet.
    EmbeddedFile,
    /// A file the sheet was made from.
    SourceFile,
    /// A MIME type that is none.
    BadMimeType,
    /// A picture in RGB.
    RgbImage,
    /// A picture in CMYK.
    CmykImage,
    /// A picture in greys.
    GrayImage,
    /// A picture that cannot be decoded.
    BrokenImage,
    /// A picture below the resolution that can be printed.
    CoarseImage,
    /// A picture below the resolution that prints well.
    SoftImage,
    /// Something that lets shine through what lies below.
    Transparency,
    /// A logo of paths.
    Drawing,
    /// Colours that run into each other.
    Gradient,
    /// A gradient between a special ink and other inks than paper.
    MixedGradient,
    /// A special ink.
    SpotColor,
    /// Two palette colours of one special ink that look different.
    SpotColorTwice,
    /// A figure without alternate description.
    MissingAlt,
    /// The glyph that stands for a missing one.
    NotdefGlyph,
    /// A glyph that shows no text.
    GlyphWithoutUnicode,
    /// Text of private-use characters.
    PrivateUseText,
    /// Text of characters that are none (U+0000, U+FEFF, U+FFFE).
    ForbiddenUnicode,
    /// A face whose licence forbids embedding or subsetting.
    RestrictedFont,
    /// A face that cannot be subset.
    BrokenFont,
    /// No title.
    MissingTitle,
    /// The first heading is not of level 1, or a level is skipped.
    SkippedHeading,
    /// A page smaller than 3 pt or larger than 14 400 pt.
    PageSize,
    /// A text that is longer than a PDF string may be.
    LongString,
    /// The house's profile is no CMYK output profile.
    BadOutputProfile,
}

/// What an edition says to a fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// Goes in as it is.
    Allowed,
    /// Left out; the rest stays in its place.
    Omitted,
    /// Goes in as the edition can show it.
    Converted,
    /// Goes in, and somebody should look.
    Warned(Rule),
    /// No file of this edition.
    Refused(Rule),
}

/// Why something is refused or warned of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rule {
    /// Stable name of the diagnostic.
    pub code: &'static str,
    /// Standard and clause.
    pub clause: &'static str,
    /// What is wrong; the thing concerned is written before it.
    pub message: &'static str,
    /// How to mend it.
    pub hint: &'static str,
}

impl Fact {
    /// All facts.
    pub const ALL: [Self; 30] = [
        Self::LinkAnnotation,
        Self::LinkWithoutContents,
        Self::LinkOutsideLinkElement,
        Self::EmbeddedFile,
        Self::SourceFile,
        Self::BadMimeType,
        Self::RgbImage,
        Self::CmykImage,
        Self::GrayImage,
        Self::BrokenImage,
        Self::CoarseImage,
        Self::SoftImage,
        Self::Transparency,
        Self::Drawing,
        Self::Gradient,
        Self::MixedGradient,
        Self::SpotColor,
        Self::SpotColorTwice,
        Self::MissingAlt,
        Self::NotdefGlyph,
        Self::GlyphWithoutUnicode,
        Self::PrivateUseText,
        Self::ForbiddenUnicode,
        Self::RestrictedFont,
        Self::BrokenFont,
        Self::MissingTitle,
        Self::SkippedHeading,
        Self::PageSize,
        Self::LongString,
        Self::BadOutputProfile,
    ];
}

/// What `edition` says to `fact`.
pub fn verdict(fact: Fact, edition: Edition) -> Verdict {
    match edition {
        Edition::Mail => tagged(fact).unwrap_or(match fact {
            Fact::SourceFile => Verdict::Omitted,
            _ => Verdict::Allowed,
        }),
        Edition::Archive => tagged(fact).unwrap_or(Verdict::Allowed),
        Edition::Print => print(fact),
        Edition::Triple => stricter(print(fact), tagged(fact)),
    }
}

/// What a file says that keeps the rules of print and of tagged editions: what
/// print leaves out cannot hurt reading aloud, and a refusal of either holds.
fn stricter(print: Verdict, tagged: Option<Verdict>) -> Verdict {
    match (print, tagged) {
        (Verdict::Omitted | Verdict::Refused(_), _) => print,
        (_, Some(Verdict::Refused(rule))) => Verdict::Refused(rule),
        // A CMYK file keeps inks: nothing to convert for a screen.
        (print, _) => print,
    }
}

/// What PDF/A (parts 2 and 3 alike, level A) and PDF/UA-1 say; `None` where they allow.
fn tagged(fact: Fact) -> Option<Verdict> {
    let rule = match fact {
        Fact::LinkAnnotation
        | Fact::EmbeddedFile
        | Fact::SourceFile
        | Fact::RgbImage
        | Fact::GrayImage
        | Fact::CoarseImage
        | Fact::SoftImage
        | Fact::Transparency
        | Fact::Drawing
        | Fact::Gradient
        | Fact::SpotColorTwice
        | Fact::BadOutputProfile => return None,
        Fact::CmykImage | Fact::SpotColor | Fact::MixedGradient => return Some(Verdict::Converted),
        Fact::LinkWithoutContents => LINK_WITHOUT_CONTENTS,
        Fact::LinkOutsideLinkElement => LINK_OUTSIDE,
        Fact::BadMimeType => BAD_MIME,
        Fact::BrokenImage => BROKEN_IMAGE,
        Fact::MissingAlt => MISSING_ALT,
        Fact::NotdefGlyph => NOTDEF,
        Fact::GlyphWithoutUnicode => NO_UNICODE,
        Fact::PrivateUseText => PRIVATE_USE,
        Fact::ForbiddenUnicode => FORBIDDEN_UNICODE,
        Fact::RestrictedFont => RESTRICTED_FONT,
        Fact::BrokenFont => BROKEN_FONT,
        Fact::MissingTitle => MISSING_TITLE,
        Fact::SkippedHeading => SKIPPED_HEADING,
        Fact::PageSize => PAGE_SIZE,
        Fact::LongString => LONG_STRING,
    };
    Some(Verdict::Refused(rule))
}

/// What PDF/X-4 and the Ghent Workgroup's sheet rules say.
fn print(fact: Fact) -> Verdict {
    match fact {
        Fact::LinkAnnotation
        | Fact::LinkWithoutContents
        | Fact::LinkOutsideLinkElement
        | Fact::EmbeddedFile
        | Fact::SourceFile
        | Fact::BadMimeType => Verdict::Omitted,
        Fact::RgbImage => Verdict::Converted,
        Fact::CmykImage
        | Fact::GrayImage
        | Fact::Transparency
        | Fact::Drawing
        | Fact::Gradient
        | Fact::SpotColor
        | Fact::MissingAlt
        | Fact::NotdefGlyph
        | Fact::GlyphWithoutUnicode
        | Fact::PrivateUseText
        | Fact::ForbiddenUnicode
        | Fact::SkippedHeading => Verdict::Allowed,
        Fact::SoftImage => Verdict::Warned(SOFT_IMAGE),
        Fact::SpotColorTwice => Verdict::Warned(SPOT_TWICE),
        Fact::CoarseImage => Verdict::Refused(COARSE_IMAGE),
        Fact::MixedGradient => Verdict::Refused(MIXED_GRADIENT),
        Fact::BrokenImage => Verdict::Refused(BROKEN_IMAGE),
        Fact::RestrictedFont => Verdict::Refused(Rule { clause: "PDF/X-4 N1", ..RESTRICTED_FONT }),
        Fact::BrokenFont => Verdict::Refused(Rule { clause: "PDF/X-4 N1", ..BROKEN_FONT }),
        Fact::MissingTitle => Verdict::Refused(Rule { clause: "PDF/X-4 M2, M3", ..MISSING_TITLE }),
        Fact::PageSize => Verdict::Refused(PAGE_SIZE),
        Fact::LongString => Verdict::Refused(LONG_STRING),
        Fact::BadOutputProfile => Verdict::Refused(BAD_PROFILE),
    }
}

const LINK_WITHOUT_CONTENTS: Rule = Rule {
    code: "link-without-text",
    clause: "ISO 14289-1, 7.18.5",
    message: "has no text that a screen reader could announce",
    hint: "give the link a text",
};
const LINK_OUTSIDE: Rule = Rule {
    code: "link-untagged",
    clause: "ISO 14289-1, 7.18.5",
    message: "is clickable but belongs to no Link element",
    hint: "this is a fault of the program; please report it with the release",
};
const BAD_MIME: Rule = Rule {
    code: "bad-mime-type",
    clause: "ISO 19005-3, 6.8",
    message: "is not a MIME type",
    hint: "write it as `type/subtype`, e.g. `application/pdf`",
};
const BROKEN_IMAGE: Rule = Rule {
    code: "broken-image",
    clause: "ISO 32000-1, 8.9.5",
    message: "cannot be decoded",
    hint: "open the picture in an image program and save it again as PNG or JPEG",
};
const COARSE_IMAGE: Rule = Rule {
    code: "image-resolution",
    clause: "GWG 2022 R0031",
    message: "has too few pixels for its printed size",
    hint: "use a larger file, place it smaller, or lower `image_ppi` in the layout",
};
const SOFT_IMAGE: Rule = Rule {
    code: "image-resolution-low",
    clause: "GWG 2022 R0031",
    message: "has few pixels for its printed size and may look soft",
    hint: "use a larger file, place it smaller, or lower `image_ppi` in the layout",
};
const SPOT_TWICE: Rule = Rule {
    code: "spot-colour-twice",
    clause: "PDF/X-4 C2",
    message: "is one ink with two different process statements; the first one is used",
    hint: "state the same CMYK for all palette colours of that spot colour",
};
const MIXED_GRADIENT: Rule = Rule {
    code: "mixed-gradient",
    clause: "PDF/X-4 C2",
    message: "has a gradient from a spot colour to other inks",
    hint: "let it run to the colour of the paper, or between process colours",
};
const MISSING_ALT: Rule = Rule {
    code: "missing-alt",
    clause: "ISO 14289-1, 7.3",
    message: "has no alternate description",
    hint: "write an `alt` text that says what the picture shows",
};
const NOTDEF: Rule = Rule {
    code: "missing-glyph",
    clause: "ISO 19005-3, 6.2.11.8",
    message: "is in no font of this style",
    hint: "replace the character, or add a font that has it to the style",
};
const NO_UNICODE: Rule = Rule {
    code: "glyph-without-text",
    clause: "ISO 19005-3, 6.2.11.7.2",
    message: "shows no text, so it cannot be read aloud or copied",
    hint: "this is a fault of the program; please report it with the release",
};
const PRIVATE_USE: Rule = Rule {
    code: "private-use-text",
    clause: "ISO 19005-3, 6.2.11.7.3",
    message: "is a private-use character whose meaning only its font knows",
    hint: "write the meaning in words, or use a character of Unicode",
};
const FORBIDDEN_UNICODE: Rule = Rule {
    code: "no-character",
    clause: "ISO 14289-1, 7.21.7",
    message: "is not a character",
    hint: "delete it; it is invisible and came in by copying",
};
const RESTRICTED_FONT: Rule = Rule {
    code: "font-licence",
    clause: "ISO 19005-3, 6.2.11.4.1",
    message: "may not be embedded as a subset (fsType)",
    hint: "choose another font, or ask its maker for a licence and file that allow embedding",
};
const BROKEN_FONT: Rule = Rule {
    code: "broken-font",
    clause: "ISO 19005-3, 6.2.11.4",
    message: "cannot be subset",
    hint: "replace the font file by an intact one (OpenType with CFF or TrueType outlines)",
};
const MISSING_TITLE: Rule = Rule {
    code: "missing-title",
    clause: "ISO 14289-1, 7.1",
    message: "has no title",
    hint: "write a `headline`",
};
const SKIPPED_HEADING: Rule = Rule {
    code: "skipped-heading",
    clause: "ISO 14289-1, 7.4.2",
    message: "does not follow the level before it",
    hint: "use headings in order: the `Title` of the layout, `#`, then `##`",
};
const PAGE_SIZE: Rule = Rule {
    code: "page-size",
    clause: "ISO 32000-1, annex C",
    message: "must be between 1.1 mm and 5.08 m on each side",
    hint: "correct the page size in the layout",
};
const LONG_STRING: Rule = Rule {
    code: "long-text",
    clause: "ISO 19005-3, 6.1.13",
    message: "is longer than a PDF file can hold in one string (32 767 bytes)",
    hint: "shorten it",
};
const BAD_PROFILE: Rule = Rule {
    code: "output-profile",
    clause: "PDF/X-4 O2",
    message: "is not a CMYK output profile (class prtr, version 2 or 4)",
    hint: "ask the print shop for its ICC profile, or leave `output_profile` out",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_verdict_in_every_edition() {
        for (index, fact) in Fact::ALL.into_iter().enumerate() {
            assert_eq!(fact as usize, index, "{fact:?} is out of order in ALL");
            for edition in Edition::ALL {
                if let Verdict::Refused(rule) | Verdict::Warned(rule) = verdict(fact, edition) {
                    assert!(rule.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
                    assert!(!rule.hint.is_empty() && !rule.message.ends_with('.'), "{fact:?}");
                    assert!(
                        ["ISO ", "PDF/X-4 ", "GWG "].iter().any(|s| rule.clause.starts_with(s)),
                        "{fact:?} names no standard"
                    );
                }
            }
        }
        assert_eq!(Fact::ALL.len(), Fact::BadOutputProfile as usize + 1);
    }

    #[test]
    fn triple_refuses_what_print_or_mail_refuses() {
        for fact in Fact::ALL {
            let refuses = |edition| matches!(verdict(fact, edition), Verdict::Refused(_));
            let print = verdict(fact, Edition::Print);
            let triple = verdict(fact, Edition::Triple);
            let expected =
                refuses(Edition::Print) || (refuses(Edition::Mail) && print != Verdict::Omitted);
            assert_eq!(refuses(Edition::Triple), expected, "{fact:?}");
            if !refuses(Edition::Triple) {
                assert_eq!(triple, print, "{fact:?}");
            }
        }
    }

    #[test]
    fn print_leaves_out_what_can_be_clicked_or_opened() {
        for fact in [Fact::LinkAnnotation, Fact::EmbeddedFile, Fact::SourceFile] {
            assert_eq!(verdict(fact, Edition::Print), Verdict::Omitted);
        }
        assert_eq!(verdict(Fact::SourceFile, Edition::Mail), Verdict::Omitted);
        assert_eq!(verdict(Fact::SourceFile, Edition::Archive), Verdict::Allowed);
    }

    #[test]
    fn what_hinders_reading_aloud_does_not_hinder_printing() {
        for fact in [Fact::MissingAlt, Fact::NotdefGlyph, Fact::GlyphWithoutUnicode] {
            assert!(matches!(verdict(fact, Edition::Mail), Verdict::Refused(_)));
            assert_eq!(verdict(fact, Edition::Print), Verdict::Allowed);
        }
    }
}
