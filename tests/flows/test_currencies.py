"""The currency of a report whose signs several countries print."""

from __future__ import annotations

import pytest

from crossfoot.extractors.document import Reading
from crossfoot.extractors.pdf.reader import DocumentInfo
from crossfoot.flows.runs.steps import understand
from crossfoot.model import Block, Cell, Role, Table
from crossfoot.settings import Settings

SENTENCES = {
    "es": "El presupuesto asciende a $ 1.250.000 en total.",
    "en": "The budget amounts to $1,250,000 in total.",
    "fr": "Le budget est de 1 250 000 $ au total.",
}


def reading_of(*texts: str, title: str = "") -> Reading:
    """Return a reading of paragraphs and a table with amounts, its header with a sign."""
    blocks = tuple(
        Block(
            page=1, box=(50.0, 50.0 + 40 * at, 500.0, 80.0 + 40 * at), kind="paragraph", text=text
        )
        for at, text in enumerate(texts)
    )
    rows = [["", "Budget ($)"], ["A", "1 250"], ["B", "$ 3 400"]]
    cells = tuple(
        Cell(
            row=row,
            col=col,
            text=text,
            page=1,
            box=(50.0 + 100 * col, 400.0 + 20 * row, 140.0 + 100 * col, 415.0 + 20 * row),
            role=Role.COLUMN_HEADER if row == 0 else Role.ROW_HEADER if col == 0 else Role.BODY,
        )
        for row, line in enumerate(rows)
        for col, text in enumerate(line)
    )
    table = Table(
        id="t1",
        pages=(1,),
        box=(50.0, 400.0, 300.0, 460.0),
        boxes=((50.0, 400.0, 300.0, 460.0),),
        n_rows=3,
        n_cols=2,
        header_rows=1,
        stub_cols=1,
        cells=cells,
    )
    info = DocumentInfo("a.pdf", "0" * 64, 1, 1, title=title)
    return Reading(info=info, blocks=blocks, tables=(table,))


@pytest.mark.parametrize(
    ("language", "told", "code"),
    [
        ("es", "Más en www.municipalidad.gob.cl", "CLP"),
        ("es", "Cifras expresadas en pesos mexicanos.", "MXN"),
        ("es", "Más en el informe.", "$"),
        ("en", "See www.council.gov.au", "AUD"),
        ("en", "All amounts are in Canadian dollars.", "CAD"),
        ("en", "See the report.", "USD"),
        ("fr", "Voir www.ville.qc.ca", "CAD"),
        ("fr", "Voir le rapport.", "$"),
    ],
)
def test_figures_tables_and_observations_are_in_the_currency_of_the_report(
    language: str, told: str, code: str
) -> None:
    """Each says the same; where nothing tells, the sign stays and a warning says so."""
    found = understand(reading_of(SENTENCES[language], told), Settings(language=language))
    amounts = [one.number.unit for one in found.figures if one.number]
    cells = [c.number.unit for t in found.tables for c in t.cells if c.number and c.number.unit]
    warned = [one.message for one in found.warnings if one.code == "open_currency"]

    assert amounts == [code]
    assert cells == [code]
    assert {one.unit for one in found.observations} == {code}
    assert len(warned) == (code == "$")
