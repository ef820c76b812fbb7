//! Pages: the columns that the flow fills and where it breaks.

mod breaker;
mod cursor;
mod report;
#[cfg(test)]
mod tests;

pub(super) use breaker::{
    Columns, DEAR_HYPHEN, HYPHEN, PagePlan, first_ends, paginate, paginate_after, repeated_header,
};
pub(super) use cursor::{Cursor, Grid};
pub(super) use report::report;
