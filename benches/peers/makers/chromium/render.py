"""Chromium, headless: the print function of the browser."""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import first_line, maker, pool, run

VARIANTS = {"chromium": "Chromium (as it comes)", "chromium-shy": "Chromium (soft hyphens by Pyphen)"}
INPUT = ".html"
FLAGS = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-pdf-header-footer", "--allow-file-access-from-files"]


def version():
    return first_line(["chromium", "--version"])


def soft_hyphens(text):
    """Hyphenation points of every word as soft hyphens."""
    import re

    import pyphen

    points = pyphen.Pyphen(lang="de_DE", left=2, right=3)
    return re.sub(r"[^\W\d_]{5,}", lambda word: points.inserted(word.group(), "\u00ad"), text)


def column(paragraphs, width_mm, out, variant):
    if variant == "chromium-shy":
        paragraphs = [soft_hyphens(p) for p in paragraphs]
    page = maker("weasyprint").column_html(paragraphs, width_mm, "text-wrap: pretty; hanging-punctuation: allow-end last;")
    path = out.with_suffix(".html")
    path.write_text(page, encoding="utf-8")
    _run(path, out)


def _argv(path, out, profile):
    return [*FLAGS, f"--user-data-dir={profile}", f"--print-to-pdf={out}", f"file://{path}"]


def _run(path, out):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        run(_argv(path, out, profile))


def write(release, folder, stem):
    maker("weasyprint").write(release, folder, stem)


def one(folder, stem, out):
    """The command that renders one release, with a profile folder of its own."""
    return [sys.executable, __file__, "one", folder, stem, out]


def batch(folder, stems, out, jobs):
    return [sys.executable, __file__, "batch", folder, out, jobs, *stems]


def main():
    command, folder, *rest = sys.argv[1:]
    folder = Path(folder)
    if command == "one":
        stem, out = rest
        _run(folder / f"{stem}.html", out)
        return
    out, jobs, *stems = rest
    from serve import print_all

    print_all(folder, stems, Path(out), int(jobs))


if __name__ == "__main__":
    main()
