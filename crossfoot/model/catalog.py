"""What people wrote down about report series, names and mismatches.

Written by `normalizers.catalog` from the YAML of `catalog/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crossfoot.choices import Language
from crossfoot.model.checks import CheckKind
from crossfoot.model.page import Box


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a printed name; it wins over every other evidence.

    Attributes:
        series: Report series it holds for ("metropolis"), "" for all series.
        language: Language of the reports it holds for, ``None`` for all three.
        name: The name as printed; compared without case, accents and spacing.
        geonameid: The place, or ``None`` for "no place".
        author: Who decided.
        date: When, ISO 8601 ("2026-03-01").
        reason: Why, in one sentence.
    """

    series: str
    language: Language | None
    name: str
    geonameid: int | None
    author: str
    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What a report series is known to claim, or not to claim, of its totals (catalog).

    The patterns are regular expressions, searched without regard to case and accents; an
    empty one matches everything.

    Attributes:
        action: "add" states an equation that the arithmetic alone would not accept;
            "silence" keeps a check but takes its alarm away.
        reason: One sentence for the person who reads the check.
        table: On the table's caption.
        total: On the label of the total's line (its row for footing, its column header for
            cross-footing).
        column: On the header of the other direction.
        kind: Of the relation; ``None`` in a "silence" rule means every kind.
        axis: "column" when the items stand in the total's column.
        equals: For an added "count": only cells that print this text are counted ("2020").
    """

    action: Literal["add", "silence"]
    reason: str
    table: str = ""
    total: str = ""
    column: str = ""
    kind: CheckKind | None = None
    axis: Literal["row", "column"] = "column"
    equals: str = ""


@dataclass(frozen=True, slots=True)
class AcceptedMismatch:
    """A mismatch that a person looked at and accepted (catalog).

    It holds for the values it was accepted with: when the report prints another figure, the
    mismatch is new again.

    Attributes:
        fingerprint: Of the check.
        printed: The value the report states.
        computed: What the items give.
        reason: Why it may stand, in one sentence.
        author: Who decided.
        added: When, ISO 8601.
        expires: Last day it holds, ISO 8601: nothing is accepted for ever.
        report: Label of its report in the dataset; a dataset without that report leaves the
            entry alone instead of calling it stale. "" for any.
    """

    fingerprint: str
    printed: Decimal
    computed: Decimal
    reason: str
    author: str
    added: str
    expires: str
    report: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says a cell of one edition holds that was read otherwise (catalog).

    The cell keeps the text that was read; its number is the corrected one. It is found by its
    place and by that text: where another is read there, the correction is stale.

    Attributes:
        edition: sha256 of the PDF, or its first digits.
        page: From 1.
        box: Where the cell stands, in points, origin at the top left of the page.
        printed: Text as it was read.
        value: What is printed there in truth, as a text ("1 243,5").
        reason: Why, in one sentence.
        author: Who says so.
        date: When, ISO 8601.
        file: Name of the PDF, for people.
    """

    edition: str
    page: int
    box: Box
    printed: str
    value: str
    reason: str
    author: str
    date: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A question of the review that a person has answered without changing any data (catalog).

    Attributes:
        question: As `crossfoot review` names it.
        answer: What the person said of it.
        reason: Why, in one sentence.
        author: Who decided.
        date: When, ISO 8601.
        about: Report and printed text, for people.
    """

    question: str
    answer: Literal["accepted", "rejected"]
    reason: str
    author: str
    date: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a person says a table of a report series is to be read (catalog).

    Attributes:
        caption: Regular expression on the table's caption, without regard to case and accents;
            "" holds for every table of ``pages``.
        pages: Pages it holds for, ``None`` for all.
        engine: Engine that reads it, "" to let structure and arithmetic choose.
        area: Where it stands on its page.
        columns: x of the gaps between its columns, in points, left to right.
    """

    caption: str = ""
    pages: tuple[int, ...] | None = None
    engine: str = ""
    area: Box | None = None
    columns: tuple[float, ...] | None = None
