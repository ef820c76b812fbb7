//! Release numbers in the form of the house.

use super::release::Number;

/// Whether a number format has `{n}` and no other placeholder than `{yyyy}`.
pub(crate) fn is_format(format: &str) -> bool {
    let rest = format.replace("{n}", "").replace("{yyyy}", "");
    format.contains("{n}") && !rest.contains(['{', '}'])
}

/// The number in the form of the house; as written when the house has none.
/// `year` is that of the release date, for numbers without their own.
pub fn number(number: &Number, format: Option<&str>, year: i16) -> String {
    let Some(format) = format else { return number.text.as_str().to_owned() };
    let year = number.year.map_or(i32::from(year), i32::from);
    format.replace("{n}", &number.value.to_string()).replace("{yyyy}", &format!("{year:04}"))
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;

    #[test]
    fn numbers_take_the_form_of_the_house() {
        let of = |value, year, text| Number { value, year, text: Text::synthetic(text) };
        assert_eq!(number(&of(202, None, "202."), None, 2021), "202.");
        assert_eq!(number(&of(202, None, "202."), Some("{n}/{yyyy}"), 2021), "202/2021");
        assert_eq!(number(&of(7, Some(2020), "7/20"), Some("{n}/{yyyy}"), 2021), "7/2020");
        assert_eq!(number(&of(7, None, "7"), Some("{n}."), 2021), "7.");
    }

    #[test]
    fn formats_need_the_number() {
        assert!(is_format("{n}/{yyyy}") && is_format("Nr. {n}"));
        assert!(!is_format("{yyyy}") && !is_format("{n}/{year}") && !is_format("{n"));
    }
}
