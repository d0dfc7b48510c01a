"""How a dataset grows: time of a load, bytes, time of pages for eight readers while it is loaded.

``python -m benchmarks.bench_growth --observations 1000000 [--db FILE] [--readers 8]`` prints a line
at each step, then for each kind of page the processor time that it takes alone, and in the end the
95th percentile of the time that readers wait for it. Readers ask, read a second and ask on, as
people do; one process serves them. The load of the machine is told, for waiting is that of all its
programs. The dataset stays where ``--db`` names it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from datasette.utils import tilde_encode

from benchmarks.made_datasets import grow
from crossfoot.browse.addresses import mark
from crossfoot.browse.printed import KEY_DIGITS, place_sql
from crossfoot.browse.serve import make_app
from crossfoot.db.diff import diff_versions
from tests.browse.served import running_server

STEPS = 8
HELD = """JOIN now_extractions n ON n.extraction_id = x.extraction_id
JOIN editions d ON d.id = n.edition_id"""
NUMBERS = "(SELECT observation_id FROM now_values LIMIT 3000) v"
PLACES = {
    "report": f"SELECT substr(d.sha256, 1, {KEY_DIGITS}) FROM extractions e "  # noqa: S608 - ours
    "JOIN now_extractions n ON n.extraction_id = e.id JOIN editions d ON d.id = n.edition_id",
    "table": f"SELECT {place_sql('x')} FROM tables x {HELD} LIMIT 2000",  # noqa: S608 - ours
    "number": f"SELECT {place_sql('x')} FROM {NUMBERS} "  # noqa: S608 - ours
    f"JOIN observations x ON x.id = v.observation_id {HELD}",
}
CHECKS = f"""SELECT {place_sql("x")}, x.fingerprint FROM checks x {HELD}
WHERE x.status = 'mismatch' LIMIT 500"""  # noqa: S608 - ours


def main() -> None:
    """Grow, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=200_000)
    parser.add_argument("--db", type=Path)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--think", type=float, default=1.0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.db or Path(folder) / "grown.db"
        if not path.exists():
            _grow(path, args.observations)
        _measure_diff(path)
        asyncio.run(_measure_alone(path))
        _measure_pages(path, args.readers, args.seconds, args.think)


def _grow(path: Path, observations: int) -> None:
    print("observations  reports  versions    MB  bytes/observation  load s (median, worst)")
    recent: list[float] = []
    marks = [observations * n // STEPS for n in range(1, STEPS + 1)]
    for state in grow(path, observations):
        recent.append(state.seconds)
        if marks and state.observations >= marks[0]:
            marks.pop(0)
            size = state.bytes / state.observations
            print(
                f"{state.observations:12,} {state.reports:8} {state.versions:9} "
                f"{state.bytes / 1e6:6.0f} {size:13.0f} "
                f"{statistics.median(recent):15.2f} {max(recent):5.2f}",
                flush=True,
            )
            recent.clear()


def _measure_diff(path: Path) -> None:
    import sqlite3

    db = sqlite3.connect(path)
    newest = db.execute("SELECT max(number) FROM versions").fetchone()[0]
    db.close()
    for old in (1, newest - 1):
        started = time.perf_counter()
        diff_versions(path, old, newest)
        print(f"diff {old} {newest}: {time.perf_counter() - started:.2f} s")


def addresses(path: Path, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield kinds of pages with the address of one, without end."""
    import sqlite3

    db = sqlite3.connect(path)
    known = {name: [row[0] for row in db.execute(query)] for name, query in PLACES.items()}
    checks = [f"{place}/{mark(name)}" for place, name in db.execute(CHECKS)]
    cities = [row[0] for row in db.execute("SELECT DISTINCT geonameid FROM now_cities")]
    measures = [row[0] for row in db.execute("SELECT DISTINCT measure FROM now_measures")]
    words = [row[0] for row in db.execute("SELECT name FROM now_names LIMIT 500")]
    newest = db.execute("SELECT max(number) FROM versions").fetchone()[0]
    db.close()
    own = "/-/crossfoot"
    while True:
        yield "home", "/"
        yield "report", f"{own}/report/file/{chance.choice(known['report'])}"
        yield "table", f"{own}/table/{chance.choice(known['table'])}"
        yield "city", f"{own}/city/{chance.choice(cities)}"
        yield "measure", f"{own}/measure/{tilde_encode(chance.choice(measures))}"
        yield "number", f"{own}/number/{chance.choice(known['number'])}"
        yield "check", f"{own}/check/{chance.choice(checks)}"
        yield "compare", f"{own}/compare?to={chance.randrange(2, newest + 1)}"
        yield "mismatches", f"{own}/mismatches"
        yield "search", f"{own}/search?q={chance.choice(words).split()[0][:5]}"
        yield "cities", f"{own}/cities"
        yield "numbers (raw)", f"/{path.stem}/current_observations?_nofacet=1&_nocount=1"


async def _measure_alone(path: Path, times: int = 7) -> None:
    """Print the processor time of each kind of page, asked one after the other."""
    app, took = make_app(path), defaultdict(list)
    ways = addresses(path, random.Random(3))  # noqa: S311 - no secret
    for _ in range(12 * times):
        kind, address = next(ways)
        started = time.process_time()
        answer = await app.client.get(address)
        took[kind].append(time.process_time() - started)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}")
    print("page             processor ms, median and worst, asked alone")
    for kind, found in took.items():
        print(f"{kind:15} {1000 * statistics.median(found):8.0f} {1000 * max(found):8.0f}")


def _measure_pages(path: Path, readers: int, seconds: float, think: float) -> None:
    took: dict[str, list[float]] = defaultdict(list)
    with running_server(path) as url:
        end = time.monotonic() + seconds
        threads = [
            threading.Thread(target=_read, args=(url, path, n, end, think, took))
            for n in range(readers)
        ]
        for thread in threads:
            thread.start()
        loads = _load_on(path, end)
        for thread in threads:
            thread.join()
    print(f"load of the machine {os.getloadavg()[0]:.1f}, {readers} readers")
    print(f"{len(loads)} loads meanwhile (median {statistics.median(loads):.2f} s)")
    print("page             asked   median ms   p95 ms")
    for kind, times in took.items():
        ordered = sorted(times)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        print(f"{kind:15} {len(times):6} {1000 * statistics.median(times):11.0f} {1000 * p95:8.0f}")


def _read(
    url: str, path: Path, seed: int, end: float, think: float, took: dict[str, list[float]]
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    ways = addresses(path, chance)
    for _ in range(seed):
        next(ways)
    while time.monotonic() < end:
        kind, address = next(ways)
        started = time.perf_counter()
        with urllib.request.urlopen(url + address, timeout=60) as answer:  # noqa: S310 - our own server
            answer.read()
        took[kind].append(time.perf_counter() - started)
        time.sleep(think * chance.uniform(0.5, 1.5))


def _load_on(path: Path, end: float) -> list[float]:
    """Load while others read: one file every two seconds."""
    from benchmarks.made_datasets import copy_one

    chance, seconds = random.Random(7), []  # noqa: S311 - no secret
    number = int(time.time())
    while time.monotonic() < end:
        seconds.append(copy_one(path, number, chance))
        number += 1
        time.sleep(2)
    return seconds


if __name__ == "__main__":
    main()
