//! Composing with real fonts and small layouts in code.

mod beside;
mod blocks;
mod fixture;
mod frames;
mod hostile;
mod house;
mod initial;
mod page_ends;
mod pages;
mod tags;
mod trace;
mod turn;
