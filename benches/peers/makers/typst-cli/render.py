"""Typst, the program: one process a release, as a script would call it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import FONTS, WORK, first_line, maker, pool

VARIANTS = {}
INPUT = ".typ"
TYPST = WORK / "typst-cli" / "bin" / "typst"


def version():
    return first_line([TYPST, "--version"])


def write(release, folder, stem):
    maker("typst").write(release, folder, stem)


def one(folder, stem, out):
    """The command that renders one release."""
    standards = ",".join(maker("typst").STANDARDS)
    return [TYPST, "compile", "--font-path", FONTS, "--ignore-system-fonts", "--pdf-standard", standards, "--jobs", "1", Path(folder) / f"{stem}.typ", out]


def batch(folder, stems, out, jobs):
    return [sys.executable, __file__, "batch", folder, out, jobs, *stems]


def main():
    _, folder, out, jobs, *stems = sys.argv[1:]
    pool(int(jobs), [one(folder, stem, Path(out) / f"{stem}.pdf") for stem in stems])


if __name__ == "__main__":
    main()
