//! Everything that needs the whole program: the module arrow, command-line
//! transcripts, frame and tag-tree goldens, determinism, docs that stay true.
//!
//! `UPDATE_GOLDENS=1 cargo test` rewrites the goldens; a golden that did not
//! exist before still fails that run, so that somebody looks at it.

mod arrow;
mod bad_input;
mod banned;
mod batch;
mod denied;
mod docs;
mod goldens;
mod harness;
mod kill;
mod ledgers;
mod mail;
mod mutated;
mod package;
mod print_run;
mod sheets;
mod transcripts;
