"""Writes docs/typography.md, docs/benchmarks.md and the page pictures from the stored results."""

import json
import statistics

import pymupdf

from common import LEFT_MM, RESULTS, ROOT, SIZE_PT, LEADING_PT, WORK

DOCS = ROOT / "docs"
PICTURES = DOCS / "pictures"
MM = 72 / 25.4
MOST_BYTES = 150_000
US = "pressblatt"
JOBS = 2
PICTURED = ["pressblatt", "lualatex", "typst", "typst-tuned", "weasyprint", "chromium-shy"]
# Deviation of word spaces that Pressblatt aims at, by column width in mm.
AIMS = {"165": 0.055, "110": 0.12, "75": 0.30}
ORDER = ["pressblatt", "lualatex", "lualatex-tuned", "typst", "typst-tuned", "weasyprint", "chromium", "chromium-shy"]


def load(name):
    return json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))


def table(head, rows):
    """A Markdown table; all columns but the first are right-aligned."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


# --- typography -----------------------------------------------------------

COLUMNS = [
    ("maker", None),
    ("mean", lambda f: f"{f['mean']:.2f}"),
    ("deviation", lambda f: f"{f['deviation']:.3f}"),
    ("widest", lambda f: f"{f['widest']:.2f}"),
    ("narrowest", lambda f: f"{f['narrowest']:.2f}"),
    ("> 1.5", lambda f: f["loose"]),
    ("< 0.7", lambda f: f["tight"]),
    ("hyphens / lines", lambda f: f"{f['hyphens']} / {f['lines']}"),
    ("ladder", lambda f: f["ladder"]),
    ("runts", lambda f: f["runts"]),
    ("widows + orphans", lambda f: f["widows"] + f["orphans"]),
    ("hyphen at page end", lambda f: f["page_hyphens"]),
    ("overfull", lambda f: f["overfull"]),
    ("letter distance", lambda f: f"{f['letter_deviation']:.1f}"),
    ("letter width", lambda f: f"{f['glyph_deviation']:.1f}"),
]


def typography():
    data = load("typography")
    names = [n for n in ORDER if n in data]
    parts = [TYPOGRAPHY_HEAD.format(size=SIZE_PT, leading=LEADING_PT)]
    for width in AIMS:
        rows = [[data[n]["label"], *(show(data[n]["widths"][width]) for _, show in COLUMNS[1:])] for n in names]
        parts.append(f"## {width} mm\n\n" + table([head for head, _ in COLUMNS], rows))
    parts.append("## Where Pressblatt stands\n\n" + standing(data, names))
    parts.append("What fewer hyphens would cost: [hyphens.md](hyphens.md).")
    pictured = [n for n in PICTURED if n in data and picture(n)]
    if pictured:
        cells = [f"![{data[n]['label']}](pictures/column-110-{n}.png)" for n in pictured]
        pairs = ["| " + " | ".join(data[n]["label"] for n in pictured[i:i + 2]) + " |\n|---|---|\n| " + " | ".join(cells[i:i + 2]) + " |"
                 for i in range(0, len(pictured), 2)]
        parts.append("## The column of 110 mm\n\nThe first half of the text, as set.\n\n" + "\n\n".join(pairs))
    versions = "\n".join(f"- {data[n]['label']}: {data[n]['version']}" for n in names)
    parts.append(f"## Versions\n\n{versions}")
    (DOCS / "typography.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def standing(data, names):
    """What the figures say, good or bad."""
    if US not in data:
        return "Not measured yet."
    out = []
    for width, aim in AIMS.items():
        mine = data[US]["widths"][width]
        others = {data[n]["label"]: data[n]["widths"][width] for n in names if n != US}
        # Who cannot hyphenate has no hyphens to be praised for.
        hyphenating = {k: v for k, v in others.items() if v["hyphens"]}
        out.append(f"{width} mm: " + "; ".join([
            _against("deviation of word spaces", mine["deviation"], {k: v["deviation"] for k, v in others.items()}, "{:.3f}")
            + f" (aim {aim}: {'met' if mine['deviation'] <= aim else 'missed'})",
            _against("hyphens", mine["hyphens"], {k: v["hyphens"] for k, v in hyphenating.items()}, "{}"),
            _against("longest ladder", mine["ladder"], {k: v["ladder"] for k, v in hyphenating.items()}, "{}")
            + f" (aim 2: {'met' if mine['ladder'] <= 2 else 'missed'})",
            _against("runts", mine["runts"], {k: v["runts"] for k, v in others.items()}, "{}"),
        ]) + ".")
    head = "Compared with all others; for hyphens and ladders with those that hyphenate."
    return head + "\n\n" + "\n".join(f"- {line}" for line in out)


def _against(what, mine, others, form):
    least = min(others.values())
    best = ", ".join(label for label, value in others.items() if value == least)
    if mine < least:
        return f"{what} {form.format(mine)}, the least of all (next: {best}, {form.format(least)})"
    if mine == least:
        return f"{what} {form.format(mine)}, as good as the best ({best})"
    return f"{what} {form.format(mine)}, **not the least**: {best} has {form.format(least)}"


def picture(name):
    """A picture of the upper half of the 110 mm column, in few greys to stay small."""
    source = WORK / "typography" / name / "110.pdf"
    target = PICTURES / f"column-110-{name}.png"
    if source.exists():
        PICTURES.mkdir(parents=True, exist_ok=True)
        with pymupdf.open(source) as pdf:
            clip = pymupdf.Rect((LEFT_MM - 4) * MM, 20 * MM, (LEFT_MM + 116) * MM, 160 * MM)
            pixels = pdf[0].get_pixmap(dpi=110, clip=clip, colorspace=pymupdf.csGRAY)
        write_grey_png(target, pixels)
        if target.stat().st_size > MOST_BYTES:
            raise SystemExit(f"{target} is larger than {MOST_BYTES} bytes")
    return target.exists()


def write_grey_png(path, pixels):
    """Sixteen greys, four bits a pixel: text needs no more."""
    import struct
    import zlib

    rows = []
    for y in range(pixels.height):
        row = pixels.samples[y * pixels.stride:y * pixels.stride + pixels.width]
        greys = [(value * 15 + 127) // 255 for value in row] + [15] * (len(row) % 2)
        rows.append(b"\0" + bytes(a << 4 | b for a, b in zip(greys[::2], greys[1::2])))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", pixels.width, pixels.height, 4, 0, 0, 0, 0)
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(rows), 9)) + chunk(b"IEND", b""))


TYPOGRAPHY_HEAD = """# The typography, measured

Generated by `benches/peers/run report`; do not edit. How to repeat it: `benches/peers/README.md`.

The prose of the example release (German, nine paragraphs), justified in Source Sans 3 at {size} pt on {leading} pt, in
columns of three widths, set by Pressblatt and by the programs that one would otherwise take. One meter
(`benches/peers/meter`) measures all of them from the finished PDF, by the places of the glyphs alone; it also proves
that every letter of the text is there once and in order.

- Word spaces are given by line, relative to the font's own space (1 is a space as the type designer drew it): their
  mean, standard deviation, the widest and the narrowest line, and the number of lines above 1.5 and below 0.7. Last
  lines of paragraphs do not count.
- Hyphens: lines that end in a hyphen which the text does not have; the ladder is the longest run of lines that end
  in any hyphen. A runt is a last line of one word or of fewer than four letters.
- What is taken from the letters instead of the spaces: standard deviation of their distance, in thousandths of
  an em, and of their width, in percent.

Each program is given its best: "tuned" is the best of a grid of settings that an expert of the program would try,
"tolerant" is LuaLaTeX with the tolerance that leaves no line overfull. Chromium fetches its hyphenation patterns after
installation and has none as packaged; the second row gives it soft hyphens instead."""


# --- benchmarks -----------------------------------------------------------

LABELS = {
    "pressblatt": "Pressblatt", "krilla": "krilla", "printpdf": "printpdf", "genpdf": "genpdf", "typst": "Typst, in process", "typst-cli": "Typst, command line",
    "fop": "Apache FOP", "weasyprint": "WeasyPrint", "chromium": "Chromium", "lualatex": "LuaLaTeX",
}


# What we were given of another machine of two cores, where the same peers
# rendered 500 releases: releases a second, milliseconds of a cold start.
REFERENCE_RATE = {"typst": 85, "typst-cli": 48, "fop": 24, "weasyprint": 13, "chromium": 6, "lualatex": 0.5, "printpdf": 170}
REFERENCE_COLD = {"typst-cli": 46, "printpdf": 17}
# Cores that may work for others, or be given to other machines, in a row that counts as measured at rest.
REST = 0.2
# So many rows make a median.
ENOUGH = 3


def at_rest(row):
    return row.get("others", JOBS) <= REST and row.get("stolen", JOBS) <= REST


def reference(makers):
    """How this machine compares with the one that others' figures are of, and what ours would be there."""
    rates = {n: (makers[n]["batch_per_second"], given) for n, given in REFERENCE_RATE.items() if n in makers and at_rest(makers[n])}
    us = makers.get(US)
    if len(rates) < ENOUGH or not us or not at_rest(us):
        return f"Not told: it takes Pressblatt and {ENOUGH} peers measured at rest; {', '.join(LABELS[n] for n in rates) or 'no peer'} was."
    colds = {n: (makers[n]["cold_ms"], given) for n, given in REFERENCE_COLD.items() if n in rates}
    rows = [[LABELS[n], _number(here), _number(given), f"{here / given:.2f}",
             *([_number(colds[n][0]), _number(colds[n][1]), f"{colds[n][1] / colds[n][0]:.2f}"] if n in colds else ["", "", ""])]
            for n, (here, given) in rates.items()]
    ratios = [here / given for here, given in rates.values()]
    speed = statistics.median(ratios)
    rows.append(["**median**", "", "", f"**{speed:.2f}**", "", "", ""])
    missing = [LABELS[n] for n in REFERENCE_RATE if n not in rates]
    return "\n\n".join([
        REFERENCE_HEAD,
        table(["peer", "releases/s here", "given", "ratio", "cold ms here", "given", "ratio"], rows),
        f"**An estimate, not a measurement:** Pressblatt's {_number(us['batch_per_second'])} releases a second here would be about "
        f"{_number(us['batch_per_second'] / speed)} there by the median ratio ({_number(us['batch_per_second'] / max(ratios))} to "
        f"{_number(us['batch_per_second'] / min(ratios))} by the extremes), its cold start of {_number(us['cold_ms'])} ms about {_number(us['cold_ms'] * speed)} ms."
        + (f" Not measured at rest, so not counted: {', '.join(missing)}." if missing else ""),
    ])


REFERENCE_HEAD = """The figures "given" were not taken by these scripts: they are of another machine of two cores, where the peers
rendered 500 releases of that kind with two processes. The ratio is this machine's speed over that one's. Only rows
measured at rest count: while we did nothing at most 0.2 cores worked for others, and while we worked at most 0.2 were
taken by other machines on the same hardware."""


def benchmarks():
    data = load("benchmarks")
    makers = {n: data["makers"][n] for n in LABELS if n in data["makers"]}
    us = makers.get(US)
    speed, cost, truth = [], [], []
    for name, m in sorted(makers.items(), key=lambda pair: pair[1]["batch_cpu_ms"]):
        work = f"{m['batch_cpu_ms'] / us['batch_cpu_ms']:.1f}" if us else "–"
        full = 1000 * JOBS / m["batch_cpu_ms"]
        count = _number(m["instructions_m"]) if m.get("instructions_m") else ""
        speed.append([LABELS[name], _number(m["batch_cpu_ms"]), work, _number(full), f"{_number(m['batch_per_second'])} ({m['load']})", count, m["releases"]])
        start = f"{us and m['cold_ms'] / us['cold_ms']:.1f}" if us else "–"
        cost.append([LABELS[name], _number(m["cold_ms"]), _number(m["idle_ms"]) if m["idle_ms"] else "", start, _number(m["cold_cpu_ms"]), m["memory_mb"], m["mean_kb"]])
        pages = ", ".join(f"{count} × {n}" for n, count in m["pages"].items())
        truth.append([LABELS[name], _verdict(m["a3a"]), _verdict(m["ua1"]), pages])
    machine = data["machine"]
    versions = "\n".join(f"- {LABELS[n]} {m['version']} ({_rest(m)})" for n, m in makers.items())
    broken = "\n".join(f"- {LABELS[n]}: {'PDF/A-3a ' + _short(m['a3a']) if m['a3a']['rule'] else ''}{'; ' if m['a3a']['rule'] and m['ua1']['rule'] else ''}{'PDF/UA-1 ' + _short(m['ua1']) if m['ua1']['rule'] else ''}"
                       for n, m in makers.items() if m["a3a"]["rule"] or m["ua1"]["rule"])
    (DOCS / "benchmarks.md").write_text("\n\n".join([
        BENCH_HEAD.format(**machine, shared="" if all(map(at_rest, makers.values())) else ", shared with other\nwork: compare ratios and processor time rather than rates"),
        "## Batch\n\n" + table(["maker", "CPU ms a release", "times Pressblatt", "releases/s of two free cores", "releases/s seen (at load)", "million instructions", "releases"], speed),
        "## One release, and what it costs\n\n" + table(["maker", "cold ms", "of it interpreter", "times Pressblatt", "CPU ms", "peak MB (batch)", "mean kB"], cost),
        "## This machine and another\n\n" + reference(makers),
        "## What the files are\n\n" + table(["maker", "PDF/A-3a", "PDF/UA-1", "files × pages"], truth),
        "The first broken rule of each, as veraPDF words it:\n\n" + broken,
        BENCH_NOTES,
        "## Versions\n\n" + versions,
        "## Commands\n\n" + "\n".join(f"- {LABELS[n]}: `benches/peers/run bench {n}`, commands in `benches/peers/makers/{n}/render.py`" for n in makers),
    ]) + "\n", encoding="utf-8")


def _rest(m):
    """How much at rest the machine was."""
    told = f"load average {m['load']} at the end of its batches"
    return f"{told}, {m['others']} cores busy with others, {m['stolen']} taken away" if "others" in m else told


def _number(value):
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _verdict(verdict):
    if verdict["passed"] == verdict["judged"]:
        return f"yes ({verdict['passed']} of {verdict['judged']})"
    return f"no ({verdict['passed']} of {verdict['judged']})"


def _short(verdict):
    text = " ".join(verdict["rule"].split())
    return text if len(text) <= 160 else text[:157].rsplit(" ", 1)[0] + " ..."


BENCH_HEAD = """# Benchmarks

Generated by `benches/peers/run report`; do not edit. How to repeat it: `benches/peers/README.md`.

500 distinct German releases of one to three pages, generated by `benches/peers/generate.py` (the same at every run),
rendered by Pressblatt and by programs and libraries that one would otherwise take, from equivalent input in the
same typeface. Machine: {processor}, {cores} cores, {memory_gib} GiB, {system}{shared}."""

BENCH_NOTES = """## How it is measured

- Batch: all releases (the slow ones get the first few, last column) with two processes or threads, best of up to
  three runs. Processor time is that of all processes by release, start included; from it the rate that two cores
  reach when nothing else runs. The rate seen is by wall time, with the load average of the machine beside it: only
  where that is near two do rates seen compare. Chromium's processor time lacks helpers it does not wait for.
- Instructions: what one more release costs, counted by valgrind in programs that it can run; the same at any load.
- Cold: a fresh process renders one release of two pages; median wall time, best processor time. For Python packages
  the start of the interpreter with the package is shown apart.
- Memory: largest sum of proportional set sizes of all processes during a batch of 100.
- Conformance: veraPDF 1.28.2 on the first 40 files, with the profiles 3a and ua1. Every peer is asked for the highest
  standard it offers: Typst, FOP (with the schema description it leaves out) and krilla for both, WeasyPrint for
  PDF/A-3a (it writes one at a time); Chromium for tags; LuaLaTeX of this TeX Live, genpdf and printpdf have neither.
- Typst in process is the Rust compiler called through its Python package, one compiler for all releases; on the
  command line it is the program from its registry, one process a release, two at a time. krilla and printpdf set no paragraphs: their rows are a minimal
  first-fit, ragged layout without hyphenation, so they do less work than all others. genpdf sets ragged lines.
- LuaLaTeX runs once a release and prints the page number without the page count, which would need a second run."""


if __name__ == "__main__":
    DOCS.mkdir(exist_ok=True)
    if (RESULTS / "typography.json").exists():
        typography()
    if (RESULTS / "benchmarks.json").exists():
        benchmarks()
