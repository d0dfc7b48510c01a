"""Extractions to load: small ones built by hand, and real ones from the truth of the corpus."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from crossfoot.model import (
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Finding,
    Language,
    Match,
    Observation,
    Place,
    PrintedNumber,
    Ref,
    ReportInfo,
    Role,
    Table,
)

BOX = (10.0, 20.0, 30.0, 40.0)
LYON = Place(2996944, "Lyon", "FR", name_fr="Lyon", name_es="Lyon", population=522250)
LIEGE = Place(2792413, "Liège", "BE", name_fr="Liège", name_es="Lieja", population=182597)

Rows = Sequence[Sequence[str]]


def whole(text: str) -> PrintedNumber | None:
    """Read a test's whole number, ``None`` for anything else."""
    digits = text.replace(" ", "")
    return PrintedNumber(text, Decimal(digits), Decimal(1)) if digits.isdigit() else None


def make_table(rows: Rows, *, name: str = "t1", caption: str = "Habitants", page: int = 1) -> Table:
    """Return a table of one header row and one stub column; "Total" rows are totals."""

    def role(row: int, col: int) -> Role:
        if row == 0:
            return Role.COLUMN_HEADER
        if col == 0:
            return Role.ROW_HEADER
        return Role.TOTAL if rows[row][0].startswith("Total") else Role.BODY

    cells = tuple(
        Cell(row, col, text, page, BOX, role=role(row, col), number=whole(text))
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    return Table(
        *(name, (page,), BOX, (BOX,), len(rows), len(rows[0]), 1, 1, cells),
        caption=caption,
        engine="ruled",
        confidence=0.95,
    )


def make_extraction(
    *tables: Table,
    sha: str = "a",
    file: str = "lyon.pdf",
    pipeline: str = "p1",
    series: str = "lyon",
    year: int | None = 2023,
    language: Language = "fr",
    figures: tuple[Figure, ...] = (),
    checks: tuple[Check, ...] = (),
) -> Extraction:
    """Return an extraction with an observation for each body number of its tables."""
    info = ReportInfo(
        *(file, sha * 64, 1000, 3, language), title="Rapport", series=series, year=year
    )
    return Extraction(
        info,
        pipeline,
        tables=tables,
        figures=figures,
        cities=tuple(mention for table in tables for mention in _mentions(table)),
        observations=tuple(one for table in tables for one in _observations(table)),
        checks=checks,
        warnings=(Finding(2, "no_text_layer", "page 2 has no text"),),
        coverage=(1, 3),
    )


def _mentions(table: Table) -> list[CityMention]:
    places = {"Lyon": LYON, "Liège": LIEGE}
    return [
        CityMention(
            Match(cell.text, places[cell.text], "city", 1.0, "exact", "matched"),
            *(cell.page, cell.box, table.id, cell.row, cell.col),
        )
        for cell in table.cells
        if cell.text in places
    ]


def _observations(table: Table) -> list[Observation]:
    text = {(cell.row, cell.col): cell.text for cell in table.cells}
    places = {"Lyon": LYON.geonameid, "Liège": LIEGE.geonameid}
    return [
        Observation(
            *(table.id, cell.row, cell.col, cell.page, cell.box, text[cell.row, 0]),
            *(text[0, cell.col], "population", "2023", "count", cell.number),
            is_total=cell.role == Role.TOTAL,
            is_known=True,
            geonameid=places.get(text[cell.row, 0]),
        )
        for cell in table.cells
        if cell.number and cell.row > 0 and cell.col > 0
    ]


def footing(
    name: str, total: Ref, items: tuple[Ref, ...], printed: int, computed: int, **more: str
) -> Check:
    """Return a column check, a mismatch when printed and computed differ."""
    is_wrong = printed != computed
    return Check(
        *(name, "sum", "column", total.table, total, items),
        *(Decimal(printed), Decimal(computed), Decimal(printed - computed), Decimal(0)),
        *("mismatch" if is_wrong else "exact", "error" if is_wrong else "info", 1, BOX),
        total_text=str(printed),
        explanation=(("en", f"rows add up to {computed}"), ("fr", f"la somme est {computed}")),
        fingerprint=more.get("fingerprint", f"lyon/habitants/sum/{name}"),
    )


def truth_extraction(path: Path, *, sha: str) -> Extraction:
    """Return what a perfect reader would get from a report of the corpus."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    tables = tuple(_truth_table(table) for table in truth["tables"])
    figures = tuple(
        Figure(
            *(f"f{number}", "key_figure", figure["page"], tuple(figure["bbox"]), figure["label"]),
            number=PrintedNumber(figure["text"], Decimal(str(figure["value"])), Decimal(1)),
        )
        for number, figure in enumerate(truth["figures"], 1)
    )
    info = ReportInfo(
        *(truth["pdf"], sha * 64, 1, truth["pages"], truth["language"]),
        series="metropolis",
        year=2020,
    )
    return Extraction(info, "truth", tables=tables, figures=figures)


def _truth_table(table: dict[str, object]) -> Table:
    kinds = table["row_kinds"]
    assert isinstance(kinds, list)
    pages = table["pages"]
    assert isinstance(pages, list)
    raw = table["cells"]
    assert isinstance(raw, list)
    cells = tuple(
        Cell(
            *(cell["row"], cell["col"], cell["text"], cell["page"], tuple(cell["bbox"])),
            rowspan=cell["rowspan"],
            colspan=cell["colspan"],
            role=Role.TOTAL if "total" in kinds[cell["row"]] else Role.BODY,
        )
        for cell in raw
    )
    size = (int(str(table["n_rows"])), int(str(table["n_cols"])), int(str(table["header_rows"])))
    return Table(
        *(str(table["id"]), tuple(pages), BOX, (BOX,) * len(pages), *size, 1, cells),
        caption=str(table["title"]),
    )
