"""What the makers written in Rust share: one program each, the same arguments."""

import json
import re
from pathlib import Path

from common import FONTS, HERE, RUST, TTF

# genpdf cannot embed OpenType fonts with PostScript outlines.
FONT_FOLDERS = {"genpdf": TTF}


def maker(name):
    """The functions version, write, one and batch of a Rust peer."""
    program = RUST / f"peer-{name}"
    fonts = FONT_FOLDERS.get(name, FONTS)

    def version():
        lock = (HERE / "rust" / "Cargo.lock").read_text(encoding="utf-8")
        versions = re.findall(rf'name = "{name}"\nversion = "([^"]+)"', lock)
        return max(versions, key=lambda v: [int(n) for n in v.split(".")])

    def write(release, folder, stem):
        (folder / f"{stem}.json").write_text(json.dumps(release, ensure_ascii=False), encoding="utf-8")

    def one(folder, stem, out):
        return [program, fonts, Path(out).parent, 1, Path(folder) / f"{stem}.json"]

    def batch(folder, stems, out, jobs):
        return [program, fonts, out, jobs, *(Path(folder) / f"{stem}.json" for stem in stems)]

    return version, write, one, batch
