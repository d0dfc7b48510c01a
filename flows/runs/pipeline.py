"""One report from PDF to extraction: the plain function that everything else wraps.

::

    path ── extract ──► Reading ── understand ──► Extraction
            what is printed        what it means, and whether it adds up

No Prefect, no database, no cache. Equal files under equal fingerprints give equal extractions,
byte for byte. The steps themselves are in :mod:`flows.runs.steps`, which only the process that
reads imports: it loads everything there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.worker import ignore_progress, run_limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from crossfoot.model import Extraction
    from crossfoot.settings import Settings


def read_report(
    path: Path, settings: Settings, *, on_progress: Callable[[int, int], None] | None = None
) -> Extraction:
    """Return all that crossfoot finds in a PDF, read in a process with limits.

    Args:
        path: The file.
        settings: How it is read, and what that may cost.
        on_progress: Told (pages done, pages) while it is read.

    Raises:
        UnreadableInput: The file cannot be read within the limits.
        UsageError: A page or the catalog is not there.
    """
    listener = on_progress or ignore_progress  # told of its pages, the worker has time for them
    return run_limited(read_here, path, settings, limits=settings.limits, on_progress=listener)


def read_here(
    path: Path, settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> Extraction:
    """Do the work of :func:`read_report` in this process, without limits."""
    from crossfoot.flows.runs.steps import extract, understand

    return understand(extract(path, settings, progress=progress), settings)
