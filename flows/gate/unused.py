"""Decisions of the catalog that nothing in the dataset goes by any more.

In: a dataset and what people decided about names. Out: the decisions that hold for a report of
the newest version and that none of those reports' names was matched by: the name has gone from
the reports, or the decision misspells it. Decisions for other series and languages are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossfoot.db.file.reading import reading
from crossfoot.flows.words.said import say
from crossfoot.model import Match
from crossfoot.normalizers.places.cities import decisions_for, find_unused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from crossfoot.model import Decision, Language

_REPORTS = "SELECT DISTINCT report_id, series, language FROM current_extractions"
_DECIDED = """
SELECT DISTINCT m.report_id, m.text, m.kind, m.score, m.status
FROM version_extractions v JOIN city_mentions m ON m.extraction_id = v.extraction_id
WHERE v.to_version IS NULL AND m.method = 'decision'
"""

Kind = tuple[str, "Language"]


def unused_decisions(path: Path, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that the newest version of a dataset has no use for, in order.

    Args:
        path: The dataset.
        decisions: All of the catalog.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    kinds, matches = _decided_names(path)
    unused = []
    for decision in decisions:
        concerned = [
            report
            for report, (series, language) in kinds.items()
            if decisions_for([decision], series=series, language=language)
        ]
        found = (match for report in concerned for match in matches.get(report, ()))
        if concerned and find_unused([decision], found):
            unused.append(decision)
    return tuple(unused)


def say_unused(decision: Decision) -> str:
    """Return the line about such a decision."""
    scope = ", ".join(filter(None, (decision.series, decision.language)))
    where = f" ({scope})" if scope else ""
    name = f'"{decision.name}"{where}'
    return say("unused_decision", name=name)


def _decided_names(path: Path) -> tuple[dict[int, Kind], dict[int, list[Match]]]:
    """Return series and language of each report, and its names that went by a decision."""
    with reading(path) as db:
        kinds = {row["report_id"]: (row["series"], row["language"]) for row in db.query(_REPORTS)}
        matches: dict[int, list[Match]] = {}
        for row in db.query(_DECIDED):
            matches.setdefault(row["report_id"], []).append(
                Match(row["text"], None, row["kind"], row["score"], "decision", row["status"])
            )
    return kinds, matches
