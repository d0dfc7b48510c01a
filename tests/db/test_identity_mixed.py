"""All kinds of likeness in one dataset: forms, series, languages, printings, years."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.db.load import load_extractions
from crossfoot.model import Extraction
from tests.db.dataset_builders import make_extraction, make_table
from tests.db.test_dataset_identity import ask, towns, translated

LINES = ("Abonnés", "Volumes", "Réseau", "Prix", "Rendement", "Fuites", "Recettes", "Dettes")
POSTS = ("Loyers", "Salaires", "Achats", "Énergie", "Impôts", "Voirie", "Écoles", "Parcs", "Sports")


def commune(name: str, number: int) -> Extraction:
    """Return the water report of a commune: the form that the state prescribes, its own numbers."""
    rows = [[line, str(1200 + 91 * n * (number + 2) + 17)] for n, line in enumerate(LINES, 1)]
    table = make_table([["Indicateur", "2021"], *rows], caption="Indicateurs techniques")
    made = make_extraction(
        table, sha=f"{number + 5}", file=f"rpqs-{name}.pdf", series="rpqs", year=2021
    )
    heading = f"Rapport sur le prix et la qualité du service {name}"
    return replace(made, report=replace(made.report, heading=heading, issuer=name))


def printing(sha: str, *, fuel: int) -> Extraction:
    """Return a printing of one report; the second corrects a number."""
    rows = [[post, str(3100 + 77 * n)] for n, post in enumerate(POSTS, 1)]
    table = make_table([["Dépense", "2023"], *rows, ["Carburant", str(fuel)]], caption="Dépenses")
    return make_extraction(table, sha=sha, file=f"syndicat-{sha}.pdf", series="syndicat")


def yearly(year: int, *, dated: bool) -> Extraction:
    """Return a year's report, which repeats last year's column beside its own."""
    amounts = {y: [40_000 + 113 * n * (y - 2015) for n in range(1, 10)] for y in (year - 1, year)}
    rows = [
        [post, str(last), str(this)]
        for post, last, this in zip(POSTS, amounts[year - 1], amounts[year], strict=True)
    ]
    table = make_table([["Poste", "Exercice N-1", "Exercice N"], *rows], caption="Compte")
    return make_extraction(
        *(table,),
        sha="c" if year == 2022 else "d",
        file=f"port-{year}.pdf",
        series="port",
        year=year if dated else None,
    )


KINDS = {
    "form": ("alby.pdf", "brey.pdf", "cuq.pdf", "dun.pdf"),
    "rpqs": ("rpqs-Genouilly.pdf", "rpqs-Rully.pdf"),
    "languages": ("report-fr.pdf", "report-en.pdf", "report-es.pdf"),
    "printings": ("syndicat-a.pdf", "syndicat-b.pdf"),
    "years": ("port-2022.pdf", "port-2023.pdf"),
}
COUNTS = """
SELECT count(DISTINCT e.report_id), count(DISTINCT r.publication_id),
  sum(d.id IN (SELECT edition_id FROM now_extractions)), count(DISTINCT d.id)
FROM editions d JOIN extractions e ON e.edition_id = d.id JOIN reports r ON r.id = e.report_id
WHERE d.file IN ({})
"""


def all_files(*, dated: bool) -> list[Extraction]:
    """Return the thirteen files, printings in the order in which they came out."""
    codes = (("7", "fr"), ("8", "en"), ("9", "es"))
    return [
        *towns(),
        *(commune(name, number) for number, name in enumerate(("Genouilly", "Rully"))),
        *(translated(code, sha=sha) for sha, code in codes),
        *(printing("a", fuel=9100), printing("b", fuel=9400)),
        *(yearly(2022, dated=dated), yearly(2023, dated=dated)),
    ]


def in_another_order(files: list[Extraction]) -> list[Extraction]:
    """Return them shuffled, but for the two printings, of which the last one counts."""
    shuffled = list(files)
    random.Random(3).shuffle(shuffled)  # noqa: S311 - no secret
    places = sorted(n for n, one in enumerate(shuffled) if "syndicat" in one.report.file)
    for place, sha in zip(places, "ab", strict=True):
        shuffled[place] = next(one for one in files if one.report.file == f"syndicat-{sha}.pdf")
    return shuffled


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "years not known"])
@pytest.mark.parametrize("is_shuffled", [False, True], ids=["in order", "shuffled"])
@pytest.mark.parametrize("at_once", [True, False], ids=["together", "one by one"])
def test_a_mixed_run_keeps_apart_what_is_apart(
    dataset: Path, *, at_once: bool, is_shuffled: bool, dated: bool
) -> None:
    """4 towns: 4; 2 communes: 2; 3 languages: 3 of 1; 2 printings: 1 with 2; 2 years: 2."""
    files = all_files(dated=dated)
    ordered = in_another_order(files) if is_shuffled else files
    loads: Sequence[list[Extraction]] = [ordered] if at_once else [[one] for one in ordered]
    for load in loads:
        load_extractions(dataset, load)
    found = {
        kind: ask(dataset, COUNTS.format(", ".join(f"'{name}'" for name in names)))[0]
        for kind, names in KINDS.items()
    }

    assert found == {  # reports, publications, files of the newest version, files
        "form": (4, 4, 4, 4),
        "rpqs": (2, 2, 2, 2),
        "languages": (3, 1, 3, 3),
        "printings": (1, 1, 1, 2),
        "years": (2, 2, 2, 2),
    }
    held = "SELECT file FROM current_extractions WHERE file LIKE 'syndicat%'"
    assert ask(dataset, held) == [("syndicat-b.pdf",)]
