//! What `deny.toml` bans is not in the lock file, and what it says can be checked
//! without `cargo deny`: no git sources, one registry.

use std::collections::BTreeSet;
use std::fs;

use crate::harness::root;

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// Values of every `key = "value"` at the start of a line.
fn values<'a>(text: &'a str, key: &str) -> BTreeSet<&'a str> {
    text.lines()
        .filter_map(|line| {
            line.strip_prefix(key)?.trim().strip_prefix('=')?.trim().strip_prefix('"')
        })
        .filter_map(|rest| rest.split('"').next())
        .collect()
}

/// Crate names of the ban list: `{ name = "...", ... }`.
fn banned(deny: &str) -> BTreeSet<&str> {
    let list = deny.split("\n[bans]\n").nth(1).expect("a [bans] section");
    let list = list.split("\n[").next().expect("its text");
    list.split("{ name = \"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_banned_crate_is_in_the_lock_file() {
    let (lock, deny) = (read("Cargo.lock"), read("deny.toml"));
    let (locked, banned) = (values(&lock, "name"), banned(&deny));
    assert!(locked.contains("pdf-writer") && banned.contains("genpdf"), "read next to nothing");
    let found: Vec<_> = locked.intersection(&banned).collect();
    assert!(found.is_empty(), "banned by deny.toml: {found:?}");
}

#[test]
fn every_dependency_comes_from_the_one_registry() {
    let lock = read("Cargo.lock");
    let sources = values(&lock, "source");
    assert_eq!(sources.len(), 1, "{sources:?}");
    assert!(sources.iter().all(|s| s.starts_with("registry+")), "{sources:?}");
}
