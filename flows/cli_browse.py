"""`crossfoot browse`: serve the dataset with Datasette until Ctrl-C."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def run_browse(args: argparse.Namespace) -> int:
    """Serve the dataset on 127.0.0.1."""
    print(
        f"crossfoot: {args.db} is at http://127.0.0.1:{args.port} (Ctrl-C stops)", file=sys.stderr
    )
    from browse.serve import serve

    serve(args.db, port=args.port)
    return 0
