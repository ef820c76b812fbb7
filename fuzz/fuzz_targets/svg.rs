//! libFuzzer's way into [`pressblatt_fuzz::svg`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pressblatt_fuzz::svg(data));
