"""Folders as people have them: links, copies, locked and broken files, and what to type next."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from benchmarks.made_forms import form
from crossfoot.extractors.document import read_document
from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.inputs import find_editions
from crossfoot.flows.runs.options import make_settings
from tests.flows.conftest import BROKEN, REPORT, Done
from tests.flows.test_any_name import crossfoot, small_pdf

SECRET = "s3cret"  # noqa: S105 - of a file made here


@pytest.fixture
def locked(tmp_path: Path, samples: Path) -> Path:
    """A report that only a password opens."""
    path = tmp_path / "locked.pdf"
    with pikepdf.open(samples / "infographie-fr-D-1.pdf") as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user=SECRET, owner="another"))
    return path


def test_a_locked_report_asks_for_its_password(
    locked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without one, or with a wrong one, it costs a line that says what to set."""
    monkeypatch.delenv("CROSSFOOT_PASSWORD", raising=False)
    assert main(["extract", str(locked)]) == 3
    assert "none was given: set CROSSFOOT_PASSWORD" in capsys.readouterr().err
    monkeypatch.setenv("CROSSFOOT_PASSWORD", "wrong")
    assert main(["extract", str(locked)]) == 3
    assert "none of those given opens it" in capsys.readouterr().err


@pytest.mark.parametrize("engine", ["auto", "pdfplumber", "camelot-lattice"])
def test_a_password_opens_it_for_every_engine(
    engine: str, locked: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several may be given, one a line: each locked file is tried with all of them."""
    monkeypatch.setenv("CROSSFOOT_PASSWORD", f"wrong\n{SECRET}")
    assert main(["extract", str(locked), "--engine", engine]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]


def test_a_catalog_may_hold_passwords(
    locked: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Those that everyone may know, tried after all others."""
    monkeypatch.setenv("CROSSFOOT_PASSWORD", "wrong")
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "passwords.txt").write_text(f"# beside the download\n\n{SECRET}\n")
    assert main(["extract", str(locked), "--catalog", str(tmp_path / "catalog")]) == 0
    assert json.loads(capsys.readouterr().out)["figures"]
    assert os.environ["CROSSFOOT_PASSWORD"] == f"wrong\n{SECRET}"


@pytest.mark.parametrize("way", [["--direct"], []])
def test_a_password_is_kept_nowhere(
    way: list[str], locked: Path, tmp_path: Path, prefect_server: str
) -> None:
    """The flag opens the file, with Prefect and without; no receipt and no API has it."""
    database, home = tmp_path / "a.db", Path(os.environ["PREFECT_HOME"])
    done = crossfoot(
        "ingest", locked, *way, "--password", SECRET, "--db", database,
        CROSSFOOT_CACHE=str(tmp_path / "cache"), PREFECT_API_URL=prefect_server,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    kept = [database, *home.glob("prefect.db*"), *(tmp_path / "cache").iterdir()]
    assert not [path for path in kept if SECRET.encode() in path.read_bytes()]
    db = sqlite3.connect(database)
    (command,) = db.execute("SELECT command FROM runs").fetchone()
    db.close()
    assert ("--password '***'" in command) == bool(way)


def test_links_and_copies_are_one_report(tmp_path: Path, samples: Path) -> None:
    """A file given twice, a copy and a link are read once, under the name that came first."""
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(samples / REPORT, folder / "b.pdf")
    shutil.copy(samples / REPORT, folder / "c.pdf")
    (folder / "a-2020.pdf").symlink_to(samples / REPORT)
    (folder / "broken.pdf").symlink_to(tmp_path / "nowhere.pdf")
    (folder / "loop.pdf").symlink_to(folder / "loop.pdf")
    (tmp_path / "linked").symlink_to(folder, target_is_directory=True)
    editions, failures = find_editions([tmp_path / "linked", folder / "b.pdf"])

    assert [edition.path for edition in editions] == [folder / "a-2020.pdf"]
    assert editions[0].copies == (folder / "b.pdf", folder / "c.pdf")
    assert [failure.file for failure in failures] == ["broken.pdf", "loop.pdf"]


def test_a_huge_file_is_refused_before_it_is_hashed(tmp_path: Path, samples: Path) -> None:
    """A disk image that was dropped among the reports costs a line, not minutes."""
    shutil.copy(samples / REPORT, tmp_path / "a.pdf")
    with (tmp_path / "image.pdf").open("wb") as file:
        file.truncate(20 << 30)  # a hole: it takes no room
    editions, failures = find_editions([tmp_path])
    assert [edition.path.name for edition in editions] == ["a.pdf"]
    assert [one.file for one in failures] == ["image.pdf"]
    assert "larger than the 4096 MB that reading one file may take" in failures[0].message


@pytest.mark.parametrize(
    "drawn",
    [
        b"nan nan 10 10 re f",
        b"1e999 0 0 1e999 0 0 cm 0 0 10 10 re f",
        b"99999999999999999999 -99999999999999999999 99999999999999999999 9 re S",
        b"0 0 0 0 0 0 cm BT /F1 10 Tf (77) Tj ET 5 5 9 9 re S",
        b"BT /F1 99999999999999 Tf 1 0 0 1 100 100 Tm (123) Tj ET",
        b"BT /F1 10 Tf 9e37 0 0 9e37 1e38 0 Tm (45) Tj ET",
    ],
)
def test_absurd_geometry_costs_an_object_not_a_page(drawn: bytes, tmp_path: Path) -> None:
    """The table beside it is read as it is without."""
    (tmp_path / "whole.pdf").write_bytes(form(3))
    with pikepdf.open(tmp_path / "whole.pdf") as pdf:
        page = pdf.pages[0]
        page.Contents = pdf.make_stream(b"q " + drawn + b" Q " + page.Contents.read_bytes())
        pdf.save(tmp_path / "absurd.pdf")
    whole, absurd = (
        read_document(tmp_path / name, make_settings()).tables
        for name in ("whole.pdf", "absurd.pdf")
    )
    assert [one.cells for one in absurd] == [one.cells for one in whole]
    assert whole


def test_copies_of_what_cannot_be_read_are_listed(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No file of a folder goes without a word, whether others of its content could be read."""
    shutil.copy(samples / REPORT, tmp_path / "a.pdf")
    for name in ("b.pdf", "c.pdf", "d.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 cut off")
    call = ["ingest", "--direct", str(tmp_path), "--db", str(tmp_path / "a.db"), "--json"]
    assert main(call) == 3
    told = json.loads(capsys.readouterr().out)
    assert [one["file"] for one in told["failures"]] == ["b.pdf"]
    first = str(tmp_path / "b.pdf")
    copies = [{"file": str(tmp_path / name), "same_as": first} for name in ("c.pdf", "d.pdf")]
    assert told["copies"] == copies


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become someone who may not read")
def test_a_folder_that_may_not_be_listed_says_so(tmp_path: Path, samples: Path) -> None:
    """The other files are read; the line is about permissions, not about naming files."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    shutil.copy(samples / REPORT, tmp_path / "open.pdf")
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    os.seteuid(65534)
    try:
        editions, failures = find_editions([closed, tmp_path / "open.pdf"])
    finally:
        os.seteuid(0)

    assert len(editions) == 1
    assert "may not be listed; check its permissions" in failures[0].message


def test_the_command_to_try_again_tries_just_those(tmp_path: Path) -> None:
    """A shell that runs what was printed reads the failed files, whatever their names, alone."""
    folder = tmp_path / "in box"
    folder.mkdir()
    (folder / "good.pdf").write_bytes(small_pdf(b"good one"))
    odd = [b"a\nb'.pdf", b"r\xe9.pdf", b"--db.pdf", "é 🏙.pdf".encode()]
    for name in odd:
        (folder / os.fsdecode(name)).write_bytes(BROKEN + name)
    told = {"CROSSFOOT_CACHE": str(tmp_path / "cache"), "CROSSFOOT_PASSWORD": SECRET}
    flags = ("--direct", "--password=x", "--db", tmp_path / "a.db", "--json")
    done = crossfoot("ingest", folder, *flags, **told)
    retry = json.loads(done.stdout)["retry"]
    assert SECRET not in retry
    assert "--password" not in retry

    for number, name in enumerate(odd):  # mended meanwhile
        (folder / os.fsdecode(name)).write_bytes(small_pdf(b"mended %d" % number))
    command = retry.replace("crossfoot", f"{sys.executable} -m crossfoot.flows.cli.main", 1)
    again = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        env={**os.environ, **told, "PYTHONUTF8": "1"},
    )
    tree = json.loads(again.stdout)
    assert again.returncode == 0
    assert len(tree["reports"]) == len(odd)
    assert tree["retry"] is None


def test_a_dry_run_says_what_would_happen(
    tmp_path: Path, samples: Path, capsys: pytest.CaptureFixture[str], direct_run: Done
) -> None:
    """New, read before, there already, a copy, unreadable; nothing is read, made or changed."""
    database = direct_run.database
    folder = tmp_path / "in"
    folder.mkdir()
    shutil.copy(samples / REPORT, folder / REPORT)
    shutil.copy(samples / REPORT, folder / "zcopy.pdf")
    (folder / "new.pdf").write_bytes(small_pdf(b"new one "))
    (folder / "folder.pdf").mkdir()
    before = database.read_bytes()
    call = ["ingest", str(folder), "--db", str(database), "--dry-run"]

    assert main([*call, "--json"]) == 3
    plan = json.loads(capsys.readouterr().out)
    assert {Path(one["file"]).name: one["step"] for one in plan["files"]} == {
        "new.pdf": "read",
        REPORT: "there",
        "zcopy.pdf": "copy",
        "folder.pdf": "unreadable",
    }
    assert main([*call, "--year", "2020"]) == 3  # another reading of the same file
    told = capsys.readouterr().out
    assert "takes the place of an earlier reading of" in told
    assert "2 to read" in told
    assert database.read_bytes() == before
