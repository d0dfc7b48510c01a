"""PDF files made by hand: lines of text and rules, in points from the top left of each page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True)
class Sheet:
    """A page: (x, baseline, text) of its texts, (x0, y0, x1, y1) of its rules, its /Rotate."""

    texts: Sequence[tuple[float, float, str]]
    rules: Sequence[tuple[float, float, float, float]] = ()
    turn: int = 0
    size: float = 10.0

    def operators(self) -> bytes:
        """Return the content stream."""
        drawn = [f"{a} {HEIGHT - b} m {c} {HEIGHT - d} l S" for a, b, c, d in self.rules]
        set_text = [
            f"BT /F1 {self.size} Tf {x} {HEIGHT - y} Td ({text}) Tj ET" for x, y, text in self.texts
        ]
        return "\n".join([".5 w", *drawn, *set_text]).encode("latin-1")


def write_pdf(path: Path, sheets: Sequence[Sheet]) -> Path:
    """Write a PDF in Helvetica; return its path."""
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(sheets)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(sheets)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for i, sheet in enumerate(sheets):
        stream = sheet.operators()
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Rotate {sheet.turn}"
            f"/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * i} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, xref)
    path.write_bytes(out)
    return path


def columns(
    rows: Sequence[Sequence[str]], xs: Sequence[float], top: float, pitch: float = 16.0
) -> list[tuple[float, float, str]]:
    """Return the texts of rows set in columns that begin at given x."""
    return [
        (x, top + pitch * i, text)
        for i, row in enumerate(rows)
        for x, text in zip(xs, row, strict=True)
    ]
