//! Progress: a bar on a terminal, now and then a line in a log, and nothing when
//! there is nothing to wait for.

use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::high::Common;
use crate::delivery::batch::Progress;

/// Runs shorter than this many releases show nothing.
const WORTH_A_BAR: usize = 20;
/// Seconds between two lines in a log.
const EVERY: u64 = 10;

/// What shows progress.
pub struct Bar {
    terminal: bool,
    silent: bool,
    shown: OnceLock<Shown>,
}

enum Shown {
    Bar(ProgressBar),
    Log(Log),
}

/// Lines for where nobody watches but somebody reads later.
struct Log {
    start: Instant,
    total: usize,
    done: AtomicUsize,
    next: AtomicU64,
}

impl Bar {
    /// What suits the place that standard error goes to.
    pub fn new(common: &Common) -> Self {
        let silent = common.quiet || common.json;
        Self { terminal: common.terminal, silent, shown: OnceLock::new() }
    }

    /// Takes the bar away; lines stay.
    pub fn clear(&self) {
        if let Some(Shown::Bar(bar)) = self.shown.get() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn planned(&self, count: usize) {
        if self.silent || count < WORTH_A_BAR {
            return;
        }
        let shown = if self.terminal {
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len}  {per_sec}  {eta} left");
            let bar = ProgressBar::new(count as u64);
            Shown::Bar(bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())))
        } else {
            let (done, next) = (AtomicUsize::new(0), AtomicU64::new(EVERY));
            Shown::Log(Log { start: now(), total: count, done, next })
        };
        let _ = self.shown.set(shown);
    }

    fn finished(&self) {
        match self.shown.get() {
            Some(Shown::Bar(bar)) => bar.inc(1),
            Some(Shown::Log(log)) => log.finished(),
            None => {}
        }
    }
}

impl Log {
    fn finished(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        let elapsed = self.start.elapsed();
        let next = self.next.load(Ordering::Relaxed);
        let later = elapsed.as_secs() + EVERY;
        let is_due = elapsed.as_secs() >= next && done < self.total;
        let relaxed = Ordering::Relaxed;
        // Only one thread writes the line.
        if is_due && self.next.compare_exchange(next, later, relaxed, relaxed).is_ok() {
            let _ = writeln!(std::io::stderr(), "{}", line(done, self.total, elapsed));
        }
    }
}

fn line(done: usize, total: usize, elapsed: Duration) -> String {
    let rate = done as f64 / elapsed.as_secs_f64().max(0.001);
    let left = (total - done.min(total)) as f64 / rate.max(0.001);
    format!("rendering: {done} of {total}, {rate:.0}/s, {left:.0} s left")
}

#[expect(clippy::disallowed_methods, reason = "progress is told in seconds")]
fn now() -> Instant {
    Instant::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_rate_and_time_left() {
        let said = line(500, 2000, Duration::from_secs(10));
        assert_eq!(said, "rendering: 500 of 2000, 50/s, 30 s left");
    }

    #[test]
    fn lines_come_only_when_time_has_passed_and_not_for_the_last_release() {
        let (done, next) = (AtomicUsize::new(0), AtomicU64::new(0));
        let log = Log { start: now(), total: 3, done, next };
        log.finished();
        assert_eq!(log.next.load(Ordering::Relaxed), EVERY);
        log.finished();
        assert_eq!((log.done.into_inner(), log.next.into_inner()), (2, EVERY));
    }
}
