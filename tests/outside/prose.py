"""What a reader must find of a release: its prose in pieces, without markup."""

import re
import unicodedata

# Fields that every layout sets, in the order of the flow step they belong to.
STEPS = {"Title": ("kicker", "headline", "subhead"), "Lead": ("lead",), "Body": ("body",)}
SECTIONS = {"Background": "background", "EditorsNote": "editors_note"}
_BLANK = re.compile(r"\n[ \t]*\n")


def squeeze(text):
    """Letters, digits and signs only.

    White space, hyphens and invisible characters are left out, since line
    breaks put them in and take them away; dots of an ellipsis are unified.
    """
    text = unicodedata.normalize("NFC", text).replace("…", "...")
    return "".join(c for c in text if not c.isspace() and c not in "-\u2010\u2011\u00ad"
                   and unicodedata.category(c) != "Cf")


def inline(text):
    """A line of the dialect without its markup."""
    text = re.sub(r"<((?:https?|mailto|tel):[^>\s]+|[^>\s@]+@[^>\s]+)>", lambda m: re.sub("^mailto:", "", m[1]), text)
    text = re.sub(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", text)
    text = re.sub(r"\\-", "", text)
    # A sign between letters is written, not markup: Mitarbeiter*innen.
    text = re.sub(r"(?<=\w)\\?([*_])(?=\w)", lambda m: chr(0xE000 + ord(m[1])), text)
    text = re.sub(r"\\([!-/:-@\[-`{-~])", lambda m: chr(0xE000 + ord(m[1])), text)
    text = re.sub(r"(\*+|(?<!\w)_+|_+(?!\w)|`+)", "", text)
    return re.sub("[\ue000-\ue0ff]", lambda m: chr(ord(m[0]) - 0xE000), text)


def pieces(markdown):
    """Squeezed paragraphs, headings, list items and table cells, in order."""
    found = []
    for block in _BLANK.split(markdown.strip("\n")):
        lines = [re.sub(r"^(\s*>)+ ?", "", line) for line in block.split("\n")]
        if all(line.lstrip().startswith("|") for line in lines if line.strip()):
            found += [c for line in lines if not re.fullmatch(r"[\s|:\-]+", line) for c in line.strip().strip("|").split("|")]
            continue
        piece = ""
        for line in lines:
            marker = re.match(r"\s*(?:[-*+]\s+|\d{1,9}[.)]\s+|#{1,6}\s+)", line)
            if marker:
                found.append(piece)
                piece, line = "", line[marker.end():]
            piece += line.rstrip().removesuffix("\\") + "\n"
            if marker and "#" in marker[0]:
                found.append(piece)
                piece = ""
        found.append(piece)
    return [s for s in (squeeze(inline(p)) for p in found) if s and s.strip("-")]


def expected(release, layout):
    """Pairs of field and piece, in the order in which the layout sets them."""
    found = []
    for step in layout["flow"]:
        name = step if isinstance(step, str) else step.get("", "")
        fields = STEPS.get(name, ())
        if name == "Section":
            section = step.get("section") or step["items"][0]
            fields = (SECTIONS[section],) if section in SECTIONS else ()
        for field in fields:
            if isinstance(release.get(field), str):
                found += [(field, piece) for piece in pieces(release[field])]
    return found
