"""`crossfoot diff`: what changed between two versions of the dataset, or two PDFs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.flows.cli.console import show
from crossfoot.flows.told.changes import describe_diff
from crossfoot.names import shown_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from crossfoot.db.diff import Diff
    from crossfoot.model import Extraction


def run_diff(args: argparse.Namespace) -> int:
    """Print what changed; with ``--exit-code`` 1 when something did, 3 when pages were unread."""
    diff, unread = _compare(args.a, args.b, args.db, args.catalog)
    if args.json:
        print(json.dumps(diff.to_json(), ensure_ascii=False, indent=1))
    else:
        show("\n".join(describe_diff(diff)))
    return UnreadableInput.exit_code if unread else int(args.exit_code and not diff.is_empty)


def _compare(a: str, b: str, database: Path, catalog: Path | None) -> tuple[Diff, bool]:
    """Return what changed, and whether pages are missing from what was compared."""
    if a.isdecimal() and b.isdecimal():
        from crossfoot.db.diff import diff_versions

        return diff_versions(database, int(a), int(b)), False
    if a.isdecimal() or b.isdecimal():
        raise UsageError("compare two versions or two PDFs, not one with the other")
    from crossfoot.db.diff import diff_extractions
    from crossfoot.normalizers.catalog import find_catalog

    old, new = read_editions((Path(a), Path(b)), find_catalog(catalog))
    return diff_extractions([old], [new]), bool(old.unread or new.unread)


def read_editions(paths: Sequence[Path], catalog: Path | None = None) -> list[Extraction]:
    """Read PDFs one after the other, showing progress, and say which pages are missing.

    Args:
        paths: The PDFs.
        catalog: Folder of the catalog, ``None`` for the one that ships.
    """
    from crossfoot.flows.runs.pipeline import read_report
    from crossfoot.flows.runs.progress import shown_progress
    from crossfoot.settings import Settings

    extractions = []
    settings = Settings(catalog=catalog)
    with shown_progress() as progress:
        progress.start(len(paths))
        for path in paths:
            with progress.document(shown_name(path)) as pages:
                extractions.append(read_report(path, settings, on_progress=pages))
    for extraction in extractions:
        for finding in extraction.unread:
            show(f"crossfoot: {extraction.report.file}: {finding.message}", to_stderr=True)
    return extractions
