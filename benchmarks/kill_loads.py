"""Kill loads at random moments and look at what is left.

    python benchmarks/kill_loads.py --kills 50

A child process loads a new report into a dataset; it is killed with SIGKILL after a random part
of the time that a whole load takes. After each kill the dataset must be sound (integrity and
foreign keys), and hold exactly the versions that were there, each with all its rows, or one whole
version more. Then the next child is started on the same file.

Prints one JSON document; exits with 1 when anything was lost.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from crossfoot.db import connect
from crossfoot.db.load import load_extractions
from crossfoot.model import (
    Cell,
    Extraction,
    Observation,
    PrintedNumber,
    ReportInfo,
    Role,
    Table,
)

COLS = 10
BOX = (0.0, 0.0, 100.0, 10.0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a dataset holds: (version, observations it says, observations it has) and soundness."""

    versions: tuple[tuple[int, int, int], ...]
    is_sound: bool

    @property
    def is_whole(self) -> bool:
        """Whether each version has all the rows it says."""
        return self.is_sound and all(said == has for _, said, has in self.versions)


def make_report(year: int, rows: int) -> Extraction:
    """Return a report of one large table, another one for each year."""
    header = [Cell(0, col, f"{2000 + col}", 1, BOX, role=Role.COLUMN_HEADER) for col in range(COLS)]
    body = [
        Cell(
            *(row, col, str(row * col), 1, BOX),
            role=Role.BODY if col else Role.ROW_HEADER,
            number=PrintedNumber(str(row * col), Decimal(row * col), Decimal(1)),
        )
        for row in range(1, rows)
        for col in range(COLS)
    ]
    observations = tuple(
        Observation(
            *("t1", cell.row, cell.col, 1, BOX, f"row {cell.row}", str(2000 + cell.col)),
            *("value", "", "count", cell.number, False, False),
        )
        for cell in body
        if cell.number and cell.col
    )
    table = Table("t1", (1,), BOX, (BOX,), rows, COLS, 1, 1, (*header, *body))
    info = ReportInfo(f"{year}.pdf", f"{year:064x}", 1, 1, "en", series="kills", year=year)
    return Extraction(info, "kills", tables=(table,), observations=observations)


def look_at(path: Path) -> Contents:
    """Open a dataset as any program would, and count."""
    db = connect(path)
    try:
        sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        loose = db.execute("PRAGMA foreign_key_check").fetchall()
        versions = db.execute(
            "WITH counted AS (SELECT extraction_id, count(*) AS n FROM observations GROUP BY 1) "
            "SELECT v.number, v.observations_count, (SELECT sum(n) FROM counted "
            "JOIN version_extractions x USING (extraction_id) WHERE x.from_version <= v.number "
            "AND (x.to_version IS NULL OR x.to_version > v.number)) FROM versions v ORDER BY 1"
        ).fetchall()
        orphans = db.execute(
            "SELECT count(*) FROM extractions WHERE id NOT IN "
            "(SELECT extraction_id FROM version_extractions)"
        ).fetchone()[0]
        return Contents(tuple(versions), sound and not loose and not orphans)
    finally:
        db.close()


def start_load(path: Path, year: int, rows: int) -> subprocess.Popen[str]:
    """Start a child that loads a report, and return when it is about to."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--child", str(path), str(year), "--rows", str(rows)],
        stdout=subprocess.PIPE,
        text=True,
    )
    if child.stdout is None or child.stdout.readline() != "ready\n":
        raise RuntimeError("the loading process did not start")
    return child


def run(kills: int, rows: int, seed: int, folder: Path) -> dict[str, int | float]:
    """Kill ``kills`` loads and return what came of them."""
    path = folder / "crossfoot.db"
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    load_extractions(path, [make_report(1, rows)])
    started = time.perf_counter()
    start_load(path, 2, rows).wait()
    seconds = time.perf_counter() - started
    before = look_at(path)
    result = {"kills": 0, "left_as_it_was": 0, "loaded_before_the_kill": 0, "lost_or_torn": 0}
    for year in range(3, 3 + kills):
        child = start_load(path, year, rows)
        time.sleep(chance.uniform(0, 1.1 * seconds))
        child.send_signal(signal.SIGKILL)
        child.wait()
        after = look_at(path)
        kept = after.versions[: len(before.versions)] == before.versions
        more = len(after.versions) - len(before.versions)
        result["kills"] += 1
        result["left_as_it_was"] += more == 0
        result["loaded_before_the_kill"] += more == 1
        result["lost_or_torn"] += not (after.is_whole and kept and more in (0, 1))
        before = after
    load_extractions(path, [make_report(10**6, rows)])  # the file still takes a load
    return {
        **result,
        "seconds_of_a_whole_load": round(seconds, 2),
        "versions": len(before.versions),
    }


def main() -> int:
    """Run the benchmark, or, as a child, one load."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rows", type=int, default=1500, help="rows of each report's table")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--child", nargs=2, metavar=("DB", "YEAR"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        report = make_report(int(args.child[1]), args.rows)
        print("ready", flush=True)
        load_extractions(args.child[0], [report])
        return 0
    with tempfile.TemporaryDirectory() as folder:
        result = run(args.kills, args.rows, args.seed, Path(folder))
    print(json.dumps(result, indent=1))
    return int(result["lost_or_torn"] > 0)


if __name__ == "__main__":
    sys.exit(main())
