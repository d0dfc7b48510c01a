"""What the catalog's YAML files may say, checked by pydantic (``catalog/README.md`` in code)."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from crossfoot.model import Box, CheckKind
from crossfoot.vocabulary import languages


def _as_language(code: str) -> str:
    """Accept the languages of the vocabulary."""
    if code not in languages():
        raise ValueError(f"no language {code!r}: choose one of {', '.join(languages())}")
    return code


Language = Annotated[str, AfterValidator(_as_language)]


def _as_date(value: object) -> object:
    """Accept 2026-03-01 with and without quotes; keep it as ISO text."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return datetime.date.fromisoformat(value).isoformat()
    return value


def _as_place(value: object) -> object:
    """Accept "no place" beside an id."""
    return None if value == "no place" else value


def _as_exact(value: object) -> object:
    """Read a number as the digits in the file, not as a binary float."""
    return Decimal(str(value)) if isinstance(value, int | float) else value


def _compiles(pattern: str) -> str:
    """Refuse what is no regular expression."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
IsoDate = Annotated[str, BeforeValidator(_as_date)]
Exact = Annotated[Decimal, BeforeValidator(_as_exact)]
Pattern = Annotated[str, AfterValidator(_compiles)]


class Entry(BaseModel):
    """A mapping of known keys; unknown ones are typing mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def fields(self) -> dict[str, Any]:
        """Return the values by name, for the frozen dataclass of the same fields."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class MeasureEntry(Entry):
    """A measure of a series."""

    id: Slug
    kind: Literal["count", "amount", "share", "flag", "year", "mark", "rate"] = "count"
    unit: str = ""
    aggregate: Literal["sum", "count", "mean", "none"] = "sum"
    names: Annotated[dict[Language, Text | list[Text]], Field(min_length=1)]
    description: str = ""


class RuleEntry(Entry):
    """Adds or silences a relation."""

    action: Literal["add", "silence"]
    reason: Text
    table: Pattern = ""
    total: Pattern = ""
    column: Pattern = ""
    kind: CheckKind | None = None
    axis: Literal["row", "column"] = "column"
    equals: str = ""


class FigureEntry(Entry):
    """A key figure that the series prints every year."""

    id: Slug
    names: Annotated[dict[Language, Text | list[Text]], Field(min_length=1)]


class TermEntry(Entry):
    """A number that can be worked out: one of figures, a measure's total, or rows of a table."""

    figures: list[Slug] = []
    measure: Slug | None = None
    total: Literal["count", "sum", "filled"] = "sum"
    rows: Pattern = ""

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if bool(self.figures) + (self.measure is not None) + bool(self.rows) != 1:
            raise ValueError("name one of figures, measure, rows")
        return self


class TieEntry(Entry):
    """Figures whose sum must equal a number of the same document, or its share of another."""

    figures: Annotated[list[Slug], Field(min_length=1)]
    equals: TermEntry
    share_of: TermEntry | None = None


class RecipeEntry(Entry):
    """Steers the reading of a table."""

    caption: Pattern = ""
    pages: tuple[Annotated[int, Field(ge=1)], ...] | None = None
    engine: str = ""
    area: Box | None = None
    columns: tuple[float, ...] | None = None


class File(Entry):
    """A file of lists; a key with nothing behind it is an empty one, to be filled."""

    @model_validator(mode="before")
    @classmethod
    def _take_nothing_for_none(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        lists = {name for name, field in cls.model_fields.items() if field.default == []}
        return {key: [] if one is None and key in lists else one for key, one in value.items()}


class SeriesFile(File):
    """A series file."""

    series: Slug
    title: Text
    recognise: list[Text | Annotated[list[Text], Field(min_length=1)]] = []
    measures: list[MeasureEntry] = []
    figures: list[FigureEntry] = []
    ties: list[TieEntry] = []
    rules: list[RuleEntry] = []
    recipes: list[RecipeEntry] = []


class DecisionEntry(Entry):
    """What a person decided about a printed name."""

    series: str = ""
    language: Language | None = None
    name: Text
    geonameid: Annotated[int | None, BeforeValidator(_as_place)]
    author: Text
    date: IsoDate
    reason: Text


class DecisionsFile(File):
    """decisions.yaml."""

    decisions: list[DecisionEntry] = []


class AcceptedEntry(Entry):
    """A mismatch that may stand."""

    fingerprint: Text
    printed: Exact
    computed: Exact
    reason: Text
    author: Text
    added: IsoDate
    expires: IsoDate
    report: str = ""


class AcceptedFile(File):
    """accepted.yaml."""

    accepted: list[AcceptedEntry] = []
