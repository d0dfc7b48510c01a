"""A page that a script draws, and the PDF it becomes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from tests.pages.draw import A4, begin
from tests.pages.grids import Grid

Draw = Callable[[Canvas], list[Grid]]


@dataclass(frozen=True)
class DrawnPage:
    """A page by name.

    Attributes:
        draw: Draws it and returns the tables a reader should find on it.
        size: Points, before scaling.
        scale: Of the page as a whole.
        turn: 90 where the content is stored on its side; it lies so to a reader too unless
            ``is_displayed_upright``.
    """

    name: str
    draw: Draw
    size: tuple[float, float] = A4
    scale: float = 1.0
    turn: int = 0
    is_displayed_upright: bool = True


def draw_page(page: DrawnPage) -> tuple[bytes, list[Grid]]:
    """Return a page as a PDF, the same bytes every time, and its tables."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    width, height = (page.scale * side for side in page.size)
    if page.turn:
        canvas.setPageSize((height, width))
        canvas.setPageRotation(page.turn if page.is_displayed_upright else 0)
        canvas.translate(height, 0)
        canvas.rotate(90)
        canvas.translate(0, height)
    else:
        begin(canvas, (width, height))
    canvas.scale(page.scale, page.scale)
    tables = page.draw(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue(), tables
