"""How much processor time `crossfoot --help` takes, as a multiple of an empty Python.

    python -m benchmarks.bench_start --runs 30

Both programs are started in turn by the same interpreter, so that a busy machine is busy for both;
the numbers are medians of user plus system time, and their ratio.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from statistics import median

EMPTY = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-m", "crossfoot.flows.cli.main", "--help")
MOST = 4.0
"""What we allow ourselves, times an empty Python."""


def processor_seconds(command: tuple[str, ...]) -> float:
    """Run a program to its end; the user and system time that it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print both medians and the ratio; 1 when it is more than allowed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=30, help="of each program (default: 30)")
    runs = parser.parse_args().runs
    pairs = [(processor_seconds(EMPTY), processor_seconds(HELP)) for _ in range(runs)]
    empty, shown = (median(times) for times in zip(*pairs, strict=True))
    print(f"python -c pass    {empty * 1000:6.1f} ms")
    print(f"crossfoot --help  {shown * 1000:6.1f} ms")
    print(f"ratio             {shown / empty:6.2f}  (at most {MOST:g})")
    return int(shown > MOST * empty)


if __name__ == "__main__":
    sys.exit(main())
