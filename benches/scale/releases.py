#!/usr/bin/env python3
"""Writes N distinct releases and their layout: releases.py N FOLDER.

They are those of ../peers: FOLDER/house.ron and FOLDER/releases/2000/01/r000000.ron
and so on. Release i is the same however many there are.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "peers"), str(HERE.parent / "peers" / "makers" / "pressblatt")]
import generate
import render


def house(folder):
    """Puts the layout beside the releases, so that it is not taken for one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "house.ron"
    path.write_text((render.HERE / "house.ron").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def write(count, folder):
    """Writes the releases below a folder, one folder a month."""
    for index in range(count):
        release = generate.release(index)
        month = folder / release["iso"][:4] / release["iso"][5:7]
        month.mkdir(parents=True, exist_ok=True)
        (month / f"r{index:06}.ron").write_text(render.source(release), encoding="utf-8")


if __name__ == "__main__":
    house(Path(sys.argv[2]))
    write(int(sys.argv[1]), Path(sys.argv[2]) / "releases")
