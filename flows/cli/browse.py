"""`crossfoot browse`: serve the dataset with Datasette until Ctrl-C."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import show

if TYPE_CHECKING:
    import argparse


def run_browse(args: argparse.Namespace) -> int:
    """Serve the dataset, on 127.0.0.1 unless a person says otherwise."""
    from crossfoot.browse.serve import serve

    def say(address: str) -> None:
        show(f"crossfoot: {args.db} is at {address} (Ctrl-C stops)", to_stderr=True)

    serve(
        args.db,
        host=args.host,
        port=args.port,
        base_url=args.base_url,
        sql=True if args.sql else None,
        announce=say,
    )
    return 0
