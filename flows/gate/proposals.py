"""Measures that a report names otherwise than its series does: which of them they are.

In: the newest version of a dataset. Out: for names that the catalog does not know the measure of
the series that the evidence of other reports joins them to (see :mod:`normalizers.meaning.joins`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from crossfoot.db.stored.exact import from_scaled
from crossfoot.normalizers.meaning.joins import JOINED, Side, Weighed, place_of, unit_of, weigh

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlite_utils import Database

_QUERY = """
SELECT o.measure, o.is_known, o.entity, o.geonameid, o.period, o.category, o.unit, o.header,
  o.value_scaled, o.value_decimals, o.report_id, r.language, r.series, e.issuer, d.sha256
FROM version_extractions v
JOIN extractions e ON e.id = v.extraction_id
JOIN observations o ON o.extraction_id = e.id
JOIN reports r ON r.id = o.report_id JOIN editions d ON d.id = e.edition_id
WHERE v.to_version IS NULL AND r.series = ? ORDER BY o.report_id, o.page, o.table_id, o.row, o.col
"""
_UNNAMED_SERIES = """
SELECT DISTINCT r.series FROM version_extractions v
JOIN observations o ON o.extraction_id = v.extraction_id AND o.is_known = 0
JOIN reports r ON r.id = o.report_id WHERE v.to_version IS NULL AND r.series <> ''
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The measure that a name is joined to, and why."""

    measure: str
    weighed: Weighed

    @property
    def reason(self) -> str:
        """What speaks for it, as the end of a sentence."""
        told = (
            ("equal values", self.weighed.values),
            ("its words", self.weighed.words),
            ("its unit", self.weighed.units),
            ("what stands beside it", self.weighed.neighbours),
        )
        return ", ".join(name for name, points in told if points > 0)


def propose(db: Database) -> dict[tuple[str, str], Proposal]:
    """Return the measures that unknown names are, by series and stored id of the name."""
    found: dict[tuple[str, str], Proposal] = {}
    for (series,) in db.execute(_UNNAMED_SERIES).fetchall():
        known, unknown = _sides(db.query(_QUERY, [series]))
        for name, side in unknown.items():
            if (best := best_of(side, known)) is not None:
                found[series, name] = best
    return found


def known_sides(db: Database, series: str, *, but: Collection[str]) -> dict[str, Side]:
    """Return the known measures of a series as the newest version of a dataset prints them.

    Args:
        db: The dataset.
        series: Its name.
        but: Files by sha256 that are loaded anew: what was said of them before proves nothing.
    """
    rows = (row for row in db.query(_QUERY, [series]) if row["sha256"] not in but)
    return _sides(rows)[0]


def best_of(side: Side, known: Mapping[str, Side], *, lead: int = 1) -> Proposal | None:
    """Return the one known measure that evidence joins a name to; ``None`` for none or two.

    Args:
        side: The name.
        known: Measures by id.
        lead: Points by which the best must be ahead of the next.
    """
    ranked = sorted(
        (
            (weighed.points, measure, weighed)
            for measure, other in known.items()
            if not side.reports & other.reports and (weighed := weigh(side, other)).points >= JOINED
        ),
        key=lambda one: (-one[0], one[1]),
    )
    if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < lead):
        return None
    return Proposal(ranked[0][1], ranked[0][2])


def _sides(rows: Iterable[dict[str, Any]]) -> tuple[dict[str, Side], dict[str, Side]]:
    """Return the measures of a series, those of the catalog and those of their own words."""
    sides: tuple[dict[str, Side], dict[str, Side]] = ({}, {})
    orders: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        words = row["measure"].replace("__", " › ").replace("_", " ")
        of = sides[0] if row["is_known"] else sides[1]
        side = of.setdefault(row["measure"], Side(words, words.rpartition(" › ")[2]))
        side.reports.add(str(row["report_id"]))
        side.languages.add(row["language"])
        side.units |= {unit_of(row["unit"])} if row["unit"] else set()
        value = from_scaled(row["value_scaled"], row["value_decimals"])
        if value is not None:
            whose = (row["geonameid"], row["entity"], row["issuer"], str(row["report_id"]))
            side.values.setdefault(place_of(whose, row["period"], row["category"]), value)
        orders[row["report_id"]].append(row["measure"])
    whole = sides[0] | sides[1]
    for order in orders.values():
        for before, after in pairwise(dict.fromkeys(order)):
            whole[before].beside.add(after)
            whole[after].beside.add(before)
    return sides
