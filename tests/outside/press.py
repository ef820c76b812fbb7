"""What is looked for on printing plates: text, marks, bleed, blank paper."""

from plates import DPI
from prose import inline, squeeze

# A plate carries ink from this coverage on (of 255), and is even within this.
INK, EVEN = 128, 3
# Outlines of letters that may coincide with an edge of artwork below them.
CHANCE = 0.1
# A paragraph counts from this length on (letters): long enough to be unique.
LONG = 60
# Print profiles with marks.
MARKED = ("Offset", "Proof")


def plain_paragraphs(release):
    """Paragraphs of prose that no markup or colour of a house can touch."""
    for field in ("body", "background"):
        for block in (release.get(field) or "").split("\n\n"):
            if block.strip() and block.strip()[0] not in "#*-|>1234567890" and "](" not in block and "<" not in block:
                piece = squeeze(inline(block))
                if len(piece) >= LONG:
                    yield piece


def locate(piece, page):
    """Words of a page that a paragraph begins with, as far as the page goes."""
    text, owner = "", []
    for word in page:
        letters = squeeze(word.text)
        owner += [word] * len(letters)
        text += letters
    start = text.find(piece[:LONG])
    if start < 0:
        return []
    end = start
    while end < len(text) and end - start < len(piece) and text[end] == piece[end - start]:
        end += 1
    # The last word may belong to what follows; the first is the paragraph's own.
    return list(dict.fromkeys(owner[start:end]))[:-1]


def pixels(points):
    """Whole pixels of a length in points."""
    return round(points * DPI / 72)


class Frame:
    """Boxes of a page in pixels from the top left of the raster: x0, y0, x1, y1."""

    def __init__(self, box):
        media = box["Media"]
        self.media, self.bleed, self.trim = (
            (pixels(b.x0 - media.x0), pixels(media.y1 - b.y1), pixels(b.x1 - media.x0), pixels(media.y1 - b.y0))
            for b in (media, box["Bleed"], box["Trim"]))


def outlines(black, x0, y0, x1, y1):
    """Pairs of neighbouring pixels between which a letter begins or ends."""
    for y in range(y0, y1):
        row = black.row(y, x0, x1)
        for x in range(1, len(row)):
            if (row[x - 1] >= INK) != (row[x] >= INK):
                yield y * black.width + x0 + x


def text_faults(page, plates, frame, pieces):
    """Number of words judged, and words that are not on the black plate alone."""
    judged, faults = 0, []
    for word in [w for p in pieces for w in locate(p, page)]:
        x0, y0 = frame.trim[0] + pixels(word.x0), frame.trim[1] + pixels(word.y0)
        area = (x0, y0, frame.trim[0] + pixels(word.x1), frame.trim[1] + pixels(word.y1))
        judged += 1
        if plates["Black"].span(*area)[1] < 255 - EVEN:
            faults.append(f"{word.text}: not in full black")
        edges = list(outlines(plates["Black"], *area))
        for ink in plates.keys() - {"Black"}:
            data = plates[ink].bytes
            shown = sum(abs(data[e] - data[e - 1]) > EVEN for e in edges)
            if shown > CHANCE * len(edges):
                faults.append(f"{word.text}: shows on {ink}")
    return judged, sorted(faults)


def mark_faults(plates, frame):
    """Crop marks that are missing on a plate."""
    (mx0, my0, mx1, my1), (bx0, by0, bx1, by1), (tx0, ty0, tx1, ty1) = frame.media, frame.bleed, frame.trim
    faults = []
    for name, x, y in (("top left", tx0, ty0), ("top right", tx1, ty0), ("bottom left", tx0, ty1), ("bottom right", tx1, ty1)):
        rows = range(my0, by0) if y == ty0 else range(by1, my1)
        columns = range(mx0, bx0) if x == tx0 else range(bx1, mx1)
        upright = [[(c, r) for r in rows] for c in range(x - 2, x + 3)]
        level = [[(c, r) for c in columns] for r in range(y - 2, y + 3)]
        for kind, lines in (("upright", upright), ("level", level)):
            for ink, plate in plates.items():
                longest = max(sum(plate.at(c, r) >= INK for c, r in line) for line in lines)
                if longest < pixels(4):
                    faults.append(f"{name} {kind} crop mark is not on {ink}")
    return faults


def ink_outside(plates, frame):
    """Inks that paint outside the bleed box."""
    (mx0, my0, mx1, my1), (bx0, by0, bx1, by1) = frame.media, frame.bleed
    strips = ((mx0, my0, mx1, by0), (mx0, by1, mx1, my1), (mx0, my0, bx0, my1), (bx1, my0, mx1, my1))
    return [ink for ink, plate in plates.items() if any(plate.span(*s)[1] >= INK for s in strips)]


def bleed_faults(plates, frame):
    """Pixels of artwork along the trim, and those that stop before the bleed edge."""
    (bx0, by0, bx1, by1), (tx0, ty0, tx1, ty1) = frame.bleed, frame.trim
    along = [("left", (tx0 + 1, y), (bx0 + 1, y)) for y in range(ty0 + 2, ty1 - 2)]
    along += [("right", (tx1 - 2, y), (bx1 - 2, y)) for y in range(ty0 + 2, ty1 - 2)]
    along += [("top", (x, ty0 + 1), (x, by0 + 1)) for x in range(tx0 + 2, tx1 - 2)]
    along += [("bottom", (x, ty1 - 2), (x, by1 - 2)) for x in range(tx0 + 2, tx1 - 2)]
    touching, short_of = 0, {}
    for edge, inside, outside in along:
        for ink, plate in plates.items():
            if plate.at(*inside) > 25:
                touching += 1
                if plate.at(*outside) <= 25:
                    short_of[edge, ink] = short_of.get((edge, ink), 0) + 1
    return touching, [f"{n} pixels of {ink} stop before the bleed edge on the {edge}" for (edge, ink), n in short_of.items()]


def page_faults(plates, box, page, pieces, marked):
    """Words and pixels at the trim that were judged, and the faults of a page."""
    frame = Frame(box)
    read, faults = text_faults(page, plates, frame, pieces)
    faults = [f"{'; '.join(faults[:5])} ({len(faults)} in all)"] if faults else []
    outside = mark_faults(plates, frame) if marked else ink_outside(plates, frame)
    faults += [f"outside the bleed: {fault}" for fault in outside]
    touched, short_of = bleed_faults(plates, frame)
    return read, touched, faults + short_of


def is_blank(plates):
    """Whether a page takes no ink at all."""
    return all(plate.span(0, 0, plate.width, plate.height)[1] == 0 for plate in plates.values())
