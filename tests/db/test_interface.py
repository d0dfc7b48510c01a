"""The views that others rely on are those that docs/dataset.md names, under a version."""

from __future__ import annotations

import re
from pathlib import Path

from crossfoot.db import connect
from crossfoot.db.describe import INTERFACE

DOC = Path(__file__).parents[2] / "docs" / "dataset.md"
PROMISED = {
    "current_observations": "report entity city measure header period value unit text page x0 top "
    "x1 bottom check_status is_total category observation_id",
    "current_figures": "report label value unit text page x0 top x1 bottom check_status figure_id",
    "current_checks": "report kind axis status severity explanation printed computed delta "
    "tolerance",
    "mismatches": "report explanation printed computed delta tolerance page fingerprint",
    "to_review": "kind what report printed question page source source_id",
    "history": "report entity measure period value text from_version to_version is_current page",
    "observations": "id extraction_id report_id table_id cell_id row col entity geonameid header "
    "measure period text value unit check_status page x0 top x1 bottom is_total",
}
"""What version 1 promises, and the first number stands for: none of these may go."""


def documented() -> dict[str, list[str]]:
    """Return the columns of each view and table as the page lists them."""
    sections = re.split(r"^### `(\w+)`$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: re.findall(r"^\| `(\w+)` \|", text, flags=re.MULTILINE)
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def test_the_page_names_each_view_and_column_under_its_version(dataset: Path) -> None:
    """In the order of the view; the version is the one that exports tell."""
    db = connect(dataset, create=True)
    views = {
        name: [column.name for column in db.view(name).columns] for name in db.view_names()
    }  # fmt: skip
    db.close()
    told = documented()

    assert f"Interface version {INTERFACE}." in DOC.read_text(encoding="utf-8")
    assert {name: told[name] for name in views} == views


def test_no_promised_column_goes_without_a_new_first_number() -> None:
    """While the interface is version 1, what it promised is there."""
    told = documented()

    assert INTERFACE.startswith("1.")
    assert {name: set(names.split()) - set(told[name]) for name, names in PROMISED.items()} == {
        name: set() for name in PROMISED
    }
