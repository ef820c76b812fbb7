"""Printing plates of a page, as Ghostscript separates them: one grey raster an ink."""

import re
import struct
import tempfile
from pathlib import Path

from common import output, tool

DPI = 150
_INVERT = bytes(255 - i for i in range(256))


class Plate:
    """Ink coverage of one ink, 0 to 255, row by row from the top."""

    def __init__(self, path):
        data = path.read_bytes()
        tags = _tags(data)
        if (tags[258], tags[259], tags.get(277, [1])) != ([8], [1], [1]):
            raise ValueError(f"{path}: not an uncompressed grey TIFF of 8 bits")
        self.width, self.height = tags[256][0], tags[257][0]
        strips = b"".join(data[o:o + n] for o, n in zip(tags[273], tags[279]))
        # Photometric 1: 0 is black, full ink.
        self.bytes = strips.translate(_INVERT) if tags[262] == [1] else strips

    def row(self, y, x0, x1):
        """Coverages of a row from x0 up to x1; outside the raster there are none."""
        if not 0 <= y < self.height:
            return b""
        start = y * self.width
        return self.bytes[start + max(x0, 0):start + min(max(x1, 0), self.width)]

    def at(self, x, y):
        """Coverage of one pixel; none outside the raster."""
        return self.bytes[y * self.width + x] if 0 <= x < self.width and 0 <= y < self.height else 0

    def span(self, x0, y0, x1, y1):
        """Least and greatest coverage in a rectangle."""
        rows = [r for y in range(y0, y1) if (r := self.row(y, x0, x1))]
        return (min(map(min, rows)), max(map(max, rows))) if rows else (0, 0)


def _tags(data):
    order = {b"II": "<", b"MM": ">"}[data[:2]]
    at = struct.unpack(order + "I", data[4:8])[0]
    count = struct.unpack(order + "H", data[at:at + 2])[0]
    tags = {}
    for i in range(count):
        tag, kind, n, _ = struct.unpack(order + "HHII", data[at + 2 + 12 * i:at + 14 + 12 * i])
        letter = {1: "B", 3: "H", 4: "I"}.get(kind)
        if letter is None:
            continue
        size = struct.calcsize(order + str(n) + letter)
        place = at + 10 + 12 * i
        start = place if size <= 4 else struct.unpack(order + "I", data[place:place + 4])[0]
        tags[tag] = list(struct.unpack(order + str(n) + letter, data[start:start + size]))
    return tags


def separate(path):
    """Plates of each page: a list of dictionaries from ink to plate."""
    with tempfile.TemporaryDirectory() as folder:
        output(tool("gs"), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none",
               f"-r{DPI}", f"-sOutputFile={folder}/%d.tif", path)
        pages = {}
        for file in sorted(Path(folder).iterdir()):
            match = re.fullmatch(r"(\d+)\((.+)\)\.tif", file.name)
            if match:
                pages.setdefault(int(match[1]), {})[match[2]] = Plate(file)
    return [pages[p] for p in sorted(pages)]
