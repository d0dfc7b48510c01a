"""Many reports: a run of 300 with broken ones among them, mutated files, one worker against two.

``run``: every tenth of the made reports (or of reports cut out of larger ones, ``--of``) is broken
in one of six ways; the flow on a temporary server of its own is to load all others. Memory is that
of the whole tree of processes, server and all, each page of it counted once (PSS); *flat* compares
the middle third of the run with the last. camelot reads the same files in two loops, as scripts
would, a broken file costing an exception: in its default flavor, and in that and then by the
spaces between words (``stream``) where it gave nothing.

``mutated``: copies of small files with bytes flipped, cut, doubled or swapped, in kept workers:
without OCR, or with it (``--ocr``) of scans. Every file must end as read or as one line; an
exception that nobody foresaw is counted, and so are files that took their limit of time and files
without an outcome.

``workers``: documents read a second by one kept worker and by two; the median of all turns.

    python -m benchmarks.bench_many run --documents 300
    python -m benchmarks.bench_many run --documents 300 --pages 1 --no-ocr --of reports/*.pdf
    python -m benchmarks.bench_many mutated --seed 1 --count 500 samples/*.pdf
    python -m benchmarks.bench_many mutated --ocr --seed 1 --count 100 scans/*.pdf
    python -m benchmarks.bench_many workers --documents 150
"""

from __future__ import annotations

import argparse
import contextlib
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pypdfium2

from benchmarks.made_forms import form, write_forms
from crossfoot.flows.runs.cache import Cache
from crossfoot.flows.runs.direct import read_all
from crossfoot.flows.runs.inputs import find_editions
from crossfoot.flows.runs.options import make_settings
from crossfoot.flows.told.summary import Failure

EVERY = 10  # one report of so many is broken
LOOK_SECONDS = 0.2
MOST_SECONDS = 30.0  # that a mutated file may take: none of three pages needs a tenth of it
MOST_SECONDS_OCR = 600.0  # as for any document: Tesseract may take minutes for a page of noise
MOST_PAGES = 3
MOST_BYTES = 400_000
MEMORY_MOST = 1.2  # GB
FASTER_LEAST = 8.0
WORKERS_LEAST = 1.7
UNFORESEEN = ("reading failed (", "an error of crossfoot itself")
PROGRAM = (sys.executable, "-m", "crossfoot.flows.cli.main", "ingest")


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and print; 1 when something does not come up to what it means to be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    kinds = parser.add_subparsers(required=True)
    run = kinds.add_parser("run")
    run.add_argument("--documents", type=int, default=300)
    run.add_argument("--peer", type=int, default=300, help="documents that camelot reads")
    run.add_argument("--of", nargs="+", type=Path, default=[], help="PDFs that reports are cut of")
    run.add_argument("--pages", type=int, default=MOST_PAGES, help="of a report that is cut")
    run.add_argument("--no-ocr", action="store_true", help="leave pages without text unread")
    run.set_defaults(measure=measure_run)
    mutated = kinds.add_parser("mutated")
    mutated.add_argument("files", nargs="+", type=Path)
    mutated.add_argument("--seed", type=int, required=True)
    mutated.add_argument("--count", type=int, default=500)
    mutated.add_argument("--ocr", action="store_true", help="of the files named alone")
    mutated.set_defaults(measure=lambda a: measure_mutated(a.files, a.seed, a.count, ocr=a.ocr))
    workers = kinds.add_parser("workers")
    workers.add_argument("--documents", type=int, default=150)
    workers.add_argument("--rounds", type=int, default=3)
    workers.set_defaults(measure=lambda args: measure_workers(args.documents, args.rounds))
    args = parser.parse_args(argv)
    return int(args.measure(args))


# ------------------------------------------------------------------------- one large run


def break_some(folder: Path) -> int:
    """Break every tenth file of a folder; return how many."""
    paths = sorted(folder.glob("*.pdf"))[::EVERY]
    for number, path in enumerate(paths):
        whole = path.read_bytes()
        ways = (
            b"",
            whole[: len(whole) // 3],
            b"<!doctype html><title>404</title>",
            b"PK\x03\x04" + whole[4:],
            whole.replace(b"/Pages", b"/Pagez"),
            b"%PDF-1.4 cut off",
        )
        path.write_bytes(ways[number % len(ways)])
    return len(paths)


class Watched:
    """The memory of a process and of all that it started, looked at while it runs."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes: list[float] = []
        self._thread.start()

    def _look(self) -> None:
        while self._process.poll() is None:
            self.megabytes.append(sum(map(proportional_mb, tree_of(self._process.pid))))
            time.sleep(LOOK_SECONDS)


def tree_of(root: int) -> list[int]:
    """Return a process and all that it started, directly or not."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, IndexError):  # it has ended meanwhile
            told = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(told[1]), []).append(int(path.parent.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def proportional_mb(pid: int) -> float:
    """Return the memory of a process, what it shares with others counted in part."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def cut_reports(folder: Path, count: int, files: Sequence[Path], pages: int) -> None:
    """Write so many reports of so many pages, cut at even steps out of larger files."""
    folder.mkdir()
    pieces = [
        (path, first) for path in files for first in range(0, pages_of(path) - pages + 1, pages)
    ]
    step = len(pieces) / count
    if step < 1:
        raise SystemExit(f"these files give {len(pieces)} reports of {pages} pages")
    for number in range(count):
        path, first = pieces[int(number * step)]
        whole, piece = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
        piece.import_pages(whole, list(range(first, first + pages)))
        piece.save(folder / f"{number:03}-{path.stem}-{first + 1}.pdf")
        piece.close()
        whole.close()


def pages_of(path: Path) -> int:
    """Return how many pages a file has, 0 of one that cannot be opened."""
    try:
        whole = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return 0
    pages = len(whole)
    whole.close()
    return pages


def measure_run(args: argparse.Namespace) -> int:
    """Run the flow over reports with broken ones among them; 1 when it misses something."""
    with tempfile.TemporaryDirectory(prefix="bench-many-") as name:
        home = Path(name)
        if args.of:
            cut_reports(home / "reports", args.documents, args.of, args.pages)
        else:
            write_forms(home / "reports", args.documents)
        broken = break_some(home / "reports")
        paths = sorted((home / "reports").glob("*.pdf"))
        work = processor_seconds()
        told, seconds, megabytes = ingest(home, ("--no-ocr",) if args.no_ocr else ())
        work = processor_seconds() - work
        is_right = _tell_run(told, megabytes, args.documents, broken)
        print(
            f"flow on a temporary server: {seconds:.1f} s, {work:.1f} s of processors", flush=True
        )
        faster = [
            _tell_peer(flavors, paths, args.peer, seconds, work)
            for flavors in (("lattice",), ("lattice", "stream"))
        ]
    return int(not is_right or min(faster) < FASTER_LEAST)


def _tell_peer(
    flavors: Sequence[str], paths: Sequence[Path], most: int, seconds: float, work: float
) -> float:
    """Print how long camelot takes for files; how many times as long as the flow took."""
    read = paths[:: max(1, len(paths) // most)][:most]
    its_seconds, its_work = (one * len(paths) / len(read) for one in loop_seconds(read, flavors))
    faster = its_seconds / seconds
    print(
        f"camelot {', then '.join(flavors)} in a loop over {len(read)} of them, for all "
        f"{its_seconds:.0f} s: {faster:.1f} times as long, {its_work / work:.1f} times the time of "
        "processors",
        flush=True,
    )
    return faster


def _tell_run(
    told: dict[str, list[object]], megabytes: Sequence[float], documents: int, broken: int
) -> bool:
    """Print what was loaded and the memory of the tree; whether both are as they mean to be."""
    # of broken files with the same bytes, empty ones say, one is tried and the others are copies
    loaded, unread = len(told["reports"]), len(told["failures"]) + len(told["copies"])
    third = len(megabytes) // 3
    middle, last = median(megabytes[third : 2 * third]), median(megabytes[2 * third :])
    peak = max(megabytes) / 1024
    told_of = f"{unread} of them told, as failures or their copies"
    print(f"{documents} reports, {broken} broken: {loaded} loaded, {told_of}")
    flat = f"peak {peak:.2f} GB, middle third {middle:.0f} MB, last {last:.0f} MB"
    print(f"memory of the tree: {flat}")
    return (loaded, unread) == (documents - broken, broken) and peak <= MEMORY_MOST


def processor_seconds() -> float:
    """Return the time of all child processes that have ended."""
    times = os.times()
    return times.children_user + times.children_system


def ingest(home: Path, flags: Sequence[str]) -> tuple[dict[str, list[object]], float, list[float]]:
    """Run the flow; what it printed, how long it took, and the memory while it ran, in MB."""
    environment = {key: text for key, text in os.environ.items() if key != "PREFECT_API_URL"}
    environment |= {"PREFECT_HOME": str(home / "prefect"), "CROSSFOOT_CACHE": str(home / "cache")}
    command = [*PROGRAM, str(home / "reports"), "--db", str(home / "many.db"), "--json", *flags]
    start = time.perf_counter()
    with (home / "out").open("wb") as out, (home / "err").open("wb") as err:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=err)
        watched = Watched(process)
        process.wait()
    seconds = time.perf_counter() - start
    if b"Traceback" in (home / "err").read_bytes():
        raise SystemExit("a traceback was printed")
    return json.loads((home / "out").read_text("utf-8")), seconds, watched.megabytes


def loop_seconds(paths: Sequence[Path], flavors: Sequence[str]) -> tuple[float, float]:
    """Return how long camelot takes for files in a loop, and processor time; imports left out.

    Args:
        flavors: The next is tried where one found no table.
    """
    from camelot.io import read_pdf

    def tables(path: Path) -> int:
        with contextlib.suppress(Exception), warnings.catch_warnings():  # a broken file
            warnings.simplefilter("ignore")
            for flavor in flavors:
                if found := read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True):
                    return len(found)
        return 0

    logging.disable()  # camelot tells of each broken font
    tables(paths[-1])
    start, work = time.perf_counter(), time.process_time()
    for path in paths:
        tables(path)
    logging.disable(logging.NOTSET)
    return time.perf_counter() - start, time.process_time() - work


# ------------------------------------------------------------------------ mutated files


def mutate(content: bytes, chance: random.Random) -> bytes:
    """Return a file with one to eight changes: bytes flipped, a piece cut, doubled or swapped."""
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(max(1, len(changed)))
        size = min(chance.choice((1, 2, 8, 64, 512)), max(1, len(changed) - at))
        piece = bytes(changed[at : at + size])
        other = chance.randrange(max(1, len(changed)))
        way = chance.choice(("flip", "flip", "cut", "double", "swap", "digits", "end"))
        if way == "flip" and changed:
            changed[at] ^= 1 << chance.randrange(8)
        elif way == "cut":
            del changed[at : at + size]
        elif way == "double":
            changed[at:at] = piece * chance.choice((1, 2, 50))
        elif way == "swap":
            changed[other : other + size] = piece
        elif way == "digits":
            digits = [n for n in range(at, min(at + 400, len(changed))) if 48 <= changed[n] <= 57]
            for n in digits[: chance.randint(1, 6)]:
                changed[n] = chance.randint(48, 57)
        elif chance.random() < 0.1:
            del changed[at:]
    return bytes(changed)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """How mutated files ended."""

    read: int
    unread: int
    unforeseen: tuple[str, ...]
    slow: tuple[str, ...]
    lost: int


def measure_mutated(files: Sequence[Path], seed: int, count: int, *, ocr: bool) -> int:
    """Read mutated copies; 1 when one of them ends otherwise than as read or as a line."""
    sources = [] if ocr else [form(number) for number in range(1, 6)]
    sources += small_files(files)
    chance = random.Random(seed)  # noqa: S311 - made data
    with tempfile.TemporaryDirectory(prefix="bench-mutated-") as name:
        folder = Path(name) / "files"
        folder.mkdir()
        for number in range(count):
            content = mutate(chance.choice(sources), chance)
            (folder / f"{number:05}.pdf").write_bytes(content)
        start = time.perf_counter()
        found = outcomes_of(folder, Path(name) / "cache", count, ocr=ocr)
        seconds = time.perf_counter() - start
    print(
        f"seed {seed}, {count} files of {len(sources)} in {seconds:.0f} s: {found.read} read, "
        f"{found.unread} unread, {len(found.unforeseen)} unforeseen, {len(found.slow)} took their "
        f"limit, {found.lost} lost"
    )
    for line in (*found.unforeseen, *found.slow):
        print(f"  {line}")
    return int(bool(found.unforeseen or found.slow or found.lost))


def small_files(files: Sequence[Path]) -> Iterator[bytes]:
    """Yield the content of files of at most three pages."""
    for path in files:
        if 0 < pages_of(path) <= MOST_PAGES and path.stat().st_size <= MOST_BYTES:
            yield path.read_bytes()


def outcomes_of(folder: Path, cache: Path, count: int, *, ocr: bool) -> Outcomes:
    """Read all files of a folder in two kept workers, and count how they ended."""
    settings = make_settings(ocr=ocr, seconds=MOST_SECONDS_OCR if ocr else MOST_SECONDS)
    editions, unopened = find_editions([folder])
    copies = sum(len(edition.copies) for edition in editions)
    outcomes = [*unopened, *read_all(editions, settings, Cache(cache), 2)]
    lines = [one.message for one in outcomes if isinstance(one, Failure)]
    return Outcomes(
        read=len(outcomes) - len(lines),
        unread=len(lines),
        unforeseen=tuple(one for one in lines if any(mark in one for mark in UNFORESEEN)),
        slow=tuple(one for one in lines if "reading took more than" in one),
        lost=count - copies - len(outcomes),
    )


# ------------------------------------------------------------------- one worker or two


def measure_workers(documents: int, rounds: int) -> int:
    """Compare one worker with two, in turns; 1 when two are too little faster."""
    settings = make_settings(ocr=False)
    taken: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory(prefix="bench-workers-") as name:
        write_forms(Path(name) / "reports", documents)
        editions, _ = find_editions([Path(name) / "reports"])
        list(read_all(editions[:4], settings, Cache(Path(name) / "warm"), 2))  # both are started
        for turn in range(rounds):
            for workers in (1, 2):
                cache = Cache(Path(name) / f"cache-{turn}-{workers}")
                start = time.perf_counter()
                list(read_all(editions, settings, cache, workers))
                taken[workers].append(time.perf_counter() - start)
    # each turn by itself: what others do on the machine changes from one to the next
    ratio = median(one / two for one, two in zip(taken[1], taken[2], strict=True))
    told = {n: ", ".join(f"{one:.1f}" for one in times) for n, times in taken.items()}
    print(f"one worker: {told[1]} s; two: {told[2]} s; two are {ratio:.2f} times as fast")
    return int(ratio < WORKERS_LEAST)


if __name__ == "__main__":
    sys.exit(main())
