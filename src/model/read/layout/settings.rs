//! `formats`, `baseline_grid`, `fit`, `print` and `mail`.

use std::sync::Arc;

use super::super::fields::Fields;
use super::super::measure::Bounds;
use super::super::node::Node;
use super::page::length;
use crate::model::layout::{
    DateFormat, EmbargoPolicy, FitLimits, Formats, MailSetup, PrintProfile, PrintSetup,
};
use crate::model::numbers;
use crate::unit::Length;

pub(super) fn formats(f: &mut Fields<'_>) -> Formats {
    let read = |f: &mut Fields<'_>| Formats {
        number: f.optional("number").and_then(number_format),
        date: f.choice("date", DATE_FORMATS).unwrap_or_default(),
    };
    f.optional("formats").and_then(|node| node.fields("Formats", read)).unwrap_or_default()
}

const DATE_FORMATS: &[(&str, DateFormat)] = &[
    ("Long", DateFormat::Long),
    ("Short", DateFormat::Short),
    ("Numeric", DateFormat::Numeric),
    ("Iso", DateFormat::Iso),
];

fn number_format(node: Node<'_>) -> Option<Arc<str>> {
    let text = node.text()?;
    if !numbers::is_format(text.as_str()) {
        let message = format!("{}`{}` is not a number format", node.label(), text.as_str());
        node.error("unknown-placeholder", message, "write \"{n}\", \"{n}.\" or \"{n}/{yyyy}\"");
        return None;
    }
    Some(text.as_str().into())
}

/// The distance of grid lines; tiny ones mean nothing.
pub(super) fn grid(node: Node<'_>) -> Option<Length> {
    let distance = node.length(Bounds::Positive)?;
    if distance < Length::pt(2) {
        let message = format!("{}a grid this narrow holds no lines", node.label());
        node.error("bad-length", message, "write the leading of the body, e.g. \"15pt\"");
        return None;
    }
    Some(distance)
}

pub(super) fn fit(node: Node<'_>) -> Option<FitLimits> {
    node.fields("Fit", |f| {
        let mut share = |name| f.optional(name).and_then(|node| node.per_mille(200)).unwrap_or(0);
        FitLimits {
            leading: share("leading"),
            tracking: share("tracking"),
            margin: length(f, "margin", Bounds::NotNegative).unwrap_or_default(),
        }
    })
}

pub(super) fn print(f: &mut Fields<'_>) -> PrintSetup {
    let read = |f: &mut Fields<'_>| PrintSetup {
        profile: f.choice("profile", PROFILES).unwrap_or_default(),
        output_profile: f.filled("output_profile"),
        output_condition: f.filled("output_condition"),
        image_ppi: f.optional("image_ppi").and_then(ppi_pair),
    };
    f.optional("print").and_then(|node| node.fields("Print", read)).unwrap_or_default()
}

const PROFILES: &[(&str, PrintProfile)] = &[
    ("OnlineShop", PrintProfile::OnlineShop),
    ("Offset", PrintProfile::Offset),
    ("Stationery", PrintProfile::Stationery),
    ("Proof", PrintProfile::Proof),
];

/// `(150, 225)`: error and warning limits.
fn ppi_pair(node: Node<'_>) -> Option<(u16, u16)> {
    let [error, warning] = node.tuple("two resolutions", "(150, 225)")?;
    let (error, warning) = (ppi(&error), ppi(&warning));
    let (error, warning) = (error?, warning?);
    if error > warning {
        let message = format!("{}the error limit is above the warning limit", node.label());
        node.error("bad-number", message, "write the smaller one first: (150, 225)");
    }
    Some((error, warning))
}

fn ppi(node: &Node<'_>) -> Option<u16> {
    node.integer(36, 2400).map(|ppi| ppi as u16)
}

pub(super) fn mail(f: &mut Fields<'_>) -> MailSetup {
    let read = |f: &mut Fields<'_>| MailSetup {
        from: f.filled("from"),
        size_limit: f.optional("size_limit").and_then(|node| node.byte_size()),
        image_ppi: f.optional("image_ppi").and_then(|node| ppi(&node)),
        embargo: f.choice("embargo", POLICIES).unwrap_or_default(),
        photos_without_rights: f.boolean("photos_without_rights", false),
    };
    f.optional("mail").and_then(|node| node.fields("Mail", read)).unwrap_or_default()
}

const POLICIES: &[(&str, EmbargoPolicy)] = &[
    ("Mark", EmbargoPolicy::Mark),
    ("Ask", EmbargoPolicy::Ask),
    ("Refuse", EmbargoPolicy::Refuse),
];
