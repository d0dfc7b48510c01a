"""Datasets of any size: made reports go through the real load, the rest are copies of their rows.

A made report has tables of cities by measures and years, whose totals are right but for some.
Millions of numbers would take hours to stage in Python, so that most reports are copied inside the
dataset by the writer that parts merged reports, each as a load of its own: a transaction, an
edition, a version.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from crossfoot.db.file.connection import writing
from crossfoot.db.load import load_extractions
from crossfoot.db.versions import Held, add_version, current_extractions, utc_now
from crossfoot.db.writer import Writer
from crossfoot.model import (
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Match,
    Observation,
    Place,
    PrintedNumber,
    Ref,
    ReportInfo,
    Role,
    Table,
)

BOX = (72.0, 100.0, 140.0, 112.0)
CITIES, MEASURES = 3000, 240
ROWS, COLUMNS, TABLES = 49, 10, 5
"""Of a made report: 50 × 10 × 5 = 2,500 numbers, totals included."""
MADE = 12
"""Reports that are made; all others are copies."""
EDITIONS = 2.5
"""Loads for each report: the first edition and what replaces it."""
LANGUAGES = ("fr", "en", "es")
SYLLABLES = ("bra", "lo", "ven", "tis", "mar", "que", "sol", "ri", "na", "dor", "vel", "ca")


@dataclass(frozen=True, slots=True)
class Grown:
    """A dataset after a load.

    Attributes:
        seconds: That the transaction of the last load took.
    """

    reports: int
    versions: int
    observations: int
    bytes: int
    seconds: float


def grow(path: Path, observations: int, *, seed: int = 1) -> Iterator[Grown]:
    """Grow a dataset load by load until it holds as many numbers; yield what it is after each."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(MADE):
        made = make_report(number, chance)
        started = time.perf_counter()
        load_extractions(path, [made])
        yield _state(path, time.perf_counter() - started)
    number, count = MADE, MADE * (ROWS + 1) * COLUMNS * TABLES
    while count < observations:
        seconds = copy_one(path, number, chance)
        count += (ROWS + 1) * COLUMNS * TABLES
        number += 1
        yield _state(path, seconds)


def _state(path: Path, seconds: float) -> Grown:
    import sqlite3

    db = sqlite3.connect(path)
    reports, versions, observations = (
        int(db.execute(query).fetchone()[0] or 0)
        for query in (
            "SELECT count(*) FROM now_extractions",
            "SELECT max(number) FROM versions",
            "SELECT max(id) FROM observation_rows",
        )
    )
    db.close()
    return Grown(reports, versions, observations, path.stat().st_size, seconds)


def copy_one(path: Path, number: int, chance: random.Random) -> float:
    """Load one more file: a copy of a made report, as a report of its own or a new edition."""
    started = time.perf_counter()
    with writing(path) as db:
        writer = Writer(db, utc_now())
        held = current_extractions(db)
        is_new = chance.random() < 1 / EDITIONS
        report_id = (
            _new_report(writer, number) if is_new else chance.choice(list(held.values())).report_id
        )
        sha256 = hashlib.sha256(f"copy {number}".encode()).hexdigest()
        edition_id = writer.insert(
            "editions",
            ("report_id", "file", "sha256", "pages_count", "size_bytes", "producer", "first_seen"),
            (report_id, f"copy-{number}.pdf", sha256, TABLES, 1_000_000, "", writer.now),
        )
        made = "SELECT id FROM extractions WHERE id <= ? AND report_id <> ?"
        sources = [row[0] for row in db.execute(made, (MADE, report_id)).fetchall()]
        copy = writer.copy_extraction(chance.choice(sources), report_id)
        db.execute(
            "UPDATE extractions SET edition_id = ?, key = ? WHERE id = ?",
            (edition_id, sha256, copy),
        )
        wanted = {n: one for n, one in held.items() if one.report_id != report_id}
        wanted[copy] = Held(edition_id, report_id)
        add_version(db, set(wanted), now=writer.now, message=f"copy-{number}.pdf")
    return time.perf_counter() - started


def _new_report(writer: Writer, number: int) -> int:
    label = f"made {2000 + number % 25} {LANGUAGES[number % 3]} · copy-{number}"
    publication_id = writer.insert(
        "publications",
        ("label", "series", "title", "issuer", "year"),
        (label, "", "", "", 2000 + number % 25),
    )
    return writer.insert(
        "reports",
        ("label", "publication_id", "series", "year", "language", "title"),
        (
            label,
            publication_id,
            f"series {number % 20}",
            2000 + number % 25,
            LANGUAGES[number % 3],
            "",
        ),
    )


# ----------------------------------------------------------------------------- a report


def make_report(number: int, chance: random.Random) -> Extraction:
    """Return a report of five tables, cities by years, one measure each."""
    tables: list[Table] = []
    observations: list[Observation] = []
    mentions: list[CityMention] = []
    checks: list[Check] = []
    for index in range(TABLES):
        table, places = _table(f"t{index + 1}", index + 1, chance)
        measure = f"measure_{chance.randrange(MEASURES)}"
        tables.append(table)
        observations += _observations(table, measure, places)
        mentions += _mentions(table, places)
        checks.append(_check(table, is_wrong=chance.random() < 0.1))
    sha256 = hashlib.sha256(f"made {number}".encode()).hexdigest()
    language = LANGUAGES[number % 3]
    info = ReportInfo(
        *(f"made-{number}.pdf", sha256, 1_000_000, TABLES, language),
        title=f"Made report {number}",
        series=f"series {number}",
        year=2000 + number,
    )
    figures = tuple(
        Figure(
            f"f{n}", "key_figure", 1, BOX, f"{_word(chance)} {_word(chance)}", number=_number(n + 7)
        )
        for n in range(30)
    )
    count = len(observations)
    return Extraction(
        info,
        "made",
        tables=tuple(tables),
        figures=figures,
        cities=tuple(mentions),
        observations=tuple(observations),
        checks=tuple(checks),
        coverage=(count, count),
    )


def _table(name: str, page: int, chance: random.Random) -> tuple[Table, dict[int, Place]]:
    places = {
        row: place_of(number) for row, number in enumerate(chance.sample(range(CITIES), ROWS), 1)
    }
    values = [[chance.randrange(100, 99_999) for _ in range(COLUMNS)] for _ in range(ROWS)]
    cells = [Cell(0, 0, "Ville", page, BOX, role=Role.COLUMN_HEADER)]
    cells += [
        Cell(0, col, str(2010 + col), page, BOX, role=Role.COLUMN_HEADER)
        for col in range(1, COLUMNS + 1)
    ]
    for row, line in enumerate(values, 1):
        cells.append(Cell(row, 0, places[row].name, page, BOX, role=Role.ROW_HEADER))
        cells += [_cell(row, col, value, page, Role.BODY) for col, value in enumerate(line, 1)]
    cells.append(Cell(ROWS + 1, 0, "Total", page, BOX, role=Role.ROW_HEADER))
    cells += [
        _cell(ROWS + 1, col, sum(line[col - 1] for line in values), page, Role.TOTAL)
        for col in range(1, COLUMNS + 1)
    ]
    shape = (name, (page,), BOX, (BOX,), ROWS + 2, COLUMNS + 1, 1, 1, tuple(cells))
    caption = f"{_word(chance)} {_word(chance)} {page}"
    return Table(*shape, caption=caption, engine="ruled", confidence=0.9), places


def place_of(number: int) -> Place:
    """Return a made city."""
    chance = random.Random(number)  # noqa: S311 - no secret
    name = f"{_word(chance)}{number}".capitalize()
    return Place(
        90_000_000 + number,
        name,
        "FR",
        name_fr=name,
        population=number * 100,
        latitude=chance.uniform(-50, 60),
        longitude=chance.uniform(-120, 140),
    )


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(SYLLABLES) for _ in range(3))


def _number(value: int) -> PrintedNumber:
    return PrintedNumber(f"{value:,}".replace(",", " "), Decimal(value), Decimal(1))


def _cell(row: int, col: int, value: int, page: int, role: Role) -> Cell:
    number = _number(value)
    top = 100.0 + 12 * row
    box = (72.0 + 40 * col, top, 110.0 + 40 * col, top + 11)
    return Cell(row, col, number.text, page, box, role=role, number=number)


def _observations(table: Table, measure: str, places: dict[int, Place]) -> Iterator[Observation]:
    for cell in table.cells:
        if cell.number is None:
            continue
        place = places.get(cell.row)
        yield Observation(
            *(table.id, cell.row, cell.col, cell.page, cell.box, place.name if place else "Total"),
            *(
                f"{table.caption} › {2010 + cell.col}",
                measure,
                str(2010 + cell.col),
                "count",
                cell.number,
            ),
            is_total=cell.role == Role.TOTAL,
            is_known=True,
            geonameid=place.geonameid if place else None,
        )


def _mentions(table: Table, places: dict[int, Place]) -> Iterator[CityMention]:
    for row, place in places.items():
        match = Match(place.name, place, "city", 1.0, "exact", "matched")
        yield CityMention(match, table.pages[0], BOX, table.id, row, 0)


def _check(table: Table, *, is_wrong: bool) -> Check:
    total = next(c for c in table.cells if (c.row, c.col) == (ROWS + 1, 1))
    assert total.number is not None
    assert total.number.value is not None
    printed = total.number.value
    computed = printed + (137 if is_wrong else 0)
    ref = Ref(table.id, ROWS + 1, 1)
    return Check(
        *(f"k{table.id}", "sum", "column", table.id, ref),
        tuple(Ref(table.id, row, 1) for row in range(1, ROWS + 1)),
        *(printed, computed, printed - computed, Decimal(0)),
        *(
            "mismatch" if is_wrong else "exact",
            "error" if is_wrong else "info",
            table.pages[0],
            BOX,
        ),
        total_text=total.text,
        explanation=(("en", f"rows add up to {computed}"),),
        fingerprint=f"made/{table.caption}/sum",
    )
