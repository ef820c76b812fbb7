"""Typst, in process through its Python binding (package `typst`)."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import BOTTOM_MM, FONTS, HERE, LEADING_PT, LEFT_MM, PAGE_MM, PARAGRAPH_GAP_PT, SIZE_PT, TOP_MM, first_line, fork

VARIANTS = {"typst": "Typst (as it comes)", "typst-tuned": "Typst (tuned)"}
STANDARDS = ["a-3a", "ua-1"]
INPUT = ".typ"

# What an expert would switch on: of a grid of hyphenation and runt costs and
# of limits for word and letter spaces, the setting with the least deviation of
# word spaces over all three widths that has at most as many hyphens as the
# language's own setting.
TUNED = """
#set text(costs: (hyphenation: 50%, runt: 200%))
#set par(linebreaks: "optimized", justification-limits: (
  spacing: (min: 80%, max: 120%), tracking: (min: -0.015em, max: 0.03em)))
"""


def version():
    import importlib.metadata

    return importlib.metadata.version("typst")


def escape(text):
    return "".join("\\" + c if c in "\\*_`$#@<>[]~" else c for c in text)


def compiler(path=None):
    import typst

    return typst.Compiler(str(path) if path else None, font_paths=[str(FONTS)], ignore_system_fonts=True)


def column(paragraphs, width_mm, out, variant):
    """Sets the text in a column."""
    # Typst measures leading between the lines' boxes: baseline distance less
    # the height of a line, which top-edge and bottom-edge fix here.
    source = f"""
#set page(width: {PAGE_MM[0]}mm, height: {PAGE_MM[1]}mm,
  margin: (left: {LEFT_MM}mm, right: {PAGE_MM[0] - LEFT_MM - width_mm}mm, top: {TOP_MM}mm, bottom: {BOTTOM_MM}mm))
#set text(font: "Source Sans 3", size: {SIZE_PT}pt, lang: "de", top-edge: "ascender", bottom-edge: 0pt)
#set text(top-edge: {SIZE_PT}pt)
#set par(justify: true, leading: {LEADING_PT - SIZE_PT}pt, spacing: {LEADING_PT - SIZE_PT + PARAGRAPH_GAP_PT}pt)
{TUNED if variant == "typst-tuned" else ""}
"""
    path = out.with_suffix(".typ")
    path.write_text(source + "\n\n".join(map(escape, paragraphs)), encoding="utf-8")
    compiler(path).compile(output=str(out))


def write(release, folder, stem):
    """Writes one release; the house layout is imported from house.typ."""
    (folder / "house.typ").write_text((Path(__file__).parent / "house.typ").read_text(encoding="utf-8"), encoding="utf-8")
    body = []
    for block in release["blocks"]:
        text = escape(block["text"])
        body.append({"speaker": f"#speaker[{text}]", "heading": f"== {text}", "text": text}[block["role"]])
    contact = "".join(f"[{escape(line)}], " for line in release["contact"])
    (folder / f"{stem}.typ").write_text(
        f"""#import "house.typ": house, speaker
#show: house.with(organisation: [{escape(release["organisation"])}], kind: [{escape(release["kind"])}],
  contact: ({contact}), date: [{escape(release["date"])}], number: [{escape(release["number"])}],
  kicker: [{escape(release["kicker"])}], title: "{release["headline"]}")

""" + "\n\n".join(body) + "\n", encoding="utf-8")


def one(folder, stem, out):
    """The command that renders one release."""
    return [sys.executable, __file__, "one", folder, stem, out]


def idle():
    """The same start without a sheet: what the interpreter costs."""
    return [sys.executable, "-c", "import typst"]


def batch(folder, stems, out, jobs):
    """The command that renders many."""
    return [sys.executable, __file__, "batch", folder, out, jobs, *stems]


def _render(typst, folder, stem, out):
    typst.compile(input=str(Path(folder) / f"{stem}.typ"), output=str(out), pdf_standards=STANDARDS)


def main():
    command, folder, *rest = sys.argv[1:]
    if command == "one":
        stem, out = rest
        _render(compiler(Path(folder) / f"{stem}.typ"), folder, stem, out)
        return
    out, jobs, *stems = rest

    def work(share):
        typst = compiler(Path(folder) / f"{share[0]}.typ")
        for stem in share:
            _render(typst, folder, stem, Path(out) / f"{stem}.pdf")

    fork(int(jobs), work, stems)


if __name__ == "__main__":
    main()
