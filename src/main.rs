//! The `pressblatt` program; everything is in the library.

fn main() -> std::process::ExitCode {
    pressblatt::cli::main()
}
