"""What people read is in their language: one file each, with the same keys and the same gaps."""

from __future__ import annotations

import ast
import json
import re
import string
import tomllib
from functools import cache
from pathlib import Path

import pytest

from crossfoot.flows.cli.main import main
from crossfoot.flows.words.said import (
    OWN,
    reader_language,
    say,
    say_count,
    say_error,
    speaking,
    spoken_languages,
)
from tests.flows.conftest import Done
from tests.house.test_imports import SOURCES

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "flows" / "words", ROOT / "browse" / "words")
FILES = {path: tomllib.loads(path.read_text("utf-8")) for at in FOLDERS for path in at.glob("*")
         if path.suffix == ".toml"}  # fmt: skip
VARIABLES = ("CROSSFOOT_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the machine that runs the tests says a language."""
    for name in VARIABLES:
        monkeypatch.setenv(name, "")  # so that what a command sets is undone, too
        monkeypatch.delenv(name)


def flat(tree: dict[str, object], before: str = "") -> dict[str, object]:
    """Return the keys of a file with those of its tables."""
    found: dict[str, object] = {}
    for key, value in tree.items():
        found |= flat(value, f"{key}.") if isinstance(value, dict) else {before + key: value}
    return found


def gaps(text: object) -> set[str]:
    """Return the names of the gaps of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.parent.name)
def test_all_languages_have_all_keys(folder: Path) -> None:
    """A sentence that one language lacks would end a command with an error of ours."""
    own = flat(FILES[folder / "en.toml"])
    assert {path.stem for path in FILES if path.parent == folder} == set(spoken_languages())
    for path, tree in FILES.items():
        if path.parent == folder:
            assert set(flat(tree)) == set(own), path
            wrong = [key for key, text in flat(tree).items() if gaps(text) != gaps(own[key])]
            assert wrong == [], path


def test_every_sentence_is_said_somewhere() -> None:
    """A key that no code asks for is left over."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if path.parts[-3] == "flows")
    asked = set(re.findall(r'["\'](\w+)["\']', text))
    heads = {f"head_{name}" for name in asked}
    families = (
        *("change_", "outcome_", "why_", "blocking_", "passed_", "review_", "shared_"),
        *("plan_", "step_", "versions_", "agree_", "agreeing_", "held_"),
    )
    heads.add("head_moved")
    for key in FILES[FOLDERS[0] / "en.toml"]["said"]:
        bare = re.sub("_(one|many)$", "", key)
        assert bare in asked | heads or key.startswith(families), key


@cache
def messages() -> tuple[re.Pattern[str], ...]:
    """Return a pattern of each sentence that the code writes, whatever stands in its gaps."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else "(.*)"
                    for part in node.values
                ]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts = [re.escape(node.value)]
            else:
                continue
            if sum(len(part) for part in parts if part != "(.*)") >= 12:
                found.append(re.compile("".join(parts)))
    return tuple(found)


def test_the_errors_are_those_that_are_raised() -> None:
    """An error that was reworded in the code would stay English without a word."""
    errors = FILES[FOLDERS[0] / "en.toml"]["errors"].items()
    known = {key for key, text in errors if any(is_written(one) for one in (text, after(text)))}
    assert {key for key, _ in errors} - known == set()


def is_written(text: str) -> bool:
    """Whether the code writes such a sentence."""
    return any(pattern.fullmatch(text) for pattern in messages())


def after(text: str) -> str:
    """Return what stands behind the name of a file, which many sentences get elsewhere."""
    return re.sub(r"^\{\w+\}: ", "", text)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_BE.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "es_ES"}, "es"),
        ({"LANG": "es", "LC_MESSAGES": "fr_CA@x"}, "fr"),
        ({"LC_ALL": "C.UTF-8", "LANG": "fr_FR"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "es_ES", "CROSSFOOT_LANG": "fr"}, "fr"),
    ],
)
def test_the_locale_says_the_language(
    variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As programs read it: LC_ALL, LC_MESSAGES, LANG; ours wins; what we lack is English."""
    for name, text in variables.items():
        monkeypatch.setenv(name, text)
    assert reader_language() == language


def test_one_thing_and_none_are_counted_as_a_language_counts() -> None:
    """French counts none as one, English and Spanish as several."""
    said = {}
    for language in spoken_languages():
        with speaking(language):
            said[language] = say_count("version_read", 0, version=1)
    assert said == {
        "en": "Version 1: 0 reports read.",
        "es": "Versión 1: 0 informes leídos.",
        "fr": "Version 1 : 0 rapport lu.",
    }


def test_an_error_is_put_into_other_words_with_what_it_names() -> None:
    """Names stay as they are; the closer of two sentences is taken; an unknown one stays."""
    with speaking("fr"):
        assert say_error("a b.pdf: no such file") == "a b.pdf : ce fichier n'existe pas"
        told = say_error("x.pdf: not a PDF but a web page; export or download it as PDF")
        assert told == "x.pdf : pas un PDF mais une page web ; exportez ou téléchargez en PDF"
        assert say_error("nobody foresaw this") == "nobody foresaw this"
    with speaking(OWN):
        assert say_error("a.pdf: no such file") == "a.pdf: no such file"


def test_a_run_is_told_in_the_language_of_the_reader(
    direct_run: Done, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """Summary, errors and lists by locale or --lang; JSON is the same for all."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    call = ["ingest", str(reports), "--direct", "--db", str(tmp_path / "a.db")]
    assert main(call) == 3
    told = capsys.readouterr()
    assert "Version 1 : 1 rapport lu." in told.out
    assert "contrôles" in told.out
    assert "demandez une copie" in told.err

    assert main(["check", "--db", str(tmp_path / "a.db"), "--lang", "es"]) == 3
    assert "no se pudieron leer" in capsys.readouterr().out
    monkeypatch.setenv("CROSSFOOT_LANG", "fr")
    main(["review", "--db", str(tmp_path / "a.db")])
    assert "crossfoot review accept" in (listed := capsys.readouterr().out) or "Rien" in listed
    assert main([*call, "--json"]) == 3
    tree = json.loads(capsys.readouterr().out)
    before = json.loads(direct_run.out)
    assert (
        tree["failures"][0]["message"].split(": ")[1]
        == (before["failures"][0]["message"].split(": ")[1])
    )
    assert main(["versions", "--db", str(tmp_path / "none.db")]) == 2
    assert "ce jeu de données n'existe pas" in capsys.readouterr().err


def test_every_sentence_can_be_said() -> None:
    """Its gaps are names, so that what fills them is asked for by name."""
    for language in spoken_languages():
        with speaking(language):
            for key, text in FILES[FOLDERS[0] / "en.toml"]["said"].items():
                assert say(key, **dict.fromkeys(gaps(text), 1))


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["doctor"], ["série(s) de rapports", "peut être supprimé", "dernière version 1"]),
        (["versions"], ["faite le", "rapports", "écarts"]),
        (["cache"], ["lectures", "Mo sur"]),
        (["rollback", "1"], ["La version 1 contient déjà ce que contenait la version 1"]),
        (["ingest", "--dry-run", "{reports}"], ["à lire", "Rien n'a été modifié", "déjà"]),
    ],
    ids=lambda one: one[0] if isinstance(one, list) else None,
)  # fmt: skip
def test_what_is_asked_of_the_installation_is_said_in_ones_language(
    command: list[str],
    words: list[str],
    direct_run: Done,
    reports: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As for what a run says; JSON of the same stays English."""
    monkeypatch.setenv("CROSSFOOT_LANG", "fr")
    monkeypatch.setenv("CROSSFOOT_DB", str(direct_run.database))
    main([one.format(reports=reports) for one in command])
    told = capsys.readouterr().out

    assert all(word in told for word in words), told
    if command[0] == "doctor":
        main([*command, "--json"])
        assert "newest version 1" in capsys.readouterr().out
