"""How well key figures, charts and cross-checks are read: `python -m benchmarks.bench_figures`.

Reads the digital documents of `corpus/metropolis` through the whole pipeline (no cache), scores
their figures and flags with the scorer that comes with the corpus, and then measures what it does
not: cross-checks found, shares of charts against the printed ones, the infographic against the
full report of its language, the language editions against one another, and the share of key
figures in the processor time of a reading.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest import mock

from crossfoot import wire
from crossfoot.extractors import document
from crossfoot.extractors.charts.find import Chart
from crossfoot.extractors.choice import own
from crossfoot.flows.runs import steps
from crossfoot.model import Extraction, Figure
from crossfoot.reconcilers.documents.editions import compare_extractions
from crossfoot.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
TIMED = (
    (document, ("find_charts", "read_blocks", "assign_sections")),
    (own, ("find_figure_areas",)),
    (steps, ("read_figures", "check_figures")),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Print all measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="documents, all digital ones by default")
    args = parser.parse_args(argv)
    folder = CORPUS / "metropolis"
    if not folder.is_dir():
        print("no corpora: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 3
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    names = args.names or [
        entry["pdf"].removesuffix(".pdf") for entry in manifest["documents"] if entry["text_layer"]
    ]
    scorer = _load_scorer(CORPUS.parent / "bench" / "score_reports.py")
    read = {name: _read(folder / f"{name}.pdf") for name in names}
    _print_scores(scorer, folder, {name: extraction for name, (extraction, _, _) in read.items()})
    _print_charts({name: (extraction, charts) for name, (extraction, charts, _) in read.items()})
    _print_pairs({name: extraction for name, (extraction, _, _) in read.items()})
    for name, (extraction, _, share) in read.items():
        print(f"time of key figures, {name} ({extraction.report.pages} pages): {share:.0%}")
    return 0


def _load_scorer(path: Path) -> ModuleType:
    sys.path.insert(0, str(path.parent))  # it imports its neighbour
    spec = importlib.util.spec_from_file_location("score_reports", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(path: Path) -> tuple[Extraction, tuple[Chart, ...], float]:
    """Return the extraction, its charts, and the share of processor time key figures took."""
    spent: dict[str, float] = defaultdict(float)
    with _timed(spent):
        start = time.process_time()
        reading = steps.extract(path, Settings())
        extraction = steps.understand(reading, Settings())
        whole = time.process_time() - start
    return extraction, reading.charts, sum(spent.values()) / whole


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Time the functions that read key figures, wherever the pipeline calls them."""
    patches = []
    for module, name in ((module, name) for module, names in TIMED for name in names):
        function = getattr(module, name)

        def run(*args: Any, _function: Any = function, _name: str = name, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return _function(*args, **kwargs)
            finally:
                spent[_name] += time.process_time() - start

        patches.append(mock.patch.object(module, name, run))
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def _print_scores(scorer: ModuleType, folder: Path, read: dict[str, Extraction]) -> None:
    total: Counter[str] = Counter()
    crossed = Counter[str]()
    for name, extraction in read.items():
        truth = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
        form = wire.to_json(extraction)
        scorer.score_figures(truth["figures"], form["figures"], total)
        scorer.score_flags(truth, form["checks"], total)
        crossed.update(_crossed(truth.get("cross_checks", []), extraction))
        crossed.update(_crossed(truth.get("lists", []), extraction))
    for key, value in scorer.summary(total).items():
        if value is not None and key.startswith(("figures", "mismatches", "false")):
            print(f"{key}: {value}")
    print(f"lists and cross-checks of the truth judged: {crossed['found']} of {crossed['all']}")


def _crossed(claims: Sequence[dict[str, Any]], extraction: Extraction) -> Counter[str]:
    """Count the claims of the truth that some check judges with the same two numbers."""
    judged = [
        (float(check.printed), float(check.computed))
        for check in extraction.checks
        if check.axis == "document" and check.printed is not None and check.computed is not None
    ]
    found: Counter[str] = Counter()
    for claim in claims:
        numbers = (
            float(claim.get("stated", 100)),
            float(claim.get("computed", claim.get("sum", 0))),
        )
        found["all"] += 1
        for i, pair in enumerate(judged):
            if abs(pair[0] - numbers[0]) + abs(pair[1] - numbers[1]) < 1e-3:
                found["found"] += 1
                del judged[i]
                break
    return found


def _print_charts(read: dict[str, tuple[Extraction, tuple[Chart, ...]]]) -> None:
    """Print how far the measured shares are from the printed ones that were tied to them."""
    for name, (extraction, charts) in read.items():
        gaps = []
        for chart in charts:
            printed = _printed_shares(chart, extraction.figures)
            if printed:
                whole = sum(printed)
                gaps += [
                    abs(mark.extent - float(100 * share / whole))
                    for mark, share in zip(chart.marks, printed, strict=True)
                ]
        if charts:
            worst = f"{max(gaps):.2f} points" if gaps else "nothing printed beside them"
            print(f"charts, {name}: {len(charts)}, {len(gaps)} marks, largest gap {worst}")


def _printed_shares(chart: Chart, figures: Sequence[Figure]) -> list[Decimal]:
    """Return the printed values that have as many parts as a chart, nearest to it on its page."""
    groups: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.page == chart.page and figure.breakdown_of and figure.number:
            groups.setdefault(figure.breakdown_of, []).append(figure)
    fitting = [group for group in groups.values() if len(group) == len(chart.marks)]
    nearest = min(fitting, key=lambda group: _distance(chart, group[0]), default=[])
    return [f.number.value for f in nearest if f.number and f.number.value is not None]


def _distance(chart: Chart, figure: Figure) -> float:
    (x0, top, x1, bottom), (a0, above, a1, below) = chart.box, figure.box
    across = max(0.0, x0 - a1, a0 - x1)
    down = max(0.0, top - below, above - bottom)
    return across**2 + down**2


def _print_pairs(read: dict[str, Extraction]) -> None:
    """Print how the documents of a series agree: languages, and the infographic with the report."""
    reports = [name for name in read if name.startswith(("rapport", "report", "informe"))]
    pairs = [(a, b) for i, a in enumerate(reports) for b in reports[i + 1 :]]
    pairs += [(a, b) for a in reports for b in read if b.startswith("infographie")]
    for first, second in pairs:
        one, other = read[first], read[second]
        if "infographie" in second and one.report.language != other.report.language:
            continue
        checks = [c for c in compare_extractions(one, other) if c.total.row < 0]
        statuses = Counter(check.status for check in checks)
        print(f"{first} against {second}: {len(checks)} figures paired, {dict(statuses)}")


if __name__ == "__main__":
    raise SystemExit(main())
