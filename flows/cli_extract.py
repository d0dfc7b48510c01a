"""`crossfoot extract`: one PDF to JSON, CSV, Excel or Markdown, without a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from flows.options import settings_of
from flows.progress import shown_progress

if TYPE_CHECKING:
    import argparse

    from crossfoot.model import Extraction
    from crossfoot.settings import Settings


def run_extract(args: argparse.Namespace) -> int:
    """Print what one PDF holds, or write it into a folder."""
    settings = settings_of(args)
    if args.format == "xlsx" and args.out is None:
        raise UsageError("an Excel file cannot be printed: say where it goes with --out DIR")
    if args.explain is not None:
        return _explain(args.pdf, args.explain, settings)
    extraction = _read(args.pdf, settings)
    if args.out is None:
        sys.stdout.write(_as_text(extraction, args.format))
    else:
        for path in write_files(extraction, args.format, args.out):
            print(path)
    return 0


def _read(path: Path, settings: Settings) -> Extraction:
    from flows.pipeline import read_report

    with shown_progress() as progress, progress.document(path.name) as pages:
        return read_report(path, settings, on_progress=pages)


def write_files(extraction: Extraction, form: str, folder: Path) -> list[Path]:
    """Write an extraction in one form, and its images, into a folder.

    Returns:
        What was written, the extraction's own files first.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stem = Path(extraction.report.file).stem
    written = []
    if form == "xlsx":
        written.append(_write_workbook(extraction, folder / f"{stem}.xlsx"))
    elif form == "csv":
        written += _write_csv(extraction, folder, stem)
    else:
        target = folder / f"{stem}.{form}"
        target.write_text(_as_text(extraction, form), encoding="utf-8")
        written.append(target)
    for asset in extraction.assets:
        target = folder / asset.name
        target.write_bytes(asset.data)
        written.append(target)
    return written
