"""WeasyPrint: HTML and CSS to PDF, in process."""

import html
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import BOTTOM_MM, HERE, LEADING_PT, LEFT_MM, PAGE_MM, PARAGRAPH_GAP_PT, SIZE_PT, TOP_MM, TTF, fork

VARIANTS = {"weasyprint": "WeasyPrint"}
INPUT = ".html"
# It writes one standard a file.
VARIANT = "pdf/a-3a"
# The TrueType files: embedded from the OpenType ones, its output breaks PDF/A
# (6.2.11.8, glyphs that the subset does not define).
FACES = "".join(
    f'@font-face {{ font-family: "Source Sans 3"; src: url("file://{TTF}/SourceSans3-{file}.ttf"); font-weight: {weight}; }}\n'
    for file, weight in (("Regular", 400), ("Bold", 700)))


def version():
    import importlib.metadata

    return importlib.metadata.version("weasyprint")


def column_html(paragraphs, width_mm, extra=""):
    """The column as a page for any CSS engine."""
    style = f"""{FACES}
@page {{ size: {PAGE_MM[0]}mm {PAGE_MM[1]}mm; margin: {TOP_MM}mm {PAGE_MM[0] - LEFT_MM - width_mm}mm {BOTTOM_MM}mm {LEFT_MM}mm; }}
html, body {{ margin: 0; padding: 0; }}
p {{ font: {SIZE_PT}pt/{LEADING_PT}pt "Source Sans 3"; text-align: justify; hyphens: auto; margin: 0 0 {PARAGRAPH_GAP_PT}pt; {extra} }}
"""
    text = "".join(f"<p>{html.escape(p)}</p>\n" for p in paragraphs)
    return f'<!doctype html><html lang="de"><meta charset="utf-8"><title>Beispiel</title><style>{style}</style><body>\n{text}</body></html>\n'


def column(paragraphs, width_mm, out, variant):
    from weasyprint import HTML

    HTML(string=column_html(paragraphs, width_mm)).write_pdf(out)


def release_html(release):
    """A release as a page for any CSS engine."""
    e = html.escape
    body = "".join(
        {"speaker": "<p class=speaker>{}</p>\n", "heading": "<h2>{}</h2>\n", "text": "<p>{}</p>\n"}[b["role"]].format(e(b["text"]))
        for b in release["blocks"])
    contact = "".join(f"<div>{e(line)}</div>" for line in release["contact"])
    return f"""<!doctype html><html lang="de"><meta charset="utf-8"><title>{e(release["headline"])}</title>
<link rel="stylesheet" href="house.css"><body>
<p class=organisation>{e(release["organisation"])}</p><p class=kind>{e(release["kind"])}</p><div class=contact>{contact}</div>
<p class=date>{e(release["date"])}</p><p class=date>{e(release["number"])}</p>
<p class=kicker>{e(release["kicker"])}</p><h1>{e(release["headline"])}</h1>
{body}</body></html>
"""


def house_css():
    return FACES + (HERE / "makers" / "weasyprint" / "house.css").read_text(encoding="utf-8")


def write(release, folder, stem):
    (folder / "house.css").write_text(house_css(), encoding="utf-8")
    (folder / f"{stem}.html").write_text(release_html(release), encoding="utf-8")


def one(folder, stem, out):
    return [sys.executable, __file__, "one", folder, stem, out]


def idle():
    """The same start without a sheet: what the interpreter costs."""
    return [sys.executable, "-c", "import weasyprint"]


def batch(folder, stems, out, jobs):
    return [sys.executable, __file__, "batch", folder, out, jobs, *stems]


def main():
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    command, folder, *rest = sys.argv[1:]
    folder = Path(folder)

    def render(stems, target):
        fonts = FontConfiguration()
        style = CSS(string=house_css(), font_config=fonts)
        for stem in stems:
            page = HTML(string=(folder / f"{stem}.html").read_text(encoding="utf-8").replace('<link rel="stylesheet" href="house.css">', ""))
            page.write_pdf(target(stem), stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)

    if command == "one":
        stem, out = rest
        render([stem], lambda _: out)
        return
    out, jobs, *stems = rest
    fork(int(jobs), lambda share: render(share, lambda stem: Path(out) / f"{stem}.pdf"), stems)


if __name__ == "__main__":
    main()
