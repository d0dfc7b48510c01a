"""What the catalog's YAML files may say, checked by pydantic (``catalog/README.md`` in code).

An entry has the fields, types and defaults of the frozen dataclass that it becomes; here stands
only what people's hands need beside: what a text must look like, and what may be left out or
written in another way.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Annotated, Any, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    TypeAdapter,
    create_model,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from crossfoot.folding import bare_words
from crossfoot.model import AcceptedMismatch, Correction, Decision, Recipe, Rule, Settled
from crossfoot.normalizers.catalog.values import Measure, NamedFigure, Series, Term, Tie
from crossfoot.vocabulary import languages
from crossfoot.vocabulary.printed import without_years


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


def _as_text(value: object) -> object:
    """Read what looks like a number as the text that it is."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
LONGEST_ID = 60
FURTHER = "further_names"
"""Key of a series under which answers of people give names to measures above."""

LISTED = "as_printed"
"""Key of a series under which measures stand by their names alone."""

Text = Annotated[str, Field(min_length=1)]
AsText = Annotated[Text, BeforeValidator(_as_text)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
IsoDate = Annotated[str, BeforeValidator(_as_date)]
Exact = Annotated[Decimal, BeforeValidator(_as_exact)]
Pattern = Annotated[str, AfterValidator(_compiles)]


def _as_pairs(names: dict[str, str | list[str]]) -> tuple[tuple[str, str], ...]:
    """Return (language, spelling) pairs in the order of the file."""
    return tuple(
        (language, spelling)
        for language, spellings in names.items()
        for spelling in ([spellings] if isinstance(spellings, str) else spellings)
    )


def _as_choice(words: str | list[str]) -> tuple[str, ...]:
    """Accept one spelling where several may stand."""
    return (words,) if isinstance(words, str) else tuple(words)


def _is_one_thing(term: Term) -> Term:
    """Refuse a term that names two things, or none."""
    if bool(term.figures) + bool(term.measure) + bool(term.rows) != 1:
        raise ValueError("name one of figures, measure, rows")
    return term


Names = Annotated[dict[Language, Text | list[Text]], Field(min_length=1), AfterValidator(_as_pairs)]
Choice = Annotated[Text | Annotated[list[Text], Field(min_length=1)], AfterValidator(_as_choice)]
Slugs = tuple[Slug, ...]


class Mapped(BaseModel):
    """A mapping of known keys; unknown ones are typing mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class File(Mapped):
    """A file of lists; a key with nothing behind it is an empty one, to be filled."""

    @model_validator(mode="before")
    @classmethod
    def _take_nothing_for_none(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        lists = {name for name, field in cls.model_fields.items() if field.default == ()}
        return {key: () if one is None and key in lists else one for key, one in value.items()}


class Entry:
    """How a mapping in a file becomes a value of the dataclass that it annotates.

    Args:
        base: What the mapping is read as.
        left_out: Values of fields that the dataclass always names and a file need not.
        fields: Types of fields of which people may write less, or otherwise, than the dataclass
            holds.
    """

    def __init__(
        self,
        base: type[Mapped] = Mapped,
        /,
        left_out: Mapping[str, object] | None = None,
        **fields: Any,
    ) -> None:
        self._base, self._left_out, self._fields = base, left_out or {}, fields

    def __get_pydantic_core_schema__(
        self, kind: Callable[..., Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the schema of a mapping that is checked and then made the value."""
        model = self._model(kind)
        names = list(model.model_fields)

        def make(read: Mapped) -> Any:
            return kind(**{name: getattr(read, name) for name in names})

        return core_schema.no_info_after_validator_function(make, handler.generate_schema(model))

    def _model(self, kind: Any) -> type[Mapped]:
        """Return the pydantic model of a dataclass's fields."""
        types = get_type_hints(kind) | self._fields
        given: dict[str, Any] = {}
        for field in fields(kind):
            default = self._left_out.get(field.name, field.default)
            given[field.name] = (types[field.name], ... if default is MISSING else default)
        return create_model(kind.__name__, __base__=self._base, **given)


CheckedMeasure = Annotated[Measure, Entry(id=Slug, names=Names)]
CheckedFigure = Annotated[NamedFigure, Entry(id=Slug, names=Names)]
CheckedTerm = Annotated[
    Term, Entry(figures=Slugs, measure=Slug, rows=Pattern), AfterValidator(_is_one_thing)
]
CheckedTie = Annotated[
    Tie,
    Entry(
        figures=Annotated[Slugs, Field(min_length=1)],
        equals=CheckedTerm,
        share_of=CheckedTerm | None,
    ),
]
CheckedRule = Annotated[Rule, Entry(reason=Text, table=Pattern, total=Pattern, column=Pattern)]
CheckedRecipe = Annotated[
    Recipe, Entry(caption=Pattern, pages=tuple[Annotated[int, Field(ge=1)], ...] | None)
]
CheckedDecision = Annotated[
    Decision,
    Entry(
        left_out={"series": "", "language": None},
        language=Language | None,
        name=Text,
        geonameid=Annotated[int | None, BeforeValidator(_as_place)],
        author=Text,
        date=IsoDate,
        reason=Text,
    ),
]
CheckedMismatch = Annotated[
    AcceptedMismatch,
    Entry(
        fingerprint=Text,
        printed=Exact,
        computed=Exact,
        reason=Text,
        author=Text,
        added=IsoDate,
        expires=IsoDate,
    ),
]


CheckedCorrection = Annotated[
    Correction,
    Entry(
        left_out={"file": ""},
        edition=Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")],
        page=Annotated[int, Field(ge=1)],
        printed=AsText,
        value=AsText,
        author=Text,
        date=IsoDate,
        reason=Text,
    ),
]
CheckedAnswer = Annotated[Settled, Entry(question=Text, author=Text, date=IsoDate, reason=Text)]


class DecisionsFile(File):
    """decisions.yaml."""

    decisions: tuple[CheckedDecision, ...] = ()


class AcceptedFile(File):
    """accepted.yaml."""

    accepted: tuple[CheckedMismatch, ...] = ()


class CorrectionsFile(File):
    """corrections.yaml."""

    corrections: tuple[CheckedCorrection, ...] = ()


class SettledFile(File):
    """settled.yaml."""

    settled: tuple[CheckedAnswer, ...] = ()


class SeriesFile(File):
    """A series; what it says shortly is spelled out before it is checked."""

    @model_validator(mode="before")
    @classmethod
    def _spell_out(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        language = value.get("language")
        named = ("measures", "figures")
        more = {
            key: [_spelled(one, language) for one in value[key]]
            for key in named
            if isinstance(value.get(key), list)
        }
        further = value.get(FURTHER)
        if isinstance(further, list):
            _give_names(more.get("measures", []), further)
            value = {key: one for key, one in value.items() if key != FURTHER}
        listed = value.get(LISTED)
        if isinstance(listed, list):
            own = more.get("measures", [])
            names = [name for one in listed for name in _names_under(one)]
            more["measures"] = own + [_spelled(one, language) for one in names]
            value = {key: one for key, one in value.items() if key != LISTED}
        return value | more


def _spelled(entry: Any, language: object) -> Any:
    """Return an entry with names by language and an id; a text alone is its name."""
    if isinstance(entry, str):
        entry = {"names": entry}
    if not isinstance(entry, dict):
        return entry
    names = entry.get("names")
    if isinstance(names, str | list) and names and isinstance(language, str):
        entry = entry | {"names": {language: names}}
        first = names if isinstance(names, str) else names[0]
        if "id" not in entry and isinstance(first, str):
            entry = {"id": id_of(first)} | entry
    return entry


def _give_names(measures: list[Any], further: list[Any]) -> None:
    """Add names that people gave to measures described above them."""
    known = {
        one["id"]: n for n, one in enumerate(measures) if isinstance(one, dict) and "id" in one
    }
    for entry in further:
        if not isinstance(entry, dict) or set(entry) != {"measure", "names"}:
            raise ValueError(f"{FURTHER}: an entry has measure and names, not {entry!r}")
        at = known.get(entry["measure"])
        if at is None or not isinstance(measures[at].get("names"), dict):
            raise ValueError(f"{FURTHER}: no measure is called {entry['measure']!r}")
        names = {key: _as_list(one) for key, one in measures[at]["names"].items()}
        for language, more in entry["names"].items():
            names[language] = [*names.get(language, []), *_as_list(more)]
        measures[at] = measures[at] | {"names": names}


def _names_under(entry: Any) -> list[Any]:
    """Return the names of a heading and the words under it: {Taxes: [TVA]} is "Taxes TVA"."""
    if not isinstance(entry, dict):
        return [entry]
    return [f"{above} {one}" for above, names in entry.items() for one in _as_list(names)]


def _as_list(names: Any) -> list[Any]:
    return list(names) if isinstance(names, list) else [names]


def id_of(name: str) -> str:
    """Return the id of a measure that has none but its name.

    >>> id_of("Taux d'impayés (P257.0)"), id_of("2020"), id_of("1er janvier")
    ('taux_d_impayes', 'm', 'm_1er_janvier')
    """
    plain = without_years(_BRACKETS.sub(" ", name))
    words = "_".join(bare_words(plain).split())[:LONGEST_ID].strip("_")
    return words if words[:1].isalpha() and words.isascii() else f"m_{words}".strip("_")


DECISIONS = TypeAdapter(DecisionsFile)
ACCEPTED = TypeAdapter(AcceptedFile)
CORRECTIONS = TypeAdapter(CorrectionsFile)
SETTLED = TypeAdapter(SettledFile)
SERIES: TypeAdapter[Series] = TypeAdapter(
    Annotated[
        Series,
        Entry(
            SeriesFile,
            left_out={"recognise": ()},
            language=Language | None,
            name=Annotated[Slug, Field(alias="series")],
            title=Text,
            recognise=tuple[Choice, ...],
            measures=tuple[CheckedMeasure, ...],
            rules=tuple[CheckedRule, ...],
            recipes=tuple[CheckedRecipe, ...],
            figures=tuple[CheckedFigure, ...],
            ties=tuple[CheckedTie, ...],
        ),
    ]
)
