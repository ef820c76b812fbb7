//! libFuzzer's way into [`pressblatt_fuzz::message`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pressblatt_fuzz::message(data));
