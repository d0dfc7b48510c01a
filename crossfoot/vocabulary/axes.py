"""Words that tell what rows and columns of tables are: things, measures, periods, categories."""

from __future__ import annotations

from dataclasses import dataclass

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AxisWords:
    """Headers of columns of labels, and words that divide a measure.

    Attributes:
        things: What heads a column of names: "Commune", "Project"; ``measures`` what heads one of
            measures: "Indicateur", "Heading".
        codes: Heads of running numbers and codes, ``notes`` of remarks and references, ``units``
            of units, ``periods`` of years and months, ``values`` of numbers that the row names.
        dividers: Words that divide a measure and are none: "femmes", "budget", "net".
        people: Those of them that divide people.
        quantities: Words that a measure begins with or holds: "nombre", "taux", "coût".
        last: Those that end the name of a measure where the language puts the noun last.
        by: Between a measure and what it is divided by: "Dépenses par nature".
        moments: What stands beside a year and says no more than it: "exercice", "au".
        current: The period of the report itself, ``previous`` the one before: "exercice n-1".
        value: What a number is called that nothing names.
    """

    things: Group = ()
    measures: Group = ()
    codes: Group = ()
    notes: Group = ()
    units: Group = ()
    periods: Group = ()
    values: Group = ()
    dividers: Group = ()
    people: Group = ()
    quantities: Group = ()
    last: Group = ()
    by: Group = ()
    moments: Group = ()
    current: Group = ()
    previous: Group = ()
    value: Group = ()
