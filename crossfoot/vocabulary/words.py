"""The words of one language or several, as frozen values.

:func:`words` takes the languages a text may be in: one, the two of a bilingual table, or none
where no language is known yet, which stands for all that have a file (:func:`spoken`; the only
place where that is decided). What all languages share is always among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, TypeVar

from crossfoot.errors import UsageError
from crossfoot.vocabulary.axes import AxisWords
from crossfoot.vocabulary.counts import Counts, Figures, Group
from crossfoot.vocabulary.files import Tables, languages, load_tables

Languages = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """What labels of rows and columns say of their line.

    Words are compared folded. ``totals`` stand first or last in a label, after one of
    ``total_leads``; ``totals_of`` alone or before one of ``of``; ``not_…`` overrule.
    """

    totals: Group = ()
    totals_of: Group = ()
    total_leads: Group = ()
    totals_last: Group = ()
    totals_inside: Group = ()
    not_totals: Group = ()
    of: Group = ()
    subtotals: Group = ()
    grand_totals: Group = ()
    of_which: Group = ()
    means: Group = ()
    not_means: Group = ()
    counts: Group = ()
    counts_alone: Group = ()
    counted: Group = ()
    counted_marks: Group = ()
    results: Group = ()
    changes: Group = ()
    shares: Group = ()
    rates: Group = ()
    not_rates: Group = ()
    balances: Group = ()
    openings: Group = ()
    opening_phrases: Group = ()
    closings: Group = ()
    closing_phrases: Group = ()
    day_leads: Group = ()
    weak: Group = ()
    extremes: Group = ()
    per: Group = ()
    each: Group = ()
    percents: Group = ()
    less: Group = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """Months, from the first to the twelfth, and the small words around dates."""

    months: tuple[Group, ...] = ()
    ordinals: Group = ()
    of: Group = ()
    leads: Group = ()
    to: Group = ()
    from_: Group = field(default=(), metadata={"key": "from"})
    quarters: Group = ()
    nth: Group = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands before and after the digits of a number.

    Attributes:
        scales: Words by the name of what they multiply by: thousand, million, billion, trillion.
        currencies: Words and signs by ISO 4217 code, or by the sign where it names no currency.
        shared: Codes of the currencies that a sign or word may stand for; ``plain`` are those it
            stands for where nothing tells more.
        weak: ``codes`` that are words too.
    """

    percent: Group = ()
    units: Group = ()
    nouns: Group = ()
    over: Group = ()
    under: Group = ()
    about: Group = ()
    over_after: Group = ()
    under_after: Group = ()
    about_after: Group = ()
    tax: Group = ()
    minus: Group = ()
    nil: Group = ()
    missing: Group = ()
    scale_of: Group = ()
    decimal_sign: str = "."
    scales: Mapping[str, Group] = field(default_factory=dict)
    scale_signs: Mapping[str, Group] = field(default_factory=dict)
    currencies: Mapping[str, Group] = field(default_factory=dict)
    shared: Mapping[str, Group] = field(default_factory=dict)
    plain: Mapping[str, Group] = field(default_factory=dict)
    weak: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notes:
    """Words around tables: notes that state a unit, captions, remarks, "continued".

    ``captions`` number tables and figures, ``annexes`` tables, ``pictures`` what is none;
    ``begun_notes`` are how the first word of a note begins.
    """

    units: Group = ()
    in_: Group = field(default=(), metadata={"key": "in"})
    prices: Group = ()
    exceptions: Group = ()
    captions: Group = ()
    annexes: Group = ()
    pictures: Group = ()
    notes: Group = ()
    begun_notes: Group = ()
    sources: Group = ()
    remarks: Group = ()
    unit_words: Group = ()
    shares: Group = ()
    continued: Group = ()
    contents: Group = ()
    pages: Group = ()
    of: Group = ()
    connectors: Group = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Words around the names of places, and words that name none.

    Attributes:
        headers: Of columns of cities, ``region_headers`` of first-level regions.
        before: What stands before a name in a sentence.
        name_starts: First words of names; ``name_links`` stand inside them, ``of`` before them.
        cities: What a city calls itself before or in brackets behind its name ("Ville de"),
            ``city_ends`` and ``governments`` behind it; ``metros`` and ``regions`` likewise.
        never: What tables are full of and is no place, though some town is called so.
        compass: Words by "north", "south", "east", "west", "central"; ``new`` are those for "New".
        short: Short forms by words of names: "Saint" by "st".
        titles: What stands before the name of a person; ``streets``, ``bodies``, ``natures`` what
            makes a name that of a street, of an organisation, of a river or hill; ``legal_forms``
            stand behind the name of a company.
        contracted: Small words with an article in them: "du" is said of Le Mans, not of Nantes.
        sources: What stands before who says something; ``postal`` what the post adds to towns.
        world: Names of world regions, by the names that :mod:`normalizers.places.regions` gives.
    """

    headers: Group = ()
    region_headers: Group = ()
    region_leads: Group = ()
    articles: Group = ()
    before: Group = ()
    name_starts: Group = ()
    name_links: Group = ()
    of: Group = ()
    online: Group = ()
    cities: Group = ()
    city_ends: Group = ()
    governments: Group = ()
    metros: Group = ()
    greater: Group = ()
    regions: Group = ()
    never: Group = ()
    new: Group = ()
    titles: Group = ()
    streets: Group = ()
    bodies: Group = ()
    natures: Group = ()
    legal_forms: Group = ()
    contracted: Group = ()
    sources: Group = ()
    postal: Group = ()
    short: Mapping[str, Group] = field(default_factory=dict)
    compass: Mapping[str, Group] = field(default_factory=dict)
    world: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Marks:
    """Words for yes, no and partly, and their initials as marks of a column: "O" and "N".

    ``negative`` and ``partial`` are words by which a legend explains a mark.
    """

    yes: Group = ()
    no: Group = ()
    partly: Group = ()
    negative: Group = ()
    partial: Group = ()
    initials: Group = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of sentences, which tell the numbers that matter from those that count nothing.

    Attributes:
        months: Short forms; ``joiners`` stand between two days, ``streets`` in addresses.
        versus: Between two numbers that are set against one another: "45 vs. 64 %".
        range_links: What stands between the ends of a range: "20 to 25"; ``range_openings`` stand
            before one whose ends "and" ties: "between 20 and 25".
        house_numbers: What stands between a house's number and its street.
        references: Nouns after which a number is a name: "article", "no.".
        registers: What identifies a company or a book; ``post_boxes`` and ``share_capital``, with
            its ``share_capital_links``, stand before numbers that count nothing either.
        ordinals: Endings of "1st"; ``hours`` stand behind a time of day.
        not_minus: Words after which a word for "minus" is none: "au moins".
        links: Words that tie a number to the noun before it: "officials from 61 cities".
        classes: Nouns that a threshold divides, before ``class_links``: "towns of 3 000".
        thresholds: What an amount is above; ``conditions`` make a sentence a rule.
        totals: Verbs and adverbs of sums; ``counting`` verbs come right before a count.
        number_of: Nouns that a count after a colon belongs to.
        parts_follow: What stands before parts; ``open_ended`` lists need not be whole.
        highlights: Headings of key figures; ``duties`` head terms of contracts.
    """

    months: Group = ()
    joiners: Group = ()
    versus: Group = ()
    range_links: Group = ()
    range_openings: Group = ()
    streets: Group = ()
    house_numbers: Group = ()
    references: Group = ()
    registers: Group = ()
    post_boxes: Group = ()
    share_capital: Group = ()
    share_capital_links: Group = ()
    ordinals: Group = ()
    hours: Group = ()
    not_minus: Group = ()
    and_: Group = field(default=(), metadata={"key": "and"})
    or_: Group = field(default=(), metadata={"key": "or"})
    links: Group = ()
    classes: Group = ()
    class_links: Group = ()
    thresholds: Group = ()
    conditions_first: Group = ()
    conditions: Group = ()
    totals: Group = ()
    counting: Group = ()
    counting_adverbs: Group = ()
    in_total: Group = ()
    number_of: Group = ()
    parts_follow: Group = ()
    highlights: Group = ()
    duties: Group = ()
    open_ended: Group = ()


@dataclass(frozen=True, slots=True)
class Issuers:
    """What a body that issues a report is called before its name or after it.

    Attributes:
        before: "Commune de"; between noun and name stand ``links`` and ``elided``.
        after: "County Council"; ``name_links`` stand inside the name before it.
        reports: Words that titles of any reports have: they tell no series from another.
        titles: Nouns that say what a document is: a text that has one may be its title.
    """

    before: Group = ()
    after: Group = ()
    links: Group = ()
    elided: Group = ()
    name_links: Group = ()
    reports: Group = ()
    titles: Group = ()


@dataclass(frozen=True, slots=True)
class Words:
    """All words of some languages.

    Attributes:
        languages: In the order in which they were asked for: the first wins a conflict.
    """

    languages: Languages
    labels: Labels
    dates: Dates
    numbers: Numbers
    notes: Notes
    places: Places
    marks: Marks
    prose: Prose
    counts: Counts
    figures: Figures
    issuers: Issuers
    axes: AxisWords


def spoken(language: str | Sequence[str] | None) -> Languages:
    """Return the languages that a text may be in: all of ours where none is known."""
    if language is None:
        return languages()
    return (language,) if isinstance(language, str) else tuple(language)


@lru_cache(maxsize=64)
def words(asked: Languages) -> Words:
    """Return the words of languages, those without a file having only what all share.

    Raises:
        UsageError: A file has a group that does not exist.
    """
    merged: Tables = {}
    for language in (*asked, ""):
        _merge(merged, load_tables(language))
    return Words(
        languages=asked,
        labels=_build(Labels, merged.get("labels", {}), "labels"),
        dates=_build(Dates, merged.get("dates", {}), "dates"),
        numbers=_build(Numbers, merged.get("numbers", {}), "numbers"),
        notes=_build(Notes, merged.get("notes", {}), "notes"),
        places=_build(Places, merged.get("places", {}), "places"),
        marks=_build(Marks, merged.get("marks", {}), "marks"),
        prose=_build(Prose, merged.get("prose", {}), "prose"),
        counts=_build(Counts, merged.get("counts", {}), "counts"),
        figures=_build(Figures, merged.get("figures", {}), "figures"),
        issuers=_build(Issuers, merged.get("issuers", {}), "issuers"),
        axes=_build(AxisWords, merged.get("axes", {}), "axes"),
    )


def _merge(into: Tables, more: Tables) -> None:
    """Add tables to tables: lists grow, lists of lists item by item, texts stay as they are."""
    for key, value in more.items():
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        elif isinstance(value, list) and value and isinstance(value[0], list):
            old = into.get(key) or [[]] * len(value)
            into[key] = [list(dict.fromkeys([*a, *b])) for a, b in zip(old, value, strict=True)]
        elif isinstance(value, list):
            into[key] = list(dict.fromkeys([*into.get(key, []), *value]))
        else:
            into.setdefault(key, value)


_Section = TypeVar(
    "_Section",
    Labels,
    Dates,
    Numbers,
    Notes,
    Places,
    Marks,
    Prose,
    Counts,
    Figures,
    Issuers,
    AxisWords,
)


def _build(section: type[_Section], table: Tables, name: str) -> _Section:
    """Return a section of frozen groups."""
    known = {one.metadata.get("key", one.name): one.name for one in fields(section)}
    if unknown := sorted(set(table) - set(known)):
        raise UsageError(f"vocabulary: [{name}] has no group {unknown[0]!r}; remove or rename it")
    return section(**{known[key]: _freeze(value) for key, value in table.items()})


def _freeze(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_freeze(one) for one in value)
    return {key: _freeze(one) for key, one in value.items()} if isinstance(value, dict) else value
