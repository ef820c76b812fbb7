//! How the program is linked.

use std::path::Path;
use std::process::{Command, Stdio};

/// On Linux the program gets fixed addresses, as Go's programs have: at a
/// random place, 25,000 pointers would have to be set right before `main`,
/// which takes 0.4 ms of the 5 to 8 that one sheet does. Stack, heap and
/// libraries stay where chance puts them; what decodes strangers' files is
/// memory-safe code.
const FIXED: &str = "-no-pie";

/// What else is asked of the linker if it can do it, and what must then not
/// be named in the program.
const WISHES: [(&str, Option<&str>); 2] = [
    // The unwinder inside the program: `libgcc_s.so` need not be looked for,
    // mapped and bound at each start. The archive is part of every GCC.
    ("-Wl,--whole-archive,-lgcc_eh,--no-whole-archive", Some("libgcc_s.so")),
    // Code and fonts lie so that Linux can map them in pieces of 2 MiB: ten
    // page faults a start instead of 130. It does where the page cache holds
    // the file in such pieces (ext4 since 6.16, XFS before), which is so from
    // when it is written at once until it is read from disk again; then a
    // start takes as many as without. LLD writes at once with the last switch,
    // whose sense is turned round since LLD 21 (LLVM issue 207459).
    ("-Wl,--no-rosegment,-z,max-page-size=0x200000,--mmap-output-file", None),
];

/// A program that needs what is to be tried: its panic must be caught.
const TRIAL: &str = "fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    assert!(std::panic::catch_unwind(|| panic!()).is_err());
}";

#[expect(clippy::disallowed_methods, reason = "how Cargo speaks to build scripts")]
fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Without shared libraries the linker would be told two things at once.
    let is_static = var("CARGO_CFG_TARGET_FEATURE").split(',').any(|f| f == "crt-static");
    if var("CARGO_CFG_TARGET_OS") != "linux" || var("CARGO_CFG_TARGET_ENV") != "gnu" || is_static {
        return;
    }
    println!("cargo:rustc-link-arg-bins={FIXED}");
    // What cannot be run here is linked as usual.
    if var("HOST") == var("TARGET") {
        for (wish, _) in WISHES.into_iter().filter(|(wish, without)| works(wish, *without)) {
            println!("cargo:rustc-link-arg-bins={wish}");
        }
    }
}

/// Whether a program can be linked like this, the way Cargo will link ours,
/// and runs, and does not name what should have become needless.
fn works(wish: &str, without: Option<&str>) -> bool {
    let folder = var("OUT_DIR");
    let (source, program) = (Path::new(&folder).join("trial.rs"), Path::new(&folder).join("trial"));
    if std::fs::write(&source, TRIAL).is_err() {
        return false;
    }
    let mut rustc = Command::new(var("RUSTC"));
    rustc.args(var("CARGO_ENCODED_RUSTFLAGS").split('\x1f').filter(|flag| !flag.is_empty()));
    let linker = var("RUSTC_LINKER");
    if !linker.is_empty() {
        rustc.arg(format!("-Clinker={linker}"));
    }
    rustc.args([FIXED, wish].map(|argument| format!("-Clink-arg={argument}")));
    rustc.args(["--edition=2024", "--crate-name=trial", "-o"]).arg(&program).arg(&source);
    let succeeds = |command: &mut Command| {
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        quiet.status().is_ok_and(|status| status.success())
    };
    succeeds(&mut rustc) && succeeds(&mut Command::new(&program)) && lacks(&program, without)
}

/// Whether a file does not contain a text.
fn lacks(file: &Path, text: Option<&str>) -> bool {
    let bytes = std::fs::read(file).unwrap_or_default();
    text.is_none_or(|text| !bytes.windows(text.len()).any(|part| part == text.as_bytes()))
}
