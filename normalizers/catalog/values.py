"""What the catalog's files say, as frozen values: one class for each kind of entry.

Those that other stages read of (rules, recipes, decisions, accepted mismatches) are in
:mod:`crossfoot.model`. Here as there types are true: what people wrote was checked on its way in
(:mod:`crossfoot.normalizers.catalog.schema`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from crossfoot.model import (
    AcceptedMismatch,
    Correction,
    Decision,
    Language,
    Recipe,
    Rule,
    Settled,
)

MeasureKind = Literal["count", "amount", "share", "flag", "year", "mark", "rate"]
Aggregate = Literal["sum", "count", "mean", "none"]


@dataclass(frozen=True, slots=True)
class Measure:
    """Something a report series counts or measures, whatever its column is called.

    Attributes:
        id: "learning_activities".
        names: (language, header) pairs, the first of a language is the one to show.
        kind: What its cells hold.
        unit: Unit of its numbers where none is printed, "" for none.
        aggregate: What its total row states.
        description: One sentence.
    """

    id: str
    names: tuple[tuple[Language, str], ...]
    kind: MeasureKind = "count"
    unit: str = ""
    aggregate: Aggregate = "sum"
    description: str = ""

    def name(self, language: Language) -> str:
        """Return the header in a language, the first of any where there is none."""
        return dict(reversed(self.names)).get(language, self.names[0][1])


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """A key figure that a series prints every year.

    Attributes:
        id: "learning_members".
        names: (language, label as printed) pairs.
    """

    id: str
    names: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A number that a document lets one work out; exactly one of three things.

    Attributes:
        figures: Ids of key figures to add.
        measure: Id of the measure whose total counts: what the line that counts states, what the
            line that adds states, or how many lines are filled.
        rows: Pattern on caption or section of the table whose lines are counted.
    """

    figures: tuple[str, ...] = ()
    measure: str = ""
    total: Literal["count", "sum", "filled"] = "sum"
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Figures whose sum equals a number of the same document, or its share of another in %."""

    figures: tuple[str, ...]
    equals: Term
    share_of: Term | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A report series.

    Attributes:
        name: "metropolis".
        title: For people.
        recognise: A report belongs to the series when for each entry one of its spellings occurs.
        measures: What its tables hold.
        rules: What it claims, or does not claim, of its totals.
        recipes: How some of its tables are to be read.
        figures: Key figures it prints every year.
        ties: How its figures and tables hang together.
        issuer: Who issues its reports, for people; "" where many do.
        language: Language of names for which none is said.
        licence: What its issuer publishes the reports under, as stated; "" unknown.
        licence_url: Where the text of the licence is.
    """

    name: str
    title: str
    recognise: tuple[tuple[str, ...], ...]
    measures: tuple[Measure, ...] = ()
    rules: tuple[Rule, ...] = ()
    recipes: tuple[Recipe, ...] = ()
    figures: tuple[NamedFigure, ...] = ()
    ties: tuple[Tie, ...] = ()
    issuer: str = ""
    language: Language | None = None
    licence: str = ""
    licence_url: str = ""


@dataclass(frozen=True, slots=True)
class Catalog:
    """All the catalog's files.

    Attributes:
        decisions: What names stand for, in the order of the file.
        accepted: Mismatches that may stand.
        corrections: Cells that were read wrong.
        settled: Questions that need no asking again.
    """

    series: tuple[Series, ...] = ()
    decisions: tuple[Decision, ...] = ()
    accepted: tuple[AcceptedMismatch, ...] = ()
    corrections: tuple[Correction, ...] = ()
    settled: tuple[Settled, ...] = ()

    def find_series(self, name: str) -> Series | None:
        """Return a series by name, ``None`` when the catalog has none of that name."""
        return next((series for series in self.series if series.name == name), None)
