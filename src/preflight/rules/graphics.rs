//! Rows T1, L1 and P1: transparency, layers and device-dependent features.

use std::rc::Rc;

use super::{Confidence, Context, Rule};
use crate::diag::Severity;
use crate::preflight::interpreter::Fault;
use crate::preflight::reader::object::{Dict, Object};

const T1: &str = "PDF/X-4 T1 (CGATS application notes)";
const L1: &str = "PDF/X-4 L1 (CGATS application notes)";
const P1: &str = "PDF/X-4 P1 (CGATS application notes)";

const BLEND_MODES: [&[u8]; 17] = [
    b"Normal", b"Compatible", b"Multiply", b"Screen", b"Overlay", b"Darken", b"Lighten", b"ColorDodge",
    b"ColorBurn", b"HardLight", b"SoftLight", b"Difference", b"Exclusion", b"Hue", b"Saturation", b"Color",
    b"Luminosity",
];

/// The default configuration of optional content, if there is any.
fn layers(c: &Context<'_, '_, '_>) -> Option<(Rc<Dict>, Option<Rc<Dict>>)> {
    let properties = c.facts.pdf.dict(c.facts.catalog.get(b"OCProperties"))?;
    let default = c.facts.pdf.dict(properties.get(b"D"));
    Some((properties, default))
}

/// Whether a halftone is of type 1 or 5 (its parts as well) and has no name.
fn halftone_allowed(c: &Context<'_, '_, '_>, object: &Object, depth: usize) -> bool {
    let Some(dict) = c.facts.pdf.dict(object) else { return true };
    let kind = c.facts.pdf.get(&dict, b"HalftoneType").as_int();
    let parts = dict.iter().filter(|(key, _)| !matches!(*key, b"Type" | b"HalftoneType" | b"HalftoneName"));
    let parts_allowed = kind != Some(5) || depth > 2 || {
        parts.map(|(_, part)| part).all(|part| halftone_allowed(c, part, depth + 1))
    };
    matches!(kind, Some(1 | 5)) && !dict.has(b"HalftoneName") && parts_allowed
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "X4-T1.blend",
        source: T1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "blend modes are those of PDF 1.6",
        remedy: "use a standard blend mode",
        check: |c, hits| {
            for mode in &c.facts.structure.blend_modes {
                if !BLEND_MODES.contains(&mode.as_slice()) {
                    hits.file(format!("the blend mode {} is not a standard one", String::from_utf8_lossy(mode)));
                }
            }
        },
    },
    Rule {
        id: "X4-L1.config",
        source: L1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "optional content has a named default configuration",
        remedy: "export layers again, or flatten them",
        check: |c, hits| {
            let Some((_, default)) = layers(c) else { return };
            match default {
                None => hits.file("optional content has no default configuration"),
                Some(default) if c.facts.pdf.get(&default, b"Name").as_string().is_none_or(<[u8]>::is_empty) => {
                    hits.file("the default configuration of optional content has no name");
                }
                Some(_) => {}
            }
        },
    },
    Rule {
        id: "X4-L1.automatic",
        source: L1,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "layers do not switch by themselves",
        remedy: "remove automatic states (/AS) from the layer configuration",
        check: |c, hits| {
            let Some((_, Some(default))) = layers(c) else { return };
            if c.facts.pdf.array(default.get(b"AS")).is_some_and(|a| !a.is_empty()) {
                hits.file("layers switch with view, print or export state (/AS)");
            }
        },
    },
    Rule {
        id: "X4-P1.transfer",
        source: P1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no transfer curves",
        remedy: "remove the transfer functions; they belong to the RIP",
        check: |c, hits| {
            for dict in &c.facts.structure.ext_gstates {
                let tr2 = c.facts.pdf.get(dict, b"TR2");
                if dict.has(b"TR") || !(tr2.is_null() || tr2.is_name(b"Default")) {
                    hits.file("a graphics state has a transfer function");
                }
            }
        },
    },
    Rule {
        id: "X4-P1.halftone",
        source: P1,
        confidence: Confidence::Medium,
        severity: Severity::Error,
        text: "halftones only of type 1 or 5, without names",
        remedy: "remove the halftone; screening belongs to the RIP",
        check: |c, hits| {
            for dict in &c.facts.structure.ext_gstates {
                if !halftone_allowed(c, dict.get(b"HT"), 0) {
                    hits.file("a graphics state has a halftone that is not allowed");
                }
            }
        },
    },
    Rule {
        id: "X4-P1.opi",
        source: P1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no OPI",
        remedy: "replace the placeholder by the high-resolution image",
        check: |c, hits| {
            if c.facts.structure.opi > 0 {
                hits.file(format!("{} object(s) have OPI data", c.facts.structure.opi));
            }
        },
    },
    Rule {
        id: "X4-P1.postscript",
        source: P1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no PostScript XObjects or operators",
        remedy: "export again without PostScript pass-through",
        check: |c, hits| {
            if c.facts.structure.postscript_xobjects > 0 {
                hits.file("the file has PostScript XObjects");
            } else if c.facts.pages.iter().any(|p| p.faults.contains(&Fault::PostScript)) {
                hits.file("a content stream has the operator PS");
            }
        },
    },
    Rule {
        id: "X4-P1.reference",
        source: P1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no reference XObjects",
        remedy: "embed the page instead of referring to another file (that is PDF/X-5)",
        check: |c, hits| {
            if c.facts.structure.reference_xobjects > 0 {
                hits.file(format!("{} form(s) refer to another file", c.facts.structure.reference_xobjects));
            }
        },
    },
    Rule {
        id: "X4-P1.alternates",
        source: P1,
        confidence: Confidence::High,
        severity: Severity::Error,
        text: "no alternate image is the default for printing",
        remedy: "remove the alternate images",
        check: |c, hits| {
            if c.facts.structure.print_alternates > 0 {
                hits.file(format!("{} image(s) print an alternate", c.facts.structure.print_alternates));
            }
        },
    },
];
