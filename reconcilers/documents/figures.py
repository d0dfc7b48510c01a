"""Cross-checks inside one document: breakdowns, repeated statements, totals, lists, ties.

In: the figures, normalised tables and running text of a report. Out: checks of axis "document".
What is not paired by its words is not judged; see :mod:`reconcilers.documents.tie_outs`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crossfoot.reconcilers.documents.breakdowns import check_breakdowns
from crossfoot.reconcilers.documents.listings import check_lists
from crossfoot.reconcilers.documents.tie_outs import check_repeats, check_totals
from crossfoot.reconcilers.documents.ties import check_ties

if TYPE_CHECKING:
    from crossfoot.model import (
        Block,
        Check,
        CityMention,
        Figure,
        Language,
        Observation,
        Table,
    )
    from crossfoot.normalizers.catalog import Series


def check_figures(
    figures: Sequence[Figure],
    tables: Sequence[Table],
    cities: Sequence[CityMention],
    *,
    language: Language,
    blocks: Sequence[Block] = (),
    observations: Sequence[Observation] = (),
    series: Series | None = None,
) -> tuple[Check, ...]:
    """Return the checks of a document's figures, in reading order of their kinds.

    Args:
        figures: As read by :func:`normalizers.figures.read.read_figures`.
        tables: Normalised: their cells carry numbers.
        cities: Place names found: each is one name of the list it stands in.
        language: Of the report.
        blocks: Running text, whose enumerations are counted.
        observations: Numbers of the tables, under the catalog's measures.
        series: What the catalog knows of the report's series.
    """
    known = check_ties(figures, tables, observations, series, language=language) if series else []
    guessed = [
        *check_breakdowns(figures, language=language),
        *check_repeats(figures, language=language),
        *check_totals(figures, tables, language=language),
        *check_lists(figures, blocks, tables, cities, language=language),
    ]
    return (*known, *(check for check in guessed if not _is_known(check, known)))


def _is_known(check: Check, known: Sequence[Check]) -> bool:
    """Return whether a tie of the catalog judges the same numbers already."""
    pair = set(check.refs)
    return any(pair == {tie.total, *tie.items} for tie in known)
