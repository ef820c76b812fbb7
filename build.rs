//! How the program is linked.

/// On Linux the program gets fixed addresses, as Go's programs have: at a
/// random place, 25,000 pointers would have to be set right before `main`,
/// which takes 0.4 ms of the 5 to 8 that one sheet does. Stack, heap and
/// libraries stay where chance puts them; what decodes strangers' files is
/// memory-safe code.
#[expect(clippy::disallowed_methods, reason = "how Cargo speaks to build scripts")]
fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |name, value| std::env::var(name).as_deref() == Ok(value);
    // Without shared libraries the linker would be told two things at once.
    let features = std::env::var("CARGO_CFG_TARGET_FEATURE").unwrap_or_default();
    let shared = !features.split(',').any(|feature| feature == "crt-static");
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") && shared {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
