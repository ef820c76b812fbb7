#!/usr/bin/env python3
"""Writes N distinct releases and their layout: generate.py N FOLDER.

They are those of ../peers: FOLDER/house.ron and FOLDER/releases/r000000.ron
and so on. Release i is the same however many there are.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "peers"), str(HERE.parent / "peers" / "makers" / "pressblatt")]
import generate
import render

if __name__ == "__main__":
    count, folder = int(sys.argv[1]), Path(sys.argv[2]) / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        render.write(generate.release(index), folder, f"r{index:06}")
