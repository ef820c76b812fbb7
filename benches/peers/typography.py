"""Sets the example release with every maker and measures the result."""

import json
import sys
import traceback

from common import LEFT_MM, REGULAR, RESULTS, SIZE_PT, WORK, example, maker

sys.path.insert(0, str(RESULTS.parent / "meter"))
import meter  # noqa: E402

MAKERS = ["pressblatt", "typst", "lualatex", "weasyprint", "chromium"]
WIDTHS_MM = [165, 110, 75]
MM = 72 / 25.4


def measure(names):
    """Measures the makers named and keeps the stored figures of the others."""
    path = RESULTS / "typography.json"
    stored = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    paragraphs = example()
    for name in names:
        module = maker(name)
        for variant, label in module.VARIANTS.items():
            folder = WORK / "typography" / variant
            folder.mkdir(parents=True, exist_ok=True)
            widths = {}
            for width in WIDTHS_MM:
                out = folder / f"{width}.pdf"
                module.column(paragraphs, width, out, variant)
                widths[str(width)] = measure_one(out, width, paragraphs)
            stored[variant] = {"label": label, "version": module.version(), "widths": widths}
            print(variant, json.dumps(widths), flush=True)
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(stored, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def measure_one(pdf, width, paragraphs):
    column = (LEFT_MM * MM, (LEFT_MM + width) * MM)
    figures = meter.measure_file(pdf, REGULAR, SIZE_PT, "\n\n".join(paragraphs), column)
    return {key: round(value, 4) if isinstance(value, float) else value for key, value in figures.items()}


if __name__ == "__main__":
    measure(sys.argv[1:] or MAKERS)
