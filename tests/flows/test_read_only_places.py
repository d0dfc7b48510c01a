"""Commands that only read do so where nothing can be written, and say it when they cannot."""

from __future__ import annotations

import io
import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from crossfoot.db.file.migrations import SCHEMA_NUMBER
from crossfoot.db.load import load_extractions
from crossfoot.flows.cli.main import main
from tests.db.dataset_builders import make_extraction, make_table
from tests.db.places import as_nobody, fill, make_read_only, mounted
from tests.flows.test_commands import ROWS, questionable

CLI = (sys.executable, "-m", "crossfoot.flows.cli.main")
ROOT = Path(__file__).resolve().parents[2]
READING = {
    "versions": ["versions"],
    "check": ["check", "--format", "markdown"],
    "review": ["review"],
    "diff": ["diff", "1", "2"],
}


def run(*arguments: str | Path) -> tuple[int, str, str]:
    """Run a command in this process: exit code, stdout, stderr."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(one) for one in arguments])
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of two versions, in WAL mode, with no log beside it."""
    path = tmp_path_factory.mktemp("original") / "crossfoot.db"
    load_extractions(path, [questionable()], message="first")
    corrected = make_table([*ROWS[:3], ["Total", "42"]], page=2)
    load_extractions(path, [make_extraction(corrected, sha="b", file="lyon-v2.pdf")])
    assert not path.with_name("crossfoot.db-wal").exists()
    assert path.read_bytes()[18:20] == b"\x02\x02"  # WAL
    return path


@pytest.fixture
def read_only(tmp_path: Path, original: Path) -> Iterator[Path]:
    """The dataset on a read-only mount."""
    folder = tmp_path / "still"
    folder.mkdir()
    shutil.copy(original, folder)
    with mounted(folder):
        make_read_only(folder)
        with pytest.raises(OSError):
            (folder / "new").touch()
        yield folder / original.name


@pytest.fixture
def full(tmp_path: Path, original: Path) -> Iterator[Path]:
    """The dataset on a disk with no room left."""
    folder = tmp_path / "full"
    folder.mkdir()
    room = original.stat().st_size // 1024 + 60
    with mounted(folder, size_kb=room):
        shutil.copy(original, folder)
        fill(folder)
        yield folder / original.name


@pytest.mark.parametrize("command", READING)
@pytest.mark.parametrize("place", ["read_only", "full"])
def test_reading_commands_read(
    command: str, place: str, original: Path, request: pytest.FixtureRequest
) -> None:
    """What they print there is what they print of a copy that can be written."""
    dataset: Path = request.getfixturevalue(place)

    code, out, err = run(*READING[command], "--db", dataset)

    assert (code, out) == run(*READING[command], "--db", original)[:2], err
    assert err == ""


@pytest.mark.parametrize("place", ["read_only", "full"])
def test_exports_and_diagnoses_are_made_from_there(
    place: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """`export` copies the dataset out, `doctor` finds it well."""
    dataset: Path = request.getfixturevalue(place)

    code, _, err = run("export", "--db", dataset, "--out", tmp_path / "out")
    diagnoses = json.loads(run("doctor", "--db", dataset, "--json")[1])["diagnoses"]

    assert (code, err) == (0, "")
    assert "lyon" in (tmp_path / "out" / "reports.csv").read_text(encoding="utf-8")
    (found,) = [one for one in diagnoses if one["name"] == "database"]
    assert "newest version 2" in found["found"]


@pytest.mark.parametrize("place", ["read_only", "full"])
def test_browse_shows_it(place: str, request: pytest.FixtureRequest) -> None:
    """Datasette answers with the newest version's rows."""
    dataset: Path = request.getfixturevalue(place)

    assert '"lyon-v2.pdf"' in browse(dataset, "/crossfoot/current_extractions.json")


def browse(dataset: Path, page: str) -> str:
    """Start `crossfoot browse`, fetch a page, stop it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*CLI, "browse", "--db", str(dataset), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as server:
        try:
            for _ in range(300):
                if server.poll() is not None:
                    assert server.stderr is not None
                    return f"{server.returncode} {server.stderr.read()}"
                try:
                    address = f"http://127.0.0.1:{port}{page}"
                    with urllib.request.urlopen(address) as answer:
                        return str(answer.read().decode())
                except urllib.error.HTTPError as error:
                    return str(error.read().decode())
                except urllib.error.URLError:
                    time.sleep(0.1)
            raise TimeoutError("no answer")
        finally:
            server.terminate()


@pytest.mark.parametrize("command", READING)
def test_another_users_folder_is_read(command: str, original: Path, tmp_path: Path) -> None:
    """A file and a folder without write permission are enough."""
    prefix = as_nobody()
    folder = open_to_all(tmp_path) / "theirs"
    folder.mkdir()
    shutil.copy(original, folder)
    (folder / original.name).chmod(0o444)
    folder.chmod(0o555)

    done = subprocess.run(
        [*prefix, *CLI, *READING[command], "--db", str(folder / original.name)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    if "Permission denied" in done.stderr and str(ROOT) in done.stderr:
        pytest.skip("the program itself is not readable for another user")
    code, out, _ = run(*READING[command], "--db", original)
    assert (done.returncode, done.stdout) == (code, out), done.stderr


def open_to_all(folder: Path) -> Path:
    """Let other users pass through the folders that pytest keeps private."""
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(0o755)
    return folder


def with_log(original: Path, folder: Path, *, index: bool) -> Path:
    """Return a copy whose last version is still in its log, as a killed writer leaves it."""
    source = folder / "live" / original.name
    source.parent.mkdir()
    shutil.copy(original, source)
    writer = sqlite3.connect(source)
    writer.execute("PRAGMA wal_autocheckpoint=0")
    writer.execute("UPDATE versions SET message = 'in the log' WHERE number = 2")
    writer.commit()
    target = folder / "left"
    target.mkdir()
    for ending in ("", "-wal", *(["-shm"] if index else [])):
        shutil.copy(f"{source}{ending}", target)
    writer.close()
    return target / original.name


@pytest.mark.parametrize("command", [*READING, "export", "browse", "doctor"])
def test_a_log_that_cannot_be_read_is_said(command: str, original: Path, tmp_path: Path) -> None:
    """Changes that wait in a log are not passed over in silence: one line, exit code 3."""
    dataset = with_log(original, tmp_path, index=False)
    arguments = READING.get(command, [command])
    with mounted(dataset.parent):
        make_read_only(dataset.parent)
        code, out, err = run(*arguments, "--db", dataset)

    told = out if command == "doctor" else err
    assert code == (1 if command == "doctor" else 3) or "Prefect" in out
    assert "crossfoot.db-wal holds changes" in told
    assert "copy both files" in told
    assert command == "doctor" or err.count("\n") == 1


def test_a_log_that_can_be_read_counts(original: Path, tmp_path: Path) -> None:
    """With the writer's index beside it the log is read, and its rows are shown."""
    dataset = with_log(original, tmp_path, index=True)
    with mounted(dataset.parent):
        make_read_only(dataset.parent)
        code, out, err = run("versions", "--db", dataset)

    assert code == 0, err
    assert "in the log" in out


def test_views_of_another_version_do_not_need_to_be_written(original: Path, tmp_path: Path) -> None:
    """A dataset whose views are older is read with this program's; older tables are refused."""
    folder = tmp_path / "old"
    folder.mkdir()
    dataset = Path(shutil.copy(original, folder))
    db = sqlite3.connect(dataset)
    db.executescript(f"DROP VIEW to_review; PRAGMA user_version={SCHEMA_NUMBER * 1000}")
    db.close()
    with mounted(folder):
        make_read_only(folder)
        code, out, err = run("review", "--db", dataset)
        assert code == 0, err
        assert "page 2 has no text" in out
    db = sqlite3.connect(dataset)
    db.execute(f"PRAGMA user_version={(SCHEMA_NUMBER - 1) * 1000}")
    db.close()
    with mounted(folder):
        make_read_only(folder)
        code, _, err = run("review", "--db", dataset)
        assert code == 2
        assert "copy it to a folder" in err


@pytest.mark.parametrize("command", [["rollback", "1"], ["ingest", "--direct"]])
def test_writing_is_refused_in_one_line(command: list[str], read_only: Path, samples: Path) -> None:
    """What has to write says that it cannot, and where it could."""
    more = [samples / "mentions-fr-B-2-v1.pdf"] if command[0] == "ingest" else []

    code, _, err = run(*command, *more, "--db", read_only)

    assert code == 2
    assert err.count("\n") == 1
    assert re.search("cannot be written here|may not be written", err)
