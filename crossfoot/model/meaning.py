"""What it means: key figures, places, observations.

Written by `normalizers`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from crossfoot.model.page import Box
from crossfoot.model.table import PrintedNumber


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure, a chart or an image.

    Attributes:
        id: "f1", "f2"… in reading order.
        label: As a reader would say it ("nouveaux membres d'Asie").
        number: The printed number; ``None`` for charts and images.
        breakdown_of: Id of the figure it is a part of ("45 % de femmes" of 400 experts).
        image: Name of its crop among the extraction's assets.
        alt: Alternative text of the PDF.
        measured: Value measured from a chart's geometry where none is printed…
        error: …and the bound of that measurement.
        context: The sentence, bullet or card it was read from.
        period: That its label, sentence or heading states ("2020", "2019/2020", "2020-03-31"), ""
            where none does: then it is the report's.
    """

    id: str
    kind: Literal["key_figure", "chart", "image"]
    page: int
    box: Box
    label: str = ""
    number: PrintedNumber | None = None
    section: tuple[str, ...] = ()
    breakdown_of: str | None = None
    caption: str = ""
    image: str | None = None
    alt: str | None = None
    measured: Decimal | None = None
    error: Decimal | None = None
    context: str = ""
    period: str = ""


MatchStatus = Literal["matched", "review", "rejected", "not_a_city"]
PlaceKind = Literal["city", "metro", "admin1", "admin2", "institution", "none"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer.

    Attributes:
        geonameid: GeoNames id.
        name: GeoNames' own name ("Brussels").
        country: ISO 3166-1 alpha-2.
        admin1: Name of its first-level region.
    """

    geonameid: int
    name: str
    country: str
    kind: PlaceKind = "city"
    name_fr: str | None = None
    name_en: str | None = None
    name_es: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    admin1: str | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name was taken for, and why.

    Attributes:
        name: The printed name, verbatim.
        place: ``None`` unless matched or proposed for review.
        kind: What the name calls itself: "Barcelone (aire métropolitaine)" is a "metro".
        score: 0 to 1.
        method: "decision", "exact", "folded", "fuzzy", "context"…
        runner_up: The next best place, where there was one.
        reason: One sentence.
    """

    name: str
    place: Place | None
    kind: PlaceKind
    score: float
    method: str
    status: MatchStatus
    runner_up: Place | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CityMention:
    """A place name as printed, with its match. ``table`` and ``row`` are set in tables."""

    match: Match
    page: int
    box: Box
    table: str | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One number in tidy form.

    Attributes:
        entity: Names of the thing it is about, from the outside in, joined by " › "; ``things``
            are the names one by one, none where it is about the report as a whole.
        geonameid: The row's city, where it is one; with ``place_kind``.
        header: The column's header path as printed, joined by " › "; ``label`` the row's.
        measure: Catalog measure id, or a slug of ``measure_label`` (then ``is_known`` is False).
        period: "2020", "2020-03", "2019/2020"; "" where nothing states one.
        unit: "%", "EUR", "count"…
        number: Printed number; value in ``unit`` after the table's scale.
        is_total: Part of a total row or column: never add it to its parts.
        measure_label: Name of the measure as printed, wherever it stands.
        category: What divides the measure: "Femmes", "Budget", joined by " › ".
        code: Codes and running numbers beside the row's label.
        stated: Where the unit is stated: "cell", "header", "caption", "page"…, "" nowhere.
    """

    table: str
    row: int
    col: int
    page: int
    box: Box
    entity: str
    header: str
    measure: str
    period: str
    unit: str | None
    number: PrintedNumber
    is_total: bool
    is_known: bool
    geonameid: int | None = None
    place_kind: PlaceKind = "none"
    things: tuple[str, ...] = ()
    label: str = ""
    measure_label: str = ""
    category: str = ""
    code: str = ""
    stated: str = ""


Axis = Literal["thing", "measure", "period", "category", "unit", "code", "note", ""]


@dataclass(frozen=True, slots=True)
class TableAxes:
    """What the rows and columns of a table are.

    Attributes:
        table: Its id.
        measures: Where the measures stand: "columns", "rows", or "caption".
        confidence: 0 to 1.
        columns: Role of each column; a column of measures divided by years is a "measure".
        rows: Role of each row, "" for headers and blanks.
        why: What spoke for it, the strongest first.
    """

    table: str
    measures: Literal["columns", "rows", "caption"]
    confidence: float
    columns: tuple[Axis, ...]
    rows: tuple[Axis, ...]
    why: tuple[str, ...] = ()
