//! The progress bar: on a terminal only, and only when there is something to wait for.

use std::sync::OnceLock;

use indicatif::{ProgressBar, ProgressStyle};

use super::high::Common;
use crate::delivery::batch::Progress;

/// Runs shorter than this many releases show no bar.
const WORTH_A_BAR: usize = 20;

/// A bar, or nothing.
pub struct Bar {
    wanted: bool,
    bar: OnceLock<ProgressBar>,
}

impl Bar {
    /// A bar for a terminal.
    pub fn new(common: &Common) -> Self {
        let wanted = common.terminal && !common.quiet && !common.json;
        Self { wanted, bar: OnceLock::new() }
    }

    /// Takes it away.
    pub fn clear(&self) {
        if let Some(bar) = self.bar.get() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn planned(&self, count: usize) {
        if self.wanted && count >= WORTH_A_BAR {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta} left");
            let bar = ProgressBar::new(count as u64);
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            let _ = self.bar.set(bar.with_style(style));
        }
    }

    fn finished(&self) {
        if let Some(bar) = self.bar.get() {
            bar.inc(1);
        }
    }
}
