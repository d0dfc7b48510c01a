"""Which series a report belongs to, and where the catalog is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossfoot.errors import UsageError
from crossfoot.normalizers.catalog import find_catalog, load_catalog, recognise, shipped_folder
from crossfoot.normalizers.catalog.recognition import says
from tests.normalizers.test_catalog import write

LINE = "prix et la qualité du service public"


@pytest.mark.parametrize(
    "text",
    [
        "Rapport annuel sur le Prix et la Qualité du Service public",
        "Rapport relatif au Prix et à la Qualité du Service Public 2021",
        "sur le Prix et la \n Qualité duService public",
    ],
)
def test_a_line_is_found_with_other_small_words_and_lost_spaces(text: str) -> None:
    """What names something must stand there in its order, close together."""
    assert says(LINE, text)


@pytest.mark.parametrize(
    "text",
    [
        "la qualité du service public et son prix",
        "Le prix moyen de la distribution et la qualité du service public",
        "prix et la quantité du service public",
    ],
)
def test_other_words_are_not_taken_for_a_line(text: str) -> None:
    """Another order, another word, or words that stand far apart are another text."""
    assert not says(LINE, text)


def test_years_and_single_words_are_not_bent() -> None:
    """One digit is another year; a word alone is found as it stands or not at all."""
    assert not says("annual report 2020", "Annual Report 2021")
    assert says("annual report 2020", "ANNUALREPORT2020")
    assert not says("metropolis", "metro polis")


def test_a_series_that_is_not_recognised_is_told_with_what_lacks(tmp_path: Path) -> None:
    """The nearest series is named with the line that the report does not print."""
    catalog = load_catalog(
        write(tmp_path, a="series: a\ntitle: A\nrecognise:\n  - alpha\n  - [beta, bêta]\n")
    )

    assert recognise(catalog, "alpha beta").why == 'it prints "alpha", "beta"'
    none = recognise(catalog, "only alpha")
    assert none.series == ""
    assert none.why == 'nearest is a: it prints "alpha", but not "beta"'
    assert "no line by which a would be recognised" in recognise(catalog, "gamma").why


def test_the_catalog_is_the_named_one_then_the_environments_then_the_one_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each wins over the next; a folder without YAML here is none; last comes the one shipped."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSFOOT_CATALOG", raising=False)
    named, said, here = (tmp_path / name for name in ("named", "said", "catalog"))
    for folder in (named, said, here):
        folder.mkdir()

    assert find_catalog() is None
    write(here, a="series: a\ntitle: A\n")
    assert find_catalog() == here
    monkeypatch.setenv("CROSSFOOT_CATALOG", str(said))
    assert find_catalog() == said
    assert find_catalog(named) == named
    assert find_catalog(shipped_folder()) is None
    monkeypatch.setenv("CROSSFOOT_CATALOG", str(tmp_path / "gone"))
    with pytest.raises(UsageError, match=r"\$CROSSFOOT_CATALOG names the folder"):
        find_catalog()
