"""Observations as rows: what they say beyond their cells, the words of rows and columns once.

The view `observations` puts them together again. Most read their number as it stands in its cell;
the others have a row of `observation_values`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from crossfoot.db.stored.marks import NOT_CHECKED, MarksOf
from crossfoot.db.stored.targets import TARGETS, Row
from crossfoot.db.stored.ties import Links, number_values
from crossfoot.model import Observation

_VALUES = TARGETS["observation_values"].columns[1:]
_OF_CELL = itemgetter(*(TARGETS["cells"].columns.index(name) for name in _VALUES))
"""What a cell says of what an observation may say otherwise."""


def observation_rows(
    observations: Sequence[Observation], links: Links, marks: MarksOf, cells: Sequence[Row]
) -> Mapping[str, Sequence[Row]]:
    """Return the rows of the four tables of observations, with local ids.

    Args:
        cells: The rows of ``cells``, in the order of their local ids from 1.
    """
    subjects: dict[Row, int] = {}
    headers: dict[Row, int] = {}
    rows: list[Row] = []
    values: list[Row] = []
    for number, seen in enumerate(observations, 1):
        subject = (seen.entity, seen.place_kind, seen.label, seen.code)
        header = (
            *(seen.header, int(seen.is_known), seen.period, seen.category, seen.unit),
            seen.stated,
        )
        cell_id = links.cell(seen.table, seen.row, seen.col)
        own = _own(seen, marks)
        has_values = cell_id is None or _OF_CELL(cells[cell_id - 1]) != own
        if has_values:
            values.append((number, *own))
        rows.append(
            (
                *(number, links.tables[seen.table], cell_id, seen.row, seen.col, seen.geonameid),
                subjects.setdefault(subject, len(subjects) + 1),
                headers.setdefault(header, len(headers) + 1),
                *(seen.measure, int(seen.is_total), int(has_values)),
            )
        )
    return {
        "observation_subjects": [(number, *words) for words, number in subjects.items()],
        "observation_headers": [(number, *words) for words, number in headers.items()],
        "observation_rows": rows,
        "observation_values": values,
    }


def _own(seen: Observation, marks: MarksOf) -> Row:
    """Return the values of an observation in the order of the columns that keep them."""
    mark = marks.get(seen.table, {}).get((seen.row, seen.col), NOT_CHECKED)
    value, scaled, decimals, step, _, qualifier, state, scale = number_values(seen.number)
    return (
        *(seen.number.text, seen.page, *seen.box, value, scaled, decimals, step),
        *(qualifier, state, scale, mark.status, mark.ticks),
    )
