"""Write the generated parts of the documentation: the schema page, the picture, the scores.

    python tools/generate_docs.py [--check]

``--check`` changes nothing and fails when the schema page is not what the schema says.
"""

from __future__ import annotations

import base64
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossfoot.model import Table

ROOT = Path(__file__).resolve().parent.parent
SCHEMA_PAGE = ROOT / "docs" / "dataset.md"
PICTURE = ROOT / "docs" / "page-and-rows.png"
SAMPLE = ROOT / "samples" / "membres-fr-A-2.pdf"
SHOWN_ROWS = 12
INTRODUCTION = """# The dataset

Every table, view and column of the SQLite file, written by `make docs` from `db/descriptions`.
Boxes are points (1/72 inch), origin at the top left of the page as displayed; pages count from 1.

Interface version {interface}. The first number rises when a view or column goes or means something
else; both are kept for one release before. The second rises when one is added. Exports say theirs
(`interface` in `datapackage.json`). Row numbers (`id`, `…_id`) are those of one file.

"""


PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; display: flex; font: 14px "DejaVu Sans", sans-serif; color: #1c2733; }}
img {{ height: 500px; margin: 12px; border: 1px solid #bbb; }}
div {{ margin: 12px; width: 560px; }}
table {{ border-collapse: collapse; width: 100%; }}
td, th {{ border: 1px solid #ccc; padding: 3px 7px; text-align: left; }}
th {{ background: #eef2f6; }}
.bad {{ background: #fde2e2; color: #7a0e16; padding: 6px 9px; border-radius: 4px; }}
</style><img src="data:image/png;base64,{picture}" alt=""><div>{rows}</div>"""


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
    draw_page_and_rows(PICTURE)
    return 0


def schema_page() -> str:
    """Return the schema page of an empty dataset."""
    from crossfoot.db.describe import INTERFACE, schema_markdown
    from crossfoot.db.file.connection import connect

    with tempfile.TemporaryDirectory() as folder:
        db = connect(Path(folder) / "empty.db", create=True)
        try:
            return INTRODUCTION.format(interface=INTERFACE) + schema_markdown(db)
        finally:
            db.close()


def draw_page_and_rows(target: Path) -> None:
    """Write the crop of a sample page beside the rows it became, as Chromium shows them."""
    from crossfoot.extractors.pdf.reader import open_document
    from crossfoot.flows.runs.pipeline import read_here
    from crossfoot.settings import Settings

    extraction = read_here(SAMPLE, Settings(series="metropolis", year=2020))
    table = extraction.tables[0]
    with open_document(SAMPLE) as document:
        x0, top, x1, _ = table.box
        crop = document.render(table.pages[0], (x0 - 4, top - 4, x1 + 4, top + 330), dpi=110)
    stream = io.BytesIO()
    crop.save(stream, "PNG")
    picture = base64.b64encode(stream.getvalue()).decode()
    html = PAGE.format(picture=picture, rows=_rows_html(sample_rows(extraction, table)))
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("no Chromium: the picture stays as it is\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(html, encoding="utf-8")
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-sync",
            "--hide-scrollbars",
        ]
        place = [f"--user-data-dir={folder}", "--window-size=1400,530", f"--screenshot={target}"]
        subprocess.run([chromium, *flags, *place, page.as_uri()], check=True, capture_output=True)


def _rows_html(rows: Sequence[Mapping[str, object]]) -> str:
    """Return observations as table rows and mismatches as sentences below."""
    columns = ("city", "measure", "value", "printed", "page")
    head = "".join(f"<th>{c}</th>" for c in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(row[c]))}</td>" for c in columns) + "</tr>"
        for row in rows
        if "city" in row
    )
    found = "".join(f"<p class='bad'>{escape(str(r['says']))}</p>" for r in rows if "says" in r)
    return f"<table><tr>{head}</tr>{body}</table>{found}"


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


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
