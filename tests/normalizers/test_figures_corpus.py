"""Key figures of the open corpora, in the three languages and four layouts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.charts.model import Chart
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.text.blocks import assign_sections, find_figure_areas, read_blocks
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Block, Language
from crossfoot.normalizers.figures.read import read_figures

UNITS = {"€": "EUR"}


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "pages", "language"),
    [
        ("rapport-fr-A-1", (7, 8), "fr"),
        ("rapport-fr-B-1", (4, 6), "fr"),
        ("report-en-C-1", (4, 5, 6), "en"),
        ("informe-es-B-1", (4, 6), "es"),
        ("membres-fr-A-2", (7,), "fr"),
    ],
)
def test_every_key_figure_is_found_and_none_invented(
    corpus: Path, name: str, pages: tuple[int, ...], language: Language
) -> None:
    """Page, value and unit of the figures are those of the truth, tables on the page or not."""
    folder = corpus / "metropolis"
    truth = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
    blocks: list[Block] = []
    charts: list[Chart] = []
    with open_document(folder / f"{name}.pdf") as document:
        for number in pages:
            page = document.page(number)
            found = find_charts(page)
            charts += found
            areas = (*(chart.box for chart in found), *find_figure_areas(page))
            tables = read_page_tables(page, exclude=areas)
            blocks += read_blocks(page, [table.box for table in tables])
    figures = read_figures(assign_sections(blocks), charts, language)

    expected = sorted(
        (f["page"], float(f["value"]), UNITS.get(f["unit"], f["unit"]))
        for f in truth["figures"]
        if f["page"] in pages
    )
    assert expected == sorted(
        (f.page, float(f.number.value), f.number.unit or "")
        for f in figures
        if f.kind == "key_figure" and f.number and f.number.value is not None
    )
