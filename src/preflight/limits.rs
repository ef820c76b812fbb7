//! Limits that keep hostile files from taking unbounded memory or time.
//!
//! No clock is read; time is bounded by counting work (parsed nodes,
//! decoded and searched bytes, executed operators).

use std::cell::Cell;

/// How much one file may cost. The defaults are far above real print files.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest file in bytes.
    pub file_bytes: usize,
    /// Most cross-reference entries.
    pub objects: usize,
    /// Most parsed values (numbers, names, array items...) in all objects and operands.
    pub nodes: u64,
    /// Largest decoded stream in bytes.
    pub stream_bytes: usize,
    /// Most decoded and searched bytes of the whole file.
    pub work_bytes: u64,
    /// Most pages that are judged.
    pub pages: usize,
    /// Most executed content operators.
    pub operators: u64,
    /// Most painted objects kept.
    pub painted: usize,
    /// Most path points, of which some may be kept for the ink raster.
    pub points: u64,
    /// Deepest nesting of form XObjects and patterns.
    pub form_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            objects: 2_000_000,
            nodes: 8_000_000,
            stream_bytes: 128 << 20,
            work_bytes: 2 << 30,
            pages: 10_000,
            operators: 5_000_000,
            painted: 300_000,
            points: 4_000_000,
            form_depth: 16,
        }
    }
}

/// What is left of the limits while a file is read. Shared by reference;
/// an exhausted budget makes the readers stop and is reported once.
#[derive(Debug)]
pub(crate) struct Budget {
    /// The limits it started from.
    pub limits: Limits,
    nodes: Cell<u64>,
    work: Cell<u64>,
    operators: Cell<u64>,
    points: Cell<u64>,
    exceeded: Cell<Option<&'static str>>,
}

impl Budget {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            nodes: Cell::new(limits.nodes),
            work: Cell::new(limits.work_bytes),
            operators: Cell::new(limits.operators),
            points: Cell::new(limits.points),
            exceeded: Cell::new(None),
            limits,
        }
    }

    fn take(&self, cell: &Cell<u64>, amount: u64, what: &'static str) -> bool {
        match cell.get().checked_sub(amount) {
            Some(rest) => {
                cell.set(rest);
                true
            }
            None => {
                self.exceed(what);
                false
            }
        }
    }

    /// One more parsed value.
    pub(crate) fn node(&self) -> bool {
        self.take(&self.nodes, 1, "values")
    }

    /// Bytes decoded or searched.
    pub(crate) fn work(&self, bytes: usize) -> bool {
        self.take(&self.work, bytes as u64, "decoded bytes")
    }

    /// One more executed operator.
    pub(crate) fn operator(&self) -> bool {
        self.take(&self.operators, 1, "content operators")
    }

    /// More path points.
    pub(crate) fn points(&self, count: usize) -> bool {
        self.take(&self.points, count as u64, "path points")
    }

    /// Records that a limit was hit.
    pub(crate) fn exceed(&self, what: &'static str) {
        if self.exceeded.get().is_none() {
            self.exceeded.set(Some(what));
        }
    }

    /// The first limit that was hit.
    pub(crate) fn exceeded(&self) -> Option<&'static str> {
        self.exceeded.get()
    }
}
