"""What a document is recognised by: headings, labelled numbers, places and words, as sets.

A profile is made from an extraction, or from the rows of a stored one; both give the same. Texts
are folded, numbers are exact values: layout, pages and the way a number is written do not matter.

Numbers that a form prints itself, or that any two documents share, tell nothing and are left out:
zeros, and whole numbers that could be years.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from crossfoot.db.stored.exact import from_scaled, to_scaled
from crossfoot.db.stored.keys import contents, figure_key
from crossfoot.folding import bare_words
from crossfoot.years import YEARS

if TYPE_CHECKING:
    from sqlite_utils import Database

    from crossfoot.model import Extraction

TELLING_DIGITS = 2
"""Significant digits from which a number tells documents apart: 47 and 1.3 do, 3, 20 and 100 are
points, percentages and small counts that two towns often have in common."""
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a document.

    Attributes:
        file: File name.
        sha256: Of the file.
        title: Of the PDF's properties, folded.
        heading: The largest texts of its first page, folded, without numbers.
        issuer: Body that issues it, folded; "" where none is named.
        headings: Captions with column headers of its tables, labels of its key figures.
        numbers: "label|value" of each number.
        telling: Those of ``numbers`` with two significant digits or more.
        amounts: The values of ``telling``, without labels: what languages have in common.
        places: GeoNames ids of the places it names.
        words: Words of its tables and figures.
    """

    file: str
    sha256: str
    series: str
    year: int | None
    language: str
    title: str
    heading: str
    issuer: str
    headings: frozenset[str]
    numbers: frozenset[str]
    telling: frozenset[str]
    amounts: frozenset[str]
    places: frozenset[int]
    words: frozenset[str]


Labelled = tuple[str, Decimal | None]
"""A folded label, and the exact value under it."""


def profile_of(extraction: Extraction) -> Profile:
    """Return the profile of a document that was just read."""
    info = extraction.report
    labelled = [
        (_label(o.label or o.entity, o.header), from_scaled(*to_scaled(o.number.value)))
        for o in extraction.observations
    ]
    labelled += [
        (_label(f.label, ""), from_scaled(*to_scaled(f.number.value)))
        for f in extraction.figures
        if f.number
    ]
    texts = [cell.text for table in extraction.tables for cell in table.cells]
    texts += [text for f in extraction.figures for text in (f.label, f.context, f.caption)]
    matches = (mention.match for mention in extraction.cities)
    return Profile(
        *(info.file, info.sha256, info.series, info.year, info.language),
        *(bare_words(info.title), _bare(info.heading), bare_words(info.issuer)),
        contents(extraction),
        *_numbers(labelled),
        frozenset(m.place.geonameid for m in matches if m.place and m.status == "matched"),
        _words(texts),
    )


def stored_profile(db: Database, extraction_id: int) -> Profile:
    """Return the profile of a stored extraction, under the report it stands under."""
    file, sha256, series, year, language, title, heading, issuer = db.execute(
        "SELECT d.file, d.sha256, r.series, r.year, r.language, r.title, e.heading, "
        "e.issuer FROM extractions e JOIN editions d ON d.id = e.edition_id "
        "JOIN reports r ON r.id = e.report_id WHERE e.id = ?",
        (extraction_id,),
    ).fetchone()
    labelled = [
        (_label(entity, header), from_scaled(scaled, decimals))
        for entity, header, scaled, decimals in db.execute(
            f"SELECT {_row_label(db)}, header, value_scaled, value_decimals FROM observations "  # noqa: S608 - our names
            "WHERE extraction_id = :id UNION ALL SELECT label, '', value_scaled, value_decimals "
            "FROM figures WHERE extraction_id = :id AND value_scaled IS NOT NULL",
            {"id": extraction_id},
        ).fetchall()
    ]
    places = _column(
        db,
        "SELECT DISTINCT geonameid FROM city_mentions "
        "WHERE extraction_id = :id AND status = 'matched' AND geonameid IS NOT NULL",
        extraction_id,
    )
    texts = _column(
        db,
        "SELECT c.text FROM cells c JOIN tables t ON t.id = c.table_id WHERE t.extraction_id = :id "
        "UNION ALL SELECT label || ' ' || context || ' ' || caption FROM figures "
        "WHERE extraction_id = :id",
        extraction_id,
    )
    return Profile(
        *(file, sha256, series, year, language),
        *(bare_words(title), _bare(heading), bare_words(issuer)),
        stored_contents(db, extraction_id),
        *_numbers(labelled),
        frozenset(places),
        _words(texts),
    )


def _row_label(db: Database) -> str:
    """Return what gives the labels of an observation's row; before schema 4 that was its entity."""
    columns = db.execute("SELECT name FROM pragma_table_info('observations')").fetchall()
    has_label = ("label",) in columns
    return "coalesce(nullif(label, ''), entity)" if has_label else "entity"


def stored_contents(db: Database, extraction_id: int) -> frozenset[str]:
    """Return the headings of a stored extraction."""
    tables = _column(db, "SELECT pairing_key FROM tables WHERE extraction_id = :id", extraction_id)
    labels = _column(
        db,
        "SELECT label FROM figures "
        "WHERE extraction_id = :id AND kind = 'key_figure' AND label <> ''",
        extraction_id,
    )
    return frozenset(tables) | {figure_key(label) for label in labels}


def _column(db: Database, sql: str, extraction_id: int) -> list[Any]:
    return [value for (value,) in db.execute(sql, {"id": extraction_id}).fetchall()]


def _bare(heading: str) -> str:
    """Return the words of a heading: dates and numbers of printings do not name a report."""
    return " ".join(word for word in bare_words(heading).split() if not word.isdigit())


def _label(entity: str, header: str) -> str:
    return f"{bare_words(entity)}|{bare_words(header)}"


def _numbers(
    labelled: Iterable[Labelled],
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return numbers, telling numbers and amounts of a profile."""
    numbers, telling, amounts = set(), set(), set()
    for label, value in labelled:
        if value is None or value == 0 or _may_be_year(value):
            continue
        bare = value.normalize()
        numbers.add(f"{label}|{bare}")
        if len(bare.as_tuple().digits) >= TELLING_DIGITS:
            telling.add(f"{label}|{bare}")
            amounts.add(str(bare))
    return frozenset(numbers), frozenset(telling), frozenset(amounts)


def _may_be_year(value: Decimal) -> bool:
    return value in YEARS


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word
        for text in texts
        for word in bare_words(text).split()
        if len(word) >= SHORTEST_WORD and not word.isdigit()
    )
