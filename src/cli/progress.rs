//! The progress bar: on a terminal only, and only when there is something to wait for.

use indicatif::{ProgressBar, ProgressStyle};

use super::high::Common;
use crate::delivery::batch::Progress;
use crate::delivery::job::Outcome;

/// Runs shorter than this many releases show no bar.
const WORTH_A_BAR: usize = 20;

/// A bar, or nothing.
pub struct Bar(Option<ProgressBar>);

impl Bar {
    /// A bar for `count` releases.
    pub fn new(common: &Common, count: usize) -> Self {
        if !common.terminal || common.quiet || common.json || count < WORTH_A_BAR {
            return Self(None);
        }
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {per_sec} {eta} left");
        let bar = ProgressBar::new(count as u64);
        Self(Some(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))))
    }

    /// Takes it away.
    pub fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn finished(&self, _: &Outcome) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }
}
