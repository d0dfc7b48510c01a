"""Cross-checks inside one document: breakdowns, repeated statements, totals, lists.

In: the figures, normalised tables and running text of a report. Out: checks of axis "document".
What is not paired by its words is not judged; see :mod:`reconcilers.tie_outs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reconcilers.breakdowns import check_breakdowns
from reconcilers.tie_outs import check_lists, check_repeats, check_totals

if TYPE_CHECKING:
    from crossfoot.model import Block, Check, CityMention, Figure, Language, Table


def check_figures(
    figures: Sequence[Figure],
    tables: Sequence[Table],
    cities: Sequence[CityMention],
    *,
    language: Language,
    blocks: Sequence[Block] = (),
) -> tuple[Check, ...]:
    """Return the checks of a document's figures, in reading order of their kinds.

    Args:
        figures: As read by :func:`normalizers.figures.read_figures`.
        tables: Normalised: their cells carry numbers.
        cities: Place names found; lists of them are counted through ``blocks``.
        language: Of the report.
        blocks: Running text, whose enumerations are counted.
    """
    checks = [
        *check_breakdowns(figures, language=language),
        *check_repeats(figures, language=language),
        *check_totals(figures, tables, language=language),
        *check_lists(figures, blocks, tables, language=language),
    ]
    return tuple(checks)
