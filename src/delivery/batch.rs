//! Many releases in one run, on several threads, in a stable order.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::find::Found;
use super::job::{Engine, Outcome, Settings};
use crate::text::Scratch;

/// Told of every finished release, from any thread.
pub trait Progress: Sync {
    /// One release is done.
    fn finished(&self, outcome: &Outcome);
}

/// Renders all releases on `jobs` threads; outcomes come in the order of `found`.
pub fn render_all(
    engine: &Engine,
    found: &[Found],
    settings: &Settings,
    jobs: usize,
    progress: &dyn Progress,
) -> Vec<Outcome> {
    let render = |scratch: &mut Scratch, release: &Found| {
        let outcome = engine.render(release, settings, scratch);
        progress.finished(&outcome);
        outcome
    };
    // One release needs no pool; starting threads costs more than setting it.
    let pool = match (found.len(), jobs) {
        (0 | 1, _) | (_, 1) => None,
        (_, jobs) => rayon::ThreadPoolBuilder::new().num_threads(jobs).build().ok(),
    };
    match pool {
        None => {
            let mut scratch = Scratch::default();
            found.iter().map(|release| render(&mut scratch, release)).collect()
        }
        Some(pool) => {
            pool.install(|| found.par_iter().map_init(Scratch::default, render).collect())
        }
    }
}
