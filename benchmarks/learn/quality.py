"""How right a reading is: the share of its cells that stand in the truth at their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from crossfoot.extractors.tables.grids import Grid


def quality(grid: Grid, tables: Sequence[Mapping[str, Any]], scorer: Any) -> float:
    """Return the F1 of a reading's cells against the true table it is most like, 0 to 1.

    A cell is right when its text, row, column and spans are, after rows and columns were aligned.

    Args:
        tables: True tables of the page, as truth files have them.
        scorer: What `benchmarks.readings.load_scorer` returns.
    """
    cells = [
        {
            "row": c.row,
            "col": c.col,
            "rowspan": c.rowspan,
            "colspan": c.colspan,
            "text": c.text,
        }
        for c in grid.cells
        if c.tokens
    ]
    found = scorer.Table({"page": 1, "bbox": None, "cells": cells})
    best = 0.0
    for table in tables:
        true = scorer.Table({"page": 1, "bbox": None, "cells": table["cells"]})
        size = len(true.cells) + len(found.cells)
        if size and scorer.word_overlap(true, found) > 0:
            best = max(best, 2 * scorer.compare(true, found)[1] / size)
    return best
