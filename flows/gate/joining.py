"""Measures that a report names otherwise than its series does, joined while it is loaded.

In: the extractions of a load, the dataset they go to. Out: the extractions, in which a name that
the catalog does not know is the known measure that the series' other reports settle it to, where
the evidence is decisive (:mod:`normalizers.meaning.joins`). Each such name is said in a finding.
What speaks for a measure by less stays a question of `crossfoot review`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.db.file.reading import reading
from crossfoot.flows.gate.proposals import Proposal, best_of, known_sides
from crossfoot.model import Finding
from crossfoot.normalizers.meaning.joins import Side, gather

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from crossfoot.model import Extraction, Observation

DECISIVE = 4
"""Points from which nobody is asked where no values are shared: all kinds of evidence agree."""

LEAD = 2
"""Points before the next measure."""

Named = dict[str, list[tuple["Extraction", "Observation"]]]


def with_joined(extractions: Sequence[Extraction], database: Path) -> list[Extraction]:
    """Return extractions with the names joined that the reports of their series settle.

    Args:
        extractions: Of one load.
        database: The dataset, which need not be there yet.
    """
    series = {one.report.series for one in extractions if one.report.series}
    known = {name: _known(name, extractions, database) for name in sorted(series)}
    return [_joined(one, known.get(one.report.series, {})) for one in extractions]


def _known(series: str, extractions: Sequence[Extraction], database: Path) -> dict[str, Side]:
    """Return the known measures of a series as the dataset and the other extractions print them."""
    named: Named = defaultdict(list)
    for one in extractions:
        for seen in one.observations if one.report.series == series else ():
            if seen.is_known:
                named[seen.measure].append((one, seen))
    found = gather(named)
    if database.is_file():
        with reading(database) as db:
            for measure, side in known_sides(db, series).items():
                found[measure] = found[measure] | side if measure in found else side
    return found


def _joined(extraction: Extraction, known: Mapping[str, Side]) -> Extraction:
    """Return an extraction with its names joined to the known measures of its series."""
    own = {seen.measure for seen in extraction.observations if seen.is_known}
    others = {measure: side for measure, side in known.items() if measure not in own}
    named: Named = defaultdict(list)
    for seen in extraction.observations if others else ():
        named[seen.measure].append((extraction, seen))
    sides = gather(named)
    joins = {
        measure: best
        for measure in named
        if measure not in own and (best := _decided(sides[measure], others)) is not None
    }
    counts = Counter(best.measure for best in joins.values())  # two names are two measures
    joins = {name: best for name, best in joins.items() if counts[best.measure] == 1}
    return _applied(extraction, joins, named) if joins else extraction


def _decided(side: Side, known: Mapping[str, Side]) -> Proposal | None:
    """Return the measure a name is: by equal values of equal things, else by all the rest."""
    best = best_of(side, known, lead=LEAD)
    is_sure = best is not None and (best.weighed.values > 0 or best.weighed.points >= DECISIVE)
    return best if is_sure else None


def _applied(extraction: Extraction, joins: Mapping[str, Proposal], named: Named) -> Extraction:
    """Return an extraction with names replaced, and a finding for each."""
    seen = tuple(
        replace(one, measure=joins[one.measure].measure, is_known=True)
        if one.measure in joins
        else one
        for one in extraction.observations
    )
    told = tuple(_finding(named[name][0][1], join) for name, join in joins.items())
    return replace(extraction, observations=seen, warnings=(*extraction.warnings, *told))


def _finding(first: Observation, join: Proposal) -> Finding:
    name = first.measure_label or first.measure
    message = (
        f"“{name}” was taken for {join.measure}, as {join.reason} in other reports of its series "
        "say; give it a measure of its own in the catalog if it is another one"
    )
    return Finding(first.page, "measure_joined", message, first.box)
