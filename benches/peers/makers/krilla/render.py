"""The krilla crate, driven by rust/krilla."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
import rustpeer

VARIANTS = {}
INPUT = ".json"
version, write, one, batch = rustpeer.maker("krilla")
