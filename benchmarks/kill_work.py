"""Kill migrations, publications, new readings and purges; look at what is left.

``python -m benchmarks.kill_work --kills 40 [--kinds migrate,publish,reread,purge]``: so many of
each kind. A child works on a fresh copy of a dataset and gets SIGKILL within a tenth more than the
time that the whole work takes. What is left must be as it was or done as a whole:

- *migrate*: the next opening ends it, and every view has the rows it had;
- *publish*: the dataset is as it was; ``vN`` is not there or whole, and the next publication
  succeeds or says that it is there;
- *reread*: the version that was there, or one whole version more;
- *purge*: the report whole, or, after ``compact``, none of its words in any byte of the file.

Loads are killed by ``kill_loads``. Prints one JSON document; exits with 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.kill_loads import look_at, make_report
from benchmarks.made_forms import write_forms
from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.db.purge import compact
from crossfoot.db.repair import withdraw_report
from crossfoot.errors import UsageError
from crossfoot.flows.cli.main import main as crossfoot
from tests.db.old_datasets import to_fifth

PRIVATE = "Zwetschgenwasser"
ROWS = 400


@dataclass(frozen=True, slots=True)
class Work:
    """Something that may be killed.

    Attributes:
        make: Makes the dataset to work on.
        do: Does the work.
        state: What is left: "before", "done", or what is wrong with it.
    """

    make: Callable[[Path], None]
    do: Callable[[Path], object]
    state: Callable[[Path, Any], str]


def views_of(path: Path) -> dict[str, list[str]]:
    """Return the rows of each view, in an order of their own."""
    db = sqlite3.connect(path)
    names = [
        name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
    ]  # fmt: skip
    found = {
        name: sorted(map(repr, db.execute(f'SELECT * FROM "{name}"')))  # noqa: S608 - our names
        for name in names
    }
    db.close()
    return found


def _make_reports(path: Path) -> None:
    first = make_report(1, ROWS)
    seen = tuple(replace(one, entity=f"{PRIVATE} {one.row}") for one in first.observations)
    load_extractions(path, [replace(first, observations=seen)])
    load_extractions(path, [make_report(2, ROWS)])


def _make_old(path: Path) -> None:
    _make_reports(path)
    to_fifth(path)


def _make_read(path: Path) -> None:
    forms = write_forms(path.parent / "forms", 2)
    _quietly(["ingest", "--direct", "--no-cache", "--db", str(path), *map(str, forms)])
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE extractions SET pipeline = 'of an older program'")
    db.close()


def _quietly(arguments: list[str]) -> int:
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return crossfoot(arguments)


def _migrate(path: Path) -> None:
    connect(path, create=True).close()


def _migrated(path: Path, before: Any) -> str:
    db = sqlite3.connect(path)
    is_done = db.execute("PRAGMA user_version").fetchone()[0] // 1000 > 5
    db.close()
    _migrate(path)
    after = views_of(path)  # with one more: observations were a table before
    if (
        any(after.get(name) != rows for name, rows in before.views.items())
        or not look_at(path).is_whole
    ):
        return "rows were lost"
    return "done" if is_done else "before"


def _publish(path: Path) -> int:
    out = path.parent / "out"
    return _quietly(["publish", str(out), "--db", str(path), "--no-pages"])


def _published(path: Path, before: Any) -> str:
    if look_at(path) != before.contents:
        return "the dataset changed"
    target = path.parent / "out" / "v2"
    is_there = target.exists()
    if is_there and not {"crossfoot.db", "metadata.json", "datapackage.json", "CHANGES.md"} <= {
        one.name for one in target.iterdir()
    }:
        return "a part is published"
    code = _publish(path)
    if code != (2 if is_there else 0) or not look_at_copy(target / "crossfoot.db"):
        return f"publishing again: {code}"
    listed = json.loads((target.parent / "published.json").read_text("utf-8"))["published"]
    return ("done" if is_there else "before") if [1 for one in listed] == [1] else "not listed"


def look_at_copy(path: Path) -> bool:
    """Whether a published file is sound."""
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()
    return bool(sound)


def _reread(path: Path) -> int:
    return _quietly(["reread", "--db", str(path), "--workers", "1"])


def _was_reread(path: Path, before: Any) -> str:
    after = look_at(path)
    kept = after.versions[: len(before.contents.versions)] == before.contents.versions
    more = len(after.versions) - len(before.contents.versions)
    if not (after.is_whole and kept and more in (0, 1)):
        return "torn"
    return "done" if more else "before"


def _purge(path: Path) -> None:
    withdraw_report(path, "1", reason="wrong upload", purge=True)


def _purged(path: Path, before: Any) -> str:
    db = connect(path)
    left = db.execute("SELECT count(*) FROM reports WHERE id = 1").fetchone()[0]
    sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    loose = db.execute("PRAGMA foreign_key_check").fetchall()
    db.close()
    if not sound or loose:
        return "torn"
    if left:
        return "before" if look_at(path) == before.contents else "a part is gone"
    compact(path)
    files = [one for one in path.parent.glob(f"{path.name}*") if one.is_file()]
    is_clean = not any(PRIVATE.encode() in one.read_bytes() for one in files)
    return "done" if is_clean else "its words are still there"


WORKS: Mapping[str, Work] = {
    "migrate": Work(_make_old, _migrate, _migrated),
    "publish": Work(_make_reports, _publish, _published),
    "reread": Work(_make_read, _reread, _was_reread),
    "purge": Work(_make_reports, _purge, _purged),
}


@dataclass(frozen=True, slots=True)
class Before:
    """What the dataset held."""

    contents: Any
    views: Any


def kill(kind: str, kills: int, chance: random.Random, folder: Path) -> dict[str, Any]:
    """Kill a work so many times and return what was left."""
    work = WORKS[kind]
    made = folder / "made.db"
    work.make(made)
    before = Before(None if kind == "migrate" else look_at(made), views_of(made))
    whole = _time(kind, _copy(made, folder / "whole"))
    counts = {"kills": 0, "as_before": 0, "done": 0, "lost": 0}
    wrong: list[str] = []
    for number in range(kills):
        path = _copy(made, folder / f"{number}")
        child = _start(kind, path)
        time.sleep(chance.uniform(0, 1.1 * whole))
        child.send_signal(signal.SIGKILL)
        child.wait()
        try:
            state = work.state(path, before)
        except (sqlite3.Error, UsageError, OSError, ValueError) as error:
            state = repr(error)
        counts["kills"] += 1
        counts["as_before"] += state == "before"
        counts["done"] += state == "done"
        if state not in ("before", "done"):
            counts["lost"] += 1
            wrong.append(state)
        shutil.rmtree(path.parent, ignore_errors=True)
    return {**counts, "seconds_of_the_whole": round(whole, 2), "wrong": wrong}


def _copy(made: Path, folder: Path) -> Path:
    folder.mkdir()
    shutil.copyfile(made, folder / "d.db")
    return folder / "d.db"


def _start(kind: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.kill_work", "--child", kind, str(path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise RuntimeError("the working process did not start")
    return child


def _time(kind: str, path: Path) -> float:
    child = _start(kind, path)
    started = time.perf_counter()
    child.wait()
    return time.perf_counter() - started


def main() -> int:
    """Kill, or, as a child, work."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=40, help="of each kind")
    parser.add_argument("--kinds", default=",".join(WORKS))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("KIND", "DB"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        print("ready", flush=True)
        WORKS[args.child[0]].do(Path(args.child[1]))
        return 0
    chance = random.Random(args.seed)  # noqa: S311 - moments, not secrets
    told = {}
    for kind in args.kinds.split(","):
        with tempfile.TemporaryDirectory() as folder:
            told[kind] = kill(kind, args.kills, chance, Path(folder))
    print(json.dumps(told, indent=1))
    return int(any(one["lost"] for one in told.values()))


if __name__ == "__main__":
    sys.exit(main())
