"""The catalog: what people know of the reports, read from YAML into frozen values.

A folder holds one file for each report series (``metropolis.yaml``), ``decisions.yaml`` (names of
places), ``accepted.yaml`` (mismatches that may stand), ``corrections.yaml`` (cells read wrong) and
``settled.yaml`` (questions that need no asking again); ``catalog/README.md`` describes them.
A mistake is one :class:`~crossfoot.errors.UsageError` that names file and line. Inside, types are
already true.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from crossfoot import wire
from crossfoot.errors import UsageError
from crossfoot.normalizers.catalog.find import shipped_folder
from crossfoot.normalizers.catalog.reading import Mistake, line_of, parse, read_text
from crossfoot.normalizers.catalog.values import Catalog, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import TypeAdapter

DECISIONS_FILE = "decisions.yaml"
ACCEPTED_FILE = "accepted.yaml"
CORRECTIONS_FILE = "corrections.yaml"
SETTLED_FILE = "settled.yaml"

Read = TypeVar("Read")
Files = tuple[tuple[Path, str], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A catalog as far as its files can be understood, and every mistake in them."""

    catalog: Catalog
    mistakes: tuple[Mistake, ...]


def load_catalog(folder: Path | None = None) -> Catalog:
    """Read the catalog.

    Args:
        folder: Folder of the YAML files, ``None`` for the one that ships. Missing files are
            empty.

    Raises:
        UsageError: A file is no YAML or says something the catalog does not know: one line with
            file, line and what to write instead.
    """
    made = _make_out(read_files(folder or shipped_folder()))
    if made.mistakes:
        raise UsageError(str(made.mistakes[0]))
    return made.catalog


def find_mistakes(folder: Path) -> tuple[Mistake, ...]:
    """Return all mistakes of a catalog that keep it from being read.

    Raises:
        UsageError: There is no such folder, or a file of it cannot be read.
    """
    return mistakes_of(read_files(folder))


def mistakes_of(files: Files) -> tuple[Mistake, ...]:
    """Return all mistakes of a catalog whose files, by name, say these texts."""
    return _make_out(files).mistakes


def read_files(folder: Path) -> Files:
    """Return path and text of the catalog's files, by name.

    Raises:
        UsageError: There is no such folder, or a file of it cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"no catalog at {folder}: name its folder with --catalog")
    return tuple((path, read_text(path)) for path in sorted(folder.glob("*.yaml")))


def catalog_fingerprint(catalog: Catalog) -> str:
    """Return a fingerprint of all that may change an extraction.

    Accepted mismatches, settled questions and licences are left out: they change a verdict on the
    data, not the data.
    """
    series = tuple(replace(one, licence="", licence_url="") for one in catalog.series)
    told = wire.dump(replace(catalog, series=series, accepted=(), settled=()))
    return hashlib.sha256(told).hexdigest()[:16]


@lru_cache(maxsize=4)
def _make_out(files: Files) -> Made:
    """Return what (path, text) of a catalog's files say; a run asks for the same several times."""
    from crossfoot.normalizers.catalog import schema

    said = {path.name: (path, text) for path, text in files}
    mistakes: list[Mistake] = []

    def take(name: str, what: TypeAdapter[Read]) -> Read | None:
        return _taken(*said.pop(name, (Path(name), "")), what, mistakes)

    decisions = take(DECISIONS_FILE, schema.DECISIONS)
    accepted = take(ACCEPTED_FILE, schema.ACCEPTED)
    corrections = take(CORRECTIONS_FILE, schema.CORRECTIONS)
    settled = take(SETTLED_FILE, schema.SETTLED)
    read = [(file, _taken(*file, schema.SERIES, mistakes)) for file in said.values()]
    sound = [(file, series) for file, series in read if series is not None]
    catalog = Catalog(
        series=tuple(series for _, series in sound),
        decisions=decisions.decisions if decisions else (),
        accepted=accepted.accepted if accepted else (),
        corrections=corrections.corrections if corrections else (),
        settled=settled.settled if settled else (),
    )
    return Made(catalog, (*mistakes, *_twins(sound)))


def _taken(
    path: Path, text: str, schema: TypeAdapter[Read], mistakes: list[Mistake]
) -> Read | None:
    """Return what a file says, and add its mistakes to the others."""
    parsed = parse(path, text, schema)
    mistakes += parsed.mistakes
    return parsed.value


def _twins(read: Sequence[tuple[tuple[Path, str], Series]]) -> list[Mistake]:
    """Return two files of one series, and two measures of one id in a series, as mistakes."""
    seen: dict[str, Path] = {}
    mistakes = []
    for (path, text), one in read:
        if one.name in seen:
            told = f"series {one.name} is also in {seen[one.name]}: join the two files"
            mistakes.append(Mistake(path, line_of(text, ("series",)), told))
        seen.setdefault(one.name, path)
        counted = Counter(measure.id for measure in one.measures)
        for n, measure in enumerate(one.measures):
            if counted[measure.id] > 1:
                counted[measure.id] = 1  # said once
                told = f"measure {measure.id} is there twice: join its names in one entry"
                mistakes.append(Mistake(path, line_of(text, ("measures", n)), told))
    return mistakes
