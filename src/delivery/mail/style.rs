//! Styles of the layout as inline CSS: mail programs drop style sheets.

use crate::color::{ColorId, Srgb};
use crate::model::layout::{Align, Layout, Style};
use crate::unit::Length;

/// Body text is at least this large, in pixels; the other styles grow with it.
const BODY_PX: i64 = 16;

/// Styles of a layout for the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sheet<'a> {
    layout: &'a Layout,
    /// Lengths are multiplied by this fraction.
    scale: (i64, i64),
}

impl<'a> Sheet<'a> {
    /// The styles of a layout.
    pub fn new(layout: &'a Layout) -> Self {
        let body = layout.style("body").size.units().max(1);
        // 96 pixels an inch: 4 pixels are 3 points.
        let wanted = Length::pt(1).units() * BODY_PX * 3 / 4;
        let scale = if body < wanted { (wanted, body) } else { (1, 1) };
        Self { layout, scale }
    }

    /// What everything inherits: family, size, colour on white.
    pub fn base(&self) -> String {
        format!(
            "{};line-height:1.5;color:{};background:#ffffff",
            self.font(),
            self.color(self.layout.style("body").color)
        )
    }

    /// Family and size of the body, for what inherits nothing (tables).
    pub fn font(&self) -> String {
        let body = self.layout.style("body");
        format!("font-family:{};font-size:{}px", family(&body), self.px(body.size))
    }

    /// A block of a style: what differs from the body, and its margins.
    pub fn block(&self, name: &str) -> String {
        let style = self.layout.style(name);
        // White space of a sheet is tighter than a screen's, and headings
        // belong to what follows them.
        let (above, below) = match name {
            "heading" | "subheading" => (22, 6),
            name if is_title(name) => (0, 4),
            _ => (0, 12),
        };
        let top = self.px(style.space_before).clamp(above, 32);
        let bottom = self.px(style.space_after).clamp(below, 24);
        let mut css = format!("margin:{top}px 0 {bottom}px 0");
        css.push_str(&self.text(name));
        css
    }

    /// The text of a style, each declaration with a semicolon before it.
    pub fn text(&self, name: &str) -> String {
        let style = self.layout.style(name);
        let body = self.layout.style("body");
        let mut css = String::new();
        if style.size != body.size {
            let height = (style.leading.units() * 100 / style.size.units().max(1)).clamp(115, 170);
            css.push_str(&format!(
                ";font-size:{}px;line-height:{}.{:02}",
                self.px(style.size).max(14),
                height / 100,
                height % 100
            ));
        }
        // Headings are bold unless told otherwise.
        let heading = matches!(name, "kicker" | "headline" | "heading" | "subheading");
        if style.weight != body.weight || heading {
            css.push_str(&format!(";font-weight:{}", if style.weight < 600 { 400 } else { 700 }));
        }
        if style.italic {
            css.push_str(";font-style:italic");
        }
        if style.color != body.color {
            css.push_str(&format!(";color:{}", self.color(style.color)));
        }
        if style.uppercase {
            css.push_str(";text-transform:uppercase");
        }
        let tracking = style.tracking.to_milli();
        if tracking > 0 {
            css.push_str(&format!(";letter-spacing:0.{:03}em", tracking.min(300)));
        }
        match style.align {
            Align::Center => css.push_str(";text-align:center"),
            Align::Right => css.push_str(";text-align:right"),
            // Screens do not hyphenate: justified text would be full of holes.
            Align::Left | Align::Justify => {}
        }
        if style.family != body.family {
            css.push_str(&format!(";font-family:{}", family(&style)));
        }
        css
    }

    /// The embargo box.
    pub fn embargo(&self) -> String {
        let style = self.layout.style("embargo");
        let line = style.border.map_or(style.color, |(_, color)| color);
        let line = self.color(line);
        format!("margin:0 0 20px 0;padding:10px 14px;border:2px solid {line};font-weight:700")
    }

    /// The colour of the house: that of its name.
    pub fn accent(&self) -> String {
        hex(self.layout.palette.get(self.layout.style("organisation").color).srgb)
    }

    /// A colour for text on white; black where it would be hard to read.
    fn color(&self, id: ColorId) -> String {
        let color = self.layout.palette.get(id).srgb;
        hex(if readable_on_white(color) { color } else { Srgb::default() })
    }

    /// A length in whole pixels.
    fn px(&self, length: Length) -> i64 {
        let (numerator, denominator) = self.scale;
        let pixel = Length::pt(3).units() / 4;
        (length.scale(numerator, denominator).units() + pixel / 2) / pixel
    }
}

fn is_title(name: &str) -> bool {
    matches!(name, "kicker" | "organisation" | "kind" | "date" | "number" | "contact")
}

/// The family with what stands in for it; readers rarely have house fonts.
fn family(style: &Style) -> String {
    let name: String =
        style.family.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')).collect();
    let serif = ["Serif", "Garamond", "Times", "Antiqua", "Roman"];
    let rest = if serif.iter().any(|word| name.contains(word)) {
        "Georgia,'Times New Roman',serif"
    } else {
        "'Segoe UI',Helvetica,Arial,sans-serif"
    };
    if name.trim().is_empty() { rest.to_owned() } else { format!("'{}',{rest}", name.trim()) }
}

fn hex(color: Srgb) -> String {
    format!("#{:02x}{:02x}{:02x}", color.r, color.g, color.b)
}

/// Contrast of at least 4.5:1 on white (WCAG 2.1, 1.4.3): a relative
/// luminance of at most 0.1833. The curve of sRGB is approximated by a
/// polynomial, good to 0.003, since powers differ between platforms.
fn readable_on_white(color: Srgb) -> bool {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        c * (c * (c * 0.305_306_011 + 0.682_171_111) + 0.012_522_878)
    };
    let luminance = 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
    luminance <= 0.1833
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pale_colours_are_no_text() {
        for (color, readable) in
            [("#767676", true), ("#777777", false), ("#004b8d", true), ("#ffcc00", false)]
        {
            assert_eq!(
                readable_on_white(Srgb::from_hex(color).expect("a colour")),
                readable,
                "{color}"
            );
        }
    }
}
