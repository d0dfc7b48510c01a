"""What a run did, as a person reads it: the lines that `crossfoot ingest` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossfoot.flows.gate.unused import say_unused
from crossfoot.flows.words.fitted import fold
from crossfoot.flows.words.said import say, say_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crossfoot.db.receipt import Change
    from crossfoot.flows.told.left_out import Gap, WorstPage
    from crossfoot.flows.told.summary import Counts, Mismatch, ReportSummary, RunSummary

SHOWN_FILES = 3  # named in a line about many
SHOWN_GAPS = 10  # lines of what was left out; `crossfoot review --kind warning` has all
HEAD_WIDTH = 12


def to_text(summary: RunSummary) -> str:
    """Return the lines `crossfoot ingest` prints."""
    lines = [version_line(summary)]
    lines += [fold(f"  {line}", HEAD_WIDTH + 2) for line in _found_lines(summary)]
    if summary.version is not None:
        lines.append(say("browse_it", command=f"crossfoot browse --db {summary.database}"))
    counts = summary.counts
    if counts.cities_review or counts.checks_mismatched or _is_asked(summary):
        lines.append(say("look_at_it", command=f"crossfoot review --db {summary.database}"))
    if summary.retry:
        lines.append(say("try_again", command=summary.retry))
    return "\n".join(lines)


def _found_lines(summary: RunSummary) -> Iterator[str]:
    yield from _count_lines(summary)
    yield from series_lines(summary.reports)
    yield from map(change_line, summary.changes)
    yield from (_line("mismatch", mismatch_text(found)) for found in summary.mismatches)
    yield from (_line("left_out", line) for line in gap_lines(summary.gaps))
    yield from (_line("decision", say_unused(decision)) for decision in summary.unused)
    yield from (_line("copy", say("same_file", file=a, same=b)) for a, b in summary.copies)


def _count_lines(summary: RunSummary) -> Iterator[str]:
    """Yield how much was found, nothing where nothing was read."""
    if not summary.reports:
        return
    counts = summary.counts
    opened = say("checks_open", open=counts.checks_open) if counts.checks_open else ""
    checks = say("checks_counted", held=counts.checks_held, mismatched=counts.checks_mismatched)
    cities = say("cities_counted", matched=counts.cities_matched, review=counts.cities_review)
    yield _line("tables", str(counts.tables))
    yield _line("figures", str(counts.figures))
    yield _line("cities", cities)
    yield _line("checks", checks + opened)
    yield _line("coverage", coverage_text(counts))
    yield _line("placed", placed_text(counts.placed, counts.numbers, summary.worst))


def _line(head: str, text: str) -> str:
    return f"{say(f'head_{head}'):<{HEAD_WIDTH}}{text}"


def _is_asked(summary: RunSummary) -> bool:
    return any(change.kind == "unsure" for change in summary.changes)


def version_line(summary: RunSummary) -> str:
    """Say which version holds the reports, and whether this run made it."""
    if summary.version is None:
        return say("nothing_loaded")
    if summary.is_new:
        return say_count("version_read", len(summary.reports), version=summary.version)
    if any(change.kind in _KEPT for change in summary.changes):
        return say("version_stays", version=summary.version)
    return say_count("version_holds", len(summary.reports), version=summary.version)


_KEPT: Final = ("superseded", "incomplete", "withdrawn")
"""Kinds of changes by which a version holds something else than what was given."""


def coverage_text(counts: Counts) -> str:
    """Say how many of the printed numbers stand under a check that holds."""
    if not counts.numbers:
        return say("no_number")
    share = 100 * counts.covered // counts.numbers  # cut: 100 % are all
    return say("covered", covered=counts.covered, numbers=counts.numbers, share=share)


def placed_text(placed: int, numbers: int, worst_first: Sequence[WorstPage]) -> str:
    """Say how many of the printed numbers have a place, and where most have none."""
    if not numbers:
        return say("no_number")
    told = say("placed", placed=placed, numbers=numbers, share=100 * placed // numbers)
    pages = ", ".join(
        say(
            "worst_page",
            file=page.file,
            page=page.page,
            not_placed=page.not_placed,
            numbers=page.numbers,
        )
        for page in worst_first
    )
    return told + (say("least_placed", pages=pages) if pages else "")


def series_lines(reports: Sequence[ReportSummary]) -> Iterator[str]:
    """Say which series of the catalog the reports belong to, or why to none."""
    told: dict[tuple[str, str], list[str]] = {}
    for one in reports:
        told.setdefault((one.series, one.series_why), []).append(one.file)
    for (series, why), files in told.items():
        shown = ", ".join(files[:SHOWN_FILES])
        left = len(files) - SHOWN_FILES
        more = say("more_files", count=left) if left > 0 else ""
        because = f" ({why})" if why else ""
        yield _line("series", f"{series or say('no_series')}: {shown}{more}{because}")


def change_line(change: Change) -> str:
    """Say which edition of a report the version holds, which it does not, and why."""
    is_pair = change.is_together and change.kind in ("edition", "superseded")
    kind = "together" if is_pair else change.kind
    text = say(
        f"change_{kind}",
        report=change.report,
        held=change.held,
        other=change.other,
        day=change.other_seen[:10],
        of=_of(change),
    )
    why = f" ({change.proof.reason})" if change.proof and change.proof.reason else ""
    return _line(_HEADS.get(kind, kind), text) + why


_HEADS: Final = {
    "reading": "replaced",
    "incomplete": "left_out",
    "together": "editions",
    "edition": "replaced",
    "superseded": "left_out",
    "separated": "put_right",
    "unsure": "to_settle",
    "withdrawn": "left_out",
    "language": "languages",
}
"""What a change is called, where it is not called what it is."""


def _of(change: Change) -> str:
    """Name the other file where its name tells it apart."""
    return f" ({change.other})" if change.other != change.held else ""


def mismatch_text(found: Mismatch) -> str:
    """Say where a total stands that does not hold, and why it does not."""
    return say("found_at", file=found.file, page=found.page, text=found.told)


def gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """Say what pages have that stands in no table; of many, how many more there are."""
    yield from map(gap_line, gaps[:SHOWN_GAPS])
    if len(gaps) > SHOWN_GAPS:
        command = "crossfoot review --kind warning"
        yield say("more_left_out", count=len(gaps) - SHOWN_GAPS, command=command)


def gap_line(gap: Gap) -> str:
    """Say what a page has that stands in no table."""
    return say("found_at", file=gap.file, page=gap.page, text=gap.message)
