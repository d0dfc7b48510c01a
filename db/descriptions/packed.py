"""The tables that the view `observations` is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from crossfoot.db.descriptions.subjects import OF_OBSERVATIONS, Subject

PACKED: Final[Mapping[str, Subject]] = {
    "observation_rows": Subject(
        "Observations as they are kept",
        "One row is a number of a table: where it stands, and what its row, column and measure "
        "are. Read the view observations, which puts it together.",
        columns={
            "table_id": "The table it stands in.",
            "subject_id": "The words of its row, in observation_subjects.",
            "header_id": "The words of its column, in observation_headers.",
            "measure_id": "The measure, by its number in this file.",
            "has_values": "1 when observation_values says otherwise than the cell what it is.",
        },
    ),
    "observation_subjects": Subject(
        "Words of rows",
        "One row is what observations of one row of a table have in common.",
        columns={name: OF_OBSERVATIONS[name] for name in ("label", "code")},
    ),
    "observation_headers": Subject(
        "Words of columns",
        "One row is what observations of one column of a table have in common.",
        columns={name: OF_OBSERVATIONS[name] for name in ("category", "unit_stated")},
    ),
    "observation_values": Subject(
        "Observations that read their cell otherwise",
        "One row is the number of an observation whose cell is read as another text, value or "
        "precision; its id is that of the observation.",
    ),
}
