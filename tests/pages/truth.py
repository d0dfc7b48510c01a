"""Single pages of real reports whose tables people have checked: ``NAME.pNN.truth.json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crossfoot.model import Check
from tests.pages.scoring import Texts

_PAGE = re.compile(r"\.p\d+$")


@dataclass(frozen=True)
class TruePage:
    """A page of a report.

    Attributes:
        variants: Its tables, and other admissible readings of them.
        wrong: Printed totals that do not hold, as printed.
    """

    name: str
    pdf: Path
    page: int
    variants: tuple[Sequence[Texts], ...]
    wrong: frozenset[str]


def true_pages(folder: Path) -> Iterator[TruePage]:
    """The pages of a folder and its sub-folders, by name."""
    for file in sorted(folder.rglob("*.truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        name = file.name.removesuffix(".truth.json")
        readings = (truth, *truth.get("alternatives", ()))
        yield TruePage(
            name,
            file.with_name(f"{_PAGE.sub('', name)}.pdf"),
            truth["page"],
            tuple([_texts(table) for table in one["tables"]] for one in readings),
            frozenset(total for table in truth["tables"] for total in _wrong(table)),
        )


def false_alarms(alarms: Sequence[Check], page: TruePage) -> int:
    """Count the alarms about totals that hold, or that nobody printed."""
    return sum(_bare(alarm.total_text) not in page.wrong for alarm in alarms)


def _texts(table: Mapping[str, Any]) -> Texts:
    grid = [[""] * table["n_cols"] for _ in range(table["n_rows"])]
    for cell in table["cells"]:
        grid[cell["row"]][cell["col"]] = cell["text"] or ""
    return grid


def _wrong(table: Mapping[str, Any]) -> Iterator[str]:
    grid = _texts(table)
    for total in table.get("totals", ()):
        if total.get("holds") is False:
            row, col = total["total_cell"][:2]
            yield _bare(grid[row][col])


def _bare(text: str) -> str:
    return "".join(text.split())
