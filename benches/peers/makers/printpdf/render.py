"""The printpdf crate, driven by rust/printpdf."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import rustpeer

VARIANTS = {}
INPUT = ".json"
version, write, one, batch = rustpeer.maker("printpdf")
