"""`crossfoot extract`: one PDF to JSON, CSV, Excel or Markdown, without a database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UnreadableInput, UsageError
from crossfoot.extras import require_extra
from crossfoot.flows.cli.console import show
from crossfoot.flows.runs.options import settings_of
from crossfoot.flows.runs.progress import shown_progress
from crossfoot.names import LAYOUT, output_stem, printable, shown_name

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from crossfoot.extractors.choice.choices import PageChoices
    from crossfoot.model import Extraction, PageLedger, Table
    from crossfoot.settings import Settings
    from crossfoot.sheets import SheetFormat

SHOWN_NUMBERS = 8  # of a page's numbers without a place; JSON has all with their boxes


def run_extract(args: argparse.Namespace) -> int:
    """Print what one PDF holds, or write it into a folder; 3 when pages were left unread."""
    from crossfoot.sheets import as_text

    settings = settings_of(args)
    if args.format == "xlsx":
        require_extra("excel")
    if args.format == "xlsx" and args.out is None:
        raise UsageError("an Excel file cannot be printed: say where it goes with --out DIR")
    if args.explain is not None:
        return _explain(args.pdf, args.explain, args.out or Path(), settings)
    extraction = _read(args.pdf, settings)
    for warning in extraction.warnings:
        where = f" page {warning.page}:" if warning.page is not None else ""
        show(f"{shown_name(args.pdf)}:{where} {warning.message}", to_stderr=True)
    for line in describe_pages(extraction.pages):
        show(f"{shown_name(args.pdf)}: {line}", to_stderr=True)
    if args.out is None:
        text = as_text(extraction, args.format)
        sys.stdout.write(text if args.format in ("json", "csv") else printable(text, keep=LAYOUT))
    else:
        for path in write_extraction(extraction, args.format, args.out):
            show(str(path))
    return UnreadableInput.exit_code if extraction.unread else 0


def describe_pages(pages: Sequence[PageLedger]) -> Iterator[str]:
    """Yield a line for each page that prints numbers without a place."""
    for page in pages:
        left = page.not_placed
        if left:
            shown = "; ".join(printable(line.text) for line in left[:SHOWN_NUMBERS])
            more = "; …" if len(left) > SHOWN_NUMBERS else ""
            told = f"{page.placed} of {page.numbers} numbers placed, {len(left)} not"
            yield f"page {page.page}: {told}: {shown}{more}"


def _read(path: Path, settings: Settings) -> Extraction:
    from crossfoot.flows.runs.pipeline import read_report

    with shown_progress() as progress, progress.document(shown_name(path)) as pages:
        return read_report(path, settings, on_progress=pages)


def _explain(pdf: Path, page: int, folder: Path, settings: Settings) -> int:
    """Draw how a page's tables were found, and print the reasons."""
    from crossfoot.flows.runs.steps import explain
    from crossfoot.worker import run_limited

    folder.mkdir(parents=True, exist_ok=True)
    drawing = folder / f"{output_stem(pdf.name)}-p{page}.png"
    account = run_limited(explain, pdf, page, drawing, settings, limits=settings.limits)
    show("\n".join(describe_choices(account)))
    show(f"drawn in {drawing}")
    return 0


def describe_choices(account: PageChoices) -> Iterator[str]:
    """Yield what was considered on a page: region by region what was taken and what was not."""
    tables = len(account.tables)
    yield f"page {account.page}: {tables} table{'' if tables == 1 else 's'}; {account.note}"
    for number, choice in enumerate(account.choices, start=1):
        yield f"region {number}{': ' if choice.why else ''}{choice.why}"
        yield from describe_reading(choice.chosen, "taken")
        for reading in choice.rejected:
            yield from describe_reading(reading, "rejected")


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
        OSError: The folder cannot be written; each file of an earlier call is whole, new or old.
    """
    from crossfoot.files import write_whole
    from crossfoot.sheets import write_files

    folder.mkdir(parents=True, exist_ok=True)
    files = write_files(extraction, form, output_stem(extraction.report.file))
    files |= {asset.name: asset.data for asset in extraction.assets}
    return [write_whole(folder / name, content) for name, content in files.items()]
