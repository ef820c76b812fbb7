//! Texts of the house inside a release in another language.

use super::Collector;

impl Collector<'_, '_> {
    /// Collects what the house wrote, if `of_house`: by the rules of its
    /// language, which all elements that are added carry. Where house and
    /// release speak one language, and for what the release wrote, nothing is
    /// done.
    pub(super) fn in_house<T>(
        &mut self,
        of_house: bool,
        collect: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let config = self.config;
        let Some(house) = config.house_of(of_house) else { return collect(self) };
        let from = self.tags.len();
        let lang = std::mem::replace(&mut self.lang, house.lang.clone());
        let context = std::mem::replace(&mut self.context, house.context.clone());
        let collected = collect(self);
        self.lang = lang;
        self.context = context;
        self.tags.speak(from, &house.lang);
        collected
    }
}
