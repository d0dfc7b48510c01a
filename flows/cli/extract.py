"""`crossfoot extract`: one PDF to JSON, CSV, Excel or Markdown, without a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.flows.runs.options import settings_of
from crossfoot.flows.runs.progress import shown_progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crossfoot.model import Extraction, Table
    from crossfoot.settings import Settings
    from crossfoot.sheets import SheetFormat


def run_extract(args: argparse.Namespace) -> int:
    """Print what one PDF holds, or write it into a folder."""
    from crossfoot.sheets import as_text

    settings = settings_of(args)
    if args.format == "xlsx" and args.out is None:
        raise UsageError("an Excel file cannot be printed: say where it goes with --out DIR")
    if args.explain is not None:
        return _explain(args.pdf, args.explain, args.out or Path(), settings)
    extraction = _read(args.pdf, settings)
    for warning in extraction.warnings:
        where = f" page {warning.page}:" if warning.page is not None else ""
        print(f"{args.pdf.name}:{where} {warning.message}", file=sys.stderr)
    if args.out is None:
        sys.stdout.write(as_text(extraction, args.format))
    else:
        for path in write_extraction(extraction, args.format, args.out):
            print(path)
    return 0


def _read(path: Path, settings: Settings) -> Extraction:
    from crossfoot.flows.runs.pipeline import read_report

    with shown_progress() as progress, progress.document(path.name) as pages:
        return read_report(path, settings, on_progress=pages)


def _explain(pdf: Path, page: int, folder: Path, settings: Settings) -> int:
    """Draw how a page's tables were found, and print the reasons."""
    from crossfoot.extractors.explain import explain_page
    from crossfoot.flows.runs.steps import score_table
    from crossfoot.worker import run_limited

    folder.mkdir(parents=True, exist_ok=True)
    drawing = folder / f"{pdf.stem}-p{page}.png"
    choices = run_limited(
        explain_page,
        pdf,
        page,
        drawing,
        settings=settings,
        foots=score_table,
        limits=settings.limits,
    )
    for number, choice in enumerate(choices, start=1):
        print(f"region {number}")
        for reading in (choice.chosen, *choice.rejected):
            verdict = "taken" if reading is choice.chosen else "rejected"
            print("\n".join(describe_reading(reading, verdict)))
    print(f"drawn in {drawing}")
    return 0


def describe_reading(tables: Sequence[Table], verdict: str) -> Iterator[str]:
    """Yield what a reading of a region is and the evidence for and against it."""
    for table in tables:
        size = f"{table.n_rows} rows × {table.n_cols} columns"
        yield f"  {verdict} {table.engine}: {size}, confidence {table.confidence:.2f}"
        for one in table.evidence:
            note = f" ({one.note})" if one.note else ""
            yield f"    {one.name} {one.value:g}{note}"


def write_extraction(extraction: Extraction, form: SheetFormat, folder: Path) -> list[Path]:
    """Write an extraction in one form, and its images, into a folder.

    Returns:
        What was written, the images last.

    Raises:
        OSError: The folder cannot be written.
    """
    from crossfoot.sheets import write_files

    folder.mkdir(parents=True, exist_ok=True)
    files = write_files(extraction, form, Path(extraction.report.file).stem)
    files |= {asset.name: asset.data for asset in extraction.assets}
    written = []
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written
