"""The annotated tables: they are what they say, and the scorer sees a wrong one."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.axes.score import Annotation, Score, read_annotations, score_table
from benchmarks.bench_axes import MADE, score_annotation, score_sets
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import make_table

ROWS = [
    ["", "2021", "2022"],
    ["Recettes", "", ""],
    ["Ventes d'eau (€)", "1", "2"],
    ["Primes (€)", "3", "4"],
]
SAID = Annotation(
    truth="",
    sha256="",
    page=1,
    table=0,
    box=None,
    family="made",
    set="tune",
    language="fr",
    header_rows=1,
    measures="rows",
    names=[0],
    sections=[1],
    caption="",
    columns={"1": "P2021", "2": "P2022"},
)
TABLE = normalize_table(make_table(ROWS), language="fr")


def test_what_is_annotated_rightly_is_right() -> None:
    """Every number counts once, with its thing, its measure and its period."""
    assert score_table(TABLE, SAID) == Score(4, 4, 4, 4, 4)


@pytest.mark.parametrize(
    ("wrong", "right", "fallen"),
    [
        (replace(SAID, columns={"1": "P2022", "2": "P2022"}), 2, "periods"),
        (replace(SAID, measures="columns"), 0, "things"),
        (replace(SAID, names=[1]), 0, "measures"),
        (replace(SAID, sections=[]), 0, "measures"),
        (replace(SAID, columns={"1": "P2021 T0", "2": "P2022"}), 2, "things"),
    ],
)
def test_a_broken_annotation_makes_the_score_fall(
    wrong: Annotation, right: int, fallen: str
) -> None:
    """A period, an axis, a column of names, a heading, a thing: each is seen alone."""
    score = score_table(TABLE, wrong)

    assert score.right == right
    assert getattr(score, fallen) < score.numbers


def test_tuned_and_measured_families_are_apart() -> None:
    """No family is on both sides, and sixty tables are annotated."""
    families: dict[str, set[str]] = {}
    for one in read_annotations():
        families.setdefault(one.set, set()).add(one.family)

    assert not families["tune"] & families["measure"]
    assert len(read_annotations()) >= 60


def test_annotations_hold_no_texts_of_pages() -> None:
    """Roles, places and a caption of a few words are all they hold."""
    for one in read_annotations():
        assert len(one.caption.split()) <= (20 if one.truth.startswith(MADE) else 4)
        assert all(len(said) < 20 for said in one.columns.values())


@pytest.mark.corpus
def test_real_tables_are_understood(corpus: Path) -> None:
    """Of the families that were not looked at while the words were chosen nine in ten are right."""
    scores = score_sets(corpus)

    assert scores["tune"][0].share >= 0.95
    assert scores["measure"][0].share >= 0.95
    assert scores["fresh"][0].share >= 0.95
    assert scores["second"][0].share >= 0.95
    assert scores["third"][0].share >= 0.85
    assert scores["fourth"][0].share >= 0.9


def test_a_column_of_things_beside_rows_of_measures_is_asked_for() -> None:
    """Where a label names the thing of a measure in a row, it is scored as one."""
    rows = [["", "", "2021"], *([a, b, "3"] for a in "XYZ" for b in ("Ventes", "Primes"))]
    table = normalize_table(make_table(rows, stub_cols=2), language="fr")
    said = replace(SAID, names=[1], sections=[], columns={"0": "T", "2": "P2021"})

    assert score_table(table, said).share == 1
    assert score_table(table, replace(said, columns={"2": "P2021"})).things == 0


@pytest.mark.corpus
def test_a_broken_annotation_is_seen_on_a_real_table(corpus: Path) -> None:
    """With the years of its columns exchanged, a table has no number right."""
    real = next(one for one in read_annotations() if one.set == "measure" and "casino" in one.truth)
    path = corpus / real.truth
    years = dict(zip(real.columns, list(real.columns.values())[::-1], strict=True))

    assert score_annotation(path, real).share == 1
    assert score_annotation(path, replace(real, columns=years)).right == 0
    assert json.loads(path.read_text(encoding="utf-8"))["sha256"] == real.sha256


def test_made_tables_are_named_by_their_folder() -> None:
    """What is made anew for a measurement is not part of the corpora."""
    assert any(one.truth.startswith(MADE) for one in read_annotations())
