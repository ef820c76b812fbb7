//! Files in and out: finding releases and layouts, confined reading, rendering
//! jobs, batches and whole files or none.

pub mod archive;
pub mod assets;
pub mod batch;
pub mod bundled;
pub mod dossier;
pub mod find;
pub mod hash;
pub mod job;
pub mod layouts;
pub mod lock;
pub mod mail;
pub mod manifest;
pub mod merge;
pub mod package;
pub mod pictures;
pub mod print_run;
pub mod relation;
pub mod shell;
pub mod told;
pub mod trace;
pub mod verify;
pub mod write;
