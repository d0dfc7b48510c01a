"""What is wrong in a catalog, and what in it can never hold: each with file and line.

Mistakes keep the catalog from being read; doubts do not: an entry for a series that no file
describes, a name that two measures have.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.normalizers.catalog import ACCEPTED_FILE, DECISIONS_FILE, load_catalog
from crossfoot.normalizers.catalog.load import find_mistakes, read_files
from crossfoot.normalizers.catalog.reading import Mistake, line_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crossfoot.normalizers.catalog import Catalog, Series


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look at a catalog gave.

    Attributes:
        mistakes: What keeps it from being read.
        doubts: What is read and can do nothing, or not what it seems to; only where there are no
            mistakes.
        series: Name, title and number of measures of each series that was read.
    """

    mistakes: tuple[Mistake, ...]
    doubts: tuple[Mistake, ...] = ()
    series: tuple[tuple[str, str, int], ...] = ()


def look_at(folder: Path, *, today: datetime.date) -> Findings:
    """Read a catalog and say what is wrong with it.

    Raises:
        UsageError: There is no such folder, or a file of it cannot be read.
    """
    mistakes = find_mistakes(folder)
    if mistakes:
        return Findings(mistakes)
    catalog = load_catalog(folder)
    texts = {path.name: (path, text) for path, text in read_files(folder)}
    doubts = [*_of_people(catalog, texts, today)]
    for path, text in texts.values():
        one = next((s for s in catalog.series if _is_of(s, text)), None)
        if one is not None:
            doubts += _of_series(one, path, text)
    known = tuple((one.name, one.title, len(one.measures)) for one in catalog.series)
    return Findings((), tuple(doubts), known)


def _is_of(series: Series, text: str) -> bool:
    import yaml

    root = yaml.safe_load(text)
    return isinstance(root, dict) and root.get("series") == series.name


def _of_series(one: Series, path: Path, text: str) -> Iterator[Mistake]:
    """Yield the doubts about one series."""
    if not one.recognise:
        told = f"no report is recognised as {one.name}: say under recognise what all of them print"
        yield Mistake(path, line_of(text, ("series",)), told)
    seen: dict[str, str] = {}
    for n, measure in enumerate(one.measures):
        for _, name in measure.names:
            other = seen.setdefault(bare_words(name), measure.id)
            if other != measure.id:
                told = f'"{name}" is a name of {other} too: only the last of them is found by it'
                yield Mistake(path, line_of(text, ("measures", n)), told)
    ids = {figure.id for figure in one.figures}, {measure.id for measure in one.measures}
    for n, tie in enumerate(one.ties):
        for term in filter(None, (tie.equals, tie.share_of)):
            figures = {*tie.figures, *term.figures} - ids[0]
            measures = {term.measure} - {""} - ids[1]
            for name in sorted(figures | measures):
                told = f"{name} is no figure or measure of {one.name}: the tie is never judged"
                yield Mistake(path, line_of(text, ("ties", n)), told)


def _of_people(
    catalog: Catalog, texts: dict[str, tuple[Path, str]], today: datetime.date
) -> Iterator[Mistake]:
    """Yield the doubts about decisions and accepted mismatches."""
    known = {series.name for series in catalog.series}
    for n, decision in enumerate(catalog.decisions):
        if decision.series and decision.series not in known:
            path, text = texts[DECISIONS_FILE]
            told = f"no series {decision.series}: the decision never holds"
            yield Mistake(path, line_of(text, ("decisions", n)), told)
    for n, entry in enumerate(catalog.accepted):
        if datetime.date.fromisoformat(entry.expires) < today:
            path, text = texts[ACCEPTED_FILE]
            told = f"accepted until {entry.expires}: decide again, or take it out"
            yield Mistake(path, line_of(text, ("accepted", n)), told)
