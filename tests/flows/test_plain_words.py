"""What goes wrong is said in one line that is true: names, years, clusters, disks, damage."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from crossfoot.db.load import load_extractions
from crossfoot.db.versions import list_versions
from crossfoot.errors import UsageError
from crossfoot.flows.cli.main import main
from crossfoot.flows.runs.options import make_settings
from tests.db.dataset_builders import make_extraction, make_table
from tests.db.places import fill, mounted
from tests.flows.conftest import REPORT
from tests.flows.test_commands import ROWS, TWO_WORDS, questionable
from tests.flows.test_read_only_places import browse, run

ROOT = Path(__file__).resolve().parents[2]
CLI = (sys.executable, "-m", "crossfoot.flows.cli.main")


def call(*arguments: str | Path, **more: object) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [*CLI, *map(str, arguments)],
        text=True,
        cwd=ROOT,
        check=False,
        timeout=60,
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.PIPE, **more},
    )


def the_line(text: str) -> str:
    """Return the one line that was printed, which is no traceback."""
    (line,) = text.splitlines()
    assert "Traceback" not in line
    assert "an error of crossfoot itself" not in line
    return line


# ------------------------------------------------------------------------------ options


@pytest.mark.parametrize("command", [["extract"], ["ingest", "--direct"], ["ingest"]])
def test_an_unknown_series_is_named_with_the_known_ones(command: list[str], tmp_path: Path) -> None:
    """A slip in --series would read the report without its measures, and say nothing."""
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(TWO_WORDS)

    code, _, err = run(*command, pdf, "--series", "metropolys")

    assert code == 2
    assert "no series 'metropolys': choose one of metropolis" in the_line(err)


def test_a_series_of_a_catalog_of_ones_own_is_known(tmp_path: Path) -> None:
    """--catalog counts; an empty one knows no series."""
    with pytest.raises(UsageError, match="it knows none"):
        make_settings(series="lyon", catalog=tmp_path)
    (tmp_path / "lyon.yaml").write_text("series: lyon\ntitle: Lyon\n", encoding="utf-8")
    assert make_settings(series="lyon", catalog=tmp_path).series == "lyon"


@pytest.mark.parametrize("year", ["20", "0", "-5", "99999", "²", "two"])
def test_a_year_is_one_that_reports_are_about(
    year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """--year 20 is no 2020."""
    with pytest.raises(SystemExit) as stop:
        main(["extract", "a.pdf", f"--year={year}"])

    assert stop.value.code == 2
    assert "1800 to 2099" in the_line(capsys.readouterr().err)


def test_a_deployment_is_told_the_same() -> None:
    """Years of a flow's parameters are checked too."""
    with pytest.raises(UsageError, match="1800 to 2099"):
        make_settings(year=20)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("127.0.0.1:1", "nothing listens at that port"),
        ("crossfoot.invalid:8786", "there is no host of that name"),
        ("nonsense", "that is no HOST:PORT"),
        ("tcp://127.0.0.1:123456", "that is no HOST:PORT"),
    ],
)
@pytest.mark.parametrize("command", ["ingest", "watch"])
def test_a_dask_cluster_out_of_reach_is_said_in_seconds(
    command: str, address: str, why: str, tmp_path: Path
) -> None:
    """Nothing is started, and nothing waited for, when no scheduler answers."""
    (tmp_path / "a.pdf").write_bytes(TWO_WORDS)
    begin = time.monotonic()

    done = call(command, tmp_path, "--db", tmp_path / "a.db", "--runner", f"dask:{address}")

    assert done.returncode == 2
    assert f"no Dask scheduler answers at {address} ({why})" in the_line(done.stderr)
    assert "--runner dask" in done.stderr
    assert time.monotonic() - begin < 30


# ----------------------------------------------------------------------------- full disk


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    """A dataset of two versions."""
    path = tmp_path / "crossfoot.db"
    load_extractions(path, [questionable()], message="first")
    corrected = make_table([*ROWS[:3], ["Total", "42"]], page=2)
    load_extractions(path, [make_extraction(corrected, sha="b", file="lyon-v2.pdf")])
    return path


def test_a_load_onto_a_full_disk_changes_nothing(
    dataset: Path, tmp_path: Path, samples: Path
) -> None:
    """One line, and the dataset holds what it held."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, size_kb=dataset.stat().st_size // 1024 + 300):
        target = Path(shutil.copy(dataset, disk))
        filler = fill(disk)
        code, _, err = run("ingest", "--direct", samples / REPORT, "--db", target)
        told = the_line(err)
        filler.unlink()
        numbers = [version.number for version in list_versions(target)]

    assert code == 2
    assert "free some space" in told
    assert numbers == [1, 2]


def test_a_full_cache_is_said(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be kept cannot be loaded: the line names the folder and how to choose another."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, size_kb=200):
        fill(disk)
        monkeypatch.setenv("CROSSFOOT_CACHE", str(disk / "cache"))
        code, _, err = run("ingest", "--direct", samples / REPORT, "--db", tmp_path / "a.db")

    assert code == 3
    assert "CROSSFOOT_CACHE" in the_line(err)
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize("command", ["extract", "export"])
def test_files_of_an_earlier_call_survive_a_full_disk(
    command: str, dataset: Path, tmp_path: Path, samples: Path
) -> None:
    """Each file is written whole or stays what it was; nothing half done lies about."""
    disk = tmp_path / "disk"
    disk.mkdir()
    arguments: list[str | Path] = (
        ["extract", samples / REPORT, "--format", "csv", "--out", disk / "out"]
        if command == "extract"
        else ["export", "--db", dataset, "--out", disk / "out"]
    )
    with mounted(disk, size_kb=8000):
        assert run(*arguments)[0] == 0
        before = {path.name: path.read_bytes() for path in (disk / "out").iterdir()}
        fill(disk)
        code, _, err = run(*arguments)
        after = {path.name: path.read_bytes() for path in (disk / "out").iterdir()}

    assert code == 2
    assert "free some space" in the_line(err.splitlines()[-1])
    assert after == before


def test_a_full_disk_behind_standard_output_is_one_line(dataset: Path) -> None:
    """`crossfoot versions > file` on a full disk fails, and says why."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = call("versions", "--db", dataset, stdout=full)

    assert done.returncode == 2
    assert "No space left" in the_line(done.stderr)


# -------------------------------------------------------------------------------- damage

COMMANDS = {
    "versions": ["versions"],
    "check": ["check"],
    "review": ["review"],
    "diff": ["diff", "1", "2"],
    "export": ["export"],
}


@pytest.mark.parametrize("junk", [b"\xff", b"\x00", b"\x0d\x00\x00"], ids=["ones", "zero", "leaf"])
def test_a_damaged_page_is_said_or_not_needed(junk: bytes, dataset: Path, tmp_path: Path) -> None:
    """Whichever page is overwritten: the right answer, or one line that says what to do."""
    whole = dataset.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    expected = {name: run(*words, "--db", dataset, *out(name, tmp_path))
                for name, words in COMMANDS.items()}  # fmt: skip
    told = dict.fromkeys(COMMANDS, 0)
    for page in range(1, len(whole) // size, 7):
        spoilt = bytearray(whole)
        spoilt[page * size : (page + 1) * size] = (junk * size)[:size]
        dataset.write_bytes(spoilt)
        for name, words in COMMANDS.items():
            done = run(*words, "--db", dataset, *out(name, tmp_path))
            if done == expected[name]:
                continue
            assert done[0] == 3, done
            assert "the file is damaged" in the_line(done[2])
            assert "restore a copy" in done[2]
            told[name] += 1

    assert told["check"]
    assert told["export"]


def out(name: str, folder: Path) -> list[str | Path]:
    """Return where an export goes."""
    return ["--out", folder / "out"] if name == "export" else []


def spoil(dataset: Path, table: str) -> None:
    """Overwrite the root page of a table."""
    import sqlite3

    db = sqlite3.connect(dataset)
    (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    db.close()
    with dataset.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)


@pytest.mark.parametrize(
    ("table", "command"),
    [
        ("checks", "check"),
        ("versions", "versions"),
        ("observation_rows", "export"),
        ("cells", "diff"),
    ],
)
def test_a_damaged_table_is_said(table: str, command: str, dataset: Path, tmp_path: Path) -> None:
    """Each command names the damage of what it reads."""
    spoil(dataset, table)

    code, _, err = run(*COMMANDS[command], "--db", dataset, *out(command, tmp_path))

    assert code == 3
    assert "the file is damaged" in the_line(err)
    assert not (tmp_path / "out" / "crossfoot.db").exists()


def test_doctor_looks_at_every_page(dataset: Path) -> None:
    """Damage in a table that it does not read for itself is found too."""
    spoil(dataset, "cells")

    _, said, _ = run("doctor", "--db", dataset)

    assert "cells" not in said
    assert f"{dataset}: the file is damaged" in said


def test_browse_says_it_before_it_serves(dataset: Path) -> None:
    """A damaged dataset is not shown as if it were whole."""
    spoil(dataset, "observation_rows")

    said = browse(dataset, "/crossfoot/observations")

    assert said.startswith("3 ")
    assert "the file is damaged" in said
    assert "restore a copy" in the_line(said)


def test_a_row_that_was_tampered_with_is_said(dataset: Path) -> None:
    """A value that its column cannot hold costs one line, not a traceback."""
    import sqlite3

    db = sqlite3.connect(dataset)
    db.execute("UPDATE versions SET run_id = NULL")
    db.execute(
        "INSERT INTO runs (started_at, finished_at, duration_s, command, documents_count, "
        "failed_count, failures, rows_count, findings_count, mismatches_count, "
        "unmatched_places_count) VALUES ('', '', 0, '', 0, 0, '{no json', 0, 0, 0, 0)"
    )
    db.commit()
    db.close()

    code, _, err = run("check", "--db", dataset)

    assert code == 3
    assert "a row is unreadable" in the_line(err)


# ---------------------------------------------------------------------- lines to be pasted


@pytest.mark.parametrize("old", [False, True], ids=["as shipped", "with []"])
def test_the_printed_entry_goes_at_the_end_of_the_shipped_file(
    old: bool, dataset: Path, tmp_path: Path
) -> None:
    """Appending what `check --accept` prints, byte for byte, makes the same check pass."""
    run("rollback", "1", "--db", dataset)
    catalog = Path(shutil.copytree(ROOT / "catalog", tmp_path / "catalog"))
    accepted = catalog / "accepted.yaml"
    if old:
        text = accepted.read_text(encoding="utf-8").replace("\naccepted:\n", "\naccepted: []\n")
        accepted.write_text(text, encoding="utf-8")
        assert "accepted: []\n" in text
    common = ["check", "--db", str(dataset), "--catalog", str(catalog)]
    code, listed, _ = run(*common, "--format", "json")
    assert code == 1
    (finding,) = json.loads(listed)["findings"]
    words = ["--reason", 'Printed so: "it\'s #1"', "--author", "A", "--expires", "2099-01-01"]

    _, line, _ = run(*common, "--accept", finding["fingerprint"], *words)
    with accepted.open("a", encoding="utf-8") as file:
        file.write(line)

    code, text, err = run(*common)
    assert (code, err) == (0, "")
    assert "passed: 1 accepted mismatch(es)" in text


def test_printed_review_lines_go_into_the_shipped_files(dataset: Path, tmp_path: Path) -> None:
    """What `review` prints is pasted as it stands: at the end, or under the key it names."""
    run("rollback", "1", "--db", dataset)
    catalog = Path(shutil.copytree(ROOT / "catalog", tmp_path / "catalog"))
    (catalog / "lyon.yaml").write_text(
        "series: lyon\ntitle: Lyon\nmeasures:\nrecipes:\n", encoding="utf-8"
    )
    printed = run("review", "--db", dataset, "--catalog", catalog)[1].splitlines()
    pasted = 0
    for above, line in pairwise(printed):
        file, _, section = above.strip().rstrip(":").partition(", ")
        if not file.endswith(".yaml") or not line.startswith("  - {"):
            continue
        path = catalog / file
        text = path.read_text(encoding="utf-8")
        at_end = file in ("decisions.yaml", "accepted.yaml")
        path.write_text(
            f"{text}{line}\n" if at_end else text.replace(f"{section}:\n", f"{section}:\n{line}\n"),
            encoding="utf-8",
        )
        pasted += 1

    code, text, err = run("check", "--db", dataset, "--catalog", catalog)

    assert pasted >= 3
    assert (code, err) == (0, ""), text
