//! Ctrl-C: the first finishes what is in hand, the second ends at once.

use std::sync::atomic::{AtomicBool, Ordering};

static STOP: AtomicBool = AtomicBool::new(false);

/// A flag that nobody raises, for work that ends before a hand reaches the
/// keyboard: starting the thread that waits for signals is half of it.
pub fn never() -> &'static AtomicBool {
    &STOP
}

/// A flag that Ctrl-C raises.
pub fn flag() -> &'static AtomicBool {
    // Without a handler Ctrl-C ends the program, which leaves whole files too.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::Relaxed) {
            #[expect(clippy::disallowed_methods, reason = "asked for twice, by a person")]
            std::process::exit(130);
        }
    });
    &STOP
}
