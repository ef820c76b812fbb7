//! Shaped words by their text.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use foldhash::HashMap;

use super::word::Word;

/// Words per generation. The vocabulary of a press office fits; at about
/// 500 bytes a word both generations of one style stay below 10 MB.
const GENERATION: usize = 8192;

/// Longer words are rare and not worth keeping.
const LONGEST: usize = 64;

/// Words of one style. When the newer of two generations is full, it becomes
/// the older and the older one is dropped: what is in use survives, memory
/// stays bounded.
#[derive(Default)]
pub(super) struct WordCache {
    generations: RwLock<Generations>,
}

/// Both generations.
#[derive(Default)]
pub(super) struct Generations {
    newer: HashMap<Box<str>, Arc<Word>>,
    older: HashMap<Box<str>, Arc<Word>>,
}

impl WordCache {
    /// For looking up many words under one lock.
    pub fn read(&self) -> RwLockReadGuard<'_, Generations> {
        self.generations.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds words under one lock. Where another thread was faster it makes no
    /// difference: all words of one text are the same.
    pub fn add<'t>(&self, words: impl IntoIterator<Item = (&'t str, Arc<Word>)>) {
        let mut generations = self.generations.write().unwrap_or_else(PoisonError::into_inner);
        for (text, word) in words {
            generations.add(text, word);
        }
    }
}

impl Generations {
    fn add(&mut self, text: &str, word: Arc<Word>) {
        if text.len() > LONGEST {
            return;
        }
        if self.newer.len() >= GENERATION {
            self.older = std::mem::take(&mut self.newer);
        }
        self.newer.insert(text.into(), word);
    }

    /// The word, and whether it is of the older generation and should be
    /// added again to live on.
    pub fn get(&self, text: &str) -> Option<(&Arc<Word>, bool)> {
        let newer = self.newer.get(text).map(|word| (word, false));
        newer.or_else(|| self.older.get(text).map(|word| (word, true)))
    }
}
