"""The flags of the commands that read what arrives in a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.flows.cli.values import (
    add_database,
    add_reading,
    add_runner,
    port_number,
    positive_seconds,
)

if TYPE_CHECKING:
    from argparse import ArgumentParser as Parser


def _add_folder(parser: Parser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument(
        "--interval", type=positive_seconds, default=5.0, metavar="SECONDS", help="(default: 5)"
    )


def add_serve(parser: Parser) -> None:
    """Flags of `crossfoot serve`."""
    _add_folder(parser)
    parser.add_argument(
        "--port",
        type=port_number,
        default=4200,
        metavar="P",
        help="of Prefect on this machine, started unless PREFECT_API_URL names one (default: 4200)",
    )
    parser.add_argument(
        "--cron",
        default="0 3 * * *",
        metavar="'M H D M W'",
        help='when the whole folder is looked through, "" for never (default: 0 3 * * *, in UTC)',
    )
    parser.add_argument(
        "--notify",
        default="",
        metavar="TYPE/NAME",
        help="notification block of Prefect that is told of totals that do not hold",
    )
    parser.add_argument(
        "--review",
        action="store_true",
        help="load a batch with such totals only when its run was resumed in Prefect",
    )
    parser.add_argument(
        "--browse-url",
        default="",
        metavar="URL",
        help="where Datasette shows the dataset: runs link to the printed numbers there",
    )
    add_database(parser)
    add_reading(parser)
    add_runner(parser, has_direct=False)


def add_watch(parser: Parser) -> None:
    """Flags of `crossfoot watch`."""
    _add_folder(parser)
    parser.add_argument(
        "--once", action="store_true", help="ingest what is there and stop, for cron"
    )
    add_database(parser)
    add_reading(parser)
    add_runner(parser)
