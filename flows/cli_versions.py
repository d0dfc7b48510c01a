"""`crossfoot versions`, `rollback`: the history of the dataset."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from flows.console import format_table

if TYPE_CHECKING:
    import argparse

    from db.versions import Version

COUNTED = ("reports", "tables", "figures", "checks", "mismatches")


def run_versions(args: argparse.Namespace) -> int:
    """List the versions, oldest first."""
    from db.versions import list_versions

    versions = list_versions(args.db)
    if args.json:
        print(json.dumps({"versions": [asdict(version) for version in versions]}, indent=1))
        return 0
    header = ("version", "made at", *COUNTED, "message")
    print(format_table(header, [_row(version) for version in versions], right={0, 2, 3, 4, 5, 6}))
    return 0


def run_rollback(args: argparse.Namespace) -> int:
    """Go back to what an older version held, as a new version."""
    from db.versions import list_versions, rollback

    before = list_versions(args.db)
    version = rollback(args.db, args.version, message=args.message)
    is_new = all(version.number != old.number for old in before)
    if args.json:
        print(json.dumps({**asdict(version), "is_new": is_new}, indent=1))
    elif is_new:
        print(f"Version {version.number} holds what version {args.version} held.")
    else:
        print(f"Version {version.number} holds what version {args.version} held: nothing to do.")
    return 0


def _row(version: Version) -> tuple[str, ...]:
    counts = [str(getattr(version, name)) for name in COUNTED]
    return (str(version.number), version.created_at, *counts, version.message)
