"""Chooses between readings of the same place on a page, and says why.

In: readings of a region by several engines, as tables of our model, and the page. Out: the chosen
ones with their :class:`crossfoot.model.Evidence`, and the rejected ones. Each piece of evidence is
a share between 0 and 1 with a weight, learned by ``python -m benchmarks.calibrate`` from pairs of
readings of which one is better: our confidence in the reading, that no word is outside all cells
or cut by a column, filled cells, rows that are records, columns of one kind of value, straight
columns, and that the other engines read the same. Arithmetic, when someone can say how well a
table's totals foot, adds a bounded vote: totals that foot are hardly chance, and two readings of
equal structure differ in nothing else. Between equals our own stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crossfoot.extractors.choice.arbiter_weights import WEIGHTS
from crossfoot.extractors.choice.engines import column_gaps
from crossfoot.extractors.choice.leftovers import LOOSE_ROWS
from crossfoot.extractors.kinds import share_of_kind
from crossfoot.extractors.tables.confidence import UNSURE, structure_of
from crossfoot.geometry import hull, middles_in, overlap
from crossfoot.model import Box, Evidence, Page, Table

SAME_PLACE = 0.5  # of the smaller of two areas: then they are readings of one region
PROVEN = 2.0  # relations that hold more than fail, for a table that only another engine sees
FOOTING_SCALE = 4.0  # relations that hold more than fail, for a full vote
ALOOF = 0.1  # of the smaller of two areas: then a reading takes nothing of another table
STRAIGHT = 3.0  # points: standard deviation of a straight column's edges


@dataclass(frozen=True, slots=True)
class Choice:
    """What became of one region.

    Attributes:
        chosen: The reading taken: one table or several, with their evidence.
        rejected: The other readings, best first, with theirs.
        why: What the evidence of the tables does not say.
    """

    chosen: tuple[Table, ...]
    rejected: tuple[tuple[Table, ...], ...]
    why: str = ""


def choose(
    readings: Sequence[tuple[Table, ...]],
    page: Page,
    *,
    foots: Callable[[Table], float] | None = None,
) -> Choice:
    """Choose one of several readings of a region; the first is our own.

    Args:
        readings: Each the tables one engine sees there; none empty.
        page: Where they were read.
        foots: How well a table's totals foot: relations that hold less those that fail.
    """
    region = hull(table.box for reading in readings for table in reading)
    words = words_within(page, region)
    scored = []
    for number, reading in enumerate(readings):
        others = [other for i, other in enumerate(readings) if i != number]
        evidence = weigh(reading, others, words, foots)
        score = sum(e.value for e in evidence)
        total = Evidence("score", round(score, 4), f"{len(readings)} readings")
        tables = tuple(replace(t, evidence=(*t.evidence, *evidence, total)) for t in reading)
        scored.append((score, -number, tables))
    scored.sort(key=lambda entry: entry[:2], reverse=True)
    return Choice(scored[0][2], tuple(tables for _, _, tables in scored[1:]))


def weigh(
    reading: Sequence[Table],
    others: Sequence[Sequence[Table]],
    words: Sequence[tuple[str, Box]],
    foots: Callable[[Table], float] | None,
) -> tuple[Evidence, ...]:
    """Return the weighted evidence for a reading; their sum is its score."""
    evidence = [
        Evidence(name, round(WEIGHTS[name] * share, 4), f"{share:.2f} x {WEIGHTS[name]}")
        for name, share in measure(reading, others, words).items()
    ]
    if foots is not None:
        score = sum(foots(table) for table in reading)
        vote = WEIGHTS["footing"] * float(np.clip(score / FOOTING_SCALE, -1.0, 1.0))
        evidence.append(Evidence("footing", round(vote, 4), f"totals score {score:.2f}"))
    return tuple(evidence)


def measure(
    reading: Sequence[Table],
    others: Sequence[Sequence[Table]],
    words: Sequence[tuple[str, Box]],
) -> dict[str, float]:
    """Return the evidence of a reading's structure by name, each a share between 0 and 1.

    Args:
        reading: The tables one engine sees in a region.
        others: What the other engines see there.
        words: (text, box) of the region's words.
    """
    return {
        "confidence": _mean(structure_of(table) for table in reading),
        "words_kept": _words_kept(reading, words),
        "words_whole": _mean(_words_whole(table, words) for table in reading),
        "fill": _mean(_fill(table) for table in reading),
        "full_rows": _mean(_full_rows(table) for table in reading),
        "alike_columns": _mean(share_of_kind(table) for table in reading),
        "aligned": _mean(_aligned(table) for table in reading),
        "agreement": _mean(_agreement(reading, other) for other in others),
    }


def group_readings(
    own: Sequence[Table], foreign: Sequence[Sequence[Table]], loose: Sequence[Box] = ()
) -> list[tuple[Table, list[tuple[Table, ...]]]]:
    """Return for each doubtful table of ours the readings of its place by the other engines.

    A table is in doubt when it is unsure, or when another reading of its place also takes in rows
    that we left in no table. A foreign table that also covers another table of ours would take
    that one's words away: its reading is left out.

    Args:
        own: Our tables of a page.
        foreign: Those of each other engine.
        loose: Rows of numbers that are in none of ours.
    """
    groups = []
    for table in own:
        is_unsure = structure_of(table) < UNSURE
        rivals = []
        for tables in foreign:
            here = tuple(t for t in tables if overlap(t.box, table.box) >= SAME_PLACE)
            clear = all(overlap(t.box, o.box) < ALOOF for t in here for o in own if o is not table)
            if here and clear and (is_unsure or _takes_in(here, loose)):
                rivals.append(here)
        if is_unsure or rivals:
            groups.append((table, rivals))
    return groups


def _takes_in(tables: Sequence[Table], loose: Sequence[Box]) -> bool:
    """Whether tables hold so many loose rows that ours is not the whole."""
    held = sum(any(overlap(row, t.box) >= SAME_PLACE for t in tables) for row in loose)
    return held >= LOOSE_ROWS


def choose_unseen(
    foreign: Sequence[Sequence[Table]],
    own: Sequence[Table],
    page: Page,
    *,
    foots: Callable[[Table], float] | None = None,
) -> tuple[Choice, ...]:
    """Choose among the tables that stand where ours sees none: taken is what its totals prove.

    Any columns of text look like a table to some engine; that they add up is no chance.
    """
    lone = [t for tables in foreign for t in tables if _is_apart(t, own)]
    proof = [foots(table) if foots is not None else 0.0 for table in lone]
    proven = sorted((i for i, p in enumerate(proof) if p >= PROVEN), key=lambda i: -proof[i])
    choices: list[Choice] = []
    told: set[int] = set()
    for best in proven:
        taken = [table for choice in choices for table in choice.chosen]
        rivals = [i for i in proven if i != best and overlap(lone[i].box, lone[best].box) > 0]
        group = [i for i in (best, *rivals) if i not in told and _is_apart(lone[i], taken)]
        if best in group:
            choices.append(choose([(lone[i],) for i in group], page, foots=foots))
            told.update(group)
    why = "only another engine sees a table here, and no totals prove it"
    rest = (table for i, table in enumerate(lone) if i not in told)
    return (*choices, *(Choice((), ((table,),), why) for table in rest))


def _is_apart(table: Table, others: Sequence[Table]) -> bool:
    return not any(overlap(table.box, other.box) > 0 for other in others)


# ---------------------------------------------------------------------------- evidence


def words_within(page: Page, box: Box) -> list[tuple[str, Box]]:
    """Return (text, box) of the words whose middles lie in a box."""
    boxes = page.words.box
    return [
        (page.words.text[i], (float(b[0]), float(b[1]), float(b[2]), float(b[3])))
        for i in np.flatnonzero(middles_in(boxes, box))
        for b in (boxes[i],)
    ]


def _words_kept(reading: Sequence[Table], words: Sequence[tuple[str, Box]]) -> float:
    """Share of the region's chars that are in cells."""
    printed = sum(len(text) for text, _ in words)
    held = sum(len(c.text.replace(" ", "")) for table in reading for c in table.cells)
    return min(1.0, held / printed) if printed else 0.0


def _words_whole(table: Table, words: Sequence[tuple[str, Box]]) -> float:
    """Share of the words that no column boundary cuts."""
    gaps = np.array(column_gaps(table))
    spans = [c.box for c in table.cells if c.colspan > 1 and c.text]
    inside = [box for _, box in words if overlap(box, table.box) > SAME_PLACE]
    if not inside or not len(gaps):
        return 1.0
    cut = sum(
        bool(((gaps > box[0] + 1) & (gaps < box[2] - 1)).any())
        and not any(overlap(box, span) > SAME_PLACE for span in spans)
        for box in inside
    )
    return 1.0 - cut / len(inside)


def _fill(table: Table) -> float:
    return _mean(float(bool(cell.text)) for cell in table.cells)


def _full_rows(table: Table) -> float:
    """Share of the body rows with a text in more than one column."""
    counts = Counter(
        cell.row for cell in table.cells if cell.text and cell.row >= table.header_rows
    )
    rows = max(1, table.n_rows - table.header_rows)
    return sum(count > 1 for count in counts.values()) / rows


def _aligned(table: Table) -> float:
    """Share of the columns whose texts share the left edge, the right edge or the middle."""
    good = 0
    for col in range(table.n_cols):
        boxes = np.array(
            [
                c.box
                for c in table.cells
                if c.col == col and c.colspan == 1 and c.text and c.row >= table.header_rows
            ]
        ).reshape(-1, 4)
        if len(boxes) < 2:
            good += 1
            continue
        left, right = boxes[:, 0], boxes[:, 2]
        spread = min(float(np.std(edge)) for edge in (left, right, (left + right) / 2))
        good += spread < STRAIGHT
    return good / table.n_cols


def _agreement(reading: Sequence[Table], other: Sequence[Table]) -> float:
    """Likeness of two readings' cells, as bags of (text, text to its right)."""
    ours, theirs = _pairs(reading), _pairs(other)
    total = sum(ours.values()) + sum(theirs.values())
    return 2 * sum((ours & theirs).values()) / total if total else 0.0


def _pairs(reading: Sequence[Table]) -> Counter[tuple[str, str]]:
    pairs: Counter[tuple[str, str]] = Counter()
    for table in reading:
        rows: dict[int, list[str]] = {}
        for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
            if cell.text:
                rows.setdefault(cell.row, []).append(cell.text)
        for texts in rows.values():
            pairs.update(zip(texts, [*texts[1:], ""], strict=True))
    return pairs


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else 0.0
