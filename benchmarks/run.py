"""`make bench`: accuracy and speed on the open corpora, with the peers in the same run.

Reads every PDF that has a truth file with crossfoot and with each peer, scores all of them with
the scorers that come with the corpora, and writes the tables of ``benchmarks/README.md``. Times of
crossfoot are processor seconds; those of the peers are measured by :mod:`benchmarks.bench_speed`.

    python -m benchmarks.run [--corpus DIR] [--peers none] [--only icdar2013] [--out DIR]
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import bench_speed
from benchmarks.peers import PEERS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "benchmarks" / "README.md"
CORPORA = ("icdar2013", "metropolis", "reports")
MARK = "<!-- {}: {} -->"


@dataclass(frozen=True, slots=True)
class Timing:
    """Processor seconds over a corpus and how many pages they were spent on."""

    seconds: float
    pages: int


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark and write its tables."""
    args = _parse(argv)
    scorers = args.corpus.parent / "bench"
    if not args.corpus.is_dir() or not scorers.is_dir():
        print(f"no corpora at {args.corpus}: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 2
    engines: dict[str, bench_speed.Reader] = {"crossfoot": read_own}
    if args.peers != "none":
        engines |= {n: p for n, p in PEERS.items() if args.peers in ("all", n)}
    results: dict[str, Any] = {}
    for corpus in args.only or CORPORA:
        for engine, read in engines.items():
            folder = args.out / corpus / engine.replace(" ", "-")
            timing = extract_corpus(args.corpus / corpus, folder, read, engine)
            summary = score(scorers, corpus, args.corpus / corpus, folder)
            results.setdefault(corpus, {})[engine] = {
                **summary,
                "seconds": timing.seconds,
                "pages": timing.pages,
            }
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "results.json").write_text(json.dumps(results, indent=1), encoding="utf-8")
    sections = {corpus: as_markdown(corpus, scores) for corpus, scores in results.items()}
    if "icdar2013" in sections and args.peers != "none":
        sections["speed"] = compare_speed(args.corpus / "icdar2013", engines)
    for name, text in sections.items():
        print(f"\n{name}\n{text}")
        if not args.no_write:
            write_section(name, text)
    return 0


def _parse(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    default = os.environ.get("CROSSFOOT_CORPUS", str(ROOT.parent / "shared" / "corpus"))
    parser.add_argument("--corpus", type=Path, default=Path(default))
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "bench")
    parser.add_argument("--peers", default="all", choices=["all", "none", *PEERS])
    parser.add_argument("--only", action="append", choices=CORPORA)
    parser.add_argument("--no-write", action="store_true", help="leave benchmarks/README.md alone")
    return parser.parse_args(argv)


def read_own(path: Path, pages: Iterable[int] | None) -> Any:
    """Read a report as `crossfoot extract --format json` does, the worker process left out."""
    from crossfoot.flows.runs.pipeline import read_here
    from crossfoot.settings import Settings
    from crossfoot.wire import to_json

    return to_json(read_here(path, Settings(pages=tuple(pages) if pages else None)))


def extract_corpus(
    corpus: Path, folder: Path, read: Callable[[Path, Iterable[int] | None], Any], engine: str
) -> Timing:
    """Read every PDF of a corpus that has truth; write one JSON per PDF."""
    folder.mkdir(parents=True, exist_ok=True)
    seconds, n_pages = 0.0, 0
    for pdf, pages in sorted(truth_pages(corpus).items()):
        start = os.times()
        try:
            found = read(pdf, pages or None)
        except Exception as error:
            print(f"{engine}: {pdf.name}: {type(error).__name__}: {error}", file=sys.stderr)
            found = []
        seconds += _processor_seconds(start)
        n_pages += len(pages) or _count_pages(pdf)
        document = found if isinstance(found, dict) else {"tables": found}
        (folder / f"{pdf.stem}.json").write_text(
            json.dumps(document, ensure_ascii=False), encoding="utf-8"
        )
    return Timing(seconds, n_pages)


def truth_pages(corpus: Path) -> dict[Path, list[int]]:
    """Map each PDF with truth to the pages that have it; an empty list means all."""
    wanted: dict[Path, list[int]] = {}
    for truth in sorted(corpus.rglob("*.truth.json")):
        name = truth.name.removesuffix(".truth.json")
        match = re.fullmatch(r"(.+)\.p(\d+)", name)
        pdf = truth.with_name(f"{match[1] if match else name}.pdf")
        if pdf.exists():
            wanted.setdefault(pdf, []).extend([int(match[2])] if match else [])
    return wanted


def _processor_seconds(start: os.times_result) -> float:
    now = os.times()
    return sum(now[:4]) - sum(start[:4])


def _count_pages(pdf: Path) -> int:
    from crossfoot.extractors.pdf.reader import open_document

    with open_document(pdf) as document:
        return document.info.pages


def score(scorers: Path, corpus: str, truth: Path, folder: Path) -> dict[str, float]:
    """Run the corpus's scorer and return its summary."""
    script = "score_tables.py" if corpus == "icdar2013" else "score_reports.py"
    out = folder.parent / f"{folder.name}.score.json"
    command = [sys.executable, str(scorers / script), str(truth), str(folder), "--json", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    summary: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))["summary"]
    return summary


SHOWN = {
    "icdar2013": {
        "complete macro F1": "complete_macro_f1",
        "detection F1": "detection_f1",
        "rows exact": "rows_exact",
        "columns exact": "cols_exact",
        "shape recall": "shape_recall",
    },
    "metropolis": {
        "cells F1": "cells_f1",
        "in one table": "in_one_table",
        "values right": "values_right",
        "figures recall": "figures_recall",
        "figures precision": "figures_precision",
        "cities right": "cities_right",
        "cities wrong": "cities_wrong",
        "mismatches": "mismatches",
        "found": "mismatches_found",
        "false alarms": "false_alarms",
    },
    "reports": {
        "cells F1 pooled": "cells_f1",
        "cells F1 macro": "cells_f1_macro",
        "shape exact": "shape_exact",
    },
}


def as_markdown(corpus: str, scores: dict[str, dict[str, float]]) -> str:
    """Return the scores as a table."""
    columns = SHOWN[corpus]
    lines = ["| engine | " + " | ".join(columns) + " | ms a page |"]
    lines.append("|---" * (len(columns) + 2) + "|")
    for engine, s in scores.items():
        values = [_number(s.get(key)) for key in columns.values()]
        speed = f"{1000 * s['seconds'] / max(1, s['pages']):.0f}"
        lines.append(f"| {engine} | " + " | ".join(values) + f" | {speed} |")
    return "\n".join(lines)


def compare_speed(corpus: Path, engines: dict[str, bench_speed.Reader]) -> str:
    """Return the table of processor times over all files of a corpus."""
    files = sorted(corpus.glob("*.pdf"))
    others = {"crossfoot, everything" if n == "crossfoot" else n: r for n, r in engines.items()}
    return bench_speed.as_markdown(
        bench_speed.measure(files, others), bench_speed.count_pages(files)
    )


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def write_section(corpus: str, text: str) -> None:
    """Put a table between its marks in benchmarks/README.md."""
    begin, end = MARK.format("begin", corpus), MARK.format("end", corpus)
    today = datetime.datetime.now(tz=datetime.UTC).date()
    note = f"Measured {today} on {os.cpu_count()} cores, Python {platform.python_version()}."
    page = README.read_text(encoding="utf-8")
    before, rest = page.split(begin, 1)
    after = rest.split(end, 1)[1]
    README.write_text(f"{before}{begin}\n{text}\n\n{note}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
