"""Finding new PDFs in a folder, and ingesting each once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from crossfoot.flows.runs.watch import Stamp, find_ready, look, watch_folder

A, B = Path("a.pdf"), Path("b.pdf")
PATIENCE = 120  # seconds that a busy machine may take for a report; an idle one takes two


def test_a_growing_file_is_left_alone() -> None:
    """A file that changed since the look before is still being copied."""
    assert find_ready({A: Stamp(20, 2)}, {A: Stamp(10, 1)}, {}) == ()
    assert find_ready({A: Stamp(20, 2)}, {}, {}) == ()


def test_a_file_that_stands_still_is_ready_once() -> None:
    """A file is offered when it stands still, and again only when it has changed."""
    stamp = {A: Stamp(10, 1), B: Stamp(5, 1)}
    assert find_ready(stamp, stamp, {}) == (A, B)
    assert find_ready(stamp, stamp, {A: Stamp(10, 1)}) == (B,)
    assert find_ready(stamp, stamp, {A: Stamp(9, 1), B: Stamp(5, 1)}) == (A,)


def test_an_empty_file_is_not_ready() -> None:
    """Programs that create a file first and fill it later are waited for."""
    stamp = {A: Stamp(0, 1)}
    assert find_ready(stamp, stamp, {}) == ()


def test_only_visible_pdfs_are_seen(tmp_path: Path) -> None:
    """Hidden, unfinished and other files are no PDFs that landed; case does not matter."""
    for name in ("a.pdf", "b.PDF", ".c.pdf", "d.pdf.part", "e.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "f.pdf").mkdir()

    assert [path.name for path in look(tmp_path)] == ["a.pdf", "b.PDF"]


def test_a_watch_offers_what_arrives_while_it_works(tmp_path: Path) -> None:
    """Files that are ready together come together; one that lands meanwhile comes next."""
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    batches: list[tuple[str, ...]] = []

    def ingest(paths: tuple[Path, ...]) -> None:
        batches.append(tuple(path.name for path in paths))
        if len(batches) == 1:
            (tmp_path / "c.pdf").write_bytes(b"%PDF")

    watch_folder(tmp_path, ingest, interval=0.001, once=True)

    assert batches[0] == ("a.pdf", "b.pdf")
    assert batches in ([("a.pdf", "b.pdf")], [("a.pdf", "b.pdf"), ("c.pdf",)])


def ingested(database: Path) -> list[tuple[int, str]]:
    """Return (version, file) of each version of a dataset, none when it is not there yet."""
    if not database.exists():
        return []
    db = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return db.execute(
            "SELECT v.number, d.file FROM versions v "
            "JOIN version_extractions x ON x.from_version = v.number "
            "JOIN extractions e ON e.id = x.extraction_id JOIN editions d ON d.id = e.edition_id"
        ).fetchall()
    except sqlite3.OperationalError:
        return []  # the schema is being made
    finally:
        db.close()


def test_a_slow_copy_is_ingested_once_and_whole(tmp_path: Path, samples: Path) -> None:
    """A PDF that arrives in two parts under a running watch becomes one version, read whole."""
    content = (samples / "infographie-fr-D-1.pdf").read_bytes()
    folder, database = tmp_path / "incoming", tmp_path / "watched.db"
    folder.mkdir()
    command = [sys.executable, "-m", "crossfoot.flows.cli.main", "watch", str(folder), "--direct"]
    command += ["--db", str(database), "--interval", "0.4"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as run:
        assert run.stderr is not None
        assert "watching" in run.stderr.readline()
        with (folder / "report.pdf").open("wb") as file:
            half = len(content) // 2
            file.write(content[:half])
            file.flush()
            for byte in content[half : half + 20]:  # it grows between any two looks
                time.sleep(0.1)
                file.write(bytes([byte]))
                file.flush()
            file.write(content[half + 20 :])
        deadline = time.monotonic() + PATIENCE
        while not ingested(database) and run.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
        time.sleep(2)  # several looks more, at a file that is done
        run.terminate()
        out, err = run.communicate(timeout=PATIENCE)

    assert (run.returncode, err) == (0, "")
    assert ingested(database) == [(1, "report.pdf")]
    assert out.count("1 report read") == 1
    assert "\x1b" not in out
