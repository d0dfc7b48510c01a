"""Pictures of mismatches on their pages, for people who have no Datasette at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.browse.crops import draw_crop
from crossfoot.errors import UnreadableInput

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from crossfoot.flows.told.summary import Mismatch, RunSummary
    from crossfoot.pools import WorkerPool

SHOWN = 5  # of a run: each is some fifty kilobytes in Prefect's database
DPI = 96.0


def crops_of(
    summary: RunSummary, files: Mapping[str, Path], pool: WorkerPool
) -> tuple[bytes | None, ...]:
    """Return PNGs of the first mismatches of a run, drawn in a process with limits.

    Args:
        summary: Of the run.
        files: PDF of each edition by its sha256.
        pool: Of the processes that read.

    Returns:
        For each of the first mismatches a picture, ``None`` where its file cannot be drawn.
    """
    return tuple(_crop(found, files, pool) for found in summary.mismatches[:SHOWN])


def _crop(found: Mismatch, files: Mapping[str, Path], pool: WorkerPool) -> bytes | None:
    path = files.get(found.sha256)
    if path is None:
        return None
    try:
        return pool.run(draw_crop, path, found.page, found.box, dpi=DPI)
    except UnreadableInput:
        return None  # it has gone meanwhile: the numbers stand without it
