"""What the command line accepts: every command, with its flags when it is called.

Only argparse is imported here, so that ``crossfoot --help`` is instant. Each command names its
implementation as "module:function", imported when it runs.
"""

from __future__ import annotations

import argparse
import os

from crossfoot import __version__
from crossfoot.names import printable

TYPE_CHECKING = False  # as typing's, which every start of the program would pay for
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from typing import NoReturn

COMMANDS = (
    (
        "ingest",
        "cli.ingest:run_ingest",
        "bring report PDFs into the dataset as one new version",
        "crossfoot ingest report-2023.pdf report-2024.pdf --series metropolis",
    ),
    (
        "extract",
        "cli.extract:run_extract",
        "print tables, figures, cities and checks of one PDF; no database",
        "crossfoot extract report.pdf --pages 3-7 --format xlsx --out tables/",
    ),
    (
        "reconcile",
        "cli.reconcile:run_reconcile",
        "find and check the printed totals of tables that are not PDFs",
        "crossfoot reconcile budget.xlsx --language es",
    ),
    (
        "match",
        "cli.match:run_match",
        "find the cities that names stand for",
        "crossfoot match Bruxelles 'La Nouvelle-Orléans' --language fr",
    ),
    (
        "check",
        "start.check:run_check",
        "fail on mismatches that nobody has accepted (for CI)",
        "crossfoot check --format github --min-placed 60 --min-coverage 30%",
    ),
    (
        "review",
        "cli.review:run_review",
        "list what a person should look at, with the catalog line or command that settles it",
        "crossfoot review --kind city",
    ),
    (
        "catalog",
        "catalog.commands:run_catalog",
        "draft a report series from reports of it, and check what people wrote",
        "crossfoot catalog new report-2023.pdf --series rpqs",
    ),
    (
        "versions",
        "cli.versions:run_versions",
        "list the versions of the dataset",
        "crossfoot versions --db crossfoot.db",
    ),
    (
        "reports",
        "keeping.reports:run_reports",
        "list the reports with their files; merge, split, withdraw some, or state a licence",
        "crossfoot reports withdraw 12 --reason 'names of private persons' --purge",
    ),
    (
        "reread",
        "keeping.reports:run_reread",
        "read the stored files anew after an upgrade, as one new version",
        "crossfoot reread --db crossfoot.db",
    ),
    (
        "backup",
        "keeping.reports:run_backup",
        "copy the dataset while it is in use, and check the copy",
        "crossfoot backup copies/monday.db",
    ),
    (
        "compact",
        "keeping.reports:run_compact",
        "write the dataset anew without the room that nothing takes any more",
        "crossfoot compact --db crossfoot.db",
    ),
    (
        "diff",
        "cli.diff:run_diff",
        "say what changed between two versions, or two PDFs",
        "crossfoot diff 1 2",
    ),
    (
        "compare",
        "cli.compare:run_compare",
        "check editions against one another: languages figure by figure, this year's report "
        "against last year's numbers, two printings",
        "crossfoot compare report-2020-fr.pdf report-2020-en.pdf report-2020-es.pdf",
    ),
    (
        "rollback",
        "cli.versions:run_rollback",
        "make a new version that holds what version N held",
        "crossfoot rollback 3 --message 'the June file was a draft'",
    ),
    (
        "export",
        "cli.versions:run_export",
        "write the dataset as it was at a version",
        "crossfoot export --as-of 3 --out dataset-3/",
    ),
    (
        "publish",
        "keeping.publish:run_publish",
        "write a version that stays as it is: one file, data package, what changed, pages",
        "crossfoot publish public/ --db crossfoot.db",
    ),
    (
        "browse",
        "cli.browse:run_browse",
        "open the dataset in Datasette, on this machine only",
        "crossfoot browse --port 8001",
    ),
    (
        "serve",
        "serving.serve:run_serve",
        "run Prefect, a worker, a schedule and a watched folder: reads what arrives, until stopped",
        "crossfoot serve incoming/ --db reports.db --notify slack-webhook/data-team",
    ),
    (
        "watch",
        "serving.watch:run_watch",
        "serve the flow and ingest each new PDF that appears in a folder",
        "crossfoot watch incoming/ --series metropolis",
    ),
    (
        "gazetteer",
        "cli.match:run_gazetteer",
        "build the gazetteer of cities from open data",
        "crossfoot gazetteer build",
    ),
    (
        "doctor",
        "cli.doctor:run_doctor",
        "say what is installed and works, and what to do about the rest",
        "crossfoot doctor",
    ),
    (
        "cache",
        "cli.doctor:run_cache",
        "say how much of what was read is kept, and make it less",
        "crossfoot cache prune --max-size 500MB",
    ),
    (
        "completion",
        "cli.doctor:run_completion",
        "print a script that completes commands and flags in a shell",
        "crossfoot completion bash",
    ),
)
"""Name, implementation below :mod:`crossfoot.flows`, what it does, a call that works."""


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; examples, which are indented, stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill

        return "\n".join(
            line if line[:1].isspace() else fill(line, width) for line in text.splitlines()
        )


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line that says where help is."""

    def error(self, message: str) -> NoReturn:
        """Print one line, with what was probably meant, and exit with 2."""
        from crossfoot.flows.cli.console import tell
        from crossfoot.flows.start.suggest import suggest
        from crossfoot.flows.words.said import say, say_error

        told = printable(say_error(suggest(message, self._words())))
        tell(f"{self.prog}: {told} ({say('see_help', command=f'{self.prog} --help')})", "error")
        raise SystemExit(2)

    def _words(self) -> tuple[str, ...]:
        """Return commands, flags and values that could have been meant."""
        words: list[str] = []
        for action in self._actions:
            words += [*action.option_strings, *map(str, action.choices or ())]
            if isinstance(action, argparse._SubParsersAction):
                for command in action.choices.values():
                    words += [flag for one in command._actions for flag in one.option_strings]
        return tuple(words)


def build_parser(arguments: Collection[str] | None = None) -> Parser:
    """Return the parser of all commands; each sets ``target`` to "module:function".

    Args:
        arguments: The call to be parsed: only commands named in it get their flags. ``None``
            for all flags of all commands.
    """
    parser = Parser(
        prog="crossfoot",
        description="Tables and figures from annual-report PDFs, proved by their own arithmetic, "
        "in a versioned SQLite dataset.",
        epilog="Start with:  crossfoot ingest report.pdf  and then  crossfoot browse",
        formatter_class=Formatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"crossfoot {__version__}")
    _add_debug(parser)
    # not required: a flag that is none is to be told before a command that is missing
    commands = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    for name, target, what, example in COMMANDS:
        command = commands.add_parser(
            name,
            help=what,
            description=what[0].upper() + what[1:] + ".",
            epilog=f"example:\n  {example}",
            formatter_class=Formatter,
            allow_abbrev=False,
        )
        command.set_defaults(target=f"crossfoot.flows.{target}")
        _add_debug(command)
        if arguments is None or name in arguments:
            _add_flags(name, command)
        if arguments is not None and name in arguments:
            _configure(parser, name, command)
    return parser


def _add_flags(name: str, command: Parser) -> None:
    from crossfoot.flows.cli.flags import FLAGS

    FLAGS[name](command)
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in action.choices.values():
                _add_debug(verb)


def _configure(program: Parser, name: str, command: Parser) -> None:
    from crossfoot.flows.start.configuration import apply_configuration, names_of_flags

    def flags() -> set[str]:
        return names_of_flags(parsers_of(build_parser()))

    apply_configuration(program, name, command, [name for name, *_ in COMMANDS], flags)


def parsers_of(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers of all commands, and of their verbs."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield command
                yield from parsers_of(command)


def _spoken_languages() -> list[str]:
    """The languages of `words.said`, which help need not import."""
    folder = os.path.join(os.path.dirname(__file__), os.pardir, "words")  # noqa: PTH118, PTH120
    return sorted(name[:-5] for name in os.listdir(folder) if name.endswith(".toml"))  # noqa: PTH208


def _add_debug(parser: argparse.ArgumentParser) -> None:
    # SUPPRESS lets the flag stand before or after the command without one undoing the other
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks"
    )
    parser.add_argument(
        "--log-format",
        choices=("text", "json"),
        default=argparse.SUPPRESS,
        help="how messages on stderr are written (default: text)",
    )
    parser.add_argument(
        "--lang",
        choices=_spoken_languages(),
        default=argparse.SUPPRESS,
        help="language of what is said (default: that of the locale)",
    )
