"""The meter on pages made here, whose spacing is known. Run: python -m unittest."""

import tempfile
import unittest
from pathlib import Path

import pymupdf

import meter

# Helvetica's widths in thousandths of an em, by its metrics file.
SPACE, A, HYPHEN = 278, 556, 333


def advance(text, size):
    widths = {" ": SPACE, "a": A, "b": 556, "-": HYPHEN, ".": 278, "c": 500}
    return sum(widths[c] for c in text) * size / 1000


class Page:
    """A PDF of raw operators, so that nothing but the test decides on places."""

    def __init__(self):
        self.pdf = pymupdf.open()
        self.streams = []
        self.add()

    def add(self):
        page = self.pdf.new_page(width=595, height=842)
        page.insert_font("helv")
        self.streams.append([])

    def put(self, operators):
        self.streams[-1].append(operators)

    def words(self, y, words, gap, x=50, size=10):
        """Each word drawn alone, `gap` points after the one before; no spaces."""
        for word in words:
            self.put(f"BT /helv {size} Tf 1 0 0 1 {x:.4f} {842 - y} Tm ({word}) Tj ET")
            x += advance(word, size) + gap
        return x - gap

    def lines(self, size=10):
        for page, operators in zip(self.pdf, self.streams):
            xref = self.pdf.get_new_xref()
            self.pdf.update_object(xref, "<<>>")
            self.pdf.update_stream(xref, "\n".join(operators).encode())
            page.set_contents(xref)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "page.pdf"
            self.pdf.save(path)
            return meter.read_lines(path, size)


def figures(page, reference=None, size=10):
    lines = page.lines(size)
    paragraphs = meter.split_by_text(lines, reference) if reference else meter.split_by_leading(lines)
    return meter.measure(paragraphs, SPACE / 1000)


class WordSpaces(unittest.TestCase):
    def test_words_drawn_one_by_one(self):
        page = Page()
        page.words(100, ["aaa", "bbb", "aa"], gap=2.78 * 1.5)
        page.words(114, ["aaa", "bbb", "aa"], gap=2.78 * 0.5)
        page.words(128, ["aa", "aa"], gap=2.78 * 9)  # last line: left out
        got = figures(page)
        self.assertEqual((got["lines"], got["spaced_lines"], got["paragraphs"]), (3, 2, 1))
        self.assertAlmostEqual(got["mean"], 1.0, places=4)
        self.assertAlmostEqual(got["deviation"], 0.5, places=4)
        self.assertAlmostEqual(got["widest"], 1.5, places=4)
        self.assertAlmostEqual(got["narrowest"], 0.5, places=4)
        self.assertEqual(got["tight"], 1)

    def test_spaces_widened_by_word_spacing(self):
        page = Page()
        page.put("BT /helv 10 Tf 1.39 Tw 50 700 Td (aa bb aa) Tj 0 Tw 0 -14 Td (bb aa) Tj ET")
        self.assertAlmostEqual(figures(page)["mean"], 1.5, places=4)

    def test_spaces_made_by_moving_the_pen(self):
        page = Page()
        page.put("BT /helv 10 Tf 50 700 Td [(aa) -556 (bb)] TJ 0 -14 Td (aa bb) Tj ET")
        self.assertAlmostEqual(figures(page)["mean"], 2.0, places=4)

    def test_scaled_matrix_and_upside_down_axis(self):
        # As browsers write: the page turned over and scaled, then the text turned back.
        page = Page()
        page.put("q .75 0 0 -.75 0 842 cm BT /helv 13.3333 Tf 1 0 0 -1 60 200 Tm [(aa) -417 (bb)] TJ "
                 "1 0 0 -1 60 220 Tm (aa bb) Tj ET Q")
        self.assertAlmostEqual(figures(page)["mean"], 1.5, places=3)

    def test_widened_glyphs_are_not_mistaken_for_spaces(self):
        page = Page()
        page.put("BT /helv 10 Tf 102 Tz 50 700 Td (aa bb aa) Tj 0 -14 Td (aa bb) Tj ET")
        self.assertAlmostEqual(figures(page)["mean"], 1.02, places=3)

    def test_letter_spacing_does_not_part_words(self):
        page = Page()
        page.put("BT /helv 10 Tf 0.3 Tc 50 700 Td (aaaa) Tj 0 -14 Td (aa bb) Tj ET")
        got = figures(page)
        self.assertEqual(got["spaced_lines"], 0)

    def test_other_sizes_are_left_out(self):
        page = Page()
        page.words(80, ["aaa"], gap=3, size=16)
        page.words(100, ["aaa", "bbb"], gap=2.78)
        self.assertEqual(figures(page)["lines"], 1)

    def test_raised_glyphs_stay_in_their_line(self):
        page = Page()
        page.words(100, ["aaa"], gap=2.78)
        page.put("BT /helv 10 Tf 1 0 0 1 70 743 Tm (b) Tj ET")
        self.assertEqual(figures(page)["lines"], 1)

    def test_loose_lines_are_counted(self):
        page = Page()
        for row, factor in enumerate([1.0, 1.6, 2.0, 1.49, 1.0]):
            page.words(100 + 14 * row, ["aa", "bb", "aa"], gap=2.78 * factor)
        self.assertEqual(figures(page)["loose"], 2)


class Overfull(unittest.TestCase):
    def test_hanging_hyphens_are_allowed_and_more_is_not(self):
        page = Page()
        page.words(100, ["aaaa", "aa-"], gap=3)
        page.words(114, ["aaaa", "aaa"], gap=3)
        page.words(128, ["aa", "aa"], gap=3)
        lines = page.lines()
        hyphen = lines[0].glyphs[-1].x
        letters = lines[1].glyphs[-1].end  # stands 5.56 pt further right
        for column, overfull in [((50, letters), 0), ((50, hyphen), 1), ((50, hyphen - 2), 2), ((55, letters), 3)]:
            self.assertEqual(meter.measure([lines], SPACE / 1000, column)["overfull"], overfull, column)


class Letters(unittest.TestCase):
    def test_letter_spacing_is_told_line_by_line(self):
        page = Page()
        page.put("BT /helv 10 Tf 50 700 Td (aaaa bb) Tj 0.4 Tc 0 -14 Td (aaaa bb) Tj 0 Tc 0 -14 Td (aa) Tj ET")
        self.assertAlmostEqual(figures(page)["letter_deviation"], 20, places=2)

    def test_widened_glyphs_are_told_line_by_line(self):
        page = Page()
        page.put("BT /helv 10 Tf 102 Tz 50 700 Td (aaaa bb) Tj 98 Tz 0 -14 Td (aaaa bb) Tj 100 Tz 0 -14 Td (aa) Tj ET")
        lines = page.lines()
        advances = {"a": 0.556, "b": 0.556}
        got = meter.measure([lines], SPACE / 1000, advance=advances.get)
        self.assertAlmostEqual(got["glyph_deviation"], 2.0, places=2)


class Hyphens(unittest.TestCase):
    def test_ladders_and_hyphens(self):
        page = Page()
        for row, last in enumerate(["aa-", "aa-", "aa-", "aa", "aa-", "bb"]):
            page.words(100 + 14 * row, ["aa", last], gap=3)
        got = figures(page)
        self.assertEqual((got["hyphens"], got["ladder"]), (4, 3))

    def test_a_ladder_ends_with_its_paragraph(self):
        page = Page()
        for y, words in [(100, ["aa-"]), (114, ["aa"]), (140, ["bb-"]), (154, ["bb-"]), (168, ["bb"])]:
            page.words(y, ["aa", *words], gap=3)
        got = figures(page)
        self.assertEqual((got["paragraphs"], got["ladder"]), (2, 2))

    def test_hyphens_of_the_text_are_told_from_inserted_ones(self):
        page = Page()
        page.words(100, ["aa", "bb-"], gap=3)
        page.words(114, ["aa", "ab-"], gap=3)
        page.words(128, ["ba"], gap=3)
        got = figures(page, ["aa bb-aa abba"])
        self.assertEqual((got["hyphens"], got["own_hyphens"], got["ladder"]), (1, 1, 2))

    def test_a_hyphen_before_a_space_is_no_hyphenation(self):
        page = Page()
        page.words(100, ["aa", "bb-"], gap=3)
        page.words(114, ["aa"], gap=3)
        got = figures(page, ["aa bb- aa"])
        self.assertEqual((got["hyphens"], got["own_hyphens"]), (0, 0))

    def test_a_hyphen_at_the_end_of_a_page(self):
        page = Page()
        page.words(100, ["aa", "bb"], gap=3)
        page.words(114, ["aa", "bb-"], gap=3)
        page.add()
        page.words(100, ["aa", "bb"], gap=3)
        page.words(114, ["aa", "bb"], gap=3)
        self.assertEqual(figures(page)["page_hyphens"], 1)


class EndsOfParagraphs(unittest.TestCase):
    def test_runts(self):
        page = Page()
        y = 100
        for last in (["aaaaa"], ["a", "b."], ["aa", "bbb"]):
            page.words(y, ["aa", "bb"], gap=3)
            page.words(y + 14, last, gap=3)
            y += 50
        got = figures(page)
        self.assertEqual((got["paragraphs"], got["runts"]), (3, 2))

    def test_a_paragraph_of_one_line_has_no_runt(self):
        page = Page()
        page.words(100, ["aaa"], gap=3)
        self.assertEqual(figures(page, ["aaa"])["runts"], 0)

    def test_widow_and_orphan(self):
        text = ["aa bb aa", "bb aa bb"]
        page = Page()
        for y in (100, 114):
            page.words(y, ["aa"] if y == 100 else ["bb"], gap=3)
        page.add()
        page.words(100, ["aa"], gap=3)  # alone on top: a widow
        page.words(130, ["bb"], gap=3)  # alone at the bottom: an orphan
        page.add()
        page.words(100, ["aa"], gap=3)
        page.words(114, ["bb"], gap=3)
        got = figures(page, text)
        self.assertEqual((got["widows"], got["orphans"]), (1, 1))


class Reference(unittest.TestCase):
    def test_words_come_from_the_text_not_from_the_gaps(self):
        page = Page()
        page.words(100, ["aa", "bb"], gap=0.2)  # too narrow to guess
        page.words(114, ["aa", "aa"], gap=3)
        got = figures(page, ["aa bb aa aa"])
        self.assertAlmostEqual(got["mean"], 0.2 / 2.78, places=4)

    def test_another_letter_is_an_error(self):
        page = Page()
        page.words(100, ["aa", "bb"], gap=3)
        with self.assertRaisesRegex(meter.MeterError, "'b' where the text has 'a'"):
            figures(page, ["aa ab"])

    def test_missing_text_is_an_error(self):
        page = Page()
        page.words(100, ["aa", "bb"], gap=3)
        with self.assertRaisesRegex(meter.MeterError, "ends early"):
            figures(page, ["aa bb aa"])

    def test_text_set_twice_is_an_error(self):
        page = Page()
        page.words(100, ["aa", "bb"], gap=3)
        page.words(114, ["bb"], gap=3)
        with self.assertRaisesRegex(meter.MeterError, "more on the page"):
            figures(page, ["aa bb"])

    def test_what_is_printed_counts_not_what_is_read_aloud(self):
        page = Page()
        page.put("/Span <</ActualText (zzz)>> BDC BT /helv 10 Tf 50 700 Td (aa bb) Tj ET EMC")
        self.assertEqual(figures(page, ["aa bb"])["lines"], 1)

    def test_paragraphs_by_the_text_where_leading_does_not_show_them(self):
        page = Page()
        for y in (100, 114, 128):
            page.words(y, ["aa", "bb"], gap=3)
        self.assertEqual(figures(page, ["aa bb", "aa bb aa bb"])["paragraphs"], 2)


if __name__ == "__main__":
    unittest.main()
