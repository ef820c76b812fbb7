//! Composing with real fonts and small layouts in code.

mod blocks;
mod fixture;
mod frames;
mod hostile;
mod page_ends;
mod pages;
mod tags;
mod trace;
mod turn;
