"""The genpdf crate, driven by rust/genpdf."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import rustpeer

VARIANTS = {}
INPUT = ".json"
version, write, one, batch = rustpeer.maker("genpdf")
