"""Measures that a report names otherwise than its series does, joined while it is loaded.

In: the extractions of a load, the dataset they go to. Out: the extractions, in which a name that
the catalog does not know is the known measure that the series' other reports settle it to, where
the evidence is decisive (:mod:`normalizers.meaning.joins`). Each such name is said in a finding.
What speaks for a measure by less stays a question of `crossfoot review`; what a person parted by
`crossfoot review reject` stays parted.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.db.file.reading import reading
from crossfoot.flows.gate.proposals import Proposal, best_of, known_sides
from crossfoot.flows.gate.questions import question_of_name
from crossfoot.model import JOINED_MARK, Finding
from crossfoot.normalizers.meaning.joins import Side, gather

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from crossfoot.model import Extraction, Observation

DECISIVE = 4
"""Points from which nobody is asked where no values are shared: all kinds of evidence agree."""

LEAD = 2
"""Points before the next measure."""

Named = dict[str, list[tuple["Extraction", "Observation"]]]


def with_joined(
    extractions: Sequence[Extraction], database: Path, parted: Collection[str] = ()
) -> list[Extraction]:
    """Return extractions with the names joined that the reports of their series settle.

    Args:
        extractions: Of one load.
        database: The dataset, which need not be there yet.
        parted: Questions of names that a person rejected: they are left as they are.
    """
    series = {one.report.series for one in extractions if one.report.series}
    known = {name: _known(name, extractions, database) for name in sorted(series)}
    return [_joined(one, known.get(one.report.series, {}), parted) for one in extractions]


def _known(series: str, extractions: Sequence[Extraction], database: Path) -> dict[str, Side]:
    """Return the known measures of a series as the dataset and the other extractions print them."""
    named: Named = defaultdict(list)
    for one in extractions:
        for seen in one.observations if one.report.series == series else ():
            if seen.is_known:
                named[seen.measure].append((one, seen))
    found = gather(named)
    loaded = {one.report.sha256 for one in extractions}
    if database.is_file():
        with reading(database) as db:
            for measure, side in known_sides(db, series, but=loaded).items():
                found[measure] = found[measure] | side if measure in found else side
    return found


def _joined(
    extraction: Extraction, known: Mapping[str, Side], parted: Collection[str]
) -> Extraction:
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
        if measure not in own
        and question_of_name(extraction.report.series, measure) not in parted
        and (best := _decided(sides[measure], others)) is not None
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
    series = extraction.report.series
    told = tuple(
        _finding(named[name][0][1], join, question_of_name(series, name))
        for name, join in joins.items()
    )
    pipeline = f"{extraction.pipeline}{JOINED_MARK}{_told(joins)}"
    warnings = (*extraction.warnings, *told)
    return replace(extraction, pipeline=pipeline, observations=seen, warnings=warnings)


def _told(joins: Mapping[str, Proposal]) -> str:
    """Return a fingerprint of what was joined to what: other joins are another reading."""
    told = json.dumps(sorted((name, join.measure) for name, join in joins.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:8]


def _finding(first: Observation, join: Proposal, question: str) -> Finding:
    name = first.measure_label or first.measure
    message = (
        f"“{name}” was taken for {join.measure}, as {join.reason} in other reports of its series "
        f"say; if it is another one: crossfoot review reject {question}"
    )
    return Finding(first.page, "measure_joined", message, first.box)
