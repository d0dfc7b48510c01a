"""Write the generated parts of the documentation: the schema page, the picture, the scores.

    python tools/generate_docs.py [--check]

``--check`` changes nothing and fails when the schema page is not what the schema says.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

    from crossfoot.model import Table

ROOT = Path(__file__).resolve().parent.parent
SCHEMA_PAGE = ROOT / "docs" / "dataset.md"
PICTURE = ROOT / "docs" / "page-and-rows.png"
SAMPLE = ROOT / "samples" / "membres-fr-A-2.pdf"
SHOWN_ROWS = 12
INTRODUCTION = """# The dataset

Every table, view and column of the SQLite file, written by `make docs` from `db/descriptions`.
Boxes are points (1/72 inch), origin at the top left of the page as displayed; pages count from 1.

"""


def main(argv: list[str]) -> int:
    """Write everything, or check the schema page."""
    page = schema_page()
    if "--check" in argv:
        same = SCHEMA_PAGE.exists() and SCHEMA_PAGE.read_text(encoding="utf-8") == page
        if not same:
            sys.stderr.write("docs/dataset.md is out of date: run `make docs`\n")
        return 0 if same else 1
    SCHEMA_PAGE.parent.mkdir(exist_ok=True)
    SCHEMA_PAGE.write_text(page, encoding="utf-8")
    draw_page_and_rows().save(PICTURE, optimize=True)
    return 0


def schema_page() -> str:
    """Return the schema page of an empty dataset."""
    from db.connection import connect
    from db.describe import schema_markdown

    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder) / "empty.db", create=True)
        try:
            return INTRODUCTION + schema_markdown(db)
        finally:
            db.close()


def draw_page_and_rows() -> Image.Image:
    """Return the crop of a sample page beside the observations it became."""
    from PIL import Image, ImageDraw, ImageFont

    from crossfoot.settings import Settings
    from extractors.reader import open_document
    from flows.pipeline import read_here

    extraction = read_here(SAMPLE, Settings(series="metropolis", year=2020))
    table = extraction.tables[0]
    with open_document(SAMPLE) as document:
        x0, top, x1, _ = table.box
        crop = document.render(table.pages[0], (x0 - 4, top - 4, x1 + 4, top + 330), dpi=110)
    font = ImageFont.load_default(size=15)
    lines = [json.dumps(row, ensure_ascii=False) for row in sample_rows(extraction, table)]
    canvas = Image.new("RGB", (crop.width + 760, crop.height), "white")
    canvas.paste(crop, (0, 0))
    draw = ImageDraw.Draw(canvas)
    y = 16
    for line in lines:
        for part in _wrapped(line, 86):
            draw.text((crop.width + 20, y), part, fill=(30, 40, 60), font=font)
            y += 19
        y += 8
    return canvas


def sample_rows(extraction: object, table: Table) -> list[dict[str, object]]:
    """Return a few observations and a mismatch of a table, as a person would read them."""
    from crossfoot.model import Extraction

    assert isinstance(extraction, Extraction)  # noqa: S101 - for the type checker
    places = {c.match.place.geonameid: c.match.place for c in extraction.cities if c.match.place}
    rows: list[dict[str, object]] = []
    for o in [o for o in extraction.observations if o.table == table.id and o.geonameid][:6]:
        place = places[o.geonameid] if o.geonameid else None
        rows.append(
            {
                "city": f"{place.name} ({place.country})" if place else o.entity,
                "measure": o.measure,
                "period": o.period,
                "value": str(o.number.value),
                "printed": o.number.text,
                "page": o.page,
                "box": [round(v) for v in o.box],
            }
        )
    for check in [c for c in extraction.checks if c.table == table.id and c.status == "mismatch"]:
        rows.append({"check": check.status, "page": check.page, "says": check.explain("en")})
    return rows[:SHOWN_ROWS]


def _wrapped(text: str, width: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, width, subsequent_indent="   ")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
