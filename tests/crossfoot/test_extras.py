"""Extras: what each brings, and the one line when it is missing."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from crossfoot.addresses import place_of
from crossfoot.errors import UsageError
from crossfoot.extras import EXTRAS, has_extra, require_extra
from crossfoot.flows.cli.main import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation without any of them: Python finds none of their modules."""
    for extra in EXTRAS.values():
        monkeypatch.setitem(sys.modules, extra.module, None)
    monkeypatch.setenv("CROSSFOOT_LANG", "en")


def test_each_extra_is_one_of_the_project() -> None:
    """Named alike, with the package that the message names, all of them in `all`."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = told["optional-dependencies"]
    for name, extra in EXTRAS.items():
        assert any(one.startswith(extra.package) for one in groups[name]), name
        assert not any(one.startswith(extra.package) for one in told["dependencies"]), name
        assert has_extra(name)
        require_extra(name)
    assert groups["all"] == [f"crossfoot[{','.join(EXTRAS)}]"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("name", EXTRAS)
def test_what_is_missing_is_one_line(name: str) -> None:
    """It says what for, and the command that brings it."""
    with pytest.raises(UsageError, match=rf"pip install 'crossfoot\[{name}\]'") as told:
        require_extra(name)
    assert EXTRAS[name].brings in str(told.value)


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("call", "name"),
    [
        (["extract", "PDF", "--format", "xlsx", "--out", "OUT"], "excel"),
        (["extract", "PDF", "--engine", "camelot-lattice"], "camelot"),
        (["reconcile", "TABLE.xlsx"], "excel"),
        (["ingest", "PDF", "--runner", "dask"], "dask"),
    ],
)
def test_a_command_that_needs_one_says_so(
    call: list[str], name: str, samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line and exit code 2, before a report is read where that can be known."""
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    places = {
        "PDF": str(samples / "infographie-fr-D-1.pdf"),
        "OUT": str(tmp_path / "out"),
        "TABLE.xlsx": str(tmp_path / "a.xlsx"),
    }
    told = [places.get(word, word) for word in call]
    assert main([*told, *(["--db", str(tmp_path / "a.db")] if call[0] == "ingest" else [])]) == 2
    err = capsys.readouterr().err
    assert f"crossfoot[{name}]" in err
    assert err.count("\n") == 1


@pytest.mark.usefixtures("bare")
def test_without_it_addresses_are_refused_and_paths_read() -> None:
    """Files of this machine are read as ever."""
    with pytest.raises(UsageError, match=r"pip install 'crossfoot\[remote\]'"):
        place_of("https://a.org/x.pdf")
    assert place_of("x.pdf") == Path("x.pdf")


@pytest.mark.usefixtures("bare")
def test_without_extras_tables_are_read_by_our_engine_and_scans_say_why() -> None:
    """Camelot is not asked; a page without text names the extra that reads it."""
    from crossfoot.extractors.choice.engines import engines_here
    from crossfoot.extractors.scans.tesseract import is_installed, what_is_missing

    assert engines_here() == ("pdfplumber",)
    assert not is_installed()
    assert "crossfoot[scans]" in what_is_missing() or "tesseract" in what_is_missing()
