"""What Prefect costs: many small reports and one, through the flow and directly, in one run.

Every way of running is a process of its own (``crossfoot ingest …``) with an empty cache and a new
dataset, one after the other in each round, so that a busy machine is busy for all. Times are the
least of all rounds: what others do on the machine only adds. Processor time, of the Prefect server
too, tells the cost on a machine that is never idle. Besides, the datasets are compared row by row,
and the Prefect API is asked for a state per document.

    python -m benchmarks.bench_flow --documents 100 --rounds 1
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.made_forms import write_forms

PROGRAM = (sys.executable, "-m", "crossfoot.flows.cli.main", "ingest")
WAYS = {
    "direct": ("--direct",),
    "flow, kept server": (),
    "flow on Dask, kept server": ("--runner", "dask"),
    "flow, temporary server": (),
}
HELLO = (
    "from crossfoot.flows.runs.server import configure_prefect, prefect_api\n"
    "configure_prefect()\n"
    "from prefect import flow\n"
    "with prefect_api():\n"
    "    flow(lambda: None, name='hello')()\n"
)
RUN_TABLES = frozenset({"runs", "_sqlite_migrations"})
RUN_COLUMNS = frozenset({"loaded_at", "first_seen", "decided_at", "created_at"})
MANY_MOST = {"flow, kept server": 1.5, "flow on Dask, kept server": 2.0}
"""Times the direct run that many documents may take."""
ONE_MORE = {"flow, kept server": 2.0}
"""Seconds that one document may take beyond the direct run."""
HELLO_MORE = 6.0
"""Seconds that one document may take on a temporary server beyond a flow that does nothing."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How one way of running went.

    Attributes:
        seconds: Wall time of each round.
        processor: User and system time of each round, of the server too.
    """

    name: str
    seconds: tuple[float, ...]
    processor: tuple[float, ...] = ()

    @property
    def least(self) -> float:
        """The wall time of the round that was disturbed least."""
        return min(self.seconds)

    @property
    def work(self) -> float:
        """The least processor time."""
        return min(self.processor)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when results differ or a state is missing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, default=100, help="(default: 100)")
    parser.add_argument("--rounds", type=int, default=3, help="of each way (default: 3)")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="bench-flow-") as name:
        home = Path(name)
        with kept_server(home / "prefect") as url:
            many = measure(home / "many", args.documents, args.rounds, url)
            states = document_states(url)
            one = measure(home / "one", 1, args.rounds, url)
        hello = Timing("flow that does nothing", _hello_times(args.rounds, home))
        is_same = same_rows(home / "many") and same_rows(home / "one")
    print(as_markdown(many, one, hello, args.documents))
    wanted = 2 * args.rounds * args.documents  # two ways report to the kept server
    print(f"\nrows equal in all ways: {'yes' if is_same else 'NO'}")
    print(f"states of documents at the kept server: {dict(states)} (expected {wanted})")
    return int(not is_same or states["COMPLETED"] != wanted)


def measure(home: Path, documents: int, rounds: int, url: str) -> dict[str, Timing]:
    """Run every way in turn; the datasets stay in ``home``, one per way."""
    folder = home / "reports"
    write_forms(folder, documents)
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    worked: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, flags in WAYS.items():
            with tempfile.TemporaryDirectory(dir=home) as cache:
                environment = _environment(home, Path(cache), url if "kept" in name else "")
                database = _database(home, name)
                database.unlink(missing_ok=True)
                start, work = time.perf_counter(), _processor_seconds()
                _run([*PROGRAM, str(folder), "--db", str(database), *flags], environment)
                taken[name].append(time.perf_counter() - start)
                worked[name].append(_processor_seconds() - work)
    return {name: Timing(name, tuple(taken[name]), tuple(worked[name])) for name in WAYS}


def _processor_seconds() -> float:
    """Return the time of all child processes: those that have ended, and the kept server."""
    times = os.times()
    return times.children_user + times.children_system + sum(_living_seconds())


def _living_seconds() -> Iterator[float]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if int(told[1]) == os.getpid():
            yield (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def same_rows(home: Path) -> bool:
    """Whether all ways made the same dataset, but for what is about the run."""
    first, *others = (_rows(_database(home, name)) for name in WAYS)
    return all(other == first for other in others)


def document_states(url: str) -> Counter[str]:
    """Return how many task runs of documents the API has in each state."""
    found: Counter[str] = Counter()
    time.sleep(2)  # the server writes down what it was told a moment after the run has ended
    for offset in range(0, 100_000, 200):
        body = {"limit": 200, "offset": offset, "task_runs": {"name": {"like_": "read "}}}
        request = urllib.request.Request(  # noqa: S310 - our own server
            f"{url}/task_runs/filter",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            page = json.load(response)
        found.update(run["state_type"] for run in page)
        if not page:
            break
    return found


@contextmanager
def kept_server(home: Path) -> Iterator[str]:
    """A Prefect server that stays for the whole benchmark, in a process of its own."""
    home.mkdir()
    os.environ["PREFECT_HOME"] = str(home)
    os.environ.pop("PREFECT_API_URL", None)
    from crossfoot.flows.runs.server import configure_prefect, prefect_api

    configure_prefect()
    with prefect_api() as url:
        yield url


def as_markdown(
    many: Mapping[str, Timing], one: Mapping[str, Timing], hello: Timing, documents: int
) -> str:
    """Return the times as a table."""
    lines = [
        f"| way | {documents} documents, s | times direct | means to be | processor s "
        "| times direct | one document, s | more than direct, s | means to be |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name in WAYS:
        ratio, work = (
            getattr(many[name], kind) / getattr(many["direct"], kind) for kind in ("least", "work")
        )
        more = one[name].least - one["direct"].least
        most = f"≤ {MANY_MOST[name]}" if name in MANY_MOST else ""
        lines.append(
            f"| {name} | {many[name].least:.1f} | {ratio:.2f} | {most} | {many[name].work:.1f} "
            f"| {work:.2f} | {one[name].least:.1f} | {more:.1f} | {_goal(name)} |"
        )
    beyond = one["flow, temporary server"].least - hello.least
    lines.append("")
    lines.append(
        f"A flow that does nothing on a temporary server: {hello.least:.1f} s; one document: "
        f"{beyond:.1f} s more (means to be ≤ {HELLO_MORE:g})."
    )
    return "\n".join(lines)


def _goal(name: str) -> str:
    return f"≤ {ONE_MORE[name]}" if name in ONE_MORE else ""


def _say_hello(home: Path) -> None:
    _run([sys.executable, "-c", HELLO], _environment(home, home, ""))


def _hello_times(rounds: int, home: Path) -> tuple[float, ...]:
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        _say_hello(home)
        taken.append(time.perf_counter() - start)
    return tuple(taken)


def _environment(home: Path, cache: Path, url: str) -> dict[str, str]:
    """Return the environment of one way: the kept server's address, or a home of its own."""
    kept = {key: value for key, value in os.environ.items() if key != "PREFECT_API_URL"}
    told = {"PREFECT_API_URL": url} if url else {"PREFECT_HOME": str(home / "temporary")}
    return kept | told | {"CROSSFOOT_CACHE": str(cache)}


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")


def _database(home: Path, name: str) -> Path:
    return home / f"{name.replace(', ', '-').replace(' ', '-')}.db"


def _rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(database)
    try:
        listed = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            table: _table(db, table)
            for (table,) in listed
            if table not in RUN_TABLES and not table.startswith("sqlite_") and "_fts" not in table
        }
    finally:
        db.close()


def _table(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    kept = ", ".join(f'"{name}"' for name in columns if name not in RUN_COLUMNS)
    return sorted(db.execute(f'SELECT {kept} FROM "{table}"'), key=repr)  # noqa: S608


if __name__ == "__main__":
    sys.exit(main())
