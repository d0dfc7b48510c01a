"""One page of a form as a PDF: a heading, a title line and a ruled table, drawn by operators."""

from __future__ import annotations

from collections.abc import Sequence

LEFT, TOP, ROW = 60.0, 700.0, 22.0
STUB, COLUMN = 220.0, 90.0
_OBJECTS = (
    "<</Type /Catalog /Pages 2 0 R>>",
    "<</Type /Pages /Kids [3 0 R] /Count 1>>",
    "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    "/Resources <</Font <</F 4 0 R>>>>>>",
    "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
)


def form_pdf(heading: str, lines: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF of one page.

    Args:
        heading: In large type at the top.
        lines: Running text under it.
        rows: The table, a header row first; the first column is the stub.
    """
    texts = [_text(heading, LEFT, 790, 20)]
    texts += [_text(line, LEFT, 765 - 15 * number, 10) for number, line in enumerate(lines)]
    edges = [LEFT, *(LEFT + STUB + COLUMN * n for n in range(len(rows[0])))]
    for number, row in enumerate(rows):
        base = TOP - ROW * (number + 1) + 7
        for column, text in enumerate(row):
            x = edges[column] + 4 if column == 0 else edges[column + 1] - 6 - 5.6 * len(text)
            texts.append(_text(text, x, base, 10))
    bottom = TOP - ROW * len(rows)
    levels = [TOP - ROW * number for number in range(len(rows) + 1)]
    rules = [f"{edges[0]} {y} m {edges[-1]} {y} l S" for y in levels]
    rules += [f"{x} {TOP} m {x} {bottom} l S" for x in edges]
    return _file("\n".join(["0.6 w", *rules, *texts]).encode("cp1252"))


def _text(text: str, x: float, y: float, size: float) -> str:
    safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /F {size} Tf {x:.1f} {y:.1f} Td ({safe}) Tj ET"


def _file(stream: bytes) -> bytes:
    bodies = [text.encode() for text in _OBJECTS]
    bodies.append(b"<</Length %d>> stream\n%s\nendstream" % (len(stream), stream))
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj %s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(bodies) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return out + head + table + tail
