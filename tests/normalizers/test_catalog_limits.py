"""What a catalog file may just say, and what is just too little."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.normalizers.catalog import catalog_fingerprint, load_catalog, recognise_series
from tests.normalizers.test_catalog import SERIES, write


@pytest.mark.parametrize(
    ("said", "refused", "name"),
    [
        ("measures:\n  - {id: a, names: {fr: x}}\n", "x", "measures.names"),
        ("measures:\n  - {id: a, names: {fr: [x]}}\n", "fr: [x]", "measures.names"),
        ("ties:\n  - {figures: [f], equals: {measure: a}}\n", "f", "ties.figures"),
        ("rules:\n  - {action: add, reason: r}\n", "r", "rules.reason"),
    ],
)
def test_what_must_be_said_must_say_something(
    tmp_path: Path, said: str, refused: str, name: str
) -> None:
    """One letter or one entry is enough, none is a mistake."""
    assert load_catalog(write(tmp_path, reports=SERIES + said)).series

    empty = {"x": "x}}", "f": "[f]", "r": "reason: r", "fr: [x]": "fr: [x]"}[refused]
    none = {"x": "''}}", "f": "[]", "r": "reason: ''", "fr: [x]": ""}[refused]
    with pytest.raises(UsageError, match=rf"reports.yaml:7: {name}"):
        load_catalog(write(tmp_path, reports=SERIES + said.replace(empty, none)))


def test_pages_count_from_one(tmp_path: Path) -> None:
    """Page 0 is a mistake."""
    text = SERIES + "recipes:\n  - {pages: [1]}\n"

    assert load_catalog(write(tmp_path, reports=text)).series[0].recipes[0].pages == (1,)
    with pytest.raises(UsageError, match=r"reports.yaml:7: recipes.pages"):
        load_catalog(write(tmp_path, reports=text.replace("[1]", "[0]")))


def test_one_spelling_of_a_word_is_enough(tmp_path: Path) -> None:
    """A line without any spelling is a mistake; a series without lines is recognised by none."""
    with pytest.raises(UsageError, match=r"reports.yaml:4: recognise"):
        load_catalog(write(tmp_path, reports="series: a\ntitle: A\nrecognise:\n  - []\n"))
    catalog = load_catalog(write(tmp_path, reports="series: a\ntitle: A\n"))

    assert recognise_series(catalog, "anything") == ""


def test_the_most_particular_series_wins(tmp_path: Path) -> None:
    """That which asks for most, whichever file comes first."""
    for first, second in (("a", "b"), ("b", "a")):
        files = {
            first: f"series: {first}\ntitle: T\nrecognise:\n  - alpha\n",
            second: f"series: {second}\ntitle: T\nrecognise:\n  - alpha\n  - beta\n",
        }
        catalog = load_catalog(write(tmp_path, **files))
        assert recognise_series(catalog, "alpha and beta") == second
        assert recognise_series(catalog, "alpha") == first


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("series: a\ntitle:\n  - x\n", "3: title"),
        ("series: a\n", "1: title"),
        ("series: a\ntitle: T\nmeasures: x\n", "3: measures"),
        ("series: a\ntitle: T\nmeasures:\n\n  - id: a\n    names: {fr: x}\n    unut: m\n", "7: "),
        ("series: a\ntitle: T\nrecipes:\n  - {}\n  - {pages: [1, x]}\n", "5: recipes.pages"),
    ],
)
def test_the_line_of_a_mistake(tmp_path: Path, text: str, line: str) -> None:
    """That of the value, or of what holds it where it is missing."""
    with pytest.raises(UsageError, match=rf"reports.yaml:{line}"):
        load_catalog(write(tmp_path, reports=text))


def test_a_fingerprint_is_short_and_stable(tmp_path: Path) -> None:
    """Sixteen digits that a person can compare, equal for equal files."""
    write(tmp_path, reports=SERIES)
    mark = catalog_fingerprint(load_catalog(tmp_path))

    assert len(mark) == 16
    assert mark == catalog_fingerprint(load_catalog(tmp_path))


def test_a_measure_is_called_by_its_first_name(tmp_path: Path) -> None:
    """In the language asked for, else by the first of any."""
    text = SERIES + "measures:\n  - {id: a, names: {fr: [x, y], en: z}}\n"
    (measure,) = load_catalog(write(tmp_path, reports=text)).series[0].measures

    assert [measure.name(language) for language in ("fr", "en", "es")] == ["x", "z", "x"]
