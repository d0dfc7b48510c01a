"""`crossfoot match` and `crossfoot gazetteer build`.

Names come from the command line, a file (JSON lines or CSV) or a pipe; matches go to stdout.
Imports nothing that takes longer than the matching itself.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.model import Decision, Language, Match
from crossfoot.names import LAYOUT, printable
from crossfoot.vocabulary import as_language

if TYPE_CHECKING:
    import argparse

    from crossfoot.normalizers.places.cities import NameQuery


def run_match(args: argparse.Namespace) -> int:
    """Match the names of the arguments, a file or a pipe; print the matches.

    Args:
        args: ``names``, ``file``, ``language``, ``country``, ``home``, ``catalog``, ``json``.

    Returns:
        0.

    Raises:
        UsageError: There are no names, or a line of the input is not what it should be.
    """
    from crossfoot.normalizers.places.cities import match_names
    from crossfoot.normalizers.places.gazetteer import open_gazetteer

    language, country = as_language(args.language), args.country
    given = _queries(args.names, args.file, language, country)
    queries = tuple(q if q.home else replace(q, home=args.home) for q in given)
    if not queries:
        raise UsageError("no names: give some, --file FILE, or pipe one a line")
    decisions = _decisions(args.catalog)
    matches = match_names(queries, open_gazetteer(), decisions, joint=False)
    if args.json:
        sys.stdout.write(to_json(matches) + "\n")
    else:
        sys.stdout.writelines(printable(line, keep=LAYOUT) for line in _lines(matches))
    return 0


def run_gazetteer(args: argparse.Namespace) -> int:
    """Compile the gazetteer from the installed packages and print what went into it.

    Args:
        args: ``action`` ("build"), ``npm``, the folder of the npm packages, and ``out``, the file
            to write or ``None`` for the shipped one.

    Raises:
        UsageError: A source package is missing.
    """
    from crossfoot.normalizers.places.gazetteer import DEFAULT_PATH
    from crossfoot.normalizers.places.gazetteer_build import build
    from crossfoot.normalizers.places.gazetteer_communes import NPM_PACKAGES

    try:
        meta = build(args.out or DEFAULT_PATH, npm_dir=args.npm)
    except ImportError as error:
        msg = f"{error.name} is missing: `pip install 'crossfoot[gazetteer]'`"
        raise UsageError(msg) from error
    except FileNotFoundError as error:
        install = "`sudo apt-get install libgeonames-common`"
        if str(error.filename).startswith(str(args.npm)):
            install = f"`npm install --no-save --ignore-scripts {' '.join(NPM_PACKAGES)}`"
        msg = f"{error.filename} is missing: {install}"
        raise UsageError(msg) from error
    sys.stdout.writelines(f"{key}: {value}\n" for key, value in sorted(meta.items()))
    return 0


def to_json(matches: Iterable[Match]) -> str:
    """Return matches as the JSON document of the contract."""
    return json.dumps({"matches": [_as_row(match) for match in matches]}, ensure_ascii=False)


def _as_row(match: Match) -> dict[str, str | float | int | None]:
    place, rival = match.place, match.runner_up
    return {
        "name": match.name,
        "geonameid": place.geonameid if place else None,
        "matched": place.name if place else None,
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "kind": match.kind,
        "score": match.score,
        "method": match.method,
        "status": match.status,
        "runner_up": rival.geonameid if rival else None,
        "reason": match.reason,
    }


def _lines(matches: Iterable[Match]) -> Iterator[str]:
    """Yield one line for people per match."""
    for match in matches:
        place = match.place
        found = f"{place.name}, {place.country} ({place.geonameid})" if place else "-"
        columns = (match.name, match.status, found, match.kind, f"{match.score:.2f}", match.reason)
        yield "\t".join(columns) + "\n"


def _decisions(folder: Path | None) -> tuple[Decision, ...]:
    """Return the decisions that hold for all series, and those of a catalog that was asked for."""
    from crossfoot.normalizers.catalog import find_catalog, load_catalog

    decisions = load_catalog(find_catalog(folder)).decisions
    return tuple(d for d in decisions if folder is not None or not d.series)


def _queries(
    names: Sequence[str], file: Path | None, language: Language | None, country: str | None
) -> Iterator[NameQuery]:
    """Yield the queries of the arguments, then those of the file, else those of the pipe."""
    from crossfoot.normalizers.places.cities import NameQuery

    for name in names:
        yield NameQuery(name, language, country)
    if file is not None and str(file) != "-":
        text = file.read_text(encoding="utf-8-sig")
        yield from _read_queries(text, file.name, language, country)
    elif str(file) == "-" or (not names and not sys.stdin.isatty()):
        yield from _read_queries(sys.stdin.read(), "standard input", language, country)


def _read_queries(
    text: str, source: str, language: Language | None, country: str | None
) -> Iterator[NameQuery]:
    """Yield the queries of JSON lines, of CSV with a "name" column, or of plain lines."""
    from crossfoot.normalizers.places.cities import NameQuery

    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.lstrip().startswith("{"):
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _json_query(line, f"{source}, line {number}", language, country)
    elif "name" in next(csv.reader([first]), []):
        for row in csv.DictReader(io.StringIO(text)):
            yield NameQuery(
                row["name"] or "",
                as_language(row.get("language")) or language,
                row.get("country") or country,
                row.get("region") or None,
                row.get("heading") or None,
            )
    else:
        yield from (NameQuery(line, language, country) for line in lines if line.strip())


def _json_query(line: str, where: str, language: Language | None, country: str | None) -> NameQuery:
    """Return the query of one JSON line.

    Raises:
        UsageError: The line is no object with a "name".
    """
    from crossfoot.normalizers.places.cities import NameQuery

    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(f"{where}: no JSON ({error})") from error
    if not isinstance(row, dict) or not isinstance(row.get("name"), str):
        raise UsageError(f'{where}: an object with a "name" is expected')
    context = row.get("context") or {}
    if not isinstance(context, dict):
        raise UsageError(f'{where}: "context" is an object with country, home, heading, siblings')
    said = row.get("language")
    siblings = context.get("siblings") or ()
    return NameQuery(
        row["name"],
        as_language(said) if said else language,
        _text(context, "country") or _text(context, "country_text") or country,
        _text(context, "region") or _text(context, "admin1_text"),
        _text(context, "heading"),
        tuple(name for name in siblings if isinstance(name, str)),
        kind="admin1" if context.get("kind") == "admin1" else "none",
        home=_text(context, "home"),
        said=context.get("said") is True,
    )


def _text(context: dict[str, object], key: str) -> str | None:
    value = context.get(key)
    return value if isinstance(value, str) and value else None
