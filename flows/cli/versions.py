"""`crossfoot versions`, `rollback`, `export`: the history of the dataset."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.flows.cli.console import format_table, show
from crossfoot.flows.words.said import say
from crossfoot.names import output_stem, printable

if TYPE_CHECKING:
    import argparse

    from crossfoot.db.versions import Version

COUNTED = ("reports", "tables", "figures", "checks", "mismatches")


def run_versions(args: argparse.Namespace) -> int:
    """List the versions, oldest first."""
    from crossfoot.db.versions import list_versions

    if args.reports:
        return _print_reports(args)
    versions = list_versions(args.db)
    if args.json:
        print(json.dumps({"versions": [asdict(version) for version in versions]}, indent=1))
        return 0
    header = tuple(say(f"versions_{name}") for name in ("version", "made_at", *COUNTED, "message"))
    show(format_table(header, [_row(version) for version in versions], right={0, 2, 3, 4, 5, 6}))
    return 0


def _print_reports(args: argparse.Namespace) -> int:
    """List the reports of the newest version, language editions of one below each other."""
    from crossfoot.db.versions import list_reports

    reports = list_reports(args.db)
    if args.json:
        tree = {"reports": [asdict(report) for report in reports]}
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return 0
    for publication, found in groupby(reports, key=lambda report: report.publication):
        show(publication)
        for report in found:
            show(f"  {report.id:>4}  {report.language}  {report.label}  ({report.file})")
    return 0


def run_rollback(args: argparse.Namespace) -> int:
    """Go back to what an older version held, as a new version."""
    from crossfoot.db.versions import list_versions, rollback

    before = list_versions(args.db)
    version = rollback(args.db, args.version, message=args.message)
    is_new = all(version.number != old.number for old in before)
    if args.json:
        print(json.dumps({**asdict(version), "is_new": is_new}, indent=1))
        return 0
    told = "rolled_back" if is_new else "rolled_back_already"
    show(say(told, version=version.number, other=args.version))
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a version as a dataset of its own and as CSV files."""
    from crossfoot.db.export import export_version

    export = export_version(
        args.db, args.out or _export_folder(args), as_of=args.as_of, formats=args.format
    )
    if args.json:
        files = dict(export.rows)
        written = {
            "version": export.version,
            "database": printable(str(export.database)),
            "csv": files,
        }
        print(json.dumps(written, indent=1))
        return 0
    show(say("exported", version=export.version, folder=export.database.parent))
    rows = [(name, str(count)) for name, count in export.rows]
    header = (say("export_file"), say("export_rows"))
    show(format_table(header, [(export.database.name, ""), *rows], right={1}))
    return 0


def _export_folder(args: argparse.Namespace) -> Path:
    """Return a folder named after the dataset and the version, beside where one works."""
    from crossfoot.db.versions import list_versions

    versions = list_versions(args.db)
    number = args.as_of or (versions[-1].number if versions else 0)
    return Path(f"{output_stem(args.db.name)}-v{number}")


def _row(version: Version) -> tuple[str, ...]:
    counts = [str(getattr(version, name)) for name in COUNTED]
    return (str(version.number), version.created_at, *counts, version.message)
