//! Ctrl-C and SIGTERM: the first finishes what is in hand, the second ends at
//! once.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

static STOP: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// The number of the signal that raised it.
static SIGNAL: LazyLock<Arc<AtomicUsize>> = LazyLock::new(Arc::default);

/// A flag that nobody raises, for work that ends before a hand reaches the
/// keyboard: then a signal ends the program, which leaves whole files too.
pub fn never() -> &'static AtomicBool {
    &STOP
}

/// A flag that a signal raises.
pub fn flag() -> &'static AtomicBool {
    // Without a handler a signal ends the program.
    let _ = listen();
    &STOP
}

/// The exit code of a run that a signal stopped, as shells have it for one
/// that it ended: 128 and its number.
pub fn exit_code() -> Option<u8> {
    let signal = SIGNAL.load(Ordering::Relaxed);
    u8::try_from(signal).ok().filter(|signal| *signal > 0).map(|signal| signal.saturating_add(128))
}

/// The flags are raised where the signal arrives: no thread waits for it. A
/// hang-up is left as it is, since `nohup` has it ignored.
#[cfg(unix)]
fn listen() -> std::io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_default(signal, Arc::clone(&STOP))?;
        flag::register_usize(signal, Arc::clone(&SIGNAL), signal.unsigned_abs() as usize)?;
        flag::register(signal, Arc::clone(&STOP))?;
    }
    Ok(())
}

/// Ends the program by the signal that stopped it. Its exit code alone would
/// let a loop in a shell go on with the next folder; only the first process of
/// a container, which no signal of its own can end, has nothing else.
#[cfg(unix)]
pub fn end() {
    let signal = SIGNAL.load(Ordering::Relaxed);
    if let Some(signal) = i32::try_from(signal).ok().filter(|_| std::process::id() != 1) {
        let _ = signal_hook::low_level::emulate_default_handler(signal);
    }
}

#[cfg(not(unix))]
fn listen() -> Result<(), ctrlc::Error> {
    const SIGINT: usize = 2;
    ctrlc::set_handler(|| {
        SIGNAL.store(SIGINT, Ordering::Relaxed);
        if STOP.swap(true, Ordering::Relaxed) {
            #[expect(clippy::disallowed_methods, reason = "asked for twice, by a person")]
            std::process::exit(130);
        }
    })
}

/// There is only the exit code.
#[cfg(not(unix))]
pub fn end() {}
