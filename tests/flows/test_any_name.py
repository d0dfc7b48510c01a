"""Files of any name, and names that are no files."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from crossfoot.db.file.connection import connect
from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.inputs import find_editions, parameter_path, path_parameter
from tests.flows.test_commands import TWO_WORDS

ENDING = b".pdf"
NAMES = {
    "undecodable": b"r\xe9sum\xe9 \xff" + ENDING,
    "newline": b"a\n::error file=x::b" + ENDING,
    "escape": b"\x1b]0;owned\x07\x1b[2J" + ENDING,
    "dash": b"--db" + ENDING,
    "long": b"n" * 251 + ENDING,
    "emoji": "🏙️👩‍👩‍👧".encode() + ENDING,
    "bidi": "a\u202efdp.\u2028b".encode() + ENDING,
    "quotes": b"'\"`$(x)<b>|%0A" + ENDING,
}
UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\ud800-\udfff]")
SECONDS = 60  # more than any of these takes, and far less than for ever


def small_pdf(words: bytes) -> bytes:
    """Return a PDF of one page with two words of its own."""
    return TWO_WORDS.replace(b"See over", words.rjust(8)[:8])


def crossfoot(*arguments: str | Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a user does, with standard output as UTF-8."""
    return subprocess.run(
        [sys.executable, "-m", "crossfoot.flows.cli.main", *map(str, arguments)],
        capture_output=True,
        check=False,
        timeout=SECONDS,
        env={**os.environ, "PYTHONIOENCODING": "", "PYTHONUTF8": "1", **more},
    )


def shown(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return all that a command printed: it must be UTF-8 and leave the terminal alone."""
    text = (done.stdout + done.stderr).decode()
    assert not UNSHOWN.search(text), text
    assert "Traceback" not in text
    assert "an error of crossfoot itself" not in text
    return text


@pytest.fixture(scope="module")
def odd_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of readable reports with odd names, and of things that cannot be read."""
    folder = tmp_path_factory.mktemp("odd")
    for number, name in enumerate(NAMES.values()):
        (folder / os.fsdecode(name)).write_bytes(small_pdf(b"report %d" % number))
    (folder / os.fsdecode(b"bad \xfe\n\x1b[31m.pdf")).write_bytes(b"%PDF-1.4 cut off")
    os.mkfifo(folder / "pipe\n.pdf")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "socket.pdf"))
    (folder / "folder.pdf").mkdir()
    return folder


@pytest.fixture(scope="module")
def odd_dataset(odd_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of that folder, made without Prefect."""
    database = tmp_path_factory.mktemp("loaded") / "odd.db"
    done = crossfoot(
        "ingest", "--direct", odd_folder, "--db", database, "--json",
        CROSSFOOT_CACHE=str(database.parent / "cache"),
    )  # fmt: skip
    shown(done)
    tree = json.loads(done.stdout)
    assert done.returncode == 3
    assert len(tree["reports"]) == len(NAMES)
    assert len(done.stderr.decode().splitlines()) == len(tree["failures"]) == 5
    return database


def test_all_names_load_and_are_stored_readable(odd_dataset: Path) -> None:
    """The dataset holds each name with what cannot be printed spelled out, the rest as it is."""
    db = connect(odd_dataset)
    files = {file for (file,) in db.execute("SELECT file FROM editions").fetchall()}
    db.close()

    assert {r"r\xe9sum\xe9 \xff.pdf", "🏙️👩‍👩‍👧.pdf", "--db.pdf", "n" * 251 + ".pdf"} <= files
    assert r"a\n::error file=x::b.pdf" in files
    assert r"\x1b]0;owned\x07\x1b[2J.pdf" in files
    assert not any(UNSHOWN.search(file) for file in files)


@pytest.mark.parametrize("runner", ["local", "dask"])
def test_all_names_load_through_prefect(
    runner: str, odd_folder: Path, tmp_path: Path, prefect_server: str, odd_dataset: Path
) -> None:
    """A folder of them, and each named by itself, as parameters of a flow: the same rows."""
    calls: list[list[str | Path]] = [[odd_folder], ["--", *sorted(odd_folder.iterdir())]]
    for call, given in enumerate(calls):
        database = tmp_path / f"{call}.db"
        done = crossfoot(
            "ingest", "--runner", runner, "--db", database, "--json", *given,
            CROSSFOOT_CACHE=str(odd_dataset.parent / "cache"), PREFECT_API_URL=prefect_server,
        )  # fmt: skip
        shown(done)
        assert done.returncode == 3
        assert len(json.loads(done.stdout)["reports"]) == len(NAMES)
        assert files_of(database) == files_of(odd_dataset)


def test_the_watch_loads_all_names(odd_folder: Path, tmp_path: Path, odd_dataset: Path) -> None:
    """What arrives under any name is loaded; what is no file costs a line."""
    database = tmp_path / "watched.db"
    done = crossfoot(
        "watch", odd_folder, "--once", "--interval", "0.2", "--db", database,
        CROSSFOOT_CACHE=str(odd_dataset.parent / "cache"),
    )  # fmt: skip
    shown(done)
    assert done.returncode == 3
    assert files_of(database) == files_of(odd_dataset)


def files_of(database: Path) -> set[str]:
    """Return the names under which a dataset holds its files."""
    db = connect(database)
    try:
        return {file for (file,) in db.execute("SELECT file FROM editions").fetchall()}
    finally:
        db.close()


@pytest.mark.parametrize("form", ["text", "json", "github", "junit", "sarif", "markdown"])
def test_no_form_of_the_gate_lets_a_name_through(form: str, odd_dataset: Path) -> None:
    """Workflow commands, XML, SARIF and Markdown hold names as text and nothing more."""
    done = crossfoot("check", "--db", odd_dataset, "--format", form)
    text = shown(done)

    assert done.returncode == 3
    if form == "github":
        lines = done.stdout.decode().splitlines()
        assert all(line.startswith(("::warning title=", "::notice ")) for line in lines)
        assert not any(line.startswith("::error") for line in lines)
    if form == "junit":
        assert ET.fromstring(done.stdout) is not None  # noqa: S314 - our own
    if form in ("json", "sarif"):
        assert json.loads(done.stdout)
    if form == "markdown":
        assert "<b>" not in text


@pytest.mark.parametrize("command", ["versions", "review", "export"])
def test_other_commands_print_names_as_text(
    command: str, odd_dataset: Path, tmp_path: Path
) -> None:
    """What lists reports shows no raw name either."""
    more = ["--out", str(tmp_path / "out")] if command == "export" else []
    done = crossfoot(command, "--db", odd_dataset, *more)

    shown(done)
    assert done.returncode == 0


@pytest.mark.parametrize("name", NAMES)
def test_each_can_be_extracted_to_files(name: str, odd_folder: Path, tmp_path: Path) -> None:
    """`extract --out` writes files whose names begin like the report's, if need be shortened."""
    out = tmp_path / "out"
    path = Path(os.fsdecode(os.fsencode(odd_folder) + b"/" + NAMES[name]))
    done = crossfoot("extract", path, "--out", out, "--format", "md")

    shown(done)
    assert done.returncode == 0
    (written,) = out.iterdir()
    assert not UNSHOWN.search(written.name)
    assert written.suffix == ".md"


def test_a_terminal_title_cannot_be_set_by_a_name(odd_folder: Path) -> None:
    """JSON of a report whose name is no UTF-8 is UTF-8, its warnings on stderr too."""
    path = Path(os.fsdecode(os.fsencode(odd_folder) + b"/" + NAMES["undecodable"]))
    done = crossfoot("extract", path)

    shown(done)
    assert json.loads(done.stdout)["report"]["file"] == r"r\xe9sum\xe9 \xff.pdf"


@pytest.mark.parametrize("what", ["pipe\n.pdf", "zero.pdf", "socket.pdf", "folder.pdf"])
@pytest.mark.parametrize("command", ["extract", "ingest", "compare", "diff"])
def test_what_is_no_file_is_refused_at_once(
    command: str, what: str, odd_folder: Path, tmp_path: Path
) -> None:
    """Pipes, devices, sockets and folders cost one line and exit code 3, and no waiting."""
    good = odd_folder / "--db.pdf"
    arguments: dict[str, list[str | Path]] = {
        "extract": [odd_folder / what],
        "ingest": ["--direct", odd_folder / what, good, "--db", tmp_path / "a.db"],
        "compare": [good, odd_folder / what],
        "diff": [good, odd_folder / what],
    }
    done = crossfoot(command, *arguments[command])

    shown(done)
    assert done.returncode == 3
    assert re.search("a pipe|a device|a socket|a folder", done.stderr.decode())
    assert len([x for x in done.stderr.decode().splitlines() if x.startswith("crossfoot:")]) == 1
    assert (tmp_path / "a.db").exists() == (command == "ingest")


def test_a_watch_refuses_what_is_no_file_and_goes_on(odd_folder: Path, tmp_path: Path) -> None:
    """`watch --once` loads what can be read and names what cannot."""
    done = crossfoot(
        "watch", odd_folder, "--once", "--direct", "--interval", "0.2", "--db", tmp_path / "w.db"
    )

    text = shown(done)
    assert done.returncode == 3
    assert "a pipe" in text
    assert "a device" in text
    assert f"{len(NAMES)} reports read" in text


def test_a_path_that_cannot_be_looked_at_does_not_stop_the_others(tmp_path: Path) -> None:
    """A name longer than any file system takes is a failure like any other."""
    (tmp_path / "a.pdf").write_bytes(TWO_WORDS)

    editions, failures = find_editions([tmp_path / ("x" * 300 + ".pdf"), tmp_path / "a.pdf"])

    assert len(editions) == 1
    assert "too long" in failures[0].message


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_path_travels_as_a_parameter(name: bytes) -> None:
    """A flow's parameters are JSON; a path comes back from them as it was."""
    path = Path("/folder/a%20b") / os.fsdecode(name)

    assert parameter_path(json.loads(json.dumps(path_parameter(path)).encode())) == path
    path_parameter(path).encode()


def test_prefect_takes_odd_names(
    prefect_server: str,
    odd_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The flow itself reads a name that is no UTF-8 and refuses a pipe beside it."""
    path = Path(os.fsdecode(os.fsencode(odd_folder) + b"/" + NAMES["undecodable"]))
    bad = Path(os.fsdecode(os.fsencode(odd_folder) + b"/bad \xfe\n\x1b[31m.pdf"))
    pipe = odd_folder / "pipe\n.pdf"
    database = tmp_path / "flow.db"

    code = main(["ingest", str(path), str(bad), str(pipe), "--db", str(database), "--json"])

    tree = json.loads(capsys.readouterr().out)
    assert prefect_server
    assert code == 3
    assert [report["file"] for report in tree["reports"]] == [r"r\xe9sum\xe9 \xff.pdf"]
    assert len(tree["failures"]) == 2
