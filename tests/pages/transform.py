"""A page of a PDF scaled, shifted, turned, recoloured: what a reader sees stays the same tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Transformation = Callable[[bytes], bytes]

_BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox")
_SHIFT, _ROOM = (13.7, 7.3), 30.0  # points
_TINT = 0.35  # of blue that black gets
_CHANNELS = {"g": "rg", "G": "RG", "rg": "rg", "RG": "RG"}


def alone(file: Path, number: int) -> bytes:
    """Return one page of a file as a file of its own."""
    with pikepdf.open(file) as source, pikepdf.new() as made:
        made.pages.append(source.pages[number - 1])
        return _saved(made)


def scaled(factor: float) -> Transformation:
    """Return what makes a page larger or smaller as a whole."""
    matrix = (factor, 0.0, 0.0, factor, 0.0, 0.0)

    def place(box: Box) -> Box:
        x0, y0, x1, y1 = (factor * side for side in box)
        return x0, y0, x1, y1

    return lambda pdf: _moved(pdf, matrix, place)


def shifted(pdf: bytes) -> bytes:
    """Return a page with its content moved and some room added round it."""
    dx, dy = _SHIFT
    return _moved(
        pdf,
        (1.0, 0.0, 0.0, 1.0, dx, dy),
        lambda box: (box[0], box[1], box[2] + _ROOM, box[3] + _ROOM),
        annotation=lambda box: (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy),
    )


def laid_on_side(pdf: bytes) -> bytes:
    """Return a page that is displayed on its side, turned clockwise."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        made.pages[0].rotate(90, relative=True)
        return _saved(made)


def stored_on_side(pdf: bytes) -> bytes:
    """Return a page displayed as before whose content is stored on its side."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        x0, _, _, y1 = (float(side) for side in made.pages[0].mediabox)
    matrix = (0.0, 1.0, -1.0, 0.0, y1, -x0)
    return laid_on_side(_moved(pdf, matrix, lambda b: (y1 - b[3], b[0] - x0, y1 - b[1], b[2] - x0)))


def recoloured(pdf: bytes) -> bytes:
    """Return a page whose greys are bluish and whose colours have changed places."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        page = made.pages[0]
        steps = [_recoloured(step) for step in pikepdf.parse_content_stream(page)]
        page.Contents = made.make_stream(
            b"0 0 %.2f rg 0 0 %.2f RG\n" % (_TINT, _TINT) + pikepdf.unparse_content_stream(steps)
        )
        return _saved(made)


TRANSFORMATIONS: dict[str, Transformation] = {
    "scaled by 0.5": scaled(0.5),
    "scaled by 0.7": scaled(0.7),
    "scaled by 1.4": scaled(1.4),
    "scaled by 2": scaled(2.0),
    "scaled by 3": scaled(3.0),
    "shifted": shifted,
    "recoloured": recoloured,
    "laid on its side": laid_on_side,
    "stored on its side": stored_on_side,
}


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _moved(
    pdf: bytes,
    matrix: Matrix,
    place: Callable[[Box], Box],
    *,
    annotation: Callable[[Box], Box] | None = None,
) -> bytes:
    """Return a page with its content put through a matrix, and its boxes where that puts them."""
    with pikepdf.open(io.BytesIO(pdf)) as made:
        page = made.pages[0]
        page.contents_coalesce()
        page.contents_add(f"q {' '.join(f'{m:.6f}' for m in matrix)} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ")
        page.MediaBox = _array(place(_box(page.mediabox)))
        for name in _BOXES[1:]:
            if name in page:
                page[name] = _array(place(_box(page[name])))
        for one in page.get("/Annots", []):
            if "/Rect" in one:
                one.Rect = _array((annotation or place)(_box(one.Rect)))
        return _saved(made)


def _box(array: Any) -> Box:
    x0, y0, x1, y1 = (float(side) for side in array)
    return x0, y0, x1, y1


def _array(box: Sequence[float]) -> pikepdf.Array:
    return pikepdf.Array([Decimal(f"{side:.4f}") for side in box])


def _recoloured(step: Any) -> tuple[Sequence[Any], pikepdf.Operator]:
    name = str(step.operator)
    if name not in _CHANNELS:
        return step.operands, step.operator
    numbers = [float(number) for number in step.operands]
    red, green, blue = numbers if len(numbers) == 3 else numbers * 3
    if red == green == blue:
        blue += _TINT * (1 - blue)
    else:
        red, green, blue = blue, red, green
    return [Decimal(f"{c:.4f}") for c in (red, green, blue)], pikepdf.Operator(_CHANNELS[name])
