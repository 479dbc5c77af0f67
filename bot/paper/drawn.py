"""Draws a `Drawing` on a sheet: a frame, one stroke for each line, and a legend, all readable without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.paper.paper import Drawing, Line

if TYPE_CHECKING:
    from fpdf import FPDF

#: Millimetres: room for the words beside the frame, the frame, room for the legend, and what stands above and below.
_BESIDE, _WIDTH, _HEIGHT, _GAP = 12.0, 112.0, 36.0, 5.0
_TITLE, _BELOW = 6.0, 6.0
_SMALL = 8.5  # points
#: Stroke of the first, second and third line: width, dash, gap in millimetres.
_STROKES = ((0.7, 0.0, 0.0), (0.5, 2.4, 1.2), (0.5, 0.6, 1.0))
_PALE, _INK, _DOT = 200, 20, 0.9


def draw(pdf: FPDF, drawing: Drawing, family: str) -> None:
    """Put a drawing where the sheet stands; it is never torn over two pages."""
    if pdf.will_page_break(_TITLE + _HEIGHT + _BELOW + 2):
        pdf.add_page()
    pdf.set_font(family, "", _SMALL)
    pdf.cell(0, _TITLE, drawing.title, new_x="LMARGIN", new_y="NEXT")
    left, top = pdf.l_margin + _BESIDE, pdf.get_y()
    with pdf.local_context():
        _ground(pdf, drawing, left, top)
        for number, line in enumerate(drawing.lines):
            _stroke(pdf, line, _STROKES[number % len(_STROKES)], left, top, number)
    pdf.set_xy(pdf.l_margin, top + _HEIGHT + _BELOW)


def _ground(pdf: FPDF, drawing: Drawing, left: float, top: float) -> None:
    pdf.set_draw_color(_PALE)
    pdf.set_line_width(0.2)
    for place in (0.0, 0.5, 1.0):
        pdf.line(left, top + _HEIGHT * place, left + _WIDTH, top + _HEIGHT * place)
    for place, words in drawing.beside:
        pdf.text(left - 2 - pdf.get_string_width(words), top + _HEIGHT * (1 - place) + 1, words)
    for place, words in drawing.below:
        pdf.text(left + _WIDTH * place - pdf.get_string_width(words) / 2, top + _HEIGHT + 4, words)


def _stroke(pdf: FPDF, line: Line, stroke: tuple[float, float, float], left: float, top: float, number: int) -> None:
    width, dash, gap = stroke
    pdf.set_draw_color(_INK)
    pdf.set_fill_color(_INK)
    pdf.set_line_width(width)
    pdf.set_dash_pattern(dash, gap)
    points = [(left + _WIDTH * x, top + _HEIGHT * (1 - y)) for x, y in line.points]
    if len(points) > 1:
        pdf.polyline(points)
    x, y = left + _WIDTH + _GAP, top + 4 + 6 * number
    pdf.line(x, y, x + 9, y)
    pdf.set_dash_pattern()
    end = points[-1]  # a dot at the end, so that a single point shows too
    pdf.circle(end[0], end[1], _DOT, style="F")
    pdf.text(x + 11, y + 1, line.name)
