"""Answers to the review: few questions, the weighty first, and lines written for people."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.db.load import load_extractions
from crossfoot.flows.cli.main import main
from crossfoot.flows.gate.review import list_review
from crossfoot.model import Extraction, Ref
from crossfoot.normalizers.catalog import load_catalog
from tests.db.dataset_builders import footing, make_extraction, make_table
from tests.flows.test_commands import TODAY, questionable

WHO = ["--author", "A. Martin", "--reason", 'Asked: "so", #1']


def with_headers(extraction: Extraction, headers: list[str]) -> Extraction:
    """Return an extraction whose numbers stand under headers that no catalog knows."""
    table = make_table([["Ville", *headers], ["Lyon", *("12" for _ in headers)]])
    made = make_extraction(table)
    unknown = tuple(
        replace(one, is_known=False, measure=one.header.lower().replace(" ", "_"))
        for one in made.observations
    )
    return replace(extraction, observations=unknown, tables=made.tables)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset with a mismatch, an unsure city printed twice and an unsure table."""
    path = tmp_path / "crossfoot.db"
    load_extractions(path, [questionable()], message="first")
    return path


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    folder = tmp_path / "catalog"
    folder.mkdir()
    (folder / "lyon.yaml").write_text(
        "series: lyon\ntitle: Lyon\nlanguage: fr\nmeasures: # ours\n"
        "  - {id: people, names: Habitants}\n"
    )
    (folder / "accepted.yaml").write_text("accepted: []\n")
    return folder


def ids(dataset: Path) -> dict[str, str]:
    """Return the question of each kind."""
    return {item.kind: item.id for item in list_review(dataset, kind=None, today=TODAY)}


def test_an_accepted_mismatch_is_written_and_asked_no_more(
    dataset: Path, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The empty list in brackets is mended, `check` passes, `review` is silent about it."""
    common = ["--db", str(dataset), "--catalog", str(catalog)]
    question = ids(dataset)["check"]

    assert main(["review", "accept", question, *WHO, *common]) == 0
    assert main(["review", "--kind", "check", *common]) == 0
    out = capsys.readouterr().out

    (entry,) = load_catalog(catalog).accepted
    assert (entry.author, entry.reason) == ("A. Martin", 'Asked: "so", #1')
    assert out.endswith("Nothing to look at.\n")
    assert main(["check", *common]) == 0


def test_a_city_is_accepted_rejected_or_named(dataset: Path, catalog: Path) -> None:
    """Each answer is a decision with author and reason; the verb's flags may stand before it."""
    question, common = ids(dataset)["city"], ["--db", str(dataset), "--catalog", str(catalog)]

    assert main(["review", *common, "name", question[:6], "2988507", *WHO]) == 0
    assert main(["review", *common, "reject", question, *WHO]) == 0
    assert main(["review", *common, "accept", question, *WHO]) == 0

    decided = load_catalog(catalog).decisions
    assert [one.geonameid for one in decided] == [2988507, None, 2996944]
    assert {one.author for one in decided} == {"A. Martin"}


def test_a_measure_is_taken_or_called_by_one_there_is(
    tmp_path: Path, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A new measure is a line of the series; a name of a known one is added to its names."""
    path = tmp_path / "c.db"
    load_extractions(path, [with_headers(questionable(), ["Foyers", "Les habitants"])])
    common = ["--db", str(path), "--catalog", str(catalog)]
    asked = {i.printed: i.id for i in list_review(path, kind="header", today=TODAY)}

    assert main(["review", "accept", asked["Foyers"], *WHO, *common]) == 0
    assert main(["review", "name", asked["Les habitants"], "people", *WHO, *common]) == 0
    capsys.readouterr()

    measures = {
        m.id: [name for _, name in m.names] for m in load_catalog(catalog).series[0].measures
    }
    assert measures == {"people": ["Habitants", "Les habitants"], "foyers": ["Foyers"]}
    assert "# ours" in (catalog / "lyon.yaml").read_text()
    assert main(["review", "--kind", "header", *common]) == 0
    assert "Nothing to look at" in capsys.readouterr().out


def test_a_mismatch_that_nobody_claims_becomes_a_rule(dataset: Path, catalog: Path) -> None:
    """A rejected mismatch silences that total of that table, with the reason."""
    common = ["--db", str(dataset), "--catalog", str(catalog)]

    assert main(["review", "reject", ids(dataset)["check"], *WHO, *common]) == 0

    (rule,) = load_catalog(catalog).series[0].rules
    assert (rule.action, rule.total, rule.kind) == ("silence", "^total$", "sum")
    assert "A. Martin" in rule.reason


def test_an_answer_without_data_is_settled(dataset: Path, catalog: Path) -> None:
    """A table that is read right is asked about no more."""
    common = ["--db", str(dataset), "--catalog", str(catalog)]
    question = ids(dataset)["table"]

    assert main(["review", "accept", question, *WHO, *common]) == 0

    (settled,) = load_catalog(catalog).settled
    assert (settled.question, settled.answer) == (question, "accepted")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["accept", "q000", *WHO], "nothing is asked under q000"),
        (["accept", "CHECK", "--author", " ", "--reason", "r"], "neither may be empty"),
        (["accept", "CHECK", *WHO, "--expires", "2020-01-01"], "name a day to come"),
        (["name", "CHECK", "x", *WHO], "asks for no name"),
        (["name", "CITY", "Lyon", *WHO], "is no GeoNames id"),
    ],
)
def test_what_is_no_answer_is_one_line(
    call: list[str], said: str, dataset: Path, catalog: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, a line that says what to do, and no file changed."""
    named = {"CHECK": ids(dataset)["check"], "CITY": ids(dataset)["city"]}
    before = {path: path.read_text() for path in catalog.iterdir()}
    call = [named.get(word, word) for word in call]

    assert main(["review", *call, "--db", str(dataset), "--catalog", str(catalog)]) == 2

    assert said in capsys.readouterr().err
    assert {path: path.read_text() for path in catalog.iterdir()} == before


def test_ten_questions_a_report_the_weighty_first_and_none_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mismatch comes before forty headers; the others are counted with the way to them."""
    path = tmp_path / "c.db"
    headers = [f"Mesure {chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(40)]
    load_extractions(path, [with_headers(questionable(), headers)])
    common = ["--db", str(path)]

    assert main(["review", *common]) == 0
    text = capsys.readouterr().out
    assert main(["review", "--all", *common]) == 0
    everything = capsys.readouterr().out
    assert main(["review", "--json", *common]) == 0
    items = json.loads(capsys.readouterr().out)["review"]

    assert text.count("?  ") == 10
    assert text.index("Does the report err?") < text.index("Which measure is it?")
    assert f"and {len(items) - 10} more that settle" in text
    assert "crossfoot review --all" in text
    assert everything.count("?  ") == len(items) > 40


def test_a_measure_of_a_series_is_asked_once(tmp_path: Path) -> None:
    """Two reports of a series with one header are one question, with the rows of both."""
    path = tmp_path / "c.db"
    first = with_headers(questionable(), ["Foyers"])
    second = replace(
        first, report=replace(first.report, file="other.pdf", sha256="b" * 64, year=2019, title="B")
    )
    load_extractions(path, [first, second])

    (item,) = list_review(path, kind="header", today=TODAY)

    assert (item.rows, item.reports, item.series) == (2, 2, "lyon")


@pytest.mark.parametrize("name", ["questions.xlsx", "questions.csv"])
def test_answers_come_back_from_a_spreadsheet(
    name: str, dataset: Path, catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Questions go out, answers filled in come back as lines; rows without one are left alone."""
    sheet, common = tmp_path / name, ["--db", str(dataset), "--catalog", str(catalog)]
    assert main(["review", "export", str(sheet), *common]) == 0
    assert main(["review", "export", str(sheet), *common]) == 2
    capsys.readouterr()

    fill(sheet, {"check": "accept", "city": "2988507"})
    assert main(["review", "import", str(sheet), *common]) == 0

    read = load_catalog(catalog)
    assert [one.author for one in read.accepted] == ["A. Martin"]
    assert [one.geonameid for one in read.decisions] == [2988507]


def test_one_wrong_answer_in_a_sheet_writes_nothing(
    dataset: Path, catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row is named."""
    sheet, common = tmp_path / "q.csv", ["--db", str(dataset), "--catalog", str(catalog)]
    main(["review", "export", str(sheet), *common])
    fill(sheet, {"check": "accept", "city": "Lyon"})

    assert main(["review", "import", str(sheet), *common]) == 2

    assert "is no GeoNames id" in (said := capsys.readouterr().err)
    assert ", row " in said
    assert load_catalog(catalog).accepted == ()


def fill(sheet: Path, answers: dict[str, str]) -> None:
    """Fill in answers by kind of question, as a person would in a spreadsheet."""
    from crossfoot.flows.cli.text_tables import read_text_tables
    from crossfoot.sheets import rows_to_csv, rows_to_xlsx

    heads, *rows = read_text_tables(sheet)[0].rows
    kind = heads.index("kind")
    filled = [heads] + [
        (*row[: len(heads) - 3], answers[row[kind]], "Asked.", "A. Martin")
        if row[kind] in answers
        else row
        for row in rows
    ]
    write = rows_to_csv if sheet.suffix == ".csv" else lambda all_rows: rows_to_xlsx(all_rows, "x")
    sheet.write_bytes(write(filled))


def test_totals_that_fail_for_one_reason_are_one_question(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The worst of a total row stands for it and says how many there are; `--all` has each."""
    table = make_table([["Ville", "2022", "2023"], ["Lyon", "12", "10"], ["Total", "40", "12"]])
    made = make_extraction(table)
    checks = tuple(
        footing(f"c{col}", Ref("t1", 2, col), (Ref("t1", 1, col),), printed, computed)
        for col, printed, computed in ((1, 40, 12), (2, 12, 11))
    )
    path = tmp_path / "crossfoot.db"
    load_extractions(path, [replace(made, checks=checks)])
    first, second = list_review(path, kind="check", today=TODAY)
    assert (first.printed, second.printed, second.cause) == ("40", "12", first.id)

    assert main(["review", "--kind", "check", "--db", str(path)]) == 0
    told = capsys.readouterr().out
    assert "… and 1 more in the same row" in told
    assert second.id not in told
    assert main(["review", "--all", "--kind", "check", "--db", str(path)]) == 0
    assert second.id in capsys.readouterr().out
