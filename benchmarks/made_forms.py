"""Small reports made for measuring: one page each, a ruled table with its totals, all different."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

_OBJECTS = (
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    b"/Resources <</Font <</F 4 0 R>>>>>>",
    b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
)
_WORDS = ("Housing", "Roads", "Schools", "Parks", "Water", "Culture", "Sport", "Libraries")
_LEFT, _TOP, _PITCH, _STUB, _COLUMN = 60, 700, 22, 200, 90


def write_forms(folder: Path, count: int) -> tuple[Path, ...]:
    """Write so many one-page reports into a new folder; return their paths, by name."""
    folder.mkdir(parents=True)
    paths = [folder / f"form-{number:03}.pdf" for number in range(1, count + 1)]
    for number, path in enumerate(paths, 1):
        path.write_bytes(form(number))
    return tuple(paths)


def form(number: int) -> bytes:
    """Return the PDF of one report; equal numbers give equal bytes."""
    chance = random.Random(number)  # noqa: S311 - made data
    rows = [[chance.randrange(100, 9999) for _ in range(3)] for _ in _WORDS]
    lines = [["Service", "2021", "2022", "2023"]]
    lines += [[word, *map(str, row)] for word, row in zip(_WORDS, rows, strict=True)]
    lines.append(["Total", *(str(sum(column)) for column in zip(*rows, strict=True))])
    title = f"Annual report of district {number}"
    drawn = ["0.6 w", _text(title, _LEFT, 790, 20), _text(_sentence(number), _LEFT, 760, 10)]
    return _file("\n".join([*drawn, *_table(lines)]).encode("cp1252"))


def _sentence(number: int) -> str:
    return f"In 2023 the district council number {number} met {number % 9 + 3} times."


def _table(lines: Sequence[Sequence[str]]) -> list[str]:
    edges = [_LEFT, *(_LEFT + _STUB + _COLUMN * n for n in range(len(lines[0])))]
    levels = [_TOP - _PITCH * n for n in range(len(lines) + 1)]
    drawn = [f"{edges[0]} {y} m {edges[-1]} {y} l S" for y in levels]
    drawn += [f"{x} {levels[0]} m {x} {levels[-1]} l S" for x in edges]
    for row, texts in enumerate(lines):
        base = levels[row + 1] + 7
        drawn.append(_text(texts[0], _LEFT + 4, base, 10))
        drawn += [
            _text(text, edges[col + 1] - 6 - 5.6 * len(text), base, 10)
            for col, text in enumerate(texts[1:], 1)
        ]
    return drawn


def _text(text: str, x: float, y: float, size: int) -> str:
    return f"BT /F {size} Tf {x:.1f} {y:.1f} Td ({text}) Tj ET"


def _file(stream: bytes) -> bytes:
    bodies = [*_OBJECTS, b"<</Length %d>> stream\n%s\nendstream" % (len(stream), stream)]
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + head + table + tail
