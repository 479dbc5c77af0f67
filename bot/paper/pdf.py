"""A `Paper` as a PDF: A4, DejaVu Sans embedded, so that every letter of Latin, Greek and Cyrillic scripts is there.

Writing in other scripts shows as empty boxes; the web page and the other exports hold it whole.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from bot.paper.drawn import draw
from bot.paper.paper import Box, Paper, Part, Row

if TYPE_CHECKING:
    from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_FAMILY = "DejaVu"
_MARGIN, _INDENT, _BOX = 18.0, 7.5, 3.6  # millimetres
_TITLE, _HEADING, _TEXT, _SMALL = 16, 11.5, 10, 8.5  # points
_GREY = 70


def as_pdf(paper: Paper) -> bytes:
    """The bytes of the PDF. Takes about a second the first time, for its library is only read then."""
    pdf = _sheet(paper)
    pdf.set_font(_FAMILY, "B", _TITLE)
    pdf.multi_cell(0, 7.5, paper.title, new_x="LMARGIN", new_y="NEXT")
    _small(pdf, paper.about)
    for part in paper.parts:
        _part(pdf, part)
    return bytes(pdf.output())


def _sheet(paper: Paper) -> FPDF:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses a library for pictures; there are none
        from fpdf import FPDF

    class Sheet(FPDF):
        def footer(self) -> None:
            self.set_y(-14)
            self.set_font(_FAMILY, "", _SMALL)
            self.set_text_color(_GREY)
            self.cell(0, 5, f"{paper.foot}   {self.page_no()} / {{nb}}".strip(), align="R")
            self.set_text_color(0)

    pdf = Sheet(format="A4")
    pdf.set_title(paper.title)
    pdf.set_lang("en")
    pdf.set_margins(_MARGIN, _MARGIN, _MARGIN)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font(_FAMILY, "", _FONTS / "DejaVuSans.ttf")
    pdf.add_font(_FAMILY, "B", _FONTS / "DejaVuSans-Bold.ttf")
    pdf.add_page()
    return pdf


def _part(pdf: FPDF, part: Part) -> None:
    pdf.ln(3)
    if part.title:
        if pdf.will_page_break(18):  # a heading does not stand alone at the foot of a page
            pdf.add_page()
        pdf.set_font(_FAMILY, "B", _HEADING)
        pdf.multi_cell(0, 6.5, part.title, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(0.5)
    for drawing in part.drawings:
        draw(pdf, drawing, _FAMILY)
    for row in part.rows:
        _row(pdf, row)


def _row(pdf: FPDF, row: Row) -> None:
    if pdf.will_page_break(6.0 + 4.5 * len(row.small)):
        pdf.add_page()
    if row.box:
        _draw_box(pdf, row.box)
    with pdf.local_context():
        pdf.set_left_margin(_MARGIN + (_INDENT if row.box else 0))
        pdf.set_x(_MARGIN + (_INDENT if row.box else 0))
        pdf.set_font(_FAMILY, "B" if row.strong else "", _TEXT)
        pdf.multi_cell(0, 5.2, row.text, new_x="LMARGIN", new_y="NEXT", align="L")
        _small(pdf, row.small)
    pdf.set_left_margin(_MARGIN)
    pdf.set_x(_MARGIN)
    pdf.ln(1.2)


def _small(pdf: FPDF, lines: tuple[str, ...]) -> None:
    pdf.set_font(_FAMILY, "", _SMALL)
    pdf.set_text_color(_GREY)
    for line in lines:
        pdf.multi_cell(0, 4.5, line, new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.set_text_color(0)


def _draw_box(pdf: FPDF, box: Box) -> None:
    x, y = pdf.get_x() + 0.5, pdf.get_y() + 0.8
    pdf.set_line_width(0.3)
    pdf.rect(x, y, _BOX, _BOX)
    pdf.set_line_width(0.55)
    if box == "done":
        pdf.polyline([(x + 0.7, y + 1.9), (x + 1.5, y + 2.8), (x + 3.0, y + 0.8)])
    elif box == "not_applicable":
        pdf.line(x + 0.7, y + _BOX / 2, x + _BOX - 0.7, y + _BOX / 2)
    elif box == "differs":
        pdf.set_font(_FAMILY, "B", _SMALL)
        pdf.text(x + 1.0, y + 3.0, "?")
    pdf.set_line_width(0.3)
