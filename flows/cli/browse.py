"""`crossfoot browse`: serve the dataset with Datasette until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show
from crossfoot.flows.words.said import say

if TYPE_CHECKING:
    import argparse


def run_browse(args: argparse.Namespace) -> int:
    """Serve the dataset, on 127.0.0.1 unless a person says otherwise."""
    from crossfoot.browse.serve import serve

    def announce(address: str) -> None:
        told = say("browse_at", database=args.db, address=address)
        show(f"crossfoot: {told}", to_stderr=True)

    serve(
        args.db,
        host=args.host,
        port=args.port,
        base_url=args.base_url,
        sql=True if args.sql else None,
        announce=announce,
    )
    return 0
