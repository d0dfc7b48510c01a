"""Which report a file is an edition of: forms, printings, years and languages, as PDFs."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from crossfoot.flows.cli.main import main
from tests.form_pdfs import form_pdf

TOWNS = ("Bréval", "Cormont", "Lussac", "Valmy")
LABELS = (
    *("Charges à caractère général", "Charges de personnel", "Autres charges de gestion"),
    *("Charges financières", "Charges exceptionnelles", "Dotations", "Virement", "Participations"),
)
Table = list[list[str]]


def accounts(seed: int, *, error: int = 90) -> Table:
    """Return the table of a form: two columns of amounts, the last total wrong by ``error``."""
    drawn = random.Random(seed)  # noqa: S311 - test data
    columns = [[drawn.randint(11_000, 98_000) for _ in LABELS] for _ in range(2)]
    totals = [sum(columns[0]), sum(columns[1]) + error]
    body = [[label, *(str(c[n]) for c in columns)] for n, label in enumerate(LABELS)]
    return [["Chapitre", "Prévu", "Réalisé"], *body, ["Total", *map(str, totals)]]


def write(
    folder: Path, name: str, table: Table, *, town: str, year: str = "2023", issuer: bool = True
) -> Path:
    """Write the report of a town in the national form."""
    lines = [f"Commune de {town}"] if issuer else []
    lines.append("Tableau des dépenses de fonctionnement de la section, en euros.")
    path = folder / name
    path.write_bytes(form_pdf(f"Compte administratif {year}".strip(), lines, table))
    return path


def four_towns(folder: Path, *, year: str = "2023", issuer: bool = True) -> list[Path]:
    """Write the reports of four towns, each with one wrong total."""
    return [
        write(folder, f"{town}.pdf", accounts(n), town=town, year=year, issuer=issuer)
        for n, town in enumerate(TOWNS)
    ]


def ingest(
    capsys: pytest.CaptureFixture[str], database: Path, files: Sequence[Path], *more: str
) -> dict[str, Any]:
    """Run `crossfoot ingest` and return what it says with ``--json``."""
    names = [str(file) for file in files]
    code = main(
        ["ingest", *names, "--direct", "--workers", "1", "--db", str(database), "--json", *more]
    )
    out = capsys.readouterr().out
    assert code == 0, out
    tree: dict[str, Any] = json.loads(out)
    return tree


def ask(database: Path, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    db = sqlite3.connect(database)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def held(database: Path) -> list[str]:
    """Return the files of the newest version."""
    return [file for (file,) in ask(database, "SELECT file FROM current_extractions ORDER BY file")]


def kinds(tree: dict[str, Any]) -> list[str]:
    """Return the kinds of changes a run tells."""
    return [change["kind"] for change in tree["changes"]]


@pytest.mark.parametrize("is_together", [True, False], ids=["together", "one by one"])
@pytest.mark.parametrize(
    ("year", "flags"),
    [("2023", ()), ("", ("--year", "2023")), ("", ())],
    ids=["printed", "given", "unknown"],
)
@pytest.mark.parametrize("issuer", [True, False], ids=["named", "unnamed"])
def test_towns_that_fill_in_one_form_keep_their_reports(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    *,
    is_together: bool,
    year: str,
    flags: tuple[str, ...],
    issuer: bool,
) -> None:
    """Four towns, one form, one year: four reports, four wrong totals, nothing to ask."""
    files, database = four_towns(tmp_path, year=year, issuer=issuer), tmp_path / "towns.db"
    for group in [files] if is_together else [[file] for file in files]:
        tree = ingest(capsys, database, group, *flags)
        assert kinds(tree) == []

    assert held(database) == sorted(file.name for file in files)
    assert ask(database, "SELECT count(*), count(DISTINCT report) FROM mismatches") == [(4, 4)]
    assert ask(database, "SELECT count(*) FROM publications") == [(4,)]


def test_a_corrected_printing_stays_an_edition(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several changed numbers, the total and one more row: the same report, and it is said why."""
    database = tmp_path / "one.db"
    first = write(tmp_path, "bilan.pdf", accounts(1), town="Lussac")
    table = accounts(1, error=0)
    table[2][1], table[3][2], table[5][1] = "23456", "34567", "45678"
    table.insert(4, ["Atténuations de produits", "12345", "54321"])
    table[-1][1:] = [str(sum(int(row[c]) for row in table[1:-1])) for c in (1, 2)]
    second = write(tmp_path, "bilan-corrige.pdf", table, town="Lussac")
    ingest(capsys, database, [first])
    tree = ingest(capsys, database, [second])

    (change,) = tree["changes"]
    assert (change["kind"], change["held"], change["other"]) == (
        "edition",
        "bilan-corrige.pdf",
        "bilan.pdf",
    )
    assert change["proof"]["decided_by"] == "rule"
    assert 50 <= change["proof"]["numbers_pct"] < 100
    assert "commune de lussac" in change["proof"]["reason"]
    assert held(database) == ["bilan-corrige.pdf"]


@pytest.mark.parametrize(
    ("years", "flags"),
    [(("2022", "2023"), ((), ())), (("", ""), (("--year", "2022"), ("--year", "2023"))),
     (("", ""), ((), ()))],
    ids=["printed", "given", "unknown"],
)  # fmt: skip
def test_next_years_report_is_another(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    years: tuple[str, str],
    flags: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    """The same town and headings, last year's numbers as a column: two reports."""
    database = tmp_path / "years.db"
    before, now = accounts(1), accounts(2)
    for row, last in zip(now[1:], before[1:], strict=True):
        row[1] = last[2]
    for table in (before, now):
        table[0] = ["Chapitre", "Exercice précédent", "Exercice"]
    files = [
        write(tmp_path, f"{name}.pdf", table, town="Lussac", year=year)
        for name, table, year in zip("ab", (before, now), years, strict=True)
    ]
    for file, flag in zip(files, flags, strict=True):
        ingest(capsys, database, [file], *flag)

    assert held(database) == ["a.pdf", "b.pdf"]


def doubtful(folder: Path) -> tuple[Path, Path]:
    """Write two files of one town that share four numbers in ten."""
    table, other = accounts(1), accounts(2)
    mixed = [row if n % 5 < 2 else other[n] for n, row in enumerate(table)]
    mixed[0] = table[0]
    return (
        write(folder, "first.pdf", table, town="Lussac"),
        write(folder, "second.pdf", mixed, town="Lussac"),
    )


@pytest.mark.parametrize("answer", ["edition", "none"])
def test_in_doubt_a_person_is_asked_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    """Two reports and a question; the line it prints, either way, settles it for good."""
    database = tmp_path / "doubt.db"
    first, second = doubtful(tmp_path)
    ingest(capsys, database, [first])
    assert kinds(ingest(capsys, database, [second])) == ["unsure"]
    assert held(database) == ["first.pdf", "second.pdf"]
    main(["review", "--db", str(database), "--kind", "edition", "--json"])
    (item,) = json.loads(capsys.readouterr().out)["review"]
    assert item["printed"] == "second.pdf / first.pdf"
    assert "crossfoot ingest second.pdf --year 2023 --language fr --edition-of" in item["line"]
    assert "% of the numbers" in item["question"]

    label = ask(database, "SELECT label FROM reports ORDER BY id LIMIT 1")[0][0]
    said = ["--edition-of", label if answer == "edition" else "none"]
    assert main(["versions", "--reports", "--db", str(database)]) == 0
    assert f"fr  {label}  (first.pdf)" in capsys.readouterr().out
    tree = ingest(capsys, database, [second], *said)
    kept = ["second.pdf"] if answer == "edition" else ["first.pdf", "second.pdf"]
    assert sorted(kinds(tree)) == (["edition", "moved"] if answer == "edition" else [])
    assert held(database) == kept
    ingest(capsys, database, [second, first], "--no-cache")
    ingest(capsys, database, [second], "--year", "2023")  # read otherwise, still as a person said
    assert held(database) == kept
    assert ask(database, "SELECT count(*) FROM to_review WHERE kind = 'edition'") == [(0,)]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("names", "reports", "publications", "told"),
    [
        (("rpqs_la_corne_en_vexin_2021", "rpqs_rully_2021"), 2, 2, []),
        (("rpqs_abainville_2021", "rpqs_allain_2021"), 2, 2, []),
        (("rapport-fr-A-1", "informe-es-B-1", "report-en-C-1"), 3, 1, ["language", "language"]),
        (("informe-es-B-1", "membres-fr-A-2", "rapport-fr-A-1"), 3, 2, ["language"]),
        (("mentions-fr-B-2-v1", "mentions-fr-B-2-v2"), 1, 1, ["edition"]),
        (("membres-fr-A-2", "mentions-fr-B-2-v1", "infographie-fr-D-1"), 3, 3, []),
    ],
    ids=["one form", "another form", "languages", "a part before", "printings", "parts"],
)
def test_printed_reports(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    corpus: Path,
    names: tuple[str, ...],
    reports: int,
    publications: int,
    told: list[str],
) -> None:
    """Real forms, languages, printings and parts of one report."""
    database = tmp_path / "corpus.db"
    found = {path.stem: path for path in corpus.glob("*/**/*.pdf")}
    tree = ingest(capsys, database, [found[name] for name in names])

    assert kinds(tree) == told
    assert ask(database, "SELECT count(*) FROM reports") == [(reports,)]
    assert ask(database, "SELECT count(*) FROM publications") == [(publications,)]


def test_no_report_of_that_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt label is said in one line, before anything is read."""
    database = tmp_path / "x.db"
    (file, _) = doubtful(tmp_path)
    ingest(capsys, database, [file])
    code = main(["ingest", str(file), "--direct", "--db", str(database), "--edition-of", "nobody"])

    assert code == 2
    assert "'nobody': the dataset has no such report" in capsys.readouterr().err
