"""What poppler reads out of a PDF: words with places, boxes, tagged text."""

import html
import re
from collections import namedtuple

from common import output, tool

Word = namedtuple("Word", "text x0 y0 x1 y1")
Box = namedtuple("Box", "x0 y0 x1 y1")
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>', re.S)
_BOX = re.compile(r"(?m)^Page\s+(\d+) (Media|Bleed|Trim)Box:\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)\s+([-\d.]+)")


def boxes(path):
    """Media, bleed and trim box of each page, in points."""
    pages = {}
    for page, name, *numbers in _BOX.findall(output(tool("pdfinfo"), "-box", "-f", 1, "-l", 9999, path).decode()):
        pages.setdefault(int(page), {})[name] = Box(*map(float, numbers))
    return [pages[p] for p in sorted(pages)]


def words(path):
    """Words of each page in the order of painting; places from the top left of the trim box.

    Words outside the trim box (slug, marks) are left out.
    """
    text = output(tool("pdftotext"), "-raw", "-bbox", "-enc", "UTF-8", path, "-").decode("utf-8")
    pages = []
    for body, box in zip(text.split("<page ")[1:], boxes(path)):
        media, trim = box["Media"], box["Trim"]
        left, top = trim.x0 - media.x0, media.y1 - trim.y1
        width, height = trim.x1 - trim.x0, trim.y1 - trim.y0
        found = [Word(html.unescape(t), float(x0) - left, float(y0) - top, float(x1) - left, float(y1) - top)
                 for x0, y0, x1, y1, t in _WORD.findall(body)]
        pages.append([w for w in found if w.x1 > 0 and w.y1 > 0 and w.x0 < width and w.y0 < height])
    return pages


def tagged_text(path):
    """All text of the tag tree in its order, as a screen reader meets it."""
    out = output(tool("pdfinfo"), "-struct-text", path).decode("utf-8", "replace")
    return "".join(m[1] for m in re.finditer(r'(?ms)^ *"(.*?)"$', out))
