"""How well key figures are read: `python -m benchmarks.figures [--missed] [FAMILY…]`.

Reads the annotated pages of `corpus/pages` and `corpus/reports`, those of one document together,
and prints recall, precision, and how many of the right figures have their label and qualifier: for
the families on which the rules were tuned, for those that were held out, and for ten families that
were marked later, before anything was read on them, and looked at afterwards. With ``--missed`` it
prints each figure that is missing, wrong or ill labelled.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.figures.score import HALF, Json, is_same_number, label_share, rates, score_page
from crossfoot import wire
from crossfoot.flows.runs.pipeline import read_here
from crossfoot.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
SETS = ("tuned", "held_out", "fresh", "second", "third")


def main(argv: Sequence[str] | None = None) -> int:
    """Print the rates of the sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("families", nargs="*", help="all by default")
    parser.add_argument("--missed", action="store_true", help="name what is not right")
    args = parser.parse_args(argv)
    if not CORPUS.is_dir():
        print("no corpora: set CROSSFOOT_CORPUS to their folder", file=sys.stderr)
        return 3
    for name in SETS:
        pages = [
            one for one in load_truth(name) if not args.families or one["family"] in args.families
        ]
        for line in _report(name, pages, missed=args.missed):
            print(line)
    return 0


def load_truth(name: str) -> list[Json]:
    """Return the annotated pages of a set: file, family, page, figures."""
    path = Path(__file__).parent / f"{name}.json"
    pages: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return pages


def _report(name: str, pages: Sequence[Json], *, missed: bool) -> Iterator[str]:
    families: dict[str, Counter[str]] = defaultdict(Counter)
    for page, read in _read(pages):
        families[page["family"]] += score_page(page["figures"], read)
        if missed:
            yield from _faults(page, read)
    total = sum(families.values(), Counter[str]())
    for family, counts in [*families.items(), (f"all of {name}", total)]:
        shares = "  ".join(f"{key} {share:.2f}" for key, share in rates(counts).items())
        yield f"{family:22} {counts['figures']:4} figures  {shares}"


def _read(pages: Sequence[Json]) -> Iterator[tuple[Json, list[Json]]]:
    """Yield each page with what is read on it."""
    by_file: dict[str, list[Json]] = defaultdict(list)
    for page in pages:
        by_file[page["pdf"]].append(page)
    for file, wanted in by_file.items():
        numbers = tuple(sorted(page["page"] for page in wanted))
        extraction = read_here(CORPUS / file, replace(Settings(), pages=numbers))
        figures: list[Json] = json.loads(json.dumps(wire.to_json(extraction)["figures"]))
        for page in wanted:
            yield page, [figure for figure in figures if figure["page"] == page["page"]]


def _faults(page: Json, read: Sequence[Json]) -> Iterator[str]:
    """Yield what is not right on a page, a line each."""
    where = f"{Path(page['pdf']).stem} p{page['page']}"
    for wanted in page["figures"]:
        same = [one for one in read if one["value"] is not None and is_same_number(wanted, one)]
        if not same and not wanted.get("optional"):
            yield f"- {where}: {wanted['text']} [{wanted['unit']}] {wanted['label']}"
        elif same and max(label_share(wanted["label"], one["label"]) for one in same) < HALF:
            yield f"~ {where}: {wanted['text']} {wanted['label']!r} is {same[0]['label']!r}"
    for one in read:
        if one["kind"] == "key_figure" and not any(
            is_same_number(wanted, one) for wanted in page["figures"]
        ):
            yield f"+ {where}: {one['text']} [{one['value']} {one['unit']}] {one['label']}"


if __name__ == "__main__":
    raise SystemExit(main())
