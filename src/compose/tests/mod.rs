//! Composing with real fonts and small layouts in code.

mod blocks;
mod fixture;
mod frames;
mod hostile;
mod pages;
mod tags;
mod trace;
mod turn;
