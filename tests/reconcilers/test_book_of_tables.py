"""A book of small tables, each with one way to add up, and what must be said of it.

``tests/golden/book-of-tables.txt`` holds tables as a report prints them, cells between bars, and
below each the checks: kind, place of the total (row.column from 0), of its items (negative where
they are taken away), verdict, gap, how much of a gap rounding explains, what would repair it, and
what people are told where it is not exact. ``book-of-edges.txt`` holds pairs of tables that one
decision parts, without the sentences; with severity, and the expected number of such coincidences
to the first digit where a search found it, which is stored beside each check.
``make golden`` writes the checks anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crossfoot.model import Check, Language
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
TABLES, EDGES = GOLDEN / "book-of-tables.txt", GOLDEN / "book-of-edges.txt"
WRITE = os.environ.get("CROSSFOOT_GOLDEN") == "write"


def entries(book: Path) -> dict[str, list[str]]:
    """Return the tables of a book by their titles: lines of cells, then lines of checks."""
    found: dict[str, list[str]] = {}
    for part in book.read_text(encoding="utf-8").split("\n\n"):
        title, *lines = part.strip("\n").splitlines()
        found[title.removeprefix("# ")] = lines
    return found


def told(check: Check) -> str:
    """Return a check as the book writes it."""
    items = " ".join(
        f"{'-' if sign < 0 else ''}{item.row}.{item.col}"
        for item, sign in zip(check.items, check.signs, strict=True)
    )
    text = f"→ {check.kind} {check.total.row}.{check.total.col} of {items}: {check.status}"
    if check.reason:
        text += f" ({check.reason})"
    if check.delta:
        text += f", off by {check.delta}"
    if check.tolerance is not None:
        text += f" of ±{check.tolerance}"
    if check.granularity is not None:
        text += f", in steps of {check.granularity}"
    for suspect in check.suspects:
        text += f", {suspect.ref.row}.{suspect.ref.col} should be {suspect.proposal}"
    return text


def checks_of(title: str, lines: list[str], *, sentences: bool) -> list[str]:
    """Return what is said of a table of a book."""
    rows = [line.split(" | ") for line in lines if not line.startswith("→")]
    width = max(map(len, rows))
    grid = [
        [cell.rstrip() if i == 0 else cell.strip(" |") for i, cell in enumerate(row)]
        + [""] * (width - len(row))
        for row in rows
    ]
    codes: dict[str, Language] = {"[en]": "en", "[fr]": "fr", "[es]": "es"}
    language = codes[title.split()[-1]]
    found = reconcile_table(make_table(grid, language=language), language=language)
    if sentences:
        return [line for check in found for line in (told(check), *said(check))] or ["→ nothing"]
    return [told(check) + weighed(check) for check in found] or ["→ nothing"]


def weighed(check: Check) -> str:
    """Return how loudly a check is told, and how many such sums such a table has by chance."""
    severity = "" if check.severity == "info" else f" [{check.severity}]"
    if check.significance in (0, 1):  # a label or the layout says it, no search
        return severity
    return f"{severity} ~{check.significance:.0e}"


def said(check: Check) -> list[str]:
    """Return the sentences about a check that is not exact, in each language it has."""
    if check.status == "exact":
        return []
    return [f"→   {code}: {sentence}" for code, sentence in check.explanation]


KNOWN = {book: entries(book) for book in (TABLES, EDGES)}


@pytest.mark.parametrize("title", KNOWN[TABLES])
def test_golden_checks_of_the_book(title: str) -> None:
    """Each table of the book is judged as it is written below it, with nothing more and no less."""
    assert_as_written(TABLES, title, sentences=True)


@pytest.mark.parametrize("title", KNOWN[EDGES])
def test_golden_checks_at_the_edges(title: str) -> None:
    """So is each table that stands next to where a verdict turns."""
    assert_as_written(EDGES, title, sentences=False)


def assert_as_written(book: Path, title: str, *, sentences: bool) -> None:
    """Compare what is said of a table with its book, or write it there."""
    known = entries(book) if WRITE else KNOWN[book]
    lines = known[title]
    found = checks_of(title, lines, sentences=sentences)
    if WRITE:
        known[title] = [line for line in lines if not line.startswith("→")] + found
        text = "\n\n".join("\n".join([f"# {name}", *body]) for name, body in known.items())
        book.write_text(f"{text}\n", encoding="utf-8")
        return
    assert found == [line for line in lines if line.startswith("→")]


def test_written_books_are_not_compared() -> None:
    """The switch that writes the book is off."""
    assert not WRITE
