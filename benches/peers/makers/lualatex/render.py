"""LuaLaTeX with fontspec, babel and microtype, as TeX Live ships them."""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from common import BOTTOM_MM, FONTS, LEADING_PT, LEFT_MM, PAGE_MM, PARAGRAPH_GAP_PT, SIZE_PT, TOP_MM, first_line, pool, run

VARIANTS = {"lualatex": "LuaLaTeX + microtype", "lualatex-tuned": "LuaLaTeX + microtype (tolerant)"}
# Without either, three lines of the narrow column run over.
STRETCH = {"lualatex": r"\emergencystretch=1em", "lualatex-tuned": r"\tolerance=9999"}
INPUT = ".tex"
# Needs two runs for the page count; we give it one and let it print the page alone.
SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}

FONT = rf"\setmainfont{{SourceSans3-Regular.otf}}[Path={FONTS}/,BoldFont=SourceSans3-Bold.otf,ItalicFont=SourceSans3-It.otf,BoldItalicFont=SourceSans3-BoldIt.otf]"


def version():
    return f"{first_line(['lualatex', '--version'], r'Version ([0-9.]+)')} ({first_line(['lualatex', '--version'], r'(TeX Live [0-9]+)')})"


def escape(text):
    return "".join(SPECIAL.get(c, "\\" + c if c in "#$%&_{}" else c) for c in text)


def column(paragraphs, width_mm, out, variant):
    """Sets the text in a column."""
    source = rf"""\documentclass{{article}}
\usepackage[paperwidth={PAGE_MM[0]}mm,paperheight={PAGE_MM[1]}mm,left={LEFT_MM}mm,textwidth={width_mm}mm,top={TOP_MM}mm,bottom={BOTTOM_MM}mm]{{geometry}}
\usepackage{{fontspec}}
\usepackage[ngerman]{{babel}}
\usepackage{{microtype}}
{FONT}
\pagestyle{{empty}}
\setlength{{\parindent}}{{0pt}}
\setlength{{\parskip}}{{{PARAGRAPH_GAP_PT}bp}}
{STRETCH[variant]}
\raggedbottom
\begin{{document}}
\fontsize{{{SIZE_PT}bp}}{{{LEADING_PT}bp}}\selectfont
""" + "\n\n".join(map(escape, paragraphs)) + "\n\\end{document}\n"
    path = out.with_suffix(".tex")
    path.write_text(source, encoding="utf-8")
    run(["lualatex", "--interaction=batchmode", f"--output-directory={out.parent}", path])


def write(release, folder, stem):
    """Writes one release; the house layout is an input file."""
    shutil.copy(Path(__file__).parent / "house.tex", folder / "house.tex")
    (folder / "fonts.tex").write_text(FONT, encoding="utf-8")
    body = []
    for block in release["blocks"]:
        text = escape(block["text"])
        body.append({"speaker": rf"\speaker{{{text}}}", "heading": rf"\section*{{{text}}}", "text": text}[block["role"]])
    contact = r"\\ ".join(map(escape, release["contact"]))
    head = "".join(f"{{{escape(release[key])}}}" for key in ("organisation", "kind"))
    tail = "".join(f"{{{escape(release[key])}}}" for key in ("date", "number", "kicker", "headline"))
    (folder / f"{stem}.tex").write_text(
        f"\\input{{house}}\n\\begin{{document}}\n\\head{head}{{{contact}}}{tail}\n\n" + "\n\n".join(body) + "\n\\end{document}\n",
        encoding="utf-8")


def one(folder, stem, out):
    """The command that renders one release; runs in `folder`."""
    return ["lualatex", "--interaction=batchmode", f"--output-directory={Path(out).parent}", f"{stem}.tex"]


def batch(folder, stems, out, jobs):
    return [sys.executable, __file__, "batch", folder, out, jobs, *stems]


def main():
    _, folder, out, jobs, *stems = sys.argv[1:]
    pool(int(jobs), [(one(folder, stem, Path(out) / f"{stem}.pdf"), folder) for stem in stems])


if __name__ == "__main__":
    main()
