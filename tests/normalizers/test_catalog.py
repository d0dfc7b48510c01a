"""The catalog: what ships is sound, what is wrong is said with its line."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.model import Decision, Recipe, Rule
from crossfoot.normalizers.catalog import (
    Catalog,
    Measure,
    NamedFigure,
    Series,
    Term,
    Tie,
    catalog_fingerprint,
    load_catalog,
    recognise_series,
)
from crossfoot.normalizers.places.keys import NAMED_LANGUAGES
from crossfoot.normalizers.tables.measures import match_measure

SERIES = "series: reports\ntitle: Reports\nrecognise:\n  - alpha\n  - [beta, bêta]\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_catalog_names_every_measure_in_three_languages() -> None:
    """No measure of the home series lacks a language, and no two share a header."""
    catalog = load_catalog()
    series = catalog.find_series("metropolis")

    assert series is not None
    for measure in series.measures:
        assert {language for language, _ in measure.names} == set(NAMED_LANGUAGES), measure.id
        for _, name in measure.names:
            assert match_measure((name,), series).id == measure.id


def test_a_file_of_each_kind_is_read(tmp_path: Path) -> None:
    """Series, rules, recipes, decisions and accepted mismatches become frozen values."""
    catalog = load_catalog(
        write(
            tmp_path,
            reports=SERIES
            + "rules:\n  - {action: silence, reason: partial list, table: ^Villes}\n"
            + "recipes:\n  - {caption: Villes, pages: [3, 4], columns: [100, 200.5]}\n",
            decisions="decisions:\n  - {name: Cordoue, geonameid: 3860259, language: fr,"
            " author: A. Martin, date: 2026-03-01, reason: The member is in Argentina}\n"
            "  - {name: Total, geonameid: no place, author: A, date: '2026-03-01', reason: r}\n",
            accepted="accepted:\n  - {fingerprint: ab12, printed: 0.1, computed: 937,"
            " reason: r, author: a, added: 2026-03-01, expires: 2027-03-01}\n",
        )
    )

    assert catalog.series[0].rules == (Rule("silence", "partial list", table="^Villes"),)
    assert catalog.series[0].recipes == (Recipe("Villes", (3, 4), columns=(100.0, 200.5)),)
    assert catalog.decisions[0] == Decision(
        "", "fr", "Cordoue", 3860259, "A. Martin", "2026-03-01", "The member is in Argentina"
    )
    assert catalog.decisions[1].geonameid is None
    assert (catalog.accepted[0].printed, catalog.accepted[0].expires) == (
        Decimal("0.1"),
        "2027-03-01",
    )


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "reports",
            SERIES + "measures:\n  - id: a\n    name: {fr: x}\n",
            r"reports.yaml:7: .*name",
        ),
        ("reports", SERIES + "measures:\n  - {id: A b, names: {fr: x}}\n", r"reports.yaml:7: .*id"),
        ("reports", SERIES + "measures:\n  - {id: a, names: {de: x}}\n", r"reports.yaml:7: "),
        ("reports", SERIES + "rules:\n  - {action: add, reason: r, total: '('}\n", "no regular"),
        ("reports", "series: [\n", r"reports.yaml:2: this is no YAML"),
        ("reports", "- a\n- b\n", r"reports.yaml:1: file"),
        ("reports", SERIES + "measures:\n" + "  - {id: a, names: {fr: x}}\n" * 2, "there twice"),
        ("decisions", "decisions:\n  - {name: X, geonameid: 1}\n", r"decisions.yaml:2: .*author"),
        (
            "decisions",
            "decisions:\n  - name: X\n    geonameid: 1\n    author: a\n    reason: r\n"
            "    date: 2026-02-30\n",
            r"decisions.yaml:6: .*date",
        ),
        ("accepted", "accepted:\n  - {fingerprint: a, printed: x}\n", r"accepted.yaml:2: "),
    ],
)
def test_a_mistake_is_one_line_with_its_place(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    """A mistake names the file, the line and the key, in one line."""
    with pytest.raises(UsageError, match=message) as caught:
        load_catalog(write(tmp_path, **{name: text}))

    assert "\n" not in str(caught.value)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A folder that is not there is an error; one without files is an empty catalog."""
    with pytest.raises(UsageError, match="no catalog at"):
        load_catalog(tmp_path / "nowhere")
    assert load_catalog(tmp_path) == Catalog()


def test_two_files_of_one_series_are_refused(tmp_path: Path) -> None:
    """A series lives in one file."""
    with pytest.raises(UsageError, match="join the two files"):
        load_catalog(write(tmp_path, one=SERIES, two=SERIES))


def test_a_series_needs_each_of_its_lines(tmp_path: Path) -> None:
    """One spelling of every line must occur, without regard to case and accents."""
    catalog = load_catalog(write(tmp_path, reports=SERIES))

    assert recognise_series(catalog, "ALPHA and Beta") == "reports"
    assert recognise_series(catalog, "alpha alone") == ""


def test_the_fingerprint_follows_what_changes_data(tmp_path: Path) -> None:
    """A new decision is a new fingerprint; an accepted mismatch changes no data."""
    before = catalog_fingerprint(load_catalog(write(tmp_path, reports=SERIES)))
    write(
        tmp_path,
        accepted="accepted:\n  - {fingerprint: ab12, printed: 1, computed: 2, reason: r,"
        " author: a, added: 2026-03-01, expires: 2027-03-01}\n",
    )
    accepted = catalog_fingerprint(load_catalog(tmp_path))
    write(tmp_path, reports=SERIES.replace("alpha", "gamma"))

    assert accepted == before
    assert catalog_fingerprint(load_catalog(tmp_path)) != before


def named(measure_id: str, name: str) -> Measure:
    return Measure(measure_id, (("en", name),))


def test_nearly_a_header_is_found() -> None:
    """A misprint still finds its measure; a shorter or other header goes to review."""
    series = load_catalog().find_series("metropolis")
    misprint = ("Participation aux activites d'aprentissage",)

    assert match_measure(misprint, series).id == "learning_activities"
    assert match_measure(("Participation aux réunions",), series).measure is None
    assert match_measure(("Participants",), series).measure is None


def test_one_letter_in_eight_may_differ() -> None:
    """At three letters in twenty-four a header is still known, at four it is not."""
    series = Series("s", "S", (), (named("a", "abcdefghijklmnopqrstuvwx"),))

    assert match_measure(("abcdefghijklmnopqrstu123",), series).id == "a"
    assert match_measure(("abcdefghijklmnopqrst1234",), series).measure is None


def test_a_header_between_two_measures_goes_to_review() -> None:
    """Two measures equally near are no answer."""
    series = Series(
        "s", "S", (), (named("a", "member meetings 1a"), named("b", "member meetings 1b"))
    )

    assert match_measure(("member meetings 1c",), series).measure is None
    assert match_measure(("member meetings 1b",), series).id == "b"


@pytest.mark.parametrize("empty", ["accepted:", "accepted: []", "accepted: [ ]  # none yet", ""])
def test_a_list_without_entries_may_be_written_in_any_way(empty: str, tmp_path: Path) -> None:
    """Nothing, an empty list and a missing key are the same; the entries below count in each."""
    (tmp_path / "accepted.yaml").write_text(f"{empty}\n", encoding="utf-8")
    assert load_catalog(tmp_path).accepted == ()

    entry = '  - {fingerprint: f1, printed: 1, computed: 2, reason: "[]", author: A, ' + (
        "added: 2026-01-01, expires: 2027-01-01}\n"
    )
    head = empty or "accepted:"
    (tmp_path / "accepted.yaml").write_text(f"{head}\n{entry}", encoding="utf-8")
    (accepted,) = load_catalog(tmp_path).accepted
    assert (accepted.fingerprint, accepted.reason) == ("f1", "[]")


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    """A file in another encoding, and a pipe of the name of a series, cost one line."""
    (tmp_path / "lyon.yaml").write_bytes("series: évian".encode("latin-1"))
    with pytest.raises(UsageError, match="no UTF-8"):
        load_catalog(tmp_path)
    (tmp_path / "lyon.yaml").unlink()
    os.mkfifo(tmp_path / "lyon.yaml")
    with pytest.raises(UsageError, match="a pipe"):
        load_catalog(tmp_path)


def test_what_an_entry_leaves_out_is_what_its_value_leaves_out(tmp_path: Path) -> None:
    """Defaults are said once, by the class that code uses; a decision may hold for all reports."""
    catalog = load_catalog(
        write(
            tmp_path,
            reports=SERIES
            + "measures:\n  - {id: a, names: {fr: [x, y], en: z}}\n"
            + "figures:\n  - {id: f, names: {en: members}}\n"
            + "ties:\n  - {figures: [f], equals: {rows: calendar}, share_of: {measure: a}}\n"
            + "rules:\n  - {action: add, reason: r}\nrecipes:\n  - {}\n",
            decisions="decisions:\n  - {name: X, geonameid: 1, author: a, date: 2026-03-01,"
            " reason: r}\n",
        )
    )

    assert catalog.series == (
        Series(
            "reports",
            "Reports",
            (("alpha",), ("beta", "bêta")),
            (Measure("a", (("fr", "x"), ("fr", "y"), ("en", "z"))),),
            (Rule("add", "r"),),
            (Recipe(),),
            (NamedFigure("f", (("en", "members"),)),),
            (Tie(("f",), Term(rows="calendar"), Term(measure="a")),),
        ),
    )
    assert catalog.decisions == (Decision("", None, "X", 1, "a", "2026-03-01", "r"),)


@pytest.mark.parametrize("term", ["{}", "{rows: a, figures: [f]}", "{measure: a, rows: b}"])
def test_a_term_is_one_thing(tmp_path: Path, term: str) -> None:
    """Figures, a measure or rows: two of them, or none, is a mistake with its line."""
    text = SERIES + f"ties:\n  - figures: [f]\n    equals: {term}\n"

    with pytest.raises(UsageError, match=r"reports.yaml:8: ties.equals: .*name one of"):
        load_catalog(write(tmp_path, reports=text))
