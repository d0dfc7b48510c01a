"""Commands on real files and datasets: extract, review, versions, export, diff."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot import wire
from crossfoot.db.load import Run, load_extractions
from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.review import list_review
from crossfoot.flows.gate.unused import say_unused, unused_decisions
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.cache import Cache
from crossfoot.flows.told.text import to_text
from crossfoot.model import CityMention, Decision, Extraction, Language, Match, Ref
from crossfoot.normalizers.catalog import load_catalog
from tests.db.dataset_builders import BOX, LIEGE, LYON, footing, make_extraction, make_table

TODAY = datetime.date(2026, 2, 28)
TWO_WORDS = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 5 0 R
  /Resources <</Font <</F 4 0 R>>>>>> endobj
4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
5 0 obj <</Length 36>> stream
BT /F 12 Tf 50 200 Td (See over) Tj ET
endstream endobj
trailer <</Root 1 0 R>>
%%EOF
"""
ROWS = [["Ville", "2023"], ["Lyon", "12"], ["Liège", "30"], ["Total", "45"]]


def questionable() -> Extraction:
    """Return an extraction with a mismatch, an unsure table and an unsure city printed twice."""
    table = replace(make_table(ROWS), confidence=0.4)
    check = footing("c1", Ref("t1", 3, 1), (Ref("t1", 1, 1), Ref("t1", 2, 1)), 45, 42)
    unsure = CityMention(
        Match("Lyo", LYON, "city", 0.5, "fuzzy", "review", runner_up=LIEGE, reason="A close race."),
        page=1,
        box=BOX,
    )
    extraction = make_extraction(table, checks=(check,))
    return replace(extraction, cities=(*extraction.cities, unsure, unsure))


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of one version with things to look at."""
    path = tmp_path / "crossfoot.db"
    load_extractions(path, [questionable()], message="first")
    return path


def test_a_review_line_can_be_pasted(dataset: Path, tmp_path: Path) -> None:
    """What review prints for each kind is what the catalog reads, with the values it names."""
    items = {item.kind: item for item in list_review(dataset, kind=None, today=TODAY)}
    catalog = tmp_path / "catalog"
    catalog.mkdir()
    (catalog / "lyon.yaml").write_text(
        f"series: lyon\ntitle: Lyon\nrecipes:\n{items['table'].line}\n", encoding="utf-8"
    )
    for kind in ("city", "check"):
        item = items[kind]
        text = f"{item.section}:\n{item.line}\n"
        (catalog / item.file).write_text(text, encoding="utf-8")

    read = load_catalog(catalog)

    assert items["table"].file == "lyon.yaml"
    assert (read.decisions[0].name, read.decisions[0].geonameid) == ("Lyo", LYON.geonameid)
    assert (read.accepted[0].printed, read.accepted[0].computed) == (45, 42)
    assert read.accepted[0].expires == "2027-02-28"
    assert read.series[0].recipes[0].caption == "^Habitants$"


def test_equal_questions_are_asked_once(dataset: Path) -> None:
    """A name printed twice is one question, with both places of the close race named."""
    (city,) = list_review(dataset, kind="city", today=TODAY)

    assert city.times == 2
    assert f"{LYON.geonameid} is Lyon (FR)" in city.line
    assert f"{LIEGE.geonameid} is Liège (BE)" in city.line


def test_review_speaks_to_people_and_scripts(
    dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text names report and page; JSON holds the same items and nothing else."""
    assert main(["review", "--db", str(dataset), "--kind", "check"]) == 0
    text = capsys.readouterr().out
    assert main(["review", "--db", str(dataset), "--json"]) == 0
    items = json.loads(capsys.readouterr().out)["review"]

    assert "Does the report err?  45" in text
    assert {item["kind"] for item in items} >= {"city", "table", "check", "warning"}


def decide(name: str, *, series: str = "lyon", language: Language | None = "fr") -> Decision:
    """Return a decision that a name means Lyon."""
    return Decision(series, language, name, LYON.geonameid, "A. Martin", "2026-03-01", "Why not.")


def test_only_decisions_that_could_be_used_are_unused(tmp_path: Path) -> None:
    """A decision is judged by the reports of its series and language in the newest version."""
    used = CityMention(Match("LUGDUNUM", LYON, "city", 1.0, "decision", "matched"), 1, BOX)
    other = replace(used, match=replace(used.match, name="Lugd", method="exact"))
    path = tmp_path / "crossfoot.db"
    extraction = make_extraction(make_table(ROWS))
    load_extractions(path, [replace(extraction, cities=(*extraction.cities, used, other))])
    decisions = (
        *(decide("Lugdunum"), decide("Lugd"), decide("Gone", series="", language=None)),
        *(decide("Elsewhere", series="paris"), decide("Lugduno", language="es")),
    )

    unused = unused_decisions(path, decisions)

    assert [decision.name for decision in unused] == ["Lugd", "Gone"]
    assert say_unused(unused[0]).startswith('"Lugd" (lyon, fr): ')


def test_review_and_ingest_name_unused_decisions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A decision in the catalog that no name goes by is one line of both commands."""
    catalog, database, cache = tmp_path / "catalog", tmp_path / "c.db", Cache(tmp_path / "cache")
    catalog.mkdir()
    (catalog / "decisions.yaml").write_text(
        "decisions:\n- {name: Atlantis, geonameid: null, language: fr, author: A. Martin, "
        "date: 2026-03-01, reason: It sank.}\n",
        encoding="utf-8",
    )
    cache.put("key", wire.dump(questionable()))

    summary = stages.load(["key"], database, stages.Load(Run(), catalog=catalog), cache)
    code = main(["review", "--kind", "decision", "--db", str(database), "--catalog", str(catalog)])

    assert '  decision    "Atlantis" (fr): no name of these reports' in to_text(summary)
    assert code == 0
    assert '  "Atlantis" (fr): no name of these reports' in capsys.readouterr().out


def test_versions_rollback_and_diff(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Versions are listed, gone back to, and compared, as text and as exit codes."""
    rows = [*ROWS[:1], ["Lyon", "15"], *ROWS[2:]]
    load_extractions(dataset, [make_extraction(make_table(rows), sha="b")], message="second")
    here = ["--db", str(dataset)]

    assert main(["diff", "1", "2", "--exit-code", *here]) == 1
    assert "Lyon, 2023: 12 → 15" in capsys.readouterr().out
    assert main(["rollback", "1", *here]) == 0
    assert main(["diff", "1", "3", "--exit-code", *here]) == 0
    assert main(["versions", "--json", *here]) == 0
    out = capsys.readouterr().out
    listed = json.loads(out[out.index("{") :])["versions"]
    assert [version["number"] for version in listed] == [1, 2, 3]
    assert listed[2]["restored"] == 1


def test_export_names_its_folder(
    dataset: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without --out a version goes to a folder named after the dataset and the version."""
    monkeypatch.chdir(tmp_path)

    assert main(["export", "--as-of", "1", "--db", str(dataset)]) == 0

    assert (tmp_path / "crossfoot-v1" / "observations.csv").is_file()
    assert "observations.csv" in capsys.readouterr().out


def test_a_version_and_a_pdf_are_not_compared(capsys: pytest.CaptureFixture[str]) -> None:
    """Comparing unlike things is bad use, said in one line."""
    assert main(["diff", "1", "report.pdf"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_extract_writes_tables_and_images(
    samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With --out the extraction and its crops are files, and their names are what is printed."""
    pdf = samples / "infographie-fr-D-1.pdf"

    assert main(["extract", str(pdf), "--out", str(tmp_path / "out")]) == 0

    printed = [Path(line) for line in capsys.readouterr().out.splitlines()]
    tree = json.loads(printed[0].read_text(encoding="utf-8"))
    images = {figure["image"] for figure in tree["figures"]} - {None}
    assert tree["report"]["file"] == pdf.name
    assert images == {path.name for path in printed[1:]}


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "empty"), (b"<html></html>", "web page"), (b"%PDF-1.7\nobj", "damaged")],
)
def test_extract_says_what_is_wrong_with_a_file(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is no PDF gives one line and exit 3, and nothing on stdout."""
    path = tmp_path / "bad.pdf"
    path.write_bytes(content)

    assert main(["extract", str(path)]) == 3

    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert said in done.err


def test_an_excel_file_needs_a_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A binary form is not printed into a terminal."""
    assert main(["extract", "a.pdf", "--format", "xlsx"]) == 2
    assert "--out" in capsys.readouterr().err


def test_a_report_that_gives_nothing_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page of two words is read without fault; one line asks whether it is the right file."""
    path = tmp_path / "white.pdf"
    path.write_bytes(TWO_WORDS)

    assert main(["extract", str(path)]) == 0

    printed = capsys.readouterr()
    assert [w["code"] for w in json.loads(printed.out)["warnings"]][-1] == "nothing_found"
    assert "white.pdf: no table" in printed.err
