"""Plots as SVG text: small enough to be read in a browser or a pull request, without a plotting library."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

_SIDE, _EDGE = 260, 40
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" font-family="sans-serif" font-size="11">'


def curve(title: str, x_name: str, y_name: str, points: Sequence[tuple[float, float]], diagonal: bool = False) -> str:
    """A line through points whose coordinates lie between 0 and 1."""
    size = _SIDE + 2 * _EDGE
    parts = [_HEAD.format(w=size, h=size), f'<rect width="{size}" height="{size}" fill="#fff"/>']
    parts.append(f'<text x="{_EDGE}" y="20" font-size="13" font-weight="bold">{escape(title)}</text>')
    parts.append(f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#555"/>')
    if diagonal:
        parts.append(_line((0.0, 0.0), (1.0, 1.0), "#bbb"))
    parts += [_line(one, two, "#1f5f8b") for one, two in zip(points, points[1:])]
    parts += [f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="3" fill="#1f5f8b"/>' for x, y in points]
    for mark in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{_x(mark) - 6:.0f}" y="{size - 22}">{mark:g}</text>')
        parts.append(f'<text x="14" y="{_y(mark) + 4:.0f}">{mark:g}</text>')
    parts.append(f'<text x="{_EDGE}" y="{size - 6}">{escape(x_name)} → · {escape(y_name)} ↑</text>')
    return "\n".join([*parts, "</svg>"])


def confusion(title: str, pairs: Sequence[tuple[str, str, int]], most: int = 15) -> str:
    """The pairs taken for each other, as bars."""
    rows = list(pairs[:most])
    height = 40 + 20 * max(1, len(rows))
    longest = max((count for _, _, count in rows), default=1)
    parts = [_HEAD.format(w=620, h=height), f'<rect width="620" height="{height}" fill="#fff"/>']
    parts.append(f'<text x="8" y="20" font-size="13" font-weight="bold">{escape(title)}</text>')
    for index, (was, taken, count) in enumerate(rows):
        y = 44 + 20 * index
        parts.append(f'<text x="8" y="{y}">{escape(was)} → {escape(taken)}</text>')
        parts.append(f'<rect x="400" y="{y - 10}" width="{170 * count / longest:.0f}" height="12" fill="#b5562b"/>')
        parts.append(f'<text x="{406 + 170 * count / longest:.0f}" y="{y}">{count}</text>')
    return "\n".join([*parts, "</svg>"])


def _x(value: float) -> float:
    return _EDGE + value * _SIDE


def _y(value: float) -> float:
    return _EDGE + (1.0 - value) * _SIDE


def _line(one: tuple[float, float], two: tuple[float, float], colour: str) -> str:
    return (
        f'<line x1="{_x(one[0]):.1f}" y1="{_y(one[1]):.1f}" x2="{_x(two[0]):.1f}" y2="{_y(two[1]):.1f}" '
        f'stroke="{colour}" stroke-width="1.5"/>'
    )
