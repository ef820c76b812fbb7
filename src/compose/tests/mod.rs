//! Composing with real fonts and small layouts in code.

mod fixture;

use fixture::{example, layout, sheet};

#[test]
fn the_example_is_two_pages() {
    let sheet = sheet(&example(), &layout());
    assert_eq!(sheet.codes(), [""; 0]);
    assert_eq!(sheet.document.pages.len(), 2);
}
