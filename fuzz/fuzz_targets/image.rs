//! libFuzzer's way into [`pressblatt_fuzz::image`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pressblatt_fuzz::image(data));
