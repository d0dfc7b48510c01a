"""Which pages are read differently once they are scaled, shifted, turned or recoloured.

    python -m tests.pages.steadiness [CORPUS]

prints a line per page and transformation that changes its tables, with the first row that differs,
and how many pages stay the same under each. Only the engine is asked, on the page set upright: no
other engines, no character recognition.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path

from crossfoot.extractors.charts.find import find_charts
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import upright
from crossfoot.extractors.text.blocks import find_figure_areas
from crossfoot.extractors.weighing.read import read_page_tables
from crossfoot.model import Page
from tests.extractors.table_pages import aligned, texts
from tests.pages.pages import PAGES
from tests.pages.sheet import draw_page
from tests.pages.transform import TRANSFORMATIONS, alone
from tests.pages.truth import true_pages

REAL_PAGES = 40
FOLDERS = ("reports", "pages", "pages2")


@dataclass(frozen=True)
class Sample:
    """A page as it is: a file of its own, and the tables read on it."""

    name: str
    pdf: bytes
    tables: str


@dataclass(frozen=True)
class Change:
    """A page that is read differently: the first row before and after."""

    page: str
    before: str
    after: str


def drawn_samples() -> list[Sample]:
    """The pages of the tests that have tables and are not turned already."""
    drawn = ((page.name, *draw_page(page)) for page in PAGES.values() if not page.turn)
    return [Sample(name, pdf, _tables(_page(pdf))) for name, pdf, tables in drawn if tables]


def real_samples(corpus: Path) -> list[Sample]:
    """Forty pages of real reports that have tables and text."""
    return list(islice(_real(corpus), REAL_PAGES))


def changes(samples: Iterable[Sample], transformation: str) -> list[Change]:
    """Return the pages whose tables are others after a transformation."""
    transform = TRANSFORMATIONS[transformation]
    found = ((one, _tables(_page(transform(one.pdf)))) for one in samples)
    return [Change(one.name, *_difference(one.tables, t)) for one, t in found if t != one.tables]


def _real(corpus: Path) -> Iterator[Sample]:
    for one in (page for folder in FOLDERS for page in true_pages(corpus / folder)):
        if one.variants[0] and one.pdf.is_file():
            pdf = alone(one.pdf, one.page)
            page = _page(pdf)
            if len(page.words):
                yield Sample(one.name, pdf, _tables(page))


def _page(pdf: bytes) -> Page:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(pdf)
        with open_document(file) as document:
            return upright(document.page(1))


def _tables(page: Page) -> str:
    """The tables of a page as golden files have them."""
    figures = (*(chart.box for chart in find_charts(page)), *find_figure_areas(page))
    return aligned([texts(table) for table in read_page_tables(page, exclude=figures)])


def _difference(before: str, after: str) -> tuple[str, str]:
    pairs = zip_longest(before.splitlines(), after.splitlines(), fillvalue="")
    return next((a, b) for a, b in pairs if a != b)


def main(arguments: list[str]) -> int:
    """Print the report."""
    pages = real_samples(Path(arguments[0])) if arguments else drawn_samples()
    for transformation in TRANSFORMATIONS:
        changed = changes(pages, transformation)
        kept = len(pages) - len(changed)
        sys.stdout.write(f"{transformation}: {kept} of {len(pages)} stay the same\n")
        for one in changed:
            sys.stdout.write(f"  {one.page}\n    - {one.before[:110]}\n    + {one.after[:110]}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
