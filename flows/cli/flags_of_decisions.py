"""The flags of what a person decides: answers to questions, series, what stands as a report."""

from __future__ import annotations

from argparse import SUPPRESS
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.flows.cli.values import add_catalog, add_database, add_json, positive_int

if TYPE_CHECKING:
    from argparse import ArgumentParser as Parser
    from collections.abc import Callable


def add_review(parser: Parser) -> None:
    """Add the flags of `review` and of its verbs."""
    add_database(parser)
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
    add_catalog(parser)
    add_json(parser)
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
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
        )

    return add


def add_catalog_verbs(parser: Parser) -> None:
    """Add the verbs of `catalog`."""
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
    add_catalog(new)
    check = add(
        "check",
        "say what is wrong in the catalog's files, each with its line; 1 when something is",
        "crossfoot catalog check --catalog catalog/",
    )
    add_catalog(check)
    add_json(check)


def add_reports(parser: Parser) -> None:
    """Add the actions of `reports`."""
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
    licence = actions.add_parser("licence", help="state what a report may be passed on under")
    licence.add_argument("report", metavar="REPORT", help="label or id")
    licence.add_argument(
        "licence", metavar="LICENCE", help="as its issuer names it: CC-BY-4.0; or unknown"
    )
    licence.add_argument("--url", default="", metavar="URL", help="where its text is")
    licence.add_argument("--reason", default="", metavar="TEXT", help="where it is stated")
    for action in (merge, split, withdraw):
        action.add_argument("--reason", required=True, metavar="TEXT", help="kept in the dataset")
    for action in (listed, merge, split, withdraw, licence):
        add_database(action)
        add_json(action)


def add_reread(parser: Parser) -> None:
    """Add the flags of `reread`."""
    parser.add_argument(
        "report", nargs="*", metavar="REPORT", help="label or id (default: all that are current)"
    )
    parser.add_argument("--no-ocr", action="store_true", help="leave pages without text alone")
    parser.add_argument(
        "--catalog", type=Path, metavar="DIR", help="catalog folder (default: the one that ships)"
    )
    parser.add_argument("--workers", type=positive_int, metavar="N", help="processes at a time")
    parser.add_argument("--message", default="", metavar="TEXT", help="why, for the versions list")
    add_database(parser)
    add_json(parser)


def add_backup(parser: Parser) -> None:
    """Add the flags of `backup`."""
    parser.add_argument("out", type=Path, metavar="FILE", help="the copy: a new file")
    add_database(parser)


def add_compact(parser: Parser) -> None:
    """Add the flags of `compact`."""
    add_database(parser)
