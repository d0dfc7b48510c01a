"""PDFs of one page with text set by raw operators, in Helvetica whose code points can be odd."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Run = tuple[str, float, float]
"""Text, how far it is raised and its size, both in font sizes of its line."""

_CMAP = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
    "/CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange "
)


def write_pdf(path: Path, content: str, unicode: Mapping[str, str] | None = None) -> Path:
    """Write a page of 600 x 800 points; readers rebuild the index that it lacks.

    Args:
        path: Where to.
        content: Its content stream; /F is Helvetica, /Off and /On are layers so switched, /X is a
            form that holds "9,999" at (120, 600).
        unicode: What the font says that some chars mean, instead of themselves.
    """
    meant = {char: char for char in map(chr, range(32, 127))} | dict(unicode or {})
    pairs = " ".join(
        f"<{ord(char):02x}> <{text.encode('utf-16-be').hex()}>" for char, text in meant.items()
    )
    cmap = f"{_CMAP}{len(meant)} beginbfchar {pairs} endbfchar endcmap end end"
    form = set_runs(120, 600, [("9,999", 0, 1)])
    objects = (
        "<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[7 0 R 8 0 R]/D<</OFF[7 0 R]>>>>>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>/Properties<</Off 7 0 R/On 8 0 R>>/XObject<</X 9 0 R>>>>>>",
        f"<</Length {len(content)}>> stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>",
        f"<</Length {len(cmap)}>> stream\n{cmap}\nendstream",
        "<</Type/OCG/Name(Draft)>>",
        "<</Type/OCG/Name(Figures)>>",
        "<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>>>"
        f"/Length {len(form)}>> stream\n{form}\nendstream",
    )
    body = "".join(f"{i} 0 obj {text} endobj\n" for i, text in enumerate(objects, 1))
    path.write_bytes(f"%PDF-1.4\n{body}trailer <</Root 1 0 R>>\n%%EOF\n".encode())
    return path


def set_runs(x: float, y: float, runs: Sequence[Run], size: float = 10.0) -> str:
    """Return the operators that set runs of text one after the other."""
    shown = "".join(
        f"/F {size * share:.2f} Tf {size * rise:.2f} Ts ({_escape(text)}) Tj "
        for text, rise, share in runs
    )
    return f"BT {x:.2f} {y:.2f} Td {shown}ET "


def set_table(rows: Sequence[Sequence[Sequence[Run]]], lefts: Sequence[float]) -> str:
    """Return the operators of a table with a rule between its rows, from the top of the page."""
    step, top = 22.0, 715.0
    cells = (
        set_runs(x, top - 15 - step * r, runs)
        for r, row in enumerate(rows)
        for x, runs in zip(lefts, row, strict=True)
    )
    rules = (f"45 {top - step * r} m 540 {top - step * r} l S " for r in range(len(rows) + 1))
    return "0.5 w " + "".join((*cells, *rules))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
