"""A book of small tables and what is known of their numbers and places.

``tests/golden/book-of-meanings.txt`` holds tables, cells between bars; below each stand its unit
and scale, the observations (row, column, place, measure, period, value, unit, total) and the places
it names. A first line ``caption: …`` is its caption, the others above ``→`` its rows, of which the
first is the header. ``make golden`` writes the meanings anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crossfoot.model import Language, Table
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.report import place_test
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.mentions import find_mentions
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

BOOK = Path(__file__).resolve().parent.parent / "golden" / "book-of-meanings.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"
LANGUAGES: dict[str, Language] = {"[en]": "en", "[fr]": "fr", "[es]": "es"}


def entries() -> dict[str, list[str]]:
    """Return the tables of the book by title."""
    parts = BOOK.read_text(encoding="utf-8").strip().split("\n\n")
    lines = [part.strip("\n").splitlines() for part in parts]
    return {first.removeprefix("# "): rest for first, *rest in lines}


def read_entry(title: str, lines: list[str]) -> tuple[Table, Language]:
    """Return a normalised table of the book and its language."""
    drawn = [line for line in lines if not line.startswith("→")]
    caption = drawn.pop(0).removeprefix("caption: ") if drawn[0].startswith("caption: ") else ""
    grid = [[cell.strip() for cell in line.split("|")] for line in drawn]
    language = LANGUAGES[title.split()[-1]]
    return normalize_table(make_table(grid, caption=caption), language=language), language


def meaning(table: Table, language: Language) -> Iterator[str]:
    """Yield what is known of a table."""
    cities = find_mentions([table], [], open_gazetteer(), language=language)
    if table.unit or table.scale != 1:
        yield f"→ all in {table.unit or 'units'} × {table.scale}"
    around = Context(is_place=place_test(cities, open_gazetteer(), language))
    for one in observe(table, cities, Catalog(), series="", context=around):
        value = "nothing" if one.number.value is None else str(one.number.value)
        category = f" ({one.category})" if one.category else ""
        place = f" at {one.geonameid}, {one.place_kind}" if one.geonameid else ""
        yield (
            f"→ {one.row}.{one.col} {one.entity}{place}: {one.measure}{category} "
            f"{one.period or 'ever'} = "
            f"{value} ±{one.number.step} {one.unit}{' (total)' if one.is_total else ''}"
        )
    for cell in table.cells:
        if cell.date or cell.mark:
            yield f"→ {cell.row}.{cell.col} is {cell.date or cell.mark}"
    for city in cities:
        place = city.match.place.name if city.match.place else "no place"
        yield f"→ {city.row}.{city.col} names {place}, {city.match.kind}, {city.match.status}"


@pytest.mark.parametrize("title", entries())
def test_golden_meanings_of_the_book(title: str) -> None:
    """Each table means what is written below it, with nothing more and no less."""
    book = entries()
    lines = book[title]
    found = list(meaning(*read_entry(title, lines))) or ["→ nothing"]
    if WRITE:
        book[title] = [line for line in lines if not line.startswith("→")] + found
        text = "\n\n".join("\n".join([f"# {name}", *body]) for name, body in book.items())
        BOOK.write_text(f"{text}\n", encoding="utf-8")
        return
    assert found == [line for line in lines if line.startswith("→")]
