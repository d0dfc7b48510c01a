"""The read list of titles: what is on it is right, and the scorer sees a wrong one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.bench_titles import told_of
from benchmarks.titles.score import Read, Shares, Told, is_title, read_list, score

SAID = Read(
    "a", "a.pdf", ["Rapport annuel", "Synthèse"], "Ville de Brest exercice 2021", 2021, "fr"
)


def as_read(one: Read) -> Told:
    """What a program says that reads as the person did."""
    title = " ".join((*one.titles[:1], one.also)) if one.titles else ""
    return Told(title, one.year, one.language)


def test_what_was_read_is_right_and_a_broken_one_lowers_its_share() -> None:
    """Each of the three shares falls by one report, and by that alone."""
    read = read_list()
    told = {one.sha256: as_read(one) for one in read}
    first, less = read[0].sha256, 1 - 1 / len(read)

    assert len({one.sha256 for one in read}) == len(read) >= 110
    assert score(told, read) == Shares(1, 1, 1)
    for wrong, fallen in (
        (replace(told[first], title="Master.xlsx"), Shares(less, 1, 1)),
        (replace(told[first], year=None), Shares(1, less, 1)),
        (replace(told[first], language="xx"), Shares(1, 1, less)),
    ):
        assert score({**told, first: wrong}, read) == fallen
    assert score({}, read) == Shares(0, 0, 0)


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Rapport annuel", True),
        ("Ville de Brest RAPPORTANNUEL", True),  # drawn without a space
        ("Rapport annue1 2021", True),  # a scan
        ("Synthèse exercice 2021", True),
        ("Rapport", False),
        ("Rapport annuel des comptes rendus au conseil", False),
        ("", False),
    ],
)
def test_a_title_has_all_its_words_and_few_others(title: str, right: bool) -> None:
    """One strange word in five is a neighbour on the page; more are another text."""
    assert is_title(title, SAID) is right
    assert is_title("", replace(SAID, titles=[]))
    assert not is_title("Saldo", replace(SAID, titles=[]))


@pytest.mark.corpus
def test_some_reports_of_the_list(corpus: Path) -> None:
    """A cover, a tally whose title stands in its table's frame, a page of a larger document."""
    names = ("en5_cayugas_2019", "en_ma_weston_2010", "fr_total_2018", "fr_psa_2017")
    chosen = [one for one in read_list() if Path(one.file).stem in names]

    told = {one.sha256: told_of(corpus / one.file) for one in chosen}

    assert score(told, chosen) == Shares(1, 1, 1)
