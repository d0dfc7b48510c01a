"""One measure under two names: values, words, units and neighbours tell it."""

from __future__ import annotations

from dataclasses import replace

from crossfoot.flows.catalog.draft import draft, write_draft
from crossfoot.flows.catalog.found import find_measures
from crossfoot.model import Extraction, Language, Observation
from tests.db.dataset_builders import make_extraction, make_table

Measures = dict[str, list[int]]
TOWNS = ("Lyon", "Nantes", "Brest", "Arles")


def report(
    sha: str,
    measures: Measures,
    *,
    period: str = "2020",
    language: Language = "fr",
    unit: str | None = "count",
    towns: tuple[str, ...] = TOWNS,
) -> Extraction:
    """A report that prints numbers of towns, a column a measure."""
    rows = [["Ville", *measures]]
    rows += [[town, *(str(v[n]) for v in measures.values())] for n, town in enumerate(towns)]
    one = make_extraction(make_table(rows), sha=sha, file=f"{sha}.pdf")

    def named(seen: Observation) -> Observation:
        at = next((n for n, town in enumerate(TOWNS) if town == seen.entity), 0)
        said = replace(seen, measure_label=seen.header, period=period, unit=unit)
        return replace(said, geonameid=at + 1, is_known=False)

    info = replace(one.report, language=language)
    return replace(one, report=info, observations=tuple(map(named, one.observations)))


def names_of(*reports: Extraction) -> set[tuple[str, ...]]:
    """The names of each measure that the reports are said to have."""
    return {tuple(sorted(found.names)) for found in find_measures(reports)}


def test_last_year_s_column_is_this_year_s_measure() -> None:
    """Values of one thing in one period agree, whatever the measure is called, in any language."""
    was = report("1", {"Abonnés": [120, 130, 140, 150], "Fuites": [11, 12, 13, 14]})
    now = report("2", {"Foyers raccordés": [120, 130, 140, 150], "Ruptures": [21, 32, 13, 44]})
    en = report("3", {"Connected homes": [120, 130, 140, 150]}, language="en")

    assert names_of(was, now) == {("Abonnés", "Foyers raccordés"), ("Fuites",), ("Ruptures",)}
    assert ("Abonnés", "Connected homes") in names_of(was, en)
    later = report("4", {"Foyers raccordés": [120, 130, 140, 150]}, period="2021")
    assert names_of(was, later) == {("Abonnés",), ("Fuites",), ("Foyers raccordés",)}


def test_the_same_words_in_another_order_and_the_same_unit_are_one_measure() -> None:
    """What speaks against it keeps them apart: another unit, values that differ."""
    one = report("1", {"Taxe de collecte des eaux": [1, 2, 3, 4]})
    other = {"Collecte des eaux, taxe de": [5, 6, 7, 8]}

    joined = ("Collecte des eaux, taxe de", "Taxe de collecte des eaux")
    assert names_of(one, report("2", other, period="2021")) == {joined}
    assert joined not in names_of(one, report("2", other, period="2021", unit="EUR"))
    apart = {"Collecte des eaux, taxe de": [51, 62, 73, 84]}
    of_then = report("1", {"Taxe de collecte des eaux": [11, 22, 33, 44]})
    assert joined not in names_of(of_then, report("2", apart))


def test_neighbours_tell_names_that_are_only_alike() -> None:
    """Between the same measures stands the same measure."""

    def around(name: str, sha: str, before: str = "Prix") -> Extraction:
        values = [1, 2, 3, 4]
        return report(sha, {before: values, name: values, "Débit": values}, unit=None)

    long, short = "Rendement moyen du réseau d'eau", "Rendement du réseau de l'eau"
    assert (short, long) in names_of(around(long, "1"), around(short, "2"))
    assert (short, long) not in names_of(around(long, "1"), around(short, "2", "Coût"))


def test_two_names_of_one_report_are_two_measures() -> None:
    """Equal values beside one another, as of a total and its only part, join nothing."""
    values = [120, 130, 140, 150]
    both = report("1", {"Abonnés": values, "Abonnés domestiques": values})

    assert names_of(both, report("2", {"Prix": [1, 2, 3, 4]})) >= {
        ("Abonnés",),
        ("Abonnés domestiques",),
    }


def test_a_draft_has_joined_names_in_one_line() -> None:
    """The person who edits it sees what was joined first, and may part it."""
    values = [120, 130, 140, 150]
    reports = [report("1", {"Abonnés": values}), report("2", {"Foyers raccordés": values})]
    text = write_draft(draft(reports, find_measures(reports), "eau"))

    assert 'names: ["Abonnés", "Foyers raccordés"]' in text
