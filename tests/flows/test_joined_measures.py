"""One measure under two names: values, words, units and neighbours tell it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot import wire
from crossfoot.db.file.reading import reading
from crossfoot.db.load import Run, load_extractions
from crossfoot.flows.catalog.draft import draft, write_draft
from crossfoot.flows.catalog.found import find_measures
from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.answered import unanswered
from crossfoot.flows.gate.joining import with_joined
from crossfoot.flows.gate.review import list_review
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.cache import Cache
from crossfoot.model import Extraction, Language, Observation
from crossfoot.normalizers.catalog import load_catalog
from tests.db.dataset_builders import make_extraction, make_table
from tests.flows.test_commands import TODAY

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


def in_series(one: Extraction, year: int, *, known: str = "") -> Extraction:
    """The report as one of the series "lyon", whose catalog may know its first measure."""
    seen = tuple(
        replace(seen, is_known=True, measure=known)
        if known and seen.measure_label == one.observations[0].measure_label
        else replace(seen, measure=seen.header.lower().replace(" ", "_"))
        for seen in one.observations
    )
    info = replace(one.report, series="lyon", year=year)
    return replace(one, report=info, observations=tuple(replace(o, geonameid=None) for o in seen))


def test_what_other_reports_settle_is_asked_of_nobody(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is counted in one line, whose command writes it as a further name of the measure."""
    path = tmp_path / "c.db"
    values = [120, 130, 140, 150]
    was = in_series(report("1", {"Habitants": values}), 2020, known="people")
    now = in_series(report("2", {"Ménages": values, "Ruptures": [9, 8, 7, 6]}), 2021)
    load_extractions(path, [was, now])
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "lyon.yaml").write_text(
        "series: lyon\ntitle: Lyon\nlanguage: fr\nmeasures:\n  - {id: people, names: Habitants}\n"
    )

    items = {item.printed: item for item in list_review(path, kind=None, today=TODAY)}
    assert {name: item.joined for name, item in items.items() if item.kind == "header"} == {
        "Ménages": "people",
        "Ruptures": "",
    }
    assert "it is people, as equal values, its unit say" in items["Ménages"].question

    assert main(["review", "--db", str(path), "--catalog", str(folder)]) == 0
    told = capsys.readouterr().out
    settles = f"crossfoot review accept {items['Ménages'].id}"
    assert f"  1 name that other reports settle (Ménages is people): {settles}" in told
    assert "Which measure is it?  Ménages" not in told
    assert "Which measure is it?  Ruptures" in told

    answer = ["review", "accept", items["Ménages"].id, "--author", "A", "--reason", "B"]
    assert main([*answer, "--db", str(path), "--catalog", str(folder)]) == 0
    series = load_catalog(folder).find_series("lyon")
    assert series is not None
    assert {name for _, name in series.measures[0].names} == {"Habitants", "Ménages"}


def test_what_is_decisive_is_joined_while_it_is_loaded(tmp_path: Path) -> None:
    """Equal values in one unit make the name the known measure; a finding says so and why."""
    path = tmp_path / "c.db"
    values = [120, 130, 140, 150]
    was = in_series(report("1", {"Habitants": values}), 2020, known="people")
    now = in_series(report("2", {"Ménages": values, "Ruptures": [9, 8, 7, 6]}), 2021)
    load_extractions(path, with_joined([was], path))

    (joined,) = with_joined([now], path)
    assert {(one.measure, one.is_known) for one in joined.observations} == {
        ("people", True),
        ("ruptures", False),
    }
    (finding,) = (one for one in joined.warnings if one.code == "measure_joined")
    assert "“Ménages” was taken for people, as equal values, its unit" in finding.message
    assert with_joined([was, now], tmp_path / "none.db")[1].observations == joined.observations

    load_extractions(path, [joined])
    asked = list_review(path, kind="header", today=TODAY)
    assert {item.printed for item in asked} == {"Ruptures"}


def test_less_than_decisive_stays_a_question(tmp_path: Path) -> None:
    """Words and unit alone, two measures that have the values, or a report that prints both."""
    values, path = [120, 130, 140, 150], tmp_path / "c.db"

    def told(sha: str, name: str, unit: str | None = "count", known: str = "") -> Extraction:
        return in_series(report(sha, {name: values}, unit=unit), 2020, known=known)

    words = in_series(report("3", {"Habitants": [1, 2, 3, 4]}, period="2021"), 2021)
    assert with_joined([told("1", "Habitants", known="people"), words], path)[1] == words
    new = told("3", "Ménages")
    known = [told("1", "Habitants", known="people"), told("2", "Foyers", known="homes")]
    assert with_joined([*known, new], path)[2] == new
    both = in_series(report("3", {"Ménages": values, "Habitants": values}), 2021)
    seen = tuple(
        replace(one, measure="people", is_known=True) if one.measure == "habitants" else one
        for one in both.observations
    )
    both = replace(both, observations=seen)
    assert with_joined([told("1", "Habitants", known="people"), both], path)[1] == both


def test_what_a_person_rejects_is_not_joined(tmp_path: Path) -> None:
    """Before it is loaded or after it was joined: the answer parts it, and nothing asks again."""
    path, folder, values = tmp_path / "c.db", tmp_path / "catalog", [120, 130, 140, 150]
    folder.mkdir()
    (folder / "lyon.yaml").write_text("series: lyon\ntitle: Lyon\nlanguage: fr\n")
    was = in_series(report("1", {"Habitants": values}), 2020, known="people")
    now = in_series(report("2", {"Ménages": values}), 2021)
    cache = Cache(tmp_path / "cache")
    for key, one in (("1", was), ("2", now)):
        cache.put(key, wire.dump(one))

    def measures() -> set[str]:
        stages.load(["1", "2"], path, stages.Load(Run(), catalog=folder), cache)
        with reading(path) as db:
            query = "SELECT DISTINCT measure FROM current_observations"
            return {measure for (measure,) in db.execute(query).fetchall()}

    assert measures() == {"people"}
    warnings = list_review(path, kind="warning", today=TODAY)
    (joined,) = (one for one in warnings if "was taken for people" in one.question)
    assert f"if it is another one: crossfoot review reject {joined.id}" in joined.question

    answer = ["review", "reject", joined.id, "--author", "A", "--reason", "B"]
    assert main([*answer, "--db", str(path), "--catalog", str(folder)]) == 0
    assert measures() == {"people", "ménages"}
    (asked,) = list_review(path, kind="header", today=TODAY)
    assert asked.id == joined.id
    assert not unanswered([asked], load_catalog(folder), TODAY)


def test_a_report_is_no_evidence_for_itself(tmp_path: Path) -> None:
    """What a load joined is asked anew when the file is read again, without what joined it."""
    path, values = tmp_path / "c.db", [120, 130, 140, 150]
    seen = in_series(report("2", {"Ménages": values}), 2021)
    joined = replace(seen.observations[0], measure="people", is_known=True)
    load_extractions(path, [replace(seen, observations=(joined, *seen.observations[1:]))])

    assert with_joined([seen], path) == [seen]
