"""Content streams to change one number of, and what is read of a page that draws them.

Streams are those of a page of 600 × 800 points. /F, /B and /I are Helvetica, bold and oblique, /P a
picture of one pixel, /X a form with a rule and a word.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.model import Box, Page

_NUMBER = re.compile(r"\([^)]*\)|/\w+|(?P<number>-?\d+(?:\.\d+)?)")
_FORM = "0.5 w 0 10 m 80 10 l S BT /F 10 Tf 2 14 Td (inside) Tj ET"
_FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "I": "Helvetica-Oblique"}

STREAMS = {
    "words of one line": (
        "BT /F 10 Tf 50 700 Td (Alby) Tj 24 0 Td (and) Tj 22 0 Td (Brey) Tj ET "
        "BT /F 10 Tf 50 680 Td [(To) -50 (tal) -120 (412) -300 (307)] TJ ET "
        "BT /F 10 Tf 50 660 Td 0.3 Tc (set wide) Tj ET"
    ),
    "digits raised and small": (
        "BT /F 10 Tf 50 700 Td (Alby) Tj 2 Ts /F 6 Tf (1) Tj ET "
        "BT /F 10 Tf 50 680 Td (1412) Tj /F 7 Tf (2) Tj ET "
        "BT /F 10 Tf 50 660 Td (Brey) Tj 3 Ts (3) Tj ET "
        "BT /F 10 Tf 50 640 Td (x) Tj -3 Ts /F 9 Tf (n) Tj ET"
    ),
    "text drawn twice": (
        "BT /F 10 Tf 50 700 Td (Total) Tj ET BT /F 10 Tf 50.4 700 Td (Total) Tj ET "
        "BT /F 10 Tf 50 680 Td (l) Tj 0.6 0 Td (l) Tj 2.4 0 Td (o) Tj ET "
        "BT /F 10 Tf 50 660 Td (a) Tj 6 0 Td (1) Tj 3 0 Td (1) Tj 8 0 Td (b) Tj ET "
        "BT /F 10 Tf 50 640 Td (Town) Tj 0 -14 Td (Town) Tj ET"
    ),
    "letters over letters": (
        "BT /F 10 Tf 50 700 Td (m) Tj 1 0 Td (m) Tj ET "
        "BT /F 10 Tf 50 680 Td (t) Tj 1.1 0 Td (t) Tj 4 0 Td (e) Tj 1.1 0 Td (e) Tj ET "
        "BT /F 10 Tf 50 660 Td -1.6 Tc (all) Tj ET"
    ),
    "text in four directions": (
        "BT /F 10 Tf 1 0 0 1 50 700 Tm (right on) Tj ET "
        "BT /B 10 Tf 0 1 -1 0 200 500 Tm (up we) Tj ET "
        "BT /I 10 Tf -1 0 0 -1 300 600 Tm (turned over) Tj ET "
        "BT /F 10 Tf 0 -1 1 0 400 600 Tm (and down) Tj ET "
        "BT /F 10 Tf 0.98 0.17 -0.17 0.98 50 400 Tm "
        "(a little) Tj ET"
    ),
    "text under a clip": (
        "q 40 690 100 20 re W n BT /F 10 Tf 50 700 Td (seen) Tj 60 0 Td (half seen) Tj ET Q "
        "q 40 640 60 20 re W n BT /F 10 Tf 38 655 Td (edge) Tj 0 -16 Td (below) Tj ET Q "
        "BT /F 10 Tf 0 Tr 50 600 Td (filled) Tj ET BT /F 10 Tf 2 Tr 50 580 Td (both) Tj ET "
        "BT /F 10 Tf 592 500 Td (at the edge) Tj ET"
    ),
    "rules and boxes": (
        "0.5 w 50 700 m 300 700 l S 50 680 m 300 680.2 l S 50 660 250 1 re f 50 640 250 2 re f "
        "0.9 g 50 600 250 14 re f 0 g 320 600 1 100 re f 340 600 m 340 700 l S 400 650 6 2 re f "
        "50 560 100 20 re S BT /F 10 Tf 60 565 Td (in the box) Tj ET"
    ),
    "bars with cut ends": (
        "50 700 m 250 700 l 249 699 l 51 699 l h f 50 680 m 250 680 l 248 678.5 l 50 678 l h f "
        "50 650 m 250 660 l 250 661 l 50 651 l h f 50 620 m 52 630 l 54 620 l h f "
        "BT /F 10 Tf 60 500 Td (type of ten) Tj ET"
    ),
    "frames between two edges": (
        "50 600 200 80 re 51 601 198 78 re f* 300 600 m 400 600 l 400 700 l 399 700 l 399 601 l "
        "300 601 l h f 50 500 60 30 re 52 502 56 26 re f* 300 500 40 16 re 301 501 38 14 re f* "
        "BT /F 10 Tf 60 450 Td (type of ten) Tj ET"
    ),
    "a frame of four cells": (
        "50 600 200 80 re 51 601 98.5 38.5 re 150.5 601 98.5 38.5 re 51 640.5 98.5 38.5 re "
        "150.5 640.5 98.5 38.5 re f* BT /F 10 Tf 60 450 Td (type of ten) Tj ET"
    ),
    "curves and dashes": (
        "0 0 1 RG 20 w [78 400] 0 d 350 600 m 350 627.6 327.6 650 300 650 c "
        "272.4 650 250 627.6 250 600 c 250 572.4 272.4 550 300 550 c "
        "327.6 550 350 572.4 350 600 c S "
        "[3 3] 0 d 1 w 50 400 m 100 440 150 440 200 400 c S [] 0 d 1 0 0 rg 450 600 m 470 630 l "
        "490 600 l h f BT /F 10 Tf 60 300 Td (type of ten) Tj ET"
    ),
    "bars of a chart, thin": (
        "0.2 0.4 0.6 rg 100 600 m 160 600 l 161 601 l 160 602 l 100 602 l h f "
        "100 610 m 180 610 l 181 611 l 180 612 l 100 612 l h f "
        "100 620 m 130 620 l 131 621 l 130 622 l 100 622 l h f "
        "BT /F 10 Tf 60 300 Td (type of ten) Tj ET"
    ),
    "round bars of a chart": (
        "0.2 0.4 0.6 rg 100 600 60 2 re f 100 610 80 2 re f 100 620 40 2 re f "
        "300 600 m 300 660 l 301 661 302 661 302 660 c 302 600 l h f "
        "310 600 m 310 640 l 311 641 312 641 312 640 c 312 600 l h f "
        "320 600 m 320 650 l 321 651 322 651 322 650 c 322 600 l h f "
        "BT /F 10 Tf 60 300 Td (type of ten) Tj ET"
    ),
    "pictures and forms": (
        "q 100 0 0 60 50 600 cm /P Do Q q 200 0 0 1 50 580 cm /P Do Q q 1 0 0 1 50 500 cm /X Do Q "
        "q 2 0 0 2 300 500 cm /X Do Q q 300 400 60 40 re W n 1 0 0 1 290 405 cm /X Do Q "
        "q 0 1 -1 0 500 300 cm /X Do Q q 30 0 0 30 580 780 cm /P Do Q"
    ),
}


def numbers(stream: str) -> list[re.Match[str]]:
    """Return the numbers of a stream that are not part of a text or a name."""
    return [found for found in _NUMBER.finditer(stream) if found["number"]]


def changed(stream: str, n: int, by: float) -> str:
    """Return a stream with its n-th number, from 0, larger by an amount."""
    found = numbers(stream)[n]
    value = round(float(found["number"]) + by, 4)
    return f"{stream[: found.start()]}{value:g}{stream[found.end() :]}"


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="streams-"))


def page_of(stream: str) -> Page:
    """Return the page that draws a stream."""
    fonts = "".join(f"/{name} {7 + i} 0 R" for i, name in enumerate(_FONTS))
    inner = "".join(f"/{name} {7 + i} 0 R" for i, name in enumerate(_FONTS))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        f"/Resources<</Font<<{fonts}>>/XObject<</P 5 0 R/X 6 0 R>>>>>>",
        f"<</Length {len(stream)}>> stream\n{stream}\nendstream",
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
        "/Length 1>> stream\n@\nendstream",
        f"<</Type/XObject/Subtype/Form/BBox[0 0 100 40]/Resources<</Font<<{inner}>>>>"
        f"/Length {len(_FORM)}>> stream\n{_FORM}\nendstream",
        *(
            f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>"
            for name in _FONTS.values()
        ),
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
    out += f"startxref\n{out.index('xref')}\n%%EOF"
    path = _folder() / "page.pdf"
    path.write_bytes(out.encode("latin-1"))
    with open_document(path) as document:
        return document.page(1)


def read(stream: str) -> list[str]:
    """Return what a page draws, without places: these move with every number."""
    return [line.partition(" @")[0] for line in read_placed(stream)]


def read_placed(stream: str) -> list[str]:
    """Return what a page draws, with places."""
    page = page_of(stream)
    return [*_words(page), *_rules(page), *_areas(page)]


def _words(page: Page) -> Iterator[str]:
    w = page.words
    for i, text in enumerate(w.text):
        looks = f"{'bold ' * int(w.weight[i] >= 600)}{'italic ' * int(w.italic[i])}"
        space = "" if w.space[i] else ", no space before"
        turn = f", turned {w.rotation[i]}" if w.rotation[i] else ""
        at = _box(tuple(w.box[i].tolist()))
        yield f"{looks}word {text} of line {w.line[i]}{turn}{space} @ {at}, size {w.size[i]:.1f}"


def _rules(page: Page) -> Iterator[str]:
    s = page.strokes
    for i in range(len(s.box)):
        how = "level" if s.horizontal[i] else "upright"
        at = _box(tuple(s.box[i].tolist()))
        yield f"{how} rule {s.colour[i]:06x} @ {at}, {s.width[i]:.2f} thick"


def _areas(page: Page) -> Iterator[str]:
    f = page.fills
    for i in range(len(f.box)):
        what = "box" if f.rectangle[i] else "area"
        yield f"{what} {f.colour[i]:06x} @ {_box(tuple(f.box[i].tolist()))}"
    for shape in page.shapes:
        xs, ys = [x for x, _ in shape.points], [y for _, y in shape.points]
        how = "filled" if shape.fill is not None else "drawn"
        at = _box((min(xs), min(ys), max(xs), max(ys)))
        yield f"shape {how} of {len(shape.points)} points @ {at}, {shape.width:.1f} thick"
    for picture in page.pictures:
        yield f"picture @ {_box(picture.box)}"


def _box(box: Box) -> str:
    return " ".join(f"{value:.1f}" for value in box)
