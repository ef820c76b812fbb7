"""Pressblatt itself, by its command line."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import BOTTOM_MM, LEADING_PT, LEFT_MM, PAGE_MM, PARAGRAPH_GAP_PT, PRESSBLATT, SIZE_PT, TOP_MM, first_line, run

VARIANTS = {"pressblatt": "Pressblatt"}
INPUT = ".ron"
HERE = Path(__file__).resolve().parent

COLUMN = f"""Layout(
    name: "Column",
    language: "de",
    page: (size: "A4"),
    palette: {{ "black": (cmyk: (0, 0, 0, 100), srgb: "#000000") }},
    fonts: {{ "Source Sans": [(file: "source-sans/SourceSans3-Regular.otf")] }},
    styles: {{
        "body": (font: "Source Sans", size: "{SIZE_PT}pt", leading: "{LEADING_PT}pt", align: Justify, space_after: "{PARAGRAPH_GAP_PT}pt"),
    }},
    letterhead: (organisation: "Beispiel", kind: "Medieninformation", contact: []),
    first_page: (
        margins: (left: "{LEFT_MM}mm", top: "{TOP_MM}mm", right: "%mm", bottom: "{BOTTOM_MM}mm"),
    ),
    flow: [Body],
)
"""


def version():
    return first_line([PRESSBLATT, "--version"])


def raw(text):
    """A raw string of RON."""
    return f'r##"\n{text}\n"##'


def column(paragraphs, width_mm, out, variant):
    """Sets the text in a column."""
    folder = out.parent
    layout = folder / f"column-{width_mm}.ron"
    layout.write_text(COLUMN.replace("%", str(PAGE_MM[0] - LEFT_MM - width_mm)), encoding="utf-8")
    release = folder / f"{width_mm}.ron"
    body = "\n\n".join(paragraphs)
    release.write_text(f'Release(\n    layout: "column-{width_mm}.ron",\n    date: "2021-02-17",\n    headline: "Beispiel",\n    body: {raw(body)},\n)\n', encoding="utf-8")
    run([PRESSBLATT, "render", release, "--layout", layout, "--out", folder / "out", "--quiet"])
    shutil.copy(folder / "out" / f"{width_mm}.mail.pdf", out)


def source(release):
    """A release in RON."""
    fields, part = {"body": [], "background": [], "editors_note": []}, "body"
    for block in release["blocks"]:
        if block["role"] == "heading":
            part = "background" if part == "body" else "editors_note"
        else:
            fields[part].append(f"**{block['text']}**" if block["role"] == "speaker" else block["text"])
    prose = "".join(f"    {name}: {raw(chr(10).join(chr(10) + p for p in texts).strip())},\n" for name, texts in fields.items())
    return f"""Release(
    number: "{release["number"]}",
    date: "{release["iso"]}",
    kicker: "{release["kicker"]}",
    headline: "{release["headline"]}",
{prose})
"""


def write(release, folder, stem):
    """Writes one release; the house layout lies beside the folder, so that it is not taken for one."""
    (folder.parent / "house.ron").write_text((HERE / "house.ron").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / f"{stem}.ron").write_text(source(release), encoding="utf-8")


def _render(*arguments):
    return [PRESSBLATT, "render", *arguments, "--quiet"]


def output(out, stem):
    return out / f"{stem}.mail.pdf"


def one(folder, stem, out):
    """The command that renders one release; a file named by hand always renders."""
    return _render(Path(folder) / f"{stem}.ron", "--layout", Path(folder).parent / "house.ron", "--out", Path(out).parent)


def batch(folder, stems, out, jobs):
    files = [Path(folder) / f"{stem}.ron" for stem in stems]
    return _render(*files, "--force", "--layout", Path(folder).parent / "house.ron", "--out", out, "--jobs", jobs)
