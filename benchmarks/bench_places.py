"""Which places of real reports are seen and taken for what: `python -m benchmarks.bench_places`.

`places_read.json` holds what a reader marked on 63 pages of 29 reports of ten countries: each name
of a city, town, commune or region once per page, with its country and the GeoNames ids that are
right (a city and the region of its name may both be). ``optional`` are names inside other names (a
road, a newspaper, a court) that one may take or leave; names without ids are in no open list. The
reports "to tune" were looked at while rules were written, those "to measure" were not; the "fresh"
ones, most of them of the United States, were marked before anything was read on them.

Precision counts a mention as wrong when it is no place of the page, or another one; "wrong
country" when it lies in another country than the place meant, or than the report where none is.
"""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crossfoot.errors import UsageError
from crossfoot.normalizers.places.keys import squash

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("CROSSFOOT_CORPUS", ROOT.parent / "shared" / "corpus"))
TRUTH = Path(__file__).with_name("places_read.json")
FIRST_PAGES = (1, 2)
"""Read with the marked pages: they say which country a report is of."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A matched mention.

    Attributes:
        name: As printed.
        country: Of the place it was matched to.
    """

    page: int
    name: str
    geonameid: int
    country: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of the mentions of some reports.

    Attributes:
        right: Mentions that are places of their page.
        wrong: Mentions that are none, or another place.
        abroad: Of these, in the wrong country.
        found: Marked places that were seen, of ``marked`` that an open list has.
        faults: What is wrong or missing, for people.
    """

    right: int = 0
    wrong: int = 0
    abroad: int = 0
    found: int = 0
    marked: int = 0
    faults: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Return the counts of both."""
        return Score(
            *(self.right + other.right, self.wrong + other.wrong, self.abroad + other.abroad),
            *(self.found + other.found, self.marked + other.marked),
            self.faults + other.faults,
        )

    def line(self) -> str:
        """Return precision, recall and the share in a wrong country."""
        seen = self.right + self.wrong
        return (
            f"precision {_share(self.right, seen)} ({self.right}/{seen}),"
            f" recall {_share(self.found, self.marked)} ({self.found}/{self.marked}),"
            f" wrong country {_share(self.abroad, seen)}"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def score_report(truth: Mapping[str, Any], seen: Iterable[Seen]) -> Score:
    """Return how right the mentions of one report are.

    Args:
        truth: One report of the file.
        seen: Its matched mentions; those of other pages are passed over.
    """
    by_page: dict[int, list[Seen]] = {page["page"]: [] for page in truth["pages"]}
    for one in dict.fromkeys(seen):
        if one.page in by_page:
            by_page[one.page].append(one)
    total = Score()
    for page in truth["pages"]:
        total += _score_page(truth["country"], page, _distinct(by_page[page["page"]]))
    return total


def _distinct(seen: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return each name and place of a page once."""
    return tuple({(squash(one.name), one.geonameid): one for one in seen}.values())


def _score_page(country: str, page: Mapping[str, Any], seen: Sequence[Seen]) -> Score:
    total = Score()
    found: set[int] = set()
    for one in seen:
        places = [(n, p) for n, p in enumerate(page["places"]) if _is_name_of(one.name, p["name"])]
        right = [n for n, place in places if one.geonameid in place["ids"]]
        may_be_any = any(place.get("optional") and not place["ids"] for _, place in places)
        if right:
            found.update(right)
            total += Score(right=1)
        elif not (may_be_any and one.country == country):
            meant = {place["country"] for _, place in places} or {country}
            is_abroad = one.country not in meant
            fault = f"p{page['page']} wrong {one.name!r}: {one.geonameid} in {one.country}"
            total += Score(wrong=1, abroad=int(is_abroad), faults=(fault,))
    for number, place in enumerate(page["places"]):
        if place["ids"] and not place.get("optional"):
            hit = number in found
            missing = () if hit else (f"p{page['page']} missing {place['name']!r}",)
            total += Score(found=int(hit), marked=1, faults=missing)
    return total


def _is_name_of(printed: str, marked: str) -> bool:
    """Say whether a mention is of a marked name: "City of Vallejo" is of "Vallejo"."""
    one, other = squash(printed), squash(marked)
    return one == other or (len(other) > 3 and other in one) or (len(one) > 3 and one in other)


def read_places(file: str, pages: Sequence[int]) -> Iterator[Seen]:
    """Yield the matched mentions of some pages of a report, read by the pipeline."""
    from crossfoot.flows.runs.steps import extract, interpret
    from crossfoot.normalizers.catalog import load_catalog
    from crossfoot.settings import Settings

    settings = replace(Settings(), pages=tuple(sorted({*pages, *FIRST_PAGES})))
    try:
        reading = extract(CORPUS / file, settings)
    except UsageError:  # it has one page
        reading = extract(CORPUS / file, replace(settings, pages=tuple(pages)))
    for mention in interpret(reading, settings, load_catalog(None)).cities:
        place = mention.match.place
        if place is not None and mention.match.status == "matched":
            yield Seen(mention.page, mention.match.name, place.geonameid, place.country)


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures of all parts, by report where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    uses = ("tune", "measure", "fresh")
    parser.add_argument("--show", choices=uses, help="print the faults of a part")
    args = parser.parse_args(argv)
    totals: dict[str, Score] = dict.fromkeys(uses, Score())
    pages: Counter[str] = Counter()
    for truth in json.loads(TRUTH.read_text(encoding="utf-8"))["reports"]:
        numbers = [page["page"] for page in truth["pages"]]
        score = score_report(truth, read_places(truth["file"], numbers))
        totals[truth["use"]] += score
        pages[truth["use"]] += len(numbers)
        print(f"  {truth['use']:8}{truth['country']} {truth['file']}: {score.line()}")
        if args.show == truth["use"]:
            print("".join(f"      {fault}\n" for fault in score.faults), end="")
    for use, score in totals.items():
        print(f"{use} ({pages[use]} pages): {score.line()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
