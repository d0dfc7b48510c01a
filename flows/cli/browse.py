"""`crossfoot browse`: serve the dataset with Datasette until Ctrl-C."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def run_browse(args: argparse.Namespace) -> int:
    """Serve the dataset on 127.0.0.1."""
    from crossfoot.browse.serve import serve

    def say(address: str) -> None:
        print(f"crossfoot: {args.db} is at {address} (Ctrl-C stops)", file=sys.stderr)

    serve(args.db, port=args.port, announce=say)
    return 0
