"""Settings of a run: what may change the result, and what guards it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from crossfoot.choices import Engine, Language


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost its worker process.

    Attributes:
        seconds: Wall time for a document, whatever its length…
        page_seconds: …and so much more for each of its pages: a scan takes up to six on a busy
            machine.
        memory_mb: Address-space growth beyond the start of the worker, in MiB.
        page_points: Longest side of a page, in points (200 inches by the PDF standard).
        page_chars: Chars on one page beyond which the page is left out with a warning.
    """

    seconds: float = 600.0
    page_seconds: float = 8.0
    memory_mb: int = 4096
    page_points: float = 14_400.0
    page_chars: int = 60_000

    def allow(self, pages: int) -> float:
        """Return the wall time that a document of so many pages may take."""
        return self.seconds + self.page_seconds * pages


@dataclass(frozen=True, slots=True)
class Settings:
    """How a report is read.

    Attributes:
        pages: Page numbers to read, ``None`` for all.
        engine: "auto" lets structure and arithmetic choose.
        language: Language of the report, ``None`` to detect it.
        series: Report series of the catalog, "" to recognise it or go without.
        year: Year the report is about, ``None`` to detect it.
        catalog: Folder of the catalog's YAML files, ``None`` for the one that ships.
        ocr: Read pages without a text layer with Tesseract where it is installed.
    """

    pages: tuple[int, ...] | None = None
    engine: Engine = "auto"
    language: Language | None = None
    series: str = ""
    year: int | None = None
    catalog: Path | None = None
    ocr: bool = True
    limits: Limits = field(default_factory=Limits)
