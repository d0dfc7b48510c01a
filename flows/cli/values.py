"""What the values of flags may be: each reads one text or says in a line what it should be.

The flags that most commands share stand here too.
"""

from __future__ import annotations

import argparse
import os
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.choices import ENGINES, YEARS
from crossfoot.vocabulary import languages

if TYPE_CHECKING:
    from crossfoot.addresses import Place

DEFAULT_DATABASE = "crossfoot.db"
MAX_PERCENT = 100
MAX_PAGES = 100_000  # a range longer than any report is a slip of the keyboard


def page_list(text: str) -> tuple[int, ...]:
    """Read "3-7,9" as (3, 4, 5, 6, 7, 9), ascending, each once.

    Raises:
        argparse.ArgumentTypeError: A part is no page number or range, or counts down.
    """
    pages: set[int] = set()
    for part in text.split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            raise argparse.ArgumentTypeError(f"{part!r} is no page or range: write 3-7,9")
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= MAX_PAGES:
            raise argparse.ArgumentTypeError(f"{part!r} is no range of pages: they count from 1")
        pages.update(range(low, high + 1))
    return tuple(sorted(pages))


def runner_name(text: str) -> str:
    """Accept "local", "dask" and "dask:ADDRESS"."""
    if text in ("local", "dask") or (text.startswith("dask:") and len(text) > len("dask:")):
        return text
    raise argparse.ArgumentTypeError(f"{text!r} is no runner: local, dask or dask:HOST:PORT")


def report_place(text: str) -> Place:
    """Accept a path, or an address of a report."""
    from crossfoot.addresses import place_of
    from crossfoot.errors import UsageError

    try:
        return place_of(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def report_file(text: str) -> Path:
    """Accept a path; of an address it is said that `ingest` alone reads those."""
    place = report_place(text)
    if isinstance(place, Path):
        return place
    raise argparse.ArgumentTypeError(
        f"{place} is an address, which only `crossfoot ingest` reads: fetch it and name the file"
    )


def positive_int(text: str) -> int:
    """Accept a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def port_number(text: str) -> int:
    """Accept a port that something may listen at."""
    if not text.isdecimal() or not 0 < int(text) < 1 << 16:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: write one from 1 to 65535")
    return int(text)


def year_number(text: str) -> int:
    """Accept a year that a report may be about."""
    if not (text.isdecimal() and int(text) in YEARS):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no year of a report: write one from {YEARS[0]} to {YEARS[-1]}"
        )
    return int(text)


def percentage(text: str) -> Decimal:
    """Accept a number from 0 to 100, exactly, with "%" or without ("50", "50%").

    A number between 0 and 1 may be meant as a share: without "%" it is refused.
    """
    try:
        share = Decimal(text.removesuffix("%").strip())
        if 0 < share < 1 and not text.endswith("%"):
            raise argparse.ArgumentTypeError(
                f"{text!r} may be {100 * share:g} % or {share:g} %: write {100 * share:g} or "
                f"{share:g}%"
            )
        if 0 <= share <= MAX_PERCENT:
            return share
    except InvalidOperation:
        pass  # no number, or NaN, which compares with nothing
    raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 0 to 100")


def byte_size(text: str) -> int:
    """Accept a size as "500MB" or "5GB", in bytes."""
    from crossfoot.errors import UsageError
    from crossfoot.flows.runs.cache import parse_size

    try:
        return parse_size(text)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def positive_seconds(text: str) -> float:
    """Accept a number of seconds above 0."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add the flag that names the dataset."""
    parser.add_argument(
        "--db",
        type=Path,
        metavar="FILE",
        default=Path(os.environ.get("CROSSFOOT_DB", DEFAULT_DATABASE)),
        help=f"the dataset (default: $CROSSFOOT_DB or {DEFAULT_DATABASE})",
    )


def add_catalog(parser: argparse.ArgumentParser) -> None:
    """Add the flag that names the catalog."""
    parser.add_argument(
        "--catalog",
        type=Path,
        metavar="DIR",
        help="catalog folder (default: $CROSSFOOT_CATALOG, ./catalog or the one that ships)",
    )


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the flag that asks for JSON."""
    parser.add_argument("--json", action="store_true", help="print one JSON document only")


def add_language(parser: argparse.ArgumentParser, what: str) -> None:
    """The language of something, detected where it is not said."""
    parser.add_argument("--language", choices=languages(), help=f"language of the {what}")


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Flags that say how PDFs are read."""
    add_language(parser, "report (default: detected)")
    parser.add_argument("--series", default="", metavar="NAME", help="report series of the catalog")
    parser.add_argument(
        "--year", type=year_number, metavar="YYYY", help="year it is about (1800 to 2099)"
    )
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="auto",
        help="table engine; auto lets structure and arithmetic choose",
    )
    parser.add_argument("--no-ocr", action="store_true", help="leave pages without text alone")
    add_catalog(parser)
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="SECONDS",
        help="most that one document may take (default: 600, and 8 for each page)",
    )
    _add_password(parser)


def _add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password",
        action="append",
        metavar="TEXT",
        help="opens protected PDFs, may be given again; others on this machine can see it: "
        "$CROSSFOOT_PASSWORD (several: one a line) they cannot",
    )


def add_runner(parser: argparse.ArgumentParser, *, has_direct: bool = True) -> None:
    """Flags that say where documents are read."""
    parser.add_argument(
        "--runner",
        type=runner_name,
        default="local",
        metavar="local|dask[:ADDRESS]",
        help="processes on this machine, or a Dask cluster",
    )
    parser.add_argument("--workers", type=positive_int, metavar="N", help="processes at a time")
    if has_direct:
        parser.add_argument(
            "--direct", action="store_true", help="run the same stages without Prefect"
        )
    parser.add_argument("--no-cache", action="store_true", help="read again what was read before")
