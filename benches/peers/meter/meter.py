"""Measures the typography of a PDF from the ink alone, whoever made it.

The meter takes the glyphs of one text size from the pages, in points, and
derives everything from their places: which glyphs share a baseline, how wide
the gaps between words are, where a hyphen ends a line. Spaces in the PDF are
ignored, because some makers write them and some only move the pen. With a
reference text it also knows where the words and paragraphs are, and proves that
every letter of the text is on the page once and in order; without one it
takes gaps above a tenth of an em for word spaces and larger leading for the
end of a paragraph.

Terms: a *word space* is the distance from the advance of one word's last
glyph to the origin of the next word's first, in units of the font's own space
at that size. A line's word space is the mean over its gaps. The
last line of a paragraph is left out of all word-space figures. A *runt* is a
last line of one word, or of fewer than four letters. A *ladder* is a run of
consecutive lines that end in a hyphen. What a maker takes from the letters
instead of the spaces shows as the deviation of their distance (thousandths of
an em, line by line) and of their width (percent).
"""

import argparse
import json
import statistics
import sys
from collections import namedtuple

import pymupdf

Glyph = namedtuple("Glyph", "char x end")
HYPHENS = "-\u00ad\u2010\u2011"
SPACES = " \u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u2060\ufeff\t\r\n"
# Without a reference: smaller gaps are kerning or letter-spacing.
LEAST_GAP_EM = 0.1
LOOSE, TIGHT = 1.5, 0.7
# Hanging punctuation stands out by less than this; more is an overfull line.
HANGING_EM = 0.45


class Line:
    """Glyphs on one baseline, left to right, without spaces."""

    def __init__(self, page, y, size, glyphs):
        self.page, self.y, self.size = page, y, size
        self.glyphs = sorted(glyphs, key=lambda g: g.x)
        self.starts = None  # indices of glyphs that start a word; 0 excluded
        self.break_kind = None  # "inserted", "own" (a hyphen of the text) or None

    def text(self):
        return "".join(g.char for g in self.glyphs)

    def word_starts(self):
        """Indices of the glyphs that start a word, the first of the line excepted."""
        if self.starts is not None:
            return self.starts
        pairs = zip(self.glyphs, self.glyphs[1:])
        return [i + 1 for i, (a, b) in enumerate(pairs) if b.x - a.end > LEAST_GAP_EM * self.size]

    def gaps(self):
        """Word spaces of the line in points."""
        return [self.glyphs[i].x - self.glyphs[i - 1].end for i in self.word_starts()]

    def ends_in_hyphen(self):
        return bool(self.glyphs) and self.glyphs[-1].char in HYPHENS


class MeterError(Exception):
    """The PDF does not hold what the meter was told to measure."""


def read_lines(path, size, tolerance=0.06):
    """All lines of the text that is set at `size` points, in page order.

    The size is the height of the em on the page, whatever matrices the maker
    used to get there.
    """
    lines = []
    with pymupdf.open(path) as pdf:
        for number, page in enumerate(pdf):
            rows = {}
            for y, glyph in _glyphs(page, size, tolerance):
                # A raised or lowered glyph belongs to the line it stands in.
                near = [row for row in rows if abs(row - y) < 0.2 * size]
                rows.setdefault(near[0] if near else y, []).append(glyph)
            lines += [Line(number, y, size, rows[y]) for y in sorted(rows)]
    return lines


def _glyphs(page, size, tolerance):
    """Visible glyphs of one size with their baselines, as painted.

    ActualText is ignored: it says what is read aloud, not what is printed.
    """
    out = []
    raw = page.get_text("rawdict", flags=pymupdf.TEXT_IGNORE_ACTUALTEXT)
    spans = (s for b in raw["blocks"] for line in b.get("lines", ()) for s in line["spans"])
    for span in spans:
        if abs(span["size"] - size) > tolerance * size:
            continue
        for char in span["chars"]:
            x, y = char["origin"]
            end = char["bbox"][2]
            if char["c"] in SPACES:
                continue
            if end - x < 1e-3 and out and out[-1][0] == y:
                # Further letters of a ligature have no ink of their own.
                last = out[-1][1]
                out[-1] = (y, last._replace(char=last.char + char["c"]))
            else:
                out.append((y, Glyph(char["c"], x, end)))
    return out


def split_by_leading(lines):
    """Paragraphs by their larger leading; a page break alone ends none."""
    pitches = [b.y - a.y for a, b in zip(lines, lines[1:]) if a.page == b.page]
    if not pitches:
        return [lines] if lines else []
    usual = statistics.median_low(pitches)
    paragraphs = [[lines[0]]]
    for before, line in zip(lines, lines[1:]):
        if before.page == line.page and line.y - before.y > 1.2 * usual:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def split_by_text(lines, paragraphs):
    """Paragraphs by a reference text; marks word starts and inserted hyphens.

    Raises MeterError where the page says something else than the reference.
    """
    out, feed = [], iter(lines)
    for number, paragraph in enumerate(paragraphs):
        letters, first = _letters(paragraph)
        at, mine = 0, []
        while at < len(letters):
            line = next(feed, None)
            if line is None:
                raise MeterError(f"paragraph {number + 1} ends early: missing {''.join(letters[at:at + 40])!r}")
            at = _match(line, letters, first, at, number)
            mine.append(line)
        out.append(mine)
    rest = next(feed, None)
    if rest is not None:
        raise MeterError(f"more on the page than in the text: {rest.text()!r}")
    return out


def _letters(paragraph):
    """Characters without spaces, and the indices at which words start."""
    letters, starts, gap = [], set(), False
    for char in paragraph:
        if char in SPACES:
            gap = True
        elif char != "\u00ad":
            if gap:
                starts.add(len(letters))
            letters.append(char)
            gap = False
    return letters, starts


def _match(line, letters, starts, at, number):
    line.starts = []
    for index, glyph in enumerate(line.glyphs):
        last = index == len(line.glyphs) - 1
        wanted = "".join(letters[at:at + len(glyph.char)])
        if _same(glyph.char, wanted):
            if index and at in starts:
                line.starts.append(index)
            at += len(glyph.char)
            if last and glyph.char in HYPHENS and at < len(letters) and at not in starts:
                line.break_kind = "own"
        elif last and glyph.char in HYPHENS:
            line.break_kind = "inserted"
        else:
            raise MeterError(f"paragraph {number + 1}: the page has {glyph.char!r} where the text has {wanted!r}, in {line.text()!r}")
    return at


def _same(found, wanted):
    return found == wanted or (found in HYPHENS and wanted in HYPHENS and wanted != "")


def measure(paragraphs, space_em, column=None, advance=None):
    """The figures of a text whose font has a space of `space_em` ems.

    With the left and right edge of the `column` in points, lines that run out
    of it are counted too; with the font's `advance` of a character in ems, so is
    how much glyphs are widened.
    """
    lines = [line for paragraph in paragraphs for line in paragraph]
    spaced = [line for p in paragraphs for line in p[:-1] if line.gaps()]
    ratios = [statistics.fmean(line.gaps()) / (space_em * line.size) for line in spaced]
    letters = [_letter_space(line) for line in spaced]
    widths = [_glyph_width(line, advance) for line in spaced] if advance else []
    long = [p for p in paragraphs if len(p) > 1]
    return {
        "paragraphs": len(paragraphs),
        "lines": len(lines),
        "spaced_lines": len(ratios),
        "mean": statistics.fmean(ratios) if ratios else None,
        "deviation": statistics.pstdev(ratios) if ratios else None,
        "widest": max(ratios, default=None),
        "narrowest": min(ratios, default=None),
        "letter_deviation": _spread(letters, 1000),
        "glyph_deviation": _spread(widths, 100),
        "loose": sum(r > LOOSE for r in ratios),
        "tight": sum(r < TIGHT for r in ratios),
        "overfull": sum(_overfull(line, column) for line in lines) if column else None,
        "hyphens": sum(_hyphenated(line) for line in lines),
        "own_hyphens": sum(line.break_kind == "own" for line in lines),
        "ladder": max((_ladder(p) for p in paragraphs), default=0),
        "runts": sum(_is_runt(p[-1]) for p in long),
        "widows": sum(p[-1].page != p[-2].page for p in long),
        "orphans": sum(p[0].page != p[1].page for p in long),
        "page_hyphens": sum(a.page != b.page and a.ends_in_hyphen() for p in long for a, b in zip(p, p[1:])),
    }


def _spread(values, factor):
    values = [value for value in values if value is not None]
    return factor * statistics.pstdev(values) if values else None


def _letter_space(line):
    """Mean distance of letters inside words, in ems; kerning included."""
    starts = set(line.word_starts())
    pairs = zip(line.glyphs, line.glyphs[1:])
    inside = [b.x - a.end for i, (a, b) in enumerate(pairs) if i + 1 not in starts]
    return statistics.fmean(inside) / line.size if inside else None


def _glyph_width(line, advance):
    """Width of the glyphs in use by their width in the font."""
    known = [(g.end - g.x, advance(g.char)) for g in line.glyphs if advance(g.char)]
    return sum(w for w, _ in known) / (line.size * sum(a for _, a in known)) if known else None


def _overfull(line, column):
    slack = HANGING_EM * line.size
    return line.glyphs[0].x < column[0] - slack or line.glyphs[-1].end > column[1] + slack


def _hyphenated(line):
    """Whether a hyphen was put in; without a reference every final hyphen counts."""
    return line.break_kind == "inserted" if line.starts is not None else line.ends_in_hyphen()


def _ladder(paragraph):
    longest = run = 0
    for line in paragraph[:-1]:
        run = run + 1 if line.ends_in_hyphen() else 0
        longest = max(longest, run)
    return longest


def _is_runt(line):
    letters = sum(char.isalnum() for char in line.text())
    return not line.gaps() or letters < 4


def advances(font):
    """A function from a character to its advance in ems, for single characters."""
    face = pymupdf.Font(fontfile=str(font))
    return lambda char: face.glyph_advance(ord(char)) if len(char) == 1 else None


def measure_file(path, font, size, reference=None, column=None):
    """Measures one PDF; `reference` is the text with blank lines between paragraphs."""
    lines = read_lines(path, size)
    if not lines:
        raise MeterError(f"{path}: no text of {size} pt")
    if reference is None:
        paragraphs = split_by_leading(lines)
    else:
        wanted = [" ".join(p.split()) for p in reference.split("\n\n") if p.strip()]
        paragraphs = split_by_text(lines, wanted)
    advance = advances(font)
    return measure(paragraphs, advance(" "), column, advance)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("pdf", nargs="+")
    parser.add_argument("--font", required=True, help="font file whose space is the measure")
    parser.add_argument("--size", type=float, required=True, help="text size in points; other sizes are left out")
    parser.add_argument("--text", help="the text that was set, paragraphs parted by blank lines")
    options = parser.parse_args()
    reference = open(options.text, encoding="utf-8").read() if options.text else None
    try:
        result = {pdf: measure_file(pdf, options.font, options.size, reference) for pdf in options.pdf}
    except MeterError as error:
        sys.exit(f"meter: {error}")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
